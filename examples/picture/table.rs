//! The program with a book in memory and a clock that stands.

use std::sync::Arc;
use std::time::Duration;

use amends::domain::{
    Body, DeviceId, Entry, Intent, ItemId, Person, PersonId, Profile, Protection, Record, Role,
    Setting, SpaceId, State, decide,
};
use amends::query::search::Index;
use amends::tui::app::{App, Look};
use amends::tui::msg::{Effect, Msg, Opened, Told};
use amends::tui::prefs::Prefs;
use amends::tui::theme::{Depth, ThemeName};
use amends::tui::view::Now;
use chrono::{DateTime, FixedOffset, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

pub struct Table {
    app: App,
    now: Now,
    size: (u16, u16),
}

/// A frame, and where the caret stands in it.
pub struct Frame {
    pub cells: Buffer,
    pub caret: Option<Position>,
}

fn bits(number: u128) -> [u8; 16] {
    (number + 1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
        .to_be_bytes()
}

impl Table {
    pub fn new(theme: ThemeName, size: (u16, u16)) -> Table {
        let wall = DateTime::parse_from_rfc3339("2026-11-22T21:14:00+01:00");
        let now = Now {
            wall: wall.unwrap_or_default(),
            since_start: Duration::ZERO,
        };
        let look = Look {
            forced: Some(theme),
            dark: true,
            depth: Depth::TrueColour,
            ascii: false,
        };
        let mut count = 0;
        let random = move || {
            count += 1;
            bits(count)
        };
        let pack = Arc::new(amends::content::embedded());
        let records = book(&pack, now.wall);
        let app = App::new(pack, Prefs::default(), look, size, now, Box::new(random));
        let mut table = Table { app, now, size };
        let me = sam();
        let state = State::fold([me.space], records);
        let index = Index::of(&state);
        table.send(Msg::Told(Told::Opened(Box::new(Opened {
            sitting: 1,
            device: DeviceId::from_random(bits(1)),
            state: Arc::new(state),
            drafts: Vec::new(),
            protection: Protection::Clear,
            read_only: None,
            findings: Vec::new(),
            me,
        }))));
        table.send(Msg::Told(Told::Searchable { sitting: 1, index }));
        table
    }

    fn send(&mut self, msg: Msg) {
        let mut effects = self.app.update(msg, self.now);
        while let Some(effect) = effects.pop() {
            if let Effect::KeepDraft(draft) = effect {
                let (key, at) = (draft.key, draft.at);
                effects.extend(
                    self.app
                        .update(Msg::Told(Told::DraftKept { key, at }), self.now),
                );
            }
        }
    }

    /// Presses keys that are parted by spaces.
    pub fn keys(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let code = match key {
                "enter" => KeyCode::Enter,
                "tab" => KeyCode::Tab,
                "down" => KeyCode::Down,
                other => KeyCode::Char(other.chars().next().unwrap_or(' ')),
            };
            self.send(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
    }

    /// Types, and waits until the draft is kept.
    pub fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(KeyEvent::new(
                KeyCode::Char(c),
                KeyModifiers::NONE,
            )));
        }
        self.now.since_start += Duration::from_secs(3);
        self.send(Msg::Tick);
    }

    pub fn frame(&self) -> Frame {
        let (width, height) = self.size;
        let mut cells = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = self.app.draw(&mut cells).caret;
        Frame { cells, caret }
    }
}

fn sam() -> Person {
    Person {
        id: PersonId::from_random(bits(2)),
        name: "Sam".to_owned(),
        space: SpaceId::from_random(bits(3)),
    }
}

/// Sam has answered the first step and written a few entries.
fn book(pack: &amends::content::Pack, now: DateTime<FixedOffset>) -> Vec<Record> {
    let me = sam();
    let mut state = State::new([me.space]);
    let mut records = Vec::new();
    let mut count = 1000;
    let mut random = || {
        count += 1;
        bits(count)
    };
    let profile = Profile {
        role: Role::Broke,
        setting: Setting::Alone,
    };
    let mut intents = vec![Intent::SetProfile(profile)];
    for (title, text) in [
        ("We talked", "For an hour, and nobody left the room."),
        ("The drive back", "Quiet."),
        ("A promise kept", "I texted when I left work."),
    ] {
        let entry = Entry {
            at: now,
            title: title.to_owned(),
            text: text.to_owned(),
            tags: Vec::new(),
        };
        intents.push(Intent::WriteEntry {
            thread: None,
            entry,
        });
    }
    let voice = amends::content::Voice {
        role: profile.role,
        setting: profile.setting,
    };
    if let Some((_, step)) = pack.steps().next() {
        for exercise in step.exercises_for(voice) {
            let Some(spec) = exercise.spec(pack, voice) else {
                continue;
            };
            intents.push(Intent::Answer {
                item: ItemId::clone(&exercise.item),
                thread: None,
                answer: spec.example(),
                prompt: exercise.prompt(pack, voice),
                spec: Box::new(spec),
            });
        }
    }
    for (days, intent) in intents.into_iter().enumerate() {
        let mut desk = amends::domain::Desk {
            state: &state,
            person: me.id,
            space: me.space,
            device: DeviceId::from_random(bits(1)),
            now: now - TimeDelta::days(9 - i64::try_from(days).unwrap_or(0).min(9)),
            random: &mut random,
        };
        let decided = decide(&mut desk, intent).unwrap_or_default();
        let profile = |record: &Record| matches!(record.body, Body::Profile(_));
        debug_assert!(days > 0 || decided.iter().all(profile));
        state.take_in(decided.iter().cloned());
        records.extend(decided);
    }
    records
}
