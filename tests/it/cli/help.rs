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

#[test]
fn the_readme_says_of_a_passphrase_what_the_program_says() {
    use amends::domain::protection::{COPIES, FORGOTTEN, PROTECTS, RECOVERY};
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let Ok(readme) = std::fs::read_to_string(path) else {
        return;
    };
    let words: Vec<&str> = readme.split_whitespace().collect();
    let readme = words.join(" ");
    let welcome = amends::content::embedded().welcome.not_protected;
    let ours = [PROTECTS, COPIES, FORGOTTEN, RECOVERY].map(str::to_owned);
    for said in ours.iter().chain(&welcome) {
        assert!(readme.contains(said.as_str()), "not in the README: {said}");
    }
}
