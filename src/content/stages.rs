//! Stages, steps and what all exercises have in common.

use std::collections::BTreeMap;

use super::finding::{At, Report, Taken, known_names};
use super::model::{Exercise, Gate, List, Mode, Stage, Step};
use super::node::{Node, Value};
use super::table::Table;
use super::tasks::{self, Task};
use super::voice::{Voice, Voiced};
use super::words::{READING, Shape, count};
use crate::domain::{ItemId, Role, Setting, StepId};
use crate::exercise::Kind;
use crate::exercise::flag::Flag;

/// What exercises may take from the library.
pub(super) struct Shelf<'a> {
    pub lists: &'a BTreeMap<String, List>,
    pub flags: &'a BTreeMap<String, Flag>,
    pub gates: &'a BTreeMap<String, Gate>,
}

/// The stages in the order of their files, each with its place.
pub(super) fn read(report: &Report, nodes: &[Node], shelf: &Shelf<'_>) -> Vec<(Stage, At)> {
    let mut stage_ids = Taken::default();
    let mut step_ids = Taken::default();
    let everyone: Vec<Voice> = Voice::all().collect();
    let mut stages = Vec::new();
    for table in nodes.iter().filter_map(|n| Table::of(report, n, "a stage")) {
        let at = table.at;
        let id = table.name("id");
        if let Some((id, at)) = &id {
            stage_ids.take(report, "the stage", id, *at);
        }
        let mut steps = Vec::new();
        table.need("step");
        for node in table.tables("step", "a step") {
            steps.extend(step(node, &mut step_ids, &everyone, shelf));
        }
        let stage = Stage {
            id: id.map(|(id, _)| id).unwrap_or_default(),
            title: table.text("title", Shape::Line),
            about: table.voiced("about", Shape::Line, &everyone),
            steps,
        };
        table.finish();
        stages.push((stage, at));
    }
    stages
}

fn step(table: Table<'_>, ids: &mut Taken, voices: &[Voice], shelf: &Shelf<'_>) -> Option<Step> {
    let name = table.name("id");
    if let Some((id, at)) = &name {
        ids.take(table.report, "the step", id, *at);
    }
    // A name that cannot be read must not keep the faults below it from being found.
    let id = name.map_or_else(|| "unnamed".to_owned(), |(id, _)| id);
    let id = StepId::try_from(id).ok()?;
    let mut names = Taken::default();
    let mut exercises = Vec::new();
    for node in table.tables("exercise", "an exercise") {
        exercises.extend(exercise(node, &id, &mut names, shelf));
    }
    let reading = table.voiced("reading", Shape::Prose, voices);
    reading_length(&table, &reading);
    let step = Step {
        title: table.text("title", Shape::Line),
        about: table.voiced("about", Shape::Line, voices),
        minutes: minutes(&table),
        reading,
        hard: table.yes("hard"),
        exercises,
        deeper: table.voiced_or_none("deeper", Shape::Prose, voices),
        presenter: table
            .text_or_none("presenter", Shape::Prose)
            .unwrap_or_default(),
        id,
    };
    table.finish();
    Some(step)
}

fn minutes(table: &Table<'_>) -> u16 {
    table.need("minutes");
    let minutes = table.number("minutes", 1..=240);
    minutes.and_then(|n| u16::try_from(n).ok()).unwrap_or(1)
}

/// A reading that is too short says little, and one that is too long is not read at midnight.
fn reading_length(table: &Table<'_>, reading: &Voiced) {
    let node = table.get("reading");
    let Some(node) = node.filter(|_| !table.report.is_known_good()) else {
        return;
    };
    for (key, text) in reading.variants() {
        let words = count(text);
        if words > 0 && !READING.contains(&words) {
            let at = node.get(key).map_or(node.at, |variant| variant.at);
            let (low, high) = (READING.start(), READING.end());
            table.report.warn(
                at,
                format!("this reading has {words} words"),
                format!("between {low} and {high} is what people read"),
            );
        }
    }
}

fn exercise(
    table: Table<'_>,
    step: &StepId,
    names: &mut Taken,
    shelf: &Shelf<'_>,
) -> Option<Exercise> {
    let report = table.report;
    let name = table.name("id");
    if let Some((name, at)) = &name {
        names.take(report, "the exercise", name, *at);
    }
    let roles = roles(&table, "for");
    let settings = named(&table, "settings", SETTINGS);
    let modes = [
        ("alone", Mode::Alone),
        ("alone-then-reveal", Mode::AloneThenReveal),
        ("together", Mode::Together),
    ];
    let name = name.map_or_else(|| "unnamed".to_owned(), |(name, _)| name);
    let mut exercise = Exercise {
        item: ItemId::of(step, &name).ok()?,
        title: Voiced::default(),
        ask: Voiced::default(),
        why: Voiced::default(),
        minutes: minutes(&table),
        optional: is_optional(&table),
        roles,
        settings,
        mode: table.one_of("mode", &modes).unwrap_or_default(),
        example: Voiced::default(),
        many: false,
        another: Voiced::default(),
        gate: gate(&table, shelf),
        task: Task::Mark,
    };
    let voices: Vec<Voice> = Voice::all().filter(|v| exercise.is_for(*v)).collect();
    exercise.title = table.voiced("title", Shape::Line, &voices);
    exercise.ask = table.voiced("ask", Shape::Line, &voices);
    exercise.why = table.voiced_or_none("why", Shape::Line, &voices);
    exercise.example = table.voiced_or_none("example", Shape::Prose, &voices);
    let kinds: Vec<_> = Kind::ALL.iter().map(|kind| (kind.name(), *kind)).collect();
    table.need("kind");
    // Without a kind nothing can be said about the other keys.
    let kind = table.one_of("kind", &kinds)?;
    exercise.many = several(&table, kind);
    if exercise.many {
        exercise.another = table.voiced("another", Shape::Line, &voices);
    }
    exercise.task = tasks::read(&table, kind, &voices, shelf);
    table.finish();
    Some(exercise)
}

/// The gate before an exercise, which has to be in gate.toml.
fn gate(table: &Table<'_>, shelf: &Shelf<'_>) -> Option<String> {
    let named = table.text_or_none("gate", Shape::Line)?;
    if !shelf.gates.contains_key(&named) && !table.report.any_broken() {
        let at = table.get("gate").map_or(table.at, |node| node.at);
        let hint = known_names(&named, shelf.gates.keys().map(String::as_str));
        let message = format!("there is no gate `{named}` in gate.toml");
        table.report.error_hint(at, message, hint);
    }
    Some(named)
}

/// Whether the step is done without it. An echo may list there instead what may stay empty in it.
fn is_optional(table: &Table<'_>) -> bool {
    let lists = table.get("optional").is_some_and(Node::is_array);
    let echo = table.get("kind").and_then(Node::text) == Some(Kind::Echo.name());
    !(lists && echo) && table.yes("optional")
}

/// Whether each answer is a thing of its own. For some kinds it always is.
fn several(table: &Table<'_>, kind: Kind) -> bool {
    let said = table.yes("many");
    if said && kind == Kind::Mark {
        let hint = "every day has its mark already";
        let message = "a mark cannot be `many`";
        table.report.error_hint(table.at, message, hint);
    }
    (said && kind != Kind::Mark) || kind.is_many()
}

const SETTINGS: &[(&str, Setting)] = &[("alone", Setting::Alone), ("couple", Setting::Couple)];

/// The roles that something is for; none for everyone.
pub(super) fn roles(table: &Table<'_>, key: &'static str) -> Vec<Role> {
    const ROLES: &[(&str, Role)] = &[
        ("hurt", Role::Hurt),
        ("broke", Role::Broke),
        ("both", Role::Both),
    ];
    named(table, key, ROLES)
}

fn named<T: Copy>(table: &Table<'_>, key: &'static str, known: &[(&str, T)]) -> Vec<T> {
    let mut taken = Taken::default();
    let mut values = Vec::new();
    if let Some(node) = table.get(key)
        && matches!(&node.value, Value::Array(all) if all.is_empty())
    {
        let hint = "leave it out where it is for everyone";
        table
            .report
            .error_hint(node.at, format!("`{key}` is empty"), hint);
    }
    for (text, at) in table.texts(key) {
        taken.take(table.report, "the word", text, at);
        match known.iter().find(|(name, _)| *name == text) {
            Some((_, value)) => values.push(*value),
            None => {
                let hint = match text {
                    "undecided" => "whoever has not decided gets what is for `both`".to_owned(),
                    other => known_names(other, known.iter().map(|(name, _)| *name)),
                };
                let message = format!("`{key}` cannot be `{text}`");
                table.report.error_hint(at, message, hint);
            }
        }
    }
    values
}
