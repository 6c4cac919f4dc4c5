//! Packs on the command line.

use std::fs;

use super::home::{Home, has_keys};

#[test]
fn a_new_pack_passes_its_own_check_and_is_listed() {
    let home = Home::empty();
    let packs = home.ok(&["content", "where"]);
    let dir = format!("{}/mine", packs.trim());
    home.ok(&["content", "new", &dir]);
    assert!(
        home.fails(1, &["content", "new", &dir])
            .contains("not empty")
    );
    let checked = home.json(&["content", "check", &dir, "--json"]);
    has_keys(&checked, &["findings"]);
    let listed = home.json(&["content", "list", "--json"]);
    assert_eq!(listed["packs"].as_array().unwrap().len(), 2);
    assert!(home.ok(&["content", "list"]).contains("built in"));
}

#[test]
fn the_commands_for_a_new_pack_can_be_pasted_whatever_its_folder_is_called() {
    let home = Home::with_book();
    let run = home.run(&["content", "new", "it's $(mine)"]);
    assert!(
        run.err.contains(r"check 'it'\''s $(mine)'` checks"),
        "{run:?}"
    );
    assert!(
        run.err.contains(r"--content 'it'\''s $(mine)'` uses"),
        "{run:?}"
    );
}

#[test]
fn what_is_wrong_with_a_pack_is_said_with_its_place() {
    let home = Home::with_book();
    let dir = home.pack();
    let stage = format!("{dir}/stages/1-first.toml");
    let text = fs::read_to_string(&stage).unwrap();
    fs::write(&stage, text.replace("\"scale\"", "\"skale\"")).unwrap();
    let run = home.run(&["content", "check", &dir, "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let checked: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let findings = checked["findings"].as_array().unwrap();
    for finding in findings {
        has_keys(
            finding,
            &["file", "line", "column", "severity", "message", "hint"],
        );
    }
    assert!(
        findings
            .iter()
            .any(|finding| finding["severity"] == "error")
    );
    assert!(home.run(&["content", "check", &dir]).out.contains("skale"));
    let says = home.fails(1, &["steps", "--content", &dir]);
    assert!(
        says.contains("skale") && says.contains("cannot be used"),
        "{says}"
    );
    home.fails(2, &["content", "check"]);
    let run = home.run(&["content", "check", "/nowhere"]);
    assert!(
        run.out.contains("it is not there") && !run.out.contains("os error"),
        "{run:?}"
    );
    let run = home.run(&["content", "check", "/nowhere", "--json"]);
    let checked: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert!(checked["findings"][0]["line"].is_null(), "{run:?}");
    home.fails(1, &["steps", "--content", "/nowhere"]);
}
