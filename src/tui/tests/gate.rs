//! The questions before some pages: asked in private, answered in one's head, kept nowhere.

use insta::assert_snapshot;

use super::super::command::Place;
use super::super::testing::{Table, item, profile};
use super::super::view::Route;
use crate::domain::Role;

const BEHIND: &str = r#"
[[step.exercise]]
id = "untold"
kind = "write"
title = "What they do not know"
ask = "Write it down, for yourself."
minutes = 5
gate = "disclosure"
"#;

fn at_the_gate() -> Table {
    let mut table = Table::trying(BEHIND, vec![profile(Role::Broke)]);
    table.go(Route::Exercise(item("one-moment-or-pattern.untold")));
    table
}

/// Past every question, to the words for everyone.
fn asked_all(table: &mut Table) {
    for _ in 0..20 {
        if table.screen().contains("Not now") {
            return;
        }
        table.press("enter");
    }
    panic!("the questions end");
}

#[test]
fn the_questions_come_one_by_one_and_then_the_same_words_for_everyone() {
    let mut table = at_the_gate();
    assert_snapshot!(table.screen());
    table.press("enter");
    table.must_show("Who else can open this machine");
    asked_all(&mut table);
    table.must_show("Nobody knows what you thought");
    assert_snapshot!(table.screen());
    table.press("enter");
    table.must_show("Write it down, for yourself.");
}

#[test]
fn nothing_of_it_is_kept() {
    let mut table = at_the_gate();
    asked_all(&mut table);
    table.press("enter");
    table.press("esc");
    assert_eq!(table.records.len(), 1, "the role, and nothing else");
    assert!(table.drafts.is_empty());
}

#[test]
fn not_now_leads_back_and_it_is_asked_again_the_next_time() {
    let mut table = at_the_gate();
    asked_all(&mut table);
    table.press("down");
    table.press("enter");
    assert!(!table.screen().contains("Nobody knows"));
    table.go(Route::Exercise(item("one-moment-or-pattern.untold")));
    table.must_show("Only if you are alone");
}

#[test]
fn it_is_asked_once_in_a_sitting_and_the_way_back_passes_it_by() {
    let mut table = at_the_gate();
    asked_all(&mut table);
    table.click_on("Go on to the page");
    table.must_show("Write it down, for yourself.");
    table.press("esc");
    assert!(!table.screen().contains("Nobody knows"));
    table.go(Route::Exercise(item("one-moment-or-pattern.untold")));
    table.must_show("Write it down, for yourself.");
    let mut again = table.again();
    again.go(Route::Exercise(item("one-moment-or-pattern.untold")));
    again.must_show("Only if you are alone");
}

#[test]
fn the_help_page_is_a_key_away_and_leads_back() {
    let mut table = at_the_gate();
    table.press("f1");
    table.press("esc");
    table.must_show("Only if you are alone");
}

/// The first sentence says that one should be alone.
#[test]
fn in_a_small_window_it_begins_at_its_top_and_nothing_unseen_is_chosen() {
    for size in [(40, 12), (60, 15)] {
        let mut table = Table::trying(BEHIND, vec![profile(Role::Broke)]);
        table.resize(size.0, size.1);
        table.exercise("one-moment-or-pattern.untold");
        assert_eq!(table.place(), Place::Gate);
        table.must_show("Only if you are alone");
        table.resize(80, 24);
        table.resize(size.0, size.1);
        table.must_show("Only if you are alone");
    }
    let mut table = Table::welcome();
    table.resize(40, 12);
    table.keys("enter enter");
    table.type_text("Sam");
    table.keys("enter enter");
    table.must_show("A passphrase, if you like");
    table.asked();
    table.press("enter");
    table.must_show("▸ Not now.");
    assert!(table.asked().is_empty());
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
}
