//! What a page of free text has in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::Words;
use crate::exercise::write;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Write {
    pub placeholder: Voiced,
    pub minutes: Option<u16>,
}

impl Write {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Write {
        Write {
            placeholder: table.voiced_or_none("placeholder", Shape::Line, voices),
            minutes: table
                .number("timer", 1..=120)
                .and_then(|n| u16::try_from(n).ok()),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> write::Spec {
        write::Spec {
            placeholder: words.say(&self.placeholder),
            minutes: self.minutes,
        }
    }
}
