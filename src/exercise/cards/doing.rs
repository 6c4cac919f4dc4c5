//! Cards while they are written: any number, with days as they stand in their fields.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Answer, Card, Complaint, Form, Spec, as_day, part};
use crate::exercise::Problem;
use crate::exercise::day::Typed;
use crate::exercise::flag::{Finder, Hit};
use crate::exercise::rule::Watch;

/// A card while it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    #[serde(default)]
    pub days: BTreeMap<String, Typed>,
    /// Flags that the person chose to keep as they stand: (field, flag, phrase in lower case).
    #[serde(default)]
    pub kept: BTreeSet<(String, String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    pub rows: Vec<Row>,
    /// Cards that were taken away, each with the place that it had, the latest last.
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
    Text(usize, String, String),
    Day(usize, String, Typed),
    /// "I mean it so": this phrase is not pointed out in this field of the card again.
    Keep {
        row: usize,
        field: String,
        flag: String,
        phrase: String,
    },
}

impl Row {
    /// What stands in a field.
    pub fn text(&self, id: &str) -> &str {
        let day = || self.days.get(id).map(|typed| typed.text.as_str());
        let text = self.texts.get(id).map(String::as_str);
        text.or_else(day).unwrap_or_default()
    }

    pub fn is_empty(&self) -> bool {
        let mut texts = self.texts.values();
        texts.all(|text| text.trim().is_empty()) && self.days.values().all(Typed::is_empty)
    }

    fn of(spec: &Spec, card: &Card) -> Row {
        let mut row = Row::default();
        for field in &spec.fields {
            let text = card.get(&field.id).cloned().unwrap_or_default();
            match field.form {
                Form::Text | Form::Line => {
                    row.texts.insert(field.id.clone(), text);
                }
                Form::Day { .. } => {
                    let on = as_day(&text);
                    row.days.insert(field.id.clone(), Typed { text, on });
                }
            }
        }
        row
    }

    /// The same under a spec that may have changed: each text in a field of the form that it has now.
    fn fitted(self, spec: &Spec) -> Row {
        let texts = |id: &String| (id.clone(), self.text(id).to_owned());
        let card = spec.fields.iter().map(|field| texts(&field.id)).collect();
        let mut row = Row::of(spec, &card);
        for (id, typed) in &mut row.days {
            if let Some(known) = self.days.get(id) {
                typed.clone_from(known);
            }
        }
        row.kept = self.kept;
        row
    }
}

impl Doing {
    pub fn begin(spec: &Spec) -> Doing {
        Doing {
            rows: vec![Row::of(spec, &Card::new())],
            gone: Vec::new(),
        }
    }

    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let rows = answer.cards.iter().map(|card| Row::of(spec, card));
        Doing {
            rows: rows.collect(),
            gone: Vec::new(),
        }
        .fitted(spec)
    }

    /// The same under a spec that may have changed, with one card at least to write in.
    pub fn fitted(self, spec: &Spec) -> Doing {
        let mut doing = Doing {
            rows: self.rows.into_iter().map(|row| row.fitted(spec)).collect(),
            gone: self.gone,
        };
        if doing.rows.is_empty() {
            doing.rows.push(Row::of(spec, &Card::new()));
        }
        doing
    }

    /// Does `step`.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Add => match spec.at_most.filter(|most| self.rows.len() >= *most) {
                Some(most) => return Err(Problem::whole(spec.too_many(most))),
                None => self.rows.push(Row::of(spec, &Card::new())),
            },
            Move::Remove(place) => {
                if place < self.rows.len() {
                    let row = self.rows.remove(place);
                    if !row.is_empty() {
                        self.gone.push((place, row));
                    }
                }
                if self.rows.is_empty() {
                    self.rows.push(Row::of(spec, &Card::new()));
                }
            }
            Move::BringBack => {
                if let Some((place, row)) = self.gone.pop() {
                    // The empty card that took the place of the only one goes again.
                    if self.rows.len() == 1 && self.rows[0].is_empty() {
                        self.rows.clear();
                    }
                    let place = place.min(self.rows.len());
                    self.rows.insert(place, row.fitted(spec));
                }
            }
            Move::Text(place, field, text) => {
                if let Some(row) = self.rows.get_mut(place) {
                    row.texts.insert(field, text);
                }
            }
            Move::Day(place, field, typed) => {
                if let Some(row) = self.rows.get_mut(place) {
                    row.days.insert(field, typed);
                }
            }
            Move::Keep {
                row,
                field,
                flag,
                phrase,
            } => {
                if let Some(row) = self.rows.get_mut(row) {
                    row.kept.insert((field, flag, phrase.to_lowercase()));
                }
            }
        }
        Ok(())
    }

    /// The flags to point out in a field, without those that the person kept.
    pub fn flagged(&self, spec: &Spec, finder: &Finder, row: usize, field: &str) -> Vec<Hit> {
        let Some(row) = self.rows.get(row) else {
            return Vec::new();
        };
        let text = row.text(field);
        let mut hits = finder.find(text);
        hits.retain(|hit| {
            let phrase = text[hit.range.clone()].to_lowercase();
            let flag = spec.flags[hit.flag].id.clone();
            !row.kept.contains(&(field.to_owned(), flag, phrase))
        });
        hits
    }

    /// Where the rules do not hold in a card, as it stands.
    pub fn complaints(&self, spec: &Spec, watch: &Watch, row: usize) -> Vec<Complaint> {
        let row = self.rows.get(row);
        row.map(|row| spec.complaints(watch, |id| row.text(id)))
            .unwrap_or_default()
    }

    /// The place among the rows of the card that an answer would have at `card`.
    pub fn row_of(&self, card: usize) -> Option<usize> {
        let mut rows = self.rows.iter().enumerate();
        let written = rows.by_ref().filter(|(_, row)| !row.is_empty());
        written.map(|(place, _)| place).nth(card)
    }

    /// The answer, with empty cards left out.
    ///
    /// # Errors
    /// Each day that cannot be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut cards = Vec::new();
        for row in self.rows.iter().filter(|row| !row.is_empty()) {
            let mut card: Card = row.texts.clone();
            for (id, typed) in &row.days {
                match typed.day() {
                    Ok(Some(day)) => {
                        card.insert(id.clone(), day.to_string());
                    }
                    Ok(None) => {}
                    Err(says) => problems.push(Problem::of(part(cards.len(), id), says)),
                }
            }
            card.retain(|_, text| !text.trim().is_empty());
            cards.push(card);
        }
        match problems.is_empty() {
            true => Ok(Answer { cards }),
            false => Err(problems),
        }
    }
}
