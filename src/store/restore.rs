//! A book put back from a backup. All of it is written under a temporary name and gets its own at the
//! very end, so that the book is there whole or not at all.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::archive::{Folder, Header, MOST};
use super::book::{BookFile, read_line};
use super::error::{Finding, StoreError, reason};
use super::fs::FileKind;
use super::line;
use super::lock::{BookLock, InUse};
use super::people::clean_name;
use super::place::{again_if_interrupted, make_dirs, put, remove, sync_dir, sync_tree, write_new};
use super::places::UNFINISHED;
use super::scan::{self, LEFT_OVER};
use super::shelf::{BookInfo, Shelf, default_name, remove_tree, unique};
use super::unpack::{NotABackup, unpack};
use super::{settings, sum};
use crate::domain::BookId;
use crate::domain::record::FORMAT;
use crate::text::clean::{clean_line, told};
use crate::text::quote::quoted_path;

/// A book that was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// With the name that it has here, which is another where that was taken.
    pub book: BookInfo,
    pub records: usize,
    pub drafts: usize,
    /// What is damaged. It was so when the backup was made, and is there as it is.
    pub damaged: Vec<Finding>,
    /// What is worth knowing, in sentences.
    pub notes: Vec<String>,
}

/// Why a book was not put back. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("{0} Nothing was restored.")]
    NotABackup(#[from] NotABackup),
    #[error(
        "The book in this backup is here already, as \u{201c}{name}\u{201d}. Nothing was changed: a \
         restore never writes over a book and never mixes two. To read the backup beside it, give it \
         a folder of its own: amends --data-dir DIR restore FILE. To go back to it, delete the book \
         here first: amends books delete \"{name}\"."
    )]
    Here { name: String },
    #[error(
        "Something else stands in the place of this book: {}. Nothing was restored. Move it away \
         and try again.", quoted_path(.0)
    )]
    InTheWay(PathBuf),
    #[error("This book is just being restored or deleted elsewhere. Try again in a moment.")]
    Busy,
    #[error(
        "Not restored: {} could not be written ({}). There is no half book; the backup is as it \
         was. Make room or choose another folder with --data-dir, and try again.",
        quoted_path(.path), reason(.source)
    )]
    Unwritten { path: PathBuf, source: io::Error },
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// A book on its way to its place. Dropped before it is there it takes all back that it did.
struct Building<'a> {
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

impl Shelf {
    /// Puts the book of a backup back, with its drafts.
    ///
    /// # Errors
    /// It is no whole backup, the book is here already, or the disk. Then nothing is changed.
    pub fn restore(&self, from: &mut dyn Read) -> Result<Restored, RestoreError> {
        let begin = |header| self.begin(header);
        unpack(from, &MOST, begin, Building::take)?.put_in_place()
    }

    fn building(&self, book: BookId) -> PathBuf {
        self.places.books().join(format!("{UNFINISHED}{book}"))
    }

    fn begin(&self, header: Header) -> Result<Building<'_>, RestoreError> {
        let (fs, id) = (&*self.fs, header.book);
        let at = |path: &Path| unwritten(path.to_owned());
        if self.is_book(id) {
            let name = self.book(id)?.name;
            return Err(RestoreError::Here { name });
        }
        let place = self.places.book(id);
        match fs.kind(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(&place)(error)),
            // A deletion that was cut off at its very end leaves an empty folder. No other is removed.
            Ok(FileKind::Folder) if fs.remove_dir(&place).is_ok() => {}
            Ok(_) => return Err(RestoreError::InTheWay(place)),
        }
        let (books, data) = (self.places.books(), self.places.data());
        make_dirs(fs, &books).map_err(at(&books))?;
        // Folders that an earlier attempt left behind may be there without being on disk yet.
        for dir in data.parent().into_iter().chain([data]) {
            if !dir.as_os_str().is_empty() {
                sync_dir(fs, dir).map_err(at(dir))?;
            }
        }
        let lock = self.lock_alone(id)?;
        self.sweep_unfinished();
        let folder = self.building(id);
        match remove_tree(fs, &folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(at(&folder)(error));
            }
            Ok(()) | Err(_) => {}
        }
        make_dirs(fs, &folder).map_err(at(&folder))?;
        Ok(Building {
            shelf: self,
            header,
            folder,
            made: BTreeSet::new(),
            records: 0,
            drafts: Vec::new(),
            damaged: Vec::new(),
            placed: Vec::new(),
            named: false,
            there: false,
            _alone: lock,
        })
    }

    fn lock_alone(&self, id: BookId) -> Result<BookLock, RestoreError> {
        let fs = &*self.fs;
        let locks = self.places.locks();
        make_dirs(fs, &locks).map_err(unwritten(locks))?;
        let path = self.places.lock(id);
        match BookLock::shared(fs, &path, true) {
            Ok(Ok(mut lock)) => match lock.alone() {
                Ok(Ok(())) => Ok(lock),
                Ok(Err(InUse)) => Err(RestoreError::Busy),
                Err(error) => Err(unwritten(path)(error)),
            },
            Ok(Err(InUse)) => Err(RestoreError::Busy),
            Err(error) if super::lock::cannot_lock(&error) => Ok(BookLock::none()),
            Err(error) => Err(unwritten(path)(error)),
        }
    }

    /// What a crash left of books that were being made or restored.
    pub(super) fn unfinished(&self) -> Vec<PathBuf> {
        let dir = self.places.books();
        let listed = self.fs.list(&dir).unwrap_or_default().into_iter();
        listed
            .filter(|listed| listed.kind == FileKind::Folder && scan::is_unfinished(&listed.name))
            .map(|listed| dir.join(listed.name))
            .collect()
    }

    /// Clears those away that are old and that nobody is at.
    fn sweep_unfinished(&self) {
        for path in self.unfinished() {
            let name = path.file_name().and_then(OsStr::to_str);
            let id = name.and_then(|name| name.strip_prefix(UNFINISHED)?.parse().ok());
            let old = self.fs.age(&path).is_ok_and(|age| age > LEFT_OVER);
            if let Some(id) = id.filter(|_| old)
                && let Ok(_alone) = self.lock_alone(id)
            {
                let _ = remove_tree(&*self.fs, &path);
                let _ = remove(&*self.fs, &self.places.lock(id));
            }
        }
    }
}

impl Building<'_> {
    /// Writes one file of the backup.
    fn take(&mut self, folder: Folder, name: OsString, bytes: &[u8]) -> Result<(), RestoreError> {
        let dir = self.folder.join(folder.path());
        if self.made.insert(dir.clone()) {
            make_dirs(&*self.shelf.fs, &dir).map_err(unwritten(dir.clone()))?;
        }
        let path = dir.join(&name);
        self.look_at(folder, &name, bytes);
        match write_new(&*self.shelf.fs, &path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let what = super::archive::Member::File(folder, name);
                Err(NotABackup::Strange(format!("{what} is there twice")).into())
            }
            other => other.map_err(unwritten(path)),
        }
    }

    /// Checks the checksum of what has one.
    fn look_at(&mut self, folder: Folder, name: &OsString, bytes: &[u8]) {
        let must = scan::must_hold_a_record(name);
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
    fn put_in_place(mut self) -> Result<Restored, RestoreError> {
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

fn unwritten(path: PathBuf) -> impl FnOnce(io::Error) -> RestoreError {
    move |source| RestoreError::Unwritten { path, source }
}
