//! The program on a table for tests: a clock that is set by hand, ids that count, a disk in memory.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{
    KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::app::{App, Look};
use super::canvas::{Hit, Target};
use super::command::{Command, Place};
use super::msg::{Effect, Msg, NewKeys, Opened, Told};
use super::prefs::Prefs;
use super::theme::{Depth, ThemeName};
use super::view::{Now, Route};
use crate::content::Pack;
use crate::domain::{
    Body, DeviceId, Draft, DraftKey, Entry, ItemId, KeyChange, Mark, Passphrase, Person, PersonId,
    Profile, Protection, Record, RecordId, RecoveryCode, Role, Setting, SpaceId, State, StepId,
    ThreadId,
};
use crate::query::search::Index;

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(crate::content::embedded()));

/// How the disk takes what it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disk {
    #[default]
    Takes,
    Refuses,
    /// Answers only when it is told to, with [`Table::answer`].
    Waits,
}

/// The program, and all that is around it.
pub struct Table {
    pub app: App,
    pub now: Now,
    pack: Arc<Pack>,
    pub commits: Disk,
    pub keeps: Disk,
    /// What is on the disk.
    pub records: Vec<Record>,
    pub drafts: BTreeMap<DraftKey, Draft>,
    pub prefs: Option<Prefs>,
    /// What another window writes.
    pub elsewhere: BTreeSet<DraftKey>,
    /// All that the program asked for, in order.
    pub asked: Vec<Effect>,
    waiting: VecDeque<Effect>,
    read_only: Option<String>,
    me: Person,
    /// How the disk takes what is asked about keys.
    pub keys: Disk,
    /// What opens the book; None where it is in clear.
    pub passphrase: Option<Passphrase>,
    pub code: Option<RecoveryCode>,
    /// Whether the keys are dropped. Nothing may be written then.
    pub locked: bool,
    /// Files that would not be sealed.
    pub stubborn: Vec<String>,
    sitting: u32,
}

/// What opens the books of these tests.
pub const PASSPHRASE: &str = "quiet river stone";

/// Bits that differ at each number, spread as random ones are.
pub fn bits(number: u128) -> [u8; 16] {
    number
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
        .to_be_bytes()
}

pub fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub fn me() -> Person {
    Person {
        id: PersonId::from_random([1; 16]),
        name: "Sam".to_owned(),
        space: SpaceId::from_random([2; 16]),
    }
}

pub fn item(id: &str) -> ItemId {
    id.to_owned().try_into().unwrap()
}

pub fn step(id: &str) -> StepId {
    id.to_owned().try_into().unwrap()
}

/// A record of Sam's, the first of its thread.
pub fn record(number: u128, when: &str, body: Body) -> Record {
    Record {
        id: RecordId::from_random(bits(1_000 + number)),
        thread: ThreadId::from_random(bits(500_000 + number)),
        space: me().space,
        by: me().id,
        device: DeviceId::from_random([3; 16]),
        at: at(when),
        item: None,
        prompt: None,
        replaces: Vec::new(),
        body,
    }
}

pub fn entry(number: u128, when: &str, title: &str, text: &str) -> Record {
    let entry = Entry {
        at: at(when),
        title: title.to_owned(),
        text: text.to_owned(),
        tags: Vec::new(),
    };
    record(number, when, Body::Entry(entry))
}

/// The mark of a day, made in its evening.
pub fn mark(number: u128, day: &str, scores: [Option<u8>; 3], note: &str) -> Record {
    let [safety, trust, connection] = scores;
    let mark = Mark {
        day: day.parse().unwrap(),
        safety,
        trust,
        connection,
        note: note.to_owned(),
    };
    let thread = crate::domain::mark::thread(me().space, mark.day);
    let when = format!("{day}T21:00:00+01:00");
    Record {
        thread,
        ..record(number, &when, Body::Mark(mark))
    }
}

/// Nine weeks with a mark now and then, and the sixth without one. Sunday 22 November has none.
pub fn weeks() -> Vec<Record> {
    let days = [
        ("2026-09-22", [Some(2), Some(0), None]),
        ("2026-09-26", [Some(4), Some(1), Some(3)]),
        ("2026-09-29", [Some(1), Some(1), Some(5)]),
        ("2026-10-06", [Some(3), Some(1), None]),
        ("2026-10-09", [Some(5), Some(2), Some(4)]),
        ("2026-10-13", [Some(3), Some(2), Some(2)]),
        ("2026-10-20", [Some(4), None, Some(6)]),
        ("2026-10-22", [Some(7), Some(3), Some(5)]),
        ("2026-11-03", [Some(5), Some(3), Some(1)]),
        ("2026-11-10", [Some(4), Some(3), Some(4)]),
        ("2026-11-12", [Some(5), Some(2), Some(10)]),
        ("2026-11-14", [Some(9), Some(4), Some(6)]),
        ("2026-11-17", [Some(6), Some(4), Some(5)]),
    ];
    let marks = days.into_iter().zip(700..);
    marks
        .map(|((day, scores), number)| mark(number, day, scores, ""))
        .collect()
}

/// The next version of an entry, after `replaces`.
pub fn version(number: u128, when: &str, old: &Record, replaces: &[&Record], text: &str) -> Record {
    let mut next = old.clone();
    next.id = RecordId::from_random(bits(1_000 + number));
    next.at = at(when);
    next.replaces = replaces.iter().map(|record| record.id).collect();
    if let Body::Entry(entry) = &mut next.body {
        text.clone_into(&mut entry.text);
    }
    next
}

pub fn profile(role: Role) -> Record {
    let setting = Setting::Alone;
    record(
        0,
        "2026-11-01T09:00:00+01:00",
        Body::Profile(Profile { role, setting }),
    )
}

/// A key as settings write it.
pub fn key(chord: &str) -> KeyEvent {
    let mut mods = KeyModifiers::NONE;
    let mut rest = chord;
    while let Some((first, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
        mods |= match first {
            "ctrl" => KeyModifiers::CONTROL,
            "alt" => KeyModifiers::ALT,
            "shift" => KeyModifiers::SHIFT,
            other => panic!("no modifier: {other}"),
        };
        rest = after;
    }
    let code = match rest {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" if mods.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        one if one.chars().count() == 1 => KeyCode::Char(one.chars().next().unwrap()),
        function => KeyCode::F(function.strip_prefix('f').unwrap().parse().unwrap()),
    };
    KeyEvent::new(code, mods)
}

pub const LOOK: Look = Look {
    forced: None,
    dark: true,
    depth: Depth::TrueColour,
    ascii: false,
};

/// The default pack with one more exercise in its first step.
fn pack_with(exercise: &str) -> Pack {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("stages")).unwrap();
    let pack = "id = \"trying\"\ntitle = \"Trying\"\nversion = \"1\"\nlanguage = \"en\"\nlicence = \"MIT\"\nextends = \"amends\"\n";
    std::fs::write(dir.path().join("pack.toml"), pack).unwrap();
    let stage = "id = \"root-cause\"\n[[step]]\nid = \"one-moment-or-pattern\"\n";
    let stage = format!("{stage}{exercise}");
    std::fs::write(dir.path().join("stages/trying.toml"), stage).unwrap();
    let loaded = crate::content::load(dir.path());
    loaded
        .pack
        .unwrap_or_else(|| panic!("{:?}", loaded.findings))
}

impl Table {
    /// The program at its first frame, before anything is known of a book.
    pub fn shut(look: Look) -> Table {
        Table::with_prefs(look, Prefs::default())
    }

    pub fn with_prefs(look: Look, prefs: Prefs) -> Table {
        Table::start(Arc::clone(&PACK), look, prefs)
    }

    /// At home, in a book with these records and a pack that has this exercise in its first step too,
    /// written in TOML.
    pub fn trying(exercise: &str, records: Vec<Record>) -> Table {
        Table::trying_in(LOOK, exercise, records)
    }

    /// The same in another look.
    pub fn trying_in(look: Look, exercise: &str, records: Vec<Record>) -> Table {
        let mut table = Table::start(Arc::new(pack_with(exercise)), look, Prefs::default());
        table.records = records;
        table.open();
        table
    }

    fn start(pack: Arc<Pack>, look: Look, prefs: Prefs) -> Table {
        let now = Now {
            wall: at("2026-11-22T21:14:00+01:00"),
            since_start: Duration::ZERO,
        };
        let mut count = 1_000_000;
        let random = move || {
            count += 1;
            bits(count)
        };
        Table {
            app: App::new(
                Arc::clone(&pack),
                prefs,
                look,
                (80, 24),
                now,
                Box::new(random),
            ),
            now,
            pack,
            commits: Disk::default(),
            keeps: Disk::default(),
            records: Vec::new(),
            drafts: BTreeMap::new(),
            prefs: None,
            elsewhere: BTreeSet::new(),
            asked: Vec::new(),
            waiting: VecDeque::new(),
            read_only: None,
            me: me(),
            keys: Disk::default(),
            passphrase: None,
            code: None,
            locked: false,
            stubborn: Vec::new(),
            sitting: 0,
        }
    }

    /// At the welcome, with no book.
    pub fn welcome() -> Table {
        let mut table = Table::shut(LOOK);
        table.told(Told::NoBook);
        table
    }

    /// At home, in a book of the one who broke trust.
    pub fn home() -> Table {
        Table::with(vec![profile(Role::Broke)])
    }

    /// At home, in a book with these records.
    pub fn with(records: Vec<Record>) -> Table {
        Table::of(LOOK, records, Vec::new(), None)
    }

    pub fn of(
        look: Look,
        records: Vec<Record>,
        drafts: Vec<Draft>,
        read_only: Option<&str>,
    ) -> Table {
        let mut table = Table::shut(look);
        table.records = records;
        table.drafts = drafts.into_iter().map(|d| (d.key.clone(), d)).collect();
        table.read_only = read_only.map(str::to_owned);
        table.open();
        table
    }

    /// The program ended and started again, over the same disk.
    pub fn again(&self) -> Table {
        let drafts = self.drafts.clone();
        let mut table = Table::start(Arc::clone(&self.pack), LOOK, Prefs::default());
        table.records = self.records.clone();
        table.drafts = drafts;
        table.passphrase = self.passphrase.clone();
        table.code = self.code.clone();
        table.now = self.now;
        table.begin();
        table
    }

    /// Before a book with these records that is locked.
    pub fn locked(look: Look, records: Vec<Record>) -> Table {
        let mut table = Table::shut(look);
        table.records = records;
        table.passphrase = Some(Passphrase::typed(PASSPHRASE));
        table.code = Some(RecoveryCode::from_random([7; 20]));
        table.begin();
        table
    }

    /// The same, with a passphrase that the command line brought along.
    pub fn with_passphrase(text: &str, keys: Disk, records: Vec<Record>) -> Table {
        let mut table = Table::shut(LOOK);
        table.records = records;
        table.keys = keys;
        table.passphrase = Some(Passphrase::typed(PASSPHRASE));
        table.app.take_passphrase(Some(Passphrase::typed(text)));
        table.begin();
        table
    }

    /// At home in it.
    pub fn sealed(look: Look, records: Vec<Record>) -> Table {
        let mut table = Table::locked(look, records);
        table.unlock();
        table
    }

    /// Types the passphrase at the lock.
    pub fn unlock(&mut self) {
        assert_eq!(self.place(), Place::Lock, "{}", self.screen());
        self.type_text(PASSPHRASE);
        self.press("enter");
    }

    /// The book is there, locked or not.
    fn begin(&mut self) {
        self.locked = self.passphrase.is_some();
        match self.locked {
            true => self.told(Told::Locked(self.me.name.clone())),
            false => self.open(),
        }
    }

    fn open(&mut self) {
        let searchable = self.open_unsearched();
        self.told(searchable);
    }

    /// Opens the book, and gives the search index that is on its way.
    pub fn open_unsearched(&mut self) -> Told {
        let state = State::fold([self.me.space], self.records.clone());
        let opened = self.opened(state);
        let index = Index::of(&opened.state);
        let sitting = opened.sitting;
        self.told(Told::Opened(Box::new(opened)));
        Told::Searchable { sitting, index }
    }

    fn opened(&mut self, state: State) -> Opened {
        self.sitting += 1;
        Opened {
            sitting: self.sitting,
            me: self.me.clone(),
            device: DeviceId::from_random([3; 16]),
            state: Arc::new(state),
            drafts: self.drafts.values().cloned().collect(),
            protection: self.protection(),
            read_only: self.read_only.clone(),
            findings: Vec::new(),
        }
    }

    fn protection(&self) -> Protection {
        match self.passphrase {
            Some(_) => Protection::Sealed,
            None => Protection::Clear,
        }
    }

    /// Opens the book for who has its passphrase, or its code.
    pub fn opens(&mut self) -> Vec<Told> {
        self.locked = false;
        let state = State::fold([self.me.space], self.records.clone());
        let opened = self.opened(state);
        let index = Index::of(&opened.state);
        let sitting = opened.sitting;
        vec![
            Told::Opened(Box::new(opened)),
            Told::Searchable { sitting, index },
        ]
    }

    fn change_keys(&mut self, change: KeyChange) -> Vec<Told> {
        let refused = || Told::KeysNotChanged("That passphrase does not open it.".to_owned());
        let mut wants_code = false;
        let mut recovered = false;
        match change {
            KeyChange::Set { new, recovery } => {
                self.passphrase = Some(new);
                wants_code = recovery;
            }
            KeyChange::Change { old, .. }
            | KeyChange::Remove { old }
            | KeyChange::Renew { old, .. }
            | KeyChange::Code { old, .. }
                if Some(&old) != self.passphrase.as_ref() =>
            {
                return vec![refused()];
            }
            KeyChange::Change { new, .. } => self.passphrase = Some(new),
            KeyChange::Remove { .. } => self.passphrase = None,
            KeyChange::Renew { new, recovery, .. } => {
                self.passphrase = Some(new);
                wants_code = recovery;
            }
            KeyChange::Code { wanted, .. } => {
                self.code = None;
                wants_code = wanted;
            }
            KeyChange::Recover { code, new } => {
                if Some(&code) != self.code.as_ref() {
                    return vec![refused()];
                }
                self.passphrase = Some(new);
                recovered = true;
            }
        }
        let recovery = wants_code.then(|| RecoveryCode::from_random([9; 20]));
        if recovery.is_some() {
            self.code = recovery.clone();
        }
        let mut told = vec![Told::KeysChanged(NewKeys {
            protection: self.protection(),
            recovery,
            findings: self.stubborn.clone(),
        })];
        if recovered {
            told.extend(self.opens());
        }
        told
    }

    /// Something happens; what the program asks for is done, until it asks for no more.
    pub fn send(&mut self, msg: Msg) {
        self.send_before_a_frame(msg);
        self.app.catch_up();
    }

    /// Something happens, and more comes before a frame is drawn.
    fn send_before_a_frame(&mut self, msg: Msg) {
        let mut effects: VecDeque<Effect> = self.app.update(msg, self.now).into();
        while let Some(effect) = effects.pop_front() {
            self.asked.push(effect.clone());
            for told in self.perform(effect) {
                effects.extend(self.app.update(Msg::Told(told), self.now));
            }
        }
    }

    pub fn told(&mut self, told: Told) {
        self.send(Msg::Told(told));
    }

    fn perform(&mut self, effect: Effect) -> Vec<Told> {
        let waits = match &effect {
            Effect::Commit { .. } => self.commits,
            Effect::KeepDraft(_) => self.keeps,
            Effect::Unlock(_) | Effect::ChangeKeys(_) => self.keys,
            _ => Disk::Takes,
        };
        // What was asked later is done later.
        if waits == Disk::Waits || (!self.waiting.is_empty() && touches_disk(&effect)) {
            self.waiting.push_back(effect);
            return Vec::new();
        }
        self.disk(effect)
    }

    fn disk(&mut self, effect: Effect) -> Vec<Told> {
        let why = || "Not saved: there is no room left on the disk.".to_owned();
        match effect {
            Effect::Create { name, .. } => {
                self.me.name = name;
                let mut told = vec![Told::Created];
                told.extend(self.opens());
                told
            }
            Effect::Commit { .. }
            | Effect::KeepDraft(_)
            | Effect::DropDraft(_)
            | Effect::Rename(_)
                if self.locked =>
            {
                panic!("something is to be written while the book is locked");
            }
            Effect::Unlock(_) | Effect::ChangeKeys(_) if self.keys == Disk::Refuses => {
                vec![Told::Failed("The key files cannot be read.".to_owned())]
            }
            Effect::Unlock(passphrase) if Some(&passphrase) == self.passphrase.as_ref() => {
                self.opens()
            }
            Effect::Unlock(_) => vec![Told::WrongPassphrase],
            Effect::Lock => {
                self.locked = true;
                vec![Told::KeysDropped]
            }
            Effect::ChangeKeys(change) => self.change_keys(change),
            Effect::Commit { ticket, .. } if self.commits == Disk::Refuses => {
                vec![Told::NotSaved { ticket, why: why() }]
            }
            Effect::Commit {
                ticket,
                records,
                drop,
            } => {
                self.records.extend(records.iter().cloned());
                if let Some(key) = drop {
                    self.drafts.remove(&key);
                }
                vec![Told::Saved { ticket, records }]
            }
            Effect::KeepDraft(draft) if self.keeps == Disk::Refuses => {
                let key = draft.key;
                vec![Told::DraftNotKept { key, why: why() }]
            }
            Effect::KeepDraft(draft) => {
                let (key, at) = (draft.key.clone(), draft.at);
                self.drafts.insert(key.clone(), *draft);
                vec![Told::DraftKept { key, at }]
            }
            Effect::DropDraft(key) => {
                self.drafts.remove(&key);
                Vec::new()
            }
            Effect::Hold(key) if self.elsewhere.contains(&key) => vec![Told::HeldElsewhere(key)],
            Effect::Rename(name) => {
                self.me.name = name;
                vec![Told::Renamed(self.me.clone())]
            }
            Effect::SavePrefs(prefs) => {
                self.prefs = Some(*prefs);
                Vec::new()
            }
            Effect::Hold(_)
            | Effect::Release(_)
            | Effect::Refresh
            | Effect::Copy(_)
            | Effect::RunEditor(_)
            | Effect::Mouse(_)
            | Effect::Suspend
            | Effect::Blank
            | Effect::Hide
            | Effect::Quit => Vec::new(),
        }
    }

    /// The disk, which waited, does all that it was asked for.
    pub fn answer(&mut self) {
        if self.commits == Disk::Waits {
            self.commits = Disk::Takes;
        }
        if self.keeps == Disk::Waits {
            self.keeps = Disk::Takes;
        }
        if self.keys == Disk::Waits {
            self.keys = Disk::Takes;
        }
        while let Some(effect) = self.waiting.pop_front() {
            for told in self.disk(effect) {
                self.told(told);
            }
        }
    }

    /// Time goes by in which someone looks at the page that came after one that was saved.
    pub fn look(&mut self) {
        if self.app.left_writing.is_some() {
            self.wait(2);
        }
    }

    /// Presses a key as someone does who looks at the screen first.
    pub fn press(&mut self, chord: &str) {
        self.look();
        self.send(Msg::Key(key(chord)));
    }

    /// Presses keys that are parted by spaces.
    pub fn keys(&mut self, chords: &str) {
        for chord in chords.split_whitespace() {
            self.press(chord);
        }
    }

    /// Types at once, as one frame sees it.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let code = if c == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            };
            self.send_before_a_frame(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        self.app.catch_up();
    }

    pub fn paste(&mut self, text: &str) {
        self.send(Msg::Paste(text.to_owned()));
    }

    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        let modifiers = KeyModifiers::NONE;
        self.send(Msg::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers,
        }));
    }

    pub fn click(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row);
        self.mouse(MouseEventKind::Up(MouseButton::Left), column, row);
    }

    /// Clicks the first place that is drawn for `target`.
    pub fn click_at(&mut self, target: Target) {
        let hits = self.hits();
        let hit = hits.iter().find(|hit| hit.target == target);
        let hit = hit.unwrap_or_else(|| panic!("{target:?} is not on\n{}", self.screen()));
        self.click(hit.area.x, hit.area.y);
    }

    /// Clicks the words, which have to be on the screen and clickable.
    pub fn click_on(&mut self, words: &str) {
        let position = self.find(words);
        let clickable = self.hits().iter().any(|hit| hit.area.contains(position));
        assert!(
            clickable,
            "{words:?} cannot be clicked on\n{}",
            self.screen()
        );
        self.click(position.x, position.y);
    }

    /// Where the words are on the screen.
    pub fn find(&self, words: &str) -> Position {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(row, line)| {
            let before = &line[..line.find(words)?];
            Some((UnicodeWidthStr::width(before), row))
        });
        let (column, row) = found.unwrap_or_else(|| panic!("{words:?} is not on\n{screen}"));
        Position::new(column.try_into().unwrap(), row.try_into().unwrap())
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.send(Msg::Resize(width, height));
    }

    /// Lets time pass, and wakes the program when it asked to be woken.
    pub fn wait(&mut self, seconds: u64) {
        let until = self.now.since_start + Duration::from_secs(seconds);
        loop {
            let due = self.app.deadline().filter(|due| *due <= until);
            let next = due.unwrap_or(until).max(self.now.since_start);
            let passed = next - self.now.since_start;
            self.now.wall += TimeDelta::from_std(passed).unwrap();
            self.now.since_start = next;
            if due.is_none() {
                return;
            }
            self.send(Msg::Tick);
        }
    }

    pub fn go(&mut self, route: Route) {
        self.app.go(route);
        // As in the program, where pages are laid out before they are drawn.
        self.send(Msg::Tick);
    }

    /// Opens an exercise, from wherever this is.
    pub fn exercise(&mut self, id: &str) {
        self.go(Route::Exercise(item(id)));
    }

    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.app.draw(&mut buffer);
        buffer
    }

    pub fn caret(&self) -> Option<Position> {
        let (width, height) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.app.draw(&mut buffer).caret
    }

    pub fn hits(&self) -> Vec<Hit> {
        let (width, height) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.app.draw(&mut buffer).hits
    }

    /// What is on the screen, a line for each row, without what is empty at their ends.
    pub fn screen(&self) -> String {
        text_of(&self.buffer())
    }

    pub fn shows(&self, words: &str) -> bool {
        // A sentence may be broken over lines.
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        flat(&self.screen()).contains(&flat(words))
    }

    #[track_caller]
    pub fn must_show(&self, words: &str) {
        assert!(self.shows(words), "{words:?} is not on\n{}", self.screen());
    }

    #[track_caller]
    pub fn must_not_show(&self, words: &str) {
        assert!(!self.shows(words), "{words:?} is on\n{}", self.screen());
    }

    pub fn place(&self) -> Place {
        self.app.place()
    }

    pub fn notice(&self) -> &str {
        self.app.notice.as_deref().unwrap_or_default()
    }

    pub fn can(&self, command: Command) -> bool {
        self.app.can(command)
    }

    /// The text of the field with the caret.
    pub fn field(&mut self) -> Option<String> {
        let (_, shown) = self.app.parts();
        shown.page.view_mut().field().map(|editor| editor.text())
    }

    /// What goes on past its room without saying so.
    pub fn cut(&self) -> Vec<String> {
        let app = &self.app;
        let (plan, cx, view) = (app.plan(), app.cx(), app.shown().page.view());
        let mut cut = Vec::new();
        let mut check = |what: &str, height: u16, room: u16| {
            if height > room {
                cut.push(format!("{what}: {height} rows in {room}"));
            }
        };
        let pinned = view.pinned(&cx, plan.size());
        let pinned = pinned.map_or(0, |sheet| sheet.height());
        check("what is pinned", pinned, plan.pinned.height);
        check("room kept for what is pinned", plan.pinned.height, pinned);
        cut
    }

    /// What the program asked for since it was last looked at.
    pub fn asked(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asked)
    }
}

fn touches_disk(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Commit { .. }
            | Effect::KeepDraft(_)
            | Effect::DropDraft(_)
            | Effect::Unlock(_)
            | Effect::Lock
            | Effect::ChangeKeys(_)
    )
}

pub fn text_of(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut lines: Vec<String> = Vec::new();
    for y in area.rows() {
        let mut line = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y.y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(symbol.width()).unwrap().max(1);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// The look without any colour.
pub const MONO: Look = Look {
    forced: Some(ThemeName::Mono),
    ..LOOK
};
