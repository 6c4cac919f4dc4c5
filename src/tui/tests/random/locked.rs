//! Whatever one does: nothing of the pages is seen while they are locked, nothing at all while they are
//! hidden, nothing is written meanwhile, and no passphrase gets into what is written.

use proptest::prelude::*;

use super::words::words_on_disk;
use super::{Deed, act, doing, drawn};
use crate::domain::{Protection, Role};
use crate::tui::command::Place;
use crate::tui::prefs::Hiding;
use crate::tui::testing::{Disk, LOOK, PASSPHRASE, Table, entry, profile};

/// A word that nothing but the pages has.
const MARKER: &str = "Zebrafish";

#[derive(Clone, Debug)]
enum Step {
    Do(Deed),
    /// The passphrase, right or nearly so, where it is asked for.
    Unlock(bool),
    Hide,
    /// Nobody is there for so many seconds.
    Away(u64),
    /// The lid is closed for so many minutes.
    Lid(i64),
    Sleep,
    Keys(Disk),
    /// More of the pages, where something can be written.
    Write,
    Again,
}

fn step() -> impl Strategy<Value = Step> {
    let disk =
        prop_oneof![4 => Just(Disk::Takes), 1 => Just(Disk::Waits), 1 => Just(Disk::Refuses)];
    prop_oneof![
        20 => doing().prop_map(Step::Do),
        8 => any::<bool>().prop_map(Step::Unlock),
        4 => Just(Step::Hide),
        3 => (30u64..900).prop_map(Step::Away),
        2 => (1i64..90).prop_map(Step::Lid),
        2 => Just(Step::Sleep),
        1 => disk.prop_map(Step::Keys),
        4 => Just(Step::Write),
        1 => Just(Step::Again),
    ]
}

fn take(table: &mut Table, step: &Step) {
    match step {
        Step::Do(deed) => act(table, deed),
        Step::Unlock(right) => {
            let asks = table.place() == Place::Lock && table.app.layers.is_empty();
            if asks && table.field().is_some_and(|text| text.is_empty()) {
                table.type_text(if *right { PASSPHRASE } else { "quiet river" });
                table.press("enter");
            }
        }
        Step::Hide => table.press("ctrl+l"),
        Step::Away(seconds) => table.wait(*seconds),
        Step::Lid(minutes) => {
            table.now.wall += chrono::TimeDelta::minutes(*minutes);
            table.send(crate::tui::msg::Msg::Focus);
        }
        Step::Sleep => table.send(crate::tui::msg::Msg::Sleep),
        Step::Keys(disk) => table.keys = *disk,
        Step::Write => {
            let page = table.app.shown().page.view();
            if page.draft_key().is_some() && page.typing() {
                table.type_text(MARKER);
            }
        }
        Step::Again => {
            table.answer();
            *table = table.again();
        }
    }
}

fn check(table: &Table) -> Result<(), TestCaseError> {
    drawn(table, false);
    let screen = table.screen();
    let open = table.app.session.as_ref();
    if open.is_none() {
        prop_assert!(!screen.contains(MARKER), "{screen}");
    }
    if table.app.guard.is_blank() {
        prop_assert!(screen.trim().is_empty(), "{screen}");
    }
    let says_so = screen.lines().next().unwrap_or_default();
    let sealed = open.is_some_and(|open| open.protection == Protection::Sealed);
    if sealed && !table.app.guard.is_blank() {
        prop_assert!(!says_so.contains("not locked"), "{screen}");
    }
    let written = words_on_disk(table);
    prop_assert!(!written.contains("river"), "{written}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_the_pages_is_seen_while_they_are_locked(
        stays in any::<bool>(),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let page = entry(1, "2026-11-20T21:40:00+01:00", MARKER, MARKER);
        let mut table = Table::sealed(LOOK, vec![profile(Role::Hurt), page]);
        table.app.prefs.hiding = if stays { Hiding::Stay } else { Hiding::Leave };
        for step in &steps {
            take(&mut table, step);
            check(&table)?;
        }
    }
}
