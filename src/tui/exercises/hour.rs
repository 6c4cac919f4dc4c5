//! An hour of the week: booked first; once it is, its agenda is open.

use chrono::NaiveDate;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::pages::pointer;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size};
use super::super::widgets::day::DayField;
use super::super::widgets::editor::Editor;
use super::super::widgets::field::{Field, caret_among, field_of_caret};
use super::super::widgets::note::note;
use super::Work;
use crate::exercise::hour::{self, Move};
use crate::exercise::{Doing, Problem, day};

/// Where the day, the time and the first point stand among the fields. The closing line comes last.
const DAY: usize = 0;
const TIME: usize = 1;
const POINTS: usize = 2;

pub struct HourWork {
    spec: hour::Spec,
    doing: hour::Doing,
    day: DayField,
    time: Field,
    /// A page for each point, and the closing line.
    pages: Vec<Field>,
    /// The field with the focus; past the last one it is the way to put the hour off.
    at: usize,
    today: NaiveDate,
    changes: u64,
}

impl HourWork {
    pub fn new(spec: hour::Spec, doing: hour::Doing, caret: Option<usize>) -> HourWork {
        let noted = |id: &str| doing.notes.get(id).map_or("", String::as_str);
        let points = spec.points.iter();
        let mut pages: Vec<Field> = points
            .map(|point| Field::page(noted(&point.id), ""))
            .collect();
        pages.push(Field::page(&doing.closing, ""));
        let mut work = HourWork {
            day: DayField::new(doing.on.clone()),
            time: Field::line(&doing.at, "20:00, or nothing"),
            pages,
            at: if doing.booked { POINTS } else { DAY },
            today: NaiveDate::default(),
            changes: 0,
            spec,
            doing,
        };
        let found = caret.and_then(|caret| field_of_caret(work.fields(), caret));
        if let Some((place, offset)) = found
            && (work.doing.booked || place < POINTS)
        {
            work.at = place;
            if let Some(editor) = work.editor(place) {
                editor.set_caret_offset(offset);
            }
        }
        work
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        [&self.day.field, &self.time].into_iter().chain(&self.pages)
    }

    /// How many fields can be reached: the agenda opens once the hour is booked.
    fn open(&self) -> usize {
        match self.doing.booked {
            true => POINTS + self.pages.len(),
            false => POINTS,
        }
    }

    /// How many stops there are: the fields, and putting off what is booked.
    fn stops(&self) -> usize {
        self.open() + usize::from(self.doing.booked)
    }

    fn editor(&mut self, place: usize) -> Option<&mut Editor> {
        if place >= self.open() {
            return None;
        }
        match place {
            DAY => Some(&mut self.day.field.editor),
            TIME => Some(&mut self.time.editor),
            place => {
                let page = self.pages.get_mut(place - POINTS);
                page.map(|field| &mut field.editor)
            }
        }
    }

    fn put_off(&mut self) -> Vec<Act> {
        let put_off = !self.doing.put_off;
        self.doing.apply(Move::PutOff(put_off));
        self.changes += 1;
        match put_off {
            true => vec![Act::Run(Command::Save)],
            false => Vec::new(),
        }
    }

    fn heading(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, place: usize, label: &str) {
        let style = match place == self.at {
            true => cx.theme.strong,
            false => cx.theme.dim,
        };
        sheet.prose_with(label, style, 0, Some(Target::Text(place)));
    }

    /// The points as they will come, before there is anything to write.
    fn draw_ahead(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        sheet.gap();
        sheet.line("What comes in it:", cx.theme.dim);
        for (point, says) in self.spec.points.iter().zip(self.minutes()) {
            let row = Row::new().at(2).text(point.label.as_str(), cx.theme.dim);
            sheet.row(row.right(sheet.width, says, cx.theme.dim));
        }
    }

    fn draw_agenda<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let minutes = self.minutes();
        for (number, (point, says)) in self.spec.points.iter().zip(minutes).enumerate() {
            let place = POINTS + number;
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.dim };
            let row = Row::new().target(point.label.as_str(), style, Target::Text(place));
            sheet.row(row.right(sheet.width, says, theme.dim));
            self.pages[number].on(sheet, place, 2, focused, Vec::new());
            sheet.gap();
        }
        let place = POINTS + self.spec.points.len();
        self.heading(cx, sheet, place, &self.spec.closing);
        if let Some(closing) = self.pages.last() {
            closing.on(sheet, place, 2, place == self.at, Vec::new());
        }
        sheet.gap();
        let focused = self.at == self.open();
        let style = if focused { theme.strong } else { theme.dim };
        let says = match self.doing.put_off {
            true => "It is put off. Take it up again",
            false => "Put it off",
        };
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx);
            sheet.row(row.target(says, style, Target::Item(0)));
            if self.doing.put_off {
                sheet.prose(&self.spec.declined, theme.dim, 2);
            }
        });
    }

    /// For each point how long it takes, and when it begins where the hour has a time.
    fn minutes(&self) -> Vec<String> {
        let at = hour::time(&self.doing.at).ok().flatten();
        let begins = self.spec.begins(at);
        let says = |(point, begins): (&hour::Point, Option<chrono::NaiveTime>)| match begins {
            Some(begins) => format!("{}, {} minutes", begins.format("%H:%M"), point.minutes),
            None => format!("{} minutes", point.minutes),
        };
        self.spec.points.iter().zip(begins).map(says).collect()
    }
}

impl Work for HourWork {
    fn place(&self) -> Place {
        Place::Hour
    }

    fn doing(&self) -> Doing {
        Doing::Hour(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.is_empty()
    }

    fn on_day(&mut self, today: NaiveDate) {
        self.today = today;
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        if !self.doing.booked || self.at < POINTS {
            return None;
        }
        let point = self.spec.points.get(self.at - POINTS);
        let hint = point.map_or("", |point| &point.hint);
        Some(note(cx, size, hint, None))
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let booked = self.doing.booked.then_some(self.doing.on.on).flatten();
        match booked {
            // What is booked is said, and its fields are there when one goes up to them.
            Some(on) if self.at >= POINTS => {
                let time = hour::time(&self.doing.at).ok().flatten();
                let time = time.map(|at| format!(", {}", at.format("%H:%M")));
                let from = day::from_now(on, self.today);
                let says = format!("{}{}", day::spoken(on), time.unwrap_or_default());
                let row = Row::new().target(says, cx.theme.strong, Target::Text(DAY));
                sheet.row(row.right(sheet.width, from, cx.theme.dim));
            }
            Some(_) | None => {
                self.heading(cx, sheet, DAY, &self.spec.on);
                self.day.on(sheet, DAY, 2, self.at == DAY, self.today);
                self.heading(cx, sheet, TIME, &self.spec.at);
                self.time.on(sheet, TIME, 2, self.at == TIME, Vec::new());
            }
        }
        if self.doing.booked {
            sheet.gap();
            self.draw_agenda(cx, sheet);
        } else {
            self.draw_ahead(cx, sheet);
        }
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        let width = size.width.saturating_sub(2);
        self.day.settle(width);
        self.time.grow(width, 1..=1);
        for page in &mut self.pages {
            page.grow(width, 1..=6);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.editor(self.at)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        self.editor(place)
    }

    fn typing(&self) -> bool {
        self.at < self.open()
    }

    fn typed(&mut self) {
        let step = match self.at {
            DAY => Move::On(self.day.read(self.today).clone()),
            TIME => Move::At(self.time.editor.text()),
            place => {
                let Some(page) = self.pages.get(place - POINTS) else {
                    return;
                };
                let text = page.editor.text();
                match self.spec.points.get(place - POINTS) {
                    Some(point) => Move::Note(point.id.clone(), text),
                    None => Move::Closing(text),
                }
            }
        };
        self.doing.apply(step);
        self.changes += 1;
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart | Command::PreviousPart | Command::Up | Command::Down => true,
            Command::Enter => self.at < POINTS || self.at == self.open(),
            Command::Editor => self.at >= POINTS && self.at < self.open(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let stops = self.stops();
        match command {
            Command::Enter if self.at == self.open() => return self.put_off(),
            Command::NextPart => self.at = (self.at + 1) % stops,
            Command::PreviousPart => self.at = (self.at + stops - 1) % stops,
            Command::Enter | Command::Down => self.at = (self.at + 1).min(stops - 1),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Editor => {
                if let Some(editor) = self.editor(self.at) {
                    return vec![Act::Edit(editor.text())];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Text(place) if place < self.open() => self.at = place,
            Target::Item(_) => {
                self.at = self.open();
                return self.put_off();
            }
            Target::Text(_) | Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let part = problem.part.as_deref();
        let point = |p: &hour::Point| Some(p.id.as_str()) == part;
        self.at = match part {
            Some("on") => DAY,
            Some("at") => TIME,
            Some("closing") => POINTS + self.spec.points.len(),
            _ => match self.spec.points.iter().position(point) {
                Some(place) => POINTS + place,
                None => self.at,
            },
        };
    }

    fn enter_hint(&self) -> Option<String> {
        let says = match (self.at == self.open(), self.doing.put_off) {
            (true, false) => "put it off",
            (true, true) => "take it up",
            (false, _) => "next",
        };
        Some(says.to_owned())
    }

    fn caret(&self) -> usize {
        caret_among(self.fields(), self.at)
    }
}
