//! What single sequences mean. Numbers in them come from outside: none is trusted to be small, or there.

use ratatui::crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// What a control sequence says.
#[derive(Debug, PartialEq)]
pub enum Csi {
    Key(KeyEvent),
    Mouse(MouseEvent),
    Focus,
    Answered,
    PasteStart,
    Unknown,
}

/// A key after `ESC O`.
pub fn ss3(byte: u8) -> Option<KeyEvent> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        _ => cursor_or_function(byte)?,
    };
    Some(code.into())
}

fn cursor_or_function(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        _ => return None,
    })
}

/// The function keys of the Linux console, and the mouse as it was first reported.
pub fn fixed(bytes: &[u8]) -> Csi {
    match *bytes {
        [b'[', key @ b'A'..=b'E'] => Csi::Key(KeyCode::F(key - b'A' + 1).into()),
        [b'M', button, x, y] => {
            let at = |byte: u8| u16::from(byte.saturating_sub(33));
            let button = u16::from(button.saturating_sub(32));
            mouse(button, at(x), at(y), false)
        }
        _ => Csi::Unknown,
    }
}

/// A sequence with these parameters and this end.
pub fn csi(params: &[u8], last: u8) -> Csi {
    let Ok(params) = std::str::from_utf8(params) else {
        return Csi::Unknown;
    };
    match (params.as_bytes().first(), last) {
        (Some(b'?'), b'c') => return Csi::Answered,
        (Some(b'<'), b'M' | b'm') => {
            return reported(&Numbers::of(&params[1..]), 0, last == b'm');
        }
        (Some(b'<' | b'?' | b'>' | b'='), _) => return Csi::Unknown,
        _ => {}
    }
    let numbers = Numbers::of(params);
    let held = numbers.held(1);
    match last {
        b'M' => reported(&numbers, 32, false),
        b'I' if params.is_empty() => Csi::Focus,
        b'Z' => numbers.key(KeyCode::BackTab, held | KeyModifiers::SHIFT, 1),
        b'~' => tilde(&numbers),
        b'u' => match numbers.at(0, 0) {
            Some(code) => numbers.spelled(code, 1),
            None => Csi::Unknown,
        },
        // A first number other than 1 is the place of a cursor that nobody asked for.
        _ if numbers.at(0, 0).is_some_and(|first| first != 1) => Csi::Unknown,
        _ => match cursor_or_function(last) {
            Some(code) => numbers.key(code, held, 1),
            None => Csi::Unknown,
        },
    }
}

fn tilde(numbers: &Numbers) -> Csi {
    let function = |n: u32| u8::try_from(n).map_or(KeyCode::Null, KeyCode::F);
    let code = match numbers.at(0, 0) {
        Some(200) => return Csi::PasteStart,
        // Keys that have no byte of their own: 27, what is held, the letter.
        Some(27) => {
            return numbers
                .at(2, 0)
                .map_or(Csi::Unknown, |code| numbers.spelled(code, 1));
        }
        Some(1 | 7) => KeyCode::Home,
        Some(2) => KeyCode::Insert,
        Some(3) => KeyCode::Delete,
        Some(4 | 8) => KeyCode::End,
        Some(5) => KeyCode::PageUp,
        Some(6) => KeyCode::PageDown,
        Some(n @ 11..=15) => function(n - 10),
        Some(n @ 17..=21) => function(n - 11),
        Some(n @ 23..=26) => function(n - 12),
        Some(n @ 28..=29) => function(n - 15),
        Some(n @ 31..=34) => function(n - 17),
        _ => return Csi::Unknown,
    };
    numbers.key(code, numbers.held(1), 1)
}

/// The numbers between semicolons, each with those after its colons.
struct Numbers(Vec<Vec<Option<u32>>>);

impl Numbers {
    fn of(params: &str) -> Numbers {
        let number = |text: &str| text.parse().ok();
        Numbers(
            params
                .split(';')
                .map(|part| part.split(':').map(number).collect())
                .collect(),
        )
    }

    fn at(&self, part: usize, place: usize) -> Option<u32> {
        *self.0.get(part)?.get(place)?
    }

    /// What is held with the key.
    fn held(&self, part: usize) -> KeyModifiers {
        let mask = self.at(part, 0).unwrap_or(1).saturating_sub(1);
        let bits = [
            KeyModifiers::SHIFT,
            KeyModifiers::ALT,
            KeyModifiers::CONTROL,
            KeyModifiers::SUPER,
            KeyModifiers::HYPER,
            KeyModifiers::META,
        ];
        bits.into_iter()
            .enumerate()
            .filter(|(bit, _)| mask & (1 << bit) != 0)
            .fold(KeyModifiers::NONE, |all, (_, one)| all | one)
    }

    fn key(&self, code: KeyCode, held: KeyModifiers, part: usize) -> Csi {
        let kind = match self.at(part, 1) {
            Some(2) => KeyEventKind::Repeat,
            Some(3) => KeyEventKind::Release,
            _ => KeyEventKind::Press,
        };
        Csi::Key(KeyEvent::new_with_kind(code, held, kind))
    }

    /// A key that is given by the number of its letter.
    fn spelled(&self, code: u32, part: usize) -> Csi {
        let mut held = self.held(part);
        let shifted = self.at(0, 1).filter(|_| held.contains(KeyModifiers::SHIFT));
        let Some(letter) = char::from_u32(shifted.unwrap_or(code)) else {
            return Csi::Unknown;
        };
        let code = match letter {
            '\x1b' => KeyCode::Esc,
            '\r' => KeyCode::Enter,
            '\t' if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            '\t' => KeyCode::Tab,
            '\x7f' | '\x08' => KeyCode::Backspace,
            // Where some terminals keep keys that are no letters.
            '\u{e000}'..='\u{f8ff}' => return Csi::Unknown,
            c if c.is_control() => return Csi::Unknown,
            c => {
                if shifted.is_some() && !c.is_uppercase() {
                    held.remove(KeyModifiers::SHIFT);
                }
                KeyCode::Char(c)
            }
        };
        self.key(code, held, part)
    }
}

/// The mouse in numbers, whose first begins at `base`.
fn reported(numbers: &Numbers, base: u32, released: bool) -> Csi {
    let number = |part| numbers.at(part, 0).and_then(|n| u16::try_from(n).ok());
    let button = numbers.at(0, 0).and_then(|n| n.checked_sub(base));
    match (
        button.and_then(|n| u16::try_from(n).ok()),
        number(1),
        number(2),
    ) {
        (Some(button), Some(x), Some(y)) => {
            mouse(button, x.saturating_sub(1), y.saturating_sub(1), released)
        }
        _ => Csi::Unknown,
    }
}

fn mouse(button: u16, column: u16, row: u16, released: bool) -> Csi {
    let which = (button & 0b11) | ((button & 0b1100_0000) >> 4);
    let dragging = button & 0b10_0000 != 0;
    let name = match which {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (which, dragging) {
        (0..=2, false) if released => MouseEventKind::Up(name),
        (0..=2, false) => MouseEventKind::Down(name),
        (0..=2, true) => MouseEventKind::Drag(name),
        (3, false) => MouseEventKind::Up(MouseButton::Left),
        (3..=5, true) => MouseEventKind::Moved,
        (4, false) => MouseEventKind::ScrollUp,
        (5, false) => MouseEventKind::ScrollDown,
        (6, false) => MouseEventKind::ScrollLeft,
        (7, false) => MouseEventKind::ScrollRight,
        _ => return Csi::Unknown,
    };
    let held = [
        (0b0100, KeyModifiers::SHIFT),
        (0b1000, KeyModifiers::ALT),
        (0b1_0000, KeyModifiers::CONTROL),
    ];
    let modifiers = held
        .into_iter()
        .filter(|(bit, _)| button & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, one)| all | one);
    Csi::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers,
    })
}

/// Whether the colour in an answer such as `11;rgb:1e1e/1e1e/1e1e` is dark.
pub fn background(answer: &[u8]) -> Option<bool> {
    let answer = std::str::from_utf8(answer).ok()?.strip_prefix("11;")?;
    let (_, colours) = answer.split_once(':')?;
    // Each channel has one to four digits, of which the first two are enough.
    let channel = |text: &str| {
        let value = u32::from_str_radix(text.get(..2).unwrap_or(text), 16).ok()?;
        Some(if text.len() == 1 { value * 17 } else { value })
    };
    let mut channels = colours.split('/').map(channel);
    let [red, green, blue] = [channels.next()??, channels.next()??, channels.next()??];
    Some(red * 299 + green * 587 + blue * 114 < 128 * 1000)
}
