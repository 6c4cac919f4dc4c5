//! What comes up, and until when.

use super::*;
use crate::domain::{Intent, Prompt};
use crate::exercise::{Answer, Spec, hour, letter, promise};
use crate::query::testing::Book;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn promised(book: &mut Book, due: &str, state: promise::State) -> ThreadId {
    let answer = promise::Answer {
        promise: "I call.".into(),
        check: "It rings.".into(),
        due: day(due),
        state,
    };
    let spec = Spec::Promise(promise::Spec::default());
    taken(book, spec, Answer::Promise(answer))
}

fn taken(book: &mut Book, spec: Spec, answer: Answer) -> ThreadId {
    let thread = crate::domain::ThreadId::from_random(
        book.now.timestamp().to_be_bytes().repeat(2)[..16]
            .try_into()
            .unwrap(),
    );
    book.take(Intent::Answer {
        item: "one.first".to_owned().try_into().unwrap(),
        thread: Some(thread),
        spec: Box::new(spec),
        prompt: Prompt::default(),
        answer,
    })
}

fn shown(book: &Book, today: &str) -> Vec<String> {
    let today = day(today);
    let all = upcoming(&book.state, today).into_iter();
    all.map(|up| says(up.due.coming, up.due.on, today))
        .collect()
}

#[test]
fn a_promise_comes_up_a_week_before_and_stays_until_something_is_said_of_it() {
    let mut book = Book::new();
    promised(&mut book, "2026-09-10", promise::State::Open);
    assert!(shown(&book, "2026-09-02").is_empty());
    for (today, says) in [
        ("2026-09-03", "10 September"),
        ("2026-09-04", "Thursday"),
        ("2026-09-09", "tomorrow"),
        ("2026-09-10", "today"),
        ("2026-09-11", "was for yesterday"),
        ("2026-09-14", "was for Thursday"),
        ("2026-12-24", "was for 10 September"),
        ("2027-09-14", "was for 10 September 2026"),
    ] {
        assert_eq!(shown(&book, today), [says], "{today}");
    }
    let mut over = Book::new();
    promised(
        &mut over,
        "2026-08-10",
        promise::State::Kept(day("2026-08-10")),
    );
    assert!(shown(&over, "2026-08-22").is_empty());
}

#[test]
fn a_letter_comes_up_on_its_day_and_for_a_fortnight() {
    let mut book = Book::new();
    let letter = letter::Answer {
        text: "secret".into(),
        opens: day("2026-09-10"),
    };
    let spec = Spec::Letter(letter::Spec::default());
    taken(&mut book, spec, Answer::Letter(letter));
    assert!(shown(&book, "2026-09-09").is_empty());
    assert_eq!(shown(&book, "2026-09-10"), ["opens today"]);
    assert_eq!(shown(&book, "2026-09-23"), ["open since 10 September"]);
    assert!(shown(&book, "2026-09-24").is_empty());
}

#[test]
fn what_comes_up_stands_by_its_day() {
    let mut book = Book::new();
    for due in ["2026-08-24", "2026-08-20", "2026-08-22"] {
        promised(&mut book, due, promise::State::Open);
    }
    assert_eq!(
        shown(&book, "2026-08-22"),
        ["was for Thursday", "today", "Monday"]
    );
}

#[test]
fn an_hour_comes_up_by_what_it_is_and_not_by_its_time_alone() {
    for (at, words) in [(Some("20:00:00"), "An hour, 20:00"), (None, "An hour")] {
        let mut book = Book::new();
        let answer = hour::Answer {
            on: day("2026-09-10"),
            at: at.map(|at| at.parse().unwrap()),
            notes: Default::default(),
            closing: String::new(),
            state: hour::State::Booked,
        };
        let prompt = Prompt {
            title: "An hour".to_owned(),
            ..Prompt::default()
        };
        let thread = ThreadId::from_random([4; 16]);
        book.take(Intent::Answer {
            item: "one.first".to_owned().try_into().unwrap(),
            thread: Some(thread),
            spec: Box::new(Spec::Hour(hour::Spec::default())),
            prompt,
            answer: Answer::Hour(answer),
        });
        let up = upcoming(&book.state, day("2026-09-09"));
        assert_eq!(up[0].words(), words);
    }
}
