//! A book put back from a backup. All of it is written under a temporary name and gets its own at the
//! very end, so that the book is there whole or not at all.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::archive::{Header, MOST};
use super::building::Building;
use super::error::{Finding, StoreError};
use super::fs::FileKind;
use super::lock::{BookLock, InUse};
use super::name::is_unfinished;
use super::place::{make_dirs, remove, sync_dir};
use super::places::UNFINISHED;
use super::scan::LEFT_OVER;
use super::shelf::{BookInfo, Shelf, remove_tree};
use super::unpack::{NotABackup, unpack};
use crate::domain::BookId;
use crate::text::quote::quoted_path;
use crate::text::reason::reason;

/// A book that was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// With the name that it has here, which is another where that was taken.
    pub book: BookInfo,
    pub records: usize,
    pub drafts: usize,
    /// What is damaged. It was so when the backup was made, and is there as it is.
    pub damaged: Vec<Finding>,
    /// What is worth knowing, in sentences.
    pub notes: Vec<String>,
}

/// Why a book was not put back. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("{0} Nothing was restored.")]
    NotABackup(#[from] NotABackup),
    #[error(
        "The book in this backup is here already, as \u{201c}{name}\u{201d}. Nothing was changed: a \
         restore never writes over a book and never mixes two. To read the backup beside it, give it \
         a folder of its own: amends --data-dir DIR restore FILE. To go back to it, delete the book \
         here first: amends books delete \"{name}\"."
    )]
    Here { name: String },
    #[error(
        "Something else stands in the place of this book: {}. Nothing was restored. Move it away \
         and try again.", quoted_path(.0)
    )]
    InTheWay(PathBuf),
    #[error("This book is just being restored or deleted elsewhere. Try again in a moment.")]
    Busy,
    #[error(
        "Not restored: {} could not be written ({}). There is no half book; the backup is as it \
         was. Make room or choose another folder with --data-dir, and try again.",
        quoted_path(.path), reason(.source)
    )]
    Unwritten { path: PathBuf, source: io::Error },
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl Shelf {
    /// Puts the book of a backup back, with its drafts.
    ///
    /// # Errors
    /// It is no whole backup, the book is here already, or the disk. Then nothing is changed.
    pub fn restore(&self, from: &mut dyn Read) -> Result<Restored, RestoreError> {
        let begin = |header| self.begin(header);
        unpack(from, &MOST, begin, Building::take)?.put_in_place()
    }

    fn building(&self, book: BookId) -> PathBuf {
        self.places.books().join(format!("{UNFINISHED}{book}"))
    }

    fn begin(&self, header: Header) -> Result<Building<'_>, RestoreError> {
        let (fs, id) = (&*self.fs, header.book);
        let at = |path: &Path| unwritten(path.to_owned());
        if self.is_book(id) {
            let name = self.book(id)?.name;
            return Err(RestoreError::Here { name });
        }
        let place = self.places.book(id);
        match fs.kind(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(&place)(error)),
            // A deletion that was cut off at its very end leaves an empty folder. No other is removed.
            Ok(FileKind::Folder) if fs.remove_dir(&place).is_ok() => {}
            Ok(_) => return Err(RestoreError::InTheWay(place)),
        }
        let (books, data) = (self.places.books(), self.places.data());
        make_dirs(fs, &books).map_err(at(&books))?;
        // Folders that an earlier attempt left behind may be there without being on disk yet.
        for dir in data.parent().into_iter().chain([data]) {
            if !dir.as_os_str().is_empty() {
                sync_dir(fs, dir).map_err(at(dir))?;
            }
        }
        let lock = self.lock_alone(id)?;
        self.sweep_unfinished();
        let folder = self.building(id);
        match remove_tree(fs, &folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(at(&folder)(error));
            }
            Ok(()) | Err(_) => {}
        }
        make_dirs(fs, &folder).map_err(at(&folder))?;
        Ok(Building::begun(self, header, folder, lock))
    }

    fn lock_alone(&self, id: BookId) -> Result<BookLock, RestoreError> {
        let fs = &*self.fs;
        let locks = self.places.locks();
        make_dirs(fs, &locks).map_err(unwritten(locks))?;
        let path = self.places.lock(id);
        match BookLock::shared(fs, &path, true) {
            Ok(Ok(mut lock)) => match lock.alone() {
                Ok(Ok(())) => Ok(lock),
                Ok(Err(InUse)) => Err(RestoreError::Busy),
                Err(error) => Err(unwritten(path)(error)),
            },
            Ok(Err(InUse)) => Err(RestoreError::Busy),
            Err(error) if super::lock::cannot_lock(&error) => Ok(BookLock::none()),
            Err(error) => Err(unwritten(path)(error)),
        }
    }

    /// What a crash left of books that were being made or restored.
    pub(super) fn unfinished(&self) -> Vec<PathBuf> {
        let dir = self.places.books();
        let listed = self.fs.list(&dir).unwrap_or_default().into_iter();
        listed
            .filter(|listed| listed.kind == FileKind::Folder && is_unfinished(&listed.name))
            .map(|listed| dir.join(listed.name))
            .collect()
    }

    /// Clears those away that are old and that nobody is at.
    fn sweep_unfinished(&self) {
        for path in self.unfinished() {
            let name = path.file_name().and_then(OsStr::to_str);
            let id = name.and_then(|name| name.strip_prefix(UNFINISHED)?.parse().ok());
            let old = self.fs.age(&path).is_ok_and(|age| age > LEFT_OVER);
            if let Some(id) = id.filter(|_| old)
                && let Ok(_alone) = self.lock_alone(id)
            {
                let _ = remove_tree(&*self.fs, &path);
                let _ = remove(&*self.fs, &self.places.lock(id));
            }
        }
    }
}

pub(super) fn unwritten(path: PathBuf) -> impl FnOnce(io::Error) -> RestoreError {
    move |source| RestoreError::Unwritten { path, source }
}
