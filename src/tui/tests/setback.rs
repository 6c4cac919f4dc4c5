//! When it slips: the ground, a name and a plan, from everywhere with one key.

use insta::assert_snapshot;

use super::super::testing::{Table, item, profile};
use super::super::view::Route;
use crate::domain::{Body, Role};
use crate::exercise::Answer;

const SLIPS: &str = r#"
[[step.exercise]]
id = "my-plans"
kind = "compose"
title = "Three plans"
ask = "What will help you then?"
minutes = 5
slot = [{ id = "trigger", label = "When something brings it back" }, { id = "slip", label = "After a slip", optional = true }]
[[step.exercise]]
id = "slipped"
kind = "setback"
title = "When it has slipped"
ask = "Steady yourself first."
another = "It slipped again"
minutes = 5
ground = """
Put both feet on the floor.

Breathe out for longer than you breathe in.
"""
name_it = "What was it?"
note = "A line, if you like"
[[step.exercise.what]]
id = "trigger"
label = "A trigger"
hint = "Nothing new has happened. Something brought it back."
plan = "Go somewhere else for ten minutes."
own_plan = "one-moment-or-pattern.my-plans:trigger"
[[step.exercise.what]]
id = "cannot-tell"
label = "I cannot tell yet"
plan = "It needs no name today."
"#;

fn book() -> Table {
    Table::trying(SLIPS, vec![profile(Role::Hurt)])
}

fn answer(table: &Table) -> Option<(String, String)> {
    table
        .records
        .iter()
        .rev()
        .find_map(|record| match &record.body {
            Body::Answer(Answer::Setback(answer)) => {
                Some((answer.what.clone(), answer.note.clone()))
            }
            _ => None,
        })
}

#[test]
fn one_key_leads_to_the_ground_and_on_to_the_plan() {
    let mut table = book();
    table.press("s");
    assert_snapshot!(table.screen());
    table.press("enter");
    assert_snapshot!(table.screen());
    table.press("enter");
    assert_snapshot!(table.screen());
    table.press("enter");
    table.type_text("The sound of the lift.");
    table.press("ctrl+s");
    assert_eq!(
        answer(&table),
        Some(("trigger".to_owned(), "The sound of the lift.".to_owned()))
    );
    assert!(table.drafts.is_empty());
}

#[test]
fn it_is_named_with_clicks() {
    let mut table = book();
    table.click_on("it slipped");
    table.click_on("when you are ready");
    table.click_on("I cannot tell yet");
    table.must_show("It needs no name today.");
    table.press("ctrl+s");
    assert_eq!(answer(&table).unwrap().0, "cannot-tell");
}

#[test]
fn the_key_works_in_the_middle_of_a_sentence_and_the_sentence_is_there_afterwards() {
    let mut table = book();
    table.press("n");
    table.type_text("He said that he");
    table.press("f9");
    table.must_show("Put both feet on the floor.");
    table.press("esc");
    table.must_show("He said that he");
    table.type_text(" would ring.");
    table.must_show("He said that he would ring.");
}

#[test]
fn what_was_written_in_a_calmer_hour_stands_over_the_plan() {
    let mut table = book();
    table.go(Route::Exercise(item("one-moment-or-pattern.my-plans")));
    table.type_text("Walk to the bridge and ring Kim.");
    table.press("ctrl+s");
    table.press("f9");
    table.press("enter");
    table.press("enter");
    table.must_show("Walk to the bridge and ring Kim.");
    table.must_show("Go somewhere else for ten minutes.");
}

#[test]
fn steadying_oneself_leaves_no_trace() {
    let mut table = book();
    table.press("s");
    table.press("enter");
    table.press("esc");
    assert!(table.drafts.is_empty());
    assert_eq!(table.records.len(), 1, "the role");
}

#[test]
fn what_is_half_done_is_offered_below_the_ground_at_the_next_press() {
    let mut table = book();
    table.press("s");
    table.press("enter");
    table.press("enter");
    table.press("enter");
    table.type_text("It was");
    table.press("esc");
    let mut again = table.again();
    // Chance begins anew with each table, and no two pages may be of one thread.
    again.keys("n esc s");
    again.must_show("Put both feet on the floor.");
    again.must_not_show("It was");
    again.must_show("▸ Enter  when you are ready");
    again.keys("down enter");
    again.must_show("Go somewhere else for ten minutes.");
    again.must_show("It was");
    again.press("esc");
    again.must_show("Put both feet on the floor.");
}

#[test]
fn to_choose_a_name_leaves_no_draft_and_the_next_time_begins_at_the_ground() {
    let mut table = book();
    table.keys("f9 enter enter");
    table.must_show("Go somewhere else for ten minutes.");
    table.press("esc");
    table.wait(20);
    assert!(table.drafts.is_empty());
    table.press("f9");
    table.must_show("Put both feet on the floor.");
    table.must_not_show("the line that you began");
}

#[test]
fn it_fits_a_small_terminal_and_one_without_colour() {
    let mut table = book();
    table.resize(40, 12);
    table.press("s");
    assert_snapshot!(table.screen());
    table.press("enter");
    assert_snapshot!(table.screen());
}
