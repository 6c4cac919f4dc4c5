//! When a draft is due: two seconds after the last key, and every ten seconds at the latest.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use crate::domain::DraftKey;

/// STORE: written 2 s after the last key and at most every 10 s.
const QUIET: Duration = Duration::from_secs(2);
const LATEST: Duration = Duration::from_secs(10);

/// What the top line says of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    #[default]
    Nothing,
    /// Typed and not yet on disk.
    Typing,
    At(DateTime<FixedOffset>),
    /// It could not be written, and why.
    Not(String),
}

/// The draft of the page that is open.
#[derive(Debug, Default)]
pub struct Drafting {
    pub key: Option<DraftKey>,
    pub kept: Kept,
    seen: u64,
    dirty_since: Option<Duration>,
    last_change: Duration,
}

impl Drafting {
    /// A page with this draft was opened, in a state that is on disk or empty.
    pub fn begin(key: Option<DraftKey>, revision: u64, kept: Kept) -> Drafting {
        Drafting {
            key,
            kept,
            seen: revision,
            ..Drafting::default()
        }
    }

    /// The page stands at this revision.
    pub fn look(&mut self, revision: u64, now: Duration) {
        if self.key.is_some() && revision != self.seen {
            self.seen = revision;
            self.last_change = now;
            self.dirty_since.get_or_insert(now);
            self.kept = Kept::Typing;
        }
    }

    /// When the draft has to be written, if it has to.
    pub fn due(&self) -> Option<Duration> {
        let since = self.dirty_since?;
        Some((self.last_change + QUIET).min(since + LATEST))
    }

    pub fn is_dirty(&self) -> bool {
        self.dirty_since.is_some()
    }

    /// The draft was handed to the disk.
    pub fn sent(&mut self) {
        self.dirty_since = None;
    }

    /// What was saved needs no draft, nor what was thrown away.
    pub fn done(&mut self) {
        self.dirty_since = None;
        self.kept = Kept::Nothing;
    }

    /// The disk did not take it; it is tried again with the next change, and now and then.
    pub fn failed(&mut self, why: String, now: Duration) {
        self.kept = Kept::Not(why);
        self.last_change = now + LATEST;
        self.dirty_since = Some(now + LATEST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: fn(u64) -> Duration = Duration::from_secs;

    fn drafting() -> Drafting {
        let thread = crate::domain::ThreadId::from_random([1; 16]);
        Drafting::begin(Some(DraftKey::Entry(thread)), 0, Kept::Nothing)
    }

    #[test]
    fn it_is_due_two_seconds_after_the_last_key_and_ten_after_the_first_at_the_latest() {
        let mut draft = drafting();
        draft.look(0, S(1));
        assert_eq!(draft.due(), None);
        draft.look(1, S(5));
        assert_eq!(draft.due(), Some(S(7)));
        for second in 6..=14 {
            draft.look(second, S(second));
        }
        assert_eq!(draft.due(), Some(S(15)));
        draft.sent();
        assert_eq!(draft.due(), None);
    }

    #[test]
    fn a_draft_that_failed_is_tried_again() {
        let mut draft = drafting();
        draft.look(1, S(5));
        draft.sent();
        draft.failed("full".into(), S(7));
        assert_eq!(draft.due(), Some(S(19)));
        assert_eq!(draft.kept, Kept::Not("full".into()));
    }
}
