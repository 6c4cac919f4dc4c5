//! Sort: cards into piles. Some cards may not go everywhere, and the spec says why.

use serde::{Deserialize, Serialize};

use super::{Labels, Part, Problem, label, no_such};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    pub id: String,
    pub label: String,
    pub hint: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub id: String,
    pub text: String,
    /// The only buckets that take this card; empty for any.
    pub only: Vec<String>,
    /// What is said when it is offered to another bucket.
    pub why: String,
    /// The answer is not complete while this card lies unsorted.
    pub must: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub buckets: Vec<Bucket>,
    pub cards: Vec<Card>,
    /// Whether the person may add cards of their own.
    pub own: bool,
    /// How many cards have to be sorted; the rest may stay where they are.
    pub at_least: usize,
}

/// A card in its bucket. The text is kept, so that the answer reads as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The id of a card of the pack; absent for one that the person wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    pub text: String,
    pub bucket: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub cards: Vec<Placed>,
}

/// A card on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lying {
    pub card: Option<String>,
    pub text: String,
    pub bucket: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    pub cards: Vec<Lying>,
    /// A card of the person's own that is being written and is not among the cards yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub own: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The card at this place into the bucket at that place.
    Put { card: usize, bucket: usize },
    /// Back among the unsorted.
    TakeBack(usize),
    /// A card of the person's own.
    Add(String),
    /// Changes the text of an own card.
    Reword(usize, String),
    /// Takes an own card away.
    Remove(usize),
}

impl Spec {
    fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// Why `card` may not lie in `bucket`, if it may not.
    pub fn refusal(&self, card: Option<&str>, bucket: &str) -> Option<&str> {
        let card = self.card(card?)?;
        let allowed = card.only.is_empty() || card.only.iter().any(|only| only == bucket);
        (!allowed).then_some(card.why.as_str())
    }

    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (place, placed) in answer.cards.iter().enumerate() {
            if !self.buckets.iter().any(|b| b.id == placed.bucket) {
                problems.push(no_such(&placed.bucket, "pile"));
            }
            match &placed.card {
                Some(id) if self.card(id).is_none() => {
                    problems.push(no_such(id, "card"));
                }
                Some(id) => {
                    if let Some(why) = self.refusal(Some(id), &placed.bucket) {
                        problems.push(Problem::of(id, why));
                    }
                    let again = |p: &Placed| p.card.as_ref() == Some(id);
                    if answer.cards[..place].iter().any(again) {
                        problems.push(Problem::of(id, "This card is there twice."));
                    }
                }
                None if !self.own => {
                    problems.push(Problem::whole("Cards of your own have no place here."));
                }
                None if placed.text.trim().is_empty() => {
                    problems.push(Problem::whole("One of your own cards has no words yet."));
                }
                None => {}
            }
        }
        for card in self.cards.iter().filter(|card| card.must) {
            let placed = |p: &Placed| p.card.as_deref() == Some(card.id.as_str());
            if !answer.cards.iter().any(placed) {
                problems.push(Problem::of(
                    &card.id,
                    format!("Still to be placed: {}", card.text),
                ));
            }
        }
        if answer.cards.len() < self.at_least {
            problems.push(Problem::whole(format!(
                "Place at least {} cards. The others may stay where they are.",
                self.at_least
            )));
        }
        problems
    }

    /// The words of the pack on each of its cards. Whether there were others.
    pub(super) fn put_listed_words(&self, answer: &mut Answer) -> bool {
        let mut others = false;
        for placed in &mut answer.cards {
            let card = placed.card.as_deref().and_then(|id| self.card(id));
            if let Some(card) = card.filter(|card| card.text != placed.text) {
                placed.text.clone_from(&card.text);
                others = true;
            }
        }
        others
    }

    pub fn labels(&self) -> Labels {
        self.buckets
            .iter()
            .map(|bucket| (bucket.id.clone(), bucket.label.clone()))
            .collect()
    }

    pub fn example(&self) -> Answer {
        let first = self.buckets.first().map(|b| b.id.clone());
        let placed = |card: &Card| Placed {
            card: Some(card.id.clone()),
            text: card.text.clone(),
            bucket: card
                .only
                .first()
                .cloned()
                .or_else(|| first.clone())
                .unwrap_or_default(),
        };
        // Where a free card lies is for the person to say, so as few as will do are put anywhere.
        let (mut shown, free): (Vec<&Card>, Vec<&Card>) = self
            .cards
            .iter()
            .partition(|card| card.must || !card.only.is_empty());
        let missing = self.at_least.max(1).saturating_sub(shown.len());
        shown.extend(free.into_iter().take(missing));
        Answer {
            cards: shown.into_iter().map(placed).collect(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
        for placed in &self.cards {
            match parts
                .iter_mut()
                .find(|(bucket, _)| *bucket == placed.bucket)
            {
                Some((_, texts)) => texts.push(&placed.text),
                None => parts.push((&placed.bucket, vec![&placed.text])),
            }
        }
        parts
            .into_iter()
            .map(|(bucket, texts)| Part {
                label: label(labels, bucket).to_owned(),
                text: texts.join("\n"),
            })
            .collect()
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for placed in &mut self.cards {
            clean(&mut placed.text);
        }
    }
}

impl Doing {
    pub fn begin(spec: &Spec) -> Doing {
        Doing::revise(spec, &Answer::default())
    }

    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let bucket = |id: &str| {
            let placed = answer.cards.iter().find(|p| p.card.as_deref() == Some(id));
            placed.map(|p| p.bucket.clone())
        };
        let known = spec.cards.iter().map(|card| Lying {
            card: Some(card.id.clone()),
            text: card.text.clone(),
            bucket: bucket(&card.id),
        });
        let own = answer
            .cards
            .iter()
            .filter(|p| p.card.is_none())
            .map(|p| Lying {
                card: None,
                text: p.text.clone(),
                bucket: Some(p.bucket.clone()),
            });
        Doing {
            cards: known.chain(own).collect(),
            own: String::new(),
        }
    }

    /// Does `step`.
    ///
    /// # Errors
    /// The reason, in the pack's words, why a card may not lie where it was put; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Put { card, bucket } => {
                if let (Some(lying), Some(bucket)) =
                    (self.cards.get_mut(card), spec.buckets.get(bucket))
                {
                    if let Some(why) = spec.refusal(lying.card.as_deref(), &bucket.id) {
                        return Err(Problem {
                            part: lying.card.clone(),
                            ..Problem::whole(why)
                        });
                    }
                    lying.bucket = Some(bucket.id.clone());
                }
            }
            Move::TakeBack(card) => {
                if let Some(lying) = self.cards.get_mut(card) {
                    lying.bucket = None;
                }
            }
            Move::Add(text) => {
                if spec.own && !text.trim().is_empty() {
                    self.cards.push(Lying {
                        card: None,
                        text,
                        bucket: None,
                    });
                }
            }
            Move::Reword(card, text) => {
                if let Some(lying) = self.cards.get_mut(card).filter(|l| l.card.is_none()) {
                    lying.text = text;
                }
            }
            Move::Remove(card) => {
                if self.cards.get(card).is_some_and(|l| l.card.is_none()) {
                    self.cards.remove(card);
                }
            }
        }
        Ok(())
    }

    /// The answer as it stands; nothing that is typed here has to be read first, so it cannot fail.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        Ok(Answer {
            cards: self
                .cards
                .iter()
                .filter_map(|lying| {
                    Some(Placed {
                        card: lying.card.clone(),
                        text: lying.text.clone(),
                        bucket: lying.bucket.clone()?,
                    })
                })
                .collect(),
        })
    }
}

#[cfg(test)]
#[path = "sort_tests.rs"]
mod tests;
