//! Taking a passphrase away. Its keys are put out of use and not destroyed: a machine that was away may bring what
//! it sealed under them, and the passphrase that was opens that.

use std::io;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::book::read_line;
use super::error::StoreError;
use super::fs::FileKind;
use super::job::KeysChanged;
use super::key_files::{KeyFiles, retired_name, slot_named, wrap_named};
use super::keyring::Keyring;
use super::not_saved::NotSaved;
use super::open::Store;
use super::place::{again_if_interrupted, remove, sync_dir};
use super::reseal::Form;
use super::slot::SlotFile;
use super::wrap::WrapFile;
use crate::domain::{Passphrase, Person, PersonId, Protection};

impl Store {
    /// Whether something came, of this person's, that is sealed with a passphrase which was taken away: another
    /// machine did not know of that yet. That passphrase brings it into clear.
    pub fn has_late(&self, person: PersonId) -> bool {
        let Some(person) = self.person(person) else {
            return false;
        };
        !self.keys.seal(person)
            && self.retired().seal(person)
            && (self.holds_sealed(person.space) || self.holds_sealed_drafts(person.id))
    }

    /// The key files that were put out of use.
    pub(super) fn retired(&self) -> KeyFiles {
        KeyFiles::retired(&*self.fs, &self.places, self.id)
    }

    /// Opens what was sealed with a passphrase that was taken away. Until the key files are read anew it is as if it
    /// were in use.
    pub(super) fn enter_retired(
        &mut self,
        person: &Person,
        passphrase: &Passphrase,
    ) -> Result<(), StoreError> {
        self.keys = self.retired();
        let (wrong, none) = (StoreError::WrongPassphrase, StoreError::NoKeys);
        let entered = self.try_slots(person.id, wrong, none, |store, slot| {
            slot.open(store.id, passphrase)
        })?;
        self.let_in(person, &entered.inside)
    }

    /// Writes everything in clear, and only then puts the keys out of use: the wrapped ones first, since
    /// without them a way in leads nowhere and nothing is taken for locked. None is destroyed: what another
    /// machine sealed meanwhile is brought into clear with the passphrase that was.
    pub(super) fn remove_keys(
        &mut self,
        person: &Person,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<KeysChanged, StoreError> {
        let findings = self.rewrite(person, Form::Clear, progress)?;
        // Before they go on disk: nothing may be sealed with keys that are about to be gone.
        self.keyring = Keyring::default();
        self.entered = None;
        self.seen.sealed.remove(&person.space);
        self.retire_keys(person.id)?;
        self.publish(person, None)?;
        Ok(KeysChanged {
            protection: Protection::Clear,
            recovery: None,
            findings,
        })
    }

    /// Puts all key files of a person out of use, those too that are theirs by their names alone: one that is
    /// damaged would keep the book locked for ever.
    fn retire_keys(&mut self, person: PersonId) -> Result<(), StoreError> {
        let (keys, wraps) = (self.places.keys(self.id), self.places.wraps(self.id));
        self.retire::<WrapFile>(&wraps, |name, wrap| match wrap {
            Some(wrap) => wrap.person == person,
            None => wrap_named(name).is_some_and(|(_, of)| of == person),
        })?;
        self.retire::<SlotFile>(&keys, |name, slot| match slot {
            Some(slot) => slot.person == person,
            None => slot_named(name) == Some(person),
        })?;
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        Ok(())
    }

    fn retire<T: DeserializeOwned>(
        &self,
        dir: &Path,
        goes: impl Fn(&str, Option<&T>) -> bool,
    ) -> Result<(), StoreError> {
        let failed = |error: io::Error| NotSaved::from_io(dir, &error);
        let listed = match self.fs.list(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            listed => listed.map_err(failed)?,
        };
        for listed in listed.iter().filter(|listed| listed.kind == FileKind::File) {
            let path = dir.join(&listed.name);
            let name = listed.name.to_string_lossy();
            let file = read_line::<T>(&*self.fs, &path).ok();
            if !goes(&name, file.as_ref()) {
                continue;
            }
            // What a crash left unfinished is elsewhere under its name, or was never in use.
            if name.starts_with('.') {
                remove(&*self.fs, &path).map_err(failed)?;
            } else if let Some(retired) = retired_name(&name) {
                let retired = dir.join(retired);
                again_if_interrupted(|| self.fs.rename(&path, &retired)).map_err(failed)?;
            }
        }
        sync_dir(&*self.fs, dir).map_err(failed)?;
        Ok(())
    }
}
