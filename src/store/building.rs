//! A book that is built from a backup, in a folder beside the others until it is whole.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::archive::{Folder, Header, Member};
use super::book::{BookFile, read_line};
use super::error::Finding;
use super::lock::BookLock;
use super::name::must_hold_a_record;
use super::people::clean_name;
use super::place::{again_if_interrupted, make_dirs, put, remove, sync_dir, sync_tree, write_new};
use super::restore::{RestoreError, Restored, unwritten};
use super::shelf::{BookInfo, Shelf, default_name, remove_tree, unique};
use super::unpack::NotABackup;
use super::{line, settings, sum};
use crate::domain::record::FORMAT;
use crate::text::clean::{clean_line, told};

/// A book on its way to its place. Dropped before it is there it takes all back that it did.
pub(super) struct Building<'a> {
    shelf: &'a Shelf,
    header: Header,
    /// The folder that it is built in.
    folder: PathBuf,
    /// The folders in it that were made.
    made: BTreeSet<PathBuf>,
    records: usize,
    drafts: Vec<OsString>,
    damaged: Vec<Finding>,
    /// The drafts that have their place already.
    placed: Vec<PathBuf>,
    named: bool,
    there: bool,
    _alone: BookLock,
}

impl<'a> Building<'a> {
    /// Begins with an empty folder, for which nothing else holds the lock.
    pub(super) fn begun(
        shelf: &'a Shelf,
        header: Header,
        folder: PathBuf,
        alone: BookLock,
    ) -> Building<'a> {
        Building {
            shelf,
            header,
            folder,
            made: BTreeSet::new(),
            records: 0,
            drafts: Vec::new(),
            damaged: Vec::new(),
            placed: Vec::new(),
            named: false,
            there: false,
            _alone: alone,
        }
    }

    /// Writes one file of the backup.
    pub(super) fn take(
        &mut self,
        folder: Folder,
        name: OsString,
        bytes: &[u8],
    ) -> Result<(), RestoreError> {
        let dir = self.folder.join(folder.path());
        if self.made.insert(dir.clone()) {
            make_dirs(&*self.shelf.fs, &dir).map_err(unwritten(dir.clone()))?;
        }
        let path = dir.join(&name);
        self.look_at(folder, &name, bytes);
        match write_new(&*self.shelf.fs, &path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let what = Member::File(folder, name);
                Err(NotABackup::Strange(format!("{what} is there twice")).into())
            }
            other => other.map_err(unwritten(path)),
        }
    }

    /// Checks the checksum of what has one.
    fn look_at(&mut self, folder: Folder, name: &OsString, bytes: &[u8]) {
        let must = must_hold_a_record(name);
        let damage = match folder {
            Folder::Space(_) => match line::read(bytes) {
                Ok(_) => {
                    self.records += 1;
                    None
                }
                Err(why) => must.then(|| why.to_string()),
            },
            Folder::Drafts => {
                self.drafts.push(name.clone());
                sum::check(bytes).err().map(|why| why.to_string())
            }
            Folder::Book | Folder::People | Folder::Keys | Folder::Wraps => {
                let damage = sum::check(bytes).err().filter(|_| must);
                damage.map(|why| why.to_string())
            }
        };
        if let Some(why) = damage {
            let id = self.header.book;
            let path = match folder {
                Folder::Drafts => self.shelf.places.drafts(id).join(name),
                Folder::Book | Folder::People | Folder::Keys | Folder::Wraps | Folder::Space(_) => {
                    let dir = self.shelf.places.book(id).join(folder.path());
                    dir.join(name)
                }
            };
            self.damaged.push(Finding {
                file: self.shelf.places.shown(&path),
                what: format!(
                    "This file was damaged when the backup was made ({why}). It is there as it was."
                ),
            });
        }
    }

    /// Gives the book its place: the drafts first, then its name here, and last the folder itself.
    pub(super) fn put_in_place(mut self) -> Result<Restored, RestoreError> {
        let (shelf, id) = (self.shelf, self.header.book);
        let fs = &*shelf.fs;
        if !self.is_book() {
            return Err(NotABackup::Empty.into());
        }
        let mut notes = self.notes()?;
        for name in ["people", "keys", "wraps", "spaces"] {
            let dir = self.folder.join(name);
            make_dirs(fs, &dir).map_err(unwritten(dir.clone()))?;
        }
        notes.extend(self.put_drafts()?);
        notes.extend(self.cleaned_name());
        sync_tree(fs, &self.folder).map_err(unwritten(self.folder.clone()))?;
        let _guard = settings::guard(fs, &shelf.places);
        let name = self.name()?;
        // The name first: one without a book does no harm.
        self.named = true;
        shelf.set_name(id, Some(name.clone()))?;
        self.appear()?;
        let unlisted = |_| BookInfo {
            id,
            name,
            people: Vec::new(),
        };
        Ok(Restored {
            book: shelf.book(id).unwrap_or_else(unlisted),
            records: self.records,
            drafts: self.drafts.len(),
            damaged: std::mem::take(&mut self.damaged),
            notes,
        })
    }

    /// Whether there is anyone in it, or anything that they wrote.
    fn is_book(&self) -> bool {
        let (people, spaces) = (self.folder.join("people"), self.folder.join("spaces"));
        let holds = |dir: &PathBuf| *dir == people || dir.parent() == Some(&spaces);
        self.made.iter().any(holds)
    }

    /// The moment at which the book is there.
    fn appear(&mut self) -> Result<(), RestoreError> {
        let fs = &*self.shelf.fs;
        let books = self.shelf.places.books();
        let place = self.shelf.places.book(self.header.book);
        again_if_interrupted(|| fs.rename(&self.folder, &place))
            .map_err(unwritten(place.clone()))?;
        // Not known to be there to stay it must not be there at all, since that is what is said.
        sync_dir(fs, &books).map_err(|error| {
            let _ = remove_tree(fs, &place);
            unwritten(books)(error)
        })?;
        self.there = true;
        Ok(())
    }

    /// What a newer version has to do with this book.
    fn notes(&self) -> Result<Vec<String>, RestoreError> {
        let file = read_line::<BookFile>(&*self.shelf.fs, &self.folder.join("book.json"));
        Ok(match file {
            Ok(file) if file.min_reader > FORMAT => return Err(NotABackup::Newer.into()),
            Ok(file) if file.min_writer > FORMAT => vec![
                "The book was written by a newer version of amends. This one opens it for reading \
                 only."
                    .to_owned(),
            ],
            Ok(_) | Err(_) => Vec::new(),
        })
    }

    /// What was taken out of the book's name.
    fn cleaned_name(&self) -> Option<String> {
        let told = told(clean_line(&self.header.name).removed)?;
        Some(format!("The name of the book: {told}"))
    }

    /// The name that the book gets here.
    fn name(&self) -> Result<String, RestoreError> {
        let books = self.shelf.books()?;
        let taken = books.iter().map(|book| book.name.to_lowercase()).collect();
        let name = clean_name(&self.header.name).filter(|name| name.chars().count() <= 200);
        Ok(unique(name.unwrap_or_else(|| default_name(&[])), &taken))
    }

    /// Moves the drafts out of the book's folder to where this machine keeps them. One that is here
    /// already stays: it can only be left over from the same book.
    fn put_drafts(&mut self) -> Result<Vec<String>, RestoreError> {
        let fs = &*self.shelf.fs;
        let mut notes = Vec::new();
        if self.drafts.is_empty() {
            return Ok(notes);
        }
        let staged = self.folder.join(Folder::Drafts.path());
        let dir = self.shelf.places.drafts(self.header.book);
        make_dirs(fs, &dir).map_err(unwritten(dir.clone()))?;
        for above in dir.ancestors().skip(1).take(3) {
            sync_dir(fs, above).map_err(unwritten(above.to_owned()))?;
        }
        // What a crash leaves of it is cleared away as this machine's own.
        let device = self.shelf.device()?;
        let label = |name: &OsString| format!("{device}-{}", Path::new(name).display());
        let (mut bytes, mut here) = (Vec::new(), Vec::new());
        for name in &self.drafts {
            let (from, to) = (staged.join(name), dir.join(name));
            let limit = Folder::Drafts.limit();
            fs.read(&from, limit, &mut bytes).map_err(unwritten(from))?;
            match fs.read(&to, limit, &mut here) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    self.placed.push(to.clone());
                }
                Err(error) => return Err(unwritten(to)(error)),
                // An earlier attempt may have left it here without its name being on disk.
                Ok(()) if here == bytes => {}
                Ok(()) => {
                    notes.push(
                        "A half-written text of this book was here already, and the one in the \
                         backup differs. The one here stays."
                            .to_owned(),
                    );
                    continue;
                }
            }
            put(fs, &to, &label(name), &bytes).map_err(unwritten(to))?;
        }
        remove_tree(fs, &staged).map_err(unwritten(staged))?;
        Ok(notes)
    }
}

impl Drop for Building<'_> {
    fn drop(&mut self) {
        if self.there {
            return;
        }
        let (fs, id) = (&*self.shelf.fs, self.header.book);
        for draft in &self.placed {
            let _ = remove(fs, draft);
        }
        if self.named {
            let _ = self.shelf.set_name(id, None);
        }
        // What cannot be removed now opens as no book, and is cleared away later.
        let _ = remove_tree(fs, &self.folder);
        // While it is still held: whoever waits for it notices that the name is gone.
        let _ = remove(fs, &self.shelf.places.lock(id));
    }
}
