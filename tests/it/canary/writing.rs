//! What is written, changed, looked for and taken away on the command line.

use std::fs;
use std::io::ErrorKind;
use std::process::Child;

use serde_json::Value;

use super::life::{Life, TEXT, WORD, WRONG};
use crate::cli::shut::{is_root, soon};
use crate::pty::world::ENTER;

pub fn an_argument(life: Life) -> Life {
    life.run(&["write", TEXT, "--title", WORD, "--tag", WORD], "")
        .ok();
    life.is_kept();
    life
}

pub fn standard_input(life: Life) -> Life {
    life.write(TEXT);
    life.is_kept();
    life
}

/// Puts the text wherever an answer has words of a person's own. The other words are ids and choices.
fn with_words(shape: &mut Value) -> bool {
    match shape {
        Value::String(text) if text.ends_with('.') => {
            *shape = TEXT.into();
            true
        }
        Value::Array(parts) => parts.iter_mut().map(with_words).fold(false, |a, b| a | b),
        Value::Object(parts) => {
            let own = parts.iter_mut().filter(|(name, _)| *name != "heard");
            own.map(|(_, part)| with_words(part))
                .fold(false, |a, b| a | b)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

pub fn an_answer_of_each_kind(life: Life) -> Life {
    let steps = life.json(&["steps", "--json"]);
    let all = |value: &Value, name: &str| value[name].as_array().unwrap().clone();
    let stages = all(&steps, "stages").into_iter();
    let steps = stages.flat_map(|stage| all(&stage, "steps"));
    let exercises = steps.flat_map(|step| all(&step, "exercises"));
    let (mut kinds, mut with_own) = (Vec::new(), 0);
    for exercise in exercises {
        let (kind, id) = (exercise["kind"].clone(), exercise["id"].as_str().unwrap());
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        // The exercise says as much about a person as the answer.
        life.secret(
            id.split('.')
                .next_back()
                .filter(|id| id.len() >= 8)
                .unwrap_or(WORD),
        );
        let shape = life.shows(&["answer", id, "--show-shape"]);
        let answer = match serde_json::from_str(&shape) {
            Ok(mut shape) => {
                with_own += usize::from(with_words(&mut shape));
                shape.to_string()
            }
            Err(_) => TEXT.to_owned(),
        };
        life.run(&["answer", id, "-"], &answer).ok();
    }
    assert!(
        kinds.len() > 12 && with_own > 9,
        "{} {with_own}",
        kinds.len()
    );
    life.is_kept();
    life
}

pub fn a_mark(life: Life) -> Life {
    let mark = ["mark", "--safety", "3", "--trust", "2", "--connection", "1"];
    life.run(&[&mark[..], &["--note", TEXT]].concat(), "").ok();
    life.is_kept();
    life
}

pub fn an_edit(life: Life) -> Life {
    let id = life.write(TEXT);
    life.run(&["edit", &id, "-"], "other words now").ok();
    life.run(&["edit", &id, "-", "--title", WORD], "and others again")
        .ok();
    assert!(life.shows(&["show", &id, "--versions"]).contains(WORD));
    life
}

pub fn a_delete(life: Life) -> Life {
    let id = life.write(TEXT);
    life.run(&["edit", &id, "-"], &format!("{TEXT}, said better"))
        .ok();
    // What a sync made of one of them.
    let space = life.space();
    let record = fs::read_dir(&space)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let copy = format!("{}.sync-conflict-20261122.json", record.display());
    fs::copy(&record, copy).unwrap();
    life.run(&["delete", &id, "--yes"], "").ok();
    assert!(!life.saved().contains(WORD));
    life
}

pub fn a_search(life: Life) -> Life {
    life.write(TEXT);
    assert!(life.shows(&["search", WORD]).contains(WORD));
    life.run(&["search", "knüllmuffin"], "");
    life
}

/// Every command for someone who does not have the passphrase.
pub fn nobodys_commands(life: Life) -> Life {
    let id = life.write(TEXT);
    let file = life.world.path("out.md").display().to_string();
    for arguments in [
        ["list"].as_slice(),
        &["list", "--json"],
        &["show", &id],
        &["show", &id, "--versions", "--json"],
        &["search", WORD],
        &["steps"],
        &["edit", &id, TEXT],
        &["write", TEXT],
        &["write", "-"],
        &["mark", "--note", TEXT],
        &["delete", &id, "--yes"],
        &["export", "--format", "md"],
        &["export", "--format", "json", "--in-clear", "-o", &file],
        &["passphrase", "remove"],
    ] {
        life.give(&[], arguments, TEXT).fails();
    }
    life.is_kept();
    life
}

pub fn a_wrong_passphrase(life: Life) -> Life {
    let id = life.write(TEXT);
    let says: Vec<String> = (0..4)
        .map(|_| life.give(&[WRONG], &["show", &id], "").fails())
        .collect();
    is_plain(&says);
    // At the terminal there are a few tries, and nobody counts aloud.
    let mut term = life.world.in_shell("$AMENDS list; echo [code $?]");
    for tries in 1..=3 {
        term.wait("Passphrase of Sam:").keys(WRONG).keys(ENTER);
        term.until("the next question or the end", |screen| {
            let count = |words| screen.contents().matches(words).count();
            let asked = count("Passphrase of Sam:") > tries || count("[code") > 0;
            count("does not open") == tries && asked
        });
    }
    term.wait("[code 1]");
    let screen = term.screen();
    let refusals = screen.lines().filter(|line| line.contains("does not open"));
    is_plain(&refusals.map(|line| format!("{line}\n")).collect::<Vec<_>>());
    life.sees(&term);
    life.is_kept();
    life
}

/// The same sentence each time, which says nothing of how often or how nearly.
fn is_plain(says: &[String]) {
    assert!(says.len() >= 3, "{says:?}");
    for one in says {
        assert_eq!(one.trim(), says[0].trim());
        let lower = one.to_lowercase();
        for count in ["try", "tries", "attempt", "left", "more", "time", "almost"] {
            assert!(!lower.contains(count), "{one}");
        }
        assert!(!one.contains(|c: char| c.is_ascii_digit()), "{one}");
    }
}

pub fn a_backup_and_its_restore(life: Life) -> Life {
    life.write(TEXT);
    half_write(&life);
    let file = life.world.path("book.tar.gz").display().to_string();
    life.give(&[], &["backup", &file], "").ok();
    let other = life.world.path("other").display().to_string();
    life.give(&[], &["--data-dir", &other, "restore", &file], "")
        .ok();
    let list = life.shows(&["--data-dir", &other, "list"]);
    assert!(list.contains(WORD), "{list}");
    life.is_kept();
    life
}

/// Leaves an entry half written.
pub fn half_write(life: &Life) {
    let mut term = life.writing();
    term.keys("\x11");
    assert_eq!(term.ended(), 0);
    life.left(&term);
}

pub fn doctor_before_the_lock(life: Life) -> Life {
    life.write(TEXT);
    life.give(&[], &["doctor"], "").ok();
    let record = fs::read_dir(life.space())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = fs::read(&record).unwrap();
    bytes[200] ^= 1;
    fs::write(&record, &bytes).unwrap();
    life.give(&[], &["doctor", "--json"], "");
    life.give(&[], &["doctor"], "").fails();
    life
}

pub fn a_check_of_content(life: Life) -> Life {
    life.write(TEXT);
    let pack = life.world.path("pack").display().to_string();
    life.run(&["content", "new", &pack], "").ok();
    life.run(&["content", "check", &pack], "").ok();
    life.run(&["--content", &pack, "steps"], "").ok();
    life.is_kept();
    life
}

pub fn a_deleted_book(life: Life) -> Life {
    life.write(TEXT);
    half_write(&life);
    let books = life.json(&["books", "--json"]);
    let name = books["books"][0]["name"].as_str().unwrap();
    life.give(&[], &["books", "delete", name, "--yes"], "").ok();
    assert_eq!(
        life.give(&[], &["books", "--json"], "")
            .ok()
            .matches("name")
            .count(),
        0
    );
    life
}

/// What the system tells others about a process.
fn hear_process(life: &Life, pid: u32) {
    for file in ["cmdline", "environ", "comm", "status", "maps", "mountinfo"] {
        let path = format!("/proc/{pid}/{file}");
        match fs::read(&path) {
            Ok(told) => life.hear(&path, told),
            // To others than root the system tells less of a process that is shut off.
            Err(error) => assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{path}"),
        }
    }
}

pub fn a_running_process(life: Life) -> Life {
    // It has a file open, where that can be seen; and it waits for the rest of the text.
    let reads = |child: &Child| match fs::read_dir(format!("/proc/{}/fd", child.id())) {
        Ok(open) => open.count() > 3,
        Err(_) => !is_root(),
    };
    let child = life.start(&["write", "-"], TEXT);
    soon("a file to be opened", || reads(&child));
    hear_process(&life, child.id());
    let mut child = child;
    drop(child.stdin.take());
    life.end(child, "write").ok();
    let term = life.writing();
    hear_process(&life, term.pid());
    life.killed(term);
    life.is_kept();
    life
}
