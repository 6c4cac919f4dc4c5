//! The sealed forms on disk. The fixtures are frozen like those in clear: a change that breaks one locks
//! people out of what they wrote.

use std::path::{Path, PathBuf};

use amends::domain::{KeyChange, Record, RecoveryCode};
use amends::store::{Draft, Fs, StoreError};
use serde_json::Value;

use super::disk::{DATA, Memory};
use super::form::bytes_at;
use super::keys::{altered, given_by_a_stranger, key_files, locked};
use super::locked::{OPEN, OTHER, change, opened, phrase, unlock};
use super::make::{Kept, Made, bits, draft, entry, records};

/// The recovery code of the book that was frozen. Its passphrase is [`OPEN`], and [`OTHER`] was to be the next.
const CODE: &str = "XP53-75OZ-HDNM-WJ4W-3GGS-AKMZ-HZZZ-2NDZ";
/// The name of the draft's file, which only its key gives.
const DRAFT: &str = "7a7c4c816048fada996c708c553337ee.json";

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/store/fixtures/sealed");
    std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()
}

fn record(made: &Made) -> Record {
    entry(&made.maya, 1, "He said \"nothing\". It was not — 夜 👩‍👩‍👧.")
}

fn half(made: &Made) -> Draft {
    draft(&made.maya, 1, "half a thought — 夜")
}

/// Where such a file lies in a book.
fn place(made: &Made, name: &str, line: &str) -> PathBuf {
    let book = made.shelf.folder(made.book);
    let json: Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| json[key].as_str().unwrap().to_owned();
    let (_, kind) = name.rsplit_once('/').unwrap_or_default();
    let kind = if kind.is_empty() { name } else { kind };
    match kind.split('_').next().unwrap() {
        "slot" => {
            let name = format!("{}.{}.json", text("person"), text("slot"));
            book.join("keys").join(name)
        }
        "wrap" => {
            let name = format!(
                "{}.{}.{}.json",
                text("space"),
                json["epoch"],
                text("person")
            );
            book.join("wraps").join(name)
        }
        "record" => {
            let space = book.join("spaces").join(text("space"));
            space.join(format!("{}.json", text("id")))
        }
        "person" => book.join("people").join(format!("{}.json", text("id"))),
        "draft" => {
            let drafts = made.shelf.data_dir().join("local/drafts");
            drafts.join(made.book.to_string()).join(DRAFT)
        }
        other => panic!("{other} lies nowhere"),
    }
}

/// A book with these of the frozen files in it.
fn frozen(names: &[&str]) -> (Memory, Made) {
    let (disk, made) = Made::in_memory(Kept::Clear);
    for name in names {
        let line = fixture(name);
        let path = place(&made, name, &line);
        let drafts = path.parent().unwrap();
        for folder in [drafts.parent().unwrap(), drafts] {
            let _ = disk.create_dir(folder);
        }
        disk.put(&path, line.as_bytes());
    }
    (disk, made)
}

#[test]
fn what_was_frozen_opens_with_its_passphrase_and_stays_as_it_is() {
    let all = [
        "slot_passphrase",
        "slot_recovery",
        "wrap_own",
        "person",
        "record",
        "draft",
    ];
    let (disk, made) = frozen(&all);
    let (mut store, there) = opened(&made, OPEN);
    assert_eq!(there, [record(&made)]);
    assert_eq!(store.drafts(made.maya.id), (vec![half(&made)], vec![]));
    // Its name follows from its key and from what it is of.
    let key = half(&made).key;
    assert_eq!(store.draft(made.maya.id, &key), Some(half(&made)));
    assert!(store.has_recovery_code(made.maya.id));
    // The same record once more is already there.
    store.commit(&[record(&made)]).unwrap();
    drop(store);
    for name in all.iter().filter(|name| **name != "record") {
        let line = fixture(name);
        let path = place(&made, name, &line);
        assert_eq!(bytes_at(&disk, &path), line.as_bytes(), "{name}");
    }
}

#[test]
fn what_was_frozen_opens_with_its_recovery_code() {
    let (_, made) = frozen(&[
        "slot_passphrase",
        "slot_recovery",
        "wrap_own",
        "person",
        "record",
    ]);
    let recover = KeyChange::Recover {
        code: RecoveryCode::read(CODE).unwrap(),
        new: phrase(OTHER),
    };
    change(&mut made.open(), &made, recover).unwrap();
    assert_eq!(opened(&made, OTHER).1, [record(&made)]);
}

#[test]
fn a_renewal_that_was_frozen_half_done_is_finished() {
    let (disk, made) = frozen(&[
        "slot_passphrase",
        "slot_recovery",
        "slot_renewing",
        "wrap_own",
        "wrap_renewing",
        "person",
        "record",
        "draft",
    ]);
    for _ in 0..2 {
        let (mut store, there) = opened(&made, OTHER);
        assert_eq!(there, [record(&made)]);
        assert_eq!(store.drafts(made.maya.id), (vec![half(&made)], vec![]));
        let slots = key_files(&disk, "keys");
        assert_eq!(slots.len(), 1);
        assert!(!slots[0].1.contains("\"renews\""));
    }
    // What was sealed under the old key is under the new one.
    let epoch = |line: &str| serde_json::from_str::<Value>(line).unwrap()["epoch"].clone();
    let sealed = bytes_at(&disk, &place(&made, "record", &fixture("record")));
    let sealed = String::from_utf8(sealed).unwrap();
    assert_eq!(epoch(&sealed), epoch(&fixture("wrap_renewing")));
}

/// The same of slots that vouch for what they say of others. A way in is frozen beside it that they have replaced.
#[test]
fn slots_that_vouch_for_what_they_say_were_frozen_too() {
    let all = [
        "vouched/slot_passphrase",
        "vouched/slot_recovery",
        "vouched/wrap_own",
        "vouched/record",
    ];
    let (_, made) = frozen(&all);
    assert_eq!(opened(&made, OPEN).1, [record(&made)]);
    let renewing = ["vouched/slot_renewing", "vouched/wrap_renewing"];
    let (_, made) = frozen(&[&all[..], &renewing[..]].concat());
    let old = unlock(&mut made.open(), &made, OPEN);
    assert!(matches!(old, Err(StoreError::UseNewPassphrase)), "{old:?}");
    assert_eq!(opened(&made, OTHER).1, [record(&made)]);
}

/// A line with all that is chance in it replaced, so that what is left is its form, byte for byte.
fn form(line: &str) -> String {
    let by_chance = [
        "slot",
        "secret",
        "renews",
        "replaces",
        "vouch",
        "vouch_before",
        "salt",
        "nonce",
        "ciphertext",
        "public",
        "epoch",
        "sum",
    ];
    let json: serde_json::Map<String, Value> = serde_json::from_str(line).unwrap();
    let mut form = line.to_owned();
    for (key, value) in json
        .iter()
        .filter(|(key, _)| by_chance.contains(&key.as_str()))
    {
        let instead = match value {
            Value::String(text) => format!("\"{} letters\"", text.len()),
            Value::Number(_) => "a number".to_owned(),
            Value::Array(ids) => format!("{} ids", ids.len()),
            other => panic!("{other} for {key}"),
        };
        form = form.replace(
            &format!("\"{key}\":{value}"),
            &format!("\"{key}\":{instead}"),
        );
    }
    form
}

#[test]
fn what_is_sealed_today_has_the_form_that_was_frozen() {
    let (disk, made) = Made::in_memory(Kept::Clear);
    let mut store = made.open();
    let set = KeyChange::Set {
        new: phrase(OPEN),
        recovery: true,
    };
    change(&mut store, &made, set).unwrap();
    store.commit(&[record(&made)]).unwrap();
    store.save_draft(&half(&made)).unwrap();
    let slots = key_files(&disk, "keys");
    let slot = |way: &str| slots.iter().find(|(_, slot)| slot.contains(way)).unwrap();
    let one = |folder: &str| key_files(&disk, folder).remove(0).1;
    let draft = |disk: &Memory| {
        let files = disk.files().into_iter();
        let drafts = Path::new(DATA).join("local/drafts");
        let mut drafts = files.filter(|(path, _)| path.starts_with(&drafts));
        String::from_utf8(drafts.next().unwrap().1).unwrap()
    };
    let written = [
        (
            "vouched/slot_passphrase",
            slot("\"way\":\"passphrase\"").1.clone(),
        ),
        (
            "vouched/slot_recovery",
            slot("\"way\":\"recovery\"").1.clone(),
        ),
        ("wrap_own", one("wraps")),
        ("person", one("people")),
        ("record", one(&made.maya.space.to_string())),
        ("draft", draft(&disk)),
    ];
    for (name, line) in &written {
        assert_eq!(form(line), form(&fixture(name)), "{name}");
    }
    let shared = amends::domain::SpaceId::from_random(bits(88));
    let given = given_by_a_stranger(&disk, &made, shared, 7);
    let given = String::from_utf8(given).unwrap();
    assert_eq!(form(&given), form(&fixture("wrap_box")));

    disk.record();
    let renew = KeyChange::Renew {
        old: phrase(OPEN),
        new: phrase(OTHER),
        recovery: false,
    };
    change(&mut store, &made, renew).unwrap();
    let half_done = disk.history().into_iter().find_map(|image| {
        let slots = key_files(&Memory::of(image), "keys");
        let mut slots = slots.into_iter().map(|(_, slot)| slot);
        slots.find(|slot| slot.contains("\"renews\"") && slot.ends_with('\n'))
    });
    assert_eq!(
        form(&half_done.unwrap()),
        form(&fixture("vouched/slot_renewing"))
    );
}

/// What a file says of itself is bound to what it holds, and so is the version of its form.
#[test]
fn under_another_version_nothing_that_was_frozen_opens() {
    let all = ["slot_passphrase", "wrap_own", "person", "record", "draft"];
    for name in ["slot_passphrase", "wrap_own", "record", "draft"] {
        let (disk, made) = frozen(&all);
        let line = fixture(name);
        disk.put(
            &place(&made, name, &line),
            &altered(&line, "{\"v\":1", "{\"v\":0"),
        );
        let mut store = made.open();
        let opens = unlock(&mut store, &made, OPEN);
        let loaded = store.load(made.maya.id);
        let (drafts, about_drafts) = store.drafts(made.maya.id);
        let said = [loaded.findings, about_drafts].concat();
        match name {
            "slot_passphrase" => assert!(matches!(opens, Err(StoreError::WrongPassphrase))),
            "wrap_own" => assert!(matches!(opens, Err(StoreError::NoKeys))),
            "record" => assert_eq!((opens.is_ok(), drafts.len(), said.len()), (true, 1, 1)),
            _ => assert_eq!((opens.is_ok(), drafts.len(), said.len()), (true, 0, 1)),
        }
        assert_eq!(loaded.records.len(), usize::from(name == "draft"), "{name}");
    }
}

/// Nothing of the fixtures is of any use without what opens them.
#[test]
fn without_its_passphrase_what_was_frozen_stays_shut() {
    let (_, made) = frozen(&["slot_passphrase", "slot_recovery", "wrap_own", "record"]);
    let made = locked(made);
    let mut store = made.open();
    assert_eq!(store.load(made.maya.id).locked, 1);
    assert_eq!(records(store.load(made.maya.id)), []);
    let tried = unlock(&mut store, &made, OTHER);
    assert!(matches!(tried, Err(StoreError::WrongPassphrase)));
    let beside = CODE.replace('P', "Q");
    let recover = KeyChange::Recover {
        code: RecoveryCode::read(&beside).unwrap(),
        new: phrase(OTHER),
    };
    let tried = change(&mut store, &made, recover);
    assert!(matches!(tried, Err(StoreError::WrongCode)));
}
