//! Books of so many records, made without waiting for the disk, and the same at each run.

use std::sync::Arc;

use amends::domain::{
    Body, BookId, DeviceId, Entry, Person, PersonId, Record, RecordId, SpaceId, State, ThreadId,
};
use amends::store::{Access, Disk, NewBook, Shelf};
use chrono::{DateTime, FixedOffset, TimeDelta};
use tempfile::TempDir;

use super::counting::Counting;

/// The text of one record, as the peers were measured.
pub const BYTES: usize = 800;

pub struct Book {
    pub folder: TempDir,
    pub id: BookId,
    pub me: Person,
    /// How many records are in it, the profile not counted.
    pub records: usize,
}

pub fn bits(number: u64) -> [u8; 16] {
    let mixed = (u128::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    mixed.to_be_bytes()
}

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T21:14:00+01:00").unwrap_or_default()
}

const WORDS: [&str; 40] = [
    "and", "the", "we", "talked", "about", "nothing", "was", "said", "in", "kitchen", "again", "I",
    "noticed", "that", "waiting", "for", "sentence", "which", "would", "spoil", "it", "did", "not",
    "come", "letter", "from", "bank", "lay", "on", "table", "nobody", "left", "room", "slept",
    "better", "than", "last", "week", "rain", "promise",
];

/// So many bytes of words. A word in each is in no other one.
pub fn text(number: usize, bytes: usize) -> String {
    let mut text = format!("Page{number}x. ");
    let mut state = number as u64 | 1;
    while text.len() < bytes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[(state >> 33) as usize % WORDS.len()];
        text.push_str(word);
        text.push(if (state >> 40).is_multiple_of(90) {
            '\n'
        } else {
            ' '
        });
    }
    text.truncate(bytes);
    text
}

pub fn record(me: &Person, number: usize, bytes: usize) -> Record {
    let at = now() - TimeDelta::hours(7 * i64::try_from(number).unwrap_or(0));
    Record {
        id: RecordId::from_random(bits(number as u64 + 1_000)),
        thread: ThreadId::from_random(bits(number as u64 + 900_000_000)),
        space: me.space,
        by: me.id,
        device: DeviceId::from_random(bits(3)),
        at,
        item: None,
        prompt: None,
        replaces: Vec::new(),
        body: Body::Entry(Entry {
            at,
            title: format!("Day {number}"),
            text: text(number, bytes),
            tags: Vec::new(),
        }),
    }
}

pub fn person() -> Person {
    Person {
        id: PersonId::from_random(bits(1)),
        name: "Sam".to_owned(),
        space: SpaceId::from_random(bits(2)),
    }
}

/// The state of a book in memory.
pub fn state(records: usize, bytes: usize) -> State {
    let me = person();
    State::fold(
        [me.space],
        (0..records).map(|number| record(&me, number, bytes)),
    )
}

impl Book {
    /// A book on the disk. It is made without syncs, which would take minutes.
    pub fn make(records: usize) -> Book {
        let folder = TempDir::new().expect("a folder for the book");
        let shelf = Shelf::at(
            Arc::new(Counting::without_syncs()),
            folder.path().to_owned(),
        );
        let mut number = 10;
        let new = NewBook {
            name: None,
            people: vec!["Sam".to_owned()],
        };
        let info = shelf
            .create(&new, &mut || {
                number += 1;
                bits(number)
            })
            .expect("a new book");
        let me = info.people[0].clone();
        let mut store = shelf.open(info.id, Access::Write).expect("an open book");
        let all: Vec<Record> = (0..records)
            .map(|number| record(&me, number, BYTES))
            .collect();
        for some in all.chunks(1_000) {
            store.commit(some).expect("records on the disk");
        }
        Book {
            folder,
            id: info.id,
            me,
            records,
        }
    }

    /// The shelf that it stands on, on the real disk.
    pub fn shelf(&self) -> Shelf {
        Shelf::at(Arc::new(Disk), self.folder.path().to_owned())
    }
}
