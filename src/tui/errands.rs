//! What the driver does with what the program asks for, and with what the disk answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::driver::{Driver, Way};
use super::msg::{Effect, Msg, NewKeys, Opened, Told};
use crate::domain::BookId;
use crate::domain::protection::stay_closed;
use crate::query::search::Index;
use crate::store::{self, Access, Job, NewBook, Report};

impl Driver<'_> {
    /// What has a book opened for the only person in it.
    pub fn opening(book: BookId, access: Access) -> Job {
        Job::Open {
            book,
            person: None,
            access,
        }
    }

    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Create { name, role } => {
                self.creating = Some(role);
                self.writer.send(Job::Create(NewBook {
                    name: None,
                    people: vec![name],
                }));
            }
            Effect::Commit {
                ticket,
                records,
                drop,
            } => self.writer.send(Job::Commit {
                ticket,
                records,
                drop_draft: drop,
            }),
            Effect::KeepDraft(draft) => self.writer.send(Job::SaveDraft(draft)),
            Effect::DropDraft(key) => self.writer.send(Job::DropDraft(key)),
            Effect::Hold(key) => self.writer.send(Job::Hold(key)),
            Effect::Release(key) => self.writer.send(Job::Release(key)),
            Effect::Refresh => self.writer.send(Job::Refresh),
            Effect::Rename(name) => {
                if let Some(me) = &self.me {
                    self.writer.send(Job::RenamePerson {
                        person: me.id,
                        name,
                    });
                }
            }
            Effect::SavePrefs(prefs) => {
                self.settings.theme = Some(prefs.theme.name().to_owned());
                self.settings.keys = prefs.keys;
                self.settings.mouse = Some(prefs.mouse);
                self.settings.offers = Some(prefs.offers);
                self.settings.idle_minutes = Some(prefs.idle_minutes);
                self.settings.hide = Some(prefs.hiding.name().to_owned());
                self.writer.send(Job::SaveSettings(self.settings.clone()));
            }
            Effect::Copy(text) => drop(self.screen.copy(&text)),
            Effect::RunEditor(text) => self.run_editor(&text),
            Effect::Mouse(on) => drop(self.screen.set_mouse(on)),
            Effect::Suspend => self.suspend(),
            Effect::Unlock(passphrase) => self.writer.send(Job::Unlock(passphrase)),
            Effect::Lock => {
                self.screen.wipe();
                self.writer.send(Job::Lock);
            }
            Effect::ChangeKeys(change) => self.writer.send(Job::ChangeKeys(change)),
            Effect::Blank => self.screen.wipe(),
            Effect::Hide => {
                // The screen goes first; what is still to be written follows unseen.
                self.screen.clear_away();
                self.way = Some(Way::Hidden);
            }
            Effect::Quit => {
                if self.may_leave() {
                    self.way = Some(Way::Quit);
                }
            }
        }
    }

    fn run_editor(&mut self, text: &str) {
        self.part(false);
        let edited = (self.editor)(text);
        self.bell.forget_interrupts();
        if self.back_again().is_err() {
            self.way = Some(Way::HungUp);
        }
        self.msg(Msg::Edited(edited));
    }

    pub fn report(&mut self, report: Report) {
        match report {
            Report::Created(book) => {
                self.settings.last_book = Some(book.id);
                self.writer.send(Job::SaveSettings(self.settings.clone()));
                self.writer.send(Driver::opening(book.id, self.access));
                self.tell(Told::Created);
            }
            Report::Opened(opened) => self.opened(*opened),
            Report::Locked { person, .. } => {
                self.creating = None;
                let name = person.name.clone();
                self.me = Some(person);
                self.tell(Told::Locked(name));
            }
            Report::KeysDropped => self.tell(Told::KeysDropped),
            Report::OutOfStep => self.tell(Told::OutOfStep),
            Report::WrongPassphrase => self.tell(Told::WrongPassphrase),
            Report::Sealing { done, of } => self.tell(Told::Sealing { done, of }),
            Report::KeysChanged(keys) => self.tell(Told::KeysChanged(NewKeys {
                protection: keys.protection,
                recovery: keys.recovery,
                findings: keys.findings.iter().map(ToString::to_string).collect(),
            })),
            Report::KeysNotChanged(why) => self.tell(Told::KeysNotChanged(why.to_string())),
            Report::Committed { ticket, records } => {
                self.unsaved = None;
                self.tell(Told::Saved { ticket, records });
            }
            Report::NotSaved { ticket, why } => {
                // Told on the page; and once more where the page is left before anyone could read it.
                self.unsaved = self.way.is_some().then(|| why.cause());
                let why = why.beside_the_text();
                self.tell(Told::NotSaved { ticket, why });
            }
            Report::DraftSaved { key, at } => self.tell(Told::DraftKept { key, at }),
            Report::DraftNotSaved { key, why } => {
                self.no_draft = Some(why.cause());
                self.draft_lost = self.way.is_some();
                let why = why.beside_the_text();
                self.tell(Told::DraftNotKept { key, why });
            }
            Report::DraftNotDropped { why, .. } => self.tell(Told::Failed(why.to_string())),
            Report::Held {
                draft: Some(draft), ..
            } => self.tell(Told::Held(draft)),
            Report::HeldElsewhere(key) => self.tell(Told::HeldElsewhere(key)),
            Report::Appeared {
                records,
                findings,
                locked,
                protection,
                ..
            } => self.tell(Told::Appeared {
                records,
                findings: findings
                    .iter()
                    .map(ToString::to_string)
                    .chain(stay_closed(locked, protection))
                    .collect(),
            }),
            Report::PersonRenamed { people } => {
                let me = self.me.as_ref().map(|me| me.id);
                if let Some(person) = people.into_iter().find(|person| Some(person.id) == me) {
                    self.me = Some(person.clone());
                    self.tell(Told::Renamed(person));
                }
            }
            Report::Failed(error) if self.creating.take().is_some() => {
                self.tell(Told::NotCreated(error.to_string()));
            }
            Report::Failed(error) if self.me.is_none() => {
                self.tell(Told::Closed(error.to_string()))
            }
            Report::Failed(error) => self.tell(Told::Failed(error.to_string())),
            Report::Books(_)
            | Report::BookRenamed { .. }
            | Report::BookDeleted(_)
            | Report::Closed
            | Report::DraftDropped(_)
            | Report::Held { draft: None, .. }
            | Report::Settings { .. }
            | Report::SettingsSaved
            | Report::Doctor { .. } => {}
        }
    }

    /// Hands the book on, and then makes the search index on a thread of its own: neither the book nor
    /// a key waits for it.
    fn opened(&mut self, opened: store::Opened) {
        self.creating = None;
        let Some(me) = opened.person else {
            return self.tell(Told::Closed(
                "This book has two people in it, and books for two are not built yet.".to_owned(),
            ));
        };
        self.me = Some(me.clone());
        let told = self.told.clone();
        let rope = self.bell.rope();
        let findings = opened.findings.iter().map(ToString::to_string);
        let findings = findings.chain(stay_closed(opened.locked, opened.protection));
        let findings = findings.chain(opened.notes.iter().cloned()).collect();
        let state = Arc::new(opened.state);
        self.sitting += 1;
        let sitting = self.sitting;
        self.tell(Told::Opened(Box::new(Opened {
            sitting,
            me,
            device: opened.device,
            state: Arc::clone(&state),
            drafts: opened.drafts,
            protection: opened.protection,
            read_only: opened.read_only,
            findings,
        })));
        std::thread::spawn(move || {
            let index = catch_unwind(AssertUnwindSafe(|| {
                let heads = Index::heads(&state);
                drop(state);
                Index::from_heads(heads)
            }));
            let news = match index {
                Ok(index) => Told::Searchable { sitting, index },
                Err(_) => Told::Failed(
                    "The program met a fault of its own, and cannot search this time.".to_owned(),
                ),
            };
            // The program may have ended meanwhile, and then no one waits for this.
            let _ = told.send(news);
            if let Ok(rope) = rope {
                rope();
            }
        });
    }
}
