//! Marks: how a day was, in three numbers and a line. A day without one is blank and nothing else.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use super::id::{SpaceId, ThreadId};
use super::record::{Body, Record};
use super::state::State;
use crate::text::clean::clean_line;

/// The highest number; the lowest is 0.
pub const TOP: u8 = 10;

/// What a number is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    Safety,
    Trust,
    Connection,
}

impl Aspect {
    pub const ALL: [Aspect; 3] = [Aspect::Safety, Aspect::Trust, Aspect::Connection];

    /// The word for it, on disk and everywhere else.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Safety => "safety",
            Aspect::Trust => "trust",
            Aspect::Connection => "connection",
        }
    }

    /// What is asked.
    pub fn asks(self) -> &'static str {
        match self {
            Aspect::Safety => "How safe did it feel?",
            Aspect::Trust => "How much trust?",
            Aspect::Connection => "How near did you feel?",
        }
    }
}

/// How one day was. What was not said is not there; it is never a nought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub day: NaiveDate,
    #[serde(
        default,
        deserialize_with = "score",
        skip_serializing_if = "Option::is_none"
    )]
    pub safety: Option<u8>,
    #[serde(
        default,
        deserialize_with = "score",
        skip_serializing_if = "Option::is_none"
    )]
    pub trust: Option<u8>,
    #[serde(
        default,
        deserialize_with = "score",
        skip_serializing_if = "Option::is_none"
    )]
    pub connection: Option<u8>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A number beyond the end of the scale is none that this version can show.
fn score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let score = Option::<u8>::deserialize(deserializer)?;
    if score.is_some_and(|score| score > TOP) {
        return Err(serde::de::Error::custom("a number beyond the scale"));
    }
    Ok(score)
}

/// What is said of a day now. What is not in it stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marking {
    pub day: NaiveDate,
    /// A number for each aspect that is spoken of; `None` takes an earlier one away.
    #[serde(default)]
    pub scores: Vec<(Aspect, Option<u8>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Why a marking came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Nothing,
    Beyond(Aspect),
    NotYet,
}

impl Mark {
    pub fn blank(day: NaiveDate) -> Mark {
        Mark {
            day,
            safety: None,
            trust: None,
            connection: None,
            note: String::new(),
        }
    }

    pub fn score(&self, aspect: Aspect) -> Option<u8> {
        match aspect {
            Aspect::Safety => self.safety,
            Aspect::Trust => self.trust,
            Aspect::Connection => self.connection,
        }
    }

    pub fn set(&mut self, aspect: Aspect, score: Option<u8>) {
        let slot = match aspect {
            Aspect::Safety => &mut self.safety,
            Aspect::Trust => &mut self.trust,
            Aspect::Connection => &mut self.connection,
        };
        *slot = score;
    }

    pub fn is_blank(&self) -> bool {
        self.note.is_empty() && Aspect::ALL.into_iter().all(|a| self.score(a).is_none())
    }

    /// The numbers in words, such as `safety 6 · trust 3`. Empty where there are none.
    pub fn numbers(&self) -> String {
        let says = |aspect: Aspect| Some(format!("{} {}", aspect.name(), self.score(aspect)?));
        let said: Vec<String> = Aspect::ALL.into_iter().filter_map(says).collect();
        said.join(" \u{b7} ")
    }

    /// One mark out of several of the same day, from the oldest to the newest: each number is the
    /// newest that was given, and no line is lost.
    pub(super) fn together<'m>(marks: impl IntoIterator<Item = &'m Mark>) -> Option<Mark> {
        let mut marks = marks.into_iter();
        let mut whole = marks.next()?.clone();
        for mark in marks {
            for aspect in Aspect::ALL {
                whole.set(aspect, mark.score(aspect).or(whole.score(aspect)));
            }
            let known = |note: &str| note.split(" \u{b7} ").any(|part| part == mark.note);
            if whole.note.is_empty() {
                whole.note.clone_from(&mark.note);
            } else if !mark.note.is_empty() && !known(&whole.note) {
                whole.note = format!("{} \u{b7} {}", whole.note, mark.note);
            }
        }
        Some(whole)
    }
}

impl Marking {
    /// Of a day of which nothing is said so far.
    pub fn of(day: NaiveDate) -> Marking {
        Marking {
            day,
            scores: Vec::new(),
            note: None,
        }
    }

    /// Says a number, or takes it away.
    pub fn say(&mut self, aspect: Aspect, score: Option<u8>) {
        self.scores.retain(|(other, _)| *other != aspect);
        self.scores.push((aspect, score));
    }

    pub fn is_empty(&self) -> bool {
        self.scores.is_empty() && self.note.is_none()
    }

    /// The mark of the day once this is said over `earlier`.
    pub fn over(&self, earlier: Option<&Mark>) -> Mark {
        let mut mark = earlier.map_or_else(|| Mark::blank(self.day), Clone::clone);
        for (aspect, score) in &self.scores {
            mark.set(*aspect, *score);
        }
        if let Some(note) = &self.note {
            note.clone_into(&mut mark.note);
        }
        mark
    }

    /// The mark to keep, cleaned and checked.
    pub(super) fn kept(mut self, state: &State, today: NaiveDate) -> Result<Mark, Wrong> {
        self.note = self
            .note
            .map(|note| clean_line(&note).text.trim().to_owned());
        let beyond = |(_, score): &&(Aspect, Option<u8>)| score.is_some_and(|score| score > TOP);
        if let Some((aspect, _)) = self.scores.iter().find(beyond) {
            return Err(Wrong::Beyond(*aspect));
        }
        if self.day > today {
            return Err(Wrong::NotYet);
        }
        let mark = self.over(state.mark(self.day).as_ref());
        if self.is_empty() || mark.is_blank() {
            return Err(Wrong::Nothing);
        }
        Ok(mark)
    }
}

/// The thread of a day's mark. Two machines that mark the same day apart from each other write
/// versions of one thing, since it follows from the day and from whose it is.
pub fn thread(space: SpaceId, day: NaiveDate) -> ThreadId {
    let digest = Sha256::digest(format!("mark {space} {day}").as_bytes());
    let mut bits = [0; 16];
    bits.copy_from_slice(&digest[..16]);
    ThreadId::from_random(bits)
}

/// The mark that a record is, where it is one.
pub(super) fn of(record: &Record) -> Option<&Mark> {
    match &record.body {
        Body::Mark(mark) => Some(mark),
        Body::Profile(_)
        | Body::Entry(_)
        | Body::Answer(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => None,
    }
}

#[cfg(test)]
#[path = "mark_tests.rs"]
mod tests;
