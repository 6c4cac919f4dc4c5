//! An hour of the week: booked, gone through and closed; or put off without a reason.

use insta::assert_snapshot;

use super::super::testing::{Table, item, profile};
use super::super::view::Route;
use crate::domain::{Body, Role};
use crate::exercise::Answer;
use crate::exercise::hour::{self, State};

const HOUR: &str = r#"
[[step.exercise]]
id = "the-hour"
kind = "hour"
title = "An hour of the week"
ask = "Book an hour."
another = "Book another hour"
minutes = 5
on = "Day"
at = "Time"
closing = "One line to close with"
declined = "Nobody asks for a reason."
point = [
  { id = "good", label = "What was good", hint = "Something small.", minutes = 10 },
  { id = "hard", label = "One hard thing", hint = "Only one, or none.", minutes = 20 },
]
"#;

fn book() -> Table {
    let mut table = Table::trying(HOUR, vec![profile(Role::Hurt)]);
    table.go(Route::OneOf(item("one-moment-or-pattern.the-hour"), None));
    table
}

fn answers(table: &Table) -> Vec<hour::Answer> {
    let records = table.records.iter();
    let hours = records.filter_map(|record| match &record.body {
        Body::Answer(Answer::Hour(answer)) => Some(answer.clone()),
        _ => None,
    });
    hours.collect()
}

/// Opens the one hour that is saved.
fn open(table: &mut Table) {
    table.go(Route::Several(item("one-moment-or-pattern.the-hour")));
    table.press("enter");
}

#[test]
fn it_is_booked_gone_through_and_closed_with_keys() {
    let mut table = book();
    table.type_text("sunday");
    table.press("enter");
    table.type_text("8 pm");
    assert_snapshot!(table.screen());
    table.press("ctrl+s");
    assert_eq!(answers(&table)[0].state, State::Booked);
    open(&mut table);
    table.must_show("20:10, 20 minutes");
    table.type_text("The soup.");
    table.press("tab");
    table.press("tab");
    table.type_text("Enough for today.");
    assert_snapshot!(table.screen());
    table.press("ctrl+s");
    let last = answers(&table).pop().unwrap();
    assert_eq!(last.state, State::Held);
    assert_eq!(last.notes["good"], "The soup.");
    assert_eq!(
        answers(&table).len(),
        2,
        "the booking stays among the versions"
    );
}

#[test]
fn it_is_put_off_with_one_click_and_nobody_asks_why() {
    let mut table = book();
    table.type_text("tomorrow");
    table.press("ctrl+s");
    open(&mut table);
    table.click_on("Put it off");
    assert_eq!(answers(&table).pop().unwrap().state, State::Declined);
    // What is over is read first.
    open(&mut table);
    table.press("e");
    table.must_show("It is put off.");
    table.click_on("It is put off.");
    table.press("ctrl+s");
    assert_eq!(answers(&table).pop().unwrap().state, State::Booked);
}

#[test]
fn a_day_that_is_missing_or_cannot_be_read_is_gone_to() {
    let mut table = book();
    table.press("tab");
    table.type_text("noonish");
    table.press("ctrl+s");
    table.must_show("On which day?");
    table.type_text("friday");
    table.press("ctrl+s");
    table.must_show("cannot be read as a time");
    assert!(answers(&table).is_empty());
}

#[test]
fn what_is_half_noted_is_there_again() {
    let mut table = book();
    table.type_text("tomorrow");
    table.press("ctrl+s");
    open(&mut table);
    table.type_text("We have");
    table.press("esc");
    let mut again = table.again();
    again.press("enter");
    again.must_show("We have");
    again.type_text(" begun.");
    again.must_show("We have begun.");
}

#[test]
fn it_fits_a_small_terminal() {
    let mut table = book();
    table.resize(40, 12);
    table.type_text("sunday");
    assert_snapshot!(table.screen());
    table.press("ctrl+s");
    open(&mut table);
    assert_snapshot!(table.screen());
}
