//! Screens for looking back: then and now, the calendar, the filter.

use super::{book, gone, journal, pressed};
use crate::domain::{Body, Prompt, Record};
use crate::exercise::Answer;
use crate::exercise::compose::{self, Filled};
use crate::tui::app::Look;
use crate::tui::testing::{Table, item, record, version, weeks};
use crate::tui::view::Route;

/// An answer in parts, with what each part was called that day.
fn answer(number: u128, when: &str, of: &str, title: &str, parts: &[[&str; 3]]) -> Record {
    let slots = parts.iter().map(|[slot, _, text]| Filled {
        slot: (*slot).to_owned(),
        text: (*text).to_owned(),
    });
    let slots = slots.collect();
    let answer = Answer::Compose(compose::Answer { slots });
    let mut answer = record(number, when, Body::Answer(answer));
    let label = |[slot, label, _]: &[&str; 3]| ((*slot).to_owned(), (*label).to_owned());
    answer.item = Some(item(of));
    answer.prompt = Some(Box::new(Prompt {
        title: title.to_owned(),
        text: "A few lines, in your own words.".to_owned(),
        labels: parts.iter().map(label).collect(),
        ..Prompt::default()
    }));
    answer
}

/// An answer of a step that is not hard.
fn written(number: u128, when: &str) -> Record {
    let need = "That you say where you are before I ask. That I may ask without a sigh.";
    let fear = "That I stop asking because I am tired.";
    let parts = [
        ["need", "To begin to trust again I need", need],
        ["fear", "What I fear most", fear],
    ];
    let of = "feelings-and-needs.two-questions";
    answer(number, when, of, "Two questions", &parts)
}

/// What one person wrote of the same thing in September, in October and in November.
pub fn three_versions() -> Vec<Record> {
    let version = |number, when, parts: &[[&str; 3]]| {
        answer(number, when, "owning-it.what-i-did", "What I did", parts)
    };
    let first = version(
        21,
        "2026-09-20T20:00:00+02:00",
        &[
            ["did", "I did", "I took out a loan."],
            ["hid", "I hid it by", "I had the letters sent to work."],
            ["cost", "It cost you", "Money, I suppose."],
        ],
    );
    let mut second = version(
        22,
        "2026-10-18T20:00:00+02:00",
        &[
            [
                "did",
                "I did",
                "I took out a loan and told you it was a bonus.",
            ],
            ["hid", "I hid it by", "I had the letters sent to work."],
            ["cost", "It cost you", "A year of our savings, and sleep."],
        ],
    );
    let mut third = version(
        23,
        "2026-11-21T20:00:00+01:00",
        &[
            [
                "did",
                "I did",
                "I took out a loan and told you, twice, that it was a bonus.",
            ],
            ["hid", "How I hid it", "I had the letters sent to work."],
            [
                "cost",
                "It cost you",
                "You say that you lost the feeling of knowing who you live with.",
            ],
            ["choice", "It was my choice", "No one made me."],
        ],
    );
    second.thread = first.thread;
    second.replaces = vec![first.id];
    third.thread = first.thread;
    third.replaces = vec![second.id];
    vec![first, second, third]
}

fn rested(look: Look) -> Table {
    let mut records = book();
    records.push(written(20, "2026-10-04T21:00:00+02:00"));
    Table::of(look, records, Vec::new(), None)
}

pub fn home(look: Look) -> Table {
    rested(look)
}

pub fn old_answer(look: Look) -> Table {
    let table = rested(look);
    let thread = table.records.last().unwrap().thread;
    gone(table, Route::Reading(thread))
}

pub fn an_answer(look: Look) -> Table {
    let mut records = book();
    records.extend(three_versions());
    let thread = records.last().unwrap().thread;
    let table = Table::of(look, records, Vec::new(), None);
    pressed(gone(table, Route::Reading(thread)), "c")
}

pub fn an_entry(look: Look) -> Table {
    pressed(journal(look), "down enter c")
}

/// Answers, marks and entries, three of them on one day.
pub fn full(look: Look) -> Table {
    let mut records = book();
    records.extend(weeks());
    records.extend(three_versions());
    records.push(written(20, "2026-11-10T21:00:00+01:00"));
    let second = crate::tui::testing::entry(30, "2026-11-10T08:10:00+01:00", "", "Woke early.");
    records.push(version(
        31,
        "2026-11-10T08:20:00+01:00",
        &second,
        &[&second],
        "Woke early again.",
    ));
    records.push(second);
    Table::of(look, records, Vec::new(), None)
}

pub fn calendar(look: Look) -> Table {
    gone(full(look), Route::Calendar)
}

pub fn a_day(look: Look) -> Table {
    pressed(calendar(look), "1 0 enter down")
}

fn list(look: Look) -> Table {
    gone(full(look), Route::Journal { search: false })
}

pub fn filter(look: Look) -> Table {
    pressed(list(look), "f down enter")
}

pub fn narrowed(look: Look) -> Table {
    pressed(list(look), "f down down down enter down down enter esc")
}

pub fn search(look: Look) -> Table {
    let mut table = pressed(narrowed(look), "/");
    table.type_text("loan");
    table
}
