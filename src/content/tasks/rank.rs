//! What values to put in order have in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, leaves_own_ids, list_holds, small};
use crate::content::stages::Shelf;
use crate::exercise::rank;

#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    /// The id of a list of the library.
    pub list: String,
    /// How many are put in order.
    pub top: usize,
    pub own: bool,
    pub behaviour: Voiced,
    pub hint: Voiced,
}

impl Rank {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Rank {
        let list = table.text("list", Shape::Line);
        table.need("top");
        let top = small(table.number("top", 2..=9));
        // A number that is no good was told of already.
        list_holds(table, &list, (top.map_or(0, usize::from), "top"), shelf);
        leaves_own_ids(table, &list, shelf);
        Rank {
            list,
            top: top.map_or(5, usize::from),
            own: table.yes("own"),
            behaviour: table.voiced("behaviour", Shape::Line, voices),
            hint: table.voiced_or_none("hint", Shape::Line, voices),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> rank::Spec {
        rank::Spec {
            items: words.list(&self.list),
            own: self.own,
            top: self.top,
            behaviour: words.say(&self.behaviour),
            hint: words.say(&self.hint),
        }
    }
}
