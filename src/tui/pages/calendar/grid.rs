//! The grid of a month: a row for each week, a sign for each kind of thing on a day.

use chrono::{Datelike, NaiveDate};

use crate::query::calendar::{Calendar, weeks};
use crate::query::reading::Kind;
use crate::tui::canvas::Target;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::theme::Theme;
use crate::tui::widgets::signs::sign;

/// Columns of a day where there is room, and where there is little.
const WIDE: u16 = 9;
const NARROW: u16 = 5;
/// The days of the week, from Monday.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// What the grid shows.
pub struct Grid<'g> {
    pub calendar: &'g Calendar,
    pub today: NaiveDate,
    /// The day with the focus.
    pub day: NaiveDate,
    /// Whether the keys are with it, and not with the list under it.
    pub focused: bool,
}

impl Grid<'_> {
    pub fn draw(&self, sheet: &mut Sheet<'_>) {
        let wide = sheet.width >= WIDE * 7;
        let each = if wide { WIDE } else { NARROW };
        let mut head = Row::new();
        for (day, at) in DAYS.into_iter().zip((0..).step_by(usize::from(each))) {
            let day = if wide { day } else { &day[..2] };
            head = head
                .at(at + if wide { 2 } else { 1 })
                .text(day, sheet.theme.dim);
        }
        sheet.row(head);
        for week in weeks(self.day) {
            let mut row = Row::new();
            for (day, at) in week.into_iter().zip((0..).step_by(usize::from(each))) {
                if let Some(day) = day {
                    row = self.cell(row.at(at), day, wide, sheet.theme);
                }
            }
            sheet.row(row);
        }
    }

    fn cell(&self, row: Row, day: NaiveDate, wide: bool, theme: Theme) -> Row {
        let target = usize::try_from(day.day()).map_or(Target::Item(0), Target::Item);
        let chosen = day == self.day;
        let pointer = match (chosen, theme.ascii) {
            (true, false) => "\u{25b8}",
            (true, true) => ">",
            (false, _) => " ",
        };
        let lead = if self.focused {
            theme.accent
        } else {
            theme.dim
        };
        let today = day == self.today;
        let number = format!("{:>2}", day.day());
        let number = match (wide, today) {
            (true, true) => format!("[{number}]"),
            (true, false) => format!(" {number} "),
            (false, _) => number,
        };
        let style = match (today, chosen) {
            // In a narrow grid there is no room for brackets.
            (true, _) if !wide => theme.strong.patch(theme.flag),
            (true, _) | (_, true) => theme.strong,
            (false, false) if day > self.today => theme.dim,
            (false, false) => theme.text,
        };
        let row = row
            .target(pointer, lead, target)
            .target(number, style, target);
        row.target(self.signs(day, wide, theme), theme.accent, target)
    }

    /// What there is on a day; where there is little room the third says that there is more.
    fn signs(&self, day: NaiveDate, wide: bool, theme: Theme) -> String {
        let kinds = self.calendar.kinds(day);
        let signs = kinds.iter().map(|kind| sign(*kind, theme));
        match (wide, kinds.len()) {
            (false, 3..) => format!("{}+", signs.take(1).collect::<String>()),
            (true, _) | (false, _) => signs.collect(),
        }
    }
}

/// What the signs mean.
pub fn legend(sheet: &mut Sheet<'_>) {
    let theme = sheet.theme;
    let mut row = Row::new().at(if sheet.width >= WIDE * 7 { 2 } else { 0 });
    for kind in Kind::ALL {
        row = row.text(sign(kind, theme), theme.accent);
        row = row.text(format!(" {}   ", kind.plural()), theme.dim);
    }
    sheet.row(row);
}
