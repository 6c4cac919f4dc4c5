//! An exercise that takes several answers: each is a thing of its own.

use super::super::testing::{Table, profile};
use crate::domain::Role;

const TALKS: &str = r#"
[[step.exercise]]
id = "talks"
kind = "write"
title = "Talks"
ask = "What was said this time?"
minutes = 5
many = true
another = "Write down another talk"
"#;

fn book() -> Table {
    let mut table = Table::trying(TALKS, vec![profile(Role::Hurt)]);
    table.press("enter");
    table.must_show("Talks");
    table
}

/// Writes a talk and saves it, from the list or from the step.
fn write(table: &mut Table, words: &str) {
    table.type_text(words);
    table.press("ctrl+s");
}

#[test]
fn the_first_one_is_written_at_once_and_later_ones_are_listed() {
    let mut table = book();
    table.go(super::super::view::Route::OneOf(
        super::super::testing::item("one-moment-or-pattern.talks"),
        None,
    ));
    write(&mut table, "We talked about the money.");
    table.go(super::super::view::Route::Several(
        super::super::testing::item("one-moment-or-pattern.talks"),
    ));
    table.must_show("We talked about the money.");
    table.must_show("Write down another talk");
    table.press("ctrl+n");
    write(&mut table, "We talked about the keys.");
    table.must_show("We talked about the money.");
    table.must_show("We talked about the keys.");
    assert_eq!(table.records.len(), 3, "the role and two talks");
}

#[test]
fn what_is_half_written_is_listed_and_gone_on_with() {
    let mut table = book();
    let talks = super::super::testing::item("one-moment-or-pattern.talks");
    table.go(super::super::view::Route::OneOf(talks.clone(), None));
    table.type_text("It began well");
    table.press("esc");
    table.go(super::super::view::Route::Several(talks));
    table.must_show("half written");
    table.press("enter");
    table.must_show("It began well");
    write(&mut table, ", and stayed so.");
    table.must_show("It began well, and stayed so.");
    assert!(table.drafts.is_empty());
}
