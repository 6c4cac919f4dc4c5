//! Hiding that stays: an empty screen, and behind it nothing that a passphrase would not have to open.

use super::{MARKER, book, is_shut, keeps, locks, place_of};
use crate::tui::command::Place;
use crate::tui::msg::{Effect, Msg, Told};
use crate::tui::prefs::Hiding;
use crate::tui::testing::{Disk, LOOK, PASSPHRASE, Table};
use crate::tui::tests::scenes::{self, SCENES};
use crate::tui::view::Route;

fn staying() -> Table {
    let mut table = Table::sealed(LOOK, book());
    table.app.prefs.hiding = Hiding::Stay;
    table
}

fn writing() -> Table {
    let mut table = staying();
    table.go(Route::Entry(None));
    table.type_text(&format!("{MARKER} again"));
    table
}

#[track_caller]
fn is_empty(table: &Table) {
    assert_eq!(table.screen().trim(), "");
    assert_eq!(table.caret(), None);
    let plain = |cell: &ratatui::buffer::Cell| *cell == ratatui::buffer::Cell::default();
    assert!(table.buffer().content.iter().all(plain), "no colour either");
    assert!(table.hits().is_empty());
}

#[test]
fn the_screen_is_empty_at_once_the_draft_is_kept_and_the_keys_are_dropped() {
    for chord in ["ctrl+l", "f12"] {
        let mut table = writing();
        table.asked();
        table.press(chord);
        is_empty(&table);
        let asked = table.asked();
        let blanked = place_of(&asked, |effect| matches!(effect, Effect::Blank));
        assert_eq!(blanked, Some(0), "before anything else: {asked:?}");
        let (kept, locked) = (place_of(&asked, keeps), place_of(&asked, locks));
        assert!(kept.is_some() && kept < locked, "{asked:?}");
        assert!(!asked.contains(&Effect::Hide));
        is_shut(&mut table);
    }
}

#[test]
fn a_key_brings_the_lock_with_neither_the_programs_name_nor_the_persons() {
    type Hand = fn(&mut Table);
    let hands: [(&str, Hand); 6] = [
        ("a letter", |table| table.press("q")),
        ("enter", |table| table.press("enter")),
        ("esc", |table| table.press("esc")),
        ("the way out", |table| table.press("ctrl+c")),
        ("a click", |table| table.click(3, 3)),
        ("a paste", |table| table.paste("pasted")),
    ];
    for (name, hand) in hands {
        let mut table = writing();
        table.press("ctrl+l");
        table.wait(3);
        table.asked();
        hand(&mut table);
        assert_eq!(table.asked(), [], "{name}");
        table.must_show("passphrase");
        let screen = table.screen().to_lowercase();
        assert!(
            !screen.contains("amends") && !screen.contains("sam"),
            "{screen}"
        );
        // The key itself is no part of the passphrase.
        assert_eq!(table.field().as_deref(), Some(""), "{name}");
        table.unlock();
        assert_eq!(table.field(), Some(format!("{MARKER} again")));
    }
}

#[test]
fn what_is_no_hand_brings_nothing() {
    let mut table = writing();
    table.press("ctrl+l");
    table.wait(100_000);
    table.resize(120, 40);
    table.send(Msg::Focus);
    table.send(Msg::Background { dark: false });
    table.told(Told::Failed(MARKER.to_owned()));
    is_empty(&table);
    table.resize(10, 3);
    is_empty(&table);
}

#[test]
fn hands_that_go_on_typing_and_the_chord_itself_leave_it_empty() {
    let mut table = writing();
    table.press("ctrl+l");
    table.type_text(" and what I was about to say");
    is_empty(&table);
    table.wait(5);
    table.press("f12");
    is_empty(&table);
    table.wait(5);
    table.press("space");
    assert_eq!(table.field().as_deref(), Some(""));
}

#[test]
fn left_alone_the_lock_is_empty_again() {
    let mut table = scenes::locking::neutral(LOOK);
    table.type_text("quiet");
    table.wait(59);
    table.must_show("passphrase");
    table.wait(1);
    is_empty(&table);
    table.wait(5);
    table.press("space");
    assert_eq!(table.field().as_deref(), Some(""));
    // Who has gone to the help page is left there.
    table.press("f1");
    table.wait(600);
    assert_eq!(table.place(), Place::Help);
}

#[test]
fn it_hides_from_every_screen_of_a_sealed_book() {
    for scene in SCENES {
        let mut table = (scene.set)(LOOK);
        table.app.prefs.hiding = Hiding::Stay;
        if scene.name == "settings, a key" {
            table.press("esc");
        }
        let session = table.app.session.as_ref();
        let sealed = session.is_some_and(|s| s.protection == crate::domain::Protection::Sealed)
            || table.place() == Place::Lock;
        table.asked();
        table.press("ctrl+l");
        if sealed {
            is_empty(&table);
            table.answer();
            is_empty(&table);
            assert!(table.app.session.is_none(), "{}", scene.name);
        } else {
            // What is not sealed could be read behind any screen.
            assert!(table.asked().contains(&Effect::Hide), "{}", scene.name);
        }
    }
}

#[test]
fn it_hides_while_something_is_saved_which_is_seen_through() {
    let mut table = writing();
    table.commits = Disk::Waits;
    table.press("ctrl+s");
    table.asked();
    table.press("ctrl+l");
    is_empty(&table);
    assert_eq!(table.asked(), [Effect::Blank]);
    assert!(table.app.is_locking());
    // No key brings the page back meanwhile.
    table.wait(30);
    table.keys("space enter");
    is_empty(&table);
    table.answer();
    is_empty(&table);
    is_shut(&mut table);
    assert_eq!(table.records.len(), 3);
    assert!(table.drafts.is_empty());
    table.wait(5);
    table.press("space");
    table.unlock();
    table.must_show("2 entries");
}

#[test]
fn hidden_while_it_opens_it_stays_shut() {
    let mut table = scenes::locking::opening(LOOK);
    table.app.prefs.hiding = Hiding::Stay;
    table.press("ctrl+l");
    is_empty(&table);
    table.answer();
    is_empty(&table);
    assert!(table.app.session.is_none());
    assert!(table.locked);
    table.wait(5);
    table.press("space");
    table.unlock();
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn hidden_while_the_passphrase_is_taken_away_it_leaves_since_nothing_is_sealed_any_more() {
    let mut table = staying();
    table.keys = Disk::Waits;
    table.go(Route::Passphrase(crate::tui::guard::Purpose::Remove));
    table.type_text(PASSPHRASE);
    table.keys("enter enter ctrl+l");
    is_empty(&table);
    table.asked();
    table.answer();
    is_empty(&table);
    assert!(table.asked().contains(&Effect::Hide));
}

#[test]
fn without_a_passphrase_hiding_leaves_whatever_was_chosen() {
    let mut table = Table::with(book());
    table.app.prefs.hiding = Hiding::Stay;
    table.press("ctrl+l");
    assert!(table.asked().contains(&Effect::Hide));
}

#[test]
fn words_that_the_disk_did_not_take_are_spoken_of_only_to_a_hand() {
    let mut table = writing();
    table.keeps = Disk::Refuses;
    table.press("ctrl+l");
    is_empty(&table);
    table.wait(5);
    table.press("space");
    table.must_show("It is kept in memory until this is open again");
    table.keeps = Disk::Takes;
    table.unlock();
    assert_eq!(table.field(), Some(format!("{MARKER} again")));
    assert_eq!(table.drafts.len(), 1);
}
