//! Books and records for tests.

use std::borrow::Borrow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use amends::domain::{Body, BookId, DeviceId, Entry, Person, Record, RecordId, ThreadId};
use amends::store::{
    Access, Cost, Draft, DraftBody, DraftKey, Fs, Loaded, NewBook, Shelf, Store, StoreError,
};
use chrono::{DateTime, FixedOffset};

use super::disk::{DATA, Memory};
use super::image::Image;

/// Bits that differ at each call and are the same in each run.
pub fn bits(number: u64) -> [u8; 16] {
    let mut bits = [0; 16];
    let mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits[..8].copy_from_slice(&mixed.to_be_bytes());
    bits[8..].copy_from_slice(&number.to_be_bytes());
    bits
}

pub fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub fn now() -> DateTime<FixedOffset> {
    at("2026-08-22T23:14:00+02:00")
}

/// A journal entry, with ids that follow from `number`.
pub fn entry(person: &Person, number: u64, text: &str) -> Record {
    Record {
        id: RecordId::from_random(bits(1000 + number)),
        thread: ThreadId::from_random(bits(500_000 + number)),
        space: person.space,
        by: person.id,
        device: DeviceId::from_random(bits(3)),
        at: now(),
        item: None,
        prompt: None,
        replaces: Vec::new(),
        body: Body::Entry(Entry {
            at: now(),
            title: String::new(),
            text: text.to_owned(),
            tags: Vec::new(),
        }),
    }
}

/// The next version of an entry.
pub fn revised(old: &Record, number: u64, text: &str) -> Record {
    let mut record = old.clone();
    record.id = RecordId::from_random(bits(1000 + number));
    record.replaces = vec![old.id];
    if let Body::Entry(entry) = &mut record.body {
        text.clone_into(&mut entry.text);
    }
    record
}

/// The deletion of these versions.
pub fn purge(person: &Person, number: u64, versions: &[&Record]) -> Record {
    let versions = versions.iter().map(|record| record.id).collect();
    Record {
        body: Body::Purge(versions),
        ..entry(person, number, "")
    }
}

/// A draft of a journal entry.
pub fn draft(person: &Person, number: u64, text: &str) -> Draft {
    Draft {
        key: DraftKey::Entry(ThreadId::from_random(bits(700_000 + number))),
        person: person.id,
        base: Vec::new(),
        at: now(),
        caret: text.len(),
        body: DraftBody::Entry {
            title: String::new(),
            tags: String::new(),
            text: text.to_owned(),
            at: now(),
        },
    }
}

/// The records themselves of what was read.
pub fn records(loaded: impl Borrow<Loaded>) -> Vec<Record> {
    let records = loaded.borrow().records.iter();
    records.map(|record| Record::clone(record)).collect()
}

/// How what is written in the book of a test is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Clear,
    Sealed,
}

/// Holds a promise against a book in clear and against one that has a passphrase.
pub fn both(promise: impl Fn(Kept)) {
    for kept in [Kept::Clear, Kept::Sealed] {
        eprintln!("A book that is kept so: {kept:?}");
        promise(kept);
    }
}

/// Whether this is a long run, in which everything is tried instead of some of it.
pub fn is_long() -> bool {
    std::env::var_os("AMENDS_LONG").is_some()
}

/// A data folder with one book of one person.
#[derive(Clone)]
pub struct Made {
    pub shelf: Shelf,
    pub book: BookId,
    pub maya: Person,
    pub kept: Kept,
}

impl Made {
    pub fn on(fs: Arc<dyn Fs>, data: &Path) -> Made {
        Made::try_on(fs, data).unwrap()
    }

    pub fn try_on(fs: Arc<dyn Fs>, data: &Path) -> Result<Made, StoreError> {
        let shelf = Shelf::at(fs, data.to_owned()).deriving(Cost::LEAST);
        let mut count = 0;
        let new = NewBook {
            name: None,
            people: vec!["Maya".to_owned()],
        };
        let book = shelf.create(&new, &mut || {
            count += 1;
            bits(count)
        })?;
        Ok(Made {
            shelf,
            book: book.id,
            maya: book.people[0].clone(),
            kept: Kept::Clear,
        })
    }

    /// The same, with a passphrase where it is to be sealed.
    pub fn kept(kept: Kept, fs: Arc<dyn Fs>, data: &Path) -> Made {
        let made = Made::on(fs, data);
        match kept {
            Kept::Clear => {}
            Kept::Sealed => drop(super::locked::set(&mut made.open(), &made)),
        }
        Made { kept, ..made }
    }

    /// A book in memory with nothing in it yet.
    pub fn in_memory(kept: Kept) -> (Memory, Made) {
        // What is slow on purpose is done once: all of them have the same keys.
        static SEALED: OnceLock<(Image, Made)> = OnceLock::new();
        let made = |kept| {
            let disk = Memory::new();
            let made = Made::kept(kept, Arc::new(disk.clone()), Path::new(DATA));
            (disk, made)
        };
        match kept {
            Kept::Clear => made(kept),
            Kept::Sealed => {
                let (image, made) = SEALED.get_or_init(|| {
                    let (disk, made) = made(kept);
                    (disk.image(), made)
                });
                let disk = Memory::of(image.clone());
                let made = made.over(&disk);
                (disk, made)
            }
        }
    }

    /// The same book on another disk.
    pub fn over(&self, disk: &Memory) -> Made {
        Made {
            shelf: Shelf::at(Arc::new(disk.clone()), DATA.into()).deriving(Cost::LEAST),
            ..self.clone()
        }
    }

    /// Opens the book, and unlocks it where it is sealed.
    pub fn open(&self) -> Store {
        let mut store = self.shelf.open(self.book, Access::Write).unwrap();
        self.unlock(&mut store);
        store
    }

    pub fn unlock(&self, store: &mut Store) {
        match self.kept {
            Kept::Clear => {}
            Kept::Sealed => super::locked::unlock(store, self, super::locked::OPEN).unwrap(),
        }
    }
}

/// A window on one book after the other, each on a disk of its own. To unlock is slow on purpose, so where
/// they are sealed it is one window that stays unlocked while the disk under it changes.
pub struct Window {
    made: Made,
    disk: Memory,
    store: Store,
}

impl Window {
    pub fn on(made: &Made, image: &Image) -> Window {
        let disk = Memory::of(image.clone());
        let made = made.over(&disk);
        let store = made.open();
        Window { made, disk, store }
    }

    /// Opens the book on this disk anew, and unlocks it where it is sealed.
    pub fn anew(&mut self, image: &Image) {
        *self = Window::on(&self.made, image);
    }

    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    pub fn disk(&self) -> &Memory {
        &self.disk
    }

    /// The book as it is on this disk.
    pub fn at(&mut self, image: Image) -> &mut Store {
        match self.made.kept {
            Kept::Clear => *self = Window::on(&self.made, &image),
            Kept::Sealed => self.disk.becomes(image),
        }
        &mut self.store
    }

    /// What there is to read in it, with nothing to be said about it.
    pub fn records(&mut self, image: Image) -> Vec<Record> {
        let maya = self.made.maya.id;
        let loaded = self.at(image).load(maya);
        assert_eq!((&loaded.findings, loaded.locked), (&Vec::new(), 0));
        records(loaded)
    }
}
