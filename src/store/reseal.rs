//! Bringing every file of a person's space into the form that it should have: sealed under the newest
//! keys once there is a passphrase, in clear once there is none.
//!
//! Each file is replaced by its other form in one step, so that a crash at any point leaves each of them in
//! one form or the other, and the next unlocking goes on with the rest. A file that is damaged is brought
//! over byte by byte like any other.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::draft_file::{DRAFT_FILE_LIMIT, DraftFile};
use super::error::{Finding, StoreError};
use super::fs::FileKind;
use super::line::{self, FILE_LIMIT, What};
use super::name::{is_unfinished, named_id};
use super::not_saved::NotSaved;
use super::open::Store;
use super::place::{again_if_interrupted, remove, sync_dir, sync_tree, write_new};
use super::places::{UNFINISHED, draft_file, record_file};
use crate::domain::{Person, PersonId, SpaceId};
use crate::text::reason::reason;

/// How many files are written before the disk is waited for.
const BATCH: usize = 256;
/// From so many files on it is told how far it has come.
const TOLD: usize = 64;

/// The form that files are brought into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Under the newest key.
    Sealed,
    Clear,
}

/// What is to become of a file.
enum Fate {
    /// It is as it should be.
    Stays,
    /// It gets these bytes, under this name.
    Becomes(Vec<u8>, OsString),
    /// It holds nothing that is not elsewhere.
    Goes,
    /// It is not ours to change, and may hold text in clear.
    Told(String),
    /// The disk did not give it.
    Unread(io::Error),
    /// It is sealed under a key that is not here.
    Locked,
}

impl Store {
    /// Brings all files of a person's space, and their drafts, into this form. Gives those that could not
    /// be and may hold text in clear. The lock is held alone, and the keys are here.
    pub(super) fn rewrite(
        &mut self,
        person: &Person,
        form: Form,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Finding>, StoreError> {
        let space = person.space;
        self.is_a_folder(space, form)?;
        self.drop_cache(space)
            .map_err(|error| NotSaved::from_io(&self.places.cache(self.id, space), &error))?;
        let mut findings = Vec::new();
        let dir = self.places.space(self.id, space);
        let names = self.files_in(&dir)?;
        if form == Form::Clear {
            // Before anything is in clear: what then stayed closed would stay so for good.
            for name in &names {
                match self.fate(&dir, space, name, form) {
                    Fate::Unread(error) => {
                        return Err(NotSaved::from_io(&dir.join(name), &error).into());
                    }
                    Fate::Locked => return Err(StoreError::OfAnotherKey(dir.join(name))),
                    Fate::Stays | Fate::Becomes(..) | Fate::Goes | Fate::Told(_) => {}
                }
            }
        }
        let of = names.len();
        for (batch, names) in names.chunks(BATCH).enumerate() {
            if of > TOLD {
                progress(batch * BATCH, of);
            }
            let mut written = Vec::new();
            let done = self.rewrite_some(&dir, space, names, form, (&mut written, &mut findings));
            if let Err(why) = done {
                // They may be in clear, and are of no use.
                for (temporary, _) in &written {
                    let _ = remove(&*self.fs, temporary);
                }
                return Err(why);
            }
        }
        self.rewrite_drafts(person, form, &mut findings)?;
        Ok(findings)
    }

    /// Seals what came in clear, or under an older key, since the book was last unlocked: from another
    /// machine, or because sealing was cut off. Where another window has the book open it waits.
    pub fn seal_what_came(
        &mut self,
        person: PersonId,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Vec<Finding> {
        let Some(person) = self.person(person).cloned() else {
            return Vec::new();
        };
        // Whoever only writes from the command line does not look at the drafts otherwise.
        let _ = self.drafts(person.id);
        let wanted = std::mem::take(&mut self.seen.unsealed);
        if !wanted || !self.keyring.seals(person.space) || self.writable().is_err() {
            return Vec::new();
        }
        if !matches!(self.lock.alone(), Ok(Ok(()))) {
            return Vec::new();
        }
        let done = self.rewrite(&person, Form::Sealed, progress);
        let _ = self.lock.share();
        done.unwrap_or_else(|why| {
            vec![Finding {
                file: self.places.shown(&self.places.space(self.id, person.space)),
                what: format!("Not everything here could be sealed. {why}"),
            }]
        })
    }

    /// A link would lead out of the book, to files of someone else's. And where the pages are away, such as on a
    /// disk that is not there just now, their keys must stay.
    fn is_a_folder(&self, space: SpaceId, form: Form) -> Result<(), StoreError> {
        let dir = self.places.space(self.id, space);
        let why = match (self.fs.kind(&dir), form) {
            (Ok(FileKind::Folder), _) => return Ok(()),
            (Ok(FileKind::File | FileKind::Link | FileKind::Other), _) => {
                "something else stands in the place of this folder".to_owned()
            }
            (Err(error), Form::Sealed) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            (Err(error), _) => reason(&error),
        };
        Err(StoreError::PagesAway { path: dir, why })
    }

    fn files_in(&self, dir: &Path) -> Result<Vec<OsString>, StoreError> {
        let listed = match self.fs.list(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            listed => listed.map_err(|error| NotSaved::from_io(dir, &error))?,
        };
        let files = listed
            .into_iter()
            .filter(|listed| listed.kind == FileKind::File);
        let mut names: Vec<OsString> = files.map(|listed| listed.name).collect();
        names.sort_unstable();
        Ok(names)
    }

    fn rewrite_some(
        &self,
        dir: &Path,
        space: SpaceId,
        names: &[OsString],
        form: Form,
        (renames, findings): (&mut Vec<(PathBuf, PathBuf)>, &mut Vec<Finding>),
    ) -> Result<(), StoreError> {
        let fs = &*self.fs;
        let failed = |error: io::Error| StoreError::from(NotSaved::from_io(dir, &error));
        let mut going: Vec<PathBuf> = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let path = dir.join(name);
            match self.fate(dir, space, name, form) {
                Fate::Stays => {}
                Fate::Goes => going.push(path),
                Fate::Told(what) => findings.push(Finding {
                    file: self.places.shown(&path),
                    what,
                }),
                // Without keys nothing could read it any more.
                Fate::Unread(error) if form == Form::Clear => {
                    return Err(NotSaved::from_io(&path, &error).into());
                }
                Fate::Locked if form == Form::Clear => return Err(StoreError::OfAnotherKey(path)),
                Fate::Locked => {}
                Fate::Unread(error) => findings.push(Finding {
                    file: self.places.shown(&path),
                    what: format!("It could not be read: {}.", reason(&error)),
                }),
                Fate::Becomes(bytes, target) => {
                    let temporary = dir.join(format!("{UNFINISHED}{}-form-{number}", self.device));
                    remove(fs, &temporary).map_err(failed)?;
                    let target = dir.join(target);
                    renames.push((temporary.clone(), target.clone()));
                    write_new(fs, &temporary, &bytes).map_err(failed)?;
                    if path != target {
                        going.push(path);
                    }
                }
            }
        }
        if renames.is_empty() && going.is_empty() {
            return Ok(());
        }
        self.put_in_place(dir, renames, &going).map_err(failed)
    }

    fn put_in_place(
        &self,
        dir: &Path,
        renames: &[(PathBuf, PathBuf)],
        going: &[PathBuf],
    ) -> io::Result<()> {
        let fs = &*self.fs;
        // All of them are on disk before the first takes the place of what it was made of.
        sync_tree(fs, dir)?;
        for (temporary, target) in renames {
            again_if_interrupted(|| fs.rename(temporary, target))?;
        }
        sync_dir(fs, dir)?;
        for path in going {
            remove(fs, path)?;
        }
        sync_dir(fs, dir)
    }

    fn fate(&self, dir: &Path, space: SpaceId, name: &OsString, form: Form) -> Fate {
        let mut bytes = Zeroizing::new(Vec::new());
        match self.fs.read(&dir.join(name), FILE_LIMIT, &mut bytes) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Fate::Stays,
            Err(error) => return Fate::Unread(error),
        }
        let own = format!("{UNFINISHED}{}-", self.device);
        let unfinished = is_unfinished(name);
        let read = line::read_with_text(&bytes).map(|(reading, text)| (reading.what, text));
        let (id, inner, epoch) = match read {
            Ok((What::Sealed(sealed), Some(text))) if sealed.space == space => {
                match self.keyring.unseal(&sealed, &text) {
                    Ok(Some(inner)) => (Some(sealed.id), Some(inner), Some(sealed.epoch)),
                    Ok(None) => return Fate::Locked,
                    // It was altered. There is nothing in clear in it, and no key opens it.
                    Err(_) => return Fate::Stays,
                }
            }
            Ok((What::Sealed(_), _)) => return Fate::Stays,
            Ok((What::Record(record), _)) if record.space == space => (Some(record.id), None, None),
            // It is shown nowhere; whose it is, is not known here.
            Ok((What::Record(_), _)) => {
                return Fate::Told("This record belongs to another part of the book.".to_owned());
            }
            Ok((What::Newer, _)) => (named_id(name), None, None),
            // A sealed file that was damaged has nothing in clear in it.
            Err(_) if is_like_sealed(&bytes) => return Fate::Stays,
            Err(_) if unfinished && name.as_encoded_bytes().starts_with(own.as_bytes()) => {
                return Fate::Goes;
            }
            Err(_) => (named_id(name), None, None),
        };
        let Some(id) = id else {
            return match form {
                Form::Clear => Fate::Stays,
                Form::Sealed => Fate::Told(
                    "This file is none of the program's, so it was not sealed. It may hold text in \
                     clear."
                        .to_owned(),
                ),
            };
        };
        let target = match unfinished {
            false => name.clone(),
            // A save that was cut off: it may be the only copy there is.
            true => OsString::from(record_file(id)),
        };
        if unfinished && self.fs.kind(&dir.join(&target)).is_ok() {
            return Fate::Goes;
        }
        match (form, epoch) {
            (Form::Sealed, Some(epoch))
                if Some(epoch) == self.keyring.epoch(space) && !unfinished =>
            {
                Fate::Stays
            }
            (Form::Sealed, _) => match self.keyring.seal(id, space, inner.unwrap_or(bytes)) {
                Ok(line) => Fate::Becomes(line, target),
                Err(_) => Fate::Told("It could not be sealed.".to_owned()),
            },
            (Form::Clear, None) => Fate::Stays,
            (Form::Clear, Some(_)) => {
                let inner = inner.map(|inner| inner.to_vec()).unwrap_or_default();
                Fate::Becomes(inner, target)
            }
        }
    }

    /// The drafts of a person: each is written anew under its new name before the old file goes.
    fn rewrite_drafts(
        &mut self,
        person: &Person,
        form: Form,
        findings: &mut Vec<Finding>,
    ) -> Result<(), StoreError> {
        let dir = self.places.drafts(self.id);
        let own = format!("{UNFINISHED}{}-", self.device);
        for name in self.files_in(&dir)? {
            let path = dir.join(&name);
            let failed = |error: io::Error| NotSaved::from_io(&path, &error);
            let told = |what: String| Finding {
                file: self.places.shown(&path),
                what: format!("{what} It was not sealed, and may hold text in clear."),
            };
            let mut bytes = Zeroizing::new(Vec::new());
            match self.fs.read(&path, DRAFT_FILE_LIMIT, &mut bytes) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                // Without keys nothing could read it any more.
                Err(error) if form == Form::Clear => return Err(failed(error).into()),
                Err(error) => {
                    findings.push(told(format!("It could not be read: {}.", reason(&error))));
                    continue;
                }
            }
            let (draft, epoch) = match DraftFile::of(&bytes, &name, &self.keyring) {
                Ok(DraftFile::Open { draft, epoch }) if draft.person == person.id => (draft, epoch),
                Ok(DraftFile::Open { .. } | DraftFile::Sealed(_)) => continue,
                // It is half of one, and the earlier one is there whole.
                Err(_) if name.as_encoded_bytes().starts_with(own.as_bytes()) => {
                    remove(&*self.fs, &path).map_err(failed)?;
                    continue;
                }
                Err(_) if is_like_sealed(&bytes) => continue,
                Err(what) => {
                    findings.push(told(what));
                    continue;
                }
            };
            let there = match form {
                Form::Sealed => epoch.is_some() && epoch == self.keyring.epoch(person.space),
                Form::Clear => epoch.is_none(),
            };
            if there && !is_unfinished(&name) {
                continue;
            }
            let target = dir.join(match form {
                Form::Sealed => self.draft_name(person.id, &draft.key),
                Form::Clear => draft_file(person.id, &draft.key.text()),
            });
            match self.read_draft(&target) {
                // One of the same thing is there, and is younger.
                Ok(Some(other)) if target != path && other.at >= draft.at => {}
                Ok(_) | Err(_) => self.put_draft(&draft, &target, form)?,
            }
            if target != path {
                remove(&*self.fs, &path)
                    .and_then(|()| sync_dir(&*self.fs, &dir))
                    .map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// Whether bytes that are no whole line were a sealed one: then only ciphertext is in them.
fn is_like_sealed(bytes: &[u8]) -> bool {
    let has = |key: &[u8]| memchr::memmem::find(bytes, key).is_some();
    // In text a quote is escaped, so that nothing that a person wrote can look like this.
    has(b"\"ciphertext\":\"") || (has(b"\"alg\":\"") && !has(b"\"body\":"))
}
