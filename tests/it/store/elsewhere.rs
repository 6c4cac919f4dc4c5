//! A passphrase that is set, changed or taken away on another machine, or by another program, while a book is
//! open here. Nothing is sealed under a key that is on no disk any more, and nothing goes out in clear that is
//! to be sealed.

use std::path::Path;

use amends::domain::{KeyChange, Protection};
use amends::store::{Fs, NotSaved, Store, StoreError};

use super::apart::{Machine, two};
use super::disk::{DATA, Memory};
use super::keys::{WORDS, altered, book, key_files};
use super::locked::{OPEN, OTHER, change, on_disk, phrase, unlock};
use super::make::{Kept, draft, entry, records};

/// A file sync in one direction, deletions included.
fn follows(to: &Memory, from: &Memory) {
    let books = Path::new(DATA).join("books");
    let ours = |(path, _): &(std::path::PathBuf, Vec<u8>)| path.starts_with(&books);
    let (old, new) = (to.files(), from.files());
    let new: Vec<_> = new.into_iter().filter(ours).collect();
    for (path, _) in old.iter().filter(|file| ours(file)) {
        if new.iter().all(|(there, _)| there != path) {
            to.remove_file(path).unwrap();
        }
    }
    for (path, bytes) in new {
        let _ = to.create_dir(path.parent().unwrap());
        to.put(&path, &bytes);
    }
}

fn remove(machine: &Machine, old: &str) {
    let old = phrase(old);
    let removed = change(
        &mut machine.made.open(),
        &machine.made,
        KeyChange::Remove { old },
    );
    assert_eq!(removed.unwrap().findings, []);
}

fn opened(machine: &Machine, text: &str) -> Store {
    let mut store = machine.made.open();
    unlock(&mut store, &machine.made, text).unwrap();
    store.load(machine.made.maya.id);
    store
}

/// That nothing more is written with what is open, and that it can begin anew.
#[track_caller]
fn is_out_of_step(machine: &Machine, store: &mut Store) {
    let maya = &machine.made.maya;
    assert!(!store.is_in_step(maya.id));
    let before = machine.disk.files();
    for _ in 0..2 {
        let saved = store.commit(&[entry(maya, 70, WORDS)]);
        assert!(matches!(saved, Err(NotSaved::KeysChanged)), "{saved:?}");
        let kept = store.save_draft(&draft(maya, 71, WORDS));
        assert!(matches!(kept, Err(NotSaved::KeysChanged)), "{kept:?}");
    }
    assert!(machine.disk.files() == before);
    store.lock();
    assert!(store.is_in_step(maya.id));
}

#[test]
fn what_is_written_after_the_passphrase_was_taken_away_elsewhere_is_not_sealed_under_its_key() {
    let ([here, there], before) = two(Kept::Sealed);
    let maya = &here.made.maya;
    let mut store = opened(&here, OPEN);
    store.commit(&[entry(maya, 50, "from before")]).unwrap();
    remove(&there, OPEN);
    follows(&here.disk, &there.disk);
    is_out_of_step(&here, &mut store);
    // Nothing is locked any more, so it goes on in clear.
    assert!(!store.is_locked(maya.id));
    assert_eq!(records(store.load(maya.id)), [before]);
    assert_eq!(store.protection(maya.id), Protection::Clear);
    store.commit(&[entry(maya, 72, "from after")]).unwrap();
    store.save_draft(&draft(maya, 73, "half of it")).unwrap();
}

#[test]
fn a_first_passphrase_from_elsewhere_locks_what_is_open_in_clear() {
    let ([here, there], before) = two(Kept::Clear);
    let maya = &here.made.maya;
    let mut store = here.made.open();
    store.load(maya.id);
    there.set(OPEN, false);
    follows(&here.disk, &there.disk);
    is_out_of_step(&here, &mut store);
    assert!(store.is_locked(maya.id));
    unlock(&mut store, &here.made, OPEN).unwrap();
    assert_eq!(records(store.load(maya.id)), [before]);
    store.commit(&[entry(maya, 72, WORDS)]).unwrap();
    assert!(on_disk(&here.disk, WORDS).is_empty());
}

#[test]
fn new_keys_from_elsewhere_are_used_from_the_next_word_on() {
    let ([here, there], before) = two(Kept::Sealed);
    let maya = &here.made.maya;
    let mut store = opened(&here, OPEN);
    there.renew(OPEN, OTHER);
    follows(&here.disk, &there.disk);
    is_out_of_step(&here, &mut store);
    assert!(matches!(
        unlock(&mut store, &here.made, OPEN),
        Err(StoreError::WrongPassphrase)
    ));
    unlock(&mut store, &here.made, OTHER).unwrap();
    assert_eq!(records(store.load(maya.id)), [before]);
}

#[test]
fn another_passphrase_for_the_same_keys_disturbs_nobody() {
    let ([here, there], _) = two(Kept::Sealed);
    let mut store = opened(&here, OPEN);
    let new = KeyChange::Change {
        old: phrase(OPEN),
        new: phrase(OTHER),
    };
    change(&mut there.made.open(), &there.made, new).unwrap();
    follows(&here.disk, &there.disk);
    store.commit(&[entry(&here.made.maya, 50, WORDS)]).unwrap();
    assert!(on_disk(&here.disk, WORDS).is_empty());
}

#[test]
fn keys_that_cannot_be_looked_at_for_a_moment_are_no_news() {
    let ([here, _], _) = two(Kept::Sealed);
    let mut store = opened(&here, OPEN);
    let keys = key_files(&here.disk, "keys").remove(0).0;
    here.disk
        .refuse(keys.parent().unwrap(), rustix::io::Errno::IO);
    store.commit(&[entry(&here.made.maya, 50, WORDS)]).unwrap();
}

#[test]
fn what_comes_late_is_opened_with_the_passphrase_that_was_taken_away() {
    let ([here, there], before) = two(Kept::Sealed);
    let maya = &here.made.maya;
    remove(&here, OPEN);
    // A machine that was away.
    let late = there.write(OPEN, 50);
    for (path, text) in key_files(&there.disk, &maya.space.to_string()) {
        if path.to_string_lossy().contains(&late.id.to_string()) {
            here.disk.put(&path, text.as_bytes());
        }
    }
    let mut store = here.made.open();
    assert!(store.has_late(maya.id) && !store.lacks_keys(maya.id));
    let loaded = store.load(maya.id);
    assert!(loaded.findings[0].what.contains("1 record is sealed here"));
    assert_eq!((loaded.locked, loaded.is_whole), (0, false));
    assert_eq!(records(loaded), std::slice::from_ref(&before));
    // It is in nobody's way.
    store.commit(&[entry(maya, 60, "more")]).unwrap();
    let report = here.made.shelf.doctor(here.made.book).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.notes.iter().any(|note| note.contains("taken away")));
    let set = KeyChange::Set {
        new: phrase(OTHER),
        recovery: false,
    };
    let set = change(&mut store, &here.made, set);
    assert!(matches!(set, Err(StoreError::LateFirst)), "{set:?}");
    let remove = |text| KeyChange::Remove { old: phrase(text) };
    let wrong = change(&mut store, &here.made, remove(OTHER));
    assert!(
        matches!(wrong, Err(StoreError::WrongPassphrase)),
        "{wrong:?}"
    );
    store.commit(&[entry(maya, 61, "and more")]).unwrap();
    change(&mut store, &here.made, remove(OPEN)).unwrap();
    let loaded = store.load(maya.id);
    assert_eq!((loaded.locked, loaded.findings.len()), (0, 0));
    let there = records(loaded);
    assert!(there.contains(&before) && there.contains(&late) && there.len() == 4);
    assert!(!store.has_late(maya.id));
    drop(store);
    here.set(OTHER, false);
}

#[test]
fn a_slot_that_anyone_can_have_made_shuts_nobody_out() {
    let (disk, made, kept) = book();
    let (path, slot) = key_files(&disk, "keys").remove(0);
    let json: serde_json::Value = serde_json::from_str(&slot).unwrap();
    let (id, secret) = (
        json["slot"].as_str().unwrap(),
        json["secret"].as_str().unwrap(),
    );
    let forged = "0123456789abcdef0123456789abcdef";
    // It says that it has replaced the slot, and that it renews the secret that stands there in clear.
    for claims in [
        format!("\"secret\":\"{secret}\",\"replaces\":[\"{id}\"]"),
        format!("\"secret\":\"{forged}\",\"renews\":\"{secret}\",\"replaces\":[\"{id}\"]"),
    ] {
        let line = altered(&slot, &format!("\"secret\":\"{secret}\""), &claims);
        let line = altered(std::str::from_utf8(&line).unwrap(), id, forged);
        let name = path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace(id, forged);
        disk.put(&path.with_file_name(name), &line);
        let mut store = made.open();
        unlock(&mut store, &made, OPEN).unwrap();
        assert_eq!(
            records(store.load(made.maya.id)),
            std::slice::from_ref(&kept)
        );
    }
}

#[test]
fn a_code_that_was_replaced_or_taken_away_opens_nothing_where_it_comes_back() {
    let ([here, _], _) = two(Kept::Clear);
    let code = |wanted| KeyChange::Code {
        old: phrase(OPEN),
        wanted,
    };
    let first = here.set(OPEN, true).unwrap();
    let old = key_files(&here.disk, "keys");
    let opens = |code: &amends::domain::RecoveryCode| {
        let disk = Memory::of(here.disk.image());
        let made = here.made.over(&disk);
        for (path, line) in &old {
            disk.put(path, line.as_bytes());
        }
        let recover = KeyChange::Recover {
            code: code.clone(),
            new: phrase(OTHER),
        };
        let opens = change(&mut made.open(), &made, recover);
        assert!(
            matches!(opens, Ok(_) | Err(StoreError::WrongCode)),
            "{opens:?}"
        );
        opens.is_ok()
    };
    assert!(opens(&first));
    let second = change(&mut here.made.open(), &here.made, code(true))
        .unwrap()
        .recovery
        .unwrap();
    let third = change(&mut here.made.open(), &here.made, code(true))
        .unwrap()
        .recovery
        .unwrap();
    assert_eq!([&first, &second, &third].map(&opens), [false, false, true]);
    change(&mut here.made.open(), &here.made, code(false)).unwrap();
    assert_eq!([&first, &second, &third].map(&opens), [false; 3]);
    // The passphrase does, and clears away what came back.
    old.iter()
        .for_each(|(path, line)| here.disk.put(path, line.as_bytes()));
    opened(&here, OPEN);
    assert_eq!(key_files(&here.disk, "keys").len(), 1);
}

#[test]
fn half_a_copy_of_a_key_file_does_not_lock_what_is_in_clear() {
    let (disk, made, kept) = book();
    for folder in ["keys", "wraps"] {
        let (path, text) = key_files(&disk, folder).remove(0);
        let copy = path
            .to_string_lossy()
            .replace(".json", ".sync-conflict-2026.json");
        disk.put(Path::new(&copy), &text.as_bytes()[..40]);
    }
    let remove = KeyChange::Remove { old: phrase(OPEN) };
    change(&mut made.open(), &made, remove).unwrap();
    let mut store = made.open();
    assert!(!store.is_locked(made.maya.id));
    assert_eq!(records(store.load(made.maya.id)), [kept]);
    let set = KeyChange::Set {
        new: phrase(OTHER),
        recovery: false,
    };
    change(&mut store, &made, set).unwrap();
}

#[test]
fn where_the_pages_are_away_their_keys_stay() {
    let (disk, made, kept) = book();
    let pages = key_files(&disk, &made.maya.space.to_string());
    let dir = pages[0].0.parent().unwrap().to_owned();
    let image = disk.image();
    disk.forget_tree(&dir);
    let remove = || KeyChange::Remove { old: phrase(OPEN) };
    let removed = change(&mut made.open(), &made, remove());
    assert!(
        matches!(removed, Err(StoreError::PagesAway { .. })),
        "{removed:?}"
    );
    assert_eq!(key_files(&disk, "keys").len(), 1);
    disk.becomes(image);
    change(&mut made.open(), &made, remove()).unwrap();
    assert_eq!(records(made.open().load(made.maya.id)), [kept]);
}

#[test]
fn a_page_of_another_key_keeps_the_passphrase_and_is_named() {
    let (disk, made, _) = book();
    let (other, theirs, _) = book();
    let mut store = theirs.open();
    let renew = KeyChange::Renew {
        old: phrase(OPEN),
        new: phrase(OTHER),
        recovery: false,
    };
    change(&mut store, &theirs, renew).unwrap();
    let space = theirs.maya.space.to_string();
    let (path, text) = key_files(&other, &space).remove(0);
    let path = path.with_file_name("ffffffffffffffffffffffffffffffff.json");
    disk.put(&path, text.as_bytes());
    let remove = KeyChange::Remove { old: phrase(OPEN) };
    let removed = change(&mut made.open(), &made, remove);
    match removed {
        Err(StoreError::OfAnotherKey(named)) => assert_eq!(named, path),
        other => panic!("{other:?}"),
    }
    assert!(on_disk(&disk, WORDS).is_empty());
}
