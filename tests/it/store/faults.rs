//! Every operation fails once, in every way, for a moment or for good: nothing that was called saved is
//! lost, nothing is called saved that is not, and trying again works.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amends::domain::Record;
use amends::store::{Access, Draft, DraftKey, NotSaved, StoreError};
use rustix::io::Errno;

use super::disk::{DATA, Fault, Memory, Plan};
use super::image::Image;
use super::locked::{OPEN, on_disk, unlock};
use super::make::{Kept, Made, Window, both, draft, entry, is_long, purge, records};

const FAULTS: [Fault; 6] = [
    Fault::Errno(Errno::IO),
    Fault::Errno(Errno::NOSPC),
    Fault::Errno(Errno::ACCESS),
    Fault::Errno(Errno::ROFS),
    Fault::Errno(Errno::INTR),
    Fault::ShortWrite,
];

/// Calls `attempt` with each fault at each operation, as long as there are operations.
pub fn everywhere(mut attempt: impl FnMut(Plan) -> usize) {
    for fault in FAULTS {
        for for_good in [false, true] {
            let mut at = 0;
            // An attempt says how many operations it came to.
            while attempt(Plan {
                at,
                fault,
                for_good,
            }) > at
            {
                at += 1;
            }
            assert!(at > 1, "the scenario came to {at} operations");
        }
    }
}

/// The same; in a sealed book with a few of the faults, since each time it has to be unlocked, which is slow
/// on purpose.
pub fn everywhere_in(kept: Kept, mut attempt: impl FnMut(Plan) -> usize) {
    let tried = [
        (Fault::Errno(Errno::NOSPC), false),
        (Fault::Errno(Errno::IO), true),
        (Fault::ShortWrite, false),
    ];
    everywhere(|plan| {
        let all = kept == Kept::Clear || is_long();
        match all || tried.contains(&(plan.fault, plan.for_good)) {
            true => attempt(plan),
            // There are two operations at least.
            false => 2 * usize::from(plan.at < 2),
        }
    });
}

/// What stays whatever happens next: the state with nothing of what was not synced.
pub fn at_worst(disk: &Memory) -> Image {
    disk.image().after_crash(1).remove(0)
}

/// A book with one record, and a window on the disks that it comes to lie on.
struct Base {
    image: Image,
    made: Made,
    old: Record,
    window: RefCell<Window>,
}

fn base(kept: Kept) -> Base {
    let (disk, made) = Made::in_memory(kept);
    let old = entry(&made.maya, 1, "what was saved before");
    made.open().commit(std::slice::from_ref(&old)).unwrap();
    let image = disk.image();
    let window = RefCell::new(Window::on(&made, &image));
    Base {
        image,
        made,
        old,
        window,
    }
}

impl Base {
    fn again(&self) -> (Memory, Made) {
        let disk = Memory::of(self.image.clone());
        let made = self.made.over(&disk);
        (disk, made)
    }

    fn records(&self, image: Image) -> Vec<Record> {
        self.window.borrow_mut().records(image)
    }

    fn drafts(&self, image: Image) -> Vec<Draft> {
        let mut window = self.window.borrow_mut();
        let (drafts, findings) = window.at(image).drafts(self.made.maya.id);
        assert_eq!(findings, []);
        drafts
    }
}

#[test]
fn a_commit_is_saved_or_says_that_it_is_not() {
    both(|kept| {
        let base = base(kept);
        let maya = &base.made.maya;
        let new = [entry(maya, 2, "one of two"), entry(maya, 3, "two of two")];
        everywhere_in(kept, |plan| {
            let (disk, made) = base.again();
            let mut store = made.open();
            disk.plan(Some(plan));
            let saved = store.commit(&new);
            let operations = disk.operations();
            disk.plan(None);
            let there = base.records(at_worst(&disk));
            assert!(there.contains(&base.old), "{plan:?}");
            match saved {
                Ok(()) => assert!(new.iter().all(|new| there.contains(new)), "{plan:?}"),
                Err(_) => {
                    store
                        .commit(&new)
                        .unwrap_or_else(|why| panic!("again: {why} {plan:?}"));
                    let there = base.records(at_worst(&disk));
                    assert_eq!(there.len(), 3, "{plan:?}");
                }
            }
            assert_eq!(in_clear(kept, &disk, "two of two"), [""; 0], "{plan:?}");
            operations
        });
    });
}

#[test]
fn a_draft_is_kept_or_the_earlier_one_is() {
    both(|kept| {
        let base = base(kept);
        let maya = &base.made.maya;
        let (first, second) = (
            draft(maya, 1, "the first draft"),
            draft(maya, 1, "the second draft"),
        );
        everywhere_in(kept, |plan| {
            let (disk, made) = base.again();
            made.open().save_draft(&first).unwrap();
            let mut store = made.open();
            disk.plan(Some(plan));
            let saved = store.save_draft(&second);
            let operations = disk.operations();
            disk.plan(None);
            let drafts = base.drafts(at_worst(&disk));
            match saved {
                Ok(()) => assert_eq!(drafts, std::slice::from_ref(&second), "{plan:?}"),
                Err(_) => {
                    assert!(
                        drafts == [first.clone()] || drafts == [second.clone()],
                        "{plan:?}"
                    );
                    store.save_draft(&second).unwrap();
                    let drafts = base.drafts(at_worst(&disk));
                    assert_eq!(drafts, std::slice::from_ref(&second));
                }
            }
            assert_eq!(
                in_clear(kept, &disk, "the second draft"),
                [""; 0],
                "{plan:?}"
            );
            operations
        });
    });
}

#[test]
fn a_dropped_draft_is_gone_or_says_that_it_is_not() {
    both(|kept| {
        let base = base(kept);
        let first = draft(&base.made.maya, 1, "a word to forget");
        everywhere_in(kept, |plan| {
            let (disk, made) = base.again();
            let mut store = made.open();
            store.save_draft(&first).unwrap();
            disk.plan(Some(plan));
            let dropped = store.drop_draft(made.maya.id, &first.key);
            let operations = disk.operations();
            disk.plan(None);
            if dropped.is_err() {
                store.drop_draft(made.maya.id, &first.key).unwrap();
            }
            let left = Memory::of(at_worst(&disk));
            assert_eq!(with_in_path(&left, "/drafts/"), [""; 0], "{plan:?}");
            operations
        });
    });
}

#[test]
fn a_purge_leaves_nothing_or_says_that_it_did() {
    both(|kept| {
        let base = base(kept);
        let maya = &base.made.maya;
        let secret = entry(maya, 2, "a word to forget");
        let mut begun = draft(maya, 2, "a word to forget, and more");
        begun.key = DraftKey::Entry(secret.thread);
        let gone = [purge(maya, 3, &[&secret])];
        everywhere_in(kept, |plan| {
            let (disk, made) = base.again();
            let mut store = made.open();
            store.commit(std::slice::from_ref(&secret)).unwrap();
            store.save_draft(&begun).unwrap();
            disk.plan(Some(plan));
            let purged = store.commit(&gone);
            let operations = disk.operations();
            disk.plan(None);
            match purged {
                Ok(()) => {}
                Err(why) => {
                    // What is only noted as deleted is not shown any more either way.
                    let shown = base.records(disk.image());
                    match why {
                        NotSaved::NotErased { .. } => assert!(!shown.contains(&secret), "{plan:?}"),
                        NotSaved::NotDeleted(_) | NotSaved::ErasedWithoutNote(_) => {}
                        // It says that nothing was touched.
                        _ => assert_eq!(with_in_path(&disk, "/drafts/").len(), 1, "{plan:?}"),
                    }
                    store
                        .commit(&gone)
                        .unwrap_or_else(|why| panic!("again: {why} {plan:?}"));
                }
            }
            let image = at_worst(&disk);
            let left = Memory::of(image.clone());
            assert_eq!(
                on_disk(&left, "a word to forget"),
                [""; 0].map(PathBuf::from)
            );
            let id = secret.id.to_string();
            for name in ["/drafts/", id.as_str()] {
                assert_eq!(with_in_path(&left, name), [""; 0], "{plan:?}");
            }
            assert!(base.records(image).contains(&base.old), "{plan:?}");
            operations
        });
    });
}

#[test]
fn a_book_is_made_whole_or_not_at_all() {
    everywhere(|plan| {
        let disk = Memory::new();
        disk.plan(Some(plan));
        let made = Made::try_on(Arc::new(disk.clone()), Path::new(DATA));
        let operations = disk.operations();
        disk.plan(None);
        let made = match made {
            Ok(made) => made,
            Err(_) => {
                let shelf = amends::store::Shelf::at(Arc::new(disk.clone()), DATA.into());
                // Where the very last sync failed and undoing it too, there is a whole book.
                for book in shelf.books().unwrap() {
                    assert_eq!(book.people.len(), 1, "{plan:?}");
                    shelf.delete(book.id).unwrap();
                }
                Made::on(Arc::new(disk.clone()), Path::new(DATA))
            }
        };
        let again = made.over(&Memory::of(at_worst(&disk)));
        let books = again.shelf.books().unwrap();
        assert_eq!(books.len(), 1, "{plan:?}");
        assert_eq!(
            books[0].people,
            std::slice::from_ref(&made.maya),
            "{plan:?}"
        );
        let record = entry(&made.maya, 1, "the first words");
        let disk = Memory::of(at_worst(&disk));
        let again = made.over(&disk);
        again.open().commit(std::slice::from_ref(&record)).unwrap();
        let there = Window::on(&made, &at_worst(&disk)).records(at_worst(&disk));
        assert_eq!(there, [record], "{plan:?}");
        operations
    });
}

#[test]
fn a_disk_that_fails_while_opening_hides_nothing_for_good() {
    let base = base(Kept::Clear);
    everywhere(|plan| {
        let (disk, made) = base.again();
        disk.plan(Some(plan));
        let mut operations = plan.at + 1;
        if let Ok(mut store) = made.shelf.open(made.book, Access::Write) {
            let first = store.load(made.maya.id);
            let told = !first.findings.is_empty() || store.people().is_empty();
            operations = disk.operations();
            disk.plan(None);
            let later = records(store.refresh(made.maya.id));
            let there = records(first).contains(&base.old) || later.contains(&base.old);
            assert!(
                there || told || store.read_only_because().is_some(),
                "{plan:?}"
            );
        }
        disk.plan(None);
        assert_eq!(
            base.records(disk.image()),
            std::slice::from_ref(&base.old),
            "{plan:?}"
        );
        operations
    });
}

#[test]
fn a_disk_that_fails_while_unlocking_loses_nothing_and_writes_nothing_in_clear() {
    let base = base(Kept::Sealed);
    let maya = &base.made.maya;
    let (new, half) = (
        entry(maya, 2, "something new"),
        draft(maya, 2, "half of it"),
    );
    everywhere_in(Kept::Sealed, |plan| {
        let (disk, made) = base.again();
        disk.plan(Some(plan));
        let mut operations = plan.at + 1;
        if let Ok(mut store) = made.shelf.open(made.book, Access::Write) {
            let unlocked = unlock(&mut store, &made, OPEN);
            let first = store.load(maya.id);
            operations = disk.operations();
            disk.plan(None);
            match unlocked {
                Ok(()) => {
                    let later = records(store.refresh(maya.id));
                    let there = records(&first).contains(&base.old) || later.contains(&base.old);
                    assert!(there || !first.findings.is_empty(), "{plan:?}");
                }
                Err(StoreError::WrongPassphrase) => panic!("it was right: {plan:?}"),
                Err(_) => {}
            }
            // Whatever the disk answered, nothing goes out in clear.
            let _ = store.commit(std::slice::from_ref(&new));
            let _ = store.save_draft(&half);
        }
        disk.plan(None);
        for word in ["something new", "half of it"] {
            assert_eq!(in_clear(Kept::Sealed, &disk, word), [""; 0], "{plan:?}");
        }
        assert!(base.records(disk.image()).contains(&base.old), "{plan:?}");
        operations
    });
}

/// Where a text is in clear though the book is sealed.
fn in_clear(kept: Kept, disk: &Memory, text: &str) -> Vec<String> {
    let files = match kept {
        Kept::Clear => Vec::new(),
        Kept::Sealed => on_disk(disk, text),
    };
    files
        .iter()
        .map(|path| path.display().to_string())
        .collect()
}

/// The files that have this somewhere in their paths.
fn with_in_path(disk: &Memory, part: &str) -> Vec<String> {
    let paths = disk.files().into_iter();
    let paths = paths.map(|(path, _)| path.display().to_string());
    paths.filter(|path| path.contains(part)).collect()
}
