//! Numbers between two named ends.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::keys::Chord;
use super::super::pages::pointer;
use super::super::sheet::{Row, Sheet, wrapped};
use super::super::view::{Act, Cx, Size};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::super::widgets::ladder::ladder;
use super::Work;
use crate::exercise::scale::{self, Move};
use crate::exercise::{Doing, Problem};

pub struct ScaleWork {
    spec: scale::Spec,
    doing: scale::Doing,
    note: Field,
    /// The question with the focus; past the last one it is the note.
    at: usize,
    changes: u64,
}

impl ScaleWork {
    pub fn new(spec: scale::Spec, doing: scale::Doing) -> ScaleWork {
        // Questions of the spec only, in its order: a pack may have changed under a draft.
        let value = |id: &str| {
            let found = doing.values.iter().find(|(question, _)| question == id);
            found.and_then(|(_, value)| *value)
        };
        let values = spec
            .questions
            .iter()
            .map(|question| (question.id.clone(), value(&question.id)))
            .collect();
        ScaleWork {
            note: Field::page(&doing.note, ""),
            doing: scale::Doing {
                values,
                note: doing.note.clone(),
            },
            spec,
            at: 0,
            changes: 0,
        }
    }

    fn stops(&self) -> usize {
        self.spec.questions.len() + usize::from(self.spec.note.is_some())
    }

    fn on_note(&self) -> bool {
        self.at >= self.spec.questions.len() && self.spec.note.is_some()
    }

    fn set(&mut self, step: Move) {
        self.doing.apply(&self.spec, step);
        self.changes += 1;
    }

    fn ladder(&self, cx: &Cx<'_>, place: usize, width: u16) -> Row {
        let value = self.doing.values.get(place).and_then(|(_, value)| *value);
        ladder(cx.theme, width, place, (value, self.spec.top), "not yet")
    }
}

/// How a number is given.
pub fn how_to_mark(cx: &Cx<'_>, top: u8) -> String {
    let arrows = match cx.theme.ascii {
        true => "Left and Right",
        false => "\u{2190} and \u{2192}",
    };
    // Ten has two digits, and the ladder reaches it.
    format!(
        "0 to {}, or {arrows}; Backspace leaves it blank.",
        top.min(9)
    )
}

impl Work for ScaleWork {
    fn place(&self) -> Place {
        Place::Scale
    }

    fn doing(&self) -> Doing {
        Doing::Scale(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.note.editor.is_empty() && self.doing.values.iter().all(|(_, v)| v.is_none())
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        sheet.prose(&how_to_mark(cx, self.spec.top), theme.dim, 0);
        sheet.gap();
        for (place, question) in self.spec.questions.iter().enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            sheet.focusing(focused, |sheet| {
                let room = sheet.width.saturating_sub(2);
                let lines = wrapped(&question.text, room).into_iter();
                for (line, text) in lines.enumerate() {
                    let row = pointer(focused && line == 0, cx);
                    sheet.row(row.target(text, style, Target::Item(place)));
                }
                let row = self.ladder(cx, place, sheet.width);
                sheet.row(row);
                let ends = format!(
                    "0 {} \u{b7} {} {}",
                    question.low, self.spec.top, question.high
                );
                sheet.prose(&ends, theme.dim, 2);
            });
            sheet.gap();
        }
        if let Some(ask) = &self.spec.note {
            let focused = self.on_note();
            let style = if focused { theme.strong } else { theme.dim };
            let place = self.spec.questions.len();
            sheet.prose_with(ask, style, 0, Some(Target::Text(place)));
            self.note.on(sheet, place, 2, focused, Vec::new());
        }
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        self.note.grow(size.width.saturating_sub(2), 2..=6);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.on_note().then_some(&mut self.note.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        self.on_note()
    }

    fn typed(&mut self) {
        let text = self.note.editor.text();
        self.set(Move::Note(text));
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart | Command::PreviousPart | Command::Up | Command::Down => {
                self.stops() > 1
            }
            Command::Left | Command::Right | Command::Enter => !self.on_note(),
            Command::Editor => self.on_note(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let last = self.stops().saturating_sub(1);
        match command {
            Command::NextPart => self.at = (self.at + 1) % self.stops().max(1),
            Command::PreviousPart => {
                self.at = (self.at + last) % self.stops().max(1);
            }
            Command::Down | Command::Enter => self.at = (self.at + 1).min(last),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Left => self.set(Move::Nudge(self.at, -1)),
            Command::Right => self.set(Move::Nudge(self.at, 1)),
            Command::Editor => return vec![Act::Edit(self.note.editor.text())],
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Act> {
        if key.code == KeyCode::Backspace && self.at < self.spec.questions.len() {
            self.set(Move::Clear(self.at));
        }
        if let Some(digit) = Chord::of(key).digit()
            && !self.on_note()
        {
            // A nought after a one makes ten.
            let value = self.doing.values.get(self.at).and_then(|(_, value)| *value);
            let ten = digit == 0 && value == Some(1) && self.spec.top >= 10;
            self.set(Move::Set(self.at, if ten { 10 } else { digit }));
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) | Target::Text(place) => self.at = place,
            Target::Choice(place, number) => {
                self.at = place;
                if let Ok(number) = u8::try_from(number) {
                    self.set(Move::Set(place, number));
                }
            }
            Target::Command(_) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let question = |q: &scale::Question| Some(&q.id) == problem.part.as_ref();
        if let Some(place) = self.spec.questions.iter().position(question) {
            self.at = place;
        }
    }

    fn enter_hint(&self) -> Option<String> {
        Some("next".to_owned())
    }
}
