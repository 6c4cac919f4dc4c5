//! The data folder: the books in it, their names on this machine, and what is set here.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::book::{self, Described};
use super::error::{Finding, StoreError};
use super::fs::{FileKind, Fs};
use super::not_saved::NotSaved;
use super::people::{self, clean_name};
use super::place::again_if_interrupted;
use super::places::Places;
use super::settings::{self, BookNames, DeviceFile, Local, Settings};
use super::slot::Cost;
use crate::domain::{BookId, DeviceId, Person};

/// The data folder. Making one touches nothing.
#[derive(Clone)]
pub struct Shelf {
    pub(super) fs: Arc<dyn Fs>,
    pub(super) places: Places,
    /// From so many records on a book has a local cache.
    pub(super) cache_from: usize,
    pub(super) cost: Option<Cost>,
}

/// A book, as far as it is known without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookInfo {
    pub id: BookId,
    /// The name that it has on this machine.
    pub name: String,
    pub people: Vec<Person>,
}

impl Shelf {
    /// The books under `data_dir`, which need not be there yet.
    pub fn at(fs: Arc<dyn Fs>, data_dir: PathBuf) -> Shelf {
        Shelf {
            fs,
            places: Places::at(data_dir),
            cache_from: super::tend::WORTH,
            cost: None,
        }
    }

    /// What deriving a key from a new passphrase costs, in the place of what takes this machine half a
    /// second. Tests set it.
    pub fn deriving(mut self, cost: Cost) -> Shelf {
        self.cost = Some(cost);
        self
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        self.places.data()
    }

    /// The folder of a book, such as for a backup.
    pub fn folder(&self, book: BookId) -> PathBuf {
        self.places.book(book)
    }

    /// Every book, by name.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn books(&self) -> Result<Vec<BookInfo>, StoreError> {
        let names = self.names().0;
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut books: Vec<BookInfo> = self
            .book_ids()?
            .into_iter()
            .map(|id| {
                let people = people::read(&*self.fs, &self.places, id).list;
                let given = names.names.get(&id).and_then(|name| clean_name(name));
                let name = unique(given.unwrap_or_else(|| default_name(&people)), &taken);
                taken.insert(name.to_lowercase());
                BookInfo { id, name, people }
            })
            .collect();
        books.sort_by_cached_key(|book| book.name.to_lowercase());
        Ok(books)
    }

    /// Whether there is more than one book.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn holds_several(&self) -> Result<bool, StoreError> {
        Ok(self.book_ids()?.len() > 1)
    }

    /// The ids of the books, sorted.
    fn book_ids(&self) -> Result<Vec<BookId>, StoreError> {
        let dir = self.places.books();
        let listed = match self.fs.list(&dir) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(io_error("list the books in", dir)(error)),
        };
        // The folder of a book itself may be a link, to one that is synced.
        let mut ids: Vec<BookId> = listed
            .into_iter()
            .filter(|listed| matches!(listed.kind, FileKind::Folder | FileKind::Link))
            .filter_map(|listed| listed.name.to_str()?.parse().ok())
            .filter(|id| self.is_book(*id))
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// A folder with people or records in it is a book, whatever became of its own file.
    pub(super) fn is_book(&self, id: BookId) -> bool {
        let folder = self.places.book(id);
        ["book.json", "people", "spaces"]
            .iter()
            .any(|name| self.fs.kind(&folder.join(name)).is_ok())
    }

    /// The book with this name; without a name the only one, or the one used last.
    ///
    /// # Errors
    /// There is none, none of that name, or several to choose from.
    pub fn find(&self, name: Option<&str>) -> Result<BookInfo, StoreError> {
        let mut books = self.books()?;
        let place = match name {
            Some(name) => books
                .iter()
                .position(|book| book.name == name)
                .or_else(|| {
                    let name = name.to_lowercase();
                    books
                        .iter()
                        .position(|book| book.name.to_lowercase() == name)
                })
                .ok_or_else(|| StoreError::NoSuchBook {
                    name: name.to_owned(),
                    nearest: nearest(name, &books),
                })?,
            None if books.is_empty() => return Err(StoreError::NoBook),
            None if books.len() == 1 => 0,
            None => {
                let last = self.settings().0.last_book;
                books
                    .iter()
                    .position(|book| Some(book.id) == last)
                    .ok_or_else(|| StoreError::SeveralBooks {
                        names: books.iter().map(|book| book.name.clone()).collect(),
                    })?
            }
        };
        Ok(books.swap_remove(place))
    }

    /// The book with this id.
    ///
    /// # Errors
    /// It is not there.
    pub fn book(&self, id: BookId) -> Result<BookInfo, StoreError> {
        let book = self.books()?.into_iter().find(|book| book.id == id);
        book.ok_or(StoreError::BookGone)
    }

    /// Gives a book another name on this machine.
    ///
    /// # Errors
    /// No letter in it, taken, no such book, or the disk. Then it has its old name.
    pub fn rename(&self, id: BookId, name: &str) -> Result<(), StoreError> {
        let name = clean_name(name).ok_or(StoreError::NoName)?;
        let books = self.books()?;
        if books.iter().all(|book| book.id != id) {
            return Err(StoreError::BookGone);
        }
        let same = |book: &&BookInfo| book.name.to_lowercase() == name.to_lowercase();
        if books.iter().filter(same).any(|book| book.id != id) {
            return Err(StoreError::NameTaken(name));
        }
        let _guard = settings::guard(&*self.fs, &self.places);
        self.set_name(id, Some(name))
    }

    /// The id of this machine, made on first use.
    ///
    /// # Errors
    /// It could not be kept.
    pub fn device(&self) -> Result<DeviceId, StoreError> {
        if let Some(device) = self.known_device() {
            return Ok(device);
        }
        let _guard = settings::guard(&*self.fs, &self.places);
        if let Some(device) = self.known_device() {
            return Ok(device);
        }
        let id = DeviceId::from_random(random()?);
        let file = Some(DeviceFile { id });
        settings::write(&*self.fs, &self.places, Local::Device, &file)
            .map_err(|error| NotSaved::from_io(&Local::Device.path(&self.places), &error))?;
        Ok(id)
    }

    pub(super) fn known_device(&self) -> Option<DeviceId> {
        let file: Option<DeviceFile> = settings::read(&*self.fs, &self.places, Local::Device).0;
        file.map(|file| file.id)
    }

    /// The settings of this machine, or the defaults with the reason why they could not be read.
    pub fn settings(&self) -> (Settings, Option<Finding>) {
        settings::read(&*self.fs, &self.places, Local::Settings)
    }

    /// Keeps the settings. A damaged file is kept beside them.
    ///
    /// # Errors
    /// The disk. Then the old ones are as they were.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        let _guard = settings::guard(&*self.fs, &self.places);
        self.write_settings(settings)
    }

    /// Notes which book was open last. It is a convenience, so that failing is no one's concern.
    pub(super) fn remember(&self, book: BookId) {
        if self.settings().0.last_book == Some(book) {
            return;
        }
        let _guard = settings::guard(&*self.fs, &self.places);
        if let (mut settings, None) = self.settings() {
            settings.last_book = Some(book);
            let _ = self.write_settings(&settings);
        }
    }

    fn write_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        settings::write(&*self.fs, &self.places, Local::Settings, settings)
            .map_err(|error| NotSaved::from_io(&Local::Settings.path(&self.places), &error).into())
    }

    fn names(&self) -> (BookNames, Option<Finding>) {
        settings::read(&*self.fs, &self.places, Local::BookNames)
    }

    /// What is wrong with the files of this machine.
    pub(super) fn local_findings(&self) -> Vec<Finding> {
        let device = settings::read::<Option<DeviceFile>>(&*self.fs, &self.places, Local::Device).1;
        [self.settings().1, self.names().1, device]
            .into_iter()
            .flatten()
            .collect()
    }

    pub(super) fn set_name(&self, id: BookId, name: Option<String>) -> Result<(), StoreError> {
        let mut names = self.names().0;
        match name {
            Some(name) => names.names.insert(id, name),
            None => names.names.remove(&id),
        };
        settings::write(&*self.fs, &self.places, Local::BookNames, &names)
            .map_err(|error| NotSaved::from_io(&Local::BookNames.path(&self.places), &error).into())
    }

    pub(super) fn describe(&self, id: BookId) -> Described {
        book::describe(&*self.fs, &self.places, id)
    }
}

pub(super) fn random() -> Result<[u8; 16], StoreError> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|_| StoreError::NoRandom)?;
    Ok(bits)
}

pub(super) fn io_error(doing: &'static str, path: PathBuf) -> impl FnOnce(io::Error) -> StoreError {
    move |source| StoreError::Io {
        doing,
        path,
        source,
    }
}

/// Removes a folder with all that is in it. Links are removed, not followed.
pub(super) fn remove_tree(fs: &dyn Fs, folder: &Path) -> io::Result<()> {
    for listed in fs.list(folder)? {
        let path = folder.join(&listed.name);
        match listed.kind {
            FileKind::Folder => remove_tree(fs, &path)?,
            FileKind::File | FileKind::Link | FileKind::Other => super::place::remove(fs, &path)?,
        }
    }
    again_if_interrupted(|| fs.remove_dir(folder))
}

pub(super) fn default_name(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    match names.as_slice() {
        [] => "book".to_owned(),
        names => names.join(" and "),
    }
}

/// The name itself, or the first of "name 2", "name 3" that is free. `taken` is in lower case.
pub(super) fn unique(name: String, taken: &BTreeSet<String>) -> String {
    let free = |name: &String| !taken.contains(&name.to_lowercase());
    if free(&name) {
        return name;
    }
    (2..)
        .map(|number: u32| format!("{name} {number}"))
        .find(free)
        .unwrap_or(name)
}

/// The name that is most like `name`, where one is like it at all.
fn nearest(name: &str, books: &[BookInfo]) -> Option<String> {
    let name = name.to_lowercase();
    books
        .iter()
        .map(|book| {
            (
                strsim::damerau_levenshtein(&name, &book.name.to_lowercase()),
                book,
            )
        })
        .filter(|(distance, _)| *distance <= 2.max(name.chars().count() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, book)| book.name.clone())
}
