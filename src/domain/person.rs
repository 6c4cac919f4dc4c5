//! Who writes, and as whom.

use serde::{Deserialize, Serialize};

use super::id::{PersonId, SpaceId};

/// A person in a book. The name stands in clear on disk; all else about a person is in records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// The space that only this person reads.
    pub space: SpaceId,
}

/// What happened, seen from this person: chosen by themselves alone, and open to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The one who was hurt.
    Hurt,
    /// The one who broke trust.
    Broke,
    /// Some of each.
    Both,
    #[default]
    Undecided,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Hurt, Role::Broke, Role::Both, Role::Undecided];

    /// The word for it in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Role::Hurt => "hurt",
            Role::Broke => "broke",
            Role::Both => "both",
            Role::Undecided => "undecided",
        }
    }

    /// The role with this name, if there is one.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Whether a person works alone or two take turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    #[default]
    Alone,
    Couple,
}

/// What a person said of themselves. It is a record, so it has versions, and damage to it hides nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub role: Role,
    pub setting: Setting,
}
