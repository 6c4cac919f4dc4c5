use proptest::prelude::*;

use super::*;
use crate::domain::Role;
use crate::exercise::{compose, write};

const SPACE: [u8; 16] = [2; 16];

/// A person at work: what `decide` gives is taken in at once.
struct Table {
    state: State,
    now: DateTime<FixedOffset>,
    ids: u8,
}

impl Table {
    fn new() -> Table {
        Table {
            state: State::new([SpaceId::from_random(SPACE)]),
            now: DateTime::parse_from_rfc3339("2026-08-22T21:14:00+02:00").unwrap(),
            ids: 0,
        }
    }

    fn decide(&mut self, intent: Intent) -> Result<Vec<Record>, Refusal> {
        let mut random = || {
            self.ids += 1;
            [self.ids; 16]
        };
        let mut desk = Desk {
            state: &self.state,
            person: PersonId::from_random([1; 16]),
            space: SpaceId::from_random(SPACE),
            device: DeviceId::from_random([3; 16]),
            now: self.now,
            random: &mut random,
        };
        decide(&mut desk, intent)
    }

    #[track_caller]
    fn take(&mut self, intent: Intent) -> Vec<Record> {
        let records = self.decide(intent).unwrap();
        self.state.take_in(records.clone());
        self.now += chrono::TimeDelta::minutes(1);
        records
    }

    /// Takes in what another machine wrote without seeing this one's latest.
    fn apart(&mut self, record: &Record, id: u8) -> RecordId {
        let id = RecordId::from_random([id; 16]);
        self.state.take_in([Record {
            id,
            ..record.clone()
        }]);
        id
    }
}

fn entry(text: &str) -> Entry {
    Entry {
        at: DateTime::parse_from_rfc3339("2026-08-20T08:00:00+02:00").unwrap(),
        title: String::new(),
        text: text.to_owned(),
        tags: Vec::new(),
    }
}

fn written(thread: Option<ThreadId>, text: &str) -> Intent {
    Intent::WriteEntry {
        thread,
        entry: entry(text),
    }
}

fn answered(text: &str) -> Intent {
    asked(text, "What happened?")
}

fn asked(text: &str, question: &str) -> Intent {
    Intent::Answer {
        item: item(),
        thread: None,
        spec: Box::new(Spec::Write(write::Spec::default())),
        prompt: Prompt {
            pack: "test 1".to_owned(),
            title: "A page".to_owned(),
            text: question.to_owned(),
            ..Prompt::default()
        },
        answer: Answer::Write(write::Answer {
            text: text.to_owned(),
        }),
    }
}

fn item() -> ItemId {
    ItemId::try_from("owning-it.page".to_owned()).unwrap()
}

fn aside(aside: bool) -> Intent {
    let step = StepId::try_from("owning-it".to_owned()).unwrap();
    Intent::SetAside { step, aside }
}

fn profile(role: Role, setting: Setting) -> Intent {
    Intent::SetProfile(Profile { role, setting })
}

fn texts(records: &[Record]) -> Vec<&str> {
    records
        .iter()
        .map(|record| match &record.body {
            Body::Entry(entry) => entry.text.as_str(),
            Body::Answer(Answer::Write(answer)) => answer.text.as_str(),
            other => panic!("{}", other.kind()),
        })
        .collect()
}

#[test]
fn what_cannot_be_done_is_refused_in_words_and_gives_no_records() {
    let mut table = Table::new();
    table.take(written(None, "there already"));
    let nowhere = ThreadId::from_random([99; 16]);
    let missing = Intent::Answer {
        item: item(),
        thread: None,
        spec: Box::new(Spec::Compose(compose::Spec {
            slots: vec![compose::Slot {
                id: "did".to_owned(),
                label: "What I did".to_owned(),
                hint: String::new(),
                optional: false,
            }],
            flags: Vec::new(),
        })),
        prompt: Prompt::default(),
        answer: Answer::Compose(compose::Answer::default()),
    };
    let refusals = [
        (written(None, " \n\t"), "empty"),
        (written(None, "\u{1b}[0m\u{202e}"), "empty"),
        (answered("  "), "The page is empty"),
        (missing, "What I did"),
        (profile(Role::Hurt, Setting::Couple), "not built yet"),
        (Intent::Delete { thread: nowhere }, "not there any more"),
        (
            Intent::Keep {
                version: RecordId::from_random([99; 16]),
            },
            "not there any more",
        ),
    ];
    let before = table.state.records().count();
    for (intent, says) in refusals {
        let refusal = table.decide(intent.clone()).unwrap_err().to_string();
        assert!(refusal.contains(says), "{intent:?}: {refusal}");
        assert_eq!(table.state.records().count(), before);
    }
}

#[test]
fn a_new_version_replaces_the_head_and_stays_in_its_thread() {
    let mut table = Table::new();
    let first = table.take(written(None, "first")).remove(0);
    let second = table.take(written(Some(first.thread), "second")).remove(0);
    assert_eq!(second.thread, first.thread);
    assert_eq!(second.replaces, [first.id]);
    assert_ne!(second.id, first.id);
    assert_eq!(table.state.heads(first.thread).len(), 1);
    assert_eq!(
        table.state.thread(first.thread).unwrap().versions().len(),
        2
    );
}

#[test]
fn what_would_change_nothing_gives_no_records() {
    let mut table = Table::new();
    let first = table.take(written(None, "words")).remove(0);
    table.take(answered("words"));
    table.take(profile(Role::Hurt, Setting::Alone));
    table.take(aside(true));
    for intent in [
        written(Some(first.thread), "words"),
        answered("words"),
        profile(Role::Hurt, Setting::Alone),
        aside(true),
        Intent::Keep { version: first.id },
    ] {
        assert_eq!(table.decide(intent), Ok(Vec::new()));
    }
    assert_eq!(
        table.decide(asked("words", "Other words?")).unwrap().len(),
        1,
        "the same answer to a question in other words is another version"
    );
    assert_eq!(table.decide(aside(false)).unwrap().len(), 1);
    assert_eq!(
        Table::new().decide(aside(false)),
        Ok(Vec::new()),
        "what was never set aside cannot be taken up"
    );
}

#[test]
fn a_version_written_over_two_heads_replaces_both() {
    let mut table = Table::new();
    let first = table.take(written(None, "here")).remove(0);
    let other = table.apart(&first, 50);
    assert_eq!(table.state.heads(first.thread).len(), 2);
    let merged = table.take(written(Some(first.thread), "both")).remove(0);
    assert!(merged.replaces.contains(&first.id) && merged.replaces.contains(&other));
    assert_eq!(table.state.heads(first.thread).len(), 1);
}

#[test]
fn the_version_that_is_kept_goes_on_with_its_words_and_its_question() {
    let mut table = Table::new();
    let first = table.take(answered("here")).remove(0);
    let mut other = first.clone();
    other.body = Body::Answer(Answer::Write(write::Answer {
        text: "there".to_owned(),
    }));
    let other = table.apart(&other, 50);
    assert_eq!(table.state.answer_heads(&item()).len(), 2);
    let kept = table.take(Intent::Keep { version: other });
    assert_eq!(texts(&kept), ["there"]);
    assert_eq!(
        (&kept[0].item, &kept[0].prompt),
        (&first.item, &first.prompt)
    );
    assert_eq!(table.state.answer_heads(&item()).len(), 1);
    let versions = table.state.thread(first.thread).unwrap().versions().len();
    assert_eq!(versions, 3, "nothing is lost by choosing");
}

#[test]
fn an_answer_goes_on_in_its_thread_and_keeps_the_question_of_its_day() {
    let mut table = Table::new();
    let first = table.take(asked("then", "What happened?")).remove(0);
    let second = table.take(asked("now", "What went on?")).remove(0);
    assert_eq!(second.thread, first.thread);
    let versions = table.state.thread(first.thread).unwrap().versions();
    let questions: Vec<&str> = versions
        .iter()
        .filter_map(|record| Some(record.prompt.as_ref()?.text.as_str()))
        .collect();
    assert_eq!(questions, ["What happened?", "What went on?"]);
}

#[test]
fn deleting_names_every_version_and_leaves_nothing_to_read() {
    let mut table = Table::new();
    let first = table.take(written(None, "first")).remove(0);
    let second = table.take(written(Some(first.thread), "second")).remove(0);
    let kept = table.take(written(None, "kept")).remove(0);
    let purge = table
        .take(Intent::Delete {
            thread: first.thread,
        })
        .remove(0);
    assert_eq!(purge.body, Body::Purge(vec![first.id, second.id]));
    assert!(table.state.thread(first.thread).is_none());
    assert!(table.state.record(first.id).is_none());
    assert!(table.state.thread(kept.thread).is_some());
    table.state.take_in([first.clone()]);
    assert!(
        table.state.thread(first.thread).is_none(),
        "a synced copy of it is met again and stays away"
    );
}

#[test]
fn what_an_answer_replaced_in_another_thread_does_not_come_back_when_it_is_deleted() {
    let mut table = Table::new();
    let first = table.take(answered("here"));
    // Another machine answered the same exercise in a thread of its own.
    let elsewhere = Record {
        id: RecordId::from_random([200; 16]),
        thread: ThreadId::from_random([201; 16]),
        ..first[0].clone()
    };
    table.state.take_in([elsewhere]);
    let both = table.take(answered("both together"));
    assert_eq!(both[0].replaces.len(), 2);
    table.take(Intent::Delete {
        thread: both[0].thread,
    });
    assert!(table.state.answer(&item()).is_none());
}

#[test]
fn an_entry_is_not_written_over_an_answer() {
    let mut table = Table::new();
    let answer = table.take(answered("an answer"));
    let refused = table.decide(written(Some(answer[0].thread), "an entry"));
    assert_eq!(refused, Err(Refusal::NotAnEntry));
}

#[test]
fn a_step_is_set_aside_and_taken_up_in_one_thread() {
    let mut table = Table::new();
    let step = StepId::try_from("owning-it".to_owned()).unwrap();
    let first = table.take(aside(true)).remove(0);
    assert!(table.state.set_aside(&step).is_some());
    let second = table.take(aside(false)).remove(0);
    assert_eq!(
        (second.thread, second.replaces),
        (first.thread, vec![first.id])
    );
    assert!(table.state.set_aside(&step).is_none());
}

#[test]
fn text_and_tags_are_kept_clean() {
    let mut table = Table::new();
    let mut wild = entry("a\u{1b}[31mb\u{202e}\r\nc");
    wild.title = " two\nlines ".to_owned();
    wild.tags = ["#work", "work", " ", "two words"]
        .map(str::to_owned)
        .into();
    let records = table.take(Intent::WriteEntry {
        thread: None,
        entry: wild,
    });
    let Body::Entry(kept) = &records[0].body else {
        panic!("{}", records[0].body.kind());
    };
    assert_eq!(kept.text, "ab\nc");
    assert_eq!(kept.title, "two lines");
    assert_eq!(kept.tags, ["work", "two words"]);
    let answers = table.take(answered("a\u{9b}31mb"));
    assert_eq!(texts(&answers), ["ab"]);
}

#[test]
fn everything_is_written_as_the_person_at_the_desk_in_their_own_space() {
    let mut table = Table::new();
    for intent in [
        written(None, "words"),
        answered("words"),
        aside(true),
        profile(Role::Broke, Setting::Alone),
    ] {
        let now = table.now;
        let record = table.take(intent).remove(0);
        assert_eq!(record.by, PersonId::from_random([1; 16]));
        assert_eq!(record.space, SpaceId::from_random(SPACE));
        assert_eq!(record.device, DeviceId::from_random([3; 16]));
        assert_eq!(record.at, now);
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_refused_or_reads_back_clean_and_once(texts in prop::collection::vec("\\PC{0,12}|[ \n\t\u{1b}\u{202e}]{0,4}", 1..6)) {
        let mut table = Table::new();
        let mut thread = None;
        for text in texts {
            let before = table.state.records().count();
            match table.decide(written(thread, &text)) {
                Err(refusal) => {
                    prop_assert_eq!(refusal, Refusal::Empty);
                    prop_assert_eq!(table.state.records().count(), before);
                }
                Ok(records) => {
                    table.state.take_in(records.clone());
                    thread = records.first().map(|record| record.thread).or(thread);
                    let thread = thread.unwrap();
                    prop_assert_eq!(table.state.heads(thread).len(), 1);
                    let head = table.state.head(thread).unwrap();
let kept = [(**head).clone()];
                    let text = clean(&text).text;
                    prop_assert_eq!(self::texts(&kept), [text.as_str()]);
                }
            }
        }
    }
}

#[path = "several_tests.rs"]
mod several;
