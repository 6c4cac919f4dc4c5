//! What impacts that are said back and put right have in a pack.

use super::super::finding::{Taken, known_names};
use super::super::node::Node;
use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, at_least, at_most, flags};
use crate::content::stages::Shelf;
use crate::exercise::echo::{self, Of};

#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    pub impact: Asked,
    pub back: Asked,
    pub repair: Asked,
    pub by: Asked,
    pub flags: Vec<String>,
    pub at_least: usize,
    pub at_most: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub label: Voiced,
    pub hint: Voiced,
    pub optional: bool,
}

impl Echo {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Echo {
        let optional = optional(table);
        let asked = |of: Of, hint: &'static str| Asked {
            label: table.voiced(of.name(), Shape::Line, voices),
            hint: table.voiced_or_none(hint, Shape::Line, voices),
            optional: optional.contains(&of),
        };
        let least = at_least(table, 1);
        Echo {
            impact: asked(Of::Impact, "impact_hint"),
            back: asked(Of::Back, "back_hint"),
            repair: asked(Of::Repair, "repair_hint"),
            by: asked(Of::By, "by_hint"),
            flags: flags(table, "flags", shelf),
            at_least: least,
            at_most: at_most(table, least),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> echo::Spec {
        let asked = |asked: &Asked| echo::Asked {
            label: words.say(&asked.label),
            hint: words.say(&asked.hint),
            optional: asked.optional,
        };
        echo::Spec {
            impact: asked(&self.impact),
            back: asked(&self.back),
            repair: asked(&self.repair),
            by: asked(&self.by),
            flags: words.flags(&self.flags),
            at_least: self.at_least,
            at_most: self.at_most,
        }
    }
}

/// What may stay empty of each impact: listed under `optional`, or under `may_be_empty` where
/// `optional` already says that the whole exercise may be left out.
fn optional(table: &Table<'_>) -> Vec<Of> {
    let mut taken = Taken::default();
    let mut optional = Vec::new();
    let lists = table.get("optional").is_some_and(Node::is_array);
    let mut texts = table.texts("may_be_empty");
    texts.extend(lists.then(|| table.texts("optional")).into_iter().flatten());
    for (text, at) in texts {
        taken.take(table.report, "the word", text, at);
        match Of::THEN.into_iter().find(|of| of.name() == text) {
            Some(of) => optional.push(of),
            None => {
                let message = format!("`{text}` is nothing that may stay empty");
                let hint = known_names(text, Of::THEN.map(Of::name));
                table.report.error_hint(at, message, hint);
            }
        }
    }
    optional
}
