//! What the writer does with keys.

use super::super::error::StoreError;
use super::super::job::{KeysChanged, Report};
use super::super::not_saved::NotSaved;
use super::super::shelf::BookInfo;
use super::Desk;
use crate::domain::{KeyChange, Passphrase, Person};

impl Desk {
    /// Who sits at the open book.
    fn at_the_book(&self) -> Result<(BookInfo, Person), StoreError> {
        let open = self.open.as_ref().ok_or(NotSaved::NoBook)?;
        let id = open.person.ok_or(StoreError::NoSuchPerson)?;
        let person = open.store.people().iter().find(|person| person.id == id);
        let person = person.ok_or(StoreError::NoSuchPerson)?.clone();
        Ok((self.shelf.book(open.store.id())?, person))
    }

    pub(super) fn unlock(&mut self, passphrase: &Passphrase) -> Result<Report, StoreError> {
        let (book, person) = self.at_the_book()?;
        let open = self.open.as_mut().ok_or(NotSaved::NoBook)?;
        let (answers, wake) = (&self.answers, &self.wake);
        let mut progress = |done, of| {
            let _ = answers.send(Report::Sealing { done, of });
            wake();
        };
        match open.store.unlock(person.id, passphrase, &mut progress) {
            Err(StoreError::WrongPassphrase) => Ok(Report::WrongPassphrase),
            Err(error) => Err(error),
            Ok(()) => self.read(book, Some(person)),
        }
    }

    /// Drops the keys, and all that was read with them. Nothing that is wrong with the disk keeps them here. Where
    /// the passphrase was taken away meanwhile, nothing is locked, and what there is opens again.
    pub(super) fn lock(&mut self) {
        let Some(open) = &mut self.open else {
            return self.report(Report::KeysDropped);
        };
        open.holds.clear();
        open.store.lock();
        let is_locked = open
            .person
            .is_none_or(|person| open.store.is_locked(person));
        self.report(Report::KeysDropped);
        if !is_locked {
            let read = self
                .at_the_book()
                .and_then(|(book, person)| self.read(book, Some(person)));
            self.report(read.unwrap_or_else(Report::Failed));
        }
    }

    pub(super) fn change_keys(&mut self, change: KeyChange) {
        let recovers = matches!(change, KeyChange::Recover { .. });
        let changed = self.try_change_keys(change);
        let done = changed.is_ok();
        self.report(match changed {
            Ok(changed) => Report::KeysChanged(changed),
            Err(why) => Report::KeysNotChanged(why),
        });
        // The code stood in for the passphrase at the lock, which is open now.
        if done && recovers {
            let read = self
                .at_the_book()
                .and_then(|(book, person)| self.read(book, Some(person)));
            self.report(read.unwrap_or_else(Report::Failed));
        }
    }

    fn try_change_keys(&mut self, change: KeyChange) -> Result<KeysChanged, StoreError> {
        let (_, person) = self.at_the_book()?;
        let open = self.open.as_mut().ok_or(NotSaved::NoBook)?;
        let (answers, wake) = (&self.answers, &self.wake);
        let mut progress = |done, of| {
            let _ = answers.send(Report::Sealing { done, of });
            wake();
        };
        open.store.change_keys(person.id, &change, &mut progress)
    }
}
