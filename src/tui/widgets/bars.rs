//! Bars: one column for each week, as high as its median on the whole scale, and blank where it has none.

use super::super::theme::Theme;
use crate::domain::Aspect;
use crate::query::trend::Week;

const BARS: [&str; 8] = [
    "\u{2581}", "\u{2582}", "\u{2583}", "\u{2584}", "\u{2585}", "\u{2586}", "\u{2587}", "\u{2588}",
];
/// From the foot of the line to a full cell.
const ASCII: [&str; 8] = ["_", ".", "-", "=", "+", "*", "#", "@"];

/// The bars of one aspect, from the oldest week to the newest.
pub fn bars(weeks: &[Week], aspect: Aspect, theme: Theme) -> String {
    let signs = if theme.ascii { ASCII } else { BARS };
    let sign = |week: &Week| match week.spread(aspect) {
        Some(spread) => signs[spread.median.level(signs.len())],
        None => " ",
    };
    weeks.iter().map(sign).collect()
}
