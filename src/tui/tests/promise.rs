//! Promises: made, kept, broken, taken back; by keys alone and by clicks alone; and the list of them.

use crate::domain::{Body, Role};
use crate::exercise::Answer;
use crate::exercise::promise::State;
use crate::tui::app::Look;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, MONO, Table, item, profile};
use crate::tui::view::Route;

pub(super) const PROMISES: &str = r#"
[[step.exercise]]
id = "promises"
kind = "promise"
title = "Small promises"
ask = "Promise something small, with a day to it."
minutes = 6
another = "Make another promise"
promise = "What I promise"
promise_hint = "One act that you can do by yourself."
check = "How anyone could see that it was kept"
check_hint = "Something that is either so or not so."
due = "By when"
flags = ["but"]
repair_about = "It was not kept. That can still be answered for, today and by you."
repair_flags = ["but"]
[[step.exercise.repair]]
id = "what"
label = "What happened"
hint = "In a line."
[[step.exercise.repair]]
id = "now"
label = "What I do about it now"
[[step.exercise.repair]]
id = "different"
label = "What is different from today"
optional = true
"#;

const ID: &str = "one-moment-or-pattern.promises";

fn book() -> Table {
    with(LOOK)
}

fn with(look: Look) -> Table {
    let mut table = Table::trying_in(look, PROMISES, vec![profile(Role::Broke)]);
    table.go(Route::Several(item(ID)));
    table
}

/// Makes a promise from the list, and comes back to it.
fn make(table: &mut Table, promise: &str, due: &str) {
    table.press("ctrl+n");
    table.type_text(promise);
    table.press("tab");
    table.type_text("It lies on the table.");
    table.press("tab");
    table.type_text(due);
    table.press("ctrl+s");
    table.must_show("Saved.");
}

/// What was said last of each promise, in the order in which they were made.
fn states(table: &Table) -> Vec<State> {
    let mut found: Vec<(crate::domain::ThreadId, State)> = Vec::new();
    for record in &table.records {
        if let Body::Answer(Answer::Promise(answer)) = &record.body {
            found.retain(|(thread, _)| *thread != record.thread);
            found.push((record.thread, answer.state.clone()));
        }
    }
    found.into_iter().map(|(_, state)| state).collect()
}

#[test]
fn a_promise_is_made_and_kept_with_keys() {
    let mut table = book();
    make(&mut table, "I call by six.", "in 3 days");
    assert_eq!(states(&table), [State::Open]);
    table.must_show("I call by six.");
    table.must_show("Wednesday");
    table.press("enter");
    assert_eq!(table.place(), Place::Promise);
    table.must_show("Wednesday 25 November 2026, in 3 days");
    table.press("enter");
    table.must_show("Saved.");
    let today = "2026-11-22".parse().unwrap();
    assert_eq!(states(&table), [State::Kept(today)]);
    table.must_show("kept today");
    assert!(table.drafts.is_empty());
}

#[test]
fn a_promise_is_made_and_kept_with_clicks() {
    let mut table = book();
    table.click_on("Make another promise");
    table.type_text("I call by six.");
    table.click_on("How anyone could see");
    table.type_text("The phone rings.");
    table.click_on("By when");
    table.type_text("tomorrow");
    table.click_on("save");
    table.click_on("I call by six.");
    table.click_on("It was kept on another day");
    table.must_show("It was kept on");
    table.click_on("save");
    let today = "2026-11-22".parse().unwrap();
    assert_eq!(states(&table), [State::Kept(today)]);
}

#[test]
fn one_that_was_not_kept_is_answered_for_and_excuses_are_pointed_out() {
    let mut table = book();
    make(&mut table, "I call by six.", "2026-11-20");
    table.must_show("was for Friday");
    table.wait(60);
    table.press("enter");
    table.must_not_show("I take it back");
    table.keys("down down enter");
    table.must_show("That can still be answered for");
    table.must_not_show("why");
    table.type_text("I rang at nine, but I was tired");
    table.must_show("\u{201c}but\u{201d}:");
    table.press("ctrl+s");
    table.must_show("\u{201c}What I do about it now\u{201d} is still empty.");
    assert_eq!(table.field().as_deref(), Some(""));
    table.type_text("I rang again.");
    table.press("ctrl+s");
    table.must_show("Saved.");
    let [State::Broken(broken)] = &states(&table)[..] else {
        panic!("{:?}", states(&table));
    };
    assert_eq!(broken.on, "2026-11-20".parse().unwrap());
    assert_eq!(broken.repair.len(), 2);
    table.must_show("not kept Friday");
    // What is over is read; from there more can be said of it.
    table.press("enter");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("Not kept, Friday 20 November 2026");
    table.must_show("What I do about it now");
    table.press("e");
    table.must_show("Go on with the form");
    table.keys("down enter");
    assert_eq!(states(&table), [State::Open]);
}

#[test]
fn a_promise_is_taken_back_in_good_time() {
    let mut table = book();
    make(&mut table, "I call by six.", "friday");
    table.press("enter");
    table.click_on("I take it back");
    let today = "2026-11-22".parse().unwrap();
    assert_eq!(states(&table), [State::Released(today)]);
    table.must_show("taken back today");
}

#[test]
fn other_words_are_a_new_version_and_a_day_that_has_not_come_is_not_one_of_keeping() {
    let mut table = book();
    make(&mut table, "I call by six.", "friday");
    table.press("enter");
    table.keys("down enter");
    table.press("ctrl+a");
    table.type_text("tomorrow");
    table.press("enter");
    table.must_show("That day has not come yet.");
    assert_eq!(states(&table), [State::Open]);
    table.keys("tab enter down down down down enter");
    table.type_text(" Each day.");
    table.press("ctrl+s");
    table.must_show("I call by six. Each day.");
    assert_eq!(states(&table), [State::Open]);
    assert_eq!(table.records.len(), 3, "the role and two versions");
}

#[test]
fn a_form_that_is_half_filled_in_is_there_again() {
    let mut table = book();
    make(&mut table, "I call by six.", "2026-11-20");
    table.press("enter");
    table.keys("down down enter");
    table.type_text("I rang at nine");
    table.wait(3);
    let mut again = table.again();
    again.must_show("Go on with");
    again.press("enter");
    again.must_show("It was not kept. That can still be answered for");
    assert_eq!(again.field().as_deref(), Some("I rang at nine"));
    assert_eq!(states(&again), [State::Open]);
}

#[test]
fn what_is_missing_is_named_and_gone_to() {
    let mut table = book();
    table.press("enter");
    assert!(!table.can(Command::Save), "nothing to save yet");
    table.type_text("I call by six.");
    table.press("ctrl+s");
    table.must_show("Write how anyone could see that it was kept.");
    table.type_text("The phone rings.");
    table.press("ctrl+s");
    table.must_show("It needs a day by which it is done.");
    table.type_text("soon");
    table.press("enter");
    table.must_show("\u{201c}soon\u{201d} cannot be read as a day.");
    assert_eq!(table.field().as_deref(), Some("soon"));
    assert!(states(&table).is_empty());
}

/// A book with a promise of each state.
fn ledger(look: Look) -> Table {
    let mut table = with(look);
    make(
        &mut table,
        "The statements lie on the table, all three of them, by noon.",
        "sunday",
    );
    make(&mut table, "I text when I leave work.", "2026-11-20");
    make(&mut table, "I say it before I am asked.", "24 December");
    for (promise, due) in [
        ("I call my counsellor.", "2026-11-12"),
        ("I am at the table at seven.", "2026-11-14"),
        ("I hand the second key back.", "friday"),
    ] {
        make(&mut table, promise, due);
    }
    table.click_on("I call my counsellor.");
    table.click_on("It was kept on another day");
    table.press("ctrl+s");
    table.click_on("I am at the table");
    table.click_on("It was not kept");
    table.type_text("I came at eight.");
    table.press("tab");
    table.type_text("I have said so.");
    table.press("ctrl+s");
    table.click_on("I hand the second");
    table.click_on("I take it back");
    table
}

#[test]
fn the_list_says_what_is_open_by_its_day_and_then_what_is_over() {
    let mut table = ledger(LOOK);
    insta::assert_snapshot!("promise_list_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("promise_list_40x12", table.screen());
    insta::assert_snapshot!("promise_list_mono", ledger(MONO).screen());
}

#[test]
fn a_promise_looks_calm_at_every_size() {
    let mut table = book();
    table.press("enter");
    table.type_text("I call by six, but not on Sundays");
    insta::assert_snapshot!("promise_wording_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("promise_wording_40x12", table.screen());
    assert!(table.cut().is_empty(), "{:?}", table.cut());
    table.resize(80, 24);
    table.press("esc");
    make(
        &mut table,
        "The statements of all three accounts lie on the table.",
        "2026-11-20",
    );
    table.click_on("The statements of all");
    insta::assert_snapshot!("promise_looking_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("promise_looking_40x12", table.screen());
    table.keys("down down enter");
    insta::assert_snapshot!("promise_repair_40x12", table.screen());
    table.resize(80, 24);
    insta::assert_snapshot!("promise_repair_80x24", table.screen());
}
