//! A part of a book that has a passphrase: nothing in it can be read on disk without it.

use amends::domain::{KeyChange, Passphrase, Protection, Record};
use amends::store::{Access, Fs, KeysChanged, NotSaved, Store, StoreError};

use super::disk::Memory;
use super::make::{Kept, Made, draft, entry, purge, records};

pub const OPEN: &str = "six plain words for this book";
pub const OTHER: &str = "seven other words for this very book";

pub fn phrase(text: &str) -> Passphrase {
    Passphrase::typed(text)
}

/// A book that has no passphrase yet.
pub fn made() -> (Memory, Made) {
    Made::in_memory(Kept::Clear)
}

pub fn change(
    store: &mut Store,
    made: &Made,
    change: KeyChange,
) -> Result<KeysChanged, StoreError> {
    store.change_keys(made.maya.id, &change, &mut |_, _| {})
}

pub fn set(store: &mut Store, made: &Made) -> KeysChanged {
    let new = phrase(OPEN);
    let set = KeyChange::Set {
        new,
        recovery: false,
    };
    change(store, made, set).unwrap()
}

pub fn unlock(store: &mut Store, made: &Made, text: &str) -> Result<(), StoreError> {
    store.unlock(made.maya.id, &phrase(text), &mut |_, _| {})
}

/// Opens the book anew and unlocks it.
pub fn opened(made: &Made, text: &str) -> (Store, Vec<Record>) {
    let mut store = made.open();
    assert!(store.is_locked(made.maya.id));
    unlock(&mut store, made, text).unwrap();
    let loaded = store.load(made.maya.id);
    assert_eq!(loaded.findings, []);
    assert_eq!(loaded.locked, 0);
    (store, records(loaded))
}

/// Whether a text is anywhere on the disk, as it is or in base64.
pub fn on_disk(disk: &Memory, text: &str) -> Vec<std::path::PathBuf> {
    assert!(text.len() > 8, "\"{text}\" is too short to be looked for");
    let coded: Vec<String> = (0..3)
        .map(|shift| {
            let shifted = format!("{}{text}", "x".repeat(shift));
            let coded = data_encoding::BASE64.encode(shifted.as_bytes());
            // What stands before and after it changes the letters at both ends.
            coded[4..coded.len() - 4].to_owned()
        })
        .collect();
    let holds = |bytes: &[u8], text: &str| memchr::memmem::find(bytes, text.as_bytes()).is_some();
    let files = disk.files().into_iter();
    files
        .filter(|(_, bytes)| holds(bytes, text) || coded.iter().any(|coded| holds(bytes, coded)))
        .map(|(path, _)| path)
        .collect()
}

const WORDS: &str = "the words that nobody is to read";

#[test]
fn a_passphrase_seals_what_is_there_and_what_comes() {
    let (disk, made) = made();
    let mut store = made.open();
    let before = entry(&made.maya, 1, WORDS);
    let half = draft(&made.maya, 2, &format!("half of {WORDS}"));
    store.commit(std::slice::from_ref(&before)).unwrap();
    store.save_draft(&half).unwrap();
    assert_eq!(on_disk(&disk, WORDS).len(), 2);
    assert_eq!(store.protection(made.maya.id), Protection::Clear);

    let changed = set(&mut store, &made);
    assert_eq!(changed.protection, Protection::Sealed);
    assert_eq!(changed.findings, []);
    assert_eq!(on_disk(&disk, WORDS), [""; 0].map(std::path::PathBuf::from));
    assert_eq!(
        on_disk(&disk, "\"kind\":\"entry\""),
        [""; 0].map(std::path::PathBuf::from)
    );

    let after = entry(&made.maya, 3, &format!("more of {WORDS}"));
    store.commit(std::slice::from_ref(&after)).unwrap();
    let other = draft(&made.maya, 4, &format!("and half of {WORDS}"));
    store.save_draft(&other).unwrap();
    assert!(on_disk(&disk, WORDS).is_empty());

    drop(store);
    let (mut store, there) = opened(&made, OPEN);
    assert!(there.contains(&before) && there.contains(&after));
    assert_eq!(store.drafts(made.maya.id).0.len(), 2);
    assert_eq!(store.draft(made.maya.id, &half.key).as_ref(), Some(&half));
    store.drop_draft(made.maya.id, &half.key).unwrap();
    assert_eq!(store.drafts(made.maya.id).0, [other]);
}

#[test]
fn without_the_passphrase_nothing_is_read_and_nothing_written() {
    let (_, made) = made();
    let mut store = made.open();
    store.commit(&[entry(&made.maya, 1, WORDS)]).unwrap();
    set(&mut store, &made);
    drop(store);
    let mut store = made.open();
    assert!(store.is_locked(made.maya.id));
    let loaded = store.load(made.maya.id);
    assert!(loaded.records.is_empty());
    assert_eq!(loaded.locked, 1);
    assert!(matches!(
        store.commit(&[entry(&made.maya, 2, "new")]),
        Err(NotSaved::Locked)
    ));
    assert!(matches!(
        store.save_draft(&draft(&made.maya, 2, "new")),
        Err(NotSaved::Locked)
    ));
    for wrong in ["", "six plain words for this boo", OTHER] {
        let tried = unlock(&mut store, &made, wrong);
        assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
    }
    unlock(&mut store, &made, OPEN).unwrap();
    assert_eq!(store.load(made.maya.id).records.len(), 1);
    store.commit(&[entry(&made.maya, 2, "new")]).unwrap();
    store.lock();
    assert!(store.is_locked(made.maya.id));
    assert!(store.load(made.maya.id).records.is_empty());
    assert!(matches!(
        store.commit(&[entry(&made.maya, 3, "newer")]),
        Err(NotSaved::Locked)
    ));
}

#[test]
fn another_passphrase_opens_and_the_old_one_does_not() {
    let (_, made) = made();
    let mut store = made.open();
    let kept = entry(&made.maya, 1, WORDS);
    store.commit(std::slice::from_ref(&kept)).unwrap();
    set(&mut store, &made);
    let (old, new) = (phrase(OPEN), phrase(OTHER));
    let wrong = KeyChange::Change {
        old: phrase("not this one"),
        new: new.clone(),
    };
    let tried = change(&mut store, &made, wrong);
    assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
    change(&mut store, &made, KeyChange::Change { old, new }).unwrap();
    drop(store);
    let mut store = made.open();
    let tried = unlock(&mut store, &made, OPEN);
    assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
    drop(store);
    assert_eq!(opened(&made, OTHER).1, [kept]);
}

#[test]
fn a_recovery_code_stands_in_for_a_passphrase_that_is_forgotten() {
    let (_, made) = made();
    let mut store = made.open();
    let kept = entry(&made.maya, 1, WORDS);
    store.commit(std::slice::from_ref(&kept)).unwrap();
    let set = KeyChange::Set {
        new: phrase(OPEN),
        recovery: true,
    };
    let code = change(&mut store, &made, set).unwrap().recovery.unwrap();
    assert!(store.has_recovery_code(made.maya.id));
    drop(store);
    let mut store = made.open();
    let recover = |code| KeyChange::Recover {
        code,
        new: phrase(OTHER),
    };
    let wrong = amends::domain::RecoveryCode::from_random([7; 20]);
    let tried = change(&mut store, &made, recover(wrong));
    assert!(matches!(tried, Err(StoreError::WrongCode)));
    change(&mut store, &made, recover(code.clone())).unwrap();
    assert_eq!(
        records(store.load(made.maya.id)),
        std::slice::from_ref(&kept)
    );
    drop(store);
    assert!(matches!(
        unlock(&mut made.open(), &made, OPEN),
        Err(StoreError::WrongPassphrase)
    ));
    let (mut store, there) = opened(&made, OTHER);
    assert_eq!(there, [kept]);
    // A new code takes the place of the old one, and none takes it away.
    let ask = |wanted| KeyChange::Code {
        old: phrase(OTHER),
        wanted,
    };
    let second = change(&mut store, &made, ask(true)).unwrap().recovery;
    assert!(second.is_some_and(|second| second != code));
    let tried = change(&mut store, &made, recover(code));
    assert!(matches!(tried, Err(StoreError::WrongCode)));
    change(&mut store, &made, ask(false)).unwrap();
    assert!(!store.has_recovery_code(made.maya.id));
}

#[test]
fn without_a_passphrase_everything_is_in_clear_again() {
    let (disk, made) = made();
    let mut store = made.open();
    let kept = entry(&made.maya, 1, WORDS);
    store.commit(std::slice::from_ref(&kept)).unwrap();
    let clear = disk.files();
    set(&mut store, &made);
    let half = draft(&made.maya, 2, "half");
    store.save_draft(&half).unwrap();
    let remove = KeyChange::Remove { old: phrase(OPEN) };
    let changed = change(&mut store, &made, remove).unwrap();
    assert_eq!(changed.protection, Protection::Clear);
    assert!(!store.is_locked(made.maya.id));
    store.drop_draft(made.maya.id, &half.key).unwrap();
    drop(store);
    let mut store = made.open();
    assert_eq!(records(store.load(made.maya.id)), [kept]);
    let record = |files: &[(std::path::PathBuf, Vec<u8>)]| {
        let spaces = files
            .iter()
            .filter(|(path, _)| path.to_string_lossy().contains("/spaces/"));
        spaces.cloned().collect::<Vec<_>>()
    };
    assert_eq!(record(&disk.files()), record(&clear), "byte for byte");
}

#[test]
fn new_keys_for_everything_leave_nothing_that_the_old_passphrase_opens() {
    let (disk, made) = made();
    let mut store = made.open();
    let kept = entry(&made.maya, 1, WORDS);
    store.commit(std::slice::from_ref(&kept)).unwrap();
    let first = KeyChange::Set {
        new: phrase(OPEN),
        recovery: true,
    };
    let code = change(&mut store, &made, first).unwrap().recovery.unwrap();
    let before = disk.files();
    let renew = KeyChange::Renew {
        old: phrase(OPEN),
        new: phrase(OTHER),
        recovery: true,
    };
    let changed = change(&mut store, &made, renew).unwrap();
    assert_eq!(changed.findings, []);
    let second = changed.recovery.unwrap();
    assert!(second != code);
    store.commit(&[entry(&made.maya, 2, "since then")]).unwrap();
    drop(store);
    assert_eq!(opened(&made, OTHER).1.len(), 2);
    assert!(matches!(
        unlock(&mut made.open(), &made, OPEN),
        Err(StoreError::WrongPassphrase)
    ));
    // Whoever kept the old key files gets into what they copied, and into nothing that is there now.
    for (path, bytes) in &before {
        if path.to_string_lossy().contains("/keys/") {
            disk.put(path, bytes);
        }
    }
    let mut store = made.open();
    let tried = unlock(&mut store, &made, OPEN);
    assert!(tried.is_err(), "the old way in leads nowhere");
    drop(store);
    let mut store = made.open();
    let recover = KeyChange::Recover {
        code,
        new: phrase(OPEN),
    };
    assert!(change(&mut store, &made, recover).is_err());
    drop(store);
    assert_eq!(opened(&made, OTHER).1.len(), 2);
}

#[test]
fn what_comes_in_clear_from_another_machine_is_sealed_at_the_next_unlocking() {
    let (disk, made) = made();
    let (other, elsewhere) = super::locked::made();
    let mut store = elsewhere.open();
    let came = entry(&made.maya, 7, WORDS);
    store.commit(std::slice::from_ref(&came)).unwrap();
    drop(store);
    let mut store = made.open();
    set(&mut store, &made);
    drop(store);
    for (path, bytes) in other.files() {
        if path.to_string_lossy().contains("/spaces/") {
            disk.put(&path, &bytes);
        }
    }
    assert_eq!(on_disk(&disk, WORDS).len(), 1);
    let (mut store, there) = opened(&made, OPEN);
    assert_eq!(there, [came]);
    assert_eq!(store.seal_what_came(made.maya.id, &mut |_, _| {}), []);
    assert!(on_disk(&disk, WORDS).is_empty());
    drop(store);
    assert_eq!(opened(&made, OPEN).1.len(), 1);
}

#[test]
fn what_is_deleted_is_gone_from_a_sealed_book_too() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    let goes = entry(&made.maya, 1, WORDS);
    store.commit(std::slice::from_ref(&goes)).unwrap();
    let mut half = draft(&made.maya, 2, "half");
    half.key = amends::store::DraftKey::Entry(goes.thread);
    half.base = vec![goes.id];
    store.save_draft(&half).unwrap();
    drop(store);
    let (mut store, _) = opened(&made, OPEN);
    store.commit(&[purge(&made.maya, 3, &[&goes])]).unwrap();
    assert!(store.drafts(made.maya.id).0.is_empty());
    let name = format!("{}.json", goes.id);
    assert!(disk.files().iter().all(|(path, _)| !path.ends_with(&name)));
    drop(store);
    let (_, there) = opened(&made, OPEN);
    assert!(!there.contains(&goes));
}

#[test]
fn a_save_that_is_tried_again_is_one_record() {
    let (_, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    let once = entry(&made.maya, 1, WORDS);
    store.commit(std::slice::from_ref(&once)).unwrap();
    store.commit(std::slice::from_ref(&once)).unwrap();
    let mut altered = once.clone();
    altered.replaces = vec![altered.id];
    assert!(matches!(store.commit(&[altered]), Err(NotSaved::IdTaken)));
    drop(store);
    assert_eq!(opened(&made, OPEN).1, [once]);
}

#[test]
fn a_sealed_record_opens_nowhere_but_in_its_place() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    let (one, two) = (entry(&made.maya, 1, "one"), entry(&made.maya, 2, "two"));
    store.commit(&[one.clone(), two.clone()]).unwrap();
    drop(store);
    let files = disk.files();
    let file = |record: &Record| {
        let name = format!("{}.json", record.id);
        files
            .iter()
            .find(|(path, _)| path.ends_with(&name))
            .unwrap()
            .clone()
    };
    let (path, bytes) = file(&one);
    // The other's ciphertext under this one's id, with a checksum that is right.
    let text = String::from_utf8(file(&two).1).unwrap();
    let moved = text.replace(&two.id.to_string(), &one.id.to_string());
    let (before, _) = moved.rsplit_once(",\"sum\":").unwrap();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(before.as_bytes());
    let sum = data_encoding::HEXLOWER.encode(&digest[..16]);
    disk.put(&path, format!("{before},\"sum\":\"{sum}\"}}\n").as_bytes());
    let mut store = made.open();
    unlock(&mut store, &made, OPEN).unwrap();
    let loaded = store.load(made.maya.id);
    assert_eq!(records(&loaded), [two]);
    assert_eq!(loaded.findings.len(), 1);
    assert!(loaded.findings[0].what.contains("its key does not open it"));
    disk.put(&path, &bytes);
}

#[test]
fn the_lengths_of_sealed_files_say_little() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    for (number, length) in [1, 10, 100, 400].into_iter().enumerate() {
        let text = "x".repeat(length);
        store
            .commit(&[entry(&made.maya, number as u64, &text)])
            .unwrap();
    }
    let sizes: std::collections::BTreeSet<usize> = disk
        .files()
        .iter()
        .filter(|(path, _)| path.to_string_lossy().contains("/spaces/"))
        .map(|(_, bytes)| bytes.len())
        .collect();
    assert_eq!(sizes.len(), 1, "{sizes:?}");
}

#[test]
fn keys_are_changed_only_where_no_other_window_has_the_book_open() {
    let (_, made) = made();
    let other = made.open();
    let mut store = made.open();
    let set = KeyChange::Set {
        new: phrase(OPEN),
        recovery: false,
    };
    let tried = change(&mut store, &made, set.clone());
    assert!(matches!(tried, Err(StoreError::OpenElsewhereForKeys)));
    drop(other);
    change(&mut store, &made, set.clone()).unwrap();
    assert!(matches!(
        change(&mut store, &made, set),
        Err(StoreError::LockedAlready)
    ));
}

#[test]
fn a_book_without_its_key_files_says_so_and_is_not_written_in_clear() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    store.commit(&[entry(&made.maya, 1, WORDS)]).unwrap();
    drop(store);
    for (path, _) in disk.files() {
        if path.to_string_lossy().contains("/keys/") {
            disk.put(&path, b"{\"damaged\":1}\n");
        }
    }
    let mut store = made.open();
    let loaded = store.load(made.maya.id);
    assert_eq!(loaded.locked, 1);
    assert!(
        loaded
            .findings
            .iter()
            .any(|f| f.what.contains("It holds a key"))
    );
    assert!(matches!(
        store.commit(&[entry(&made.maya, 2, "new")]),
        Err(NotSaved::Locked)
    ));
    assert!(matches!(
        unlock(&mut store, &made, OPEN),
        Err(StoreError::NoKeys)
    ));
    // The file that is damaged, and what nothing opens without it.
    let report = made.shelf.doctor(made.book).unwrap();
    assert_eq!(report.findings.len(), 2);
    assert!(
        report
            .findings
            .iter()
            .any(|f| f.what.contains("nothing opens them"))
    );
}

#[test]
fn a_book_whose_key_files_are_gone_is_no_book_without_a_passphrase() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    store.commit(&[entry(&made.maya, 1, WORDS)]).unwrap();
    drop(store);
    assert_eq!(made.shelf.doctor(made.book).unwrap().findings, []);
    let keys: Vec<_> = disk
        .files()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("/wraps/"))
        .collect();
    keys.iter()
        .for_each(|(path, _)| disk.remove_file(path).unwrap());
    let report = made.shelf.doctor(made.book).unwrap();
    assert!(
        report.findings[0].what.contains("keys of 1 of"),
        "{report:?}"
    );
    // Nothing was read yet, as on the command line.
    let mut store = made.open();
    assert!(store.lacks_keys(made.maya.id));
    let new = KeyChange::Set {
        new: phrase(OTHER),
        recovery: false,
    };
    let set = change(&mut store, &made, new);
    assert!(matches!(set, Err(StoreError::NoKeys)), "{set:?}");
    drop(store);
    keys.iter().for_each(|(path, bytes)| disk.put(path, bytes));
    let mut store = made.open();
    assert!(!store.lacks_keys(made.maya.id));
    unlock(&mut store, &made, OPEN).unwrap();
    assert_eq!(store.load(made.maya.id).records.len(), 1);
}

#[test]
fn the_same_passphrase_once_more_is_no_other() {
    let (_, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    let (old, new) = (phrase(OPEN), phrase(OPEN));
    let renew = KeyChange::Renew {
        old: phrase(OPEN),
        new: phrase(OPEN),
        recovery: false,
    };
    for wanted in [KeyChange::Change { old, new }, renew] {
        let changed = change(&mut store, &made, wanted);
        assert!(
            matches!(changed, Err(StoreError::SamePassphrase)),
            "{changed:?}"
        );
    }
}

#[test]
fn a_slot_that_asks_for_too_much_or_too_little_is_refused_before_it_is_tried() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    drop(store);
    let files = disk.files();
    let slot = files
        .iter()
        .find(|(path, _)| path.to_string_lossy().contains("/keys/"));
    let (path, bytes) = slot.unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    for hostile in ["\"m\":4294967295", "\"m\":8", "\"m\":1048577"] {
        let altered = text.replace("\"m\":19456", hostile);
        assert_ne!(altered, text);
        let (before, _) = altered.rsplit_once(",\"sum\":").unwrap();
        let digest = <sha2::Sha256 as sha2::Digest>::digest(before.as_bytes());
        let sum = data_encoding::HEXLOWER.encode(&digest[..16]);
        disk.put(path, format!("{before},\"sum\":\"{sum}\"}}\n").as_bytes());
        let tried = unlock(&mut made.open(), &made, OPEN);
        assert!(
            matches!(tried, Err(StoreError::KeyFileRefused(_))),
            "{hostile}"
        );
    }
    // What is accepted and was altered does not open: the header is bound to what it holds.
    let altered = text.replace("\"m\":19456", "\"m\":19457");
    let (before, _) = altered.rsplit_once(",\"sum\":").unwrap();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(before.as_bytes());
    let sum = data_encoding::HEXLOWER.encode(&digest[..16]);
    disk.put(path, format!("{before},\"sum\":\"{sum}\"}}\n").as_bytes());
    let tried = unlock(&mut made.open(), &made, OPEN);
    assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
}

#[test]
fn reading_only_unlocks_and_changes_nothing() {
    let (disk, made) = made();
    let mut store = made.open();
    set(&mut store, &made);
    store.commit(&[entry(&made.maya, 1, WORDS)]).unwrap();
    drop(store);
    let before = disk.files();
    let mut store = made.shelf.open(made.book, Access::ReadOnly).unwrap();
    unlock(&mut store, &made, OPEN).unwrap();
    assert_eq!(store.load(made.maya.id).records.len(), 1);
    assert_eq!(disk.files(), before);
}

#[test]
fn a_cache_in_clear_from_before_the_passphrase_is_neither_read_nor_left() {
    let (disk, made) = made();
    let made = Made {
        shelf: made.shelf.clone().caching_from(1),
        ..made
    };
    let mut store = made.open();
    store.commit(&[entry(&made.maya, 1, WORDS)]).unwrap();
    drop(store);
    let mut store = made.open();
    store.load(made.maya.id);
    while store.tend_cache() {}
    drop(store);
    let cached: Vec<_> = disk
        .files()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("/local/cache/"))
        .collect();
    assert!(!cached.is_empty());
    let mut store = made.open();
    set(&mut store, &made);
    drop(store);
    // As it would lie on a machine that synced the book after the passphrase was set elsewhere.
    for (path, bytes) in &cached {
        let _ = amends::store::Fs::create_dir(&disk, path.parent().unwrap());
        disk.put(path, bytes);
    }
    let mut store = made.open();
    let loaded = store.load(made.maya.id);
    assert!(loaded.records.is_empty() && loaded.locked == 1);
    assert!(on_disk(&disk, WORDS).is_empty());
    drop(store);
    for (path, bytes) in &cached {
        disk.put(path, bytes);
    }
    let (mut store, there) = opened(&made, OPEN);
    assert_eq!(there.len(), 1);
    assert!(on_disk(&disk, WORDS).is_empty());
    while store.tend_cache() {}
    assert!(on_disk(&disk, WORDS).is_empty());
    drop(store);
    assert_eq!(opened(&made, OPEN).1, there, "out of the sealed cache");
}
