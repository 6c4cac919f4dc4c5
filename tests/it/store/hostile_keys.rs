//! Key files that no one could have made in good faith, put in the place of the right ones and beside them.

use std::path::{Path, PathBuf};

use amends::domain::PersonId;
use amends::store::{NotSaved, StoreError};
use proptest::prelude::*;

use super::disk::Memory;
use super::form::summed;
use super::keys::{WORDS, altered, book, key_files, locked};
use super::locked::{OPEN, OTHER, unlock};
use super::make::{Kept, Made, bits, entry, records};

/// Files in the folders of the keys that no one could have made in good faith.
fn hostile(disk: &Memory, made: &Made) -> Vec<(&'static str, PathBuf, Vec<u8>)> {
    let (slot_path, slot) = key_files(disk, "keys").remove(0);
    let (wrap_path, wrap) = key_files(disk, "wraps").remove(0);
    let maya = made.maya.id.to_string();
    let other = PersonId::from_random(bits(77)).to_string();
    let beside = |path: &Path, name: &str| path.with_file_name(name);
    let of_maya = beside(&slot_path, &format!("{maya}.x.json"));
    let of_other = beside(&slot_path, &format!("{other}.x.json"));
    let wrap_of_maya = beside(&wrap_path, &format!("{}.9.{maya}.json", made.maya.space));
    let many: Vec<String> = (0..20_000)
        .map(|number| format!("\"{}\"", amends::domain::SlotId::from_random(bits(number))))
        .collect();
    let many = format!("\"replaces\":[{}],\"way\"", many.join(","));
    let own = format!("\"replaces\":[{}],\"way\"", {
        let slot: serde_json::Value = serde_json::from_str(&slot).unwrap();
        slot["slot"].to_string()
    });
    let deep = summed(&format!(
        "{{\"v\":{}1{}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    ));
    let someone = format!(
        "\"space\":\"{}\"",
        amends::domain::SpaceId::from_random(bits(5))
    );
    let space = format!("\"space\":\"{}\"", made.maya.space);
    vec![
        ("huge", of_maya.clone(), vec![b' '; (1 << 20) + 1]),
        ("deep", of_maya.clone(), deep.clone()),
        ("empty", of_maya.clone(), Vec::new()),
        ("text", of_maya.clone(), b"Dear diary".to_vec()),
        ("a list", of_maya.clone(), summed("[1")),
        (
            "wrong types",
            of_maya.clone(),
            altered(&slot, "\"salt\":\"", "\"salt\":7,\"x\":\""),
        ),
        (
            "many replaced",
            of_maya.clone(),
            altered(&slot, "\"way\"", &many),
        ),
        (
            "itself replaced",
            of_maya.clone(),
            altered(&slot, "\"way\"", &own),
        ),
        ("the other's", of_other, altered(&slot, &maya, &other)),
        (
            "a copy",
            beside(&slot_path, &format!("{maya}.x (1).json")),
            slot.clone().into_bytes(),
        ),
        (
            "slow",
            of_maya.clone(),
            altered(
                &slot,
                "\"m\":19456,\"t\":2",
                "\"m\":4294967295,\"t\":4294967295",
            ),
        ),
        (
            "slower than any number",
            of_maya.clone(),
            altered(&slot, "\"m\":19456", "\"m\":4294967296"),
        ),
        (
            "of a way that is not known",
            of_maya.clone(),
            altered(&slot, "\"way\":\"passphrase\"", "\"way\":\"knock\""),
        ),
        (
            "without salt",
            of_maya,
            altered(&slot, "\"salt\":\"", "\"salt\":\"\",\"x\":\""),
        ),
        ("a deep wrap", wrap_of_maya.clone(), deep),
        (
            "a wrap of another space",
            beside(&wrap_path, "x.9.y.json"),
            altered(&wrap, &space, &someone),
        ),
        (
            "a wrap for someone else",
            beside(&wrap_path, "x.9.z.json"),
            altered(&wrap, &maya, &other),
        ),
        (
            "a wrap as a box",
            wrap_of_maya.clone(),
            altered(&wrap, "\"how\":\"own\"", "\"how\":\"box\""),
        ),
        (
            "an empty wrap",
            wrap_of_maya.clone(),
            altered(&wrap, "\"ciphertext\":\"", "\"ciphertext\":\"\",\"x\":\""),
        ),
        (
            "a copy of a wrap",
            beside(
                &wrap_path,
                &format!("{}.1 (1).{maya}.json", made.maya.space),
            ),
            wrap.clone().into_bytes(),
        ),
    ]
}

#[test]
fn whatever_lies_among_the_keys_the_right_passphrase_opens_and_a_wrong_one_does_not() {
    let (disk, made, kept) = book();
    for (what, path, bytes) in hostile(&disk, &made) {
        let disk = Memory::of(disk.image());
        let made = made.over(&disk);
        disk.put(&path, &bytes);
        let before = disk.files();
        let report = made.shelf.doctor(made.book).unwrap();
        let mut store = made.open();
        assert!(store.is_locked(made.maya.id), "{what}");
        let tried = unlock(&mut store, &made, OTHER);
        assert!(
            matches!(tried, Err(StoreError::WrongPassphrase)),
            "{what}: {tried:?}"
        );
        unlock(&mut store, &made, OPEN).unwrap_or_else(|why| panic!("{what}: {why}"));
        let loaded = store.load(made.maya.id);
        assert_eq!(records(&loaded), std::slice::from_ref(&kept), "{what}");
        assert_eq!(loaded.findings, report.findings, "{what}");
        for finding in &loaded.findings {
            assert!(
                path.ends_with(finding.file.trim_start_matches('/')),
                "{what}: {finding}"
            );
            assert!(
                finding.what.ends_with('.') && finding.what.len() < 200,
                "{what}: {finding}"
            );
        }
        drop(store);
        assert_eq!(disk.files(), before, "{what}");
    }
}

#[test]
fn a_book_with_nothing_but_hostile_key_files_stays_shut_and_says_why() {
    let (disk, made, _) = book();
    for (what, path, bytes) in hostile(&disk, &made) {
        let disk = Memory::of(disk.image());
        let made = made.over(&disk);
        let folder = path.parent().unwrap().file_name().unwrap().to_owned();
        for (other, _) in key_files(&disk, folder.to_str().unwrap()) {
            disk.forget_tree(&other);
        }
        disk.put(&path, &bytes);
        let before = disk.files();
        let mut store = made.open();
        let tried = unlock(&mut store, &made, OPEN);
        let opens = what.starts_with("a copy");
        assert_eq!(tried.is_ok(), opens, "{what}");
        let loaded = store.load(made.maya.id);
        assert_eq!(loaded.locked, usize::from(!opens), "{what}");
        let tried = store.commit(&[entry(&made.maya, 2, "not in clear")]);
        assert!(
            opens || matches!(tried, Err(NotSaved::Locked | NotSaved::NoKeys)),
            "{what}"
        );
        drop(store);
        assert!(opens || disk.files() == before, "{what}");
    }
}

proptest! {
    #[test]
    fn any_key_file_is_read_without_a_panic_and_opens_nothing(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        key in 0..14usize,
        value in proptest::string::string_regex(r#"(-?[0-9]{1,20}|"[0-9a-zA-Z+/=]{0,64}"|null|\{\}|\[\]|true)"#).unwrap(),
    ) {
        let (disk, made) = Made::in_memory(Kept::Sealed);
        let made = locked(made);
        for folder in ["keys", "wraps"] {
            let (path, line) = key_files(&disk, folder).remove(0);
            let (line, _) = line.rsplit_once(",\"sum\":").unwrap();
            // One of its values is another, or all of it is.
            let json: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&format!("{line}}}")).unwrap();
            let name = json.keys().nth(key % json.len()).unwrap();
            let from = format!("\"{name}\":{}", json[name]);
            let changed = line.replace(&from, &format!("\"{name}\":{value}"));
            let any = String::from_utf8_lossy(&bytes).into_owned();
            for line in [changed, any] {
                let disk = Memory::of(disk.image());
                let made = made.over(&disk);
                disk.put(&path, &summed(&line));
                let mut store = made.open();
                // Deriving a key takes too long to be done for each of them.
                store.load(made.maya.id);
                prop_assert!(store.commit(&[entry(&made.maya, 1, WORDS)]).is_err());
            }
        }
    }
}
