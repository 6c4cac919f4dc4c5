//! What may go wrong around the program: damaged files, closed pipes, full disks, and
//! another one of it at the same time.

use std::fs;
use std::process::Stdio;

use super::home::{Home, has_keys};

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
