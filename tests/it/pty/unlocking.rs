//! The passphrase for the workbook from a descriptor, as a password manager hands it over.

use std::fs;

use super::term::Term;
use super::world::*;

/// A book with a passphrase, and an entry behind it.
fn sealed() -> World {
    let world = World::sealed();
    world.write("Words behind the lock");
    world
}

/// The workbook with this on descriptor 3.
fn with(world: &World, lines: &str) -> Term {
    fs::write(world.path("lines"), lines).unwrap();
    world.in_shell("$AMENDS --passphrase-fd 3 3< lines; echo [code $?]")
}

#[test]
fn it_opens_the_pages_without_a_question() {
    let world = sealed();
    let mut term = with(&world, &format!("{PASSPHRASE}\nand another line\n"));
    term.wait("n new entry")
        .keys("w")
        .wait("Words behind the lock");
    term.keys(QUIT).wait("[code 0]");
    let shown = String::from_utf8(term.raw()).unwrap();
    assert!(!shown.contains(PASSPHRASE) && !shown.contains("another line"));
}

#[test]
fn a_wrong_one_is_said_at_the_lock_where_the_right_one_can_be_typed() {
    let world = sealed();
    let mut term = with(&world, "not these words\n");
    term.wait("That passphrase does not open it.")
        .wait("pages are locked");
    term.keys(PASSPHRASE).keys(ENTER).wait("n new entry");
    term.keys(QUIT).wait("[code 0]");
}

#[test]
fn a_descriptor_with_no_passphrase_is_said_before_the_screen_is_taken() {
    let world = sealed();
    for (lines, says) in [("", "There is no line on descriptor"), ("\n", "is empty")] {
        let mut term = with(&world, lines);
        term.wait(says).wait("[code 1]");
        let shown = String::from_utf8(term.raw()).unwrap();
        assert!(!shown.contains("\x1b[?1049h"), "{shown:?}");
    }
}

#[test]
fn where_nothing_is_locked_it_makes_no_difference() {
    let world = World::with_book();
    let mut term = with(&world, &format!("{PASSPHRASE}\n"));
    term.wait("not locked").wait("n new entry").keys(QUIT);
    term.wait("[code 0]");
}
