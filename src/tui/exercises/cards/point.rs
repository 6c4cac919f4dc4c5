//! What is pointed out in the fields of a card: flags, which can be kept, and rules, which hold.

use std::ops::Range;

use super::CardsWork;
use crate::exercise::cards::{self, Move};

/// A phrase that is pointed out in a field of the open card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pointed {
    pub range: Range<usize>,
    pub why: Why,
}

/// The flag or the rule, by its place in the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Flag(usize),
    Rule(usize),
}

impl CardsWork {
    /// Looks for what is to be pointed out in the card with the focus.
    pub(super) fn look(&mut self) {
        let (doing, spec) = (&self.doing, &self.spec);
        let complaints = doing.complaints(spec, &self.watch, self.at);
        let found = |(place, field): (usize, &cards::Field)| {
            let mine = complaints.iter().filter(|c| c.field == place);
            let mut found: Vec<Pointed> = mine
                .map(|complaint| Pointed {
                    range: complaint.range.clone(),
                    why: Why::Rule(complaint.rule),
                })
                .collect();
            if !field.form.is_day() {
                let hits = doing.flagged(spec, &self.finder, self.at, &field.id);
                let flags = hits.into_iter().map(|hit| Pointed {
                    range: hit.range,
                    why: Why::Flag(hit.flag),
                });
                // Of two at the same words the one that holds is said.
                let beside = |flag: &Pointed| {
                    let rules = found.iter();
                    !rules.clone().any(|rule| {
                        rule.range.start < flag.range.end && flag.range.start < rule.range.end
                    })
                };
                let flags: Vec<Pointed> = flags.filter(beside).collect();
                found.extend(flags);
            }
            found.sort_by_key(|pointed| pointed.range.start);
            found
        };
        self.pointed = spec.fields.iter().enumerate().map(found).collect();
    }

    /// The phrase that the note is about: the one at the caret, or the next, or the last.
    pub(super) fn current(&self) -> Option<&Pointed> {
        let pointed = self.pointed.get(self.field)?;
        let slot = self.rows.get(self.at)?.get(self.field)?;
        let caret = slot.field().editor.caret_offset();
        let at = pointed.iter().find(|p| caret <= p.range.end);
        at.or_else(|| pointed.last())
    }

    /// The field and the end of the next phrase of this card, and round again.
    pub(super) fn next_phrase(&self) -> Option<(usize, usize)> {
        let slot = self.rows.get(self.at)?.get(self.field)?;
        let caret = slot.field().editor.caret_offset();
        let here = self.pointed.get(self.field)?.iter();
        let later = here.map(|p| p.range.end).find(|end| *end > caret);
        let later = later.map(|end| (self.field, end));
        later.or_else(|| {
            (1..=self.count()).find_map(|step| {
                let field = (self.field + step) % self.count();
                Some((field, self.pointed.get(field)?.first()?.range.end))
            })
        })
    }

    pub(super) fn has_next_phrase(&self) -> bool {
        let slot = self.rows.get(self.at).and_then(|row| row.get(self.field));
        let here = slot.map(|slot| (self.field, slot.field().editor.caret_offset()));
        self.next_phrase().is_some() && self.next_phrase() != here
    }

    pub(super) fn keep(&mut self) {
        let Some(Pointed {
            range,
            why: Why::Flag(flag),
        }) = self.current().cloned()
        else {
            return;
        };
        let field = self.spec.fields[self.field].id.clone();
        let text = self.doing.rows[self.at].text(&field);
        let step = Move::Keep {
            row: self.at,
            phrase: text.get(range).unwrap_or_default().to_owned(),
            flag: self.spec.flags[flag].id.clone(),
            field,
        };
        // Keeping a phrase cannot fail.
        let _ = self.doing.apply(&self.spec, step);
        self.changes += 1;
        self.look();
    }
}
