//! Making a promise, and saying later what came of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::day::Typed;
use super::super::flag::{Finder, Flag, Hit};
use super::{Answer, Broken, DUE, Problem, Spec, State};

/// What a person is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Wording it: a new one, or other words for one that was made.
    #[default]
    Wording,
    /// Looking at one that was made, with what can be said of it.
    Looking,
    /// Saying on which day it was kept.
    Keeping,
    /// In the repair form of one that was not kept.
    Repairing,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    #[serde(default)]
    pub promise: String,
    #[serde(default)]
    pub check: String,
    #[serde(default)]
    pub due: Typed,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub stand: Stand,
    /// Whether it was saved before, so that there is something to go back to.
    #[serde(default)]
    pub made: bool,
    /// The day on which it was kept, as it is typed.
    #[serde(default)]
    pub kept_on: Typed,
    /// The day on which it was clear that it is not kept, once that is said.
    #[serde(default)]
    pub not_kept_on: Option<NaiveDate>,
    /// What is typed in the repair form, whatever is said of the promise in the end.
    #[serde(default)]
    pub repair: BTreeMap<String, String>,
    /// Phrases that the person means as they stand: (field, flag, phrase in lower case).
    #[serde(default)]
    pub meant: BTreeSet<(String, String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Promise(String),
    Check(String),
    Due(Typed),
    /// To the words and the day.
    Word,
    /// Back to looking; what was half said is kept.
    Look,
    Kept(NaiveDate),
    /// To the field for the day on which it was kept, which has this day in it at first.
    KeptOn(NaiveDate),
    TypeKept(Typed),
    /// To the repair form, on this day.
    NotKept(NaiveDate),
    Repair(String, String),
    TakeBack(NaiveDate),
    /// What was said of it was a mistake.
    OpenAgain,
    /// This phrase is not pointed out again in this field.
    Mean {
        field: String,
        flag: String,
        phrase: String,
    },
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    pub fn revise(_spec: &Spec, answer: &Answer) -> Doing {
        let mut doing = Doing {
            promise: answer.promise.clone(),
            check: answer.check.clone(),
            due: Typed::of(Some(answer.due)),
            state: answer.state.clone(),
            stand: Stand::Looking,
            made: true,
            ..Doing::default()
        };
        match &answer.state {
            State::Broken(broken) => {
                doing.repair.clone_from(&broken.repair);
                doing.not_kept_on = Some(broken.on);
            }
            State::Kept(on) => doing.kept_on = Typed::of(Some(*on)),
            State::Open | State::Released(_) => {}
        }
        doing
    }

    pub fn apply(&mut self, step: Move) {
        match step {
            Move::Promise(text) => self.promise = text,
            Move::Check(text) => self.check = text,
            Move::Due(typed) => self.due = typed,
            Move::Word => self.stand = Stand::Wording,
            Move::Look => self.stand = Stand::Looking,
            Move::Kept(on) => {
                self.state = State::Kept(on);
                self.stand = Stand::Looking;
            }
            Move::KeptOn(on) => {
                if self.kept_on.is_empty() {
                    self.kept_on = Typed::of(Some(on));
                }
                self.stand = Stand::Keeping;
            }
            Move::TypeKept(typed) => self.kept_on = typed,
            Move::NotKept(on) => {
                // Who writes on in the form leaves the day on which it was first said.
                self.not_kept_on.get_or_insert(on);
                self.stand = Stand::Repairing;
            }
            Move::Repair(id, text) => {
                self.repair.insert(id, text);
            }
            Move::TakeBack(on) => {
                self.state = State::Released(on);
                self.stand = Stand::Looking;
            }
            Move::OpenAgain => {
                self.state = State::Open;
                self.stand = Stand::Looking;
            }
            Move::Mean {
                field,
                flag,
                phrase,
            } => {
                self.meant.insert((field, flag, phrase.to_lowercase()));
            }
        }
    }

    /// The phrases to point out in `text`, without those that the person means as they stand.
    pub fn flagged(
        &self,
        (finder, flags): (&Finder, &[Flag]),
        (field, text): (&str, &str),
    ) -> Vec<Hit> {
        let mut hits = finder.find(text);
        hits.retain(|hit| {
            let phrase = text[hit.range.clone()].to_lowercase();
            let flag = flags.get(hit.flag).map_or("", |flag| flag.id.as_str());
            !self
                .meant
                .contains(&(field.to_owned(), flag.to_owned(), phrase))
        });
        hits
    }

    pub fn is_empty(&self) -> bool {
        let filled = [&self.promise, &self.check, &self.due.text];
        filled.iter().all(|text| text.trim().is_empty()) && self.state == State::Open
    }

    /// The answer as it stands.
    ///
    /// # Errors
    /// A day that is missing or cannot be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut day = |part: &str, typed: &Typed, missing: &str| match typed.day() {
            Ok(Some(day)) => Some(day),
            Ok(None) => {
                problems.push(Problem::of(part, missing));
                None
            }
            Err(says) => {
                problems.push(Problem::of(part, says));
                None
            }
        };
        let due = day(DUE, &self.due, "It needs a day by which it is done.");
        let state = match (self.stand, &self.state) {
            (Stand::Keeping, _) => {
                day(KEPT_ON, &self.kept_on, "Say on which day it was kept.").map(State::Kept)
            }
            (Stand::Repairing, state) => Some(self.broken(state)),
            (Stand::Looking | Stand::Wording, state @ State::Broken(_)) => Some(self.broken(state)),
            (Stand::Looking | Stand::Wording, state) => Some(state.clone()),
        };
        match (due, state) {
            (Some(due), Some(state)) => Ok(Answer {
                promise: self.promise.clone(),
                check: self.check.clone(),
                due,
                state,
            }),
            (_, _) => Err(self.missing().into_iter().chain(problems).collect()),
        }
    }

    /// What is said of one that was not kept, with the parts of the form that have words in them.
    fn broken(&self, state: &State) -> State {
        let Some(on) = self.not_kept_on else {
            return state.clone();
        };
        let filled = self.repair.iter();
        let filled = filled.filter(|(_, text)| !text.trim().is_empty());
        State::Broken(Broken {
            on,
            repair: filled
                .map(|(id, text)| (id.clone(), text.clone()))
                .collect(),
        })
    }

    /// The texts that are missing, which come before the day.
    fn missing(&self) -> Vec<Problem> {
        let mut missing = Vec::new();
        if self.promise.trim().is_empty() {
            missing.push(Problem::of(super::PROMISE, "Write first what you promise."));
        }
        if self.check.trim().is_empty() {
            let says = "Write how anyone could see that it was kept.";
            missing.push(Problem::of(super::CHECK, says));
        }
        missing
    }
}

/// The part that a problem with the day of keeping is about.
pub const KEPT_ON: &str = "part.kept-on";
