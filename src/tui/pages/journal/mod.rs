//! The journal: a list with the page beside it, and search over all that the person may read; both can be
//! narrowed to a kind, a time or a tag.

mod chooser;
mod lines;
mod rows;

use std::ops::Range;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::layers::Ask;
use super::super::sheet::Sheet;
use super::super::view::{Act, Cx, Route, Size, Then, View};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::reading;
use crate::domain::{DraftKey, ThreadId};
use crate::query::narrow::Narrow;
use crate::query::search::Hit;
use chooser::Chooser;

/// A row of the list: a month, or something that was written.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    /// Over what is half written.
    Halves,
    /// An entry that is half written.
    Half(ThreadId),
    Month(DateTime<FixedOffset>),
    Written(ThreadId),
}

/// More results than these are not shown: another word finds better.
const MOST_HITS: usize = 200;
/// Columns from which a page stands beside the list.
const WIDE: u16 = 68;
const LIST: u16 = 34;
/// Bytes of a page that the preview shows.
const PREVIEW: usize = 3000;
/// Rows from which there is air in it.
const ROOMY: u16 = 15;

pub struct Journal {
    lines: Vec<Line>,
    /// How many of the lines are no headings.
    written: usize,
    hits: Vec<Hit>,
    /// Whether the query has changed since it was last looked for.
    behind: bool,
    /// Whether a search finds something yet: just after opening it may not.
    ready: bool,
    /// The row with the focus, among the lines or the hits.
    at: usize,
    /// The first row that is seen. The list scrolls itself, so that only seen rows are ever made.
    top: usize,
    query: Field,
    /// Whether the search field has the caret.
    asking: bool,
    rows: usize,
    /// Whether there is room for a line with what else can be done here.
    roomy: bool,
    narrow: Narrow,
    /// Open while the person chooses what to narrow it to.
    chooser: Option<Chooser>,
}

impl Journal {
    pub fn new(cx: &Cx<'_>, search: bool) -> Journal {
        Journal::narrowed(cx, search, Narrow::default())
    }

    /// All that was written on a day.
    pub fn of_day(cx: &Cx<'_>, day: NaiveDate) -> Journal {
        Journal::narrowed(cx, false, Narrow::to_day(day))
    }

    fn narrowed(cx: &Cx<'_>, search: bool, narrow: Narrow) -> Journal {
        let mut journal = Journal {
            lines: Vec::new(),
            written: 0,
            hits: Vec::new(),
            behind: false,
            ready: true,
            at: 0,
            top: 0,
            query: Field::line("", "words that you wrote"),
            asking: search,
            rows: 10,
            roomy: false,
            narrow,
            chooser: None,
        };
        journal.refresh(cx);
        journal
    }

    fn searching(&self) -> bool {
        self.asking || !self.query.editor.is_empty()
    }

    fn count(&self) -> usize {
        if self.searching() {
            self.hits.len()
        } else {
            self.lines.len()
        }
    }

    fn thread_at(&self, at: usize) -> Option<ThreadId> {
        if self.searching() {
            return self.hits.get(at).map(|hit| hit.thread);
        }
        match self.lines.get(at) {
            Some(Line::Written(thread) | Line::Half(thread)) => Some(*thread),
            Some(Line::Month(_) | Line::Halves) | None => None,
        }
    }

    /// Whether the row with the focus is one that is half written.
    fn at_half(&self) -> bool {
        !self.searching() && matches!(self.lines.get(self.at), Some(Line::Half(_)))
    }

    /// Moves to the next row that something is written in.
    fn walk(&mut self, by: isize) {
        let step = |at: usize| at.checked_add_signed(by.signum());
        let mut at = step(self.at);
        while let Some(next) = at.filter(|next| *next < self.count()) {
            if self.thread_at(next).is_some() {
                self.at = next;
                break;
            }
            at = step(next);
        }
    }

    fn page(&mut self, down: bool) {
        for _ in 0..self.rows.max(2) - 1 {
            self.walk(if down { 1 } else { -1 });
        }
    }

    /// Shows what is wanted now, from its start.
    fn show_again(&mut self, cx: &Cx<'_>) {
        (self.at, self.top) = (0, 0);
        self.refresh(cx);
    }

    fn open(&self, at: usize) -> Vec<Act> {
        let half = !self.searching() && matches!(self.lines.get(at), Some(Line::Half(_)));
        let open = self.thread_at(at).map(|thread| match half {
            true => Route::Entry(Some(thread)),
            false => Route::Reading(thread),
        });
        open.map(Act::Go).into_iter().collect()
    }

    fn seen(&self) -> Range<usize> {
        let each = if self.searching() { 2 } else { 1 };
        let end = (self.top + self.rows / each).min(self.count());
        self.top.min(end)..end
    }
}

impl View for Journal {
    fn place(&self) -> Place {
        Place::Journal
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        match (self.searching(), self.narrow.is_set(), self.written) {
            (true, _, _) => "search".to_owned(),
            (false, true, 0) => "journal \u{b7} nothing fits".to_owned(),
            (false, true, 1) => "journal \u{b7} one thing".to_owned(),
            (false, true, n) => format!("journal \u{b7} {n} things"),
            (false, false, 1) => "journal \u{b7} one entry".to_owned(),
            (false, false, n) => format!("journal \u{b7} {n} entries"),
        }
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let theme = cx.theme;
        if let Some(chooser) = &self.chooser {
            chooser.draw(cx, &mut sheet, &self.narrow, size.height >= ROOMY);
            return sheet;
        }
        self.head(cx, &mut sheet);
        for at in self.seen() {
            if self.searching() {
                self.hit(cx, &mut sheet, at, &self.hits[at]);
                continue;
            }
            match &self.lines[at] {
                Line::Month(month) => {
                    let format = if month.year() == cx.now.wall.year() {
                        "%B"
                    } else {
                        "%B %Y"
                    };
                    sheet.line(month.format(format).to_string(), theme.dim);
                }
                Line::Halves => sheet.line("half written", theme.dim),
                Line::Half(thread) => self.half(cx, &mut sheet, at, *thread),
                Line::Written(thread) => self.written(cx, &mut sheet, at, *thread),
            }
        }
        sheet
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        self.chooser.as_ref()?;
        let mut sheet = Sheet::new(size.width, cx.theme);
        sheet.prose(&self.says(), cx.theme.strong, 0);
        Some(sheet)
    }

    fn split(&self, _cx: &Cx<'_>, columns: u16) -> Option<u16> {
        (columns >= WIDE && self.count() > 0 && self.chooser.is_none())
            .then(|| LIST.max(columns * 2 / 5))
    }

    fn beside<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let thread = self.thread_at(self.at).filter(|_| !self.at_half())?;
        let record = cx.session?.head(thread)?;
        let mut sheet = Sheet::new(size.width, cx.theme);
        reading::show_start(record, cx, &mut sheet, PREVIEW);
        Some(sheet)
    }

    fn settle(&mut self, cx: &Cx<'_>, size: Size) {
        self.query.grow(size.width, 1..=1);
        self.roomy = size.height >= ROOMY;
        let mut head = Sheet::new(size.width, cx.theme);
        self.head(cx, &mut head);
        let head = if self.count() > 0 { head.height() } else { 0 };
        self.rows = usize::from(size.height.saturating_sub(head)).max(1);
        let each = if self.searching() { 2 } else { 1 };
        let fit = (self.rows / each).max(1);
        // The month over the first entry is shown with it.
        let first = if self.at == 1 { 0 } else { self.at };
        self.top = self.top.min(first).max((self.at + 1).saturating_sub(fit));
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.asking.then_some(&mut self.query.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.searching().then_some(&mut self.query.editor)
    }

    fn typing(&self) -> bool {
        self.asking
    }

    fn typed(&mut self, _cx: &Cx<'_>) -> Vec<Act> {
        self.behind = true;
        Vec::new()
    }

    fn catch_up(&mut self, cx: &Cx<'_>) -> bool {
        let behind = self.behind;
        if behind {
            self.find(cx);
        }
        behind
    }

    fn can(&self, cx: &Cx<'_>, command: Command) -> bool {
        let thread = self.thread_at(self.at).filter(|_| self.chooser.is_none());
        match command {
            Command::Enter | Command::Filter if self.chooser.is_some() => true,
            Command::Unfilter => self.narrow.is_set(),
            Command::Search | Command::Filter => !self.asking && self.chooser.is_none(),
            Command::Back | Command::Up | Command::Down | Command::PageUp | Command::PageDown => {
                true
            }
            Command::Enter => thread.is_some(),
            Command::Change | Command::Delete => {
                !self.asking && thread.is_some() && cx.session.is_some() && !self.at_half()
            }
            _ => false,
        }
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        let chooser = self.chooser.as_ref();
        let read = if self.at_half() { "go on" } else { "read" };
        let word = chooser.map_or(read, |chooser| chooser.hint(&self.narrow));
        Some(word.to_owned())
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Unfilter => {
                self.narrow = Narrow::default();
                self.show_again(cx);
            }
            _ if self.chooser.is_some() => return self.choosing(cx, command),
            Command::Filter => {
                let state = cx.session.map(|session| &session.state);
                self.chooser = state.map(|state| Chooser::new(state, &self.narrow));
            }
            Command::Back if self.searching() => {
                self.asking = false;
                self.query.editor.set_text("");
                self.hits.clear();
                self.refresh(cx);
            }
            Command::Back => return vec![Act::Back],
            Command::Up => self.walk(-1),
            Command::Down => self.walk(1),
            Command::PageUp => self.page(false),
            Command::PageDown => self.page(true),
            Command::Search => {
                self.asking = true;
                self.find(cx);
            }
            Command::Enter => {
                self.asking = false;
                return self.open(self.at);
            }
            Command::Change => {
                let record = self.thread_at(self.at).and_then(|t| cx.session?.head(t));
                return record
                    .map(|record| Act::Go(Route::to_write(&DraftKey::of(record))))
                    .into_iter()
                    .collect();
            }
            Command::Delete => {
                let thread = self.thread_at(self.at);
                if let Some((session, thread)) = cx.session.zip(thread)
                    && let Some(record) = session.head(thread)
                {
                    let versions = session.state.thread(thread);
                    let versions = versions.map_or(1, |thread| thread.versions().len());
                    return vec![Act::Ask(Ask::delete(record, versions, Then::Stay))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, cx: &Cx<'_>, target: Target) -> Vec<Act> {
        if let Some(chooser) = &mut self.chooser {
            return match target {
                Target::Item(at) if chooser.point(at) => self.choose(cx),
                Target::Item(_) | Target::Text(_) | Target::Choice(..) | Target::Command(_) => {
                    Vec::new()
                }
            };
        }
        match target {
            Target::Item(at) if at < self.count() => {
                // The first click shows the page beside the list, the second opens it.
                if self.at == at && !self.asking {
                    return self.open(at);
                }
                self.at = at;
            }
            Target::Text(_) => self.asking = true,
            Target::Item(_) | Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn wheel(&mut self, rows: i32) -> bool {
        let by = if rows > 0 { 1 } else { -1 };
        for _ in 0..rows.abs() {
            match &mut self.chooser {
                Some(chooser) => chooser.walk(by),
                None => self.walk(by),
            }
        }
        true
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.relist(cx);
    }

    /// A list is as it was, and a long one takes its time.
    fn searchable(&mut self, cx: &Cx<'_>) {
        if self.searching() {
            self.relist(cx);
        }
    }
}
