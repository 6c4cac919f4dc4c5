//! Impacts: first all are named on one page, then each is taken up on a page of its own.

mod draw;
mod fields;
mod point;

use chrono::NaiveDate;

use self::fields::Fields;
use super::Work;
use crate::exercise::echo::{self, Move, Of};
use crate::exercise::flag::Finder;
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// A field of the impact at this place. That of the impact itself is among all the others.
    Field(usize, Of),
    /// The line that adds one.
    Add,
    /// The line that goes on to the first one that is taken up.
    On,
}

pub struct EchoWork {
    spec: echo::Spec,
    doing: echo::Doing,
    finder: Finder,
    rows: Vec<Fields>,
    at: Stop,
    today: NaiveDate,
    changes: u64,
}

/// The place of a field among all, as clicks and the caret of a draft count it.
fn number(row: usize, of: Of) -> usize {
    let place = Of::ALL.iter().position(|other| *other == of);
    row * Of::ALL.len() + place.unwrap_or(0)
}

fn stop_of(number: usize) -> Stop {
    Stop::Field(number / Of::ALL.len(), Of::ALL[number % Of::ALL.len()])
}

impl EchoWork {
    pub fn new(spec: echo::Spec, doing: echo::Doing, caret: Option<usize>) -> EchoWork {
        // A pack may have changed under a draft.
        let doing = doing.fitted(&spec);
        let mut work = EchoWork {
            finder: Finder::new(&spec.flags),
            rows: doing.rows.iter().map(Fields::new).collect(),
            at: Stop::On,
            today: NaiveDate::default(),
            changes: 0,
            spec,
            doing,
        };
        let caret = caret.and_then(|caret| field_of_caret(work.fields(), caret));
        match caret {
            Some((place, offset)) => {
                work.at = stop_of(place);
                if let Some(editor) = work.field() {
                    editor.set_caret_offset(offset);
                }
            }
            None => work.at = work.first_open().unwrap_or(Stop::On),
        }
        work
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        let of = |row| Of::ALL.map(|of| Fields::of(row, of));
        self.rows.iter().flat_map(of)
    }

    /// The first field that is empty and may not be: of the impacts first, as they are all named first.
    fn first_open(&self) -> Option<Stop> {
        let least = self.spec.at_least.max(1);
        let open = |row: &usize| self.doing.rows[*row].impact.trim().is_empty();
        let named = self.doing.rows.iter().filter(|row| !row.is_empty()).count();
        let impact = (0..self.rows.len()).find(open).filter(|_| named < least);
        let impact = impact.map(|row| Stop::Field(row, Of::Impact));
        impact.or_else(|| self.doing.written().find_map(|row| self.open_in(row)))
    }

    /// The first field of a row that is empty and may not be.
    fn open_in(&self, row: usize) -> Option<Stop> {
        let lacks = |of: &Of| {
            let empty = self.doing.rows[row].text(*of).trim().is_empty();
            empty && !self.spec.asked(*of).optional
        };
        let of = Of::ALL.into_iter().find(lacks)?;
        Some(Stop::Field(row, of))
    }

    /// Which impact is taken up; none while they are named.
    fn taken(&self) -> Option<usize> {
        match self.at {
            Stop::Field(row, Of::Back | Of::Repair | Of::By) => Some(row),
            Stop::Field(_, Of::Impact) | Stop::Add | Stop::On => None,
        }
    }

    fn may_add(&self) -> bool {
        self.spec.at_most.is_none_or(|most| self.rows.len() < most)
    }

    /// Every place where the focus can be, in the order of Tab.
    fn stops(&self) -> Vec<Stop> {
        let impacts = (0..self.rows.len()).map(|row| Stop::Field(row, Of::Impact));
        let mut stops: Vec<Stop> = impacts.collect();
        stops.extend(self.may_add().then_some(Stop::Add));
        stops.push(Stop::On);
        let then = |row: usize| Of::THEN.map(|of| Stop::Field(row, of));
        stops.extend(self.doing.written().flat_map(then));
        stops
    }

    fn step(&mut self, forward: bool) {
        let stops = self.stops();
        let now = stops.iter().position(|stop| *stop == self.at).unwrap_or(0);
        let next = (now + if forward { 1 } else { stops.len() - 1 }) % stops.len();
        self.at = stops[next];
    }

    /// From the page of all impacts to that of the first one, from one to the next, and round again.
    fn step_page(&mut self, forward: bool) -> Vec<Act> {
        let written: Vec<usize> = self.doing.written().collect();
        if written.is_empty() {
            self.at = Stop::Field(0, Of::Impact);
            return vec![Act::Say("Name one of them first.".to_owned())];
        }
        let taken = self.taken();
        let now = written.iter().position(|row| Some(*row) == taken);
        let next = match (now, forward) {
            (None, true) => written.first(),
            (None, false) => written.last(),
            (Some(now), true) => written.get(now + 1),
            (Some(now), false) => now.checked_sub(1).and_then(|before| written.get(before)),
        };
        self.at = match next {
            Some(row) => self.open_in(*row).unwrap_or(Stop::Field(*row, Of::Back)),
            None => Stop::Field(written[0], Of::Impact),
        };
        // An impact that was emptied is not asked for before it is gone back to.
        if let (Some(row), Stop::Field(_, Of::Impact)) = (next, self.at) {
            self.at = Stop::Field(*row, Of::Back);
        }
        Vec::new()
    }

    /// Does a step that changes the rows themselves, and goes to an impact.
    fn turn(&mut self, step: Move, to: usize) -> Vec<Act> {
        match self.doing.apply(&self.spec, step) {
            Ok(()) => {
                self.changes += 1;
                self.rows = self.doing.rows.iter().map(Fields::new).collect();
                self.at = Stop::Field(to.min(self.rows.len() - 1), Of::Impact);
                Vec::new()
            }
            Err(problem) => vec![Act::Say(problem.says)],
        }
    }

    /// The impact that would be taken away.
    fn removable(&self) -> Option<usize> {
        match self.at {
            Stop::Field(row, _) => {
                let empty = self.doing.rows.get(row).is_none_or(echo::Row::is_empty);
                (self.rows.len() > 1 || !empty).then_some(row)
            }
            Stop::Add | Stop::On => None,
        }
    }
}

impl Work for EchoWork {
    fn place(&self) -> Place {
        Place::Echo
    }

    fn on_day(&mut self, today: NaiveDate) {
        self.today = today;
    }

    fn doing(&self) -> Doing {
        Doing::Echo(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        match self.taken() {
            Some(row) => self.draw_taken(cx, sheet, row),
            None => self.draw_named(cx, sheet),
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        Some(self.note(cx, size))
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        let width = size.width.saturating_sub(2);
        let least = if size.height < 20 { 1 } else { 2 };
        for fields in &mut self.rows {
            fields.impact.grow(width.saturating_sub(4), 1..=4);
            fields.back.grow(width, least..=8);
            fields.repair.grow(width, least..=8);
            fields.by.settle(width);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match self.at {
            Stop::Field(row, of) => Some(self.rows.get_mut(row)?.editor(of)),
            Stop::Add | Stop::On => None,
        }
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        match stop_of(place) {
            Stop::Field(row, of) => Some(self.rows.get_mut(row)?.editor(of)),
            Stop::Add | Stop::On => None,
        }
    }

    fn typing(&self) -> bool {
        match self.at {
            Stop::Field(..) => true,
            Stop::Add | Stop::On => false,
        }
    }

    fn typed(&mut self) {
        let Stop::Field(row, of) = self.at else {
            return;
        };
        let today = self.today;
        let Some(fields) = self.rows.get_mut(row) else {
            return;
        };
        let step = match of {
            Of::By => Move::By(row, fields.by.read(today).clone()),
            Of::Impact | Of::Back | Of::Repair => Move::Text(row, of, fields.of(of).editor.text()),
        };
        // Typing into a row that is there cannot fail.
        let _ = self.doing.apply(&self.spec, step);
        self.changes += 1;
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart | Command::PreviousPart | Command::Up | Command::Down => true,
            Command::Enter => match self.at {
                // Where there are several lines it begins a new one.
                Stop::Field(_, of) => matches!(of, Of::Impact | Of::By),
                Stop::Add | Stop::On => true,
            },
            Command::NextCard | Command::PreviousCard => self.doing.written().next().is_some(),
            Command::Add => self.may_add(),
            Command::Remove => self.removable().is_some(),
            Command::BringBack => !self.doing.gone.is_empty(),
            Command::NextFlag => self.has_next_phrase(),
            Command::KeepFlag => self.current().is_some(),
            Command::Editor => self.typing(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Add => return self.turn(Move::Add, usize::MAX),
            Command::Enter if self.at == Stop::Add => return self.turn(Move::Add, usize::MAX),
            Command::Enter if self.at == Stop::On => return self.step_page(true),
            Command::NextPart | Command::Down | Command::Enter => self.step(true),
            Command::PreviousPart | Command::Up => self.step(false),
            Command::NextCard => return self.step_page(true),
            Command::PreviousCard => return self.step_page(false),
            Command::Remove => {
                if let Some(row) = self.removable() {
                    let before = self.doing.gone.len();
                    self.turn(Move::Remove(row), row);
                    if self.doing.gone.len() > before {
                        return vec![Act::Say(
                            "Taken away. It can be brought back with the key below.".to_owned(),
                        )];
                    }
                }
            }
            Command::BringBack => {
                let place = self.doing.gone.last().map_or(0, |(place, _)| *place);
                return self.turn(Move::BringBack, place);
            }
            Command::NextFlag => {
                if let Some((row, of, range)) = self.next_phrase() {
                    self.at = Stop::Field(row, of);
                    self.rows[row].editor(of).set_caret_offset(range.end);
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
            Target::Text(place) if place < number(self.rows.len(), Of::Impact) => {
                self.at = stop_of(place);
            }
            Target::Text(_) | Target::Item(_) | Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn caret(&self) -> usize {
        match self.at {
            Stop::Field(row, of) => caret_among(self.fields(), number(row, of)),
            Stop::Add | Stop::On => 0,
        }
    }

    fn show(&mut self, problem: &Problem) {
        let Some((place, name)) = problem.part.as_ref().and_then(|part| part.split_once('.'))
        else {
            return;
        };
        let of = Of::ALL.into_iter().find(|of| of.name() == name);
        let place = place.parse::<usize>().ok();
        let (Some(of), Some(place)) = (of, place) else {
            return;
        };
        let written: Vec<usize> = self.doing.written().collect();
        // Past the last one is the first place where another could be named.
        let free = || (0..self.rows.len()).find(|row| !written.contains(row));
        if let Some(row) = written.get(place).copied().or_else(free) {
            self.at = Stop::Field(row, of);
        }
    }

    fn enter_hint(&self) -> Option<String> {
        let word = match self.at {
            Stop::Field(..) => "next",
            Stop::Add => "add",
            Stop::On => "go on",
        };
        Some(word.to_owned())
    }
}
