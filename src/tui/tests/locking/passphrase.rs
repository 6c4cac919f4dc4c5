//! A passphrase is set, changed, renewed, taken away and found again by the code on paper.

use super::{MARKER, book, is_shut};
use crate::domain::{Passphrase, RecoveryCode, Role};
use crate::tui::command::Place;
use crate::tui::guard::Purpose;
use crate::tui::msg::Effect;
use crate::tui::testing::{Disk, LOOK, PASSPHRASE, Table};
use crate::tui::tests::scenes::locking::{code, page, set, welcome};
use crate::tui::view::Route;

const ANOTHER: &str = "another stone here";

fn opens_with(table: &Table, text: &str) -> bool {
    table.passphrase == Some(Passphrase::typed(text))
}

#[test]
fn the_welcome_sets_it_before_anything_is_written() {
    let mut table = welcome(LOOK);
    table.press("down");
    set(&mut table, PASSPHRASE, false);
    assert!(opens_with(&table, PASSPHRASE));
    let asked = table.asked();
    let place = |wanted: fn(&Effect) -> bool| asked.iter().position(wanted).unwrap();
    let keys = place(|effect| matches!(effect, Effect::ChangeKeys(_)));
    let role = place(|effect| matches!(effect, Effect::Commit { .. }));
    assert!(keys < role, "the role is sealed from the first: {asked:?}");
    table.must_show("Your pages are sealed.");
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
    table.must_show("amends \u{b7} Sam");
    table.must_show("only me");
    let profile = table.app.session.as_ref().unwrap().state.profile();
    assert_eq!(profile.role, Role::Undecided);
}

#[test]
fn in_the_welcome_it_is_for_later_with_one_key() {
    let mut table = welcome(LOOK);
    table.must_show("Not now. It can be set later, in the settings");
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
    table.must_show("not locked");
    let asks = |effect: &Effect| matches!(effect, Effect::ChangeKeys(_));
    assert!(!table.asked().iter().any(asks));
}

#[test]
fn a_book_whose_keys_could_not_be_made_is_there_all_the_same_and_says_so() {
    let mut table = welcome(LOOK);
    table.keys = Disk::Refuses;
    table.press("down");
    set(&mut table, PASSPHRASE, false);
    table.must_show("The key files cannot be read.");
    assert_eq!(table.place(), Place::Passphrase);
    table.must_show("not locked");
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn six_words_are_offered_taken_and_drawn_anew() {
    let mut table = page(LOOK, Purpose::Set);
    table.press("f4");
    let first = words(&table);
    assert_eq!(first.split(' ').count(), 6);
    table.press("f4");
    let second = words(&table);
    assert_ne!(first, second);
    // They are typed once more, so that they were in the hand once.
    table.keys("tab enter up enter down down enter");
    table.must_show("The two are not the same.");
    table.type_text(&second);
    table.keys("tab enter tab tab enter");
    assert!(opens_with(&table, &second), "{}", table.screen());
}

fn words(table: &Table) -> String {
    let screen = table.screen();
    let lines: Vec<&str> = screen.lines().map(str::trim).collect();
    let hint = lines
        .iter()
        .position(|line| line.starts_with("Type them once more"));
    lines[hint.unwrap() - 1].to_owned()
}

#[test]
fn what_cannot_be_chosen_is_refused_in_words_and_nothing_is_asked() {
    for (first, second, says) in [
        ("", "", "There is no passphrase yet."),
        ("short", "short", "That is too short to keep anyone out."),
        (ANOTHER, "another stone", "The two are not the same."),
    ] {
        let mut table = page(LOOK, Purpose::Set);
        table.type_text(first);
        table.press("enter");
        table.type_text(second);
        table.keys("enter enter down down enter");
        table.must_show(says);
        assert!(table.passphrase.is_none(), "{says}");
    }
    let mut table = page(LOOK, Purpose::Set);
    table.type_text(ANOTHER);
    table.press("enter");
    table.type_text(ANOTHER);
    table.keys("enter down down enter");
    table.must_show("Choose first: with a recovery code, or without one.");
    assert!(table.passphrase.is_none());
}

#[test]
fn a_recovery_code_is_shown_once_and_left_when_it_is_on_paper() {
    let mut table = code(LOOK);
    let code = table.code.clone().unwrap();
    let text = code.text();
    let (start, end) = (&text[..19], &text[35..]);
    table.must_show(start);
    table.must_show("notes.txt");
    assert!(table.app.session.is_some());
    for key in ["esc", "enter", "q", "enter"] {
        table.press(key);
        assert_eq!(table.place(), Place::Passphrase, "{key}");
        table.must_show(start);
    }
    assert!(!table.asked().contains(&Effect::Quit));
    table.press("backspace");
    table.type_text(&end.to_lowercase());
    table.press("enter");
    assert_eq!(table.place(), Place::Settings);
    table.must_show("Another passphrase");
    table.must_not_show(start);
    table.go(Route::Passphrase(Purpose::Change));
    table.must_not_show(start);
    let written = format!("{:?}", table.asked());
    assert!(!written.contains(end), "{written}");
}

#[test]
fn a_code_that_was_locked_away_before_it_was_noted_is_spoken_of() {
    for away in ["ctrl+l", "later"] {
        let mut table = code(LOOK);
        table.app.prefs.hiding = crate::tui::prefs::Hiding::Stay;
        match away {
            "later" => table.wait(700),
            chord => {
                table.press(chord);
                table.wait(5);
                table.press("space");
            }
        }
        is_shut(&mut table);
        table.unlock();
        table.must_show("The recovery code is not shown again.");
    }
}

#[test]
fn the_passphrase_is_changed_with_the_old_one_and_not_without() {
    for (old, taken) in [("not the one", false), (PASSPHRASE, true)] {
        let mut table = page(LOOK, Purpose::Change);
        for text in [old, ANOTHER, ANOTHER] {
            table.type_text(text);
            table.press("enter");
        }
        table.press("enter");
        assert_eq!(opens_with(&table, ANOTHER), taken, "{}", table.screen());
        if taken {
            table.must_show("The passphrase is changed.");
            table.press("enter");
            assert_eq!(table.place(), Place::Settings);
        } else {
            table.must_show("That passphrase does not open it.");
            // Only what was wrong is typed anew.
            assert_eq!(table.field().as_deref(), Some(""));
            table.type_text(PASSPHRASE);
            table.keys("tab tab tab enter");
            assert!(opens_with(&table, ANOTHER), "{}", table.screen());
        }
    }
}

#[test]
fn the_passphrase_that_someone_knows_is_not_taken_again() {
    for purpose in [Purpose::Change, Purpose::Renew] {
        let mut table = page(LOOK, purpose);
        for _ in 0..3 {
            table.type_text(PASSPHRASE);
            table.press("enter");
        }
        table.keys("enter down down enter");
        table.must_show("That is the passphrase that you have. Take another one.");
    }
}

#[test]
fn someone_knows_it_makes_new_keys_and_a_new_code_where_it_is_wanted() {
    let mut table = page(LOOK, Purpose::Renew);
    let old = table.code.clone();
    table.type_text(PASSPHRASE);
    table.press("enter");
    set(&mut table, ANOTHER, true);
    table.must_show("Everything is sealed anew.");
    assert!(opens_with(&table, ANOTHER));
    assert!(table.code != old);
    table.must_show(&table.code.clone().unwrap().text()[..19]);
}

#[test]
fn a_recovery_code_is_made_or_given_up_later_too() {
    for wanted in [true, false] {
        let mut table = page(LOOK, Purpose::Code);
        let old = table.code.clone();
        table.type_text(PASSPHRASE);
        table.press("enter");
        table.keys(if wanted {
            "down enter down enter"
        } else {
            "enter down down enter"
        });
        assert!(table.code != old);
        assert_eq!(table.code.is_some(), wanted);
        match table.code.clone() {
            Some(code) => table.must_show(&code.text()[..19]),
            None => table.must_show("There is no recovery code."),
        }
        assert!(opens_with(&table, PASSPHRASE));
    }
}

#[test]
fn taking_it_away_asks_for_it_and_the_page_says_what_follows() {
    let mut table = page(LOOK, Purpose::Remove);
    table.must_show("anyone using this account can read it");
    table.keys("enter enter");
    table.must_show("Your passphrase as it is now comes first.");
    table.type_text("not the one");
    table.keys("enter enter");
    table.must_show("That passphrase does not open it.");
    assert!(table.passphrase.is_some());
    table.type_text(PASSPHRASE);
    table.keys("enter enter");
    table.must_show("There is no passphrase any more.");
    assert!(table.passphrase.is_none());
    table.must_show("not locked");
    table.press("enter");
    table.must_show("Set a passphrase");
}

#[test]
fn no_single_key_on_the_settings_changes_what_opens_the_pages() {
    let mut table = Table::sealed(LOOK, book());
    table.go(Route::Settings);
    for words in [
        "Another passphrase",
        "Someone knows it",
        "The recovery code",
        "No passphrase",
    ] {
        table.click_on(words);
        assert_eq!(table.place(), Place::Passphrase);
        assert!(opens_with(&table, PASSPHRASE));
        table.press("esc");
        assert_eq!(table.place(), Place::Settings);
    }
}

#[test]
fn the_code_on_paper_opens_the_lock_with_a_new_passphrase() {
    let mut table = Table::locked(LOOK, book());
    let code = table.code.clone().unwrap();
    table.press("f3");
    // As people copy it.
    table.type_text(&code.text().to_lowercase().replace('-', " "));
    table.press("enter");
    for _ in 0..2 {
        table.type_text(ANOTHER);
        table.press("enter");
    }
    table.press("enter");
    assert_eq!(table.place(), Place::Home, "{}", table.screen());
    table.must_show("Your new passphrase is set.");
    table.must_show("only me");
    assert!(opens_with(&table, ANOTHER));
}

#[test]
fn a_code_that_is_none_or_another_opens_nothing_and_stays_to_be_mended() {
    let other = RecoveryCode::from_random([8; 20]);
    let other = other.text();
    for (typed, says) in [
        ("ABCD", "That is not a whole recovery code."),
        (other.as_str(), "That passphrase does not open it."),
    ] {
        let mut table = Table::locked(LOOK, book());
        table.press("f3");
        table.type_text(typed);
        table.press("enter");
        for _ in 0..2 {
            table.type_text(ANOTHER);
            table.press("enter");
        }
        table.press("enter");
        table.must_show(says);
        assert_eq!(table.field().as_deref(), Some(typed));
        table.must_not_show(MARKER);
        table.press("esc");
        is_shut(&mut table);
    }
}

#[test]
fn a_book_that_can_only_be_read_keeps_its_keys() {
    let mut table = Table::of(LOOK, book(), Vec::new(), Some("It can only be read."));
    table.go(Route::Passphrase(Purpose::Set));
    table.asked();
    set(&mut table, PASSPHRASE, false);
    table.must_show("It can only be read.");
    assert!(table.asked().is_empty());
}

#[test]
fn the_times_and_what_hiding_does_are_kept_with_the_settings() {
    let mut table = Table::sealed(LOOK, book());
    table.go(Route::Settings);
    table.keys("pagedown down down");
    table.click_on("30 minutes");
    assert_eq!(table.prefs.as_ref().unwrap().idle_minutes, 30);
    table.press("pagedown");
    table.click_on("stay");
    let prefs = table.prefs.as_ref().unwrap();
    assert_eq!(prefs.hiding, crate::tui::prefs::Hiding::Stay);
    table.must_show("\u{25cf} stay");
    let clear = {
        let mut table = Table::with(book());
        table.go(Route::Settings);
        table
    };
    clear.must_not_show("lock by itself");
}

#[test]
fn what_a_passphrase_does_is_read_first_in_a_small_window_too() {
    let mut table = Table::with(book());
    table.resize(40, 12);
    table.go(Route::Passphrase(Purpose::Set));
    table.must_show("With a passphrase, what you write is");
    // The first letter goes to where it is typed.
    table.type_text("q");
    table.must_show("F4 offers six words");
    table.must_not_show("With a passphrase");
}
