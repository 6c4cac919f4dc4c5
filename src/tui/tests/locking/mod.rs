//! The lock: what it lets in, when it closes, and what is left behind it.

mod elsewhere;
mod hiding;
mod idle;
mod leaving;
mod passphrase;

use crate::domain::{Body, Role};
use crate::tui::command::{Command, Place};
use crate::tui::msg::{Effect, Msg, Told};
use crate::tui::testing::{Disk, LOOK, PASSPHRASE, Table, entry, profile, record};
use crate::tui::view::Route;

/// A word of the pages that is on no screen of the program's own.
const MARKER: &str = "Zebrafish";

fn book() -> Vec<crate::domain::Record> {
    let text = format!("{MARKER} in the kitchen.");
    vec![
        profile(Role::Hurt),
        entry(1, "2026-11-20T21:40:00+01:00", MARKER, &text),
    ]
}

fn locked() -> Table {
    Table::locked(LOOK, book())
}

fn sealed() -> Table {
    Table::sealed(LOOK, book())
}

/// A page of the journal with the marker on it, and two words more.
fn writing() -> Table {
    let mut table = sealed();
    table.go(Route::Entry(None));
    table.type_text(&format!("{MARKER} again"));
    table
}

/// That nothing of the pages is in the program any more.
#[track_caller]
fn is_shut(table: &mut Table) {
    assert!(table.app.session.is_none());
    assert!(table.app.layers.is_empty());
    assert_eq!(table.place(), Place::Lock, "{}", table.screen());
    assert_eq!(table.app.stack.len(), 1);
    table.must_not_show(MARKER);
    assert_eq!(table.field().as_deref(), Some(""));
}

/// Where in the order of what was asked something stands.
fn place_of(asked: &[Effect], wanted: fn(&Effect) -> bool) -> Option<usize> {
    asked.iter().position(wanted)
}

fn locks(effect: &Effect) -> bool {
    matches!(effect, Effect::Lock)
}

fn keeps(effect: &Effect) -> bool {
    matches!(effect, Effect::KeepDraft(_))
}

#[test]
fn a_locked_book_says_whose_it_is_and_nothing_else() {
    let mut table = locked();
    is_shut(&mut table);
    table.must_show("Sam\u{2019}s pages are locked.");
    table.must_not_show("not locked");
    table.must_not_show("only me");
    assert!(table.caret().is_some());
}

#[test]
fn the_passphrase_opens_it_typed_or_pasted() {
    let mut table = locked();
    table.type_text(PASSPHRASE);
    table.must_not_show("quiet");
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
    table.must_show("only me");
    let mut table = locked();
    // What is copied brings its line end along.
    table.paste(&format!("{PASSPHRASE}\n"));
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn a_wrong_passphrase_is_said_plainly_and_not_counted() {
    let mut table = locked();
    let mut screens = Vec::new();
    for _ in 0..5 {
        table.type_text("quiet river");
        table.press("enter");
        table.must_show("That passphrase does not open it.");
        screens.push(table.screen());
        is_shut(&mut table);
    }
    assert!(screens.iter().all(|screen| *screen == screens[0]));
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn a_passphrase_that_the_command_line_brought_along_opens_it() {
    let mut table = Table::with_passphrase(PASSPHRASE, Disk::Waits, book());
    table.must_show("Opening.");
    table.answer();
    assert_eq!(table.place(), Place::Home, "{}", table.screen());
    // It was for this once.
    table.app.guard.later = None;
    table.wait(10 * 60);
    is_shut(&mut table);
    table.must_not_show("Opening.");
}

#[test]
fn one_that_is_wrong_is_said_and_leaves_the_lock_to_be_opened_by_hand() {
    let mut table = Table::with_passphrase("no such words", Disk::Takes, book());
    table.must_show("That passphrase does not open it.");
    is_shut(&mut table);
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn what_is_typed_can_be_shown_and_covered_again() {
    let mut table = locked();
    table.type_text("quiet");
    table.must_not_show("quiet");
    table.press("f2");
    table.must_show("quiet");
    table.press("f2");
    table.must_not_show("quiet");
}

#[test]
fn an_empty_field_opens_nothing_and_costs_nothing() {
    let mut table = locked();
    table.asked();
    table.press("enter");
    table.must_show("The passphrase comes first.");
    assert!(table.asked().is_empty());
}

#[test]
fn while_it_opens_it_says_so_and_letters_go_nowhere() {
    let mut table = locked();
    table.keys = Disk::Waits;
    table.type_text(PASSPHRASE);
    table.press("enter");
    table.must_show("Opening.");
    let screen = table.screen();
    table.asked();
    table.type_text("nq passphrase once more");
    table.paste(PASSPHRASE);
    table.keys("enter tab f3 ctrl+p");
    assert!(table.asked().is_empty());
    assert_eq!(table.screen(), screen);
    table.answer();
    assert_eq!(table.place(), Place::Home, "{}", table.screen());
    assert!(table.drafts.is_empty());
    assert!(table.app.layers.is_empty());
}

#[test]
fn how_far_a_change_of_keys_is_that_was_cut_off_stands_at_the_lock() {
    let mut table = locked();
    table.keys = Disk::Waits;
    table.type_text(PASSPHRASE);
    table.press("enter");
    for (done, of) in [(300, 2_000), (2_000, 2_000)] {
        table.told(Told::Sealing { done, of });
    }
    table.must_show("Finishing what was begun: 2,000 of 2,000 pages.");
}

#[test]
fn a_lock_whose_keys_cannot_be_read_says_so_and_can_be_tried_again() {
    let mut table = locked();
    table.keys = Disk::Refuses;
    table.type_text(PASSPHRASE);
    table.press("enter");
    table.must_show("The key files cannot be read.");
    is_shut(&mut table);
    table.keys = Disk::Takes;
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn the_help_page_the_keys_and_the_way_out_work_from_the_lock() {
    let mut table = locked();
    table.type_text("half of it");
    table.press("f1");
    assert_eq!(table.place(), Place::Help);
    table.press("esc");
    assert_eq!(table.field().as_deref(), Some("half of it"));
    table.press("alt+?");
    table.must_show("The lock");
    table.must_show("Open it with the recovery code");
    table.press("esc");
    table.asked();
    table.press("ctrl+z");
    table.press("ctrl+q");
    assert_eq!(table.asked(), [Effect::Suspend, Effect::Quit]);
}

#[test]
fn a_passphrase_typed_before_the_lock_is_there_is_typed_into_it() {
    let mut table = Table::shut(LOOK);
    table.passphrase = Some(crate::domain::Passphrase::typed(PASSPHRASE));
    table.records = book();
    table.locked = true;
    table.type_text(PASSPHRASE);
    // Its first letter is the key that leaves, and the shell would get the rest.
    assert!(!table.asked().contains(&Effect::Quit));
    table.press("enter");
    table.told(Told::Locked("Sam".to_owned()));
    assert_eq!(table.place(), Place::Home, "{}", table.screen());
    assert!(table.drafts.is_empty());
}

#[test]
fn what_lay_over_the_door_does_not_lie_over_the_lock() {
    let mut table = Table::shut(LOOK);
    table.press(":");
    table.type_text("quiet");
    table.told(Told::Locked("Sam".to_owned()));
    is_shut(&mut table);
    table.must_not_show("quiet");
}

#[test]
fn an_index_of_an_earlier_sitting_is_not_taken() {
    let mut table = sealed();
    let late = table.open_unsearched();
    table.send(Msg::Sleep);
    is_shut(&mut table);
    table.unlock();
    table.press("n");
    table.type_text("A heron.");
    table.press("ctrl+s");
    table.told(late);
    table.press("/");
    table.type_text("heron");
    table.must_show("one place");
}

#[test]
fn nothing_that_is_asked_of_the_disk_tells_a_passphrase() {
    let mut table = locked();
    table.unlock();
    table.go(Route::Passphrase(crate::tui::guard::Purpose::Change));
    for text in [PASSPHRASE, "another stone here", "another stone here"] {
        table.type_text(text);
        table.press("enter");
    }
    table.press("enter");
    let asked = format!("{:?}", table.asked());
    assert!(
        asked.contains("ChangeKeys") && asked.contains("Unlock"),
        "{asked}"
    );
    assert!(!asked.contains("stone"), "{asked}");
}

#[test]
fn a_passphrase_is_never_copied_nor_found_in_a_draft() {
    for place in ["lock", "form"] {
        let mut table = match place {
            "lock" => locked(),
            _ => {
                let mut table = sealed();
                table.go(Route::Passphrase(crate::tui::guard::Purpose::Change));
                table
            }
        };
        table.asked();
        table.type_text(PASSPHRASE);
        table.keys("f2 ctrl+a");
        assert!(!table.can(Command::Copy) && !table.can(Command::Editor));
        table.keys("ctrl+c f4");
        table.wait(30);
        table.send(Msg::Edited(Ok("another".to_owned())));
        table.send(Msg::End);
        let asked = table.asked();
        let tells = |effect: &Effect| {
            matches!(
                effect,
                Effect::Copy(_) | Effect::KeepDraft(_) | Effect::RunEditor(_)
            )
        };
        assert!(!asked.iter().any(tells), "{place}: {asked:?}");
        assert!(table.drafts.is_empty());
    }
}

#[test]
fn ones_own_editor_stays_closed_where_there_is_a_passphrase() {
    let mut table = writing();
    table.asked();
    table.press("f4");
    table.must_show("Your own editor stays closed where there is a passphrase");
    let runs = |effect: &Effect| matches!(effect, Effect::RunEditor(_));
    assert!(!table.asked().iter().any(runs));
    let mut table = Table::home();
    table.keys("n f4");
    assert!(table.asked().iter().any(runs));
}

#[test]
fn before_it_sleeps_the_draft_is_kept_and_the_pages_are_locked() {
    let mut table = writing();
    table.asked();
    table.send(Msg::Sleep);
    let asked = table.asked();
    assert!(
        place_of(&asked, keeps) < place_of(&asked, locks),
        "{asked:?}"
    );
    assert!(place_of(&asked, keeps).is_some());
    is_shut(&mut table);
    assert!(!table.app.is_locking());
    // Without a passphrase there is nothing to lock.
    let mut table = Table::home();
    table.asked();
    table.send(Msg::Sleep);
    assert_eq!(table.asked(), []);
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn the_end_of_the_program_keeps_the_draft_of_a_sealed_book() {
    for last in [Msg::End, Msg::Told(Told::Rescue)] {
        let mut table = writing();
        table.send(last);
        assert_eq!(table.drafts.len(), 1);
        let mut again = table.again();
        is_shut(&mut again);
        again.unlock();
        again.must_show("Go on with \u{201c}a journal entry\u{201d}");
    }
}

#[test]
fn what_comes_in_late_finds_the_lock_and_opens_nothing() {
    let mut table = sealed();
    table.send(Msg::Sleep);
    let purge = record(3, "2026-11-22T20:00:00+01:00", Body::Purge(Vec::new()));
    table.told(Told::Appeared {
        records: vec![purge],
        findings: vec![MARKER.to_owned()],
    });
    table.send(Msg::Edited(Ok(MARKER.to_owned())));
    table.send(Msg::Focus);
    table.told(Told::Sealing { done: 1, of: 2 });
    is_shut(&mut table);
}

#[test]
fn what_is_opened_between_two_locks_stays_shut() {
    let mut table = locked();
    table.app.prefs.hiding = crate::tui::prefs::Hiding::Stay;
    table.keys = Disk::Waits;
    for _ in 0..2 {
        table.unlock();
        table.press("ctrl+l");
        table.wait(5);
        table.press("x");
    }
    // The disk does all four in their order: of the answers to the two locks the first is between the openings.
    table.answer();
    is_shut(&mut table);
    assert!(!table.app.is_locking());
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn what_is_being_opened_when_the_machine_sleeps_stays_shut() {
    let mut table = locked();
    table.keys = Disk::Waits;
    table.unlock();
    table.send(Msg::Sleep);
    assert!(table.app.is_locking(), "the sleep waits for it");
    table.answer();
    assert!(!table.app.is_locking());
    is_shut(&mut table);
}
