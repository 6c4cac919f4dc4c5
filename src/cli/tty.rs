//! The person's terminal, wherever standard input and output lead: what is secret is asked and shown there
//! and nowhere else.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use super::descriptor::LONGEST;
use super::failure::Failure;
use super::signals::{Ear, obey};
use crate::text::clean::printable;
use crate::text::reason::reason;

pub struct Tty {
    file: File,
    ear: Ear,
}

/// Whether the terminal shows what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    Shown,
    Unseen,
}

/// The terminal with other settings. They are as before once this is dropped.
struct Set<'a> {
    file: &'a File,
    before: Termios,
}

impl Drop for Set<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.file, OptionalActions::Drain, &self.before);
    }
}

impl<'a> Set<'a> {
    /// What was typed too early is forgotten: it was meant for something else.
    fn new(file: &'a File, typed: Typed) -> io::Result<Set<'a>> {
        let before = tcgetattr(file)?;
        let mut settings = before.clone();
        settings.local_modes |= LocalModes::ICANON | LocalModes::ISIG | LocalModes::ECHONL;
        settings
            .local_modes
            .set(LocalModes::ECHO, typed == Typed::Shown);
        tcsetattr(file, OptionalActions::Flush, &settings)?;
        Ok(Set { file, before })
    }
}

enum Heard {
    Line(Zeroizing<String>),
    /// Too long, or not in UTF-8.
    NoText,
    End,
    Signal(i32),
}

impl Tty {
    /// The terminal that this process belongs to, if it belongs to any.
    pub fn open() -> Option<Tty> {
        let file = OpenOptions::new().read(true).write(true).open("/dev/tty");
        let file = file.ok()?;
        tcgetattr(&file).ok()?;
        Some(Tty {
            file,
            ear: Ear::new().ok()?,
        })
    }

    /// Says a sentence, or a few lines.
    pub fn say(&mut self, text: &str) {
        let _ = writeln!(self.file, "{}", printable(text));
    }

    /// Asks for one line. Whatever ends the program meanwhile, the terminal shows again what is typed.
    ///
    /// # Errors
    /// The person left, or the terminal is gone.
    pub fn ask(&mut self, question: &str, typed: Typed) -> Result<Zeroizing<String>, Failure> {
        let question = printable(question).into_owned();
        loop {
            let heard = self.heard(&question, typed).map_err(|error| {
                Failure::failed(format!(
                    "The terminal could not be used: {}. Nothing was changed.",
                    reason(&error)
                ))
            })?;
            match heard {
                Heard::Line(line) => return Ok(line),
                Heard::NoText => self.say("That cannot be used. Once more."),
                Heard::End => {
                    self.say("");
                    return Err(Failure::failed(
                        "Nothing was given, so nothing was changed.",
                    ));
                }
                // Back from a sleep, the question is asked again.
                Heard::Signal(signal) => {
                    let _ = obey(signal);
                }
            }
        }
    }

    fn heard(&mut self, question: &str, typed: Typed) -> io::Result<Heard> {
        // Dropped in the other order: the signals are held until the terminal is as before.
        let _held = self.ear.hold();
        let _set = Set::new(&self.file, typed)?;
        write!(&self.file, "{question} ")?;
        let mut line = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        loop {
            let mut sources = [
                PollFd::new(&self.file, PollFlags::IN),
                PollFd::from_borrowed_fd(self.ear.fd(), PollFlags::IN),
            ];
            match poll(&mut sources, None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let typed = !sources[0].revents().is_empty();
            if let Some(signal) = self.ear.take() {
                return Ok(Heard::Signal(signal));
            }
            if !typed {
                continue;
            }
            let mut byte = Zeroizing::new([0]);
            match rustix::io::read(&self.file, &mut *byte) {
                Ok(0) if line.is_empty() => return Ok(Heard::End),
                Ok(0) => return Ok(text(&line)),
                Ok(_) if *byte == [b'\n'] => return Ok(text(&line)),
                // It is taken to its end, and refused.
                Ok(_) if line.len() > LONGEST => {}
                Ok(_) => line.push(byte[0]),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn text(line: &[u8]) -> Heard {
    match std::str::from_utf8(line) {
        Ok(text) if line.len() <= LONGEST => Heard::Line(Zeroizing::new(text.to_owned())),
        Ok(_) | Err(_) => Heard::NoText,
    }
}
