//! Terminals of every size, and sizes that change under the hand.

use super::term::Term;
use super::world::*;

const TOO_SMALL: &str = "too little room";

fn caret(term: &Term) -> (u16, u16) {
    term.ask(vt100::Screen::cursor_position)
}

#[test]
fn the_text_and_the_caret_stay_through_every_change_of_size() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("one two three").wait("one two three");
    term.keys("\x1b[D\x1b[D").keys("X").wait("one two thrXee");
    let before = caret(&term);
    term.resize(120, 40);
    term.until("a wide page", |screen| {
        screen.size().0.get() == 40 && screen.contents().contains("thrXee")
    });
    term.resize(39, 11);
    term.wait(TOO_SMALL).wait_gone("thrXee");
    term.resize(80, 24);
    term.wait("one two thrXee");
    term.until("the caret where it was", |screen| {
        screen.cursor_position() == before && !screen.hide_cursor()
    });
    term.keys("Y").wait("one two thrXYee");
    // Many at once, as when a window is dragged.
    for width in 41..120 {
        term.resize(width, 12 + width % 30);
    }
    term.resize(80, 24);
    term.keys("Z").wait("one two thrXYZee").keys(QUIT);
    assert_eq!(term.ended(), 0);
    term.is_as_before();
    assert_eq!(world.draft_texts(), ["one two thrXYZee"]);
}

#[test]
fn keys_in_a_window_that_is_too_small_change_nothing() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("all of it").wait("all of it");
    term.resize(39, 11);
    // One can always leave, however small it is.
    term.wait(TOO_SMALL)
        .keys("unseen\x7f\x7f\x1b[200~pasted\x1b[201~")
        .keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.draft_texts(), ["all of it"]);
}

#[test]
fn it_starts_in_the_smallest_terminal_and_grows() {
    for size in [(1, 1), (2, 50), (200, 1), (40, 12), (39, 11)] {
        let world = World::with_book();
        let mut term = world.open_at(size);
        term.wait_for("a first frame", || term.modes().is_on("1049"));
        term.keys("nj\r");
        term.resize(80, 24);
        term.wait("^L hide").keys(QUIT);
        assert_eq!(term.ended(), 0, "{size:?}");
        term.is_given_back();
    }
}
