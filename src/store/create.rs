//! Making a book.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::book::{self, BookFile};
use super::error::StoreError;
use super::not_saved::NotSaved;
use super::people::{PersonFile, clean_name};
use super::place::{again_if_interrupted, make_dirs, put, sync_dir};
use super::places::UNFINISHED;
use super::settings;
use super::shelf::{BookInfo, Shelf, default_name, remove_tree, unique};
use crate::domain::{BookId, Person, PersonId, SpaceId};

/// A book to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBook {
    /// The people's names, where it is not given.
    pub name: Option<String>,
    /// One name or two.
    pub people: Vec<String>,
}

impl Shelf {
    /// Makes a book. `random` gives 128 random bits at each call.
    ///
    /// # Errors
    /// A name that is missing or taken, or the disk. Then there is no new book.
    pub fn create(
        &self,
        new: &NewBook,
        random: &mut dyn FnMut() -> [u8; 16],
    ) -> Result<BookInfo, StoreError> {
        let people = new_people(&new.people, random)?;
        let books = self.books()?;
        let taken: BTreeSet<String> = books.iter().map(|book| book.name.to_lowercase()).collect();
        let name = match &new.name {
            Some(name) => {
                let name = clean_name(name).ok_or(StoreError::NoName)?;
                if taken.contains(&name.to_lowercase()) {
                    return Err(StoreError::NameTaken(name));
                }
                name
            }
            None => unique(default_name(&people), &taken),
        };
        let id = BookId::from_random(random());
        let _guard = settings::guard(&*self.fs, &self.places);
        // The name first: one without a book does no harm.
        self.set_name(id, Some(name.clone()))?;
        if let Err((path, error)) = self.build(id, &people) {
            let _ = self.set_name(id, None);
            return Err(NotSaved::from_io(&path, &error).into());
        }
        Ok(BookInfo { id, name, people })
    }

    /// Builds a book under a temporary name and then gives it its own, so that it is there whole or
    /// not at all.
    fn build(&self, id: BookId, people: &[Person]) -> Result<(), (PathBuf, io::Error)> {
        let fs = &*self.fs;
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error| (path, error)
        };
        let books = self.places.books();
        make_dirs(fs, &books).map_err(at(&books))?;
        // Folders that an earlier attempt left behind may be there without being on disk yet.
        if let Some(parent) = self
            .places
            .data()
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
        {
            sync_dir(fs, parent).map_err(at(parent))?;
        }
        sync_dir(fs, self.places.data()).map_err(at(self.places.data()))?;
        let building = books.join(format!("{UNFINISHED}{id}"));
        let book = self.places.book(id);
        let built = self
            .fill(&building, people)
            .and_then(|()| again_if_interrupted(|| fs.rename(&building, &book)));
        if let Err(error) = built {
            let _ = remove_tree(fs, &building);
            return Err((book, error));
        }
        sync_dir(fs, &books).map_err(|error| {
            let _ = remove_tree(fs, &book);
            (book, error)
        })
    }

    fn fill(&self, folder: &Path, people: &[Person]) -> io::Result<()> {
        let fs = &*self.fs;
        make_dirs(fs, folder)?;
        for name in ["people", "keys", "wraps", "spaces"] {
            make_dirs(fs, &folder.join(name))?;
        }
        for person in people {
            let file = folder.join("people").join(format!("{}.json", person.id));
            put(fs, &file, "person", &PersonFile::new(person).line()?)?;
            make_dirs(fs, &folder.join("spaces").join(person.space.to_string()))?;
        }
        put(
            fs,
            &folder.join(".gitattributes"),
            "git",
            book::GIT_ATTRIBUTES,
        )?;
        put(
            fs,
            &folder.join("book.json"),
            "book",
            &BookFile::new().line()?,
        )
    }
}

fn new_people(
    names: &[String],
    random: &mut dyn FnMut() -> [u8; 16],
) -> Result<Vec<Person>, StoreError> {
    if names.is_empty() || names.len() > 2 {
        return Err(StoreError::HowManyPeople);
    }
    let mut people: Vec<Person> = Vec::new();
    for name in names {
        let name = clean_name(name).ok_or(StoreError::NoName)?;
        let same = |person: &Person| person.name.to_lowercase() == name.to_lowercase();
        if people.iter().any(same) {
            return Err(StoreError::SameNames);
        }
        people.push(Person {
            id: PersonId::from_random(random()),
            name,
            space: SpaceId::from_random(random()),
        });
    }
    Ok(people)
}
