//! The form of a backup: a tar archive packed with gzip, so that it can be opened without this program.
//!
//! ```text
//! amends-<book>/backup.json        what this is: first, so that it is known before anything is taken
//! amends-<book>/book.json          and the other files of the book, byte for byte
//! amends-<book>/spaces/<space>/…
//! amends-<book>/drafts/…           what is half written on the machine that made the backup
//! amends-<book>/end.json           how many files there are: last, so that a cut shows
//! ```
//!
//! Only plain files are in it, and only where a book has them. Everything else is refused on the way
//! back, since a backup may come from anywhere.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::book::SMALL;
use super::draft_file::DRAFT_FILE_LIMIT;
use super::line::FILE_LIMIT;
use crate::domain::{BookId, SpaceId};
use crate::text::quote::quoted_path;

/// The version of this form.
pub(super) const BACKUP: u32 = 1;
/// How much there may be in a backup.
pub(super) struct Most {
    pub files: u64,
    pub bytes: u64,
}

/// Far more than anyone writes, and not so much that an archive made in bad faith could fill a disk.
pub(super) const MOST: Most = Most {
    files: 1_000_000,
    bytes: 4 << 30,
};

pub(super) const HEADER: &str = "backup.json";
pub(super) const END: &str = "end.json";
/// The start of the name of the only folder at the top.
const TOP: &str = "amends-";
/// The longest name that a file can have on the disks that there are, in bytes.
const LONGEST_NAME: usize = 255;
/// The longest path of a file in a backup.
pub(super) const LONGEST_PATH: u64 = 1024;

/// What stands first in a backup.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub backup: u32,
    pub book: BookId,
    /// The name that the book had on the machine that made the backup.
    pub name: String,
    pub made: DateTime<FixedOffset>,
}

/// The only thing that every version of a header has.
#[derive(Deserialize)]
pub(super) struct HeaderVersion {
    pub backup: u32,
}

/// What stands last.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct End {
    pub files: u64,
    pub bytes: u64,
}

impl Most {
    pub fn takes(&self, all: &End) -> bool {
        all.files <= self.files && all.bytes <= self.bytes
    }
}

/// A folder of a book that files are kept in, or that of its drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Folder {
    /// The book's own folder, of which two files are known.
    Book,
    People,
    Keys,
    Wraps,
    Space(SpaceId),
    Drafts,
}

/// The files in a book's own folder.
pub(super) const OF_THE_BOOK: [&str; 2] = ["book.json", ".gitattributes"];

/// A place in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Member {
    Header,
    End,
    File(Folder, OsString),
}

impl Folder {
    /// Where it lies, from the book's folder on.
    pub fn path(self) -> PathBuf {
        match self {
            Folder::Book => PathBuf::new(),
            Folder::People => "people".into(),
            Folder::Keys => "keys".into(),
            Folder::Wraps => "wraps".into(),
            Folder::Space(space) => PathBuf::from("spaces").join(space.to_string()),
            Folder::Drafts => "drafts".into(),
        }
    }

    /// The longest file that belongs into it, in bytes.
    pub fn limit(self) -> usize {
        match self {
            Folder::Book | Folder::People | Folder::Keys | Folder::Wraps => SMALL,
            Folder::Space(_) => FILE_LIMIT,
            Folder::Drafts => DRAFT_FILE_LIMIT,
        }
    }

    /// Whether a file of this name may be in it.
    pub fn takes(self, name: &OsStr) -> bool {
        match self {
            Folder::Book => OF_THE_BOOK.iter().any(|known| name == *known),
            Folder::People | Folder::Keys | Folder::Wraps | Folder::Space(_) | Folder::Drafts => {
                is_plain(name.as_bytes())
            }
        }
    }
}

/// Whether a name is one part of a path, and not one that git would take for its own.
fn is_plain(name: &[u8]) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && name != b"."
        && name != b".."
        && !name.eq_ignore_ascii_case(b".git")
        && !name.iter().any(|byte| matches!(byte, b'/' | b'\0'))
}

/// The folder at the top.
pub(super) fn top(book: BookId) -> String {
    format!("{TOP}{book}")
}

/// Where a path of an archive leads: the book that it names, and the place in it. None where no backup
/// has anything.
pub(super) fn place(path: &[u8]) -> Option<(BookId, Member)> {
    let mut parts = path.split(|byte| *byte == b'/');
    let top = std::str::from_utf8(parts.next()?).ok()?;
    let book = top.strip_prefix(TOP)?.parse().ok()?;
    let parts: Vec<&[u8]> = parts.collect();
    let file = |folder: Folder, name: &[u8]| {
        let name = OsString::from_vec(name.to_vec());
        folder.takes(&name).then_some(Member::File(folder, name))
    };
    let member = match parts.as_slice() {
        [name] if *name == HEADER.as_bytes() => Member::Header,
        [name] if *name == END.as_bytes() => Member::End,
        [name] => file(Folder::Book, name)?,
        [b"people", name] => file(Folder::People, name)?,
        [b"keys", name] => file(Folder::Keys, name)?,
        [b"wraps", name] => file(Folder::Wraps, name)?,
        [b"drafts", name] => file(Folder::Drafts, name)?,
        [b"spaces", space, name] => {
            let space = std::str::from_utf8(space).ok()?.parse().ok()?;
            file(Folder::Space(space), name)?
        }
        _ => return None,
    };
    Some((book, member))
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Member::Header => f.write_str(HEADER),
            Member::End => f.write_str(END),
            Member::File(folder, name) => f.write_str(&quoted_path(&folder.path().join(name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "amends-0123456789abcdef0123456789abcdef";

    fn member(path: &str) -> Option<Member> {
        place(format!("{BOOK}/{path}").as_bytes()).map(|(_, member)| member)
    }

    #[test]
    fn every_place_of_a_book_comes_back_from_its_path() {
        let space = SpaceId::from_random([7; 16]);
        for folder in [
            Folder::People,
            Folder::Keys,
            Folder::Wraps,
            Folder::Space(space),
            Folder::Drafts,
        ] {
            let path = folder.path().join("a file.json");
            let found = member(path.to_str().unwrap());
            assert_eq!(found, Some(Member::File(folder, "a file.json".into())));
        }
        for name in OF_THE_BOOK {
            assert_eq!(
                member(name),
                Some(Member::File(Folder::Book, name.into())),
                "{name}"
            );
        }
        assert_eq!(member(HEADER), Some(Member::Header));
        assert_eq!(member(END), Some(Member::End));
    }

    #[test]
    fn nothing_else_has_a_place() {
        for path in [
            "",
            "/",
            "other.json",
            "people",
            "people/",
            "people/.",
            "people/..",
            "people/../x",
            "people/.git",
            "people/.GIT",
            "people//x",
            "people/x/y",
            "./people/x",
            "spaces/x",
            "spaces/x/y",
            "spaces/../people/x",
            "spaces/0707070707070707070707070707070/x",
            "spaces/07070707070707070707070707070707/x/y",
            "drafts/../../local/settings.json",
            "local/settings.json",
        ] {
            assert_eq!(member(path), None, "{path}");
        }
        let long = format!("people/{}", "x".repeat(256));
        assert_eq!(member(&long), None);
        for path in [
            "/etc/passwd",
            "../x",
            "amends-x/book.json",
            "book.json",
            "people/x",
        ] {
            assert_eq!(place(path.as_bytes()), None, "{path}");
        }
    }
}
