//! The few things that the store asks of a disk, behind one small trait, so that tests can make each of
//! them fail and can model what a crash leaves behind.

use std::ffi::{OsStr, OsString};
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::buffer::spare_capacity;
use rustix::fs::{Dir, FileType, Mode, OFlags};
use rustix::io::Errno;

/// So much is read of a file at the least, in bytes: most records are shorter.
const LEAST_READ: usize = 8 << 10;

/// A disk. Errors are the operating system's own.
pub trait Fs: Send + Sync {
    /// A new file, readable by its owner only. Fails where there is one already.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn FsFile>>;
    /// Replaces what is in `into` by what is in the file. Links are not followed, and a file of more
    /// than `limit` bytes is refused with [`io::ErrorKind::FileTooLarge`].
    fn read(&self, path: &Path, limit: usize, into: &mut Vec<u8>) -> io::Result<()>;
    /// Opens a folder in order to read many of its files.
    fn open_dir(&self, dir: &Path) -> io::Result<Box<dyn FsDir>>;
    /// Gives each thing in a folder as it comes, in no order, without `.` and `..`.
    fn visit(&self, dir: &Path, each: &mut dyn FnMut(&OsStr, FileKind)) -> io::Result<()>;
    /// All that is in a folder.
    fn list(&self, dir: &Path) -> io::Result<Vec<Listed>> {
        let mut listed = Vec::new();
        self.visit(dir, &mut |name, kind| {
            let name = name.to_owned();
            listed.push(Listed { name, kind });
        })?;
        Ok(listed)
    }
    /// What stands at `path` itself, links not followed.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;
    /// How far its last change is from now, in either direction: clocks go wrong.
    fn age(&self, path: &Path) -> io::Result<Duration>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// One new folder, open to its owner only.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on disk.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Waits until a folder is on disk with all the files and folders in it: for many files at once,
    /// where a wait for each would take minutes.
    fn sync_tree(&self, dir: &Path) -> io::Result<()>;
    /// Opens a file for locking; makes it first where `create` says so.
    fn lock_file(&self, path: &Path, create: bool) -> io::Result<Box<dyn LockFile>>;
}

/// A folder whose files are read. It saves the system the way there for each of thousands of files.
pub trait FsDir: Send + Sync {
    /// The same as [`Fs::read`], of the file with this name.
    fn read(&self, name: &OsStr, limit: usize, into: &mut Vec<u8>) -> io::Result<()>;
}

/// A file that is being written.
pub trait FsFile: Send {
    /// Writes some of `bytes` and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Waits until all that was written is on disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file that is only there to be locked. Dropping it, or the end of the process, unlocks it.
pub trait LockFile: Send {
    /// Locks, or changes how it is locked, without waiting. False where someone else is in the way; a
    /// lock held before may be lost then.
    fn try_lock(&mut self, hold: Hold) -> io::Result<bool>;
}

/// How a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// With others who also share it.
    Shared,
    /// By no one else.
    Alone,
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: OsString,
    pub kind: FileKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    File,
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Fs for Disk {
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        Ok(Box::new(DiskFile(file)))
    }

    fn read(&self, path: &Path, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
        let file = rustix::fs::open(path, read_flags(), Mode::empty())?;
        read_whole(&file, limit, into)
    }

    fn open_dir(&self, dir: &Path) -> io::Result<Box<dyn FsDir>> {
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = rustix::fs::open(dir, flags, Mode::empty())?;
        Ok(Box::new(DiskDir(folder)))
    }

    fn visit(&self, dir: &Path, each: &mut dyn FnMut(&OsStr, FileKind)) -> io::Result<()> {
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = rustix::fs::open(dir, flags, Mode::empty())?;
        for entry in Dir::new(folder)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::RegularFile => FileKind::File,
                FileType::Directory => FileKind::Folder,
                FileType::Symlink => FileKind::Link,
                // Not every disk says it in the listing.
                FileType::Unknown => match self.kind(&dir.join(name)) {
                    Ok(kind) => kind,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(error),
                },
                _ => FileKind::Other,
            };
            each(name, kind);
        }
        Ok(())
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        Ok(kind_of(std::fs::symlink_metadata(path)?.file_type()))
    }

    fn age(&self, path: &Path) -> io::Result<Duration> {
        let changed = std::fs::symlink_metadata(path)?.modified()?;
        Ok(match SystemTime::now().duration_since(changed) {
            Ok(past) => past,
            Err(future) => future.duration(),
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_dir(path)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        unless_unknown(File::open(dir)?.sync_all())
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn sync_tree(&self, dir: &Path) -> io::Result<()> {
        unless_unknown(rustix::fs::syncfs(File::open(dir)?).map_err(io::Error::from))
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn sync_tree(&self, dir: &Path) -> io::Result<()> {
        for listed in self.list(dir)? {
            let path = dir.join(&listed.name);
            match listed.kind {
                FileKind::Folder => self.sync_tree(&path)?,
                FileKind::File => File::open(&path)?.sync_all()?,
                FileKind::Link | FileKind::Other => {}
            }
        }
        self.sync_dir(dir)
    }

    fn lock_file(&self, path: &Path, create: bool) -> io::Result<Box<dyn LockFile>> {
        Ok(Box::new(DiskLock {
            file: open_lock(path, create)?,
            path: path.to_owned(),
            create,
        }))
    }
}

/// Some network and FUSE file systems know no sync of a folder. They offer nothing better, and refusing
/// would mean that nothing could ever be saved there.
fn unless_unknown(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}

fn kind_of(kind: std::fs::FileType) -> FileKind {
    if kind.is_symlink() {
        FileKind::Link
    } else if kind.is_dir() {
        FileKind::Folder
    } else if kind.is_file() {
        FileKind::File
    } else {
        FileKind::Other
    }
}

/// Links are not followed; and without blocking, since a pipe that was put in the place of a record
/// would otherwise hang the program.
fn read_flags() -> OFlags {
    OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::RDONLY
}

/// Reads as much at once as `into` has room for: who reads file after file asks the system once for each,
/// and once more to see that it ends there.
fn read_whole(file: &OwnedFd, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
    into.clear();
    loop {
        if into.len() == into.capacity() {
            into.reserve(into.len().max(LEAST_READ));
        }
        match rustix::io::read(file, spare_capacity(into)) {
            Ok(0) => return Ok(()),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        if into.len() > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    }
}

struct DiskDir(OwnedFd);

impl FsDir for DiskDir {
    fn read(&self, name: &OsStr, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
        let file = rustix::fs::openat(&self.0, name, read_flags(), Mode::empty())?;
        read_whole(&file, limit, into)
    }
}

struct DiskFile(File);

impl FsFile for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

struct DiskLock {
    file: File,
    path: PathBuf,
    create: bool,
}

fn open_lock(path: &Path, create: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).mode(0o600);
    if create {
        // Nothing is ever written to it; without `write` the system would not make it.
        options.write(true).create(true).truncate(false);
    }
    options.open(path)
}

impl LockFile for DiskLock {
    fn try_lock(&mut self, hold: Hold) -> io::Result<bool> {
        loop {
            let tried = match hold {
                Hold::Shared => self.file.try_lock_shared(),
                Hold::Alone => self.file.try_lock(),
            };
            match tried {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(false),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Whoever held it before may have removed the file on leaving. Then this lock is on a file
            // that no one else can find any more, and the one with the name has to be locked instead.
            if self.file.metadata()?.nlink() > 0 {
                return Ok(true);
            }
            self.file = open_lock(&self.path, self.create)?;
        }
    }
}
