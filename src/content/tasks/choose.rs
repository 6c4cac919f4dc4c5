//! What words to choose have in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, at_least, list_holds, place, small};
use crate::content::stages::Shelf;
use crate::exercise::choose;

#[derive(Clone, Debug, PartialEq)]
pub struct Choose {
    /// The id of the list in the library.
    pub list: String,
    pub at_least: usize,
    pub at_most: Option<usize>,
    pub rating: Option<Rating>,
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    pub top: u8,
    pub low: Voiced,
    pub high: Voiced,
}

impl Choose {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Choose {
        let list = table.text("list", Shape::Line);
        let own = table.yes("own");
        let least = at_least(table, 1);
        let most = table
            .number("at_most", 1..=100)
            .and_then(|n| usize::try_from(n).ok());
        if let Some(most) = most.filter(|most| *most < least) {
            let message = format!("`at_most` is {most}, and `at_least` is {least}");
            table.report.error(place(table, "at_most"), message);
        }
        list_holds(table, &list, (least, "at_least"), shelf);
        let rating = table.get("rating").and_then(|node| {
            let part = Table::of(table.report, node, "a rating")?;
            part.need("top");
            let rating = Rating {
                top: small(part.number("top", 2..=10)).unwrap_or(5),
                low: part.voiced("low", Shape::Line, voices),
                high: part.voiced("high", Shape::Line, voices),
            };
            part.finish();
            Some(rating)
        });
        Choose {
            list,
            at_least: least,
            at_most: most,
            rating,
            own,
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> choose::Spec {
        choose::Spec {
            items: words.list(&self.list),
            at_least: self.at_least,
            at_most: self.at_most,
            rating: self.rating.as_ref().map(|rating| choose::Rating {
                top: rating.top,
                low: words.say(&rating.low),
                high: words.say(&rating.high),
            }),
            own: self.own,
        }
    }
}
