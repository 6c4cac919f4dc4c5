//! Which key does what in a text.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Edit, Editor, Lines, Motion, Outcome};

impl Editor {
    /// Does what a key means in a text, or returns `None` when the key is for someone else:
    /// Tab, Esc, function keys, most of Ctrl; Enter and the vertical keys in a field of one line;
    /// Up and Down when the caret can go no further, so that the focus can.
    pub fn key(&mut self, key: KeyEvent) -> Option<Outcome> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let edit = self.not_telling(edit_of(key, self.lines)?)?;
        let leaves = matches!(edit, Edit::Move(Motion::Up | Motion::Down));
        let before = (self.caret.place, self.caret.anchor);
        let outcome = self.apply(edit);
        let stayed = before == (self.caret.place, self.caret.anchor);
        (!leaves || !stayed).then_some(outcome)
    }
}

fn edit_of(key: KeyEvent, lines: Lines) -> Option<Edit> {
    let with = |modifier| key.modifiers.contains(modifier);
    let shift = with(KeyModifiers::SHIFT);
    let control = with(KeyModifiers::CONTROL);
    let alt = with(KeyModifiers::ALT);
    if key
        .modifiers
        .intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META)
    {
        return None;
    }
    let many = lines == Lines::Many;
    let word = control || alt;
    let motion = match key.code {
        KeyCode::Left if word => Motion::WordLeft,
        KeyCode::Left => Motion::Left,
        KeyCode::Right if word => Motion::WordRight,
        KeyCode::Right => Motion::Right,
        KeyCode::Up if many && word => Motion::ParagraphStart,
        KeyCode::Up if many => Motion::Up,
        KeyCode::Down if many && word => Motion::ParagraphEnd,
        KeyCode::Down if many => Motion::Down,
        KeyCode::PageUp if many && !word => Motion::PageUp,
        KeyCode::PageDown if many && !word => Motion::PageDown,
        KeyCode::Home if control => Motion::Start,
        KeyCode::Home => Motion::RowStart,
        KeyCode::End if control => Motion::End,
        KeyCode::End => Motion::RowEnd,
        KeyCode::Backspace if word => return Some(Edit::DeleteWordBack),
        KeyCode::Backspace => return Some(Edit::Backspace),
        KeyCode::Delete if word => return Some(Edit::DeleteWordForward),
        KeyCode::Delete => return Some(Edit::Delete),
        KeyCode::Enter if many && !control => return Some(Edit::Newline),
        // Neither, or both: on many keyboards AltGr arrives as both, and it types a character.
        KeyCode::Char(c) if control == alt => return Some(Edit::Insert(c.into())),
        KeyCode::Char(c) if control => return with_control(c.to_ascii_lowercase(), shift, many),
        KeyCode::Char(c) => return with_alt(c.to_ascii_lowercase()),
        _ => return None,
    };
    Some(if shift {
        Edit::Select(motion)
    } else {
        Edit::Move(motion)
    })
}

fn with_control(c: char, shift: bool, many: bool) -> Option<Edit> {
    match c {
        'z' if shift => Some(Edit::Redo),
        'z' => Some(Edit::Undo),
        'y' => Some(Edit::Redo),
        'a' => Some(Edit::SelectAll),
        'w' => Some(Edit::DeleteWordBack),
        'u' => Some(Edit::DeleteToLineStart),
        'k' => Some(Edit::DeleteToLineEnd),
        // What Backspace sends on some terminals, so it must not delete more than Backspace.
        'h' => Some(Edit::Backspace),
        // A newline in a paste, where pastes arrive as keys.
        'j' if many => Some(Edit::Newline),
        _ => None,
    }
}

/// What terminals send for Alt and an arrow, and the usual key for deleting a word.
fn with_alt(c: char) -> Option<Edit> {
    match c {
        'b' => Some(Edit::Move(Motion::WordLeft)),
        'f' => Some(Edit::Move(Motion::WordRight)),
        'd' => Some(Edit::DeleteWordForward),
        _ => None,
    }
}
