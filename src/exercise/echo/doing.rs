//! Impacts while they are named and taken up.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answer, Of, Spec, Taken, part};
use crate::exercise::Problem;
use crate::exercise::day::Typed;
use crate::exercise::flag::{Finder, Hit};

/// One impact while it is written, with the day as it stands in its field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    #[serde(default)]
    pub impact: String,
    #[serde(default)]
    pub back: String,
    #[serde(default)]
    pub repair: String,
    #[serde(default)]
    pub by: Typed,
    /// Flags that the person chose to keep as they stand: (where, flag, phrase in lower case).
    #[serde(default)]
    pub kept: BTreeSet<(Of, String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    pub rows: Vec<Row>,
    /// Impacts that were taken away, each with the place that it had, the latest last.
    #[serde(default)]
    pub gone: Vec<(usize, Row)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// One more, at the end.
    Add,
    Remove(usize),
    /// The one that was taken away last, in its place.
    BringBack,
    /// Words; what is written for a day goes with [`Move::By`].
    Text(usize, Of, String),
    By(usize, Typed),
    /// "I mean it so": this phrase is not pointed out there again.
    Keep {
        row: usize,
        of: Of,
        flag: String,
        phrase: String,
    },
}

impl Row {
    pub fn text(&self, of: Of) -> &str {
        match of {
            Of::Impact => &self.impact,
            Of::Back => &self.back,
            Of::Repair => &self.repair,
            Of::By => &self.by.text,
        }
    }

    pub fn is_empty(&self) -> bool {
        Of::ALL.iter().all(|of| self.text(*of).trim().is_empty())
    }

    fn of(taken: &Taken) -> Row {
        Row {
            impact: taken.impact.clone(),
            back: taken.back.clone(),
            repair: taken.repair.clone(),
            by: Typed::of(taken.by),
            kept: BTreeSet::new(),
        }
    }
}

impl Doing {
    /// As many empty places as are needed at least.
    pub fn begin(spec: &Spec) -> Doing {
        Doing::default().fitted(spec)
    }

    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        Doing {
            rows: answer.impacts.iter().map(Row::of).collect(),
            gone: Vec::new(),
        }
        .fitted(spec)
    }

    /// The same with a place for each impact that is needed, and for one at least.
    pub fn fitted(mut self, spec: &Spec) -> Doing {
        let least = spec.at_least.max(1);
        if self.rows.len() < least {
            self.rows.resize(least, Row::default());
        }
        self
    }

    /// Does `step`.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Add => match spec.at_most.filter(|most| self.rows.len() >= *most) {
                Some(most) => return Err(Problem::whole(spec.too_many(most))),
                None => self.rows.push(Row::default()),
            },
            Move::Remove(place) => {
                if place < self.rows.len() {
                    let row = self.rows.remove(place);
                    if !row.is_empty() {
                        self.gone.push((place, row));
                    }
                }
                if self.rows.is_empty() {
                    self.rows.push(Row::default());
                }
            }
            Move::BringBack => {
                if let Some((place, row)) = self.gone.pop() {
                    // The empty place that was made for the only one goes again.
                    if self.rows.len() == 1 && self.rows[0].is_empty() {
                        self.rows.clear();
                    }
                    self.rows.insert(place.min(self.rows.len()), row);
                }
            }
            Move::Text(place, of, text) => {
                if let Some(row) = self.rows.get_mut(place) {
                    match of {
                        Of::Impact => row.impact = text,
                        Of::Back => row.back = text,
                        Of::Repair => row.repair = text,
                        Of::By => {}
                    }
                }
            }
            Move::By(place, typed) => {
                if let Some(row) = self.rows.get_mut(place) {
                    row.by = typed;
                }
            }
            Move::Keep {
                row,
                of,
                flag,
                phrase,
            } => {
                if let Some(row) = self.rows.get_mut(row) {
                    row.kept.insert((of, flag, phrase.to_lowercase()));
                }
            }
        }
        Ok(())
    }

    /// The phrases to point out, without those that the person kept. A day has none.
    pub fn flagged(&self, spec: &Spec, finder: &Finder, row: usize, of: Of) -> Vec<Hit> {
        let Some(row) = self.rows.get(row).filter(|_| of != Of::By) else {
            return Vec::new();
        };
        let text = row.text(of);
        let mut hits = finder.find(text);
        hits.retain(|hit| {
            let phrase = text[hit.range.clone()].to_lowercase();
            let flag = spec.flags[hit.flag].id.clone();
            !row.kept.contains(&(of, flag, phrase))
        });
        hits
    }

    /// The rows in which something stands, in their order: an answer has these.
    pub fn written(&self) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| !row.is_empty())
            .map(|(place, _)| place)
    }

    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.written().next().is_none()
    }

    /// The answer, with empty rows left out.
    ///
    /// # Errors
    /// Each day that cannot be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut impacts = Vec::new();
        for row in self.written().filter_map(|place| self.rows.get(place)) {
            let by = row.by.day().unwrap_or_else(|says| {
                problems.push(Problem::of(part(impacts.len(), Of::By), says));
                None
            });
            impacts.push(Taken {
                impact: row.impact.clone(),
                back: row.back.clone(),
                repair: row.repair.clone(),
                by,
            });
        }
        match problems.is_empty() {
            true => Ok(Answer { impacts }),
            false => Err(problems),
        }
    }
}
