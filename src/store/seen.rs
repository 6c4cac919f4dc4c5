//! What of an open book has been read already, so that looking again costs one listing.

use std::collections::HashSet;
use std::ffi::OsStr;

use super::error::Finding;
use super::name::Name;
use super::scan::Candidates;
use super::sum::Sum;
use super::version::{Version, Versions};
use crate::domain::{Record, RecordId, SpaceId};

/// What was read of the spaces of the person at the keyboard.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Files that hold a valid line, without those of `versions` that have the name of their record.
    /// All others are tried again: they may have been on their way.
    files: HashSet<(SpaceId, Name)>,
    /// The version that was taken in under each id.
    pub versions: Versions,
    pub purged: HashSet<(SpaceId, RecordId)>,
    /// Spaces that hold sealed records.
    pub sealed: HashSet<SpaceId>,
    /// Whether there are files in clear, or under an older key, in a space that is sealed.
    pub unsealed: bool,
    /// How many records were found in clear in a space that is sealed.
    pub clear: usize,
    /// Findings that have been told.
    pub told: HashSet<Finding>,
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
    pub fn retain_unread(&self, space: SpaceId, found: &mut Candidates) {
        let passed = |name: Name| self.files.contains(&(space, name));
        found.records.retain(|id| {
            let version = self.versions.get(space, *id);
            version.is_none_or(Version::is_elsewhere) && !passed(Name::Of(*id))
        });
        found.others.retain(|name| !passed(name.clone()));
    }

    /// Takes a version in, in the place of another with the same id.
    pub fn take(&mut self, record: &Record, sum: Sum, name: &Name) {
        let (space, id) = (record.space, record.id);
        let version = Version::of(record, sum, name);
        if version.is_elsewhere() {
            self.files.insert((space, version.name(id)));
        }
        if let Some(other) = self.versions.insert(space, id, version) {
            self.files.insert((space, other.name(id)));
        }
    }

    /// Passes over a file that gives nothing new when the folder is looked at again.
    pub fn pass(&mut self, space: SpaceId, name: &Name) {
        self.files.insert((space, name.clone()));
    }

    /// Looks at a file again if it comes back.
    pub fn forget_file(&mut self, space: SpaceId, file: &OsStr) {
        self.files.remove(&(space, Name::new(file)));
    }
}
