//! The program in a terminal: a real pseudo-terminal, with an emulator at the other end of it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZeroU16;
use std::os::fd::BorrowedFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};

use super::bytes::Modes;

/// Long enough for a machine that is busy with everything else; nobody waits for it when all is well.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// Rows of the past that the emulator keeps.
const SCROLLBACK: usize = 500;
/// What stands on the screen before the program starts, as if a shell had printed it.
pub const EARLIER: &str = "$ earlier words of the shell";

/// Around everything that is to be shown at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// All that the terminal has seen.
struct Seen {
    emulator: vt100::Parser,
    raw: Vec<u8>,
    /// What is not shown yet, since the update that it belongs to is not whole.
    held: Vec<u8>,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.held.extend_from_slice(bytes);
        let rest = self.held.split_off(whole(&self.held));
        let whole = std::mem::replace(&mut self.held, rest);
        self.emulator.process(&whole);
    }

    /// Shows what is left when nothing more comes.
    fn show_the_rest(&mut self) {
        let rest = std::mem::take(&mut self.held);
        self.emulator.process(&rest);
    }
}

/// How many of these bytes can be shown: as in a terminal, none of an update that is not whole.
fn whole(bytes: &[u8]) -> usize {
    let last = |what: &[u8]| bytes.windows(what.len()).rposition(|piece| piece == what);
    match (last(BEGIN), last(END)) {
        (Some(begin), None) => begin,
        (Some(begin), Some(end)) if begin > end => begin,
        // The begin of an update may come in two pieces.
        _ => {
            let pieces = (1..BEGIN.len()).rev();
            let begun = pieces.map(|n| &BEGIN[..n]).find(|n| bytes.ends_with(n));
            bytes.len() - begun.map_or(0, <[u8]>::len)
        }
    }
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

pub struct Term {
    master: Box<dyn MasterPty + Send>,
    /// Kept open as a shell would, so that the terminal outlives the program.
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: File,
    child: Box<dyn Child + Send + Sync>,
    seen: Shared,
    stop: UnixStream,
    reader: Option<JoinHandle<()>>,
    before: String,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Term {
    /// Starts `command` in a terminal of `width` by `height`.
    pub fn start(command: CommandBuilder, (width, height): (u16, u16)) -> Term {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let (master, slave) = (pair.master, pair.slave);
        let raw = master.as_raw_fd().unwrap();
        // SAFETY: `master` is open and stays so until after both copies are made.
        let fd = unsafe { BorrowedFd::borrow_raw(raw) };
        let keyboard = File::from(fd.try_clone_to_owned().unwrap());
        let screen = File::from(fd.try_clone_to_owned().unwrap());
        let mut emulator = vt100::Parser::new(cells(height), cells(width), SCROLLBACK);
        emulator.process(format!("{EARLIER}\r\n$ amends\r\n").as_bytes());
        let seen: Shared = Arc::new((
            Mutex::new(Seen {
                emulator,
                raw: Vec::new(),
                held: Vec::new(),
            }),
            Condvar::new(),
        ));
        let (stop, stopped) = UnixStream::pair().unwrap();
        let reader = {
            let seen = Arc::clone(&seen);
            std::thread::spawn(move || read(screen, &stopped, &seen))
        };
        let before = format!("{:?}", master.get_termios());
        let child = slave.spawn_command(command).unwrap();
        Term {
            master,
            slave: Some(slave),
            keyboard,
            child,
            seen,
            stop,
            reader: Some(reader),
            before,
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends keys, as the bytes that a terminal makes of them.
    pub fn keys(&mut self, keys: &str) -> &mut Term {
        self.send(keys.as_bytes())
    }

    pub fn send(&mut self, bytes: &[u8]) -> &mut Term {
        self.keyboard.write_all(bytes).unwrap();
        self
    }

    /// Another hand at the same keyboard, for what has to be sent while something else is awaited.
    pub fn keyboard(&self) -> File {
        self.keyboard.try_clone().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    pub fn resize(&self, width: u16, height: u16) {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.look()
            .emulator
            .screen_mut()
            .set_size(cells(height), cells(width));
        self.master.resize(size).unwrap();
    }

    fn look(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// The words on the screen.
    pub fn screen(&self) -> String {
        self.look().emulator.screen().contents()
    }

    /// Something of the emulator's screen.
    pub fn ask<T>(&self, ask: impl FnOnce(&vt100::Screen) -> T) -> T {
        ask(self.look().emulator.screen())
    }

    /// Every byte that the program has sent so far.
    pub fn raw(&self) -> Vec<u8> {
        self.look().raw.clone()
    }

    /// The modes that the program has left on.
    pub fn modes(&self) -> Modes {
        Modes::of(&self.raw())
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> &Term {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.look();
        while !is_so(seen.emulator.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let contents = seen.emulator.screen().contents();
                drop(seen);
                panic!("waited in vain for {what}; the screen:\n{contents}");
            }
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        self
    }

    /// Waits for words on the screen.
    #[track_caller]
    pub fn wait(&mut self, words: &str) -> &mut Term {
        self.until(&format!("{words:?}"), |screen| {
            screen.contents().contains(words)
        });
        self
    }

    /// Waits until the row with the focus has these words.
    #[track_caller]
    pub fn wait_focus(&mut self, words: &str) -> &mut Term {
        self.until(&format!("the focus on {words:?}"), |screen| {
            let contents = screen.contents();
            contents
                .lines()
                .any(|line| line.contains('▸') && line.contains(words))
        });
        self
    }

    /// Waits until words have gone from the screen.
    #[track_caller]
    pub fn wait_gone(&mut self, words: &str) -> &mut Term {
        self.until(&format!("{words:?} to go"), |screen| {
            !screen.contents().contains(words)
        });
        self
    }

    /// Waits for something that is not on the screen.
    #[track_caller]
    pub fn wait_for(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(
                Instant::now() < end,
                "waited in vain for {what}; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program has ended and all that it said was read. Gives its exit code.
    #[track_caller]
    pub fn ended(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.stop_reading();
                return status.exit_code();
            }
            assert!(
                Instant::now() < end,
                "it does not end; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn stop_reading(&mut self) {
        drop(self.stop.write(&[1]));
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
    }

    /// The person closes the window: every handle on the other end goes. Gives the program's end.
    pub fn hang_up(mut self) -> Box<dyn Child + Send + Sync> {
        self.stop_reading();
        let none = Box::new(Gone) as Box<dyn Child + Send + Sync>;
        // The rest of `self` is dropped here, and with it the terminal.
        std::mem::replace(&mut self.child, none)
    }

    /// Says what is wrong with the terminal that the program gave back, if anything is.
    #[track_caller]
    pub fn is_as_before(&self) {
        self.is_given_back();
        let contents = self.screen();
        assert!(
            contents.contains(EARLIER),
            "the shell's words are gone:\n{contents}"
        );
    }

    /// The same, but for the words, which an emulator of a few columns has cut off.
    #[track_caller]
    pub fn is_given_back(&self) {
        assert_eq!(
            format!("{:?}", self.master.get_termios()),
            self.before,
            "the terminal's settings"
        );
        let modes = self.modes();
        assert!(modes.all_off(), "modes that were left on: {modes:?}");
        self.ask(|screen| {
            assert!(
                !screen.alternate_screen(),
                "the alternate screen is still there"
            );
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
        });
    }

    /// All that can still be seen, scrolling back as far as it goes.
    pub fn screen_and_scrollback(&self) -> String {
        let mut seen = self.look();
        let screen = seen.emulator.screen_mut();
        let mut all = screen.contents();
        for back in 1..=screen.scrollback_len() {
            screen.set_scrollback(back);
            all.push_str(&screen.contents());
        }
        screen.set_scrollback(0);
        all
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        self.slave = None;
        self.stop_reading();
    }
}

/// Stands where a child was that has been handed on.
#[derive(Debug)]
struct Gone;

impl portable_pty::ChildKiller for Gone {
    fn kill(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn clone_killer(&self) -> Box<dyn portable_pty::ChildKiller + Send + Sync> {
        Box::new(Gone)
    }
}

impl Child for Gone {
    fn try_wait(&mut self) -> io::Result<Option<portable_pty::ExitStatus>> {
        Ok(None)
    }

    fn wait(&mut self) -> io::Result<portable_pty::ExitStatus> {
        Ok(portable_pty::ExitStatus::with_exit_code(0))
    }

    fn process_id(&self) -> Option<u32> {
        None
    }
}

/// Reads what the program sends until it is told to stop, and then what is still there.
fn read(mut screen: File, stopped: &UnixStream, seen: &Shared) {
    let mut bytes = vec![0; 1 << 16];
    loop {
        let mut sources = [
            PollFd::new(&screen, PollFlags::IN),
            PollFd::new(stopped, PollFlags::IN),
        ];
        if poll(&mut sources, None).is_err() {
            continue;
        }
        let [there, stop] = [sources[0].revents(), sources[1].revents()];
        if there.contains(PollFlags::IN) {
            match screen.read(&mut bytes) {
                Ok(0) | Err(_) => break,
                Ok(n) => {
                    seen.0.lock().unwrap().take(&bytes[..n]);
                    seen.1.notify_all();
                }
            }
        } else if !stop.is_empty() || !there.is_empty() {
            break;
        }
    }
    seen.0.lock().unwrap().show_the_rest();
}
