//! The first moments: nobody waits for the terminal's colours, and keys typed early are not lost.

use std::time::Duration;

use amends::tui::theme::{Depth, Theme, ThemeName};
use ratatui::style::Color;

use super::world::*;

const ASKED: &[u8] = b"\x1b]11;?\x1b\\";

fn asked(raw: &[u8]) -> bool {
    raw.windows(ASKED.len()).any(|bytes| bytes == ASKED)
}

#[test]
fn words_typed_before_the_first_frame_are_all_there() {
    for arguments in [&["--theme", "dark"][..], &[]] {
        let world = World::with_book().arguments(arguments);
        let mut term = world.open();
        // The book is still being opened, and the terminal has not answered anything.
        term.wait("journal")
            .keys("nno one waited for me")
            .wait("no one waited for me");
        term.keys(QUIT);
        assert_eq!(term.ended(), 0);
        term.is_as_before();
        assert_eq!(world.draft_texts(), ["no one waited for me"]);
    }
}

#[test]
fn a_terminal_that_never_answers_is_not_waited_for() {
    let world = World::with_book().arguments(&[]);
    let mut term = world.open();
    term.wait("journal");
    assert!(asked(&term.raw()));
    term.keys("q");
    assert_eq!(term.ended(), 0);
    term.is_as_before();
}

#[test]
fn the_answer_about_the_background_is_no_key_and_sets_the_colours() {
    let grey = |dark| match Theme::new(ThemeName::Auto, dark, Depth::Many, false).dim.fg {
        Some(Color::Indexed(number)) => vt100::Color::Idx(number),
        other => panic!("no colour of 256: {other:?}"),
    };
    assert_ne!(grey(true), grey(false));
    for (answer, dark) in [("0000/0000/0000", true), ("ffff/ffff/dddd", false)] {
        let world = World::with_book().arguments(&[]);
        let mut term = world.open();
        term.wait_for("the question", || asked(&term.raw()));
        // In the middle of typing, and in pieces, as a slow line delivers it.
        term.keys("n").wait(EMPTY_PAGE).keys("wo");
        term.keys("\x1b]11;rg")
            .keys(&format!("b:{answer}\x1b\\\x1b[?6"))
            .keys("2;c")
            .keys("rds");
        term.wait("words").keys("!").wait("words!");
        // Said back dimly, on the top line.
        term.until("the colours", |screen| {
            screen
                .cell(0, 2)
                .is_some_and(|cell| cell.fgcolor() == grey(dark))
        });
        term.keys(QUIT);
        assert_eq!(term.ended(), 0);
        assert_eq!(world.draft_texts(), ["words!"]);
    }
}

#[test]
fn an_answer_that_comes_late_is_not_typed_into_the_shell() {
    let world = World::with_book().arguments(&[]);
    let shell = "$AMENDS; echo [shell]; read -r -t 30 line; echo \"[got ${#line}]\"";
    let mut term = world.in_shell(shell);
    term.wait_for("the question", || asked(&term.raw()));
    term.keys("q");
    // The page is gone, and the shell has not got the terminal yet.
    term.wait_for("the end", || term.modes().all_off());
    term.keys("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;c");
    term.wait("[shell]").keys("\n").wait("[got 0]");
}

#[test]
fn nothing_wakes_it_while_nothing_happens() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("a word").wait("draft kept");
    let switches = || {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", term.pid())).unwrap();
        tasks
            .map(|task| {
                let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap();
                let line = status
                    .lines()
                    .find(|line| line.starts_with("voluntary_ctxt_switches"));
                line.unwrap()
                    .split_whitespace()
                    .nth(1)
                    .unwrap()
                    .parse::<u64>()
                    .unwrap()
            })
            .sum::<u64>()
    };
    // What the draft set going has to come to rest first, which may take a while on a busy machine. What a
    // clock wakes never rests.
    term.wait_for("a second and a half without a wake-up", || {
        let before = switches();
        std::thread::sleep(Duration::from_millis(1500));
        before == switches()
    });
}
