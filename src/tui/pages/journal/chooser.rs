//! Choosing what the list is narrowed to: a kind, a time, a tag of those that there are.

use super::super::home::pointer;
use super::Journal;
use crate::domain::State;
use crate::query::narrow::{Narrow, Span, What};
use crate::query::reading::Kind;
use crate::query::tags;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::exercises::choose_sign;
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Route};

/// More tags than these are not listed: those on the fewest entries are left to the search.
const MOST_TAGS: usize = 200;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
enum Item {
    What(What),
    Span(Option<Span>),
    /// A day, which is chosen in the calendar.
    Day,
    Tag(Option<String>),
}

pub struct Chooser {
    items: Vec<Item>,
    /// How many entries each tag stands on, in the order of the items.
    entries: Vec<usize>,
    at: usize,
}

/// What came of choosing.
enum Chosen {
    Narrowed,
    /// It was chosen already, so the person is done.
    Already,
    ToTheCalendar,
}

impl Chooser {
    pub fn new(state: &State, narrow: &Narrow) -> Chooser {
        let kinds = Kind::ALL.into_iter().map(What::Only);
        let mut items: Vec<Item> = kinds.chain([What::All]).map(Item::What).collect();
        items.push(Item::Span(None));
        items.extend(Span::PLAIN.map(|span| Item::Span(Some(span))));
        if let Some(Span::Day(day)) = narrow.span {
            items.push(Item::Span(Some(Span::Day(day))));
        }
        items.push(Item::Day);
        let tags = tags::all(state, MOST_TAGS);
        let mut entries = vec![0; items.len()];
        if !tags.is_empty() {
            items.push(Item::Tag(None));
            entries.push(0);
        }
        for tag in tags {
            items.push(Item::Tag(Some(tag.name)));
            entries.push(tag.entries);
        }
        let chosen = |item: &Item| is_chosen(item, narrow);
        Chooser {
            at: items.iter().position(chosen).unwrap_or(0),
            items,
            entries,
        }
    }

    pub fn walk(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Goes to an item that was clicked. False where there is none.
    pub fn point(&mut self, at: usize) -> bool {
        let there = at < self.items.len();
        if there {
            self.at = at;
        }
        there
    }

    fn choose(&self, narrow: &mut Narrow) -> Chosen {
        let Some(item) = self.items.get(self.at) else {
            return Chosen::Already;
        };
        if is_chosen(item, narrow) {
            return Chosen::Already;
        }
        match item {
            Item::What(what) => narrow.what = Some(*what),
            Item::Span(span) => narrow.span = *span,
            Item::Tag(tag) => narrow.tag.clone_from(tag),
            Item::Day => return Chosen::ToTheCalendar,
        }
        Chosen::Narrowed
    }

    /// What Enter does with the item that has the focus.
    pub fn hint(&self, narrow: &Narrow) -> &'static str {
        match self.items.get(self.at) {
            Some(item) if is_chosen(item, narrow) => "show them",
            Some(_) | None => "choose",
        }
    }

    pub fn draw(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, narrow: &Narrow, roomy: bool) {
        let theme = cx.theme;
        for (place, item) in self.items.iter().enumerate() {
            if let Some(heading) = heading(item) {
                if place > 0 && roomy {
                    sheet.gap();
                }
                sheet.line(heading, theme.dim);
            }
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            let chosen = is_chosen(item, narrow);
            let says = match item {
                Item::What(what) => what.says().to_owned(),
                Item::Span(None) => "any time".to_owned(),
                Item::Span(Some(span)) => span.says(),
                Item::Day => "a day, from the calendar".to_owned(),
                Item::Tag(None) => "any, or none".to_owned(),
                Item::Tag(Some(tag)) => tag.clone(),
            };
            let sign = match item {
                Item::Day if theme.ascii => "...",
                Item::Day => "\u{2026}",
                Item::What(_) | Item::Span(_) | Item::Tag(_) => choose_sign(chosen, theme),
            };
            let many = self.entries.get(place).copied().unwrap_or_default();
            sheet.focusing(focused, |sheet| {
                let text = format!("{sign} {says}");
                let row = pointer(focused, cx).target(text, style, Target::Item(place));
                sheet.row(match many {
                    0 => row,
                    many => row.text(format!("  {many}"), theme.dim),
                });
            });
        }
    }
}

impl Journal {
    pub(super) fn choose(&mut self, cx: &Cx<'_>) -> Vec<Act> {
        let chosen = self.chooser.as_ref().map(|c| c.choose(&mut self.narrow));
        match chosen {
            Some(Chosen::ToTheCalendar) => return vec![Act::Go(Route::Calendar)],
            Some(Chosen::Narrowed) => self.show_again(cx),
            Some(Chosen::Already) => self.chooser = None,
            None => {}
        }
        Vec::new()
    }

    /// A command while the chooser is open. Gives back what it does nothing with.
    pub(super) fn choosing(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let page = isize::try_from(self.rows).unwrap_or(1).max(2) - 1;
        let Some(chooser) = &mut self.chooser else {
            return Vec::new();
        };
        match command {
            Command::Up => chooser.walk(-1),
            Command::Down => chooser.walk(1),
            Command::PageUp => chooser.walk(-page),
            Command::PageDown => chooser.walk(page),
            Command::Enter => return self.choose(cx),
            Command::Back | Command::Filter => self.chooser = None,
            _ => {}
        }
        Vec::new()
    }
}

fn is_chosen(item: &Item, narrow: &Narrow) -> bool {
    match item {
        Item::What(what) => narrow.what.unwrap_or(What::Only(Kind::Entry)) == *what,
        Item::Span(span) => narrow.span == *span,
        Item::Day => false,
        Item::Tag(tag) => narrow.tag == *tag,
    }
}

/// The heading over the first item of its sort.
fn heading(item: &Item) -> Option<&'static str> {
    match item {
        Item::What(What::Only(Kind::Entry)) => Some("what"),
        Item::Span(None) => Some("from when"),
        Item::Tag(None) => Some("with the tag"),
        Item::What(_) | Item::Span(_) | Item::Day | Item::Tag(_) => None,
    }
}
