//! Signals that have to wait: while a terminal shows nothing of what is typed, and while an editor has it.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::raw::c_int;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::low_level::{emulate_default_handler, pipe};
use signal_hook::{SigId, flag};

const ENDING: [c_int; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// Whether a signal that is listened for does what it does by default. A handler that was once set stays
/// for good, so without this the signal would mean nothing any more.
static END: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
static SLEEP: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// Hears the signals that end the program or put it to sleep.
pub struct Ear {
    heard: UnixStream,
    last: Arc<AtomicUsize>,
}

impl Ear {
    /// Begins to listen. The signals do what they always do, but for the time of [`Ear::hold`].
    pub fn new() -> io::Result<Ear> {
        let (heard, rope) = UnixStream::pair()?;
        heard.set_nonblocking(true)?;
        rope.set_nonblocking(true)?;
        let last = Arc::new(AtomicUsize::new(0));
        let ending = ENDING.map(|signal| (signal, &*END));
        for (signal, usual) in ending.into_iter().chain([(SIGTSTP, &*SLEEP)]) {
            flag::register_conditional_default(signal, Arc::clone(usual))?;
            flag::register_usize(signal, Arc::clone(&last), signal.unsigned_abs() as usize)?;
            pipe::register(signal, rope.try_clone()?)?;
        }
        Ok(Ear { heard, last })
    }

    /// Keeps the signals for the one who listens, until this is dropped.
    pub fn hold(&self) -> Held {
        Held::of(&[&END, &SLEEP])
    }

    /// What is readable once a signal was heard.
    pub fn fd(&self) -> BorrowedFd<'_> {
        self.heard.as_fd()
    }

    /// The signal that was heard, once.
    pub fn take(&mut self) -> Option<c_int> {
        let mut rings = [0; 64];
        while matches!(self.heard.read(&mut rings), Ok(n) if n == rings.len()) {}
        let signal = self.last.swap(0, Ordering::SeqCst);
        c_int::try_from(signal).ok().filter(|signal| *signal != 0)
    }
}

/// Does what a signal does by default. One that ends the program does not come back.
pub fn obey(signal: c_int) -> io::Result<()> {
    emulate_default_handler(signal)
}

/// While it lives, signals do not do what they usually do.
pub struct Held(Vec<Arc<AtomicBool>>);

impl Held {
    fn of(usual: &[&Arc<AtomicBool>]) -> Held {
        let usual: Vec<_> = usual.iter().map(|usual| Arc::clone(usual)).collect();
        usual
            .iter()
            .for_each(|usual| usual.store(false, Ordering::SeqCst));
        Held(usual)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0
            .iter()
            .for_each(|usual| usual.store(true, Ordering::SeqCst));
    }
}

/// While it lives, no signal ends the program: the one who has the terminal decides about it.
pub struct Deaf {
    ids: Vec<SigId>,
    _held: Held,
}

impl Deaf {
    pub fn new() -> io::Result<Deaf> {
        let held = Held::of(&[&END]);
        let nobody = Arc::new(AtomicBool::new(false));
        let ids = ENDING.map(|signal| flag::register(signal, Arc::clone(&nobody)));
        Ok(Deaf {
            ids: ids.into_iter().collect::<io::Result<_>>()?,
            _held: held,
        })
    }
}

impl Drop for Deaf {
    fn drop(&mut self) {
        for id in &self.ids {
            signal_hook::low_level::unregister(*id);
        }
    }
}
