//! What a timeline has in a pack.

use super::super::finding::known_names;
use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, at_least, each};
use crate::exercise::timeline::{self, Asks, EventKind};

#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub kinds: Vec<(String, Voiced)>,
    /// Which date is asked for first, by voice: `happened` or `learned`.
    pub asks: Voiced,
    pub happened: Voiced,
    pub learned: Voiced,
    pub placeholder: Voiced,
    pub at_least: usize,
}

impl Timeline {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Timeline {
        let asks = table.voiced("asks", Shape::Line, voices);
        for (key, word) in asks.variants() {
            if !["happened", "learned", ""].contains(&word) {
                let node = table.get("asks");
                let variant = node.and_then(|node| node.get(key)).or(node);
                let at = variant.map_or(table.at, |node| node.at);
                let hint = known_names(word, ["happened", "learned"]);
                let message = format!("`asks` cannot be `{word}`");
                table.report.error_hint(at, message, hint);
            }
        }
        Timeline {
            kinds: each(table, "event", "a kind of event", |part, id| {
                (id, part.voiced("label", Shape::Line, voices))
            }),
            asks,
            happened: table.voiced("happened", Shape::Line, voices),
            learned: table.voiced("learned", Shape::Line, voices),
            placeholder: table.voiced_or_none("placeholder", Shape::Line, voices),
            at_least: at_least(table, 1),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> timeline::Spec {
        let kind = |(id, label): &(String, Voiced)| EventKind {
            id: id.clone(),
            label: words.say(label),
        };
        timeline::Spec {
            kinds: self.kinds.iter().map(kind).collect(),
            asks: match self.asks.get(words.voice) {
                "learned" => Asks::Learned,
                _ => Asks::Happened,
            },
            happened: words.say(&self.happened),
            learned: words.say(&self.learned),
            placeholder: words.say(&self.placeholder),
            at_least: self.at_least,
        }
    }
}
