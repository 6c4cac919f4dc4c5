//! A sign for each kind of thing, told apart by its shape alone.

use super::super::theme::Theme;
use crate::query::reading::Kind;

/// The sign of a kind; in ASCII its first letter.
pub fn sign(kind: Kind, theme: Theme) -> &'static str {
    match (kind, theme.ascii) {
        (Kind::Entry, false) => "\u{25a0}",
        (Kind::Answer, false) => "\u{25c7}",
        (Kind::Mark, false) => "\u{25b3}",
        (Kind::Entry, true) => "e",
        (Kind::Answer, true) => "a",
        (Kind::Mark, true) => "m",
    }
}
