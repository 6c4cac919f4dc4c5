//! Drafts: what is being written, kept on this machine until it is saved or dropped. One draft is open
//! in one place at a time.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use zeroize::Zeroizing;

use super::book::line_of;
use super::crypt::NoRandom;
use super::draft_file::{DRAFT_FILE_LIMIT, DraftFile, SealedFile, name_of};
use super::error::{Finding, HeldElsewhere};
use super::fs::{FileKind, Fs, Hold, LockFile};
use super::name::is_unfinished;
use super::not_saved::NotSaved;
use super::open::Store;
use super::place::{make_dirs, put, remove, sync_dir};
use super::places::draft_file;
use super::reseal::Form;
use super::scan::LEFT_OVER;
use super::sum;
use crate::domain::record::FORMAT;
use crate::domain::{Draft, DraftKey, PersonId};
use crate::text::reason::reason;

/// The longest draft, in bytes: more than a record may hold, so that what is too long to be saved is
/// still kept.
pub(super) const DRAFT_LIMIT: usize = 64 << 20;

const LATE_DRAFT: &str = "This half-written text is sealed with a passphrase that was taken away. `amends passphrase \
                          remove` takes that passphrase once more and writes it in clear.";

#[derive(Serialize)]
struct Outgoing<'a> {
    v: u32,
    #[serde(flatten)]
    draft: &'a Draft,
}

impl DraftKey {
    /// The key as a text that no other key has.
    pub(super) fn text(&self) -> String {
        match self {
            DraftKey::Entry(thread) => format!("entry {thread}"),
            DraftKey::Item(item) => format!("item {item}"),
            DraftKey::OneOf(item, thread) => format!("one of {item} {thread}"),
            DraftKey::Mark(day) => format!("mark {day}"),
        }
    }
}

/// The right to write one draft. Dropping it, or the end of the process, gives it back.
pub struct DraftHold {
    fs: Arc<dyn Fs>,
    path: PathBuf,
    /// None where the disk cannot lock.
    lock: Option<Box<dyn LockFile>>,
}

impl Drop for DraftHold {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // While it is still locked: whoever waits for it notices that the name is gone.
            let _ = self.fs.remove_file(&self.path);
        }
    }
}

impl Store {
    /// Keeps a draft, in the place of the earlier one of the same person and key.
    ///
    /// # Errors
    /// The disk. Then the earlier one is as it was.
    pub fn save_draft(&mut self, draft: &Draft) -> Result<(), NotSaved> {
        self.writable()?;
        if !self.is_in_step(draft.person) {
            return Err(NotSaved::KeysChanged);
        }
        let form = match self.must_seal_drafts(draft.person) {
            true => Form::Sealed,
            false => Form::Clear,
        };
        let path = self.draft_path(draft.person, &draft.key);
        self.put_draft(draft, &path, form)
    }

    /// Puts a draft on disk under the name that it has there.
    pub(super) fn put_draft(
        &mut self,
        draft: &Draft,
        path: &Path,
        form: Form,
    ) -> Result<(), NotSaved> {
        let line = self.draft_line(draft, path, form)?;
        let dir = self.places.drafts(self.id);
        self.drafts_on_disk(&dir)
            .map_err(|error| NotSaved::from_io(&dir, &error))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let label = format!("{}-{stem}", self.device);
        put(&*self.fs, path, &label, &line).map_err(|error| NotSaved::from_io(path, &error))
    }

    /// The line of a draft as it goes to disk, under that name.
    fn draft_line(&self, draft: &Draft, path: &Path, form: Form) -> Result<Vec<u8>, NotSaved> {
        let failed = |error: io::Error| NotSaved::from_io(path, &error);
        let line = line_of(&Outgoing { v: FORMAT, draft }).map_err(failed)?;
        if line.len() > DRAFT_LIMIT {
            return Err(NotSaved::TooLarge);
        }
        let space = match form {
            Form::Clear => return Ok(line),
            Form::Sealed => self.person(draft.person).ok_or(NotSaved::Locked)?.space,
        };
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let sealed = self
            .keyring
            .seal_draft(space, name_of(&file), Zeroizing::new(line));
        let sealed = sealed.ok_or_else(|| self.why_shut(space))?;
        let (epoch, nonce, ciphertext) = sealed.map_err(|NoRandom| NotSaved::NoRandom)?;
        line_of(&SealedFile {
            v: FORMAT,
            person: draft.person,
            space,
            epoch,
            nonce,
            ciphertext,
        })
        .map_err(failed)
    }

    /// Makes the folder of the drafts, once. An earlier attempt may have left it there without its
    /// name being on disk, so each name above it is synced too.
    fn drafts_on_disk(&mut self, dir: &Path) -> io::Result<()> {
        if self.drafts_folder {
            return Ok(());
        }
        make_dirs(&*self.fs, dir)?;
        for above in dir.ancestors().skip(1).take(3) {
            sync_dir(&*self.fs, above)?;
        }
        self.drafts_folder = true;
        Ok(())
    }

    /// Removes a draft for good. One that is not there is no error.
    ///
    /// # Errors
    /// The disk. Then it may still be there.
    pub fn drop_draft(&mut self, person: PersonId, key: &DraftKey) -> Result<(), NotSaved> {
        self.writable()?;
        if self
            .person(person)
            .is_some_and(|person| self.is_shut(person.space))
        {
            // Without the key nobody can tell which of them it is.
            return Err(NotSaved::Locked);
        }
        let dir = self.places.drafts(self.id);
        for name in self.draft_names(person, key) {
            let path = dir.join(name);
            match remove(&*self.fs, &path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(NotSaved::from_io(&path, &error));
                }
                Ok(()) | Err(_) => {}
            }
        }
        // The folder is synced also where there is no draft: an earlier attempt may have got that far.
        match sync_dir(&*self.fs, &dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(NotSaved::from_io(&dir, &error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// One draft, if it is there and can be read.
    pub fn draft(&self, person: PersonId, key: &DraftKey) -> Option<Draft> {
        let dir = self.places.drafts(self.id);
        let names = self.draft_names(person, key).into_iter();
        names
            .filter_map(|name| self.read_draft(&dir.join(name)).ok().flatten())
            .max_by_key(|draft| draft.at)
    }

    /// The draft in a file; None where it is sealed and its key is not here. The error is a sentence.
    pub(super) fn read_draft(&self, path: &Path) -> Result<Option<Draft>, String> {
        Ok(match DraftFile::read(&*self.fs, path, &self.keyring)? {
            DraftFile::Open { draft, .. } => Some(*draft),
            DraftFile::Sealed(_) => None,
        })
    }

    /// The drafts of a person, the newest first, and the files here that hold no draft that can be
    /// read: whose they are cannot be told.
    pub fn drafts(&mut self, person: PersonId) -> (Vec<Draft>, Vec<Finding>) {
        let dir = self.places.drafts(self.id);
        let (mut drafts, mut findings) = (Vec::new(), Vec::new());
        let listed = match self.fs.list(&dir) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                findings.push(Finding {
                    file: self.places.shown(&dir),
                    what: format!("Drafts could not be read: {}.", reason(&error)),
                });
                Vec::new()
            }
        };
        let files = listed
            .into_iter()
            .filter(|file| file.kind == FileKind::File);
        let mut names: BTreeSet<OsString> = files.map(|file| file.name).collect();
        let unfinished: Vec<OsString> = names
            .iter()
            .filter(|name| is_unfinished(name))
            .cloned()
            .collect();
        names.retain(|name| !is_unfinished(name));
        // What a crash left may be in clear.
        self.seen.unsealed |= !unfinished.is_empty() && self.draft_epoch(person).is_some();
        names.extend(self.sweep_drafts(&dir, &unfinished, &names));
        for name in names {
            let path = dir.join(&name);
            match DraftFile::read(&*self.fs, &path, &self.keyring) {
                Ok(DraftFile::Open { draft, epoch }) if draft.person == person => {
                    self.seen.unsealed |= epoch != self.draft_epoch(person);
                    drafts.push(*draft);
                }
                Ok(DraftFile::Sealed(of)) if of == person && !self.must_seal_drafts(person) => {
                    findings.push(Finding {
                        file: self.places.shown(&path),
                        what: LATE_DRAFT.to_owned(),
                    });
                }
                Ok(DraftFile::Open { .. } | DraftFile::Sealed(_)) => {}
                // Another window has just saved it, or thrown it away.
                Err(_) if self.is_gone(&path) => {}
                Err(what) => findings.push(Finding {
                    file: self.places.shown(&path),
                    what,
                }),
            }
        }
        drafts.sort_by(|a, b| b.at.cmp(&a.at).then(a.key.cmp(&b.key)));
        (drafts, findings)
    }

    /// Whether drafts of this person's are here that are sealed with a key which is not.
    pub(super) fn holds_sealed_drafts(&self, person: PersonId) -> bool {
        let dir = self.places.drafts(self.id);
        let listed = self.fs.list(&dir).unwrap_or_default();
        let mut files = listed.iter().filter(|file| file.kind == FileKind::File);
        files.any(|file| {
            let read = DraftFile::read(&*self.fs, &dir.join(&file.name), &self.keyring);
            matches!(read, Ok(DraftFile::Sealed(of)) if of == person)
        })
    }

    fn is_gone(&self, path: &Path) -> bool {
        let kind = self.fs.kind(path);
        kind.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    }

    /// Clears away what a crash left of drafts, where nobody else has the book open. A whole draft
    /// that exists nowhere else gets its name: it is someone's text. Gives the names that it gave.
    fn sweep_drafts(
        &mut self,
        dir: &Path,
        unfinished: &[OsString],
        names: &BTreeSet<OsString>,
    ) -> Vec<OsString> {
        let mut given = Vec::new();
        let own = format!(".new-{}-", self.device);
        let old = |name: &&OsString| {
            name.as_encoded_bytes().starts_with(own.as_bytes())
                && self
                    .fs
                    .age(&dir.join(name))
                    .is_ok_and(|age| age > LEFT_OVER)
        };
        let old: Vec<&OsString> = unfinished.iter().filter(old).collect();
        if old.is_empty() || self.writable().is_err() || !matches!(self.lock.alone(), Ok(Ok(()))) {
            return given;
        }
        for name in old {
            let path = dir.join(name);
            let mut bytes = Vec::new();
            // What the disk does not give just now may be someone's text.
            if self.fs.read(&path, DRAFT_FILE_LIMIT, &mut bytes).is_err() {
                continue;
            }
            let Ok(read) = DraftFile::of(&bytes, name, &self.keyring) else {
                let _ = remove(&*self.fs, &path);
                continue;
            };
            let target = OsString::from(read.own_name(name));
            if names.contains(&target) || given.contains(&target) {
                let _ = remove(&*self.fs, &path);
            } else if self.fs.rename(&path, &dir.join(&target)).is_ok() {
                given.push(target);
            }
        }
        let _ = sync_dir(&*self.fs, dir);
        let _ = self.lock.share();
        given
    }

    /// Takes the right to write a draft.
    ///
    /// # Errors
    /// It is open somewhere else.
    pub fn hold_draft(&self, person: PersonId, key: &DraftKey) -> Result<DraftHold, HeldElsewhere> {
        let stem = self.draft_name(person, key);
        let path = self.places.locks().join(format!("{}-{stem}.lock", self.id));
        // Where no lock can be made at all the draft is granted: writing it will say what is wrong.
        let lock = match self.writable() {
            Ok(()) => self.fs.lock_file(&path, true).ok(),
            Err(_) => None,
        };
        let lock = match lock {
            Some(mut lock) => match lock.try_lock(Hold::Alone) {
                Ok(true) => Some(lock),
                Ok(false) => return Err(HeldElsewhere),
                Err(_) => None,
            },
            None => None,
        };
        Ok(DraftHold {
            fs: Arc::clone(&self.fs),
            path,
            lock,
        })
    }

    fn draft_path(&self, person: PersonId, key: &DraftKey) -> PathBuf {
        let dir = self.places.drafts(self.id);
        dir.join(self.draft_name(person, key))
    }

    /// The epoch under which a person's drafts are sealed now.
    fn draft_epoch(&self, person: PersonId) -> Option<u32> {
        self.keyring.epoch(self.person(person)?.space)
    }

    /// The name of a draft's file. Where the space is sealed only its key tells which exercise it is of.
    pub(super) fn draft_name(&self, person: PersonId, key: &DraftKey) -> String {
        self.draft_names(person, key).swap_remove(0)
    }

    /// Every name that a draft may have on disk, the one that it gets now first: also those from before
    /// the keys were renewed, and from before there was a passphrase.
    pub(super) fn draft_names(&self, person: PersonId, key: &DraftKey) -> Vec<String> {
        let text = key.text();
        let space = self.person(person).map(|person| person.space);
        let sealed = space.map(|space| self.keyring.draft_names(space, &text));
        let sealed = sealed.unwrap_or_default().into_iter();
        sealed
            .map(|name| format!("{}.json", String::from_utf8_lossy(&sum::hex(name))))
            .chain([draft_file(person, &text)])
            .collect()
    }
}
