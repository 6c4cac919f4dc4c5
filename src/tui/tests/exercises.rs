//! Each kind of exercise, answered once by keys alone and once by clicks alone.

use crate::domain::{Body, Record, Role};
use crate::exercise::Answer;
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{Table, item, profile};

pub(super) fn at(id: &str) -> Table {
    let mut table = Table::home();
    table.exercise(id);
    table
}

/// What was saved: the labels of its parts, each with its text.
#[track_caller]
pub(super) fn saved(table: &Table, id: &str) -> Vec<(String, String)> {
    table.must_show("Saved.");
    let answers = |record: &&Record| record.item == Some(item(id));
    let record = table.records.iter().rfind(answers).expect("an answer");
    let Body::Answer(answer) = &record.body else {
        panic!("not an answer");
    };
    assert!(table.drafts.is_empty());
    let labels = &record.prompt.as_ref().unwrap().labels;
    let parts = answer.parts(labels).into_iter();
    parts.map(|part| (part.label, part.text)).collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect()
}

#[test]
fn a_page_is_written_with_keys() {
    let id = "one-moment-or-pattern.open-questions";
    let mut table = at(id);
    assert_eq!(table.place(), Place::Write);
    table.type_text("When did it begin?\nWho knew?");
    table.press("ctrl+s");
    let found = saved(&table, id);
    assert_eq!(pairs(&found), [("", "When did it begin?\nWho knew?")]);
}

#[test]
fn a_page_is_saved_with_a_click() {
    let id = "one-moment-or-pattern.open-questions";
    let mut table = at(id);
    table.type_text("When did it begin?");
    table.click_on("save");
    saved(&table, id);
}

#[test]
fn the_timer_counts_without_a_key_and_the_stop_can_be_clicked() {
    let mut table = Table::with(vec![profile(Role::Hurt)]);
    table.exercise("owning-it.uncensored");
    table.must_show("about 10 minutes left");
    table.type_text("No");
    table.wait(61);
    table.must_show("about 9 minutes left");
    table.wait(9 * 60);
    table.must_show("the time is over");
    table.click_on("F6 stops at once");
    table.must_show("You stopped.");
    table.click_on("Go back to the page");
    assert_eq!(table.field().as_deref(), Some("No"));
}

#[test]
fn a_timeline_is_filled_with_keys() {
    let id = "one-moment-or-pattern.timeline";
    let mut table = at(id);
    assert_eq!(table.place(), Place::Timeline);
    table.type_text("Took out the loan");
    table.press("tab");
    table.type_text("January 2025");
    table.press("tab");
    table.type_text("2 March 2026");
    table.must_show("between the two");
    table.press("ctrl+n");
    table.press("shift+tab");
    table.press("right");
    table.press("tab");
    table.type_text("Said the bank was replacing the card");
    table.press("ctrl+s");
    let found = saved(&table, id);
    assert_eq!(
        pairs(&found),
        [
            (
                "something done, happened January 2025, came out 2 March 2026",
                "Took out the loan"
            ),
            ("a lie", "Said the bank was replacing the card"),
        ]
    );
}

#[test]
fn a_timeline_is_filled_with_clicks() {
    let id = "one-moment-or-pattern.timeline";
    let mut table = at(id);
    table.click_on("a lie");
    table.click_on("said that I was at work");
    table.type_text("Said nothing");
    table.click_on("2024, March 2024");
    table.type_text("2024");
    table.click_on("one more event");
    table.type_text("Took out the loan");
    table.click_on("Said nothing");
    assert_eq!(table.field().as_deref(), Some("Said nothing"));
    table.click_on("save");
    let found = saved(&table, id);
    assert_eq!(
        pairs(&found),
        [
            ("a lie, happened 2024", "Said nothing"),
            ("something done", "Took out the loan")
        ]
    );
}

#[test]
fn a_date_that_cannot_be_read_is_said_and_kept() {
    let mut table = at("one-moment-or-pattern.timeline");
    table.type_text("Took out the loan");
    table.press("tab");
    table.type_text("some day");
    table.press("ctrl+s");
    table.must_show("“some day” cannot be read as a date.");
    table.must_show("Took out the loan");
    assert_eq!(table.place(), Place::Timeline);
}

#[test]
fn an_event_that_was_taken_away_comes_back() {
    let mut table = at("one-moment-or-pattern.timeline");
    table.type_text("Took out the loan");
    table.press("ctrl+r");
    table.must_not_show("Took out the loan");
    table.press("ctrl+b");
    table.must_show("Took out the loan");
}

const PARTS: [&str; 4] = [
    "I lied about the loan.",
    "I had the letters sent to work.",
    "It cost you a year.",
    "No one made me.",
];

#[test]
fn a_text_in_parts_is_written_with_keys_and_its_flags_can_be_kept() {
    let id = "owning-it.what-i-did";
    let mut table = at(id);
    assert_eq!(table.place(), Place::Compose);
    table.type_text("I lied, but");
    table.must_show("“but”:");
    table.press("f3");
    table.must_not_show("“but”:");
    for part in &PARTS[1..] {
        table.press("tab");
        table.type_text(part);
    }
    table.press("ctrl+s");
    let found = saved(&table, id);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["I lied, but", PARTS[1], PARTS[2], PARTS[3]]);
}

#[test]
fn a_text_in_parts_is_written_with_clicks() {
    let id = "owning-it.what-i-did";
    let mut table = at(id);
    for (place, part) in PARTS.iter().enumerate() {
        if place == 3 {
            table.resize(80, 40);
        }
        table.click_at(Target::Text(place));
        table.type_text(part);
    }
    table.click_on("save");
    let found = saved(&table, id);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, PARTS);
}

#[test]
fn a_part_that_is_missing_is_named_and_gone_to() {
    let mut table = at("owning-it.what-i-did");
    table.type_text(PARTS[0]);
    table.press("ctrl+s");
    table.must_show("is still empty.");
    assert_eq!(table.field().as_deref(), Some(""));
    table.press("shift+tab");
    assert_eq!(table.field().as_deref(), Some(PARTS[0]));
}

#[test]
fn cards_are_sorted_with_keys() {
    let id = "my-part.choices";
    let mut table = at(id);
    assert_eq!(table.place(), Place::Sort);
    table.keys("1 1 1 1 1 1");
    table.press("tab");
    table.type_text("Being ashamed");
    table.press("enter");
    table.press("ctrl+s");
    table.must_show("“Being ashamed” lies in no pile yet.");
    table.keys("2 ctrl+s");
    let found = saved(&table, id);
    assert!(found.iter().any(|(_, text)| text.contains("Being ashamed")));
}

#[test]
fn cards_are_sorted_with_clicks() {
    let id = "my-part.choices";
    let mut table = at(id);
    table.click_on("Going on after the first time");
    table.click_on("1  A choice I made");
    table.must_show("A choice I made");
    for card in 0..5 {
        table.click_at(Target::Item(card));
        table.click_on("1  A choice I made");
    }
    table.click_at(Target::Item(6));
    table.click_on("2  A condition around us");
    table.click_on("save");
    saved(&table, id);
}

#[test]
fn the_betrayal_cannot_be_filed_under_condition_and_the_reason_is_given() {
    let mut table = at("my-part.choices");
    table.press("2");
    assert!(!table.notice().is_empty(), "{}", table.screen());
    assert!(!table.screen().contains("A condition around us\n"));
}

#[test]
fn words_are_chosen_with_keys() {
    let id = "feelings-and-needs.feelings";
    let mut table = at(id);
    assert_eq!(table.place(), Place::Choose);
    table.keys("enter 3 right 4 down 5 tab");
    table.type_text("numb");
    table.keys("enter 2 ctrl+s");
    let found = saved(&table, id);
    let words = &found[0].1;
    assert_eq!(words, "angry (3)\nfurious (4)\non edge (5)\nnumb (2)");
}

#[test]
fn words_are_chosen_with_clicks() {
    let id = "feelings-and-needs.feelings";
    let mut table = at(id);
    for word in ["angry", "bitter", "afraid"] {
        table.click_on(word);
        let at = table.hits().into_iter().find_map(|hit| match hit.target {
            Target::Choice(place, 4) => Some(place),
            _ => None,
        });
        table.click_at(Target::Choice(at.unwrap(), 4));
    }
    table.click_on("save");
    let found = saved(&table, id);
    assert_eq!(found[0].1, "angry (4)\nbitter (4)\nafraid (4)");
}

#[test]
fn a_word_without_its_number_is_named() {
    let mut table = at("feelings-and-needs.feelings");
    table.keys("enter right enter right enter ctrl+s");
    table.must_show("No number yet for “angry”.");
    table.keys("3 ctrl+s");
    table.must_show("No number yet for “furious”.");
}

#[test]
fn numbers_are_given_with_keys() {
    let id = "one-moment-or-pattern.what-the-line-says";
    let mut table = at(id);
    assert_eq!(table.place(), Place::Scale);
    table.keys("7 down 1 0 down right right tab");
    table.type_text("The gaps.");
    table.press("ctrl+s");
    let found = saved(&table, id);
    let numbers: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(numbers[1], "10");
    assert_eq!(*numbers.last().unwrap(), "The gaps.");
}

#[test]
fn numbers_are_given_with_clicks() {
    let id = "one-moment-or-pattern.what-the-line-says";
    let mut table = at(id);
    for (question, number) in [(0, 7), (1, 0), (2, 10)] {
        table.click_at(Target::Choice(question, number));
    }
    table.click_on("What makes you say so?");
    table.type_text("The gaps.");
    table.click_on("save");
    let Some(Body::Answer(Answer::Scale(_))) = table.records.last().map(|record| &record.body)
    else {
        panic!("no answer");
    };
    let found = saved(&table, id);
    let numbers: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(numbers, ["7", "0", "10", "The gaps."]);
}

#[test]
fn an_answer_can_be_changed_and_the_earlier_one_stays() {
    let id = "one-moment-or-pattern.open-questions";
    let mut table = at(id);
    table.type_text("When?");
    table.press("ctrl+s");
    table.exercise(id);
    assert_eq!(table.field().as_deref(), Some("When?"));
    table.type_text(" Where?");
    table.press("ctrl+s");
    let found = saved(&table, id);
    assert_eq!(pairs(&found), [("", "When? Where?")]);
    let step = crate::tui::testing::step("one-moment-or-pattern");
    table.go(crate::tui::view::Route::Step(step));
    table.keys("down down r");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("When? Where?");
    assert!(table.can(Command::Versions));
    table.press("v");
    table.must_show("version 1 of 2");
}

#[test]
fn an_example_opens_and_folds_and_the_text_stays() {
    let mut table = at("owning-it.what-i-did");
    table.type_text(PARTS[0]);
    table.press("f5");
    table.must_show("An example, from two people who are made up:");
    table.press("f5");
    table.must_not_show("An example");
    assert_eq!(table.field().as_deref(), Some(PARTS[0]));
}
