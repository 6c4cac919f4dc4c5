//! Cards: several of one form, such as boundaries or plans, with rules on what a field takes.

mod doing;

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

pub use self::doing::{Doing, Move, Row};
use super::due::{Coming, Due};
use super::flag::Flag;
use super::rule::{Rule, Watch};
use super::{Labels, Part, Problem, day, label, no_such, order};

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Several lines.
    Text,
    Line,
    Day {
        /// In what way the card comes up on that day, where it does.
        comes_up: Option<Coming>,
        /// At most so many days from the day of writing.
        within: Option<u16>,
    },
}

impl Form {
    pub fn is_day(self) -> bool {
        match self {
            Form::Text | Form::Line => false,
            Form::Day { .. } => true,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub id: String,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    pub form: Form,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// What one card is called.
    pub card: String,
    pub fields: Vec<Field>,
    pub rules: Vec<Rule>,
    pub flags: Vec<Flag>,
    pub at_least: usize,
    pub at_most: Option<usize>,
}

/// The fields of a card by their ids; a day is written as 2027-01-10.
pub type Card = BTreeMap<String, String>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub cards: Vec<Card>,
}

/// A place in a card where a rule does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The field's place in the spec, and the bytes of the phrase in it.
    pub field: usize,
    pub range: Range<usize>,
    /// The rule's place in the spec.
    pub rule: usize,
}

// What is kept among the labels beside the fields. No id of a pack has a dot.
const NAME: &str = "card.name";
const ORDER: &str = "card.fields";

fn coming_key(field: &str) -> String {
    format!("comes.{field}")
}

/// The part that a problem with a field of a card is about.
pub fn part(card: usize, field: &str) -> String {
    format!("{card}.{field}")
}

impl Spec {
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Where the rules do not hold in a card, of which `text` says what stands in a field.
    pub fn complaints<'t>(&self, watch: &Watch, text: impl Fn(&str) -> &'t str) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        for (place, field) in self.fields.iter().enumerate() {
            if field.form.is_day() {
                continue;
            }
            for found in watch.find(text(&field.id)) {
                let rule = &self.rules[found.rule];
                let looks = rule.fields.is_empty() || rule.fields.contains(&field.id);
                let lacks = |id: &String| text(id).trim().is_empty();
                let holds = !rule.needs.is_empty() && !rule.needs.iter().any(lacks);
                if looks && !holds {
                    complaints.push(Complaint {
                        field: place,
                        range: found.range,
                        rule: found.rule,
                    });
                }
            }
        }
        complaints
    }

    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let watch = Watch::new(&self.rules);
        let mut problems = Vec::new();
        for (place, card) in answer.cards.iter().enumerate() {
            let of = answer.cards.len();
            self.check_card(&watch, (place, of), card, &mut problems);
        }
        if answer.cards.len() < self.at_least {
            problems.push(Problem::whole(match self.at_least {
                1 => format!("Nothing is written yet for \u{201c}{}\u{201d}.", self.card),
                n => format!(
                    "\u{201c}{}\u{201d}: {n} of these are needed at least.",
                    self.card
                ),
            }));
        }
        if let Some(most) = self.at_most.filter(|most| answer.cards.len() > *most) {
            problems.push(Problem::whole(self.too_many(most)));
        }
        // Where someone may be in danger, nothing else is asked first.
        problems.sort_by_key(|problem| !problem.help);
        problems
    }

    pub(super) fn too_many(&self, most: usize) -> String {
        format!(
            "\u{201c}{}\u{201d}: {most} of these at the most. Take one away to make room.",
            self.card
        )
    }

    /// The card at a place, of so many.
    fn check_card(
        &self,
        watch: &Watch,
        (place, of): (usize, usize),
        card: &Card,
        problems: &mut Vec<Problem>,
    ) {
        let text = |id: &str| card.get(id).map_or("", String::as_str);
        let complaints = self.complaints(watch, text);
        for (number, field) in self.fields.iter().enumerate() {
            let part = part(place, &field.id);
            let value = text(&field.id).trim();
            if value.is_empty() && !field.optional {
                let number = match of {
                    1 => String::new(),
                    _ => format!(" in number {}", place + 1),
                };
                let says = format!("\u{201c}{}\u{201d} is still empty{number}.", field.label);
                problems.push(Problem::of(&part, says));
            }
            if field.form.is_day() && !value.is_empty() && as_day(value).is_none() {
                let problem = Problem::quoting(
                    value,
                    |value| format!("{value} is no day. Write it as 2026-12-24."),
                    format!(
                        "\u{201c}{}\u{201d} is no day. Write it as 2026-12-24.",
                        field.label
                    ),
                );
                problems.push(problem.at(&part));
            }
            let mut said: Vec<usize> = Vec::new();
            for complaint in complaints.iter().filter(|c| c.field == number) {
                if !said.contains(&complaint.rule) {
                    said.push(complaint.rule);
                    problems.push(self.refused(place, card, complaint));
                }
            }
        }
        for id in card.keys().filter(|id| self.field(id).is_none()) {
            problems.push(no_such(id, "field"));
        }
    }

    /// The reason, at the field that has to change: the one with the phrase, or one that is needed.
    fn refused(&self, place: usize, card: &Card, complaint: &Complaint) -> Problem {
        let rule = &self.rules[complaint.rule];
        let written = &self.fields[complaint.field];
        let phrase = card
            .get(&written.id)
            .and_then(|t| t.get(complaint.range.clone()));
        let lacks = |id: &&String| card.get(*id).is_none_or(|text| text.trim().is_empty());
        let field = rule.needs.iter().find(lacks).unwrap_or(&written.id);
        let problem = Problem::quoting(
            phrase.unwrap_or_default(),
            |phrase| format!("{phrase}: {}", rule.says),
            rule.says.clone(),
        );
        Problem {
            help: rule.help,
            ..problem.at(part(place, field))
        }
    }

    /// What is too far away for an answer that is written on this day.
    pub fn check_days(&self, answer: &Answer, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (place, card) in answer.cards.iter().enumerate() {
            for field in &self.fields {
                let Form::Day {
                    within: Some(days), ..
                } = field.form
                else {
                    continue;
                };
                let last = today.checked_add_days(Days::new(days.into()));
                let on = card.get(&field.id).and_then(|text| as_day(text));
                if let (Some(on), Some(last)) = (on, last)
                    && on > last
                {
                    let says = format!(
                        "\u{201c}{}\u{201d}: {} at the latest, which is in {days} days.",
                        field.label,
                        day::spoken(last)
                    );
                    problems.push(Problem::of(part(place, &field.id), says));
                }
            }
        }
        problems
    }

    pub fn labels(&self) -> Labels {
        let mut labels = Labels::new();
        labels.insert(NAME.to_owned(), self.card.clone());
        let order = order::of(self.fields.iter().map(|field| field.id.as_str()));
        labels.insert(ORDER.to_owned(), order);
        for field in &self.fields {
            labels.insert(field.id.clone(), field.label.clone());
            if let Form::Day {
                comes_up: Some(coming),
                ..
            } = field.form
            {
                labels.insert(coming_key(&field.id), coming.name().to_owned());
            }
        }
        labels
    }

    pub fn example(&self) -> Answer {
        // A day that is over is accepted at any time, however near a day has to be.
        let value = |field: &Field| match field.form {
            Form::Text | Form::Line => "Some words of your own.".to_owned(),
            Form::Day { .. } => "2026-11-24".to_owned(),
        };
        let card: Card = self
            .fields
            .iter()
            .map(|field| (field.id.clone(), value(field)))
            .collect();
        Answer {
            cards: vec![card; self.at_least.max(1)],
        }
    }
}

fn as_day(text: &str) -> Option<NaiveDate> {
    text.trim().parse().ok()
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let mut parts = Vec::new();
        for (place, card) in self.cards.iter().enumerate() {
            let name = labels.get(NAME).map_or("", String::as_str);
            parts.push(Part {
                label: format!("{name}, {}", place + 1),
                text: String::new(),
            });
            for (id, text) in order::written(card, labels, ORDER) {
                parts.push(Part {
                    label: label(labels, id).to_owned(),
                    text: as_day(text).map_or_else(|| text.to_owned(), day::spoken),
                });
            }
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for card in &mut self.cards {
            card.values_mut().for_each(&mut *clean);
        }
    }

    /// What comes up because of the cards, each by its first words.
    pub fn dues(&self, labels: &Labels) -> Vec<Due> {
        let mut dues = Vec::new();
        for card in &self.cards {
            let fields = order::written(card, labels, ORDER);
            let words = fields.iter().find(|(_, text)| as_day(text).is_none());
            for (id, text) in &fields {
                let coming = labels.get(&coming_key(id));
                let coming = coming.and_then(|name| Coming::named(name));
                if let (Some(on), Some(coming)) = (as_day(text), coming) {
                    dues.push(Due {
                        on,
                        coming,
                        what: words.map_or("", |(_, words)| words).trim().to_owned(),
                        at: None,
                    });
                }
            }
        }
        dues
    }
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
