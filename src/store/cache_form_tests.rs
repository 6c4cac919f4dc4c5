//! The form of a part, frozen: what one version wrote the next reads as the same, or not at all.

use super::super::crypt::{KEY, Key};
use super::super::keyring::Keyring;
use super::*;

const CLEAR: &[u8] = include_bytes!("../../tests/it/store/fixtures/cache/clear.bin");
const SEALED: &[u8] = include_bytes!("../../tests/it/store/fixtures/cache/sealed.bin");

fn of(keyring: Keyring) -> Of {
    Of {
        book: BookId::from_random([1; 16]),
        space: SpaceId::from_random([2; 16]),
        keyring,
    }
}

fn ring() -> Keyring {
    let key = Key::of(&[3; KEY]);
    let of = of(Keyring::default());
    Keyring::of(of.book, [(of.space, 5, &key)])
}

fn record(number: u8, body: Body) -> Arc<Record> {
    Arc::new(Record {
        id: RecordId::from_random([number; 16]),
        thread: ThreadId::from_random([7; 16]),
        space: SpaceId::from_random([2; 16]),
        by: PersonId::from_random([8; 16]),
        device: DeviceId::from_random([9; 16]),
        at: "2026-08-22T23:14:00.25+02:00".parse().unwrap(),
        item: None,
        prompt: None,
        replaces: vec![RecordId::from_random([4; 16])],
        body,
    })
}

/// One in the compact form, and one whose line stands there.
fn records() -> [Arc<Record>; 2] {
    let at = "2026-08-21T08:00:00-03:30".parse().unwrap();
    let entry = Body::Entry(Entry {
        at,
        title: "A quiet day".into(),
        text: "Nothing happened.\n\u{1f426}".into(),
        tags: vec!["quiet".into()],
    });
    let other = Body::Purge(vec![RecordId::from_random([4; 16])]);
    [record(6, entry), record(5, other)]
}

fn written() -> Vec<u8> {
    let mut rows = Rows::default();
    for record in records() {
        let line = line::write(&record).unwrap();
        let (record, sum) = plain(line::read(&line).unwrap(), record.space).unwrap();
        rows.add(&record, sum, &line);
    }
    part(&of(Keyring::default()), &rows).unwrap()
}

fn shown(bytes: &[u8]) -> Vec<Arc<Record>> {
    let kept = read(bytes, &of(Keyring::default())).expect("it is whole");
    kept.records
}

#[test]
fn a_part_is_written_and_read_as_it_always_was() {
    assert!(written() == CLEAR);
    assert_eq!(shown(CLEAR), records());
}

#[test]
fn a_sealed_part_opens_as_it_always_did_and_is_the_clear_one() {
    let space = of(Keyring::default()).space;
    assert!(is_clear(CLEAR) && !is_clear(SEALED));
    let mut sealed = SEALED.to_vec();
    assert_eq!(ring().open_cache(space, &mut sealed), Some(CLEAR));
    // What is sealed today differs in what is chance in it, and in nothing else.
    let today = ring().seal_cache(space, written()).unwrap();
    assert_eq!(today.len(), SEALED.len());
    assert!(today != SEALED);
    assert_eq!(today.last_chunk::<4>(), SEALED.last_chunk::<4>());
}
