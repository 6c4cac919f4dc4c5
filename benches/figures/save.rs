//! What a save writes, and how often it waits for the disk.

use std::sync::Arc;
use std::time::Instant;

use amends::store::{Access, Shelf};

use super::book::{BYTES, Book, record};
use super::counting::Counting;
use super::{SIZES, percentile};

const SAVES: usize = 50;

pub fn figures() {
    println!("  one entry of {BYTES} bytes saved, and revised, in a book of so many records");
    println!(
        "  {:>8}  {:>7}  {:>6}  {:>6}  {:>6}  {:>9}  {:>9}",
        "records", "bytes", "files", "syncs", "reads", "p50", "p90"
    );
    for records in SIZES {
        let book = Book::make(records);
        let counting = Counting::default();
        let shelf = Shelf::at(Arc::new(counting.clone()), book.folder.path().to_owned());
        let mut store = shelf.open(book.id, Access::Write).expect("an open book");
        let loaded = store.load(book.me.id);
        assert_eq!(loaded.records.len(), book.records);
        let mut times = Vec::new();
        let mut counts = [0; 4];
        for number in 0..SAVES {
            let saved = record(&book.me, records + number, BYTES);
            counting.take();
            let start = Instant::now();
            store.commit(&[saved]).expect("a save");
            times.push(start.elapsed().as_secs_f64() * 1e3);
            counts = counting.take();
        }
        times.sort_by(f64::total_cmp);
        let [bytes, files, syncs, reads] = counts;
        println!(
            "  {records:>8}  {bytes:>7}  {files:>6}  {syncs:>6}  {reads:>6}  {:>6.2} ms  {:>6.2} ms",
            percentile(&times, 50),
            percentile(&times, 90)
        );
    }
}
