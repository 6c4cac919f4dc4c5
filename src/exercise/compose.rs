//! Compose: a text in named parts (slots), with phrases pointed out while it is written.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::flag::{Finder, Flag, Hit};
use super::{Labels, Part, Problem, label, no_such};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub id: String,
    /// The words that the part begins with or is called by, such as "I did".
    pub label: String,
    /// One line on what belongs here.
    pub hint: String,
    pub optional: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub slots: Vec<Slot>,
    pub flags: Vec<Flag>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    pub slot: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub slots: Vec<Filled>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    /// One text for each slot, in the order of the spec, with the slot's id.
    pub texts: Vec<(String, String)>,
    /// Flags that the person chose to keep as they stand: (slot, flag, phrase in lower case).
    #[serde(default)]
    pub kept: BTreeSet<(String, String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Text(usize, String),
    /// "I mean it so": this phrase is not pointed out in this slot again.
    Keep {
        slot: usize,
        flag: String,
        phrase: String,
    },
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for slot in self.slots.iter().filter(|slot| !slot.optional) {
            let filled = answer
                .slots
                .iter()
                .any(|f| f.slot == slot.id && !f.text.trim().is_empty());
            if !filled {
                problems.push(Problem::of(
                    &slot.id,
                    format!("\u{201c}{}\u{201d} is still empty.", slot.label),
                ));
            }
        }
        for (place, filled) in answer.slots.iter().enumerate() {
            if !self.slots.iter().any(|slot| slot.id == filled.slot) {
                problems.push(no_such(&filled.slot, "part"));
            }
            if answer.slots[..place].iter().any(|f| f.slot == filled.slot) {
                problems.push(Problem::of(&filled.slot, "This part is there twice."));
            }
        }
        problems
    }

    pub fn labels(&self) -> Labels {
        self.slots
            .iter()
            .map(|slot| (slot.id.clone(), slot.label.clone()))
            .collect()
    }

    pub fn example(&self) -> Answer {
        Answer {
            slots: self
                .slots
                .iter()
                .map(|slot| Filled {
                    slot: slot.id.clone(),
                    text: "Some words of your own.".to_owned(),
                })
                .collect(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        self.slots
            .iter()
            .map(|filled| Part {
                label: label(labels, &filled.slot).to_owned(),
                text: filled.text.clone(),
            })
            .collect()
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for filled in &mut self.slots {
            clean(&mut filled.text);
        }
    }
}

impl Doing {
    pub fn begin(spec: &Spec) -> Doing {
        Doing {
            texts: spec
                .slots
                .iter()
                .map(|slot| (slot.id.clone(), String::new()))
                .collect(),
            kept: BTreeSet::new(),
        }
    }

    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let text = |id: &str| {
            let filled = answer.slots.iter().find(|f| f.slot == id);
            filled.map(|f| f.text.clone()).unwrap_or_default()
        };
        Doing {
            texts: spec
                .slots
                .iter()
                .map(|slot| (slot.id.clone(), text(&slot.id)))
                .collect(),
            kept: BTreeSet::new(),
        }
    }

    pub fn apply(&mut self, step: Move) {
        match step {
            Move::Text(place, text) => {
                if let Some((_, slot)) = self.texts.get_mut(place) {
                    *slot = text;
                }
            }
            Move::Keep { slot, flag, phrase } => {
                if let Some((id, _)) = self.texts.get(slot) {
                    self.kept.insert((id.clone(), flag, phrase.to_lowercase()));
                }
            }
        }
    }

    /// The phrases to point out in one slot, without those that the person kept.
    pub fn flagged(&self, spec: &Spec, finder: &Finder, slot: usize) -> Vec<Hit> {
        let Some((id, text)) = self.texts.get(slot) else {
            return Vec::new();
        };
        let mut hits = finder.find(text);
        hits.retain(|hit| {
            let phrase = text[hit.range.clone()].to_lowercase();
            let flag = spec.flags[hit.flag].id.clone();
            !self.kept.contains(&(id.clone(), flag, phrase))
        });
        hits
    }

    /// The answer as it stands; nothing that is typed here has to be read first, so it cannot fail.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        Ok(Answer {
            slots: self
                .texts
                .iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(slot, text)| Filled {
                    slot: slot.clone(),
                    text: text.clone(),
                })
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        let slot = |id: &str, optional| Slot {
            id: id.into(),
            label: id.into(),
            hint: String::new(),
            optional,
        };
        Spec {
            slots: vec![slot("did", false), slot("hid", false), slot("more", true)],
            flags: vec![Flag {
                id: "but".into(),
                phrases: vec!["but".into()],
                why: "why".into(),
                better: "better".into(),
            }],
        }
    }

    #[test]
    fn every_part_that_is_not_optional_needs_words() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        assert_eq!(spec.check(&doing.answer().unwrap()).len(), 2);
        doing.apply(Move::Text(0, "I lied.".into()));
        doing.apply(Move::Text(1, "  ".into()));
        let problems = spec.check(&doing.answer().unwrap());
        assert_eq!(problems[0].part.as_deref(), Some("hid"));
        doing.apply(Move::Text(1, "I said I was at work.".into()));
        assert!(spec.check(&doing.answer().unwrap()).is_empty());
        assert!(spec.check(&spec.example()).is_empty());
    }

    #[test]
    fn parts_that_the_exercise_does_not_have_are_refused() {
        let spec = spec();
        let mut answer = spec.example();
        answer.slots.push(Filled {
            slot: "other".into(),
            text: "x".into(),
        });
        answer.slots.push(answer.slots[0].clone());
        assert_eq!(spec.check(&answer).len(), 2);
    }

    #[test]
    fn a_flag_that_was_kept_stays_quiet_in_its_slot_only() {
        let spec = spec();
        let finder = Finder::new(&spec.flags);
        let mut doing = Doing::begin(&spec);
        doing.apply(Move::Text(0, "I lied, But I was tired".into()));
        doing.apply(Move::Text(1, "but".into()));
        let hit = doing.flagged(&spec, &finder, 0);
        assert_eq!(hit.len(), 1);
        doing.apply(Move::Keep {
            slot: 0,
            flag: "but".into(),
            phrase: "But".into(),
        });
        assert!(doing.flagged(&spec, &finder, 0).is_empty());
        assert_eq!(doing.flagged(&spec, &finder, 1).len(), 1);
    }

    #[test]
    fn an_answer_comes_back_as_it_was_left() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        doing.apply(Move::Text(0, "a".into()));
        doing.apply(Move::Text(2, "c".into()));
        assert_eq!(Doing::revise(&spec, &doing.answer().unwrap()), doing);
    }
}
