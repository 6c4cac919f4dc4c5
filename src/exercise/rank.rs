//! Rank: choose what matters, put so many of it in order, and say for each what could be seen of it.
//!
//! The order of choosing is the first order, and the first `top` of it are the top: more can be
//! chosen, and then some of it stays below. What is written for a value stays with the value, wherever
//! it is moved to and also while it is not among the chosen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::choose::{self, Chosen, Item};
use super::picks::{self, Own};
use super::{Labels, Part, Problem};

/// Over the values that matter and are not among the top.
const ALSO: &str = "also";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub items: Vec<Item>,
    /// Whether the person may add words of their own.
    pub own: bool,
    /// How many are put in order, exactly.
    pub top: usize,
    /// What is asked for each of the top.
    pub behaviour: String,
    /// In the empty field.
    pub hint: String,
}

/// One of the top, with what could be seen of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    pub id: String,
    pub behaviour: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The first is what comes first.
    pub top: Vec<Ranked>,
    /// Chosen, and not among the top.
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub own: Own,
    /// What was written for values that are not among the top any more.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, String>,
}

/// The part that one stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    #[default]
    Choosing,
    Ordering,
    /// Writing what could be seen.
    Showing,
}

impl Stand {
    /// The parts, in their order.
    pub const ALL: [Stand; 3] = [Stand::Choosing, Stand::Ordering, Stand::Showing];
}

/// What was written for a value, whether or not it is chosen now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub value: Chosen,
    pub behaviour: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Doing {
    pub stand: Stand,
    /// What is chosen, in the order that it has now.
    pub choosing: choose::Doing,
    pub written: Vec<Written>,
    /// How many the top is.
    pub top: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Chooses, or lets go.
    Choose(choose::Move),
    /// The chosen thing at one place to another place.
    Shift { from: usize, to: usize },
    /// What could be seen of the value at this place.
    Show(usize, String),
    /// To another part.
    Go(Stand),
}

/// Whether both are the same value; the words of the list may have changed.
fn same(one: &Chosen, other: &Chosen) -> bool {
    match (&one.item, &other.item) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.text == other.text,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

impl Spec {
    /// The first part, as an exercise to choose.
    pub fn choosing(&self) -> choose::Spec {
        choose::Spec {
            items: self.items.clone(),
            at_least: self.top,
            at_most: None,
            rating: None,
            own: self.own,
        }
    }

    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        if answer.top.len() != self.top {
            problems.push(Problem::whole(format!(
                "{} are put in order; there are {}.",
                self.top,
                answer.top.len()
            )));
        }
        let top = answer.top.iter().map(|ranked| ranked.id.as_str());
        let also = answer.also.iter().map(String::as_str);
        // What was written for one that was let go keeps its name, and is not there twice.
        let among = |id: &&str| !answer.also.iter().any(|also| also == id);
        let kept = answer.kept.keys().map(String::as_str).filter(among);
        let ids = top.chain(also).chain(kept);
        problems.extend(picks::check(&self.items, self.own, &answer.own, ids));
        for ranked in &answer.top {
            if ranked.behaviour.trim().is_empty() {
                let name = picks::chosen(&self.items, &answer.own, &ranked.id);
                let name = name.map_or_else(|| ranked.id.clone(), |chosen| chosen.text);
                let problem = Problem::quoting(
                    &name,
                    |name| format!("Nothing stands beside {name} yet."),
                    "Nothing stands beside one of them yet.",
                );
                problems.push(problem.at(&ranked.id));
            }
        }
        problems
    }

    pub fn labels(&self) -> Labels {
        picks::labels(&self.items)
    }

    pub fn example(&self) -> Answer {
        let ranked = |item: &Item| Ranked {
            id: item.id.clone(),
            behaviour: "Something small, on Thursday.".to_owned(),
        };
        Answer {
            top: self.items.iter().take(self.top).map(ranked).collect(),
            ..Answer::default()
        }
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let name = |id: &str| picks::name(labels, &self.own, id).to_owned();
        let mut parts: Vec<Part> = self
            .top
            .iter()
            .zip(1..)
            .map(|(ranked, place)| Part {
                label: format!("{place}  {}", name(&ranked.id)),
                text: ranked.behaviour.clone(),
            })
            .collect();
        if !self.also.is_empty() {
            let also: Vec<String> = self.also.iter().map(|id| name(id)).collect();
            parts.push(Part {
                label: ALSO.to_owned(),
                text: also.join("; "),
            });
        }
        parts.extend(self.kept.iter().map(|(id, text)| Part {
            label: name(id),
            text: text.clone(),
        }));
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for ranked in &mut self.top {
            clean(&mut ranked.behaviour);
        }
        for text in self.own.values_mut().chain(self.kept.values_mut()) {
            clean(text);
        }
    }
}

impl Doing {
    pub fn begin(spec: &Spec) -> Doing {
        Doing {
            top: spec.top,
            ..Doing::default()
        }
    }

    /// Opens in the order, from where everything can be reached.
    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let value = |id: &str| picks::chosen(&spec.items, &answer.own, id);
        let top = answer.top.iter().map(|ranked| ranked.id.as_str());
        let also = answer.also.iter().map(String::as_str);
        let shown = answer.top.iter().map(|r| (&r.id, &r.behaviour));
        let written = shown.chain(&answer.kept).filter_map(|(id, text)| {
            Some(Written {
                value: value(id)?,
                behaviour: text.clone(),
            })
        });
        let doing = Doing {
            stand: Stand::Ordering,
            choosing: choose::Doing {
                chosen: top.chain(also).filter_map(value).collect(),
                own: String::new(),
            },
            written: written.collect(),
            top: spec.top,
        };
        doing.fitted(spec)
    }

    /// The same for a pack that may have changed since.
    pub fn fitted(mut self, spec: &Spec) -> Doing {
        self.top = spec.top;
        picks::fit(&spec.items, spec.own, &mut self.choosing.chosen);
        if self.choosing.chosen.len() < self.top {
            self.stand = Stand::Choosing;
        }
        self
    }

    /// Those of the top, in their order. Fewer than they should be while too few are chosen.
    pub fn top(&self) -> &[Chosen] {
        let chosen = &self.choosing.chosen;
        &chosen[..self.top.min(chosen.len())]
    }

    /// What is written for a value.
    pub fn behaviour(&self, value: &Chosen) -> &str {
        let written = self.written.iter().find(|w| same(&w.value, value));
        written.map_or("", |written| written.behaviour.as_str())
    }

    pub fn is_empty(&self) -> bool {
        let blank = |written: &Written| written.behaviour.trim().is_empty();
        let choosing = &self.choosing;
        choosing.chosen.is_empty() && choosing.own.is_empty() && self.written.iter().all(blank)
    }

    /// Does `step`.
    ///
    /// # Errors
    /// Why not, where a word is there already or too few are chosen; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Choose(step) => self.choosing.apply(&spec.choosing(), step)?,
            Move::Shift { from, to } => {
                let chosen = &mut self.choosing.chosen;
                if from < chosen.len() && to < chosen.len() {
                    let moved = chosen.remove(from);
                    chosen.insert(to, moved);
                }
            }
            Move::Show(place, behaviour) => {
                let Some(value) = self.top().get(place).cloned() else {
                    return Ok(());
                };
                match self.written.iter_mut().find(|w| same(&w.value, &value)) {
                    Some(written) => written.behaviour = behaviour,
                    None => self.written.push(Written { value, behaviour }),
                }
            }
            Move::Go(stand) => {
                let so_far = self.choosing.chosen.len();
                if stand != Stand::Choosing && so_far < self.top {
                    return Err(Problem::whole(format!(
                        "Choose {} or more; {so_far} so far.",
                        self.top
                    )));
                }
                self.stand = stand;
            }
        }
        Ok(())
    }

    /// The answer as it stands; nothing that is typed here has to be read first, so it cannot fail.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut own = Own::new();
        let ranked = |value: &Chosen, own: &mut Own| Ranked {
            id: picks::id_of(value, own),
            behaviour: self.behaviour(value).to_owned(),
        };
        let top: Vec<Ranked> = self.top().iter().map(|v| ranked(v, &mut own)).collect();
        let below = &self.choosing.chosen[self.top().len()..];
        let also = below.iter().map(|v| picks::id_of(v, &mut own)).collect();
        let mut kept = BTreeMap::new();
        for Written { value, behaviour } in &self.written {
            if !behaviour.trim().is_empty() && !self.top().iter().any(|top| same(top, value)) {
                kept.insert(picks::id_of(value, &mut own), behaviour.clone());
            }
        }
        Ok(Answer {
            top,
            also,
            own,
            kept,
        })
    }
}

#[cfg(test)]
#[path = "rank_tests.rs"]
mod tests;
