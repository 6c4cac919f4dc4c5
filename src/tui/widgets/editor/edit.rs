//! What can be done to the text.

use std::fmt;

use crate::text::clean::{clean, clean_line};

use super::buffer::Place;
use super::history::{Exchange, Kind};
use super::motion::Caret;
use super::{Editor, Lines, Motion};

/// Something done to the text, its caret or its selection.
#[derive(Clone, PartialEq, Eq)]
pub enum Edit {
    /// Types text over the selection. Neighbouring letters are undone together.
    Insert(String),
    /// Starts a new paragraph; does nothing in a field of one line.
    Newline,
    /// Puts text over the selection, as one step.
    Paste(String),
    /// Deletes the selection, or the grapheme before the caret.
    Backspace,
    /// Deletes the selection, or the grapheme after the caret.
    Delete,
    /// Deletes the selection, or back to where [`Motion::WordLeft`] goes.
    DeleteWordBack,
    /// Deletes the selection, or on to where [`Motion::WordRight`] goes.
    DeleteWordForward,
    /// Deletes the selection, or back to the start of the row on the screen.
    DeleteToLineStart,
    /// Deletes the selection, or on to the end of the row on the screen.
    DeleteToLineEnd,
    /// Deletes the selection only.
    DeleteSelection,
    /// Takes the last step back.
    Undo,
    /// Does the step last taken back again.
    Redo,
    /// Moves the caret; nothing stays selected.
    Move(Motion),
    /// Moves the caret and selects what it passes.
    Select(Motion),
    /// Selects the whole text.
    SelectAll,
}

/// Lengths only, as for the editor itself: what is typed is private.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edit::Insert(text) => write!(f, "Insert({} bytes)", text.len()),
            Edit::Paste(text) => write!(f, "Paste({} bytes)", text.len()),
            Edit::Move(motion) => write!(f, "Move({motion:?})"),
            Edit::Select(motion) => write!(f, "Select({motion:?})"),
            Edit::Newline => f.write_str("Newline"),
            Edit::Backspace => f.write_str("Backspace"),
            Edit::Delete => f.write_str("Delete"),
            Edit::DeleteWordBack => f.write_str("DeleteWordBack"),
            Edit::DeleteWordForward => f.write_str("DeleteWordForward"),
            Edit::DeleteToLineStart => f.write_str("DeleteToLineStart"),
            Edit::DeleteToLineEnd => f.write_str("DeleteToLineEnd"),
            Edit::DeleteSelection => f.write_str("DeleteSelection"),
            Edit::Undo => f.write_str("Undo"),
            Edit::Redo => f.write_str("Redo"),
            Edit::SelectAll => f.write_str("SelectAll"),
        }
    }
}

/// What an edit came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the text is another.
    pub changed: bool,
    /// How many hidden characters were taken out of what came in.
    pub removed: usize,
}

impl Editor {
    /// Does an edit. None can fail; one that has nothing to do changes nothing.
    pub fn apply(&mut self, edit: Edit) -> Outcome {
        self.view.follow();
        let changed = match edit {
            Edit::Insert(text) => return self.insert(&text, kind_of_typed(&text)),
            Edit::Paste(text) => return self.insert(&text, Kind::Whole),
            Edit::Newline => match self.lines {
                Lines::One => false,
                Lines::Many => return self.insert("\n", Kind::Spaces),
            },
            Edit::Backspace => self.delete(Motion::Left, Kind::Back),
            Edit::Delete => self.delete(Motion::Right, Kind::Forward),
            Edit::DeleteWordBack => self.delete(Motion::WordLeft, Kind::Whole),
            Edit::DeleteWordForward => self.delete(Motion::WordRight, Kind::Whole),
            Edit::DeleteToLineStart => self.delete(Motion::RowStart, Kind::Whole),
            Edit::DeleteToLineEnd => self.delete(Motion::RowEnd, Kind::Whole),
            Edit::DeleteSelection => self.delete_selection(),
            Edit::Undo => {
                let step = self.history.undo(&mut self.buffer);
                self.travel(step)
            }
            Edit::Redo => {
                let step = self.history.redo(&mut self.buffer);
                self.travel(step)
            }
            Edit::Move(motion) => {
                self.go(motion);
                false
            }
            Edit::Select(motion) => {
                let anchor = self.caret.anchor.unwrap_or(self.caret.place);
                let target = self.target(motion);
                self.move_to(Caret {
                    anchor: Some(anchor),
                    ..target
                });
                false
            }
            Edit::SelectAll => {
                let caret = Caret::at(self.buffer.end());
                self.move_to(Caret {
                    anchor: Some(Place::default()),
                    ..caret
                });
                false
            }
        };
        Outcome {
            changed,
            removed: 0,
        }
    }

    /// Makes `text`, cleaned, the whole text, as one step that can be undone. The caret goes to
    /// its end. Nothing changes when the text is the same already.
    pub fn set_text(&mut self, text: &str) -> Outcome {
        let cleaned = match self.lines {
            Lines::One => clean_line(text),
            Lines::Many => clean(text),
        };
        let changed = self.text() != cleaned.text;
        if changed {
            self.history.seal();
            self.replace(
                Place::default(),
                self.buffer.end(),
                &cleaned.text,
                Kind::Whole,
            );
        }
        Outcome {
            changed,
            removed: cleaned.removed,
        }
    }

    fn insert(&mut self, text: &str, kind: Kind) -> Outcome {
        let text = self.taken_in(text);
        let cleaned = match self.lines {
            Lines::One => clean_line(text),
            Lines::Many => clean(text),
        };
        let place = self.caret.place;
        let (from, to) = self.selected().unwrap_or((place, place));
        // Nothing that may be shown came in: what is selected is not lost for it.
        let changed = !cleaned.text.is_empty() && self.replace(from, to, &cleaned.text, kind);
        Outcome {
            changed,
            removed: cleaned.removed,
        }
    }

    fn delete(&mut self, motion: Motion, kind: Kind) -> bool {
        if self.selected().is_some() {
            return self.delete_selection();
        }
        let place = self.caret.place;
        let target = self.target(motion).place;
        self.replace(place.min(target), place.max(target), "", kind)
    }

    fn delete_selection(&mut self) -> bool {
        match self.selected() {
            Some((from, to)) => self.replace(from, to, "", Kind::Whole),
            None => false,
        }
    }

    fn go(&mut self, motion: Motion) {
        let caret = match (self.selected(), motion) {
            (Some((from, _)), Motion::Left) => Caret::at(from),
            (Some((_, to)), Motion::Right) => Caret::at(to),
            (Some(_) | None, motion) => self.target(motion),
        };
        self.move_to(caret);
    }

    /// The one way in which the text changes, undoing apart. Says whether there was a change.
    fn replace(&mut self, from: Place, to: Place, text: &str, kind: Kind) -> bool {
        if from == to && text.is_empty() {
            return false;
        }
        let before = self.caret;
        if before.anchor.is_some() {
            self.history.seal();
        }
        let (other, end) = self.buffer.replace(from, to, text);
        // What comes in may join the letter after it, and the caret never stands inside one.
        self.caret = Caret::at(self.buffer.ceil(end));
        if self.secret.is_none() {
            self.history
                .record(kind, from, end, other, [before, self.caret]);
        }
        self.changed(Exchange { from, to, end });
        true
    }

    fn travel(&mut self, step: Option<(Exchange, Caret)>) -> bool {
        let Some((exchange, caret)) = step else {
            return false;
        };
        self.caret = caret;
        self.changed(exchange);
        true
    }

    fn changed(&mut self, exchange: Exchange) {
        self.revision += 1;
        self.view.shift(exchange);
        self.view.follow();
    }
}

/// What typed text is part of: letters, spaces, or nothing when it is both.
fn kind_of_typed(text: &str) -> Kind {
    if text.chars().all(char::is_whitespace) {
        Kind::Spaces
    } else if text.contains(char::is_whitespace) {
        Kind::Whole
    } else {
        Kind::Letters
    }
}
