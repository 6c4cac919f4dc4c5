//! What stands under the path, a line each: today, what was set aside, the journal.

use super::super::due;
use super::super::said::days_ago_line;
use super::{Choice, Home, days, pointer};
use crate::query::ago::number;
use crate::query::progress::Progress;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::Cx;

impl Home {
    /// What comes up, a few lines at the most.
    fn coming_up(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        for (place, choice) in self.choices.iter().enumerate() {
            if let Choice::Due(up) = choice {
                due::line(cx, sheet, up, (place == self.at, Target::Item(place)));
            }
        }
        if self.more == 0 {
            return;
        }
        let focused = self.chosen(&Choice::MoreDues);
        let style = if focused {
            cx.theme.strong
        } else {
            cx.theme.dim
        };
        let says = format!(
            "and {} more",
            number(i64::try_from(self.more).unwrap_or(i64::MAX))
        );
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx).at(14);
            let row = row.target(says, style, self.item(&Choice::MoreDues));
            sheet.row(row.right(sheet.width, cx.key_here(Command::Dues), cx.theme.dim));
        });
    }

    pub(super) fn below(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, progress: &Progress) {
        let theme = cx.theme;
        let today = self.chosen(&Choice::Today);
        days::today(cx, sheet, (today, self.item(&Choice::Today)));
        self.coming_up(cx, sheet);
        for step in progress.steps() {
            if let Some(at) = step.set_aside {
                let ago = days_ago_line(at, cx.now.wall);
                sheet.row(
                    Row::new()
                        .at(2)
                        .text("set aside", theme.dim)
                        .at(14)
                        .text(format!("{}, {ago}", step.title), theme.text),
                );
            }
        }
        let focused = self.chosen(&Choice::Journal);
        let style = if focused { theme.strong } else { theme.text };
        let entries = cx.session.map_or(0, |session| session.state.entry_count());
        let says = match entries {
            0 => "empty: n begins a first entry".to_owned(),
            1 => "one entry".to_owned(),
            n => format!("{n} entries"),
        };
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx)
                .target("journal", style, self.item(&Choice::Journal))
                .at(14)
                .text(says, theme.dim);
            sheet.row(row.right(sheet.width, cx.key_here(Command::Journal), theme.dim));
        });
    }
}
