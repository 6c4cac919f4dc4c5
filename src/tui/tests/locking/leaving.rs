//! Leaving while pages are written anew: it is said, and nobody waits before an empty screen.

use super::{locked, sealed};
use crate::domain::{KeyChange, Passphrase};
use crate::tui::command::Place;
use crate::tui::guard::Purpose;
use crate::tui::msg::{Effect, Told};
use crate::tui::testing::{Disk, PASSPHRASE, Table};
use crate::tui::view::{Act, Route};

const CLOSES: &str = "closes as soon as this is done";

/// New keys are being made, and the disk is at it.
fn renewing(recovery: bool) -> Table {
    let mut table = sealed();
    table.keys = Disk::Waits;
    table.go(Route::Passphrase(Purpose::Renew));
    table.app.perform(vec![Act::ChangeKeys(KeyChange::Renew {
        old: Passphrase::typed(PASSPHRASE),
        new: Passphrase::typed("another quiet river"),
        recovery,
    })]);
    table.wait(0);
    table.told(Told::Sealing {
        done: 300,
        of: 2_000,
    });
    table.must_show("Sealing 300 of 2,000 pages anew.");
    table.asked();
    table
}

fn leaves(table: &mut Table) -> bool {
    let asked = table.asked();
    asked.iter().any(|effect| matches!(effect, Effect::Quit))
}

#[test]
fn it_is_said_that_the_program_closes_when_the_pages_are_sealed_and_then_it_does() {
    for key in ["ctrl+q", "ctrl+c"] {
        let mut table = renewing(false);
        table.press(key);
        assert!(!leaves(&mut table), "{key}");
        table.must_show(CLOSES);
        table.must_show("Sealing 300 of 2,000 pages anew.");
        table.told(Told::Sealing {
            done: 1_900,
            of: 2_000,
        });
        table.must_show(CLOSES);
        table.answer();
        assert!(leaves(&mut table), "{key}");
    }
}

#[test]
fn it_closes_from_the_help_page_too() {
    let mut table = renewing(false);
    table.press("f1");
    assert_eq!(table.place(), Place::Help);
    table.press("ctrl+q");
    assert!(!leaves(&mut table));
    table.must_show(CLOSES);
    table.answer();
    assert!(leaves(&mut table));
}

#[test]
fn any_other_key_keeps_it_open() {
    let mut table = renewing(false);
    table.keys("ctrl+q down");
    table.must_not_show(CLOSES);
    table.answer();
    assert!(!leaves(&mut table));
    table.press("ctrl+q");
    assert!(leaves(&mut table), "there is nothing to wait for any more");
}

#[test]
fn a_recovery_code_that_is_shown_once_is_not_left_unseen() {
    let mut table = renewing(true);
    table.press("ctrl+q");
    table.answer();
    assert!(!leaves(&mut table));
    table.must_show("Everything is sealed anew.");
}

#[test]
fn neither_is_a_page_that_could_not_be_sealed_or_a_change_that_failed() {
    let mut table = renewing(false);
    table.stubborn = vec!["spaces/x: It could not be sealed.".to_owned()];
    table.press("ctrl+q");
    table.answer();
    assert!(!leaves(&mut table));
    table.must_show("could not be sealed");
    let mut table = renewing(false);
    table.press("ctrl+q");
    table.told(Told::Failed("The disk is full.".to_owned()));
    assert!(!leaves(&mut table));
    table.must_show("The disk is full.");
}

#[test]
fn at_the_lock_it_waits_for_what_is_finished_there() {
    let mut table = locked();
    table.keys = Disk::Waits;
    table.type_text(PASSPHRASE);
    table.press("enter");
    table.told(Told::Sealing {
        done: 300,
        of: 2_000,
    });
    table.asked();
    table.press("ctrl+q");
    assert!(!leaves(&mut table));
    table.must_show(CLOSES);
    table.answer();
    assert!(leaves(&mut table));
}
