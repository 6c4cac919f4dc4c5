//! What can go wrong, in sentences for the person: what happened, what was kept, what to do. None of
//! them holds a word that a person wrote in a book.

use std::io;
use std::path::PathBuf;

use super::not_saved::NotSaved;
use crate::text::quote::{quoted, quoted_path};
use crate::text::reason::reason;

/// Something that the program has to say about a file. The file is left where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the data folder on.
    pub file: String,
    /// What is wrong with it, in a sentence.
    pub what: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

/// Why a book could not be found, opened, made or changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "There is no book yet. Start amends without a command, or use `amends new`, to make one."
    )]
    NoBook,
    #[error("There is no book called \u{201c}{}\u{201d}.{}", quoted(.name), did_you_mean(.nearest))]
    NoSuchBook {
        name: String,
        nearest: Option<String>,
    },
    #[error("There are several books: {}. Say which one with --book NAME.", .names.join(", "))]
    SeveralBooks { names: Vec<String> },
    #[error("That book is not there any more. It may have been deleted in another window.")]
    BookGone,
    #[error(
        "There is a book called \u{201c}{0}\u{201d} already. Choose another name; nothing was changed."
    )]
    NameTaken(String),
    #[error("A name needs at least one letter. Nothing was changed.")]
    NoName,
    #[error("Two people in one book need two different names. Nothing was made.")]
    SameNames,
    #[error("A book needs one person or two. Nothing was made.")]
    HowManyPeople,
    #[error("That person is not in this book. Nothing was changed.")]
    NoSuchPerson,
    #[error(
        "This book was written by a newer version of amends, and this version cannot read it. \
         Nothing was changed. Update amends to open it."
    )]
    TooNew,
    #[error(
        "Another amends is deleting from this book or changing it just now. Nothing was changed. \
         Try again in a moment."
    )]
    Busy,
    #[error(
        "The book is open in another window or program, so it was not deleted. Close it there and \
         try again."
    )]
    OpenElsewhere,
    #[error(
        "Not all of the book could be deleted: {} is still there ({}). Try again; what is gone \
         stays gone.", quoted_path(.path), reason(.source)
    )]
    NotAllDeleted { path: PathBuf, source: io::Error },
    #[error("Could not {doing} {}: {}.", quoted_path(.path), reason(.source))]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("The system gave no random numbers, so nothing was made. Try again.")]
    NoRandom,
    #[error("That passphrase does not open it. Nothing was changed.")]
    WrongPassphrase,
    #[error("That recovery code does not open it. Nothing was changed.")]
    WrongCode,
    #[error(
        "There was not enough memory to work with a passphrase. Nothing was changed. Close other \
         programs and try again."
    )]
    NoMemory,
    #[error("There is no recovery code for these pages, so only the passphrase opens them.")]
    NoRecoveryCode,
    #[error(
        "The keys were being changed when the program was cut off. Use the new passphrase; the old \
         one opens nothing any more."
    )]
    UseNewPassphrase,
    #[error(
        "The keys were not changed, since the folder of the pages is not as it should be: {} ({why}). Nothing was \
         changed. Try again when it is back.", quoted_path(.path)
    )]
    PagesAway { path: PathBuf, why: String },
    #[error(
        "The passphrase was not taken away: {} is sealed with another key, and would be closed for good. Open the \
         book with the passphrase of that one, or move the file out of the book, and try again.", quoted_path(.0)
    )]
    OfAnotherKey(PathBuf),
    #[error("That is the passphrase that it has already. Nothing was changed. Choose another.")]
    SamePassphrase,
    #[error(
        "Some pages came from another machine, sealed with the passphrase that was taken away. `amends passphrase \
         remove` takes that passphrase once more and writes them in clear; after that you can set another."
    )]
    LateFirst,
    #[error("There is no passphrase yet, so nothing is locked. `amends passphrase set` makes one.")]
    NotLocked,
    #[error("There is a passphrase already. `amends passphrase change` replaces it.")]
    LockedAlready,
    #[error("This part of the book is locked. The passphrase opens it.")]
    Locked,
    #[error(
        "The key files of this book are damaged or missing, and without them its sealed pages \
         cannot be opened. A backup of the book, or another machine that it is synced to, may have \
         them: they lie in the folders `keys` and `wraps`."
    )]
    NoKeys,
    #[error(
        "The folders with the key files of this book could not be read, so nothing was opened or \
         changed. Try again; if it happens twice, something is wrong with the disk."
    )]
    KeysUnread,
    #[error(
        "The key file {0} asks for more memory or time than this program gives to any, or for less \
         than is safe, so it was not used. It may have been tampered with."
    )]
    KeyFileRefused(String),
    #[error(
        "The book is open in another window or program, so the keys were not changed. Close it \
         there and try again."
    )]
    OpenElsewhereForKeys,
    #[error("{0}")]
    NotSaved(#[from] NotSaved),
}

/// The draft is open in another window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "This text is open in another window or program. Finish it there, or close it there and come \
     back."
)]
pub struct HeldElsewhere;

fn did_you_mean(name: &Option<String>) -> String {
    match name {
        Some(name) => format!(" Did you mean \u{201c}{name}\u{201d}?"),
        None => " `amends books` lists them.".to_owned(),
    }
}
