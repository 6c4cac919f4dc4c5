//! Keys that are made, changed, renewed and taken away, and what is cut off on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use amends::store::{Access, Disk, Shelf};

use super::life::{ANOTHER, Life, PASSPHRASE, Run, TEXT, WORD};
use super::writing::half_write;

/// The files under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push(path),
        }
    }
    files
}

/// A new entry, and its file.
fn entry(life: &Life) -> PathBuf {
    let id = life.write(TEXT);
    let is_it = |path: &PathBuf| fs::read_to_string(path).unwrap().contains(&id);
    files(&life.space()).into_iter().find(is_it).unwrap()
}

/// The first part of what is in a file.
fn half(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    let end = bytes
        .windows(WORD.len())
        .position(|part| part == WORD.as_bytes());
    bytes.truncate(end.unwrap() + WORD.len() + 1);
    bytes
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The name that a file has while this machine writes it.
pub fn unfinished(life: &Life, path: &Path) -> PathBuf {
    let device = fs::read_to_string(life.world.path("data/local/device.json")).unwrap();
    let device: serde_json::Value = serde_json::from_str(&device).unwrap();
    let device = device["id"].as_str().unwrap();
    path.with_file_name(format!(".new-{device}-{}", stem(path)))
}

/// How often the text is whole in a book that was lived in: a mark, an answer, what an edit replaced, two
/// entries with copies, and one without its name yet.
const WHOLE: usize = 6;

/// A book in which much has happened before its owner thinks of a passphrase.
fn lived_in(life: &Life) {
    let mark = [
        "mark",
        "--safety",
        "3",
        "--trust",
        "2",
        "--connection",
        "1",
        "--note",
        TEXT,
    ];
    life.run(&mark, "").ok();
    life.run(
        &["answer", "one-moment-or-pattern.open-questions", "-"],
        TEXT,
    )
    .ok();
    let id = life.write(TEXT);
    life.run(&["edit", &id, "-"], "other words now").ok();
    half_write(life);
    // What file syncs make of two versions.
    for sign in [
        ".sync-conflict-20261122-211400-ABCDEFG",
        " (Sam's conflicted copy)",
    ] {
        let record = entry(life);
        let copy = record.with_file_name(format!("{}{sign}.json", stem(&record)));
        fs::copy(&record, copy).unwrap();
    }
    // A damaged record, with words still in it.
    let record = entry(life);
    fs::write(&record, half(&record)).unwrap();
    // What crashes left: a record before it had its name, half a record, half a draft.
    let record = entry(life);
    fs::rename(&record, unfinished(life, &record)).unwrap();
    let record = entry(life);
    fs::write(unfinished(life, &record), half(&record)).unwrap();
    fs::remove_file(&record).unwrap();
    for draft in files(&life.world.path("data/local/drafts")) {
        fs::write(unfinished(life, &draft), half(&draft)).unwrap();
    }
    // A cache, which a book of this size has not got yet.
    let shelf = Shelf::at(Arc::new(Disk), life.world.path("data")).caching_from(1);
    let book = shelf.find(None).unwrap();
    let mut store = shelf.open(book.id, Access::Write).unwrap();
    store.load(book.people[0].id);
    while store.tend_cache() {}
    assert!(!files(&life.world.path("data/local/cache")).is_empty());
}

pub fn set_on_a_book_that_was_lived_in(life: Life) -> Life {
    lived_in(&life);
    assert!(life.traces().len() > 8, "{:#?}", life.traces());
    life.seal();
    // At once, and not only when it is opened the next time.
    leaves_no_word_in_files(&life);
    assert_eq!(life.saved().matches(TEXT).count(), WHOLE);
    assert!(life.drafts().contains(TEXT));
    life
}

/// How long something takes when nothing comes in between, and that it goes well.
fn time(run: impl FnOnce() -> Run) -> Duration {
    let began = Instant::now();
    run().ok();
    began.elapsed()
}

/// Starts something with the keys and kills it after a part of the time that it takes.
fn cut_off(life: &Life, lines: &[&str], arguments: &[&str], after: Duration) {
    let mut child = life.begin(lines, arguments, "");
    std::thread::sleep(after);
    child.kill().unwrap();
    life.end(child, &format!("{arguments:?}, cut off"));
}

pub fn set_that_is_killed(life: Life) -> Life {
    let set = ["passphrase", "set"];
    // Elsewhere, to see how long it takes.
    let whole = {
        let life = Life::clear();
        lived_in(&life);
        time(|| life.give(&[PASSPHRASE, PASSPHRASE], &set, ""))
    };
    lived_in(&life);
    for part in 1..=8 {
        cut_off(&life, &[PASSPHRASE, PASSPHRASE], &set, whole * part / 8);
        // Where it came to nothing all is in clear, as it was, and it can be set again.
        if life.give(&[], &["list"], "").code == Some(0) {
            continue;
        }
        life.opens_with(PASSPHRASE);
        // What only reads changes nothing; the next thing that writes seals the rest.
        life.give(&[PASSPHRASE], &["write", "a plain line"], "")
            .ok();
        assert_eq!(life.saved().matches(TEXT).count(), WHOLE);
        leaves_no_word_in_files(&life);
        life.give(&[PASSPHRASE], &["passphrase", "remove"], "").ok();
        life.opens_with_nothing();
    }
    life.forget_what_was_said();
    life.seal();
    assert_eq!(life.saved().matches(TEXT).count(), WHOLE);
    life
}

/// Whatever else happened in clear before.
fn leaves_no_word_in_files(life: &Life) {
    let traces = life.traces();
    let files: Vec<&String> = traces
        .iter()
        .filter(|trace| trace.contains("/data/"))
        .collect();
    assert!(files.is_empty(), "{files:#?}");
}

pub fn a_change(life: Life) -> Life {
    life.write(TEXT);
    let change = ["passphrase", "change"];
    life.give(&[PASSPHRASE, ANOTHER, ANOTHER], &change, "").ok();
    life.give(&[PASSPHRASE], &["list"], "").fails();
    life.opens_with(ANOTHER);
    life.is_kept();
    life
}

pub fn renew_that_is_killed(life: Life) -> Life {
    life.write(TEXT);
    half_write(&life);
    for _ in 0..6 {
        life.write(TEXT);
    }
    let renew = ["passphrase", "renew"];
    let whole = time(|| life.give(&[PASSPHRASE, ANOTHER, ANOTHER], &renew, ""));
    let (mut old, mut new) = (ANOTHER, PASSPHRASE);
    life.opens_with(old);
    for part in 1..=8 {
        cut_off(&life, &[old, new, new], &renew, whole * part / 8);
        // One of the two opens it at every moment, and nothing is ever in clear.
        leaves_no_word_in_files(&life);
        if life.give(&[new], &["steps"], "").code == Some(0) {
            (old, new) = (new, old);
        }
        life.opens_with(old);
        assert_eq!(life.saved().matches(TEXT).count(), 7);
        assert!(life.drafts().contains(TEXT));
        // And what was begun is finished.
        life.give(&[new], &["steps"], "").fails();
    }
    life
}

pub fn a_recovery(life: Life) -> Life {
    lived_in(&life);
    let mut child = life.begin(
        &[PASSPHRASE, PASSPHRASE],
        &["passphrase", "set", "--recovery"],
        "",
    );
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    life.hear("what setting it said", output.stderr);
    let code = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    assert_eq!(code.len(), 39, "{code}");
    life.secret(&code);
    life.secret(&code.replace('-', ""));
    // Nearly right, and right.
    let wrong = format!("{}AAAA", &code[..35]);
    let recover = ["passphrase", "recover"];
    life.give(&[&wrong, ANOTHER, ANOTHER], &recover, "").fails();
    life.give(&[&code, ANOTHER, ANOTHER], &recover, "").ok();
    life.opens_with(ANOTHER);
    life.is_kept();
    life
}

pub fn taken_away_and_set_again(life: Life) -> Life {
    life.write(TEXT);
    half_write(&life);
    life.give(&[PASSPHRASE], &["passphrase", "remove"], "").ok();
    life.opens_with_nothing();
    let clear = life.traces();
    assert!(clear.len() >= 2, "it is not in clear: {clear:#?}");
    life.forget_what_was_said();
    life.seal();
    life.is_kept();
    life
}
