//! A small pack and a book to write in, for the tests of queries and exports.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::content::{Exercise, Mode, Pack, Stage, Step, Task, Voiced, Write};
use crate::domain::{
    Desk, DeviceId, Entry, Intent, ItemId, PersonId, Profile, Prompt, Role, SpaceId, State,
    ThreadId, decide,
};
use crate::exercise::{self, Answer, write};

/// Three steps: one that asks two things (the second of whoever is not hurt), one that asks one, and
/// one that asks nothing.
pub fn pack() -> Pack {
    let exercise = |item: &str, optional: bool, roles: &[Role]| Exercise {
        item: ItemId::try_from(item.to_owned()).unwrap(),
        title: Voiced::any(format!("The title of {item}")),
        ask: Voiced::any("What happened?"),
        why: Voiced::default(),
        minutes: 5,
        optional,
        roles: roles.to_vec(),
        settings: Vec::new(),
        mode: Mode::Alone,
        example: Voiced::default(),
        many: false,
        another: Voiced::default(),
        gate: None,
        task: Task::Write(Write::default()),
    };
    let step = |id: &str, exercises: Vec<Exercise>| Step {
        id: id.to_owned().try_into().unwrap(),
        title: format!("Step {id}"),
        about: Voiced::default(),
        minutes: 10,
        reading: Voiced::default(),
        hard: false,
        exercises,
        deeper: Voiced::default(),
        presenter: String::new(),
    };
    let others = [Role::Broke, Role::Both];
    Pack {
        id: "test".to_owned(),
        version: "1".to_owned(),
        stages: vec![
            Stage {
                id: "root".to_owned(),
                title: "Root cause".to_owned(),
                about: Voiced::default(),
                steps: vec![step(
                    "one",
                    vec![
                        exercise("one.first", false, &[]),
                        exercise("one.second", false, &others),
                    ],
                )],
            },
            Stage {
                id: "patience".to_owned(),
                title: "Patience".to_owned(),
                about: Voiced::default(),
                steps: vec![
                    step("two", vec![exercise("two.first", false, &[])]),
                    step("three", vec![exercise("three.first", true, &[])]),
                ],
            },
        ],
        ..Pack::default()
    }
}

/// A book of one, in memory, with a clock that each writing moves on by a minute.
pub struct Book {
    pub state: State,
    pub now: DateTime<FixedOffset>,
    ids: u128,
}

impl Book {
    pub fn new() -> Book {
        Book {
            state: State::new([space()]),
            now: DateTime::parse_from_rfc3339("2026-08-22T21:14:00+02:00").unwrap(),
            ids: 0,
        }
    }

    /// Takes in what `decide` makes of it, and gives the thread that was written.
    pub fn take(&mut self, intent: Intent) -> ThreadId {
        let mut random = || {
            self.ids += 1;
            // Spread, so that prefixes differ as those of real ids do.
            self.ids
                .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
                .to_be_bytes()
        };
        let mut desk = Desk {
            state: &self.state,
            person: PersonId::from_random([1; 16]),
            space: space(),
            device: DeviceId::from_random([3; 16]),
            now: self.now,
            random: &mut random,
        };
        let records = decide(&mut desk, intent).unwrap();
        let thread = records[0].thread;
        self.state.take_in(records);
        self.now += TimeDelta::minutes(1);
        thread
    }

    pub fn entry(&mut self, title: &str, text: &str, tags: &[&str]) -> ThreadId {
        self.revise(None, title, text, tags)
    }

    pub fn revise(
        &mut self,
        thread: Option<ThreadId>,
        title: &str,
        text: &str,
        tags: &[&str],
    ) -> ThreadId {
        let entry = Entry {
            at: self.now,
            title: title.to_owned(),
            text: text.to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        };
        self.take(Intent::WriteEntry { thread, entry })
    }

    pub fn answer(&mut self, item: &str, text: &str) -> ThreadId {
        let text = text.to_owned();
        let spec = exercise::Spec::Write(write::Spec::default());
        self.answer_of(item, spec, Answer::Write(write::Answer { text }))
    }

    pub fn answer_of(&mut self, item: &str, spec: exercise::Spec, answer: Answer) -> ThreadId {
        let item = ItemId::try_from(item.to_owned()).unwrap();
        self.take(Intent::Answer {
            spec: Box::new(spec),
            prompt: Prompt {
                pack: "test 1".to_owned(),
                title: format!("The title of {item}"),
                text: "What happened?".to_owned(),
                ..Prompt::default()
            },
            answer,
            item,
            thread: None,
        })
    }

    pub fn set_aside(&mut self, step: &str, aside: bool) {
        let step = step.to_owned().try_into().unwrap();
        self.take(Intent::SetAside { step, aside });
    }

    pub fn profile(&mut self, profile: Profile) {
        self.take(Intent::SetProfile(profile));
    }
}

pub fn space() -> SpaceId {
    SpaceId::from_random([2; 16])
}
