//! Cards of one form: by keys alone, by clicks alone, what they refuse, and how they look.

use crate::domain::{Body, Role};
use crate::exercise::Answer;
use crate::exercise::cards::Card;
use crate::tui::app::Look;
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, MONO, Table, item, profile};

pub(super) const BOUNDARIES: &str = r#"
[[step.exercise]]
id = "lines"
kind = "cards"
title = "My lines"
ask = "Write down what you need, and what you do where it is crossed."
minutes = 10
card = "A line"
at_most = 3
flags = ["always-never"]
[[step.exercise.field]]
id = "need"
label = "What I need"
hint = "For yourself, in plain words."
[[step.exercise.field]]
id = "do"
label = "What I do where it is crossed"
hint = "Something that is in your own hands."
form = "line"
[[step.exercise.field]]
id = "review"
label = "Looked at again on"
hint = "Lines change. Choose a day within half a year."
optional = true
form = "date"
comes_up = "review"
within = 180
[[step.exercise.rule]]
id = "orders"
fields = ["do"]
phrases = ["you must", "you have to"]
starts = true
unless = ["i will"]
says = "This asks something of the other person. What is in your own hands?"
[[step.exercise.rule]]
id = "access"
phrases = ["your phone"]
needs = ["review"]
says = "Looking into someone's devices needs a day on which you look at it again."
[[step.exercise.rule]]
id = "threat"
phrases = ["or else"]
help = true
says = "This sounds as though someone could come to harm. There is help for that."
"#;

const ID: &str = "one-moment-or-pattern.lines";

pub(super) fn opened(look: Look) -> Table {
    let mut table = Table::trying_in(look, BOUNDARIES, vec![profile(Role::Hurt)]);
    table.exercise(ID);
    table
}

fn at() -> Table {
    opened(LOOK)
}

/// The cards that were saved.
#[track_caller]
fn saved(table: &Table) -> Vec<Card> {
    table.must_show("Saved.");
    assert!(table.drafts.is_empty());
    let answer = |r: &&crate::domain::Record| r.item == Some(item(ID));
    match table.records.iter().rfind(answer).map(|r| &r.body) {
        Some(Body::Answer(Answer::Cards(answer))) => answer.cards.clone(),
        other => panic!("no answer: {other:?}"),
    }
}

fn card(fields: &[(&str, &str)]) -> Card {
    let fields = fields.iter();
    let owned = fields.map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
    owned.collect()
}

/// Two cards, the second with the caret in its first field.
pub(super) fn two(look: Look) -> Table {
    let mut table = opened(look);
    table.type_text("Not to be shouted at.");
    table.press("tab");
    table.type_text("I leave the room.");
    table.press("enter");
    table.type_text("in 3 weeks");
    table.press("ctrl+n");
    table.type_text("To sleep");
    table
}

#[test]
fn they_are_written_with_keys() {
    let mut table = at();
    assert_eq!(table.place(), Place::Cards);
    table.type_text("Not to be shouted at.");
    table.press("tab");
    table.type_text("I leave the room.");
    table.press("enter");
    table.type_text("in 3 weeks");
    table.must_show("Sunday 13 December 2026, in 21 days");
    table.press("ctrl+n");
    table.type_text("To sleep");
    table.press("f7");
    assert_eq!(table.field().as_deref(), Some("Not to be shouted at."));
    table.press("shift+tab");
    assert_eq!(table.field(), None, "the line that adds one");
    table.press("up");
    table.keys("shift+tab shift+tab");
    assert_eq!(table.field().as_deref(), Some("To sleep"));
    table.press("tab");
    table.type_text("I sleep elsewhere.");
    table.press("ctrl+s");
    assert_eq!(
        saved(&table),
        [
            card(&[
                ("need", "Not to be shouted at."),
                ("do", "I leave the room."),
                ("review", "2026-12-13"),
            ]),
            card(&[("need", "To sleep"), ("do", "I sleep elsewhere.")]),
        ]
    );
}

#[test]
fn they_are_written_with_clicks() {
    let mut table = at();
    table.resize(80, 40);
    table.type_text("Calm.");
    table.click_on("What I do where it is crossed");
    table.type_text("I leave.");
    table.click_at(Target::Text(2));
    table.type_text("friday");
    table.click_on("+ one more: A line");
    table.type_text("Rest.");
    table.click_on("Calm.");
    assert_eq!(table.field().as_deref(), Some("Calm."));
    table.click_on("Rest.");
    table.click_at(Target::Text(4));
    table.type_text("I sleep elsewhere.");
    table.click_on("save");
    let cards = saved(&table);
    assert_eq!(cards[0]["review"], "2026-11-27");
    assert_eq!(cards[1]["do"], "I sleep elsewhere.");
}

#[test]
fn a_line_that_orders_is_pointed_out_and_refused_and_every_word_stays() {
    let mut table = at();
    table.type_text("Calm.");
    table.press("tab");
    table.type_text("You must stop.");
    table.must_show("\u{201c}You must\u{201d}: This asks something of the other person.");
    assert!(!table.can(Command::KeepFlag), "a rule holds");
    table.keys("shift+tab ctrl+s");
    assert!(table.notice().contains("in your own hands"));
    assert_eq!(table.field().as_deref(), Some("You must stop."));
    table.must_show("Calm.");
    table.press("esc");
    assert_eq!(table.drafts.len(), 1, "nothing that was typed is lost");
    table.exercise(ID);
    table.must_show("Calm.");
    table.press("end");
    table.type_text(" If not, I will go.");
    table.must_not_show("This asks something");
    table.press("ctrl+s");
    assert_eq!(saved(&table)[0]["do"], "You must stop. If not, I will go.");
}

#[test]
fn what_needs_a_day_leads_to_the_field_of_the_day() {
    let mut table = at();
    table.type_text("To look at your phone.");
    table.must_show("needs a day on which you look at it again");
    table.press("tab");
    table.type_text("I ask.");
    table.press("ctrl+s");
    assert!(table.notice().contains("needs a day"));
    table.type_text("tomorrow");
    table.press("ctrl+s");
    assert_eq!(saved(&table)[0]["review"], "2026-11-23");
}

#[test]
fn a_threat_opens_the_help_page_with_the_reason_and_the_words_are_there_after_it() {
    let mut table = at();
    table.type_text("Calm, or else.");
    table.press("ctrl+s");
    assert_eq!(table.place(), Place::Help);
    assert!(table.notice().contains("someone could come to harm"));
    table.press("esc");
    assert_eq!(table.place(), Place::Cards);
    assert_eq!(table.field().as_deref(), Some("Calm, or else."));
    assert_eq!(table.records.len(), 1, "nothing was saved");
    table.press("esc");
    let mut again = table.again();
    again.press("enter");
    again.must_show("Calm, or else.");
}

#[test]
fn a_day_that_is_too_far_or_none_is_named_and_gone_to() {
    let mut table = two(LOOK);
    table.keys("tab");
    table.type_text("I go.");
    table.press("tab");
    table.type_text("in a year");
    table.keys("f7 ctrl+s");
    assert!(table.notice().contains("21 May 2027"), "{}", table.notice());
    assert_eq!(table.field().as_deref(), Some("in a year"));
    table.press("ctrl+u");
    table.type_text("when it is over");
    table.must_show("not a day yet");
    table.press("ctrl+s");
    assert!(
        table
            .notice()
            .contains("\u{201c}when it is over\u{201d} cannot be read as a day")
    );
    table.keys("ctrl+u ctrl+s");
    assert_eq!(saved(&table).len(), 2);
}

#[test]
fn a_field_that_is_missing_is_named_and_gone_to() {
    let mut table = two(LOOK);
    table.keys("f7 ctrl+s");
    assert!(table.notice().contains("is still empty"));
    assert_eq!(table.field().as_deref(), Some(""));
    table.must_show("To sleep");
}

#[test]
fn a_card_that_was_taken_away_comes_back_even_after_a_restart() {
    let mut table = two(LOOK);
    table.keys("f7 ctrl+r");
    table.must_not_show("Not to be shouted at.");
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    again.must_not_show("Not to be shouted at.");
    again.press("ctrl+b");
    assert_eq!(again.field().as_deref(), Some("Not to be shouted at."));
    again.must_show("To sleep");
    again.must_not_show("bring back");
}

#[test]
fn no_more_are_added_than_there_may_be() {
    let mut table = two(LOOK);
    assert!(table.can(Command::Add));
    table.press("ctrl+n");
    assert!(!table.can(Command::Add));
    table.must_not_show("one more");
    table.press("tab");
    table.keys("tab tab");
    assert_eq!(table.field().as_deref(), Some("Not to be shouted at."));
}

#[test]
fn a_flag_can_be_kept_and_the_next_one_is_gone_to() {
    let mut table = at();
    table.type_text("You never ask.");
    table.press("tab");
    table.type_text("I always leave");
    table.press("f2");
    assert_eq!(table.field().as_deref(), Some("You never ask."));
    table.must_show("\u{201c}You never\u{201d}:");
    table.press("f3");
    table.must_not_show("\u{201c}You never\u{201d}:");
}

#[test]
fn what_is_half_done_is_there_again_with_the_caret_where_it_was() {
    let mut table = two(LOOK);
    table.keys("left left");
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    assert_eq!(again.place(), Place::Cards);
    again.type_text("X");
    assert_eq!(again.field().as_deref(), Some("To sleXep"));
    again.must_show("13 December 2026");
}

#[test]
fn what_was_saved_is_looked_over_folded_and_changed() {
    let mut table = two(LOOK);
    table.press("tab");
    table.type_text("I go.");
    table.press("ctrl+s");
    table.exercise(ID);
    assert_eq!(table.field(), None, "every card is folded");
    table.must_show("a line, 1 \u{b7} looked at again on 13 December 2026");
    table.keys("f8 tab");
    assert_eq!(table.field().as_deref(), Some("I leave the room."));
    table.type_text(" At once.");
    table.press("ctrl+s");
    assert_eq!(saved(&table)[0]["do"], "I leave the room. At once.");
    table.go(crate::tui::view::Route::Reading(table.records[1].thread));
    table.must_show("A line, 2");
    table.must_show("Sunday 13 December 2026");
}

#[test]
fn it_looks_like_this() {
    insta::assert_snapshot!("cards_80x24", two(LOOK).screen());
    let mut refused = at();
    refused.type_text("Calm.");
    refused.press("tab");
    refused.type_text("You must stop.");
    insta::assert_snapshot!("cards_pointed_out_80x24", refused.screen());
    refused.resize(40, 12);
    insta::assert_snapshot!("cards_pointed_out_40x12", refused.screen());
    let mut small = two(LOOK);
    small.resize(40, 12);
    insta::assert_snapshot!("cards_40x12", small.screen());
}

#[test]
fn without_colour_it_says_the_same() {
    // But for the brackets around what is not written yet.
    let mono = two(MONO).screen().replace(['[', ']'], "");
    assert_eq!(mono, two(LOOK).screen());
    let ascii = two(Look {
        ascii: true,
        ..MONO
    });
    assert!(ascii.screen().contains("* Not to be shouted at."));
}
