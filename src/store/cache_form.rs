//! A part of the local cache as bytes: what it is, whose it is, one record after the other in a compact
//! form, and a checksum over all of it.
//!
//! An entry, as nearly all records of a large book are, is made of its fields without parsing anything. Of
//! every other record the plain line stands there and is read as from its file. The form may change with
//! any version: a part in another one says nothing, and is written anew.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::cache::{Kept, Of};
use super::line::{self, Reading, What};
use super::sum::Sum;
use crate::domain::record::FORMAT;
use crate::domain::{Body, BookId, DeviceId, Entry, PersonId, Record, RecordId, SpaceId, ThreadId};

/// What a part that is not sealed begins with.
const NAME: &[u8] = b"amends cache\n";
/// The form of the cache itself.
const CACHE: u32 = 2;
/// Whether it is whole is told by its last bytes: a CRC-32 over all before them.
const CHECK: usize = 4;
/// How long an id is, and a checksum.
const ID: usize = 16;
/// No row is shorter: an entry has five ids at least, and a line a checksum.
const LEAST: usize = 64;

/// Whose records a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    cache: u32,
    format: u32,
    book: BookId,
    space: SpaceId,
    records: usize,
}

/// A record in a part.
#[derive(Serialize, Deserialize)]
enum Row<'a> {
    #[serde(borrow)]
    Entry(EntryRow<'a>),
    /// The plain line of its file.
    Line(&'a [u8]),
}

/// A journal entry. Its space is that of the part.
#[derive(Serialize, Deserialize)]
struct EntryRow<'a> {
    /// Record, thread, person, device, the checksum of its line, and the versions that it replaces.
    ids: &'a [u8],
    at: Moment,
    about: Moment,
    title: &'a str,
    text: &'a str,
    #[serde(borrow)]
    tags: Vec<&'a str>,
}

/// Seconds since 1970, nanoseconds, and the seconds that the clock is ahead of UTC.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Moment(i64, u32, i32);

impl Moment {
    fn of(at: DateTime<FixedOffset>) -> Moment {
        let ahead = at.offset().local_minus_utc();
        Moment(at.timestamp(), at.timestamp_subsec_nanos(), ahead)
    }

    fn time(self) -> Option<DateTime<FixedOffset>> {
        let Moment(seconds, nanos, ahead) = self;
        let zone = FixedOffset::east_opt(ahead)?;
        Some(DateTime::from_timestamp(seconds, nanos)?.with_timezone(&zone))
    }
}

/// Whether these are the first bytes of a part that is in clear.
pub(super) fn is_clear(bytes: &[u8]) -> bool {
    bytes.starts_with(NAME)
}

/// The bytes of a part with these rows in it.
pub(super) fn part(of: &Of, rows: &Rows) -> Option<Vec<u8>> {
    let mut part = Vec::with_capacity(rows.bytes.len() + 128);
    part.extend_from_slice(NAME);
    let header = Header {
        cache: CACHE,
        format: FORMAT,
        book: of.book,
        space: of.space,
        records: rows.count,
    };
    part.extend_from_slice(&postcard::to_allocvec(&header).ok()?);
    part.extend_from_slice(&rows.bytes);
    let check = crc32fast::hash(&part);
    part.extend_from_slice(&check.to_le_bytes());
    Some(part)
}

/// All that a part holds; None where it is not whole, not in this form or not of this space.
pub(super) fn read(part: &[u8], of: &Of) -> Option<Kept> {
    let (part, check) = part.split_last_chunk::<CHECK>()?;
    if crc32fast::hash(part) != u32::from_le_bytes(*check) {
        return None;
    }
    let part = part.strip_prefix(NAME)?;
    let (header, mut rest) = postcard::take_from_bytes::<Header>(part).ok()?;
    let expected = Header {
        cache: CACHE,
        format: FORMAT,
        book: of.book,
        space: of.space,
        records: header.records,
    };
    if header != expected {
        return None;
    }
    // A count that is not true must not make room for what is not there.
    let mut kept = Kept::with_capacity(header.records.min(rest.len() / LEAST));
    while !rest.is_empty() {
        let (row, more) = postcard::take_from_bytes::<Row<'_>>(rest).ok()?;
        let (record, sum) = row.record(of.space)?;
        kept.push(record, sum);
        rest = more;
    }
    (kept.records.len() == header.records).then_some(kept)
}

/// The rows of a part that is being filled.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    count: usize,
}

impl Rows {
    /// Takes a record in: `line` is its plain line, and `sum` the checksum of that. One that has no row is
    /// read from its file again.
    pub fn add(&mut self, record: &Record, sum: Sum, line: &[u8]) {
        let row = compact(record, sum).or_else(|| postcard::to_allocvec(&Row::Line(line)).ok());
        if let Some(row) = row {
            self.bytes.extend_from_slice(&row);
            self.count += 1;
        }
    }

    /// How many bytes there are so far.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// The compact form of an entry, where that comes back the same.
fn compact(record: &Record, sum: Sum) -> Option<Vec<u8>> {
    let Body::Entry(entry) = &record.body else {
        return None;
    };
    let ids: [&[u8; ID]; 5] = [
        record.id.bytes(),
        record.thread.bytes(),
        record.by.bytes(),
        record.device.bytes(),
        &sum,
    ];
    let replaced = record.replaces.iter().map(RecordId::bytes);
    let ids: Vec<u8> = ids.into_iter().chain(replaced).flatten().copied().collect();
    let row = Row::Entry(EntryRow {
        ids: &ids,
        at: Moment::of(record.at),
        about: Moment::of(entry.at),
        title: &entry.title,
        text: &entry.text,
        tags: entry.tags.iter().map(String::as_str).collect(),
    });
    let same = |read: (Arc<Record>, Sum)| *read.0 == *record && read.1 == sum;
    let bytes = postcard::to_allocvec(&row).ok()?;
    row.record(record.space).is_some_and(same).then_some(bytes)
}

impl Row<'_> {
    fn record(self, space: SpaceId) -> Option<(Arc<Record>, Sum)> {
        match self {
            Row::Entry(entry) => entry.record(space),
            Row::Line(line) => plain(line::read(line).ok()?, space),
        }
    }
}

/// The record of a line that was read, where it is one that a cache may hold.
pub(super) fn plain(reading: Reading, space: SpaceId) -> Option<(Arc<Record>, Sum)> {
    match reading {
        Reading {
            sum,
            what: What::Record(record),
            ..
        } => (record.space == space).then_some((record, sum)),
        Reading {
            what: What::Sealed(_) | What::Newer,
            ..
        } => None,
    }
}

impl EntryRow<'_> {
    fn record(self, space: SpaceId) -> Option<(Arc<Record>, Sum)> {
        let (ids, []) = self.ids.as_chunks::<ID>() else {
            return None;
        };
        let ([id, thread, by, device, sum], replaced) = ids.split_first_chunk()?;
        let record = Record {
            id: RecordId::from_random(*id),
            thread: ThreadId::from_random(*thread),
            space,
            by: PersonId::from_random(*by),
            device: DeviceId::from_random(*device),
            at: self.at.time()?,
            item: None,
            prompt: None,
            replaces: replaced
                .iter()
                .copied()
                .map(RecordId::from_random)
                .collect(),
            body: Body::Entry(Entry {
                at: self.about.time()?,
                title: self.title.to_owned(),
                text: self.text.to_owned(),
                tags: self.tags.into_iter().map(str::to_owned).collect(),
            }),
        };
        Some((Arc::new(record), *sum))
    }
}

#[cfg(test)]
#[path = "cache_form_tests.rs"]
mod tests;
