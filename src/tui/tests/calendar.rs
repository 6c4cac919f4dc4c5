//! The calendar: moving, opening, by key and by mouse.

use chrono::TimeDelta;

use crate::tui::command::{Command, Place};
use crate::tui::testing::{LOOK, Table, entry, record};
use crate::tui::tests::scenes;

fn calendar() -> Table {
    scenes::plain("calendar")
}

#[test]
fn the_calendar_moves_by_day_week_and_month_and_shows_what_was_written() {
    let mut table = calendar();
    table.must_show("Sunday 22 November, today");
    table.must_show("Nothing was written on this day.");
    table.press("left");
    table.must_show("Saturday 21 November, yesterday");
    table.must_show("◇ 20:00 What I did");
    table.press("up");
    table.must_show("Saturday 14 November, eight days ago");
    table.must_show("△ safety 9 · trust 4 · connection 6");
    table.press("pageup");
    table.must_show("October 2026");
    table.must_show("Wednesday 14 October");
    table.keys("pagedown pagedown pagedown");
    table.must_show("January 2027");
    table.must_show("This day has not come yet.");
}

#[test]
fn a_month_that_is_shorter_ends_with_its_last_day() {
    let mut table = calendar();
    table.keys("pagedown pagedown 3 1");
    table.must_show("Sunday 31 January");
    table.press("pagedown");
    table.must_show("Sunday 28 February");
}

#[test]
fn a_number_goes_to_that_day_and_nought_to_today() {
    let mut table = calendar();
    table.press("1");
    table.must_show("Sunday 1 November");
    table.press("0");
    table.must_show("Tuesday 10 November");
    table.press("0");
    table.must_show("Sunday 22 November, today");
    table.keys("3 1");
    table.must_show("Sunday 1 November");
    table.keys("pageup 3 1");
    table.must_show("Saturday 31 October");
    table.press("0");
    table.must_show("Sunday 22 November, today");
}

#[test]
fn enter_opens_what_was_written_and_the_calendar_is_left_as_it_was() {
    let mut table = calendar();
    assert!(!table.can(Command::Enter), "nothing was written today");
    table.keys("2 0 enter");
    assert_eq!(table.place(), Place::Reading);
    table.must_show("We talked for an hour");
    table.press("esc");
    table.must_show("Friday 20 November");
    table.keys("1 0 enter");
    table.must_show("▸ ■ 08:10 Woke early again.");
    table.keys("down down down");
    table.must_show("▸ ◇ 21:00 Two questions");
    table.press("enter");
    table.must_show("What I fear most");
    table.press("esc");
    table.must_show("▸ ◇ 21:00 Two questions");
    table.press("esc");
    assert_eq!(table.place(), Place::Calendar, "first back to the month");
    table.press("right");
    table.must_show("Wednesday 11 November");
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn the_mouse_shows_a_day_and_opens_it() {
    let mut table = calendar();
    table.click_on("18 ■");
    assert_eq!(table.place(), Place::Calendar);
    table.must_show("■ 22:10 A quiet day");
    table.click_on("18 ■");
    assert_eq!(table.place(), Place::Reading);
    table.press("esc");
    table.click_on("10 ■");
    table.click_on("Two questions");
    assert_eq!(table.place(), Place::Reading);
    table.press("esc");
    table.click_on("October");
    table.must_show("October 2026");
}

#[test]
fn today_and_the_chosen_day_are_told_apart_by_shape_in_ascii_too() {
    let mut table = calendar();
    table.press("1");
    table.must_show("▸ 1");
    table.must_show("[22]");
    let look = crate::tui::app::Look {
        ascii: true,
        ..LOOK
    };
    let mut table = scenes::of("calendar", look);
    table.press("1");
    table.must_show("> 1");
    table.must_show("10 eam");
    table.must_show("e entries a answers m marks");
}

#[test]
fn the_mark_of_a_day_is_one_key_away_from_it() {
    let mut table = calendar();
    table.keys("1 9 m");
    assert_eq!(table.place(), Place::Mark);
    table.must_show("Thursday 19 November");
    table.press("esc");
    table.keys("pagedown m");
    table.must_show("today · Sunday 22 November");
}

#[test]
fn a_day_opens_in_the_journal_with_all_of_it() {
    let mut table = calendar();
    table.keys("1 0 f");
    assert_eq!(table.place(), Place::Journal);
    table.must_show("everything, Tue 10 November 2026");
    table.must_show("journal · 3 things");
    table.must_show("Woke early again.");
    table.must_show("answer Two questions");
    table.press("x");
    table.must_show("6 entries");
}

#[test]
fn a_day_with_very_many_things_lists_the_first_and_says_where_the_rest_is() {
    let start = crate::tui::testing::at("2026-11-20T08:00:00+01:00");
    let many = (0..60i64).map(|n| {
        let when = (start + TimeDelta::minutes(n)).to_rfc3339();
        let entry = entry(100 + u128::try_from(n).unwrap(), &when, "", "A line.");
        record(100 + u128::try_from(n).unwrap(), &when, entry.body)
    });
    let mut table = Table::with(many.collect());
    table.resize(80, 60);
    table.keys("c 2 0");
    table.must_show("and 30 more: f lists them all");
    table.press("f");
    table.must_show("journal · 60 things");
}
