//! Why something is not on disk, in the parts in which it is told: what happened, and what there is to do. Whether
//! the text is still on a screen is for those to say who have a screen.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::line::Unwritable;
use crate::text::quote::quoted_path;
use crate::text::reason::reason;

/// Why something is not on disk, or not gone from it. What was saved before is as it was.
#[derive(Debug)]
pub enum NotSaved {
    DiskFull,
    ReadOnlyDisk,
    NoPermission(PathBuf),
    /// It is longer than one record may be.
    TooLarge,
    /// Another program deletes from this book.
    Busy,
    /// The book was opened for reading, for this reason, which is a sentence.
    ReadOnly(String),
    /// It would stand in clear beside what is sealed.
    Locked,
    /// The same, where the key files are missing.
    NoKeys,
    /// The key files are others than those that the keys came from.
    KeysChanged,
    /// A newer version of the program made it.
    NewerKind,
    /// What would be read again is not what was to be written.
    Lossy,
    IdTaken,
    NoRandom,
    NoBook,
    /// The program met a fault of its own.
    Fault,
    Io {
        path: PathBuf,
        why: String,
    },
    /// It was not deleted, since the book is open in another window too.
    OpenElsewhere,
    /// The deletion is noted, and so many files are still there.
    NotErased {
        left: usize,
        why: String,
    },
    /// Neither deleted nor noted.
    NotDeleted(String),
    /// Deleted, and not noted.
    ErasedWithoutNote(String),
}

/// A failure in the parts in which it is told.
struct Told {
    head: &'static str,
    /// What happened, as the part of a sentence behind the head.
    cause: Cow<'static, str>,
    /// Sentences: what was kept, and what there is to do.
    advice: Cow<'static, str>,
}

const NOT_SAVED: &str = "Not saved";

impl Told {
    fn not_saved(cause: impl Into<Cow<'static, str>>, advice: &'static str) -> Told {
        Told::with_head(NOT_SAVED, cause, advice)
    }

    fn with_head(
        head: &'static str,
        cause: impl Into<Cow<'static, str>>,
        advice: &'static str,
    ) -> Told {
        let (cause, advice) = (cause.into(), advice.into());
        Told {
            head,
            cause,
            advice,
        }
    }
}

impl NotSaved {
    fn told(&self) -> Told {
        match self {
            NotSaved::DiskFull => Told::not_saved(
                "the disk is full",
                "What was saved before is untouched. Make some room and try again.",
            ),
            NotSaved::ReadOnlyDisk => Told::not_saved(
                "the disk can only be read",
                "What was saved before is untouched. Make the disk writable and try again, or copy the text \
                 elsewhere.",
            ),
            NotSaved::NoPermission(path) => Told::not_saved(
                format!("{} may not be written to", quoted_path(path)),
                "What was saved before is untouched. Give this account the right to write there and try again.",
            ),
            NotSaved::TooLarge => Told::not_saved(
                "this is longer than 16 MiB, the most that one record may hold",
                "Divide it and save the parts.",
            ),
            NotSaved::Busy => Told::not_saved(
                "another amends is deleting from this book just now",
                "Try again in a moment.",
            ),
            NotSaved::ReadOnly(why) => Told::not_saved(why.trim_end_matches('.').to_owned(), ""),
            NotSaved::Locked => Told::not_saved(
                "this part of the book is locked, and without its keys your text would have been written in clear \
                 beside it",
                "Unlock the book and try again.",
            ),
            NotSaved::NoKeys => Told::not_saved(
                "there are sealed pages here whose key files are missing, and what you write would stand in clear \
                 beside them",
                "A backup of the book, or another machine that it is synced to, may have the folders `keys` and \
                 `wraps`; or move the sealed files out of the book, and try again.",
            ),
            NotSaved::KeysChanged => Told::not_saved(
                "the passphrase was set, changed or taken away elsewhere",
                "It can be saved once the book was opened again.",
            ),
            NotSaved::NewerKind => Told::not_saved(
                "this was written by a newer version of amends, and only that can write it again",
                "What was saved before is untouched.",
            ),
            NotSaved::Lossy => Told::not_saved(
                "it would not have come back from disk the same",
                "Check the date, and please report this.",
            ),
            NotSaved::IdTaken => Told::not_saved(
                "something else was saved under the same id, and saved records are never overwritten",
                "Save it as something new.",
            ),
            NotSaved::NoRandom => Told::not_saved(
                "the system gave no random numbers, and without them nothing can be sealed",
                "Try again.",
            ),
            NotSaved::NoBook => Told::not_saved("no book is open", ""),
            NotSaved::Fault => Told::not_saved(
                "the program met a fault of its own",
                "What was saved before is untouched. Try again, and please report this.",
            ),
            NotSaved::Io { path, why } => Told::not_saved(
                format!("the disk answered: {why} ({})", quoted_path(path)),
                "What was saved before is untouched. Try again, or copy the text elsewhere if it happens twice.",
            ),
            NotSaved::OpenElsewhere => Told::with_head(
                "Not deleted",
                "the book is open in another window or program",
                "Close it there and try again.",
            ),
            NotSaved::NotErased { left, why } => Told::with_head(
                "Not fully deleted",
                format!("{left} of its files could not be removed ({why})"),
                "The deletion is noted, so it will be finished the next time that the book is opened. You can also \
                 try again.",
            ),
            NotSaved::NotDeleted(why) => Told::with_head(
                "Not deleted, or not all of it",
                why.clone(),
                "The deletion is not noted either. Make some room and try again.",
            ),
            NotSaved::ErasedWithoutNote(why) => Told::with_head(
                "Deleted here, but the note of it could not be saved",
                why.clone(),
                "A synced copy may bring it back. Make some room and delete again.",
            ),
        }
    }

    /// What happened, as the part of a sentence.
    pub fn cause(&self) -> String {
        self.told().cause.into_owned()
    }

    /// What to say to someone who has the text before them still.
    pub fn beside_the_text(&self) -> String {
        let Told {
            head,
            cause,
            advice,
        } = self.told();
        let here = if head == NOT_SAVED {
            "Your text is still here. "
        } else {
            ""
        };
        format!("{head}: {cause}. {here}{advice}")
            .trim_end()
            .to_owned()
    }

    pub(super) fn from_io(path: &Path, error: &io::Error) -> NotSaved {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => NotSaved::DiskFull,
            ErrorKind::ReadOnlyFilesystem => NotSaved::ReadOnlyDisk,
            ErrorKind::PermissionDenied => NotSaved::NoPermission(path.to_owned()),
            _ => NotSaved::Io {
                path: path.to_owned(),
                why: reason(error),
            },
        }
    }
}

impl Display for NotSaved {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Told {
            head,
            cause,
            advice,
        } = self.told();
        write!(f, "{}", format!("{head}: {cause}. {advice}").trim_end())
    }
}

impl std::error::Error for NotSaved {}

impl From<Unwritable> for NotSaved {
    fn from(why: Unwritable) -> NotSaved {
        match why {
            Unwritable::TooLarge => NotSaved::TooLarge,
            Unwritable::Unknown => NotSaved::NewerKind,
            Unwritable::Lossy => NotSaved::Lossy,
            Unwritable::NoRandom => NotSaved::NoRandom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_with_a_screen_say_that_a_text_is_still_here() {
        let full = NotSaved::DiskFull;
        assert_eq!(
            full.to_string(),
            "Not saved: the disk is full. What was saved before is untouched. Make some room and try again."
        );
        assert_eq!(
            full.beside_the_text(),
            "Not saved: the disk is full. Your text is still here. What was saved before is untouched. Make some \
             room and try again."
        );
        assert_eq!(full.cause(), "the disk is full");
    }

    #[test]
    fn a_reason_that_is_a_sentence_ends_once() {
        let only_read = NotSaved::ReadOnly("It was opened to be read.".to_owned());
        assert_eq!(
            only_read.to_string(),
            "Not saved: It was opened to be read."
        );
        assert_eq!(
            only_read.beside_the_text(),
            "Not saved: It was opened to be read. Your text is still here."
        );
    }

    #[test]
    fn a_deletion_says_nothing_of_a_text() {
        let why = || "the disk is full".to_owned();
        for not_deleted in [
            NotSaved::OpenElsewhere,
            NotSaved::NotErased {
                left: 2,
                why: why(),
            },
            NotSaved::NotDeleted(why()),
            NotSaved::ErasedWithoutNote(why()),
        ] {
            assert_eq!(not_deleted.beside_the_text(), not_deleted.to_string());
        }
    }
}
