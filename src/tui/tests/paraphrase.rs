//! Saying it back: by keys alone, by clicks alone, with tries and drafts kept, and how it looks.

use crate::domain::{Body, Role};
use crate::exercise::Answer;
use crate::exercise::paraphrase::{Reply, Try};
use crate::tui::app::Look;
use crate::tui::canvas::Target;
use crate::tui::command::Place;
use crate::tui::testing::{LOOK, MONO, Table, item, profile};

const ID: &str = "listening.say-it-back";

fn opened(look: Look) -> Table {
    let mut table = Table::of(look, vec![profile(Role::Broke)], Vec::new(), None);
    table.exercise(ID);
    table
}

fn at() -> Table {
    opened(LOOK)
}

/// The tries that were saved.
#[track_caller]
fn saved(table: &Table) -> Vec<Try> {
    table.must_show("Saved.");
    assert!(table.drafts.is_empty());
    let answer = |r: &&crate::domain::Record| r.item == Some(item(ID));
    match table.records.iter().rfind(answer).map(|r| &r.body) {
        Some(Body::Answer(Answer::Paraphrase(answer))) => answer.tries.clone(),
        other => panic!("no answer: {other:?}"),
    }
}

fn replies(attempt: &Try) -> Vec<Reply> {
    attempt.looked.iter().map(|looked| looked.reply).collect()
}

#[test]
fn it_is_said_back_with_keys_twice_and_both_tries_are_kept() {
    let mut table = at();
    assert_eq!(table.place(), Place::Paraphrase);
    table.press("enter");
    table.must_show("when you say good morning, I check it");
    table.type_text("You are angry about the money, and I pay it back.");
    table.press("tab");
    table.must_show("Did I say what they meant?");
    table.keys("3 right right down 3 enter");
    table.must_show("In my words, before");
    assert_eq!(table.field().as_deref(), Some(""));
    table.type_text("I lied to your face,\nand you check each word since.");
    table.keys("tab 1 1 1 ctrl+s");
    let tries = saved(&table);
    assert_eq!(tries.len(), 2);
    assert_eq!(
        replies(&tries[0]),
        [Reply::No, Reply::Nearly, Reply::No],
        "{tries:?}"
    );
    assert_eq!(replies(&tries[1]), [Reply::Yes, Reply::Yes, Reply::Yes]);
    assert_eq!(tries[0].statement.as_deref(), Some("good-morning"));
    assert_eq!(tries[0].heard, tries[1].heard);
}

#[test]
fn it_is_said_back_with_clicks() {
    let mut table = at();
    table.click_on("When you are late I do not think");
    table.type_text("You listen for the door.");
    table.click_on("lays both side by side");
    table.click_on("You listen for the door.");
    table.type_text(" You know nothing then.");
    table.click_on("lays both side by side");
    for question in 0..3 {
        table.click_at(Target::Choice(question, question));
    }
    table.click_on("every try, once");
    let tries = saved(&table);
    assert_eq!(tries.len(), 1);
    assert_eq!(replies(&tries[0]), [Reply::Yes, Reply::Nearly, Reply::No]);
    assert!(tries[0].said.ends_with("You know nothing then."));
}

#[test]
fn words_that_are_remembered_can_be_said_back() {
    let mut table = at();
    table.keys("down down down down down");
    table.press("enter");
    assert!(table.notice().contains("as you remember it"));
    table.type_text("You never even asked.");
    table.press("enter");
    table.must_show("You never even asked.");
    table.press("tab");
    assert!(table.notice().contains("first"), "nothing is said back yet");
    table.type_text("I did not ask.");
    table.press("ctrl+s");
    assert!(
        table.notice().contains("what they meant"),
        "{}",
        table.notice()
    );
    table.keys("1 2 3 ctrl+s");
    let tries = saved(&table);
    assert_eq!(
        (tries[0].statement.as_deref(), &*tries[0].heard),
        (None, "You never even asked.")
    );
}

#[test]
fn remembered_words_that_were_not_said_back_are_not_lost_by_saving() {
    let mut table = at();
    table.press("enter");
    table.type_text("You check.");
    table.keys("tab 1 1 1");
    table.keys("down enter");
    table.keys("down down down down down");
    table.type_text("You look away.");
    table.press("ctrl+s");
    assert!(table.notice().contains("have not been said back"));
    assert_eq!(table.field().as_deref(), Some("You look away."));
    table.keys("ctrl+a backspace ctrl+s");
    assert_eq!(saved(&table).len(), 1);
}

#[test]
fn what_is_half_done_is_there_again_after_the_program_was_cut_off() {
    let mut table = at();
    table.press("enter");
    table.type_text("You check.");
    table.keys("tab 2 down down enter");
    table.type_text("You cannot take a good morn");
    table.keys("left left");
    table.wait(12);
    let mut again = table.again();
    again.press("enter");
    assert_eq!(again.place(), Place::Paraphrase);
    again.type_text("X");
    assert_eq!(
        again.field().as_deref(),
        Some("You cannot take a good moXrn")
    );
    again.must_show("You check.");
    again.keys("tab 1 1 1 ctrl+s");
    let tries = saved(&again);
    assert_eq!(
        replies(&tries[0]),
        [Reply::Nearly],
        "the first try with what was seen in it"
    );
    assert_eq!(tries.len(), 2);
}

#[test]
fn an_answer_is_opened_where_both_stand_side_by_side() {
    let mut table = at();
    table.press("enter");
    table.type_text("You check.");
    table.keys("tab 1 1 1 ctrl+s");
    table.exercise(ID);
    table.must_show("You check.");
    table.must_show("Try again");
    table.press("shift+tab");
    table.type_text(" Each time.");
    table.keys("tab 1 1 2 ctrl+s");
    let tries = saved(&table);
    assert_eq!(
        tries.len(),
        2,
        "the words that were looked at before are kept"
    );
    assert_eq!(tries[1].said, "You check. Each time.");
}

fn compared(look: Look) -> Table {
    let mut table = opened(look);
    table.press("enter");
    table.type_text("You are angry about the money, and I have said that I will pay it back.");
    table.keys("tab 3 2");
    table
}

#[test]
fn it_looks_like_this() {
    let mut table = at();
    insta::assert_snapshot!("paraphrase_choosing_80x24", table.screen());
    table.press("enter");
    table.type_text("You are angry about the money.");
    insta::assert_snapshot!("paraphrase_saying_80x24", table.screen());
    insta::assert_snapshot!("paraphrase_comparing_80x24", compared(LOOK).screen());
    let mut small = compared(LOOK);
    small.resize(40, 12);
    insta::assert_snapshot!("paraphrase_comparing_40x12", small.screen());
    small.press("shift+tab");
    insta::assert_snapshot!("paraphrase_saying_40x12", small.screen());
    small.press("shift+tab");
    insta::assert_snapshot!("paraphrase_choosing_40x12", small.screen());
}

#[test]
fn without_colour_it_says_the_same() {
    assert_eq!(compared(MONO).screen(), compared(LOOK).screen());
    let ascii = compared(Look {
        ascii: true,
        ..MONO
    })
    .screen();
    assert!(ascii.contains("* no") && ascii.contains("> Did I leave"));
}
