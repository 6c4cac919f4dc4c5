//! `book.json`: which versions may read a book and write in it.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::Finding;
use super::fs::Fs;
use super::places::Places;
use super::sum;
use crate::domain::BookId;
use crate::domain::record::FORMAT;
use crate::text::reason::reason;

/// No file that describes a book or a person is longer, in bytes.
pub(super) const SMALL: usize = 1 << 20;

/// Tells git to leave the bytes of records as they are.
pub(super) const GIT_ATTRIBUTES: &[u8] = b"* -text\n";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BookFile {
    pub format: u32,
    /// The oldest version of the format whose programs may read the book.
    pub min_reader: u32,
    /// The oldest whose programs may write in it.
    pub min_writer: u32,
}

/// What is known of a book's own file.
#[derive(Debug)]
pub(super) enum Described {
    Whole(BookFile),
    /// It is missing or damaged; the book opens all the same, since its records stand for themselves.
    Unreadable(Finding),
}

impl BookFile {
    pub fn new() -> BookFile {
        BookFile {
            format: FORMAT,
            min_reader: FORMAT,
            min_writer: FORMAT,
        }
    }

    pub fn line(&self) -> io::Result<Vec<u8>> {
        line_of(self)
    }
}

pub(super) fn describe(fs: &dyn Fs, places: &Places, book: BookId) -> Described {
    let path = places.book(book).join("book.json");
    match read_line::<BookFile>(fs, &path) {
        Ok(file) => Described::Whole(file),
        Err(what) => Described::Unreadable(Finding {
            file: places.shown(&path),
            what: format!(
                "{what}. The book opens without it: it only says which versions may write."
            ),
        }),
    }
}

/// A value as one line of JSON with its checksum.
pub(super) fn line_of<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    sum::close(&mut line);
    Ok(line)
}

/// Reads a small file of one line with its checksum. The error is the start of a sentence.
pub(super) fn read_line<T: for<'de> Deserialize<'de>>(
    fs: &dyn Fs,
    path: &Path,
) -> Result<T, String> {
    let mut bytes = Vec::new();
    fs.read(path, SMALL, &mut bytes)
        .map_err(|error| format!("This file could not be read: {}", reason(&error)))?;
    sum::check(&bytes).map_err(|damage| format!("This file cannot be used: {damage}"))?;
    serde_json::from_slice(&bytes)
        .map_err(|_| "This file cannot be used: it does not say what it should".to_owned())
}
