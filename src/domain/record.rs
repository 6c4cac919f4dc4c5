//! Records: the only thing that is written. A record is never changed; a newer one replaces it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::id::{DeviceId, ItemId, PersonId, RecordId, SpaceId, StepId, ThreadId};
use super::mark::Mark;
use super::person::Profile;
use crate::exercise::{Answer, Labels};

/// The format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// One version of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub id: RecordId,
    pub thread: ThreadId,
    pub space: SpaceId,
    pub by: PersonId,
    pub device: DeviceId,
    /// When it was written, in the writer's local time.
    pub at: DateTime<FixedOffset>,
    /// The exercise that it answers.
    pub item: Option<ItemId>,
    /// The words of the question, as they were. Most records are of entries and have none, and a large book
    /// holds many.
    pub prompt: Option<Box<Prompt>>,
    /// The versions that this one supersedes.
    pub replaces: Vec<RecordId>,
    pub body: Body,
}

/// The wording that an answer answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// The id and version of the pack, such as `amends 1`.
    pub pack: String,
    /// The name of the exercise, and what it asked.
    pub title: String,
    pub text: String,
    /// The labels of the parts of the answer.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// Whether the exercise takes several answers, each a thing of its own: talks, letters.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Profile(Profile),
    Entry(Entry),
    Answer(Answer),
    SetAside(SetAside),
    Mark(Mark),
    /// These versions are deleted for good.
    Purge(Vec<RecordId>),
    /// Written by a newer version. It stays on disk as it is, and this version shows nothing of it.
    Unknown {
        kind: String,
    },
}

/// A journal entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The time that it is about; for most the time at which it was begun.
    pub at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// A step that is too fresh for now, or is taken up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    pub step: StepId,
    pub aside: bool,
}

impl Record {
    /// Whether it is one of several answers to the same exercise, which stand side by side.
    pub fn is_one_of_several(&self) -> bool {
        self.prompt.as_ref().is_some_and(|prompt| prompt.several)
    }
}

impl Body {
    /// The word for it on disk and on the command line.
    pub fn kind(&self) -> &str {
        match self {
            Body::Profile(_) => "profile",
            Body::Entry(_) => "entry",
            Body::Answer(_) => "answer",
            Body::SetAside(_) => "set_aside",
            Body::Mark(_) => "mark",
            Body::Purge(_) => "purge",
            Body::Unknown { kind } => kind,
        }
    }
}
