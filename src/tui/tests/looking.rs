//! Looking back: then and now, what home offers, the calendar, filters, something from earlier.

use crate::domain::{Body, Role};
use crate::tui::command::{Command, Place};
use crate::tui::prefs::Prefs;
use crate::tui::testing::{MONO, Table, entry, profile};
use crate::tui::tests::scenes;
use crate::tui::view::Route;

fn lines_with(table: &Table, words: &str) -> usize {
    let screen = table.screen();
    screen.lines().filter(|line| line.contains(words)).count()
}

#[test]
fn home_offers_one_thing_quietly_and_it_can_be_written_anew_and_compared() {
    let mut table = scenes::plain("home, looking back");
    table.must_show("look back   Feelings and needs · Two questions, seven weeks ago");
    table.click_on("Two questions");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("That you say where you are before I ask.");
    table.must_show("If you like: a writes it anew");
    table.press("a");
    table.must_not_show("before I ask");
    table.type_text("That we talk on Sundays.");
    table.press("tab");
    table.type_text("That it goes quiet again.");
    table.press("ctrl+s");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("That we talk on Sundays.");
    table.must_show("version 2 of 2");
    table.press("c");
    for words in [
        "before I ask",
        "That we talk on Sundays.",
        "seven weeks ago",
        "today",
    ] {
        table.must_show(words);
    }
    table.press("g");
    table.must_not_show("look back");
}

#[test]
fn the_offer_is_dim_and_is_never_the_first_thing() {
    let table = scenes::plain("home, looking back");
    let theme = table.app.theme();
    let at = table.find("look back");
    assert_eq!(table.buffer()[at].fg, theme.dim.fg.unwrap());
    table.must_show("▸ One moment or a pattern");
    assert_eq!(lines_with(&table, "look back"), 1);
    scenes::plain("home").must_not_show("look back");
}

#[test]
fn offers_can_be_turned_off_in_the_settings_and_stay_off() {
    let mut table = scenes::plain("home, looking back");
    table.go(Route::Settings);
    table.resize(80, 60);
    table.click_on("● look back");
    assert!(!table.prefs.as_ref().unwrap().offers);
    table.press("ctrl+home");
    table.must_not_show("look back");
    assert!(Prefs::default().offers);
}

#[test]
fn what_is_half_written_is_gone_on_with_and_not_begun_anew() {
    let mut table = scenes::plain("reading an old answer");
    table.press("e");
    table.type_text("Also: ");
    table.press("esc");
    assert_eq!(table.place(), Place::Reading);
    assert!(!table.can(Command::Anew));
    table.must_not_show("writes it anew");
}

#[test]
fn earlier_versions_are_turned_on_the_side_of_then_by_arrow_and_by_click() {
    let mut table = scenes::plain("then and now");
    table.must_show("told you it was a bonus.");
    table.press("left");
    table.must_show("20 September 2026");
    table.must_show("I took out a loan. now");
    table.press("left");
    table.must_show("20 September 2026");
    table.click_on("newer");
    table.must_show("18 October 2026");
    table.click_on("older");
    table.must_show("20 September 2026");
    table.press("v");
    table.must_show("18 October 2026");
    for _ in 0..3 {
        table.must_show("told you, twice, that it was a bonus.");
        table.press("right");
    }
}

#[test]
fn each_side_keeps_its_labels_and_what_is_the_same_stands_once() {
    let mut table = scenes::plain("then and now");
    table.must_show("How I hid it · the same; then it was called “I hid it by”");
    assert_eq!(lines_with(&table, "I had the letters sent to work."), 1);
    table.resize(120, 30);
    table.must_show("I hid it by How I hid it · the same");
    assert_eq!(lines_with(&table, "I had the letters sent to work."), 1);
    let then = table.find("It cost you").x;
    assert!(table.find("It cost you  · written anew").x > then + 40);
}

#[test]
fn words_that_changed_are_underlined_without_colour() {
    let underlined = |table: &Table, words: &str| {
        let at = table.find(words);
        let modifier = table.buffer()[at].modifier;
        modifier.contains(ratatui::style::Modifier::UNDERLINED)
    };
    let mut table = scenes::of("then and now", MONO);
    for size in [(80, 24), (120, 30)] {
        table.resize(size.0, size.1);
        assert!(underlined(&table, "twice"));
        assert!(!underlined(&table, "I took out"));
        // A part that was written anew is not picked apart.
        assert!(!underlined(&table, "You say that"));
    }
}

#[test]
fn back_leads_from_both_to_one_and_then_away() {
    let mut table = scenes::plain("then and now");
    table.press("esc");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("version 3 of 3");
    table.press("c");
    table.must_show("18 October 2026");
    table.press("c");
    table.must_show("version 3 of 3");
    assert!(table.can(Command::Versions));
    table.press("esc");
    assert_ne!(table.place(), Place::Reading);
}

#[test]
fn from_an_earlier_version_that_one_stands_beside_the_last() {
    let mut table = scenes::plain("then and now");
    table.keys("c v v");
    table.must_show("version 1 of 3");
    table.press("c");
    table.must_show("20 September 2026");
    assert!(
        !table.can(Command::Pick),
        "it would not be clear which is meant"
    );
}

#[test]
fn what_is_deleted_meanwhile_leaves_no_comparison_behind() {
    let mut table = scenes::plain("then and now");
    table.keys("d down enter");
    table.must_show("Deleted.");
    table.must_not_show("twice");
}

fn journal() -> Table {
    let mut table = scenes::full();
    table.go(Route::Journal { search: false });
    table
}

#[test]
fn a_kind_a_time_and_a_tag_are_chosen_and_taken_off_with_one_key() {
    let mut table = journal();
    table.must_show("6 entries");
    assert!(!table.can(Command::Unfilter));
    table.press("f");
    table.click_on("sleep");
    table.must_show("entries tagged sleep");
    table.must_show("journal · one thing");
    table.click_on("this month");
    table.must_show("entries tagged sleep, this month");
    table.must_show("journal · nothing fits");
    table.click_on("the last three months");
    table.press("esc");
    table.must_show("journal · one thing");
    table.must_show("entries tagged sleep, the last");
    table.must_show("Could not sleep.");
    table.must_not_show("A quiet day");
    table.press("x");
    table.must_show("6 entries");
    table.must_show("A quiet day");
}

#[test]
fn enter_on_what_is_chosen_already_shows_the_list() {
    let mut table = journal();
    table.keys("f down enter");
    table.must_show("● answers");
    table.must_show("Enter show them");
    table.press("enter");
    table.must_show("▸ 21 Sat answer What I did");
}

#[test]
fn tags_are_offered_only_where_there_are_any() {
    let mut table = Table::with(vec![entry(1, "2026-11-20T21:40:00+01:00", "One", "word")]);
    table.keys("w f");
    table.must_show("from when");
    table.must_not_show("with the tag");
}

#[test]
fn a_search_looks_only_among_what_the_filter_leaves_as_one_types() {
    let mut table = journal();
    table.press("/");
    table.type_text("loan");
    table.must_show("one place");
    table.keys("esc f down down enter esc /");
    table.must_show("in marks");
    table.type_text("loan");
    table.must_show("nothing has all of these words · marks");
    table.click_on("take the filter off");
    assert_eq!(table.field().as_deref(), Some("loan"));
    table.must_show("one place");
    table.must_not_show("marks");
}

#[test]
fn the_chooser_leads_to_a_day_of_the_calendar_and_back() {
    let mut table = journal();
    table.press("f");
    table.click_on("a day, from the calendar");
    assert_eq!(table.place(), Place::Calendar);
    table.keys("2 0 f");
    table.must_show("everything, Fri 20 November 2026");
    table.must_show("journal · one thing");
    table.press("f");
    table.must_show("● Fri 20 November 2026");
    table.click_on("any time");
    table.must_show("● everything");
}

#[test]
fn a_filter_that_leaves_nothing_says_so_and_what_comes_in_is_sorted_under_it() {
    let mut table = journal();
    table.press("f");
    table.click_on("sleep");
    table.click_on("this month");
    table.press("esc");
    table.must_show("journal · nothing fits");
    let mut new = entry(60, "2026-11-22T08:00:00+01:00", "", "Slept until six.");
    if let Body::Entry(entry) = &mut new.body {
        entry.tags = vec!["Sleep".to_owned()];
    }
    table.told(crate::tui::msg::Told::Appeared {
        records: vec![new, entry(61, "2026-11-22T09:00:00+01:00", "", "Not this.")],
        findings: Vec::new(),
    });
    table.must_show("journal · one thing");
    table.must_show("Slept until six.");
    table.must_not_show("Not this.");
}

#[test]
fn something_from_earlier_is_one_key_away_and_a_young_book_says_so_plainly() {
    let mut table = Table::with(vec![profile(Role::Hurt)]);
    table.keys("w r");
    table.must_show("Nothing is old enough yet to look back on.");
    let old = |day: &str, text: &str| entry(70, &format!("{day}T21:00:00+01:00"), "", text);
    let mut table = Table::with(vec![old("2025-06-10", "A summer that I do not remember.")]);
    table.keys("w r");
    assert_eq!(table.place(), Place::Reading);
    let first = table.screen();
    table.must_show("Something from earlier,");
    table.keys("esc r");
    assert_eq!(table.screen(), first, "the same all day");
    let mut table = Table::with(vec![old("2025-11-20", "A year ago it rained.")]);
    table.keys("c r");
    table.must_show("A year ago it rained.");
    table.must_show("From this week, a year ago.");
}
