//! What may go wrong around the program: hostile text, damaged files, closed pipes, full disks, and
//! another one of it at the same time.

use std::fs;
use std::process::Stdio;

use super::home::{Home, forge, has_keys};

/// Whether nothing in `text` can steer or mislead a terminal.
#[track_caller]
fn is_harmless(text: &str, what: &str) {
    let bad = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    assert!(!text.chars().any(bad), "{what}: {text:?}");
}

#[test]
fn no_way_out_lets_anything_through_that_steers_a_terminal() {
    let home = Home::with_book();
    let id = home.write(&[
        "plain marker",
        "--title",
        "plain title",
        "--tag",
        "plain-tag",
    ]);
    // Someone with access to the folder put this there; the program would have cleaned it.
    let evil = "\\u001b]0;x\\u0007\\u009b31m\\u202e\\u2066\\u2028marker";
    let file = home
        .records()
        .into_iter()
        .find(|file| fs::read_to_string(file).unwrap().contains("plain marker"));
    forge(&file.unwrap(), "plain ", evil);
    let find = ["search", "marker"];
    for arguments in [
        ["list"].as_slice(),
        &["list", "--json"],
        &find,
        &["search", "marker", "--json"],
        &["show", &id],
        &["show", &id, "--versions"],
        &["show", &id, "--json"],
        &["export", "--format", "md"],
        &["export", "--format", "json"],
        &["export", "--format", "md", "-o", "out.md"],
        &["doctor"],
        &["books"],
        &["backup", "sam.tar.gz"],
        &["--data-dir", "aside", "restore", "sam.tar.gz"],
        &["edit", &id, "--tag", "x"],
        &["delete", &id, "--yes"],
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        is_harmless(&run.out, &format!("{arguments:?}"));
        is_harmless(&run.err, &format!("{arguments:?}"));
    }
    is_harmless(
        &fs::read_to_string(home.path("out.md")).unwrap(),
        "the file",
    );
}

#[test]
fn names_of_people_and_books_cannot_steer_a_terminal_either() {
    let home = Home::empty();
    home.ok(&[
        "new",
        "--person",
        "Sa\u{1b}[31mm\u{202e}",
        "--name",
        "B\u{1b}c",
    ]);
    for arguments in [
        ["books"].as_slice(),
        &["books", "--json"],
        &["export", "--format", "md"],
    ] {
        is_harmless(&home.ok(arguments), &format!("{arguments:?}"));
    }
    let says = home.fails(1, &["list", "--book", "\u{1b}[2J"]);
    is_harmless(&says, "an unknown book");
    is_harmless(
        &home.fails(1, &["list", "--as", "\u{1b}[2J"]),
        "an unknown person",
    );
    is_harmless(&home.fails(1, &["show", "\u{1b}[2J"]), "an unknown id");
    is_harmless(
        &home.fails(2, &["list", "--from", "\u{1b}[2J"]),
        "an unknown date",
    );
}

#[test]
fn a_damaged_record_is_named_and_costs_only_itself() {
    let home = Home::with_book();
    let lost = home.write(&["lost words"]);
    let kept = home.write(&["kept words"]);
    assert_eq!(home.run(&["doctor"]).code, 0);
    let file = home
        .records()
        .into_iter()
        .find(|file| fs::read_to_string(file).unwrap().contains("lost words"));
    let file = file.unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("lost", "last")).unwrap();
    let run = home.run(&["list"]);
    assert!(
        run.out.contains(&kept) && !run.out.contains(&lost),
        "{run:?}"
    );
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(run.err.contains(name), "{run:?}");
    let run = home.run(&["doctor", "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    has_keys(&report, &["records", "findings", "notes"]);
    has_keys(&report["findings"][0], &["file", "what"]);
    assert!(home.run(&["doctor"]).out.contains(name));
    assert!(file.exists());
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    let home = Home::with_book();
    let id = home.write(&["words"]);
    for arguments in [
        ["list"].as_slice(),
        &["list", "--json"],
        &["show", &id],
        &["write", "more"],
        &["export", "--format", "md"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = home
            .command(arguments)
            .stdout(Stdio::from(writer))
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {says}");
        assert_eq!(says, "", "{arguments:?}");
    }
    assert!(
        home.ok(&["list"]).contains("more"),
        "it was saved all the same"
    );
}

#[test]
fn an_output_that_cannot_take_it_is_a_failure_that_is_said() {
    let home = Home::with_book();
    home.write(&["words"]);
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        return;
    };
    let output = home
        .command(&["list"])
        .stdout(Stdio::from(full))
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not be written"));
}

#[test]
fn several_at_once_lose_nothing() {
    let home = Home::with_book();
    let running: Vec<_> = (0..8)
        .map(|number| {
            home.command(&["write", &format!("words {number}")])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let items = home.json(&["list", "--json"])["items"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(items, 8);
}

#[test]
fn a_data_folder_that_cannot_be_made_is_said_so() {
    let home = Home::empty();
    fs::write(home.path("data"), "a file").unwrap();
    for arguments in [
        ["new", "--person", "Sam"].as_slice(),
        &["list"],
        &["write", "x"],
    ] {
        let says = home.fails(1, arguments);
        assert!(
            !says.is_empty() && !says.contains("panicked"),
            "{arguments:?}: {says}"
        );
    }
}
