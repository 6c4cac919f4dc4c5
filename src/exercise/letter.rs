//! Letter: words for a day to come, closed until then to everyone, whoever wrote them included.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::day::{Typed, spoken};
use super::due::{Coming, Due, Standing};
use super::{Labels, Part, Problem, label};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// Shown in the empty page.
    pub placeholder: String,
    /// What the day is called.
    pub opens: String,
    /// So many days from today is the day on offer.
    pub days: u64,
    /// What stands there while it is closed.
    pub sealed: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub text: String,
    /// From this day on it can be read.
    pub opens: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub opens: Typed,
    #[serde(default)]
    pub opens_by: OpensBy,
}

/// Who put the day there on which a letter opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpensBy {
    /// No day was there yet.
    #[default]
    Nobody,
    /// The day on offer stands there as it was put.
    Offer,
    /// It was typed, or taken out: no other is put there.
    Person,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Text(String),
    Opens(Typed),
    /// It is this day; a fresh letter gets a day to open on.
    Offer(NaiveDate),
}

// No id of a pack has a dot.
const OPENS: &str = "part.opens";
const SEALED: &str = "part.sealed";

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        if answer.text.trim().is_empty() {
            let says = "The page is empty. A few words are enough.";
            return vec![Problem::of("text", says)];
        }
        Vec::new()
    }

    pub fn labels(&self) -> Labels {
        let labels = [(OPENS, &self.opens), (SEALED, &self.sealed)];
        let labels = labels.into_iter();
        labels
            .map(|(id, says)| (id.to_owned(), says.clone()))
            .collect()
    }

    pub fn example(&self) -> Answer {
        Answer {
            text: "Some words of your own.".to_owned(),
            opens: NaiveDate::from_ymd_opt(2027, 5, 20).unwrap_or_default(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let part = |label: &str, text: String| Part {
            label: label.to_owned(),
            text,
        };
        vec![
            part("", self.text.clone()),
            part(label(labels, OPENS), spoken(self.opens)),
        ]
    }

    /// All that is shown of it while it is closed.
    pub fn cover(&self, labels: &Labels) -> Vec<Part> {
        let until = format!("{} {}.", label(labels, OPENS), spoken(self.opens));
        let sealed = labels.get(SEALED).cloned();
        let says = [Some(until), sealed].into_iter().flatten();
        let says = says.filter(|text| !text.is_empty());
        says.map(|text| Part {
            label: String::new(),
            text,
        })
        .collect()
    }

    /// On its day it says that it can be opened. What is in it is not said.
    pub fn dues(&self) -> Vec<Due> {
        vec![Due {
            on: self.opens,
            coming: Coming::Opens,
            what: String::new(),
            at: None,
        }]
    }

    pub fn standing(&self) -> Standing {
        Standing::Open(Coming::Opens, self.opens)
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        clean(&mut self.text);
    }
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    pub fn revise(_spec: &Spec, answer: &Answer) -> Doing {
        Doing {
            text: answer.text.clone(),
            opens: Typed::of(Some(answer.opens)),
            opens_by: OpensBy::Person,
        }
    }

    pub fn apply(&mut self, spec: &Spec, step: Move) {
        match step {
            Move::Text(text) => self.text = text,
            Move::Opens(typed) => {
                self.opens = typed;
                self.opens_by = OpensBy::Person;
            }
            Move::Offer(today) => match self.opens_by {
                OpensBy::Nobody => {
                    self.opens = Typed::of(today.checked_add_days(Days::new(spec.days)));
                    self.opens_by = OpensBy::Offer;
                }
                OpensBy::Offer | OpensBy::Person => {}
            },
        }
    }

    /// Whether nothing of it is the person's. A day that they typed is.
    pub fn is_empty(&self) -> bool {
        let chosen = self.opens_by == OpensBy::Person && !self.opens.is_empty();
        self.text.trim().is_empty() && !chosen
    }

    /// The letter as it stands.
    ///
    /// # Errors
    /// The day is missing or cannot be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let missing = "It needs a day on which it opens.".to_owned();
        let opens = self.opens.day().and_then(|day| day.ok_or(missing));
        let opens = opens.map_err(|says| vec![Problem::of("opens", says)])?;
        Ok(Answer {
            text: self.text.clone(),
            opens,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn spec() -> Spec {
        Spec {
            opens: "Closed until".into(),
            days: 180,
            sealed: "It waits.".into(),
            ..Spec::default()
        }
    }

    #[test]
    fn a_day_is_on_offer_once_and_can_be_another_or_none() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        doing.apply(&spec, Move::Offer(day("2026-11-24")));
        assert_eq!(doing.opens.on, Some(day("2027-05-23")));
        assert!(doing.is_empty(), "a day on offer is no letter");
        doing.apply(&spec, Move::Opens(Typed::default()));
        doing.apply(&spec, Move::Offer(day("2026-11-25")));
        assert_eq!(doing.opens.on, None);
        assert!(doing.is_empty());
        let typed = Typed::read("friday, or", day("2026-11-25"));
        doing.apply(&spec, Move::Opens(typed));
        assert!(!doing.is_empty(), "what was typed for the day is kept");
        doing.apply(&spec, Move::Opens(Typed::default()));
        doing.apply(&spec, Move::Text("Dear me".into()));
        assert_eq!(
            doing.answer().unwrap_err()[0].part.as_deref(),
            Some("opens")
        );
        doing.apply(
            &spec,
            Move::Opens(Typed::read("in 1 week", day("2026-11-25"))),
        );
        let answer = doing.answer().unwrap();
        assert!(spec.check(&answer).is_empty());
        assert_eq!(Doing::revise(&spec, &answer).answer().unwrap(), answer);
        assert!(spec.check(&spec.example()).is_empty());
    }

    #[test]
    fn a_cover_says_until_when_it_is_closed_and_no_word_of_it() {
        let spec = spec();
        let answer = Answer {
            text: "secret".into(),
            opens: day("2027-05-20"),
        };
        let cover = answer.cover(&spec.labels());
        let says: Vec<&str> = cover.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(says, ["Closed until Thursday 20 May 2027.", "It waits."]);
        assert!(!format!("{:?}", answer.dues()).contains("secret"));
    }

    #[test]
    fn it_is_closed_up_to_its_day_and_open_on_it() {
        let answer = exercise::Answer::Letter(Answer {
            text: "x".into(),
            opens: day("2027-05-20"),
        });
        assert_eq!(answer.closed_on(day("2027-05-19")), Some(day("2027-05-20")));
        assert_eq!(answer.closed_on(day("2027-05-20")), None);
        let opened = answer.opened(day("2027-01-01")).unwrap();
        assert_eq!(opened.closed_on(day("2027-01-01")), None);
        assert_eq!(answer.opened(day("2027-05-20")), None, "it is open");
    }
}
