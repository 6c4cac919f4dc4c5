//! What sealing costs: unlocking, and saving and opening beside a book in clear.

use std::time::Instant;

use amends::domain::{KeyChange, Passphrase};
use amends::store::{Access, Store};

use super::book::{BYTES, Book, record};
use super::percentile;

const RECORDS: usize = 10_000;
const UNLOCKS: usize = 5;
const SAVES: usize = 60;
const OPENS: usize = 15;

fn passphrase() -> Passphrase {
    Passphrase::typed("six plain words for this book")
}

pub fn figures() {
    let clear = Book::make(RECORDS);
    let sealed = Book::make(RECORDS);
    let mut store = opened(&sealed);
    let began = Instant::now();
    let set = KeyChange::Set {
        new: passphrase(),
        recovery: false,
    };
    store
        .change_keys(sealed.me.id, &set, &mut |_, _| {})
        .expect("a passphrase");
    let sealing = began.elapsed();
    drop(store);
    println!(
        "  sealing {RECORDS} records of {BYTES} bytes: {:.1} s",
        sealing.as_secs_f64()
    );

    let mut unlocks: Vec<f64> = (0..UNLOCKS)
        .map(|_| {
            let mut store = opened(&sealed);
            let began = Instant::now();
            unlock(&mut store, &sealed);
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    unlocks.sort_by(f64::total_cmp);
    println!(
        "  unlocking: {:.0} ms ({:.0} to {:.0})",
        percentile(&unlocks, 50),
        unlocks[0],
        unlocks[UNLOCKS - 1]
    );

    let mut times = [Vec::new(), Vec::new()];
    let mut stores = [opened(&clear), opened(&sealed)];
    unlock(&mut stores[1], &sealed);
    // Turn by turn, so that whatever else the machine does befalls both.
    for number in 0..SAVES {
        for (place, book) in [&clear, &sealed].into_iter().enumerate() {
            let saved = record(&book.me, RECORDS + number, BYTES);
            let began = Instant::now();
            stores[place].commit(&[saved]).expect("a save");
            times[place].push(began.elapsed().as_secs_f64() * 1e3);
        }
    }
    drop(stores);
    beside("saving a record", &mut times);

    for what in ["opening from the files", "opening with the cache"] {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..OPENS {
            for (place, book) in [&clear, &sealed].into_iter().enumerate() {
                let mut store = opened(book);
                if place == 1 {
                    unlock(&mut store, book);
                }
                let began = Instant::now();
                let loaded = store.load(book.me.id);
                times[place].push(began.elapsed().as_secs_f64() * 1e3);
                assert_eq!(loaded.records.len(), RECORDS + SAVES);
            }
        }
        beside(what, &mut times);
        // The caches for the second time.
        for (place, book) in [&clear, &sealed].into_iter().enumerate() {
            let mut store = opened(book);
            if place == 1 {
                unlock(&mut store, book);
            }
            store.load(book.me.id);
            while store.tend_cache() {}
        }
    }
}

fn beside(what: &str, times: &mut [Vec<f64>; 2]) {
    for times in &mut *times {
        times.sort_by(f64::total_cmp);
    }
    let [clear, sealed] = [&times[0], &times[1]].map(|times| percentile(times, 50));
    println!(
        "  {what}: {clear:.2} ms in clear, {sealed:.2} ms sealed, {:.2} times",
        sealed / clear
    );
}

fn opened(book: &Book) -> Store {
    let shelf = book.shelf();
    shelf.open(book.id, Access::Write).expect("an open book")
}

fn unlock(store: &mut Store, book: &Book) {
    store
        .unlock(book.me.id, &passphrase(), &mut |_, _| {})
        .expect("an unlocked book");
}
