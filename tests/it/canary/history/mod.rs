//! Random histories: a book is written, changed, sealed, opened, put away and brought back, in commands and in
//! windows, and whatever is done is cut off at some moment, mostly by a kill. After each of them the book
//! opens, every text that was said to be saved is there, and no word of what is called sealed is in clear.
//!
//! A history follows from its seed, but for the moments of its kills, which are as near as clocks are.

mod acts;
mod book;
mod cut;
mod keys;
mod watch;
mod window;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;

use serde_json::{Value, json};
use tempfile::TempDir;

use self::book::{Book, Opens, State};
use self::cut::{Cut, Prints, Usual};
use self::window::Window;
use super::life::{ANOTHER, Life, PASSPHRASE, WRONG};
use super::trouble::SmallDisk;
use crate::chance::{Chance, asked, long, seed};

/// What a person may choose from.
const PASSPHRASES: [&str; 3] = [PASSPHRASE, ANOTHER, WRONG];

/// How many kills there are in a long run.
const KILLS: usize = 3000;
/// How many things are done in a history.
const LONG: u64 = 40;
const SHORT: u64 = 8;

pub struct History {
    windows: Vec<Window>,
    disk: Option<SmallDisk>,
    life: Life,
    /// For what is in clear since that was wanted.
    aside: TempDir,
    chance: Chance,
    seed: u64,
    book: Book,
    /// What was found to open it.
    opens: Opens,
    /// The last backup, and the book as it was then.
    backup: Option<(PathBuf, Book)>,
    hiding_stays: bool,
    /// Folders that can be in trouble.
    folders: Vec<PathBuf>,
    usual: BTreeMap<&'static str, Usual>,
    /// How many texts there were.
    written: usize,
    kills: usize,
    log: Vec<String>,
}

impl History {
    fn begin(seed: u64) -> History {
        let mut chance = Chance::of(seed);
        let life = Life::clear();
        let lid = life.world.path("lid").display().to_string();
        let life = life.set("AMENDS_TEST_LID", &lid);
        WRONG.split_whitespace().for_each(|word| life.secret(word));
        let hiding_stays = chance.one_in(2);
        if hiding_stays {
            life.settings(&json!({"hide": "stay"}));
        }
        let disk = chance.one_in(2).then(|| SmallDisk::under(&life, 8 << 10));
        let (book, space) = (life.book(), life.space());
        let drafts = life.world.path("data/local/drafts");
        let folders = ["keys", "wraps", "people"].map(|name| book.join(name));
        History {
            windows: Vec::new(),
            disk: disk.flatten(),
            life,
            aside: TempDir::new().unwrap(),
            chance,
            seed,
            book: Book::in_clear(),
            opens: None,
            backup: None,
            hiding_stays,
            folders: folders.into_iter().chain([space, drafts]).collect(),
            usual: BTreeMap::new(),
            written: 0,
            kills: 0,
            log: Vec::new(),
        }
    }

    fn log(&mut self, what: String) {
        self.log.push(what);
    }

    fn act(&mut self) {
        match self.chance.below(40) {
            0..=5 => self.write(),
            6..=8 => self.edit(),
            9 => self.mark(),
            10 | 11 => self.answer(),
            12..=14 => self.delete(),
            15 => self.export(),
            16 | 17 => self.back_up(),
            18 => self.restore(),
            19 => self.go_back(),
            20 | 21 => self.read(),
            22 => self.a_stranger(),
            23..=31 => self.keys(),
            _ => self.window(),
        }
    }

    /// Does something, and looks at what is there then. What that is does not follow from how the steps
    /// before it ended, so that a seed gives nearly the same history each time.
    fn step(&mut self, number: u64) {
        self.chance = Chance::of(self.seed.wrapping_mul(1 << 16).wrapping_add(number));
        self.book.is_partly_clear |= !self.book.is_sealed();
        self.act();
        self.book.is_partly_clear |= !self.book.is_sealed();
        self.looks_around();
        self.opens();
        let saved = self.life.saved();
        self.book.meet(&saved, &self.life.drafts());
        self.learn_ids(&saved);
        if self.book.is_partly_clear && self.opens.is_some() && self.windows.is_empty() {
            // What only reads changes nothing. The next thing that writes seals the rest.
            let lines = self.passphrase();
            let write = ["write", "a plain line"];
            self.give("seal", &lines, &write, "", Cut::Not, Prints::Nothing)
                .is_no_fault();
            self.book.is_partly_clear = false;
            self.life.forget_what_was_said();
            self.looks_around();
        }
        if self.chance.one_in(4) {
            self.life.give(&[], &["doctor"], "").ok();
        }
    }

    /// Searches for words that must be nowhere.
    #[track_caller]
    fn looks_around(&self) {
        if !self.book.is_partly_clear {
            let traces = self.life.traces();
            assert!(traces.is_empty(), "{} traces: {traces:#?}", traces.len());
        }
        self.life.forget_what_was_said();
    }

    /// Finds out what opens the book. Something has to.
    fn opens(&mut self) {
        let candidates = self.book.opens.clone();
        if self.life.give(&[], &["steps"], "").code == Some(0) {
            assert!(candidates.contains(&None), "it is not locked any more");
            self.book.codes.clear();
            self.book.opens = [None].into();
            self.opens = None;
            return self.life.opens_with_nothing();
        }
        self.book.opens.remove(&None);
        let mut candidates: Vec<&str> = candidates.into_iter().flatten().collect();
        if self.chance.one_in(2) {
            candidates.reverse();
        }
        for passphrase in candidates {
            if self.life.give(&[passphrase], &["steps"], "").code == Some(0) {
                self.opens = Some(passphrase);
                return self.life.opens_with(passphrase);
            }
            self.book.opens.remove(&Some(passphrase));
        }
        panic!("nothing opens it any more");
    }

    /// The ids of what was saved in a window, or by a command that was killed before it could say them.
    fn learn_ids(&mut self, saved: &str) {
        let saved: Value = serde_json::from_str(saved).unwrap();
        let nameless = |text: &&mut book::Text| text.id.is_none() && text.state == State::Saved;
        for text in self.book.texts.iter_mut().filter(nameless) {
            let mut items = saved["items"].as_array().unwrap().iter();
            let item = items.find(|item| item["versions"].to_string().contains(&text.words));
            text.id = item.and_then(|item| item["id"].as_str().map(str::to_owned));
        }
    }
}

impl Drop for History {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log.join("\n  ");
            let opens = &self.book.opens;
            eprintln!(
                "the history of AMENDS_SEED={}, in which {opens:?} may open the book:\n  {log}",
                self.seed
            );
        }
    }
}

/// Whether a text is an id as the command line prints it.
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Lives through a history. Gives how many kills there were in it.
fn live(seed: u64, long: u64) -> usize {
    let mut history = History::begin(seed);
    for number in 0..long {
        history.step(number);
    }
    history.close_windows();
    history.step(long);
    history.kills
}

/// What is still to be done, by as many hands as the machine has.
struct Plan {
    next: u64,
    /// How many histories there may be, and how many kills there have to be.
    histories: usize,
    kills: usize,
    failed: Vec<u64>,
}

#[test]
fn histories_cut_off_anywhere_cost_no_word_and_show_none() {
    let (histories, kills, long) = match (asked(), long(KILLS)) {
        (Some(_), _) => (1, usize::MAX, LONG),
        (None, Some(kills)) => (usize::MAX, kills, LONG),
        (None, None) => (3, usize::MAX, SHORT),
    };
    let plan = Mutex::new(Plan {
        next: seed(),
        histories,
        kills,
        failed: Vec::new(),
    });
    let next = || {
        let mut plan = plan.lock().unwrap();
        let seed = plan.next;
        plan.next += 1;
        let wanted = plan.histories > 0 && plan.kills > 0;
        plan.histories = plan.histories.saturating_sub(1);
        wanted.then_some(seed)
    };
    // Most of the time they wait: for the disk, for a draft, for a hand that comes back.
    let hands = 3 * std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                while let Some(seed) = next() {
                    let lived = catch_unwind(AssertUnwindSafe(|| live(seed, long)));
                    let mut plan = plan.lock().unwrap();
                    match lived {
                        Ok(kills) => plan.kills = plan.kills.saturating_sub(kills),
                        Err(_) => plan.failed.push(seed),
                    }
                }
            });
        }
    });
    let failed = plan.into_inner().unwrap().failed;
    assert!(
        failed.is_empty(),
        "AMENDS_SEED={} lives one of {failed:?} again",
        failed[0]
    );
}
