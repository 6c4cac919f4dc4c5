//! What the disk answered.

use super::locking::waits_for_the_disk;
use super::{App, Shown, no_random};
use crate::domain::{Draft, Intent, Profile, Setting};
use crate::tui::drafting::{Drafting, Kept};
use crate::tui::msg::{Effect, Opened, Told};
use crate::tui::pages::Page;
use crate::tui::session::Session;
use crate::tui::view::{Route, Then};

impl App {
    pub(super) fn told(&mut self, told: Told) {
        let answered = matches!(
            told,
            Told::NoBook
                | Told::Opened(_)
                | Told::Closed(_)
                | Told::Locked(_)
                | Told::NotCreated(_)
        );
        self.opening &= !answered;
        let at_hand = self.at_hand.take_if(|_| answered);
        match told {
            Told::NoBook => self.base(Page::new(&Route::Welcome, &self.cx(), &mut *no_random())),
            Told::Opened(opened) => self.opened(*opened),
            Told::Searchable { sitting, index } => {
                let session = self.session.as_mut();
                if let Some(session) = session.filter(|session| session.sitting == sitting) {
                    session.take_index(index);
                    let (cx, shown) = self.parts();
                    shown.page.view_mut().searchable(&cx);
                }
            }
            Told::Locked(name) => self.is_locked(name, at_hand),
            Told::KeysDropped => self.guard.dropping = self.guard.dropping.saturating_sub(1),
            Told::OutOfStep => self.out_of_step(),
            Told::WrongPassphrase => self.stays_locked("That passphrase does not open it."),
            Told::Sealing { done, of } => {
                if let Some(work) = &mut self.guard.work {
                    work.pages = Some((done, of));
                }
            }
            Told::KeysChanged(keys) => self.keys_changed(keys),
            Told::KeysNotChanged(why) => self.stays_locked(&why),
            Told::Closed(why) => self.base(Page::closed(why)),
            Told::Created => {}
            Told::Failed(why) if self.guard.work.is_some() => self.stays_locked(&why),
            Told::NotCreated(why) => {
                self.keys_to_set = None;
                self.notice = Some(why);
                self.refresh();
            }
            Told::Failed(why) => self.notice = Some(why),
            Told::Saved { ticket, records } => self.saved(ticket, records),
            Told::NotSaved { ticket, why } => {
                if let Some(pending) = self.pending.remove(&ticket) {
                    self.unsaved.note(&pending.records);
                }
                if self.guard.wanted.is_some() {
                    self.guard.later = Some(why.clone());
                }
                self.notice = Some(why);
            }
            Told::DraftKept { key, at } => {
                self.unkept.remove(&key);
                self.guard.sent.remove(&key);
                self.guard.kept_back.remove(&key);
                if self.drafting.key == Some(key) && !self.drafting.is_dirty() {
                    self.drafting.kept = Kept::At(at);
                }
            }
            Told::DraftNotKept { key, why } => {
                self.guard.sent.remove(&key);
                if self.guard.kept_back.contains_key(&key) {
                    self.guard.why_not = Some(why.clone());
                    self.notice = Some(waits_for_the_disk(&why));
                } else if self.drafting.key.as_ref() == Some(&key) {
                    self.drafting.failed(why, self.now.since_start);
                } else {
                    self.notice = Some(why.clone());
                    self.unkept.insert(key, why);
                }
            }
            Told::Held(draft) => self.held(*draft),
            Told::HeldElsewhere(key) => {
                if self.shown().page.view().draft_key() == Some(key) {
                    self.drafting = Drafting::default();
                    self.back();
                    self.notice = Some(
                        "This is being written in another window. Go on there, or close it first."
                            .to_owned(),
                    );
                }
            }
            Told::Appeared { records, findings } => {
                if let Some(key) = self.shown().page.view().draft_key()
                    && records
                        .iter()
                        .any(|record| super::saving::is_of(record, &key))
                {
                    self.notice = Some(
                        "Another version of this came in from elsewhere. When you save, yours comes \
                         after it, and both stay."
                            .to_owned(),
                    );
                }
                if let Some(session) = &mut self.session {
                    session.findings.extend(findings);
                    session.take_in(&self.pack, records);
                    self.refresh();
                }
            }
            Told::Rescue => self.keep_draft(),
            Told::Renamed(person) => {
                if let Some(session) = &mut self.session {
                    session.me = person;
                }
                self.notice = Some("Name saved.".to_owned());
            }
        }
    }

    /// This draft is ours to write now, and stands like this on disk. Another window may have written
    /// it since this one looked.
    fn held(&mut self, draft: Draft) {
        let Some(session) = &mut self.session else {
            return;
        };
        let key = draft.key.clone();
        let known = session.drafts.get(&key);
        if known.is_some_and(|known| known.at >= draft.at) {
            return;
        }
        session.drafts.insert(key.clone(), draft);
        if self.drafting.key.as_ref() != Some(&key) {
            return;
        }
        let page = Page::new(&Route::to_write(&key), &self.cx(), &mut *no_random());
        *self.parts().1 = Shown::new(page);
        self.begin_draft();
        self.notice = Some("This is what another window left here.".to_owned());
    }

    pub(super) fn opened(&mut self, opened: Opened) {
        // It was locked again before it was open.
        if self.guard.dropping > 0 {
            return;
        }
        self.guard.locked = None;
        self.guard.work = None;
        let first = self.session.is_none();
        // That nothing can be written comes first: it is about every word that will be typed.
        if let Some(said) = opened.read_only.as_ref().or(opened.findings.first()) {
            self.notice = Some(said.clone());
            self.guard.leaves = false;
        }
        self.session = Some(Session::begin(opened, &self.pack));
        if first {
            let page = Page::new(&Route::Home, &self.cx(), &mut *no_random());
            self.base(page);
            self.set_first_keys();
        }
        if let Some(role) = self.role_to_set.take() {
            let profile = Profile {
                role,
                setting: Setting::Alone,
            };
            self.intend(Intent::SetProfile(profile), None, Then::Stay);
        }
        self.back_where_one_was();
        if self.guard.is_blank() && !self.is_sealed() {
            // The passphrase was taken away elsewhere: what stays could be read.
            self.leave(Effect::Hide);
        }
        self.leave_if_wanted();
    }
}
