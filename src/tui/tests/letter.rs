//! Letters: written, closed to everyone until their day, opened early after a question, and open.

use crate::domain::{Body, Role};
use crate::exercise::Answer;
use crate::tui::app::Look;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, MONO, Table, item, profile};
use crate::tui::view::Route;

pub(super) const LETTERS: &str = r#"
[[step.exercise]]
id = "letters"
kind = "letter"
title = "A letter to myself"
ask = "Write to the one you will be on a day of your choice."
minutes = 10
another = "Write another letter"
placeholder = "When you read this, ..."
opens = "Closed until"
days = 180
sealed = "This letter is closed. It waits for its day."
"#;

const ID: &str = "one-moment-or-pattern.letters";
const SECRET: &str = "Nobody saw the bench by the river.";

fn with(look: Look) -> Table {
    let mut table = Table::trying_in(look, LETTERS, vec![profile(Role::Hurt)]);
    table.go(Route::Several(item(ID)));
    table
}

/// Writes a letter from the list.
fn written(table: &mut Table, opens: &str) {
    table.press("ctrl+n");
    table.type_text(SECRET);
    table.press("tab");
    table.press("ctrl+a");
    table.type_text(opens);
    table.press("ctrl+s");
    table.must_show("Saved.");
}

fn opens(table: &Table) -> String {
    match table.records.last().map(|record| &record.body) {
        Some(Body::Answer(Answer::Letter(letter))) => {
            assert_eq!(letter.text, SECRET, "no word is lost");
            letter.opens.to_string()
        }
        other => panic!("no letter: {other:?}"),
    }
}

#[test]
fn a_letter_is_written_with_keys_and_is_closed_once_it_is_saved() {
    let mut table = with(LOOK);
    table.press("enter");
    assert_eq!(table.place(), Place::Letter);
    table.must_show("Friday 21 May 2027, in 180 days");
    table.type_text(SECRET);
    table.press("ctrl+s");
    assert_eq!(opens(&table), "2027-05-21");
    assert!(table.drafts.is_empty());
    table.must_show("closed until 21 May 2027");
    table.must_not_show("bench");
    table.press("enter");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("Closed until Friday 21 May 2027.");
    table.must_show("It waits for its day.");
    table.must_not_show("bench");
    for command in [
        Command::Change,
        Command::Versions,
        Command::Beside,
        Command::Anew,
        Command::Pick,
    ] {
        assert!(!table.can(command), "{command:?}");
    }
    assert!(table.can(Command::Delete));
}

#[test]
fn it_is_opened_early_after_a_question_and_stays_open() {
    let mut table = with(LOOK);
    written(&mut table, "in 3 weeks");
    table.press("enter");
    table.press("enter");
    table.must_show("Open it before its day?");
    table.must_show("You closed it until Sunday 13 December 2026.");
    table.press("enter");
    table.must_not_show("bench");
    table.wait(60);
    table.keys("enter down enter");
    table.must_show("bench by the river");
    assert_eq!(opens(&table), "2026-11-22");
    // Every version of it is open with it.
    table.press("v");
    table.must_show("bench by the river");
    table.press("e");
    table.must_show("That day is not to come, so it stays open.");
}

#[test]
fn it_is_opened_early_with_clicks_and_never_with_one() {
    let mut table = with(LOOK);
    table.click_on("Write another letter");
    table.type_text(SECRET);
    table.click_on("^S save");
    table.click_on("written 21:14");
    table.click_on("Open it before its day");
    table.click_on("Open it now");
    table.must_not_show("bench");
    table.click_on("Open it now");
    table.must_show("bench by the river");
}

#[test]
fn nowhere_is_a_word_of_it_seen_while_it_is_closed() {
    let mut table = with(LOOK);
    written(&mut table, "in 3 weeks");
    let thread = table.records.last().unwrap().thread;
    for route in [
        Route::Home,
        Route::Journal { search: false },
        Route::Calendar,
        Route::Reading(thread),
        Route::OneOf(item(ID), Some(thread)),
        Route::Anew(item(ID), Some(thread)),
        Route::Several(item(ID)),
        Route::Dues,
    ] {
        table.resize(120, 40);
        table.go(route.clone());
        table.must_not_show("bench");
        assert_ne!(table.place(), Place::Letter, "{route:?}");
    }
    table.go(Route::Journal { search: true });
    table.type_text("bench");
    table.must_not_show("by the river");
    table.must_not_show("A letter to myself");
}

#[test]
fn on_its_day_home_says_so_and_it_can_be_read_found_and_changed() {
    let mut table = with(LOOK);
    written(&mut table, "tomorrow");
    table.go(Route::Home);
    table.must_not_show("opens");
    table.wait(24 * 60 * 60);
    table.press("g");
    table.must_show("opens today");
    table.click_on("A letter to myself");
    table.must_show("bench by the river");
    table.press("e");
    table.press("tab");
    table.press("ctrl+a");
    table.type_text("in 1 week");
    table.press("ctrl+s");
    table.must_not_show("bench");
    table.go(Route::Journal { search: true });
    table.type_text("bench");
    table.must_not_show("by the river");
    table.wait(8 * 24 * 60 * 60);
    table.press("esc");
    table.go(Route::Journal { search: true });
    table.type_text("bench");
    table.must_show("by the river");
}

#[test]
fn a_letter_that_is_half_written_is_there_again() {
    let mut table = with(LOOK);
    table.press("enter");
    table.type_text("When you read this");
    table.press("tab");
    table.press("ctrl+a");
    table.type_text("in 2 weeks");
    table.wait(3);
    let mut again = table.again();
    again.press("enter");
    again.must_show("When you read this");
    again.must_show("Sunday 6 December 2026");
    assert_eq!(again.field().as_deref(), Some("in 2 weeks"));
}

#[test]
fn what_is_missing_is_named_and_gone_to() {
    let mut table = with(LOOK);
    table.press("enter");
    assert!(!table.can(Command::Save), "a day alone is no letter");
    table.type_text("Dear me");
    table.press("tab");
    table.press("ctrl+a");
    table.press("delete");
    table.press("enter");
    table.must_show("It needs a day on which it opens.");
    assert_eq!(table.records.len(), 1);
}

#[test]
fn a_letter_looks_calm_at_every_size() {
    let mut table = with(LOOK);
    table.press("enter");
    table.type_text(SECRET);
    insta::assert_snapshot!("letter_writing_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("letter_writing_40x12", table.screen());
    table.press("ctrl+s");
    table.resize(80, 24);
    written(&mut table, "2026-11-20");
    insta::assert_snapshot!("letter_list_80x24", table.screen());
    table.click_on("written 21:14");
    insta::assert_snapshot!("letter_closed_80x24", table.screen());
    table.press("enter");
    insta::assert_snapshot!("letter_asked_80x24", table.screen());
    table.press("esc");
    table.resize(40, 12);
    insta::assert_snapshot!("letter_closed_40x12", table.screen());
    let mut table = with(MONO);
    written(&mut table, "in 3 weeks");
    table.press("enter");
    insta::assert_snapshot!("letter_closed_mono", table.screen());
}
