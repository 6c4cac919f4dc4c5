//! The calendar: a month, what was written on each of its days, and the way to it.

mod grid;

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::reading;
use crate::domain::Record;
use crate::query::ago::ago;
use crate::query::calendar::{Calendar, Thing};
use crate::query::excerpt;
use crate::query::reading::{Kind, Reading};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::sheet::{Row, Sheet, columns};
use crate::tui::view::{Act, Cx, Route, Size, View};
use crate::tui::widgets::signs::sign;
use grid::Grid;

use super::home::pointer;

/// Rows from which there is air in it.
const ROOMY: u16 = 18;
/// Columns from which the page of a thing stands beside the month, and those of the month then.
const BESIDE: u16 = 104;
const MONTH: u16 = 64;
/// More things of one day are not listed here: the journal has them all.
const MOST: usize = 30;
/// Bytes of a page that the preview shows.
const PREVIEW: usize = 3000;

pub struct CalendarPage {
    calendar: Calendar,
    day: NaiveDate,
    /// The thing of the day with the focus, where the keys are with the list.
    at: Option<usize>,
    /// The number that is being typed.
    typed: Option<u32>,
}

impl CalendarPage {
    pub fn new(cx: &Cx<'_>) -> CalendarPage {
        let mut page = CalendarPage {
            calendar: Calendar::default(),
            day: cx.now.wall.date_naive(),
            at: None,
            typed: None,
        };
        page.refresh(cx);
        page
    }

    fn things(&self) -> &[Thing] {
        let things = self.calendar.day(self.day);
        &things[..things.len().min(MOST)]
    }

    fn turn(&mut self, to: Option<NaiveDate>) {
        self.at = None;
        // Years that can be written with four figures.
        if let Some(day) = to.filter(|day| (1..=9999).contains(&day.year())) {
            self.day = day;
        }
    }

    fn by_days(&mut self, days: u64, back: bool) {
        let days = Days::new(days);
        self.turn(if back {
            self.day.checked_sub_days(days)
        } else {
            self.day.checked_add_days(days)
        });
    }

    fn by_month(&mut self, back: bool) {
        let month = Months::new(1);
        self.turn(if back {
            self.day.checked_sub_months(month)
        } else {
            self.day.checked_add_months(month)
        });
    }

    fn open(&self, at: usize) -> Vec<Act> {
        let thing = self.things().get(at);
        let open = thing.map(|thing| Act::Go(Route::Reading(thing.thread)));
        open.into_iter().collect()
    }

    fn enter(&mut self) -> Vec<Act> {
        match (self.at, self.things().len()) {
            (Some(at), _) => self.open(at),
            (None, 1) => self.open(0),
            (None, 0) => Vec::new(),
            (None, _) => {
                self.at = Some(0);
                Vec::new()
            }
        }
    }

    /// Up and down: among the things of the day, or from week to week.
    fn walk(&mut self, back: bool) {
        match self.at {
            Some(0) if back => self.at = None,
            Some(at) if back => self.at = Some(at - 1),
            Some(at) => self.at = Some((at + 1).min(self.things().len().saturating_sub(1))),
            None => self.by_days(7, back),
        }
    }

    /// The months before and after, to be clicked.
    fn months(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let month = |day: Option<NaiveDate>| {
            day.map_or_else(String::new, |day| day.format("%B").to_string())
        };
        let first = self.day.with_day(1).unwrap_or(self.day);
        let before = month(first.checked_sub_months(Months::new(1)));
        let after = month(first.checked_add_months(Months::new(1)));
        let mut row = Row::new().at(2);
        for (command, name) in [(Command::PageUp, before), (Command::PageDown, after)] {
            let text = format!("{}  {name}", cx.key_here(command));
            row = row.target(text, theme.dim, Target::Command(command));
            row = row.text("     ", theme.dim);
        }
        sheet.row(row);
    }

    fn list(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, roomy: bool) {
        let theme = cx.theme;
        let today = cx.now.wall.date_naive();
        let mut says = self.day.format("%A %-d %B").to_string();
        if self.day <= today {
            says.push_str(&format!(", {}", ago(self.day, today)));
        }
        let things = self.things();
        let row = Row::new().text(says, theme.strong);
        let text = format!("{} in the journal", cx.key_here(Command::Filter));
        let fits = row.end() + 3 + columns(&text) <= sheet.width;
        sheet.row(if things.is_empty() || !fits {
            row
        } else {
            let all = Target::Command(Command::Filter);
            row.text("   ", theme.dim).target(text, theme.dim, all)
        });
        if things.is_empty() {
            let says = if self.day > today {
                "This day has not come yet."
            } else {
                "Nothing was written on this day."
            };
            sheet.line(says, theme.dim);
        }
        for (at, thing) in things.iter().enumerate() {
            let focused = self.at == Some(at);
            let Some(record) = cx.session.and_then(|session| session.head(thing.thread)) else {
                continue;
            };
            let style = if focused { theme.strong } else { theme.text };
            let target = Target::Choice(0, at);
            // Where there is no room for what the signs mean, each says it for itself.
            let about = if roomy {
                hour(thing)
            } else {
                thing.kind.name().to_owned()
            };
            let lead = format!("{} {about}  ", sign(thing.kind, theme));
            sheet.focusing(focused, |sheet| {
                let row = pointer(focused, cx).target(lead, theme.dim, target);
                sheet.row(row.target(words(record, cx.now.wall.date_naive()), style, target));
            });
        }
        let more = self.calendar.day(self.day).len() - things.len();
        if more > 0 {
            let key = cx.key_here(Command::Filter);
            sheet.line(
                format!("  and {more} more: {key} lists them all"),
                theme.dim,
            );
        }
    }
}

/// When it was; a mark is of the day.
fn hour(thing: &Thing) -> String {
    match thing.kind {
        Kind::Entry | Kind::Answer => thing.at.format("%H:%M").to_string(),
        Kind::Mark => "     ".to_owned(),
    }
}

/// The title, or how it begins.
fn words(record: &Record, today: NaiveDate) -> String {
    let Some(read) = Reading::of(record, today) else {
        return String::new();
    };
    match read.title.trim() {
        "" => excerpt::start(&read.text()),
        title => title.to_owned(),
    }
}

impl View for CalendarPage {
    fn place(&self) -> Place {
        Place::Calendar
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        self.day.format("%B %Y").to_string()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let roomy = size.height >= ROOMY;
        sheet.focusing(self.at.is_none(), |sheet| {
            if roomy {
                self.months(cx, sheet);
                sheet.gap();
            }
            let grid = Grid {
                calendar: &self.calendar,
                today: cx.now.wall.date_naive(),
                day: self.day,
                focused: self.at.is_none(),
            };
            grid.draw(sheet);
            if roomy {
                sheet.gap();
                grid::legend(sheet);
                sheet.gap();
            }
        });
        self.list(cx, &mut sheet, roomy);
        sheet
    }

    fn split(&self, _cx: &Cx<'_>, columns: u16) -> Option<u16> {
        (columns >= BESIDE).then_some(MONTH)
    }

    fn beside<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let thing = self.things().get(self.at.unwrap_or(0))?;
        let record = cx.session?.head(thing.thread)?;
        let mut sheet = Sheet::new(size.width, cx.theme);
        reading::show_start(record, cx, &mut sheet, PREVIEW);
        Some(sheet)
    }

    fn turns_screens(&self) -> bool {
        false
    }

    fn day(&self) -> Option<NaiveDate> {
        Some(self.day)
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Back
            | Command::Up
            | Command::Down
            | Command::Left
            | Command::Right
            | Command::PageUp
            | Command::PageDown
            | Command::Search => true,
            Command::Enter | Command::Filter => !self.things().is_empty(),
            _ => false,
        }
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Filter).then_some("in the journal")
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        let many = self.at.is_none() && self.things().len() > 1;
        Some(if many { "choose" } else { "read" }.to_owned())
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        self.typed = None;
        match command {
            Command::Back if self.at.is_some() => self.at = None,
            Command::Back => return vec![Act::Back],
            Command::Up => self.walk(true),
            Command::Down => self.walk(false),
            Command::Left => self.by_days(1, true),
            Command::Right => self.by_days(1, false),
            Command::PageUp => self.by_month(true),
            Command::PageDown => self.by_month(false),
            Command::Enter => return self.enter(),
            Command::Filter => return vec![Act::Go(Route::Day(self.day))],
            Command::Search => return vec![Act::Go(Route::Journal { search: true })],
            _ => {}
        }
        Vec::new()
    }

    /// A number goes to that day of the month, and 0 to today.
    fn key(&mut self, cx: &Cx<'_>, key: KeyEvent) -> Vec<Act> {
        let digit = match key.code {
            KeyCode::Char(c) if key.modifiers == KeyModifiers::NONE => c.to_digit(10),
            _ => None,
        };
        let Some(digit) = digit else {
            return Vec::new();
        };
        let day = |number: u32| self.day.with_day(number);
        let whole = self.typed.map(|typed| typed * 10 + digit);
        let (typed, to) = match whole.and_then(|number| Some((number, day(number)?))) {
            Some((number, to)) => (number, Some(to)),
            None if digit == 0 => (0, Some(cx.now.wall.date_naive())),
            None => (digit, day(digit)),
        };
        self.typed = (1..10).contains(&typed).then_some(typed);
        self.turn(to);
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        self.typed = None;
        match target {
            Target::Item(number) => {
                let number = u32::try_from(number).unwrap_or(0);
                let day = self.day.with_day(number);
                // The first click shows the day, the second opens what is on it.
                if day == Some(self.day) {
                    return self.enter();
                }
                self.turn(day);
                Vec::new()
            }
            Target::Choice(_, at) => self.open(at),
            Target::Text(_) | Target::Command(_) => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        if let Some(session) = cx.session {
            self.calendar = Calendar::of(&session.state);
        }
        let last = self.things().len().checked_sub(1);
        self.at = self.at.and_then(|at| Some(at.min(last?)));
    }
}
