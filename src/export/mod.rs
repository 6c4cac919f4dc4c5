//! A person's work on its way out of the program, to be kept, printed or read elsewhere.
//!
//! A source holds one person's state, so nothing can go out that this person may not read.

mod escape;
pub mod json;
pub mod markdown;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::content::Pack;
use crate::domain::{Body, Person, Record, State, ThreadId};

pub use json::json;
pub use markdown::markdown;

/// What goes out.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Gives the order of stages and steps; the words of the questions are those kept with the answers.
    pub pack: &'a Pack,
    pub state: &'a State,
    /// The name of the book.
    pub book: &'a str,
    pub person: &'a Person,
    pub made: DateTime<FixedOffset>,
    /// Only these; `None` for everything.
    pub only: Option<&'a [ThreadId]>,
}

impl Source<'_> {
    fn wants(&self, thread: ThreadId) -> bool {
        self.only.is_none_or(|only| only.contains(&thread))
    }

    /// How many things there are that only a newer version of the program can read.
    fn newer(&self) -> usize {
        let unknown = |record: &&Arc<Record>| matches!(record.body, Body::Unknown { .. });
        self.state.records().filter(unknown).count()
    }
}
