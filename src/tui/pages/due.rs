//! What comes up: the days that promises, cards and letters carry. Home shows the first few, this page
//! all of them.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet, columns};
use super::super::view::{Act, Cx, Route, Size, View};
use super::home::pointer;
use crate::exercise::due::Coming;
use crate::query::due::{self, Upcoming};
use crate::text::width;

/// Where the words begin, under those of the other lines of home.
const WORDS: u16 = 14;
/// Columns from which the day stands beside the words.
const BESIDE: u16 = 56;

/// All that comes up today.
pub fn upcoming(cx: &Cx<'_>) -> Vec<Upcoming> {
    let today = cx.now.wall.date_naive();
    let state = cx.session.map(|session| &session.state);
    state.map_or_else(Vec::new, |state| due::upcoming(state, today))
}

/// To what it is of: where more can be said of it, or where it is read.
pub fn route(cx: &Cx<'_>, up: &Upcoming) -> Route {
    let item = up
        .item
        .as_ref()
        .filter(|item| cx.pack.exercise(item).is_some());
    match item {
        Some(_) if up.due.coming == Coming::Opens => Route::Reading(up.thread),
        Some(item) if up.several => Route::OneOf(item.clone(), Some(up.thread)),
        Some(item) => Route::Exercise(item.clone()),
        None => Route::Reading(up.thread),
    }
}

/// One of them on a line, on two where there is little room: what it is, its words, and when it is or
/// was.
pub fn line(cx: &Cx<'_>, sheet: &mut Sheet<'_>, up: &Upcoming, (focused, target): (bool, Target)) {
    let theme = cx.theme;
    let style = if focused { theme.strong } else { theme.text };
    let when = due::says(up.due.coming, up.due.on, cx.now.wall.date_naive());
    let words = up.words();
    let beside = sheet.width >= BESIDE;
    let taken = if beside {
        WORDS + columns(&when) + 2
    } else {
        4
    };
    let room = sheet.width.saturating_sub(taken);
    let words = width::truncate(&words, room.into()).into_owned();
    sheet.focusing(focused, |sheet| {
        let name = due::name(up.kind, up.due.coming);
        let row = pointer(focused, cx).target(name, style, target).at(WORDS);
        if beside {
            let row = row.target(words, style, target);
            return sheet.row(row.right(sheet.width, when, theme.dim));
        }
        sheet.row(row.target(when, theme.dim, target));
        sheet.row(Row::new().at(4).target(words, style, target));
    });
}

pub struct DuesPage {
    dues: Vec<Upcoming>,
    at: usize,
}

impl DuesPage {
    pub fn new(cx: &Cx<'_>) -> DuesPage {
        DuesPage {
            dues: upcoming(cx),
            at: 0,
        }
    }

    fn open(&self, cx: &Cx<'_>) -> Vec<Act> {
        let chosen = self.dues.get(self.at);
        let act = chosen.map(|up| Act::Go(route(cx, up)));
        act.into_iter().collect()
    }
}

impl View for DuesPage {
    fn place(&self) -> Place {
        Place::Dues
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        "coming up".to_owned()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let theme = cx.theme;
        sheet.line("What comes up", theme.strong);
        sheet.gap();
        if self.dues.is_empty() {
            sheet.prose(
                "Nothing in the next seven days. A promise with a day, a thing to look at again, a \
                 letter that opens: they stand here when it is time.",
                theme.dim,
                0,
            );
            return sheet;
        }
        let today = cx.now.wall.date_naive();
        for (place, up) in self.dues.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| self.dues.get(place));
            // What was for a day before today stands apart, without a word for it.
            if before.is_some_and(|before| before.due.on < today && up.due.on >= today) {
                sheet.gap();
            }
            line(cx, &mut sheet, up, (place == self.at, Target::Item(place)));
        }
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Enter | Command::Up | Command::Down => !self.dues.is_empty(),
            _ => matches!(command, Command::Back | Command::PageUp | Command::PageDown),
        }
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        Some("open".to_owned())
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let last = self.dues.len().saturating_sub(1);
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(last),
            Command::Enter => return self.open(cx),
            Command::PageUp => return vec![Act::ScrollPage(-1)],
            Command::PageDown => return vec![Act::ScrollPage(1)],
            Command::Back => return vec![Act::Back],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if place < self.dues.len() => {
                self.at = place;
                self.open(cx)
            }
            Target::Item(_) | Target::Choice(..) | Target::Text(_) | Target::Command(_) => {
                Vec::new()
            }
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let was = self.dues.get(self.at).cloned();
        self.dues = upcoming(cx);
        let again = self.dues.iter().position(|up| Some(up) == was.as_ref());
        let last = self.dues.len().saturating_sub(1);
        self.at = again.unwrap_or(self.at.min(last));
    }
}
