//! Scale: a few questions, each answered with a number between two named ends, and a line if wanted.

use serde::{Deserialize, Serialize};

use super::{Labels, Part, Problem, label, no_such};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    pub text: String,
    /// What 0 means.
    pub low: String,
    /// What the highest number means.
    pub high: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub questions: Vec<Question>,
    /// The highest number; the lowest is 0.
    pub top: u8,
    /// The question for the line beside the numbers, where the pack asks for one.
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rated {
    pub question: String,
    pub value: u8,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub ratings: Vec<Rated>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    /// One place for each question, in the order of the spec.
    pub values: Vec<(String, Option<u8>)>,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The number for the question at this place.
    Set(usize, u8),
    /// One up or down; the first step lands in the middle.
    Nudge(usize, i8),
    Clear(usize),
    Note(String),
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for question in &self.questions {
            if !answer.ratings.iter().any(|r| r.question == question.id) {
                problems.push(Problem::of(
                    &question.id,
                    format!("No number yet for: {}", question.text),
                ));
            }
        }
        for (place, rated) in answer.ratings.iter().enumerate() {
            let known = self.questions.iter().any(|q| q.id == rated.question);
            if !known {
                problems.push(no_such(&rated.question, "question"));
            }
            if rated.value > self.top {
                problems.push(Problem::of(
                    &rated.question,
                    format!("The numbers go from 0 to {}.", self.top),
                ));
            }
            let again = answer.ratings[..place]
                .iter()
                .any(|r| r.question == rated.question);
            if again {
                problems.push(Problem::of(
                    &rated.question,
                    "This question has two numbers. It takes one.",
                ));
            }
        }
        problems
    }

    pub fn labels(&self) -> Labels {
        let mut labels: Labels = self
            .questions
            .iter()
            .map(|q| {
                let ends = format!("{} (0 {}, {} {})", q.text, q.low, self.top, q.high);
                (q.id.clone(), ends)
            })
            .collect();
        if let Some(note) = &self.note {
            labels.insert("note".to_owned(), note.clone());
        }
        labels
    }

    pub fn example(&self) -> Answer {
        Answer {
            ratings: self
                .questions
                .iter()
                .map(|q| Rated {
                    question: q.id.clone(),
                    value: self.top / 2,
                })
                .collect(),
            note: String::new(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let mut parts: Vec<Part> = self
            .ratings
            .iter()
            .map(|rated| Part {
                label: label(labels, &rated.question).to_owned(),
                text: rated.value.to_string(),
            })
            .collect();
        if !self.note.trim().is_empty() {
            parts.push(Part {
                label: label(labels, "note").to_owned(),
                text: self.note.clone(),
            });
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        clean(&mut self.note);
    }
}

impl Doing {
    pub fn begin(spec: &Spec) -> Doing {
        Doing {
            values: spec
                .questions
                .iter()
                .map(|q| (q.id.clone(), None))
                .collect(),
            note: String::new(),
        }
    }

    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let value = |id: &str| {
            let rated = answer.ratings.iter().find(|r| r.question == id);
            rated.map(|r| r.value.min(spec.top))
        };
        Doing {
            values: spec
                .questions
                .iter()
                .map(|q| (q.id.clone(), value(&q.id)))
                .collect(),
            note: answer.note.clone(),
        }
    }

    pub fn apply(&mut self, spec: &Spec, step: Move) {
        match step {
            Move::Set(place, value) => {
                if let Some((_, slot)) = self.values.get_mut(place) {
                    *slot = Some(value.min(spec.top));
                }
            }
            Move::Nudge(place, by) => {
                if let Some((_, slot)) = self.values.get_mut(place) {
                    *slot = Some(match *slot {
                        None => spec.top / 2,
                        Some(value) => value.saturating_add_signed(by).min(spec.top),
                    });
                }
            }
            Move::Clear(place) => {
                if let Some((_, slot)) = self.values.get_mut(place) {
                    *slot = None;
                }
            }
            Move::Note(note) => self.note = note,
        }
    }

    /// The answer as it stands; nothing that is typed here has to be read first, so it cannot fail.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        Ok(Answer {
            ratings: self
                .values
                .iter()
                .filter_map(|(question, value)| {
                    value.map(|value| Rated {
                        question: question.clone(),
                        value,
                    })
                })
                .collect(),
            note: self.note.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        let question = |id: &str| Question {
            id: id.into(),
            text: format!("How {id}?"),
            low: "not".into(),
            high: "very".into(),
        };
        Spec {
            questions: vec![question("safe"), question("clear")],
            top: 10,
            note: Some("A line, if you like".into()),
        }
    }

    #[test]
    fn each_question_needs_one_number_within_the_ends() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        assert_eq!(spec.check(&doing.answer().unwrap()).len(), 2);
        doing.apply(&spec, Move::Nudge(0, 1));
        assert_eq!(doing.values[0].1, Some(5), "the first step is the middle");
        doing.apply(&spec, Move::Set(1, 200));
        assert_eq!(doing.values[1].1, Some(10));
        doing.apply(&spec, Move::Nudge(1, 1));
        assert_eq!(doing.values[1].1, Some(10));
        assert!(spec.check(&doing.answer().unwrap()).is_empty());
        doing.apply(&spec, Move::Clear(1));
        assert_eq!(
            spec.check(&doing.answer().unwrap())[0].part.as_deref(),
            Some("clear")
        );
    }

    #[test]
    fn numbers_for_other_questions_beyond_the_end_or_twice_are_refused() {
        let spec = spec();
        let rated = |question: &str, value| Rated {
            question: question.into(),
            value,
        };
        let with = |extra: Rated| Answer {
            ratings: vec![rated("safe", 1), rated("clear", 2), extra],
            note: String::new(),
        };
        assert_eq!(spec.check(&with(rated("other", 1))).len(), 1);
        assert_eq!(spec.check(&with(rated("safe", 1))).len(), 1);
        let mut high = spec.example();
        high.ratings[0].value = 11;
        assert_eq!(spec.check(&high).len(), 1);
    }

    #[test]
    fn an_answer_comes_back_as_it_was_left() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        doing.apply(&spec, Move::Set(0, 3));
        doing.apply(&spec, Move::Set(1, 0));
        doing.apply(&spec, Move::Note("tired".into()));
        assert_eq!(Doing::revise(&spec, &doing.answer().unwrap()), doing);
        let parts = doing.answer().unwrap().parts(&spec.labels());
        assert_eq!(parts[0].label, "How safe? (0 not, 10 very)");
        assert_eq!(parts[2].text, "tired");
    }
}
