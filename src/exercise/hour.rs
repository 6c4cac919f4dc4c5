//! Hour: an hour of the week, booked for a day and a time, gone through point by point and closed with
//! one line. It can be put off, and no reason is asked.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::day::{self, Typed};
use super::due::{Coming, Due, Standing, TIME};
use super::{Labels, Part, Problem, label, no_such, order};
use crate::text::quote::quoted;

/// One point of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub id: String,
    pub label: String,
    pub hint: String,
    /// How long it may take.
    pub minutes: u16,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// What stands over the day and over the time.
    pub on: String,
    pub at: String,
    pub points: Vec<Point>,
    /// The question for the line at the end.
    pub closing: String,
    /// What is said once it is put off.
    pub declined: String,
}

/// How it stands with the hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[default]
    Booked,
    Held,
    Declined,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub on: NaiveDate,
    #[serde(default, with = "clock", skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// What was noted for a point, by its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub closing: String,
    #[serde(default)]
    pub state: State,
}

/// A time of day in an answer.
mod clock {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::TIME;

    pub fn serialize<S: Serializer>(at: &Option<NaiveTime>, to: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => to.collect_str(&at.format(TIME)),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveTime>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let read = |text: String| {
            let read = NaiveTime::parse_from_str(&text, TIME);
            read.map_err(|_| D::Error::custom("not a time; write it as 18:30"))
        };
        text.map(read).transpose()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    #[serde(default)]
    pub on: Typed,
    /// The time as typed.
    #[serde(default)]
    pub at: String,
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    #[serde(default)]
    pub closing: String,
    /// Whether it was booked before: then its agenda is open.
    #[serde(default)]
    pub booked: bool,
    #[serde(default)]
    pub put_off: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    On(Typed),
    At(String),
    /// What is noted for the point of this id.
    Note(String, String),
    Closing(String),
    /// Not this time; or after all.
    PutOff(bool),
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for id in answer.notes.keys() {
            if !self.points.iter().any(|point| point.id == *id) {
                problems.push(no_such(id, "point of the agenda").at(id));
            }
        }
        let held = answer.state == State::Held;
        if held && answer.closing.trim().is_empty() {
            let says = "One line closes it. A few words are enough.";
            problems.push(Problem::of("closing", says));
        }
        problems
    }

    pub fn labels(&self) -> Labels {
        let mut labels: Labels = self
            .points
            .iter()
            .map(|point| (point.id.clone(), point.label.clone()))
            .collect();
        let order = order::of(self.points.iter().map(|point| point.id.as_str()));
        labels.insert(ORDER.to_owned(), order);
        labels.insert(ON.to_owned(), self.on.clone());
        labels.insert(CLOSING.to_owned(), self.closing.clone());
        labels
    }

    pub fn example(&self) -> Answer {
        let first = self.points.first();
        Answer {
            on: NaiveDate::from_ymd_opt(2026, 12, 6).unwrap_or_default(),
            at: NaiveTime::from_hms_opt(20, 0, 0),
            notes: first
                .map(|point| (point.id.clone(), "The walk on Sunday.".to_owned()))
                .into_iter()
                .collect(),
            closing: "We stopped when the hour was over.".to_owned(),
            state: State::Held,
        }
    }

    /// When each point begins, where the hour has a time; in the order of the points.
    pub fn begins(&self, at: Option<NaiveTime>) -> Vec<Option<NaiveTime>> {
        let mut passed = TimeDelta::zero();
        let begins = self.points.iter().map(|point| {
            let from = at.map(|at| at.overflowing_add_signed(passed).0);
            passed += TimeDelta::minutes(i64::from(point.minutes));
            from
        });
        begins.collect()
    }
}

/// Where the labels of what is no point are kept. No id of a pack has a dot.
const ON: &str = "hour.on";
const CLOSING: &str = "hour.closing";
const ORDER: &str = "hour.points";

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let time = self.at.map(|at| format!(", {}", at.format(TIME)));
        let after = match self.state {
            State::Booked | State::Held => "",
            State::Declined => ", put off",
        };
        let when = format!(
            "{}{}{after}",
            day::spoken(self.on),
            time.unwrap_or_default()
        );
        let mut parts = vec![Part {
            label: labels.get(ON).cloned().unwrap_or_default(),
            text: when,
        }];
        let noted = order::written(&self.notes, labels, ORDER).into_iter();
        parts.extend(noted.map(|(id, text)| Part {
            label: label(labels, id).to_owned(),
            text: text.to_owned(),
        }));
        if !self.closing.trim().is_empty() {
            parts.push(Part {
                label: labels.get(CLOSING).cloned().unwrap_or_default(),
                text: self.closing.clone(),
            });
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        self.notes.values_mut().for_each(&mut *clean);
        clean(&mut self.closing);
    }

    /// Booked for its day, or over.
    pub fn standing(&self) -> Standing {
        match self.state {
            State::Booked => Standing::Open(Coming::Takes, self.on),
            State::Held => Standing::Over("held", self.on),
            State::Declined => Standing::Over("put off", self.on),
        }
    }

    /// The hour itself, while it is booked.
    pub fn dues(&self) -> Vec<Due> {
        let due = Due {
            on: self.on,
            coming: Coming::Takes,
            what: String::new(),
            at: self.at,
        };
        (self.state == State::Booked)
            .then_some(due)
            .into_iter()
            .collect()
    }
}

/// A time as it is typed: `20:00`, `20.00`, `20`, `8 pm`. None where the text is empty.
///
/// # Errors
/// The text is no time: the sentence for the person.
pub fn time(text: &str) -> Result<Option<NaiveTime>, String> {
    let text = text.trim().to_lowercase().replace('.', ":");
    if text.is_empty() {
        return Ok(None);
    }
    let (digits, later) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(digits), _) => (digits.trim(), Some(true)),
        (_, Some(digits)) => (digits.trim(), Some(false)),
        (None, None) => (text.as_str(), None),
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let read = || {
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let hours = match later {
            None => hours,
            Some(later) if (1..=12).contains(&hours) => hours % 12 + if later { 12 } else { 0 },
            Some(_) => return None,
        };
        NaiveTime::from_hms_opt(hours, minutes, 0)
    };
    match read() {
        Some(time) => Ok(Some(time)),
        None => {
            let shown = quoted(&text.chars().take(20).collect::<String>());
            Err(format!(
                "\u{201c}{shown}\u{201d} cannot be read as a time. Write it as 20:00, or leave it out."
            ))
        }
    }
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    pub fn revise(_spec: &Spec, answer: &Answer) -> Doing {
        let at = answer.at.map(|at| at.format(TIME).to_string());
        Doing {
            on: Typed::of(Some(answer.on)),
            at: at.unwrap_or_default(),
            notes: answer.notes.clone(),
            closing: answer.closing.clone(),
            booked: true,
            put_off: answer.state == State::Declined,
        }
    }

    pub fn apply(&mut self, step: Move) {
        match step {
            Move::On(on) => self.on = on,
            Move::At(at) => self.at = at,
            Move::Note(id, text) if text.is_empty() => {
                self.notes.remove(&id);
            }
            Move::Note(id, text) => {
                self.notes.insert(id, text);
            }
            Move::Closing(closing) => self.closing = closing,
            Move::PutOff(put_off) => self.put_off = put_off,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.on.is_empty()
            && self.at.is_empty()
            && self.notes.is_empty()
            && self.closing.is_empty()
            && !self.put_off
    }

    /// The answer as it stands. A line at the end says that the hour was held.
    ///
    /// # Errors
    /// No day yet, or a day or a time that cannot be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut problems = Vec::new();
        let on = match self.on.day() {
            Ok(Some(on)) => Some(on),
            Ok(None) => {
                problems.push(Problem::of("on", "On which day? Write it first."));
                None
            }
            Err(says) => {
                problems.push(Problem::of("on", says));
                None
            }
        };
        let at = time(&self.at).unwrap_or_else(|says| {
            problems.push(Problem::of("at", says));
            None
        });
        let state = if self.put_off {
            State::Declined
        } else if self.closing.trim().is_empty() {
            State::Booked
        } else {
            State::Held
        };
        match on {
            Some(on) if problems.is_empty() => Ok(Answer {
                on,
                at,
                notes: self.notes.clone(),
                closing: self.closing.clone(),
                state,
            }),
            Some(_) | None => Err(problems),
        }
    }
}

#[cfg(test)]
#[path = "hour_tests.rs"]
mod tests;
