//! Activity: some things that one would enjoy are picked, one of them is drawn and gets a day, and the
//! day after it two lines are asked for: when one felt near, and when far.
//!
//! There is no chance in this room: whoever draws hands a number in. One can be chosen by hand, too.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::choose::{self, Chosen, Item};
use super::day::{self, Typed};
use super::due::{Coming, Due, Standing};
use super::picks::{self, Own};
use super::{Labels, Part, Problem};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub items: Vec<Item>,
    /// Whether the person may add things of their own.
    pub own: bool,
    /// How many are picked before one is drawn.
    pub at_least: usize,
    /// What stands over the day, and over the two lines.
    pub on: String,
    pub near: String,
    pub far: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub picked: Vec<String>,
    #[serde(default)]
    pub own: Own,
    /// The one that was drawn, or chosen by hand.
    pub drawn: String,
    pub on: NaiveDate,
    #[serde(default)]
    pub near: String,
    #[serde(default)]
    pub far: String,
}

/// The part that one stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    Picking,
    /// Drawing one, and giving it a day.
    Drawing,
    /// Afterwards: near and far.
    After,
}

impl Stand {
    /// The parts, in their order.
    pub const ALL: [Stand; 3] = [Stand::Picking, Stand::Drawing, Stand::After];
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Doing {
    /// Where one stands. None before it is known which day it is.
    pub stand: Option<Stand>,
    pub choosing: choose::Doing,
    /// What was picked the last time, and is on offer again.
    pub carried: Vec<Chosen>,
    pub drawn: Option<Chosen>,
    pub on: Typed,
    pub near: String,
    pub far: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// What is picked now, with what is typed of something of one's own.
    Pick(choose::Doing),
    /// Draws one with a number from outside: another than before, where there is another.
    Draw(u64),
    /// Chooses the one at this place by hand.
    Take(usize),
    On(Typed),
    Near(String),
    Far(String),
    /// To another part, on this day.
    Go(Stand, NaiveDate),
}

/// Where the labels of what is no word of the list are kept. No id of a pack has a dot.
const ON: &str = "activity.on";
const NEAR: &str = "activity.near";
const FAR: &str = "activity.far";

impl Spec {
    /// The first part, as an exercise to choose.
    pub fn choosing(&self) -> choose::Spec {
        choose::Spec {
            items: self.items.clone(),
            at_least: self.at_least,
            at_most: None,
            rating: None,
            own: self.own,
        }
    }

    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let picked = answer.picked.iter().map(String::as_str);
        let mut problems = picks::check(&self.items, self.own, &answer.own, picked);
        if answer.picked.len() < self.at_least {
            problems.push(self.too_few(answer.picked.len()));
        }
        if !answer.picked.contains(&answer.drawn) {
            let problem = Problem::quoting(
                &answer.drawn,
                |drawn| format!("{drawn} is not among those that are picked."),
                "What is drawn is not among those that are picked.",
            );
            problems.push(problem.at("drawn"));
        }
        problems
    }

    fn too_few(&self, picked: usize) -> Problem {
        Problem::of(
            "picked",
            format!("Pick {} or more; {picked} so far.", self.at_least),
        )
    }

    pub fn labels(&self) -> Labels {
        let mut labels = picks::labels(&self.items);
        for (key, words) in [(ON, &self.on), (NEAR, &self.near), (FAR, &self.far)] {
            labels.insert(key.to_owned(), words.clone());
        }
        labels
    }

    pub fn example(&self) -> Answer {
        let picked = self.items.iter().take(self.at_least.max(1));
        let picked: Vec<String> = picked.map(|item| item.id.clone()).collect();
        Answer {
            drawn: picked.first().cloned().unwrap_or_default(),
            picked,
            own: Own::new(),
            on: NaiveDate::from_ymd_opt(2026, 12, 5).unwrap_or_default(),
            near: "On the way back.".to_owned(),
            far: "In the queue.".to_owned(),
        }
    }
}

impl Answer {
    /// Whether there is a line about how it was.
    fn has_a_line(&self) -> bool {
        !self.near.trim().is_empty() || !self.far.trim().is_empty()
    }

    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let name = |id: &str| picks::name(labels, &self.own, id).to_owned();
        let label = |key: &str| labels.get(key).cloned().unwrap_or_default();
        let part = |label: String, text: String| Part { label, text };
        let mut parts = vec![part("Drawn".to_owned(), name(&self.drawn))];
        let others = self.picked.iter().filter(|id| **id != self.drawn);
        let others: Vec<String> = others.map(|id| name(id)).collect();
        if !others.is_empty() {
            parts.push(part("Picked too".to_owned(), others.join("; ")));
        }
        parts.push(part(label(ON), day::spoken(self.on)));
        for (key, text) in [(NEAR, &self.near), (FAR, &self.far)] {
            if !text.trim().is_empty() {
                parts.push(part(label(key), text.clone()));
            }
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        self.own.values_mut().for_each(&mut *clean);
        clean(&mut self.near);
        clean(&mut self.far);
    }

    /// To come until there is a line about it, and then over.
    pub fn standing(&self) -> Standing {
        match self.has_a_line() {
            true => Standing::Over("was", self.on),
            false => Standing::Open(Coming::Takes, self.on),
        }
    }

    /// It takes place on its day, and from the day after a line is asked for until there is one.
    pub fn dues(&self, labels: &Labels) -> Vec<Due> {
        if self.has_a_line() {
            return Vec::new();
        }
        let due = |on, coming| Due {
            on,
            coming,
            what: picks::name(labels, &self.own, &self.drawn).to_owned(),
            at: None,
        };
        let after = self.on.checked_add_days(Days::new(1));
        let after = after.map(|after| due(after, Coming::After));
        [due(self.on, Coming::Takes)]
            .into_iter()
            .chain(after)
            .collect()
    }
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing {
            stand: Some(Stand::Picking),
            ..Doing::default()
        }
    }

    /// Another one: what was picked the last time can be drawn from again.
    pub fn another(spec: &Spec, last: &Answer) -> Doing {
        let last = Doing::revise(spec, last);
        let picked = last.choosing.chosen;
        Doing {
            stand: Some(Stand::Drawing),
            choosing: choose::Doing {
                chosen: picked.clone(),
                own: String::new(),
            },
            carried: picked,
            ..Doing::default()
        }
        .fitted(spec)
    }

    pub fn revise(spec: &Spec, answer: &Answer) -> Doing {
        let value = |id: &str| picks::chosen(&spec.items, &answer.own, id);
        Doing {
            stand: None,
            choosing: choose::Doing {
                chosen: answer.picked.iter().filter_map(|id| value(id)).collect(),
                own: String::new(),
            },
            carried: Vec::new(),
            drawn: value(&answer.drawn),
            on: Typed::of(Some(answer.on)),
            near: answer.near.clone(),
            far: answer.far.clone(),
        }
        .fitted(spec)
    }

    /// The same for a pack that may have changed since.
    pub fn fitted(mut self, spec: &Spec) -> Doing {
        picks::fit(&spec.items, spec.own, &mut self.choosing.chosen);
        picks::fit(&spec.items, spec.own, &mut self.carried);
        let mut drawn: Vec<Chosen> = self.drawn.take().into_iter().collect();
        picks::fit(&spec.items, spec.own, &mut drawn);
        self.drawn = drawn.pop();
        if self.choosing.chosen.len() < spec.at_least {
            self.stand = Some(Stand::Picking);
        }
        self
    }

    /// Opens what was saved where it is gone on with on this day: afterwards, once its day is over.
    pub fn open_on(&mut self, today: NaiveDate) {
        if self.stand.is_none() {
            let over = self.drawn.is_some() && self.on.on.is_some_and(|on| on < today);
            self.stand = Some(if over { Stand::After } else { Stand::Drawing });
        }
    }

    /// Whether the two lines can be written: on the day itself, and after it.
    pub fn has_come(&self, today: NaiveDate) -> bool {
        self.drawn.is_some() && self.on.on.is_some_and(|on| on <= today)
    }

    /// The place, among those that are picked, of the one that is drawn.
    pub fn drawn_place(&self) -> Option<usize> {
        let drawn = self.drawn.as_ref()?;
        self.choosing.chosen.iter().position(|c| c == drawn)
    }

    /// Whether nothing was done here that a draft would have to keep.
    pub fn is_empty(&self) -> bool {
        self.choosing.chosen == self.carried
            && self.choosing.own.is_empty()
            && self.drawn.is_none()
            && self.on.is_empty()
            && self.near.trim().is_empty()
            && self.far.trim().is_empty()
    }

    /// Takes in what is picked now. What is let go is not what one is going to do.
    pub fn pick(&mut self, choosing: choose::Doing) {
        self.choosing = choosing;
        if self.drawn_place().is_none() {
            self.drawn = None;
        }
    }

    /// Does `step`.
    ///
    /// # Errors
    /// Why a part is not open yet; nothing has changed.
    pub fn apply(&mut self, spec: &Spec, step: Move) -> Result<(), Problem> {
        match step {
            Move::Pick(choosing) => self.pick(choosing),
            Move::Draw(number) => {
                let now = self.drawn_place();
                let picked = &self.choosing.chosen;
                let other =
                    |(place, _): &(usize, &Chosen)| picked.len() == 1 || Some(*place) != now;
                let others: Vec<&Chosen> = picked
                    .iter()
                    .enumerate()
                    .filter(other)
                    .map(|(_, chosen)| chosen)
                    .collect();
                let count = u64::try_from(others.len()).unwrap_or(1).max(1);
                let place = usize::try_from(number % count).unwrap_or(0);
                self.drawn = others.get(place).copied().cloned();
            }
            Move::Take(place) => {
                if let Some(chosen) = self.choosing.chosen.get(place) {
                    self.drawn = Some(chosen.clone());
                }
            }
            Move::On(on) => self.on = on,
            Move::Near(near) => self.near = near,
            Move::Far(far) => self.far = far,
            Move::Go(stand, today) => {
                let picked = self.choosing.chosen.len();
                match stand {
                    Stand::Picking => {}
                    Stand::Drawing | Stand::After if picked < spec.at_least => {
                        return Err(spec.too_few(picked));
                    }
                    Stand::After if !self.has_come(today) => {
                        return Err(Problem::of(
                            "on",
                            "The two lines are for its day, or for the day after.",
                        ));
                    }
                    Stand::Drawing | Stand::After => {}
                }
                self.stand = Some(stand);
            }
        }
        Ok(())
    }

    /// The answer as it stands.
    ///
    /// # Errors
    /// Nothing is drawn, or it has no day that can be read.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let mut problems = Vec::new();
        if self.drawn.is_none() {
            problems.push(Problem::of(
                "drawn",
                "Let one be drawn, or choose one yourself.",
            ));
        }
        let on = match self.on.day() {
            Ok(Some(on)) => Some(on),
            Ok(None) => {
                problems.push(Problem::of("on", "It has no day yet."));
                None
            }
            Err(says) => {
                problems.push(Problem::of("on", says));
                None
            }
        };
        let (Some(drawn), Some(on)) = (&self.drawn, on) else {
            return Err(problems);
        };
        let mut own = Own::new();
        let picked = self.choosing.chosen.iter();
        let picked = picked.map(|c| picks::id_of(c, &mut own)).collect();
        Ok(Answer {
            picked,
            drawn: picks::id_of(drawn, &mut own),
            own,
            on,
            near: self.near.clone(),
            far: self.far.clone(),
        })
    }
}

#[cfg(test)]
#[path = "activity_tests.rs"]
mod tests;
