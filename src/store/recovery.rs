//! The recovery code: made, replaced, taken away. An earlier one opens nothing from then on, also where a sync
//! brings its slot back.

use super::error::{Finding, StoreError};
use super::job::KeysChanged;
use super::open::Store;
use super::slot::{Inside, SlotFile, Way};
use super::unlock::Entered;
use crate::domain::{Passphrase, Person, RecoveryCode};

impl Store {
    /// A code for keys that are in use already; why there is none is told among the findings.
    pub(super) fn code_or_finding(
        &mut self,
        person: &Person,
        inside: &Inside,
        findings: &mut Vec<Finding>,
    ) -> Option<RecoveryCode> {
        match self.put_code(person, inside, Vec::new()) {
            Ok(code) => Some(code),
            Err(why) => {
                findings.push(Finding {
                    file: self.places.shown(&self.places.keys(self.id)),
                    what: format!("No recovery code was made; you can ask for one again. {why}"),
                });
                None
            }
        }
    }

    /// Makes a code in the place of an earlier one, or none.
    pub(super) fn change_code(
        &mut self,
        person: &Person,
        Entered { slot, inside }: Entered,
        passphrase: &Passphrase,
        wanted: bool,
    ) -> Result<KeysChanged, StoreError> {
        let codes = |slot: &SlotFile| slot.way == Way::Recovery && slot.secret == inside.secret.id;
        let mut old = self.slots_where(person.id, codes);
        // What they had replaced goes with them: a sync may bring any of it back.
        let slots = self.keys.slots_of(person.id).filter(|slot| codes(slot));
        old.extend(slots.flat_map(|slot| slot.replaces.iter().copied()));
        let recovery = match wanted {
            true => Some(self.put_code(person, &inside, old.clone())?),
            // Without a code it is the passphrase's own slot that says which codes are of no use any more.
            false => {
                old.push(slot.slot);
                old.extend(slot.replaces);
                self.put_passphrase(person, &inside, old.clone(), passphrase)?;
                None
            }
        };
        let left = self.drop_slots_or_tell(person.id, &old);
        Ok(KeysChanged {
            recovery,
            findings: left.into_iter().collect(),
            ..KeysChanged::sealed()
        })
    }
}
