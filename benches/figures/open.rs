//! Opening: reading every record, folding the state, making the search index.

use amends::domain::State;
use amends::query::search::Index;
use amends::store::Access;
use divan::Bencher;

use super::SIZES;
use super::book::{BYTES, Book, state};

/// All of it, from the folder to what home needs.
#[divan::bench(args = SIZES, sample_count = 20)]
fn open(bencher: Bencher<'_, '_>, records: usize) {
    let book = Book::make(records);
    let shelf = book.shelf();
    bencher.bench_local(|| {
        let mut store = shelf.open(book.id, Access::Write).expect("an open book");
        let loaded = store.load(book.me.id);
        let state = State::fold([book.me.space], loaded.records);
        Index::of(&state)
    });
}

/// Reading and checking alone.
#[divan::bench(args = SIZES, sample_count = 20)]
fn open_reads(bencher: Bencher<'_, '_>, records: usize) {
    let book = Book::make(records);
    let shelf = book.shelf();
    bencher.bench_local(|| {
        let mut store = shelf.open(book.id, Access::Write).expect("an open book");
        store.load(book.me.id)
    });
}

/// The same with the local cache, as nearly every opening is.
#[divan::bench(args = SIZES, sample_count = 20)]
fn open_cached(bencher: Bencher<'_, '_>, records: usize) {
    let book = Book::make(records);
    super::table::warm(&book);
    let shelf = book.shelf();
    bencher.bench_local(|| {
        let mut store = shelf.open(book.id, Access::Write).expect("an open book");
        store.load(book.me.id)
    });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn open_folds(bencher: Bencher<'_, '_>, records: usize) {
    let me = super::book::person();
    let all: Vec<_> = (0..records)
        .map(|number| super::book::record(&me, number, BYTES))
        .collect();
    let inputs = bencher.with_inputs(|| all.clone());
    inputs.bench_local_values(|records| State::fold([me.space], records));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn open_indexes(bencher: Bencher<'_, '_>, records: usize) {
    let state = state(records, BYTES);
    bencher.bench_local(|| Index::of(&state));
}

/// The words of the program, which every start reads.
#[divan::bench]
fn open_default_pack() -> amends::content::Pack {
    amends::content::embedded()
}
