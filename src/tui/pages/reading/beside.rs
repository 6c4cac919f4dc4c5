//! Then and now: an earlier version beside the last one, or over it where there is no room beside.

use chrono::{DateTime, FixedOffset, NaiveDate};
use ratatui::style::Style;

use crate::domain::{Record, RecordId};
use crate::query::ago::ago;
use crate::query::compare::{Comparison, How, Pair, Side};
use crate::query::reading::Reading;
use crate::text::wrap::wrap;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::theme::Theme;
use crate::tui::view::Cx;

/// Columns from which the two stand side by side.
const WIDE: u16 = 88;
/// Columns from which the hour stands with the day.
const MIDDLE: u16 = 50;
/// Columns between them.
const BETWEEN: u16 = 4;
/// Columns for "then" and "now" where one stands over the other.
const GUTTER: u16 = 6;

/// Two versions, compared.
pub struct Beside {
    /// Which version is on the side of then, counted back from the newest.
    pub then: usize,
    of: Option<(RecordId, RecordId)>,
    comparison: Option<Comparison>,
}

/// The versions that stand beside each other, and how many there are.
pub struct Both<'a> {
    pub then: &'a Record,
    pub now: &'a Record,
    pub count: usize,
}

/// Pieces of one row.
type Line = Vec<(String, Style)>;

impl Beside {
    pub fn new(then: usize) -> Beside {
        Beside {
            then,
            of: None,
            comparison: None,
        }
    }

    /// Compares, unless these two are compared already.
    pub fn compare(&mut self, then: &Record, now: &Record, today: NaiveDate) {
        let of = Some((then.id, now.id));
        if self.of != of {
            self.of = of;
            // Two versions are looked at where the thing is open; the newest says whether it is.
            let both = Reading::among(then, now, today).zip(Reading::of(now, today));
            self.comparison = both.map(|(then, now)| Comparison::of(&then, &now));
        }
    }

    pub fn draw(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, both: &Both<'_>, roomy: bool) {
        let theme = cx.theme;
        let Some(comparison) = &self.comparison else {
            sheet.line("Written by a newer version of this program.", theme.dim);
            return;
        };
        let wide = sheet.width >= WIDE;
        if let (How::Same, Some(title)) = (comparison.title.how, &comparison.title.now) {
            sheet.prose(&title.text, theme.strong, 0);
        }
        self.heads(cx, sheet, both, wide);
        // Where there is little room the question is left to the page of the one text.
        if let (How::Same, Some(asked)) = (comparison.asked.how, &comparison.asked.now)
            && roomy
        {
            sheet.gap();
            sheet.prose(&asked.text, theme.dim, 0);
        }
        for (label, pair) in [
            ("title", &comparison.title),
            ("what was asked", &comparison.asked),
        ] {
            if pair.how != How::Same {
                one_pair(sheet, pair, label, wide);
            }
        }
        for pair in &comparison.parts {
            one_pair(sheet, pair, "", wide);
        }
        one_pair(sheet, &comparison.tags, "tags", wide);
    }

    /// From when they are, and the way to other versions.
    fn heads(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, both: &Both<'_>, wide: bool) {
        let theme = cx.theme;
        let today = cx.now.wall.date_naive();
        let one_day = both.then.at.date_naive() == both.now.at.date_naive();
        let said = |at: DateTime<FixedOffset>| {
            let format = match (wide, sheet.width >= MIDDLE) {
                (true, _) => "%A %-d %B %Y, %H:%M",
                (false, true) => "%-d %B %Y, %H:%M",
                (false, false) if one_day => "%-d %b, %H:%M",
                (false, false) => "%-d %b %Y",
            };
            (at.format(format).to_string(), ago(at.date_naive(), today))
        };
        let (then, then_ago) = said(both.then.at);
        let (now, now_ago) = said(both.now.at);
        let (older, newer) = if theme.ascii {
            ("< older", "newer >")
        } else {
            ("\u{2190} older", "newer \u{2192}")
        };
        let turn = |mut row: Row| {
            for (word, command, can) in [
                (older, Command::Left, self.then + 1 < both.count),
                (newer, Command::Right, self.then > 1),
            ] {
                if can {
                    row = row.text("   ", theme.dim);
                    row = row.target(word, theme.accent, Target::Command(command));
                }
            }
            row
        };
        if wide {
            let right = right(sheet.width);
            let row = Row::new()
                .text("then  ", theme.strong)
                .text(then, theme.text);
            let row = row.at(right).text("now  ", theme.strong);
            sheet.row(row.text(now, theme.text));
            let row = turn(Row::new().at(6).text(then_ago, theme.dim));
            sheet.row(row.at(right + 5).text(now_ago, theme.dim));
            sheet.rule();
            return;
        }
        let row = Row::new().text("then", theme.strong).at(GUTTER);
        sheet.row(row.text(format!("{then}, {then_ago}"), theme.text));
        let row = Row::new().text("now", theme.strong).at(GUTTER);
        sheet.row(row.text(format!("{now}, {now_ago}"), theme.text));
        if both.count > 2 {
            sheet.row(turn(Row::new().at(GUTTER - 3)));
        }
    }
}

/// Where the right one of two columns begins.
fn right(width: u16) -> u16 {
    (width - BETWEEN) / 2 + BETWEEN
}

/// How a part stands to the other version, in words.
fn says(how: How) -> &'static str {
    match how {
        How::Same => "the same",
        How::Changed => "changed",
        How::Anew => "written anew",
        How::OnlyThen => "not there now",
        How::OnlyNow => "not there then",
        How::Nowhere => "",
    }
}

fn one_pair(sheet: &mut Sheet<'_>, pair: &Pair, label: &str, wide: bool) {
    if pair.how == How::Nowhere {
        return;
    }
    sheet.gap();
    if wide {
        side_by_side(sheet, pair, label);
    } else {
        one_over_the_other(sheet, pair, label);
    }
}

/// The label of a side, or the one that stands for a part without any.
fn label_of<'s>(side: Option<&'s Side>, label: &'s str) -> &'s str {
    match side {
        Some(side) if !side.label.is_empty() => &side.label,
        Some(_) | None => label,
    }
}

fn side_by_side(sheet: &mut Sheet<'_>, pair: &Pair, label: &str) {
    let (theme, right) = (sheet.theme, right(sheet.width));
    let columns = right - BETWEEN;
    let (then, now) = (pair.then.as_ref(), pair.now.as_ref());
    let dim = |text: &str| wrapped_line(text, theme.dim, columns);
    let head = |label: &str, says: &str| match (label, says) {
        ("", says) => dim(says),
        (label, "") => dim(label),
        (label, says) => dim(&format!("{label}  \u{b7} {says}")),
    };
    let (of_then, of_now) = (label_of(then, label), label_of(now, label));
    let how = says(pair.how);
    let heads = match pair.how {
        How::OnlyThen => (head(of_then, ""), dim(how)),
        How::OnlyNow => (dim(how), head(of_now, "")),
        How::Same | How::Changed | How::Anew | How::Nowhere => {
            (head(of_then, ""), head(of_now, how))
        }
    };
    rows(sheet, heads.0, heads.1, right);
    let quiet = if pair.how == How::Same {
        theme.dim
    } else {
        theme.text
    };
    let text =
        |side: Option<&Side>| side.map_or_else(Vec::new, |side| lines(side, quiet, theme, columns));
    // What is the same stands once.
    let second = if pair.how == How::Same { None } else { now };
    rows(sheet, text(then), text(second), right);
}

fn rows(sheet: &mut Sheet<'_>, left: Vec<Line>, right: Vec<Line>, at: u16) {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    for _ in 0..count {
        let row = put(Row::new(), left.next().unwrap_or_default());
        sheet.row(put(row.at(at), right.next().unwrap_or_default()));
    }
}

fn put(row: Row, line: Line) -> Row {
    let add = |row: Row, (text, style): (String, Style)| row.text(text, style);
    line.into_iter().fold(row, add)
}

fn one_over_the_other(sheet: &mut Sheet<'_>, pair: &Pair, label: &str) {
    let theme = sheet.theme;
    let (then, now) = (pair.then.as_ref(), pair.now.as_ref());
    let (of_then, of_now) = (label_of(then, label), label_of(now, label));
    let one_label = then.is_none() || now.is_none() || of_then == of_now;
    let shown = if now.is_some() { of_now } else { of_then };
    let how = says(pair.how);
    let head = match (shown, one_label, pair.how) {
        ("", _, _) => how.to_owned(),
        (label, true, _) => format!("{label}  \u{b7} {how}"),
        (label, false, How::Same) => {
            format!("{label}  \u{b7} {how}; then it was called \u{201c}{of_then}\u{201d}")
        }
        (_, false, _) => how.to_owned(),
    };
    sheet.prose(&head, theme.dim, 0);
    if let (How::Same, Some(side)) = (pair.how, now) {
        sheet.prose(&side.text, theme.dim, GUTTER);
        return;
    }
    for (word, side) in [("then", then), ("now", now)] {
        let Some(side) = side else {
            continue;
        };
        let columns = sheet.width.saturating_sub(GUTTER);
        let mut all = Vec::new();
        if !one_label {
            all = wrapped_line(label_of(Some(side), label), theme.dim, columns);
        }
        all.extend(lines(side, theme.text, theme, columns));
        let mut lead = word;
        for line in all {
            let row = Row::new().text(std::mem::take(&mut lead), theme.dim);
            sheet.row(put(row.at(GUTTER), line));
        }
    }
}

fn wrapped_line(text: &str, style: Style, columns: u16) -> Vec<Line> {
    let lines = crate::tui::sheet::wrapped(text, columns).into_iter();
    lines.map(|line| vec![(line, style)]).collect()
}

/// The text of a side in rows, with the words marked that the other does not have.
fn lines(side: &Side, style: Style, theme: Theme, columns: u16) -> Vec<Line> {
    let text = side.text.as_str();
    let marked = |range: std::ops::Range<usize>| {
        let mut line: Line = Vec::new();
        let mut at = range.start;
        let first = side.changed.partition_point(|c| c.end <= range.start);
        for change in side.changed.iter().skip(first) {
            let (from, to) = (change.start.max(at), change.end.min(range.end));
            if from >= to {
                break;
            }
            line.push((text[at..from].to_owned(), style));
            line.push((text[from..to].trim_end().to_owned(), theme.flag));
            at = to.max(from);
        }
        line.push((text[at..range.end].trim_end().to_owned(), style));
        line
    };
    wrap(text, columns.max(1)).into_iter().map(marked).collect()
}
