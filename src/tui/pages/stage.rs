//! A stage: what it is about, and its steps.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size, View};
use super::super::widgets::seam::{Mark, seam};
use super::home::{mark, pointer};
use super::said::minutes as minutes_said;
use crate::domain::StepId;

pub struct StagePage {
    id: String,
    steps: Vec<StepId>,
    at: usize,
}

impl StagePage {
    pub fn new(cx: &Cx<'_>, id: &str) -> Option<StagePage> {
        let stage = cx.pack.stages.iter().find(|stage| stage.id == id)?;
        let steps: Vec<StepId> = stage.steps.iter().map(|step| step.id.clone()).collect();
        let next = cx.session?.progress.next(cx.now.wall);
        let at = steps
            .iter()
            .position(|step| Some(step) == next)
            .unwrap_or(0);
        Some(StagePage {
            id: id.to_owned(),
            steps,
            at,
        })
    }

    fn open(&self) -> Vec<Act> {
        let step = self.steps.get(self.at).cloned();
        step.map(|step| Act::Go(Route::Step(step)))
            .into_iter()
            .collect()
    }
}

impl View for StagePage {
    fn place(&self) -> Place {
        Place::Stage
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let stage = cx.pack.stages.iter().find(|stage| stage.id == self.id);
        stage.map(|stage| stage.title.clone()).unwrap_or_default()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let theme = cx.theme;
        let stage = cx.pack.stages.iter().find(|stage| stage.id == self.id);
        let (Some(stage), Some(session)) = (stage, cx.session) else {
            return sheet;
        };
        sheet.gap();
        sheet.prose(stage.about.get(cx.voice()), theme.text, 0);
        let next = session.progress.next(cx.now.wall);
        for (place, step) in stage.steps.iter().enumerate() {
            let Some(progress) = session.progress.steps().find(|p| p.id == step.id) else {
                continue;
            };
            let focused = place == self.at;
            let target = Target::Item(place);
            let title = if focused { theme.strong } else { theme.text };
            let mark = mark(progress, next);
            let (says, minutes) = (said(mark), minutes_said(step.minutes));
            let note = if says.is_empty() {
                minutes
            } else {
                says.to_owned()
            };
            sheet.gap();
            sheet.focusing(focused, |sheet| {
                let row = seam(pointer(focused, cx), &[mark], theme)
                    .text("  ", title)
                    .target(step.title.clone(), title, target);
                sheet.row(row.right(sheet.width, note, theme.dim));
                sheet.prose_with(step.about.get(cx.voice()), theme.dim, 7, Some(target));
            });
        }
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        matches!(
            command,
            Command::Enter | Command::Up | Command::Down | Command::Back
        )
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        Some("open".to_owned())
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(self.steps.len().saturating_sub(1)),
            Command::Enter => return self.open(),
            Command::Back => return vec![Act::Back],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if place < self.steps.len() => {
                self.at = place;
                self.open()
            }
            Target::Item(_) | Target::Choice(..) | Target::Text(_) | Target::Command(_) => {
                Vec::new()
            }
        }
    }
}

/// The word for a mark, so that no shape stands alone.
fn said(mark: Mark) -> &'static str {
    match mark {
        Mark::Done => "done",
        Mark::Here => "next",
        Mark::Aside => "set aside",
        Mark::Open => "",
    }
}

/// The seam of a stage for the top of its pages.
pub fn stage_row(cx: &Cx<'_>, step: &StepId) -> Option<Row> {
    let (stage, _) = cx.pack.step(step)?;
    let progress = &cx.session?.progress;
    let marks: Vec<Mark> = stage
        .steps
        .iter()
        .filter_map(|other| {
            let state = progress.steps().find(|p| p.id == other.id)?;
            Some(if other.id == *step {
                Mark::Here
            } else {
                mark(state, None)
            })
        })
        .collect();
    let row = Row::new().text(format!("{} ", stage.title), cx.theme.dim);
    Some(seam(row, &marks, cx.theme))
}
