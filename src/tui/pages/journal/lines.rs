//! What is listed and found, made once for each filter, each word and each record that comes in, and never
//! for a frame.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::{Journal, Line, MOST_HITS};
use crate::domain::ThreadId;
use crate::query::list;
use crate::tui::session::Session;
use crate::tui::view::Cx;

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
        self.list(session, cx.now.wall.date_naive());
        let place = |thread| {
            self.lines
                .iter()
                .position(|line| *line == Line::Written(thread))
        };
        self.at = was.and_then(place).unwrap_or_else(|| {
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
            // All of them are in order already.
            self.fill(session.order().newest_first());
        }
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
