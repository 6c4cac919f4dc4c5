//! Records that the disk did not surely take. Some of them may be there all the same: a rename can
//! have reached the disk before the sync after it failed.

use crate::domain::{ItemId, Record, RecordId, ThreadId};

/// What a record is a version of, as far as another try at it needs.
#[derive(Debug, PartialEq, Eq)]
struct Try {
    id: RecordId,
    thread: ThreadId,
    item: Option<ItemId>,
}

impl Try {
    fn is_of(&self, record: &Record) -> bool {
        match (&self.item, &record.item) {
            (Some(mine), Some(other)) => mine == other,
            (None, None) => self.thread == record.thread,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// The tries of this sitting that failed.
#[derive(Debug, Default)]
pub struct Unsaved(Vec<Try>);

impl Unsaved {
    /// These were not surely saved.
    pub fn note<'a>(&mut self, records: impl IntoIterator<Item = &'a Record>) {
        self.0.extend(records.into_iter().map(|record| Try {
            id: record.id,
            thread: record.thread,
            item: record.item.clone(),
        }));
    }

    /// Has another try replace the failed ones, so that there is one version in the end and not two,
    /// whichever of them reached the disk. To replace what is not there does nothing.
    pub fn replaced_by(&self, records: &mut [Record]) {
        for record in records {
            let failed = self.0.iter().filter(|failed| failed.is_of(record));
            let failed: Vec<RecordId> = failed.map(|failed| failed.id).collect();
            record.replaces.extend(failed);
        }
    }

    /// These are on disk, and with them what they replace is settled.
    pub fn settled(&mut self, records: &[Record]) {
        self.0
            .retain(|failed| !records.iter().any(|record| failed.is_of(record)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Body, DeviceId, PersonId, Profile, SpaceId};

    fn record(id: u8, thread: u8, item: Option<&str>) -> Record {
        Record {
            id: RecordId::from_random([id; 16]),
            thread: ThreadId::from_random([thread; 16]),
            space: SpaceId::from_random([0; 16]),
            by: PersonId::from_random([0; 16]),
            device: DeviceId::from_random([0; 16]),
            at: "2026-11-22T21:14:00+01:00".parse().unwrap(),
            item: item.map(|item| item.to_owned().try_into().unwrap()),
            prompt: None,
            replaces: Vec::new(),
            body: Body::Profile(Profile::default()),
        }
    }

    #[test]
    fn another_try_replaces_the_failed_one_of_the_same_thing_and_of_no_other() {
        let mut unsaved = Unsaved::default();
        unsaved.note(&[record(1, 1, None), record(2, 2, Some("a.b"))]);
        let mut again = [
            record(3, 1, None),
            record(4, 9, Some("a.b")),
            record(5, 5, None),
        ];
        unsaved.replaced_by(&mut again);
        let replaces = again.map(|record| record.replaces);
        let id = |id: u8| RecordId::from_random([id; 16]);
        assert_eq!(replaces, [vec![id(1)], vec![id(2)], vec![]]);
        unsaved.settled(&[record(3, 1, None)]);
        assert_eq!(unsaved.0.len(), 1);
    }
}
