//! What a crash left of our own commits.

use std::ffi::OsString;
use std::io;

use super::keyring::Room;
use super::line::{FILE_LIMIT, What};
use super::open::Store;
use super::place::{remove, sync_dir};
use super::places::record_file;
use crate::domain::SpaceId;

impl Store {
    /// Clears away old unfinished files of this machine, where nobody else has the book open.
    ///
    /// One that holds a whole record which exists nowhere else is given its name instead of being
    /// removed. The crash came after the person pressed save and after the text was written, so it may
    /// be the only copy there is of what they wrote; at worst they find something twice.
    pub(super) fn sweep(&mut self, space: SpaceId, leftovers: &[OsString]) {
        let own = format!(".new-{}-", self.device);
        let is_own = |name: &&OsString| name.as_encoded_bytes().starts_with(own.as_bytes());
        let own: Vec<&OsString> = leftovers.iter().filter(is_own).collect();
        if own.is_empty() || self.writable().is_err() || !matches!(self.lock.alone(), Ok(Ok(()))) {
            return;
        }
        let dir = self.places.space(self.id, space);
        let mut buffer = Vec::new();
        for name in own {
            let path = dir.join(name);
            let Ok(()) = self.fs.read(&path, FILE_LIMIT, &mut buffer) else {
                continue;
            };
            let id = match super::line::read(&buffer).map(|reading| reading.what) {
                Ok(What::Record(record)) => Some(record.id),
                Ok(What::Sealed(sealed)) => Some(sealed.id),
                // Only a newer version knows what it is.
                Ok(What::Newer) => continue,
                Err(_) => None,
            };
            let wanted = id.filter(|id| !self.seen.purged.contains(&(space, *id)));
            let Some(target) = wanted.map(|id| dir.join(record_file(id))) else {
                let _ = remove(&*self.fs, &path);
                continue;
            };
            let mut there = Vec::new();
            match self.fs.read(&target, FILE_LIMIT, &mut there) {
                Ok(()) if there == buffer || self.are_one(&there, &buffer) => {
                    let _ = remove(&*self.fs, &path);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let _ = self.fs.rename(&path, &target);
                }
                // Something else has the name, damaged perhaps. It stays, and so does this.
                Ok(()) | Err(_) => {}
            }
        }
        let _ = sync_dir(&*self.fs, &dir);
        let _ = self.lock.share();
    }

    /// Whether two lines are the same record: each time that it is sealed it looks different.
    fn are_one(&self, one: &[u8], other: &[u8]) -> bool {
        match self
            .keyring
            .read(one, &mut Room::default())
            .map(|unsealed| unsealed.reading.what)
        {
            Ok(What::Record(record)) => self.holds(other, &record),
            Ok(What::Sealed(_) | What::Newer) | Err(_) => false,
        }
    }
}
