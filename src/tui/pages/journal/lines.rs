//! What is listed and found, made once for each filter, each word and each record that comes in, and never
//! for a frame.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::{Journal, Line, MOST_HITS};
use crate::domain::{DraftKey, ThreadId};
use crate::query::list;
use crate::tui::session::Session;
use crate::tui::view::Cx;

/// Seconds for which something counts as just saved.
const JUST_NOW: i64 = 10;

impl Journal {
    pub(super) fn find(&mut self, cx: &Cx<'_>) {
        let query = self.query.editor.text();
        let filter = self.narrow.filter(cx.now.wall.date_naive(), true);
        let found = cx.session.and_then(|session| {
            session.search((&query, MOST_HITS), &filter, cx.now.wall.date_naive())
        });
        self.behind = false;
        self.ready = found.is_some();
        self.hits = found.unwrap_or_default();
        self.at = 0;
        self.top = 0;
    }

    /// Lists or finds again, and stays with what had the focus where it is still there.
    pub(super) fn relist(&mut self, cx: &Cx<'_>) {
        let Some(session) = cx.session else {
            return;
        };
        let was = self.thread_at(self.at);
        if self.searching() {
            let (at, top) = (self.at, self.top);
            self.find(cx);
            self.at = at.min(self.hits.len().saturating_sub(1));
            self.top = top;
            return;
        }
        let line = self.lines.get(self.at).cloned();
        let saved = saved_just_now(session, cx).filter(|_| !self.narrow.is_set());
        let is_new = |thread: &ThreadId| !self.lines.contains(&Line::Written(*thread));
        let saved = saved.filter(|thread| !self.lines.is_empty() && is_new(thread));
        self.list(session, cx.now.wall.date_naive());
        let place = |line: Line| self.lines.iter().position(|other| *other == line);
        self.at = saved
            .and_then(|thread| place(Line::Written(thread)))
            .or_else(|| line.and_then(place))
            .or_else(|| was.and_then(|thread| place(Line::Written(thread))))
            .unwrap_or_else(|| {
                self.at.clamp(
                    1.min(self.lines.len().saturating_sub(1)),
                    self.lines.len().max(1) - 1,
                )
            });
        if self.thread_at(self.at).is_none() {
            self.walk(1);
        }
    }

    fn list(&mut self, session: &Session, today: NaiveDate) {
        self.lines.clear();
        if self.narrow.is_set() {
            let filter = self.narrow.filter(today, false);
            let heads = list::heads(&session.state, &filter).into_iter();
            self.fill(heads.map(|(thread, head)| (list::at(head), thread)));
        } else {
            self.list_halves(session);
            // All of them are in order already.
            self.fill(session.order().newest_first());
        }
    }

    /// Lists what is half written, the newest first: nothing else leads to an entry that was never saved
    /// once something newer is half written.
    fn list_halves(&mut self, session: &Session) {
        let mut halves: Vec<_> = session
            .drafts
            .iter()
            .filter_map(|(key, draft)| match key {
                DraftKey::Entry(thread) => Some((draft.at, *thread)),
                DraftKey::Item(_) | DraftKey::OneOf(..) | DraftKey::Mark(_) => None,
            })
            .collect();
        halves.sort_by_key(|half| std::cmp::Reverse(*half));
        if !halves.is_empty() {
            self.lines.push(Line::Halves);
        }
        self.lines
            .extend(halves.into_iter().map(|(_, thread)| Line::Half(thread)));
    }

    /// Lists these, each month under its name.
    fn fill(&mut self, rows: impl ExactSizeIterator<Item = (DateTime<FixedOffset>, ThreadId)>) {
        self.written = rows.len();
        let mut month = None;
        for (at, thread) in rows {
            let day = at.date_naive();
            let own = Some((day.year(), day.month()));
            if month != own {
                month = own;
                self.lines.push(Line::Month(at));
            }
            self.lines.push(Line::Written(thread));
        }
    }
}

/// The newest entry, where it was saved here a moment ago: whoever comes back from writing it sees it
/// marked in the list.
fn saved_just_now(session: &Session, cx: &Cx<'_>) -> Option<ThreadId> {
    let (_, thread) = session.order().newest_first().next()?;
    let record = session.head(thread)?;
    let age = cx.now.wall.signed_duration_since(record.at).num_seconds();
    (record.device == session.device && (0..JUST_NOW).contains(&age)).then_some(thread)
}
