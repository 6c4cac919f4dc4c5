//! The text editor behind every field, of one line or of many.
//!
//! - [`Editor::key`], [`Editor::apply`] and the mouse change it; [`Editor::settle`] fits it to a
//!   size; [`Editor::draw`] shows it and changes nothing. Settle before drawing, at the same size.
//! - The text is paragraphs ([`buffer`]), each with the rows that it was last laid out in
//!   ([`paragraph`]). Only paragraphs on the screen are laid out. The view is held by a place in
//!   the text, not by a count of rows, so nothing on a key's way grows with the text.
//! - The caret is always between two graphemes. All text is cleaned on its way in.
//! - The words in it are private: nothing here prints them, not even in a panic.

mod buffer;
mod draw;
mod edit;
mod find;
mod history;
mod keys;
mod motion;
mod mouse;
mod paragraph;
mod rows;
mod secret;
#[cfg(test)]
mod tests;

mod view;
mod word;

use std::fmt;
use std::ops::Range;

use crate::text::clean::{clean, clean_line};
use buffer::Buffer;
use history::History;
use motion::Caret;
use secret::Secret;
use view::View;

pub use draw::{EditorStyle, Mark};
pub use edit::{Edit, Outcome};
pub use motion::Motion;

/// Whether a field takes one line or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// A single line: no newlines, no tabs. In a single row it slides sideways.
    One,
    /// Paragraphs, wrapped at the width of the field.
    Many,
}

/// A text being written, with its caret, its selection, its history and its view.
#[derive(Clone)]
pub struct Editor {
    buffer: Buffer,
    caret: Caret,
    history: History,
    lines: Lines,
    revision: u64,
    placeholder: String,
    view: View,
    /// None where the text is like any other.
    secret: Option<Secret>,
}

impl Editor {
    /// An editor of `text`, cleaned, with the caret at its end and nothing to undo.
    pub fn new(text: &str, lines: Lines) -> Editor {
        let cleaned = match lines {
            Lines::One => clean_line(text),
            Lines::Many => clean(text),
        };
        let buffer = Buffer::new(&cleaned.text);
        Editor {
            caret: Caret::at(buffer.end()),
            buffer,
            history: History::default(),
            lines,
            revision: 0,
            placeholder: String::new(),
            view: View::default(),
            secret: None,
        }
    }

    /// The words that stand in the field, dimly, while it is empty.
    pub fn set_placeholder(&mut self, text: &str) {
        self.placeholder = clean(text).text;
    }

    /// The whole text. Copies it: for saving, not for each key of a long text.
    pub fn text(&self) -> String {
        self.buffer
            .slice(buffer::Place::default(), self.buffer.end())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.buffer.bytes() == 0
    }

    /// The length of the text in bytes.
    pub fn len_bytes(&self) -> usize {
        self.buffer.bytes()
    }

    /// How many words the text has: what white space parts, and each ideograph or kana. Kept up
    /// to date by each edit, so asking costs nothing.
    pub fn words(&self) -> usize {
        self.buffer.words()
    }

    /// Whether this is a field of one line or of many.
    pub fn lines(&self) -> Lines {
        self.lines
    }

    /// A number that is another after each change of the text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The byte of the text that the caret stands before.
    pub fn caret_offset(&self) -> usize {
        self.buffer.offset(self.caret.place)
    }

    /// Moves the caret before a byte of the text, or to the start of the grapheme that the byte is
    /// inside of, or to the end. Nothing stays selected.
    pub fn set_caret_offset(&mut self, offset: usize) {
        self.move_to(Caret::at(self.buffer.place(offset)));
    }

    /// The bytes of the text that are selected, if any are.
    pub fn selection_range(&self) -> Option<Range<usize>> {
        let (from, to) = self.selected()?;
        Some(self.buffer.offset(from)..self.buffer.offset(to))
    }

    /// The selected text, if there is any. What is secret is never handed on.
    pub fn selection(&self) -> Option<String> {
        let (from, to) = self.selected().filter(|_| self.secret.is_none())?;
        Some(self.buffer.slice(from, to))
    }

    /// Selects bytes of the text, moved to the boundaries of graphemes; the caret is at their end.
    pub fn select(&mut self, range: Range<usize>) {
        let anchor = self.buffer.place(range.start);
        let caret = Caret::at(self.buffer.place(range.end));
        self.move_to(Caret {
            anchor: Some(anchor),
            ..caret
        });
    }

    /// The two ends of the selection in order, or `None` when nothing is selected.
    fn selected(&self) -> Option<(buffer::Place, buffer::Place)> {
        let anchor = self.caret.anchor?;
        let place = self.caret.place;
        (anchor != place).then(|| (anchor.min(place), anchor.max(place)))
    }

    /// Puts the caret somewhere: the view follows it again, and the next edit is its own step.
    fn move_to(&mut self, caret: Caret) {
        self.caret = caret;
        self.history.seal();
        self.view.follow();
    }
}

/// Lengths only: private words must not reach a panic message or a log. Of what is secret not even
/// those.
impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.secret.is_some() {
            return f.write_str("Editor");
        }
        f.debug_struct("Editor")
            .field("bytes", &self.buffer.bytes())
            .field("paragraphs", &self.buffer.count())
            .field("caret", &self.caret.place)
            .field("lines", &self.lines)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
