//! Key files that come from anywhere: damaged, made up, twice, of someone else. They never open anything
//! that they should not, never hide what the right ones open, and are left where they are.

use std::path::PathBuf;
use std::sync::Arc;

use amends::domain::{KeyChange, Record, SpaceId};
use amends::store::{Disk, Store, StoreError};

use super::disk::Memory;
use super::form::summed;
use super::locked::{OPEN, OTHER, change, on_disk, opened, phrase, unlock};
use super::make::{Kept, Made, bits, entry, records};

pub const WORDS: &str = "the words that nobody is to read";

/// A sealed book with one record in it.
pub fn book() -> (Memory, Made, Record) {
    let (disk, made) = Made::in_memory(Kept::Sealed);
    let kept = entry(&made.maya, 1, WORDS);
    made.open().commit(std::slice::from_ref(&kept)).unwrap();
    (disk, locked(made), kept)
}

/// The same book, which is not unlocked when it is opened.
pub fn locked(made: Made) -> Made {
    Made {
        kept: Kept::Clear,
        ..made
    }
}

/// The files in this folder of the book, with their bytes as text.
pub fn key_files(disk: &Memory, folder: &str) -> Vec<(PathBuf, String)> {
    let files = disk.files().into_iter();
    files
        .filter(|(path, _)| path.parent().is_some_and(|parent| parent.ends_with(folder)))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

/// A line with something else in it, and a checksum that is right again.
pub fn altered(line: &str, from: &str, to: &str) -> Vec<u8> {
    let (line, _) = line.rsplit_once(",\"sum\":").unwrap();
    assert!(line.contains(from), "{from} is not in {line}");
    summed(&line.replacen(from, to, 1))
}

fn renew(store: &mut Store, made: &Made, old: &str, new: &str) {
    let renew = KeyChange::Renew {
        old: phrase(old),
        new: phrase(new),
        recovery: false,
    };
    assert_eq!(change(store, made, renew).unwrap().findings, []);
}

/// A key of a space for Maya, from someone who knows no more than her public key.
pub fn given_by_a_stranger(disk: &Memory, made: &Made, space: SpaceId, epoch: u32) -> Vec<u8> {
    let (_, person) = key_files(disk, "people").remove(0);
    let person: serde_json::Value = serde_json::from_str(&person).unwrap();
    let public = data_encoding::BASE64.decode(person["public"].as_str().unwrap().as_bytes());
    let public = crypto_box::PublicKey::from_slice(&public.unwrap()).unwrap();
    let mut inside = Vec::new();
    for part in [
        &b"amends wrap"[..],
        &1u32.to_le_bytes(),
        made.book.bytes(),
        space.bytes(),
        &epoch.to_le_bytes(),
        made.maya.id.bytes(),
        // It is under no secret of hers.
        &[],
    ] {
        inside.extend_from_slice(&(part.len() as u64).to_le_bytes());
        inside.extend_from_slice(part);
    }
    inside.extend_from_slice(&[7; 32]);
    let sealed = public.seal(&mut crypto_box::aead::OsRng, &inside).unwrap();
    summed(&format!(
        "{{\"v\":1,\"space\":\"{space}\",\"epoch\":{epoch},\"person\":\"{}\",\"how\":\"box\",\
         \"ciphertext\":\"{}\"",
        made.maya.id,
        data_encoding::BASE64.encode(&sealed),
    ))
}

#[test]
fn what_one_writes_for_oneself_is_never_sealed_with_a_key_that_someone_else_gave() {
    let (disk, made, kept) = book();
    let wraps = made.shelf.folder(made.book).join("wraps");
    let name = format!("{}.4294967295.{}.json", made.maya.space, made.maya.id);
    disk.put(
        &wraps.join(name),
        &given_by_a_stranger(&disk, &made, made.maya.space, u32::MAX),
    );
    let (mut store, there) = opened(&made, OPEN);
    assert_eq!(there, std::slice::from_ref(&kept));
    store.commit(&[entry(&made.maya, 2, WORDS)]).unwrap();
    renew(&mut store, &made, OPEN, OTHER);
    store.commit(&[entry(&made.maya, 3, WORDS)]).unwrap();
    drop(store);
    for (path, line) in key_files(&disk, &made.maya.space.to_string()) {
        assert!(!line.contains("\"epoch\":4294967295"), "{}", path.display());
    }
    assert_eq!(opened(&made, OTHER).1.len(), 3);
}

#[test]
fn an_epoch_without_any_sense_stands_in_the_way_of_no_new_one() {
    let (disk, made, kept) = book();
    let (path, wrap) = key_files(&disk, "wraps").remove(0);
    let epoch: serde_json::Value = serde_json::from_str(&wrap).unwrap();
    let epoch = format!("\"epoch\":{}", epoch["epoch"]);
    for (place, number) in ["4294967295", "4294967294", "0"].into_iter().enumerate() {
        let hostile = altered(&wrap, &epoch, &format!("\"epoch\":{number}"));
        let name = path.with_file_name(format!("{}.{place}.x.json", made.maya.space));
        disk.put(&name, &hostile);
    }
    let mut texts = [OPEN, OTHER].into_iter().cycle();
    let mut now = texts.next().unwrap();
    for number in 2..5 {
        let (mut store, there) = opened(&made, now);
        assert!(there.contains(&kept));
        let next = texts.next().unwrap();
        renew(&mut store, &made, now, next);
        store.commit(&[entry(&made.maya, number, WORDS)]).unwrap();
        now = next;
    }
    assert_eq!(opened(&made, now).1.len(), 4);
    assert!(on_disk(&disk, WORDS).is_empty());
}

#[test]
fn a_part_of_the_book_that_can_get_no_new_key_is_named_when_they_are_renewed() {
    let (disk, made, kept) = book();
    let shared = SpaceId::from_random(bits(88));
    let wraps = made.shelf.folder(made.book).join("wraps");
    let name = format!("{shared}.4294967295.{}.json", made.maya.id);
    let last = given_by_a_stranger(&disk, &made, shared, u32::MAX);
    disk.put(&wraps.join(name), &last);
    let renew = KeyChange::Renew {
        old: phrase(OPEN),
        new: phrase(OTHER),
        recovery: false,
    };
    let changed = change(&mut made.open(), &made, renew).unwrap();
    assert_eq!(changed.findings.len(), 1, "{:?}", changed.findings);
    assert!(changed.findings[0].file.ends_with(&shared.to_string()));
    // All else has new ones.
    let own = key_files(&disk, "wraps").into_iter().filter(|(path, _)| {
        path.to_string_lossy()
            .contains(&made.maya.space.to_string())
    });
    assert_eq!(own.count(), 2);
    assert_eq!(opened(&made, OTHER).1, [kept]);
}

#[test]
fn a_key_file_that_is_a_link_is_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    let made = locked(Made::kept(Kept::Sealed, Arc::new(Disk), dir.path()));
    let keys = made.shelf.folder(made.book).join("keys");
    let slot = std::fs::read_dir(&keys).unwrap().next().unwrap().unwrap();
    let outside = dir.path().join("outside");
    std::fs::rename(slot.path(), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, slot.path()).unwrap();
    let mut store = made.open();
    assert!(
        store.is_locked(made.maya.id),
        "it does not pass for a book in clear"
    );
    let tried = unlock(&mut store, &made, OPEN);
    assert!(matches!(tried, Err(StoreError::NoKeys)), "{tried:?}");
    let findings = store.load(made.maya.id).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].what.contains("not a file"));
    let renew = KeyChange::Change {
        old: phrase(OPEN),
        new: phrase(OTHER),
    };
    assert!(change(&mut store, &made, renew).is_err());
    assert!(outside.exists() && slot.path().is_symlink());
}

#[test]
fn a_key_file_of_a_newer_version_is_no_fault() {
    let (disk, made, kept) = book();
    let (path, slot) = key_files(&disk, "keys").remove(0);
    let newer = altered(&slot, "{\"v\":1", "{\"v\":2");
    let newer = altered(
        &String::from_utf8(newer).unwrap(),
        "\"passphrase\"",
        "\"knock\"",
    );
    disk.put(
        &path.with_file_name(format!("{}.x.json", made.maya.id)),
        &newer,
    );
    assert_eq!(made.shelf.doctor(made.book).unwrap().findings, []);
    assert_eq!(opened(&made, OPEN).1, [kept]);
    // It may be the only way in.
    disk.forget_tree(&path);
    let mut store = made.open();
    assert!(store.is_locked(made.maya.id));
    assert!(matches!(
        unlock(&mut store, &made, OPEN),
        Err(StoreError::NoKeys)
    ));
}

#[test]
fn a_slot_of_another_book_opens_nothing_here() {
    let (disk, made, _) = book();
    let (path, slot) = key_files(&disk, "keys").remove(0);
    let people = vec!["Maya".to_owned()];
    let new = amends::store::NewBook { name: None, people };
    let mut number = 900;
    let mut random = || {
        number += 1;
        bits(number)
    };
    let other = made.shelf.create(&new, &mut random).unwrap();
    let other = Made {
        book: other.id,
        maya: other.people[0].clone(),
        ..made
    };
    let mut store = other.open();
    super::locked::set(&mut store, &other);
    drop(store);
    let folder = other.shelf.folder(other.book);
    // It says that it is of the person and of the secret of this book.
    let wraps = key_files(&disk, "wraps").into_iter();
    let mut wraps = wraps.filter(|(path, _)| path.starts_with(&folder));
    let [theirs, ours] = [&slot, &wraps.next().unwrap().1].map(|line| {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        json["secret"].as_str().unwrap().to_owned()
    });
    let said = altered(&slot, &made.maya.id.to_string(), &other.maya.id.to_string());
    let other_slot = altered(&String::from_utf8(said).unwrap(), &theirs, &ours);
    let keys = folder.join("keys");
    for (path, _) in disk.files() {
        if path.starts_with(&keys) {
            disk.forget_tree(&path);
        }
    }
    let name = path.file_name().unwrap().to_str().unwrap();
    let name = name.replace(&made.maya.id.to_string(), &other.maya.id.to_string());
    disk.put(&keys.join(name), &other_slot);
    let tried = unlock(&mut other.open(), &other, OPEN);
    assert!(
        matches!(tried, Err(StoreError::WrongPassphrase)),
        "{tried:?}"
    );
}

#[test]
fn a_public_key_that_someone_put_in_anothers_place_does_not_stay_there() {
    let (disk, made, _) = book();
    let (path, person) = key_files(&disk, "people").remove(0);
    let json: serde_json::Value = serde_json::from_str(&person).unwrap();
    let public = json["public"].as_str().unwrap();
    let forged = data_encoding::BASE64.encode(&[9; 32]);
    disk.put(&path, &altered(&person, public, &forged));
    drop(opened(&made, OPEN));
    assert_eq!(key_files(&disk, "people"), [(path, person)]);
}

#[test]
fn a_sealed_book_whose_names_are_gone_belongs_to_whom_its_keys_belong() {
    let (disk, made, kept) = book();
    let people = key_files(&disk, "people");
    disk.forget_tree(&people[0].0);
    let mut store = made.open();
    assert_eq!(store.people()[0].id, made.maya.id);
    unlock(&mut store, &made, OPEN).unwrap();
    let loaded = store.load(made.maya.id);
    assert_eq!(records(&loaded), [kept]);
    assert_eq!(loaded.findings.len(), 1, "{:?}", loaded.findings);
}

#[test]
fn after_a_removal_it_is_written_in_clear_also_where_it_was_seen_locked_before() {
    let (disk, made, _) = book();
    let mut store = made.open();
    assert_eq!(store.load(made.maya.id).locked, 1);
    change(&mut store, &made, KeyChange::Remove { old: phrase(OPEN) }).unwrap();
    store.commit(&[entry(&made.maya, 2, WORDS)]).unwrap();
    drop(store);
    assert_eq!(made.open().load(made.maya.id).records.len(), 2);
    assert_eq!(on_disk(&disk, WORDS).len(), 2);
}
