//! A promise: its words, its day, and what came of it.

mod draw;
mod point;

use chrono::NaiveDate;

use super::Work;
use crate::exercise::flag::{Finder, Hit};
use crate::exercise::promise::{self, CHECK, DUE, KEPT_ON, Move, PROMISE, Stand, State};
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::day::DayField;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};
use crate::tui::widgets::note::note;

// The places of the fields, those of the repair form from `REPAIR` on.
const WORDS: usize = 0;
const SIGN: usize = 1;
const DAY: usize = 2;
const KEPT: usize = 3;
const REPAIR: usize = 4;

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Kept,
    KeptOn,
    NotKept,
    TakeBack,
    WriteOn,
    OpenAgain,
    Word,
    /// From a form to the promise, before anything is said of it.
    Back,
}

/// What the focus goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Field(usize),
    Choice(Choice),
}

pub struct PromiseWork {
    spec: promise::Spec,
    doing: promise::Doing,
    today: NaiveDate,
    words: Field,
    sign: Field,
    day: DayField,
    kept: DayField,
    repair: Vec<Field>,
    finder: Finder,
    repair_finder: Finder,
    /// What is pointed out in each field.
    hits: Vec<Vec<Hit>>,
    at: usize,
    changes: u64,
}

impl PromiseWork {
    pub fn new(spec: promise::Spec, doing: promise::Doing, caret: Option<usize>) -> PromiseWork {
        let text = |id: &String| doing.repair.get(id).map_or("", String::as_str);
        let repair: Vec<Field> = spec
            .repair
            .iter()
            .map(|slot| Field::page(text(&slot.id), ""))
            .collect();
        let mut work = PromiseWork {
            today: NaiveDate::default(),
            words: Field::page(&doing.promise, ""),
            sign: Field::page(&doing.check, ""),
            day: DayField::new(doing.due.clone()),
            kept: DayField::new(doing.kept_on.clone()),
            hits: vec![Vec::new(); REPAIR + repair.len()],
            repair,
            finder: Finder::new(&spec.flags),
            repair_finder: Finder::new(&spec.repair_flags),
            at: 0,
            changes: 0,
            spec,
            doing,
        };
        let found = caret.and_then(|caret| field_of_caret(work.fields(), caret));
        if let Some((place, offset)) = found {
            if let Some(editor) = work.field_at(place) {
                editor.set_caret_offset(offset);
            }
            work.focus(Stop::Field(place));
        }
        for place in 0..work.hits.len() {
            work.look(place);
        }
        work
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        let own = [&self.words, &self.sign, &self.day.field, &self.kept.field];
        own.into_iter().chain(&self.repair)
    }

    /// What the focus goes to, from top to bottom.
    fn stops(&self) -> Vec<Stop> {
        let mut stops: Vec<Stop> = match self.doing.stand {
            Stand::Wording => [WORDS, SIGN, DAY].map(Stop::Field).to_vec(),
            Stand::Keeping => vec![Stop::Field(KEPT)],
            Stand::Repairing => {
                let places = REPAIR..REPAIR + self.repair.len();
                places.map(Stop::Field).collect()
            }
            Stand::Looking => return self.choices(),
        };
        if self.doing.made {
            stops.push(Stop::Choice(Choice::Back));
        }
        stops
    }

    /// What can be said of it. One whose day is over is not taken back any more.
    fn choices(&self) -> Vec<Stop> {
        let choices: &[Choice] = match &self.doing.state {
            State::Open if !self.is_over() => &[
                Choice::Kept,
                Choice::KeptOn,
                Choice::NotKept,
                Choice::TakeBack,
                Choice::Word,
            ],
            State::Open => &[Choice::Kept, Choice::KeptOn, Choice::NotKept, Choice::Word],
            State::Broken(_) => &[Choice::WriteOn, Choice::OpenAgain, Choice::Word],
            State::Kept(_) | State::Released(_) => &[Choice::OpenAgain, Choice::Word],
        };
        choices.iter().copied().map(Stop::Choice).collect()
    }

    /// Whether its day is over.
    fn is_over(&self) -> bool {
        self.doing.due.on.is_some_and(|due| due < self.today)
    }

    fn stop(&self) -> Option<Stop> {
        self.stops().get(self.at).copied()
    }

    fn focus(&mut self, stop: Stop) {
        if let Some(at) = self.stops().iter().position(|other| *other == stop) {
            self.at = at;
        }
    }

    fn place(&self) -> Option<usize> {
        match self.stop()? {
            Stop::Field(place) => Some(place),
            Stop::Choice(_) => None,
        }
    }

    /// The name under which a field keeps what is meant as it stands.
    fn name(&self, place: usize) -> &str {
        match place {
            WORDS => PROMISE,
            SIGN => CHECK,
            DAY => DUE,
            KEPT => KEPT_ON,
            place => self.spec.repair.get(place - REPAIR).map_or("", |s| &s.id),
        }
    }

    fn text(&self, place: usize) -> String {
        let field = self.fields().nth(place);
        field.map(|field| field.editor.text()).unwrap_or_default()
    }

    fn step(&mut self, forward: bool) {
        let count = self.stops().len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }

    /// To another part of the page.
    fn turn(&mut self, step: Move) -> Vec<Act> {
        self.doing.apply(step);
        self.kept = DayField::new(self.doing.kept_on.clone());
        self.at = 0;
        Vec::new()
    }

    /// Says what came of it, and saves that.
    fn say(&mut self, step: Move) -> Vec<Act> {
        self.changes += 1;
        self.turn(step);
        vec![Act::Run(Command::Save)]
    }

    fn choose(&mut self, choice: Choice) -> Vec<Act> {
        // Of one whose day is over it is mostly said how it was on that day.
        let today = self.today;
        let on = self.doing.due.on.unwrap_or(today).min(today);
        match choice {
            Choice::Kept => self.say(Move::Kept(on)),
            Choice::KeptOn => self.turn(Move::KeptOn(on)),
            Choice::NotKept | Choice::WriteOn => self.turn(Move::NotKept(on)),
            Choice::TakeBack => self.say(Move::TakeBack(today)),
            Choice::OpenAgain => self.say(Move::OpenAgain),
            Choice::Word => self.turn(Move::Word),
            Choice::Back => self.turn(Move::Look),
        }
    }
}

impl Work for PromiseWork {
    fn place(&self) -> Place {
        Place::Promise
    }

    fn on_day(&mut self, today: NaiveDate) {
        self.today = today;
    }

    fn doing(&self) -> Doing {
        Doing::Promise(self.doing.clone())
    }

    fn finish(&mut self) -> Vec<Act> {
        let to_come = |on: NaiveDate| on > self.today;
        if self.doing.stand == Stand::Keeping && self.doing.kept_on.on.is_some_and(to_come) {
            return vec![Act::Say("That day has not come yet.".to_owned())];
        }
        Vec::new()
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_part(cx, sheet);
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        if self.doing.stand == Stand::Looking || self.doing.stand == Stand::Keeping {
            return None;
        }
        if let Some(note) = self.note(cx, size) {
            return Some(note);
        }
        let hint = match self.place() {
            Some(WORDS) => &self.spec.promise_hint,
            Some(SIGN) => &self.spec.check_hint,
            Some(place) if place >= REPAIR => &self.spec.repair[place - REPAIR].hint,
            Some(_) | None => "",
        };
        Some(note(cx, size, hint, None))
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        let width = size.width.saturating_sub(2);
        let least = if size.height < 20 { 1 } else { 2 };
        for field in [&mut self.words, &mut self.sign]
            .into_iter()
            .chain(&mut self.repair)
        {
            field.grow(width, least..=8);
        }
        self.day.settle(width);
        self.kept.settle(width);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        let place = self.place()?;
        self.field_at(place)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        let field = match place {
            WORDS => &mut self.words,
            SIGN => &mut self.sign,
            DAY => &mut self.day.field,
            KEPT => &mut self.kept.field,
            place => self.repair.get_mut(place - REPAIR)?,
        };
        Some(&mut field.editor)
    }

    fn typing(&self) -> bool {
        self.place().is_some()
    }

    fn typed(&mut self) {
        let Some(place) = self.place() else {
            return;
        };
        let step = match place {
            WORDS => Move::Promise(self.text(WORDS)),
            SIGN => Move::Check(self.text(SIGN)),
            DAY => Move::Due(self.day.read(self.today).clone()),
            KEPT => Move::TypeKept(self.kept.read(self.today).clone()),
            place => Move::Repair(self.name(place).to_owned(), self.text(place)),
        };
        self.doing.apply(step);
        self.changes += 1;
        self.look(place);
    }

    fn can(&self, command: Command) -> bool {
        let day = matches!(self.place(), Some(DAY | KEPT));
        match command {
            Command::NextPart | Command::PreviousPart | Command::Up | Command::Down => {
                self.stops().len() > 1
            }
            Command::Enter => day || !self.typing(),
            Command::NextFlag => self.next_phrase().is_some(),
            Command::KeepFlag => self.current().is_some(),
            Command::Editor => self.typing() && !day,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let last = self.stops().len().saturating_sub(1);
        match (command, self.stop()) {
            (Command::NextPart, _) => self.step(true),
            (Command::PreviousPart, _) => self.step(false),
            (Command::Up, _) => self.at = self.at.saturating_sub(1),
            (Command::Down, _) => self.at = (self.at + 1).min(last),
            (Command::Enter, Some(Stop::Choice(choice))) => return self.choose(choice),
            (Command::Enter, Some(Stop::Field(_))) => return vec![Act::Run(Command::Save)],
            (Command::NextFlag, _) => self.go_to_next_phrase(),
            (Command::KeepFlag, _) => self.keep(),
            (Command::Editor, Some(Stop::Field(place))) => {
                return vec![Act::Edit(self.text(place))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Text(place) => self.focus(Stop::Field(place)),
            Target::Item(at) => {
                if let Some(Stop::Choice(choice)) = self.stops().get(at).copied() {
                    self.at = at;
                    return self.choose(choice);
                }
            }
            Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let Some(part) = problem.part.as_deref() else {
            return;
        };
        let places = REPAIR + self.repair.len();
        let Some(place) = (0..places).find(|place| self.name(*place) == part) else {
            return;
        };
        self.doing.stand = match place {
            WORDS | SIGN | DAY => Stand::Wording,
            KEPT => Stand::Keeping,
            _ => Stand::Repairing,
        };
        self.focus(Stop::Field(place));
    }

    fn enter_hint(&self) -> Option<String> {
        let word = match self.stop() {
            Some(Stop::Choice(_)) | None => "choose",
            Some(Stop::Field(_)) => "save",
        };
        Some(word.to_owned())
    }

    fn caret(&self) -> usize {
        caret_among(self.fields(), self.place().unwrap_or(0))
    }
}
