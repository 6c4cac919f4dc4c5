//! Putting key files on disk, and taking them away.

use std::io;
use std::path::Path;

use data_encoding::BASE64;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::book::{line_of, read_line};
use super::crypt;
use super::error::StoreError;
use super::key_files::KeyFiles;
use super::not_saved::NotSaved;
use super::open::Store;
use super::people::PersonFile;
use super::place::{make_dirs, put, remove, sync_dir};
use super::slot::{Cost, Inside, Opener, Secret, SlotFile};
use super::wrap::WrapFile;
use crate::domain::secret::CODE;
use crate::domain::{Passphrase, Person, PersonId, RecoveryCode, SlotId};

impl Store {
    pub(super) fn put_passphrase(
        &mut self,
        person: &Person,
        inside: &Inside,
        replaces: Vec<SlotId>,
        passphrase: &Passphrase,
    ) -> Result<SlotFile, StoreError> {
        let cost = *self.cost.get_or_insert_with(Cost::of_this_machine);
        let opener = Opener::Passphrase(passphrase, cost);
        let slot = SlotFile::seal((self.id, person.id), inside, replaces, &opener)?;
        self.put_slot(&slot)?;
        Ok(slot)
    }

    pub(super) fn put_code(
        &mut self,
        person: &Person,
        inside: &Inside,
        replaces: Vec<SlotId>,
    ) -> Result<RecoveryCode, StoreError> {
        let mut bits = [0; CODE];
        crypt::fill(&mut bits)?;
        let code = RecoveryCode::from_random(bits);
        let opener = Opener::Code(&code);
        let slot = SlotFile::seal((self.id, person.id), inside, replaces, &opener)?;
        self.put_slot(&slot)?;
        Ok(code)
    }

    fn put_slot(&mut self, slot: &SlotFile) -> Result<(), StoreError> {
        let dir = self.places.keys(self.id);
        self.put_key_file(&dir, &slot.file(), slot)
            .inspect_err(|_| {
                // It may have its name already, and whoever is told that nothing was changed has the old one.
                let _ = remove(&*self.fs, &dir.join(slot.file()));
            })
    }

    pub(super) fn put_wrap(&mut self, wrap: &WrapFile) -> Result<(), StoreError> {
        self.put_key_file(&self.places.wraps(self.id), &wrap.file(), wrap)
    }

    fn put_key_file(
        &self,
        dir: &Path,
        name: &str,
        file: &impl Serialize,
    ) -> Result<(), StoreError> {
        let path = dir.join(name);
        let label = format!("{}-{name}", self.device);
        make_dirs(&*self.fs, dir)
            .and_then(|()| line_of(file))
            .and_then(|line| put(&*self.fs, &path, &label, &line))
            .map_err(|error| NotSaved::from_io(&path, &error).into())
    }

    pub(super) fn drop_slots(
        &mut self,
        person: PersonId,
        goes: impl Fn(&SlotFile) -> bool,
    ) -> Result<(), StoreError> {
        let dir = self.places.keys(self.id);
        self.drop_key_files::<SlotFile>(&dir, |slot| slot.person == person && goes(slot))
    }

    /// Removes key files by what they say, so that conflict copies and what a crash left unfinished go
    /// with them.
    fn drop_key_files<T: DeserializeOwned>(
        &mut self,
        dir: &Path,
        goes: impl Fn(&T) -> bool,
    ) -> Result<(), StoreError> {
        let failed = |error: io::Error| NotSaved::from_io(dir, &error);
        let listed = match self.fs.list(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            listed => listed.map_err(failed)?,
        };
        for listed in listed {
            let path = dir.join(&listed.name);
            if read_line::<T>(&*self.fs, &path).is_ok_and(|file| goes(&file)) {
                remove(&*self.fs, &path).map_err(failed)?;
            }
        }
        sync_dir(&*self.fs, dir).map_err(failed)?;
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        Ok(())
    }

    /// Puts a person's public key beside their name, or takes it away. A file that is damaged is left as it
    /// is: once it has a name again, the next unlocking puts the key there.
    pub(super) fn publish(
        &self,
        person: &Person,
        secret: Option<&Secret>,
    ) -> Result<(), StoreError> {
        let path = self
            .places
            .people(self.id)
            .join(format!("{}.json", person.id));
        let Ok(mut file) = read_line::<PersonFile>(&*self.fs, &path) else {
            return Ok(());
        };
        file.public = secret.map(|secret| BASE64.encode(secret.pair.public_key().as_bytes()));
        let label = format!("{}-{}", self.device, person.id);
        file.line()
            .and_then(|line| put(&*self.fs, &path, &label, &line))
            .map_err(|error| NotSaved::from_io(&path, &error).into())
    }

    pub(super) fn public_key(&self, person: PersonId) -> Option<crypto_box::PublicKey> {
        let path = self.places.people(self.id).join(format!("{person}.json"));
        let file = read_line::<PersonFile>(&*self.fs, &path).ok()?;
        let bytes = BASE64.decode(file.public?.as_bytes()).ok()?;
        let bytes: [u8; crypt::KEY] = bytes.try_into().ok()?;
        Some(crypto_box::PublicKey::from(bytes))
    }
}
