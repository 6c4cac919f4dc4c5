//! What cards to sort have in a pack.

use super::super::finding::known_names;
use super::super::model::for_voice;
use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, at_least, each, place, whom};
use crate::domain::Role;
use crate::exercise::sort;

#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    pub buckets: Vec<Bucket>,
    pub cards: Vec<Card>,
    pub own: bool,
    pub at_least: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bucket {
    pub id: String,
    pub label: Voiced,
    pub hint: Voiced,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub id: String,
    pub text: Voiced,
    /// The roles that get this card; empty for all.
    pub roles: Vec<Role>,
    /// The only buckets that take it; empty for any.
    pub only: Vec<String>,
    pub why: Voiced,
    pub must: bool,
}

impl Sort {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Sort {
        let buckets = each(table, "bucket", "a pile", |part, id| Bucket {
            id,
            label: part.voiced("label", Shape::Line, voices),
            hint: part.voiced_or_none("hint", Shape::Line, voices),
        });
        if buckets.len() == 1 {
            let hint = "sorting needs two piles at least";
            table
                .report
                .error_hint(table.at, "there is only one pile", hint);
        }
        let cards = each(table, "card", "a card", |part, id| {
            card(part, id, voices, &buckets)
        });
        let own = table.yes("own");
        let least = at_least(table, 0);
        for voice in voices {
            let mine = |card: &&Card| for_voice(&card.roles, *voice);
            let count = cards.iter().filter(mine).count();
            if count < least && !own {
                let at = place(table, "at_least");
                let [who, ..] = voice.keys();
                let message =
                    format!("`at_least` is {least}, and there are {count} cards for {who}");
                table.report.error(at, message);
                break;
            }
        }
        Sort {
            buckets,
            cards,
            own,
            at_least: least,
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> sort::Spec {
        let bucket = |bucket: &Bucket| sort::Bucket {
            id: bucket.id.clone(),
            label: words.say(&bucket.label),
            hint: words.say(&bucket.hint),
        };
        let card = |card: &Card| sort::Card {
            id: card.id.clone(),
            text: words.say(&card.text),
            only: card.only.clone(),
            why: words.say(&card.why),
            must: card.must,
        };
        let mine = |card: &&Card| for_voice(&card.roles, words.voice);
        sort::Spec {
            buckets: self.buckets.iter().map(bucket).collect(),
            cards: self.cards.iter().filter(mine).map(card).collect(),
            own: self.own,
            at_least: self.at_least,
        }
    }
}

fn card(part: &Table<'_>, id: String, voices: &[Voice], buckets: &[Bucket]) -> Card {
    let (roles, voices) = whom(part, voices, "nobody gets this card");
    let mut only = Vec::new();
    for (bucket, at) in part.texts("only") {
        if !buckets.iter().any(|b| b.id == bucket) {
            let hint = known_names(bucket, buckets.iter().map(|b| b.id.as_str()));
            let message = format!("there is no pile `{bucket}` in this exercise");
            part.report.error_hint(at, message, hint);
        }
        only.push(bucket.to_owned());
    }
    let why = part.voiced_or_none("why", Shape::Line, &voices);
    if !only.is_empty() && why.is_empty() && part.get("why").is_none() {
        part.report.error_hint(
            place(part, "only"),
            "a card that may not lie everywhere needs a `why`",
            "it is what people read when they put it elsewhere",
        );
    }
    Card {
        id,
        text: part.voiced("text", Shape::Line, &voices),
        roles,
        only,
        why,
        must: part.yes("must"),
    }
}
