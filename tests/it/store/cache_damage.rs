//! Whatever is wrong with the local cache, what is shown is what the records' files hold.

use std::path::Path;
use std::sync::Arc;

use super::cache::{Cached, cached, over, sorted};
use super::disk::{DATA, Memory};
use super::faults::everywhere;
use super::form::bytes_at;
use super::image::Image;
use super::make::{Made, entry, records};
use amends::domain::Record;

#[test]
fn a_flipped_bit_anywhere_in_it_changes_nothing_that_is_shown() {
    let cached = cached(&["one", "two"]);
    let part = cached.parts().remove(0);
    let whole = bytes_at(&cached.disk, &part);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        cached.disk.put(&part, &bytes);
        assert_eq!(cached.shown(), cached.all(), "byte {at}");
    }
}

/// The form of a part, byte by byte: a name, a header, rows, and a checksum over all of them.
struct Part {
    name: Vec<u8>,
    /// The form of the cache, the format of the records, book, space and the number of records.
    header: Vec<u8>,
    rows: Vec<Vec<u8>>,
}

const NAME: usize = b"amends cache\n".len();
const HEADER: usize = 1 + 1 + 2 * (1 + 32) + 1;
const CHECK: usize = 4;

impl Part {
    /// A part with two rows of the same length.
    fn of_two(bytes: &[u8]) -> Part {
        let (name, rest) = bytes.split_at(NAME);
        assert_eq!(name, b"amends cache\n");
        let (header, rest) = rest.split_at(HEADER);
        let rows = &rest[..rest.len() - CHECK];
        assert_eq!(rows.len() % 2, 0);
        let part = Part {
            name: name.to_vec(),
            header: header.to_vec(),
            rows: rows.chunks(rows.len() / 2).map(<[u8]>::to_vec).collect(),
        };
        assert_eq!(part.bytes(&[0, 1]), bytes);
        part
    }

    /// With these rows, and the checksum that goes with them.
    fn bytes(&self, rows: &[usize]) -> Vec<u8> {
        let rows = rows.iter().map(|row| self.rows[*row].as_slice());
        let parts: Vec<&[u8]> = [&*self.name, &*self.header]
            .into_iter()
            .chain(rows)
            .collect();
        checked(&parts.concat())
    }

    /// With something else in the header.
    fn with(&self, from: &[u8], to: &[u8]) -> Vec<u8> {
        let at = self
            .header
            .windows(from.len())
            .position(|some| some == from);
        let (before, rest) = self.header.split_at(at.unwrap());
        let header = [before, to, &rest[from.len()..]].concat();
        let name = self.name.clone();
        let rows = self.rows.clone();
        let part = Part { name, header, rows };
        part.bytes(&[0, 1])
    }
}

fn checked(bytes: &[u8]) -> Vec<u8> {
    [bytes, &crc32fast::hash(bytes).to_le_bytes()].concat()
}

#[test]
fn a_cache_cut_short_anywhere_or_with_more_behind_it_changes_nothing() {
    let cached = cached(&["one", "two"]);
    let path = cached.parts().remove(0);
    let whole = bytes_at(&cached.disk, &path);
    let part = Part::of_two(&whole);
    let inside = &whole[..whole.len() - CHECK];
    let cut = (0..whole.len()).map(|end| whole[..end].to_vec());
    // As a program would have to write it that is wrong, and not a disk.
    let cut_by_us = (0..inside.len()).map(|end| checked(&inside[..end]));
    let wrong = [
        [&whole[..], b"\n"].concat(),
        [&whole[..], &part.rows[1]].concat(),
        checked(&[inside, b"\n"].concat()),
        part.bytes(&[0, 1, 1]),
        part.bytes(&[0, 0]),
        part.bytes(&[1, 0]),
        part.bytes(&[0]),
        part.bytes(&[]),
    ];
    for bytes in cut.chain(cut_by_us).chain(wrong) {
        cached.disk.put(&path, &bytes);
        assert_eq!(cached.shown(), cached.all(), "{}", bytes.len());
    }
}

/// What no disk does, and a program that is wrong could: the checksum goes with what stands there.
#[test]
fn whatever_stands_in_a_row_no_record_is_lost_and_nothing_fails() {
    let cached = cached(&["one", "two"]);
    let path = cached.parts().remove(0);
    let whole = bytes_at(&cached.disk, &path);
    let ids = |records: Vec<Record>| records.iter().map(|record| record.id).collect::<Vec<_>>();
    for at in NAME + HEADER..whole.len() - CHECK {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = whole[..whole.len() - CHECK].to_vec();
            bytes[at] = byte;
            cached.disk.put(&path, &checked(&bytes));
            assert_eq!(ids(cached.shown()), ids(cached.all()), "{at} {byte}");
        }
    }
}

/// So that it shows whether the cache was taken: what it has need not be read from its file.
fn is_taken(cached: &Cached, bytes: &[u8]) -> bool {
    cached.disk.put(&cached.parts()[0], bytes);
    let path = cached.file(&cached.records[0]);
    let line = bytes_at(&cached.disk, &path);
    cached.disk.put(&path, b"");
    let loaded = cached.made.open().load(cached.made.maya.id);
    cached.disk.put(&path, &line);
    loaded.records.len() == 2
}

#[test]
fn a_cache_of_another_version_or_book_says_nothing() {
    let cached = cached(&["one", "two"]);
    let whole = bytes_at(&cached.disk, &cached.parts()[0]);
    let part = Part::of_two(&whole);
    assert!(is_taken(&cached, &whole));
    let book = cached.made.book.to_string();
    let space = cached.made.maya.space.to_string();
    let most = [0xff; 9].into_iter().chain([1]).collect::<Vec<u8>>();
    let many = [space.as_bytes(), &most].concat();
    let ends = |count: u8| [space.as_bytes(), &[count]].concat();
    for (from, to) in [
        (&[2, 1, 32][..], &[1, 1, 32][..]),
        (&[2, 1, 32], &[3, 1, 32]),
        (&[2, 1, 32], &[2, 2, 32]),
        (book.as_bytes(), space.as_bytes()),
        (&ends(2)[..32], book.as_bytes()),
        (&ends(2), &ends(1)),
        (&ends(2), &ends(3)),
        (&ends(2), &many),
    ] {
        assert!(!is_taken(&cached, &part.with(from, to)), "{from:?} {to:?}");
    }
    let mut other_name = part.bytes(&[0, 1]);
    other_name.truncate(whole.len() - CHECK);
    other_name[0] = b'A';
    assert!(!is_taken(&cached, &checked(&other_name)));
    cached.disk.put(&cached.parts()[0], &whole);
    assert_eq!(cached.shown(), cached.all());
}

#[test]
fn records_of_another_space_in_it_are_not_shown() {
    let cached = cached(&["one", "two"]);
    let path = cached.parts().remove(0);
    let mut stranger = cached.made.maya.clone();
    stranger.space = amends::domain::SpaceId::from_random([9; 16]);
    let other = entry(&stranger, 1, "of someone else");
    let mut store = cached.made.open();
    store.commit(std::slice::from_ref(&other)).unwrap();
    drop(store);
    let file = cached.file(&other);
    let line = bytes_at(&cached.disk, &file);
    cached.disk.forget_tree(file.parent().unwrap());
    // As a line, which says itself of which space it is. A length from 128 on takes two bytes.
    let length = [line.len() as u8 | 0x80, (line.len() >> 7) as u8];
    let mut part = Part::of_two(&bytes_at(&cached.disk, &path));
    part.rows.push([&[1], &length[..], &line].concat());
    *part.header.last_mut().unwrap() = 3;
    cached.disk.put(&path, &part.bytes(&[2, 0, 1]));
    assert_eq!(cached.shown(), cached.all());
}

#[test]
fn a_fault_at_any_step_of_writing_it_harms_nothing_and_is_made_good() {
    let disk = Memory::new();
    let made = over(&disk, &Made::on(Arc::new(disk.clone()), Path::new(DATA)));
    let records = vec![entry(&made.maya, 1, "one"), entry(&made.maya, 2, "two")];
    made.open().commit(&records).unwrap();
    let base: Image = disk.image();
    everywhere(|plan| {
        let disk = Memory::of(base.clone());
        let cached = Cached {
            made: over(&disk, &made),
            disk,
            records: records.clone(),
        };
        let mut store = cached.made.open();
        store.load(made.maya.id);
        cached.disk.plan(Some(plan));
        while store.tend_cache() {}
        let operations = cached.disk.operations();
        cached.disk.plan(None);
        drop(store);
        assert_eq!(cached.shown(), cached.all(), "{plan:?}");
        for image in cached.disk.image().after_crash(20) {
            let disk = Memory::of(image);
            let crashed = Cached {
                made: over(&disk, &made),
                disk,
                records: records.clone(),
            };
            assert_eq!(crashed.shown(), crashed.all(), "{plan:?}");
        }
        cached.tend();
        assert_eq!(cached.parts().len(), 1, "{plan:?}");
        assert_eq!(cached.shown(), cached.all(), "{plan:?}");
        operations
    });
}

#[test]
fn a_fault_at_any_step_of_reading_it_leaves_the_records_shown() {
    let cached = cached(&["one", "two"]);
    let base = cached.disk.image();
    let mut shown_whole = 0;
    everywhere(|plan| {
        let disk = Memory::of(base.clone());
        let made = over(&disk, &cached.made);
        let mut store = made.open();
        disk.plan(Some(plan));
        let loaded = store.load(made.maya.id);
        let operations = disk.operations();
        disk.plan(None);
        // Where the folder itself cannot be listed, that is said.
        let whole = sorted(records(&loaded)) == cached.all();
        assert!(whole || !loaded.findings.is_empty(), "{plan:?}");
        shown_whole += usize::from(whole);
        operations
    });
    assert!(shown_whole > 20);
}
