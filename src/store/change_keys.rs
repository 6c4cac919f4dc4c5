//! Changing what opens a person's part of a book.
//!
//! Each change is a few files put in an order in which a crash after any of them leaves a book that opens:
//! what is new is there before what is old goes, and what was left undone is done at the next unlocking.

use std::collections::BTreeMap;

use super::crypt::Key;
use super::error::{Finding, StoreError};
use super::job::KeysChanged;
use super::key_files::{KeyFiles, next_epoch};
use super::lock::{InUse, cannot_lock};
use super::not_saved::NotSaved;
use super::open::Store;
use super::reseal::Form;
use super::slot::{Inside, Secret, SlotFile, Way};
use super::unlock::Entered;
use super::wrap::WrapFile;
use crate::domain::{KeyChange, Passphrase, Person, PersonId, Protection, SlotId, SpaceId};

type Progress<'a> = &'a mut dyn FnMut(usize, usize);

impl Store {
    /// Gives a person other keys, or none.
    ///
    /// # Errors
    /// Why they are as they were.
    pub fn change_keys(
        &mut self,
        person: PersonId,
        change: &KeyChange,
        progress: Progress<'_>,
    ) -> Result<KeysChanged, StoreError> {
        self.writable()?;
        let person = self.owner(person)?;
        match self.lock.alone() {
            Ok(Ok(())) => {}
            Ok(Err(InUse)) => return Err(StoreError::OpenElsewhereForKeys),
            Err(error) if cannot_lock(&error) => {}
            Err(error) => return Err(NotSaved::from_io(&self.places.locks(), &error).into()),
        }
        let changed = self.change_alone(&person, change, progress);
        // If someone took it meanwhile it is shared again at the next commit.
        let _ = self.lock.share();
        // What is remembered of the slots is what is there now, however far this came.
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        changed
    }

    fn change_alone(
        &mut self,
        person: &Person,
        change: &KeyChange,
        progress: Progress<'_>,
    ) -> Result<KeysChanged, StoreError> {
        match change {
            KeyChange::Set { new, recovery } => self.set(person, new, *recovery, progress),
            KeyChange::Change { old, new } => {
                let entered = self.enter_for(person, old)?;
                is_another(old, new)?;
                self.replace_passphrase(person, entered, new)
            }
            KeyChange::Remove { old } if self.has_late(person.id) => {
                self.enter_retired(person, old)?;
                self.remove_keys(person, progress)
            }
            KeyChange::Remove { old } => {
                self.enter_for(person, old)?;
                self.remove_keys(person, progress)
            }
            KeyChange::Recover { code, new } => {
                let entered = self.enter_with(person.id, code)?;
                let was_locked = self.is_locked(person.id);
                self.let_in(person, &entered.inside)?;
                let replaced = self.replace_passphrase(person, entered, new);
                if replaced.is_err() && was_locked {
                    // Behind a lock that stays there are no keys.
                    self.lock();
                }
                replaced
            }
            KeyChange::Renew { old, new, recovery } => {
                let entered = self.enter_for(person, old)?;
                is_another(old, new)?;
                self.renew(person, entered, new, *recovery, progress)
            }
            KeyChange::Code { old, wanted } => {
                let entered = self.enter_for(person, old)?;
                self.change_code(person, entered, old, *wanted)
            }
        }
    }

    /// Opens a person's part before something about it is changed, and finishes what an earlier change
    /// left undone.
    fn enter_for(&mut self, person: &Person, old: &Passphrase) -> Result<Entered, StoreError> {
        let entered = self.enter(person.id, old)?;
        self.let_in(person, &entered.inside)?;
        if entered.inside.before.is_none() {
            return Ok(entered);
        }
        let findings = self.finish_change(person, entered, old, &mut |_, _| {})?;
        self.findings.extend(findings);
        self.enter(person.id, old)
    }

    fn set(
        &mut self,
        person: &Person,
        new: &Passphrase,
        recovery: bool,
        progress: Progress<'_>,
    ) -> Result<KeysChanged, StoreError> {
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        if self.keys.unread {
            return Err(StoreError::KeysUnread);
        }
        if self.keys.seal(person) {
            return Err(StoreError::LockedAlready);
        }
        if self.has_late(person.id) {
            return Err(StoreError::LateFirst);
        }
        if self.holds_sealed(person.space) {
            return Err(StoreError::NoKeys);
        }
        let inside = Inside {
            secret: Secret::random()?,
            before: None,
        };
        let key = Key::random()?;
        let epoch = next_epoch(0)?.ok_or(StoreError::NoKeys)?;
        let own = WrapFile::own(
            self.id,
            person.id,
            (person.space, epoch, &key),
            &inside.secret,
        )?;
        self.put_wrap(&own)?;
        self.publish(person, Some(&inside.secret))?;
        // Ways in without a key, from a removal that was cut off. They open nothing.
        let left = self.slots_where(person.id, |_| true);
        // From this file on the book is locked.
        self.put_passphrase(person, &inside, left.clone(), new)?;
        let left = self.drop_slots_or_tell(person.id, &left);
        self.let_in(person, &inside)?;
        let mut findings = self.rewrite_as_far_as_possible(person, progress);
        findings.extend(left);
        let code = match recovery {
            true => self.code_or_finding(person, &inside, &mut findings),
            false => None,
        };
        Ok(KeysChanged {
            recovery: code,
            findings,
            ..KeysChanged::sealed()
        })
    }

    /// Seals what is not sealed yet. The keys are changed whatever comes of it, so a disk that refuses
    /// is told among the findings, and the rest follows at the next unlocking.
    fn rewrite_as_far_as_possible(
        &mut self,
        person: &Person,
        progress: Progress<'_>,
    ) -> Vec<Finding> {
        match self.rewrite(person, Form::Sealed, progress) {
            Ok(findings) => findings,
            Err(why) => vec![Finding {
                file: self.places.shown(&self.places.space(self.id, person.space)),
                what: format!(
                    "Not everything could be sealed, and what is left can still be read by anyone \
                     using this account. It is tried again at the next unlocking. {why}"
                ),
            }],
        }
    }

    fn replace_passphrase(
        &mut self,
        person: &Person,
        Entered { slot, inside }: Entered,
        new: &Passphrase,
    ) -> Result<KeysChanged, StoreError> {
        let mut old = self.slots_where(person.id, |slot| {
            slot.way != Way::Recovery && slot.secret == inside.secret.id
        });
        old.extend(slot.replaces);
        let inside = Inside {
            secret: inside.secret,
            before: None,
        };
        self.put_passphrase(person, &inside, old.clone(), new)?;
        Ok(KeysChanged {
            findings: self
                .drop_slots_or_tell(person.id, &old)
                .into_iter()
                .collect(),
            ..KeysChanged::sealed()
        })
    }

    /// Takes ways in away that another has replaced. That other is on disk already, so a disk that refuses changes
    /// nothing about it, and is told.
    pub(super) fn drop_slots_or_tell(
        &mut self,
        person: PersonId,
        old: &[SlotId],
    ) -> Option<Finding> {
        let dropped = self.drop_slots(person, |slot| old.contains(&slot.slot));
        dropped.err().map(|_| {
            // Those that are there now are looked at all the same, the new one among them.
            self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
            Finding {
                file: self.places.shown(&self.places.keys(self.id)),
                what: "The way in that was could not be taken away, and may still open these pages. The next \
                       unlocking tries it again."
                    .to_owned(),
            }
        })
    }

    /// New keys for everything. The new slot holds the old secret too until nothing needs it any more.
    fn renew(
        &mut self,
        person: &Person,
        Entered { slot, inside }: Entered,
        new: &Passphrase,
        recovery: bool,
        progress: Progress<'_>,
    ) -> Result<KeysChanged, StoreError> {
        let secret = Secret::random()?;
        // Those of another secret, set on another machine, lead to what only they open.
        let mut replaced = self.slots_where(person.id, |slot| slot.secret == inside.secret.id);
        replaced.extend(slot.replaces);
        let inside = Inside {
            secret: secret.clone(),
            before: Some(inside.secret),
        };
        let mut findings = self.begin_epochs(person, &inside)?;
        // From this file on the new passphrase is the one that counts.
        let slot = self.put_passphrase(person, &inside, replaced, new)?;
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        let done = self.finish_change(person, Entered { slot, inside }, new, progress);
        findings.extend(done.unwrap_or_else(|why| {
            vec![Finding {
                file: self.places.shown(&self.places.keys(self.id)),
                what: format!(
                    "The new passphrase counts from now on. Not all is done yet, and the rest is \
                     done at the next unlocking. {why}"
                ),
            }]
        }));
        let done = Inside {
            secret,
            before: None,
        };
        let code = match recovery {
            true => self.code_or_finding(person, &done, &mut findings),
            false => None,
        };
        Ok(KeysChanged {
            recovery: code,
            findings,
            ..KeysChanged::sealed()
        })
    }

    /// New keys for each space that a person has a key of, under their new secret. Nothing is sealed
    /// with them before the slot that leads to them is there. Gives the spaces that keep their old key.
    fn begin_epochs(
        &mut self,
        person: &Person,
        inside: &Inside,
    ) -> Result<Vec<Finding>, StoreError> {
        let mut kept = Vec::new();
        // The newest of each comes last.
        let newest: BTreeMap<SpaceId, u32> = self.keys_of(person, inside).into_keys().collect();
        for (space, newest) in newest {
            // Of a space that is not theirs alone someone may have given them a key without any sense.
            let Some(epoch) = next_epoch(newest)? else {
                kept.push(Finding {
                    file: self.places.shown(&self.places.space(self.id, space)),
                    what:
                        "This part of the book has no number left for a new key, so it keeps the \
                           one that it has. Whoever had that key can read what is written there."
                            .to_owned(),
                });
                continue;
            };
            let key = Key::random()?;
            let whole = (space, epoch, &key);
            self.put_wrap(&WrapFile::own(self.id, person.id, whole, &inside.secret)?)?;
            // Whoever else has a key of this space is given the new one, though they are not here.
            for other in self
                .people
                .clone()
                .iter()
                .filter(|other| other.id != person.id)
            {
                let has = self.keys.wraps_of(other.id).any(|wrap| wrap.space == space);
                let public = self.public_key(other.id).filter(|_| has);
                if let Some(public) = public {
                    self.put_wrap(&WrapFile::given(self.id, other.id, whole, &public)?)?;
                }
            }
        }
        Ok(kept)
    }

    /// Does what a change of keys left undone, if anything: wraps every key under the secret that counts,
    /// drops the slots that were replaced, and seals what is not sealed under the newest keys.
    pub(super) fn finish_change(
        &mut self,
        person: &Person,
        entered: Entered,
        passphrase: &Passphrase,
        progress: Progress<'_>,
    ) -> Result<Vec<Finding>, StoreError> {
        let about_codes = self.about_codes(person.id, &entered);
        let Entered { slot, inside } = entered;
        let replaced = slot.replaces.clone();
        if inside.before.is_none() {
            if self
                .keys
                .slots_of(person.id)
                .any(|slot| replaced.contains(&slot.slot))
            {
                self.drop_slots(person.id, |slot| replaced.contains(&slot.slot))?;
            }
            return Ok(Vec::new());
        }
        for ((space, epoch), key) in &self.keys_of(person, &inside) {
            let wrap = WrapFile::own(self.id, person.id, (*space, *epoch, key), &inside.secret)?;
            self.put_wrap(&wrap)?;
        }
        self.keys = KeyFiles::read(&*self.fs, &self.places, self.id);
        self.drop_slots(person.id, |slot| replaced.contains(&slot.slot))?;
        self.publish(person, Some(&inside.secret))?;
        self.let_in(person, &inside)?;
        let mut findings = self.rewrite(person, Form::Sealed, progress)?;
        findings.extend(about_codes);
        let done = Inside {
            secret: inside.secret,
            before: None,
        };
        // Those of before once more: a machine that was away for long may bring any of them back.
        let replaces = [vec![slot.slot], replaced].concat();
        self.put_passphrase(person, &done, replaces, passphrase)?;
        self.drop_slots(person.id, |other| other.slot == slot.slot)?;
        Ok(findings)
    }

    pub(super) fn slots_where(
        &self,
        person: PersonId,
        is: impl Fn(&SlotFile) -> bool,
    ) -> Vec<SlotId> {
        let slots = self.keys.slots_of(person).filter(|slot| is(slot));
        slots.map(|slot| slot.slot).collect()
    }
}

/// Whoever sets another passphrase because someone knows theirs must not be left with the same one.
fn is_another(old: &Passphrase, new: &Passphrase) -> Result<(), StoreError> {
    match old == new {
        true => Err(StoreError::SamePassphrase),
        false => Ok(()),
    }
}

impl KeysChanged {
    pub(super) fn sealed() -> KeysChanged {
        KeysChanged {
            protection: Protection::Sealed,
            ..KeysChanged::default()
        }
    }
}
