//! Whatever is wrong with the local cache, what is shown is what the records' files hold.

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::cache::{Cached, cached, over, sorted};
use super::disk::{DATA, Memory};
use super::faults::everywhere;
use super::form::bytes_at;
use super::image::Image;
use super::make::{Made, entry, records};

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

#[test]
fn a_cache_cut_short_anywhere_or_with_more_behind_it_changes_nothing() {
    let cached = cached(&["one", "two"]);
    let part = cached.parts().remove(0);
    let whole = bytes_at(&cached.disk, &part);
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let wrong = (0..whole.len()).map(|end| whole[..end].to_vec()).chain([
        [&whole[..], b"\n"].concat(),
        [&whole[..], lines[1]].concat(),
        [lines[0], lines[1], lines[1]].concat(),
        [lines[0], lines[2], lines[1]].concat(),
        [lines[1], lines[2]].concat(),
        lines[0].to_vec(),
    ]);
    for bytes in wrong {
        cached.disk.put(&part, &bytes);
        assert_eq!(cached.shown(), cached.all(), "{}", bytes.len());
    }
}

/// The first line of a cache with something else in it, and the checksum that goes with it.
fn with_header(part: &[u8], from: &str, to: &str) -> Vec<u8> {
    let end = part.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let header = std::str::from_utf8(&part[..end]).unwrap();
    let body = header.split(",\"sum\":").next().unwrap();
    assert!(body.contains(from), "{body}");
    let body = body.replacen(from, to, 1);
    let digest = Sha256::digest(body.as_bytes());
    let digits: String = digest[..16].iter().map(|b| format!("{b:02x}")).collect();
    let mut bytes = format!("{body},\"sum\":\"{digits}\"}}\n").into_bytes();
    bytes.extend_from_slice(&part[end..]);
    bytes
}

#[test]
fn a_cache_of_another_version_or_book_says_nothing() {
    let cached = cached(&["one", "two"]);
    let part = cached.parts().remove(0);
    let whole = bytes_at(&cached.disk, &part);
    // Damaged, so that it shows whether the cache was taken.
    let path = cached.file(&cached.records[0]);
    let bytes = bytes_at(&cached.disk, &path);
    cached.disk.put(&path, b"");
    let taken = |bytes: &[u8]| {
        cached.disk.put(&part, bytes);
        cached.made.open().load(cached.made.maya.id).records.len() == 2
    };
    assert!(taken(&with_header(&whole, "\"cache\":1", "\"cache\":1")));
    let book = cached.made.book.to_string();
    let space = cached.made.maya.space.to_string();
    for (from, to) in [
        ("\"cache\":1", "\"cache\":2"),
        ("\"format\":1", "\"format\":2"),
        (book.as_str(), space.as_str()),
        (space.as_str(), book.as_str()),
        ("\"records\":2", "\"records\":3"),
        ("\"records\":2", "\"records\":18446744073709551615"),
    ] {
        assert!(!taken(&with_header(&whole, from, to)), "{from} {to}");
    }
    cached.disk.put(&path, &bytes);
    assert_eq!(cached.shown(), cached.all());
}

#[test]
fn records_of_another_space_in_it_are_not_shown() {
    let cached = cached(&["one", "two"]);
    let part = cached.parts().remove(0);
    let mut stranger = cached.made.maya.clone();
    stranger.space = amends::domain::SpaceId::from_random([9; 16]);
    let other = entry(&stranger, 1, "of someone else");
    let mut store = cached.made.open();
    store.commit(std::slice::from_ref(&other)).unwrap();
    drop(store);
    let path = cached.file(&other);
    let line = bytes_at(&cached.disk, &path);
    cached.disk.forget_tree(path.parent().unwrap());
    let whole = bytes_at(&cached.disk, &part);
    let end = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let bytes = [&whole[..end], &line, &whole[end..]].concat();
    let bytes = with_header(&bytes, "\"records\":2", "\"records\":3");
    cached.disk.put(&part, &bytes);
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
