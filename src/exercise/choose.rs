//! Choose: some of a list of words, or one's own, each with a rating where the pack asks for one.

use serde::{Deserialize, Serialize};

use super::{Labels, Part, Problem};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub text: String,
    /// The heading that it stands under.
    pub group: String,
}

/// How strongly each chosen item applies: 1 to `top`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    pub top: u8,
    /// What 1 means.
    pub low: String,
    /// What the highest number means.
    pub high: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub items: Vec<Item>,
    pub at_least: usize,
    pub at_most: Option<usize>,
    pub rating: Option<Rating>,
    /// Whether the person may add words of their own.
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// The id of an item of the list; absent for a word of the person's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub chosen: Vec<Chosen>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    /// In the order of choosing.
    pub chosen: Vec<Chosen>,
    /// A word of the person's own that is being written and is not among the chosen yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub own: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Chooses the item at this place of the list, or lets it go.
    Toggle(usize),
    /// The rating of the chosen thing at this place.
    Rate(usize, u8),
    /// One up or down; the first step lands in the middle.
    Nudge(usize, i8),
    /// Chooses a word of the person's own.
    Add(String),
    /// Lets the chosen thing at this place go.
    Remove(usize),
}

/// An id that the list does not have.
pub(super) fn not_listed(id: &str) -> Problem {
    Problem::quoting(
        id,
        |id| format!("{id} is not on this list."),
        "It names something that is not on this list.",
    )
}

/// What was chosen once already.
pub(super) fn there_twice(words: &str) -> Problem {
    Problem::quoting(
        words,
        |words| format!("{words} is there twice."),
        "Something in it is there twice.",
    )
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (place, chosen) in answer.chosen.iter().enumerate() {
            match &chosen.item {
                Some(id) if !self.items.iter().any(|item| &item.id == id) => {
                    problems.push(not_listed(id));
                }
                None if !self.own => {
                    problems.push(Problem::whole("Words of your own have no place here."));
                }
                None if chosen.text.trim().is_empty() => {
                    problems.push(Problem::whole("One of your own words is empty."));
                }
                Some(_) | None => {}
            }
            let again = |c: &Chosen| match (&c.item, &chosen.item) {
                (Some(a), Some(b)) => a == b,
                (None, None) => c.text == chosen.text,
                (Some(_), None) | (None, Some(_)) => false,
            };
            if answer.chosen[..place].iter().any(again) {
                problems.push(there_twice(&chosen.text));
            }
            match (&self.rating, chosen.rating) {
                (Some(rating), Some(value)) if (1..=rating.top).contains(&value) => {}
                (Some(rating), Some(_)) => problems.push(Problem::of(
                    &chosen.text,
                    format!("The numbers go from 1 to {}.", rating.top),
                )),
                (Some(_), None) => problems.push(
                    Problem::quoting(
                        &chosen.text,
                        |words| format!("No number yet for {words}."),
                        format!("Number {} of what is chosen has no number yet.", place + 1),
                    )
                    .at(&chosen.text),
                ),
                (None, Some(_)) => {
                    problems.push(Problem::of(&chosen.text, "This exercise has no numbers."))
                }
                (None, None) => {}
            }
        }
        if answer.chosen.len() < self.at_least {
            problems.push(Problem::whole(format!(
                "Choose {} or more; {} so far.",
                self.at_least,
                answer.chosen.len()
            )));
        }
        if let Some(most) = self.at_most.filter(|most| answer.chosen.len() > *most) {
            problems.push(Problem::whole(format!("Choose {most} at the most.")));
        }
        problems
    }

    /// The words of the list beside each of its ids. Whether there were others.
    pub(super) fn put_listed_words(&self, answer: &mut Answer) -> bool {
        let mut others = false;
        for chosen in &mut answer.chosen {
            let listed = |item: &&Item| chosen.item.as_ref() == Some(&item.id);
            if let Some(item) = self.items.iter().find(listed)
                && item.text != chosen.text
            {
                chosen.text.clone_from(&item.text);
                others = true;
            }
        }
        others
    }

    pub fn labels(&self) -> Labels {
        match &self.rating {
            Some(rating) => Labels::from([(
                "rating".to_owned(),
                format!("1 {}, {} {}", rating.low, rating.top, rating.high),
            )]),
            None => Labels::new(),
        }
    }

    pub fn example(&self) -> Answer {
        let rating = self.rating.as_ref().map(|r| r.top.div_ceil(2));
        Answer {
            chosen: self
                .items
                .iter()
                .take(self.at_least.max(1))
                .map(|item| Chosen {
                    item: Some(item.id.clone()),
                    text: item.text.clone(),
                    rating,
                })
                .collect(),
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let line = |chosen: &Chosen| match chosen.rating {
            Some(rating) => format!("{} ({rating})", chosen.text),
            None => chosen.text.clone(),
        };
        vec![Part {
            label: labels.get("rating").cloned().unwrap_or_default(),
            text: self.chosen.iter().map(line).collect::<Vec<_>>().join("\n"),
        }]
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for chosen in &mut self.chosen {
            clean(&mut chosen.text);
        }
    }
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    pub fn revise(_spec: &Spec, answer: &Answer) -> Doing {
        Doing {
            chosen: answer.chosen.clone(),
            own: String::new(),
        }
    }

    /// Where the item at `place` of the list stands among the chosen, if it is chosen.
    pub fn chosen_place(&self, spec: &Spec, place: usize) -> Option<usize> {
        let id = &spec.items.get(place)?.id;
        self.chosen.iter().position(|c| c.item.as_ref() == Some(id))
    }

    /// Does `step`.
    ///
    /// # Errors
    /// Why not, where the list is full or the word is there already; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Toggle(place) => match self.chosen_place(spec, place) {
                Some(chosen) => {
                    self.chosen.remove(chosen);
                }
                None => {
                    if let Some(item) = spec.items.get(place) {
                        self.room(spec)?;
                        self.chosen.push(Chosen {
                            item: Some(item.id.clone()),
                            text: item.text.clone(),
                            rating: None,
                        });
                    }
                }
            },
            Move::Rate(place, value) => {
                if let (Some(chosen), Some(rating)) = (self.chosen.get_mut(place), &spec.rating) {
                    chosen.rating = Some(value.clamp(1, rating.top));
                }
            }
            Move::Nudge(place, by) => {
                if let (Some(chosen), Some(rating)) = (self.chosen.get_mut(place), &spec.rating) {
                    chosen.rating = Some(match chosen.rating {
                        None => rating.top.div_ceil(2),
                        Some(value) => value.saturating_add_signed(by).clamp(1, rating.top),
                    });
                }
            }
            Move::Add(text) => {
                let text = text.trim();
                if spec.own && !text.is_empty() {
                    if self.chosen.iter().any(|c| c.text == text) {
                        return Err(Problem::quoting(
                            text,
                            |words| format!("{words} is there already."),
                            "That is there already.",
                        ));
                    }
                    self.room(spec)?;
                    self.chosen.push(Chosen {
                        item: None,
                        text: text.to_owned(),
                        rating: None,
                    });
                }
            }
            Move::Remove(place) => {
                if place < self.chosen.len() {
                    self.chosen.remove(place);
                }
            }
        }
        Ok(())
    }

    fn room(&self, spec: &Spec) -> Result<(), Problem> {
        match spec.at_most {
            Some(most) if self.chosen.len() >= most => Err(Problem::whole(format!(
                "{most} at the most. Let one go to choose another."
            ))),
            Some(_) | None => Ok(()),
        }
    }

    /// The answer as it stands; nothing that is typed here has to be read first, so it cannot fail.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        Ok(Answer {
            chosen: self.chosen.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        let item = |id: &str| Item {
            id: id.into(),
            text: id.into(),
            group: "all".into(),
        };
        Spec {
            items: ["anger", "grief", "shame", "relief"].map(item).into(),
            at_least: 2,
            at_most: Some(3),
            rating: Some(Rating {
                top: 5,
                low: "a little".into(),
                high: "very much".into(),
            }),
            own: true,
        }
    }

    #[test]
    fn enough_are_chosen_and_each_has_a_number() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        doing.apply(&spec, Move::Toggle(0)).unwrap();
        doing.apply(&spec, Move::Add("numb".into())).unwrap();
        assert_eq!(spec.check(&doing.answer().unwrap()).len(), 2);
        doing.apply(&spec, Move::Nudge(0, 1)).unwrap();
        assert_eq!(doing.chosen[0].rating, Some(3));
        doing.apply(&spec, Move::Rate(1, 9)).unwrap();
        assert_eq!(doing.chosen[1].rating, Some(5));
        assert!(spec.check(&doing.answer().unwrap()).is_empty());
        assert!(spec.check(&spec.example()).is_empty());
    }

    #[test]
    fn a_full_list_says_so_and_loses_nothing() {
        let spec = spec();
        let mut doing = Doing::begin(&spec);
        for place in 0..3 {
            doing.apply(&spec, Move::Toggle(place)).unwrap();
        }
        let before = doing.clone();
        assert!(doing.apply(&spec, Move::Toggle(3)).is_err());
        assert!(doing.apply(&spec, Move::Add("numb".into())).is_err());
        assert_eq!(doing, before);
        doing.apply(&spec, Move::Toggle(1)).unwrap();
        assert_eq!(doing.chosen.len(), 2);
    }

    #[test]
    fn an_id_of_the_list_has_the_words_of_the_list() {
        let spec = spec();
        let chosen = |item: Option<&str>, text: &str| Chosen {
            item: item.map(Into::into),
            text: text.into(),
            rating: Some(1),
        };
        let given = vec![chosen(Some("anger"), "calm"), chosen(None, "numb")];
        let mut answer = Answer { chosen: given };
        assert!(spec.put_listed_words(&mut answer));
        let kept = vec![chosen(Some("anger"), "anger"), chosen(None, "numb")];
        assert_eq!(answer, Answer { chosen: kept });
        assert!(!spec.put_listed_words(&mut answer));
    }

    #[test]
    fn words_that_are_not_on_the_list_twice_or_out_of_range_are_refused() {
        let spec = spec();
        let chosen = |item: &str, rating| Chosen {
            item: Some(item.into()),
            text: item.into(),
            rating: Some(rating),
        };
        let check = |third| {
            let chosen = vec![chosen("anger", 1), chosen("grief", 2), third];
            spec.check(&Answer { chosen }).len()
        };
        assert_eq!(check(chosen("joy", 1)), 1);
        assert_eq!(check(chosen("anger", 1)), 1);
        assert_eq!(check(chosen("shame", 0)), 1);
        assert_eq!(check(chosen("shame", 5)), 0);
    }
}
