//! Keys that another program changed, on another machine perhaps, while the pages are open here.

use super::{MARKER, book, is_shut, writing};
use crate::tui::msg::{Effect, Told};
use crate::tui::prefs::Hiding;
use crate::tui::testing::{Disk, PASSPHRASE, Table};
use crate::tui::view::Route;

#[test]
fn a_passphrase_that_came_from_elsewhere_locks_what_is_open_and_costs_no_word() {
    let mut table = Table::with(book());
    table.go(Route::Entry(None));
    table.keeps = Disk::Refuses;
    table.type_text("What the other machine does not know");
    table.wait(3);
    table.passphrase = Some(crate::domain::Passphrase::typed(PASSPHRASE));
    table.told(Told::OutOfStep);
    is_shut(&mut table);
    // Once more says nothing new.
    table.told(Told::OutOfStep);
    table.keeps = Disk::Takes;
    table.unlock();
    assert_eq!(
        table.field().as_deref(),
        Some("What the other machine does not know")
    );
    assert!(table.notice().contains("elsewhere"), "{}", table.notice());
    assert_eq!(table.drafts.len(), 1);
}

#[test]
fn where_the_passphrase_was_taken_away_elsewhere_pages_open_in_clear_and_not_behind_an_empty_screen()
 {
    for blank in [false, true] {
        let mut table = writing();
        table.app.prefs.hiding = Hiding::Stay;
        table.passphrase = None;
        match blank {
            true => table.press("ctrl+l"),
            false => table.told(Told::OutOfStep),
        }
        table.asked();
        for told in table.opens() {
            table.told(told);
        }
        match blank {
            true => assert!(table.asked().contains(&Effect::Hide)),
            false => {
                assert_eq!(table.field(), Some(format!("{MARKER} again")));
                table.must_show("not locked");
            }
        }
    }
}
