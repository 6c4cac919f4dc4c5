//! How words to choose are drawn.

use super::ChooseWork;
use super::grid::AROUND;
use crate::text::width;
use crate::tui::canvas::Target;
use crate::tui::exercises::choose_sign;
use crate::tui::pages::pointer_on;
use crate::tui::sheet::{Row, Sheet, columns, wrapped};
use crate::tui::view::{Cx, Size};

impl ChooseWork {
    pub(super) fn draw_words<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let across = u16::try_from(self.across).unwrap_or(1).max(1);
        let room = sheet.width / across;
        let mut group = "";
        for places in self.grid() {
            let first = places[0];
            if let Some(item) = self.spec.items.get(first)
                && item.group != group
            {
                if !group.is_empty() {
                    sheet.gap();
                }
                group = &item.group;
                sheet.line(group, cx.theme.dim);
            } else if first == self.spec.items.len() {
                sheet.gap();
            }
            if first >= self.field_place() {
                let focused = self.on_field();
                self.own.on(sheet, first, 2, focused, Vec::new());
                continue;
            }
            let focused = places.contains(&self.at);
            sheet.focusing(focused, |sheet| {
                if let [place] = places[..]
                    && (across == 1 || place >= self.spec.items.len())
                {
                    return self.whole(cx, sheet, place);
                }
                let mut row = Row::new();
                for (column, place) in places.iter().enumerate() {
                    let start = room * u16::try_from(column).unwrap_or(0);
                    let text = width::truncate(self.text(*place), (room - AROUND).into());
                    row = self.sign(cx, row.at(start), *place);
                    row = row.target(text, self.style(cx, *place), Target::Item(*place));
                    row = self.number(cx, row, *place);
                }
                sheet.row(row);
            });
        }
    }

    /// A word in a row of its own, or in as many as it takes.
    fn whole(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, place: usize) {
        let mut row = self.sign(cx, Row::new(), place);
        let start = row.end();
        let lines = wrapped(self.text(place), sheet.width.saturating_sub(AROUND));
        for (number, line) in lines.into_iter().enumerate() {
            if number > 0 {
                sheet.row(row);
                row = Row::new().at(start);
            }
            row = row.target(line, self.style(cx, place), Target::Item(place));
        }
        sheet.row(self.number(cx, row, place));
    }

    fn text(&self, place: usize) -> &str {
        match (self.spec.items.get(place), self.chosen_at(place)) {
            (Some(item), _) => &item.text,
            (None, Some(chosen)) => &self.doing.chosen[chosen].text,
            (None, None) => "",
        }
    }

    fn style(&self, cx: &Cx<'_>, place: usize) -> ratatui::style::Style {
        match (place == self.at, self.chosen_at(place).is_some()) {
            (true, _) => cx.theme.strong,
            (false, true) => cx.theme.accent,
            (false, false) => cx.theme.text,
        }
    }

    fn sign(&self, cx: &Cx<'_>, row: Row, place: usize) -> Row {
        let row = pointer_on(row, place == self.at, cx);
        let sign = choose_sign(self.chosen_at(place).is_some(), cx.theme);
        row.target(
            format!("{sign} "),
            self.style(cx, place),
            Target::Item(place),
        )
    }

    fn number(&self, cx: &Cx<'_>, row: Row, place: usize) -> Row {
        let chosen = self.chosen_at(place);
        let number = chosen.and_then(|place| self.doing.chosen[place].rating);
        match (chosen, &self.spec.rating, number) {
            (Some(_), Some(_), Some(number)) => row.text(format!(" {number}"), cx.theme.accent),
            (Some(_), Some(_), None) => row.text(" ?", cx.theme.dim),
            (Some(_), None, _) | (None, ..) => row,
        }
    }

    pub(super) fn draw_pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let small = size.height < 14;
        if !small {
            sheet.rule();
        }
        let chosen = self.doing.chosen.len();
        let count = match (chosen, self.spec.at_least) {
            (0, least) => format!("choose {least} or more"),
            (n, least) if n < least => format!("{n} of at least {least}"),
            (n, _) => format!("{n} chosen"),
        };
        // A word that its column cuts is said whole here.
        let room = usize::from(size.width) / self.across.max(1);
        let cut = self.spec.items.get(self.at).filter(|_| self.across > 1);
        let cut = cut.filter(|item| usize::from(columns(&item.text) + AROUND) > room);
        let count = cut.map_or(count, |item| item.text.clone());
        let mut row = Row::new().text(count, cx.theme.text);
        if let Some(rating) = &self.spec.rating {
            let says = format!("1 {} \u{2026} {} {}", rating.low, rating.top, rating.high);
            if let Some(place) = self.chosen_at(self.at) {
                let at = row.end() + 3;
                row = row.at(at);
                for number in 1..=rating.top {
                    let is = self.doing.chosen[place].rating == Some(number);
                    let style = if is { cx.theme.accent } else { cx.theme.dim };
                    let target = Target::Choice(self.at, number.into());
                    row = row.target(format!(" {number} "), style, target);
                }
            }
            if row.end() + 2 + columns(&says) <= size.width {
                row = row.right(size.width, says, cx.theme.dim);
                sheet.row(row);
            } else {
                sheet.row(row);
                if !small {
                    sheet.line(says, cx.theme.dim);
                }
            }
        } else {
            sheet.row(row);
        }
        sheet
    }
}
