//! What is listed and found, made once for each filter, each word and each record that comes in, and never
//! for a frame.

use chrono::Datelike;

use super::{Journal, Line, MOST_HITS};
use crate::query::list;
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
        let filter = self.narrow.filter(cx.now.wall.date_naive(), false);
        self.lines.clear();
        self.written = 0;
        let mut month = None;
        for (thread, record) in list::heads(&session.state, &filter) {
            let at = list::at(record);
            if month != Some((at.year(), at.month())) {
                month = Some((at.year(), at.month()));
                self.lines.push(Line::Month(at));
            }
            self.lines.push(Line::Written(thread));
            self.written += 1;
        }
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
}
