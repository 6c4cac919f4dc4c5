//! What stands between the keyboard and pages that are sealed: who may see nothing, since when nobody
//! has touched a key, and what is done with the keys.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::view::Now;
use crate::domain::{Draft, DraftKey, KeyChange};

/// Something done with the keys, which takes a moment or, for a large book, minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyWork {
    pub what: KeyTask,
    /// How many pages are written, of how many, once that is known.
    pub pages: Option<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTask {
    Opening,
    Change(Purpose),
}

/// What a change of keys is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The first passphrase.
    Set,
    Change,
    /// Someone knows the old one.
    Renew,
    Remove,
    /// A new recovery code, or none.
    Code,
    /// By the code on paper, at the lock.
    Recover,
}

impl Purpose {
    pub fn of(change: &KeyChange) -> Purpose {
        match change {
            KeyChange::Set { .. } => Purpose::Set,
            KeyChange::Change { .. } => Purpose::Change,
            KeyChange::Remove { .. } => Purpose::Remove,
            KeyChange::Code { .. } => Purpose::Code,
            KeyChange::Recover { .. } => Purpose::Recover,
            KeyChange::Renew { .. } => Purpose::Renew,
        }
    }
}

/// How the lock looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// It says whose pages are behind it.
    Named,
    /// It says nothing of what it is.
    Neutral,
}

/// Keys within so long of hiding were meant for the page that is gone.
const STILL_TYPING: Duration = Duration::from_secs(1);
/// What is left typed at the lock is forgotten after so long.
const LEFT_AT_THE_LOCK: Duration = Duration::from_secs(60);

/// Presses at least so far apart are of a hand that looks, and not of one that types.
const LOOKS: Duration = Duration::from_millis(500);
/// So many of them in a row ask for the lock.
const ASKS: u32 = 3;

/// An empty screen.
#[derive(Clone, Copy)]
struct Blank {
    since: Duration,
    /// The last key, which was meant for the page that is gone.
    last: Duration,
    /// How many presses in a row were far apart.
    apart: u32,
}

/// The state of it.
pub struct Guard {
    /// Whose pages are locked. None while they are open, and where no book is.
    pub locked: Option<String>,
    /// Since when nothing at all is shown.
    blank: Option<Blank>,
    pub work: Option<KeyWork>,
    /// Locking waits for what is on its way to the disk.
    pub wanted: Option<Front>,
    /// How many times the keys are still being dropped. What was asked for before is not for anyone any more:
    /// of two locks one after the other the first answer says nothing of what was tried in between.
    pub dropping: u32,
    /// The last sign of a hand.
    active: Now,
    /// Drafts that were sent to the disk and that it has not answered.
    pub sent: BTreeSet<DraftKey>,
    /// Drafts that the disk had not taken when the pages were locked. Words are not lost for a full disk:
    /// they are written once the pages are open again.
    pub kept_back: BTreeMap<DraftKey, Draft>,
    /// Why the disk did not take them.
    pub why_not: Option<String>,
    /// What was being written when the pages were locked.
    pub back_to: Option<DraftKey>,
    /// Something to be said once they are open.
    pub later: Option<String>,
    /// The program leaves once what is done with the keys is done.
    pub leaves: bool,
}

impl Guard {
    pub fn new(now: Now) -> Guard {
        Guard {
            locked: None,
            blank: None,
            work: None,
            wanted: None,
            dropping: 0,
            active: now,
            sent: BTreeSet::new(),
            kept_back: BTreeMap::new(),
            why_not: None,
            back_to: None,
            later: None,
            leaves: false,
        }
    }

    /// Whether nothing at all is shown.
    pub fn is_blank(&self) -> bool {
        self.blank.is_some()
    }

    /// Nothing is shown from now on.
    pub fn blank(&mut self, now: Now) {
        let now = now.since_start;
        self.blank = Some(Blank {
            since: now,
            last: now,
            apart: 0,
        });
    }

    /// A hand is there again; `asks` where it pressed what goes on, Enter or Esc. Whether something is shown
    /// from now on.
    pub fn wake(&mut self, now: Now, asks: bool) -> bool {
        let Some(blank) = &mut self.blank else {
            return true;
        };
        let now = now.since_start;
        let gap = now.saturating_sub(blank.last);
        blank.apart = if gap >= LOOKS { blank.apart + 1 } else { 1 };
        blank.last = now;
        // Who waits for the lock and presses again and again gets it; who types on does not.
        let first = now.saturating_sub(blank.since) < STILL_TYPING;
        let wakes = gap >= STILL_TYPING || blank.apart >= ASKS || (asks && !first);
        if wakes && self.wanted.is_none() {
            self.blank = None;
        }
        self.blank.is_none()
    }

    /// Whether a change of keys is on its way, which is not to be cut off by a lock.
    pub fn is_changing(&self) -> bool {
        matches!(
            self.work,
            Some(KeyWork {
                what: KeyTask::Change(_),
                ..
            })
        )
    }

    /// Whether files are being written anew, which may take minutes, and which leaving would wait for.
    pub fn is_rewriting(&self) -> bool {
        self.is_changing() || self.work.is_some_and(|work| work.pages.is_some())
    }

    /// A hand was there.
    pub fn touched(&mut self, now: Now) {
        self.active = now;
    }

    /// For how long no hand was there. A machine that slept with its lid closed shows on the wall clock
    /// alone, and a wall clock that was set back on the other.
    fn idle(&self, now: Now) -> Duration {
        let wall = now.wall.signed_duration_since(self.active.wall);
        let wall = wall.to_std().unwrap_or_default();
        wall.max(now.since_start.saturating_sub(self.active.since_start))
    }

    /// Whether nobody was there for `minutes`; 0 is never.
    pub fn is_idle(&self, now: Now, minutes: u32) -> bool {
        minutes > 0 && self.idle(now) >= minutes_long(minutes)
    }

    /// Whether what is typed at the lock was left there.
    pub fn is_left(&self, now: Now) -> bool {
        self.idle(now) >= LEFT_AT_THE_LOCK
    }

    /// When [`Guard::is_idle`] comes true if nobody comes, in time since the start.
    pub fn idle_at(&self, now: Now, minutes: u32) -> Option<Duration> {
        let left = minutes_long(minutes).saturating_sub(self.idle(now));
        (minutes > 0).then(|| now.since_start.saturating_add(left))
    }

    /// The same for [`Guard::is_left`].
    pub fn left_at(&self, now: Now) -> Duration {
        now.since_start + LEFT_AT_THE_LOCK.saturating_sub(self.idle(now))
    }
}

fn minutes_long(minutes: u32) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn now(wall_minutes: i64, seconds: u64) -> Now {
        let start: chrono::DateTime<chrono::FixedOffset> =
            "2026-11-22T21:14:00+01:00".parse().unwrap();
        Now {
            wall: start + TimeDelta::minutes(wall_minutes),
            since_start: Duration::from_secs(seconds),
        }
    }

    #[test]
    fn a_closed_lid_counts_and_a_clock_that_was_set_back_does_not_help() {
        let guard = Guard::new(now(0, 0));
        assert!(!guard.is_idle(now(9, 9 * 60), 10));
        assert!(guard.is_idle(now(10, 10 * 60), 10));
        // The machine slept: its own clock stood still.
        assert!(guard.is_idle(now(600, 1), 10));
        assert!(guard.is_idle(now(-60, 10 * 60), 10));
        assert!(!guard.is_idle(now(100_000, 100_000), 0));
    }

    #[test]
    fn it_wakes_when_what_is_left_of_the_time_has_passed() {
        let guard = Guard::new(now(0, 0));
        assert_eq!(guard.idle_at(now(0, 0), 10), Some(Duration::from_secs(600)));
        // Six minutes of it were slept through.
        assert_eq!(
            guard.idle_at(now(6, 10), 10),
            Some(Duration::from_secs(250))
        );
        assert_eq!(
            guard.idle_at(now(600, 10), 10),
            Some(Duration::from_secs(10))
        );
        assert_eq!(guard.idle_at(now(0, 0), 0), None);
        let most = guard.idle_at(now(0, 0), u32::MAX);
        assert!(most.is_some());
    }

    #[test]
    fn hands_that_are_still_typing_do_not_wake_an_empty_screen() {
        let mut guard = Guard::new(now(0, 0));
        guard.blank(now(0, 10));
        for second in [10, 10, 10] {
            assert!(!guard.wake(now(0, second), false));
        }
        guard.wanted = Some(Front::Neutral);
        assert!(
            !guard.wake(now(0, 20), false),
            "the pages are still open behind it"
        );
        guard.wanted = None;
        assert!(guard.wake(now(0, 30), false));
    }

    #[test]
    fn whoever_presses_again_and_again_gets_the_lock() {
        let after = |millis| Now {
            since_start: Duration::from_millis(millis),
            ..now(0, 0)
        };
        let mut guard = Guard::new(after(0));
        guard.blank(after(0));
        assert!(!guard.wake(after(600), false));
        assert!(!guard.wake(after(1_200), false));
        assert!(guard.wake(after(1_800), false));
        guard.blank(after(2_000));
        assert!(
            !guard.wake(after(2_900), true),
            "meant for the page that is gone"
        );
        assert!(!guard.wake(after(3_100), false));
        assert!(guard.wake(after(3_300), true));
    }
}
