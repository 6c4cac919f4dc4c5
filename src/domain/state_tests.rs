//! The fold: what one person may see, whatever order the records come in.

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;

use super::*;
use crate::domain::{DeviceId, Entry, PersonId, Profile, Role, SetAside, Setting};
use crate::exercise::{Answer, write};

fn bits(number: u8) -> [u8; 16] {
    [number; 16]
}

fn id(number: u8) -> RecordId {
    RecordId::from_random(bits(number))
}

fn thread(number: u8) -> ThreadId {
    ThreadId::from_random(bits(number))
}

fn space(number: u8) -> SpaceId {
    SpaceId::from_random(bits(number))
}

fn item(number: u8) -> ItemId {
    ItemId::try_from(format!("step.exercise{number}")).unwrap()
}

fn step(number: u8) -> StepId {
    StepId::try_from(format!("step{number}")).unwrap()
}

fn at(minutes: i64) -> DateTime<FixedOffset> {
    let noon = DateTime::parse_from_rfc3339("2026-08-22T12:00:00+02:00").unwrap();
    noon + chrono::Duration::minutes(minutes)
}

fn entry(number: u8, in_thread: u8, replaces: &[u8]) -> Record {
    Record {
        id: id(number),
        thread: thread(in_thread),
        space: space(1),
        by: PersonId::from_random(bits(1)),
        device: DeviceId::from_random(bits(1)),
        at: at(i64::from(number)),
        item: None,
        prompt: None,
        replaces: replaces.iter().copied().map(id).collect(),
        body: Body::Entry(Entry {
            at: at(0),
            title: String::new(),
            text: format!("text {number}"),
            tags: Vec::new(),
        }),
    }
}

fn answer(number: u8, in_thread: u8, to: u8, replaces: &[u8]) -> Record {
    let text = format!("answer {number}");
    Record {
        item: Some(item(to)),
        body: Body::Answer(Answer::Write(write::Answer { text })),
        ..entry(number, in_thread, replaces)
    }
}

fn purge(number: u8, gone: &[u8]) -> Record {
    let gone = gone.iter().copied().map(id).collect();
    Record {
        body: Body::Purge(gone),
        ..entry(number, number, &[])
    }
}

fn fold(records: &[Record]) -> State {
    State::fold([space(1)], records.iter().cloned())
}

fn ids(records: Vec<&Arc<Record>>) -> Vec<RecordId> {
    records.into_iter().map(|record| record.id).collect()
}

#[test]
fn a_version_is_replaced_and_stays_among_the_versions() {
    let state = fold(&[entry(1, 1, &[]), entry(2, 1, &[1])]);
    assert_eq!(ids(state.heads(thread(1))), [id(2)]);
    assert_eq!(state.thread(thread(1)).unwrap().versions().len(), 2);
    assert_eq!(state.entries().count(), 1);
}

#[test]
fn versions_written_apart_are_both_heads_until_one_replaces_both() {
    let mut records = vec![entry(1, 1, &[]), entry(2, 1, &[1]), entry(3, 1, &[1])];
    assert_eq!(ids(fold(&records).heads(thread(1))), [id(2), id(3)]);
    records.push(entry(4, 1, &[2, 3]));
    assert_eq!(ids(fold(&records).heads(thread(1))), [id(4)]);
}

#[test]
fn answers_begun_apart_are_one_once_a_later_one_replaces_both() {
    let mut records = vec![answer(9, 1, 1, &[]), answer(2, 2, 1, &[])];
    assert_eq!(ids(fold(&records).answer_heads(&item(1))), [id(2), id(9)]);
    // Its clock is behind that of a version which it replaces, in the other thread.
    records.push(answer(3, 2, 1, &[2, 9]));
    let state = fold(&records);
    assert_eq!(ids(state.answer_heads(&item(1))), [id(3)]);
    assert_eq!(state.answer(&item(1)).map(|record| record.id), Some(id(3)));
}

#[test]
fn where_all_versions_claim_to_be_replaced_none_is_hidden() {
    let state = fold(&[entry(1, 1, &[2]), entry(2, 1, &[1])]);
    assert_eq!(ids(state.heads(thread(1))), [id(1), id(2)]);
}

#[test]
fn a_version_that_only_a_newer_program_can_read_hides_no_answer() {
    let mut newer = answer(2, 1, 1, &[1]);
    newer.body = Body::Unknown {
        kind: "answer".to_owned(),
    };
    let state = fold(&[answer(1, 1, 1, &[]), newer]);
    assert_eq!(state.answer(&item(1)).map(|record| record.id), Some(id(1)));
}

#[test]
fn what_is_purged_is_gone_and_what_it_replaced_is_a_head_again() {
    let records = [entry(1, 1, &[]), entry(2, 1, &[1]), purge(3, &[2])];
    let state = fold(&records);
    assert_eq!(ids(state.heads(thread(1))), [id(1)]);
    assert!(state.record(id(2)).is_none());
    assert!(state.is_purged(space(1), id(2)));
    assert!(!state.is_purged(space(2), id(2)));
}

#[test]
fn a_thread_whose_versions_are_all_purged_is_nowhere() {
    let records = [
        answer(1, 1, 1, &[]),
        answer(2, 1, 1, &[1]),
        purge(3, &[1, 2]),
    ];
    let state = fold(&records);
    assert!(state.thread(thread(1)).is_none());
    assert!(state.answer(&item(1)).is_none());
    assert_eq!(state.answered().count(), 0);
}

#[test]
fn a_purge_reaches_its_own_space_only_and_no_other_purge() {
    let mut elsewhere = purge(3, &[1]);
    elsewhere.space = space(2);
    let state = State::fold([space(1), space(2)], [elsewhere, entry(1, 1, &[])]);
    assert!(state.record(id(1)).is_some());
    let state = fold(&[purge(4, &[3]), purge(3, &[1]), entry(1, 1, &[])]);
    assert!(state.record(id(1)).is_none());
}

#[test]
fn the_profile_and_what_is_set_aside_are_what_was_said_last() {
    let profile = |number, role, replaces: &[u8]| Record {
        body: Body::Profile(Profile {
            role,
            setting: Setting::Alone,
        }),
        ..entry(number, 1, replaces)
    };
    let aside = |number, aside, replaces: &[u8]| Record {
        body: Body::SetAside(SetAside {
            step: step(1),
            aside,
        }),
        ..entry(number, 2, replaces)
    };
    let mut records = vec![profile(1, Role::Hurt, &[]), aside(11, true, &[])];
    let state = fold(&records);
    assert_eq!(state.profile().role, Role::Hurt);
    assert!(state.set_aside(&step(1)).is_some());
    records.extend([profile(2, Role::Both, &[1]), aside(12, false, &[11])]);
    let state = fold(&records);
    assert_eq!(state.profile().role, Role::Both);
    assert!(state.set_aside(&step(1)).is_none());
    assert_eq!(fold(&[]).profile(), Profile::default());
}

#[test]
fn a_thread_is_found_by_the_start_of_its_id() {
    let state = fold(&[entry(0x11, 0x11, &[]), entry(0x12, 0x12, &[])]);
    assert_eq!(state.threads_starting("1").len(), 2);
    assert_eq!(state.threads_starting("12"), [thread(0x12)]);
    assert_eq!(
        state.threads_starting(&thread(0x11).to_string()),
        [thread(0x11)]
    );
    assert_eq!(state.threads_starting(""), []);
    assert_eq!(state.threads_starting("f"), []);
}

/// All that the rest of the program can ask of a state.
fn seen(state: &State) -> String {
    let mut threads: Vec<String> = state
        .threads()
        .map(|(id, thread)| {
            let versions: Vec<_> = thread.versions().iter().collect();
            format!("{id:?} {versions:?} {:?}", ids(state.heads(id)))
        })
        .collect();
    threads.sort();
    let mut entries: Vec<RecordId> = state.entries().map(|record| record.id).collect();
    entries.sort();
    assert_eq!(state.entry_count(), entries.len());
    let mut records: Vec<RecordId> = state.records().map(|record| record.id).collect();
    records.sort();
    let answers: Vec<_> = state
        .answered()
        .map(|item| {
            (
                item,
                ids(state.answer_heads(item)),
                state.answer(item).map(|head| head.id),
            )
        })
        .collect();
    let asides: Vec<_> = (0..3)
        .map(|number| {
            let step = step(number);
            (
                state.set_aside(&step).map(|r| r.id),
                state.aside_record(&step).map(|r| r.id),
            )
        })
        .collect();
    let purged: Vec<_> = (0..24)
        .map(|number| {
            (
                state.is_purged(space(1), id(number)),
                state.is_purged(space(2), id(number)),
            )
        })
        .collect();
    let profile = state.profile_record().map(|record| record.id);
    format!("{threads:?} {entries:?} {records:?} {answers:?} {asides:?} {profile:?} {purged:?}")
}

/// Any record of a small world: few threads, few exercises, replacing and purging anything.
fn any_record(number: u8) -> impl Strategy<Value = Record> {
    let anything = proptest::collection::vec(0..20u8, 0..3);
    (0..7u8, 0..5u8, 0..3u8, anything, -20..20i64, any::<bool>()).prop_map(
        move |(kind, in_thread, about, others, minutes, flag)| {
            let mut record = entry(number, in_thread, &[]);
            record.at = at(minutes);
            match kind {
                0 => record.body = purge(number, &others).body,
                1 => {
                    record.body = Body::Profile(Profile::default());
                    record.replaces = others.into_iter().map(id).collect();
                }
                2 => {
                    record.body = Body::SetAside(SetAside {
                        step: step(about),
                        aside: flag,
                    });
                    record.replaces = others.into_iter().map(id).collect();
                }
                3 | 4 => {
                    record = Record {
                        at: record.at,
                        ..answer(number, in_thread, about, &others)
                    }
                }
                5 => {
                    let kind = "newer".to_owned();
                    record.body = Body::Unknown { kind };
                }
                _ => record.replaces = others.into_iter().map(id).collect(),
            }
            record
        },
    )
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    (0..20u8).map(any_record).collect::<Vec<_>>()
}

/// The records in another order, some of them more than once.
fn shuffled() -> impl Strategy<Value = (Vec<Record>, Vec<Record>)> {
    any_records().prop_flat_map(|records| {
        let twice: Vec<Record> = records
            .iter()
            .chain(records.iter().step_by(3))
            .cloned()
            .collect();
        (Just(records), Just(twice).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn order_and_duplicates_change_nothing((records, shuffled) in shuffled()) {
        prop_assert_eq!(seen(&fold(&records)), seen(&fold(&shuffled)));
    }

    #[test]
    fn taking_in_bit_by_bit_is_the_same_as_folding_at_once(
        (records, shuffled) in shuffled(),
        portion in 1..9usize,
    ) {
        let mut state = State::new([space(1)]);
        for portion in shuffled.chunks(portion) {
            state.take_in(portion.iter().cloned());
        }
        prop_assert_eq!(seen(&state), seen(&fold(&records)));
    }

    #[test]
    fn nothing_of_another_space_is_ever_in_the_state(
        mine in any_records(),
        theirs in any_records(),
        mixed in any::<u64>(),
    ) {
        let theirs: Vec<Record> = theirs
            .into_iter()
            .map(|mut record| {
                record.space = space(2);
                record
            })
            .collect();
        let mut all: Vec<Record> = mine.iter().chain(&theirs).cloned().collect();
        let turn = usize::try_from(mixed % 40).unwrap();
        all.rotate_left(turn);
        let state = fold(&all);
        prop_assert!(state.records().all(|record| record.space == space(1)));
        prop_assert_eq!(seen(&state), seen(&fold(&mine)));
    }

    #[test]
    fn nothing_is_hidden_but_by_what_replaces_or_purges_it(records in any_records()) {
        let state = fold(&records);
        for record in &records {
            let there = state.record(record.id).is_some();
            let purged = state.is_purged(record.space, record.id);
            prop_assert_eq!(there, !purged || matches!(record.body, Body::Purge(_)));
            if there {
                prop_assert!(!state.heads(record.thread).is_empty());
            }
        }
    }
}
