//! A file descriptor with secrets on it, a line each: how scripts and password managers hand them over.

use std::os::fd::{BorrowedFd, OwnedFd, RawFd};
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::{Errno, FdFlags, fcntl_dupfd_cloexec, fcntl_getfd, fcntl_setfd};
use zeroize::Zeroizing;

use super::failure::Failure;
use crate::text::reason::reason;

/// The longest secret, in bytes. Who sends more has sent something else.
pub const LONGEST: usize = 1024;

/// The last descriptor that belongs to everyone: standard error.
const SHARED: RawFd = 2;

/// A descriptor that was open when the program began.
#[derive(Clone)]
pub struct Descriptor {
    number: RawFd,
    file: Arc<OwnedFd>,
}

/// Takes the descriptor with this number. That is done with the arguments, when nothing of our own is open
/// yet that could have the same number.
pub fn parse(number: &str) -> Result<Descriptor, String> {
    let number: RawFd = match number.parse() {
        Ok(number) if number >= 0 => number,
        Ok(_) | Err(_) => return Err("it is not the number of a file descriptor".to_owned()),
    };
    let closed =
        || format!("descriptor {number} is not open; the shell opens it with {number}< and a file");
    // SAFETY: it is lent for these calls only, which refuse a number that is not open, and no descriptor
    // is closed meanwhile: there is no other thread yet.
    let lent = unsafe { BorrowedFd::borrow_raw(number) };
    let flags = fcntl_getfd(lent).map_err(|_| closed())?;
    let file = fcntl_dupfd_cloexec(lent, SHARED + 1).map_err(|_| closed())?;
    if number > SHARED {
        // An editor has no business with it. Where this fails it would be at its end for the editor.
        let _ = fcntl_setfd(lent, flags | FdFlags::CLOEXEC);
    }
    Ok(Descriptor {
        number,
        file: Arc::new(file),
    })
}

impl Descriptor {
    /// Whether it is the one that a text may come through, too.
    pub fn is_standard_input(&self) -> bool {
        self.number == 0
    }

    /// The next line, without its end. What follows stays: on standard input it may be the text.
    ///
    /// # Errors
    /// There is none, or it is no text.
    pub fn line(&self, what: &str) -> Result<Zeroizing<String>, Failure> {
        let here = format!("on descriptor {}", self.number);
        let mut line = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        loop {
            // Byte by byte, so that nothing after the line is taken.
            let mut byte = Zeroizing::new([0]);
            match rustix::io::read(&*self.file, &mut *byte) {
                Ok(0) if line.is_empty() => {
                    return Err(Failure::failed(format!(
                        "There is no line {here} with {what}. Nothing was changed."
                    )));
                }
                Ok(0) => break,
                Ok(_) if *byte == [b'\n'] => break,
                Ok(_) if line.len() == LONGEST => {
                    return Err(Failure::failed(format!(
                        "The line {here} is longer than {LONGEST} bytes, so it is not {what}. Nothing \
                         was changed."
                    )));
                }
                Ok(_) => line.push(byte[0]),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let _ = poll(&mut [PollFd::new(&*self.file, PollFlags::IN)], None);
                }
                Err(error) => {
                    return Err(Failure::failed(format!(
                        "The line for {what} {here} could not be read: {}. Nothing was changed.",
                        reason(&error.into())
                    )));
                }
            }
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        match std::str::from_utf8(&line) {
            Ok("") => Err(Failure::failed(format!(
                "The line for {what} {here} is empty. Nothing was changed."
            ))),
            Ok(text) => Ok(Zeroizing::new(text.to_owned())),
            Err(_) => Err(Failure::failed(format!(
                "The line for {what} {here} is not in UTF-8. Nothing was changed."
            ))),
        }
    }
}
