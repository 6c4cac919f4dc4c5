//! Nobody was there: the pages lock by themselves, and come back as they were left.

use chrono::TimeDelta;

use super::{MARKER, book, is_shut, keeps, locked, locks, place_of, sealed, writing};
use crate::tui::command::Place;
use crate::tui::msg::{Effect, Msg};
use crate::tui::testing::{Disk, LOOK, PASSPHRASE, Table};
use crate::tui::tests::scenes;
use crate::tui::view::Route;

#[test]
fn after_ten_minutes_without_a_key_the_draft_is_kept_and_the_pages_are_locked() {
    let mut table = writing();
    table.asked();
    table.wait(10 * 60 - 1);
    assert_eq!(table.place(), Place::Entry);
    table.wait(1);
    let asked = table.asked();
    let (kept, locked) = (place_of(&asked, keeps), place_of(&asked, locks));
    assert!(kept.is_some() && kept < locked, "{asked:?}");
    is_shut(&mut table);
    table.must_show("Sam\u{2019}s pages are locked.");
}

#[test]
fn every_key_and_click_begins_the_time_anew() {
    let mut table = sealed();
    for _ in 0..4 {
        table.wait(9 * 60);
        table.press("down");
        table.wait(9 * 60);
        table.click(1, 1);
    }
    assert_eq!(table.place(), Place::Home);
    table.wait(10 * 60);
    is_shut(&mut table);
}

#[test]
fn the_time_is_the_persons_own_choice_and_may_be_never() {
    for (minutes, seconds) in [(1, 60), (5, 300), (30, 1_800)] {
        let mut table = sealed();
        table.app.prefs.idle_minutes = minutes;
        table.press("down");
        table.wait(seconds - 1);
        assert_eq!(table.place(), Place::Home, "{minutes}");
        table.wait(1);
        is_shut(&mut table);
    }
    let mut table = sealed();
    table.app.prefs.idle_minutes = 0;
    table.press("down");
    table.wait(100_000);
    assert_eq!(table.place(), Place::Home);
    assert_eq!(table.app.deadline(), None, "nothing wakes it");
}

#[test]
fn without_a_passphrase_nothing_locks() {
    let mut table = Table::with(book());
    table.wait(100_000);
    assert_eq!(table.place(), Place::Home);
    assert_eq!(table.app.deadline(), None);
}

/// The machine slept with its lid closed: only the wall clock went on.
fn lid(table: &mut Table, minutes: i64) {
    table.now.wall += TimeDelta::minutes(minutes);
}

#[test]
fn a_closed_lid_counts_whatever_is_the_first_thing_to_happen_then() {
    type First = fn(&mut Table);
    let firsts: [(&str, First); 6] = [
        ("a tick", |table| table.send(Msg::Tick)),
        ("the focus", |table| table.send(Msg::Focus)),
        ("a new size", |table| table.resize(100, 30)),
        ("a key", |table| table.press("x")),
        ("a paste", |table| table.paste("pasted")),
        ("a click", |table| table.click(10, 5)),
    ];
    for (name, first) in firsts {
        let mut table = writing();
        lid(&mut table, 11);
        first(&mut table);
        assert_eq!(table.place(), Place::Lock, "{name}");
        // What was meant for the page is not typed into the lock.
        is_shut(&mut table);
        table.unlock();
        assert_eq!(table.field(), Some(format!("{MARKER} again")), "{name}");
    }
}

#[test]
fn one_comes_back_to_the_page_and_the_letter_where_one_was() {
    let mut table = writing();
    table.keys("left left");
    let (text, caret) = (table.field(), table.caret());
    table.wait(700);
    table.unlock();
    assert_eq!(table.place(), Place::Entry);
    assert_eq!((table.field(), table.caret()), (text, caret));
    // From there the way back leads home, as always.
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
    table.must_show("Go on with \u{201c}a journal entry\u{201d}");
    // From under the help page, too.
    table.keys("enter f1");
    table.wait(700);
    table.unlock();
    assert_eq!(table.place(), Place::Entry);
    // And home where nothing was being written.
    let mut table = sealed();
    table.go(Route::Journal { search: false });
    table.wait(700);
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn it_locks_from_every_screen_and_nothing_of_it_is_left() {
    for scene in scenes::SCENES {
        let mut table = (scene.set)(LOOK);
        let open = table.app.session.as_ref();
        if open.is_none_or(|session| session.protection == crate::domain::Protection::Clear) {
            continue;
        }
        table.answer();
        table.wait(2_000);
        is_shut(&mut table);
    }
    // The same screens, over a book that is sealed.
    for leave in ["?", ":", "f1", ",", "w", "m", "t", "/", "s", "enter", "n"] {
        let mut table = sealed();
        table.press(leave);
        table.wait(2_000);
        is_shut(&mut table);
    }
}

#[test]
fn what_is_on_its_way_to_the_disk_is_seen_through_first() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.press("ctrl+s");
    table.asked();
    table.wait(20 * 60);
    assert!(!table.asked().iter().any(locks));
    table.answer();
    assert!(table.asked().iter().any(locks));
    is_shut(&mut table);
    assert_eq!(table.records.len(), 3);
    table.unlock();
    table.must_show("2 entries");
    assert!(table.drafts.is_empty());
}

#[test]
fn what_could_not_be_saved_meanwhile_is_said_when_it_is_open_again() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.press("ctrl+s");
    table.wait(20 * 60);
    table.commits = Disk::Refuses;
    table.answer();
    is_shut(&mut table);
    assert_eq!(table.drafts.len(), 1);
    table.unlock();
    assert_eq!(table.field(), Some(format!("{MARKER} again")));
    assert_eq!(
        table.notice(),
        "Not saved: there is no room left on the disk."
    );
}

#[test]
fn words_that_the_disk_did_not_take_wait_in_memory_for_the_passphrase() {
    let mut table = writing();
    table.keeps = Disk::Refuses;
    table.wait(700);
    is_shut(&mut table);
    assert!(table.drafts.is_empty());
    table.must_show("It is kept in memory until this is open again");
    assert!(table.app.kept_back().is_some(), "leaving warns of it");
    table.keeps = Disk::Takes;
    table.unlock();
    assert_eq!(table.field(), Some(format!("{MARKER} again")));
    assert_eq!(table.drafts.len(), 1);
    assert!(table.app.kept_back().is_none());
}

#[test]
fn so_do_those_of_a_page_that_was_left_before() {
    let mut table = writing();
    table.keeps = Disk::Refuses;
    table.press("esc");
    table.wait(700);
    is_shut(&mut table);
    table.keeps = Disk::Takes;
    table.unlock();
    assert_eq!(table.drafts.len(), 1);
    table.must_show("Go on with \u{201c}a journal entry\u{201d}");
}

#[test]
fn no_draft_goes_to_the_disk_while_it_is_locked() {
    let mut table = writing();
    table.wait(700);
    table.asked();
    // The table would not take any; see there.
    table.type_text("quiet");
    table.wait(59);
    table.keys("f1 esc ctrl+z");
    table.send(Msg::End);
    table.send(Msg::Told(crate::tui::msg::Told::Rescue));
    let asked = table.asked();
    assert!(!asked.iter().any(keeps), "{asked:?}");
    let ways = [Effect::Suspend, Effect::Quit];
    assert_eq!(asked, ways);
}

#[test]
fn what_is_left_typed_at_the_lock_is_forgotten_after_a_minute() {
    let mut table = locked();
    table.type_text("quiet riv");
    table.press("f2");
    table.wait(59);
    table.must_show("quiet riv");
    table.wait(1);
    is_shut(&mut table);
    table.press("f3");
    table.type_text("ABCD");
    table.wait(60);
    is_shut(&mut table);
    assert_eq!(table.app.deadline(), None);
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn who_reads_the_help_page_at_the_lock_is_left_in_peace() {
    let mut table = locked();
    table.type_text(PASSPHRASE);
    table.press("f1");
    table.wait(600);
    assert_eq!(table.place(), Place::Help);
    table.press("esc");
    is_shut(&mut table);
}
