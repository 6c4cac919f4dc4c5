use super::*;
use crate::query::testing::{Book, pack};
use chrono::TimeDelta;

/// A book with two answers from long before the week of its clock, Monday 17 to Sunday 23 August 2026.
fn book() -> Book {
    let mut book = Book::new();
    let now = book.now;
    book.now = now - TimeDelta::weeks(9);
    book.answer("one.first", "It went on for a year.");
    book.now = now - TimeDelta::weeks(8);
    book.answer("two.first", "I waited for a sentence.");
    book.now = now;
    book
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn offered(book: &Book, today: NaiveDate) -> Option<String> {
    offer(&pack(), &book.state, today).map(|offer| offer.title)
}

#[test]
fn the_offer_is_the_same_all_week_and_each_gets_its_turn() {
    let book = book();
    let monday = day("2026-08-17");
    let of_week = |week: u64| {
        let days = (0..7).map(|n| offered(&book, monday + Days::new(week * 7 + n)));
        let mut days: Vec<_> = days.collect();
        days.dedup();
        assert_eq!(days.len(), 1, "{days:?}");
        days.remove(0).unwrap()
    };
    let (first, second) = (of_week(0), of_week(1));
    assert!(
        first.starts_with("Step one · ") || first.starts_with("Step two · "),
        "{first}"
    );
    assert_ne!(first, second);
    assert_eq!(of_week(2), first);
}

#[test]
fn nothing_is_offered_before_five_weeks() {
    let mut book = Book::new();
    book.answer("one.first", "It went on for a year.");
    let written = book.now.date_naive();
    for days in 0..35 {
        assert_eq!(offered(&book, written + Days::new(days)), None, "{days}");
    }
    assert!(offered(&book, written + Days::new(42)).is_some());
    let offer = offer(&pack(), &book.state, written + Days::new(42)).unwrap();
    assert_eq!(offer.at.date_naive(), written);
}

#[test]
fn what_has_no_words_to_read_is_not_offered() {
    for text in ["Yes.", "7 8 9", "- - -"] {
        let mut book = Book::new();
        book.answer("one.first", text);
        let later = book.now.date_naive() + Days::new(60);
        assert_eq!(offered(&book, later), None, "{text}");
    }
    let mut book = Book::new();
    book.answer("one.first", "昨日はずっと待っていたのに来なかった");
    let later = book.now.date_naive() + Days::new(60);
    assert!(offered(&book, later).is_some());
}

#[test]
fn an_answer_that_was_written_anew_this_week_had_its_turn_and_no_other_takes_it() {
    let mut book = book();
    let today = book.now.date_naive();
    let item = offer(&pack(), &book.state, today)
        .and_then(|offer| book.state.head(offer.thread)?.item.clone())
        .unwrap();
    book.answer(item.as_str(), "Now I see it in another light.");
    assert_eq!(offered(&book, today), None);
    // From the next week on the other one rests alone.
    let next = offered(&book, today + Days::new(7)).unwrap();
    assert!(!next.ends_with(&format!("The title of {item}")), "{next}");
}

#[test]
fn hard_steps_those_set_aside_and_those_of_another_role_are_left_alone() {
    let mut book = Book::new();
    book.answer("one.first", "It went on for a year.");
    let later = book.now.date_naive() + Days::new(60);
    assert!(offered(&book, later).is_some());
    let mut hard = pack();
    hard.stages[0].steps[0].hard = true;
    assert_eq!(offer(&hard, &book.state, later), None);
    let mut without = pack();
    without.stages[0].steps[0].exercises.clear();
    assert_eq!(offer(&without, &book.state, later), None);
    book.set_aside("one", true);
    assert_eq!(offered(&book, later), None);
    book.set_aside("one", false);
    assert!(offered(&book, later).is_some());
}

#[test]
fn looking_back_goes_to_the_same_week_of_a_year_or_half_a_year_or_three_months_ago() {
    let mut book = Book::new();
    let now = book.now;
    let today = now.date_naive(); // Saturday 22 August 2026
    assert_eq!(earlier(&book.state, today), None);
    let write = |book: &mut Book, day: &str| {
        let then = day.parse::<NaiveDate>().unwrap();
        book.now = now - (today - then);
        book.entry("", "words to read again", &[])
    };
    let found = |book: &Book| earlier(&book.state, today).map(|e| (e.thread, e.why));
    write(&mut book, "2026-07-30"); // last month: too near
    assert_eq!(found(&book), None);
    let chance = write(&mut book, "2026-06-30");
    assert_eq!(found(&book), Some((chance, Why::Chance)));
    let months = write(&mut book, "2026-05-18");
    assert_eq!(found(&book), Some((months, Why::ThreeMonthsAgo)));
    let half = write(&mut book, "2026-02-22");
    assert_eq!(found(&book), Some((half, Why::HalfAYearAgo)));
    let year = write(&mut book, "2025-08-18");
    assert_eq!(found(&book), Some((year, Why::AYearAgo)));
    write(&mut book, "2025-08-17"); // the Sunday before that week
    assert_eq!(found(&book), Some((year, Why::AYearAgo)));
}

#[test]
fn by_chance_it_is_the_same_all_day_whatever_is_written_meanwhile_and_another_tomorrow() {
    let mut book = Book::new();
    let now = book.now;
    for week in 0..5 {
        book.now = now - TimeDelta::weeks(60 + week);
        book.entry("", "words to read again", &[]);
    }
    book.entry("", "- -", &[]);
    book.now = now;
    let today = now.date_naive();
    let found = earlier(&book.state, today);
    assert_eq!(found.map(|e| e.why), Some(Why::Chance));
    book.entry("", "written today", &[]);
    assert_eq!(earlier(&book.state, today), found);
    // One of the six has no words, so that its day is another's too.
    let mut days: Vec<_> = (0..6)
        .map(|n| earlier(&book.state, today + Days::new(n)).map(|e| e.thread))
        .collect();
    days.sort();
    days.dedup();
    assert_eq!(days.len(), 5, "each gets its turn");
}
