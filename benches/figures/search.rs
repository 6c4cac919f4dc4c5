//! Searching 10,000 records of 1 KB, as each letter of a search does.

use amends::query::search::Index;
use divan::Bencher;

use super::book::state;

const RECORDS: usize = 10_000;
const BYTES: usize = 1_000;
/// As many as the journal shows.
const MOST: usize = 200;

#[divan::bench(args = ["k", "kitchen", "kitchen promise", "page7777x", "zebra", "the rain was on"])]
fn search(bencher: Bencher<'_, '_>, words: &str) {
    let index = Index::of(&state(RECORDS, BYTES));
    bencher.bench_local(|| index.search(words, MOST, chrono::NaiveDate::default()));
}
