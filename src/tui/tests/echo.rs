//! What it did, said back and put right: by keys alone, by clicks alone, back and forth, and how it looks.

use crate::domain::{Body, Role};
use crate::exercise::Answer;
use crate::exercise::echo::Taken;
use crate::tui::app::Look;
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, MONO, Table, item, profile};

const AMENDS: &str = r#"
[[step.exercise]]
id = "amends"
kind = "echo"
title = "What it did"
ask = "Name what it did, then say each back and put it right."
minutes = 15
at_least = 2
at_most = 3
impact = "What it did to you"
impact_hint = "One thing in each line, as they would say it."
back = "Said back, without a reason"
back_hint = "Begin with: you."
repair = "What I will do about it"
by = "By when"
optional = ["by"]
flags = ["but"]
"#;

const ID: &str = "one-moment-or-pattern.amends";

pub(super) fn opened(look: Look) -> Table {
    let mut table = Table::trying_in(look, AMENDS, vec![profile(Role::Broke)]);
    table.exercise(ID);
    table
}

fn at() -> Table {
    opened(LOOK)
}

/// Two impacts are named, and the focus is past them.
pub(super) fn named(look: Look) -> Table {
    let mut table = opened(look);
    table.type_text("You lie awake until three.");
    table.press("enter");
    table.type_text("You check what I say.");
    table
}

/// The first is taken up.
pub(super) fn taken(look: Look) -> Table {
    let mut table = named(look);
    table.press("f8");
    table.type_text("You lie awake because of what I did");
    table
}

#[track_caller]
fn saved(table: &Table) -> Vec<Taken> {
    table.must_show("Saved.");
    assert!(table.drafts.is_empty());
    let answer = |r: &&crate::domain::Record| r.item == Some(item(ID));
    match table.records.iter().rfind(answer).map(|r| &r.body) {
        Some(Body::Answer(Answer::Echo(answer))) => answer.impacts.clone(),
        other => panic!("no answer: {other:?}"),
    }
}

fn whole(impact: &str, back: &str, repair: &str, by: &str) -> Taken {
    Taken {
        impact: impact.into(),
        back: back.into(),
        repair: repair.into(),
        by: by.parse().ok(),
    }
}

#[test]
fn all_are_named_and_then_each_is_taken_up_with_keys() {
    let mut table = named(LOOK);
    assert_eq!(table.place(), Place::Echo);
    table.must_show("You lie awake until three.");
    table.press("tab");
    assert_eq!(table.field(), None, "the line that adds one");
    table.keys("down enter");
    table.must_show("What it did to you, 1 of 2");
    table.must_show("You lie awake until three.");
    table.must_not_show("You check what I say.");
    table.type_text("You cannot sleep.");
    table.press("tab");
    table.type_text("I tell you where I am.");
    table.press("tab");
    table.type_text("tomorrow");
    table.must_show("Monday 23 November 2026, tomorrow");
    table.press("enter");
    table.must_show("What it did to you, 2 of 2");
    table.type_text("You cannot trust a word.");
    table.press("tab");
    table.type_text("I say it unasked.");
    table.press("ctrl+s");
    assert_eq!(
        saved(&table),
        [
            whole(
                "You lie awake until three.",
                "You cannot sleep.",
                "I tell you where I am.",
                "2026-11-23"
            ),
            whole(
                "You check what I say.",
                "You cannot trust a word.",
                "I say it unasked.",
                ""
            ),
        ]
    );
}

#[test]
fn all_are_named_and_then_each_is_taken_up_with_clicks() {
    let mut table = at();
    table.resize(80, 40);
    table.click_at(Target::Text(0));
    table.type_text("You lie awake.");
    table.click_at(Target::Text(4));
    table.type_text("You check.");
    table.click_on("+ name one more");
    table.type_text("You are alone with it.");
    table.click_on("then take each one up");
    for number in 1..=3 {
        table.must_show(&format!("{number} of 3"));
        table.click_on("Said back, without a reason");
        table.type_text("You.");
        table.click_on("What I will do about it");
        table.type_text("I do it.");
        if number < 3 {
            table.click_on("the next one");
        }
    }
    table.click_on("You are alone with it.");
    assert_eq!(table.field().as_deref(), Some("You are alone with it."));
    table.must_show("You check.");
    table.click_on("save");
    let impacts = saved(&table);
    assert_eq!(impacts.len(), 3);
    assert!(impacts.iter().all(|taken| taken.repair == "I do it."));
}

#[test]
fn one_goes_back_and_forth_freely() {
    let mut table = taken(LOOK);
    table.press("f7");
    table.must_show("You check what I say.");
    assert_eq!(table.field().as_deref(), Some("You lie awake until three."));
    table.press("f7");
    table.must_show("2 of 2");
    table.press("f7");
    table.must_show("1 of 2");
    table.must_show("You lie awake because of what I did");
    table.keys("shift+tab shift+tab");
    table.must_show("You check what I say.");
    table.press("tab");
    table.must_show("1 of 2");
}

#[test]
fn nothing_is_taken_up_before_one_is_named() {
    let mut table = at();
    table.keys("shift+tab enter");
    assert!(table.notice().contains("Name one"), "{}", table.notice());
    assert!(!table.can(Command::NextCard));
    assert_eq!(table.field().as_deref(), Some(""));
}

#[test]
fn what_is_missing_is_named_and_gone_to() {
    let mut table = at();
    table.type_text("You lie awake.");
    table.press("ctrl+s");
    assert!(
        table.notice().contains("2 are needed"),
        "{}",
        table.notice()
    );
    table.type_text("You check.");
    table.press("ctrl+s");
    assert!(
        table
            .notice()
            .contains("\u{201c}Said back, without a reason\u{201d} is still empty in number 1")
    );
    table.must_show("1 of 2");
    assert_eq!(table.field().as_deref(), Some(""));
    table.type_text("You cannot sleep.");
    table.press("ctrl+s");
    assert!(
        table
            .notice()
            .contains("\u{201c}What I will do about it\u{201d}")
    );
    table.type_text("I will be home.");
    table.press("tab");
    table.type_text("when I can");
    table.press("ctrl+s");
    assert!(
        table
            .notice()
            .contains("\u{201c}when I can\u{201d} cannot be read as a day")
    );
    assert_eq!(table.field().as_deref(), Some("when I can"));
}

#[test]
fn an_excuse_is_pointed_out_and_can_be_kept() {
    let mut table = taken(LOOK);
    table.type_text(", but");
    table.must_show("\u{201c}but\u{201d}:");
    table.press("tab");
    table.press("f2");
    assert!(table.field().is_some_and(|text| text.ends_with(", but")));
    table.press("f3");
    table.must_not_show("\u{201c}but\u{201d}:");
}

#[test]
fn one_that_was_taken_away_comes_back_with_all_that_was_said_to_it() {
    let mut table = taken(LOOK);
    table.press("ctrl+r");
    table.must_not_show("You lie awake");
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    again.must_not_show("You lie awake");
    again.press("ctrl+b");
    assert_eq!(again.field().as_deref(), Some("You lie awake until three."));
    again.press("f8");
    again.must_show("You lie awake because of what I did");
}

#[test]
fn what_is_half_done_is_there_again_with_the_caret_where_it_was() {
    let mut table = taken(LOOK);
    table.keys("left left left");
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    again.type_text("X");
    assert_eq!(
        again.field().as_deref(),
        Some("You lie awake because of what I Xdid")
    );
}

#[test]
fn what_was_saved_is_opened_with_all_of_them_and_changed() {
    let mut table = taken(LOOK);
    table.press("tab");
    table.type_text("I am home at six.");
    table.press("f8");
    table.type_text("You check.");
    table.press("tab");
    table.type_text("I say it unasked.");
    table.press("ctrl+s");
    assert_eq!(saved(&table).len(), 2);
    table.exercise(ID);
    table.must_show("You lie awake until three.");
    table.must_show("You check what I say.");
    table.keys("enter tab");
    table.type_text(" Each day.");
    table.press("ctrl+s");
    assert_eq!(saved(&table)[0].repair, "I am home at six. Each day.");
}

#[test]
fn it_looks_like_this() {
    insta::assert_snapshot!("echo_named_80x24", named(LOOK).screen());
    insta::assert_snapshot!("echo_taken_80x24", taken(LOOK).screen());
    let mut small = taken(LOOK);
    small.resize(40, 12);
    insta::assert_snapshot!("echo_taken_40x12", small.screen());
    small.press("f7");
    insta::assert_snapshot!("echo_named_40x12", small.screen());
}

#[test]
fn without_colour_it_says_the_same() {
    // But for the brackets around what is not written yet.
    let plain = |table: Table| table.screen().replace(['[', ']'], "");
    assert_eq!(plain(named(MONO)), named(LOOK).screen());
    assert_eq!(plain(taken(MONO)), taken(LOOK).screen());
}
