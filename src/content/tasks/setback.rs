//! What a setback has in a pack: the ground, the names, and a plan for each.

use super::super::finding::{At, Report};
use super::super::model::Pack;
use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Task, Words, each, place};
use crate::domain::ItemId;
use crate::exercise::setback::{self, OwnPlan};

#[derive(Clone, Debug, PartialEq)]
pub struct Setback {
    pub ground: Voiced,
    pub name_it: Voiced,
    pub note: Voiced,
    pub whats: Vec<What>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct What {
    pub id: String,
    pub label: Voiced,
    pub hint: Voiced,
    pub plan: Voiced,
    own_plan: Option<Said>,
}

/// A plan of one's own, with the place where the pack says it.
#[derive(Clone, Debug)]
struct Said {
    own: OwnPlan,
    at: At,
}

/// Packs are the same when they say the same; where they say it is for the findings.
impl PartialEq for Said {
    fn eq(&self, other: &Said) -> bool {
        self.own == other.own
    }
}

impl Setback {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Setback {
        Setback {
            ground: table.voiced("ground", Shape::Prose, voices),
            name_it: table.voiced("name_it", Shape::Line, voices),
            note: table.voiced("note", Shape::Line, voices),
            whats: each(table, "what", "a name for what happened", |part, id| What {
                id,
                label: part.voiced("label", Shape::Line, voices),
                hint: part.voiced_or_none("hint", Shape::Line, voices),
                plan: part.voiced("plan", Shape::Prose, voices),
                own_plan: own_plan(part),
            }),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> setback::Spec {
        let what = |what: &What| setback::What {
            id: what.id.clone(),
            label: words.say(&what.label),
            hint: words.say(&what.hint),
            plan: words.say(&what.plan),
            own_plan: what.own_plan.as_ref().map(|said| said.own.clone()),
        };
        setback::Spec {
            ground: words.say(&self.ground),
            name_it: words.say(&self.name_it),
            note: words.say(&self.note),
            whats: self.whats.iter().map(what).collect(),
        }
    }
}

impl Setback {
    /// Reports plans of one's own that are nowhere asked for.
    pub(super) fn look_across(&self, report: &Report, pack: &Pack) {
        for Said { own, at } in self.whats.iter().filter_map(|what| what.own_plan.as_ref()) {
            let mut all = pack.steps().flat_map(|(_, step)| &step.exercises);
            let there = all.any(|exercise| match &exercise.task {
                Task::Compose(task) if exercise.item.as_str() == own.item => {
                    task.slots.iter().any(|slot| slot.id == own.part)
                }
                _ => false,
            });
            if !there {
                let message = format!("there is no part `{}:{}` in this pack", own.item, own.part);
                let hint = "it is written STEP.EXERCISE:PART, and the exercise is a `compose`";
                report.error_hint(*at, message, hint);
            }
        }
    }
}

/// `STEP.EXERCISE:PART`. That there is such a part is looked at once the whole pack is read.
fn own_plan(part: &Table<'_>) -> Option<Said> {
    let text = part.text_or_none("own_plan", Shape::Line)?;
    let read = text.split_once(':').filter(|(item, part)| {
        ItemId::try_from((*item).to_owned()).is_ok() && !part.trim().is_empty()
    });
    match read {
        Some((item, name)) => {
            let own = OwnPlan {
                item: item.to_owned(),
                part: name.to_owned(),
            };
            let at = place(part, "own_plan");
            Some(Said { own, at })
        }
        None => {
            let hint = "it is written STEP.EXERCISE:PART, such as `when-it-slips.my-plans:trigger`";
            let message = format!("`own_plan` cannot be `{text}`");
            part.report
                .error_hint(place(part, "own_plan"), message, hint);
            None
        }
    }
}
