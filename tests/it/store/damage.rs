//! Damage: any bit of any file flipped, any file cut short anywhere. At most the one record is lost, it
//! is always named, and nothing is deleted or changed because of it. Where it is a key file nothing is lost
//! and nothing opens, until the file is there again.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use amends::domain::Record;
use amends::store::{Access, Draft, Finding, Loaded, NotSaved, Store, UNREADABLE_NAME};

use super::disk::{DATA, Memory};
use super::form::summed;
use super::image::{Image, ends};
use super::locked::{OPEN, unlock};
use super::make::{Kept, Made, Window, both, draft, entry, is_long, revised};

/// A small book, its files and what is in it.
struct Book {
    image: Image,
    made: Made,
    records: Vec<Record>,
    draft: Draft,
    window: RefCell<Window>,
}

fn book(kept: Kept) -> Book {
    let (disk, made) = Made::in_memory(kept);
    let first = entry(&made.maya, 1, "first");
    let records = vec![
        first.clone(),
        revised(&first, 2, "second \"quoted\" é"),
        entry(&made.maya, 3, "3"),
    ];
    let draft = draft(&made.maya, 1, "begun");
    let mut store = made.open();
    store.commit(&records).unwrap();
    store.save_draft(&draft).unwrap();
    drop(store);
    let image = disk.image();
    let window = RefCell::new(Window::on(&made, &image));
    Book {
        image,
        made,
        records,
        draft,
        window,
    }
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Record,
    Draft,
    Slot,
    Wrap,
    Person,
    Book,
    GitAttributes,
    Machine,
}

impl Of {
    fn file(path: &Path) -> Of {
        let folder = |name: &str| path.iter().any(|part| part == name);
        match () {
            () if folder("spaces") => Of::Record,
            () if folder("drafts") => Of::Draft,
            () if folder("keys") => Of::Slot,
            () if folder("wraps") => Of::Wrap,
            () if folder("people") => Of::Person,
            () if ends(path, "book.json") => Of::Book,
            () if ends(path, ".gitattributes") => Of::GitAttributes,
            () => Of::Machine,
        }
    }

    /// Whether the keys are still of use where such a file is damaged, so that one window can stay open.
    fn stays_open(self) -> bool {
        match self {
            Of::Record | Of::Draft => true,
            Of::Slot | Of::Wrap | Of::Person | Of::Book | Of::GitAttributes | Of::Machine => false,
        }
    }
}

/// What a store shows and says.
struct Seen {
    loaded: Loaded,
    drafts: Vec<Draft>,
    about_drafts: Vec<Finding>,
    name: String,
}

fn seen(store: &mut Store, made: &Made) -> Seen {
    assert_eq!(store.read_only_because(), None);
    let loaded = store.load(made.maya.id);
    let (drafts, about_drafts) = store.drafts(made.maya.id);
    let name = store.people()[0].name.clone();
    Seen {
        loaded,
        drafts,
        about_drafts,
        name,
    }
}

/// Opens the book with one file changed, and checks what may follow from it.
fn check(book: &Book, path: &Path, bytes: &[u8]) {
    let disk = Memory::of(book.image.clone());
    disk.put(path, bytes);
    let before = disk.files();
    let case = format!("{} of {} bytes", path.display(), bytes.len());
    let file = path.strip_prefix(DATA).unwrap().to_string_lossy();
    let of = Of::file(path);
    let made = book.made.over(&disk);
    let report = made.shelf.doctor(made.book).unwrap();
    assert_eq!(disk.files(), before, "the doctor changed something: {case}");
    match of {
        Of::Machine | Of::GitAttributes => {}
        Of::Record | Of::Draft | Of::Slot | Of::Wrap | Of::Person | Of::Book => {
            let mut named = report.findings.iter().filter(|found| found.file == file);
            assert!(named.next().is_some(), "{case}");
        }
    }
    if matches!(of, Of::Slot | Of::Wrap) {
        return check_shut(book, &made, &file, &case);
    }

    let sealed_and_open = made.kept == Kept::Sealed && of.stays_open();
    let (seen, disk) = match sealed_and_open {
        true => {
            let mut window = book.window.borrow_mut();
            let seen = seen(window.at(disk.image()), &made);
            (seen, window.disk().clone())
        }
        false => (seen(&mut made.open(), &made), disk),
    };
    let findings = seen.loaded.findings.iter();
    let told: Vec<_> = findings.chain(&seen.about_drafts).collect();
    let there = &seen.loaded.records;
    let is_known = |record: &std::sync::Arc<Record>| book.records.contains(record);
    assert!(there.iter().all(is_known), "{case}");
    match of {
        Of::Record | Of::Draft | Of::Person | Of::Book => {
            assert_eq!(told.len(), 1, "{case}: {told:?}");
            assert_eq!(told[0].file, file);
        }
        Of::GitAttributes | Of::Machine => assert_eq!(told.len(), 0, "{case}: {told:?}"),
        Of::Slot | Of::Wrap => {}
    }
    let lost = book.records.len() - there.len();
    assert_eq!(lost, usize::from(of == Of::Record), "{case}");
    assert_eq!(seen.loaded.locked, 0, "{case}");
    assert_eq!(seen.drafts.is_empty(), of == Of::Draft, "{case}");
    let expected = if of == Of::Person {
        UNREADABLE_NAME
    } else {
        "Maya"
    };
    assert_eq!(seen.name, expected, "{case}");
    let is_it = |(there, now): &(PathBuf, Vec<u8>)| there == path && now == bytes;
    assert!(
        of == Of::Machine || disk.files().iter().any(is_it),
        "the damaged file was touched: {case}"
    );
}

/// With a key file that is damaged nothing is shown, nothing is lost, and nothing goes out in clear.
fn check_shut(book: &Book, made: &Made, file: &str, case: &str) {
    let mut store = made.shelf.open(made.book, Access::Write).unwrap();
    assert!(unlock(&mut store, made, OPEN).is_err(), "{case}");
    let loaded = store.load(made.maya.id);
    assert_eq!(loaded.records, [], "{case}");
    assert_eq!(loaded.locked, book.records.len(), "{case}");
    assert_eq!(loaded.findings.len(), 1, "{case}: {:?}", loaded.findings);
    assert_eq!(loaded.findings[0].file, file);
    let new = entry(&made.maya, 9, "written next");
    assert!(matches!(store.commit(&[new]), Err(NotSaved::Locked)));
    assert!(matches!(
        store.save_draft(&book.draft),
        Err(NotSaved::Locked)
    ));
}

fn files(book: &Book) -> Vec<(PathBuf, Vec<u8>)> {
    let files = book.image.files();
    let matters = |path: &Path| !ends(path, ".lock") && path.starts_with(DATA);
    files
        .into_iter()
        .filter(|(path, _)| matters(path))
        .collect()
}

/// The places of a file to try. In a sealed book some of them, and all in a long run: its files are long, and
/// what has to be unlocked anew is slow on purpose.
fn places(book: &Book, path: &Path, length: usize) -> impl Iterator<Item = usize> {
    let every = match (book.made.kept, Of::file(path)) {
        _ if is_long() => 1,
        (Kept::Clear, _) => 1,
        (Kept::Sealed, Of::Record | Of::Draft | Of::Slot) => 23,
        (Kept::Sealed, Of::Wrap | Of::Person | Of::Book | Of::GitAttributes | Of::Machine) => 41,
    };
    (0..length).step_by(every)
}

#[test]
fn any_flipped_bit_costs_one_record_at_most_and_is_named() {
    both(|kept| {
        let book = book(kept);
        let files = files(&book);
        let kinds = [7, 9][usize::from(kept == Kept::Sealed)];
        assert!(files.len() >= kinds, "{files:?}");
        for (path, bytes) in files {
            for place in places(&book, &path, bytes.len()) {
                let bits = [0x01, 0x20, 0x80];
                let bits = match kept {
                    Kept::Sealed if !is_long() => &bits[place % 3..][..1],
                    Kept::Clear | Kept::Sealed => &bits[..],
                };
                for bit in bits {
                    let mut bytes = bytes.clone();
                    bytes[place] ^= bit;
                    check(&book, &path, &bytes);
                }
            }
        }
    });
}

#[test]
fn any_truncation_costs_one_record_at_most_and_is_named() {
    both(|kept| {
        let book = book(kept);
        for (path, bytes) in files(&book) {
            for length in places(&book, &path, bytes.len()) {
                check(&book, &path, &bytes[..length]);
            }
        }
    });
}

#[test]
fn a_record_that_is_followed_by_something_is_damaged() {
    both(|kept| {
        let book = book(kept);
        for (path, bytes) in files(&book) {
            if Of::file(&path) == Of::Record {
                check(&book, &path, &[&bytes[..], b"\n"].concat());
                check(&book, &path, &[&bytes[..], &bytes[..]].concat()[1..]);
            }
        }
    });
}

/// Someone who alters a sealed file can make its checksum right again. That is what the key is for.
#[test]
fn a_sealed_file_that_was_altered_anywhere_shows_no_other_text_whatever_its_checksum_says() {
    let book = book(Kept::Sealed);
    let mut window = book.window.borrow_mut();
    let mut tried = 0;
    for (path, bytes) in files(&book) {
        let of = Of::file(&path);
        if !of.stays_open() {
            continue;
        }
        let line = String::from_utf8(bytes).unwrap();
        let (line, _) = line.rsplit_once(",\"sum\":").unwrap();
        // The head of a file is tried everywhere, and of what is sealed in it every day a part.
        let head = line.find("\"ciphertext\"").unwrap() + 20;
        for place in (0..head).chain((head..line.len()).step_by(if is_long() { 1 } else { 61 })) {
            let mut altered = line.as_bytes().to_vec();
            altered[place] ^= 1;
            let altered = String::from_utf8(altered).unwrap();
            let disk = Memory::of(book.image.clone());
            disk.put(&path, &summed(&altered));
            let seen = seen(window.at(disk.image()), &book.made);
            let case = format!("{} at {place}", path.display());
            let there = &seen.loaded.records;
            let lost = book.records.len() - there.len();
            let is_known = |record: &std::sync::Arc<Record>| book.records.contains(record);
            assert!(there.iter().all(is_known), "{case}");
            assert_eq!(lost, usize::from(of == Of::Record), "{case}");
            let said = seen.loaded.findings.len() + seen.loaded.locked + seen.loaded.notes.len();
            assert_eq!(said, lost, "{case}");
            // Whose it is, is in clear beside a draft, and once more inside, where it counts.
            assert!(
                seen.drafts.is_empty() || seen.drafts == [book.draft.clone()],
                "{case}"
            );
            tried += 1;
        }
    }
    assert!(tried > 700, "only {tried} places were tried");
}
