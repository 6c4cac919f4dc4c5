//! What comes up: on home, on its page, and what it leads to.

use super::letter::LETTERS;
use super::promise::PROMISES;
use crate::domain::Role;
use crate::tui::app::Look;
use crate::tui::command::Place;
use crate::tui::testing::{LOOK, MONO, Table, item, profile};
use crate::tui::view::Route;

fn book(look: Look) -> Table {
    let both = format!("{PROMISES}{LETTERS}");
    Table::trying_in(look, &both, vec![profile(Role::Broke)])
}

fn promise(table: &mut Table, words: &str, due: &str) {
    table.go(Route::OneOf(item("one-moment-or-pattern.promises"), None));
    table.type_text(words);
    table.press("tab");
    table.type_text("It lies there.");
    table.press("tab");
    table.type_text(due);
    table.press("ctrl+s");
    table.must_show("Saved.");
}

fn letter(table: &mut Table, opens: &str) {
    table.go(Route::OneOf(item("one-moment-or-pattern.letters"), None));
    table.type_text("Dear me");
    table.press("tab");
    table.press("ctrl+a");
    table.type_text(opens);
    table.press("ctrl+s");
    table.must_show("Saved.");
}

fn full(look: Look) -> Table {
    let mut table = book(look);
    promise(
        &mut table,
        "The statements lie on the table by noon.",
        "thursday",
    );
    promise(&mut table, "I text when I leave work.", "2026-11-16");
    promise(&mut table, "I hand the key back.", "tomorrow");
    promise(&mut table, "I call my counsellor.", "in 3 weeks");
    letter(&mut table, "2026-11-21");
    promise(&mut table, "I am at the table at seven.", "today");
    table.go(Route::Home);
    table
}

#[test]
fn home_says_what_comes_up_within_a_week_and_what_was_for_a_day_before() {
    let mut table = full(LOOK);
    table.must_show("was for Monday");
    table.must_show("open since yesterday");
    table.must_show("and two more");
    table.must_not_show("counsellor");
    for word in ["overdue", "late", "missed"] {
        table.must_not_show(word);
    }
    insta::assert_snapshot!("dues_home_80x24", table.screen());
    table.resize(40, 24);
    insta::assert_snapshot!("dues_home_40x24", table.screen());
    table.resize(80, 24);
    table.press("p");
    assert_eq!(table.place(), Place::Dues);
    insta::assert_snapshot!("dues_page_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("dues_page_40x12", table.screen());
    let mut table = full(MONO);
    table.click_on("and two more");
    insta::assert_snapshot!("dues_page_mono", table.screen());
}

#[test]
fn what_comes_up_leads_to_what_it_is_of_and_goes_when_it_is_done() {
    let mut table = full(LOOK);
    table.press("p");
    table.press("enter");
    assert_eq!(table.place(), Place::Promise);
    table.must_show("I text when I leave work.");
    table.press("enter");
    table.must_show("Saved.");
    assert_eq!(table.place(), Place::Dues);
    table.must_not_show("I text when I leave work.");
    table.click_on("A letter to myself");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("Dear me");
}

#[test]
fn nothing_that_comes_up_is_said_in_a_sentence() {
    let mut table = book(LOOK);
    table.must_not_show("more");
    table.press("p");
    table.must_show("Nothing in the next seven days.");
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
}
