//! What a crash left lying about: nothing whole is thrown away, nothing of others is touched.

use std::path::{Path, PathBuf};

use amends::domain::{DeviceId, Record};

use super::disk::Memory;
use super::form::bytes_at;
use super::locked::on_disk;
use super::make::{Kept, Made, bits, both, draft, entry, records};

struct Crashed {
    disk: Memory,
    made: Made,
    space: PathBuf,
    device: DeviceId,
    record: Record,
    line: Vec<u8>,
}

/// A book in which one record was saved, and its bytes; the record is taken away again.
fn crashed(kept: Kept) -> Crashed {
    let (disk, made) = Made::in_memory(kept);
    let space = made
        .shelf
        .folder(made.book)
        .join("spaces")
        .join(made.maya.space.to_string());
    let record = entry(&made.maya, 1, "pressed save");
    let mut store = made.open();
    let device = store.device();
    store.commit(std::slice::from_ref(&record)).unwrap();
    drop(store);
    let path = space.join(format!("{}.json", record.id));
    let line = bytes_at(&disk, &path);
    disk.forget_tree(&path);
    Crashed {
        disk,
        made,
        space,
        device,
        record,
        line,
    }
}

impl Crashed {
    fn leave(&self, device: DeviceId, bytes: &[u8], hours: u64) -> PathBuf {
        let path = self.space.join(format!(".new-{device}-{}", self.record.id));
        self.disk.put(&path, bytes);
        self.disk.set_age(&path, hours);
        path
    }

    fn is_there(&self, path: &Path) -> bool {
        self.disk.files().iter().any(|(there, _)| there == path)
    }

    fn load(&self) -> Vec<Record> {
        let loaded = self.made.open().load(self.made.maya.id);
        assert_eq!(loaded.findings, []);
        records(loaded)
    }
}

#[test]
fn a_whole_record_that_is_nowhere_else_gets_its_name() {
    both(|kept| {
        let crashed = crashed(kept);
        let path = crashed.leave(crashed.device, &crashed.line, 2);
        let proper = crashed.space.join(format!("{}.json", crashed.record.id));
        assert_eq!(crashed.load(), std::slice::from_ref(&crashed.record));
        assert!(crashed.is_there(&proper) && !crashed.is_there(&path));
        assert_eq!(crashed.load(), std::slice::from_ref(&crashed.record));
    });
}

#[test]
fn half_a_record_is_swept_and_so_is_one_that_is_there_already() {
    both(|kept| {
        let crashed = crashed(kept);
        let path = crashed.leave(crashed.device, &crashed.line[..100], 2);
        assert_eq!(crashed.load(), []);
        assert!(!crashed.is_there(&path));
        crashed
            .made
            .open()
            .commit(std::slice::from_ref(&crashed.record))
            .unwrap();
        let path = crashed.leave(crashed.device, &crashed.line, 2);
        assert_eq!(crashed.load().len(), 1);
        assert!(!crashed.is_there(&path));
    });
}

#[test]
fn what_is_young_or_of_another_machine_or_not_ours_alone_is_left() {
    both(|kept| {
        let crashed = crashed(kept);
        let young = crashed.leave(crashed.device, &crashed.line[..100], 0);
        crashed.load();
        assert!(crashed.is_there(&young));
        let theirs = crashed.leave(DeviceId::from_random(bits(77)), &crashed.line, 2);
        assert_eq!(
            crashed.load(),
            std::slice::from_ref(&crashed.record),
            "read all the same"
        );
        assert!(crashed.is_there(&theirs));
        crashed.disk.set_age(&young, 2);
        let elsewhere = crashed.made.open();
        crashed.load();
        assert!(crashed.is_there(&young));
        drop(elsewhere);
        crashed.load();
        assert!(!crashed.is_there(&young));
    });
}

#[test]
fn a_whole_draft_that_a_crash_left_without_its_name_is_offered() {
    both(|kept| {
        let crashed = crashed(kept);
        let begun = draft(&crashed.made.maya, 1, "half a thought");
        crashed.made.open().save_draft(&begun).unwrap();
        let saved = |(path, _): &(PathBuf, Vec<u8>)| path.to_string_lossy().contains("/drafts/");
        let (path, line) = crashed.disk.files().into_iter().find(saved).unwrap();
        crashed.disk.forget_tree(&path);
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let left = path.with_file_name(format!(".new-{}-{stem}", crashed.device));
        crashed.disk.put(&left, &line);
        crashed.disk.set_age(&left, 2);
        assert_eq!(
            crashed.made.open().drafts(crashed.made.maya.id).0,
            std::slice::from_ref(&begun)
        );
        assert!(crashed.is_there(&path) && !crashed.is_there(&left));
    });
}

/// The same record looks different each time that it is sealed, so what is left over is known by what is inside.
#[test]
fn a_sealed_record_that_is_there_already_is_swept_though_it_looks_different() {
    let crashed = crashed(Kept::Sealed);
    crashed
        .made
        .open()
        .commit(std::slice::from_ref(&crashed.record))
        .unwrap();
    let proper = crashed.space.join(format!("{}.json", crashed.record.id));
    let there = bytes_at(&crashed.disk, &proper);
    assert_ne!(there, crashed.line);
    let path = crashed.leave(crashed.device, &crashed.line, 2);
    assert_eq!(crashed.load(), std::slice::from_ref(&crashed.record));
    assert!(!crashed.is_there(&path));
    assert_eq!(bytes_at(&crashed.disk, &proper), there);
}

/// Without the keys nobody can tell whether it is the same.
#[test]
fn what_is_left_over_of_a_locked_book_stays_until_it_is_unlocked() {
    let crashed = crashed(Kept::Sealed);
    crashed
        .made
        .open()
        .commit(std::slice::from_ref(&crashed.record))
        .unwrap();
    let path = crashed.leave(crashed.device, &crashed.line, 2);
    let locked = super::keys::locked(crashed.made.clone());
    assert_eq!(locked.open().load(locked.maya.id).locked, 1);
    assert!(crashed.is_there(&path));
    crashed.load();
    assert!(!crashed.is_there(&path));
}

/// A save in clear that was cut off just before there was a passphrase, here or on another machine.
#[test]
fn what_is_left_over_in_clear_is_sealed_at_the_next_unlocking_old_or_young() {
    let word = "a word that nobody is to read";
    let plain = Made::in_memory(Kept::Clear);
    let record = entry(&plain.1.maya, 1, word);
    plain
        .1
        .open()
        .commit(std::slice::from_ref(&record))
        .unwrap();
    for (ours, hours) in [(true, 0), (true, 2), (false, 0), (false, 2)] {
        let crashed = crashed(Kept::Sealed);
        let device = match ours {
            true => crashed.device,
            false => DeviceId::from_random(bits(77)),
        };
        let proper = crashed.space.join(format!("{}.json", record.id));
        crashed.leave(device, &bytes_at(&plain.0, &proper), hours);
        assert_eq!(on_disk(&crashed.disk, word).len(), 1);
        let mut store = crashed.made.open();
        store.load(crashed.made.maya.id);
        let maya = crashed.made.maya.id;
        assert_eq!(store.seal_what_came(maya, &mut |_, _| {}), []);
        let left = on_disk(&crashed.disk, word);
        assert_eq!(left, Vec::<PathBuf>::new(), "{ours} {hours}");
        drop(store);
        assert_eq!(crashed.load(), std::slice::from_ref(&record));
    }
}
