//! The path: a line for each stage, with its seam.

use super::{Choice, Home, pointer};
use crate::domain::StepId;
use crate::query::progress::{Progress, StepProgress};
use crate::tui::sheet::{Sheet, columns};
use crate::tui::view::Cx;
use crate::tui::widgets::seam::{Mark, seam};

impl Home {
    pub(super) fn path(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, progress: &Progress) {
        let theme = cx.theme;
        let next = progress.next(cx.now.wall);
        let longest = progress
            .stages
            .iter()
            .map(|s| s.steps.len())
            .max()
            .unwrap_or(0);
        let names = 2 + u16::try_from(longest * 3 + 3).unwrap_or(24);
        let widest = progress.stages.iter().map(|s| columns(&s.title)).max();
        let abouts = names + widest.unwrap_or(0) + 3;
        for stage in &progress.stages {
            let choice = Choice::Stage(stage.id.clone());
            let focused = self.chosen(&choice);
            let marks: Vec<Mark> = stage.steps.iter().map(|step| mark(step, next)).collect();
            let style = if focused { theme.strong } else { theme.text };
            let target = self.item(&choice);
            sheet.focusing(focused, |sheet| {
                let row = seam(pointer(focused, cx), &marks, theme).at(names).target(
                    stage.title.clone(),
                    style,
                    target,
                );
                let about = cx.pack.stages.iter().find(|s| s.id == stage.id);
                let about = about.map_or("", |stage| stage.about.get(cx.voice()));
                let room = sheet.width.saturating_sub(abouts);
                let row = if columns(about) <= room && sheet.width >= 60 {
                    row.at(abouts).target(about, theme.dim, target)
                } else {
                    row
                };
                sheet.row(row);
            });
        }
    }
}

/// How a step stands on the path.
pub fn mark(step: &StepProgress, next: Option<&StepId>) -> Mark {
    if step.done {
        Mark::Done
    } else if next == Some(&step.id) {
        Mark::Here
    } else if step.set_aside.is_some() {
        Mark::Aside
    } else {
        Mark::Open
    }
}
