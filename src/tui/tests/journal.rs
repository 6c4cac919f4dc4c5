//! The journal: writing, changing, finding, deleting; versions written apart.

use crate::domain::{Body, Role};
use crate::tui::command::{Command, Place};
use crate::tui::msg::Told;
use crate::tui::testing::{LOOK, Table, entry, profile, record, version};
use crate::tui::tests::scenes;
use crate::tui::view::Route;

fn journal() -> Table {
    scenes::plain("journal")
}

#[test]
fn an_entry_is_written_with_a_title_and_tags_and_comes_first() {
    let mut table = journal();
    table.press("n");
    table.type_text("The rain stopped.");
    table.press("tab");
    table.type_text("Rain");
    table.press("tab");
    table.type_text("weather, #weather, ,night");
    table.press("ctrl+s");
    table.must_show("Saved.");
    table.must_show("6 entries");
    let Body::Entry(saved) = &table.records.last().unwrap().body else {
        panic!("an entry");
    };
    assert_eq!(saved.title, "Rain");
    assert_eq!(saved.text, "The rain stopped.");
    assert_eq!(saved.tags, ["weather", "night"]);
}

#[test]
fn the_list_has_a_heading_for_each_month_and_the_year_where_it_is_another() {
    let mut table = journal();
    table.resize(60, 24);
    let screen = table.screen();
    let order = [
        "November",
        "We talked",
        "October",
        "A promise kept",
        "December 2025",
        "東京から",
    ];
    let places = order.map(|words| {
        screen
            .find(words)
            .unwrap_or_else(|| panic!("{words}\n{screen}"))
    });
    assert!(places.is_sorted(), "{screen}");
    table.must_not_show("November 2026");
}

#[test]
fn moving_passes_over_the_months_and_stops_at_the_ends() {
    let mut table = journal();
    table.press("up");
    table.must_show("▸ 20 Fri We talked");
    table.keys("down down");
    table.must_show("▸ 30 Fri A promise kept");
    for _ in 0..9 {
        table.press("down");
    }
    table.must_show("▸ 31 Wed 東京から");
}

#[test]
fn the_page_stands_beside_the_list_where_there_is_room() {
    let mut table = journal();
    table.must_show("We talked for an hour");
    table.resize(60, 24);
    table.must_not_show("We talked for an hour");
    table.resize(120, 30);
    table.must_show("We talked for an hour");
}

#[test]
fn an_entry_is_changed_and_every_version_can_be_read() {
    let mut table = journal();
    table.press("e");
    assert_eq!(table.place(), Place::Entry);
    table.press("ctrl+end");
    table.type_text(" Not yet.");
    table.press("ctrl+s");
    table.must_show("5 entries");
    table.press("enter");
    table.must_show("Not yet.");
    table.must_show("version 2 of 2");
    table.press("v");
    table.must_not_show("Not yet.");
    table.must_show("version 1 of 2");
    table.press("v");
    table.must_show("version 2 of 2");
}

#[test]
fn an_earlier_version_can_be_gone_on_with_and_none_is_lost() {
    let mut table = journal();
    table.keys("down enter v");
    table.must_show("Nothing happened. version 1 of 2");
    table.press("p");
    table.must_show("Nothing happened. version 3 of 3");
    table.keys("v");
    table.must_show("Nothing happened, and that was good.");
}

#[test]
fn two_versions_written_apart_are_both_shown_and_one_is_picked() {
    let mut table = journal();
    table.keys("down down enter");
    table.must_show("This was written in two places");
    table.must_show("Texted at six.");
    table.press("v");
    table.must_show("as I said I would.");
    assert!(table.can(Command::Pick));
    table.press("p");
    table.must_not_show("This was written in two places");
    table.must_show("as I said I would.");
    let replaces = &table.records.last().unwrap().replaces;
    assert_eq!(replaces.len(), 2);
    assert!(!table.again().shows("two places"));
}

#[test]
fn deleting_asks_and_no_single_key_or_click_deletes() {
    for chord in [
        "enter", "space", "y", "d", "esc", "tab", "down", "q", "delete",
    ] {
        let mut table = journal();
        table.press("d");
        table.must_show("Delete this for good?");
        let before = table.records.len();
        table.press(chord);
        assert_eq!(table.records.len(), before, "{chord}");
    }
    let mut table = journal();
    table.press("d");
    table.click_on("Delete it for good");
    let purges = |table: &Table| {
        let purge = |body: &Body| matches!(body, Body::Purge(_));
        table
            .records
            .iter()
            .filter(|record| purge(&record.body))
            .count()
    };
    assert_eq!(purges(&table), 0);
    table.click_on("Delete it for good");
    assert_eq!(purges(&table), 1);
}

#[test]
fn what_is_deleted_is_gone_from_list_search_and_reading_with_its_draft() {
    let mut table = journal();
    table.press("e");
    table.type_text("half written");
    table.press("esc");
    assert_eq!(table.drafts.len(), 1);
    table.keys("d down enter");
    assert_eq!(table.place(), Place::Journal, "the list stays");
    table.must_show("4 entries");
    table.must_not_show("We talked");
    assert!(table.drafts.is_empty());
    table.press("/");
    table.type_text("dishes");
    table.must_show("nothing has all of these words");
    let mut again = table.again();
    again.must_not_show("Go on with");
    again.press("w");
    again.must_not_show("We talked");
}

#[test]
fn deleting_while_reading_leads_back_to_the_list() {
    let mut table = journal();
    table.keys("enter d down enter");
    assert_eq!(table.place(), Place::Journal);
    table.must_show("Deleted.");
}

#[test]
fn search_finds_as_one_types_and_reads_and_comes_back_as_it_was() {
    let mut table = journal();
    table.press("/");
    table.type_text("kitch");
    table.must_show("2 places");
    table.type_text("en hour");
    table.must_show("one place");
    table.press("enter");
    assert_eq!(table.place(), Place::Reading);
    table.press("esc");
    assert_eq!(table.place(), Place::Journal);
    table.must_show("kitchen hour");
    table.must_show("one place");
    table.press("esc");
    table.must_show("5 entries");
}

#[test]
fn what_is_typed_at_once_is_looked_for_before_enter_opens_what_was_found() {
    let mut table = journal();
    table.press("/");
    table.type_text("kitch");
    table.must_show("2 places");
    table.press("down");
    // The row with the focus is one of the two, and not the one that has all of these words.
    table.type_text("en hour\n");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("We talked for an hour");
}

#[test]
fn a_book_opens_before_it_can_be_searched_and_says_so_and_finds_by_itself() {
    let mut table = Table::shut(LOOK);
    let rain = entry(1, "2026-11-20T20:00:00+01:00", "", "The rain stopped.");
    let gone = entry(2, "2026-11-21T20:00:00+01:00", "Gone", "A rainy day.");
    table.records = vec![rain, gone.clone()];
    let searchable = table.open_unsearched();
    table.keys("w /");
    table.type_text("rain");
    table.must_show("not all is read yet");
    table.must_not_show("nothing has all of these words");
    table.keys("esc n");
    table.type_text("Rain again.");
    table.press("ctrl+s");
    let purge = record(3, "2026-11-22T20:00:00+01:00", Body::Purge(vec![gone.id]));
    table.told(Told::Appeared {
        records: vec![purge],
        findings: Vec::new(),
    });
    table.press("/");
    table.type_text("rain");
    table.must_show("not all is read yet");
    table.told(searchable);
    table.must_show("2 places");
    table.must_show("The rain stopped.");
    table.must_show("Rain again.");
    table.must_not_show("A rainy day.");
}

#[test]
fn what_a_deleted_version_had_replaced_is_found_again() {
    let old = entry(1, "2026-11-20T20:00:00+01:00", "", "The first wording.");
    let new = version(
        2,
        "2026-11-21T20:00:00+01:00",
        &old,
        &[&old],
        "The second wording.",
    );
    let mut table = Table::with(vec![old, new.clone()]);
    table.keys("w /");
    table.type_text("first");
    table.must_show("nothing has all of these words");
    let purge = record(3, "2026-11-22T20:00:00+01:00", Body::Purge(vec![new.id]));
    table.told(Told::Appeared {
        records: vec![purge],
        findings: Vec::new(),
    });
    table.must_show("one place");
}

#[test]
fn search_takes_letters_that_are_commands_elsewhere() {
    let mut table = journal();
    table.press("/");
    table.type_text("q d e n w / : ?");
    assert_eq!(table.field().as_deref(), Some("q d e n w / : ?"));
    assert_eq!(table.place(), Place::Journal);
}

#[test]
fn search_from_home_leads_to_the_answers_too() {
    let mut table = Table::with(vec![profile(Role::Broke)]);
    table.exercise("one-moment-or-pattern.open-questions");
    table.type_text("Where was the envelope?");
    table.keys("ctrl+s /");
    table.type_text("envelope");
    table.must_show("one place");
    table.press("enter");
    table.must_show("Where was the envelope?");
}

#[test]
fn an_entry_without_words_in_its_first_line_can_still_be_found_in_the_list() {
    let long = entry(1, "2026-11-20T21:40:00+01:00", "", "\n\n  \nAfter the gap.");
    let table = {
        let mut table = Table::with(vec![long]);
        table.press("w");
        table
    };
    table.must_show("20 Fri");
    table.must_not_show("(no words)");
}

#[test]
fn versions_of_an_answer_that_were_written_apart_are_both_within_reach() {
    let mut table = Table::home();
    let id = "one-moment-or-pattern.open-questions";
    table.exercise(id);
    table.type_text("Here.");
    table.press("ctrl+s");
    let mine = table.records.last().unwrap().clone();
    let mut other = mine.clone();
    other.id = crate::domain::RecordId::from_random([77; 16]);
    other.thread = crate::domain::ThreadId::from_random([78; 16]);
    other.at += chrono::TimeDelta::minutes(1);
    if let Body::Answer(crate::exercise::Answer::Write(answer)) = &mut other.body {
        answer.text = "Elsewhere.".to_owned();
    }
    table.told(crate::tui::msg::Told::Appeared {
        records: vec![other],
        findings: Vec::new(),
    });
    table.go(Route::Reading(mine.thread));
    table.must_show("written in two places");
    let mut seen = String::new();
    for _ in 0..3 {
        seen.push_str(&table.screen());
        table.press("v");
    }
    assert!(
        seen.contains("Here.") && seen.contains("Elsewhere."),
        "{seen}"
    );
}

#[test]
fn the_journal_keeps_its_place_while_records_come_in() {
    let mut table = journal();
    table.keys("down down");
    table.must_show("▸ 30 Fri A promise kept");
    let old = entry(1, "2026-11-20T21:40:00+01:00", "x", "y");
    let newer = version(40, "2026-11-21T08:00:00+01:00", &old, &[], "z");
    table.told(crate::tui::msg::Told::Appeared {
        records: vec![
            newer,
            entry(41, "2026-11-21T09:00:00+01:00", "New", "words"),
        ],
        findings: Vec::new(),
    });
    table.must_show("▸ 30 Fri A promise kept");
    table.must_show("21 Sat New");
}

/// Home leads only to what was written last.
#[test]
fn every_half_written_entry_is_found_on_top_of_the_list_and_home_says_that_there_are_more() {
    let mut table = Table::home();
    for words in ["First words", "Second words"] {
        table.press("n");
        table.type_text(words);
        table.press("esc");
        table.wait(60);
    }
    table.must_show("One more is half written, on top in the journal.");
    table.must_not_show("words");
    table.keys("w");
    table.must_show("half written");
    table.must_not_show("words");
    table.keys("down enter");
    assert_eq!(table.field().as_deref(), Some("First words"));
}

#[test]
fn an_entry_that_was_just_saved_is_marked_in_the_list() {
    let mut table = Table::with(vec![
        entry(1, "2026-11-20T10:00:00+01:00", "Older", "x"),
        entry(2, "2026-11-19T10:00:00+01:00", "Oldest", "x"),
    ]);
    table.keys("w down n");
    table.type_text("Fresh");
    table.press("ctrl+s");
    table.must_show("▸ 22 Sun  Fresh");
}

#[test]
fn without_a_lock_no_page_says_that_nobody_reads_it() {
    let mut table = Table::home();
    table.press("n");
    table.must_show("Whatever is there.");
    table.must_not_show("No one reads this");
    let mut table = Table::sealed(crate::tui::testing::LOOK, Vec::new());
    table.press("n");
    table.must_show("No one reads this but you.");
}
