//! What things to do have in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, at_least, leaves_own_ids, list_holds};
use crate::content::stages::Shelf;
use crate::exercise::activity;

#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// The id of a list of the library.
    pub list: String,
    pub own: bool,
    /// How many are picked before one is drawn.
    pub at_least: usize,
    pub on: Voiced,
    pub near: Voiced,
    pub far: Voiced,
}

impl Activity {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Activity {
        let list = table.text("list", Shape::Line);
        let least = at_least(table, 1).max(1);
        list_holds(table, &list, (least, "at_least"), shelf);
        leaves_own_ids(table, &list, shelf);
        let words = |key: &'static str| table.voiced(key, Shape::Line, voices);
        Activity {
            list,
            own: table.yes("own"),
            at_least: least,
            on: words("on"),
            near: words("near"),
            far: words("far"),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> activity::Spec {
        activity::Spec {
            items: words.list(&self.list),
            own: self.own,
            at_least: self.at_least,
            on: words.say(&self.on),
            near: words.say(&self.near),
            far: words.say(&self.far),
        }
    }
}
