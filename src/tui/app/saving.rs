//! Saving and drafts: nothing is shown as saved before the disk has it, and nothing typed is lost.

use super::{App, Pending};
use crate::domain::{Desk, Draft, DraftKey, Intent, Record, decide};
use crate::tui::drafting::{Drafting, Kept};
use crate::tui::msg::Effect;
use crate::tui::view::Then;

impl App {
    pub(super) fn mind_draft(&mut self) {
        let now = self.now.since_start;
        let revision = self.shown().page.view().revision();
        self.drafting.look(revision, now);
        // While a commit is under way the draft it makes good must not be written anew behind it.
        if !self.is_saving() && self.drafting.due().is_some_and(|due| due <= now) {
            self.keep_draft();
        }
    }

    /// Hands the draft of this page to the disk, if there is anything new in it.
    pub(in crate::tui) fn keep_draft(&mut self) {
        if !self.drafting.is_dirty() {
            return;
        }
        let Some(key) = self.drafting.key.clone() else {
            return;
        };
        self.drafting.sent();
        let draft = self.shown().page.view().draft(&self.cx());
        let Some(session) = &mut self.session else {
            return;
        };
        match draft {
            Some(draft) => {
                session.drafts.insert(key, draft.clone());
                self.send_draft(draft);
            }
            None => {
                if session.drafts.remove(&key).is_some() {
                    self.effects.push(Effect::DropDraft(key));
                }
                self.drafting.done();
            }
        }
    }

    pub(super) fn send_draft(&mut self, draft: Draft) {
        self.guard.sent.insert(draft.key.clone());
        self.effects.push(Effect::KeepDraft(Box::new(draft)));
    }

    /// Tries once more with what the disk did not take, of pages that are not seen.
    pub(super) fn keep_unkept(&mut self) {
        for key in std::mem::take(&mut self.unkept).into_keys() {
            let session = self.session.as_ref();
            let draft = session
                .and_then(|session| session.drafts.get(&key))
                .cloned();
            if let Some(draft) = draft {
                self.send_draft(draft);
            }
        }
    }

    /// Decides and sends to the disk. Nothing is shown as saved before the disk has it.
    pub(super) fn intend(&mut self, intent: Intent, drop: Option<DraftKey>, then: Then) {
        let now = self.now;
        let Some(session) = &self.session else {
            return;
        };
        if let Some(why) = &session.read_only {
            self.notice = Some(format!("Not saved: {why}"));
            return;
        }
        let mut desk = Desk {
            state: &session.state,
            person: session.me.id,
            space: session.me.space,
            device: session.device,
            now: now.wall,
            random: &mut *self.random,
        };
        match decide(&mut desk, intent) {
            Err(refusal) => self.notice = Some(refusal.to_string()),
            Ok(mut records) => {
                self.unsaved.replaced_by(&mut records);
                let ticket = self.next_ticket;
                self.next_ticket += 1;
                let revision = self.shown().page.view().revision();
                let pending = Pending {
                    then,
                    drop: drop.clone(),
                    revision,
                    depth: self.stack.len(),
                    records: records.clone(),
                };
                self.pending.insert(ticket, pending);
                if records.is_empty() && drop.is_none() {
                    // Nothing would change, so what is on disk is what was to be saved.
                    return self.saved(ticket, Vec::new());
                }
                self.effects.push(Effect::Commit {
                    ticket,
                    records,
                    drop,
                });
            }
        }
    }

    pub(super) fn saved(&mut self, ticket: u64, records: Vec<Record>) {
        let Some(pending) = self.pending.remove(&ticket) else {
            return;
        };
        self.unsaved.settled(&records);
        let page = self.stack.get(pending.depth - 1);
        let same = page.is_some_and(|shown| shown.page.view().revision() == pending.revision);
        if let Some(session) = &mut self.session {
            session.take_in(&self.pack, records);
            // What was typed since is a draft of its own, and may be on the disk already.
            if let Some(key) = pending.drop.as_ref().filter(|_| same) {
                session.drafts.remove(key);
                self.unkept.remove(key);
            }
        }
        let on_top = pending.depth == self.stack.len();
        match (same, on_top) {
            (true, true) => {
                self.drafting.done();
                self.then(pending.then);
            }
            // Help was opened meanwhile: it stays, and the page under it goes.
            (true, false) => match pending.then {
                Then::Stay | Then::Say(_) => {}
                Then::Leave(_) if pending.depth == 1 => {}
                Then::Leave(_) => {
                    self.stack.remove(pending.depth - 1);
                }
            },
            (false, _) => {
                self.notice = Some("Saved as it was. What you wrote since is not.".to_owned());
            }
        }
        self.refresh();
    }

    pub(super) fn then(&mut self, then: Then) {
        match then {
            Then::Stay => {}
            Then::Say(line) => self.notice = Some(line.to_owned()),
            Then::Leave(line) => {
                let wrote = self.shown().page.has_fields();
                self.back();
                self.left_writing = wrote.then_some(self.now.since_start);
                self.notice = Some(line.to_owned());
            }
        }
    }

    pub(super) fn release(&mut self) {
        // A page that stays below another, as under help, goes on holding its draft.
        if let Some(key) = self.drafting.key.take() {
            self.effects.push(Effect::Release(key));
        }
    }

    pub(super) fn begin_draft(&mut self) {
        let page = &self.shown().page;
        let (key, revision) = (page.view().draft_key(), page.view().revision());
        let draft = key
            .as_ref()
            .and_then(|key| self.session.as_ref()?.drafts.get(key));
        let kept = draft.map_or(Kept::Nothing, |draft| Kept::At(draft.at));
        let writes = self.session.as_ref().is_some_and(|s| s.read_only.is_none());
        if let Some(key) = key.as_ref().filter(|_| writes) {
            self.effects.push(Effect::Hold(key.clone()));
        }
        let failed = key.as_ref().and_then(|key| self.unkept.remove(key));
        self.drafting = Drafting::begin(key, revision, kept);
        if let Some(why) = failed {
            self.drafting.failed(why, self.now.since_start);
        }
    }
}

/// Whether a draft with this key would become a version of the same thing.
pub(super) fn is_of(record: &crate::domain::Record, key: &DraftKey) -> bool {
    match key {
        DraftKey::Entry(thread) => record.thread == *thread,
        DraftKey::Item(item) => record.item.as_ref() == Some(item),
        DraftKey::OneOf(_, thread) => record.thread == *thread,
        DraftKey::Mark(_) => DraftKey::of(record) == *key,
    }
}
