//! The form on disk. The fixtures are frozen: a change that breaks one breaks people's books.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amends::domain::{
    Body, Entry, ItemId, Mark, Profile, Prompt, Record, RecordId, Role, SetAside, Setting, StepId,
};
use amends::exercise::{Answer, write};
use amends::store::{LIMIT, NotSaved};
use proptest::prelude::*;

use super::disk::{DATA, Memory};
use super::make::{Made, at, bits, entry, records};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/tests/it/store/fixtures/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(path).unwrap()
}

fn id(number: u64) -> RecordId {
    RecordId::from_random(bits(1000 + number))
}

/// The records of the fixtures, as they are in memory.
pub fn frozen(made: &Made) -> Vec<(&'static str, Record)> {
    let record = |number, body| Record {
        body,
        ..entry(&made.maya, number, "")
    };
    let entry = Entry {
        at: at("2026-08-21T07:30:00+02:00"),
        title: "Monday".to_owned(),
        text: "He said \"nothing\".\n\nIt was not — 夜 👩‍👩‍👧.".to_owned(),
        tags: vec!["sleep".to_owned(), "us".to_owned()],
    };
    let mut revised = record(1, Body::Entry(entry));
    revised.replaces = vec![id(7), id(8)];
    let text = "I cannot sleep.".to_owned();
    let mut answer = record(2, Body::Answer(Answer::Write(write::Answer { text })));
    answer.item = Some(ItemId::try_from("owning-it.what-i-did".to_owned()).unwrap());
    answer.prompt = Some(Box::new(Prompt {
        pack: "amends 1".to_owned(),
        title: "Owning it".to_owned(),
        text: "What did you do?".to_owned(),
        labels: [("a".to_owned(), "What I did".to_owned())].into(),
        several: false,
    }));
    let profile = Profile {
        role: Role::Hurt,
        setting: Setting::Alone,
    };
    let aside = SetAside {
        step: StepId::try_from("listening".to_owned()).unwrap(),
        aside: true,
    };
    let mark = Mark {
        day: "2026-08-21".parse().unwrap(),
        safety: Some(6),
        trust: None,
        connection: Some(0),
        note: "It rained — 夜.".to_owned(),
    };
    vec![
        ("entry", revised),
        ("answer", answer),
        ("profile", record(3, Body::Profile(profile))),
        ("set_aside", record(4, Body::SetAside(aside))),
        ("mark", record(6, Body::Mark(mark))),
        ("purge", record(5, Body::Purge(vec![id(9)]))),
    ]
}

fn made() -> (Memory, Made, PathBuf) {
    let disk = Memory::new();
    let made = Made::on(Arc::new(disk.clone()), Path::new(DATA));
    let space = made
        .shelf
        .folder(made.book)
        .join("spaces")
        .join(made.maya.space.to_string());
    (disk, made, space)
}

pub fn bytes_at(disk: &Memory, path: &Path) -> Vec<u8> {
    let found = disk.files().into_iter().find(|(there, _)| there == path);
    found.map(|(_, bytes)| bytes).unwrap_or_default()
}

#[test]
fn what_was_frozen_reads_and_is_still_written_with_the_same_bytes() {
    for place in 0..6 {
        let (disk, made, space) = made();
        let (name, record) = frozen(&made).swap_remove(place);
        let path = space.join(format!("{}.json", record.id));
        disk.put(&path, &fixture(name));
        assert_eq!(
            records(made.open().load(made.maya.id)),
            std::slice::from_ref(&record),
            "{name}"
        );

        let (disk, made, _) = self::made();
        made.open().commit(&[record]).unwrap();
        let written = String::from_utf8(bytes_at(&disk, &path)).unwrap();
        assert_eq!(written, String::from_utf8(fixture(name)).unwrap());
    }
}

#[test]
fn the_files_of_a_book_and_a_person_are_written_as_they_were_frozen() {
    let (disk, made, _) = made();
    let folder = made.shelf.folder(made.book);
    assert_eq!(bytes_at(&disk, &folder.join("book.json")), fixture("book"));
    let person = folder.join("people").join(format!("{}.json", made.maya.id));
    assert_eq!(bytes_at(&disk, &person), fixture("person"));
    assert_eq!(
        bytes_at(&disk, &folder.join(".gitattributes")),
        b"* -text\n"
    );
}

#[test]
fn what_a_newer_version_wrote_is_kept_counted_and_no_fault() {
    let (disk, made, space) = made();
    for name in ["unknown_kind", "sealed", "newer_format"] {
        disk.put(&space.join(format!("{name}.json")), &fixture(name));
    }
    let mut store = made.open();
    let loaded = store.load(made.maya.id);
    assert_eq!(loaded.findings, []);
    assert_eq!(loaded.locked, 1);
    assert_eq!(loaded.notes.len(), 1, "{:?}", loaded.notes);
    let kinds: Vec<&str> = loaded
        .records
        .iter()
        .map(|record| record.body.kind())
        .collect();
    assert_eq!(kinds, ["promise"]);
    assert!(matches!(
        store.commit(&records(loaded)),
        Err(NotSaved::NoKeys)
    ));

    let report = made.shelf.doctor(made.book).unwrap();
    let what: Vec<&str> = report.findings.iter().map(|f| f.what.as_str()).collect();
    assert!(
        matches!(what[..], [keys] if keys.starts_with("The keys of 1")),
        "{what:?}"
    );
    assert_eq!(report.records, 2);
    assert_eq!(report.notes.len(), 3, "{:?}", report.notes);
    for name in ["unknown_kind", "sealed", "newer_format"] {
        assert_eq!(
            bytes_at(&disk, &space.join(format!("{name}.json"))),
            fixture(name)
        );
    }
}

#[test]
fn a_record_of_a_newer_kind_is_not_written_again_by_this_version() {
    let (_, made, _) = made();
    let mut record = entry(&made.maya, 1, "");
    record.body = Body::Unknown {
        kind: "promise".to_owned(),
    };
    assert!(matches!(
        made.open().commit(&[record]),
        Err(NotSaved::NewerKind)
    ));
}

#[test]
fn an_answer_with_a_field_of_a_newer_version_is_kept_and_no_fault() {
    let (disk, made, space) = made();
    let line = String::from_utf8(fixture("answer")).unwrap();
    let line = line.replace("\"text\":\"I cannot sleep.\"", "\"text\":\"I\",\"mood\":3");
    disk.put(
        &space.join("x.json"),
        &summed(line.split(",\"sum\"").next().unwrap()),
    );
    let loaded = made.open().load(made.maya.id);
    assert_eq!(loaded.findings, []);
    assert_eq!(
        loaded.records[0].body,
        Body::Unknown {
            kind: "answer".to_owned()
        }
    );
}

/// The line with its checksum, computed apart from the code that is tested.
pub fn summed(line: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let digits: String = Sha256::digest(line.as_bytes())[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{line},\"sum\":\"{digits}\"}}\n").into_bytes()
}

#[test]
fn what_is_right_by_its_checksum_and_no_record_is_named() {
    for line in [
        "{\"v\":1",
        "{",
        "{\"v\":1,\"id\":7",
        "[1]",
        "{\"v\":1,\"id\":\"x\",\"space\":\"y\"",
    ] {
        let (disk, made, space) = made();
        disk.put(&space.join("x.json"), &summed(line));
        assert_eq!(made.open().load(made.maya.id).findings.len(), 1, "{line}");
    }
}

#[test]
fn a_record_of_more_than_16_mib_is_refused_and_kept_as_the_draft() {
    let (_, made, _) = made();
    let mut store = made.open();
    let fits = entry(&made.maya, 1, &"a".repeat(LIMIT - 1000));
    store.commit(std::slice::from_ref(&fits)).unwrap();
    let text = "a".repeat(LIMIT);
    let long = entry(&made.maya, 2, &text);
    assert!(matches!(store.commit(&[long]), Err(NotSaved::TooLarge)));
    store
        .save_draft(&super::make::draft(&made.maya, 2, &text))
        .unwrap();
    drop(store);
    let mut store = made.open();
    assert_eq!(records(store.load(made.maya.id)), [fits]);
    assert_eq!(store.drafts(made.maya.id).0[0].caret, LIMIT);
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was(
        text in any::<String>(),
        title in any::<String>(),
        tags in proptest::collection::vec(any::<String>(), 0..3),
        offset in -14 * 60..14 * 60i32,
        seconds in 0..4_000_000_000i64,
    ) {
        let (_, made, _) = made();
        let zone = chrono::FixedOffset::east_opt(offset * 60).unwrap();
        let time = chrono::DateTime::from_timestamp(seconds, 123_456_789).unwrap();
        let mut record = entry(&made.maya, 1, "");
        record.at = time.with_timezone(&zone);
        record.body = Body::Entry(Entry { at: record.at, title, text, tags });
        made.open().commit(std::slice::from_ref(&record)).unwrap();
        let back = records(made.open().load(made.maya.id));
        prop_assert_eq!(back[0].at.offset(), record.at.offset());
        prop_assert_eq!(back, [record]);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (disk, made, space) = made();
        disk.put(&space.join("x.json"), &bytes);
        prop_assert_eq!(made.open().load(made.maya.id).findings.len(), 1);
        let line = String::from_utf8_lossy(&bytes);
        disk.put(&space.join("x.json"), &summed(&line));
        made.open().load(made.maya.id);
    }
}
