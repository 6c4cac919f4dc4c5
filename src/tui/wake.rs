//! Sleeping until something happens: a key, a word from the disk, a signal, or a deadline.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level::pipe};

use super::timer::Timer;

/// Where everything that must wake the program arrives.
pub struct Bell {
    heard: UnixStream,
    rope: UnixStream,
    end: Arc<AtomicBool>,
    interrupt: Arc<AtomicBool>,
    sleep: Arc<AtomicBool>,
    awake: Arc<AtomicBool>,
    resized: Arc<AtomicBool>,
    timer: Timer,
}

/// What came from the terminal's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    Nothing,
    /// So many bytes.
    Bytes(usize),
    /// The terminal is gone.
    HungUp,
}

impl Bell {
    /// Hangs the bell, and has the signals ring it.
    ///
    /// # Errors
    /// The system has no pipe or no signal left for us.
    pub fn new() -> io::Result<Bell> {
        let (heard, rope) = UnixStream::pair()?;
        heard.set_nonblocking(true)?;
        rope.set_nonblocking(true)?;
        let bell = Bell {
            heard,
            rope,
            end: Arc::default(),
            interrupt: Arc::default(),
            sleep: Arc::default(),
            awake: Arc::default(),
            resized: Arc::default(),
            timer: Timer::new(),
        };
        let signals = [
            (SIGTERM, &bell.end),
            (SIGHUP, &bell.end),
            (SIGINT, &bell.interrupt),
            // By default it would write a core file, with all that is in memory.
            (SIGQUIT, &bell.interrupt),
            (SIGTSTP, &bell.sleep),
            (SIGCONT, &bell.awake),
            (SIGWINCH, &bell.resized),
        ];
        for (signal, told) in signals {
            // The flag first: whoever is woken finds it set.
            flag::register(signal, Arc::clone(told))?;
            pipe::register(signal, bell.rope.try_clone()?)?;
        }
        Ok(bell)
    }

    /// Something that rings the bell from another thread.
    ///
    /// # Errors
    /// The system has no file left for us.
    pub fn rope(&self) -> io::Result<impl Fn() + Send + use<>> {
        let rope = self.rope.try_clone()?;
        // A full pipe has rung already.
        Ok(move || drop((&rope).write(&[1])))
    }

    /// Whether a signal asked the program to end.
    pub fn must_end(&self) -> bool {
        self.end.load(Ordering::Relaxed) || self.interrupt.load(Ordering::Relaxed)
    }

    /// Whether a signal asked the program to sleep, once for each time.
    pub fn must_sleep(&self) -> bool {
        self.sleep.swap(false, Ordering::Relaxed)
    }

    /// Whether the program was woken from a sleep, once for each time.
    pub fn was_woken(&self) -> bool {
        self.awake.swap(false, Ordering::Relaxed)
    }

    /// Whether the terminal has another size, once for each time.
    pub fn was_resized(&self) -> bool {
        self.resized.swap(false, Ordering::Relaxed)
    }

    /// What was meant for another program in this terminal: an editor that was interrupted.
    pub fn forget_interrupts(&self) {
        self.interrupt.store(false, Ordering::Relaxed);
    }

    /// Sleeps until a key, a ring, or the end of `most`. Gives whether it was the end.
    ///
    /// # Errors
    /// The system cannot wait.
    pub fn wait(&self, most: Option<Duration>) -> io::Result<bool> {
        let stdin = io::stdin();
        let (timer, most) = self.timer.set(most);
        let mut sources = vec![
            PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.heard.as_fd(), PollFlags::IN),
        ];
        sources.extend(timer);
        let most = most.and_then(|most| Timespec::try_from(most).ok());
        let ended = match poll(&mut sources, most.as_ref()) {
            Ok(0) => true,
            Ok(_) => sources
                .get(2)
                .is_some_and(|timer| !timer.revents().is_empty()),
            Err(error) if error == rustix::io::Errno::INTR => false,
            Err(error) => return Err(error.into()),
        };
        let mut rings = [0; 64];
        while matches!((&self.heard).read(&mut rings), Ok(n) if n == rings.len()) {}
        Ok(ended)
    }

    /// Reads what the terminal has sent, without ever waiting for it.
    pub fn read(&self, bytes: &mut [u8]) -> Heard {
        let stdin = io::stdin();
        let mut sources = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN)];
        match poll(&mut sources, Some(&Timespec::default())) {
            Ok(0) => return Heard::Nothing,
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Heard::Nothing,
            Err(_) => return Heard::HungUp,
        }
        if !sources[0].revents().contains(PollFlags::IN) {
            return Heard::HungUp;
        }
        match rustix::io::read(stdin, bytes) {
            // The end of a terminal that is gone. Ctrl+D is a key, since the terminal is raw.
            Ok(0) => Heard::HungUp,
            Ok(n) => Heard::Bytes(n),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Heard::Nothing,
            Err(_) => Heard::HungUp,
        }
    }
}
