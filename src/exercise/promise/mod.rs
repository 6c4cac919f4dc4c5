//! Promise: something small that is to be done by a day, and that anyone could see to be kept or not.
//! What came of it is said later by whoever made it. It is a word and never a grade, and no part of the
//! repair form asks why.

mod doing;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::doing::{Doing, KEPT_ON, Move, Stand};
use super::compose::Slot;
use super::day::spoken;
use super::due::{Coming, Due, Standing};
use super::flag::Flag;
use super::{Labels, Part, Problem, label, no_such, order};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub promise: String,
    pub promise_hint: String,
    /// How anyone could see that it was kept.
    pub check: String,
    pub check_hint: String,
    pub due: String,
    /// Pointed out in what is promised: words that nobody could check.
    pub flags: Vec<Flag>,
    /// Said over the repair form of a promise that was not kept.
    pub repair_about: String,
    /// Pointed out in the repair form: excuses.
    pub repair_flags: Vec<Flag>,
    pub repair: Vec<Slot>,
}

/// What came of a promise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[default]
    Open,
    Kept(NaiveDate),
    Broken(Broken),
    /// Taken back in good time.
    Released(NaiveDate),
}

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Broken {
    /// The day on which it was clear.
    pub on: NaiveDate,
    /// The parts of the repair form that were filled in.
    #[serde(default)]
    pub repair: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub promise: String,
    pub check: String,
    pub due: NaiveDate,
    #[serde(default)]
    pub state: State,
}

// No id of a pack has a dot, so none of these can be the id of a part of the repair form.
pub const PROMISE: &str = "part.promise";
pub const CHECK: &str = "part.check";
pub const DUE: &str = "part.due";
/// The order of the repair form, which is kept beside its labels.
const ORDER: &str = "repair.order";

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (part, text, label) in [
            (PROMISE, &answer.promise, &self.promise),
            (CHECK, &answer.check, &self.check),
        ] {
            if text.trim().is_empty() {
                problems.push(Problem::of(part, empty(label)));
            }
        }
        match &answer.state {
            State::Open | State::Kept(_) => {}
            State::Released(on) if *on > answer.due => {
                let says = format!(
                    "A promise can be taken back up to its day, and that was {}. It was kept, or it \
                     was not.",
                    spoken(answer.due)
                );
                problems.push(Problem::whole(says));
            }
            State::Released(_) => {}
            State::Broken(broken) => self.check_repair(&broken.repair, &mut problems),
        }
        problems
    }

    fn check_repair(&self, repair: &BTreeMap<String, String>, problems: &mut Vec<Problem>) {
        // Nobody has to account for it: that it was not kept stands without a word, too.
        let says_something = repair.values().any(|text| !text.trim().is_empty());
        let needed = |slot: &&Slot| says_something && !slot.optional;
        for slot in self.repair.iter().filter(needed) {
            if repair
                .get(&slot.id)
                .is_none_or(|text| text.trim().is_empty())
            {
                problems.push(Problem::of(&slot.id, empty(&slot.label)));
            }
        }
        for id in repair.keys() {
            if !self.repair.iter().any(|slot| &slot.id == id) {
                problems.push(no_such(id, "part"));
            }
        }
    }

    pub fn labels(&self) -> Labels {
        let own = [
            (PROMISE, &self.promise),
            (CHECK, &self.check),
            (DUE, &self.due),
        ];
        let own = own.map(|(id, label)| (id.to_owned(), label.clone()));
        let repair = self.repair.iter();
        let repair = repair.map(|slot| (slot.id.clone(), slot.label.clone()));
        let order = order::of(self.repair.iter().map(|slot| slot.id.as_str()));
        let order = (ORDER.to_owned(), order);
        own.into_iter().chain(repair).chain([order]).collect()
    }

    pub fn example(&self) -> Answer {
        Answer {
            promise: "What I do, in a sentence.".to_owned(),
            check: "What there is to be seen then.".to_owned(),
            due: NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default(),
            state: State::Open,
        }
    }
}

fn empty(label: &str) -> String {
    format!("\u{201c}{label}\u{201d} is still empty.")
}

impl State {
    /// What came of it and when, as a person would say it.
    pub fn spoken(&self) -> String {
        match self {
            State::Open => "Open".to_owned(),
            State::Kept(on) => format!("Kept, {}", spoken(*on)),
            State::Broken(broken) => format!("Not kept, {}", spoken(broken.on)),
            State::Released(on) => format!("Taken back in good time, {}", spoken(*on)),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let part = |id: &str, text: String| Part {
            label: label(labels, id).to_owned(),
            text,
        };
        let mut parts = vec![
            part(PROMISE, self.promise.clone()),
            part(CHECK, self.check.clone()),
            part(DUE, spoken(self.due)),
        ];
        parts.push(Part {
            label: String::new(),
            text: self.state.spoken(),
        });
        if let State::Broken(broken) = &self.state {
            let filled = order::written(&broken.repair, labels, ORDER).into_iter();
            parts.extend(filled.map(|(id, text)| part(id, text.to_owned())));
        }
        parts
    }

    /// What is said of it cannot be of a day that has not come.
    pub fn check_day(&self, today: NaiveDate) -> Option<Problem> {
        let on = match &self.state {
            State::Open => return None,
            State::Kept(on) | State::Released(on) => *on,
            State::Broken(broken) => broken.on,
        };
        let says = "That day has not come yet.";
        (on > today).then(|| Problem::of(KEPT_ON, says))
    }

    /// An open one comes up until something is said of it.
    pub fn dues(&self) -> Vec<Due> {
        match &self.state {
            State::Open => vec![Due {
                on: self.due,
                coming: Coming::By,
                what: self.promise.clone(),
                at: None,
            }],
            State::Kept(_) | State::Broken(_) | State::Released(_) => Vec::new(),
        }
    }

    pub fn standing(&self) -> Standing {
        match &self.state {
            State::Open => Standing::Open(Coming::By, self.due),
            State::Kept(on) => Standing::Over("kept", *on),
            State::Broken(broken) => Standing::Over("not kept", broken.on),
            State::Released(on) => Standing::Over("taken back", *on),
        }
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        clean(&mut self.promise);
        clean(&mut self.check);
        if let State::Broken(broken) = &mut self.state {
            broken.repair.values_mut().for_each(clean);
        }
    }
}

#[cfg(test)]
#[path = "../promise_tests.rs"]
mod tests;
