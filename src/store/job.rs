//! What the writer is asked, and what it answers.

use std::collections::VecDeque;

use chrono::{DateTime, FixedOffset};

use super::create::NewBook;
use super::doctor::DoctorReport;
use super::error::{Finding, StoreError};
use super::not_saved::NotSaved;
use super::open::Access;
use super::settings::Settings;
use super::shelf::BookInfo;
use crate::domain::{
    BookId, DeviceId, KeyChange, Passphrase, Person, PersonId, Protection, Record, RecoveryCode,
    State,
};
use crate::domain::{Draft, DraftKey};

/// Something to do on disk. Jobs are done in the order in which they were sent; a draft that a later
/// one replaces before it was written is passed over.
pub enum Job {
    Books,
    Create(NewBook),
    RenameBook {
        book: BookId,
        name: String,
    },
    /// Closes the book first if it is the open one.
    DeleteBook(BookId),
    /// Opens a book in the place of the one that is open. Without a person it opens for the only one
    /// there is; in a book of two the report then has no person and no state, and the one who sits
    /// down sends another.
    Open {
        book: BookId,
        person: Option<PersonId>,
        access: Access,
    },
    /// Opens what is locked for the person at the keyboard.
    Unlock(Passphrase),
    /// Drops the keys, after all that was sent before is done.
    Lock,
    /// Gives the person at the keyboard other keys, or none.
    ChangeKeys(KeyChange),
    /// Lets go of the book, its lock and its drafts.
    Close,
    /// Saves records and then drops the draft that they were.
    Commit {
        ticket: u64,
        records: Vec<Record>,
        drop_draft: Option<DraftKey>,
    },
    SaveDraft(Box<Draft>),
    DropDraft(DraftKey),
    /// Takes the right to write a draft.
    Hold(DraftKey),
    Release(DraftKey),
    /// Looks for what appeared in the folder.
    Refresh,
    RenamePerson {
        person: PersonId,
        name: String,
    },
    Settings,
    SaveSettings(Settings),
    Doctor(BookId),
}

/// What became of a job.
pub enum Report {
    Books(Vec<BookInfo>),
    Created(BookInfo),
    BookRenamed {
        book: BookId,
        name: String,
    },
    BookDeleted(BookId),
    Opened(Box<Opened>),
    /// The book is open, and what this person wrote is locked: nothing of it was read.
    Locked {
        book: BookInfo,
        person: Person,
    },
    /// The keys are out of memory, with all that was read with them. It answers each lock, whatever else is
    /// wrong with the book.
    KeysDropped,
    /// The passphrase was set, changed or taken away elsewhere: what is open here has to begin anew. It comes
    /// after the answer to what could not be done for it.
    OutOfStep,
    /// The passphrase does not fit. Nothing is counted.
    WrongPassphrase,
    /// How far sealing, or writing in clear again, has come. A few of these come for large books.
    Sealing {
        done: usize,
        of: usize,
    },
    /// The keys are changed, and all that there is is written under them.
    KeysChanged(KeysChanged),
    /// The keys are as they were, or the change is not finished and goes on at the next unlocking; why,
    /// in sentences.
    KeysNotChanged(StoreError),
    Closed,
    Committed {
        ticket: u64,
        records: Vec<Record>,
    },
    /// The records are not on disk, or not surely. The draft was kept.
    NotSaved {
        ticket: u64,
        why: NotSaved,
    },
    DraftSaved {
        key: DraftKey,
        /// The time that the draft carries.
        at: DateTime<FixedOffset>,
    },
    DraftNotSaved {
        key: DraftKey,
        why: NotSaved,
    },
    DraftDropped(DraftKey),
    /// The draft may still be on disk, and would be offered again.
    DraftNotDropped {
        key: DraftKey,
        why: NotSaved,
    },
    /// The draft may be written from here, and stands like this on disk.
    Held {
        key: DraftKey,
        draft: Option<Box<Draft>>,
    },
    HeldElsewhere(DraftKey),
    /// What a refresh found; sent only where there is something.
    Appeared {
        records: Vec<Record>,
        locked: usize,
        /// How what this person writes is kept.
        protection: Protection,
        findings: Vec<Finding>,
        notes: Vec<String>,
    },
    PersonRenamed {
        people: Vec<Person>,
    },
    Settings {
        settings: Settings,
        finding: Option<Finding>,
    },
    SettingsSaved,
    Doctor {
        book: BookId,
        report: DoctorReport,
    },
    /// Any other job that failed.
    Failed(StoreError),
}

/// What a change of keys came to.
#[derive(Debug, Default)]
pub struct KeysChanged {
    pub protection: Protection,
    /// A new recovery code, to be shown once.
    pub recovery: Option<RecoveryCode>,
    /// Files that could not be sealed and may hold text in clear: those that are not ours.
    pub findings: Vec<Finding>,
}

/// An open book, folded for one person.
pub struct Opened {
    pub book: BookInfo,
    /// Whose state it is. None where two are in the book and none was named.
    pub person: Option<Person>,
    pub device: DeviceId,
    pub state: State,
    pub people: Vec<Person>,
    /// The newest first.
    pub drafts: Vec<Draft>,
    /// How what this person writes is kept.
    pub protection: Protection,
    /// Records that only a key can open.
    pub locked: usize,
    pub findings: Vec<Finding>,
    pub notes: Vec<String>,
    /// Why nothing can be written, where nothing can.
    pub read_only: Option<String>,
}

/// Whether a later job makes this one needless: a newer draft of the same thing, or its removal. A
/// commit is none, since it may fail, and then the draft is all there is.
pub(super) fn superseded(job: &Job, waiting: &VecDeque<Job>) -> bool {
    let Job::SaveDraft(draft) = job else {
        return false;
    };
    for later in waiting {
        match later {
            Job::SaveDraft(newer) if newer.key == draft.key => return newer.person == draft.person,
            Job::DropDraft(key) if *key == draft.key => return true,
            Job::SaveDraft(_)
            | Job::DropDraft(_)
            | Job::Hold(_)
            | Job::Release(_)
            | Job::Refresh
            | Job::Settings
            | Job::SaveSettings(_)
            | Job::Books
            | Job::RenameBook { .. }
            | Job::RenamePerson { .. }
            | Job::Doctor(_) => {}
            // From here on another book may be open, or the draft may be gone on purpose.
            Job::Create(_)
            | Job::DeleteBook(_)
            | Job::Open { .. }
            | Job::Unlock(_)
            | Job::Lock
            | Job::ChangeKeys(_)
            | Job::Close
            | Job::Commit { .. } => return false,
        }
    }
    false
}

/// The report for a job during which the program met a fault of its own.
pub(super) fn fault_of(job: &Job) -> Report {
    match job {
        Job::Commit { ticket, .. } => Report::NotSaved {
            ticket: *ticket,
            why: NotSaved::Fault,
        },
        Job::SaveDraft(draft) => Report::DraftNotSaved {
            key: draft.key.clone(),
            why: NotSaved::Fault,
        },
        Job::DropDraft(key) => Report::DraftNotDropped {
            key: key.clone(),
            why: NotSaved::Fault,
        },
        Job::ChangeKeys(_) => Report::KeysNotChanged(NotSaved::Fault.into()),
        Job::Books
        | Job::Create(_)
        | Job::RenameBook { .. }
        | Job::DeleteBook(_)
        | Job::Open { .. }
        | Job::Unlock(_)
        | Job::Lock
        | Job::Close
        | Job::Hold(_)
        | Job::Release(_)
        | Job::Refresh
        | Job::RenamePerson { .. }
        | Job::Settings
        | Job::SaveSettings(_)
        | Job::Doctor(_) => Report::Failed(NotSaved::Fault.into()),
    }
}
