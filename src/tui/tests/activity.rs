//! Something to do: by keys alone, by clicks alone, drawn another time, come back to, and how it looks.

use crate::domain::{Body, Record, Role};
use crate::exercise::due::Coming;
use crate::exercise::{Answer, activity};
use crate::query::due;
use crate::tui::app::Look;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, MONO, Table, item, profile};
use crate::tui::view::Route;

const ACTIVITY: &str = r#"
[[step.exercise]]
id = "small"
kind = "activity"
title = "One small thing"
ask = "Pick three or more that you would enjoy, and let one be drawn."
why = "What is drawn needs no courage."
another = "Draw another"
minutes = 5
list = "needs"
own = true
at_least = 3
on = "When"
near = "When I felt near"
far = "When I felt far away"
"#;
const ID: &str = "one-moment-or-pattern.small";
const DAY: u64 = 24 * 60 * 60;

/// A new one, with the first three of the list and one of one's own picked, about to be drawn.
pub fn picked(look: Look) -> Table {
    let mut table = Table::trying_in(look, ACTIVITY, vec![profile(Role::Hurt)]);
    table.go(Route::OneOf(item(ID), None));
    table.keys("enter right enter right enter ctrl+n");
    table.type_text("feeding the ducks");
    table.press("tab");
    table
}

/// Drawn, for the coming Saturday.
pub fn planned(look: Look) -> Table {
    let mut table = picked(look);
    table.keys("enter tab");
    table.type_text("saturday");
    table
}

/// Saved, and looked at again on the day after.
pub fn afterwards(look: Look) -> Table {
    let mut table = planned(look);
    table.press("enter");
    saved(&table);
    table.wait(7 * DAY);
    open_the_only_one(&mut table);
    table
}

fn answers(table: &Table) -> Vec<&Record> {
    let of_this = |r: &&Record| r.item == Some(item(ID));
    table.records.iter().filter(of_this).collect()
}

#[track_caller]
fn saved(table: &Table) -> activity::Answer {
    table.must_show("Saved.");
    assert!(table.drafts.is_empty());
    match answers(table).last().map(|r| &r.body) {
        Some(Body::Answer(Answer::Activity(answer))) => answer.clone(),
        other => panic!("no answer: {other:?}"),
    }
}

fn open_the_only_one(table: &mut Table) {
    let thread = answers(table).last().expect("one is saved").thread;
    table.go(Route::OneOf(item(ID), Some(thread)));
}

/// The words of the list's first needs.
fn words(table: &Table) -> Vec<String> {
    let groups = table.app.pack.lists["needs"].groups.iter();
    let words = groups.flat_map(|(_, words)| words);
    words.take(4).map(|(_, text)| text.clone()).collect()
}

#[test]
fn one_is_picked_drawn_dated_and_saved_with_keys_only() {
    let mut table = picked(LOOK);
    assert_eq!(table.place(), Place::Activity);
    table.must_show("Let one of these be drawn");
    table.press("enter");
    table.must_show("this one");
    // The focus is on it now, and goes on to its day.
    table.press("enter");
    table.type_text("saturday");
    table.must_show("Saturday 28 November 2026, in 6 days");
    table.press("enter");
    let answer = saved(&table);
    assert_eq!(answer.picked.len(), 4);
    assert!(answer.picked.contains(&answer.drawn));
    assert_eq!(answer.on.to_string(), "2026-11-28");
    assert_eq!(answer.own["own-1"], "feeding the ducks");
}

#[test]
fn one_is_picked_drawn_dated_and_come_back_to_with_clicks() {
    let mut table = Table::trying(ACTIVITY, vec![profile(Role::Hurt)]);
    table.go(Route::OneOf(item(ID), None));
    let words = words(&table);
    let start = |place: usize| words[place].chars().take(10).collect::<String>();
    for place in 0..3 {
        table.click_on(&start(place));
    }
    table.click_on("goes on to the draw");
    table.click_on("Let one of these be drawn");
    table.must_show("this one");
    table.click_on(&start(1));
    table.click_on("When");
    table.type_text("21 november 2026");
    table.click_on("says how it was");
    table.must_show("yesterday");
    table.click_on("When I felt far away");
    table.type_text("In the rain.");
    table.click_on("one of them, and a day");
    table.must_show("Draw again");
    table.click_on("afterwards");
    table.click_on("saves it");
    let answer = saved(&table);
    assert_eq!(answer.drawn, answer.picked[1]);
    assert_eq!(answer.far, "In the rain.");
}

#[test]
fn drawing_again_gives_another_one_each_time() {
    let mut table = picked(LOOK);
    let mut last = String::new();
    for _ in 0..8 {
        table.press("d");
        let screen = table.screen();
        let drawn = screen.lines().find(|line| line.contains("this one"));
        let drawn = drawn.expect("one is drawn").to_owned();
        assert_ne!(drawn, last);
        last = drawn;
        table.wait(1);
    }
}

#[test]
fn the_day_after_it_asks_for_two_lines_and_then_it_is_over() {
    let mut table = afterwards(LOOK);
    table.must_show("Saturday 28 November 2026, yesterday");
    table.type_text("At the gate.");
    table.press("tab");
    table.type_text("On the way back.");
    table.press("ctrl+s");
    let answer = saved(&table);
    assert_eq!(
        (&*answer.near, &*answer.far),
        ("At the gate.", "On the way back.")
    );
    table.go(Route::Several(item(ID)));
    table.must_show("was yesterday");
    assert!(!table.can(Command::BringBack));
    table.press("enter");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("On the way back.");
}

#[test]
fn it_comes_up_as_planned_and_afterwards_until_there_is_a_line() {
    let coming = |table: &mut Table| -> Vec<Coming> {
        table.go(Route::Home);
        let state = &table.app.session.as_ref().expect("a book").state;
        let up = due::upcoming(state, table.app.now.wall.date_naive());
        up.into_iter().map(|up| up.due.coming).collect()
    };
    let mut table = planned(LOOK);
    table.press("enter");
    saved(&table);
    assert_eq!(coming(&mut table), [Coming::Takes]);
    table.wait(6 * DAY);
    assert_eq!(coming(&mut table), [Coming::Takes], "on its day");
    table.wait(DAY);
    assert_eq!(coming(&mut table), [Coming::After]);
    open_the_only_one(&mut table);
    table.type_text("All the time.");
    table.press("ctrl+s");
    saved(&table);
    assert_eq!(coming(&mut table), []);
}

#[test]
fn another_one_begins_with_what_was_picked_and_leaves_no_draft_until_something_is_done() {
    let mut table = planned(LOOK);
    table.press("enter");
    let first = saved(&table);
    table.go(Route::Several(item(ID)));
    table.press("ctrl+n");
    table.must_show("feeding the ducks");
    table.must_show("Let one of these be drawn");
    assert!(!table.can(Command::Save));
    table.press("esc");
    assert!(table.drafts.is_empty());
    table.press("ctrl+n");
    table.keys("d tab");
    table.type_text("tomorrow");
    table.press("ctrl+s");
    let second = saved(&table);
    assert_eq!(second.picked, first.picked);
    assert_eq!(second.own, first.own);
    let threads: std::collections::BTreeSet<_> = answers(&table).iter().map(|r| r.thread).collect();
    assert_eq!(threads.len(), 2, "each is a thing of its own");
}

#[test]
fn what_is_missing_is_named_and_gone_to() {
    let mut table = Table::trying(ACTIVITY, vec![profile(Role::Hurt)]);
    table.go(Route::OneOf(item(ID), None));
    table.keys("enter tab");
    assert_eq!(table.notice(), "Pick 3 or more; 1 so far.");
    table.press("ctrl+s");
    assert_eq!(table.notice(), "Pick 3 or more; 1 so far.");
    let mut table = picked(LOOK);
    table.keys("tab ctrl+s");
    assert!(table.notice().starts_with("Let one be drawn"));
    table.keys("enter ctrl+s");
    assert_eq!(table.notice(), "It has no day yet.");
    assert_eq!(table.field().as_deref(), Some(""));
    table.type_text("soon");
    table.must_show("not a day yet");
    table.press("ctrl+s");
    assert!(table.notice().contains("soon"), "{}", table.notice());
    table.keys("ctrl+a backspace");
    table.type_text("2026-11-30");
    table.press("tab");
    assert_eq!(
        table.field(),
        None,
        "the lines are not asked for before its day"
    );
    table.press("ctrl+s");
    saved(&table);
}

#[test]
fn what_is_half_done_is_there_again_after_the_program_was_cut_off() {
    let mut table = planned(LOOK);
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    assert_eq!(again.field().as_deref(), Some("saturday"));
    again.must_show("this one");
    again.press("ctrl+s");
    assert_eq!(saved(&again).on.to_string(), "2026-11-28");
    let mut table = afterwards(LOOK);
    table.press("tab");
    table.type_text("On the way bck.");
    table.keys("left left left");
    table.wait(12);
    let mut again = table.again();
    again.wait(7 * DAY);
    again.press("enter");
    again.type_text("a");
    assert_eq!(again.field().as_deref(), Some("On the way back."));
}

#[test]
fn a_plan_can_be_changed_until_its_day() {
    let mut table = planned(LOOK);
    table.press("enter");
    let first = saved(&table);
    open_the_only_one(&mut table);
    table.keys("tab ctrl+a backspace");
    table.type_text("in 2 weeks");
    table.press("ctrl+s");
    let second = saved(&table);
    assert_eq!(second.drawn, first.drawn);
    assert_eq!(second.on.to_string(), "2026-12-06");
}

#[test]
fn it_looks_like_this() {
    let mut table = planned(LOOK);
    insta::assert_snapshot!("activity_drawing_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("activity_drawing_40x12", table.screen());
    table.keys("shift+tab shift+tab");
    insta::assert_snapshot!("activity_picking_40x12", table.screen());
    table.resize(80, 24);
    insta::assert_snapshot!("activity_picking_80x24", table.screen());
    let mut table = afterwards(LOOK);
    table.type_text("At the last stop there was only a field.");
    insta::assert_snapshot!("activity_after_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("activity_after_40x12", table.screen());
}

#[test]
fn without_colour_it_says_the_same() {
    assert_eq!(planned(MONO).screen(), planned(LOOK).screen());
    let ascii = planned(Look {
        ascii: true,
        ..MONO
    });
    let screen = ascii.screen();
    assert!(screen.contains("* ") && screen.contains("this one"));
}
