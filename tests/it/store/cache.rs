//! The local cache saves time and changes nothing else: what is shown is what the records' files hold.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{DATA, Memory};
use super::form::{bytes_at, frozen};
use super::make::{Kept, Made, at, both, entry, records};
use amends::domain::{Body, Record};
use amends::store::{Access, Disk, Job, Report, Writer};

/// A book on a disk in memory, with a cache from the first record on.
pub(super) struct Cached {
    pub disk: Memory,
    pub made: Made,
    pub records: Vec<Record>,
}

pub(super) fn over(disk: &Memory, made: &Made) -> Made {
    let made = made.over(disk);
    Made {
        shelf: made.shelf.clone().caching_from(1),
        ..made
    }
}

/// With some records, read and written to the cache.
pub(super) fn cached(texts: &[&str]) -> Cached {
    cached_in(Kept::Clear, texts)
}

/// The same, sealed where the book is.
pub(super) fn cached_in(kept: Kept, texts: &[&str]) -> Cached {
    let (disk, made) = Made::in_memory(kept);
    let made = over(&disk, &made);
    let records: Vec<Record> = (1..)
        .zip(texts)
        .map(|(number, text)| entry(&made.maya, number, text))
        .collect();
    made.open().commit(&records).unwrap();
    let cached = Cached {
        disk,
        made,
        records,
    };
    cached.tend();
    assert_eq!(cached.parts().len(), 1);
    cached
}

impl Cached {
    /// Opens the book and does all that there is to do for its cache.
    pub fn tend(&self) {
        let mut store = self.made.open();
        store.load(self.made.maya.id);
        while store.tend_cache() {}
    }

    pub fn folder(&self) -> PathBuf {
        let cache = Path::new(DATA).join("local/cache");
        let book = cache.join(self.made.book.to_string());
        book.join(self.made.maya.space.to_string())
    }

    pub fn parts(&self) -> Vec<PathBuf> {
        let files = self.disk.files().into_iter();
        files
            .map(|(path, _)| path)
            .filter(|path| path.starts_with(self.folder()))
            .collect()
    }

    pub fn file(&self, record: &Record) -> PathBuf {
        let spaces = self.made.shelf.folder(self.made.book).join("spaces");
        let space = spaces.join(record.space.to_string());
        space.join(format!("{}.json", record.id))
    }

    /// What is shown, in the order of the ids, and nothing else may be said of it.
    pub fn shown(&self) -> Vec<Record> {
        let loaded = self.made.open().load(self.made.maya.id);
        assert_eq!(loaded.findings, []);
        sorted(records(loaded))
    }

    pub fn all(&self) -> Vec<Record> {
        sorted(self.records.clone())
    }
}

pub(super) fn sorted(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(|record| record.id);
    records
}

/// Damages a record's file so that only the cache can have shown the record.
fn damage(cached: &Cached, record: &Record) {
    let path = cached.file(record);
    let bytes = bytes_at(&cached.disk, &path);
    cached.disk.put(&path, &bytes[..bytes.len() - 9]);
}

#[test]
fn what_the_cache_has_is_not_read_from_its_files() {
    let cached = cached(&["one", "two"]);
    damage(&cached, &cached.records[0]);
    assert_eq!(cached.shown(), cached.all());
}

#[test]
fn every_kind_of_record_comes_out_of_the_cache_as_it_was_saved() {
    let disk = Memory::new();
    let made = over(&disk, &Made::on(Arc::new(disk.clone()), Path::new(DATA)));
    let mut records: Vec<Record> = frozen(&made).into_iter().map(|(_, r)| r).collect();
    // Far from our own time, and to the nanosecond.
    let mut old = entry(&made.maya, 40, "old");
    old.at = at("1789-07-14T17:30:00.000000001-11:30");
    if let Body::Entry(old) = &mut old.body {
        old.at = at("2016-12-31T23:59:60.5Z");
    }
    records.push(old);
    made.open().commit(&records).unwrap();
    let cached = Cached {
        disk,
        made,
        records,
    };
    cached.tend();
    for record in &cached.records {
        damage(&cached, record);
    }
    let shown = cached.shown();
    assert_eq!(shown, cached.all());
    // Times are the same wherever they are told, so the clocks are looked at apart.
    let clocks = |records: &[Record]| {
        let clock = |record: &Record| match &record.body {
            Body::Entry(entry) => (record.at.to_rfc3339(), entry.at.to_rfc3339()),
            _ => (record.at.to_rfc3339(), String::new()),
        };
        records.iter().map(clock).collect::<Vec<_>>()
    };
    assert_eq!(clocks(&shown), clocks(&cached.all()));
}

#[test]
fn doctor_looks_at_the_files_and_not_at_the_cache() {
    let cached = cached(&["one", "two"]);
    damage(&cached, &cached.records[0]);
    let report = cached.made.shelf.doctor(cached.made.book).unwrap();
    assert_eq!(report.findings.len(), 1, "{report:?}");
    assert_eq!(report.records, 1);
    cached.disk.put(&cached.parts()[0], b"anything");
    let again = cached.made.shelf.doctor(cached.made.book).unwrap();
    assert_eq!(again, report);
}

#[test]
fn after_a_week_every_file_is_read_again_so_that_damage_is_named() {
    both(|kept| {
        let cached = cached_in(kept, &["one", "two", "three"]);
        damage(&cached, &cached.records[0]);
        let part = cached.parts().remove(0);
        cached.disk.set_age(&part, 7 * 24 - 1);
        assert_eq!(cached.shown(), cached.all());
        cached.disk.set_age(&part, 7 * 24);
        let mut store = cached.made.open();
        let loaded = store.load(cached.made.maya.id);
        assert_eq!(loaded.findings.len(), 1);
        assert_eq!(loaded.records.len(), 2);
        // And the new cache does not have what could not be read.
        while store.tend_cache() {}
        drop(store);
        let loaded = cached.made.open().load(cached.made.maya.id);
        assert_eq!(loaded.findings.len(), 1);
    });
}

#[test]
fn what_came_in_while_the_book_was_closed_is_read_and_copies_of_it_are_one() {
    both(|kept| {
        let mut cached = cached_in(kept, &["one", "two"]);
        let third = entry(&cached.made.maya, 3, "three");
        cached
            .made
            .open()
            .commit(std::slice::from_ref(&third))
            .unwrap();
        let line = bytes_at(&cached.disk, &cached.file(&cached.records[0]));
        let copy = cached.file(&cached.records[0]);
        let copy = copy.with_extension("sync-conflict-20260101-101010-ABCDEF.json");
        cached.disk.put(&copy, &line);
        cached.records.push(third);
        assert_eq!(cached.shown(), cached.all());
        cached.tend();
        assert_eq!(cached.shown(), cached.all());
    });
}

#[test]
fn a_few_new_records_make_no_new_cache_and_many_do() {
    both(|kept| {
        let texts: Vec<String> = (0..24).map(|number| format!("text {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let cached = cached_in(kept, &texts);
        let part = cached.parts().remove(0);
        let first = bytes_at(&cached.disk, &part);
        for number in 100..103 {
            let new = entry(&cached.made.maya, number, "new");
            cached.made.open().commit(&[new]).unwrap();
        }
        cached.tend();
        assert_eq!(bytes_at(&cached.disk, &part), first);
        let new = entry(&cached.made.maya, 103, "one more");
        cached.made.open().commit(&[new]).unwrap();
        cached.tend();
        assert_ne!(bytes_at(&cached.disk, &part), first);
        assert_eq!(cached.shown().len(), 28);
    });
}

#[test]
fn a_large_book_has_several_parts_and_each_of_them_stands_alone() {
    let long = "word ".repeat(150_000);
    let texts: Vec<&str> = (0..7).map(|_| long.as_str()).collect();
    let disk = Memory::new();
    let made = over(&disk, &Made::on(Arc::new(disk.clone()), Path::new(DATA)));
    let records: Vec<Record> = (1..)
        .zip(texts)
        .map(|(number, text)| entry(&made.maya, number, text))
        .collect();
    made.open().commit(&records).unwrap();
    let cached = Cached {
        disk,
        made,
        records,
    };
    cached.tend();
    let parts = cached.parts();
    assert!(parts.len() > 1);
    assert_eq!(cached.shown(), cached.all());
    cached.disk.put(&parts[1], b"");
    assert_eq!(cached.shown(), cached.all());
}

#[test]
fn opened_for_reading_only_nothing_is_written_and_what_is_there_is_used() {
    both(|kept| {
        let cached = cached_in(kept, &["one", "two"]);
        damage(&cached, &cached.records[0]);
        // One has gone meanwhile.
        let gone = cached.file(&cached.records[1]);
        let image = cached.disk.image();
        let disk = Memory::of(image);
        disk.forget_tree(&gone);
        let before = disk.files();
        let made = over(&disk, &cached.made);
        let mut store = made.shelf.open(made.book, Access::ReadOnly).unwrap();
        made.unlock(&mut store);
        let loaded = store.load(made.maya.id);
        assert_eq!(records(loaded), [cached.records[0].clone()]);
        while store.tend_cache() {}
        assert_eq!(disk.files(), before);
    });
}

#[test]
fn a_disk_without_locks_gets_no_cache() {
    let disk = Memory::new();
    let made = over(&disk, &Made::on(Arc::new(disk.clone()), Path::new(DATA)));
    let locks = Path::new(DATA).join("local/locks");
    disk.refuse(&locks, rustix::io::Errno::NOLCK);
    let records = vec![entry(&made.maya, 1, "one")];
    made.open().commit(&records).unwrap();
    let cached = Cached {
        disk,
        made,
        records,
    };
    cached.tend();
    assert_eq!(cached.parts(), Vec::<PathBuf>::new());
    assert_eq!(cached.shown(), cached.all());
}

#[test]
fn it_is_open_to_its_owner_only_and_lies_outside_the_book() {
    let data = tempfile::tempdir().unwrap();
    let mut made = Made::on(Arc::new(Disk), data.path());
    made.shelf = made.shelf.caching_from(1);
    let mut store = made.open();
    store.commit(&[entry(&made.maya, 1, "one")]).unwrap();
    store.load(made.maya.id);
    while store.tend_cache() {}
    let book = data.path().join("local/cache").join(made.book.to_string());
    let space = book.join(made.maya.space.to_string());
    let part = space.join("00000");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&part), 0o600);
    assert_eq!(mode(&space), 0o700);
    assert_eq!(mode(&book), 0o700);
}

#[test]
fn the_writer_makes_it_by_itself_and_saves_in_between() {
    let disk = Memory::new();
    let made = over(&disk, &Made::on(Arc::new(disk.clone()), Path::new(DATA)));
    let old = entry(&made.maya, 1, "one");
    made.open().commit(std::slice::from_ref(&old)).unwrap();
    let writer = Writer::spawn(made.shelf.clone(), Box::new(|| {}));
    writer.send(Job::Open {
        book: made.book,
        person: None,
        access: Access::Write,
    });
    assert!(matches!(writer.reports().recv(), Ok(Report::Opened(_))));
    let cached = Cached {
        disk,
        made,
        records: vec![old],
    };
    while cached.parts().is_empty() {
        std::thread::yield_now();
    }
    let new = entry(&cached.made.maya, 2, "two");
    writer.send(Job::Commit {
        ticket: 1,
        records: vec![new.clone()],
        drop_draft: None,
    });
    assert!(matches!(
        writer.reports().recv(),
        Ok(Report::Committed { ticket: 1, .. })
    ));
    drop(writer);
    assert_eq!(cached.shown().len(), 2);
}
