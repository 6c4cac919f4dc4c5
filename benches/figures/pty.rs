//! A program in a terminal of our own, driven by keys and read from its picture.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::Parser;

const ROWS: NonZeroU16 = NonZeroU16::new(24).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(80).unwrap();
/// Longer than anything here takes, the slowest of the peers included.
const PATIENCE: Duration = Duration::from_secs(600);
/// After so long without a byte a program has drawn what it had to draw.
const QUIET: Duration = Duration::from_millis(150);

/// A program to start.
#[derive(Clone)]
pub struct Program {
    pub path: PathBuf,
    pub arguments: Vec<String>,
    pub environment: Vec<(&'static str, String)>,
}

pub struct Running {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    sent: Receiver<(Instant, Vec<u8>)>,
    picture: Parser,
    /// How many bytes the terminal got.
    shown: usize,
    began: Instant,
}

impl Running {
    pub fn start(program: &Program) -> Running {
        let size = PtySize {
            rows: ROWS.get(),
            cols: COLUMNS.get(),
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.arguments);
        command.env("TERM", "xterm-256color");
        // The terminal here answers no questions, so none is asked.
        command.env("COLORFGBG", "15;0");
        for (name, value) in &program.environment {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().expect("what it sends");
        let keys = pair.master.take_writer().expect("its keyboard");
        let (out, sent) = channel();
        std::thread::spawn(move || {
            let mut some = [0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut some) {
                if out.send((Instant::now(), some[..read].to_vec())).is_err() {
                    return;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        Running {
            child,
            _master: pair.master,
            keys,
            sent,
            picture: Parser::new(ROWS, COLUMNS, 0),
            shown: 0,
            began,
        }
    }

    fn see(&mut self, bytes: &[u8]) {
        self.shown += bytes.len();
        self.picture.process(bytes);
    }

    pub fn press(&mut self, keys: &str) -> Instant {
        let now = Instant::now();
        self.keys.write_all(keys.as_bytes()).expect("a key");
        now
    }

    pub fn began(&self) -> Instant {
        self.began
    }

    pub fn shows(&self, words: &str) -> bool {
        self.picture.screen().contents().contains(words)
    }

    /// The time at which the picture first had these words.
    pub fn until(&mut self, words: &str) -> Instant {
        let mut last = Instant::now();
        while !self.shows(words) {
            match self.sent.recv_timeout(PATIENCE) {
                Ok((at, bytes)) => {
                    self.see(&bytes);
                    last = at;
                }
                Err(_) => panic!(
                    "{words:?} never came:\n{}",
                    self.picture.screen().contents()
                ),
            }
        }
        last
    }

    /// As [`Running::until`], for so long at the most.
    pub fn until_within(&mut self, words: &str, most: Duration) -> Option<Instant> {
        let end = Instant::now() + most;
        let mut last = Instant::now();
        while !self.shows(words) {
            let left = end.saturating_duration_since(Instant::now());
            let (at, bytes) = self.sent.recv_timeout(left).ok()?;
            self.see(&bytes);
            last = at;
        }
        Some(last)
    }

    /// Pastes as a terminal does: between marks where the program asked for them, otherwise as keys.
    pub fn paste(&mut self, text: &str) -> Instant {
        if self.picture.screen().bracketed_paste() {
            self.press(&format!("\u{1b}[200~{text}\u{1b}[201~"))
        } else {
            self.press(text)
        }
    }

    /// Takes in what is still coming.
    pub fn rest(&mut self) {
        while let Ok((_, bytes)) = self.sent.recv_timeout(QUIET) {
            self.see(&bytes);
        }
    }

    /// Milliseconds from these keys to a picture with these words.
    pub fn answer(&mut self, keys: &str, words: &str) -> f64 {
        assert!(!self.shows(words), "{words:?} was there before {keys:?}");
        let pressed = self.press(keys);
        ms(self.until(words) - pressed)
    }

    /// Milliseconds from these keys to the first byte that they bring.
    pub fn first_byte(&mut self, keys: &str) -> f64 {
        let pressed = self.press(keys);
        let (at, bytes) = self.sent.recv_timeout(PATIENCE).expect("an answer");
        self.see(&bytes);
        ms(at - pressed)
    }

    fn system(&self, file: &str, line: &str) -> Option<f64> {
        let id = self.child.process_id()?;
        let text = std::fs::read_to_string(format!("/proc/{id}/{file}")).ok()?;
        let line = text.lines().find_map(|l| l.strip_prefix(line))?;
        line.trim().trim_end_matches(" kB").trim().parse().ok()
    }

    /// The memory that it holds, in megabytes; not a number where the system does not tell.
    pub fn memory(&self) -> f64 {
        self.system("status", "VmRSS:")
            .map_or(f64::NAN, |kilobytes| kilobytes * 1024.0 / 1e6)
    }

    /// The bytes that it has written so far, without those that the terminal got. It has to be at rest.
    pub fn written(&self) -> f64 {
        let all = self.system("io", "wchar:");
        all.map_or(f64::NAN, |all| all - self.shown as f64)
    }

    /// How often it was woken so far, all of its threads together.
    pub fn wakings(&self) -> f64 {
        let Some(id) = self.child.process_id() else {
            return f64::NAN;
        };
        let threads = std::fs::read_dir(format!("/proc/{id}/task"));
        let threads = threads.into_iter().flatten().flatten();
        threads
            .filter_map(|thread| {
                let name = thread.file_name();
                let file = format!("task/{}/status", name.to_string_lossy());
                self.system(&file, "voluntary_ctxt_switches:")
            })
            .sum()
    }

    pub fn end(mut self, keys: &str) {
        self.press(keys);
        let _ = self.child.wait();
    }

    /// Ends it where it stands, as a power cut or a system without memory does.
    pub fn kill(&mut self) {
        let id = self
            .child
            .process_id()
            .and_then(|id| i32::try_from(id).ok());
        if let Some(id) = id.and_then(Pid::from_raw) {
            let _ = kill_process(id, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
