//! Keeping the cache: when it is written, a part at a time between other work, and when it goes.

use std::collections::HashSet;
use std::io;

use super::cache::{self, Filling, Kept, Of};
use super::fs::FileKind;
use super::open::Store;
use super::place::{make_dirs, put, remove, sync_dir};
use super::scan::{self, Candidates};
use super::shelf::{Shelf, remove_tree};
use crate::domain::{BookId, RecordId, SpaceId};

/// From so many records on a cache helps: below it their files are read as fast as anyone can see.
pub(super) const WORTH: usize = 1_000;

/// What is to be done about the cache of the space that was read.
#[derive(Default)]
pub(super) enum Tending {
    #[default]
    Nothing,
    /// It may be from before there was a passphrase, which was set on another machine.
    MayBeClear(SpaceId),
    /// It is to be written anew.
    Wanted(SpaceId),
    /// These records are still to be written, the next one last, and after so many parts.
    Writing {
        space: SpaceId,
        left: Vec<RecordId>,
        parts: usize,
    },
}

impl Store {
    fn cache_of(&self, space: SpaceId) -> Of {
        Of {
            book: self.id,
            space,
            keyring: self.keyring.clone(),
        }
    }

    /// What there is in a space, and what of it the cache has.
    pub(super) fn look(&self, space: SpaceId) -> (io::Result<Candidates>, Vec<Kept>) {
        let dir = self.places.space(self.id, space);
        let cache = self.places.cache(self.id, space);
        let list = || scan::candidates(&*self.fs, &dir);
        let (found, mut kept) = cache::read(&*self.fs, &cache, &self.cache_of(space), list);
        // It was written in this order.
        if !kept.iter().flat_map(Kept::ids).is_sorted() {
            kept = vec![Kept::sorted(kept)];
        }
        (found, kept)
    }

    /// Leaves of what the cache has that which has a file, and of the files those that it does not
    /// have. Says whether it held something that is gone. Both are in the order of the ids.
    pub(super) fn match_files(files: &mut Vec<RecordId>, kept: &mut [Kept]) -> bool {
        if kept.is_empty() {
            return false;
        }
        let mut there = std::mem::take(files).into_iter().peekable();
        let mut all = true;
        for part in kept {
            all &= part.retain(|kept| {
                while let Some(id) = there.next_if(|id| *id < kept) {
                    files.push(id);
                }
                there.next_if(|id| *id == kept).is_some()
            });
        }
        files.extend(there);
        !all
    }

    /// Decides after a reading whether the cache has to go or be made. `kept` of the records came from
    /// it, and `read` from files that it could have held.
    pub(super) fn mind_cache(&mut self, space: SpaceId, stale: bool, kept: usize, read: usize) {
        self.tending = Tending::Nothing;
        if self.writable().is_err() {
            return;
        }
        if stale {
            // Others may have deleted; what they deleted must not stay here. If it cannot be removed
            // the next opening finds it again.
            let _ = self.drop_cache(space);
        }
        let worth = kept + read >= self.cache_from;
        // A few new records are read from their files each time; an eighth of them is not a few.
        if worth && (stale || read * 8 > kept + read) {
            self.tending = Tending::Wanted(space);
        }
    }

    /// Does a part of what there is to do for the cache, and says whether there is more. Nothing that
    /// a person does waits for longer than this takes.
    pub fn tend_cache(&mut self) -> bool {
        match std::mem::take(&mut self.tending) {
            Tending::Nothing => {}
            Tending::MayBeClear(space) => {
                self.drop_clear_cache(space);
                // Behind a lock none is written.
                self.tending = Tending::Nothing;
            }
            Tending::Wanted(space) => {
                if let Ok(left) = self.begin_cache(space)
                    && !left.is_empty()
                {
                    self.tending = Tending::Writing {
                        space,
                        left,
                        parts: 0,
                    };
                }
            }
            Tending::Writing {
                space,
                mut left,
                parts,
            } => match self.write_part(space, &mut left, parts) {
                Ok(()) if left.is_empty() => {}
                Ok(()) => {
                    self.tending = Tending::Writing {
                        space,
                        left,
                        parts: parts + 1,
                    };
                }
                // Half a cache is of no harm, and the next opening tries again.
                Err(_) => {}
            },
        }
        !matches!(self.tending, Tending::Nothing)
    }

    /// Clears the old cache away and gives the records for a new one. There is none where it would
    /// hold in clear what is locked, and none where no lock keeps others from deleting meanwhile.
    fn begin_cache(&self, space: SpaceId) -> io::Result<Vec<RecordId>> {
        let shut = self.is_shut(space);
        if self.writable().is_err() || shut || !self.lock.is_shared() {
            return Ok(Vec::new());
        }
        self.drop_cache_files(space)?;
        make_dirs(&*self.fs, &self.places.cache(self.id, space))?;
        let found = scan::candidates(&*self.fs, &self.places.space(self.id, space))?;
        let mut left = found.records;
        left.retain(|id| !self.seen.purged.contains(&(space, *id)));
        left.reverse();
        Ok(left)
    }

    fn write_part(
        &self,
        space: SpaceId,
        left: &mut Vec<RecordId>,
        number: usize,
    ) -> io::Result<()> {
        let folder = self.fs.open_dir(&self.places.space(self.id, space))?;
        let mut filling = Filling::new(self.cache_of(space));
        let mut buffer = Vec::new();
        while let Some(id) = left.pop() {
            filling.add(&*folder, id, &mut buffer);
            if filling.is_full() {
                break;
            }
        }
        let name = format!("{number:05}");
        let path = self.places.cache(self.id, space).join(&name);
        let label = format!("{}-{name}", self.device);
        put(&*self.fs, &path, &label, &filling.close()?)
    }

    /// Deletes the cache of a space before anything in the space is deleted. It is written again.
    pub(super) fn drop_cache(&mut self, space: SpaceId) -> io::Result<()> {
        let was = std::mem::take(&mut self.tending);
        let there = self.drop_cache_files(space)?;
        if there || !matches!(was, Tending::Nothing) {
            self.tending = Tending::Wanted(space);
        }
        Ok(())
    }

    /// Looks, while the passphrase is being typed, for a cache in clear of what is locked.
    pub(super) fn mind_clear_cache(&mut self, space: SpaceId) {
        self.tending = Tending::MayBeClear(space);
    }

    /// Deletes a cache that is in clear though its space is sealed.
    pub(super) fn drop_clear_cache(&mut self, space: SpaceId) {
        let dir = self.places.cache(self.id, space);
        if self.writable().is_ok() && cache::is_clear(&*self.fs, &dir) {
            // If it cannot be removed the next opening finds it again.
            let _ = self.drop_cache(space);
        }
    }

    /// Whether there was one.
    fn drop_cache_files(&self, space: SpaceId) -> io::Result<bool> {
        let fs = &*self.fs;
        let dir = self.places.cache(self.id, space);
        match fs.kind(&dir) {
            Ok(FileKind::Folder) => {}
            Ok(FileKind::File | FileKind::Link | FileKind::Other) => {
                remove(fs, &dir)?;
                return Ok(true);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        }
        let listed = fs.list(&dir)?;
        for listed in &listed {
            let path = dir.join(&listed.name);
            match listed.kind {
                FileKind::Folder => remove_tree(fs, &path)?,
                FileKind::File | FileKind::Link | FileKind::Other => remove(fs, &path)?,
            }
        }
        // Also where there was nothing: an earlier attempt may have failed just here.
        sync_dir(fs, &dir)?;
        Ok(!listed.is_empty())
    }
}

impl Shelf {
    /// From how many records on a book has a local cache. Tests and figures set it.
    pub fn caching_from(mut self, records: usize) -> Shelf {
        self.cache_from = records;
        self
    }

    /// Clears away the caches of books that are not here any more: they were deleted elsewhere.
    pub(super) fn drop_lost_caches(&self) {
        let caches = self.places.caches();
        let Ok(listed) = self.fs.list(&caches) else {
            return;
        };
        let here: HashSet<BookId> = match self.fs.list(&self.places.books()) {
            Ok(books) => books
                .iter()
                .filter_map(|book| book.name.to_str()?.parse().ok())
                .collect(),
            Err(_) => return,
        };
        for listed in listed {
            let book = listed.name.to_str().and_then(|name| name.parse().ok());
            if listed.kind == FileKind::Folder && book.is_some_and(|book| !here.contains(&book)) {
                let _ = remove_tree(&*self.fs, &caches.join(&listed.name));
            }
        }
    }
}
