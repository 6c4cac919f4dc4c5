use proptest::prelude::*;

use super::super::decide::{Desk, Intent, Refusal, decide};
use super::super::id::{DeviceId, PersonId, RecordId};
use super::*;

const DAY: &str = "2026-08-22";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn space() -> SpaceId {
    SpaceId::from_random([2; 16])
}

/// A machine of the one person. It knows what it wrote and what it was given.
struct Machine {
    number: u8,
    state: State,
    now: chrono::DateTime<chrono::FixedOffset>,
    ids: u8,
}

impl Machine {
    fn new(number: u8) -> Machine {
        Machine {
            number,
            state: State::new([space()]),
            now: chrono::DateTime::parse_from_rfc3339("2026-08-22T21:14:00+02:00").unwrap(),
            ids: 0,
        }
    }

    fn try_mark(&mut self, marking: Marking) -> Result<Vec<Record>, Refusal> {
        let mut random = || {
            self.ids += 1;
            let mut bits = [self.ids; 16];
            bits[0] = self.number;
            bits
        };
        let mut desk = Desk {
            state: &self.state,
            person: PersonId::from_random([1; 16]),
            space: space(),
            device: DeviceId::from_random([self.number; 16]),
            now: self.now,
            random: &mut random,
        };
        let records = decide(&mut desk, Intent::Mark(marking))?;
        self.state.take_in(records.clone());
        self.now += chrono::TimeDelta::minutes(1);
        Ok(records)
    }

    #[track_caller]
    fn mark(&mut self, marking: Marking) -> Vec<Record> {
        self.try_mark(marking).unwrap()
    }
}

fn say(scores: &[(Aspect, Option<u8>)], note: Option<&str>) -> Marking {
    Marking {
        day: day(DAY),
        scores: scores.to_vec(),
        note: note.map(str::to_owned),
    }
}

fn whole(safety: Option<u8>, trust: Option<u8>, connection: Option<u8>, note: &str) -> Mark {
    Mark {
        day: day(DAY),
        safety,
        trust,
        connection,
        note: note.to_owned(),
    }
}

use Aspect::{Connection, Safety, Trust};

#[test]
fn what_is_said_becomes_the_mark_of_the_day_and_what_is_not_stays_as_it_was() {
    let six = (Safety, Some(6));
    let first = whole(Some(6), None, None, "slept");
    // What is said first, what is said then, and the mark that it makes or the refusal.
    let check = |then: Marking, expected: Result<Mark, Refusal>| {
        let mut machine = Machine::new(1);
        machine.mark(say(&[six], Some(" slept\n")));
        let records = machine.try_mark(then.clone());
        let mark = machine.state.mark(day(DAY)).unwrap();
        match expected {
            Ok(expected) => assert_eq!(mark, expected, "{then:?}"),
            Err(refusal) => {
                assert_eq!(records, Err(refusal), "{then:?}");
                assert_eq!(mark, first, "a refusal changes nothing");
            }
        }
    };
    let kept = |trust, note| Ok(whole(Some(6), trust, None, note));
    check(say(&[(Trust, Some(0))], None), kept(Some(0), "slept"));
    check(
        say(&[(Trust, Some(10))], Some("well\u{1b}[31m")),
        kept(Some(10), "well"),
    );
    check(say(&[(Safety, Some(6))], None), kept(None, "slept"));
    check(
        say(&[(Safety, None)], None),
        Ok(whole(None, None, None, "slept")),
    );
    check(say(&[], Some("")), kept(None, ""));
    check(say(&[(Safety, None)], Some(" ")), Err(Refusal::Empty));
    check(say(&[], None), Err(Refusal::Empty));
    check(
        say(&[(Trust, Some(11))], Some("x")),
        Err(Refusal::Beyond(Trust)),
    );
    let later = Marking {
        day: day("2026-08-23"),
        ..say(&[six], None)
    };
    check(later, Err(Refusal::NotYet));
}

#[test]
fn a_blank_mark_is_no_mark() {
    let mut machine = Machine::new(1);
    let blank = say(&[(Safety, None)], Some("\u{202e} "));
    assert_eq!(machine.try_mark(blank), Err(Refusal::Empty));
    assert_eq!(machine.state.marks().count(), 0);
}

#[test]
fn a_second_mark_of_a_day_is_a_version_of_the_first_and_the_same_again_is_none() {
    let mut machine = Machine::new(1);
    let first = machine.mark(say(&[(Safety, Some(6))], None));
    assert_eq!(machine.mark(say(&[(Safety, Some(6))], None)), []);
    let second = machine.mark(say(&[(Safety, Some(7))], None));
    assert_eq!(second[0].thread, first[0].thread);
    assert_eq!(second[0].replaces, [first[0].id]);
    assert_eq!(machine.state.marks().count(), 1);
}

#[test]
fn marks_that_two_machines_made_are_one_with_all_that_was_said() {
    let (mut one, mut two) = (Machine::new(1), Machine::new(2));
    let here = one.mark(say(&[(Safety, Some(6)), (Trust, Some(2))], Some("slept")));
    two.now += chrono::TimeDelta::hours(1);
    let there = two.mark(say(&[(Trust, Some(3))], Some("talked")));
    assert_eq!(here[0].thread, there[0].thread);
    one.state.take_in(there.clone());
    assert_eq!(one.state.mark_heads(day(DAY)).len(), 2);
    let mark = whole(Some(6), Some(3), None, "slept \u{b7} talked");
    assert_eq!(one.state.mark(day(DAY)), Some(mark));
    one.now += chrono::TimeDelta::hours(2);
    let both = one.mark(say(&[(Connection, Some(5))], None));
    assert_eq!(both[0].replaces, [here[0].id, there[0].id]);
    let mark = whole(Some(6), Some(3), Some(5), "slept \u{b7} talked");
    assert_eq!(both[0].body, Body::Mark(mark.clone()));
    // The other machine comes to the same without a word more.
    two.state.take_in([both[0].clone(), here[0].clone()]);
    assert_eq!(two.state.mark(day(DAY)), Some(mark));
}

#[test]
fn a_mark_that_is_deleted_leaves_the_day_blank_and_free_to_be_marked_again() {
    let mut machine = Machine::new(1);
    let gone = machine.mark(say(&[(Safety, Some(6))], Some("x")));
    let purge = Record {
        id: RecordId::from_random([9; 16]),
        body: Body::Purge(vec![gone[0].id]),
        ..gone[0].clone()
    };
    machine.state.take_in([purge]);
    assert_eq!(machine.state.mark(day(DAY)), None);
    assert_eq!(machine.state.marks().count(), 0);
    machine.mark(say(&[(Trust, Some(1))], None));
    let mark = whole(None, Some(1), None, "");
    assert_eq!(machine.state.mark(day(DAY)), Some(mark));
}

#[test]
fn a_number_beyond_the_scale_is_not_read() {
    let read = |json: &str| serde_json::from_str::<Mark>(json).is_ok();
    assert!(read(r#"{"day":"2026-08-22","safety":10}"#));
    assert!(!read(r#"{"day":"2026-08-22","safety":11}"#));
    assert!(!read(r#"{"day":"2026-08-22","trust":-1}"#));
    assert!(!read(r#"{"day":"2026-02-30"}"#));
}

fn any_marking() -> impl Strategy<Value = Marking> {
    let score = || {
        let aspect = proptest::sample::select(Aspect::ALL.to_vec());
        (aspect, proptest::option::of(0..=TOP))
    };
    let note = proptest::option::of("[a-c]{0,2}");
    (1..4u32, proptest::collection::vec(score(), 0..3), note).prop_map(|(on, scores, note)| {
        let day = NaiveDate::from_ymd_opt(2026, 8, on).unwrap();
        Marking { day, scores, note }
    })
}

proptest! {
    #[test]
    fn whatever_order_the_marks_come_in_and_however_often_the_days_are_the_same(
        said in proptest::collection::vec((any::<bool>(), any::<bool>(), any_marking()), 1..12),
        seed in any::<u64>(),
    ) {
        // Two machines mark, and now and then one hears from the other.
        let mut machines = [Machine::new(1), Machine::new(2)];
        let mut all: Vec<Record> = Vec::new();
        for (which, hears, marking) in said {
            let machine = &mut machines[usize::from(which)];
            if hears {
                machine.state.take_in(all.clone());
            }
            all.extend(machine.try_mark(marking).unwrap_or_default());
        }
        let days = |records: Vec<Record>| -> Vec<Mark> {
            State::fold([space()], records).marks().collect()
        };
        let expected = days(all.clone());
        let mut mixed = [all.clone(), all.clone()].concat();
        mixed.sort_by_key(|record| {
            use std::hash::BuildHasher;
            std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default()
                .hash_one((seed, record.id))
        });
        prop_assert_eq!(days(mixed), expected.clone());
        for mut machine in machines {
            machine.state.take_in(all.clone());
            prop_assert_eq!(machine.state.marks().collect::<Vec<_>>(), expected.clone());
        }
        for mark in expected {
            prop_assert!(!mark.is_blank());
        }
    }
}
