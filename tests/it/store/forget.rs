//! Deleted means gone from disk: the record, its versions, its draft, conflict copies and leftovers. What
//! was sealed, too: its key may be found out one day.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amends::domain::{Body, DraftBody, ItemId, Mark, Marking, Record};
use amends::store::{Access, Disk, DraftKey, NotSaved, Shelf, StoreError};

use super::disk::{DATA, Memory};
use super::form::bytes_at;
use super::make::{Kept, Made, both, draft, entry, purge, records, revised};

const WORD: &str = "Quetzalcoatlus";

struct Written {
    disk: Memory,
    made: Made,
    space: PathBuf,
    versions: [Record; 2],
    other: Record,
    traces: Vec<Vec<u8>>,
}

/// A book with an entry of two versions in all the places where its words can be.
fn written(kept: Kept) -> Written {
    let (disk, made) = Made::in_memory(kept);
    let space = made
        .shelf
        .folder(made.book)
        .join("spaces")
        .join(made.maya.space.to_string());
    let first = entry(&made.maya, 1, WORD);
    let second = revised(&first, 2, &format!("{WORD}, again"));
    let other = entry(&made.maya, 3, "something else");
    let mut store = made.open();
    store
        .commit(&[first.clone(), second.clone(), other.clone()])
        .unwrap();
    let mut begun = draft(&made.maya, 1, &format!("{WORD}, once more"));
    begun.key = DraftKey::Entry(first.thread);
    store.save_draft(&begun).unwrap();
    let item = ItemId::try_from("a.b".to_owned()).unwrap();
    begun.key = DraftKey::Item(item);
    begun.base = vec![second.id];
    store.save_draft(&begun).unwrap();
    drop(store);
    for (place, name) in [
        format!("{}.sync-conflict-20260101-101010-ABCDEF.json", first.id),
        format!("{} (conflicted copy 2026-01-01).json", second.id),
        "Copy of something.json".to_owned(),
        format!(".syncthing.{}.json.tmp", second.id),
        format!(".new-{}-{}", first.device, second.id),
        format!("{}.json~", first.id),
        "half a copy".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let source = [&first, &second][place % 2];
        let bytes = bytes_at(&disk, &space.join(format!("{}.json", source.id)));
        let whole = place < 3;
        let bytes = if whole {
            &bytes[..]
        } else {
            &bytes[..bytes.len() - 44]
        };
        disk.put(&space.join(name), bytes);
    }
    let other_file = format!("{}.json", other.id);
    let goes = |path: &Path| {
        let shown = path.to_string_lossy();
        (shown.contains("/drafts/") || path.starts_with(&space)) && !path.ends_with(&other_file)
    };
    let files = disk.files().into_iter();
    let traces = files
        .filter(|(path, _)| goes(path))
        .map(|(_, bytes)| match kept {
            Kept::Clear => WORD.as_bytes().to_vec(),
            Kept::Sealed => sealed_in(&bytes),
        })
        .collect();
    Written {
        disk,
        made,
        space,
        versions: [first, second],
        other,
        traces,
    }
}

/// The beginning of what is sealed in a file. No two are the same.
pub fn sealed_in(bytes: &[u8]) -> Vec<u8> {
    let key = b"\"ciphertext\":\"";
    let at = memchr::memmem::find(bytes, key).unwrap() + key.len();
    bytes[at..at + 60].to_vec()
}

impl Written {
    /// Where the words are that are to be forgotten, in clear or sealed.
    fn traces(&self) -> Vec<PathBuf> {
        let files = self.disk.files().into_iter();
        let is_one = |bytes: &[u8]| {
            let mut traces = self.traces.iter();
            traces.any(|trace| memchr::memmem::find(bytes, trace).is_some())
        };
        files
            .filter(|(_, bytes)| is_one(bytes))
            .map(|(path, _)| path)
            .collect()
    }
}

#[test]
fn no_trace_of_a_deleted_entry_is_left_in_any_file() {
    both(|kept| {
        let written = written(kept);
        assert!(written.traces().len() >= 11);
        let [first, second] = &written.versions;
        let mut store = written.made.open();
        store.load(written.made.maya.id);
        store
            .commit(&[purge(&written.made.maya, 9, &[first, second])])
            .unwrap();
        assert_eq!(written.traces(), Vec::<PathBuf>::new());
        let left = store.load(written.made.maya.id);
        assert!(records(&left).contains(&written.other));
        assert_eq!(left.records.len(), 2);
        assert_eq!(left.findings, []);
    });
}

#[test]
fn a_version_that_a_sync_brings_back_is_not_shown_and_is_deleted_again() {
    both(|kept| {
        let written = written(kept);
        let [first, second] = &written.versions;
        let path = written.space.join(format!("{}.json", first.id));
        let bytes = bytes_at(&written.disk, &path);
        let mut store = written.made.open();
        store.load(written.made.maya.id);
        store
            .commit(&[purge(&written.made.maya, 9, &[first, second])])
            .unwrap();
        written.disk.put(&path, &bytes);
        assert_eq!(store.refresh(written.made.maya.id).records, []);
        assert_eq!(written.traces(), Vec::<PathBuf>::new());
        // Damaged on the way, and found at the next opening.
        written.disk.put(&path, &bytes[..bytes.len() - 9]);
        written.made.open().load(written.made.maya.id);
        drop(store);
        written.made.open().load(written.made.maya.id);
        assert_eq!(written.traces(), Vec::<PathBuf>::new());
    });
}

#[test]
fn a_deletion_from_another_machine_takes_the_versions_and_the_draft_here() {
    both(|kept| {
        let written = written(kept);
        let [first, second] = &written.versions;
        // The other machine has the same book and deletes; its record comes here by a sync.
        let other = Memory::of(written.disk.image());
        let gone = purge(&written.made.maya, 9, &[first, second]);
        let mut there = written.made.over(&other).open();
        there.commit(std::slice::from_ref(&gone)).unwrap();
        let path = written.space.join(format!("{}.json", gone.id));

        let mut store = written.made.open();
        assert_eq!(store.load(written.made.maya.id).records.len(), 3);
        written.disk.put(&path, &bytes_at(&other, &path));
        assert_eq!(records(store.refresh(written.made.maya.id)), [gone]);
        assert_eq!(written.traces(), Vec::<PathBuf>::new());
        // Text that is written after that is new, and stays.
        let mut begun = draft(&written.made.maya, 1, "new words");
        begun.key = DraftKey::Entry(first.thread);
        begun.base = vec![second.id];
        store.save_draft(&begun).unwrap();
        drop(store);
        let mut store = written.made.open();
        store.load(written.made.maya.id);
        assert_eq!(store.drafts(written.made.maya.id).0, [begun]);
    });
}

#[test]
fn a_deletion_is_refused_while_the_book_is_open_elsewhere_and_changes_nothing() {
    both(|kept| {
        let written = written(kept);
        let [first, second] = &written.versions;
        let mut store = written.made.open();
        let elsewhere = written.made.open();
        let before = written.disk.files();
        let gone = [purge(&written.made.maya, 9, &[first, second])];
        assert!(matches!(store.commit(&gone), Err(NotSaved::OpenElsewhere)));
        assert!(matches!(
            written.made.shelf.delete(written.made.book),
            Err(StoreError::OpenElsewhere)
        ));
        assert_eq!(written.disk.files(), before);
        drop(elsewhere);
        store.commit(&gone).unwrap();
        assert_eq!(written.traces(), Vec::<PathBuf>::new());
        // The lock is shared again after it.
        let mut elsewhere = written.made.open();
        elsewhere
            .commit(&[entry(&written.made.maya, 20, "still works")])
            .unwrap();
    });
}

#[test]
fn a_purge_cannot_be_purged() {
    both(|kept| {
        let written = written(kept);
        let [first, second] = &written.versions;
        let mut store = written.made.open();
        let gone = purge(&written.made.maya, 9, &[first, second]);
        store.commit(std::slice::from_ref(&gone)).unwrap();
        store
            .commit(&[purge(&written.made.maya, 10, &[&gone])])
            .unwrap();
        assert!(records(store.load(written.made.maya.id)).contains(&gone));
    });
}

#[test]
fn the_others_draft_for_the_same_exercise_stays() {
    let disk = Memory::new();
    let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
    let new = amends::store::NewBook {
        name: None,
        people: vec!["Maya".to_owned(), "Sam".to_owned()],
    };
    let mut count = 0;
    let book = shelf
        .create(&new, &mut || {
            count += 1;
            super::make::bits(count)
        })
        .unwrap();
    let (maya, sam) = (&book.people[0], &book.people[1]);
    let mut store = shelf.open(book.id, Access::Write).unwrap();
    let item = ItemId::try_from("a.b".to_owned()).unwrap();
    let mut record = entry(maya, 1, WORD);
    record.item = Some(item.clone());
    store.commit(std::slice::from_ref(&record)).unwrap();
    for (person, text) in [(maya, "hers"), (sam, "his")] {
        let mut begun = draft(person, 1, text);
        begun.key = DraftKey::Item(item.clone());
        begun.base = vec![record.id];
        store.save_draft(&begun).unwrap();
    }
    store.commit(&[purge(maya, 2, &[&record])]).unwrap();
    assert_eq!(store.drafts(maya.id).0, []);
    assert_eq!(store.drafts(sam.id).0.len(), 1);
}

#[test]
fn a_deleted_book_leaves_nothing() {
    both(|kept| {
        let dir = tempfile::tempdir().unwrap();
        let made = Made::kept(kept, Arc::new(Disk), dir.path());
        let mut store = made.open();
        store.commit(&[entry(&made.maya, 1, WORD)]).unwrap();
        store.save_draft(&draft(&made.maya, 1, WORD)).unwrap();
        drop(store);
        made.shelf.delete(made.book).unwrap();
        assert_eq!(made.shelf.books().unwrap(), []);
        let mut folders = vec![dir.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for there in std::fs::read_dir(folder).unwrap() {
                let path = there.unwrap().path();
                assert!(
                    !path.to_string_lossy().contains(&made.book.to_string()),
                    "{path:?}"
                );
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let text = std::fs::read_to_string(&path).unwrap();
                    assert!(!text.contains("Maya") && !text.contains(WORD), "{path:?}");
                }
            }
        }
    });
}

#[test]
fn the_draft_of_a_mark_goes_with_the_mark() {
    both(|kept| {
        let (disk, made) = Made::in_memory(kept);
        let day = "2026-08-21".parse().unwrap();
        let mark = Record {
            body: Body::Mark(Mark {
                note: WORD.to_owned(),
                ..Mark::blank(day)
            }),
            ..entry(&made.maya, 1, "")
        };
        let mut begun = draft(&made.maya, 1, "");
        begun.key = DraftKey::Mark(day);
        begun.body = DraftBody::Mark(Marking {
            note: Some(format!("{WORD} again")),
            ..Marking::of(day)
        });
        let mut store = made.open();
        store.commit(std::slice::from_ref(&mark)).unwrap();
        store.save_draft(&begun).unwrap();
        assert_eq!(
            store.drafts(made.maya.id).0,
            [begun],
            "it comes back as it was"
        );
        drop(store);
        // Opened anew, it knows the mark only from the disk.
        let mut other = made.open();
        other.load(made.maya.id);
        other.commit(&[purge(&made.maya, 2, &[&mark])]).unwrap();
        drop(other);
        assert_eq!(made.open().drafts(made.maya.id).0, []);
        for (path, bytes) in disk.files() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(WORD), "{}", path.display());
            let shown = path.to_string_lossy();
            let named = shown.contains("/drafts/") || shown.contains(&mark.id.to_string());
            assert!(!named, "{shown}");
        }
    });
}
