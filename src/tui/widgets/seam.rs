//! The seam: the path as one line, drawn in the accent where it is mended. The only ornament.

use super::super::sheet::Row;
use super::super::theme::Theme;

/// How a step stands on the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Done,
    /// Where the person is.
    Here,
    Open,
    /// Set aside as too fresh.
    Aside,
}

/// The seam of one stage after what stands in `row`.
pub fn seam(mut row: Row, marks: &[Mark], theme: Theme) -> Row {
    for mark in marks {
        let (line, sign, style) = match (mark, theme.ascii) {
            (Mark::Done, false) => ("\u{2501}\u{2501}", "\u{25cf}", theme.accent),
            (Mark::Here, false) => ("\u{2501}\u{2501}", "\u{25c6}", theme.accent),
            (Mark::Open, false) => ("\u{2500}\u{2500}", "\u{25cb}", theme.dim),
            (Mark::Aside, false) => ("\u{2500}\u{2500}", "\u{25cc}", theme.dim),
            (Mark::Done, true) => ("==", "*", theme.accent),
            (Mark::Here, true) => ("==", "<>", theme.accent),
            (Mark::Open, true) => ("--", "o", theme.dim),
            (Mark::Aside, true) => ("--", ".", theme.dim),
        };
        let text = format!("{line}{sign}");
        row = row.text(text, style);
    }
    row
}
