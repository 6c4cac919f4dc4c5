//! The marks: week by week the middle and the range, then every day that has one.

use super::page::Page;
use crate::domain::Mark;
use crate::domain::mark::Aspect;
use crate::export::Source;
use crate::export::escape::inside;
use crate::query::trend::{Spread, Trend, slips};

/// Writes the marks, where there are any.
pub(super) fn marks(page: &mut Page, source: &Source<'_>) {
    let marks: Vec<Mark> = source
        .state
        .marks()
        .filter(|mark| {
            let mut heads = source.state.mark_heads(mark.day).into_iter();
            heads.any(|record| source.wants(record.thread))
        })
        .collect();
    if marks.is_empty() {
        return;
    }
    page.heading(2, "Marks");
    page.piece("How safe it felt, how much trust there was and how near, each from 0 to 10.");
    weeks(page, source, &marks);
    page.heading(3, "Day by day");
    page.list(marks.iter().map(day));
}

/// A row for each week from the first to the last. Before there are enough of them there is none.
fn weeks(page: &mut Page, source: &Source<'_>, marks: &[Mark]) {
    let slips = slips(source.state).filter(|(thread, _)| source.wants(*thread));
    let trend = Trend::of(marks.iter().cloned()).with_slips(slips.map(|(_, day)| day));
    let slipped = trend.weeks().iter().any(|week| !week.slipped.is_empty());
    let rows: Vec<Vec<String>> = trend
        .weeks()
        .iter()
        .map(|week| {
            let cell = |aspect| week.spread(aspect).map_or(String::new(), spread);
            let monday = week.monday.format("%-d %B %Y").to_string();
            let days: Vec<String> = week
                .slipped
                .iter()
                .map(|d| d.format("%A").to_string())
                .collect();
            std::iter::once(monday)
                .chain(Aspect::ALL.map(cell))
                .chain(slipped.then(|| days.join(", ")))
                .collect()
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.heading(3, "Week by week");
    page.piece(
        "The middle of each week, and in brackets the lowest and the highest. A week without marks \
         is blank.",
    );
    let [safety, trust, connection] = Aspect::ALL.map(Aspect::name);
    let mut heads = vec!["week from", safety, trust, connection];
    heads.extend(slipped.then_some("it slipped"));
    page.table(&heads, &rows);
}

fn spread(spread: Spread) -> String {
    if spread.low == spread.high {
        return spread.median.to_string();
    }
    format!("{} ({} to {})", spread.median, spread.low, spread.high)
}

fn day(mark: &Mark) -> String {
    let day = mark.day.format("%A %-d %B %Y").to_string();
    let head: Vec<String> = [day, mark.numbers()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    match mark.note.as_str() {
        "" => head.join(", "),
        note => format!("{}: {}", head.join(", "), inside(note)),
    }
}
