//! `amends steps`: the journey with what is done.

use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{out, when};
use crate::domain::StepId;
use crate::query::progress::{ExerciseProgress, Progress, StageProgress, StepProgress};

/// The journey, with what is done and what could be next
#[derive(clap::Args)]
pub struct Steps {
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, steps: &Steps) -> Result<(), Failure> {
    let pack = desk::pack(global)?;
    let desk = Desk::to_read(global)?;
    let progress = Progress::of(&pack, &desk.state);
    let next = progress.next(when::now());
    if steps.json.json {
        let stages: Vec<Value> = progress.stages.iter().map(stage).collect();
        return out::json(&json!({"stages": stages, "next": next}));
    }
    out::print(&written(&progress, next))
}

/// The journey in lines, with the ids of the exercises in one column.
fn written(progress: &Progress, next: Option<&StepId>) -> String {
    let exercises = progress.steps().flat_map(|step| &step.exercises);
    let width = exercises.map(|e| e.item.as_str().len()).max().unwrap_or(0);
    let mut text = String::new();
    for stage in &progress.stages {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}\n", stage.title));
        for step in &stage.steps {
            text.push_str(&format!("  {:<5}  {}", status(step, next), step.title));
            if let Some(since) = step.set_aside {
                text.push_str(&format!(" (set aside on {})", since.format("%-d %B %Y")));
            }
            text.push('\n');
            for exercise in &step.exercises {
                let item = exercise.item.as_str();
                text.push_str(&format!("           {item:<width$}  {}\n", about(exercise)));
            }
        }
    }
    text
}

fn status(step: &StepProgress, next: Option<&StepId>) -> &'static str {
    if step.done {
        "done"
    } else if next == Some(&step.id) {
        "next"
    } else if step.set_aside.is_some() {
        "aside"
    } else {
        "open"
    }
}

fn about(exercise: &ExerciseProgress) -> String {
    let mut about = exercise.kind.name().to_owned();
    if exercise.optional {
        about.push_str(", if you want");
    }
    if exercise.answered {
        about.push_str(", answered");
    }
    about
}

fn stage(stage: &StageProgress) -> Value {
    let steps: Vec<Value> = stage.steps.iter().map(step).collect();
    json!({"id": stage.id, "title": stage.title, "steps": steps})
}

fn step(step: &StepProgress) -> Value {
    let exercises: Vec<Value> = step
        .exercises
        .iter()
        .map(|exercise| {
            json!({
                "id": exercise.item,
                "title": exercise.title,
                "kind": exercise.kind.name(),
                "optional": exercise.optional,
                "answered": exercise.answered,
            })
        })
        .collect();
    json!({
        "id": step.id,
        "title": step.title,
        "done": step.done,
        "set_aside": step.set_aside.map(|at| at.to_rfc3339()),
        "exercises": exercises,
    })
}
