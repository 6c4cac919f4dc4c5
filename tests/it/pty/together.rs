//! Two at once on one book: neither loses a word to the other.

use super::world::*;

#[test]
fn what_another_window_writes_is_there_when_one_looks_again() {
    let world = World::with_book();
    let mut term = world.open();
    term.wait("empty: n begins");
    world.write("from the command line");
    term.keys(FOCUS)
        .wait("one entry")
        .keys("w")
        .wait("from the command line");
    world.write("and a second one");
    term.keys(ESC)
        .wait("amends · Sam")
        .keys("g")
        .wait("2 entries");
    term.keys("w").wait("and a second one");
}

#[test]
fn the_same_exercise_is_written_in_one_window_at_a_time() {
    let world = World::with_book();
    let open = || {
        let mut term = world.open();
        term.until("home", |screen| screen.contents().contains("▸"));
        // Home offers what is half written first.
        if term.screen().contains("Go on with") {
            term.keys(ENTER);
            return term;
        }
        term.keys(ENTER).wait_focus("What I learned").keys("\x1b[B");
        term.wait_focus("What the line").keys("\x1b[B");
        term.wait_focus("What I do not know").keys(ENTER);
        term
    };
    let mut first = open();
    first
        .wait("F5 example")
        .keys("words of the first window")
        .wait("first window");
    let mut second = open();
    second.wait("being written in another window");
    first.keys(" go on").wait("window go on").keys(QUIT);
    assert_eq!(first.ended(), 0);
    // Now it is free, and the second finds what the first left, not what it knew at its own start.
    second.keys(ENTER).wait("words of the first window go on");
    second
        .keys(" in the second")
        .wait("go on in the second")
        .keys(SAVE)
        .wait("Saved.")
        .keys(QUIT);
    assert_eq!(second.ended(), 0);
    assert!(world.drafts().is_empty());
    let items = world.json(&["list", "--json"]);
    assert_eq!(
        items["items"][0]["excerpt"],
        "words of the first window go on in the second"
    );
}
