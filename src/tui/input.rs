//! What the terminal sends, read byte by byte: keys, pastes, the mouse, and its answers.
//!
//! crossterm's own reader waits inside an unfinished sequence or paste, where no signal reaches the
//! program, and turns for ever once the terminal is gone. This one only looks at bytes that are
//! there, and time decides what an unfinished sequence was.

use std::time::Duration;

use memchr::memmem;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use super::sequence::{self, Csi};

/// Something that came in. It holds private text, so it has no `Debug`.
pub enum Input {
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Focus,
    /// The terminal's background was asked for, and is dark or light.
    Background {
        dark: bool,
    },
    /// The last answer to what was asked.
    Answered,
}

/// After so long without a byte, a lone escape was the key.
const ESCAPE: Duration = Duration::from_millis(50);
/// After so long, a paste without its end has lost it on the way.
const PASTE: Duration = Duration::from_secs(1);
/// What comes after such a silence and is no longer than this is a key and not the rest of a paste.
const ONE_KEY: usize = 8;
/// No sequence that we know is longer.
const LONGEST: usize = 128;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Bytes on their way to becoming keys.
#[derive(Default)]
pub struct Inlet {
    bytes: Vec<u8>,
    /// What was pasted so far, while its end has not come.
    paste: Option<Vec<u8>>,
    /// The paste fell silent, and was handed over as far as it had come.
    silent: bool,
    last: Duration,
}

/// What stands at the beginning of some bytes.
enum Found {
    Input(Input, usize),
    PasteStart(usize),
    /// Nothing of meaning to us.
    Nothing(usize),
    /// It goes on, and the rest is not here yet.
    Unfinished,
}

impl Inlet {
    /// Takes bytes in that came at `now`.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) {
        self.last = now;
        if std::mem::take(&mut self.silent) && bytes.len() <= ONE_KEY {
            self.paste = None;
        }
        match &mut self.paste {
            Some(paste) => paste.extend_from_slice(bytes),
            None => self.bytes.extend_from_slice(bytes),
        }
    }

    /// When `next` has to be asked again although nothing came.
    pub fn due(&self) -> Option<Duration> {
        match &self.paste {
            Some(_) => (!self.silent).then_some(self.last + PASTE),
            None => (!self.bytes.is_empty()).then_some(self.last + ESCAPE),
        }
    }

    /// The next thing that has come in whole, as things stand at `now`.
    pub fn next(&mut self, now: Duration) -> Option<Input> {
        let late = self.due().is_some_and(|due| due <= now);
        loop {
            if self.paste.is_some() {
                return self.pasted(late);
            }
            match begins(&self.bytes, late) {
                Found::Input(input, used) => {
                    self.bytes.drain(..used);
                    return Some(input);
                }
                Found::Nothing(used) => drop(self.bytes.drain(..used)),
                Found::PasteStart(used) => {
                    let paste = self.bytes.split_off(used);
                    self.bytes.clear();
                    self.paste = Some(paste);
                }
                Found::Unfinished => return None,
            }
        }
    }

    fn pasted(&mut self, late: bool) -> Option<Input> {
        let paste = self.paste.as_mut()?;
        let text = |bytes: &[u8]| Some(Input::Paste(String::from_utf8_lossy(bytes).into_owned()));
        if let Some(end) = memmem::find(paste, PASTE_END) {
            let after = paste.split_off(end + PASTE_END.len());
            paste.truncate(end);
            let pasted = text(paste);
            self.paste = None;
            self.bytes = after;
            return pasted;
        }
        if !late {
            return None;
        }
        // Better the words without the end of the paste than keys that do nothing from now on.
        self.silent = true;
        let pasted = std::mem::take(paste);
        if pasted.is_empty() {
            None
        } else {
            text(&pasted)
        }
    }
}

/// What `bytes` begin with. When it is `late`, nothing more will come.
fn begins(bytes: &[u8], late: bool) -> Found {
    let Some(&first) = bytes.first() else {
        return Found::Unfinished;
    };
    let key = |code, mods, used| Found::Input(Input::Key(KeyEvent::new(code, mods)), used);
    let control = |letter: u8| (KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
    let (code, mods) = match first {
        0x1b => return escape(bytes, late),
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        0 => control(b' '),
        0x01..=0x1a => control(first - 1 + b'a'),
        0x1c..=0x1f => control(first - 0x1c + b'4'),
        _ => return letter(bytes, late),
    };
    key(code, mods, 1)
}

/// A letter of any script.
fn letter(bytes: &[u8], late: bool) -> Found {
    let long = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Found::Nothing(1),
    };
    let here = &bytes[..long.min(bytes.len())];
    match std::str::from_utf8(here) {
        Ok(text) => match text.chars().next() {
            Some(c) => {
                let shift = if c.is_uppercase() {
                    KeyModifiers::SHIFT
                } else {
                    KeyModifiers::NONE
                };
                let key = KeyEvent::new(KeyCode::Char(c), shift);
                Found::Input(Input::Key(key), long)
            }
            None => Found::Nothing(1),
        },
        Err(error) if error.error_len().is_none() && !late => Found::Unfinished,
        Err(_) => Found::Nothing(1),
    }
}

fn escape(bytes: &[u8], late: bool) -> Found {
    let alone = || Found::Input(Input::Key(KeyCode::Esc.into()), 1);
    match bytes.get(1) {
        None if late => alone(),
        None => Found::Unfinished,
        // Escape, and then the beginning of something else.
        Some(0x1b) => alone(),
        Some(b'[' | b'O' | b']') if bytes.len() == 2 => {
            if late {
                with_alt(&bytes[1..], late)
            } else {
                Found::Unfinished
            }
        }
        Some(b'[') => csi(bytes, late),
        Some(b'O') => match sequence::ss3(bytes[2]) {
            Some(key) => Found::Input(Input::Key(key), 3),
            None => Found::Nothing(3),
        },
        Some(b']') => answer(bytes, late),
        Some(_) => with_alt(&bytes[1..], late),
    }
}

/// Escape and then a key is that key held with Alt.
fn with_alt(bytes: &[u8], late: bool) -> Found {
    match begins(bytes, late) {
        Found::Input(Input::Key(mut key), used) => {
            key.modifiers |= KeyModifiers::ALT;
            Found::Input(Input::Key(key), used + 1)
        }
        Found::Unfinished => Found::Unfinished,
        Found::Input(_, used) | Found::Nothing(used) | Found::PasteStart(used) => {
            Found::Nothing(used + 1)
        }
    }
}

fn csi(bytes: &[u8], late: bool) -> Found {
    let body = &bytes[2..];
    // Two forms have a length of their own.
    let fixed = match body[0] {
        b'[' => Some(2),
        b'M' => Some(4),
        _ => None,
    };
    if let Some(long) = fixed {
        return match body.get(..long) {
            Some(whole) => found(sequence::fixed(whole), 2 + long),
            None if late => Found::Nothing(bytes.len()),
            None => Found::Unfinished,
        };
    }
    let end = body.iter().position(|byte| !(0x20..=0x3f).contains(byte));
    match end {
        Some(end) if (0x40..=0x7e).contains(&body[end]) => {
            found(sequence::csi(&body[..end], body[end]), 2 + end + 1)
        }
        // Something else began in the middle of it.
        Some(end) => Found::Nothing(2 + end),
        None if late || body.len() > LONGEST => Found::Nothing(bytes.len()),
        None => Found::Unfinished,
    }
}

fn found(csi: Csi, used: usize) -> Found {
    match csi {
        Csi::Key(key) => Found::Input(Input::Key(key), used),
        Csi::Mouse(mouse) => Found::Input(Input::Mouse(mouse), used),
        Csi::Focus => Found::Input(Input::Focus, used),
        Csi::Answered => Found::Input(Input::Answered, used),
        Csi::PasteStart => Found::PasteStart(used),
        Csi::Unknown => Found::Nothing(used),
    }
}

/// What the terminal answers when it is asked for its background.
fn answer(bytes: &[u8], late: bool) -> Found {
    let end = bytes
        .iter()
        .skip(2)
        .position(|byte| matches!(byte, 0x07 | 0x1b));
    let Some(end) = end.map(|end| end + 2) else {
        return if late || bytes.len() > LONGEST {
            Found::Nothing(bytes.len())
        } else {
            Found::Unfinished
        };
    };
    let used = match (bytes[end], bytes.get(end + 1)) {
        (0x1b, Some(b'\\')) => end + 2,
        (0x1b, None) if !late => return Found::Unfinished,
        (0x1b, _) => end,
        _ => end + 1,
    };
    match sequence::background(&bytes[2..end]) {
        Some(dark) => Found::Input(Input::Background { dark }, used),
        None => Found::Nothing(used),
    }
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
