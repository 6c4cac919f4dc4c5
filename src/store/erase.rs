//! Removing purged versions from disk: their files, conflict copies, leftovers and drafts.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::fs::FileKind;
use super::keyring::Room;
use super::line::{FILE_LIMIT, What};
use super::open::Store;
use super::place::{remove, sync_dir};
use super::version::Version;
use crate::domain::DraftKey;
use crate::domain::{Body, RecordId, SpaceId};

/// What a file of a space has to do with the versions that are to go.
enum Verdict {
    Keeps,
    Goes(Vec<DraftKey>),
}

impl Store {
    /// Removes every trace of these versions, as far as the disk lets us, and gives what failed. The
    /// lock is held alone.
    ///
    /// The cache and the drafts go first. Only the versions say whose drafts they are, and only as long
    /// as they are there is it tried again.
    pub(super) fn erase(&mut self, space: SpaceId, ids: &HashSet<RecordId>) -> Vec<io::Error> {
        let dir = self.places.space(self.id, space);
        let (going, drafts) = match self.find_traces(space, ids) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
            Err(error) => return vec![error],
        };
        if let Err(error) = self.drop_cache(space) {
            return vec![error];
        }
        let mut failed = self.erase_drafts(space, ids, &drafts);
        if !failed.is_empty() {
            return failed;
        }
        for path in &going {
            failed.extend(remove(&*self.fs, path).err());
            // It may come back under the same name, and has to be noticed then.
            if let Some(name) = path.file_name() {
                self.seen.forget_file(space, name);
            }
        }
        match sync_dir(&*self.fs, &dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => failed.push(error),
            Ok(()) | Err(_) => {}
        }
        for id in ids {
            self.seen.versions.remove(space, *id);
        }
        failed
    }

    /// The files that hold these versions, and the drafts that go with them.
    fn find_traces(
        &self,
        space: SpaceId,
        ids: &HashSet<RecordId>,
    ) -> io::Result<(Vec<PathBuf>, HashSet<DraftKey>)> {
        let dir = &self.places.space(self.id, space);
        // What was read before counts too, in case it cannot be read now.
        let known = ids
            .iter()
            .filter_map(|id| self.seen.versions.get(space, *id));
        let mut drafts: HashSet<DraftKey> = known.flat_map(Version::drafts).collect();
        let mut going = Vec::new();
        if self.fs.kind(dir)? != FileKind::Folder {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let names: Vec<String> = ids.iter().map(RecordId::to_string).collect();
        let mut buffer = Vec::new();
        for file in self.fs.list(dir)? {
            if file.kind != FileKind::File {
                continue;
            }
            let path = dir.join(&file.name);
            let shown = file.name.to_string_lossy();
            let named = names.iter().any(|id| shown.contains(id.as_str()));
            match self.judge(&path, named, ids, &names, &mut buffer)? {
                Verdict::Keeps => {}
                Verdict::Goes(keys) => {
                    drafts.extend(keys);
                    going.push(path);
                }
            }
        }
        Ok((going, drafts))
    }

    /// Whether a file holds one of the versions. What it says counts before its name, since a file may
    /// have been renamed; a damaged one goes by its name or by the id at its beginning.
    fn judge(
        &self,
        path: &Path,
        named: bool,
        ids: &HashSet<RecordId>,
        names: &[String],
        buffer: &mut Vec<u8>,
    ) -> io::Result<Verdict> {
        match self.fs.read(path, FILE_LIMIT, buffer) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Verdict::Keeps),
            Err(_) if named => return Ok(Verdict::Goes(Vec::new())),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Ok(Verdict::Keeps),
            // Its name says that it is another record.
            Err(_) if is_record_name(path) => return Ok(Verdict::Keeps),
            // A copy under a name of its own may be of these versions, so no one can say that they
            // are gone.
            Err(error) => return Err(error),
        }
        Ok(match self.keyring.read(buffer, &mut Room::default()) {
            Ok(unsealed) => match unsealed.reading.what {
                // A purge stays: it keeps what it names from coming back.
                What::Record(record) if matches!(record.body, Body::Purge(_)) => Verdict::Keeps,
                What::Record(record) if ids.contains(&record.id) => {
                    let thread = DraftKey::Entry(record.thread);
                    Verdict::Goes(vec![DraftKey::of(&record), thread])
                }
                What::Sealed(sealed) if ids.contains(&sealed.id) => Verdict::Goes(Vec::new()),
                What::Record(_) | What::Sealed(_) | What::Newer => Verdict::Keeps,
            },
            Err(_) if named || begins_with_one_of(names, buffer) => Verdict::Goes(Vec::new()),
            Err(_) => Verdict::Keeps,
        })
    }

    /// Removes the drafts of these things, and those begun from these versions.
    fn erase_drafts(
        &self,
        space: SpaceId,
        ids: &HashSet<RecordId>,
        keys: &HashSet<DraftKey>,
    ) -> Vec<io::Error> {
        let dir = self.places.drafts(self.id);
        let listed = match self.fs.list(&dir) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => return vec![error],
        };
        // Only of the one who owns the space: the other's draft for the same exercise is not ours.
        let owners: Vec<_> = self
            .people
            .iter()
            .filter(|person| person.space == space)
            .collect();
        let stems: Vec<String> = owners
            .iter()
            .flat_map(|owner| keys.iter().flat_map(|key| self.draft_names(owner.id, key)))
            .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
            .collect();
        let mut failed = Vec::new();
        for file in listed.iter().filter(|file| file.kind == FileKind::File) {
            let path = dir.join(&file.name);
            let shown = file.name.to_string_lossy();
            let goes = stems.iter().any(|stem| shown.contains(stem.as_str()))
                || matches!(self.read_draft(&path), Ok(Some(draft))
                    if owners.iter().any(|owner| owner.id == draft.person)
                        && draft.base.iter().any(|id| ids.contains(id)));
            if goes {
                failed.extend(remove(&*self.fs, &path).err());
            }
        }
        // Also where there was nothing: an earlier attempt may have failed just here.
        failed.extend(sync_dir(&*self.fs, &dir).err());
        failed
    }

    /// Removes purged versions that a sync brought back, where nobody else has the book open. It is
    /// done again at the next opening otherwise; until then they are on disk but not shown.
    pub(super) fn erase_again(&mut self, space: SpaceId, ids: &HashSet<RecordId>) {
        if self.writable().is_err() || !matches!(self.lock.alone(), Ok(Ok(()))) {
            return;
        }
        self.erase(space, ids);
        let _ = self.lock.share();
    }
}

fn is_record_name(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.is_some_and(|stem| stem.parse::<RecordId>().is_ok())
}

/// Whether a damaged line begins as one of these versions did. In text a quote is escaped, so that
/// nothing that a person wrote can look like this.
fn begins_with_one_of(names: &[String], bytes: &[u8]) -> bool {
    names.iter().any(|id| {
        let key = format!("\"id\":\"{id}\"");
        memchr::memmem::find(bytes, key.as_bytes()).is_some()
    })
}
