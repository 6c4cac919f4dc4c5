//! What home says of the days: today's mark, and the last weeks once there are enough of them.

use super::pointer;
use crate::domain::Aspect;
use crate::query::trend::monday;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::Cx;
use crate::tui::widgets::bars::bars;

/// So many weeks stand on home.
const WEEKS: usize = 8;
/// Columns from which the three stand on one line.
const WIDE: u16 = 70;

/// How today was, or that it is blank.
pub fn today(cx: &Cx<'_>, sheet: &mut Sheet<'_>, (focused, target): (bool, Target)) {
    let theme = cx.theme;
    let lead = if focused { theme.strong } else { theme.text };
    let today = cx.now.wall.date_naive();
    let mark = cx.session.and_then(|session| session.state.mark(today));
    let (says, style) = match mark {
        None => ("no mark yet".to_owned(), theme.dim),
        Some(mark) if mark.numbers().is_empty() => ("a line".to_owned(), theme.text),
        Some(mark) => (mark.numbers(), theme.text),
    };
    sheet.focusing(focused, |sheet| {
        let row = pointer(focused, cx).target("today", lead, target).at(14);
        let row = row.target(says, style, target);
        sheet.row(row.right(sheet.width, cx.key_here(Command::Mark), theme.dim));
    });
}

/// The last weeks of the marks. Nothing before they can say something.
pub fn trend(cx: &Cx<'_>, sheet: &mut Sheet<'_>, (focused, target): (bool, Target)) {
    let weeks = cx.session.map_or(&[][..], |session| session.trend.weeks());
    let weeks = &weeks[weeks.len().saturating_sub(WEEKS)..];
    let Some(last) = weeks.last() else {
        return;
    };
    let theme = cx.theme;
    let style = if focused { theme.strong } else { theme.text };
    let this = monday(cx.now.wall.date_naive());
    let mut says = format!("{} weeks", weeks.len());
    if this.signed_duration_since(last.monday).num_days() > 7 {
        says.push_str(&last.monday.format(" to %-d %b").to_string());
    }
    let says = format!("{says}   {}", cx.key_here(Command::Trend));
    let piece = |row: Row, aspect: Aspect, column: u16| {
        row.target(aspect.name(), style, target)
            .text(" ", style)
            .at(column)
            .target(bars(weeks, aspect, theme), theme.accent, target)
    };
    sheet.gap();
    sheet.focusing(focused, |sheet| {
        let mut row = pointer(focused, cx);
        if sheet.width >= WIDE {
            for aspect in Aspect::ALL {
                row = piece(row, aspect, 0).text("   ", style);
            }
            return sheet.row(row.right(sheet.width, says, theme.dim));
        }
        let mut says = Some(says);
        for aspect in Aspect::ALL {
            let row = piece(std::mem::replace(&mut row, Row::new().at(2)), aspect, 14);
            sheet.row(row.right(sheet.width, says.take().unwrap_or_default(), theme.dim));
        }
    });
}
