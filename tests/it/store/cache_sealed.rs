//! The local cache of a sealed book is sealed like what it holds.

use amends::domain::KeyChange;

use super::cache::{Cached, cached_in};
use super::form::bytes_at;
use super::keys::locked;
use super::locked::{OPEN, OTHER, change, on_disk, phrase, unlock};
use super::make::{Kept, is_long, records};

const TEXTS: [&str; 2] = ["the words that nobody is to read", "and those that follow"];

/// Two records, and the file of the first so damaged that only the cache can show it.
fn only_in_the_cache() -> Cached {
    let cached = cached_in(Kept::Sealed, &TEXTS);
    let path = cached.file(&cached.records[0]);
    let bytes = bytes_at(&cached.disk, &path);
    cached.disk.put(&path, &bytes[..bytes.len() - 9]);
    cached
}

#[test]
fn it_is_read_with_the_keys_and_says_nothing_without_them() {
    let cached = only_in_the_cache();
    assert_eq!(cached.shown(), cached.all());
    for text in TEXTS {
        assert_eq!(
            on_disk(&cached.disk, text),
            [""; 0].map(std::path::PathBuf::from)
        );
    }
    let before = cached.disk.files();
    let made = locked(cached.made.clone());
    let loaded = made.open().load(made.maya.id);
    assert_eq!((loaded.records.len(), loaded.locked), (0, 1));
    assert_eq!(cached.disk.files(), before, "it waits for who can read it");
}

#[test]
fn altered_or_cut_anywhere_it_says_nothing_and_the_files_are_read() {
    let cached = cached_in(Kept::Sealed, &TEXTS);
    let part = cached.parts().remove(0);
    let whole = bytes_at(&cached.disk, &part);
    let mut store = cached.made.open();
    let mut tried = 0;
    for place in (0..whole.len()).step_by(if is_long() { 1 } else { 7 }) {
        let mut altered = whole.clone();
        altered[place] ^= 1 << (place % 8);
        for bytes in [&altered, &whole[..place]] {
            cached.disk.put(&part, bytes);
            let loaded = store.load(cached.made.maya.id);
            assert_eq!((&loaded.findings, loaded.locked), (&Vec::new(), 0));
            assert_eq!(
                super::cache::sorted(records(loaded)),
                cached.all(),
                "{place}"
            );
            tried += 1;
        }
    }
    assert!(tried > 100, "only {tried} were tried");
}

#[test]
fn one_from_before_the_keys_were_renewed_is_not_read_any_more() {
    let cached = only_in_the_cache();
    let part = cached.parts().remove(0);
    let old = bytes_at(&cached.disk, &part);
    let renew = KeyChange::Renew {
        old: phrase(OPEN),
        new: phrase(OTHER),
        recovery: false,
    };
    change(&mut cached.made.open(), &cached.made, renew).unwrap();
    assert_eq!(cached.parts(), [""; 0].map(std::path::PathBuf::from));
    cached.disk.put(&part, &old);
    let mut store = locked(cached.made.clone()).open();
    unlock(&mut store, &cached.made, OTHER).unwrap();
    let loaded = store.load(cached.made.maya.id);
    assert_eq!((loaded.records.len(), loaded.findings.len()), (1, 1));
}
