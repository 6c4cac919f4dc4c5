//! Where everything lies under the data folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::sum;
use crate::domain::{BookId, PersonId, RecordId, SpaceId};
use crate::text::clean::clean_line;

/// The start of the name of every file that is not finished yet.
pub(super) const UNFINISHED: &str = ".new-";

#[derive(Clone, Debug)]
pub(super) struct Places {
    data: PathBuf,
}

impl Places {
    pub fn at(data: PathBuf) -> Places {
        Places { data }
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn books(&self) -> PathBuf {
        self.data.join("books")
    }

    pub fn book(&self, book: BookId) -> PathBuf {
        self.data.join("books").join(book.to_string())
    }

    pub fn people(&self, book: BookId) -> PathBuf {
        self.book(book).join("people")
    }

    pub fn keys(&self, book: BookId) -> PathBuf {
        self.book(book).join("keys")
    }

    pub fn wraps(&self, book: BookId) -> PathBuf {
        self.book(book).join("wraps")
    }

    pub fn spaces(&self, book: BookId) -> PathBuf {
        self.book(book).join("spaces")
    }

    pub fn space(&self, book: BookId, space: SpaceId) -> PathBuf {
        self.spaces(book).join(space.to_string())
    }

    pub fn local(&self) -> PathBuf {
        self.data.join("local")
    }

    pub fn drafts(&self, book: BookId) -> PathBuf {
        self.data.join("local/drafts").join(book.to_string())
    }

    /// The caches of all books.
    pub fn caches(&self) -> PathBuf {
        self.data.join("local/cache")
    }

    pub fn cache(&self, book: BookId, space: SpaceId) -> PathBuf {
        let book = self.caches().join(book.to_string());
        book.join(space.to_string())
    }

    pub fn locks(&self) -> PathBuf {
        self.data.join("local/locks")
    }

    pub fn lock(&self, book: BookId) -> PathBuf {
        self.locks().join(format!("{book}.lock"))
    }

    /// A path as messages name it: from the data folder on, and without what could mislead.
    pub fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.data).unwrap_or(path);
        clean_line(&path.to_string_lossy()).text
    }
}

/// The name of a record's file.
pub(super) fn record_file(id: RecordId) -> String {
    format!("{id}.json")
}

/// The record that a file is named after. A copy of it has another name.
pub(super) fn record_named(file: &OsStr) -> Option<RecordId> {
    file.to_str()?.strip_suffix(".json")?.parse().ok()
}

/// The name of a draft's file, the same each time. It is a digest, since a name that held the exercise
/// would tell what someone is writing about.
pub(super) fn draft_file(person: PersonId, key: &str) -> String {
    let digits = sum::hex(sum::of(format!("draft {person} {key}").as_bytes()));
    format!("{}.json", String::from_utf8_lossy(&digits))
}
