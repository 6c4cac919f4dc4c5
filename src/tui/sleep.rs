//! Sleeping for the shell: the terminal goes back, the program stops, and both come again.

use std::io;
use std::time::{Duration, Instant};

use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};

use super::driver::{Driver, LAST_SAVE, Way};
use super::msg::{Msg, Told};
use super::terminal::Screen;

impl Driver<'_> {
    /// The person wants the shell.
    pub fn suspend(&mut self) {
        // A group that no shell started has no one to wake it.
        if getsid(None).is_ok_and(|session| session == getpgrp()) {
            let sentence = "There is no shell behind this window to go to.";
            return self.tell(Told::Failed(sentence.to_owned()));
        }
        // Before the whole program stops, and with it the thread that writes.
        self.settle();
        self.lock();
        self.part(false);
        // Whatever was started together with us, such as a script around us, stops too.
        if kill_current_process_group(Signal::TSTP).is_ok() {
            let end = Instant::now() + Duration::from_millis(100);
            while !self.bell.must_sleep() && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        if self.stop().is_err() {
            self.end(Way::HungUp);
        }
    }

    /// A signal asked for a sleep. The draft is kept first: the machine may be off before we wake.
    pub fn sleep(&mut self) -> io::Result<()> {
        self.settle();
        self.lock();
        self.part(false);
        self.stop()
    }

    /// Locks what is sealed, and waits until the keys are dropped: what sleeps holds its memory.
    fn lock(&mut self) {
        self.msg(Msg::Sleep);
        self.hear(Instant::now() + LAST_SAVE, |app| app.is_locking());
    }

    /// Stops until the shell wakes us, and takes the terminal again.
    fn stop(&mut self) -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.bell.was_woken();
        self.back_again()
    }

    pub fn back_again(&mut self) -> io::Result<()> {
        self.screen.take()?;
        let (width, height) = Screen::size();
        self.msg(Msg::Resize(width, height));
        self.msg(Msg::Focus);
        self.draw();
        Ok(())
    }
}
