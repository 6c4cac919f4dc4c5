//! What promises have in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::compose::Slot;
use super::{Words, each, flags};
use crate::content::stages::Shelf;
use crate::exercise::promise;

#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    pub promise: Voiced,
    pub promise_hint: Voiced,
    pub check: Voiced,
    pub check_hint: Voiced,
    pub due: Voiced,
    pub flags: Vec<String>,
    pub repair_about: Voiced,
    pub repair_flags: Vec<String>,
    pub repair: Vec<Slot>,
}

impl Promise {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Promise {
        let word = |key: &'static str| table.voiced(key, Shape::Line, voices);
        let hint = |key: &'static str| table.voiced_or_none(key, Shape::Line, voices);
        Promise {
            promise: word("promise"),
            promise_hint: hint("promise_hint"),
            check: word("check"),
            check_hint: hint("check_hint"),
            due: word("due"),
            flags: flags(table, "flags", shelf),
            repair_about: table.voiced("repair_about", Shape::Prose, voices),
            repair_flags: flags(table, "repair_flags", shelf),
            repair: each(table, "repair", "a part of the repair form", |part, id| {
                Slot::read(part, id, voices)
            }),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> promise::Spec {
        promise::Spec {
            promise: words.say(&self.promise),
            promise_hint: words.say(&self.promise_hint),
            check: words.say(&self.check),
            check_hint: words.say(&self.check_hint),
            due: words.say(&self.due),
            flags: words.flags(&self.flags),
            repair_about: words.say(&self.repair_about),
            repair_flags: words.flags(&self.repair_flags),
            repair: self.repair.iter().map(|slot| slot.spec(words)).collect(),
        }
    }
}
