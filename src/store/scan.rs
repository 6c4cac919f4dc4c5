//! Reading the files of one space, in as many threads as help.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use super::fs::{FileKind, Fs, FsDir};
use super::keyring::{Keyring, Room};
use super::line::{FILE_LIMIT, Reading};
use super::places::UNFINISHED;
use crate::text::reason::reason;

/// An unfinished file that is older is left over from a crash. Younger ones may be being written.
pub(super) const LEFT_OVER: Duration = Duration::from_secs(60 * 60);

/// Fewer files than this are read in one thread: starting others would take longer.
const ALONE: usize = 128;
/// More threads than this only wait for each other.
const THREADS: usize = 4;

/// How many threads help. To find it out takes the system several files, so it is asked once.
pub(super) fn threads() -> usize {
    static HELP: OnceLock<usize> = OnceLock::new();
    *HELP.get_or_init(|| {
        let cores = std::thread::available_parallelism();
        cores.map_or(1, usize::from).min(THREADS)
    })
}

/// What there is in a space.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Files that may hold a record: records, conflict copies, and unfinished files that are old.
    pub files: Vec<OsString>,
    /// The old unfinished files among them.
    pub leftovers: Vec<OsString>,
    /// Whether there are unfinished files, old or not.
    pub unfinished: bool,
    /// Names of links, folders and the like where only files belong.
    pub strange: Vec<OsString>,
}

pub(super) enum Outcome {
    Read(Reading),
    /// What is wrong, as a sentence.
    Unreadable(String),
    /// It went away between listing and reading.
    Gone,
}

/// What there is to read in a space. A folder that is not there is an empty space: git, for one,
/// keeps no empty folders.
///
/// # Errors
/// The folder cannot be listed, or something else stands in its place.
pub(super) fn candidates(fs: &dyn Fs, dir: &Path) -> io::Result<Candidates> {
    let mut found = Candidates::default();
    match fs.kind(dir) {
        Ok(FileKind::Folder) => {}
        // A link would lead out of the book.
        Ok(FileKind::File | FileKind::Link | FileKind::Other) => {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error),
    }
    for listed in fs.list(dir)? {
        let name = listed.name;
        match listed.kind {
            FileKind::File if is_unfinished(&name) => {
                found.unfinished = true;
                if fs.age(&dir.join(&name)).is_ok_and(|age| age > LEFT_OVER) {
                    found.leftovers.push(name.clone());
                    found.files.push(name);
                }
            }
            FileKind::File => found.files.push(name),
            FileKind::Folder if name.as_encoded_bytes().starts_with(b".") => {}
            FileKind::Folder | FileKind::Link | FileKind::Other => found.strange.push(name),
        }
    }
    Ok(found)
}

pub(super) fn is_unfinished(name: &OsString) -> bool {
    name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
}

/// Whether a file with this name has to hold a record, so that it is damage when it does not. Others
/// are the business of editors and sync programs, which leave half-copied files under names of their own.
pub(super) fn must_hold_a_record(name: &OsString) -> bool {
    let name = name.as_encoded_bytes();
    name.ends_with(b".json") && !name.starts_with(b".")
}

/// Reads these files, each with its place in `names`, and opens what these keys open.
pub(super) fn read_all(
    fs: &dyn Fs,
    dir: &Path,
    names: &[OsString],
    keyring: &Keyring,
) -> Vec<(usize, Outcome)> {
    let folder = match fs.open_dir(dir) {
        Ok(folder) => folder,
        Err(error) => {
            let what = format!("It could not be read: {}.", reason(&error));
            let unreadable = |place| (place, Outcome::Unreadable(what.clone()));
            return (0..names.len()).map(unreadable).collect();
        }
    };
    let folder = &*folder;
    let threads = threads();
    if names.len() < ALONE || threads == 1 {
        return read_some(folder, names, 0, keyring);
    }
    let share = names.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let others: Vec<_> = names
            .chunks(share)
            .enumerate()
            .skip(1)
            .map(|(part, names)| {
                scope.spawn(move || read_some(folder, names, part * share, keyring))
            })
            .collect();
        let first = names.chunks(share).next().unwrap_or_default();
        let mut outcomes = read_some(folder, first, 0, keyring);
        for (part, other) in others.into_iter().enumerate() {
            match other.join() {
                Ok(more) => outcomes.extend(more),
                // A reader that met a fault of ours must not take its files with it.
                Err(_) => outcomes.extend(names.chunks(share).nth(part + 1).into_iter().flat_map(
                    |names| {
                        (0..names.len()).map(move |place| {
                            let what = "The program met a fault of its own while reading it.";
                            (
                                (part + 1) * share + place,
                                Outcome::Unreadable(what.to_owned()),
                            )
                        })
                    },
                )),
            }
        }
        outcomes
    })
}

fn read_some(
    folder: &dyn FsDir,
    names: &[OsString],
    from: usize,
    keyring: &Keyring,
) -> Vec<(usize, Outcome)> {
    let mut buffer = Vec::new();
    let mut room = Room::default();
    let mut outcomes = Vec::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        let outcome = read_one(folder, name, keyring, (&mut buffer, &mut room));
        outcomes.push((from + place, outcome));
    }
    outcomes
}

fn read_one(
    folder: &dyn FsDir,
    name: &OsStr,
    keyring: &Keyring,
    (buffer, room): (&mut Vec<u8>, &mut Room),
) -> Outcome {
    match folder.read(name, FILE_LIMIT, buffer) {
        Ok(()) => match keyring.read(buffer, room) {
            Ok(unsealed) => Outcome::Read(unsealed.reading),
            Err(why) => Outcome::Unreadable(format!("No record can be read from it: {why}.")),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Outcome::Gone,
        Err(error) => Outcome::Unreadable(format!("It could not be read: {}.", reason(&error))),
    }
}
