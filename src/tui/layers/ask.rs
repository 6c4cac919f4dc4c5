//! A question before something that cannot be taken back. Never answered by one key alone.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::command::Command;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Then};
use super::LayerAct;
use crate::domain::{DraftKey, Intent, Record, ThreadId};
use crate::exercise::day::spoken;

#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    question: String,
    detail: String,
    yes: String,
    no: String,
    /// Whether the yes has the focus. It never has it at first.
    on_yes: bool,
    acts: Vec<Act>,
}

impl Ask {
    /// Before a thing with so many versions is deleted; `then` is where one goes after it.
    pub fn delete(record: &Record, versions: usize, then: Then) -> Ask {
        let thread = record.thread;
        let detail = match versions {
            0 | 1 => "It is taken off this disk.".to_owned(),
            n => format!("All {n} versions of it are taken off this disk."),
        };
        Ask {
            question: "Delete this for good?".to_owned(),
            detail: format!(
                "{detail} Copies in backups, in snapshots and in the history of a sync service \
                 are out of this program's reach."
            ),
            yes: "Delete it for good".to_owned(),
            no: "Keep it".to_owned(),
            on_yes: false,
            acts: vec![Act::Do {
                intent: Box::new(Intent::Delete { thread }),
                drop: Some(DraftKey::of(record)),
                then,
            }],
        }
    }

    /// Before something that is closed until that day is opened.
    pub fn open_early(thread: ThreadId, until: NaiveDate) -> Ask {
        Ask {
            question: "Open it before its day?".to_owned(),
            detail: format!(
                "You closed it until {}. Opened now, it stays open. There is no hurry: it will not go \
                 away.",
                spoken(until)
            ),
            yes: "Open it now".to_owned(),
            no: "Leave it closed".to_owned(),
            on_yes: false,
            acts: vec![Act::Do {
                intent: Box::new(Intent::Open { thread }),
                drop: None,
                then: Then::Stay,
            }],
        }
    }

    /// Before a page that was stopped is thrown away.
    pub fn throw_away() -> Ask {
        Ask {
            question: "Throw this page away?".to_owned(),
            detail: "The words on it are taken off this disk. What was saved before stays."
                .to_owned(),
            yes: "Throw it away".to_owned(),
            no: "Keep it".to_owned(),
            on_yes: false,
            acts: vec![Act::ThrowAway],
        }
    }

    pub fn key(&mut self, commands: &[Command]) -> LayerAct {
        let has = |command| commands.contains(&command);
        if has(Command::Back) {
            return LayerAct::Close;
        }
        if has(Command::Enter) {
            return self.answer();
        }
        let turns = [
            Command::Up,
            Command::Down,
            Command::Left,
            Command::Right,
            Command::NextPart,
            Command::PreviousPart,
        ];
        if turns.into_iter().any(has) {
            self.on_yes = !self.on_yes;
        }
        LayerAct::Stay
    }

    fn answer(&self) -> LayerAct {
        if self.on_yes {
            LayerAct::Acts(self.acts.clone())
        } else {
            LayerAct::Close
        }
    }

    pub fn click(&mut self, target: Option<Target>) -> LayerAct {
        match target {
            Some(Target::Item(0)) => LayerAct::Close,
            Some(Target::Item(_)) if self.on_yes => self.answer(),
            // The first click on yes only goes there: one click does as little as one key.
            Some(Target::Item(_)) => {
                self.on_yes = true;
                LayerAct::Stay
            }
            Some(Target::Choice(..) | Target::Text(_) | Target::Command(_)) | None => {
                LayerAct::Stay
            }
        }
    }

    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        let theme = cx.theme;
        let mut sheet = Sheet::new(area.width, theme);
        sheet.rule();
        sheet.prose(&self.question, theme.strong, 0);
        // The two answers are always seen; of the rest what there is room for.
        let room = area.height.saturating_sub(sheet.height() + 3);
        let lines = super::super::sheet::wrapped(&self.detail, area.width);
        for (place, line) in lines.iter().take(room.into()).enumerate() {
            let cut = place + 1 == usize::from(room) && lines.len() > usize::from(room);
            let line = if cut {
                format!("{line} \u{2026}")
            } else {
                line.clone()
            };
            sheet.line(line, theme.text);
        }
        sheet.gap();
        for (place, text) in [&self.no, &self.yes].into_iter().enumerate() {
            let focused = (place == 1) == self.on_yes;
            let style = if focused { theme.strong } else { theme.text };
            let row: Row = super::super::pages::pointer(focused, cx);
            sheet.row(row.target(text.clone(), style, Target::Item(place)));
        }
        let top = area
            .bottom()
            .saturating_sub(sheet.height().min(area.height));
        let area = Rect::new(area.x, top, area.width, area.bottom() - top);
        canvas.clear(area);
        sheet.draw(canvas, area, 0);
    }
}
