//! Reading the files of one space, in as many threads as help.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use super::fs::{FileKind, Fs, FsDir};
use super::keyring::{Keyring, Room};
use super::line::{FILE_LIMIT, Reading};
use super::name::Name;
use crate::domain::RecordId;
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
    /// The records that have files of their names, in order.
    pub records: Vec<RecordId>,
    /// Other files that may hold a record: conflict copies, and unfinished files that are old.
    pub others: Vec<Name>,
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
    let mut unfinished = Vec::new();
    fs.visit(dir, &mut |file, kind| match kind {
        FileKind::File => match Name::new(file) {
            Name::Of(id) => found.records.push(id),
            name if name.is_unfinished() => unfinished.push(file.to_owned()),
            name => found.others.push(name),
        },
        FileKind::Folder if file.as_encoded_bytes().starts_with(b".") => {}
        FileKind::Folder | FileKind::Link | FileKind::Other => found.strange.push(file.to_owned()),
    })?;
    found.records.sort_unstable();
    found.unfinished = !unfinished.is_empty();
    unfinished.retain(|file| fs.age(&dir.join(file)).is_ok_and(|age| age > LEFT_OVER));
    let left = unfinished.iter().map(|file| Name::new(file));
    found.others.extend(left);
    found.leftovers = unfinished;
    Ok(found)
}

impl Candidates {
    /// All that there is to read.
    pub fn names(&self) -> Vec<Name> {
        let records = self.records.iter().copied().map(Name::Of);
        records.chain(self.others.iter().cloned()).collect()
    }
}

/// Reads these files, each with its place in `names`, and opens what these keys open.
pub(super) fn read_all(
    fs: &dyn Fs,
    dir: &Path,
    names: &[Name],
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
    names: &[Name],
    from: usize,
    keyring: &Keyring,
) -> Vec<(usize, Outcome)> {
    let mut buffer = Vec::new();
    let mut room = Room::default();
    let mut outcomes = Vec::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        let outcome = read_one(folder, &name.file(), keyring, (&mut buffer, &mut room));
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
