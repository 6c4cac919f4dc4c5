//! What the writer does with drafts.

use super::super::error::StoreError;
use super::super::job::Report;
use super::super::not_saved::NotSaved;
use super::Desk;
use crate::domain::{Draft, DraftKey};

impl Desk {
    pub(super) fn save_draft(&mut self, draft: Draft) {
        match self.with_open(|open| open.store.save_draft(&draft)) {
            Ok(()) => self.report(Report::DraftSaved {
                key: draft.key,
                at: draft.at,
            }),
            Err(why) => {
                let (key, out_of_step) = (draft.key, matches!(why, NotSaved::KeysChanged));
                self.refused(Report::DraftNotSaved { key, why }, out_of_step);
            }
        }
    }

    pub(super) fn drop_draft(&mut self, key: DraftKey) -> Report {
        let dropped = self.with_open(|open| match open.person {
            Some(person) => open.store.drop_draft(person, &key),
            None => Ok(()),
        });
        match dropped {
            Ok(()) => Report::DraftDropped(key),
            Err(why) => Report::DraftNotDropped { key, why },
        }
    }

    pub(super) fn hold(&mut self, key: DraftKey) -> Result<Report, StoreError> {
        let open = self.open.as_mut().ok_or(NotSaved::NoBook)?;
        let person = open.person.ok_or(StoreError::NoSuchPerson)?;
        if !open.holds.contains_key(&key) {
            match open.store.hold_draft(person, &key) {
                Ok(hold) => drop(open.holds.insert(key.clone(), hold)),
                Err(_) => return Ok(Report::HeldElsewhere(key)),
            }
        }
        // Only now: until here another window may have written it.
        let draft = open.store.draft(person, &key).map(Box::new);
        Ok(Report::Held { key, draft })
    }
}
