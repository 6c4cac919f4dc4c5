//! The versions that were taken in. A book may have a hundred thousand of them, so what is kept of each is kept
//! small, and what a cache gave is kept as it came.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState as Quick;

use super::name::Name;
use super::sum::Sum;
use crate::domain::{DraftKey, Record, RecordId, SpaceId, ThreadId};

/// A version that was taken in.
#[derive(Debug)]
pub(super) struct Version {
    pub sum: Sum,
    thread: ThreadId,
    /// The file, where it does not have the name of its record.
    file: Option<Box<Name>>,
    /// What a draft of its next version would be of, where that is not an entry.
    draft: Option<Box<DraftKey>>,
}

impl Version {
    pub fn of(record: &Record, sum: Sum, name: &Name) -> Version {
        let plain = *name == Name::Of(record.id);
        Version {
            file: (!plain).then(|| Box::new(name.clone())),
            ..Version::in_its_file(record, sum)
        }
    }

    /// A version in the file with its name.
    pub fn in_its_file(record: &Record, sum: Sum) -> Version {
        let draft = DraftKey::of(record);
        let of_entry = draft == DraftKey::Entry(record.thread);
        Version {
            sum,
            thread: record.thread,
            file: None,
            draft: (!of_entry).then(|| Box::new(draft)),
        }
    }

    /// The drafts that may have been begun from it.
    pub fn drafts(&self) -> impl Iterator<Item = DraftKey> {
        let draft = self.draft.as_deref().cloned();
        draft.into_iter().chain([DraftKey::Entry(self.thread)])
    }

    /// Whether its file does not have its name.
    pub fn is_elsewhere(&self) -> bool {
        self.file.is_some()
    }

    /// The name of the file that it was read from.
    pub fn name(&self, id: RecordId) -> Name {
        match &self.file {
            Some(name) => (**name).clone(),
            None => Name::Of(id),
        }
    }
}

/// The version under each id, by space.
#[derive(Debug, Default)]
pub(super) struct Versions(BTreeMap<SpaceId, OfSpace>);

#[derive(Debug, Default)]
struct OfSpace {
    /// What came from the cache, by id, in its parts: nobody waits for a table to be made of it. None is empty.
    sorted: Vec<Vec<(RecordId, Version)>>,
    /// What came otherwise.
    others: HashMap<RecordId, Version, Quick>,
}

impl OfSpace {
    /// Where among what came from the cache a version is: which part, and where in it.
    fn place(&self, id: RecordId) -> Option<(usize, usize)> {
        let before =
            |part: &Vec<(RecordId, Version)>| part.last().is_some_and(|(last, _)| *last < id);
        let part = self.sorted.partition_point(before);
        let versions = self.sorted.get(part)?;
        let place = versions.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some((part, place))
    }
}

impl Versions {
    /// Takes in what a cache gave, part by part, all of it in the order of its ids.
    pub fn fill(&mut self, space: SpaceId, mut parts: Vec<Vec<(RecordId, Version)>>) {
        debug_assert!(parts.iter().flatten().is_sorted_by_key(|(id, _)| *id));
        parts.retain(|part| !part.is_empty());
        self.0.entry(space).or_default().sorted = parts;
    }

    pub fn get(&self, space: SpaceId, id: RecordId) -> Option<&Version> {
        let of = self.0.get(&space)?;
        match of.place(id) {
            Some((part, place)) => Some(&of.sorted[part][place].1),
            None => of.others.get(&id),
        }
    }

    /// Takes a version in, and gives the one that was there under its id.
    pub fn insert(&mut self, space: SpaceId, id: RecordId, version: Version) -> Option<Version> {
        let of = self.0.entry(space).or_default();
        match of.place(id) {
            Some((part, place)) => Some(std::mem::replace(&mut of.sorted[part][place].1, version)),
            None => of.others.insert(id, version),
        }
    }

    pub fn remove(&mut self, space: SpaceId, id: RecordId) {
        let Some(of) = self.0.get_mut(&space) else {
            return;
        };
        match of.place(id) {
            Some((part, place)) => {
                of.sorted[part].remove(place);
                if of.sorted[part].is_empty() {
                    of.sorted.remove(part);
                }
            }
            None => drop(of.others.remove(&id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(thread: u8) -> Version {
        Version {
            sum: [thread; 16],
            thread: ThreadId::from_random([thread; 16]),
            file: None,
            draft: None,
        }
    }

    #[test]
    fn versions_are_found_wherever_they_came_from_and_each_once() {
        let space = SpaceId::from_random([1; 16]);
        let id = |byte| RecordId::from_random([byte; 16]);
        let mut versions = Versions::default();
        let part = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| (id(*byte), version(*byte)))
                .collect()
        };
        versions.fill(space, vec![part(&[2]), part(&[]), part(&[4, 6])]);
        assert!(versions.insert(space, id(3), version(3)).is_none());
        let other = versions.insert(space, id(4), version(40)).unwrap();
        assert_eq!(other.sum, [4; 16]);
        let other = versions.insert(space, id(3), version(30)).unwrap();
        assert_eq!(other.sum, [3; 16]);
        let sums = |versions: &Versions| {
            (1..8)
                .filter_map(|byte| versions.get(space, id(byte)))
                .map(|version| version.sum[0])
                .collect::<Vec<_>>()
        };
        assert_eq!(sums(&versions), [2, 30, 40, 6]);
        versions.remove(space, id(3));
        versions.remove(space, id(6));
        versions.remove(space, id(7));
        assert_eq!(sums(&versions), [2, 40]);
        versions.remove(space, id(2));
        assert_eq!(sums(&versions), [40]);
        assert!(versions.insert(space, id(2), version(20)).is_none());
        assert_eq!(sums(&versions), [20, 40]);
        assert!(versions.get(SpaceId::from_random([9; 16]), id(2)).is_none());
    }
}
