//! Locking and hiding: the draft is kept, the keys are dropped, and nothing of the pages is left.

use super::{App, Shown};
use crate::domain::{KeyChange, Passphrase, Protection};
use crate::tui::command::{Command, Place};
use crate::tui::drafting::Drafting;
use crate::tui::guard::{Front, KeyTask, KeyWork, Purpose};
use crate::tui::keys::Chord;
use crate::tui::mouse::Pointer;
use crate::tui::msg::{Effect, Msg, NewKeys};
use crate::tui::pages::Page;
use crate::tui::prefs::Hiding;
use crate::tui::unsaved::Unsaved;
use crate::tui::view::{Act, Route};
use ratatui::crossterm::event::{KeyCode, KeyEventKind, MouseEventKind};

/// A code that was made and not shown, or not for long enough.
const CODE_UNSEEN: &str = "The recovery code is not shown again. If it is not on paper, the settings \
                           make a new one.";

/// Said once the pages are open again.
const CHANGED_ELSEWHERE: &str = "The passphrase was set, changed or taken away elsewhere, so these pages were \
                                 opened anew. What was half written is here.";

impl App {
    /// Whether a passphrase stands before what is written here.
    pub(super) fn is_sealed(&self) -> bool {
        let session = self.session.as_ref();
        session.is_some_and(|session| session.protection == Protection::Sealed)
    }

    /// Whether the keys are being dropped, and the program must not be stopped before that.
    pub(in crate::tui) fn is_locking(&self) -> bool {
        self.guard.dropping > 0 || self.guard.wanted.is_some()
    }

    /// Words that are on no disk, since they were typed before a lock and the disk was full.
    pub(in crate::tui) fn kept_back(&self) -> Option<&str> {
        let why = self.guard.why_not.as_deref();
        why.filter(|_| !self.guard.kept_back.is_empty())
    }

    /// Nothing is shown and no key is kept, as far as the person chose so; otherwise the program leaves.
    pub(super) fn hide(&mut self) {
        let behind = self.is_sealed() || self.guard.locked.is_some();
        if !behind || self.prefs.hiding == Hiding::Leave {
            return self.leave(Effect::Hide);
        }
        self.early.clear();
        self.layers.clear();
        self.notice = None;
        self.guard.blank(self.now);
        self.effects.push(Effect::Blank);
        match self.session {
            Some(_) => self.lock(Front::Neutral),
            None => self.at_the_lock(Front::Neutral),
        }
    }

    /// Locks the pages, or as soon as what is on its way to the disk is there.
    pub(super) fn lock(&mut self, front: Front) {
        if self.is_saving() || self.guard.is_changing() {
            if self.guard.wanted != Some(Front::Neutral) {
                self.guard.wanted = Some(front);
            }
            return;
        }
        self.back_to_later();
        self.keep_draft();
        self.keep_unkept();
        let Some(session) = self.session.take() else {
            return;
        };
        let sent = &self.guard.sent;
        let unanswered = session
            .drafts
            .into_iter()
            .filter(|(key, _)| sent.contains(key));
        self.guard.kept_back = unanswered.collect();
        self.guard.locked = Some(session.me.name);
        self.drop_keys();
        self.at_the_lock(front);
    }

    /// What is remembered across a lock: where one was writing, and what could not be said.
    fn back_to_later(&mut self) {
        let key = self.drafting.key.clone();
        // A page that is below another, as under help, has let go of its draft.
        let below = || {
            let mut pages = self.stack.iter().rev();
            pages.find_map(|shown| shown.page.view().draft_key())
        };
        self.guard.back_to = key.or_else(below);
        let code = |shown: &Shown| matches!(&shown.page, Page::Passphrase(page) if page.has_code());
        if self.stack.iter().any(code) {
            self.guard.later = Some(CODE_UNSEEN.to_owned());
        }
    }

    fn drop_keys(&mut self) {
        self.effects.push(Effect::Lock);
        self.guard.dropping += 1;
    }

    /// The program is about to stop, for the shell or for the machine: what is open is locked, and what is being
    /// opened is not opened behind its back.
    pub(super) fn sleep(&mut self) {
        if self.is_sealed() {
            return self.lock(Front::Named);
        }
        let opens = self.guard.locked.is_some() && self.guard.work.is_some();
        if opens {
            let mut front = Front::Named;
            if let Page::Lock(page) = &self.stack[0].page {
                front = page.front();
            }
            self.at_the_lock(front);
        }
    }

    /// The passphrase was set, changed or taken away by another program, on another machine perhaps. What is held
    /// here is for keys that do not count any more, so all begins anew, and no word is lost by it.
    pub(super) fn out_of_step(&mut self) {
        if self.session.is_none() || self.guard.is_changing() {
            return;
        }
        self.guard.later = Some(CHANGED_ELSEWHERE.to_owned());
        self.layers.clear();
        self.notice = None;
        self.lock(Front::Named);
    }

    /// Puts the lock where the pages were. Nothing is left of them.
    fn at_the_lock(&mut self, front: Front) {
        // A passphrase that is being tried would open them behind it.
        if self.guard.work.take().is_some() {
            self.drop_keys();
        }
        let name = self.guard.locked.clone().unwrap_or_default();
        self.stack = vec![Shown::new(Page::lock(&name, front))];
        self.layers.clear();
        self.early.clear();
        self.notice = None;
        self.drafting = Drafting::default();
        self.unkept.clear();
        self.unsaved = Unsaved::default();
        self.mouse = Pointer::default();
        self.role_to_set = None;
    }

    /// Does what waited for the disk.
    pub(super) fn lock_if_wanted(&mut self) {
        if self.is_saving() || self.guard.is_changing() {
            return;
        }
        let Some(front) = self.guard.wanted.take() else {
            return;
        };
        if self.is_sealed() {
            return self.lock(front);
        }
        // The passphrase was taken away meanwhile: what stays could be read.
        if self.guard.is_blank() {
            self.leave(Effect::Hide);
        }
    }

    /// Locks where nobody was there for as long as the person set; and forgets what was left typed at
    /// the lock. Whether it did.
    pub(super) fn lock_if_idle(&mut self) -> bool {
        if self.is_sealed() && self.guard.is_idle(self.now, self.prefs.idle_minutes) {
            if self.guard.wanted.is_none() {
                self.lock(Front::Named);
            }
            return true;
        }
        if !self.has_left_traces() || !self.guard.is_left(self.now) {
            return false;
        }
        let alone = self.stack.len() == 1;
        if let Page::Lock(page) = &mut self.stack[0].page {
            page.forget();
            if alone && page.front() == Front::Neutral {
                self.layers.clear();
                self.notice = None;
                self.guard.blank(self.now);
                self.effects.push(Effect::Blank);
            }
        }
        alone
    }

    /// When [`App::lock_if_idle`] has something to do.
    pub(super) fn idle_at(&self) -> Option<std::time::Duration> {
        if self.is_sealed() && self.guard.wanted.is_none() {
            return self.guard.idle_at(self.now, self.prefs.idle_minutes);
        }
        self.has_left_traces().then(|| self.guard.left_at(self.now))
    }

    /// Whether something stands at the lock that does not belong there for long.
    fn has_left_traces(&self) -> bool {
        let Page::Lock(page) = &self.stack[0].page else {
            return false;
        };
        // Who reads the help page is left in peace.
        let seen = self.stack.len() == 1 && !self.guard.is_blank();
        let neutral = page.front() == Front::Neutral && seen;
        self.guard.work.is_none() && (page.is_touched() || neutral)
    }

    /// Takes in what happens while nothing is shown: a hand brings the lock, and means nothing else.
    /// Whether that was all.
    pub(super) fn woken(&mut self, msg: &Msg) -> bool {
        if !self.guard.is_blank() || !is_hand(msg) {
            return false;
        }
        let hides = matches!(msg, Msg::Key(key)
            if self.keymap.keys(Command::Hide).contains(&Chord::of(*key)));
        if hides {
            self.guard.blank(self.now);
        } else if presses(msg) && self.guard.wake(self.now, goes_on(msg)) {
            self.notice = self.kept_back().map(waits_for_the_disk);
        }
        true
    }

    /// Whether a page waits for keys that are being made: letters mean nothing meanwhile.
    pub(super) fn is_at_work(&self) -> bool {
        let place = self.shown().page.view().place();
        self.guard.work.is_some() && matches!(place, Place::Lock | Place::Passphrase)
    }

    pub(super) fn unlock(&mut self, passphrase: Passphrase) {
        self.guard.work = Some(KeyWork {
            what: KeyTask::Opening,
            pages: None,
        });
        self.effects.push(Effect::Unlock(passphrase));
    }

    pub(super) fn change_keys(&mut self, change: KeyChange) {
        let session = self.session.as_ref();
        if let Some(why) = session.and_then(|session| session.read_only.as_ref()) {
            self.notice = Some(format!("Nothing was changed: {why}"));
            return;
        }
        let purpose = Purpose::of(&change);
        self.guard.work = Some(KeyWork {
            what: KeyTask::Change(purpose),
            pages: None,
        });
        self.effects.push(Effect::ChangeKeys(change));
    }

    /// The book is there, and locked: as it was found, or as it was asked for. What is at hand for it is
    /// tried at once.
    pub(super) fn is_locked(&mut self, name: String, at_hand: Option<Passphrase>) {
        if self.session.is_some() || self.guard.locked.is_some() {
            return;
        }
        // What lay over the door would hide the field, and take a passphrase that is typed at once.
        self.layers.clear();
        let page = Page::lock(&name, Front::Named);
        self.guard.locked = Some(name);
        self.base(page);
        if let Some(passphrase) = at_hand {
            self.unlock(passphrase);
        }
    }

    /// The lock stays: nothing was opened, or nothing was changed.
    pub(super) fn stays_locked(&mut self, why: &str) {
        if self.guard.work.take().is_none() {
            return;
        }
        self.guard.leaves = false;
        for shown in &mut self.stack {
            match &mut shown.page {
                Page::Lock(page) => page.refused(),
                Page::Passphrase(page) => page.refused(),
                _ => {}
            }
        }
        self.notice = Some(why.to_owned());
        if self.guard.wanted.is_some() {
            self.guard.later = Some(why.to_owned());
        }
    }

    pub(super) fn keys_changed(&mut self, keys: NewKeys) {
        let work = self.guard.work.take();
        let Some(session) = &mut self.session else {
            // By the code on paper: what it opens comes next.
            self.guard.later = Some("Your new passphrase is set.".to_owned());
            self.guard.work = work;
            return;
        };
        session.protection = keys.protection;
        // It is shown this once, and what could not be sealed is to be seen.
        self.guard.leaves &= keys.recovery.is_none() && keys.findings.is_empty();
        let page = self.stack.iter_mut().rev().find_map(|s| match &mut s.page {
            Page::Passphrase(page) => Some(page),
            _ => None,
        });
        if let Some(page) = page {
            page.changed(keys);
        }
        self.refresh();
        self.leave_if_wanted();
    }

    /// A book that was just made gets its passphrase first, so that nothing is on disk before it.
    pub(super) fn set_first_keys(&mut self) {
        if let Some(change) = self.keys_to_set.take() {
            let purpose = Purpose::of(&change);
            self.change_keys(change);
            self.go(Route::Passphrase(purpose));
        }
    }

    /// Back where one was when the pages were locked.
    pub(super) fn back_where_one_was(&mut self) {
        for (key, draft) in std::mem::take(&mut self.guard.kept_back) {
            if let Some(session) = &mut self.session {
                session.drafts.insert(key, draft.clone());
            }
            self.send_draft(draft);
        }
        self.guard.why_not = None;
        let key = self.guard.back_to.take().filter(|key| {
            let session = self.session.as_ref();
            session.is_some_and(|session| session.drafts.contains_key(key))
        });
        if let Some(key) = key {
            self.act(Act::Go(Route::to_write(&key)));
        }
        if let Some(later) = self.guard.later.take() {
            self.notice = Some(later);
        }
    }
}

/// Why words wait, in words for the lock.
pub(super) fn waits_for_the_disk(why: &str) -> String {
    format!("{why} It is kept in memory until this is open again; to leave now would lose it.")
}

/// Whether a person did it.
pub(super) fn is_hand(msg: &Msg) -> bool {
    match msg {
        Msg::Key(key) => key.kind != KeyEventKind::Release,
        Msg::Paste(_) | Msg::Mouse(_) | Msg::Edited(_) => true,
        Msg::Resize(..)
        | Msg::Focus
        | Msg::Tick
        | Msg::Told(_)
        | Msg::Background { .. }
        | Msg::Sleep
        | Msg::End => false,
    }
}

/// Whether it is a key with which one goes on, or away.
fn goes_on(msg: &Msg) -> bool {
    matches!(msg, Msg::Key(key) if matches!(key.code, KeyCode::Enter | KeyCode::Esc))
}

/// Whether a key or a button was pressed: a mouse that was only moved brings nothing.
fn presses(msg: &Msg) -> bool {
    match msg {
        Msg::Mouse(event) => matches!(event.kind, MouseEventKind::Down(_)),
        _ => is_hand(msg),
    }
}
