//! A time to wait, counted also while the machine sleeps: whoever opens the lid again finds the pages
//! locked, and not open for as long as was left.

use std::time::Duration;

use rustix::event::PollFd;

/// Where no clock of the system counts a closed lid, nobody waits longer than this for a look at the
/// wall clock.
#[cfg(not(target_os = "linux"))]
const LONGEST: Duration = Duration::from_secs(20);

pub struct Timer {
    #[cfg(target_os = "linux")]
    clock: Option<std::os::fd::OwnedFd>,
}

#[cfg(target_os = "linux")]
impl Timer {
    pub fn new() -> Timer {
        use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        // Without one the wait counts while the machine is awake, and the wall clock does the rest.
        Timer {
            clock: timerfd_create(TimerfdClockId::Boottime, flags).ok(),
        }
    }

    /// Sets it. Gives what to wait on, and how long beside that.
    pub fn set(&self, most: Option<Duration>) -> (Option<PollFd<'_>>, Option<Duration>) {
        use rustix::event::PollFlags;
        use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};
        let (Some(clock), Some(most)) = (&self.clock, most) else {
            return (None, most);
        };
        // Zero would turn it off.
        let wait = most.max(Duration::from_nanos(1));
        let set = Timespec::try_from(wait).ok().and_then(|it_value| {
            let it_interval = Timespec::default();
            let once = Itimerspec {
                it_interval,
                it_value,
            };
            timerfd_settime(clock, TimerfdTimerFlags::empty(), &once).ok()
        });
        match set {
            Some(_) => (Some(PollFd::new(clock, PollFlags::IN)), None),
            None => (None, Some(most)),
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Timer {
    pub fn new() -> Timer {
        Timer {}
    }

    /// Sets it. Gives what to wait on, and how long beside that.
    pub fn set(&self, most: Option<Duration>) -> (Option<PollFd<'_>>, Option<Duration>) {
        (None, most.map(|most| most.min(LONGEST)))
    }
}
