//! `amends mark`: how a day was, in three numbers and a line.

use chrono::{DateTime, FixedOffset, Local, NaiveDate};
use serde::Deserialize;

use super::args::{Global, Json};
use super::desk::Desk;
use super::failure::Failure;
use super::misread::misread;
use super::out::Said;
use super::write::{print_id, say_removed};
use super::{out, when};
use crate::domain::mark::{self, Aspect, Marking, TOP};
use crate::domain::when::parse;
use crate::domain::{self, Intent};
use crate::text::clean::clean_line;
use crate::text::quote::quoted;

/// Mark how the day was: safety, trust and connection from 0 to 10, and a line
///
/// All of it may be left out. A second mark of a day changes the first, and what is not given again
/// stays as it was.
#[derive(clap::Args)]
pub struct Mark {
    /// How safe it felt, from 0 to 10
    #[arg(long, value_name = "N", value_parser = score, allow_negative_numbers = true)]
    safety: Option<u8>,
    /// How much trust there was, from 0 to 10
    #[arg(long, value_name = "N", value_parser = score, allow_negative_numbers = true)]
    trust: Option<u8>,
    /// How near you felt, from 0 to 10
    #[arg(long, value_name = "N", value_parser = score, allow_negative_numbers = true)]
    connection: Option<u8>,
    /// A line about the day; --note "" takes an earlier one away
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Another day than today: yesterday, last tuesday, 2026-08-22
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    #[command(flatten)]
    json: Json,
}

/// Reads a number of a mark.
fn score(text: &str) -> Result<u8, String> {
    let read = text.trim().parse().ok().filter(|score| *score <= TOP);
    read.ok_or_else(|| format!("a whole number from 0 to {TOP} belongs there"))
}

pub fn run(global: &Global, args: &Mark) -> Result<(), Failure> {
    let day = day(args.at.as_deref(), when::now())?;
    let mut desk = Desk::to_write(global)?;
    let scores = [args.safety, args.trust, args.connection];
    let given = marking(day, scores, args.note.clone());
    let spoken = day.format("%A %-d %B %Y");
    let marking = match asked(&desk, given, || out::say(&format!("{spoken}"))) {
        Asked::Marking(marking) => marking,
        Asked::Left => return Err(Failure::failed("Nothing was marked.")),
        Asked::NoTerminal => {
            return Err(Failure::usage(
                "There is no terminal to ask on. Give --safety, --trust, --connection or --note.",
            ));
        }
    };
    if marking.is_empty() {
        return Err(Failure::failed(
            "Nothing was marked. A blank day is a blank day, and no more than that.",
        ));
    }
    let removed = removed(&marking);
    let note = marking.note.clone();
    let taken = desk.take(Intent::Mark(marking));
    let records = taken.inspect_err(|_| give_back(&desk, note.as_deref()))?;
    say_removed(removed);
    let numbers = desk.state.mark(day).map(|mark| mark.numbers());
    let numbers = numbers.filter(|numbers| !numbers.is_empty());
    let numbers = numbers.map_or(String::new(), |numbers| format!(": {numbers}"));
    if records.is_empty() {
        out::say("Nothing was different, so it stays as it is.");
    }
    out::say(&format!("{spoken}{numbers}."));
    let saved = records.first().map(|record| record.thread);
    print_id(saved.unwrap_or_else(|| thread(&desk, day)), &args.json)
}

/// Says once more what someone wrote, since it was not saved.
fn give_back(desk: &Desk, note: Option<&str>) {
    if let Some(note) = note.filter(|note| !note.trim().is_empty() && !desk.must_not_repeat()) {
        out::say(&format!("Your line was: {}", quoted(note)));
    }
}

/// The mark of today as JSON: what an exercise that asks for it takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Today {
    safety: Option<u8>,
    trust: Option<u8>,
    connection: Option<u8>,
    note: Option<String>,
}

/// The JSON of a mark that would be accepted.
pub fn shape() -> serde_json::Value {
    serde_json::json!({"safety": 4, "trust": 3, "connection": 5, "note": "A quiet day."})
}

/// Marks today with what the JSON says.
pub fn take(desk: &mut Desk, json: &str) -> Result<domain::ThreadId, Failure> {
    let today: Today = serde_json::from_str(json).map_err(|error| {
        Failure::failed(format!(
            "This is not a mark: {}. Nothing was saved. --show-shape prints an example.",
            misread(desk, &error)
        ))
    })?;
    let day = when::now().date_naive();
    let marking = marking(
        day,
        [today.safety, today.trust, today.connection],
        today.note,
    );
    let removed = removed(&marking);
    desk.take(Intent::Mark(marking))?;
    say_removed(removed);
    Ok(thread(desk, day))
}

fn marking(day: NaiveDate, scores: [Option<u8>; 3], note: Option<String>) -> Marking {
    Marking {
        day,
        scores: Aspect::ALL
            .into_iter()
            .zip(scores)
            .filter_map(|(aspect, score)| Some((aspect, Some(score?))))
            .collect(),
        note,
    }
}

/// How many characters of the line will be taken out.
fn removed(marking: &Marking) -> usize {
    let note = marking.note.as_deref();
    note.map_or(0, |note| clean_line(note).removed)
}

/// The day that was meant, today where none was named.
fn day(at: Option<&str>, now: DateTime<FixedOffset>) -> Result<NaiveDate, Failure> {
    match at {
        Some(at) => Ok(parse(at, now)?.at(&Local, now).date_naive()),
        None => Ok(now.date_naive()),
    }
}

fn thread(desk: &Desk, day: NaiveDate) -> domain::ThreadId {
    let heads = desk.state.mark_heads(day);
    heads.last().map_or_else(
        || mark::thread(desk.person.space, day),
        |record| record.thread,
    )
}

enum Asked {
    Marking(Marking),
    /// Nothing was given, and there is no one to ask.
    NoTerminal,
    /// The person left while being asked.
    Left,
}

/// Asks for what was not given, where someone is there to answer. Enter leaves it as it is.
fn asked(desk: &Desk, mut given: Marking, begin: impl FnOnce()) -> Asked {
    if !out::can_ask() {
        return if given.is_empty() {
            Asked::NoTerminal
        } else {
            Asked::Marking(given)
        };
    }
    let whole = given.scores.len() == Aspect::ALL.len() && given.note.is_some();
    if whole {
        return Asked::Marking(given);
    }
    begin();
    out::say("0 to 10 each. Enter leaves it as it is.");
    let earlier = desk.state.mark(given.day);
    for aspect in Aspect::ALL {
        if given.scores.iter().any(|(other, _)| *other == aspect) {
            continue;
        }
        let stands = earlier.as_ref().and_then(|mark| mark.score(aspect));
        let stands = stands.map_or(String::new(), |score| format!(" ({score} so far)"));
        let question = format!("{}{stands}", aspect.asks());
        loop {
            let answer = match out::hear(&question) {
                Said::Line(answer) if answer.is_empty() => break,
                Said::Line(answer) => answer,
                Said::End => return Asked::Left,
                Said::Nobody => break,
            };
            match answer.parse::<u8>() {
                Ok(score) if score <= TOP => {
                    given.say(aspect, Some(score));
                    break;
                }
                Ok(_) | Err(_) => out::say("A whole number from 0 to 10, or Enter."),
            }
        }
    }
    if given.note.is_none() {
        let stands = earlier.filter(|mark| !mark.note.is_empty());
        let stands = stands.map_or(String::new(), |mark| {
            format!(" (\u{201c}{}\u{201d} so far)", quoted(&mark.note))
        });
        given.note = match out::hear(&format!("A line, if you like{stands}:")) {
            Said::Line(note) => Some(note).filter(|note| !note.is_empty()),
            Said::End => return Asked::Left,
            Said::Nobody => None,
        };
    }
    Asked::Marking(given)
}
