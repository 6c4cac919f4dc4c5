//! Locked and still there: nothing on the screen, nothing in memory, and the words come back with the passphrase.

use std::time::Duration;

use rustix::process::Signal;

use super::hiding::{LAYERS, MARKER, written};
use super::term::Term;
use super::world::*;
use crate::cli::shut::{TURNED, in_memory, is_root};

/// A sealed book where hiding leaves an empty screen.
fn that_stays() -> World {
    let world = World::sealed();
    let local = world.path("data/local");
    std::fs::write(local.join("settings.json"), r#"{"hide":"stay"}"#).unwrap();
    world
}

/// Hides, and looks at what is left.
fn hides(term: &mut Term, chord: &str, place: &str) {
    let before = term.raw().len();
    term.keys(chord);
    term.until("nothing", |screen| screen.contents().trim().is_empty());
    assert!(term.modes().is_on("1049"), "{place}");
    let seen = term.screen_and_scrollback();
    assert!(!seen.contains(MARKER), "{place}:\n{seen}");
    let after = String::from_utf8(term.raw()[before..].to_vec()).unwrap();
    let cleared = after.find("\x1b[2J").expect("the screen was not cleared");
    assert!(
        after[cleared..].contains("\x1b]2;\x07"),
        "{place}: the title stays ours: {after:?}"
    );
    assert!(!after.contains(MARKER), "{place}: {after:?}");
}

/// Brings the lock back to an empty screen.
fn wakes(term: &mut Term) {
    // Keys within a second of hiding were meant for the page that is gone.
    std::thread::sleep(Duration::from_millis(1100));
    term.keys("\x1b[6~").wait("passphrase");
}

#[test]
fn hiding_that_stays_shows_nothing_whatever_lies_over_the_text_and_the_words_come_back() {
    for (chord, (open, sign, place)) in each([HIDE, F12], LAYERS) {
        let world = that_stays();
        let mut term = written(&world);
        term.keys(open).wait(sign);
        hides(&mut term, chord, place);
        // They are on disk while nothing is shown, and not in clear.
        term.wait_for("the draft", || world.draft_texts() == [MARKER]);
        world.keeps_to_itself(MARKER);
        wakes(&mut term);
        term.keys("some other words")
            .keys(ENTER)
            .wait("does not open");
        assert!(!term.screen().contains(MARKER), "{place}");
        // The next key takes the refusal away, and the words come back where one was.
        term.keys(PASSPHRASE).keys(ENTER).wait(MARKER);
    }
}

#[test]
fn what_is_locked_ends_like_anything_else() {
    for (signal, wakes_first) in each([Signal::TERM, Signal::HUP], [false, true]) {
        let world = that_stays();
        let mut term = written(&world);
        hides(&mut term, HIDE, "a text field");
        if wakes_first {
            wakes(&mut term);
        }
        term.signal(signal);
        assert_eq!(term.ended(), 0, "{signal:?}");
        term.is_as_before();
        let seen = term.screen_and_scrollback();
        assert!(!seen.contains(MARKER), "{seen}");
        assert_eq!(world.draft_texts(), [MARKER]);
        world.keeps_to_itself(MARKER);
    }
}

#[test]
fn where_nobody_was_for_ten_minutes_it_locks_and_the_words_come_back() {
    let world = World::sealed();
    let lid = world.path("lid");
    let world = world.set("AMENDS_TEST_LID", lid.to_str().unwrap());
    let mut term = written(&world);
    std::fs::write(&lid, "closed").unwrap();
    term.keys(FOCUS).wait("pages are locked");
    let seen = term.screen_and_scrollback();
    assert!(!seen.contains(MARKER), "{seen}");
    term.wait_for("the draft", || world.draft_texts() == [MARKER]);
    world.keeps_to_itself(MARKER);
    std::fs::remove_file(&lid).unwrap();
    term.keys(PASSPHRASE).keys(ENTER).wait(MARKER);
}

/// Reads the memory of the real program, which root alone can.
#[test]
fn what_was_on_the_page_is_not_in_memory_once_it_is_locked() {
    if !is_root() {
        return;
    }
    let world = that_stays();
    let words = String::from_utf8(TURNED.iter().map(|byte| !byte).collect()).unwrap();
    let mut term = world.writing();
    term.keys(&words).wait(&words).wait("draft kept");
    let process = term.pid().to_string();
    assert!(in_memory(&process) > 0, "it is not found where it is");
    term.keys(HIDE);
    term.until("nothing", |screen| screen.contents().trim().is_empty());
    term.wait_for("the words to be gone", || in_memory(&process) == 0);
}
