//! Opening what is locked, and locking it again.

use std::collections::BTreeMap;

use super::crypt::Key;
use super::error::{Finding, StoreError};
use super::key_files::KeyFiles;
use super::keyring::Keyring;
use super::line::What;
use super::open::Store;
use super::scan::{self, Outcome};
use super::seen::Seen;
use super::slot::{Inside, Secret, Shut, SlotFile, Way};
use super::tend::Tending;
use super::wrap::WrapFile;
use crate::domain::{Passphrase, Person, PersonId, Protection, RecoveryCode, SecretId, SpaceId};

/// So many slots are tried after one has opened.
const MORE_SLOTS: usize = 4;

/// A slot that was opened, and what was in it.
pub(super) struct Entered {
    pub slot: SlotFile,
    pub inside: Inside,
}

impl Store {
    /// Whether what this person wrote is sealed and its keys are not here.
    pub fn is_locked(&self, person: PersonId) -> bool {
        let person = self.person(person);
        person.is_some_and(|person| self.keys.seal(person) && !self.keyring.seals(person.space))
    }

    /// How what this person writes is kept.
    pub fn protection(&self, person: PersonId) -> Protection {
        match self.person(person) {
            Some(person) if self.keyring.seals(person.space) || self.keys.seal(person) => {
                Protection::Sealed
            }
            // Where sealed records are and no way in, nothing is written, and nothing is locked either.
            Some(_) | None => Protection::Clear,
        }
    }

    /// Whether a person has a recovery code.
    pub fn has_recovery_code(&self, person: PersonId) -> bool {
        self.person(person)
            .is_some_and(|person| self.keys.has_code(person))
    }

    /// Whether nothing may be written in a space in clear: its keys are here, or its owner has a
    /// passphrase, or it holds sealed records, whatever became of the key files.
    pub(super) fn must_seal(&self, space: SpaceId) -> bool {
        self.keyring.seals(space) || self.seen.sealed.contains(&space) || self.has_lock(space)
    }

    /// Whether the key files seal a space.
    pub(super) fn has_lock(&self, space: SpaceId) -> bool {
        match self.owner_of(space) {
            Some(owner) => self.keys.seal(owner),
            // Whose it is could not be read.
            None => self.keys.seal_space(space),
        }
    }

    pub(super) fn owner_of(&self, space: SpaceId) -> Option<&Person> {
        self.people.iter().find(|person| person.space == space)
    }

    /// Whether there are sealed records of this person's and nothing that leads to a key, such as a book whose key
    /// files were lost. It is not one that was never locked.
    pub fn lacks_keys(&self, person: PersonId) -> bool {
        let Some(person) = self.person(person) else {
            return false;
        };
        !self.keys.seal(person) && self.holds_sealed(person.space) && !self.has_late(person.id)
    }

    /// Whether sealed records are in a space, whether it was read before or not.
    pub(super) fn holds_sealed(&self, space: SpaceId) -> bool {
        if self.seen.sealed.contains(&space) {
            return true;
        }
        let dir = self.places.space(self.id, space);
        let files = scan::candidates(&*self.fs, &dir).map(|found| found.names());
        let files = files.unwrap_or_default();
        let read = scan::read_all(&*self.fs, &dir, &files, &Keyring::default());
        read.iter().any(|(_, outcome)| match outcome {
            Outcome::Read(reading) => {
                matches!(&reading.what, What::Sealed(of) if of.space == space)
            }
            Outcome::Unreadable(_) | Outcome::Gone => false,
        })
    }

    /// The same for the drafts of a person, who may be one that could not be read.
    pub(super) fn must_seal_drafts(&self, person: PersonId) -> bool {
        match self.person(person) {
            Some(person) => self.must_seal(person.space),
            None => self.keys.may_have_slots(person),
        }
    }

    /// Whether a space has to be sealed and its keys are not here.
    pub(super) fn is_shut(&self, space: SpaceId) -> bool {
        self.must_seal(space) && !self.keyring.seals(space)
    }

    /// Opens what this person wrote, and finishes a change of keys that was cut off. `progress` is told
    /// how many files are done, of how many.
    ///
    /// # Errors
    /// The passphrase does not fit, or the key files do not.
    pub fn unlock(
        &mut self,
        person: PersonId,
        passphrase: &Passphrase,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), StoreError> {
        let entered = self.enter(person, passphrase)?;
        let person = self.owner(person)?;
        self.let_in(&person, &entered.inside)?;
        let unfinished = entered.inside.before.is_some() || {
            let replaced = &entered.slot.replaces;
            let mut slots = self.keys.slots_of(person.id);
            slots.any(|slot| replaced.contains(&slot.slot))
        };
        let public = entered.inside.secret.pair.public_key();
        if self.writable().is_ok() && self.public_key(person.id) != Some(public) {
            // It was damaged, or is someone else's. Only what others give would be lost by that.
            let _ = self.publish(&person, Some(&entered.inside.secret));
        }
        // What cannot be done now, since another window has the book open, waits for the next time.
        if unfinished && self.writable().is_ok() && matches!(self.lock.alone(), Ok(Ok(()))) {
            let finished = self.finish_change(&person, entered, passphrase, progress);
            let _ = self.lock.share();
            // What was left undone keeps nobody from reading.
            self.findings.extend(finished.unwrap_or_else(|why| {
                vec![Finding {
                    file: self.places.shown(&self.places.keys(self.id)),
                    what: format!(
                        "A change of keys is not done yet. The rest is done at the next unlocking. \
                         {why}"
                    ),
                }]
            }));
        }
        Ok(())
    }

    /// Whether the keys that are held here, or that none are, is what the key files say: they may have been
    /// changed by another program, and those of another machine come with a sync. What would be sealed under a key
    /// that is on no disk any more could never be opened again.
    pub fn is_in_step(&mut self, person: PersonId) -> bool {
        let Some(person) = self.person(person).cloned() else {
            return true;
        };
        if self.keys.are_the_same(&*self.fs, &self.places, self.id) && !self.was_out_of_step {
            return true;
        }
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        // What cannot be looked at just now is no news.
        let in_step = self.keys.unread
            || match (self.entered, self.keyring.epoch(person.space)) {
                (Some(secret), Some(epoch)) => {
                    let mut slots = self.keys.slots_of(person.id);
                    let led_to = self.keys.epochs_with_a_way_in(person.space);
                    slots.any(|slot| slot.secret == secret) && led_to.contains(&epoch)
                }
                (Some(_) | None, _) => !self.keys.seal(&person),
            };
        self.was_out_of_step = !in_step;
        in_step
    }

    /// Drops the keys, and what is remembered of what they opened.
    pub fn lock(&mut self) {
        // Where the whole book is away it is not one without a lock.
        if self.fs.kind(&self.places.book(self.id)).is_ok() {
            self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        }
        self.entered = None;
        self.was_out_of_step = false;
        self.keyring = Keyring::default();
        self.seen = Seen::default();
        self.tending = Tending::Nothing;
    }

    /// The person with this id, apart from the store that is about to change.
    pub(super) fn owner(&self, person: PersonId) -> Result<Person, StoreError> {
        self.person(person).cloned().ok_or(StoreError::NoSuchPerson)
    }

    /// Finds the slot that this passphrase opens.
    pub(super) fn enter(
        &mut self,
        person: PersonId,
        passphrase: &Passphrase,
    ) -> Result<Entered, StoreError> {
        let (wrong, none) = (StoreError::WrongPassphrase, StoreError::NoKeys);
        // Another program may have changed them since.
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        self.try_slots(person, wrong, none, |store, slot| {
            slot.open(store.id, passphrase)
        })
    }

    /// Finds the slot that this code opens.
    pub(super) fn enter_with(
        &mut self,
        person: PersonId,
        code: &RecoveryCode,
    ) -> Result<Entered, StoreError> {
        let (wrong, none) = (StoreError::WrongCode, StoreError::NoRecoveryCode);
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        self.try_slots(person, wrong, none, |store, slot| {
            slot.open_with(store.id, code)
        })
    }

    /// Tries each slot. `none` is said where there is no slot of that kind.
    pub(super) fn try_slots(
        &mut self,
        person: PersonId,
        wrong: StoreError,
        none: StoreError,
        open: impl Fn(&Store, &SlotFile) -> Result<Inside, Shut>,
    ) -> Result<Entered, StoreError> {
        let owner = self.owner(person)?;
        if !self.keys.seal(&owner) {
            return Err(match self.must_seal(owner.space) {
                true => StoreError::NoKeys,
                false => StoreError::NotLocked,
            });
        }
        if self.keys.unread {
            return Err(StoreError::KeysUnread);
        }
        let (mut entered, mut shut) = (Vec::new(), None);
        let mut more = 0;
        for slot in self.keys.ways_in(&owner) {
            if !entered.is_empty() {
                // There are a few where two machines made a lock each. Whatever else lies there keeps nobody waiting.
                more += 1;
                if more > MORE_SLOTS || !slot.is_usual() {
                    break;
                }
            }
            match open(self, slot) {
                Ok(inside) => entered.push(Entered {
                    slot: slot.clone(),
                    inside,
                }),
                Err(why) => shut = shut.max(Some((why, slot.file()))),
            }
        }
        let opened_any = !entered.is_empty();
        entered.retain(|entered| !self.is_replaced(person, entered));
        if !entered.is_empty() {
            return self.the_one_that_counts(person, entered);
        }
        if opened_any {
            // Another way in has taken its place, and this one was brought back from elsewhere.
            return Err(wrong);
        }
        Err(match shut {
            Some((Shut::NoMemory, _)) => StoreError::NoMemory,
            Some((Shut::Wrong, _)) => wrong,
            Some((Shut::Refused, file)) => {
                let path = self.places.keys(self.id).join(file);
                StoreError::KeyFileRefused(self.places.shown(&path))
            }
            Some((Shut::OtherWay, _)) | None if self.keys.has_mute_slots(person) => {
                StoreError::NoKeys
            }
            Some((Shut::OtherWay, _)) | None => none,
        })
    }

    /// Whether another slot of the same secret says that it has replaced this one. What anyone can have put there is
    /// not believed.
    fn is_replaced(&self, person: PersonId, entered: &Entered) -> bool {
        let (of, secret) = (entered.slot.slot, &entered.inside.secret);
        let mut slots = self.keys.slots_of(person);
        slots.any(|slot| {
            slot.slot != of
                && slot.secret == secret.id
                && slot.replaces.contains(&of)
                && slot.is_vouched_by(self.id, secret)
        })
    }

    /// Of the slots that were opened the one to go on with.
    fn the_one_that_counts(
        &self,
        person: PersonId,
        mut entered: Vec<Entered>,
    ) -> Result<Entered, StoreError> {
        // A slot that renews another's secret is the one that counts: some keys may be under it already.
        let is_renewed = |secret: &Secret| {
            let mut slots = self.keys.slots_of(person);
            slots.any(|slot| slot.renews == Some(secret.id) && slot.is_vouched_by(self.id, secret))
        };
        entered.retain(|entered| !is_renewed(&entered.inside.secret));
        // A renewal that is done has a slot of its own.
        let done: Vec<SecretId> = entered
            .iter()
            .filter(|entered| entered.inside.before.is_none())
            .map(|entered| entered.inside.secret.id)
            .collect();
        let is_done = |entered: &Entered| done.contains(&entered.inside.secret.id);
        entered.retain(|entered| entered.inside.before.is_none() || !is_done(entered));
        // One that is not done comes first, then one that a recovery code leads to, so that the code stays of
        // use, and of several the same on each machine.
        entered.sort_by_key(|entered| {
            let secret = entered.inside.secret.id;
            let without_code = !self.codes_of(person, secret).any(|_| true);
            (entered.inside.before.is_none(), without_code, secret)
        });
        let mut entered = entered.into_iter();
        let mut first = entered.next().ok_or(StoreError::UseNewPassphrase)?;
        let other = entered.find(|other| other.inside.secret.id != first.inside.secret.id);
        if let (Some(other), None) = (other, &first.inside.before) {
            // The same passphrase was set on two machines that did not know of each other. The keys of
            // both are brought under one secret, as if it renewed the other.
            let others = other.inside.secret.id;
            let slots = self
                .keys
                .slots_of(person)
                .filter(|slot| slot.secret == others);
            first.slot.replaces.extend(slots.map(|slot| slot.slot));
            first.inside.before = Some(other.inside.secret);
        }
        Ok(first)
    }

    fn codes_of(&self, person: PersonId, secret: SecretId) -> impl Iterator<Item = &SlotFile> {
        let slots = self.keys.slots_of(person);
        slots.filter(move |slot| slot.way == Way::Recovery && slot.secret == secret)
    }

    /// What there is to say where two locks become one and each has a recovery code. Only the person has
    /// the other code, so what it opened cannot be put under it anew.
    pub(super) fn about_codes(&self, person: PersonId, entered: &Entered) -> Option<Finding> {
        let Entered { slot, inside } = entered;
        // A renewal says by itself what becomes of the code.
        let other = inside.before.as_ref().filter(|_| slot.renews.is_none())?;
        self.codes_of(person, other.id).next()?;
        Some(Finding {
            file: self.places.shown(&self.places.keys(self.id)),
            what:
                "There were two recovery codes, made on two machines, and only one of them still \
                   opens your pages. If you are not sure which, make a new one and throw both away."
                    .to_owned(),
        })
    }

    /// Takes the keys that a secret opens.
    pub(super) fn let_in(&mut self, person: &Person, inside: &Inside) -> Result<(), StoreError> {
        let keys = self.keys_of(person, inside);
        if !keys.keys().any(|(space, _)| *space == person.space) {
            return Err(StoreError::NoKeys);
        }
        let keys = keys
            .iter()
            .map(|((space, epoch), key)| (*space, *epoch, key));
        self.keyring = Keyring::of(self.id, keys);
        self.entered = Some(inside.secret.id);
        self.was_out_of_step = false;
        Ok(())
    }

    /// The keys of all spaces and epochs that a person has, with this secret or the one before it.
    pub(super) fn keys_of(
        &self,
        person: &Person,
        inside: &Inside,
    ) -> BTreeMap<(SpaceId, u32), Key> {
        let secrets: Vec<&Secret> = [Some(&inside.secret), inside.before.as_ref()]
            .into_iter()
            .flatten()
            .collect();
        // What a person writes for themselves is sealed only with keys that they made themselves. Anyone
        // who can write in the folder could give them another, and would read all that is written next.
        let theirs = |wrap: &&WrapFile| wrap.space != person.space || wrap.is_own();
        let wraps = self.keys.wraps_of(person.id).filter(theirs);
        let opened = wraps.filter_map(|wrap| {
            let mut secrets = secrets.iter();
            let key = secrets.find_map(|secret| wrap.open(self.id, secret))?;
            Some(((wrap.space, wrap.epoch), key))
        });
        opened.collect()
    }
}
