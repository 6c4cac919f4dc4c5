//! Hide in one chord: from everywhere, at once, and nothing of ours is left to be seen.

use super::term::{EARLIER, Term};
use super::world::*;

pub const MARKER: &str = "Nobody was to read this";

/// What can lie over a text field: the keys that bring it, what it shows, and its name.
pub const LAYERS: [(&str, &str, &str); 4] = [
    ("", MARKER, "a text field"),
    (PALETTE, "what would you like to do", "the palette"),
    ("\x1b?", "A journal entry", "the key help"),
    (F1, "In danger now", "the help page"),
];

/// Presses the chord and looks at what is left.
fn hides(world: &World, mut term: Term, chord: &str, drafts: &[&str], place: &str) {
    let before = term.raw().len();
    term.keys(chord);
    assert_eq!(term.ended(), 0, "{place}");
    term.is_as_before();
    let seen = term.screen_and_scrollback();
    assert!(!seen.contains(MARKER), "{place}:\n{seen}");
    assert_eq!(seen.trim(), format!("{EARLIER}\n$ amends"), "{place}");
    let after = String::from_utf8(term.raw()[before..].to_vec()).unwrap();
    assert!(
        after.contains("\x1b[2J") && after.contains("\x1b[?1049l"),
        "{place}: {after:?}"
    );
    assert!(
        after.contains("\x1b[23;2t"),
        "{place}: the title stays ours: {after:?}"
    );
    assert!(!after.contains(MARKER), "{place}: {after:?}");
    assert!(
        after.find("\x1b[2J") < after.find("\x1b[?1049l"),
        "{place}: cleared too late"
    );
    assert_eq!(world.draft_texts(), drafts, "{place}");
    world.keeps_to_itself(MARKER);
}

pub fn written(world: &World) -> Term {
    let mut term = world.writing();
    term.keys(MARKER).wait(MARKER);
    term
}

#[test]
fn it_hides_from_a_text_field_and_from_everything_that_can_lie_over_it() {
    for (book, chord) in each(BOOKS, [HIDE, F12]) {
        for (open, sign, place) in LAYERS {
            let world = book();
            let mut term = written(&world);
            term.keys(open).wait(sign);
            hides(&world, term, chord, &[MARKER], place);
        }
    }
}

#[test]
fn it_hides_from_pages_from_a_question_and_from_a_small_window() {
    for book in BOOKS {
        hides_from_pages(&book());
    }
}

fn hides_from_pages(world: &World) {
    world.write(MARKER);
    let opened = |keys: &[(&str, &str)]| {
        let mut term = world.open();
        term.wait("one entry");
        for (key, sign) in keys {
            term.keys(key).wait(sign);
        }
        term
    };
    hides(world, opened(&[("w", MARKER)]), HIDE, &[], "the journal");
    hides(
        world,
        opened(&[("w", MARKER), ("d", "for good?")]),
        HIDE,
        &[],
        "a question",
    );
    hides(
        world,
        opened(&[("/", "all that you wrote")]),
        F12,
        &[],
        "search",
    );
    let term = opened(&[("w", MARKER)]);
    term.resize(39, 8);
    term.until("the word for a small window", |s| {
        s.contents().contains("too little room")
    });
    term.resize(80, 24);
    term.until("the page", |s| s.contents().contains(MARKER));
    hides(world, term, HIDE, &[], "after a resize");
}

#[test]
fn keys_that_were_still_on_their_way_do_not_reach_the_shell() {
    for book in BOOKS {
        let world = book();
        let mut term =
            world.in_shell("$AMENDS; echo; echo [shell]; read -r -t 30 line; echo \"[got $line]\"");
        world.unlock(&mut term);
        term.wait("n new entry").keys("n").wait(EMPTY_PAGE);
        term.keys("a word").wait("a word");
        // The hand is quicker than the program, and has sent more than the terminal's line holds.
        term.keys(&format!("{HIDE}{}", "MARKER ".repeat(5000)));
        term.wait("[shell]").keys("\n").wait("[got");
        assert!(term.modes().all_off());
        let seen = term.screen_and_scrollback();
        assert!(!seen.contains("MARKER"), "{seen}");
        assert_eq!(world.draft_texts(), ["a word"]);
    }
}
