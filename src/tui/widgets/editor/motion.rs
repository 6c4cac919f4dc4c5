//! Where the caret goes.

use super::Editor;
use super::buffer::Place;
use super::word;

/// A way to move the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme back, or to the start of the selection.
    Left,
    /// One grapheme on, or to the end of the selection.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the end of the word after.
    WordRight,
    /// One row up, keeping the column; from the first row, to the start.
    Up,
    /// One row down, keeping the column; from the last row, to the end.
    Down,
    /// A screen less one row up.
    PageUp,
    /// A screen less one row down.
    PageDown,
    /// To the start of the row on the screen.
    RowStart,
    /// After the last word of the row on the screen.
    RowEnd,
    /// To the start of the paragraph, or from there to that of the one before.
    ParagraphStart,
    /// To the end of the paragraph, or from there to that of the one after.
    ParagraphEnd,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    End,
}

/// The caret, and the selection that it may be an end of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    pub place: Place,
    /// The other end of the selection.
    pub anchor: Option<Place>,
    /// Whether a place between two rows is shown at the end of the first.
    pub hugs: bool,
    /// The column that moving up and down keeps to, over shorter rows.
    pub goal: Option<usize>,
}

impl Caret {
    pub fn at(place: Place) -> Caret {
        Caret {
            place,
            anchor: None,
            hugs: false,
            goal: None,
        }
    }
}

impl Editor {
    /// Where a motion leads, with nothing selected.
    pub(super) fn target(&mut self, motion: Motion) -> Caret {
        let caret = self.caret;
        let Place { paragraph, byte } = caret.place;
        let page = isize::from(i16::try_from(self.view.height).unwrap_or(i16::MAX)) - 1;
        match motion {
            Motion::Left => Caret::at(self.buffer.previous(caret.place)),
            Motion::Right => Caret::at(self.buffer.next(caret.place)),
            Motion::WordLeft if byte == 0 => Caret::at(self.buffer.previous(caret.place)),
            Motion::WordLeft => {
                let byte = word::left(self.buffer.line(paragraph), byte);
                Caret::at(Place { paragraph, byte })
            }
            Motion::WordRight if byte == self.buffer.line(paragraph).len() => {
                Caret::at(self.buffer.next(caret.place))
            }
            Motion::WordRight => {
                let byte = word::right(self.buffer.line(paragraph), byte);
                Caret::at(Place { paragraph, byte })
            }
            Motion::Up => self.vertical(-1),
            Motion::Down => self.vertical(1),
            Motion::PageUp => self.vertical(-page.max(1)),
            Motion::PageDown => self.vertical(page.max(1)),
            Motion::RowStart => {
                let at = self.caret_row(caret);
                Caret::at(self.row_start(at))
            }
            Motion::RowEnd => {
                let at = self.caret_row(caret);
                self.at_column(at, usize::MAX)
            }
            Motion::ParagraphStart if byte == 0 => Caret::at(Place {
                paragraph: paragraph.saturating_sub(1),
                byte: 0,
            }),
            Motion::ParagraphStart => Caret::at(Place { paragraph, byte: 0 }),
            Motion::ParagraphEnd => {
                let at_end = byte == self.buffer.line(paragraph).len();
                let last = self.buffer.count() - 1;
                let paragraph = (paragraph + usize::from(at_end)).min(last);
                Caret::at(Place {
                    paragraph,
                    byte: self.buffer.line(paragraph).len(),
                })
            }
            Motion::Start => Caret::at(Place::default()),
            Motion::End => Caret::at(self.buffer.end()),
        }
    }

    fn vertical(&mut self, by: isize) -> Caret {
        let from = self.caret_row(self.caret);
        let to = self.walk(from, by);
        if to == from {
            let end = if by < 0 {
                Place::default()
            } else {
                self.buffer.end()
            };
            return Caret::at(end);
        }
        let goal = match self.caret.goal {
            Some(goal) => goal,
            None => self.caret_column(self.caret),
        };
        Caret {
            goal: Some(goal),
            ..self.at_column(to, goal)
        }
    }
}
