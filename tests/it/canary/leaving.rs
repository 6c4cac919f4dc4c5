//! The ways on which words may leave the book: an export, a person's own editor.

use std::fs;

use tempfile::TempDir;

use super::life::{Life, PASSPHRASE, TEXT};
use crate::pty::world::ENTER;

pub fn an_export_answered_with_no(life: Life) -> Life {
    life.write(TEXT);
    for command in [
        "$AMENDS export --format md -o out.md",
        "$AMENDS export --format json > out.json",
        "$AMENDS export --format md",
    ] {
        let mut term = life.world.in_shell(&format!("{command}; echo [code $?]"));
        term.wait("Passphrase of Sam:").keys(PASSPHRASE).keys(ENTER);
        term.wait("[y/N]").keys("no\n").wait("[code 1]");
        assert!(
            term.screen().contains("Nothing was exported"),
            "{}",
            term.screen()
        );
        life.sees(&term);
    }
    life
}

pub fn an_export_without_a_terminal(life: Life) -> Life {
    life.write(TEXT);
    let file = life.world.path("out.md").display().to_string();
    for arguments in [
        ["export", "--format", "md"].as_slice(),
        &["export", "--format", "json"],
        &["export", "--format", "md", "-o", &file],
    ] {
        let says = life.run(arguments, "").fails();
        assert!(says.contains("--in-clear"), "{says}");
    }
    assert!(!life.world.path("out.md").exists());
    life.is_kept();
    life
}

/// Where it is killed, the file is there whole, as it was asked for, or nothing of it is.
pub fn an_export_that_is_killed(life: Life) -> Life {
    for _ in 0..3 {
        life.write(&format!("{TEXT}\n").repeat(2000));
    }
    let file = life.world.path("out.md");
    let export = [
        "export",
        "--format",
        "md",
        "--in-clear",
        "-o",
        file.to_str().unwrap(),
    ];
    let began = std::time::Instant::now();
    life.run(&export, "").ok();
    let whole = began.elapsed();
    fs::remove_file(&file).unwrap();
    for part in 1..=8 {
        let mut child = life.start(&export, "");
        std::thread::sleep(whole * part / 8);
        child.kill().unwrap();
        life.end(child, "export");
        if file.exists() {
            fs::remove_file(&file).unwrap();
        }
    }
    life.is_kept();
    life
}

/// An editor that does this, in a place that is not searched, since the words are in it.
fn editor(life: Life, does: &str) -> Life {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("editor");
    fs::write(&file, does).unwrap();
    // Without another shell between them the editor's parent is the program itself.
    let life = life.set("EDITOR", &format!("exec sh {}", file.display()));
    life.keep_until_searched(dir);
    life
}

/// Writes in the editor that was set, on a terminal, and gives the exit code.
fn writes(life: &Life, code: u32) {
    let mut term = life
        .world
        .in_shell("$AMENDS --in-clear write; echo [code $?]");
    term.wait("Passphrase of Sam:").keys(PASSPHRASE).keys(ENTER);
    term.wait(&format!("[code {code}]"));
    term.ended();
    life.sees(&term);
}

fn and_more(life: Life, does: &str) -> Life {
    let says =
        format!("echo '{TEXT}' > \"$1\"; cp \"$1\" \"$(dirname \"$1\")/.text.md.swp\"; {does}");
    editor(life, &says)
}

pub fn an_editor_that_is_wanted(life: Life) -> Life {
    let life = and_more(life, "exit 0");
    writes(&life, 0);
    life.is_kept();
    life
}

pub fn an_editor_that_fails(life: Life) -> Life {
    let life = and_more(life, "exit 3");
    writes(&life, 1);
    assert!(life.drafts().contains(TEXT));
    life
}

pub fn an_editor_that_is_killed(life: Life) -> Life {
    let life = and_more(life, "kill -9 $$");
    writes(&life, 1);
    assert!(life.drafts().contains(TEXT));
    life
}

/// The program is killed while the editor is open. What the editor had goes at the next start.
pub fn a_program_that_is_killed_behind_an_editor(life: Life) -> Life {
    let life = and_more(life, "echo [written]; read -r word; kill -9 $PPID");
    let mut term = life
        .world
        .in_shell("$AMENDS --in-clear write; echo [code $?]");
    term.wait("Passphrase of Sam:").keys(PASSPHRASE).keys(ENTER);
    term.wait("[written]").keys("\n").wait("[code 137]");
    term.ended();
    life.sees(&term);
    let left = life.traces();
    assert!(
        left.iter()
            .all(|trace| trace.contains("/run/amends/sealed-")),
        "{left:#?}"
    );
    assert!(!left.is_empty(), "there was no editor");
    life.give(&[], &["books"], "").ok();
    life
}

pub fn an_editor_that_nobody_asked_for(life: Life) -> Life {
    let life = and_more(life, "exit 0");
    let id = life.write(TEXT);
    for command in ["write".to_owned(), format!("edit {id}"), "mark".to_owned()] {
        let mut term = life
            .world
            .in_shell(&format!("$AMENDS {command} < /dev/tty; echo [code $?]"));
        term.wait("Passphrase of Sam:").keys(PASSPHRASE).keys(ENTER);
        if command == "mark" {
            term.wait("How safe").keys("\x04\x04\x04\x04");
        }
        // With what an editor gave it would be 0.
        term.wait("[code 1]");
        life.sees(&term);
    }
    let mut term = life.writing();
    term.keys("\x1bOS").wait("Your own editor stays closed");
    term.keys("\x11");
    assert_eq!(term.ended(), 0);
    life.left(&term);
    life.is_kept();
    life
}
