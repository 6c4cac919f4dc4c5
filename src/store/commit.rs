//! Putting records on disk. When [`Store::commit`] returns well they are there to stay.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::fs::FileKind;
use super::keyring::Room;
use super::line::What;
use super::lock::{InUse, cannot_lock};
use super::name::Name;
use super::not_saved::NotSaved;
use super::open::Store;
use super::place::{Staged, make_dirs, stage, sync_dir};
use super::places::record_file;
use super::sum;
use crate::domain::{Body, PersonId, Record, RecordId, SpaceId};
use crate::text::reason::reason;

/// A record as it goes to disk.
struct Outgoing<'a> {
    record: &'a Record,
    line: Vec<u8>,
    target: PathBuf,
}

impl Store {
    /// Saves records: each is written and synced under a temporary name, then all get their names,
    /// then the folder is synced. A purge also takes the book's lock alone and removes what it names.
    ///
    /// To try again is safe with the same records: what is on disk already stays the same.
    ///
    /// # Errors
    /// Why they are not, or not surely, on disk. Nothing that was saved before is changed.
    pub fn commit(&mut self, records: &[Record]) -> Result<(), NotSaved> {
        self.writable()?;
        let owners: BTreeSet<PersonId> = records
            .iter()
            .filter_map(|record| self.owner_of(record.space))
            .map(|owner| owner.id)
            .collect();
        for owner in owners {
            if !self.is_in_step(owner) {
                return Err(NotSaved::KeysChanged);
            }
        }
        let outgoing = self.outgoing(records)?;
        let purges = records
            .iter()
            .any(|record| matches!(record.body, Body::Purge(_)));
        if !purges {
            match self.lock.share() {
                Ok(Ok(())) => {}
                Ok(Err(InUse)) => return Err(NotSaved::Busy),
                Err(error) if cannot_lock(&error) => {}
                Err(error) => return Err(NotSaved::from_io(&self.places.locks(), &error)),
            }
            self.write_all(&outgoing)?;
            self.note(&outgoing);
            return Ok(());
        }
        match self.lock.alone() {
            Ok(Ok(())) => {}
            Ok(Err(InUse)) => return Err(NotSaved::OpenElsewhere),
            Err(error) if cannot_lock(&error) => {}
            Err(error) => return Err(NotSaved::from_io(&self.places.locks(), &error)),
        }
        let purged = self.purge(&outgoing);
        // If someone took it meanwhile it is shared again at the next commit.
        let _ = self.lock.share();
        purged
    }

    fn outgoing<'a>(&self, records: &'a [Record]) -> Result<Vec<Outgoing<'a>>, NotSaved> {
        records
            .iter()
            .map(|record| {
                if self.is_shut(record.space) {
                    return Err(self.why_shut(record.space));
                }
                let dir = self.places.space(self.id, record.space);
                Ok(Outgoing {
                    record,
                    line: self.keyring.write(record)?,
                    target: dir.join(record_file(record.id)),
                })
            })
            .collect()
    }

    /// Why nothing can be written in a space that has to be sealed.
    pub(super) fn why_shut(&self, space: SpaceId) -> NotSaved {
        match self.has_lock(space) {
            true => NotSaved::Locked,
            false => NotSaved::NoKeys,
        }
    }

    fn purge(&mut self, outgoing: &[Outgoing<'_>]) -> Result<(), NotSaved> {
        match self.write_all(outgoing) {
            Ok(()) => {
                self.note(outgoing);
                self.erase_purged(outgoing)
            }
            // Deleting needs no room, and makes some for the note of it.
            Err(NotSaved::DiskFull) => {
                self.erase_purged(outgoing)
                    .map_err(|_| NotSaved::NotDeleted(plain(&NotSaved::DiskFull)))?;
                self.write_all(outgoing)
                    .map_err(|why| NotSaved::ErasedWithoutNote(plain(&why)))?;
                self.note(outgoing);
                Ok(())
            }
            Err(why) => Err(why),
        }
    }

    fn erase_purged(&mut self, outgoing: &[Outgoing<'_>]) -> Result<(), NotSaved> {
        let mut by_space: BTreeMap<SpaceId, HashSet<RecordId>> = BTreeMap::new();
        for Outgoing { record, .. } in outgoing {
            if let Body::Purge(versions) = &record.body {
                by_space.entry(record.space).or_default().extend(versions);
            }
        }
        let mut failed = Vec::new();
        for (space, ids) in by_space {
            failed.extend(self.erase(space, &ids));
        }
        match failed.first() {
            None => Ok(()),
            Some(error) => Err(NotSaved::NotErased {
                left: failed.len(),
                why: reason(error),
            }),
        }
    }

    fn write_all(&self, outgoing: &[Outgoing<'_>]) -> Result<(), NotSaved> {
        let dirs: BTreeSet<PathBuf> = outgoing
            .iter()
            .map(|out| self.places.space(self.id, out.record.space))
            .collect();
        for dir in &dirs {
            self.ready(dir)?;
        }
        for out in outgoing {
            self.free(out)?;
        }
        let mut staged: Vec<Staged> = Vec::with_capacity(outgoing.len());
        let discard = |staged: &[Staged]| {
            for file in staged {
                file.discard(&*self.fs);
            }
        };
        for out in outgoing {
            let label = format!("{}-{}", self.device, out.record.id);
            match stage(&*self.fs, &out.target, &label, &out.line) {
                Ok(file) => staged.push(file),
                Err(error) => {
                    discard(&staged);
                    return Err(NotSaved::from_io(&out.target, &error));
                }
            }
        }
        for (place, file) in staged.iter().enumerate() {
            if let Err(error) = file.rename(&*self.fs) {
                discard(staged.get(place..).unwrap_or_default());
                return Err(NotSaved::from_io(file.target(), &error));
            }
        }
        for dir in &dirs {
            sync_dir(&*self.fs, dir).map_err(|error| NotSaved::from_io(dir, &error))?;
        }
        Ok(())
    }

    /// Makes sure that a space's folder is there and is no link out of the book.
    fn ready(&self, dir: &Path) -> Result<(), NotSaved> {
        match self.fs.kind(dir) {
            Ok(FileKind::Folder) => Ok(()),
            Ok(FileKind::File | FileKind::Link | FileKind::Other) => Err(NotSaved::Io {
                path: dir.to_owned(),
                why: "something else stands in the place of this folder".to_owned(),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // If the whole book went, it was deleted, and must not come back as a stump.
                if self.fs.kind(&self.places.book(self.id)).is_err() {
                    return Err(NotSaved::NoBook);
                }
                make_dirs(&*self.fs, dir).map_err(|error| NotSaved::from_io(dir, &error))
            }
            Err(error) => Err(NotSaved::from_io(dir, &error)),
        }
    }

    /// A saved record is never overwritten, except by itself when a save is tried again. A damaged
    /// one under the same name is: these are its bytes.
    fn free(&self, out: &Outgoing<'_>) -> Result<(), NotSaved> {
        match self.fs.kind(&out.target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(NotSaved::from_io(&out.target, &error)),
            Ok(_) => {}
        }
        let mut there = Vec::new();
        match self
            .fs
            .read(&out.target, super::line::FILE_LIMIT, &mut there)
        {
            Ok(()) if self.holds(&there, out.record) || sum::check(&there).is_err() => Ok(()),
            Ok(()) => Err(NotSaved::IdTaken),
            Err(error) => Err(NotSaved::from_io(&out.target, &error)),
        }
    }

    /// Whether a line is this very record, sealed or not: each time it is sealed it looks different.
    pub(super) fn holds(&self, line: &[u8], record: &Record) -> bool {
        let read = self
            .keyring
            .read(line, &mut Room::default())
            .map(|unsealed| unsealed.reading.what);
        matches!(read, Ok(What::Record(same)) if *same == *record)
    }

    /// Remembers what was saved, so that the next look for news passes over it.
    fn note(&mut self, outgoing: &[Outgoing<'_>]) {
        for out in outgoing {
            let space = out.record.space;
            let name = Name::Of(out.record.id);
            if let Ok(unsealed) = self.keyring.read(&out.line, &mut Room::default()) {
                self.seen.take(out.record, unsealed.reading.sum, &name);
            }
            if let Body::Purge(versions) = &out.record.body {
                let purged = versions.iter().map(|id| (space, *id));
                self.seen.purged.extend(purged);
            }
        }
    }
}

/// The middle of a message, as the part of another.
fn plain(why: &NotSaved) -> String {
    match why {
        NotSaved::DiskFull => "the disk is full".to_owned(),
        other => other.to_string(),
    }
}
