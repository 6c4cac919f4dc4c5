//! What comes in and what goes out. The program between them does no I/O of its own.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::prefs::Prefs;
use crate::domain::{
    DeviceId, Draft, DraftKey, KeyChange, Passphrase, Person, Protection, Record, RecoveryCode,
    Role, State,
};
use crate::query::search::Index;

/// Something that happened. It holds private text, so it has no `Debug`.
pub enum Msg {
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Resize(u16, u16),
    /// The terminal has the focus again: others may have written meanwhile.
    Focus,
    /// Time has passed.
    Tick,
    Told(Told),
    /// The person's own editor has ended: its text, or why there is none.
    Edited(Result<String, String>),
    /// The terminal's background is known.
    Background {
        dark: bool,
    },
    /// The program is about to be put to sleep.
    Sleep,
    /// The program is asked to end from outside.
    End,
}

/// What the disk answered.
pub enum Told {
    /// There is no book yet.
    NoBook,
    Opened(Box<Opened>),
    /// What was written can be searched now. It comes after the book, which does not wait for it.
    Searchable {
        sitting: u32,
        index: Index,
    },
    /// The book is there, and the pages of this person are locked.
    Locked(String),
    /// The keys are out of memory, once for each time that they were to be.
    KeysDropped,
    /// The passphrase was set, changed or taken away elsewhere.
    OutOfStep,
    WrongPassphrase,
    /// So many pages are written under other keys, of so many.
    Sealing {
        done: usize,
        of: usize,
    },
    KeysChanged(NewKeys),
    /// The keys are as they were, and why.
    KeysNotChanged(String),
    /// The book cannot be opened, and why, in words for the person.
    Closed(String),
    /// A book was made for this role; it opens next.
    Created,
    NotCreated(String),
    Saved {
        ticket: u64,
        records: Vec<Record>,
    },
    NotSaved {
        ticket: u64,
        why: String,
    },
    DraftKept {
        key: DraftKey,
        at: DateTime<FixedOffset>,
    },
    DraftNotKept {
        key: DraftKey,
        why: String,
    },
    /// A draft that is ours to write now, as it stands on disk.
    Held(Box<Draft>),
    /// Something that is being written in another window.
    HeldElsewhere(DraftKey),
    Appeared {
        records: Vec<Record>,
        findings: Vec<String>,
    },
    Renamed(Person),
    /// The program has failed; the draft is all that matters now.
    Rescue,
    /// Something that was asked for could not be done, and why.
    Failed(String),
}

/// A book, opened and folded away from the thread that draws.
pub struct Opened {
    /// Which opening it is, so that an index of an earlier one is known.
    pub sitting: u32,
    pub me: Person,
    pub device: DeviceId,
    /// Shared for a moment with what makes the search index.
    pub state: Arc<State>,
    pub drafts: Vec<Draft>,
    pub protection: Protection,
    pub read_only: Option<String>,
    pub findings: Vec<String>,
}

/// What a change of keys came to.
pub struct NewKeys {
    pub protection: Protection,
    /// To be shown once.
    pub recovery: Option<RecoveryCode>,
    /// Files that may still hold text in clear.
    pub findings: Vec<String>,
}

/// What the driver has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Create {
        name: String,
        role: Role,
    },
    Commit {
        ticket: u64,
        records: Vec<Record>,
        drop: Option<DraftKey>,
    },
    KeepDraft(Box<Draft>),
    DropDraft(DraftKey),
    /// From now on this is written here and nowhere else.
    Hold(DraftKey),
    Release(DraftKey),
    Refresh,
    Rename(String),
    SavePrefs(Box<Prefs>),
    Copy(String),
    RunEditor(String),
    Mouse(bool),
    Suspend,
    Unlock(Passphrase),
    /// Drop the keys, once all that was asked before is done. The screen is cleared at once.
    Lock,
    ChangeKeys(KeyChange),
    /// Clear the screen at once, and stay.
    Blank,
    /// Clear the screen first, then end.
    Hide,
    Quit,
}
