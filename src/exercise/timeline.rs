//! Timeline: dated events. One side dates what happened, the other what was learned; where both are
//! known, the time between them shows itself.

use serde::{Deserialize, Serialize};

use super::moment::{FORMS, Moment};
use super::{Labels, Part, Problem, label, no_such};

/// Which of the two dates the exercise asks for first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// When it happened: for the one who knows.
    #[default]
    Happened,
    /// When it was learned: for the one who found out.
    Learned,
}

/// A kind of event, such as an act, a lie, an omission or a broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventKind {
    pub id: String,
    pub label: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub kinds: Vec<EventKind>,
    pub asks: Asks,
    /// The names of the two dates, as the pack words them.
    pub happened: String,
    pub learned: String,
    /// Shown in the empty text of an event.
    pub placeholder: String,
    pub at_least: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub kind: String,
    pub what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learned: Option<Moment>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub events: Vec<Event>,
}

/// An event while it is typed: dates as they stand in their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub kind: String,
    pub what: String,
    pub happened: String,
    pub learned: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Add,
    Remove(usize),
    /// The kind at this place of the spec.
    Kind(usize, usize),
    What(usize, String),
    Happened(usize, String),
    Learned(usize, String),
    /// Puts the events in the order of their dates.
    Order,
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (place, event) in answer.events.iter().enumerate() {
            let part = place.to_string();
            if !self.kinds.iter().any(|kind| kind.id == event.kind) {
                problems.push(no_such(&event.kind, "kind of event").at(&part));
            }
            if event.what.trim().is_empty() {
                problems.push(Problem::of(
                    &part,
                    format!("Event {} has a date and no words yet.", place + 1),
                ));
            }
            if let (Some(happened), Some(learned)) = (event.happened, event.learned)
                && learned < happened
                && happened.until(learned).is_none()
                && learned.until(happened).is_some()
            {
                problems.push(Problem::of(
                    &part,
                    format!(
                        "Event {} was learned before it happened. Is one of the dates another?",
                        place + 1
                    ),
                ));
            }
        }
        if answer.events.len() < self.at_least {
            problems.push(Problem::whole(match self.at_least {
                1 => "Place one event at least. It may be without a date.".to_owned(),
                n => format!("Place {n} events at least. They may be without a date."),
            }));
        }
        problems
    }

    pub fn labels(&self) -> Labels {
        let mut labels: Labels = self
            .kinds
            .iter()
            .map(|kind| (kind.id.clone(), kind.label.clone()))
            .collect();
        labels.insert("happened".to_owned(), self.happened.clone());
        labels.insert("learned".to_owned(), self.learned.clone());
        labels
    }

    pub fn example(&self) -> Answer {
        let event = |kind: &EventKind| Event {
            kind: kind.id.clone(),
            what: "What it was, in a sentence.".to_owned(),
            happened: Some(Moment::Month(2025, 3)),
            learned: Some(Moment::Month(2025, 11)),
        };
        Answer {
            events: self
                .kinds
                .iter()
                .cycle()
                .take(self.at_least.max(1).min(self.kinds.len() * 64))
                .map(event)
                .collect(),
        }
    }
}

impl Event {
    /// The date that orders it: of the one that the exercise asks for, or else of the other.
    pub fn date(&self, asks: Asks) -> Option<Moment> {
        match asks {
            Asks::Happened => self.happened.or(self.learned),
            Asks::Learned => self.learned.or(self.happened),
        }
    }

    /// How long it was there before it was known.
    pub fn gap(&self) -> Option<String> {
        self.happened?.until(self.learned?)
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        self.events
            .iter()
            .map(|event| {
                let dates = [("happened", event.happened), ("learned", event.learned)]
                    .into_iter()
                    .filter_map(|(id, date)| Some((label(labels, id), date?)))
                    .map(|(label, date)| format!("{label} {}", date.spoken()));
                let mut about = vec![label(labels, &event.kind).to_owned()];
                about.extend(dates);
                Part {
                    label: about.join(", "),
                    text: event.what.clone(),
                }
            })
            .collect()
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for event in &mut self.events {
            clean(&mut event.what);
        }
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        [&self.what, &self.happened, &self.learned]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// The time between the two dates, where both can be read.
    pub fn gap(&self) -> Option<String> {
        let happened: Moment = self.happened.parse().ok()?;
        happened.until(self.learned.parse().ok()?)
    }

    /// The days between the two dates, as far as they are known, for drawing gaps beside each other.
    pub fn gap_days(&self) -> Option<u32> {
        let happened = self.happened.parse::<Moment>().ok()?.first_day()?;
        let learned = self.learned.parse::<Moment>().ok()?.first_day()?;
        self.gap()?;
        u32::try_from((learned - happened).num_days()).ok()
    }

    fn date(&self, asks: Asks) -> Option<Moment> {
        let (first, second) = match asks {
            Asks::Happened => (&self.happened, &self.learned),
            Asks::Learned => (&self.learned, &self.happened),
        };
        first.parse().or_else(|_| second.parse()).ok()
    }
}

impl Doing {
    pub fn begin(spec: &Spec) -> Doing {
        let mut doing = Doing::default();
        doing.apply(spec, Move::Add);
        doing
    }

    pub fn revise(_spec: &Spec, answer: &Answer) -> Doing {
        let text = |date: Option<Moment>| date.map(|d| d.to_string()).unwrap_or_default();
        Doing {
            rows: answer
                .events
                .iter()
                .map(|event| Row {
                    kind: event.kind.clone(),
                    what: event.what.clone(),
                    happened: text(event.happened),
                    learned: text(event.learned),
                })
                .collect(),
        }
    }

    pub fn apply(&mut self, spec: &Spec, step: Move) {
        match step {
            Move::Add => self.rows.push(Row {
                kind: spec.kinds.first().map(|k| k.id.clone()).unwrap_or_default(),
                ..Row::default()
            }),
            Move::Remove(place) => {
                if place < self.rows.len() {
                    self.rows.remove(place);
                }
            }
            Move::Kind(place, kind) => {
                if let (Some(row), Some(kind)) = (self.rows.get_mut(place), spec.kinds.get(kind)) {
                    row.kind.clone_from(&kind.id);
                }
            }
            Move::What(place, text) => self.edit(place, |row| row.what = text),
            Move::Happened(place, text) => self.edit(place, |row| row.happened = text),
            Move::Learned(place, text) => self.edit(place, |row| row.learned = text),
            // A stable sort, with what has no date at the end in the order of typing.
            Move::Order => self.rows.sort_by_key(|row| {
                let date = row.date(spec.asks);
                (date.is_none(), date)
            }),
        }
    }

    fn edit(&mut self, place: usize, change: impl FnOnce(&mut Row)) {
        if let Some(row) = self.rows.get_mut(place) {
            change(row);
        }
    }

    /// The answer, with empty rows left out.
    ///
    /// # Errors
    /// Each date that cannot be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut events = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            if row.is_empty() {
                continue;
            }
            let mut date = |text: &str| {
                let text = text.trim();
                if text.is_empty() {
                    return None;
                }
                let read = text.parse::<Moment>();
                if read.is_err() {
                    let problem = Problem::quoting(
                        text,
                        |text| {
                            format!(
                                "{text} cannot be read as a date. Write {FORMS}, or leave it empty."
                            )
                        },
                        format!("This cannot be read as a date. Write {FORMS}, or leave it empty."),
                    );
                    problems.push(problem.at(place.to_string()));
                }
                read.ok()
            };
            events.push(Event {
                kind: row.kind.clone(),
                what: row.what.clone(),
                happened: date(&row.happened),
                learned: date(&row.learned),
            });
        }
        if problems.is_empty() {
            Ok(Answer { events })
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        let kind = |id: &str| EventKind {
            id: id.into(),
            label: format!("a {id}"),
        };
        Spec {
            kinds: vec![kind("lie"), kind("act")],
            asks: Asks::Learned,
            happened: "happened".into(),
            learned: "learned".into(),
            placeholder: String::new(),
            at_least: 1,
        }
    }

    fn typed(doing: &mut Doing, place: usize, what: &str, happened: &str, learned: &str) {
        let spec = spec();
        doing.apply(&spec, Move::What(place, what.into()));
        doing.apply(&spec, Move::Happened(place, happened.into()));
        doing.apply(&spec, Move::Learned(place, learned.into()));
    }

    #[test]
    fn events_come_in_the_order_of_the_date_that_was_asked_for_and_undated_ones_last() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        typed(&mut doing, 0, "undated", "", "");
        for (what, learned) in [("second", "June 2024"), ("first", "2024-05-30")] {
            doing.apply(&spec, Move::Add);
            let last = doing.rows.len() - 1;
            typed(&mut doing, last, what, "2023", learned);
        }
        doing.apply(&spec, Move::Order);
        let order: Vec<&str> = doing.rows.iter().map(|r| r.what.as_str()).collect();
        assert_eq!(order, ["first", "second", "undated"]);
        assert_eq!(doing.rows[0].gap().as_deref(), Some("1 year"));
        assert_eq!(doing.rows[0].gap_days(), Some(515));
        assert_eq!(doing.rows[2].gap_days(), None);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_named_and_nothing_is_dropped() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        typed(&mut doing, 0, "the call", "around then", "");
        let problems = doing.answer().unwrap_err();
        assert!(problems[0].says.contains("around then"));
        assert_eq!(doing.rows[0].what, "the call");
    }

    #[test]
    fn an_empty_row_is_no_event_and_none_at_all_is_no_answer() {
        let spec = spec();
        let doing = Doing::begin(&spec);
        let answer = doing.answer().unwrap();
        assert!(answer.events.is_empty());
        assert_eq!(spec.check(&answer).len(), 1);
        assert!(spec.check(&spec.example()).is_empty());
    }

    #[test]
    fn what_was_learned_before_it_happened_is_asked_about() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        typed(&mut doing, 0, "x", "2024-05", "2024-03");
        assert_eq!(spec.check(&doing.answer().unwrap()).len(), 1);
        typed(&mut doing, 0, "x", "2024-05", "2024");
        assert!(
            spec.check(&doing.answer().unwrap()).is_empty(),
            "may be the same time"
        );
    }

    #[test]
    fn an_answer_comes_back_and_reads_with_its_labels() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        typed(&mut doing, 0, "the call", "2024-03", "2024-05-02");
        let answer = doing.answer().unwrap();
        assert_eq!(Doing::revise(&spec, &answer).answer().unwrap(), answer);
        let parts = answer.parts(&spec.labels());
        assert_eq!(
            parts[0].label,
            "a lie, happened March 2024, learned 2 May 2024"
        );
    }
}
