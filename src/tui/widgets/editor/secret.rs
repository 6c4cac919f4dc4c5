//! A field whose text is secret: a passphrase, or a code that stands in for it.
//!
//! Nothing of it is remembered for undoing, nothing can be copied out of it, and it is hidden until it
//! is asked for.

use super::{Edit, Editor, Lines, Motion};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Secret {
    /// Whether dots stand for its letters.
    hidden: bool,
}

impl Editor {
    /// An empty line for something secret.
    pub fn secret(hidden: bool) -> Editor {
        let mut editor = Editor::new("", Lines::One);
        editor.secret = Some(Secret { hidden });
        editor
    }

    /// Shows the letters, or dots for them, where the text is secret.
    pub fn hide(&mut self, hidden: bool) {
        if let Some(secret) = &mut self.secret {
            secret.hidden = hidden;
        }
    }

    /// Whether dots stand for the letters.
    pub fn is_hidden(&self) -> bool {
        self.secret.is_some_and(|secret| secret.hidden)
    }

    /// What of a text comes in. Whatever was copied together with its line end would otherwise end in
    /// a space that nobody sees.
    pub(super) fn taken_in<'a>(&self, text: &'a str) -> &'a str {
        match self.secret {
            Some(_) => text.trim_end_matches(['\r', '\n']),
            None => text,
        }
    }

    /// The edit, as far as it tells nothing of a text that is hidden: where its words end cannot be
    /// found out by moving about. What is secret has nothing to undo, and the key is for someone else.
    pub(super) fn not_telling(&self, edit: Edit) -> Option<Edit> {
        if self.secret.is_none() {
            return Some(edit);
        }
        let whole = |motion| match motion {
            Motion::WordLeft if self.is_hidden() => Motion::RowStart,
            Motion::WordRight if self.is_hidden() => Motion::RowEnd,
            other => other,
        };
        match edit {
            Edit::Undo | Edit::Redo => None,
            Edit::Move(motion) => Some(Edit::Move(whole(motion))),
            Edit::Select(motion) => Some(Edit::Select(whole(motion))),
            Edit::DeleteWordBack if self.is_hidden() => Some(Edit::DeleteToLineStart),
            Edit::DeleteWordForward if self.is_hidden() => Some(Edit::DeleteToLineEnd),
            other => Some(other),
        }
    }
}
