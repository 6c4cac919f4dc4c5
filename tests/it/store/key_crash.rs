//! A crash at any moment of a change of keys, and every fault of the disk in it: the book opens with the
//! old passphrase or with the new one, every word is there, and once it was opened again nothing that is
//! called sealed is in clear.

use std::path::Path;

use amends::domain::{KeyChange, Protection, Record, RecoveryCode};
use amends::store::{Draft, NotSaved, Store, StoreError};

use super::disk::{Lies, Memory};
use super::faults::everywhere;
use super::image::Image;
use super::locked::{OPEN, OTHER, change, on_disk, phrase, unlock};
use super::make::{Kept, Made, draft, entry, records, revised};

const WORDS: &str = "the words that nobody is to read";

/// A book before its keys are changed, and what is in it.
struct Before {
    image: Image,
    made: Made,
    records: Vec<Record>,
    draft: Draft,
    code: Option<RecoveryCode>,
}

fn clear() -> Before {
    let (disk, made) = Made::in_memory(Kept::Clear);
    let mut store = made.open();
    let first = entry(&made.maya, 1, WORDS);
    let second = revised(&first, 2, &format!("{WORDS}, said better"));
    let records = vec![first, second];
    store.commit(&records).unwrap();
    let draft = draft(&made.maya, 3, &format!("half of {WORDS}"));
    store.save_draft(&draft).unwrap();
    drop(store);
    Before {
        image: disk.image(),
        made,
        records,
        draft,
        code: None,
    }
}

fn sealed() -> Before {
    let before = clear();
    let (disk, made) = on(&before, before.image.clone());
    let mut store = made.open();
    let set = KeyChange::Set {
        new: phrase(OPEN),
        recovery: true,
    };
    let code = change(&mut store, &made, set).unwrap().recovery;
    drop(store);
    Before {
        image: disk.image(),
        code,
        ..before
    }
}

fn on(before: &Before, image: Image) -> (Memory, Made) {
    let disk = Memory::of(image);
    let made = before.made.over(&disk);
    (disk, made)
}

/// A change, with whether the book is sealed before it.
type Change = (&'static str, bool, fn(&Before) -> KeyChange);

fn changes() -> Vec<Change> {
    vec![
        ("set", false, |_| KeyChange::Set {
            new: phrase(OTHER),
            recovery: true,
        }),
        ("change", true, |_| KeyChange::Change {
            old: phrase(OPEN),
            new: phrase(OTHER),
        }),
        ("remove", true, |_| KeyChange::Remove { old: phrase(OPEN) }),
        ("recover", true, |before| KeyChange::Recover {
            code: before.code.clone().unwrap(),
            new: phrase(OTHER),
        }),
        ("renew", true, |_| KeyChange::Renew {
            old: phrase(OPEN),
            new: phrase(OTHER),
            recovery: true,
        }),
        ("code", true, |_| KeyChange::Code {
            old: phrase(OPEN),
            wanted: true,
        }),
    ]
}

/// Opens what a crash left, with whichever passphrase opens it; says which one did.
fn enter(store: &mut Store, made: &Made) -> Result<Option<&'static str>, String> {
    if !store.is_locked(made.maya.id) {
        return Ok(None);
    }
    for text in [OTHER, OPEN] {
        match unlock(store, made, text) {
            Ok(()) => return Ok(Some(text)),
            Err(StoreError::WrongPassphrase) => {}
            Err(why) => return Err(format!("with \"{text}\": {why}")),
        }
    }
    Err("no passphrase opens it".to_owned())
}

/// What is broken in a state that a crash left, if anything.
fn broken(before: &Before, image: Image) -> Option<String> {
    let (disk, made) = on(before, image);
    let mut store = made.open();
    let entered = match enter(&mut store, &made) {
        Ok(entered) => entered,
        Err(why) => return Some(why),
    };
    let loaded = store.load(made.maya.id);
    if let Some(finding) = loaded.findings.first() {
        return Some(format!("{finding:?}"));
    }
    let there = records(loaded);
    if !before.records.iter().all(|record| there.contains(record)) {
        return Some(format!("records are missing, entered with {entered:?}"));
    }
    let (drafts, findings) = store.drafts(made.maya.id);
    if !drafts.contains(&before.draft) || !findings.is_empty() {
        return Some(format!("the draft is missing: {findings:?}"));
    }
    let findings = store.seal_what_came(made.maya.id, &mut |_, _| {});
    if !findings.is_empty() {
        return Some(format!("{findings:?}"));
    }
    let clear = on_disk(&disk, WORDS);
    if entered.is_some() && !clear.is_empty() {
        return Some(format!("in clear: {clear:?}"));
    }
    let next = entry(&made.maya, 9, WORDS);
    if let Err(why) = store.commit(std::slice::from_ref(&next)) {
        return Some(format!("nothing can be saved any more: {why}"));
    }
    if entered.is_some() && !on_disk(&disk, WORDS).is_empty() {
        return Some("what was written next is in clear".to_owned());
    }
    None
}

/// The first state in which something is broken. Also how many states were looked at.
fn first_broken(
    before: &Before,
    change_to: &KeyChange,
    lies: Lies,
    most: usize,
) -> (Option<String>, usize) {
    let (disk, made) = on(before, before.image.clone());
    disk.lie(lies);
    let mut store = made.open();
    store.load(made.maya.id);
    disk.record();
    change(&mut store, &made, change_to.clone()).unwrap();
    let mut moments = disk.history();
    moments.push(disk.image());
    let mut states = 0;
    // The everyday run looks at every fifth moment, and each time at the same.
    let every = if most > 8 { 1 } else { 5 };
    for (moment, image) in moments.iter().enumerate().step_by(every) {
        for state in image.after_crash(most) {
            states += 1;
            if let Some(why) = broken(before, state) {
                return (Some(format!("{change_to:?} at {moment}: {why}")), states);
            }
        }
    }
    (None, states)
}

fn most() -> usize {
    match std::env::var_os("AMENDS_LONG") {
        Some(_) => 64,
        None => 2,
    }
}

#[test]
fn a_crash_at_any_moment_of_a_change_of_keys_loses_no_word_and_leaves_none_in_clear() {
    let (clear, sealed) = (clear(), sealed());
    for (_, is_sealed, change_to) in changes() {
        let before = if is_sealed { &sealed } else { &clear };
        let change_to = change_to(before);
        let (broken, states) = first_broken(before, &change_to, Lies::default(), most());
        assert_eq!(broken, None);
        assert!(states > 5, "only {states} states were looked at");
    }
}

/// What a first passphrase or a removal that was cut off left is part of what the next one finds.
#[test]
fn a_passphrase_that_is_set_over_what_a_crash_left_survives_the_next_crash() {
    let (clear, sealed) = (clear(), sealed());
    let set = changes()[0].2(&clear);
    let cut_off = [
        (
            &clear,
            KeyChange::Set {
                new: phrase(OPEN),
                recovery: true,
            },
        ),
        (&sealed, KeyChange::Remove { old: phrase(OPEN) }),
    ];
    let mut unlocked = 0;
    for (before, change_to) in cut_off {
        let (disk, made) = on(before, before.image.clone());
        let mut store = made.open();
        store.load(made.maya.id);
        disk.record();
        change(&mut store, &made, change_to.clone()).unwrap();
        let (mut moments, mut seen) = (disk.history(), 0);
        moments.push(disk.image());
        for (moment, image) in moments.into_iter().enumerate() {
            let (disk, made) = on(before, image);
            let has_keys = disk.files().iter().any(|(path, _)| {
                ["/keys/", "/wraps/"]
                    .iter()
                    .any(|dir| path.to_string_lossy().contains(dir))
            });
            if !has_keys || made.open().is_locked(made.maya.id) {
                continue;
            }
            seen += 1;
            // The everyday run looks at some of them.
            if most() <= 8 && seen % 4 != 1 {
                continue;
            }
            unlocked += 1;
            let before = Before {
                image: disk.image(),
                made,
                records: before.records.clone(),
                draft: before.draft.clone(),
                code: None,
            };
            let most = if most() > 8 { most() } else { 1 };
            let (broken, _) = first_broken(&before, &set, Lies::default(), most);
            assert_eq!(broken, None, "{change_to:?} at {moment}");
        }
    }
    assert!(unlocked > 1, "only {unlocked} states were looked at");
}

#[test]
fn the_model_notices_sealed_files_that_took_their_place_before_they_were_on_disk() {
    let before = clear();
    let lies = Lies {
        files_never_sync: true,
        ..Lies::default()
    };
    let set = changes()[0].2(&before);
    assert_ne!(first_broken(&before, &set, lies, 8).0, None);
}

#[test]
fn after_a_change_only_what_it_says_opens_the_book() {
    let (clear, sealed) = (clear(), sealed());
    for (name, is_sealed, change_to) in changes() {
        let before = if is_sealed { &sealed } else { &clear };
        let (disk, made) = on(before, before.image.clone());
        let mut store = made.open();
        let changed = change(&mut store, &made, change_to(before)).unwrap();
        assert_eq!(changed.findings, [], "{name}");
        drop(store);
        let opens = |text| unlock(&mut made.open(), &made, text).is_ok();
        let (new, old) = match name {
            "remove" => (false, false),
            "code" => (false, true),
            _ => (true, false),
        };
        assert_eq!((opens(OTHER), opens(OPEN)), (new, old), "{name}");
        let sealed_now = changed.protection == Protection::Sealed;
        assert_eq!(sealed_now, name != "remove");
        assert_eq!(on_disk(&disk, WORDS).is_empty(), sealed_now, "{name}");
        let unfinished = |path: &Path| path.to_string_lossy().contains("/.new-");
        assert!(
            disk.files().iter().all(|(path, _)| !unfinished(path)),
            "{name}"
        );
        let report = made.shelf.doctor(made.book).unwrap();
        assert_eq!((report.findings, report.records), (vec![], 2), "{name}");
    }
}

#[test]
fn a_disk_that_fails_leaves_a_book_that_opens_and_says_what_was_not_done() {
    let (clear, sealed) = (clear(), sealed());
    let long = std::env::var_os("AMENDS_LONG").is_some();
    let mut count = 0;
    for (name, is_sealed, change_to) in changes() {
        let before = if is_sealed { &sealed } else { &clear };
        everywhere(|plan| {
            count += 1;
            // The everyday run tries every fourth operation with one fault, the long one each with all.
            let full = super::disk::Fault::Errno(rustix::io::Errno::NOSPC);
            if !long && (plan.for_good || plan.fault != full) {
                return if plan.at < 2 { 2 } else { 0 };
            }
            if !long && plan.at % 4 != 0 {
                return plan.at + 1;
            }
            let (disk, made) = on(before, before.image.clone());
            let mut store = made.open();
            store.load(made.maya.id);
            disk.plan(Some(plan));
            let changed = change(&mut store, &made, change_to(before));
            let operations = disk.operations();
            disk.plan(None);
            let done = changed
                .as_ref()
                .is_ok_and(|changed| changed.findings.is_empty());
            if done && name != "remove" {
                assert!(on_disk(&disk, WORDS).is_empty(), "{name} {plan:?}");
            }
            // What this window writes next is kept as the book is. Where the change got further than was said, the
            // window is told to open the book anew.
            let next = entry(&made.maya, 8, "written next");
            match store.commit(std::slice::from_ref(&next)) {
                Ok(()) | Err(NotSaved::Locked | NotSaved::KeysChanged) => {}
                Err(why) => panic!("{name} {plan:?}: {why}"),
            }
            drop(store);
            let broken = broken(before, super::faults::at_worst(&disk));
            assert_eq!(broken, None, "{name} {plan:?} {changed:?}");
            operations
        });
    }
    assert!(count > 100);
}
