//! Help, version, completions and manual: what people and shells read about the program.

use super::home::Home;

#[test]
fn help_and_version_are_data() {
    let home = Home::empty();
    let help = home.ok(&["--help"]);
    for command in [
        "new",
        "books",
        "write",
        "steps",
        "answer",
        "mark",
        "list",
        "search",
        "show",
        "edit",
        "delete",
        "export",
        "content",
        "doctor",
        "backup",
        "restore",
        "passphrase",
        "completions",
        "man",
    ] {
        assert!(
            help.contains(&format!("  {command} ")),
            "{command} is not in {help}"
        );
        assert!(home.ok(&[command, "--help"]).contains("Usage:"));
    }
    assert!(home.ok(&["--version"]).starts_with("amends "));
    assert!(!home.data().exists(), "asking for help makes nothing");
}

#[test]
fn what_is_not_a_command_is_a_usage_error() {
    let home = Home::empty();
    home.fails(2, &["wriet"]);
    home.fails(2, &["list", "--no-such"]);
    for later in ["import", "worksheet", "demo"] {
        home.fails(2, &[later]);
    }
    home.fails(2, &["--plain"]);
    assert!(home.fails(2, &["--theme", "pink"]).contains("mono"));
}

#[test]
fn a_usage_line_shows_what_is_needed_and_a_slip_is_offered_nothing_dangerous() {
    let home = Home::empty();
    let says = home.fails(2, &["search"]);
    assert!(says.contains("Usage: amends search <WORDS>..."), "{says}");
    let help = home.ok(&["--help"]);
    assert!(help.contains("AMENDS_DATA_DIR"), "{help}");
    for slip in ["---", "--in-clera", "--incl"] {
        let says = home.fails(2, &["write", slip]);
        assert!(!says.contains("--in-clear"), "{says}");
    }
    let says = home.fails(2, &["write", "--titel", "x"]);
    assert!(says.contains("--title"), "{says}");
}

#[test]
fn an_argument_cannot_steer_the_terminal_through_an_error() {
    let home = Home::empty();
    let says = home.fails(2, &["\u{1b}]0;title\u{7}x"]);
    assert!(
        !says.contains('\u{1b}') && !says.contains('\u{7}'),
        "{says:?}"
    );
}

#[test]
fn completions_are_there_for_each_shell() {
    let home = Home::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.ok(&["completions", shell]);
        assert!(
            script.contains("amends") && script.contains("search"),
            "{shell}"
        );
    }
    home.fails(2, &["completions", "tcsh"]);
}

#[test]
fn the_manual_is_there_for_the_program_and_for_each_command() {
    let home = Home::empty();
    let page = home.ok(&["man"]);
    assert!(
        page.contains(".TH") && page.contains("data\\-dir"),
        "{page}"
    );
    assert!(home.ok(&["man", "write"]).contains("title"));
    home.fails(2, &["man", "nothing"]);
}

#[test]
fn without_a_terminal_the_workbook_stays_shut() {
    let home = Home::with_book();
    assert!(home.fails(1, &[]).contains("terminal"));
}

/// The lines of each list in a chapter of the README.
fn lists(chapter: &str) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    let mut before = "";
    for line in chapter.lines() {
        let goes_on = line.starts_with("  ") && !before.is_empty();
        match (line.strip_prefix("- "), lists.last_mut()) {
            (Some(begins), Some(list)) if !before.is_empty() => list.push(begins.to_owned()),
            (Some(begins), _) => lists.push(vec![begins.to_owned()]),
            (None, Some(list)) if goes_on => {
                let words = format!(" {}", line.trim());
                list.last_mut().unwrap().push_str(&words);
            }
            (None, _) => {}
        }
        before = line;
    }
    lists
}

#[test]
fn the_readme_says_what_is_protected_in_the_words_of_the_program() {
    use amends::domain::protection::{COPIES, FORGOTTEN, IN_CLEAR, PROTECTS, RECOVERY};
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let Ok(readme) = std::fs::read_to_string(path) else {
        return;
    };
    let begin = readme.find("## What is protected").unwrap();
    let chapter = readme[begin..].split("\n## ").next().unwrap();
    let with_a_passphrase = [PROTECTS, COPIES, FORGOTTEN, RECOVERY].map(str::to_owned);
    let in_no_case = amends::content::embedded().welcome.not_protected;
    // Neither says anything that the other does not.
    assert_eq!(lists(chapter), [with_a_passphrase.to_vec(), in_no_case]);
    let words: Vec<&str> = chapter.split_whitespace().collect();
    let chapter = words.join(" ");
    assert!(chapter.contains(IN_CLEAR), "not in the README: {IN_CLEAR}");
}
