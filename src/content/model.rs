//! A pack as it is after loading: complete, checked, and with words for everyone it speaks to.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::tasks::Task;
use super::voice::{Voice, Voiced};
use crate::domain::{ItemId, Role, Setting, StepId};
use crate::exercise::Kind;
use crate::exercise::flag::Flag;

/// A whole pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// A name, such as `amends`.
    pub id: String,
    pub title: String,
    pub version: String,
    /// A language tag, such as `en`.
    pub language: String,
    pub licence: String,
    /// Research and people that the pack owes something to, a line each.
    pub credits: Vec<String>,
    pub welcome: Welcome,
    pub stages: Vec<Stage>,
    pub lists: BTreeMap<String, List>,
    pub flags: BTreeMap<String, Flag>,
    pub help: Help,
    /// What is asked in private before some of the exercises, by name.
    pub gates: BTreeMap<String, Gate>,
}

/// Questions that are asked in private before an exercise. They are answered in one's head: nothing is
/// pressed, nothing is kept, and what follows is the same whatever was thought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gate {
    pub title: String,
    /// Said first; that it is for one person alone.
    pub opening: Voiced,
    /// A paragraph for each question.
    pub questions: Voiced,
    /// The same for everyone of a role, whatever they thought: it names the help page.
    pub closing: Voiced,
}

/// What is said before the first use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Welcome {
    /// What this is, in short paragraphs; with the one plain sentence that it is not therapy.
    pub what: String,
    /// What is not protected, a line each.
    pub not_protected: Vec<String>,
    /// What is asked before a role is chosen, and what each role is called.
    pub role_question: String,
    pub roles: BTreeMap<String, String>,
}

/// One of the five stages of the journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub id: String,
    pub title: String,
    /// One line: what it is about.
    pub about: Voiced,
    pub steps: Vec<Step>,
}

/// A reading and its exercises.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: StepId,
    pub title: String,
    /// One line for lists: what one does here.
    pub about: Voiced,
    /// How long it takes, about.
    pub minutes: u16,
    /// Short paragraphs, an empty line between them.
    pub reading: Voiced,
    /// Whether the page says again where to find help: it touches what may be too much alone.
    pub hard: bool,
    pub exercises: Vec<Exercise>,
    /// More to read, for who wants it; may be empty.
    pub deeper: Voiced,
    /// For a coach who shows the step; may be empty.
    pub presenter: String,
}

/// Whether an exercise is shown to the other, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Alone,
    AloneThenReveal,
    Together,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// Step and name: `owning-it.what-i-did`.
    pub item: ItemId,
    pub title: Voiced,
    /// What to do, in one line.
    pub ask: Voiced,
    /// Why it helps, in a line; may be empty.
    pub why: Voiced,
    pub minutes: u16,
    pub optional: bool,
    /// Whom it is for; empty for everyone.
    pub roles: Vec<Role>,
    /// The settings that it is for; empty for each.
    pub settings: Vec<Setting>,
    pub mode: Mode,
    /// An answer of the fictional couple, folded away until asked for; may be empty.
    pub example: Voiced,
    /// Whether each answer is a thing of its own, kept beside the others.
    pub many: bool,
    /// The line that starts another, where there are several; else empty.
    pub another: Voiced,
    /// The name of the gate before it, where there is one.
    pub gate: Option<String>,
    pub task: Task,
}

/// A list of the library, such as feelings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    pub id: String,
    pub title: String,
    /// Headings, each with its items (id and words).
    pub groups: Vec<(String, Vec<(String, String)>)>,
}

/// The help page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Help {
    pub title: String,
    /// Said first: what this page is, and that nothing about opening it is stored.
    pub opening: String,
    pub sections: Vec<HelpSection>,
    pub helplines: Vec<Helpline>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct HelpSection {
    pub id: String,
    pub title: String,
    pub text: String,
}

/// A public helpline, with the day on which it was last checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Helpline {
    pub place: String,
    pub name: String,
    pub reach: String,
    pub about: String,
    pub checked: NaiveDate,
}

impl Pack {
    /// The id and version, as answers keep it.
    pub fn edition(&self) -> String {
        format!("{} {}", self.id, self.version)
    }

    /// Every step, with its stage.
    pub fn steps(&self) -> impl Iterator<Item = (&Stage, &Step)> {
        self.stages
            .iter()
            .flat_map(|stage| stage.steps.iter().map(move |step| (stage, step)))
    }

    pub fn step(&self, id: &StepId) -> Option<(&Stage, &Step)> {
        self.steps().find(|(_, step)| &step.id == id)
    }

    /// An exercise, with its step.
    pub fn exercise(&self, item: &ItemId) -> Option<(&Step, &Exercise)> {
        self.steps().find_map(|(_, step)| {
            let exercise = step.exercises.iter().find(|e| &e.item == item);
            exercise.map(|exercise| (step, exercise))
        })
    }
}

impl Gate {
    /// The questions for one person, one after the other.
    pub fn questions(&self, voice: Voice) -> impl Iterator<Item = &str> {
        let all = self.questions.get(voice).split("\n\n");
        all.map(str::trim).filter(|question| !question.is_empty())
    }
}

impl Step {
    /// The exercises that this person gets.
    pub fn exercises_for(&self, voice: Voice) -> impl Iterator<Item = &Exercise> {
        self.exercises.iter().filter(move |e| e.is_for(voice))
    }
}

impl Exercise {
    /// The name within the step.
    pub fn name(&self) -> &str {
        self.item
            .as_str()
            .split_once('.')
            .map_or("", |(_, name)| name)
    }

    pub fn is_for(&self, voice: Voice) -> bool {
        for_voice(&self.roles, voice)
            && (self.settings.is_empty() || self.settings.contains(&voice.setting))
    }

    pub fn kind(&self) -> Kind {
        self.task.kind()
    }
}

/// Whether what is for `roles` (none: for all) is for `voice`: the undecided get what both get.
pub(super) fn for_voice(roles: &[Role], voice: Voice) -> bool {
    let as_both = |role| match role {
        Role::Undecided => Role::Both,
        Role::Hurt | Role::Broke | Role::Both => role,
    };
    let whose = as_both(voice.role);
    roles.is_empty() || roles.iter().any(|role| as_both(*role) == whose)
}
