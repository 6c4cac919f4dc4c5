//! From page to page.

use super::{App, Shown, no_random};
use crate::query::ago::ago;
use crate::query::revisit::{self, Why};
use crate::tui::msg::Effect;
use crate::tui::pages::Page;
use crate::tui::view::Route;

impl App {
    /// Puts a page where the first one was, with nothing over it. Help that is open stays open.
    pub(super) fn base(&mut self, page: Page) {
        let help = matches!(
            self.shown().page.view().place(),
            crate::tui::command::Place::Help
        );
        if help && self.stack.len() > 1 {
            self.stack[0] = Shown::new(page);
        } else {
            self.stack = vec![Shown::new(page)];
            self.begin_draft();
        }
    }

    /// Leaves; or where pages are being written anew, once that is done. The disk sees it through in any
    /// case, and nobody is to wait for that before an empty screen.
    pub(super) fn quit(&mut self) {
        if !self.guard.is_rewriting() {
            return self.leave(Effect::Quit);
        }
        self.guard.leaves = true;
        self.notice =
            Some("amends closes as soon as this is done. Any other key keeps it open.".to_owned());
    }

    /// Leaves, where that waited.
    pub(super) fn leave_if_wanted(&mut self) {
        if std::mem::take(&mut self.guard.leaves) {
            self.leave(Effect::Quit);
        }
    }

    pub(super) fn refresh(&mut self) {
        let (cx, shown) = self.parts();
        shown.page.view_mut().refresh(&cx);
    }

    /// Another window or machine may have written.
    pub(super) fn look_again(&mut self) {
        if self.session.is_some() {
            self.effects.push(Effect::Refresh);
        }
    }

    pub(in crate::tui) fn go(&mut self, route: Route) {
        if self.session.is_none() && route != Route::Help {
            return;
        }
        self.keep_draft();
        self.release();
        match route {
            Route::Home => {
                self.stack.truncate(1);
                self.look_again();
            }
            Route::Welcome
            | Route::Stage(_)
            | Route::Step(_)
            | Route::Exercise(_)
            | Route::Anew(..)
            | Route::Several(_)
            | Route::OneOf(..)
            | Route::Reading(_)
            | Route::Journal { .. }
            | Route::Day(_)
            | Route::Calendar
            | Route::Dues
            | Route::Entry(_)
            | Route::Mark(_)
            | Route::Trend
            | Route::Help
            | Route::Settings
            | Route::Passphrase(_) => {
                let mut random = std::mem::replace(&mut self.random, no_random());
                let page = Page::new(&route, &self.cx(), &mut *random);
                self.random = random;
                if matches!(
                    route,
                    Route::Journal { .. } | Route::Day(_) | Route::Calendar
                ) {
                    self.look_again();
                }
                // The journal is one place, not one more each time it is asked for.
                let same = self
                    .stack
                    .iter()
                    .position(|s| s.page.is_lasting(page.view().place()));
                if let Some(at) = same {
                    self.stack.truncate(at);
                }
                self.stack.push(Shown::new(page));
            }
        }
        self.refresh();
        self.begin_draft();
    }

    /// To something from earlier, with a word on where it comes from.
    pub(super) fn revisit(&mut self) {
        let today = self.now.wall.date_naive();
        let state = self.session.as_ref().map(|session| &session.state);
        let Some(found) = state.and_then(|state| revisit::earlier(state, today)) else {
            self.notice = Some(
                "Nothing is old enough yet to look back on. What you write now will be.".to_owned(),
            );
            return;
        };
        self.go(Route::Reading(found.thread));
        self.notice = Some(match found.why {
            Why::AYearAgo => "From this week, a year ago.".to_owned(),
            Why::HalfAYearAgo => "From this week, half a year ago.".to_owned(),
            Why::ThreeMonthsAgo => "From this week, three months ago.".to_owned(),
            Why::Chance => {
                let ago = ago(found.at.date_naive(), today);
                format!("Something from earlier, {ago}. Tomorrow it is another one.")
            }
        });
    }

    pub(in crate::tui) fn back(&mut self) {
        self.keep_draft();
        self.release();
        if self.stack.len() > 1 {
            self.stack.pop();
        }
        if self.stack.len() == 1 {
            self.look_again();
        }
        self.refresh();
        self.begin_draft();
    }
}
