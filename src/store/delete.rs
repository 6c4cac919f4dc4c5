//! Deleting a whole book, with its drafts.

use std::io;
use std::path::Path;

use super::error::StoreError;
use super::fs::FileKind;
use super::lock::{BookLock, InUse, cannot_lock};
use super::place::{make_dirs, remove, sync_dir};
use super::settings;
use super::shelf::{Shelf, io_error, remove_tree};
use crate::domain::BookId;

impl Shelf {
    /// Deletes a book for good, with its drafts and the name that it has here. What was written goes
    /// first and the names of the people last, so that a deletion that was cut off leaves a book that
    /// is still listed and can be deleted again, or an empty folder.
    ///
    /// # Errors
    /// It is not there, it is open somewhere, or the disk: what is gone then stays gone.
    pub fn delete(&self, id: BookId) -> Result<(), StoreError> {
        if !self.is_book(id) {
            return Err(StoreError::BookGone);
        }
        let fs = &*self.fs;
        let locks = self.places.locks();
        make_dirs(fs, &locks).map_err(io_error("lock the book in", locks.clone()))?;
        let lock_path = self.places.lock(id);
        let lock = match BookLock::shared(fs, &lock_path, true) {
            Ok(Ok(mut lock)) => match lock.alone() {
                Ok(Ok(())) => lock,
                Ok(Err(InUse)) => return Err(StoreError::OpenElsewhere),
                Err(error) => return Err(io_error("lock", lock_path)(error)),
            },
            Ok(Err(InUse)) => return Err(StoreError::OpenElsewhere),
            Err(error) if cannot_lock(&error) => BookLock::none(),
            Err(error) => return Err(io_error("lock", lock_path)(error)),
        };
        let book = self.places.book(id);
        let left = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::NotAllDeleted { path, source }
        };
        let drafts = self.places.drafts(id);
        gone(remove_tree(fs, &drafts)).map_err(left(&drafts))?;
        let cache = self.places.caches().join(id.to_string());
        gone(remove_tree(fs, &cache)).map_err(left(&cache))?;
        for name in ["spaces", "wraps", "keys"] {
            let path = book.join(name);
            gone(remove_any(fs, &path)).map_err(left(&path))?;
        }
        let listed = fs.list(&book).map_err(left(&book))?;
        let described = |name: &std::ffi::OsStr| name == "people" || name == "book.json";
        for listed in listed.iter().filter(|listed| !described(&listed.name)) {
            let path = book.join(&listed.name);
            gone(remove_any(fs, &path)).map_err(left(&path))?;
        }
        {
            // As long as it is listed. A book that is not can leave no name behind.
            let _guard = settings::guard(fs, &self.places);
            self.set_name(id, None)?;
        }
        for name in ["people", "book.json"] {
            let path = book.join(name);
            gone(remove_any(fs, &path)).map_err(left(&path))?;
        }
        gone(match fs.kind(&book) {
            Ok(FileKind::Link) => remove(fs, &book),
            Ok(FileKind::Folder | FileKind::File | FileKind::Other) | Err(_) => {
                fs.remove_dir(&book)
            }
        })
        .map_err(left(&book))?;
        let local = [self.places.caches(), self.places.local().join("drafts")];
        for dir in local.into_iter().chain([self.places.books()]) {
            gone(sync_dir(fs, &dir)).map_err(left(&dir))?;
        }
        // While it is still held: whoever waits for it notices that the name is gone.
        let _ = remove(fs, &lock_path);
        drop(lock);
        Ok(())
    }
}

fn remove_any(fs: &dyn super::fs::Fs, path: &Path) -> io::Result<()> {
    match fs.kind(path)? {
        FileKind::Folder => remove_tree(fs, path),
        FileKind::File | FileKind::Link | FileKind::Other => remove(fs, path),
    }
}

/// What is not there any more is what was wanted.
fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
