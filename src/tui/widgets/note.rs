//! The rows under a text that say what is pointed out in it. They are always there, so that nothing
//! jumps when a phrase comes or goes.

use super::super::sheet::{Row, Sheet, wrapped};
use super::super::view::{Cx, Size};

/// Rows for the words.
const ROWS: usize = 3;

/// Puts `says` under a rule: what is pointed out, with its keys, or a hint without any.
pub fn note(cx: &Cx<'_>, size: Size, says: &str, keys: Option<String>) -> Sheet<'static> {
    let mut sheet = Sheet::new(size.width, cx.theme);
    let rows = if size.height < 14 { 2 } else { ROWS };
    sheet.rule();
    let style = match keys {
        Some(_) => cx.theme.text,
        None => cx.theme.dim,
    };
    let mut lines = match says.is_empty() {
        true => Vec::new(),
        false => wrapped(says, size.width),
    };
    let cut = lines.len() > rows;
    lines.resize(rows, String::new());
    for (place, line) in lines.into_iter().enumerate() {
        let last = place + 1 == rows;
        let line = match last && cut {
            true => format!("{line} \u{2026}"),
            false => line,
        };
        let row = Row::new().text(line, style);
        sheet.row(match &keys {
            Some(keys) if last => row.right(size.width, keys.clone(), cx.theme.dim),
            Some(_) | None => row,
        });
    }
    sheet
}
