//! The merge of copies is the union of their valid records: in any order, with duplicates, conflict
//! copies, lost renames and clocks that are years off, every machine comes to the same state. A record that
//! each machine sealed for itself looks different in every copy, and is the same all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use amends::domain::{Body, ItemId, Mark, Record, RecordId, SetAside, SpaceId, State, StepId};
use amends::exercise::{Answer, write};
use rand_like::Dice;

use super::disk::Memory;
use super::form::bytes_at;
use super::image::Image;
use super::make::{Kept, Made, Window, bits, both, entry, is_long, purge, records};

/// Choices that follow from a seed, so that a history that failed can be had again.
mod rand_like {
    pub struct Dice(pub u64);

    impl Dice {
        pub fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 >> 11).unwrap_or_default() % n.max(1)
        }
    }
}

/// What one machine has: its records by file name, as a sync program sees them.
type Folder = BTreeMap<String, Record>;

/// A record by one of the machines, whose clock may be ten years off, on what that machine has.
fn something(made: &Made, have: &Folder, number: u64, dice: &mut Dice) -> Record {
    let have: Vec<&Record> = have.values().collect();
    let mut record = entry(&made.maya, number, &format!("text {number}"));
    let years = i64::try_from(dice.below(21)).unwrap_or_default() - 10;
    let minutes = i64::try_from(dice.below(3)).unwrap_or_default();
    record.at += chrono::Duration::days(years * 365) + chrono::Duration::minutes(minutes);
    match dice.below(9) {
        0 => record.body = Body::Profile(amends::domain::Profile::default()),
        1 => {
            let step = StepId::try_from("listening".to_owned()).unwrap();
            let aside = dice.below(2) == 0;
            record.body = Body::SetAside(SetAside { step, aside });
        }
        2 | 3 => {
            let item = ItemId::try_from(format!("a.b{}", dice.below(2))).unwrap();
            record.item = Some(item.clone());
            let text = format!("answer {number}");
            record.body = Body::Answer(Answer::Write(write::Answer { text }));
            let heads = have
                .iter()
                .filter(|other| other.item.as_ref() == Some(&item));
            record.replaces = heads.map(|head| head.id).collect();
        }
        4 if !have.is_empty() => {
            let gone = have[dice.below(have.len())];
            return purge(&made.maya, number, &[gone]);
        }
        5 | 6 if !have.is_empty() => {
            let old = have[dice.below(have.len())];
            record.thread = old.thread;
            record.replaces = vec![old.id];
        }
        7 => {
            let day = ["2026-08-21", "2026-08-22"][dice.below(2)].parse().unwrap();
            record.thread = amends::domain::mark::thread(made.maya.space, day);
            record.replaces = have
                .iter()
                .filter(|other| matches!(&other.body, Body::Mark(mark) if mark.day == day))
                .map(|mark| mark.id)
                .collect();
            let note = format!("note {number}");
            let safety = u8::try_from(dice.below(11)).ok();
            record.body = Body::Mark(Mark {
                safety,
                note,
                ..Mark::blank(day)
            });
        }
        _ => {}
    }
    record
}

/// What is worth comparing of a state.
fn digest(state: &State) -> String {
    let mut lines: Vec<String> = state
        .threads()
        .map(|(id, thread)| {
            let ids = |records: &[&Arc<Record>]| -> Vec<RecordId> {
                records.iter().map(|record| record.id).collect()
            };
            let versions: Vec<_> = thread.versions().iter().collect();
            format!("{id} {:?} {:?}", ids(&versions), ids(&state.heads(id)))
        })
        .collect();
    lines.sort();
    let entries: BTreeSet<RecordId> = state.entries().map(|record| record.id).collect();
    let answered: Vec<String> = state
        .answered()
        .map(|item| {
            let heads: Vec<_> = state
                .answer_heads(item)
                .iter()
                .map(|head| head.id)
                .collect();
            format!(
                "{item} {:?} {heads:?}",
                state.answer(item).map(|head| head.id)
            )
        })
        .collect();
    let step = StepId::try_from("listening".to_owned()).unwrap();
    let aside = state.set_aside(&step).map(|record| record.id);
    let profile = state.profile_record().map(|record| record.id);
    let marks: Vec<Mark> = state.marks().collect();
    format!("{lines:#?} {entries:?} {answered:?} {aside:?} {profile:?} {marks:?}")
}

struct Base {
    image: Image,
    made: Made,
    space: PathBuf,
}

fn base(kept: Kept) -> Base {
    let (disk, made) = Made::in_memory(kept);
    let space = made
        .shelf
        .folder(made.book)
        .join("spaces")
        .join(made.maya.space.to_string());
    Base {
        image: disk.image(),
        made,
        space,
    }
}

impl Base {
    fn window(&self) -> Window {
        Window::on(&self.made, &self.image)
    }

    fn disk(&self) -> (Memory, Made) {
        let disk = Memory::of(self.image.clone());
        let made = self.made.over(&disk);
        (disk, made)
    }
}

/// The bytes of a record as the store writes them; where it seals them, others each time.
fn line(base: &Base, window: &mut Window, record: &Record) -> Vec<u8> {
    let store = window.at(base.image.clone());
    store.commit(std::slice::from_ref(record)).unwrap();
    let path = base.space.join(format!("{}.json", record.id));
    bytes_at(window.disk(), &path)
}

/// The name under which a file arrives on another machine.
fn arrives_as(record: &Record, dice: &mut Dice, machine: usize) -> (String, bool) {
    let id = record.id;
    match dice.below(8) {
        0 => (
            format!("{id}.sync-conflict-20260101-10101{machine}-ABCDEFG.json"),
            false,
        ),
        1 => (
            format!("{id} (Maya's conflicted copy {machine}).json"),
            false,
        ),
        2 => (format!("{id} ({machine}).json"), false),
        // The rename was lost in a crash, and the file lay there for long.
        3 => (format!(".new-{}-{id}", record.device), true),
        _ => (format!("{id}.json"), false),
    }
}

fn history(base: &Base, window: &mut Window, seed: u64) {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        dice.below(2);
    }
    let machines = 2 + dice.below(3);
    let mut folders: Vec<Folder> = vec![Folder::new(); machines];
    let mut all: BTreeMap<RecordId, Record> = BTreeMap::new();
    for number in 0..4 + dice.below(10) as u64 {
        let machine = dice.below(machines);
        let record = something(&base.made, &folders[machine], number, &mut dice);
        all.insert(record.id, record.clone());
        folders[machine].insert(format!("{}.json", record.id), record);
        if dice.below(3) == 0 {
            let (from, to) = (dice.below(machines), dice.below(machines));
            let moved = folders[from].clone();
            folders[to].extend(moved);
        }
    }
    let expected = State::fold([base.made.maya.space], all.values().cloned());
    let expected = digest(&expected);
    let mut lines: BTreeMap<RecordId, Vec<u8>> = BTreeMap::new();
    for machine in 0..machines {
        let mut files = Vec::new();
        for record in all.values() {
            for _ in 0..1 + dice.below(2) {
                let (name, left_over) = arrives_as(record, &mut dice, machine);
                // In clear a record is the same everywhere; sealed, some machines sealed it for themselves.
                let sealed_anew = base.made.kept == Kept::Sealed && dice.below(2) == 0;
                if sealed_anew || !lines.contains_key(&record.id) {
                    lines.insert(record.id, line(base, window, record));
                }
                files.push((name, lines[&record.id].clone(), left_over));
            }
        }
        // In any order, and in two portions: what was there on opening, and what came later.
        for place in (1..files.len()).rev() {
            files.swap(place, dice.below(place + 1));
        }
        let later = files.split_off(dice.below(files.len() + 1));
        let mut state = State::new([base.made.maya.space]);
        window.at(base.image.clone());
        for (portion, files) in [files, later].into_iter().enumerate() {
            for (name, bytes, left_over) in files {
                let path = base.space.join(name);
                window.disk().put(&path, &bytes);
                if left_over {
                    window.disk().set_age(&path, 2);
                }
            }
            let maya = base.made.maya.id;
            let loaded = match portion {
                0 => window.store().load(maya),
                _ => window.store().refresh(maya),
            };
            assert_eq!(
                (&loaded.findings, loaded.locked),
                (&Vec::new(), 0),
                "seed {seed}"
            );
            state.take_in(loaded.records);
        }
        assert_eq!(digest(&state), expected, "seed {seed}, taken in");
        let image = window.disk().image();
        if is_long() {
            window.anew(&image);
        }
        let again = State::fold([base.made.maya.space], window.records(image));
        assert_eq!(digest(&again), expected, "seed {seed}, opened again");
    }
}

fn every_machine_comes_to_the_same_state(kept: Kept, histories: u64) {
    // The same every day, and others where a long run names another seed, as for the properties.
    let seed = std::env::var("PROPTEST_RNG_SEED").map_or(0, |seed| seed.parse().unwrap());
    let first = u64::wrapping_mul(seed, 1 << 20);
    let base = base(kept);
    std::thread::scope(|scope| {
        for half in 0..2 {
            let base = &base;
            scope.spawn(move || {
                let mut window = base.window();
                (half..histories)
                    .step_by(2)
                    .for_each(|n| history(base, &mut window, first.wrapping_add(n)))
            });
        }
    });
}

#[test]
fn every_machine_comes_to_the_same_state_of_a_book_in_clear() {
    let histories = if is_long() { 100_000 } else { 300 };
    every_machine_comes_to_the_same_state(Kept::Clear, histories);
}

#[test]
fn every_machine_comes_to_the_same_state_of_a_sealed_book() {
    // Each time it is opened anew, which is slow on purpose.
    let histories = if is_long() { 10_000 } else { 30 };
    every_machine_comes_to_the_same_state(Kept::Sealed, histories);
}

#[test]
fn of_two_texts_under_one_id_every_machine_shows_the_same_and_names_both() {
    both(|kept| {
        let base = base(kept);
        let mut window = base.window();
        let one = entry(&base.made.maya, 1, "one");
        let two = entry(&base.made.maya, 1, "two");
        let (name, copy) = (format!("{}.json", one.id), format!("{} (1).json", one.id));
        let mut shown = Vec::new();
        for (here, there) in [(&one, &two), (&two, &one)] {
            let (disk, made) = base.disk();
            disk.put(&base.space.join(&name), &line(&base, &mut window, here));
            disk.put(&base.space.join(&copy), &line(&base, &mut window, there));
            let loaded = made.open().load(made.maya.id);
            assert_eq!(loaded.findings.len(), 2);
            // The doctor has no keys, and cannot see what differs.
            let seen = usize::from(kept == Kept::Clear) * 2;
            assert_eq!(made.shelf.doctor(made.book).unwrap().findings.len(), seen);
            assert_eq!(loaded.records.len(), 1);
            shown.extend(records(loaded));
        }
        assert_eq!(shown[0], shown[1]);
    });
}

#[test]
fn a_record_in_the_folder_of_another_space_is_named_and_not_shown() {
    both(|kept| {
        let base = base(kept);
        let mut record = entry(&base.made.maya, 1, "not hers");
        let bytes = line(&base, &mut base.window(), &record);
        record.space = SpaceId::from_random(bits(99));
        let (other, made) = base.disk();
        made.open().commit(std::slice::from_ref(&record)).unwrap();
        let theirs = base.space.with_file_name(record.space.to_string());
        let theirs = bytes_at(&other, &theirs.join(format!("{}.json", record.id)));
        assert_ne!(theirs, bytes);
        let (disk, made) = base.disk();
        disk.put(&base.space.join("x.json"), &theirs);
        let loaded = made.open().load(made.maya.id);
        assert_eq!(loaded.records, []);
        assert_eq!(loaded.findings.len(), 1);
    });
}

#[test]
fn a_save_and_a_look_for_news_cost_the_same_however_much_there_is() {
    both(|kept| {
        let base = base(kept);
        let mut costs = Vec::new();
        for count in [2, 60] {
            let (disk, made) = base.disk();
            let mut store = made.open();
            let records: Vec<Record> = (0..count)
                .map(|number| entry(&made.maya, number, "text"))
                .collect();
            store.commit(&records).unwrap();
            store.load(made.maya.id);
            disk.plan(None);
            store.commit(&[entry(&made.maya, 99, "one more")]).unwrap();
            let save = disk.operations();
            disk.plan(None);
            assert_eq!(store.refresh(made.maya.id).records, []);
            costs.push((save, disk.operations()));
        }
        assert_eq!(costs[0], costs[1]);
        // Two of them list the key files: those of another machine may have come meanwhile.
        assert!(costs[0].0 <= 10 && costs[0].1 <= 4, "{costs:?}");
    });
}
