//! Cards of one form: the one with the focus is open for writing, the others are folded.

mod draw;
mod point;

use chrono::NaiveDate;

use self::point::{Pointed, Why};
use super::Work;
use crate::exercise::cards::{self, Form, Move};
use crate::exercise::flag::Finder;
use crate::exercise::rule::Watch;
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::day::DayField;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};

/// The field of a card.
enum Slot {
    Words(Field),
    Day(DayField),
}

impl Slot {
    fn field(&self) -> &Field {
        match self {
            Slot::Words(field) => field,
            Slot::Day(day) => &day.field,
        }
    }

    fn editor(&mut self) -> &mut Editor {
        match self {
            Slot::Words(field) => &mut field.editor,
            Slot::Day(day) => &mut day.field.editor,
        }
    }
}

pub struct CardsWork {
    spec: cards::Spec,
    doing: cards::Doing,
    finder: Finder,
    watch: Watch,
    rows: Vec<Vec<Slot>>,
    /// The card with the focus; past the last one it is the line that adds one.
    at: usize,
    field: usize,
    /// What is pointed out in each field of the card with the focus.
    pointed: Vec<Vec<Pointed>>,
    today: NaiveDate,
    changes: u64,
}

impl CardsWork {
    pub fn new(spec: cards::Spec, doing: cards::Doing, caret: Option<usize>) -> CardsWork {
        // A pack may have changed under a draft.
        let doing = doing.fitted(&spec);
        let mut work = CardsWork {
            finder: Finder::new(&spec.flags),
            watch: Watch::new(&spec.rules),
            rows: Vec::new(),
            at: 0,
            field: 0,
            pointed: Vec::new(),
            today: NaiveDate::default(),
            changes: 0,
            spec,
            doing,
        };
        work.make_rows();
        let found = caret.and_then(|caret| field_of_caret(work.fields(), caret));
        match found {
            Some((place, offset)) => {
                work.go(place / work.count(), place % work.count());
                if let Some(editor) = work.field() {
                    editor.set_caret_offset(offset);
                }
            }
            // What is complete is looked over first, with every card folded.
            None => {
                let all = work.doing.rows.len();
                let open = (0..all).find(|row| !work.is_complete(*row));
                work.go(open.unwrap_or(if work.may_add() { all } else { 0 }), 0);
            }
        }
        work
    }

    /// How many fields a card has. The loader sees to it that there is one at least.
    fn count(&self) -> usize {
        self.spec.fields.len().max(1)
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.rows.iter().flatten().map(Slot::field)
    }

    fn make_rows(&mut self) {
        let slot = |row: &cards::Row, field: &cards::Field| match field.form {
            Form::Text => Slot::Words(Field::page(row.text(&field.id), "")),
            Form::Line => Slot::Words(Field::line(row.text(&field.id), "")),
            Form::Day { .. } => {
                let typed = row.days.get(&field.id).cloned();
                Slot::Day(DayField::new(typed.unwrap_or_default()))
            }
        };
        let slots = |row| self.spec.fields.iter().map(|f| slot(row, f)).collect();
        self.rows = self.doing.rows.iter().map(slots).collect();
    }

    fn may_add(&self) -> bool {
        self.spec.at_most.is_none_or(|most| self.rows.len() < most)
    }

    fn on_add(&self) -> bool {
        self.at >= self.rows.len()
    }

    /// Whether nothing is missing in a card.
    fn is_complete(&self, row: usize) -> bool {
        let Some(card) = self.doing.rows.get(row) else {
            return true;
        };
        let missing = |field: &cards::Field| {
            let unread = card.days.get(&field.id).is_some_and(|d| d.day().is_err());
            unread || (!field.optional && card.text(&field.id).trim().is_empty())
        };
        !self.spec.fields.iter().any(missing)
            && self
                .doing
                .complaints(&self.spec, &self.watch, row)
                .is_empty()
    }

    /// To a card and a field in it.
    fn go(&mut self, row: usize, field: usize) {
        self.at = row.min(self.rows.len());
        self.field = match self.on_add() {
            true => 0,
            false => field.min(self.count() - 1),
        };
        self.look();
    }

    /// The next field, of the next card after the last one, and round over the line that adds one.
    fn step(&mut self, forward: bool) {
        let fields = self.rows.len() * self.count();
        let stops = fields + usize::from(self.may_add());
        let now = match self.on_add() {
            true => fields,
            false => self.at * self.count() + self.field,
        };
        let next = (now + if forward { 1 } else { stops - 1 }) % stops;
        self.go(next / self.count(), next % self.count());
    }

    /// The next card, or the line that adds one.
    fn step_card(&mut self, forward: bool) {
        let stops = self.rows.len() + usize::from(self.may_add());
        let now = self.at.min(stops - 1);
        self.go((now + if forward { 1 } else { stops - 1 }) % stops, 0);
    }

    /// Does a step that changes the cards themselves, and goes to one of them.
    fn turn(&mut self, step: Move, to: impl FnOnce(&CardsWork) -> usize) -> Vec<Act> {
        match self.doing.apply(&self.spec, step) {
            Ok(()) => {
                self.changes += 1;
                self.make_rows();
                let row = to(self);
                self.go(row, 0);
                Vec::new()
            }
            Err(problem) => vec![Act::Say(problem.says)],
        }
    }

    fn add(&mut self) -> Vec<Act> {
        self.turn(Move::Add, |work| work.rows.len() - 1)
    }

    fn bring_back(&mut self) -> Vec<Act> {
        let place = self.doing.gone.last().map_or(0, |(place, _)| *place);
        self.turn(Move::BringBack, |work| place.min(work.rows.len() - 1))
    }

    fn remove(&mut self) -> Vec<Act> {
        let (at, before) = (self.at, self.doing.gone.len());
        self.turn(Move::Remove(at), |work| at.min(work.rows.len() - 1));
        match self.doing.gone.len() > before {
            true => vec![Act::Say(
                "Taken away. It can be brought back with the key below.".to_owned(),
            )],
            false => Vec::new(),
        }
    }
}

impl Work for CardsWork {
    fn place(&self) -> Place {
        Place::Cards
    }

    fn on_day(&mut self, today: NaiveDate) {
        self.today = today;
    }

    fn doing(&self) -> Doing {
        Doing::Cards(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.gone.is_empty() && self.doing.rows.iter().all(cards::Row::is_empty)
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_cards(cx, sheet);
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        Some(self.draw_note(cx, size))
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        let width = size.width.saturating_sub(2);
        let least = if size.height < 20 { 1 } else { 2 };
        // Only the open card is drawn with its fields.
        let open = self.rows.get_mut(self.at).into_iter().flatten();
        for (slot, field) in open.zip(&self.spec.fields) {
            match (slot, field.form) {
                (Slot::Words(words), Form::Text) => words.grow(width, least..=8),
                (Slot::Words(words), Form::Line | Form::Day { .. }) => words.grow(width, 1..=4),
                (Slot::Day(day), _) => day.settle(width),
            }
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        let slot = self.rows.get_mut(self.at)?.get_mut(self.field)?;
        Some(slot.editor())
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        let (row, field) = (place / self.count(), place % self.count());
        Some(self.rows.get_mut(row)?.get_mut(field)?.editor())
    }

    fn typing(&self) -> bool {
        !self.on_add()
    }

    fn typed(&mut self) {
        let (at, today) = (self.at, self.today);
        let Some(id) = self.spec.fields.get(self.field).map(|f| f.id.clone()) else {
            return;
        };
        let slot = self
            .rows
            .get_mut(at)
            .and_then(|row| row.get_mut(self.field));
        let step = match slot {
            Some(Slot::Words(field)) => Move::Text(at, id, field.editor.text()),
            Some(Slot::Day(day)) => Move::Day(at, id, day.read(today).clone()),
            None => return,
        };
        // Typing into a card that is there cannot fail.
        let _ = self.doing.apply(&self.spec, step);
        self.changes += 1;
        self.look();
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart | Command::PreviousPart | Command::Up | Command::Down => true,
            Command::Enter => {
                // Where there are several lines it begins a new one.
                let field = self.spec.fields.get(self.field);
                self.on_add() || field.is_none_or(|field| field.form != Form::Text)
            }
            Command::NextCard | Command::PreviousCard => {
                self.rows.len() + usize::from(self.may_add()) > 1
            }
            Command::Add => self.may_add(),
            Command::Remove => {
                let empty = self
                    .doing
                    .rows
                    .get(self.at)
                    .is_none_or(cards::Row::is_empty);
                !self.on_add() && (self.rows.len() > 1 || !empty)
            }
            Command::BringBack => !self.doing.gone.is_empty(),
            Command::NextFlag => self.has_next_phrase(),
            Command::KeepFlag => {
                let flag = |pointed: &Pointed| matches!(pointed.why, Why::Flag(_));
                self.current().is_some_and(flag)
            }
            Command::Editor => self.typing(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Enter if self.on_add() => return self.add(),
            Command::NextPart | Command::Down | Command::Enter => self.step(true),
            Command::PreviousPart | Command::Up => self.step(false),
            Command::NextCard => self.step_card(true),
            Command::PreviousCard => self.step_card(false),
            Command::Add => return self.add(),
            Command::Remove => return self.remove(),
            Command::BringBack => return self.bring_back(),
            Command::NextFlag => {
                if let Some((field, end)) = self.next_phrase() {
                    self.go(self.at, field);
                    if let Some(editor) = self.field() {
                        editor.set_caret_offset(end);
                    }
                }
            }
            Command::KeepFlag => self.keep(),
            Command::Editor => {
                let text = self.field().map(|editor| editor.text());
                return text.map(Act::Edit).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) => self.go(place, 0),
            Target::Text(place) => self.go(place / self.count(), place % self.count()),
            Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn caret(&self) -> usize {
        caret_among(self.fields(), self.at * self.count() + self.field)
    }

    fn show(&mut self, problem: &Problem) {
        let Some((card, id)) = problem.part.as_ref().and_then(|part| part.split_once('.')) else {
            return;
        };
        let row = card.parse().ok().and_then(|card| self.doing.row_of(card));
        let field = self.spec.fields.iter().position(|field| field.id == id);
        if let (Some(row), Some(field)) = (row, field) {
            self.go(row, field);
            let rule = |pointed: &&Pointed| matches!(pointed.why, Why::Rule(_));
            let end = self.pointed[field].iter().find(rule).map(|p| p.range.end);
            if let (Some(end), Some(editor)) = (end, self.field()) {
                editor.set_caret_offset(end);
            }
        }
    }

    fn enter_hint(&self) -> Option<String> {
        Some(if self.on_add() { "add" } else { "next" }.to_owned())
    }
}
