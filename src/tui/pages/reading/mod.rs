//! Reading what is saved: an answer with the words of its question, or an entry; and earlier versions,
//! one after the other or beside the last.

mod beside;

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::layers::Ask;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size, Then, View};
use super::home::pointer;
use crate::domain::{DraftKey, Intent, Record, ThreadId};
use crate::query::reading;
use crate::text::grapheme;
use beside::{Beside, Both};

pub struct Reading {
    thread: ThreadId,
    /// Which version is seen: 0 is the newest.
    back: usize,
    /// Open where two versions are looked at.
    beside: Option<Beside>,
}

/// Rows from which the question stands over two texts.
const ROOMY: u16 = 15;
/// From so many days on the page says that a thing can be written anew.
const REST: i64 = 35;

impl Reading {
    pub fn new(cx: &Cx<'_>, thread: ThreadId) -> Option<Reading> {
        cx.session?.state.thread(thread)?;
        Some(Reading {
            thread,
            back: 0,
            beside: None,
        })
    }

    /// Every version, the newest first. Answers to one exercise count as one thing.
    fn versions<'a>(&self, cx: &Cx<'a>) -> Vec<&'a Arc<Record>> {
        let Some(session) = cx.session else {
            return Vec::new();
        };
        let head = session.head(self.thread);
        let mut versions = head
            .map(|head| session.state.versions_beside(head))
            .unwrap_or_default();
        versions.reverse();
        versions
    }

    /// Versions that were written apart and that nothing has replaced yet.
    fn heads(&self, cx: &Cx<'_>) -> usize {
        let Some(session) = cx.session else {
            return 0;
        };
        let head = session.head(self.thread);
        head.map_or(0, |head| session.state.heads_beside(head).len())
    }

    fn seen<'a>(&self, cx: &Cx<'a>) -> Option<&'a Arc<Record>> {
        self.versions(cx).get(self.back).copied()
    }

    /// Opens the version that is so many back beside the newest, and nothing where there is none.
    fn look_at_both(&mut self, cx: &Cx<'_>, then: usize) {
        let versions = self.versions(cx);
        let then = then.clamp(1, versions.len().saturating_sub(1).max(1));
        let mut beside = self.beside.take().unwrap_or_else(|| Beside::new(then));
        beside.then = then;
        if let (Some(old), Some(now)) = (versions.get(then), versions.first()) {
            beside.compare(old, now, cx.now.wall.date_naive());
            self.beside = Some(beside);
        }
    }

    /// To what this answers, on an empty page, where it can be begun again.
    fn anew(&self, cx: &Cx<'_>) -> Option<Route> {
        let record = self.seen(cx)?;
        let item = record.item.clone()?;
        let half_written = cx.session?.drafts.contains_key(&DraftKey::of(record));
        let (_, exercise) = cx.pack.exercise(&item)?;
        // What goes on for months, such as promises, is never begun again.
        let again = !half_written && !exercise.kind().goes_on();
        let thread = record.is_one_of_several().then_some(record.thread);
        again.then_some(Route::Anew(item, thread))
    }

    fn change(&self, cx: &Cx<'_>) -> Vec<Act> {
        let Some(record) = self.seen(cx) else {
            return Vec::new();
        };
        vec![Act::Go(Route::to_write(&DraftKey::of(record)))]
    }
}

/// Until when a thing is closed, where it is.
fn closed(cx: &Cx<'_>, thread: ThreadId) -> Option<NaiveDate> {
    let head = cx.session?.head(thread)?;
    reading::Reading::of(head, cx.now.wall.date_naive())?.closed
}

/// Whether a thing is closed today.
pub fn is_closed(cx: &Cx<'_>, thread: ThreadId) -> bool {
    closed(cx, thread).is_some()
}

/// Puts what a record says on a sheet.
pub fn show(record: &Record, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
    show_start(record, cx, sheet, usize::MAX);
}

/// As [`show`], with at most so many bytes of each part, and a sign where it goes on.
pub fn show_start(record: &Record, cx: &Cx<'_>, sheet: &mut Sheet<'_>, most: usize) {
    let theme = cx.theme;
    let head = cx.session.and_then(|session| session.head(record.thread));
    let head = head.map_or(record, |head| head);
    let today = cx.now.wall.date_naive();
    let Some(read) = reading::Reading::among(record, head, today) else {
        sheet.line("Written by a newer version of this program.", theme.dim);
        return;
    };
    if !read.title.is_empty() {
        sheet.prose(read.title, theme.strong, 0);
    }
    sheet.line(read.spoken(), theme.dim);
    if !read.asked.is_empty() {
        sheet.gap();
        sheet.prose(read.asked, theme.dim, 0);
    }
    for part in &read.parts {
        sheet.gap();
        let indent = if part.label.is_empty() { 0 } else { 2 };
        if indent > 0 {
            sheet.prose(&part.label, theme.dim, 0);
        }
        if part.text.len() > most {
            let end = grapheme::floor(&part.text, most);
            sheet.prose(&part.text[..end], theme.text, indent);
            sheet.line("\u{2026}", theme.dim);
        } else {
            sheet.prose(&part.text, theme.text, indent);
        }
    }
    if !read.tags.is_empty() {
        sheet.gap();
        sheet.prose(&format!("tags: {}", read.tags.join(", ")), theme.dim, 0);
    }
}

impl View for Reading {
    fn place(&self) -> Place {
        Place::Reading
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        use reading::Kind;
        if self.beside.is_some() {
            return "then and now".to_owned();
        }
        let title = match self.seen(cx).and_then(|record| Kind::of(&record.body)) {
            Some(Kind::Entry) => "journal",
            Some(Kind::Mark) => "a mark",
            Some(Kind::Answer) | None => "your answer",
        };
        title.to_owned()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let theme = cx.theme;
        let versions = self.versions(cx);
        let Some(record) = versions.get(self.back) else {
            sheet.line("It is not there any more.", theme.dim);
            return sheet;
        };
        if let (Some(beside), Some(now)) = (&self.beside, versions.first())
            && let Some(then) = versions.get(beside.then)
        {
            let count = versions.len();
            let roomy = size.height >= ROOMY;
            beside.draw(cx, &mut sheet, &Both { then, now, count }, roomy);
            return sheet;
        }
        if self.heads(cx) > 1 && !is_closed(cx, self.thread) {
            let pick = cx.key_here(Command::Pick);
            let turn = cx.key_here(Command::Versions);
            let both = cx.key_here(Command::Beside);
            sheet.prose(
                &format!(
                    "This was written in two places without one seeing the other. Both are kept. \
                     {both} puts them side by side; {turn} turns between them; {pick} goes on with the \
                     one that you see."
                ),
                theme.text,
                0,
            );
            sheet.gap();
        }
        show(record, cx, &mut sheet);
        if is_closed(cx, self.thread) {
            sheet.gap();
            let open = Target::Command(Command::Enter);
            let row = pointer(true, cx);
            sheet.row(row.target("Open it before its day", theme.strong, open));
            sheet.gap();
            let says = "You are asked once more first. Until it is open it cannot be changed; it can \
                        be deleted.";
            sheet.prose(says, theme.dim, 0);
            return sheet;
        }
        if versions.len() > 1 {
            sheet.gap();
            let which = versions.len() - self.back;
            let written = record.at.format("%-d %B %Y, %H:%M");
            let says = format!("version {which} of {}, written {written}", versions.len());
            sheet.row(Row::new().text(says, theme.dim));
        }
        let rested = cx.now.wall - record.at >= TimeDelta::days(REST);
        if rested && self.back == 0 && self.anew(cx).is_some() {
            sheet.gap();
            let key = cx.key_here(Command::Anew);
            sheet.prose(
                &format!(
                    "If you like: {key} writes it anew, on an empty page. This one stays, and then and \
                     now can be read side by side."
                ),
                theme.dim,
                0,
            );
        }
        sheet
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        Some("open early".to_owned())
    }

    fn wide(&self) -> bool {
        self.beside.is_some()
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Beside && self.beside.is_some()).then_some("just one")
    }

    fn can(&self, cx: &Cx<'_>, command: Command) -> bool {
        let versions = self.versions(cx).len();
        if is_closed(cx, self.thread) {
            return matches!(
                command,
                Command::Back
                    | Command::Up
                    | Command::Down
                    | Command::PageUp
                    | Command::PageDown
                    | Command::Enter
                    | Command::Delete
            );
        }
        match command {
            Command::Back | Command::Up | Command::Down | Command::PageUp | Command::PageDown => {
                true
            }
            Command::Change | Command::Delete => versions > 0,
            Command::Versions | Command::Left | Command::Right if self.beside.is_some() => {
                versions > 2
            }
            Command::Versions | Command::Left | Command::Right | Command::Beside => versions > 1,
            Command::Anew => self.anew(cx).is_some(),
            // Of two that are seen it would not be clear which is meant.
            Command::Pick => self.beside.is_none() && (self.heads(cx) > 1 || self.back > 0),
            _ => false,
        }
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let versions = self.versions(cx).len();
        match command {
            Command::Back | Command::Beside if self.beside.is_some() => self.beside = None,
            Command::Back => return vec![Act::Back],
            Command::Up => return vec![Act::Scroll(-1)],
            Command::Down => return vec![Act::Scroll(1)],
            Command::PageUp => return vec![Act::ScrollPage(-1)],
            Command::PageDown => return vec![Act::ScrollPage(1)],
            Command::Change => return self.change(cx),
            Command::Enter => {
                let until = closed(cx, self.thread);
                let ask = until.map(|until| Act::Ask(Ask::open_early(self.thread, until)));
                return ask.into_iter().collect();
            }
            Command::Beside => self.look_at_both(cx, self.back.max(1)),
            Command::Anew => return self.anew(cx).map(Act::Go).into_iter().collect(),
            Command::Versions | Command::Left | Command::Right if self.beside.is_some() => {
                let then = self.beside.as_ref().map_or(1, |beside| beside.then);
                let next = match command {
                    Command::Versions if then + 1 >= versions => 1,
                    Command::Right => then.saturating_sub(1),
                    _ => then + 1,
                };
                self.look_at_both(cx, next);
                // The place in the text stays, so that one part can be followed through the versions.
                return Vec::new();
            }
            Command::Versions => self.back = (self.back + 1) % versions.max(1),
            Command::Left => self.back = (self.back + 1).min(versions.saturating_sub(1)),
            Command::Right => self.back = self.back.saturating_sub(1),
            Command::Pick => {
                let seen = self.seen(cx).map(|record| record.id);
                self.back = 0;
                return seen
                    .map(|version| Act::Do {
                        intent: Box::new(Intent::Keep { version }),
                        drop: None,
                        then: Then::Stay,
                    })
                    .into_iter()
                    .collect();
            }
            Command::Delete => {
                let ask = |record| Ask::delete(record, versions, Then::Leave("Deleted."));
                let record = self.seen(cx);
                return record
                    .map(|record| Act::Ask(ask(record)))
                    .into_iter()
                    .collect();
            }
            _ => {}
        }
        vec![Act::ScrollTop]
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let versions = self.versions(cx).len();
        self.back = self.back.min(versions.saturating_sub(1));
        match self.beside.as_ref().map(|beside| beside.then) {
            Some(then) if versions > 1 => self.look_at_both(cx, then),
            Some(_) => self.beside = None,
            None => {}
        }
    }
}
