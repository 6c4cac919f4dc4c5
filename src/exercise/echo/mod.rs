//! Echo: what something did to someone, named first; then each of these said back, and put right by a
//! day.

mod doing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::doing::{Doing, Move, Row};
use super::due::{Coming, Due};
use super::flag::Flag;
use super::{Labels, Part, Problem, day, label};

/// What is written of one impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    Impact,
    Back,
    Repair,
    By,
}

impl Of {
    pub const ALL: [Of; 4] = [Of::Impact, Of::Back, Of::Repair, Of::By];
    /// What is written once the impacts are named.
    pub const THEN: [Of; 3] = [Of::Back, Of::Repair, Of::By];

    /// Its name in packs, labels and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Of::Impact => "impact",
            Of::Back => "back",
            Of::Repair => "repair",
            Of::By => "by",
        }
    }
}

/// The words for one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub label: String,
    pub hint: String,
    pub optional: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub impact: Asked,
    pub back: Asked,
    pub repair: Asked,
    pub by: Asked,
    pub flags: Vec<Flag>,
    pub at_least: usize,
    pub at_most: Option<usize>,
}

/// An impact with what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    pub impact: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub back: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub repair: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub impacts: Vec<Taken>,
}

/// The part that a problem with an impact is about.
pub fn part(place: usize, of: Of) -> String {
    format!("{place}.{}", of.name())
}

impl Spec {
    pub fn asked(&self, of: Of) -> &Asked {
        match of {
            Of::Impact => &self.impact,
            Of::Back => &self.back,
            Of::Repair => &self.repair,
            Of::By => &self.by,
        }
    }

    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        if answer.impacts.len() < self.at_least {
            let says = match self.at_least {
                1 => format!("\u{201c}{}\u{201d} is still empty.", self.impact.label),
                n => format!(
                    "\u{201c}{}\u{201d}: {n} are needed at least.",
                    self.impact.label
                ),
            };
            problems.push(Problem::of(part(answer.impacts.len(), Of::Impact), says));
        }
        if let Some(most) = self.at_most.filter(|most| answer.impacts.len() > *most) {
            problems.push(Problem::whole(self.too_many(most)));
        }
        for (place, taken) in answer.impacts.iter().enumerate() {
            for of in Of::ALL {
                if taken.is_empty(of) && !self.asked(of).optional {
                    let label = &self.asked(of).label;
                    let says = match answer.impacts.len() {
                        1 => format!("\u{201c}{label}\u{201d} is still empty."),
                        _ => format!(
                            "\u{201c}{label}\u{201d} is still empty in number {}.",
                            place + 1
                        ),
                    };
                    problems.push(Problem::of(part(place, of), says));
                }
            }
        }
        problems
    }

    fn too_many(&self, most: usize) -> String {
        let label = &self.impact.label;
        format!("\u{201c}{label}\u{201d}: {most} at the most. Take one away to make room.")
    }

    pub fn labels(&self) -> Labels {
        let label = |of: Of| (of.name().to_owned(), self.asked(of).label.clone());
        Of::ALL.map(label).into_iter().collect()
    }

    pub fn example(&self) -> Answer {
        let taken = Taken {
            impact: "What it did, in a sentence.".to_owned(),
            back: "The same, said back.".to_owned(),
            repair: "Something that can be done about it.".to_owned(),
            by: NaiveDate::from_ymd_opt(2026, 12, 24),
        };
        Answer {
            impacts: vec![taken; self.at_least.max(1)],
        }
    }
}

impl Taken {
    fn is_empty(&self, of: Of) -> bool {
        match of {
            Of::Impact => self.impact.trim().is_empty(),
            Of::Back => self.back.trim().is_empty(),
            Of::Repair => self.repair.trim().is_empty(),
            Of::By => self.by.is_none(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let mut parts = Vec::new();
        for (place, taken) in self.impacts.iter().enumerate() {
            for of in Of::ALL.into_iter().filter(|of| !taken.is_empty(*of)) {
                let label = label(labels, of.name());
                parts.push(match of {
                    Of::Impact => Part {
                        label: format!("{label}, {}", place + 1),
                        text: taken.impact.clone(),
                    },
                    Of::Back => Part {
                        label: label.to_owned(),
                        text: taken.back.clone(),
                    },
                    Of::Repair => Part {
                        label: label.to_owned(),
                        text: taken.repair.clone(),
                    },
                    Of::By => Part {
                        label: label.to_owned(),
                        text: taken.by.map(day::spoken).unwrap_or_default(),
                    },
                });
            }
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for taken in &mut self.impacts {
            clean(&mut taken.impact);
            clean(&mut taken.back);
            clean(&mut taken.repair);
        }
    }

    /// What is to be put right by a day, in its own words or else in those of the impact.
    pub fn dues(&self) -> Vec<Due> {
        let due = |taken: &Taken| {
            let words = match taken.is_empty(Of::Repair) {
                true => &taken.impact,
                false => &taken.repair,
            };
            Some(Due {
                on: taken.by?,
                coming: Coming::By,
                what: words.trim().to_owned(),
                at: None,
            })
        };
        self.impacts.iter().filter_map(due).collect()
    }
}

#[cfg(test)]
#[path = "echo_tests.rs"]
mod tests;
