//! A ladder: the points of a scale in a row, the chosen one filled, and the number in figures.

use super::super::canvas::Target;
use super::super::sheet::Row;
use super::super::theme::Theme;

/// The ladder from 0 to `top` of the question at `place`, each point to be clicked. `blank` stands
/// where no number was chosen.
pub fn ladder(
    theme: Theme,
    width: u16,
    place: usize,
    (value, top): (Option<u8>, u8),
    blank: &str,
) -> Row {
    let gap = if width >= 50 { 3 } else { 1 };
    let (line, point, chosen) = match theme.ascii {
        false => ("\u{2500}", "\u{b7}", "\u{25cf}"),
        true => ("-", ".", "*"),
    };
    let mut row = Row::new().at(2);
    for number in 0..=top {
        if number > 0 {
            row = row.text(line.repeat(gap), theme.rule);
        }
        let target = Target::Choice(place, number.into());
        row = if value == Some(number) {
            row.target(chosen, theme.accent, target)
        } else {
            row.target(point, theme.dim, target)
        };
    }
    match value {
        Some(value) => row.text(format!("  {value}"), theme.strong),
        None => row.text(format!("  {blank}"), theme.dim),
    }
}
