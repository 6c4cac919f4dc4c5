//! A letter to a day to come: its words, and the day until which it is closed.

use chrono::NaiveDate;

use super::Work;
use crate::exercise::letter::{self, Move, OpensBy};
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::day::DayField;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};

// The places of the two fields.
const TEXT: usize = 0;
const DAY: usize = 1;

/// Rows under the text: a gap, the day with its label and what is said back, and what that means.
const UNDER: u16 = 7;

pub struct LetterWork {
    spec: letter::Spec,
    doing: letter::Doing,
    today: NaiveDate,
    text: Field,
    day: DayField,
    at: usize,
    changes: u64,
}

impl LetterWork {
    pub fn new(spec: letter::Spec, doing: letter::Doing, caret: Option<usize>) -> LetterWork {
        let mut work = LetterWork {
            today: NaiveDate::default(),
            text: Field::page(&doing.text, &spec.placeholder),
            day: DayField::new(doing.opens.clone()),
            at: TEXT,
            changes: 0,
            spec,
            doing,
        };
        let fields = [&work.text, &work.day.field].into_iter();
        if let Some((place, offset)) = caret.and_then(|caret| field_of_caret(fields, caret)) {
            work.at = place;
            if let Some(editor) = work.field() {
                editor.set_caret_offset(offset);
            }
        }
        work
    }

    /// What saving it will mean.
    fn means(&self) -> &'static str {
        match self.doing.opens.on {
            Some(on) if on > self.today => {
                "Once it is saved it is closed until that day, to you too. Before that it cannot be \
                 changed. It can be deleted, or opened early after a question."
            }
            Some(_) => "That day is not to come, so it stays open.",
            None => "",
        }
    }
}

impl Work for LetterWork {
    fn place(&self) -> Place {
        Place::Letter
    }

    fn on_day(&mut self, today: NaiveDate) {
        self.today = today;
        if self.doing.opens_by == OpensBy::Nobody {
            self.doing.apply(&self.spec, Move::Offer(today));
            self.day = DayField::new(self.doing.opens.clone());
        }
    }

    fn doing(&self) -> Doing {
        Doing::Letter(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        self.text.on(sheet, TEXT, 0, self.at == TEXT, Vec::new());
        sheet.gap();
        let focused = self.at == DAY;
        let style = if focused { theme.strong } else { theme.dim };
        let label = self.spec.opens.clone();
        sheet.row(Row::new().target(label, style, Target::Text(DAY)));
        self.day.on(sheet, DAY, 2, focused, self.today);
        sheet.prose(self.means(), theme.dim, 0);
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, used: u16) {
        let room = size.height.saturating_sub(used + UNDER).max(3);
        self.text.grow(size.width, room.min(8)..=room);
        self.day.settle(size.width.saturating_sub(2));
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.field_at(self.at)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        Some(match place {
            DAY => &mut self.day.field.editor,
            _ => &mut self.text.editor,
        })
    }

    fn typing(&self) -> bool {
        true
    }

    fn typed(&mut self) {
        let step = match self.at {
            DAY => Move::Opens(self.day.read(self.today).clone()),
            _ => Move::Text(self.text.editor.text()),
        };
        self.doing.apply(&self.spec, step);
        self.changes += 1;
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart | Command::PreviousPart => true,
            Command::Up | Command::Enter => self.at == DAY,
            Command::Down | Command::Editor => self.at == TEXT,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::NextPart | Command::PreviousPart => self.at = DAY - self.at,
            Command::Up => self.at = TEXT,
            Command::Down => self.at = DAY,
            Command::Enter => return vec![Act::Run(Command::Save)],
            Command::Editor => return vec![Act::Edit(self.text.editor.text())],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        if let Target::Text(place) = target {
            self.at = place.min(DAY);
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        self.at = match problem.part.as_deref() {
            Some("opens") => DAY,
            Some(_) | None => TEXT,
        };
    }

    fn enter_hint(&self) -> Option<String> {
        Some("save".to_owned())
    }

    fn caret(&self) -> usize {
        caret_among([&self.text, &self.day.field].into_iter(), self.at)
    }
}
