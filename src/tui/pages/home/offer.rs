//! At most one thing to look back on, said once and quietly. The settings turn it off.

use super::{Choice, Home, pointer};
use crate::query::ago::ago;
use crate::query::revisit::{self, Offer};
use crate::tui::sheet::{Row, Sheet, wrapped};
use crate::tui::view::Cx;

/// Where the words begin, under those of the other lines.
const WORDS: u16 = 14;

/// What is offered this week, if anything.
pub(super) fn of_this_week(cx: &Cx<'_>) -> Option<Offer> {
    let session = cx.session.filter(|_| cx.prefs.offers)?;
    revisit::offer(cx.pack, &session.state, cx.now.wall.date_naive())
}

impl Home {
    pub(super) fn look_back(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let Some(offer) = &self.offer else {
            return;
        };
        let choice = Choice::LookBack(offer.thread);
        let (focused, target) = (self.chosen(&choice), self.item(&choice));
        let style = if focused { theme.strong } else { theme.dim };
        let when = ago(offer.at.date_naive(), cx.now.wall.date_naive());
        let says = format!("{}, {when}", offer.title);
        sheet.focusing(focused, |sheet| {
            let mut row = pointer(focused, cx).target("look back", style, target);
            for line in wrapped(&says, sheet.width.saturating_sub(WORDS)) {
                let row = std::mem::replace(&mut row, Row::new());
                sheet.row(row.at(WORDS).target(line, style, target));
            }
        });
    }
}
