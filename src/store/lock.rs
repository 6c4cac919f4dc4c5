//! The lock of a book. Adding shares it, since records are never changed; deleting takes it alone.

use std::io;
use std::path::Path;
use std::time::Duration;

use rustix::io::Errno;

use super::fs::{Fs, Hold, LockFile};

/// How often, and how long apart, a lock is asked for before giving up. Deleting takes milliseconds.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Shared,
    Alone,
    /// Lost while it was being changed.
    No,
}

/// The lock of an open book, held until it is dropped.
pub(super) struct BookLock {
    /// None where the disk cannot lock.
    file: Option<Box<dyn LockFile>>,
    held: Held,
}

/// Someone else holds the lock.
#[derive(Clone, Copy, Debug)]
pub(super) struct InUse;

/// Whether the disk knows no locks, so that going on without one is all that can be done.
pub(super) fn cannot_lock(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
        || matches!(
            Errno::from_io_error(error),
            Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP)
        )
}

impl BookLock {
    /// No lock, for reading only or on a disk that has none.
    pub fn none() -> BookLock {
        BookLock {
            file: None,
            held: Held::Shared,
        }
    }

    /// Shares the lock.
    ///
    /// # Errors
    /// Ok(Err(InUse)) where someone deletes just now; Err where the disk refuses.
    pub fn shared(fs: &dyn Fs, path: &Path, create: bool) -> io::Result<Result<BookLock, InUse>> {
        let mut lock = BookLock {
            file: Some(fs.lock_file(path, create)?),
            held: Held::No,
        };
        Ok(lock.take(Hold::Shared)?.map(|()| lock))
    }

    /// Whether it is held and keeps others from taking it alone.
    pub fn is_shared(&self) -> bool {
        self.file.is_some() && self.held == Held::Shared
    }

    /// Takes the lock alone, without waiting. On failure it is shared as before, if possible.
    pub fn alone(&mut self) -> io::Result<Result<(), InUse>> {
        let Some(file) = &mut self.file else {
            return Ok(Ok(()));
        };
        match file.try_lock(Hold::Alone) {
            Ok(true) => {
                self.held = Held::Alone;
                Ok(Ok(()))
            }
            refused => {
                // Changing a lock gives the old one up first.
                self.held = Held::No;
                let _ = self.share();
                refused.map(|_| Err(InUse))
            }
        }
    }

    /// Shares the lock again, after it was held alone or lost.
    pub fn share(&mut self) -> io::Result<Result<(), InUse>> {
        match self.held {
            Held::Shared => Ok(Ok(())),
            Held::Alone | Held::No => self.take(Hold::Shared),
        }
    }

    fn take(&mut self, hold: Hold) -> io::Result<Result<(), InUse>> {
        let Some(file) = &mut self.file else {
            return Ok(Ok(()));
        };
        for attempt in 0..TRIES {
            if attempt > 0 {
                std::thread::sleep(PAUSE);
            }
            if file.try_lock(hold)? {
                self.held = match hold {
                    Hold::Shared => Held::Shared,
                    Hold::Alone => Held::Alone,
                };
                return Ok(Ok(()));
            }
        }
        self.held = Held::No;
        Ok(Err(InUse))
    }
}
