//! One open book.

use std::sync::Arc;

use super::book::{BookFile, Described};
use super::error::{Finding, StoreError};
use super::fs::Fs;
use super::key_files::KeyFiles;
use super::keyring::Keyring;
use super::line::What;
use super::lock::{BookLock, InUse, cannot_lock};
use super::not_saved::NotSaved;
use super::people::{self, PersonFile, clean_name};
use super::place::{make_dirs, put};
use super::places::Places;
use super::scan::{self, Outcome};
use super::seen::Seen;
use super::shelf::Shelf;
use super::slot::Cost;
use super::tend::Tending;
use crate::domain::record::FORMAT;
use crate::domain::{BookId, DeviceId, Person, PersonId, SecretId};
use crate::text::quote::quoted_path;

/// What a book is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Write,
    /// Changes nothing on disk, not even a lock file.
    ReadOnly,
}

/// An open book. It shares the book's lock until it is dropped.
pub struct Store {
    pub(super) fs: Arc<dyn Fs>,
    pub(super) places: Places,
    pub(super) id: BookId,
    pub(super) device: DeviceId,
    pub(super) people: Vec<Person>,
    pub(super) lock: BookLock,
    pub(super) keys: KeyFiles,
    pub(super) keyring: Keyring,
    /// The secret that the keys were opened with.
    pub(super) entered: Option<SecretId>,
    /// Whether the key files were found to be others than those that the keys came from.
    pub(super) was_out_of_step: bool,
    /// What deriving a key from a new passphrase costs; None for what this machine can do.
    pub(super) cost: Option<Cost>,
    pub(super) seen: Seen,
    /// Whether the folder of the drafts is known to be on disk.
    pub(super) drafts_folder: bool,
    /// From so many records on there is a local cache.
    pub(super) cache_from: usize,
    pub(super) tending: Tending,
    /// What was found on opening, to be told once.
    pub(super) findings: Vec<Finding>,
    warnings: Vec<String>,
    read_only: Option<String>,
}

impl Shelf {
    /// Opens a book. Where it cannot be written it opens for reading, and says why.
    ///
    /// # Errors
    /// It is not there, it is a newer version's, or someone is deleting from it.
    pub fn open(&self, id: BookId, access: Access) -> Result<Store, StoreError> {
        if !self.is_book(id) {
            return Err(StoreError::BookGone);
        }
        let (mut read_only, mut findings) = (None, Vec::new());
        match self.describe(id) {
            Described::Whole(book) if book.min_reader > FORMAT => return Err(StoreError::TooNew),
            Described::Whole(book) => {
                if book.min_writer > FORMAT {
                    read_only = Some(newer_writer(&book));
                }
            }
            Described::Unreadable(finding) => {
                findings.push(finding);
                if self.holds_what_only_newer_can_write(id) {
                    read_only = Some(
                        "The file that says who may write in this book is damaged, and parts of \
                         the book are newer than this version. It is open for reading only."
                            .to_owned(),
                    );
                }
            }
        }
        if access == Access::ReadOnly && read_only.is_none() {
            read_only = Some("The book was opened for reading only.".to_owned());
        }
        let mut warnings = Vec::new();
        let lock = match self.share_lock(id, read_only.is_none()) {
            Ok(Ok(lock)) => lock,
            Ok(Err(InUse)) => return Err(StoreError::Busy),
            Err(error) if cannot_lock(&error) => {
                warnings.push(
                    "This disk cannot lock files. Have the book open in one window at a time."
                        .to_owned(),
                );
                BookLock::none()
            }
            Err(error) => {
                if read_only.is_none() {
                    let path = self.places.locks();
                    read_only = Some(unwritable(&NotSaved::from_io(&path, &error)));
                }
                BookLock::none()
            }
        };
        let device = match (&read_only, self.known_device()) {
            (_, Some(device)) => device,
            (Some(_), None) => DeviceId::from_random([0; 16]),
            (None, None) => match self.device() {
                Ok(device) => device,
                Err(StoreError::NotSaved(why)) => {
                    read_only = Some(unwritable(&why));
                    DeviceId::from_random([0; 16])
                }
                Err(error) => return Err(error),
            },
        };
        let people = people::read(&*self.fs, &self.places, id);
        findings.extend(people.findings);
        let keys = KeyFiles::read(&*self.fs, &self.places, id);
        findings.extend(keys.findings.iter().cloned());
        if read_only.is_none() {
            self.remember(id);
            self.drop_lost_caches();
        }
        Ok(Store {
            fs: Arc::clone(&self.fs),
            places: self.places.clone(),
            id,
            device,
            people: people.list,
            lock,
            keys,
            keyring: Keyring::default(),
            entered: None,
            was_out_of_step: false,
            cost: self.cost,
            seen: Seen::default(),
            drafts_folder: false,
            cache_from: self.cache_from,
            tending: Tending::Nothing,
            findings,
            warnings,
            read_only,
        })
    }

    fn share_lock(&self, id: BookId, create: bool) -> std::io::Result<Result<BookLock, InUse>> {
        let path = self.places.lock(id);
        if create {
            make_dirs(&*self.fs, &self.places.locks())?;
        }
        BookLock::shared(&*self.fs, &path, create)
    }

    /// Whether a book holds records of a newer version, which decides where its own file cannot.
    fn holds_what_only_newer_can_write(&self, id: BookId) -> bool {
        let newer = |(_, outcome)| match outcome {
            Outcome::Read(reading) => match reading.what {
                What::Record(_) | What::Sealed(_) => false,
                What::Newer => true,
            },
            Outcome::Unreadable(_) | Outcome::Gone => false,
        };
        people::spaces(&*self.fs, &self.places, id)
            .into_iter()
            .any(|space| {
                let dir = self.places.space(id, space);
                let found = scan::candidates(&*self.fs, &dir).unwrap_or_default();
                let read = scan::read_all(&*self.fs, &dir, &found.names(), &Keyring::default());
                read.into_iter().any(newer)
            })
    }
}

impl Store {
    pub fn id(&self) -> BookId {
        self.id
    }

    /// This machine. Zero where the book is open for reading only and the machine has no id yet.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Who is in the book, by name.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Why nothing can be written, in a sentence; None where it can.
    pub fn read_only_because(&self) -> Option<String> {
        self.read_only.clone()
    }

    /// What the person should know about the disk that the book is on.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    pub(super) fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    pub(super) fn writable(&self) -> Result<(), NotSaved> {
        match &self.read_only {
            Some(why) => Err(NotSaved::ReadOnly(why.clone())),
            None => Ok(()),
        }
    }

    /// Gives a person another name.
    ///
    /// # Errors
    /// No letter in it, the other's name, no such person, or the disk. Then the old name stays.
    pub fn rename_person(&mut self, id: PersonId, name: &str) -> Result<(), StoreError> {
        self.writable()?;
        let name = clean_name(name).ok_or(StoreError::NoName)?;
        let same = |other: &&Person| other.name.to_lowercase() == name.to_lowercase();
        if self.people.iter().filter(same).any(|other| other.id != id) {
            return Err(StoreError::SameNames);
        }
        let person = self.people.iter_mut().find(|person| person.id == id);
        let person = person.ok_or(StoreError::NoSuchPerson)?;
        let path = self.places.people(self.id).join(format!("{id}.json"));
        // Of a damaged file only the name was of use, and that is what is new now.
        let mut file = super::book::read_line::<PersonFile>(&*self.fs, &path)
            .unwrap_or_else(|_| PersonFile::new(person));
        file.name.clone_from(&name);
        let label = format!("{}-{id}", self.device);
        file.line()
            .and_then(|line| put(&*self.fs, &path, &label, &line))
            .map_err(|error| NotSaved::from_io(&path, &error))?;
        person.name = name;
        Ok(())
    }
}

fn newer_writer(book: &BookFile) -> String {
    format!(
        "This book was written by a newer version of amends (format {}; this one writes {FORMAT}). \
         It is open for reading only; update amends to write in it.",
        book.min_writer
    )
}

fn unwritable(why: &NotSaved) -> String {
    let place = match why {
        NotSaved::DiskFull => "the disk is full".to_owned(),
        NotSaved::ReadOnlyDisk => "the disk can only be read".to_owned(),
        NotSaved::NoPermission(path) => format!("{} may not be written to", quoted_path(path)),
        other => other.to_string(),
    };
    format!("The book is open for reading only: {place}.")
}
