//! A page to write, with a quiet timer and a key that stops at once.

use std::time::Duration;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::layers::Ask;
use super::super::pages::pointer;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::Work;
use crate::exercise::Doing;
use crate::exercise::write::{self, Move, Timer};

/// What can be done with a page that was stopped.
const CHOICES: [(&str, &str); 4] = [
    ("Leave it as it is", "it stays a draft that only you see"),
    ("Go back to the page", "and write on"),
    ("Save it", "as an answer, as far as it goes"),
    ("Throw it away", "for good"),
];

pub struct WriteWork {
    spec: write::Spec,
    doing: write::Doing,
    field: Field,
    /// Changes that the editor does not count.
    changes: u64,
    choice: usize,
}

impl WriteWork {
    pub fn new(spec: write::Spec, doing: write::Doing, caret: Option<usize>) -> WriteWork {
        let mut field = Field::page(&doing.text, &spec.placeholder);
        if let Some(caret) = caret {
            field.editor.set_caret_offset(caret);
        }
        WriteWork {
            spec,
            doing,
            field,
            changes: 0,
            choice: 0,
        }
    }

    fn choose(&mut self) -> Vec<Act> {
        match self.choice {
            0 => vec![Act::Back],
            1 => {
                self.doing.apply(Move::Resume);
                self.changes += 1;
                Vec::new()
            }
            2 => vec![Act::Run(Command::Save)],
            _ => vec![Act::Ask(Ask::throw_away())],
        }
    }
}

impl Work for WriteWork {
    fn place(&self) -> Place {
        Place::Write
    }

    fn doing(&self) -> Doing {
        let mut doing = self.doing.clone();
        doing.apply(Move::Text(self.field.editor.text()));
        Doing::Write(doing)
    }

    fn revision(&self) -> u64 {
        self.field.editor.revision() + self.changes
    }

    fn is_empty(&self) -> bool {
        self.field.editor.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        if !self.doing.stopped {
            self.field.on(sheet, 0, 0, true, Vec::new());
            return;
        }
        let theme = cx.theme;
        sheet.line(
            "You stopped. The page is covered, and every word is kept.",
            theme.strong,
        );
        sheet.gap();
        sheet.prose(
            "Look up. Name five things that you can see. Put both feet on the floor and breathe \
             out slowly. There is nothing that you have to do now.",
            theme.text,
            0,
        );
        sheet.gap();
        for (place, (name, about)) in CHOICES.iter().enumerate() {
            let focused = place == self.choice;
            let style = if focused { theme.strong } else { theme.text };
            sheet.focusing(focused, |sheet| {
                sheet.row(
                    pointer(focused, cx)
                        .target(*name, style, Target::Item(place))
                        .at(24)
                        .text(*about, theme.dim),
                );
            });
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        if self.doing.stopped {
            return None;
        }
        let timer = self.doing.timer(&self.spec)?;
        let mut sheet = Sheet::new(size.width, cx.theme);
        let stop = cx.key(Command::Stop);
        let says = match timer {
            Timer::Left(1) => "about a minute left".to_owned(),
            Timer::Left(minutes) => format!("about {minutes} minutes left"),
            Timer::Over => "the time is over; write on or stop, as you like".to_owned(),
        };
        let row = Row::new().text(says, cx.theme.dim);
        let stop = format!("{stop} stops at once");
        let at = size
            .width
            .saturating_sub(super::super::sheet::columns(&stop));
        let row = if at > row.end() + 1 {
            row.at(at)
                .target(stop, cx.theme.dim, Target::Command(Command::Stop))
        } else {
            row
        };
        sheet.row(row);
        Some(sheet)
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, used: u16) {
        self.field
            .fill(size.width, size.height.saturating_sub(used).max(3));
    }

    fn field(&mut self) -> Option<&mut Editor> {
        (!self.doing.stopped).then_some(&mut self.field.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        !self.doing.stopped
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::Stop | Command::Editor => !self.doing.stopped,
            Command::Enter | Command::Up | Command::Down => self.doing.stopped,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Stop => {
                self.doing.apply(Move::Stop);
                self.changes += 1;
                self.choice = 0;
            }
            Command::Up => self.choice = self.choice.saturating_sub(1),
            Command::Down => self.choice = (self.choice + 1).min(CHOICES.len() - 1),
            Command::Enter => return self.choose(),
            Command::Editor => return vec![Act::Edit(self.field.editor.text())],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if self.doing.stopped && place < CHOICES.len() => {
                self.choice = place;
                self.choose()
            }
            Target::Item(_) | Target::Choice(..) | Target::Text(_) | Target::Command(_) => {
                Vec::new()
            }
        }
    }

    fn spent(&mut self, seconds: u32) {
        if self.spec.minutes.is_some() && !self.doing.stopped {
            self.doing.apply(Move::Spent(seconds));
        }
    }

    fn next_change(&self) -> Option<Duration> {
        let seconds = self.doing.next_change(&self.spec)?;
        (!self.doing.stopped).then(|| Duration::from_secs(seconds.into()))
    }

    fn enter_hint(&self) -> Option<String> {
        self.doing.stopped.then(|| "choose".to_owned())
    }

    fn caret(&self) -> usize {
        self.field.editor.caret_offset()
    }
}
