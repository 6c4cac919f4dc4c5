//! What stands over the list and the search, and their rows.

use super::{Journal, MOST_HITS};
use crate::domain::{DraftBody, DraftKey, ThreadId};
use crate::query::reading::{Kind, Reading};
use crate::query::search::Hit;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::pages::{pointer, spoken_time};
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::Cx;

impl Journal {
    /// What the list or the search is narrowed to.
    pub(super) fn says(&self) -> String {
        if self.searching() {
            self.found()
        } else {
            self.narrow.says(false)
        }
    }

    /// What the search came to.
    fn found(&self) -> String {
        let among = if self.narrow.is_set() {
            format!(" \u{b7} {}", self.narrow.says(true))
        } else {
            String::new()
        };
        match (self.hits.len(), self.query.editor.is_empty()) {
            (_, true) if self.narrow.is_set() => format!("in {}", self.narrow.says(true)),
            (_, true) => "all that you wrote, entries and answers".to_owned(),
            (0, false) if !self.ready => {
                "not all is read yet; what is found comes by itself in a moment".to_owned()
            }
            (0, false) => format!("nothing has all of these words{among}"),
            (1, false) => format!("one place{among}"),
            (MOST_HITS, false) => format!("the best {MOST_HITS}{among}"),
            (n, false) => format!("{n} places{among}"),
        }
    }

    /// What stands over the rows.
    pub(super) fn head<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let narrow = self.narrow.is_set();
        if self.searching() {
            self.query.on(sheet, 0, 0, self.asking, Vec::new());
        } else if self.roomy && !narrow && !self.lines.is_empty() {
            ways(cx, sheet);
        }
        if self.searching() || narrow {
            let to = narrow.then_some(Target::Command(Command::Filter));
            sheet.prose_with(&self.says(), theme.dim, 0, to);
        }
        if narrow {
            let off = Target::Command(Command::Unfilter);
            let words = match self.asking {
                true => "take the filter off".to_owned(),
                false => format!("{}  takes the filter off", cx.key_here(Command::Unfilter)),
            };
            sheet.row(Row::new().target(words, theme.dim, off));
        }
        if self.searching() || narrow {
            sheet.gap();
        } else if self.lines.is_empty() {
            sheet.gap();
            let key = cx.key_here(Command::NewEntry);
            let says = "begins an entry. A line is enough, and so is a page.";
            sheet.prose(&format!("Nothing here yet. {key} {says}"), theme.text, 0);
        }
    }

    /// An entry that is half written. Its words are on its own page.
    pub(super) fn half(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, at: usize, thread: ThreadId) {
        let key = DraftKey::Entry(thread);
        let Some(draft) = cx.session.and_then(|session| session.drafts.get(&key)) else {
            return;
        };
        let begun = match &draft.body {
            DraftBody::Entry { at, .. } => *at,
            DraftBody::Doing(_) | DraftBody::Mark(_) => draft.at,
        };
        let (theme, target) = (cx.theme, Target::Item(at));
        let focused = at == self.at;
        let style = if focused { theme.strong } else { theme.text };
        let day = begun.format("%d %a  ").to_string();
        let says = format!("kept {}", spoken_time(draft.at, cx.now.wall));
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx).target(day, theme.dim, target);
            sheet.row(row.target(says, style, target));
        });
    }

    pub(super) fn written<'a>(
        &'a self,
        cx: &Cx<'_>,
        sheet: &mut Sheet<'a>,
        at: usize,
        thread: ThreadId,
    ) {
        let theme = cx.theme;
        let Some(record) = cx.session.and_then(|session| session.head(thread)) else {
            return;
        };
        let Some(read) = Reading::of(record, cx.now.wall.date_naive()) else {
            return;
        };
        let focused = at == self.at;
        let style = if focused { theme.strong } else { theme.text };
        let day = read.at.format("%d %a").to_string();
        let words = match read.title {
            "" => read
                .parts
                .first()
                .and_then(|part| part.text.lines().find(|line| !line.trim().is_empty()))
                .unwrap_or(""),
            title => title,
        };
        let what = match read.kind {
            Kind::Entry => "",
            Kind::Answer => "answer  ",
            Kind::Mark => "mark  ",
        };
        let words = if words.trim().is_empty() {
            "(no words)"
        } else {
            words
        };
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx).target(format!("{day}  "), theme.dim, Target::Item(at));
            let row = row.target(what, theme.dim, Target::Item(at));
            sheet.row(row.target(words, style, Target::Item(at)));
        });
    }

    pub(super) fn hit<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>, at: usize, hit: &Hit) {
        let theme = cx.theme;
        let Some(record) = cx.session.and_then(|session| session.head(hit.thread)) else {
            return;
        };
        let Some(read) = Reading::of(record, cx.now.wall.date_naive()) else {
            return;
        };
        let focused = at == self.at;
        let style = if focused { theme.strong } else { theme.text };
        let day = read.at.format("%d %b %Y").to_string();
        let what = match read.kind {
            Kind::Entry => "",
            Kind::Mark => "a mark",
            Kind::Answer => "answer ",
        };
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx).target(format!("{day}  "), theme.dim, Target::Item(at));
            let row = row.text(what, theme.dim);
            sheet.row(row.target(read.title, style, Target::Item(at)));
            sheet.row(excerpt(hit, cx, Target::Item(at)));
        });
    }
}

/// What else can be done here, since the bottom line has no room for it.
fn ways(cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
    let mut row = Row::new();
    for command in [Command::Filter, Command::Calendar, Command::Revisit] {
        let text = format!("{} {}", cx.key_here(command), command.row().hint);
        let gap = if row.end() > 0 { 2 } else { 0 };
        let column = row.end() + gap;
        row = row.at(column);
        row = row.target(text, cx.theme.dim, Target::Command(command));
    }
    sheet.row(row);
    sheet.gap();
}

/// The found words, among those around them.
fn excerpt(hit: &Hit, cx: &Cx<'_>, target: Target) -> Row {
    let mut row = Row::new().at(4);
    let mut from = 0;
    for range in &hit.ranges {
        let (Some(before), Some(found)) = (
            hit.excerpt.get(from..range.start),
            hit.excerpt.get(range.clone()),
        ) else {
            continue;
        };
        row = row
            .target(before, cx.theme.dim, target)
            .target(found, cx.theme.accent, target);
        from = range.end;
    }
    row.target(
        hit.excerpt.get(from..).unwrap_or_default(),
        cx.theme.dim,
        target,
    )
}
