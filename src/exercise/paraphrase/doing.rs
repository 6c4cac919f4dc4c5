//! Saying it back, step by step.

use serde::{Deserialize, Serialize};

use super::{Answer, Looked, Problem, Reply, Spec, Try};

const FIRST: &str = "Write first what they said, as you remember it.";

/// How far a person is with a try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Whose words to say back.
    #[default]
    Choosing,
    Saying,
    Comparing,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    /// Tries that were made before this one.
    #[serde(default)]
    pub earlier: Vec<Try>,
    /// The try that is being made. While nothing is chosen its statement and its words are empty.
    #[serde(default)]
    pub now: Try,
    /// Words of the other person, as this one remembers them.
    #[serde(default)]
    pub remembered: String,
    #[serde(default)]
    pub stand: Stand,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Takes the statement at this place; past the last, the remembered words.
    Take(usize),
    Remember(String),
    Say(String),
    /// Both beside each other.
    Compare,
    /// Back to one's own words, to write on.
    WriteOn,
    Look(usize, Reply),
    /// The same words once more, on an empty page.
    Again,
    /// Other words.
    Other,
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    /// All that was tried before, with the last try open before the person.
    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let mut earlier = answer.tries.clone();
        let now = earlier.pop().unwrap_or_default();
        let remembered = match now.statement {
            None => now.heard.clone(),
            Some(_) => String::new(),
        };
        let doing = Doing {
            stand: if now.said.is_empty() {
                Stand::Choosing
            } else {
                Stand::Comparing
            },
            earlier,
            now,
            remembered,
        };
        doing.fitted(spec)
    }

    /// The same under a spec that may have changed: a statement that is gone stays by its words.
    pub fn fitted(mut self, spec: &Spec) -> Doing {
        for attempt in self.earlier.iter_mut().chain([&mut self.now]) {
            let known = |id: &String| spec.statements.iter().any(|s| &s.id == id);
            attempt.statement = attempt.statement.take().filter(known);
            let asked = |l: &Looked| spec.questions.iter().any(|q| q.id == l.question);
            attempt.looked.retain(asked);
        }
        self
    }

    /// Does `step`.
    ///
    /// # Errors
    /// What is missing for it; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Take(place) => self.take(spec, place)?,
            Move::Remember(text) => self.remembered = text,
            Move::Say(text) => {
                // What was seen in the old words says nothing about new ones.
                if text != self.now.said && !self.now.looked.is_empty() {
                    self.earlier.push(self.now.clone());
                    self.now.looked.clear();
                }
                self.now.said = text;
            }
            Move::Compare => {
                // Whoever wrote nothing new looks once more at what they had.
                if self.now.said.trim().is_empty() && self.before().is_some() {
                    self.now = self.earlier.pop().unwrap_or_default();
                }
                if self.now.said.trim().is_empty() {
                    let says = "Say it back first, in a sentence or two.";
                    return Err(Problem::of("said", says));
                }
                self.stand = Stand::Comparing;
            }
            Move::WriteOn => self.stand = Stand::Saying,
            Move::Look(place, reply) => {
                if let Some(question) = spec.questions.get(place) {
                    self.now.looked.retain(|l| l.question != question.id);
                    let question = question.id.clone();
                    self.now.looked.push(Looked { question, reply });
                    let order = |l: &Looked| spec.questions.iter().position(|q| q.id == l.question);
                    self.now.looked.sort_by_key(order);
                }
            }
            Move::Again => {
                let fresh = Try {
                    statement: self.now.statement.clone(),
                    heard: self.now.heard.clone(),
                    ..Try::default()
                };
                self.put_by(fresh);
                self.stand = Stand::Saying;
            }
            Move::Other => self.stand = Stand::Choosing,
        }
        Ok(())
    }

    fn take(&mut self, spec: &Spec, place: usize) -> Result<(), Problem> {
        let fresh = match spec.statements.get(place) {
            Some(statement) => Try {
                statement: Some(statement.id.clone()),
                heard: statement.text.clone(),
                ..Try::default()
            },
            None if self.remembered.trim().is_empty() => {
                return Err(Problem::of("heard", FIRST));
            }
            None => Try {
                heard: self.remembered.trim().to_owned(),
                ..Try::default()
            },
        };
        // Whoever comes back to the words they were at finds what they had written.
        if !fresh.same_words(&self.now) {
            self.put_by(fresh);
        }
        self.stand = Stand::Saying;
        Ok(())
    }

    /// Keeps the try that is being made, if there is anything in it, and goes on with `fresh`.
    fn put_by(&mut self, fresh: Try) {
        let now = std::mem::replace(&mut self.now, fresh);
        if !now.said.trim().is_empty() {
            self.earlier.push(now);
        }
    }

    /// The try before this one, if it was at the same words.
    pub fn before(&self) -> Option<&Try> {
        let last = self.earlier.last();
        last.filter(|last| last.same_words(&self.now))
    }

    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty() && self.now.said.is_empty() && self.remembered.is_empty()
    }

    /// Every try in which something was said, the newest last.
    pub fn tries(&self) -> impl Iterator<Item = &Try> {
        let all = self.earlier.iter().chain([&self.now]);
        all.filter(|attempt| !attempt.said.trim().is_empty())
    }

    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let tries = self.tries().cloned().collect();
        Ok(Answer { tries })
    }
}
