//! What comes up soon, and what came up and is not dealt with yet. Nothing is counted, and nothing is
//! ever late: it was for a day.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::excerpt;
use crate::domain::{Body, ItemId, Record, State, ThreadId};
use crate::exercise::due::{Coming, Due, TIME};
use crate::exercise::{Kind, Labels};

/// So many days ahead something comes up.
const AHEAD: i64 = 7;
/// So many days after its own a letter that can be opened is still spoken of. Whether it was opened is
/// not kept anywhere.
const LETTER: i64 = 14;

/// Something that comes up, and what it is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upcoming {
    pub due: Due,
    pub thread: ThreadId,
    pub item: Option<ItemId>,
    /// Whether it is one of several answers to its exercise.
    pub several: bool,
    pub kind: Kind,
    /// The name of the exercise, as it was then.
    pub title: String,
}

impl Upcoming {
    /// What comes up, in a line: the beginning of the person's own words, or what the exercise is called.
    pub fn words(&self) -> String {
        let words = match self.due.what.trim() {
            "" => self.title.clone(),
            what => excerpt::start(what),
        };
        match self.due.at {
            Some(at) => format!("{words}, {}", at.format(TIME)),
            None => words,
        }
    }
}

/// All that comes up within the next week, today, or that came up and was not dealt with; by its day.
pub fn upcoming(state: &State, today: NaiveDate) -> Vec<Upcoming> {
    let mut found: Vec<Upcoming> = state
        .answered()
        .flat_map(|item| state.answer_heads(item))
        .flat_map(|record| of(record))
        .filter(|(record, up)| is_up(record, up, today))
        .map(|(_, up)| up)
        .collect();
    let asked_about: BTreeSet<ThreadId> = found
        .iter()
        .filter(|up| up.due.coming == Coming::After)
        .map(|up| up.thread)
        .collect();
    // Once it is asked how it was, it does not stand there as planned any more.
    found.retain(|up| up.due.coming != Coming::Takes || !asked_about.contains(&up.thread));
    found.sort_unstable();
    found.dedup();
    found
}

fn of(record: &Record) -> impl Iterator<Item = (&Record, Upcoming)> {
    let answer = match &record.body {
        Body::Answer(answer) => Some(answer),
        Body::Entry(_)
        | Body::Mark(_)
        | Body::Profile(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => None,
    };
    answer.into_iter().flat_map(move |answer| {
        let prompt = record.prompt.as_ref();
        let labels = prompt.map(|prompt| &prompt.labels);
        let dues = answer.dues(labels.unwrap_or(&Labels::new())).into_iter();
        dues.map(move |due| {
            let up = Upcoming {
                due,
                thread: record.thread,
                item: record.item.clone(),
                several: record.is_one_of_several(),
                kind: answer.kind(),
                title: prompt
                    .map(|prompt| prompt.title.clone())
                    .unwrap_or_default(),
            };
            (record, up)
        })
    })
}

fn is_up(record: &Record, up: &Upcoming, today: NaiveDate) -> bool {
    let days = (up.due.on - today).num_days();
    if days > AHEAD {
        return false;
    }
    // A letter is not spoken of before its day.
    if days > 0 {
        // What is asked about afterwards is planned before, and that comes up. A letter opens by itself.
        return !matches!(up.due.coming, Coming::Opens | Coming::After);
    }
    let says = match &record.body {
        Body::Answer(answer) => answer.says_when_done(),
        Body::Entry(_)
        | Body::Mark(_)
        | Body::Profile(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => false,
    };
    match up.due.coming {
        Coming::Opens => days > -LETTER,
        Coming::By | Coming::Review | Coming::Ends | Coming::Takes | Coming::After => {
            // Whoever wrote it again on its day, or later, has looked at it.
            says || record.at.date_naive() < up.due.on
        }
    }
}

/// A day as it is said among others that are near: "today", "Thursday", "3 November".
pub fn day(on: NaiveDate, today: NaiveDate) -> String {
    match (on - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        -6..=6 => on.format("%A").to_string(),
        _ if on.year() == today.year() => on.format("%-d %B").to_string(),
        _ => on.format("%-d %B %Y").to_string(),
    }
}

/// When something comes up, or when it was to.
pub fn says(coming: Coming, on: NaiveDate, today: NaiveDate) -> String {
    let said = day(on, today);
    let over = on < today;
    match coming {
        Coming::By | Coming::Review | Coming::Takes if over => format!("was for {said}"),
        Coming::By | Coming::Review | Coming::Takes => said,
        Coming::Ends if over => format!("ended {said}"),
        Coming::Ends => format!("ends {said}"),
        Coming::After if over => format!("since {said}"),
        Coming::After => said,
        Coming::Opens if over => format!("open since {said}"),
        Coming::Opens if on == today => "opens today".to_owned(),
        Coming::Opens => format!("closed until {said}"),
    }
}

/// What it is, in a word or two.
pub fn name(kind: Kind, coming: Coming) -> &'static str {
    match coming {
        Coming::By if kind == Kind::Promise => "promise",
        Coming::By => "to do",
        Coming::Review => "look again",
        Coming::Ends => "runs out",
        Coming::Takes => "planned",
        Coming::After => "afterwards",
        Coming::Opens => "letter",
    }
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
