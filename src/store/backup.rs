//! The whole book as one archive: every file as it is, so that what is locked stays locked and what is
//! damaged is not made worse.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::archive::{BACKUP, END, End, Folder, HEADER, Header, MOST, OF_THE_BOOK, top};
use super::book::line_of;
use super::draft_file::DraftFile;
use super::error::{Finding, StoreError};
use super::fs::{FileKind, Listed};
use super::keyring::Keyring;
use super::line::{self, What};
use super::lock::{BookLock, InUse};
use super::name::{is_unfinished, must_hold_a_record};
use super::open::Access;
use super::place::make_dirs;
use super::scan::LEFT_OVER;
use super::shelf::Shelf;
use super::sum;
use crate::domain::{BookId, SpaceId};
use crate::text::reason::reason;

/// What went into a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackedUp {
    pub files: u64,
    pub bytes: u64,
    /// Records, locked ones included, whose checksum is right.
    pub records: usize,
    /// Those among them that only a key can open.
    pub locked: usize,
    pub drafts: usize,
    /// What is damaged. It is in the backup as it is.
    pub damaged: Vec<Finding>,
    /// What belongs to the book and could not be read, so that it is not in the backup.
    pub missing: Vec<Finding>,
    /// What is no part of a book, such as a link, and was left out.
    pub passed_over: Vec<Finding>,
}

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error(
        "There is more in this book than a backup may hold: a million files, or 4 GiB. No backup \
         was made. Copy the folder of the book instead."
    )]
    TooLarge,
    /// The archive could not be written.
    #[error("The backup could not be written: {}. The book is as it was.", reason(.0))]
    Unwritten(io::Error),
}

/// A backup that is being written.
struct Packing<'a> {
    shelf: &'a Shelf,
    book: BookId,
    made: DateTime<FixedOffset>,
    archive: tar::Builder<GzEncoder<&'a mut dyn Write>>,
    done: BackedUp,
}

impl Shelf {
    /// Writes a book into `to` as one archive. Others may write in it meanwhile: all that was saved
    /// before is in the backup. With [`Access::ReadOnly`] not even a lock file is made.
    ///
    /// # Errors
    /// It is not there, someone is deleting from it, or the archive cannot be written.
    pub fn backup(
        &self,
        id: BookId,
        made: DateTime<FixedOffset>,
        access: Access,
        to: &mut dyn Write,
    ) -> Result<BackedUp, BackupError> {
        let book = self.book(id)?;
        let _shared = self.hold_still(id, access)?;
        let mut packing = Packing {
            shelf: self,
            book: id,
            made,
            archive: tar::Builder::new(GzEncoder::new(to, Compression::default())),
            done: BackedUp::default(),
        };
        packing.own(
            HEADER,
            &Header {
                backup: BACKUP,
                book: id,
                name: book.name,
                made,
            },
        )?;
        packing.book()?;
        packing.drafts()?;
        packing.own(END, &packing.all())?;
        packing.finish()
    }

    /// Keeps others from deleting while the book is read, as far as the disk and `access` allow.
    fn hold_still(&self, id: BookId, access: Access) -> Result<BookLock, BackupError> {
        let create = access == Access::Write && make_dirs(&*self.fs, &self.places.locks()).is_ok();
        match BookLock::shared(&*self.fs, &self.places.lock(id), create) {
            Ok(Ok(lock)) => Ok(lock),
            Ok(Err(InUse)) => Err(StoreError::Busy.into()),
            Err(_) => Ok(BookLock::none()),
        }
    }
}

impl Packing<'_> {
    fn book(&mut self) -> Result<(), BackupError> {
        let root = self.shelf.places.book(self.book);
        for name in OF_THE_BOOK {
            match self.shelf.fs.kind(&root.join(name)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                // What is not a file is said as such when it is read.
                Ok(_) | Err(_) => self.file(Folder::Book, &root, OsStr::new(name))?,
            }
        }
        self.left_out_of_the_root(&root);
        for folder in [Folder::People, Folder::Keys, Folder::Wraps] {
            self.folder(folder)?;
        }
        for space in self.spaces(&root) {
            self.folder(Folder::Space(space))?;
        }
        Ok(())
    }

    fn left_out_of_the_root(&mut self, root: &Path) {
        let known = ["people", "keys", "wraps", "spaces"];
        for listed in self.listed(root) {
            let name = &listed.name;
            let hidden = name.as_encoded_bytes().starts_with(b".");
            if !hidden && !known.iter().chain(&OF_THE_BOOK).any(|known| name == *known) {
                self.pass_over(
                    &root.join(name),
                    "This is no part of a book and was left out.",
                );
            }
        }
    }

    /// The spaces; what else is in their folder is named.
    fn spaces(&mut self, root: &Path) -> Vec<SpaceId> {
        let dir = root.join("spaces");
        let mut spaces: Vec<SpaceId> = Vec::new();
        for listed in self.listed(&dir) {
            let space = listed.name.to_str().and_then(|name| name.parse().ok());
            match (listed.kind, space) {
                (FileKind::Folder, Some(space)) => spaces.push(space),
                (FileKind::Folder, None) if is_hidden(&listed.name) => {}
                // It has the name of a space, and what was written there is somewhere else or gone.
                (FileKind::File | FileKind::Link | FileKind::Other, Some(_)) => {
                    let what = "This stands where pages should be and is no folder, so no page of \
                                this part of the book is in the backup.";
                    self.miss(&dir.join(&listed.name), what.to_owned());
                }
                (FileKind::Folder | FileKind::File | FileKind::Link | FileKind::Other, None) => {
                    let path = dir.join(&listed.name);
                    self.pass_over(&path, "This is no part of a book and was left out.");
                }
            }
        }
        spaces.sort_unstable();
        spaces
    }

    /// What is in a folder, by name. One that is not there is empty; one that cannot be read is named.
    fn listed(&mut self, dir: &Path) -> Vec<Listed> {
        let fs = &*self.shelf.fs;
        let book = self.shelf.places.book(self.book);
        let listed = match fs.kind(dir) {
            Ok(FileKind::Folder) => fs.list(dir),
            // Only the folder of the book itself may be a link, to one that is synced.
            Ok(FileKind::Link) if dir == book => fs.list(dir),
            Ok(FileKind::File | FileKind::Link | FileKind::Other) => {
                Err(io::ErrorKind::NotADirectory.into())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        };
        match listed {
            Ok(mut listed) => {
                listed.sort_unstable_by(|a, b| a.name.cmp(&b.name));
                listed
            }
            Err(error) => {
                let what = format!(
                    "This folder could not be read, and what is in it is not in the backup: {}.",
                    reason(&error)
                );
                self.miss(dir, what);
                Vec::new()
            }
        }
    }

    fn folder(&mut self, folder: Folder) -> Result<(), BackupError> {
        let dir = self.shelf.places.book(self.book).join(folder.path());
        for listed in self.listed(&dir) {
            let path = dir.join(&listed.name);
            match listed.kind {
                FileKind::File if !folder.takes(&listed.name) => {
                    self.pass_over(&path, "This is no part of a book and was left out.");
                }
                FileKind::File if self.is_being_written(&path, &listed.name) => {}
                FileKind::File => self.file(folder, &dir, &listed.name)?,
                FileKind::Folder if is_hidden(&listed.name) => {}
                FileKind::Folder | FileKind::Link | FileKind::Other => {
                    self.pass_over(&path, "This is not a file. It was not followed or opened.");
                }
            }
        }
        Ok(())
    }

    /// Whether it is a save that is not finished yet, so that nobody was told that it is saved. An old
    /// one is left over from a crash, and may hold the only copy of a text.
    fn is_being_written(&self, path: &Path, name: &OsString) -> bool {
        is_unfinished(name) && self.shelf.fs.age(path).is_ok_and(|age| age <= LEFT_OVER)
    }

    /// Reads one file of the folder `dir` and puts it into the archive.
    fn file(&mut self, folder: Folder, dir: &Path, name: &OsStr) -> Result<(), BackupError> {
        let mut bytes = Vec::new();
        let fs = &*self.shelf.fs;
        match fs.read(&dir.join(name), folder.limit(), &mut bytes) {
            Ok(()) => {}
            // It went away between listing and reading: a sync, or a draft that was saved.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                let what = format!(
                    "This file could not be read and is not in the backup: {}.",
                    reason(&error)
                );
                self.miss(&dir.join(name), what);
                return Ok(());
            }
        }
        self.look_at(folder, &dir.join(name), name, &bytes);
        self.count(&bytes)?;
        self.add(&folder.path().join(name), &bytes)
    }

    /// Counts what is whole and names what is not.
    fn look_at(&mut self, folder: Folder, path: &Path, name: &OsStr, bytes: &[u8]) {
        let damage = match folder {
            Folder::Space(_) => match line::read(bytes) {
                Ok(reading) => {
                    self.done.records += 1;
                    match reading.what {
                        What::Sealed(_) => self.done.locked += 1,
                        What::Record(_) | What::Newer => {}
                    }
                    None
                }
                Err(why) if must_hold_a_record(name) => Some(why.to_string()),
                Err(_) => None,
            },
            Folder::Drafts => {
                self.done.drafts += 1;
                None
            }
            Folder::Book | Folder::People | Folder::Keys | Folder::Wraps => {
                let line = name.as_encoded_bytes().ends_with(b".json") && !is_hidden(name);
                sum::check(bytes)
                    .err()
                    .filter(|_| line)
                    .map(|why| why.to_string())
            }
        };
        if let Some(why) = damage {
            self.done.damaged.push(Finding {
                file: self.shelf.places.shown(path),
                what: format!("This file is damaged ({why}). It is in the backup as it is."),
            });
        }
    }

    /// The drafts of this machine. One whose last step a crash cut off gets the name that it was
    /// about to have, since only this machine would look for it under the other.
    fn drafts(&mut self) -> Result<(), BackupError> {
        let dir = self.shelf.places.drafts(self.book);
        let listed = self.listed(&dir);
        let names: Vec<&OsString> = listed.iter().map(|listed| &listed.name).collect();
        for listed in &listed {
            let name = &listed.name;
            if listed.kind != FileKind::File || !Folder::Drafts.takes(name) {
                continue;
            }
            if !is_unfinished(name) {
                self.file(Folder::Drafts, &dir, name)?;
                continue;
            }
            let path = dir.join(name);
            if self.is_being_written(&path, name) {
                continue;
            }
            let draft = DraftFile::read(&*self.shelf.fs, &path, &Keyring::default()).ok();
            let own = draft.map(|draft| draft.own_name(name));
            if let Some(own) = own.filter(|own| !names.iter().any(|name| *name == own.as_str())) {
                self.renamed_draft(&path, &own)?;
            }
        }
        Ok(())
    }

    fn renamed_draft(&mut self, path: &Path, name: &str) -> Result<(), BackupError> {
        let mut bytes = Vec::new();
        let limit = Folder::Drafts.limit();
        if self.shelf.fs.read(path, limit, &mut bytes).is_err() {
            return Ok(());
        }
        self.done.drafts += 1;
        self.count(&bytes)?;
        self.add(&Folder::Drafts.path().join(name), &bytes)
    }

    fn count(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.done.files += 1;
        self.done.bytes += bytes.len() as u64;
        if MOST.takes(&self.all()) {
            Ok(())
        } else {
            Err(BackupError::TooLarge)
        }
    }

    fn all(&self) -> End {
        End {
            files: self.done.files,
            bytes: self.done.bytes,
        }
    }

    /// A file of the backup itself.
    fn own<T: serde::Serialize>(&mut self, name: &str, value: &T) -> Result<(), BackupError> {
        let line = line_of(value).map_err(BackupError::Unwritten)?;
        self.add(Path::new(name), &line)
    }

    fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(0o600);
        header.set_size(bytes.len() as u64);
        header.set_mtime(u64::try_from(self.made.timestamp()).unwrap_or_default());
        let path = PathBuf::from(top(self.book)).join(path);
        self.archive
            .append_data(&mut header, path, bytes)
            .map_err(BackupError::Unwritten)
    }

    fn finish(self) -> Result<BackedUp, BackupError> {
        let packed = self
            .archive
            .into_inner()
            .and_then(GzEncoder::finish)
            .and_then(|to| to.flush());
        packed.map_err(BackupError::Unwritten)?;
        Ok(self.done)
    }

    fn miss(&mut self, path: &Path, what: String) {
        let file = self.shelf.places.shown(path);
        self.done.missing.push(Finding { file, what });
    }

    fn pass_over(&mut self, path: &Path, what: &str) {
        let file = self.shelf.places.shown(path);
        let what = what.to_owned();
        self.done.passed_over.push(Finding { file, what });
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
