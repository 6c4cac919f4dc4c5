//! Records on disk: plain files, one record each, never rewritten.
//!
//! What [`Store::commit`] calls saved is on disk. One damaged file costs at most the one record in it,
//! and is named. The merge of two copies of a book is the union of their valid records, so that any
//! file sync will do. Deleted means gone. The program itself deletes nothing to make an error go away.
//!
//! [`Shelf`] is the data folder, [`Store`] an open book, [`Writer`] the thread that owns both for the
//! screens. Everything goes through the few operations of [`Fs`].

mod archive;
mod backup;
mod book;
mod building;
mod cache;
mod cache_form;
mod change_keys;
mod commit;
mod create;
mod crypt;
mod delete;
mod doctor;
mod draft;
mod draft_file;
mod erase;
mod error;
pub mod fs;
mod job;
mod key_files;
mod keyring;
mod line;
mod load;
mod lock;
mod name;
mod not_saved;
mod open;
mod people;
mod place;
mod places;
mod put_keys;
mod reach;
mod recovery;
mod reseal;
mod restore;
mod retired;
mod scan;
mod seen;
mod settings;
mod shelf;
mod slot;
mod sum;
mod sweep;
mod tend;
mod unlock;
mod unpack;
mod version;
mod wrap;
mod writer;

pub use crate::domain::{Draft, DraftBody, DraftKey};
pub use backup::{BackedUp, BackupError};
pub use create::NewBook;
pub use doctor::DoctorReport;
pub use draft::DraftHold;
pub use error::{Finding, HeldElsewhere, StoreError};
pub use fs::{Disk, Fs, FsDir, FsFile};
pub use job::{Job, KeysChanged, Opened, Report};
pub use line::LIMIT;
pub use load::Loaded;
pub use not_saved::NotSaved;
pub use open::{Access, Store};
pub use people::UNREADABLE_NAME;
pub use restore::{RestoreError, Restored};
pub use settings::Settings;
pub use shelf::{BookInfo, Shelf};
pub use slot::Cost;
pub use unpack::NotABackup;
pub use writer::Writer;
