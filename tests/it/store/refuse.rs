//! Where writing is not possible the program says so, and reads on.

use std::path::Path;
use std::sync::Arc;

use amends::store::{Access, NotSaved, StoreError};
use rustix::io::Errno;

use super::disk::{DATA, Fault, Memory, Plan};
use super::form::summed;
use super::make::{Made, entry};

fn made() -> (Memory, Made) {
    let disk = Memory::new();
    let made = Made::on(Arc::new(disk.clone()), Path::new(DATA));
    made.open().commit(&[entry(&made.maya, 1, "here")]).unwrap();
    (disk, made)
}

#[test]
fn a_book_of_a_newer_writer_opens_for_reading_only_and_says_why() {
    let (disk, made) = made();
    let file = made.shelf.folder(made.book).join("book.json");
    disk.put(
        &file,
        &summed("{\"format\":2,\"min_reader\":1,\"min_writer\":2,\"more\":[1]"),
    );
    let before = disk.files();
    let mut store = made.open();
    assert!(store.read_only_because().unwrap().contains("newer version"));
    assert_eq!(store.load(made.maya.id).records.len(), 1);
    assert!(matches!(
        store.commit(&[entry(&made.maya, 2, "no")]),
        Err(NotSaved::ReadOnly(_))
    ));
    assert_eq!(disk.files(), before);
}

#[test]
fn a_book_of_a_newer_reader_does_not_open() {
    let (disk, made) = made();
    let file = made.shelf.folder(made.book).join("book.json");
    disk.put(
        &file,
        &summed("{\"format\":2,\"min_reader\":2,\"min_writer\":2"),
    );
    assert!(matches!(
        made.shelf.open(made.book, Access::Write),
        Err(StoreError::TooNew)
    ));
    assert!(matches!(
        made.shelf.doctor(made.book),
        Err(StoreError::TooNew)
    ));
    assert_eq!(made.shelf.books().unwrap().len(), 1);
}

#[test]
fn a_damaged_book_file_beside_newer_records_opens_for_reading_only() {
    let (disk, made) = made();
    let folder = made.shelf.folder(made.book);
    disk.put(&folder.join("book.json"), b"{}");
    assert_eq!(made.open().read_only_because(), None);
    let newer = std::fs::read(format!(
        "{}/tests/it/store/fixtures/newer_format.json",
        env!("CARGO_MANIFEST_DIR")
    ));
    let space = folder.join("spaces").join(made.maya.space.to_string());
    disk.put(&space.join("x.json"), &newer.unwrap());
    assert!(made.open().read_only_because().is_some());
}

#[test]
fn each_way_in_which_a_disk_refuses_has_its_own_words() {
    for (errno, words) in [
        (Errno::NOSPC, "full"),
        (Errno::DQUOT, "full"),
        (Errno::ROFS, "only be read"),
        (Errno::ACCESS, "may not be written"),
        (Errno::IO, "the disk answered: input/output error"),
    ] {
        let (disk, made) = made();
        let mut store = made.open();
        disk.plan(Some(Plan {
            at: 3,
            fault: Fault::Errno(errno),
            for_good: true,
        }));
        let secret = entry(&made.maya, 2, "Quetzalcoatlus");
        let why = store.commit(&[secret]).unwrap_err();
        assert!(why.to_string().contains(words), "{why}");
        assert!(why.to_string().contains("Not saved"), "{why}");
        assert!(!format!("{why} {why:?}").contains("Quetzalcoatlus"));
    }
}

#[test]
fn a_folder_that_cannot_be_written_opens_for_reading() {
    let (disk, made) = made();
    for errno in [Errno::ROFS, Errno::ACCESS] {
        let fresh = Memory::of(disk.image());
        // The machine has no locks yet, as with a book on a read-only disk.
        let shelf = amends::store::Shelf::at(Arc::new(fresh.clone()), DATA.into());
        shelf.books().unwrap();
        let lock = Path::new(DATA).join("local/locks");
        let store = with_locks_refused(fresh, &lock, errno, &made);
        assert!(
            store.is_some_and(|why| why.contains("reading only")),
            "{errno:?}"
        );
    }
}

/// Why the book opens for reading only when the lock cannot be made.
fn with_locks_refused(disk: Memory, locks: &Path, errno: Errno, made: &Made) -> Option<String> {
    disk.refuse(locks, errno);
    let shelf = amends::store::Shelf::at(Arc::new(disk), DATA.into());
    let mut store = shelf.open(made.book, Access::Write).unwrap();
    assert_eq!(store.load(made.maya.id).records.len(), 1);
    store.read_only_because()
}

#[test]
fn a_disk_without_locks_opens_with_a_warning() {
    let (disk, made) = made();
    disk.refuse(&Path::new(DATA).join("local/locks"), Errno::NOLCK);
    let mut store = made.open();
    assert_eq!(store.warnings().len(), 1);
    assert_eq!(store.read_only_because(), None);
    store
        .commit(&[entry(&made.maya, 2, "all the same")])
        .unwrap();
    assert_eq!(store.load(made.maya.id).notes, store.warnings());
}

#[test]
fn a_saved_record_is_never_overwritten_by_another() {
    let (disk, made) = made();
    let mut store = made.open();
    let before = disk.files();
    let other = entry(&made.maya, 1, "something else under the same id");
    assert!(matches!(store.commit(&[other]), Err(NotSaved::IdTaken)));
    assert_eq!(disk.files(), before);
    // The same once more is what a second attempt does.
    store.commit(&[entry(&made.maya, 1, "here")]).unwrap();
}

#[test]
fn a_book_that_was_deleted_under_us_does_not_come_back_as_a_stump() {
    let (disk, made) = made();
    let mut store = made.open();
    disk.forget_tree(&made.shelf.folder(made.book));
    let saved = store.commit(&[entry(&made.maya, 2, "too late")]);
    assert!(matches!(saved, Err(NotSaved::NoBook)), "{saved:?}");
    assert_eq!(made.shelf.books().unwrap(), []);
}
