//! Two machines that changed keys apart from each other, and whose files came together afterwards: no word is
//! lost, none goes out in clear, and one passphrase opens all of it in the end.

use std::path::{Path, PathBuf};

use amends::domain::{KeyChange, Record, RecoveryCode};
use amends::store::{Fs, Store, StoreError};

use super::disk::{DATA, Memory};
use super::keys::{WORDS, locked};
use super::locked::{OPEN, OTHER, change, on_disk, phrase, unlock};
use super::make::{Kept, Made, entry, records};

/// One of two machines that have copies of one book.
pub struct Machine {
    pub disk: Memory,
    pub made: Made,
}

/// Two machines with a book in which one record was written before they parted.
pub fn two(kept: Kept) -> ([Machine; 2], Record) {
    let (disk, made) = Made::in_memory(kept);
    let before = entry(&made.maya, 1, &format!("{WORDS}, from before"));
    made.open().commit(std::slice::from_ref(&before)).unwrap();
    let machines = [1, 2].map(|number| {
        let disk = Memory::of(disk.image());
        if number == 2 {
            disk.forget_tree(&Path::new(DATA).join("local"));
        }
        let made = locked(made.over(&disk));
        Machine { disk, made }
    });
    (machines, before)
}

/// A file sync: each gets what the other has, and where two files differ, both under a name of their own.
fn bring_together(machines: &[Machine; 2]) {
    let [one, two] = [0, 1].map(|n| machines[n].disk.files());
    for (files, other) in [(one, &machines[1]), (two, &machines[0])] {
        let there = other.disk.files();
        for (path, bytes) in files {
            if !path.starts_with(Path::new(DATA).join("books")) {
                continue;
            }
            let same = there.iter().find(|(other, _)| *other == path);
            let path = match same {
                Some((_, same)) if *same == bytes => continue,
                Some(_) => {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    let stem = name.strip_suffix(".json").unwrap();
                    let stem = stem.split(".sync-conflict").next().unwrap();
                    let number = there.len();
                    path.with_file_name(format!("{stem}.sync-conflict-2026{number}.json"))
                }
                None => path,
            };
            let _ = other.disk.create_dir(path.parent().unwrap());
            other.disk.put(&path, &bytes);
        }
    }
}

impl Machine {
    pub fn set(&self, text: &str, recovery: bool) -> Option<RecoveryCode> {
        let new = phrase(text);
        let set = KeyChange::Set { new, recovery };
        let changed = change(&mut self.made.open(), &self.made, set).unwrap();
        assert_eq!(changed.findings, []);
        changed.recovery
    }

    pub fn renew(&self, old: &str, new: &str) {
        let renew = KeyChange::Renew {
            old: phrase(old),
            new: phrase(new),
            recovery: false,
        };
        let changed = change(&mut self.made.open(), &self.made, renew).unwrap();
        assert_eq!(changed.findings, []);
    }

    /// Opens it with a passphrase, as a person would, and does what is left to do.
    fn enter(&self, text: &str) -> (Store, Vec<Record>, usize) {
        let mut store = self.made.open();
        unlock(&mut store, &self.made, text).unwrap();
        let loaded = store.load(self.made.maya.id);
        assert_eq!(loaded.findings, []);
        let locked = loaded.locked;
        assert_eq!(store.seal_what_came(self.made.maya.id, &mut |_, _| {}), []);
        (store, records(loaded), locked)
    }

    pub fn write(&self, text: &str, number: u64) -> Record {
        let new = entry(&self.made.maya, number, &format!("{WORDS}, {number}"));
        let (mut store, ..) = self.enter(text);
        store.commit(std::slice::from_ref(&new)).unwrap();
        new
    }

    /// With this passphrase there is all of this to read, and nothing else.
    fn shows(&self, text: &str, all: &[&Record]) {
        let (_, mut there, locked) = self.enter(text);
        assert_eq!(locked, 0);
        there.sort_by_key(|record| record.id);
        let mut all: Vec<Record> = all.iter().copied().cloned().collect();
        all.sort_by_key(|record| record.id);
        assert!(there == all, "{} of {}", there.len(), all.len());
        assert!(on_disk(&self.disk, WORDS).is_empty());
        let report = self.made.shelf.doctor(self.made.book).unwrap();
        assert_eq!(report.findings, []);
    }
}

#[test]
fn the_same_passphrase_set_on_two_machines_becomes_one_lock() {
    let (machines, before) = two(Kept::Clear);
    let [here, there] = &machines;
    here.set(OPEN, false);
    there.set(OPEN, false);
    let (one, two) = (here.write(OPEN, 10), there.write(OPEN, 20));
    // Several times, since what was sealed anew here and there differs, and comes again.
    for _ in 0..3 {
        bring_together(&machines);
        for machine in &machines {
            machine.shows(OPEN, &[&before, &one, &two]);
        }
    }
    // Now there is one secret, and whoever comes with both files needs nothing else.
    let three = here.write(OPEN, 30);
    bring_together(&machines);
    there.shows(OPEN, &[&before, &one, &two, &three]);
}

/// Whether a code lets someone in who forgot the passphrase.
fn recovers(machine: &Machine, code: &RecoveryCode) -> bool {
    let disk = Memory::of(machine.disk.image());
    let made = machine.made.over(&disk);
    let recover = KeyChange::Recover {
        code: code.clone(),
        new: phrase("a passphrase after it was forgotten"),
    };
    change(&mut made.open(), &made, recover).is_ok()
}

#[test]
fn the_one_recovery_code_of_two_machines_stays_of_use() {
    for with_code in [0, 1] {
        let (machines, before) = two(Kept::Clear);
        let code = [0, 1].map(|n| machines[n].set(OPEN, n == with_code));
        let code = code.into_iter().flatten().next().unwrap();
        for _ in 0..2 {
            bring_together(&machines);
            for machine in &machines {
                machine.shows(OPEN, &[&before]);
                assert!(recovers(machine, &code));
            }
        }
    }
}

#[test]
fn of_two_recovery_codes_one_stays_of_use_and_it_is_said_that_the_other_does_not() {
    let (machines, before) = two(Kept::Clear);
    let codes = [0, 1].map(|n| machines[n].set(OPEN, true).unwrap());
    bring_together(&machines);
    let machine = &machines[0];
    let mut store = machine.made.open();
    unlock(&mut store, &machine.made, OPEN).unwrap();
    let loaded = store.load(machine.made.maya.id);
    assert_eq!(loaded.findings.len(), 1, "{:?}", loaded.findings);
    assert!(loaded.findings[0].what.contains("two recovery codes"));
    assert!(records(loaded) == [before]);
    assert!(store.has_recovery_code(machine.made.maya.id));
    drop(store);
    let of_use = codes.iter().filter(|code| recovers(machine, code));
    assert_eq!(of_use.count(), 1);
    // It is said once.
    assert_eq!(machine.enter(OPEN).1.len(), 1);
}

#[test]
fn of_two_passphrases_each_opens_what_was_sealed_with_it_and_once_they_are_the_same_all() {
    for kept in [Kept::Clear, Kept::Sealed] {
        let (machines, before) = two(kept);
        let [here, there] = &machines;
        let (mine, theirs) = ("one passphrase of here", "another passphrase of there");
        match kept {
            Kept::Clear => {
                here.set(mine, false);
                there.set(theirs, false);
            }
            Kept::Sealed => {
                here.renew(OPEN, mine);
                there.renew(OPEN, theirs);
            }
        }
        let (one, two) = (here.write(mine, 10), there.write(theirs, 20));
        bring_together(&machines);
        for machine in &machines {
            for (text, own) in [(mine, &one), (theirs, &two)] {
                let (_, shown, locked) = machine.enter(text);
                assert!(shown.contains(&before) && shown.contains(own), "{kept:?}");
                assert_eq!(shown.len(), 2, "{kept:?}");
                assert!(locked >= 1, "it is said that there is more");
            }
        }
        let wrong = unlock(&mut here.made.open(), &here.made, OTHER);
        assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
        let (mut store, ..) = here.enter(mine);
        let same = KeyChange::Change {
            old: phrase(mine),
            new: phrase(theirs),
        };
        change(&mut store, &here.made, same).unwrap();
        drop(store);
        here.shows(theirs, &[&before, &one, &two]);
        bring_together(&machines);
        for machine in &machines {
            machine.shows(theirs, &[&before, &one, &two]);
        }
    }
}

#[test]
fn what_a_machine_wrote_that_did_not_know_of_the_new_keys_is_read_and_sealed_anew() {
    let (machines, before) = two(Kept::Sealed);
    let [here, there] = &machines;
    here.renew(OPEN, OTHER);
    let (new, late) = (here.write(OTHER, 10), there.write(OPEN, 20));
    bring_together(&machines);
    // Whoever is used to the old passphrase there sees what it opens, and is told that there is more.
    let (_, shown, locked) = there.enter(OPEN);
    assert!(shown.contains(&before) && shown.contains(&late) && locked >= 1);
    for machine in &machines {
        machine.shows(OTHER, &[&before, &new, &late]);
        // From here on only the new one is of any use.
        let tried = unlock(&mut machine.made.open(), &machine.made, OPEN);
        assert!(
            matches!(tried, Err(StoreError::WrongPassphrase)),
            "{tried:?}"
        );
    }
    // Even where the old way in comes back once more.
    for (path, bytes) in old_slots() {
        there.disk.put(&path, &bytes);
    }
    there.shows(OTHER, &[&before, &new, &late]);
    let tried = unlock(&mut there.made.open(), &there.made, OPEN);
    assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
}

/// The ways in from before, as a machine that was away for long may bring them back.
fn old_slots() -> Vec<(PathBuf, Vec<u8>)> {
    let (disk, _) = Made::in_memory(Kept::Sealed);
    let files = disk.files().into_iter();
    files
        .filter(|(path, _)| path.to_string_lossy().contains("/keys/"))
        .collect()
}

#[test]
fn a_passphrase_that_was_changed_long_ago_opens_nothing_where_its_way_in_comes_back() {
    let (machines, before) = two(Kept::Sealed);
    let [here, _] = &machines;
    let texts = [OPEN, "the second passphrase of all", OTHER];
    for change_to in texts.windows(2) {
        let (mut store, ..) = here.enter(change_to[0]);
        let new = KeyChange::Change {
            old: phrase(change_to[0]),
            new: phrase(change_to[1]),
        };
        change(&mut store, &here.made, new).unwrap();
    }
    for (path, bytes) in old_slots() {
        here.disk.put(&path, &bytes);
    }
    here.shows(OTHER, &[&before]);
    let tried = unlock(&mut here.made.open(), &here.made, OPEN);
    assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
}
