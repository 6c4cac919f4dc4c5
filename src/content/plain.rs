//! The values of a file of a pack without their places, in a form that needs no parsing, and with the lines of
//! each paragraph joined. The build script makes it of the default pack, so this file is part of both.

use serde::{Deserialize, Serialize};

/// A value. There is no more than the default pack has: the build script says so where that changes.
#[derive(Serialize, Deserialize)]
pub enum Plain<'a> {
    /// As [`fold`] leaves it.
    Text(&'a str),
    Number(i64),
    Yes(bool),
    /// Year, month and day.
    Date(u16, u8, u8),
    #[serde(borrow)]
    Array(Vec<Plain<'a>>),
    /// In the order in which it was written.
    #[serde(borrow)]
    Table(Vec<(&'a str, Plain<'a>)>),
}

/// A file: its path in the pack, and its values.
pub type PlainFile<'a> = (&'a str, Plain<'a>);

/// Joins the lines of each paragraph. Lines that begin with "- " stay lines.
pub fn fold(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut gap = false;
    for line in raw.lines().map(str::trim) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(match (gap, line.starts_with("- ")) {
                (true, _) => "\n\n",
                (false, true) => "\n",
                (false, false) => " ",
            });
        }
        out.push_str(line);
        gap = false;
    }
    out
}
