//! What happens in the workbook, and how it comes to an end.

use std::fs;
use std::io::Write;

use rustix::process::Signal;
use serde_json::json;

use super::life::{ANOTHER, Life, PASSPHRASE, TEXT, WORD, WRONG, type_text};
use super::writing::half_write;
use crate::pty::term::Term;
use crate::pty::world::*;

pub const DOWN: &str = "\x1b[B";
const F9: &str = "\x1b[20~";

/// Leaves by the key for it.
pub fn quits(life: &Life, mut term: Term) {
    term.keys(QUIT);
    assert_eq!(term.ended(), 0);
    life.left(&term);
}

pub fn an_entry(life: Life) -> Life {
    let mut term = life.writing();
    term.keys(SAVE).wait("Saved.").keys(LOOKS);
    term.keys("w").wait("journal ·");
    term.wait(WORD);
    quits(&life, term);
    life.is_kept();
    life
}

pub fn an_edit_and_its_versions(life: Life) -> Life {
    life.write(TEXT);
    let mut term = life.open();
    term.keys("w").wait(WORD).keys("e").wait("title");
    term.keys("other words, ").wait("other words,").keys(SAVE);
    term.wait("Saved.").keys(LOOKS).keys(ENTER);
    term.wait("e change").keys("v");
    term.wait("version").wait(WORD);
    quits(&life, term);
    life.is_kept();
    life
}

pub fn a_delete(life: Life) -> Life {
    life.write(TEXT);
    let mut term = life.open();
    term.keys("w").wait(WORD).keys("d").wait("for good?");
    term.wait("Enter")
        .keys(DOWN)
        .keys(ENTER)
        .wait_gone("for good?");
    quits(&life, term);
    life
}

pub fn a_search(life: Life) -> Life {
    life.write(TEXT);
    let mut term = life.open();
    term.keys("/").wait("all that you wrote").keys(WORD);
    term.wait("one place").keys(QUIT);
    if term.ended() != 0 {
        panic!("{}", term.screen());
    }
    life.left(&term);
    life
}

pub fn a_draft_and_a_kill(life: Life) -> Life {
    let mut term = life.writing();
    term.wait("draft kept").keys(" and on").wait("and on");
    life.killed(term);
    assert!(life.drafts().contains(TEXT));
    life
}

/// A draft that was ended by this, and is kept.
fn ends(life: &Life, signal: Signal) {
    let mut term = life.writing();
    term.signal(signal);
    assert_eq!(term.ended(), 0, "{signal:?}");
    life.left(&term);
    assert!(life.drafts().contains(TEXT), "{signal:?}");
}

pub fn a_signal_to_end(life: Life) -> Life {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        ends(&life, signal);
    }
    life
}

pub fn a_window_that_is_closed(life: Life) -> Life {
    let mut term = life.writing();
    // What was pasted and not ended is in the program alone.
    term.keys(&format!("\x1b[200~{TEXT}"));
    term.hang_up().wait().unwrap();
    life.is_kept();
    life
}

pub fn a_fault(life: Life) -> Life {
    let life = life
        .set("AMENDS_TEST_PANIC", TEXT)
        .set("RUST_BACKTRACE", "full");
    let mut term = life.writing();
    term.keys(F9);
    assert_eq!(term.ended(), 1);
    assert!(
        term.screen().contains("fault of its own"),
        "{}",
        term.screen()
    );
    life.left(&term);
    life.is_kept();
    // And one on the command line, with all that was typed.
    let life = life.set("AMENDS_TEST_FAULT", TEXT);
    let says = life.run(&["write", "-"], TEXT).fails();
    assert!(says.contains("fault of its own"), "{says}");
    life
}

pub fn hiding_that_leaves(life: Life) -> Life {
    for chord in [HIDE, F12] {
        let mut term = life.writing();
        term.keys(chord);
        assert_eq!(term.ended(), 0);
        life.left(&term);
        assert_eq!(life.drafts().matches(TEXT).count(), 1);
        fs::remove_dir_all(life.world.path("data/local/drafts")).unwrap();
    }
    life
}

/// Nothing of the pages is on the terminal any more, not even on the page that is open.
fn shows_nothing(life: &Life, term: &Term) {
    term.until("an empty screen", |screen| {
        !screen.contents().contains(WORD)
    });
    assert!(term.modes().is_on("1049"));
    life.sees(term);
}

pub fn hiding_that_stays(life: Life) -> Life {
    life.settings(&json!({"hide": "stay"}));
    let mut term = life.writing();
    term.keys(HIDE);
    term.until("nothing", |screen| screen.contents().trim().is_empty());
    shows_nothing(&life, &term);
    // Words that were meant for the page; after a silence, a wrong passphrase.
    term.keys(TEXT);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    term.keys("\x1b[6~")
        .wait("passphrase")
        .keys(WRONG)
        .keys(ENTER);
    term.wait("does not open");
    life.sees(&term);
    life.killed(term);
    life.is_kept();
    life
}

pub fn a_closed_lid(life: Life) -> Life {
    let lid = life.world.path("lid");
    let life = life.set("AMENDS_TEST_LID", lid.to_str().unwrap());
    let mut term = life.writing();
    term.wait("draft kept");
    fs::write(&lid, "closed").unwrap();
    term.keys(FOCUS).wait("pages are locked");
    shows_nothing(&life, &term);
    life.killed(term);
    life.is_kept();
    life
}

pub fn a_sleep_and_a_kill(life: Life) -> Life {
    let lines = "set -m; $AMENDS; echo [back in the shell]; read -r word";
    let mut term = life.unlocked(life.world.in_shell(lines));
    type_text(&mut term);
    let pid = life.world.find_process(term.pid());
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::kill_process(pid, Signal::TSTP).unwrap();
    term.wait("[back in the shell]");
    rustix::process::kill_process(pid, Signal::KILL).unwrap();
    term.keys("on\n");
    term.ended();
    life.left(&term);
    assert!(life.drafts().contains(TEXT));
    life
}

pub fn a_wrong_passphrase_at_the_lock(life: Life) -> Life {
    life.write(TEXT);
    let mut term = life.world.open();
    term.wait("pages are locked");
    let mut says = Vec::new();
    for wrong in [WRONG, ANOTHER, "knüllmuffin", WRONG] {
        term.keys(wrong).keys(ENTER).wait("does not open it.");
        let screen = term.screen();
        let line = screen.lines().find(|line| line.contains("does not open"));
        says.push(line.unwrap().trim().to_owned());
        // It is gone with the next key.
        term.keys("x").wait_gone("does not open it.").keys("\x7f");
    }
    assert_eq!(says, ["That passphrase does not open it."; 4]);
    // Shown for a moment, and not left for the next who comes.
    term.keys(WRONG).keys("\x1bOQ").wait("knüllmuffin");
    quits(&life, term);
    life
}

pub fn two_windows(life: Life) -> Life {
    let mut first = life.writing();
    first.wait("draft kept");
    let mut second = life.open();
    second
        .keys("n")
        .wait(EMPTY_PAGE)
        .keys(TEXT)
        .wait(TEXT)
        .keys(SAVE)
        .wait("Saved.");
    life.write(TEXT);
    first.keys(HIDE);
    assert_eq!(first.ended(), 0);
    life.left(&first);
    second.keys(FOCUS).keys(LOOKS);
    second.keys("w").wait("journal ·");
    life.killed(second);
    assert_eq!(life.saved().matches(TEXT).count(), 2);
    assert_eq!(life.drafts().matches(TEXT).count(), 1);
    life
}

pub fn a_very_long_paste(life: Life) -> Life {
    let mut term = life.open();
    term.keys("n").wait(EMPTY_PAGE);
    let mut keyboard = term.keyboard();
    let hand = std::thread::spawn(move || {
        keyboard.write_all(b"\x1b[200~").unwrap();
        keyboard
            .write_all(format!("{TEXT}\n").repeat(4000).as_bytes())
            .unwrap();
        keyboard.write_all(b"\x1b[201~").unwrap();
    });
    term.wait("draft kept");
    hand.join().unwrap();
    life.killed(term);
    assert!(life.drafts().matches(TEXT).count() == 4000);
    life
}

/// Goes down to the row with these words.
pub fn choose(term: &mut Term, words: &str) {
    let focus = |screen: &vt100::Screen| {
        let contents = screen.contents();
        contents
            .lines()
            .find(|line| line.contains('▸'))
            .map(str::to_owned)
    };
    for _ in 0..30 {
        term.until("a focus", |screen| focus(screen).is_some());
        let before = term.ask(focus);
        if before.as_deref().is_some_and(|row| row.contains(words)) {
            term.keys(ENTER);
            return;
        }
        term.keys(DOWN)
            .until("the next row", |screen| focus(screen) != before);
    }
    panic!("{words:?} is not there:\n{}", term.screen());
}

/// Types a passphrase into the field that is open, and the next field.
pub fn types(term: &mut Term, passphrase: &str, dots: usize) {
    term.keys(passphrase);
    term.until("the dots", |screen| {
        screen.contents().contains(&"•".repeat(dots))
    });
    term.keys(ENTER);
}

pub fn keys_changed_in_the_workbook(life: Life) -> Life {
    life.write(TEXT);
    half_write(&life);
    let mut term = life.open();
    term.keys(",").wait("what happened, seen from you");
    choose(&mut term, "passphrase");
    term.wait("the same once more");
    let dots = PASSPHRASE.chars().count();
    types(&mut term, PASSPHRASE, dots);
    types(&mut term, PASSPHRASE, dots);
    choose(&mut term, "With a recovery code");
    choose(&mut term, "Seal my pages");
    term.wait("This is your recovery code.");
    let screen = term.screen();
    let code = screen.lines().filter(|line| line.matches('-').count() == 3);
    let code: Vec<&str> = code.map(str::trim).collect();
    assert_eq!(code.len(), 2, "{screen}");
    for half in &code {
        life.secret(half);
        life.secret(&half.replace('-', ""));
    }
    life.opens_with(PASSPHRASE);
    // Its window is closed with the code still on it.
    term.signal(Signal::TERM);
    assert_eq!(term.ended(), 0);
    life.left(&term);
    life.is_kept();
    // The code on paper opens it, and makes a new passphrase.
    let mut term = life.world.open();
    term.wait("pages are locked")
        .keys("\x1bOR")
        .wait("the recovery code");
    term.keys(&code.join("-")).wait(code[0]).keys(ENTER);
    let dots = ANOTHER.chars().count();
    types(&mut term, ANOTHER, dots);
    types(&mut term, ANOTHER, dots);
    choose(&mut term, "Open");
    term.wait("n new entry");
    life.opens_with(ANOTHER);
    quits(&life, term);
    life.is_kept();
    life
}
