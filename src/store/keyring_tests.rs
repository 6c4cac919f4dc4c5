//! Whatever comes from the disk, no text comes out of a seal that did not go in.

use proptest::prelude::*;

use super::super::sum;
use super::*;
use crate::domain::{Body, DeviceId, Entry, PersonId, ThreadId};

const BOOK: [u8; 16] = [1; 16];

fn space() -> SpaceId {
    SpaceId::from_random([2; 16])
}

/// The keys of a space whose keys were renewed once.
fn ring() -> Keyring {
    let [old, new] = [3, 4].map(|byte| Key::of(&[byte; crypt::KEY]));
    let book = BookId::from_random(BOOK);
    Keyring::of(book, [(space(), 1, &old), (space(), 5, &new)])
}

fn record(text: &str) -> Record {
    let at = "2026-08-22T23:14:00+02:00".parse().unwrap();
    let entry = Entry {
        at,
        title: String::new(),
        text: text.to_owned(),
        tags: Vec::new(),
    };
    Record {
        id: RecordId::from_random([6; 16]),
        thread: ThreadId::from_random([7; 16]),
        space: space(),
        by: PersonId::from_random([8; 16]),
        device: DeviceId::from_random([9; 16]),
        at,
        item: None,
        prompt: None,
        replaces: Vec::new(),
        body: Body::Entry(entry),
    }
}

/// What a line shows, where it shows a record.
fn shown(line: &[u8]) -> Option<Record> {
    match ring().read(line, &mut Room::default()).ok()?.reading.what {
        What::Record(record) => Some(Record::clone(&record)),
        What::Sealed(_) | What::Newer => None,
    }
}

/// The same with a checksum that is right.
fn summed(line: &[u8]) -> Vec<u8> {
    let mut line = [line, b"}"].concat();
    sum::close(&mut line);
    line
}

fn without_sum(line: &[u8]) -> &[u8] {
    &line[..memchr::memmem::rfind(line, b",\"sum\":").unwrap()]
}

#[test]
fn what_is_inside_is_the_record_whose_name_is_outside() {
    let other = Record {
        id: RecordId::from_random([66; 16]),
        ..record("of another")
    };
    let (id, line) = (record("").id, line::write(&other).unwrap());
    let sealed = ring().seal(id, space(), Zeroizing::new(line)).unwrap();
    let read = ring().read(&sealed, &mut Room::default()).map(|_| ());
    assert_eq!(read, Err(Unreadable::DoesNotOpen));
    let twice = ring().write(&record("twice")).unwrap();
    let sealed = ring().seal(id, space(), Zeroizing::new(twice)).unwrap();
    let read = ring().read(&sealed, &mut Room::default()).map(|_| ());
    assert_eq!(read, Err(Unreadable::NotARecord));
}

#[test]
fn of_another_version_or_book_or_without_padding_it_does_not_open() {
    let line = ring().write(&record("text")).unwrap();
    let text = std::str::from_utf8(without_sum(&line)).unwrap();
    let older = summed(text.replacen("{\"v\":1", "{\"v\":0", 1).as_bytes());
    let read = ring().read(&older, &mut Room::default()).map(|_| ());
    assert_eq!(read, Err(Unreadable::DoesNotOpen));
    let elsewhere = Key::of(&[4; crypt::KEY]);
    let elsewhere = Keyring::of(BookId::from_random([77; 16]), [(space(), 5, &elsewhere)]);
    let read = elsewhere.read(&line, &mut Room::default()).map(|_| ());
    assert_eq!(read, Err(Unreadable::DoesNotOpen));
    let sealed = match line::read(&line).unwrap().what {
        What::Sealed(sealed) => sealed,
        What::Record(_) | What::Newer => unreachable!("it is sealed"),
    };
    let mut bare = line::write(&record("text")).unwrap();
    let key = Key::of(&[4; crypt::KEY]).derive(b"amends record");
    let bound = sealed.bound(BookId::from_random(BOOK));
    let nonce = crypt::seal(&key, &bound, &mut bare).unwrap();
    let text = SealedText {
        nonce: BASE64.encode(&nonce).into(),
        ciphertext: BASE64.encode(&bare).into(),
    };
    let bare = line::write_sealed(&sealed, &text).unwrap();
    let read = ring().read(&bare, &mut Room::default()).map(|_| ());
    assert_eq!(read, Err(Unreadable::DoesNotOpen));
}

#[test]
fn a_part_of_a_cache_opens_only_for_its_space_of_its_book_under_the_key_that_it_was_sealed_with() {
    let key = Key::of(&[4; crypt::KEY]);
    let (book, other) = (BookId::from_random(BOOK), BookId::from_random([77; 16]));
    let elsewhere = SpaceId::from_random([22; 16]);
    let of = |book, space, epoch, key: &Key| Keyring::of(book, [(space, epoch, key)]);
    let sealed = of(book, space(), 5, &key)
        .seal_cache(space(), b"lines".to_vec())
        .unwrap();
    let opens = |ring: Keyring, space| {
        let mut part = sealed.clone();
        ring.open_cache(space, &mut part).map(<[u8]>::to_vec)
    };
    assert_eq!(
        opens(of(book, space(), 5, &key), space()).as_deref(),
        Some(&b"lines"[..])
    );
    assert_eq!(opens(of(other, space(), 5, &key), space()), None);
    assert_eq!(opens(of(book, elsewhere, 5, &key), elsewhere), None);
    assert_eq!(opens(of(book, space(), 6, &key), space()), None);
    let another = Key::of(&[5; crypt::KEY]);
    assert_eq!(opens(of(book, space(), 5, &another), space()), None);
}

/// Whoever knows the ids and what there is to write could try them all.
#[test]
fn the_name_of_a_draft_is_another_under_another_key_and_for_another_thing() {
    let name = |byte: u8, text: &str| {
        let key = Key::of(&[byte; crypt::KEY]);
        let ring = Keyring::of(BookId::from_random(BOOK), [(space(), 5, &key)]);
        ring.draft_names(space(), text).remove(0)
    };
    assert_eq!(name(4, "entry 1"), name(4, "entry 1"));
    assert_ne!(name(4, "entry 1"), name(5, "entry 1"));
    assert_ne!(name(4, "entry 1"), name(4, "entry 2"));
}

/// What could be written in two ways could be altered without being altered.
#[test]
fn there_is_one_way_to_write_what_is_sealed_in_base64() {
    let decoded = |text: &str| decode(text.as_bytes(), &mut Room::default()).map(|b| b.to_vec());
    for length in 0..200 {
        let bytes: Vec<u8> = (0..length).map(|n: u8| n.wrapping_mul(167)).collect();
        let text = BASE64.encode(&bytes);
        assert_eq!(decoded(&text), Some(bytes));
        let altered = (0..text.len()).flat_map(|place| {
            let letters = [
                "A", "B", "/", "=", "-", "_", " ", "\n", "\"", "\0", "\u{e9}", "",
            ];
            let text = &text;
            letters.map(move |letter| [&text[..place], letter, &text[place + 1..]].concat())
        });
        for other in altered {
            if let Some(bytes) = decoded(&other) {
                assert_eq!(BASE64.encode(&bytes), other);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_out_of_its_seal(text in any::<String>()) {
        let record = record(&text);
        let line = ring().write(&record).unwrap();
        prop_assert_eq!(shown(&line), Some(record));
        prop_assert!(text.len() < 8 || memchr::memmem::find(&line, text.as_bytes()).is_none());
    }

    #[test]
    fn any_bytes_are_read_without_a_panic_and_show_nothing(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        nonce in "[0-9a-zA-Z+/=]{0,40}",
        ciphertext in "[0-9a-zA-Z+/=]{0,400}",
    ) {
        let id = RecordId::from_random([6; 16]);
        // As a file, as a line whose checksum is right, as what is sealed, and as what was sealed.
        let sealed = ring().seal(id, space(), Zeroizing::new(bytes.clone())).unwrap();
        let made_up = SealedLine { v: FORMAT, id, space: space(), epoch: 5 };
        let text = SealedText { nonce: nonce.into(), ciphertext: ciphertext.into() };
        let made_up = line::write_sealed(&made_up, &text);
        for line in [bytes.clone(), summed(&bytes), sealed, made_up.unwrap()] {
            prop_assert!(shown(&line).is_none());
        }
    }

    #[test]
    fn an_altered_line_shows_the_same_text_or_none(
        place in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
        old in any::<bool>(),
    ) {
        let record = record("what was written");
        let ring = match old {
            true => Keyring::of(BookId::from_random(BOOK), [(space(), 1, &Key::of(&[3; 32]))]),
            false => ring(),
        };
        let line = ring.write(&record).unwrap();
        let mut altered = without_sum(&line).to_vec();
        let place = place.index(altered.len());
        let same = altered[place] == byte;
        altered[place] = byte;
        prop_assert_eq!(shown(&summed(&altered)), same.then_some(record));
    }
}
