//! The driver: it waits, takes in what happens, draws, and gives the terminal back. It decides nothing.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::app::App;
use super::drafting::Kept;
use super::input::{Inlet, Input};
use super::msg::{Msg, Told};
use super::run::{Ended, fault, now};
use super::terminal::Screen;
use super::wake::{Bell, Heard};
use crate::content::Pack;
use crate::domain::{Person, Role};
use crate::store::{Access, Report, Settings, Writer};

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Quit,
    /// The screen is cleared already.
    Hidden,
    /// A signal asked for it.
    Asked,
    /// The terminal is gone.
    HungUp,
}

/// What taking something in came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Took {
    Nothing,
    /// Bytes, which may become a key later.
    Bytes,
    Something,
}

/// A burst of keys that does not end is shown now and then all the same.
const LONGEST_BURST: Duration = Duration::from_millis(100);
/// How long an answer of the terminal may take before leaving no longer waits for it.
/// From far away, over a slow line, one takes most of a second.
const ANSWER: Duration = Duration::from_secs(1);
/// How long the disk may take with what is being saved while the program leaves.
pub(super) const LAST_SAVE: Duration = Duration::from_secs(20);

pub(super) struct Driver<'a> {
    pub app: App,
    pub screen: Screen,
    pub writer: Writer,
    pub bell: Bell,
    pub editor: &'a dyn Fn(&str) -> Result<String, String>,
    pub settings: Settings,
    pub access: Access,
    pub began: Instant,
    /// A book is being made for this role.
    pub creating: Option<Role>,
    pub me: Option<Person>,
    /// How often a book was opened.
    pub sitting: u32,
    pub way: Option<Way>,
    /// What is worked out away from this thread comes back here.
    pub told: Sender<Told>,
    hears: Receiver<Told>,
    inlet: Inlet,
    bytes: Vec<u8>,
    /// The terminal was asked something at this time and has not answered yet.
    asked: Option<Instant>,
    /// Why what was saved last is not on disk, told too late for the page to show it.
    pub unsaved: Option<String>,
    /// Why the disk took no draft the last time that it did not.
    pub no_draft: Option<String>,
    /// Whether that was told too late for the page to show it.
    pub draft_lost: bool,
    /// Whether the end was asked for from outside, and will not wait for an answer.
    forced: bool,
    /// Whether it was said last that leaving costs words, and whether this key is the answer to that.
    warned: bool,
    answers: bool,
    #[cfg(debug_assertions)]
    fault_on_f9: Option<String>,
}

impl<'a> Driver<'a> {
    pub fn new(
        app: App,
        screen: Screen,
        writer: Writer,
        bell: Bell,
        editor: &'a dyn Fn(&str) -> Result<String, String>,
    ) -> Driver<'a> {
        let (told, hears) = channel();
        Driver {
            app,
            screen,
            writer,
            bell,
            editor,
            settings: Settings::default(),
            access: Access::Write,
            began: Instant::now(),
            creating: None,
            me: None,
            sitting: 0,
            way: None,
            told,
            hears,
            inlet: Inlet::default(),
            bytes: vec![0; 1 << 16],
            asked: None,
            unsaved: None,
            no_draft: None,
            draft_lost: false,
            forced: false,
            warned: false,
            answers: false,
            // So that tests can see what a fault of ours does to a terminal and to a draft.
            #[cfg(debug_assertions)]
            fault_on_f9: std::env::var("AMENDS_TEST_PANIC").ok(),
        }
    }

    pub fn keeps(&mut self, settings: Settings, access: Access, began: Instant) {
        self.settings = settings;
        self.access = access;
        self.began = began;
    }

    /// Gives the program its words.
    pub fn reads(&mut self, pack: Pack) {
        self.app.take_pack(pack);
    }

    /// Lives until the person leaves, and gives the terminal back whatever happens.
    pub fn live(mut self) -> Result<(), Ended> {
        let lived = panic::catch_unwind(AssertUnwindSafe(|| self.turn()));
        self.part(self.way != Some(Way::Quit));
        // The draft is the last thing asked, also of a program that has failed.
        let settled = panic::catch_unwind(AssertUnwindSafe(|| match lived {
            Ok(_) => self.settle(),
            // What has failed is asked for as little as possible.
            Err(_) => self.tell(Told::Rescue),
        }));
        let fault = if lived.is_err() || settled.is_err() {
            Some(fault().unwrap_or_default())
        } else {
            None
        };
        let mut draft_lost = self.draft_lost || self.app.kept_back().is_some();
        let mut unsaved = self.unsaved.take();
        for report in self.writer.finish() {
            match report {
                Report::DraftNotSaved { why, .. } => {
                    self.no_draft = Some(why.cause());
                    draft_lost = true;
                }
                Report::NotSaved { why, .. } => unsaved = Some(why.cause()),
                _ => {}
            }
        }
        let draft_lost = draft_lost.then(|| self.no_draft.take().unwrap_or_default());
        match (fault, draft_lost, unsaved, lived) {
            (_, Some(why), _, _) => Err(Ended::DraftLost(why)),
            (Some(place), None, _, _) => Err(Ended::Fault(place)),
            (None, None, Some(why), _) => Err(Ended::NotSaved(why)),
            (None, None, None, Ok(Err(error))) => Err(Ended::Terminal(error)),
            (None, None, None, _) => Ok(()),
        }
    }

    /// Sees what is being saved through, and has the draft of what is not on disk.
    pub fn settle(&mut self) {
        let end = Instant::now() + LAST_SAVE;
        self.hear(end, |app| app.is_saving());
        self.tell(Told::Rescue);
        self.hear(end, |app| match app.drafting.kept {
            Kept::Nothing | Kept::At(_) => false,
            Kept::Typing => true,
            // It is tried once more, and has not been answered.
            Kept::Not(_) => !app.drafting.is_dirty(),
        });
    }

    /// Whether nothing is lost by leaving now. If something is, it is said, once.
    pub fn may_leave(&mut self) -> bool {
        if self.forced || self.answers {
            return true;
        }
        self.settle();
        let why = match (&self.app.drafting.kept, self.app.kept_back()) {
            (Kept::Not(why), _) => why.as_str(),
            (Kept::Nothing | Kept::Typing | Kept::At(_), Some(why)) => why,
            (Kept::Nothing | Kept::Typing | Kept::At(_), None) => return true,
        };
        let sentence = format!("{why} To go and lose it, leave once more.");
        self.warned = true;
        self.tell(Told::Failed(sentence));
        false
    }

    /// Takes in what the disk answers for as long as it is waited for.
    pub fn hear(&mut self, end: Instant, waits: impl Fn(&App) -> bool) {
        while waits(&self.app) {
            let left = end.saturating_duration_since(Instant::now());
            match self.writer.reports().recv_timeout(left) {
                Ok(report) => self.report(report),
                Err(_) => return,
            }
        }
    }

    fn turn(&mut self) -> io::Result<()> {
        self.draw();
        self.look_at_background();
        while self.way.is_none() {
            let began = Instant::now();
            let mut changed = false;
            // All that has arrived is taken in before a frame is drawn.
            while self.way.is_none() && !(changed && began.elapsed() > LONGEST_BURST) {
                match self.take_in()? {
                    Took::Nothing => break,
                    Took::Bytes => {}
                    Took::Something => changed = true,
                }
            }
            if self.way.is_some() {
                break;
            }
            if changed {
                self.draw();
                // More may have come meanwhile, and a burst that was cut short goes on.
                continue;
            }
            let since = self.began.elapsed();
            let (deadline, inlet) = (self.app.deadline(), self.inlet.due());
            let due = [deadline, inlet].into_iter().flatten().min();
            let ended = self.bell.wait(due.map(|due| due.saturating_sub(since)))?;
            // A lid was closed meanwhile: then it is late by the wall clock alone.
            let slept = ended && due == deadline;
            let late = |due: Duration| due <= self.began.elapsed();
            if slept || deadline.is_some_and(late) {
                self.msg(Msg::Tick);
                self.draw();
            }
        }
        Ok(())
    }

    /// Draws. A terminal that is gone ends the program, with the draft kept.
    pub fn draw(&mut self) {
        self.app.catch_up();
        if self.way.is_none() && self.screen.draw(&self.app, self.app.size).is_err() {
            self.end(Way::HungUp);
        }
    }

    /// Ends for a reason from outside.
    pub fn end(&mut self, way: Way) {
        self.forced = true;
        self.msg(Msg::End);
        self.way = Some(way);
    }

    /// Takes in one thing, if there is one.
    fn take_in(&mut self) -> io::Result<Took> {
        if self.bell.must_end() {
            self.end(Way::Asked);
        } else if self.bell.must_sleep() {
            self.sleep()?;
        } else if self.bell.was_woken() {
            // Stopped from outside and without a warning, so the shell found the terminal as it was.
            self.part(false);
            self.back_again()?;
        } else if self.bell.was_resized() {
            let (width, height) = Screen::size();
            self.msg(Msg::Resize(width, height));
        } else if let Ok(told) = self.hears.try_recv() {
            self.tell(told);
        } else if let Ok(report) = self.writer.reports().try_recv() {
            self.report(report);
        } else if let Some(input) = self.inlet.next(self.began.elapsed()) {
            return Ok(self.input(input));
        } else {
            return Ok(self.read());
        }
        Ok(Took::Something)
    }

    fn read(&mut self) -> Took {
        match self.bell.read(&mut self.bytes) {
            Heard::Nothing => Took::Nothing,
            Heard::Bytes(n) => {
                self.inlet.feed(&self.bytes[..n], self.began.elapsed());
                // It may have been a passphrase.
                self.bytes[..n].fill(0);
                Took::Bytes
            }
            Heard::HungUp => {
                self.end(Way::HungUp);
                Took::Something
            }
        }
    }

    fn input(&mut self, input: Input) -> Took {
        self.answers = std::mem::take(&mut self.warned);
        self.msg(match input {
            Input::Key(key) => Msg::Key(key),
            Input::Paste(text) => Msg::Paste(text),
            Input::Mouse(mouse) => Msg::Mouse(mouse),
            Input::Focus => Msg::Focus,
            Input::Background { dark } => Msg::Background { dark },
            Input::Answered => {
                self.asked = None;
                return Took::Bytes;
            }
        });
        Took::Something
    }

    pub fn tell(&mut self, told: Told) {
        self.msg(Msg::Told(told));
    }

    pub fn msg(&mut self, msg: Msg) {
        #[cfg(debug_assertions)]
        if let (Some(marker), Msg::Key(key)) = (&self.fault_on_f9, &msg)
            && key.code == ratatui::crossterm::event::KeyCode::F(9)
        {
            panic!("a fault on request, with {marker}");
        }
        let now = now(self.began);
        for effect in self.app.update(msg, now) {
            self.perform(effect);
        }
    }

    /// Gives the terminal back.
    pub fn part(&mut self, drop_keys: bool) {
        self.screen.clear_away();
        if let Some(asked) = self.asked.take() {
            self.wait_for_answer(asked + ANSWER);
        }
        if drop_keys {
            self.screen.drop_keys();
        }
        self.screen.give_back();
    }

    /// Takes an answer of the terminal in that is on its way: the shell would find it typed.
    fn wait_for_answer(&mut self, end: Instant) {
        loop {
            while let Some(input) = self.inlet.next(self.began.elapsed()) {
                if matches!(input, Input::Answered) {
                    return;
                }
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.bell.wait(Some(left)).is_err() {
                return;
            }
            match self.bell.read(&mut self.bytes) {
                Heard::Nothing => {}
                Heard::Bytes(n) => self.inlet.feed(&self.bytes[..n], self.began.elapsed()),
                Heard::HungUp => return,
            }
        }
    }

    /// Finds out whether the terminal is dark, after the first frame. Nothing waits for it.
    fn look_at_background(&mut self) {
        if self.app.theme_is_fixed() {
            return;
        }
        if let Ok(colours) = std::env::var("COLORFGBG")
            && let Some(background) = colours
                .rsplit(';')
                .next()
                .and_then(|b| b.parse::<u8>().ok())
        {
            let dark = background < 7 || background == 8;
            self.msg(Msg::Background { dark });
            return self.draw();
        }
        // These are known to have no answer, or to show the question.
        let mute = |term: &String| {
            ["dumb", "linux", "eterm", "emacs"]
                .iter()
                .any(|t| term.starts_with(t))
        };
        if std::env::var("TERM").is_ok_and(|term| !mute(&term.to_lowercase()))
            && self.screen.ask_background().is_ok()
        {
            self.asked = Some(Instant::now());
        }
    }
}
