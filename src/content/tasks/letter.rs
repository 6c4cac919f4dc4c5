//! What letters have in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::Words;
use crate::exercise::letter;

#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub placeholder: Voiced,
    pub opens: Voiced,
    pub days: u64,
    pub sealed: Voiced,
}

impl Letter {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Letter {
        table.need("days");
        let days = table.number("days", 1..=3650);
        Letter {
            placeholder: table.voiced_or_none("placeholder", Shape::Line, voices),
            opens: table.voiced("opens", Shape::Line, voices),
            days: days.and_then(|days| u64::try_from(days).ok()).unwrap_or(1),
            sealed: table.voiced("sealed", Shape::Prose, voices),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> letter::Spec {
        letter::Spec {
            placeholder: words.say(&self.placeholder),
            opens: words.say(&self.opens),
            days: self.days,
            sealed: words.say(&self.sealed),
        }
    }
}
