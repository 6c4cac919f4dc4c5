//! The headings of the key help and of the README's table.

/// The headings of the key help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Always,
    Moving,
    Doing,
    Writing,
    Keeping,
}

impl Group {
    pub const ALL: [Group; 5] = [
        Group::Doing,
        Group::Writing,
        Group::Keeping,
        Group::Moving,
        Group::Always,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Group::Always => "always",
            Group::Moving => "moving",
            Group::Doing => "doing",
            Group::Writing => "writing",
            Group::Keeping => "what is saved",
        }
    }
}
