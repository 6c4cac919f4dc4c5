//! Damage: any bit of any file flipped, any file cut short anywhere. At most the one record is lost, it
//! is always named, and nothing is deleted or changed because of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amends::domain::Record;
use amends::store::{Access, Shelf, UNREADABLE_NAME};

use super::disk::{DATA, Memory};
use super::image::{Image, ends};
use super::make::{Made, draft, entry, revised};

/// A small book, its files and what is in it.
struct Book {
    image: Image,
    made: Made,
    records: Vec<Record>,
}

fn book() -> Book {
    let disk = Memory::new();
    let made = Made::on(Arc::new(disk.clone()), Path::new(DATA));
    let first = entry(&made.maya, 1, "first");
    let records = vec![
        first.clone(),
        revised(&first, 2, "second \"quoted\" é"),
        entry(&made.maya, 3, "3"),
    ];
    let mut store = made.open();
    store.commit(&records).unwrap();
    store.save_draft(&draft(&made.maya, 1, "begun")).unwrap();
    drop(store);
    let image = disk.image();
    Book {
        image,
        made,
        records,
    }
}

/// Opens the book with one file changed, and checks what may follow from it.
fn check(book: &Book, path: &Path, bytes: &[u8]) {
    let disk = Memory::of(book.image.clone());
    disk.put(path, bytes);
    let before = disk.files();
    let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
    let case = || format!("{} of {} bytes", path.display(), bytes.len());
    let file = path
        .strip_prefix(DATA)
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let report = shelf.doctor(book.made.book).unwrap();
    assert_eq!(
        disk.files(),
        before,
        "the doctor changed something: {}",
        case()
    );

    let mut store = shelf.open(book.made.book, Access::Write).unwrap();
    assert_eq!(store.read_only_because(), None, "{}", case());
    let loaded = store.load(book.made.maya.id);
    let (drafts, about_drafts) = store.drafts(book.made.maya.id);
    let told: Vec<_> = loaded.findings.iter().chain(&about_drafts).collect();
    let lost = book
        .records
        .iter()
        .filter(|record| !loaded.records.iter().any(|read| **read == **record));
    let lost = lost.count();
    assert!(
        loaded
            .records
            .iter()
            .all(|record| book.records.contains(record)),
        "{}",
        case()
    );

    let of_records = file.contains("/spaces/");
    let local =
        file == "local/settings.json" || file == "local/books.json" || file == "local/device.json";
    if of_records || file.contains("drafts") || ends(path, "book.json") || file.contains("people") {
        assert_eq!(told.len(), 1, "{}: {told:?}", case());
        assert_eq!(told[0].file, file);
    }
    if !local && !ends(path, ".gitattributes") && !ends(path, ".lock") {
        assert!(
            report.findings.iter().any(|finding| finding.file == file),
            "{}",
            case()
        );
    }
    assert_eq!(lost, usize::from(of_records), "{}", case());
    assert_eq!(
        drafts.len(),
        usize::from(!file.contains("drafts")),
        "{}",
        case()
    );
    let name = &store.people()[0].name;
    let expected = if file.contains("people") {
        UNREADABLE_NAME
    } else {
        "Maya"
    };
    assert_eq!(name, expected, "{}", case());
    assert!(
        disk.files()
            .iter()
            .any(|(there, now)| there == path && now == bytes)
            || local,
        "the damaged file was touched: {}",
        case()
    );
}

fn files(book: &Book) -> Vec<(PathBuf, Vec<u8>)> {
    let files = book.image.files();
    let matters = |path: &Path| !ends(path, ".lock") && path.starts_with(DATA);
    files
        .into_iter()
        .filter(|(path, _)| matters(path))
        .collect()
}

#[test]
fn any_flipped_bit_costs_one_record_at_most_and_is_named() {
    let book = book();
    let files = files(&book);
    assert!(files.len() >= 7, "{files:?}");
    for (path, bytes) in files {
        for place in 0..bytes.len() {
            for bit in [0x01, 0x20, 0x80] {
                let mut bytes = bytes.clone();
                bytes[place] ^= bit;
                check(&book, &path, &bytes);
            }
        }
    }
}

#[test]
fn any_truncation_costs_one_record_at_most_and_is_named() {
    let book = book();
    for (path, bytes) in files(&book) {
        for length in 0..bytes.len() {
            check(&book, &path, &bytes[..length]);
        }
    }
}

#[test]
fn a_record_that_is_followed_by_something_is_damaged() {
    let book = book();
    for (path, bytes) in files(&book) {
        if path.to_string_lossy().contains("spaces") {
            check(&book, &path, &[&bytes[..], b"\n"].concat());
            check(&book, &path, &[&bytes[..], &bytes[..]].concat()[1..]);
        }
    }
}
