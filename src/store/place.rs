//! Putting a file on disk so that it is there whole or not at all: a new temporary file, written and
//! synced, renamed, and the folder synced.

use std::io;
use std::path::{Path, PathBuf};

use super::fs::{Fs, FsFile};
use super::places::UNFINISHED;

/// How often an attempt that a signal interrupted is made again.
const ATTEMPTS: usize = 5;
/// How many leftovers of the same name are stepped over.
const LEFTOVERS: usize = 1000;

/// A file that is written and synced, and waits under a temporary name.
#[derive(Debug)]
pub(super) struct Staged {
    temporary: PathBuf,
    target: PathBuf,
}

/// Writes `bytes` to a new temporary file beside `target` and syncs it. `label` makes its name.
pub(super) fn stage(fs: &dyn Fs, target: &Path, label: &str, bytes: &[u8]) -> io::Result<Staged> {
    again_if_interrupted(|| {
        let (temporary, mut file) = create(fs, target, label)?;
        match fill(file.as_mut(), bytes) {
            Ok(()) => Ok(Staged {
                temporary,
                target: target.to_owned(),
            }),
            // A file whose sync failed may lie when it is synced again, so the next attempt takes a
            // new one. If this one cannot be removed it is swept later.
            Err(error) => {
                let _ = fs.remove_file(&temporary);
                Err(error)
            }
        }
    })
}

impl Staged {
    /// Gives the file its name. It is safe only once the folder is synced.
    pub fn rename(&self, fs: &dyn Fs) -> io::Result<()> {
        again_if_interrupted(|| fs.rename(&self.temporary, &self.target))
    }

    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Removes the temporary file, as far as the disk lets us.
    pub fn discard(&self, fs: &dyn Fs) {
        let _ = fs.remove_file(&self.temporary);
    }
}

/// A new file in a folder that nobody else knows yet. It is safe once that folder is synced with all
/// that is in it.
pub(super) fn write_new(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = again_if_interrupted(|| fs.create_new(path))?;
    write_all(file.as_mut(), bytes)
}

pub(super) fn sync_tree(fs: &dyn Fs, dir: &Path) -> io::Result<()> {
    again_if_interrupted(|| fs.sync_tree(dir))
}

/// All three steps for one file, which may replace an older one.
pub(super) fn put(fs: &dyn Fs, target: &Path, label: &str, bytes: &[u8]) -> io::Result<()> {
    let staged = stage(fs, target, label, bytes)?;
    if let Err(error) = staged.rename(fs) {
        staged.discard(fs);
        return Err(error);
    }
    match target.parent() {
        Some(dir) => sync_dir(fs, dir),
        None => Ok(()),
    }
}

pub(super) fn sync_dir(fs: &dyn Fs, dir: &Path) -> io::Result<()> {
    again_if_interrupted(|| fs.sync_dir(dir))
}

/// A folder and those above it, each new name synced. Those that are there are left as they are.
pub(super) fn make_dirs(fs: &dyn Fs, dir: &Path) -> io::Result<()> {
    match again_if_interrupted(|| fs.create_dir(dir)) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_dirs(fs, dir.parent().ok_or(error)?)?;
            match again_if_interrupted(|| fs.create_dir(dir)) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Err(error) => return Err(error),
    }
    match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_dir(fs, parent).inspect_err(|_| {
            // Otherwise the next attempt would find it there and take its name for safe.
            let _ = fs.remove_dir(dir);
        }),
        Some(_) | None => Ok(()),
    }
}

/// Removes a file. One that is gone already is no error.
pub(super) fn remove(fs: &dyn Fs, path: &Path) -> io::Result<()> {
    match again_if_interrupted(|| fs.remove_file(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

pub(super) fn again_if_interrupted<T>(mut step: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 1..ATTEMPTS {
        match step() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
    step()
}

fn create(fs: &dyn Fs, target: &Path, label: &str) -> io::Result<(PathBuf, Box<dyn FsFile>)> {
    let mut temporary = target.with_file_name(format!("{UNFINISHED}{label}"));
    for number in 2..LEFTOVERS {
        match fs.create_new(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                temporary = target.with_file_name(format!("{UNFINISHED}{label}.{number}"));
            }
            other => return other.map(|file| (temporary, file)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn fill(file: &mut dyn FsFile, bytes: &[u8]) -> io::Result<()> {
    write_all(file, bytes)?;
    file.sync()
}

fn write_all(file: &mut dyn FsFile, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match again_if_interrupted(|| file.write(bytes))? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => bytes = bytes.get(written..).unwrap_or_default(),
        }
    }
    Ok(())
}
