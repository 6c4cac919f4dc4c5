//! Dated events along a line; the one with the focus is open for writing.

mod draw;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::pages::pointer;
use super::super::sheet::Sheet;
use super::super::view::{Act, Cx, Size};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::{Field, caret_among, field_of_caret};
use super::Work;
use crate::exercise::timeline::{self, Asks, Move, Row as Event};
use crate::exercise::{Doing, Problem};

/// The parts of an event, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Kind,
    What,
    First,
    Second,
}

const PARTS: [Part; 4] = [Part::Kind, Part::What, Part::First, Part::Second];
/// Those that are text fields.
const WRITTEN: [Part; 3] = [Part::What, Part::First, Part::Second];

struct Fields {
    what: Field,
    first: Field,
    second: Field,
}

pub struct TimelineWork {
    spec: timeline::Spec,
    doing: timeline::Doing,
    fields: Vec<Fields>,
    /// The event with the focus; past the last one it is the line that adds one.
    at: usize,
    part: Part,
    changes: u64,
    gone: Option<Event>,
}

impl TimelineWork {
    pub fn new(
        spec: timeline::Spec,
        mut doing: timeline::Doing,
        caret: Option<usize>,
    ) -> TimelineWork {
        if doing.rows.is_empty() {
            doing.apply(&spec, Move::Add);
        }
        let mut work = TimelineWork {
            spec,
            doing,
            fields: Vec::new(),
            at: 0,
            part: Part::What,
            changes: 0,
            gone: None,
        };
        work.make_fields();
        let caret = caret.and_then(|caret| field_of_caret(work.all_fields(), caret));
        let row = caret.map(|(field, _)| work.doing.rows[field / WRITTEN.len()].clone());
        work.order();
        let same = |row| work.doing.rows.iter().position(|other| *other == row);
        work.at = row.and_then(same).unwrap_or(work.doing.rows.len() - 1);
        if let Some((field, offset)) = caret {
            work.part = WRITTEN[field % WRITTEN.len()];
            if let Some(editor) = work.field() {
                editor.set_caret_offset(offset);
            }
        }
        work
    }

    /// The fields of each event, in their order.
    fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .flat_map(|fields| [&fields.what, &fields.first, &fields.second])
    }

    fn make_fields(&mut self) {
        self.fields = self
            .doing
            .rows
            .iter()
            .map(|row| self.fields_of(row))
            .collect();
    }

    /// Puts the events in order and makes their fields anew.
    fn order(&mut self) {
        self.doing.apply(&self.spec, Move::Order);
        self.make_fields();
    }

    fn fields_of(&self, row: &Event) -> Fields {
        let (first, second) = match self.spec.asks {
            Asks::Happened => (&row.happened, &row.learned),
            Asks::Learned => (&row.learned, &row.happened),
        };
        Fields {
            what: Field::page(&row.what, &self.spec.placeholder),
            first: Field::line(first, "2024, March 2024 or 12 March 2024"),
            second: Field::line(second, "if known"),
        }
    }

    fn on_add(&self) -> bool {
        self.at >= self.doing.rows.len()
    }

    fn add(&mut self) {
        self.order();
        self.doing.apply(&self.spec, Move::Add);
        let row = self.doing.rows.last().cloned().unwrap_or_default();
        self.fields.push(self.fields_of(&row));
        self.at = self.doing.rows.len() - 1;
        self.part = Part::What;
        self.changes += 1;
    }

    fn step(&mut self, forward: bool) {
        let place = PARTS
            .iter()
            .position(|part| *part == self.part)
            .unwrap_or(0);
        let stops = self.doing.rows.len() * PARTS.len() + 1;
        let now = if self.on_add() {
            stops - 1
        } else {
            self.at * PARTS.len() + place
        };
        let next = (now + if forward { 1 } else { stops - 1 }) % stops;
        self.at = next / PARTS.len();
        self.part = PARTS[next % PARTS.len()];
        if self.on_add() {
            self.part = Part::Kind;
        }
    }

    fn turn_kind(&mut self, forward: bool) {
        let Some(row) = self.doing.rows.get(self.at) else {
            return;
        };
        let count = self.spec.kinds.len().max(1);
        let now = self.spec.kinds.iter().position(|kind| kind.id == row.kind);
        let next = (now.unwrap_or(0) + if forward { 1 } else { count - 1 }) % count;
        self.doing.apply(&self.spec, Move::Kind(self.at, next));
        self.changes += 1;
    }
}

impl Work for TimelineWork {
    fn place(&self) -> Place {
        Place::Timeline
    }

    fn doing(&self) -> Doing {
        Doing::Timeline(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.rows.iter().all(|row| {
            [&row.what, &row.happened, &row.learned]
                .iter()
                .all(|text| text.trim().is_empty())
        })
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        for (place, row) in self.doing.rows.iter().enumerate() {
            if place == self.at {
                self.open(cx, sheet, place, row);
            } else {
                self.folded(cx, sheet, place, row);
            }
        }
        let focused = self.on_add();
        let style = if focused { theme.strong } else { theme.dim };
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx);
            sheet.row(row.target("+ one more event", style, Target::Command(Command::Add)));
        });
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        let width = size.width;
        for fields in &mut self.fields {
            fields.what.grow(width.saturating_sub(2), 1..=6);
            fields.first.grow(width.saturating_sub(4), 1..=1);
            fields.second.grow(width.saturating_sub(4), 1..=1);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        let place = PARTS.iter().position(|part| *part == self.part)?;
        self.field_at(self.at * PARTS.len() + place)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        let fields = self.fields.get_mut(place / PARTS.len())?;
        match PARTS[place % PARTS.len()] {
            Part::Kind => None,
            Part::What => Some(&mut fields.what.editor),
            Part::First => Some(&mut fields.first.editor),
            Part::Second => Some(&mut fields.second.editor),
        }
    }

    fn typing(&self) -> bool {
        !self.on_add() && self.part != Part::Kind
    }

    fn typed(&mut self) {
        let Some(fields) = self.fields.get(self.at) else {
            return;
        };
        let (place, asks) = (self.at, self.spec.asks);
        let step = match (self.part, asks) {
            (Part::Kind, _) => return,
            (Part::What, _) => Move::What(place, fields.what.editor.text()),
            (Part::First, Asks::Happened) => Move::Happened(place, fields.first.editor.text()),
            (Part::First, Asks::Learned) => Move::Learned(place, fields.first.editor.text()),
            (Part::Second, Asks::Happened) => Move::Learned(place, fields.second.editor.text()),
            (Part::Second, Asks::Learned) => Move::Happened(place, fields.second.editor.text()),
        };
        self.doing.apply(&self.spec, step);
        self.changes += 1;
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart
            | Command::PreviousPart
            | Command::Up
            | Command::Down
            | Command::Add => true,
            // In the words of an event Enter begins a new line.
            Command::Enter => self.on_add() || self.part != Part::What,
            Command::Left | Command::Right => !self.on_add() && self.part == Part::Kind,
            Command::Remove => !self.on_add(),
            Command::BringBack => self.gone.is_some(),
            Command::Editor => self.typing(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::NextPart | Command::Down => self.step(true),
            Command::PreviousPart | Command::Up => self.step(false),
            Command::Enter if self.on_add() => self.add(),
            Command::Enter if self.part == Part::Kind => self.turn_kind(true),
            Command::Enter => self.step(true),
            Command::Left => self.turn_kind(false),
            Command::Right => self.turn_kind(true),
            Command::Add => self.add(),
            Command::Remove => {
                let row = self.doing.rows.get(self.at).cloned();
                if let Some(row) = row {
                    self.gone = Some(row);
                    self.doing.apply(&self.spec, Move::Remove(self.at));
                    self.fields.remove(self.at);
                    self.changes += 1;
                }
                if self.doing.rows.is_empty() {
                    self.add();
                }
                self.at = self.at.min(self.doing.rows.len() - 1);
                return vec![Act::Say(
                    "Taken away. It can be brought back with the key below.".to_owned(),
                )];
            }
            Command::BringBack => {
                if let Some(row) = self.gone.take() {
                    self.fields.push(self.fields_of(&row));
                    self.doing.rows.push(row);
                    self.at = self.doing.rows.len() - 1;
                    self.changes += 1;
                }
            }
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
            Target::Item(place) => {
                self.at = place.min(self.doing.rows.len());
                self.part = Part::What;
            }
            Target::Text(place) => {
                self.at = (place / PARTS.len()).min(self.doing.rows.len());
                self.part = PARTS[place % PARTS.len()];
            }
            Target::Choice(place, kind) => {
                self.at = place.min(self.doing.rows.len());
                self.doing.apply(&self.spec, Move::Kind(place, kind));
                self.changes += 1;
            }
            Target::Command(_) => {}
        }
        Vec::new()
    }

    fn caret(&self) -> usize {
        let part = WRITTEN.iter().position(|part| *part == self.part);
        let field = self.at * WRITTEN.len() + part.unwrap_or(0);
        caret_among(self.all_fields(), field)
    }

    fn show(&mut self, problem: &Problem) {
        if let Some(place) = problem
            .part
            .as_ref()
            .and_then(|part| part.parse::<usize>().ok())
            && place < self.doing.rows.len()
        {
            self.at = place;
        }
    }

    fn enter_hint(&self) -> Option<String> {
        Some(if self.on_add() { "add" } else { "next" }.to_owned())
    }
}
