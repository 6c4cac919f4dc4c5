//! What a text in parts has in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, each, flags};
use crate::content::stages::Shelf;
use crate::exercise::compose;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compose {
    pub slots: Vec<Slot>,
    pub flags: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    pub id: String,
    pub label: Voiced,
    pub hint: Voiced,
    pub optional: bool,
}

impl Compose {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Compose {
        let slots = each(table, "slot", "a part", |part, id| {
            Slot::read(part, id, voices)
        });
        if !slots.is_empty() && slots.iter().all(|slot| slot.optional) {
            table.report.error_hint(
                table.at,
                "every part of this exercise is optional",
                "an answer needs one part that is not; the exercise itself can be `optional = true`",
            );
        }
        Compose {
            slots,
            flags: flags(table, "flags", shelf),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> compose::Spec {
        compose::Spec {
            slots: self.slots.iter().map(|slot| slot.spec(words)).collect(),
            flags: words.flags(&self.flags),
        }
    }
}

impl Slot {
    pub(super) fn read(part: &Table<'_>, id: String, voices: &[Voice]) -> Slot {
        Slot {
            id,
            label: part.voiced("label", Shape::Line, voices),
            hint: part.voiced_or_none("hint", Shape::Line, voices),
            optional: part.yes("optional"),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> compose::Slot {
        compose::Slot {
            id: self.id.clone(),
            label: words.say(&self.label),
            hint: words.say(&self.hint),
            optional: self.optional,
        }
    }
}
