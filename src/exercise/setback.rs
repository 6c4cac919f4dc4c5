//! Setback: when it slips. First the ground under one's feet, then a name for what it was, then the
//! plan for just that, with a line if one is wanted.

use serde::{Deserialize, Serialize};

use super::{Labels, Part, Problem, label, no_such};

/// One name for what happened, with the plan for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct What {
    pub id: String,
    pub label: String,
    /// What it means, in a line; may be empty.
    pub hint: String,
    /// What to do now, in short paragraphs.
    pub plan: String,
    /// Where the person may have written a plan of their own.
    pub own_plan: Option<OwnPlan>,
}

/// The part of an answer to another exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlan {
    /// Step and name: `when-it-slips.my-plans`.
    pub item: String,
    /// The id of the part.
    pub part: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// What steadies a person, before anything is named.
    pub ground: String,
    /// The question for the name.
    pub name_it: String,
    /// The question for the line.
    pub note: String,
    pub whats: Vec<What>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The id of its name.
    pub what: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How far a person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    #[default]
    Ground,
    Naming,
    Plan,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    #[serde(default)]
    pub stand: Stand,
    /// The id of the name, once there is one.
    #[serde(default)]
    pub what: Option<String>,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// From the ground on to the names.
    On,
    /// It was this one; its plan opens.
    Name(String),
    /// One step back: from the plan to the names, from the names to the ground.
    Back,
    Note(String),
}

/// Where the question for the name is kept among the labels. No id of a pack has a dot.
const NAME_IT: &str = "what.it";
/// Where the question for the line is kept.
const NOTE: &str = "note.line";

impl Spec {
    pub fn what(&self, id: &str) -> Option<&What> {
        self.whats.iter().find(|what| what.id == id)
    }

    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        if answer.what.is_empty() {
            return vec![Problem::of(
                "what",
                "It has no name yet. Choose the one that comes nearest.",
            )];
        }
        if self.what(&answer.what).is_none() {
            return vec![no_such(&answer.what, "name").at("what")];
        }
        Vec::new()
    }

    pub fn labels(&self) -> Labels {
        let mut labels: Labels = self
            .whats
            .iter()
            .map(|what| (what.id.clone(), what.label.clone()))
            .collect();
        labels.insert(NAME_IT.to_owned(), self.name_it.clone());
        labels.insert(NOTE.to_owned(), self.note.clone());
        labels
    }

    pub fn example(&self) -> Answer {
        Answer {
            what: self.whats.first().map(|w| w.id.clone()).unwrap_or_default(),
            note: "It was the sound of the door.".to_owned(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let part = |name: &str, text: &str| Part {
            label: labels.get(name).cloned().unwrap_or_default(),
            text: text.to_owned(),
        };
        let mut parts = vec![part(NAME_IT, label(labels, &self.what))];
        if !self.note.trim().is_empty() {
            parts.push(part(NOTE, &self.note));
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        clean(&mut self.note);
    }
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    /// Back at the plan, where the name and the line can be changed.
    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let known = spec.what(&answer.what).is_some();
        Doing {
            stand: if known { Stand::Plan } else { Stand::Naming },
            what: known.then(|| answer.what.clone()),
            note: answer.note.clone(),
        }
    }

    pub fn apply(&mut self, spec: &Spec, step: Move) {
        match step {
            Move::On => self.stand = Stand::Naming,
            Move::Name(id) if spec.what(&id).is_some() => {
                self.what = Some(id);
                self.stand = Stand::Plan;
            }
            Move::Name(_) => {}
            Move::Back => {
                self.stand = match self.stand {
                    Stand::Plan => Stand::Naming,
                    Stand::Naming | Stand::Ground => Stand::Ground,
                }
            }
            Move::Note(note) => self.note = note,
        }
    }

    /// Whether there is nothing that a draft would have to keep: steadying oneself leaves no trace, and
    /// neither does looking at the plan for a name.
    pub fn is_empty(&self) -> bool {
        self.note.trim().is_empty()
    }

    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        Ok(Answer {
            what: self.what.clone().unwrap_or_default(),
            note: self.note.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        let what = |id: &str| What {
            id: id.to_owned(),
            label: format!("A {id}"),
            hint: String::new(),
            plan: "Drink some water.".to_owned(),
            own_plan: None,
        };
        Spec {
            ground: "Feet on the floor.".to_owned(),
            name_it: "What was it?".to_owned(),
            note: "A line".to_owned(),
            whats: vec![what("trigger"), what("slip")],
        }
    }

    #[test]
    fn the_ground_comes_first_then_a_name_then_its_plan() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        assert_eq!(doing.stand, Stand::Ground);
        doing.apply(&spec, Move::On);
        assert!(doing.is_empty(), "nothing is kept of having come here");
        doing.apply(&spec, Move::Name("slip".to_owned()));
        assert_eq!(doing.stand, Stand::Plan);
        doing.apply(&spec, Move::Back);
        doing.apply(&spec, Move::Back);
        doing.apply(&spec, Move::Back);
        assert_eq!(doing.stand, Stand::Ground);
        assert_eq!(doing.what.as_deref(), Some("slip"), "the name stays");
    }

    #[test]
    fn a_name_is_needed_and_a_line_is_not() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        assert_eq!(spec.check(&doing.answer().unwrap()).len(), 1);
        doing.apply(&spec, Move::Name("what is that".to_owned()));
        assert_eq!(doing.what, None);
        doing.apply(&spec, Move::Name("trigger".to_owned()));
        assert!(spec.check(&doing.answer().unwrap()).is_empty());
    }

    #[test]
    fn it_reads_in_the_words_of_its_day() {
        let spec = spec();
        let answer = Answer {
            what: "trigger".to_owned(),
            note: "The smell of it.".to_owned(),
        };
        let parts = answer.parts(&spec.labels());
        assert_eq!(parts[0].label, "What was it?");
        assert_eq!(parts[0].text, "A trigger");
        assert_eq!(parts[1].text, "The smell of it.");
        assert_eq!(Doing::revise(&spec, &answer).answer().unwrap(), answer);
    }
}
