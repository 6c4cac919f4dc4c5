//! The names of files in a space. Nearly all are those of their records, and are held as small as that: a large book
//! has a hundred thousand of them.

use std::borrow::Cow;
use std::ffi::OsStr;

use super::places::{UNFINISHED, record_file, record_named};
use crate::domain::RecordId;

/// The name of a file that may hold a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name {
    /// The one that the file of this record has.
    Of(RecordId),
    /// Whatever else stands there: conflict copies, and unfinished files.
    Other(Box<OsStr>),
}

impl Name {
    pub fn new(file: &OsStr) -> Name {
        record_named(file).map_or_else(|| Name::Other(file.into()), Name::Of)
    }

    /// The name as the disk has it.
    pub fn file(&self) -> Cow<'_, OsStr> {
        match self {
            Name::Of(id) => Cow::Owned(record_file(*id).into()),
            Name::Other(file) => Cow::Borrowed(file),
        }
    }

    /// The id that it begins with, in the form that records and their conflict copies have.
    pub fn begins_with(&self) -> Option<RecordId> {
        match self {
            Name::Of(id) => Some(*id),
            Name::Other(file) => named_id(file),
        }
    }

    /// Whether the file has to hold a record, so that it is damage when it does not.
    pub fn must_hold_a_record(&self) -> bool {
        match self {
            Name::Of(_) => true,
            Name::Other(file) => must_hold_a_record(file),
        }
    }

    pub fn is_unfinished(&self) -> bool {
        match self {
            Name::Of(_) => false,
            Name::Other(file) => is_unfinished(file),
        }
    }
}

/// The id that a file's name begins with, in the form that records and their conflict copies have.
pub(super) fn named_id(name: &OsStr) -> Option<RecordId> {
    name.to_str()?.get(..32)?.parse().ok()
}

pub(super) fn is_unfinished(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
}

/// Whether a file with this name has to hold a record, so that it is damage when it does not. Others
/// are the business of editors and sync programs, which leave half-copied files under names of their own.
pub(super) fn must_hold_a_record(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.ends_with(b".json") && !name.starts_with(b".")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    #[test]
    fn a_name_is_on_disk_as_it_was_listed() {
        let id = "0123456789abcdef0123456789abcdef";
        for (file, of_record, must) in [
            (format!("{id}.json"), true, true),
            (format!("{id}.sync-conflict-1.json"), false, true),
            (format!("{}.json", id.to_uppercase()), false, true),
            (format!("{UNFINISHED}{id}.json"), false, false),
            ("notes.txt".to_owned(), false, false),
        ] {
            let name = Name::new(OsStr::new(&file));
            assert_eq!(name.file(), OsStr::new(&file));
            assert_eq!(matches!(name, Name::Of(_)), of_record, "{file}");
            assert_eq!(name.must_hold_a_record(), must, "{file}");
            assert_eq!(name.is_unfinished(), file.starts_with(UNFINISHED), "{file}");
        }
        let copy = OsString::from(format!("{id} (copy).json"));
        assert_eq!(Name::new(&copy).begins_with(), id.parse().ok());
    }
}
