//! What of an open book has been read already, so that looking again costs one listing.
//!
//! A book may have a hundred thousand records, so what is kept for each of them is kept small.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};

use foldhash::fast::RandomState as Quick;

use super::error::Finding;
use super::places::{record_file, record_named};
use super::sum::Sum;
use crate::domain::DraftKey;
use crate::domain::{Record, RecordId, SpaceId, ThreadId};

/// What was read of the spaces of the person at the keyboard.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Files that hold a valid line, without those of `versions` that have the name of their record.
    /// All others are tried again: they may have been on their way.
    files: HashSet<(SpaceId, OsString)>,
    /// The version that was taken in under each id.
    pub versions: HashMap<(SpaceId, RecordId), Version, Quick>,
    pub purged: HashSet<(SpaceId, RecordId)>,
    /// Spaces that hold sealed records.
    pub sealed: HashSet<SpaceId>,
    /// Whether there are files in clear, or under an older key, in a space that is sealed.
    pub unsealed: bool,
    /// Findings that have been told.
    pub told: HashSet<Finding>,
}

/// A version that was taken in.
#[derive(Debug)]
pub(super) struct Version {
    pub sum: Sum,
    thread: ThreadId,
    /// The file, where it does not have the name of its record.
    file: Option<Box<OsString>>,
    /// What a draft of its next version would be of, where that is not an entry.
    draft: Option<Box<DraftKey>>,
}

impl Version {
    pub fn of(record: &Record, sum: Sum, file: OsString) -> Version {
        let plain = record_named(&file) == Some(record.id);
        Version {
            file: (!plain).then(|| Box::new(file)),
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

    /// The name of the file that it was read from.
    pub fn file(&self, id: RecordId) -> OsString {
        match &self.file {
            Some(file) => (**file).clone(),
            None => record_file(id).into(),
        }
    }
}

impl Seen {
    /// The findings that have not been told yet.
    pub fn news(&mut self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut news: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| self.told.insert(finding.clone()))
            .collect();
        news.sort();
        news
    }

    /// Leaves the files that have not been read yet.
    pub fn retain_unread(&self, space: SpaceId, names: &mut Vec<OsString>) {
        let mut key = (space, OsString::new());
        names.retain(|name| {
            let version = record_named(name).and_then(|id| self.versions.get(&(space, id)));
            key.1.clone_from(name);
            version.is_none_or(|version| version.file.is_some()) && !self.files.contains(&key)
        });
    }

    /// Takes a version in, in the place of another with the same id.
    pub fn take(&mut self, record: &Record, sum: Sum, file: OsString) {
        let (space, id) = (record.space, record.id);
        let version = Version::of(record, sum, file);
        if let Some(file) = &version.file {
            self.files.insert((space, (**file).clone()));
        }
        if let Some(other) = self.versions.insert((space, id), version) {
            self.files.insert((space, other.file(id)));
        }
    }

    /// Passes over a file that gives nothing new when the folder is looked at again.
    pub fn pass(&mut self, space: SpaceId, file: OsString) {
        self.files.insert((space, file));
    }

    /// Looks at a file again if it comes back.
    pub fn forget_file(&mut self, space: SpaceId, file: &OsStr) {
        self.files.remove(&(space, file.to_owned()));
    }
}
