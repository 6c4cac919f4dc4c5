//! Values in an order: by keys alone, by clicks alone, nothing lost on the way back, and how it looks.

use crate::domain::{Body, Record, Role};
use crate::exercise::Answer;
use crate::exercise::rank;
use crate::tui::app::Look;
use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, MONO, Table, item, profile};

const RANK: &str = r#"
[[step.exercise]]
id = "first"
kind = "rank"
title = "What comes first"
ask = "Choose what you need, put three in order, and say what could be seen of each."
why = "An order says more than a list."
minutes = 12
list = "needs"
top = 3
own = true
behaviour = "What someone could see me do this week"
hint = "Small, and possible on a bad day too."
"#;
const ID: &str = "one-moment-or-pattern.first";

/// The exercise, open.
pub fn opened(look: Look, records: Vec<Record>) -> Table {
    let mut table = Table::trying_in(look, RANK, records);
    table.exercise(ID);
    table
}

fn at() -> Table {
    opened(LOOK, vec![profile(Role::Hurt)])
}

/// With the first three of the list chosen, and one of one's own.
pub fn chosen(look: Look) -> Table {
    let mut table = opened(look, vec![profile(Role::Hurt)]);
    table.keys("enter right enter right enter ctrl+n");
    table.type_text("my garden");
    table.press("tab");
    table
}

#[track_caller]
fn saved(table: &Table) -> rank::Answer {
    table.must_show("Saved.");
    assert!(table.drafts.is_empty());
    let answer = |r: &&Record| r.item == Some(item(ID));
    match table.records.iter().rfind(answer).map(|r| &r.body) {
        Some(Body::Answer(Answer::Rank(answer))) => answer.clone(),
        other => panic!("no answer: {other:?}"),
    }
}

fn top(answer: &rank::Answer) -> Vec<(&str, &str)> {
    let ranked = answer.top.iter();
    ranked.map(|r| (&*r.id, &*r.behaviour)).collect()
}

/// The ids of the needs that come first, and their words.
fn words(table: &Table) -> Vec<(String, String)> {
    let groups = table.app.pack.lists["needs"].groups.iter();
    let words = groups.flat_map(|(_, words)| words);
    words.take(4).cloned().collect()
}

fn ids(table: &Table) -> Vec<String> {
    words(table).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn it_is_done_with_keys_only() {
    let mut table = chosen(LOOK);
    assert_eq!(table.place(), Place::Rank);
    table.must_show("these matter too");
    // The garden from below to the top, the second below the line.
    table.keys("down down down 1 down down + + - - -");
    table.press("tab");
    table.must_show("What someone could see me do this week");
    for words in ["I dig.", "I ask.", "I rest."] {
        table.type_text(words);
        table.press("tab");
    }
    table.press("ctrl+s");
    let ids = ids(&table);
    let answer = saved(&table);
    assert_eq!(
        top(&answer),
        [
            ("own-1", "I dig."),
            (&*ids[0], "I ask."),
            (&*ids[2], "I rest.")
        ]
    );
    assert_eq!(answer.also, [ids[1].clone()]);
    assert_eq!(answer.own["own-1"], "my garden");
}

#[test]
fn it_is_done_with_clicks_only() {
    let mut table = at();
    let words = words(&table);
    let start = |place: usize| words[place].1.chars().take(12).collect::<String>();
    for place in 0..4 {
        table.click_on(&start(place));
    }
    table.click_on("puts 3 of them in order");
    table.click_on(&start(3));
    table.must_show("picked up");
    table.click_on(&start(0));
    table.must_not_show("picked up");
    table.click_on("says what can be seen of each");
    for place in [3, 0, 1] {
        table.click_on(&start(place));
        table.type_text(&format!("deed {place}"));
    }
    table.click_on("saves the 3");
    let answer = saved(&table);
    let id = |place: usize| words[place].0.as_str();
    assert_eq!(
        top(&answer),
        [(id(3), "deed 3"), (id(0), "deed 0"), (id(1), "deed 1")]
    );
    assert_eq!(answer.also, [id(2)]);
}

#[test]
fn one_is_picked_up_and_moves_with_the_arrows_until_it_is_set_down() {
    let mut table = chosen(LOOK);
    table.press("enter");
    table.must_show("picked up");
    table.keys("down down");
    let ids = ids(&table);
    let order = |table: &Table| match table.drafts.values().next().map(|d| &d.body) {
        Some(crate::domain::DraftBody::Doing(crate::exercise::Doing::Rank(doing))) => doing
            .top()
            .iter()
            .filter_map(|value| value.item.clone())
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    table.press("enter");
    table.must_not_show("picked up");
    table.keys("up up");
    table.wait(3);
    assert_eq!(order(&table), [&*ids[1], &*ids[2], &*ids[0]]);
}

#[test]
fn too_few_are_no_order_and_it_says_so() {
    let mut table = at();
    table.keys("enter tab");
    assert_eq!(table.notice(), "Choose 3 or more; 1 so far.");
    table.press("ctrl+s");
    assert_eq!(table.notice(), "Choose 3 or more; 1 so far.");
    assert!(!table.can(Command::PreviousPart));
}

#[test]
fn what_is_missing_is_named_and_gone_to() {
    let mut table = chosen(LOOK);
    table.press("tab");
    table.type_text("I ask.");
    table.press("ctrl+s");
    assert!(table.notice().starts_with("Nothing stands beside"));
    table.type_text("I rest.");
    table.press("shift+tab");
    assert_eq!(table.field().as_deref(), Some("I ask."), "after the second");
    table.keys("tab tab");
    table.type_text("I sleep.");
    table.press("ctrl+s");
    let words: Vec<String> = saved(&table).top.into_iter().map(|r| r.behaviour).collect();
    assert_eq!(words, ["I ask.", "I rest.", "I sleep."]);
}

#[test]
fn nothing_is_lost_when_one_goes_back_and_changes_the_order_or_the_words() {
    let mut table = chosen(LOOK);
    table.press("tab");
    table.type_text("first deed");
    table.press("tab");
    table.type_text("second deed");
    table.keys("shift+tab shift+tab");
    table.must_show("these matter too");
    // The first goes below the line, and the second is let go among the words.
    table.keys("4 tab");
    table.must_show("second deed");
    table.must_not_show("first deed");
    table.keys("shift+tab shift+tab shift+tab");
    table.click_on(&words(&table)[1].1);
    table.keys("tab tab");
    table.type_text("third deed");
    table.press("tab");
    table.type_text("garden deed");
    table.press("tab");
    assert_eq!(
        table.field().as_deref(),
        Some("first deed"),
        "it is in again"
    );
    table.press("ctrl+s");
    let answer = saved(&table);
    let ids = ids(&table);
    assert_eq!(
        top(&answer),
        [
            (&*ids[2], "third deed"),
            ("own-1", "garden deed"),
            (&*ids[0], "first deed")
        ]
    );
    assert_eq!(answer.kept[&ids[1]], "second deed");
    let reading = crate::query::reading::Reading::of(
        table.records.last().expect("an answer"),
        table.now.wall.date_naive(),
    );
    assert!(
        reading
            .expect("it can be read")
            .text()
            .contains("second deed")
    );
}

#[test]
fn what_is_half_done_is_there_again_after_the_program_was_cut_off() {
    let mut table = chosen(LOOK);
    table.press("tab");
    table.type_text("I ask.");
    table.press("tab");
    table.type_text("I rst.");
    table.keys("left left left");
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    assert_eq!(again.place(), Place::Rank);
    again.type_text("e");
    assert_eq!(again.field().as_deref(), Some("I rest."));
    again.must_show("I ask.");
    let mut table = at();
    table.press("ctrl+n");
    table.type_text("my gard");
    table.wait(3);
    let mut again = table.again();
    again.press("enter");
    again.press("ctrl+n");
    assert_eq!(again.field().as_deref(), Some("my gard"));
}

#[test]
fn an_answer_is_opened_at_its_order_and_changed() {
    let mut table = chosen(LOOK);
    table.press("tab");
    for words in ["one", "two", "three"] {
        table.type_text(words);
        table.press("tab");
    }
    table.press("ctrl+s");
    let first = saved(&table);
    table.exercise(ID);
    table.must_show("these matter too");
    table.keys("- ctrl+s");
    let second = saved(&table);
    assert_eq!(second.top[0], first.top[1]);
    assert_eq!(second.top[1], first.top[0]);
    assert_eq!(second.own, first.own);
}

#[test]
fn it_looks_like_this() {
    let mut table = at();
    table.keys("enter right enter");
    insta::assert_snapshot!("rank_choosing_80x24", table.screen());
    let mut table = chosen(LOOK);
    table.press("enter");
    insta::assert_snapshot!("rank_ordering_80x24", table.screen());
    table.press("tab");
    table.type_text("On Thursday I switch the phone off at nine.");
    insta::assert_snapshot!("rank_showing_80x24", table.screen());
    table.resize(40, 12);
    insta::assert_snapshot!("rank_showing_40x12", table.screen());
    table.press("shift+tab");
    insta::assert_snapshot!("rank_ordering_40x12", table.screen());
    table.press("shift+tab");
    insta::assert_snapshot!("rank_choosing_40x12", table.screen());
}

#[test]
fn without_colour_it_says_the_same() {
    let picked = |look| {
        let mut table = chosen(look);
        table.press("enter");
        table.screen()
    };
    assert_eq!(picked(MONO), picked(LOOK));
    let ascii = picked(Look {
        ascii: true,
        ..MONO
    });
    assert!(ascii.contains("> 1  ") && ascii.contains("picked up"));
}
