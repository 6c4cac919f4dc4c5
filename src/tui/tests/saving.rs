//! Save, then show: what is on the screen as saved is on the disk, and what is not is not lost.

use crate::domain::{Body, DraftBody, DraftKey, Record};
use crate::tui::command::Place;
use crate::tui::msg::{Effect, Msg, Told};
use crate::tui::testing::{Disk, Table, entry, key, step};
use crate::tui::view::Route;

fn writing() -> Table {
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.type_text("It rained.");
    table
}

fn texts(records: &[Record]) -> Vec<&str> {
    let text = |record: &Record| match &record.body {
        Body::Entry(entry) => Some(entry.text.clone()),
        _ => None,
    };
    let found = records.iter().filter_map(text).collect::<Vec<_>>();
    found.into_iter().map(|text| &*text.leak()).collect()
}

#[test]
fn nothing_is_shown_as_saved_before_the_disk_has_it() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.press("ctrl+s");
    assert_eq!(table.place(), Place::Entry);
    table.must_show("saving");
    table.must_not_show("Saved.");
    assert_eq!(table.field().as_deref(), Some("It rained."));
    table.answer();
    assert_eq!(table.place(), Place::Home);
    table.must_show("Saved.");
    table.must_show("one entry");
    assert_eq!(texts(&table.records), ["It rained."]);
}

#[test]
fn what_could_not_be_saved_stays_and_says_why() {
    let mut table = writing();
    table.commits = Disk::Refuses;
    table.press("ctrl+s");
    assert_eq!(table.place(), Place::Entry);
    table.must_show("Not saved: there is no room left on the disk.");
    assert_eq!(table.field().as_deref(), Some("It rained."));
    table.wait(3);
    assert_eq!(table.drafts.len(), 1, "the draft goes on being kept");
    table.commits = Disk::Takes;
    table.press("ctrl+s");
    table.must_show("Saved.");
    assert_eq!(texts(&table.records), ["It rained."]);
    assert!(table.drafts.is_empty());
}

#[test]
fn typing_while_it_is_saved_is_not_lost_and_the_page_stays() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.press("ctrl+s");
    table.type_text(" All day");
    table.paste(", and all night.");
    table.answer();
    assert_eq!(table.place(), Place::Entry);
    let all = "It rained. All day, and all night.";
    assert_eq!(table.field().as_deref(), Some(all));
    assert_eq!(texts(&table.records), ["It rained."]);
    table.wait(3);
    let draft = table.drafts.values().next().unwrap();
    let DraftBody::Entry { text, .. } = &draft.body else {
        panic!("a draft of an entry");
    };
    assert_eq!(text, all);
    table.press("ctrl+s");
    assert_eq!(texts(&table.records), ["It rained.", all]);
    assert!(table.drafts.is_empty());
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn leaving_while_it_is_saved_keeps_what_was_typed_since() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.press("ctrl+s");
    table.type_text(" All day");
    table.send(crate::tui::msg::Msg::End);
    table.answer();
    assert_eq!(texts(&table.records), ["It rained."]);
    assert_eq!(table.drafts.len(), 1);
    let mut again = table.again();
    again.press("enter");
    assert_eq!(again.field().as_deref(), Some("It rained. All day"));
}

#[test]
fn commands_wait_while_it_is_saved() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.keys("ctrl+s ctrl+s esc f4");
    assert_eq!(table.place(), Place::Entry);
    let commits = |effect: &&Effect| matches!(effect, Effect::Commit { .. });
    assert_eq!(table.asked.iter().filter(commits).count(), 1);
    table.answer();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn help_that_was_opened_while_it_is_saved_stays_open() {
    let mut table = Table::home();
    table.go(Route::Step(step("owning-it")));
    table.commits = Disk::Waits;
    table.keys("t f1");
    assert_eq!(table.place(), Place::Help);
    table.answer();
    assert_eq!(table.place(), Place::Help);
}

#[test]
fn a_disk_that_answers_twice_or_late_changes_nothing_more() {
    let mut table = writing();
    table.press("ctrl+s");
    let Some(Effect::Commit {
        ticket, records, ..
    }) = table
        .asked()
        .into_iter()
        .rfind(|effect| matches!(effect, Effect::Commit { .. }))
    else {
        panic!("nothing was committed");
    };
    table.told(Told::Saved { ticket, records });
    assert_eq!(table.place(), Place::Home);
    table.must_show("one entry");
}

#[test]
fn saving_what_has_not_changed_writes_nothing_and_says_saved() {
    let saved = entry(1, "2026-11-20T21:40:00+01:00", "We talked", "For an hour.");
    let mut table = Table::with(vec![saved.clone()]);
    table.go(Route::Entry(Some(saved.thread)));
    table.press("ctrl+s");
    table.must_show("Saved.");
    assert_eq!(table.records.len(), 1);
}

#[test]
fn an_empty_page_is_not_saved() {
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.press("ctrl+s");
    assert_eq!(table.place(), Place::Entry);
    table.type_text("  ");
    table.press("ctrl+s");
    table.must_show("The page is empty, so there is nothing to save.");
    assert!(texts(&table.records).is_empty());
}

#[test]
fn an_entry_that_is_written_in_another_window_is_left_alone() {
    let saved = entry(1, "2026-11-20T21:40:00+01:00", "We talked", "For an hour.");
    let mut table = Table::with(vec![saved.clone()]);
    table.elsewhere.insert(DraftKey::Entry(saved.thread));
    table.go(Route::Reading(saved.thread));
    table.press("e");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("This is being written in another window.");
    assert!(table.drafts.is_empty());
}

#[test]
fn a_record_that_appears_from_elsewhere_is_there_at_once_and_the_page_stays() {
    let mut table = writing();
    let other = entry(
        7,
        "2026-11-22T20:00:00+01:00",
        "From the other machine",
        "Hello.",
    );
    table.told(Told::Appeared {
        records: vec![other],
        findings: Vec::new(),
    });
    assert_eq!(table.place(), Place::Entry);
    assert_eq!(table.field().as_deref(), Some("It rained."));
    table.press("esc");
    table.press("w");
    table.must_show("From the other machine");
}

#[test]
fn an_entry_that_changed_elsewhere_while_it_was_open_says_so_and_keeps_both() {
    let saved = entry(1, "2026-11-20T21:40:00+01:00", "We talked", "For an hour.");
    let mut table = Table::with(vec![saved.clone()]);
    table.go(Route::Entry(Some(saved.thread)));
    table.type_text(" Or two.");
    let newer = crate::tui::testing::version(
        2,
        "2026-11-22T20:00:00+01:00",
        &saved,
        &[&saved],
        "For an hour, and then some.",
    );
    table.told(Told::Appeared {
        records: vec![newer],
        findings: Vec::new(),
    });
    table.must_show("came in from elsewhere");
    table.press("ctrl+s");
    table.go(Route::Reading(saved.thread));
    table.must_show("Or two.");
    table.press("v");
    table.must_show("For an hour, and then some.");
    table.must_show("version 2 of 3");
}

#[test]
fn a_book_that_cannot_be_written_says_why_and_loses_nothing() {
    let why = "The folder is on a disk that cannot be written.";
    let records = super::scenes::book();
    let mut table = Table::of(crate::tui::testing::LOOK, records, Vec::new(), Some(why));
    table.must_show("read only");
    table.keys("n");
    table.type_text("It rained.");
    table.press("ctrl+s");
    table.must_show(why);
    assert_eq!(table.place(), Place::Entry);
    assert_eq!(table.field().as_deref(), Some("It rained."));
    table.keeps = Disk::Refuses;
    table.wait(3);
    table.must_show("NOT kept");
    assert_eq!(table.field().as_deref(), Some("It rained."));
    table.keys("f1 esc");
    assert_eq!(table.field().as_deref(), Some("It rained."));
}

/// Each of these letters leads away, sets something aside or ends the program where it is a command.
#[test]
fn letters_that_follow_a_save_mean_nothing_on_the_page_below() {
    let mut table = Table::home();
    table.go(Route::Step(step("owning-it")));
    table.go(Route::Entry(None));
    table.type_text("I said that it was");
    table.press("ctrl+s");
    table.must_show("Saved. The page is closed.");
    for _ in 0..4 {
        table.type_text("the quiet nights, \n m w s q");
        assert_eq!(table.place(), Place::Step);
        table.must_show("Saved. The page is closed.");
    }
    assert!(!table.asked().contains(&Effect::Quit));
    table.press("n");
    assert_eq!(
        table.place(),
        Place::Entry,
        "after a pause a letter is a command again"
    );
}

#[test]
fn a_hand_that_moves_on_the_page_below_is_heard_at_once() {
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.type_text("Words");
    table.send(Msg::Key(key("ctrl+s")));
    table.send(Msg::Key(key("down")));
    table.send(Msg::Key(key("w")));
    assert_eq!(table.place(), Place::Journal);
}
