//! The trend: the marks week by week, side by side and without a verdict.

use chrono::Datelike;

use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size, View};
use super::super::widgets::bars::bars;
use crate::domain::mark::Aspect;
use crate::query::trend::{Spread, Week};

/// Columns from which words stand between the numbers of a range.
const WIDE: u16 = 60;
/// Columns in which the days of a week can stand on which it slipped.
const ROOM_FOR_DAYS: u16 = 11;
const IT_SLIPPED: &str = "it slipped";

pub struct TrendPage;

/// Where the three columns of numbers begin, and how wide each is.
fn columns(width: u16) -> (u16, u16) {
    if width >= WIDE { (14, 14) } else { (8, 9) }
}

/// Stands for a week in which it slipped, wherever there is no room for its days.
const SLIPPED: &str = "~";

/// The days on which it slipped, in so many columns.
fn slipped(week: &Week, room: u16) -> String {
    let days: Vec<String> = week
        .slipped
        .iter()
        .map(|day| day.format("%a").to_string())
        .collect();
    match days.len() {
        0 => String::new(),
        _ if room < ROOM_FOR_DAYS => SLIPPED.to_owned(),
        1..=3 => days.join(" "),
        many => format!("{many} days"),
    }
}

/// The middle of a week, and its range where there is one.
fn spoken(spread: Spread, width: u16) -> String {
    let Spread { low, high, median } = spread;
    if low == high {
        median.to_string()
    } else if width >= WIDE {
        format!("{:<4} {low} to {high}", median.to_string())
    } else {
        format!("{median} {low}-{high}")
    }
}

fn chart(cx: &Cx<'_>, sheet: &mut Sheet<'_>, weeks: &[Week]) {
    let room = usize::from(sheet.width.saturating_sub(12));
    let seen = &weeks[weeks.len().saturating_sub(room)..];
    for aspect in Aspect::ALL {
        let row = Row::new().text(aspect.name(), cx.theme.text).at(12);
        sheet.row(row.text(bars(seen, aspect, cx.theme), cx.theme.accent));
    }
    if seen.iter().any(|week| !week.slipped.is_empty()) {
        let sign = |week: &Week| match week.slipped.is_empty() {
            true => " ",
            false => SLIPPED,
        };
        let signs: String = seen.iter().map(sign).collect();
        let row = Row::new().text(IT_SLIPPED, cx.theme.text).at(12);
        sheet.row(row.text(signs, cx.theme.text));
    }
}

fn table(cx: &Cx<'_>, sheet: &mut Sheet<'_>, weeks: &[Week]) {
    let theme = cx.theme;
    let (first, each) = columns(sheet.width);
    let place = |number: usize| first + each * u16::try_from(number).unwrap_or(0);
    let mut head = Row::new().text("week of", theme.dim);
    for (number, aspect) in Aspect::ALL.into_iter().enumerate() {
        head = head.at(place(number)).text(aspect.name(), theme.dim);
    }
    let last = place(Aspect::ALL.len());
    let room = sheet.width.saturating_sub(last);
    if room >= ROOM_FOR_DAYS && weeks.iter().any(|week| !week.slipped.is_empty()) {
        head = head.at(last).text(IT_SLIPPED, theme.dim);
    }
    sheet.row(head);
    let mut year = cx.now.wall.year();
    for week in weeks.iter().rev() {
        if week.monday.year() != year {
            year = week.monday.year();
            sheet.line(year.to_string(), theme.dim);
        }
        let form = if sheet.width >= WIDE {
            "%-d %B"
        } else {
            "%-d %b"
        };
        let day = week.monday.format(form).to_string();
        let style = if week.is_blank() {
            theme.dim
        } else {
            theme.text
        };
        let mut row = Row::new().text(day, style);
        for (number, aspect) in Aspect::ALL.into_iter().enumerate() {
            if let Some(spread) = week.spread(aspect) {
                let text = spoken(spread, sheet.width);
                row = row.at(place(number)).text(text, theme.text);
            }
        }
        if !week.slipped.is_empty() {
            row = row.at(last).text(slipped(week, room), theme.text);
        }
        sheet.row(row);
    }
}

impl View for TrendPage {
    fn place(&self) -> Place {
        Place::Trend
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        "the trend".to_owned()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let Some(session) = cx.session else {
            return sheet;
        };
        if let Some(why) = session.trend.too_early() {
            sheet.prose(why, cx.theme.text, 0);
            return sheet;
        }
        let weeks = session.trend.weeks();
        chart(cx, &mut sheet, weeks);
        sheet.gap();
        sheet.prose(
            if size.width >= WIDE {
                "The middle number of each week, with its lowest and its highest. A week without a \
                 mark is blank. What it means is yours to say."
            } else {
                "The middle, and lowest-highest:"
            },
            cx.theme.dim,
            0,
        );
        if size.width >= WIDE {
            sheet.gap();
        }
        table(cx, &mut sheet, weeks);
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        matches!(
            command,
            Command::Back | Command::Up | Command::Down | Command::PageUp | Command::PageDown
        )
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Back => vec![Act::Back],
            Command::Up => vec![Act::Scroll(-1)],
            Command::Down => vec![Act::Scroll(1)],
            Command::PageUp => vec![Act::ScrollPage(-1)],
            Command::PageDown => vec![Act::ScrollPage(1)],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
