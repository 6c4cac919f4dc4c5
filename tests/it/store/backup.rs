//! A book goes out as one archive and comes back the same, also from the middle of life, and whatever
//! fails or is cut off on the way. What is locked stays locked, and no key is needed for any of it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amends::store::{
    Access, BackedUp, BackupError, Disk, RestoreError, Restored, Shelf, StoreError,
};

use super::disk::{DATA, Lies, Memory, Plan};
use super::faults::{at_worst, everywhere};
use super::image::Image;
use super::make::{Kept, Made, both, draft, entry, is_long, now, purge, records, revised};

/// A book with some of everything in it, on a disk of its own.
pub fn full(kept: Kept) -> (Memory, Made) {
    let (disk, made) = Made::in_memory(kept);
    let maya = &made.maya;
    let mut store = made.open();
    let first = entry(maya, 1, "the first thing");
    let secret = entry(maya, 3, "a word to forget");
    store
        .commit(&[
            first.clone(),
            revised(&first, 2, "said better"),
            secret.clone(),
        ])
        .unwrap();
    store.commit(&[purge(maya, 4, &[&secret])]).unwrap();
    store
        .save_draft(&draft(maya, 1, "half a sentence"))
        .unwrap();
    drop(store);
    (disk, made)
}

pub fn backed_up(made: &Made) -> (Vec<u8>, BackedUp) {
    let mut archive = Vec::new();
    let done = made
        .shelf
        .backup(made.book, now(), Access::Write, &mut archive);
    (archive, done.unwrap())
}

pub fn empty_shelf() -> (Memory, Shelf) {
    let disk = Memory::new();
    let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
    (disk, shelf)
}

/// The files of a disk that belong to books and drafts, without what belongs to the machine.
pub fn of_books(image: &Image) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = image.files();
    files.retain(|(path, _)| {
        let path = path.strip_prefix(DATA).unwrap();
        path.starts_with("books") || path.starts_with("local/drafts")
    });
    files
}

fn restored(shelf: &Shelf, archive: &[u8]) -> Result<Restored, RestoreError> {
    shelf.restore(&mut &archive[..])
}

#[test]
fn a_book_comes_back_byte_for_byte_with_what_was_half_written() {
    both(|kept| {
        let (disk, made) = full(kept);
        let (archive, done) = backed_up(&made);
        let locked = match kept {
            Kept::Clear => 0,
            Kept::Sealed => 3,
        };
        assert_eq!((done.records, done.drafts, done.locked), (3, 1, locked));
        assert_eq!((&done.damaged, &done.missing), (&vec![], &vec![]));
        let (new, shelf) = empty_shelf();
        let back = restored(&shelf, &archive).unwrap();
        assert_eq!(of_books(&new.image()), of_books(&disk.image()));
        assert_eq!((back.records, back.drafts), (3, 1));
        assert_eq!((&back.damaged, &back.notes), (&vec![], &vec![]));
        assert_eq!(back.book, shelf.find(None).unwrap());
        assert_eq!(back.book.name, "Maya");
        let again = Made {
            shelf,
            ..made.clone()
        };
        let mut store = again.open();
        let loaded = store.load(made.maya.id);
        assert_eq!((&loaded.findings, loaded.locked), (&Vec::new(), 0));
        assert_eq!(records(loaded).len(), 3);
        assert_eq!(store.drafts(made.maya.id).0.len(), 1);
        drop(store);
        assert_eq!(
            backed_up(&again).0,
            archive,
            "the same book, the same bytes"
        );
    });
}

#[test]
fn what_is_damaged_unknown_locked_or_newer_goes_along_as_it_is() {
    let (disk, made) = full(Kept::Clear);
    let book = made.shelf.folder(made.book);
    let space = book.join("spaces").join(made.maya.space.to_string());
    let sealed = include_str!("fixtures/sealed.json");
    let long = "x".repeat(200);
    for (path, bytes) in [
        (
            space.join("1c4b59383b6459af19a3019767fa3635.json"),
            "{\"v\":1,",
        ),
        (space.join("notes.txt"), "not ours"),
        (space.join(&long), "a name too long for the plain form"),
        (
            space.join("0d8d5cd2a1f4b0a8f5f0a4e7b6c5d4e3.json"),
            include_str!("fixtures/newer_format.json"),
        ),
        (space.join("sealed.json"), sealed),
        (book.join("keys/maya.1.json"), "a key"),
        (book.join("wraps/us.1.maya.json"), "a wrap"),
        (book.join("people/damaged.json"), "{"),
    ] {
        make_way(&disk, &path);
        disk.put(&path, bytes.as_bytes());
    }
    let (archive, done) = backed_up(&made);
    assert_eq!(done.locked, 1);
    assert_eq!(done.missing, []);
    let damaged: Vec<&str> = done.damaged.iter().map(|f| f.file.as_str()).collect();
    assert_eq!(damaged.len(), 4, "{damaged:?}");
    let (new, shelf) = empty_shelf();
    let back = restored(&shelf, &archive).unwrap();
    assert_eq!(of_books(&new.image()), of_books(&disk.image()));
    let named = |damaged: &[amends::store::Finding]| {
        let mut files: Vec<String> = damaged.iter().map(|f| f.file.clone()).collect();
        files.sort();
        files
    };
    assert_eq!(named(&back.damaged), named(&done.damaged));
}

/// Makes the folder that a file is put into.
fn make_way(disk: &Memory, path: &Path) {
    use amends::store::Fs;
    let _ = disk.create_dir(path.parent().unwrap());
}

#[test]
fn what_is_no_part_of_a_book_stays_out_and_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let made = Made::on(Arc::new(Disk), dir.path());
    made.open().commit(&[entry(&made.maya, 1, "true")]).unwrap();
    let book = made.shelf.folder(made.book);
    let space = book.join("spaces").join(made.maya.space.to_string());
    let outside = dir.path().join("outside");
    std::fs::write(&outside, "SECRET of someone else").unwrap();
    std::os::unix::fs::symlink(&outside, space.join("link.json")).unwrap();
    std::os::unix::fs::symlink(dir.path(), book.join("spaces/linked")).unwrap();
    std::os::unix::fs::symlink(&outside, book.join("people/link.json")).unwrap();
    std::fs::write(book.join("people/.git"), "gitdir: /elsewhere").unwrap();
    for folder in [".git", ".stversions", "spaces/other", "stray"] {
        std::fs::create_dir_all(book.join(folder)).unwrap();
        std::fs::write(book.join(folder).join("file"), "SECRET").unwrap();
    }
    std::fs::write(book.join("stray.txt"), "SECRET").unwrap();
    let (archive, done) = backed_up(&made);
    let mut unpacked = Vec::new();
    io::copy(
        &mut flate2::read::GzDecoder::new(&archive[..]),
        &mut unpacked,
    )
    .unwrap();
    assert!(!String::from_utf8_lossy(&unpacked).contains("SECRET"));
    assert_eq!(done.missing, []);
    let mut names: Vec<String> = done
        .passed_over
        .iter()
        .map(|finding| finding.file.rsplit('/').next().unwrap().to_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            ".git",
            "link.json",
            "link.json",
            "linked",
            "other",
            "stray",
            "stray.txt"
        ]
    );
    assert_eq!(done.records, 1);
    std::os::unix::fs::symlink(dir.path(), book.join("keys/x")).unwrap();
    std::fs::remove_dir(book.join("wraps")).unwrap();
    std::os::unix::fs::symlink(dir.path(), book.join("wraps")).unwrap();
    assert_eq!(backed_up(&made).1.missing.len(), 1, "a folder is a link");
}

#[test]
fn a_save_that_is_under_way_stays_out_and_one_that_was_cut_off_goes_along() {
    both(|kept| {
        let (disk, made) = full(kept);
        let space = made.shelf.folder(made.book).join("spaces");
        let space = space.join(made.maya.space.to_string());
        let old = space.join(".new-0303-old");
        disk.put(&old, b"a whole record, for all that is known");
        disk.set_age(&old, 2);
        disk.put(&space.join(".new-0303-young"), b"half");
        // A draft that was written and never got its name.
        let drafts = Path::new(DATA)
            .join("local/drafts")
            .join(made.book.to_string());
        let (name, bytes) = disk
            .files()
            .into_iter()
            .find(|(path, _)| path.starts_with(&drafts))
            .unwrap();
        disk.forget_tree(&name);
        let stem = name.file_stem().unwrap().to_string_lossy();
        let cut = drafts.join(format!(".new-0303-{stem}"));
        disk.put(&cut, &bytes);
        disk.set_age(&cut, 2);
        let (archive, done) = backed_up(&made);
        assert_eq!(done.drafts, 1);
        let (new, shelf) = empty_shelf();
        restored(&shelf, &archive).unwrap();
        let files: Vec<PathBuf> = new.files().into_iter().map(|(path, _)| path).collect();
        assert!(files.contains(&old) && files.contains(&name), "{files:#?}");
        assert!(!files.iter().any(|file| file.ends_with(".new-0303-young")));
    });
}

#[test]
fn a_backup_is_made_while_the_book_is_open_and_not_while_something_is_deleted() {
    let (_, made) = full(Kept::Clear);
    let mut store = made.open();
    let (_, done) = backed_up(&made);
    assert_eq!(done.records, 3);
    store.commit(&[entry(&made.maya, 9, "more")]).unwrap();
    assert_eq!(backed_up(&made).1.records, 4);
    drop(store);
    let dir = tempfile::tempdir().unwrap();
    let made = Made::on(Arc::new(Disk), dir.path());
    let lock = dir.path().join("local/locks");
    std::fs::create_dir_all(&lock).unwrap();
    let lock = std::fs::File::create(lock.join(format!("{}.lock", made.book))).unwrap();
    lock.lock().unwrap();
    let busy = made
        .shelf
        .backup(made.book, now(), Access::Write, &mut Vec::new());
    assert!(matches!(busy, Err(BackupError::Store(StoreError::Busy))));
}

#[test]
fn with_read_only_a_backup_leaves_no_trace() {
    both(|kept| {
        let (disk, made) = full(kept);
        let disk = Memory::of(at_worst(&disk));
        let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
        let before = disk.files();
        let mut archive = Vec::new();
        shelf
            .backup(made.book, now(), Access::ReadOnly, &mut archive)
            .unwrap();
        assert_eq!(disk.files(), before);
    });
}

#[test]
fn a_book_that_is_here_is_neither_written_over_nor_mixed() {
    both(|kept| {
        let (disk, made) = full(kept);
        let (archive, _) = backed_up(&made);
        made.shelf.rename(made.book, "Mine").unwrap();
        let before = of_books(&disk.image());
        let refused = restored(&made.shelf, &archive).unwrap_err();
        assert!(
            matches!(&refused, RestoreError::Here { name } if name == "Mine"),
            "{refused}"
        );
        assert_eq!(of_books(&disk.image()), before);
        made.shelf.delete(made.book).unwrap();
        restored(&made.shelf, &archive).unwrap();
        assert_eq!(of_books(&disk.image()), before);
    });
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let (_, made) = full(Kept::Clear);
    let (archive, _) = backed_up(&made);
    let (disk, _) = empty_shelf();
    let other = Made::on(Arc::new(disk.clone()), Path::new(DATA));
    let mut bytes = 100;
    let mut random = || {
        bytes += 1;
        super::make::bits(bytes)
    };
    // The made book has the same id, so that another one has to be here.
    other.shelf.delete(other.book).unwrap();
    let new = amends::store::NewBook {
        name: Some("maya".to_owned()),
        people: vec!["Kim".to_owned()],
    };
    other.shelf.create(&new, &mut random).unwrap();
    let back = restored(&other.shelf, &archive).unwrap();
    assert_eq!(back.book.name, "Maya 2");
    assert_eq!(other.shelf.find(Some("Maya 2")).unwrap().id, made.book);
}

#[test]
fn something_else_in_its_place_is_left_alone() {
    let (_, made) = full(Kept::Clear);
    let (archive, _) = backed_up(&made);
    let dir = tempfile::tempdir().unwrap();
    let shelf = Shelf::at(Arc::new(Disk), dir.path().to_owned());
    let place = shelf.folder(made.book);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("/nowhere", &place).unwrap();
    let refused = restored(&shelf, &archive).unwrap_err();
    assert!(matches!(refused, RestoreError::InTheWay(_)), "{refused}");
    assert!(place.symlink_metadata().unwrap().is_symlink());
}

#[test]
fn a_draft_that_is_here_already_stays() {
    both(|kept| {
        let (_, made) = full(kept);
        let (archive, _) = backed_up(&made);
        let (disk, shelf) = empty_shelf();
        restored(&shelf, &archive).unwrap();
        // The book went by a sync, and what is local stayed.
        disk.forget_tree(&shelf.folder(made.book));
        let drafts = Path::new(DATA).join("local/drafts");
        let files = disk.files();
        let (draft, _) = files
            .iter()
            .find(|(path, _)| path.starts_with(&drafts))
            .unwrap();
        assert_eq!(restored(&shelf, &archive).unwrap().notes.len(), 0);
        disk.forget_tree(&shelf.folder(made.book));
        disk.put(draft, b"something newer");
        assert_eq!(restored(&shelf, &archive).unwrap().notes.len(), 1);
        assert_eq!(super::form::bytes_at(&disk, draft), b"something newer");
    });
}

#[test]
fn a_backup_is_complete_or_says_that_it_is_not() {
    both(|kept| {
        let (disk, made) = full(kept);
        let whole = of_books(&disk.image());
        let base = at_worst(&disk);
        everywhere(|plan| {
            let disk = Memory::of(base.clone());
            let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
            disk.plan(Some(plan));
            let mut archive = Vec::new();
            let done = shelf.backup(made.book, now(), Access::Write, &mut archive);
            let operations = disk.operations();
            disk.plan(None);
            if let Ok(done) = done
                && done.missing.is_empty()
            {
                let (new, shelf) = empty_shelf();
                restored(&shelf, &archive).unwrap_or_else(|why| panic!("{why} {plan:?}"));
                assert!(of_books(&new.image()) == whole, "{plan:?}");
            }
            operations
        });
    });
}

/// An output that takes so many bytes and then fails.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn where_something_stands_in_the_place_of_the_pages_the_backup_is_not_called_whole() {
    let dir = tempfile::tempdir().unwrap();
    let made = Made::on(Arc::new(Disk), dir.path());
    let record = entry(&made.maya, 1, "the first words");
    made.open().commit(std::slice::from_ref(&record)).unwrap();
    let spaces = made.shelf.folder(made.book).join("spaces");
    let space = spaces.join(made.maya.space.to_string());
    std::fs::rename(&space, dir.path().join("aside")).unwrap();
    std::fs::write(&space, "in the way").unwrap();
    let done = backed_up(&made).1;
    assert_eq!((done.records, done.passed_over.len()), (0, 0));
    assert!(done.missing[0].what.contains("no page"), "{done:?}");
}

#[test]
fn an_output_that_is_full_is_no_backup() {
    let (_, made) = full(Kept::Clear);
    let (archive, _) = backed_up(&made);
    for room in 0..archive.len() {
        let done = made
            .shelf
            .backup(made.book, now(), Access::Write, &mut Full(room));
        assert!(matches!(done, Err(BackupError::Unwritten(_))), "{room}");
    }
}

#[test]
fn a_book_is_put_back_whole_or_not_at_all() {
    both(|kept| {
        let (disk, made) = full(kept);
        let whole = of_books(&disk.image());
        let (archive, _) = backed_up(&made);
        everywhere(|plan| {
            let (disk, shelf) = empty_shelf();
            disk.plan(Some(plan));
            let done = restored(&shelf, &archive);
            let operations = disk.operations();
            disk.plan(None);
            if done.is_err() {
                // Where the very last sync failed and undoing it too, the whole book is there.
                for book in shelf.books().unwrap() {
                    let there = of_books(&disk.image());
                    assert!(matches!(plan, Plan { for_good: true, .. }), "{plan:?}");
                    assert!(there == whole, "{plan:?}");
                    shelf.delete(book.id).unwrap();
                }
                restored(&shelf, &archive).unwrap_or_else(|why| panic!("again: {why} {plan:?}"));
            }
            let mut there = of_books(&at_worst(&disk));
            there.retain(|(path, _)| !path.to_string_lossy().contains("/.new-"));
            assert!(there == whole, "{plan:?}");
            operations
        });
    });
}

/// What a crash at some moment of a restore leaves that should not be, and how many states were seen.
fn first_broken(kept: Kept, lies: Lies) -> (Option<String>, usize) {
    let (before, made) = full(kept);
    // To the restore a sealed file is like any other, and longer.
    let most = if kept == Kept::Clear || is_long() {
        48
    } else {
        6
    };
    let whole = of_books(&before.image());
    let (archive, _) = backed_up(&made);
    let (disk, shelf) = empty_shelf();
    disk.lie(lies);
    disk.record();
    restored(&shelf, &archive).unwrap();
    let mut moments = disk.history();
    moments.push(disk.image());
    let last = moments.len() - 1;
    let mut states = 0;
    for (moment, image) in moments.iter().enumerate() {
        for state in image.after_crash(most) {
            states += 1;
            let disk = Memory::of(state);
            let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
            let books = shelf.books().unwrap();
            if books.is_empty()
                && moment < last
                && let Err(why) = restored(&shelf, &archive)
            {
                return (Some(format!("at {moment}: not again: {why}")), states);
            }
            let mut there = of_books(&disk.image());
            there.retain(|(path, _)| !path.to_string_lossy().contains("/.new-"));
            if there != whole {
                let names: Vec<&PathBuf> = there.iter().map(|(path, _)| path).collect();
                return (Some(format!("at {moment}: {names:#?}")), states);
            }
        }
    }
    (None, states)
}

#[test]
fn a_crash_at_any_moment_leaves_no_half_book() {
    both(|kept| {
        let (broken, states) = first_broken(kept, Lies::default());
        assert_eq!(broken, None);
        assert!(states > 100, "only {states} states were looked at");
    });
}

#[test]
fn the_model_notices_a_restore_without_a_sync() {
    for lies in [
        Lies {
            files_never_sync: true,
            ..Lies::default()
        },
        Lies {
            folders_never_sync: true,
            ..Lies::default()
        },
    ] {
        assert_ne!(first_broken(Kept::Clear, lies).0, None);
    }
}

#[test]
fn what_a_crash_left_is_named_and_cleared_away() {
    let (_, made) = full(Kept::Clear);
    let (archive, _) = backed_up(&made);
    let dir = tempfile::tempdir().unwrap();
    let shelf = Shelf::at(Arc::new(Disk), dir.path().to_owned());
    restored(&shelf, &archive).unwrap();
    let [old, young] = ["7", "8"].map(|digit| {
        let left = dir.path().join(format!("books/.new-{}", digit.repeat(32)));
        std::fs::create_dir_all(left.join("people")).unwrap();
        std::fs::write(left.join("book.json"), "{").unwrap();
        left
    });
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 3600);
    let folder = std::fs::File::open(&old).unwrap();
    folder.set_modified(hours_ago).unwrap();
    let notes = shelf.doctor(made.book).unwrap().notes;
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].contains(".new-777"), "{notes:?}");
    assert_eq!(shelf.books().unwrap().len(), 1);
    shelf.delete(made.book).unwrap();
    restored(&shelf, &archive).unwrap();
    assert!(!old.exists() && young.exists());
}

/// Nothing is in the way of the backup then, and the name that the book had here is no trace of it.
#[test]
fn a_deletion_that_was_cut_off_anywhere_leaves_a_book_to_delete_again_or_none_at_all() {
    both(|kept| {
        let (first, made) = full(kept);
        let whole = of_books(&first.image());
        let (archive, _) = backed_up(&made);
        everywhere(|plan| {
            let disk = Memory::of(first.image());
            let shelf = made.over(&disk).shelf;
            disk.plan(Some(plan));
            let _ = shelf.delete(made.book);
            let operations = disk.operations();
            disk.plan(None);
            for book in shelf.books().unwrap() {
                let again = shelf.delete(book.id);
                again.unwrap_or_else(|why| panic!("again: {why} {plan:?}"));
            }
            assert_eq!(of_books(&disk.image()), [], "{plan:?}");
            for (path, bytes) in disk.files() {
                let id = made.book.to_string();
                let named = memchr::memmem::find(&bytes, id.as_bytes()).is_some();
                // Names that could not be read are kept beside the others, and the settings say
                // which book was open last.
                let may = ["books.damaged", "settings.json"];
                let may = may
                    .iter()
                    .any(|part| path.display().to_string().contains(part));
                assert!(!named || may, "{path:?} {plan:?}");
            }
            restored(&shelf, &archive).unwrap_or_else(|why| panic!("back: {why} {plan:?}"));
            assert!(of_books(&disk.image()) == whole, "{plan:?}");
            operations
        });
    });
}
