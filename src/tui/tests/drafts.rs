//! Drafts: kept while one types and on every way out, gone when they are saved, and found again.

use crate::domain::{Draft, DraftBody, DraftKey};
use crate::exercise::Doing;
use crate::tui::command::Place;
use crate::tui::msg::{Effect, Msg};
use crate::tui::testing::{Disk, Table, entry, item};
use crate::tui::view::Route;

fn kept(table: &Table) -> Vec<String> {
    table.drafts.values().map(words).collect()
}

fn words(draft: &Draft) -> String {
    match &draft.body {
        DraftBody::Entry { text, .. } => text.clone(),
        DraftBody::Doing(Doing::Compose(doing)) => {
            let texts = doing.texts.iter().map(|(_, text)| text.as_str());
            texts
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("|")
        }
        DraftBody::Doing(Doing::Write(doing)) => doing.text.clone(),
        DraftBody::Doing(_) => String::new(),
        DraftBody::Mark(marking) => marking.note.clone().unwrap_or_default(),
    }
}

fn writing(text: &str) -> Table {
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.type_text(text);
    table
}

#[test]
fn a_draft_is_kept_two_seconds_after_the_last_key() {
    let mut table = writing("It rained");
    table.wait(1);
    assert!(kept(&table).is_empty());
    table.must_show("changed");
    table.wait(1);
    assert_eq!(kept(&table), ["It rained"]);
    table.must_show("draft kept 21:14");
}

#[test]
fn who_never_stops_typing_has_a_draft_every_ten_seconds() {
    let mut table = writing("");
    for _ in 0..11 {
        table.type_text("x");
        table.wait(1);
    }
    assert_eq!(kept(&table), ["x".repeat(10)]);
}

#[test]
fn every_way_out_keeps_the_draft_first() {
    type Way = fn(&mut Table);
    let ways: [(&str, Way); 8] = [
        ("esc", |table| table.press("esc")),
        ("hide", |table| table.press("ctrl+l")),
        ("hide by F12", |table| table.press("f12")),
        ("quit", |table| table.press("ctrl+q")),
        ("ctrl+c", |table| table.press("ctrl+c")),
        ("help", |table| table.press("f1")),
        ("the end", |table| table.send(Msg::End)),
        ("a fault", |table| table.told(crate::tui::msg::Told::Rescue)),
    ];
    for (name, leave) in ways {
        let mut table = writing("It rained");
        table.asked();
        leave(&mut table);
        assert_eq!(kept(&table), ["It rained"], "{name}");
        let asked = table.asked();
        let place = |wanted: fn(&Effect) -> bool| asked.iter().position(wanted);
        let keeps = place(|effect| matches!(effect, Effect::KeepDraft(_))).unwrap();
        let leaves =
            place(|effect| matches!(effect, Effect::Hide | Effect::Quit | Effect::Release(_)));
        assert!(leaves.is_none_or(|leaves| keeps < leaves), "{name}");
    }
}

#[test]
fn sleeping_and_the_own_editor_keep_the_draft_first() {
    for chord in ["f4", "ctrl+z"] {
        let mut table = Table::home();
        table.exercise("one-moment-or-pattern.open-questions");
        table.type_text("Where was it");
        // Undo takes the key while there is something to undo; sleep is a command of the palette too.
        if chord == "ctrl+z" {
            table.press("ctrl+p");
            table.type_text("sleep");
            table.press("enter");
        } else {
            table.press(chord);
        }
        assert_eq!(kept(&table), ["Where was it"], "{chord}");
    }
}

#[test]
fn a_draft_goes_once_it_is_saved() {
    let mut table = writing("It rained.");
    table.wait(2);
    assert_eq!(table.drafts.len(), 1);
    table.press("ctrl+s");
    assert!(table.drafts.is_empty());
    table.must_not_show("Go on with");
    assert!(table.again().drafts.is_empty());
}

#[test]
fn home_leads_back_to_the_draft_and_to_the_same_caret() {
    let mut table = writing("It rained all day.");
    table.keys("left left left left");
    let caret = table.caret();
    table.press("esc");
    table.must_show("Go on with “a journal entry”");
    table.must_not_show("It rained");
    table.press("enter");
    assert_eq!(table.field().as_deref(), Some("It rained all day."));
    assert_eq!(table.caret(), caret);
    table.press("ctrl+l");
    let mut again = table.again();
    again.press("enter");
    assert_eq!(again.field().as_deref(), Some("It rained all day."));
    assert_eq!(again.caret(), caret);
}

#[test]
fn an_exercise_goes_on_at_the_part_and_the_letter_where_it_was_left() {
    let mut table = Table::home();
    table.exercise("owning-it.what-i-did");
    table.type_text("I lied about the loan.");
    table.press("tab");
    table.type_text("I had the letters sent to work.");
    table.keys("left left left");
    let caret = table.caret();
    table.press("esc");
    table.exercise("owning-it.what-i-did");
    assert_eq!(
        table.field().as_deref(),
        Some("I had the letters sent to work.")
    );
    assert_eq!(table.caret(), caret);
}

#[test]
fn a_timeline_goes_on_at_the_event_that_was_being_written() {
    let mut table = Table::home();
    table.exercise("one-moment-or-pattern.timeline");
    table.type_text("The later one");
    table.press("tab");
    table.type_text("March 2025");
    table.press("ctrl+n");
    table.type_text("The earlier one");
    table.press("tab");
    table.type_text("May 2024");
    table.keys("left left");
    table.keys("esc");
    table.exercise("one-moment-or-pattern.timeline");
    assert_eq!(table.field().as_deref(), Some("May 2024"));
    table.type_text("!");
    assert_eq!(table.field().as_deref(), Some("May 20!24"));
}

#[test]
fn a_title_goes_on_in_the_title() {
    let mut table = writing("It rained");
    table.press("tab");
    table.type_text("Rain");
    table.keys("left esc enter");
    table.type_text("!");
    assert_eq!(table.field().as_deref(), Some("Rai!n"));
}

#[test]
fn a_page_to_write_goes_on_at_its_start_where_it_was_left_there() {
    let mut table = writing("It rained.");
    table.press("ctrl+home");
    let caret = table.caret();
    table.keys("esc enter");
    assert_eq!(table.caret(), caret);
}

#[test]
fn what_is_emptied_again_leaves_no_draft() {
    let mut table = writing("Hm");
    table.wait(2);
    assert_eq!(table.drafts.len(), 1);
    table.keys("backspace backspace");
    table.wait(2);
    assert!(table.drafts.is_empty());
    table.press("esc");
    table.must_not_show("Go on with");
}

#[test]
fn opening_a_page_and_leaving_it_leaves_no_draft() {
    let saved = entry(1, "2026-11-20T21:40:00+01:00", "We talked", "For an hour.");
    for route in [
        Route::Entry(None),
        Route::Entry(Some(saved.thread)),
        Route::Exercise(item("owning-it.what-i-did")),
        Route::Exercise(item("my-part.choices")),
        Route::Exercise(item("one-moment-or-pattern.timeline")),
    ] {
        let mut table = Table::with(vec![saved.clone()]);
        table.go(route.clone());
        table.keys("down up tab");
        table.wait(20);
        table.press("esc");
        assert!(table.drafts.is_empty(), "{route:?}");
    }
}

#[test]
fn a_draft_that_could_not_be_kept_is_said_and_tried_again() {
    let mut table = writing("It rained");
    table.keeps = Disk::Refuses;
    table.wait(2);
    table.must_show("draft NOT kept");
    table.must_show("Not saved: there is no room left on the disk.");
    assert_eq!(table.field().as_deref(), Some("It rained"));
    table.keeps = Disk::Takes;
    table.wait(20);
    assert_eq!(kept(&table), ["It rained"]);
    table.must_show("draft kept");
}

#[test]
fn a_draft_that_failed_while_another_page_is_open_is_said_and_not_shown_as_kept() {
    let mut table = writing("It rained");
    table.keeps = Disk::Refuses;
    table.press("f1");
    assert_eq!(table.place(), Place::Help);
    table.must_show("Not saved: there is no room left on the disk.");
    table.press("esc");
    table.must_not_show("draft kept");
    assert_eq!(table.field().as_deref(), Some("It rained"));
    table.keeps = Disk::Takes;
    table.wait(20);
    assert_eq!(kept(&table), ["It rained"]);
}

#[test]
fn a_draft_that_failed_on_leaving_the_page_is_tried_again_on_leaving_the_program() {
    let mut table = writing("It rained");
    table.keeps = Disk::Refuses;
    table.press("esc");
    table.must_show("Not saved: there is no room left on the disk.");
    table.must_show("Go on with");
    table.keeps = Disk::Takes;
    table.press("ctrl+l");
    assert_eq!(kept(&table), ["It rained"]);
}

#[test]
fn only_the_page_that_is_written_is_held_and_it_is_let_go() {
    let mut table = writing("It rained");
    let Some(Effect::Hold(key)) = table
        .asked()
        .into_iter()
        .rfind(|effect| matches!(effect, Effect::Hold(_)))
    else {
        panic!("nothing is held");
    };
    table.press("esc");
    assert!(table.asked().contains(&Effect::Release(key)));
    table.press("w");
    assert!(
        !table
            .asked()
            .iter()
            .any(|effect| matches!(effect, Effect::Hold(_)))
    );
}

#[test]
fn a_page_that_was_stopped_is_covered_and_can_be_thrown_away_only_by_asking_twice() {
    let mut table = Table::with(vec![crate::tui::testing::profile(
        crate::domain::Role::Hurt,
    )]);
    table.exercise("owning-it.uncensored");
    table.type_text("I cannot");
    table.press("f6");
    table.must_not_show("I cannot");
    assert_eq!(table.drafts.len(), 0);
    table.keys("down down down enter");
    table.must_show("Throw this page away?");
    table.press("enter");
    table.must_show("You stopped.");
    table.keys("enter down enter");
    assert!(table.drafts.is_empty());
    table.must_show("Thrown away.");
    assert!(!table.again().shows("Go on with"));
}

#[test]
fn a_page_that_was_stopped_stays_covered_when_one_comes_back() {
    let mut table = Table::with(vec![crate::tui::testing::profile(
        crate::domain::Role::Hurt,
    )]);
    table.exercise("owning-it.uncensored");
    table.type_text("I cannot");
    table.keys("f6 enter");
    let key = DraftKey::Item(item("owning-it.uncensored"));
    assert_eq!(words(&table.drafts[&key]), "I cannot");
    table.must_not_show("I cannot");
    table.exercise("owning-it.uncensored");
    table.must_show("You stopped.");
    table.keys("down enter");
    assert_eq!(table.field().as_deref(), Some("I cannot"));
}
