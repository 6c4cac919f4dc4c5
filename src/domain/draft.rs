//! Drafts: what is being written and is not saved yet.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::id::{ItemId, PersonId, RecordId, ThreadId};
use super::mark::Marking;
use super::record::Record;
use crate::exercise::Doing;

/// What a draft will become. There is one draft at most for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftKey {
    /// A journal entry; a new one has its thread from the first letter on.
    Entry(ThreadId),
    Item(ItemId),
    /// One of several answers to an exercise; a new one has its thread from the first letter on.
    OneOf(ItemId, ThreadId),
    /// The mark of a day.
    Mark(NaiveDate),
}

impl DraftKey {
    /// What a draft of the next version of `record` is of.
    pub fn of(record: &Record) -> DraftKey {
        match (super::mark::of(record), &record.item) {
            (Some(mark), _) => DraftKey::Mark(mark.day),
            (None, Some(item)) if record.is_one_of_several() => {
                DraftKey::OneOf(item.clone(), record.thread)
            }
            (None, Some(item)) => DraftKey::Item(item.clone()),
            (None, None) => DraftKey::Entry(record.thread),
        }
    }
}

/// Something half written.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub key: DraftKey,
    pub person: PersonId,
    /// The versions that the writing started from.
    #[serde(default)]
    pub base: Vec<RecordId>,
    pub at: DateTime<FixedOffset>,
    /// Where the caret was, in bytes from the start of the first field, with one between fields.
    #[serde(default)]
    pub caret: usize,
    pub body: DraftBody,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftBody {
    Entry {
        title: String,
        /// As typed: separated by commas.
        tags: String,
        text: String,
        at: DateTime<FixedOffset>,
    },
    Doing(Doing),
    /// What was said of a day, and not what stood there before.
    Mark(Marking),
}

// What people write must not reach a log or a panic message, so these say only what a draft is of.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut draft = f.debug_struct("Draft");
        draft.field("key", &self.key).field("at", &self.at);
        draft.finish_non_exhaustive()
    }
}

impl fmt::Debug for DraftBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DraftBody::Entry { .. } => "Entry(..)",
            DraftBody::Doing(_) => "Doing(..)",
            DraftBody::Mark(_) => "Mark(..)",
        })
    }
}
