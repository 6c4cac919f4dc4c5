//! Where there is a terminal: the editor opens, and what cannot be undone is asked first.

use std::fs;
use std::path::PathBuf;

use super::asked::in_terminal;
use super::home::{Home, list};

/// An editor that does what the shell script says to the file `$1`.
pub fn editor(home: &Home, script: &str) -> String {
    let file = home.path("editor.sh");
    fs::create_dir_all(home.path("run")).unwrap();
    fs::write(&file, script).unwrap();
    // Read by a shell and not run itself: what another test starts at this moment may still have it open for
    // writing, and the system runs no such file.
    format!("sh {}", file.display())
}

/// The folders of sheets that are left.
pub fn sheets(home: &Home) -> Vec<PathBuf> {
    list(&home.path("run/amends"))
}

#[test]
fn the_editor_opens_on_a_private_file_that_is_gone_afterwards() {
    let home = Home::with_book();
    let editor = editor(
        &home,
        "ls -ld \"$(dirname \"$1\")\" \"$1\" > seen; echo 'from the editor' > \"$1\"",
    );
    let (code, shown) = in_terminal(&home, &["write"], &[("EDITOR", &editor)], &[]);
    assert_eq!(code, 0, "{shown}");
    let seen = fs::read_to_string(home.path("seen")).unwrap();
    assert!(
        seen.contains("drwx------") && seen.contains("-rw-------"),
        "{seen}"
    );
    assert!(home.ok(&["list"]).contains("from the editor"));
    assert_eq!(sheets(&home).len(), 0);
}

#[test]
fn an_edit_begins_with_what_is_there() {
    let home = Home::with_book();
    let id = home.write(&["first line"]);
    let editor = editor(&home, "echo 'second line' >> \"$1\"");
    let both = [("VISUAL", editor.as_str()), ("EDITOR", "false")];
    let (code, shown) = in_terminal(&home, &["edit", &id], &both, &[]);
    assert_eq!(code, 0, "{shown}");
    let shown = home.json(&["show", &id, "--json"]);
    assert_eq!(shown["body"]["text"], "first linesecond line");
}

#[test]
fn an_editor_that_is_left_without_saving_saves_nothing() {
    let home = Home::with_book();
    for script in ["exit 1", ":"] {
        let editor = editor(&home, script);
        let (code, shown) = in_terminal(&home, &["write"], &[("EDITOR", &editor)], &[]);
        assert_eq!(code, 1, "{shown}");
    }
    assert_eq!(home.records().len(), 1, "only the role");
    assert_eq!(sheets(&home).len(), 0);
    let (code, shown) = in_terminal(&home, &["write"], &[], &[]);
    assert!(code == 1 && shown.contains("EDITOR"), "{shown}");
}

#[test]
fn an_example_that_no_one_touched_is_not_saved_as_an_answer() {
    let home = Home::with_book();
    let pack = home.pack();
    let arguments = ["answer", "--content", &pack, "walk.calm"];
    let idle = editor(&home, "cp \"$1\" seen");
    let (code, shown) = in_terminal(&home, &arguments, &[("EDITOR", &idle)], &[]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("Nothing was changed"), "{shown}");
    let seen = fs::read_to_string(home.path("seen")).unwrap();
    assert!(seen.contains("ratings"), "{seen}");
    let touched = editor(&home, "sed -i 's/5/3/' \"$1\"");
    let (code, shown) = in_terminal(&home, &arguments, &[("EDITOR", &touched)], &[]);
    assert_eq!(code, 0, "{shown}");
}

#[test]
fn what_was_written_in_the_editor_outlives_an_editor_or_a_disk_that_fails() {
    let home = Home::with_book();
    let spaces = home.records()[0]
        .parent()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let broken = format!("echo 'must stay' > \"$1\"; rm -rf {spaces}; touch {spaces}");
    for script in ["echo 'must stay' > \"$1\"; exit 3", broken.as_str()] {
        let editor = editor(&home, script);
        let (code, shown) = in_terminal(&home, &["write"], &[("EDITOR", &editor)], &[]);
        assert_eq!(code, 1, "{shown}");
        let kept = sheets(&home);
        assert_eq!(kept.len(), 1, "{shown}");
        let file = kept[0].join("text.md");
        assert_eq!(fs::read_to_string(&file).unwrap(), "must stay\n");
        let shown = shown.replace(['\r', '\n'], "");
        assert!(shown.contains(file.to_str().unwrap()), "{shown}");
        fs::remove_dir_all(&kept[0]).unwrap();
    }
}

#[test]
fn deleting_asks_and_only_a_yes_deletes() {
    let home = Home::with_book();
    let id = home.write(&["words", "--title", "A walk"]);
    for no in ["\n", "n\n", "yeah\n"] {
        let (code, shown) = in_terminal(&home, &["delete", &id], &[], &[("[y/N]", no)]);
        assert_eq!(code, 1, "{shown}");
        assert!(shown.contains("A walk"), "{shown}");
    }
    assert!(home.ok(&["list"]).contains(&id));
    let (code, shown) = in_terminal(&home, &["delete", &id], &[], &[("[y/N]", "y\n")]);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(home.ok(&["list"]), "");
}

#[test]
fn a_book_is_deleted_by_typing_its_name() {
    let home = Home::with_book();
    let (code, shown) = in_terminal(
        &home,
        &["books", "delete", "Sam"],
        &[],
        &[("delete it:", "yes\n")],
    );
    assert_eq!(code, 1, "{shown}");
    let (code, shown) = in_terminal(
        &home,
        &["books", "delete", "Sam"],
        &[],
        &[("delete it:", "Sam\n")],
    );
    assert_eq!(code, 0, "{shown}");
    assert_eq!(home.ok(&["books"]), "");
}

#[test]
fn a_list_is_cut_to_the_terminal_with_a_sign() {
    let home = Home::with_book();
    home.write(&[
        "word ".repeat(60).as_str(),
        "--title",
        "title ".repeat(20).as_str(),
    ]);
    let (_, shown) = in_terminal(&home, &["list"], &[], &[]);
    for line in shown.lines() {
        let line = line.trim_end();
        assert!(
            line.chars().count() <= 80 && (line.is_empty() || line.ends_with('…')),
            "{line:?}"
        );
    }
}

#[test]
fn a_mark_asks_for_what_is_missing_and_enter_leaves_it_blank() {
    let home = Home::with_book();
    let typed = "11\n\n3\n\na walk\n";
    let (code, shown) = in_terminal(&home, &["mark"], &[], &[("How safe", typed)]);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("A whole number from 0 to 10"), "{shown}");
    let item = home.json(&["list", "--kind", "mark", "--json"])["items"][0].clone();
    assert_eq!(item["excerpt"], "trust 3: a walk");
    // What was given is not asked for, and what stands there is said.
    let given = ["mark", "--safety", "6", "--note", "b"];
    let (code, shown) = in_terminal(&home, &given, &[], &[("How much trust", "\n\n")]);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("(3 so far)"), "{shown}");
    assert!(!shown.contains("How safe"), "{shown}");
    let item = home.json(&["list", "--kind", "mark", "--json"])["items"][0].clone();
    assert_eq!(item["excerpt"], "safety 6 \u{b7} trust 3: b");
}

#[test]
fn a_mark_of_which_nothing_is_said_is_no_mark() {
    let home = Home::with_book();
    let (code, shown) = in_terminal(&home, &["mark"], &[], &[("How safe", "\n\n\n\n")]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("Nothing was marked."), "{shown}");
    assert_eq!(home.records().len(), 1, "only the role");
}

#[test]
fn whoever_leaves_a_mark_with_ctrl_d_has_marked_nothing() {
    let home = Home::with_book();
    for answers in [
        [("How safe", "3\n"), ("How much trust", "\u{4}")],
        [("How safe", "3\n\n\n"), ("A line, if you like", "\u{4}")],
    ] {
        let (code, shown) = in_terminal(&home, &["mark"], &[], &answers);
        assert!(
            code == 1 && shown.contains("Nothing was marked."),
            "{shown}"
        );
    }
    assert_eq!(home.records().len(), 1, "only the role");
    home.ok(&["mark", "--note", "a walk"]);
    let answers = [(
        "A line, if you like (\u{201c}a walk\u{201d} so far):",
        "\u{4}",
    )];
    let given = ["mark", "--safety", "1", "--trust", "1", "--connection", "1"];
    in_terminal(&home, &given, &[], &answers);
}

#[test]
fn an_editor_that_is_not_there_or_takes_its_file_away_is_said_to_be_so() {
    let home = Home::with_book();
    for (editor, says) in [
        ("no-such-editor-anywhere", "could not be started"),
        ("/", "could not be started"),
        ("rm", "left nothing"),
        ("true", "Nothing was changed in the editor"),
        ("false", "left without saving"),
    ] {
        let (code, shown) = in_terminal(&home, &["write"], &[("EDITOR", editor)], &[]);
        let flat = shown.replace("\r\n", " ");
        assert!(code == 1 && flat.contains(says), "{editor}: {shown}");
    }
}
