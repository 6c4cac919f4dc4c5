//! What a person does in the workbook, in one window or in two, and how it comes to an end.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;

use super::History;
use super::book::{State, Text};
use super::watch::Watch;
use crate::pty::term::Term;
use crate::pty::world::*;

pub struct Window {
    term: Term,
    /// The text on its page.
    page: Option<usize>,
    is_locked: bool,
}

impl History {
    pub fn window(&mut self) {
        if self.windows.is_empty() || (self.windows.len() < 2 && self.chance.one_in(4)) {
            return self.open_window();
        }
        let at = self.chance.below(self.windows.len() as u64);
        let window = self.windows.remove(usize::try_from(at).unwrap());
        match (window.is_locked, window.page) {
            (true, _) => self.at_the_lock(window),
            (false, None) if !self.chance.one_in(5) => self.types(window),
            (false, Some(page)) if self.chance.one_in(3) => self.saves(window, page),
            (false, _) => match self.chance.below(6) {
                0 | 1 => self.hides(window),
                2 | 3 if self.opens.is_some() && self.windows.is_empty() => self.lid(window),
                2..=4 => self.ends(window),
                _ => self.kills(window, "writing"),
            },
        }
    }

    fn open_window(&mut self) {
        let mut term = self.life.world.open();
        if let Some(passphrase) = self.opens {
            term.wait("pages are locked").keys(passphrase).keys(ENTER);
        }
        let mut window = Window {
            term,
            page: None,
            is_locked: false,
        };
        if self.chance.one_in(6) {
            return self.kills(window, "opening");
        }
        window.term.wait("n new entry");
        self.log("a window".to_owned());
        self.windows.push(window);
    }

    /// Leaves all of them, which keeps what is half written.
    pub fn close_windows(&mut self) {
        for mut window in std::mem::take(&mut self.windows) {
            match window.is_locked {
                // The first key would only light an empty screen.
                true => window.term.signal(Signal::TERM),
                false => drop(window.term.keys(QUIT)),
            }
            self.left(window, "quitting");
        }
    }

    fn types(&mut self, mut window: Window) {
        let words = self.short_words();
        window.term.keys("n").wait(EMPTY_PAGE).keys(&words);
        if self.chance.one_in(8) {
            self.writes_down(&words, State::Perhaps);
            return self.kills(window, "typing");
        }
        window.term.wait(&words);
        let state = match self.chance.one_in(3) {
            true => {
                window.term.wait("draft kept");
                State::Kept
            }
            false => State::Perhaps,
        };
        self.log(format!("types {words}: {state:?}"));
        window.page = Some(self.writes_down(&words, state));
        self.windows.push(window);
    }

    fn writes_down(&mut self, words: &str, state: State) -> usize {
        self.book.texts.push(Text {
            words: words.to_owned(),
            id: None,
            is_page: true,
            state,
        });
        self.book.texts.len() - 1
    }

    fn saves(&mut self, mut window: Window, page: usize) {
        let watch = Watch::over(&[&self.life.world.path("data")]);
        window.term.keys(SAVE);
        if self.chance.one_in(2) {
            return self.kills_at_a_change(window, watch, "saving");
        }
        window.term.wait("Saved.").keys(LOOKS);
        self.log(format!("saves {}", self.book.texts[page].words));
        self.book.texts[page].state = State::Saved;
        window.page = None;
        self.windows.push(window);
    }

    fn hides(&mut self, mut window: Window) {
        let watch = Watch::over(&[&self.life.world.path("data")]);
        let chord = self.chance.pick(&[HIDE, F12]);
        window.term.keys(chord);
        if self.chance.one_in(2) {
            return self.kills_at_a_change(window, watch, "hiding");
        }
        if self.opens.is_none() || !self.hiding_stays {
            return self.left(window, "hiding");
        }
        window
            .term
            .until("nothing", |screen| screen.contents().trim().is_empty());
        self.locked(window, "hides");
    }

    /// Nobody was there for an hour.
    fn lid(&mut self, mut window: Window) {
        let watch = Watch::over(&[&self.life.world.path("data")]);
        let lid = self.life.world.path("lid");
        fs::write(&lid, "closed").unwrap();
        window.term.keys(FOCUS);
        if self.chance.one_in(2) {
            self.kills_at_a_change(window, watch, "locking");
        } else {
            window.term.wait("pages are locked");
            self.locked(window, "locks");
        }
        fs::remove_file(&lid).unwrap();
    }

    /// What was on the page is kept, and on the terminal is nothing of it.
    fn locked(&mut self, mut window: Window, how: &str) {
        self.is_kept(window.page);
        self.life.sees(&window.term);
        window.is_locked = true;
        self.log(format!("a window {how}"));
        self.windows.push(window);
    }

    fn at_the_lock(&mut self, mut window: Window) {
        match self.chance.below(4) {
            0 => return self.kills(window, "locked"),
            1 => return self.ends(window),
            _ => {}
        }
        // Keys within a second of hiding were meant for the page.
        std::thread::sleep(Duration::from_millis(1100));
        window.term.keys("\x1b[6~").wait("passphrase");
        window.term.keys(self.opens.unwrap()).keys(ENTER);
        match window.page {
            Some(page) => window.term.wait(&self.book.texts[page].words),
            None => window.term.wait("n new entry"),
        };
        window.is_locked = false;
        self.log("a window is opened again".to_owned());
        self.windows.push(window);
    }

    /// It is told to end, by a key, by the system or with its terminal.
    fn ends(&mut self, mut window: Window) {
        match self.chance.below(5) {
            0 => {
                let page = window.page;
                drop(window.term.hang_up().wait());
                self.is_kept(page);
                return self.log("a window is closed".to_owned());
            }
            1 if !window.is_locked => drop(window.term.keys(QUIT)),
            2 => window.term.signal(Signal::HUP),
            3 => window.term.signal(Signal::INT),
            _ => window.term.signal(Signal::TERM),
        }
        if self.chance.one_in(3) {
            return self.kills(window, "ending");
        }
        self.left(window, "ending");
    }

    fn left(&mut self, mut window: Window, how: &str) {
        assert_eq!(window.term.ended(), 0, "{how}");
        self.life.left(&window.term);
        self.is_kept(window.page);
        self.log(format!("a window is left by {how}"));
    }

    fn is_kept(&mut self, page: Option<usize>) {
        if let Some(page) = page {
            self.book.texts[page].state = State::Kept;
        }
    }

    /// Killed at some moment soon.
    fn kills(&mut self, window: Window, doing: &str) {
        let soon = self
            .chance
            .pick(&[0, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]);
        std::thread::sleep(Duration::from_micros(soon));
        self.life.killed(window.term);
        self.kills += 1;
        self.log(format!(
            "a window is killed while {doing}, after {soon} microseconds"
        ));
    }

    /// Killed when something on disk has changed.
    fn kills_at_a_change(&mut self, window: Window, mut watch: Watch, doing: &str) {
        let at = usize::try_from(self.chance.below(9)).unwrap();
        for _ in 0..30 {
            if watch.wait() >= at {
                break;
            }
        }
        self.life.killed(window.term);
        self.kills += 1;
        self.log(format!("a window is killed while {doing}, at change {at}"));
    }
}
