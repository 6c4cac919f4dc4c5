//! The local cache of a space: its records one after the other, in a few files instead of tens of
//! thousands, and in a form that needs no parsing (`cache_form`). It only saves time.
//!
//! - It is on this machine alone, under `local/cache`, never in the book's folder.
//! - The names in the book's folder decide. What has no file there is not shown, and the cache that
//!   held it goes at once; what the cache does not have is read from its file.
//! - A part that is damaged, cut short, of another book or of another version says nothing, and its
//!   records are read from their files.
//! - It does not grow old: after a week all records are read and checked again, so that a file that was
//!   damaged meanwhile is named.
//! - Whatever is deleted, the whole cache of its space is deleted first.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::cache_form::{self, Rows};
use super::crypt::NoRandom;
use super::fs::{FileKind, Fs, FsDir};
use super::keyring::{Keyring, Room, Unsealed};
use super::line::{FILE_LIMIT, LIMIT};
use super::places::{UNFINISHED, record_file};
use super::scan::threads;
use super::sum::Sum;
use super::version::Version;
use crate::domain::{BookId, Record, RecordId, SpaceId};

/// A part is closed once it is so long, in bytes. It is written between two saves, which wait for it, and read in
/// memory that stays near the processor.
const PART: usize = 256 << 10;
/// No part is longer, the last record in it included.
const LONGEST: usize = PART + LIMIT + (1 << 13);
/// Few parts are longer, so a buffer of this size need not grow.
const USUAL: usize = PART + (16 << 10);
/// After so long all records are read from their files again.
pub(super) const FRESH: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What a cache is of, and how it is locked.
#[derive(Clone)]
pub(super) struct Of {
    pub book: BookId,
    pub space: SpaceId,
    pub keyring: Keyring,
}

/// What a part of a cache gives: its records, and beside each what would be known had it been read from its file.
/// They stay in parts: to put all of them together is to touch more memory for the first time.
#[derive(Default)]
pub(super) struct Kept {
    pub versions: Vec<(RecordId, Version)>,
    pub records: Vec<Arc<Record>>,
}

impl Kept {
    pub fn with_capacity(count: usize) -> Kept {
        Kept {
            versions: Vec::with_capacity(count),
            records: Vec::with_capacity(count),
        }
    }

    pub fn push(&mut self, record: Arc<Record>, sum: Sum) {
        let version = Version::in_its_file(&record, sum);
        self.versions.push((record.id, version));
        self.records.push(record);
    }

    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        self.versions.iter().map(|(id, _)| *id)
    }

    /// Leaves those that `stay`, which is asked in their order, and says whether that was all of them.
    pub fn retain(&mut self, stay: impl FnMut(RecordId) -> bool) -> bool {
        let stay: Vec<bool> = self.ids().map(stay).collect();
        let all = stay.iter().all(|stays| *stays);
        if !all {
            let mut each = stay.iter();
            self.versions.retain(|_| each.next() == Some(&true));
            let mut each = stay.iter();
            self.records.retain(|_| each.next() == Some(&true));
        }
        all
    }

    /// All of them in one, in the order of their ids.
    pub fn sorted(parts: Vec<Kept>) -> Kept {
        let mut all: Vec<_> = parts
            .into_iter()
            .flat_map(|part| part.versions.into_iter().zip(part.records))
            .collect();
        all.sort_unstable_by_key(|((id, _), _)| *id);
        let (versions, records) = all.into_iter().unzip();
        Kept { versions, records }
    }
}

/// Reads a cache, and does `meanwhile` beside it. The records come in the order of the parts.
pub(super) fn read<T>(
    fs: &dyn Fs,
    dir: &Path,
    of: &Of,
    meanwhile: impl FnOnce() -> T,
) -> (T, Vec<Kept>) {
    let parts = parts(fs, dir);
    let folder = match parts.is_empty() {
        true => None,
        false => fs.open_dir(dir).ok(),
    };
    let Some(folder) = folder else {
        return (meanwhile(), Vec::new());
    };
    let (folder, parts) = (&*folder, &parts);
    let next = &AtomicUsize::new(0);
    let work = move || {
        let mut buffer = Vec::with_capacity(USUAL);
        let mut kept = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(name) = parts.get(at) else {
                return kept;
            };
            kept.push((at, part(folder, name, of, &mut buffer)));
        }
    };
    let others = threads().min(parts.len()) - 1;
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let done = meanwhile();
        let mut kept = work();
        for other in others {
            // What a thread that met a fault had is read from its files.
            kept.extend(other.join().unwrap_or_default());
        }
        kept.sort_unstable_by_key(|(at, _)| *at);
        let kept = kept.into_iter().map(|(_, kept)| kept);
        (done, kept.filter(|kept| !kept.records.is_empty()).collect())
    })
}

/// The names of the parts that are young enough, in order.
fn parts(fs: &dyn Fs, dir: &Path) -> Vec<OsString> {
    let listed = fs.list(dir).unwrap_or_default().into_iter();
    let mut parts: Vec<OsString> = listed
        .filter(|listed| {
            listed.kind == FileKind::File
                && !listed
                    .name
                    .as_encoded_bytes()
                    .starts_with(UNFINISHED.as_bytes())
                && fs.age(&dir.join(&listed.name)).is_ok_and(|age| age < FRESH)
        })
        .map(|listed| listed.name)
        .collect();
    parts.sort_unstable();
    parts
}

/// Whether any part is in clear.
pub(super) fn is_clear(fs: &dyn Fs, dir: &Path) -> bool {
    let mut buffer = Vec::new();
    let mut listed = fs.list(dir).unwrap_or_default().into_iter();
    listed.any(|listed| {
        listed.kind == FileKind::File
            && fs
                .read(&dir.join(&listed.name), LONGEST, &mut buffer)
                .is_ok()
            && cache_form::is_clear(&buffer)
    })
}

/// All of a part, or nothing.
fn part(folder: &dyn FsDir, name: &OsString, of: &Of, buffer: &mut Vec<u8>) -> Kept {
    match folder.read(name, LONGEST, buffer) {
        Ok(()) => of
            .keyring
            .open_cache(of.space, buffer)
            .and_then(|bytes| cache_form::read(bytes, of))
            .unwrap_or_default(),
        Err(_) => Kept::default(),
    }
}

/// A part that is being filled.
pub(super) struct Filling {
    of: Of,
    rows: Rows,
    room: Room,
}

impl Filling {
    pub fn new(of: Of) -> Filling {
        Filling {
            of,
            rows: Rows::default(),
            room: Room::default(),
        }
    }

    /// Takes in what a record's file holds. What a cache may not hold is passed over.
    pub fn add(&mut self, folder: &dyn FsDir, id: RecordId, buffer: &mut Vec<u8>) {
        let name = OsString::from(record_file(id));
        if folder.read(&name, FILE_LIMIT, buffer).is_ok()
            && let Ok(Unsealed { reading, inner }) = self.of.keyring.read(buffer, &mut self.room)
            // One that is still to be sealed has to be found in its file again.
            && reading.epoch == self.of.keyring.epoch(self.of.space)
            && let line = inner.unwrap_or(buffer)
            && let Some((record, sum)) = cache_form::plain(reading, self.of.space)
            && record.id == id
        {
            self.rows.add(&record, sum, line);
        }
    }

    pub fn is_full(&self) -> bool {
        self.rows.len() >= PART
    }

    /// The bytes of the part, as they go to disk.
    pub fn close(self) -> io::Result<Vec<u8>> {
        let part = cache_form::part(&self.of, &self.rows).ok_or(io::ErrorKind::Other)?;
        let sealed = self.of.keyring.seal_cache(self.of.space, part);
        sealed.map_err(|NoRandom| io::ErrorKind::Other.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Body, DeviceId, PersonId, ThreadId};

    /// Records with these numbers; each version has the sum of its own record.
    fn kept(numbers: &[u8]) -> Kept {
        let mut kept = Kept::default();
        for number in numbers {
            let record = Record {
                id: RecordId::from_random([*number; 16]),
                thread: ThreadId::from_random([*number; 16]),
                space: SpaceId::from_random([1; 16]),
                by: PersonId::from_random([1; 16]),
                device: DeviceId::from_random([1; 16]),
                at: "2026-08-22T23:14:00+02:00".parse().unwrap(),
                item: None,
                prompt: None,
                replaces: Vec::new(),
                body: Body::Purge(Vec::new()),
            };
            kept.push(Arc::new(record), [*number; 16]);
        }
        kept
    }

    /// The numbers of the records, each of which has its own version beside it.
    #[track_caller]
    fn numbers(kept: &Kept) -> Vec<u8> {
        assert_eq!(kept.versions.len(), kept.records.len());
        let pairs = kept.versions.iter().zip(&kept.records);
        let each = pairs.map(|((id, version), record)| {
            assert_eq!((*id, version.sum), (record.id, *record.id.bytes()));
            record.id.bytes()[0]
        });
        each.collect()
    }

    #[test]
    fn what_leaves_a_part_leaves_with_its_version() {
        let mut part = kept(&[1, 2, 3, 4]);
        assert!(part.retain(|_| true));
        assert_eq!(numbers(&part), [1, 2, 3, 4]);
        assert!(!part.retain(|id| id.bytes()[0] % 2 == 0));
        assert_eq!(numbers(&part), [2, 4]);
    }

    #[test]
    fn parts_that_are_in_no_order_become_one_that_is() {
        let sorted = Kept::sorted(vec![kept(&[5, 3]), kept(&[4]), kept(&[9, 1])]);
        assert_eq!(numbers(&sorted), [1, 3, 4, 5, 9]);
    }
}
