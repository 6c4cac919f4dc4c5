//! The part of the text that is on the screen.

use crate::text::wrap;

use super::buffer::Place;
use super::history::Exchange;
use super::paragraph::UNWRAPPED;
use super::rows::{RowAt, columns_of};
use super::{Editor, Lines};

/// The columns kept between the caret and a side where text goes on, for the sign that says so.
const MARGIN: usize = 1;

/// Below this width a sign at a side would leave too little of the text.
const ROOM_FOR_SIGNS: u16 = 4;

/// What is shown, and in what size.
#[derive(Clone)]
pub struct View {
    pub width: u16,
    pub height: u16,
    /// The columns that the text is laid out in; or [`UNWRAPPED`].
    pub columns: usize,
    /// A place in the first row shown. A place and not a row, so that it outlives a new width.
    pub top: Place,
    /// The first column shown, where a single line slides sideways.
    pub left: usize,
    /// Whether there are rows below the last one shown.
    pub more_below: bool,
    /// Whether the wheel has moved the view since the caret last moved.
    free: bool,
}

impl Default for View {
    fn default() -> View {
        View {
            width: 0,
            height: 0,
            columns: UNWRAPPED,
            top: Place::default(),
            left: 0,
            more_below: false,
            free: false,
        }
    }
}

impl View {
    /// The caret has moved: the next [`Editor::settle`] shows it.
    pub fn follow(&mut self) {
        self.free = false;
    }

    /// Keeps the same text at the top while text before it changes.
    pub fn shift(&mut self, exchange: Exchange) {
        let Exchange { from, to, end } = exchange;
        if self.top <= from {
            return;
        }
        self.top = if self.top < to {
            from
        } else if self.top.paragraph == to.paragraph {
            Place {
                paragraph: end.paragraph,
                byte: self.top.byte - to.byte + end.byte,
            }
        } else {
            let paragraph = self.top.paragraph - to.paragraph + end.paragraph;
            Place {
                paragraph,
                ..self.top
            }
        };
    }

    /// Whether text that slides sideways has signs at its sides.
    pub fn has_signs(&self) -> bool {
        self.slides() && self.width >= ROOM_FOR_SIGNS
    }

    fn slides(&self) -> bool {
        self.columns == UNWRAPPED
    }
}

impl Editor {
    /// Fits the text to a size in cells: lays out what will be shown, and scrolls as little as
    /// shows the caret, unless the wheel has moved the view since the caret last moved. Cheap
    /// when nothing has changed; call it before each [`Editor::draw`].
    ///
    /// Words take one column less than the width, which is kept for the caret; so a field one
    /// column wider than a page of prose breaks its lines as the page does. A field of one line
    /// slides sideways in a single row and is wrapped when it is given more.
    pub fn settle(&mut self, width: u16, height: u16) {
        let sliding = self.lines == Lines::One && height <= 1;
        let columns = if sliding {
            UNWRAPPED
        } else {
            usize::from(width.max(1))
        };
        if columns != self.view.columns {
            self.view.columns = columns;
            self.caret.goal = None;
        }
        self.view.width = width;
        self.view.height = height;
        self.view.more_below = false;
        if width > 0 && height > 0 {
            self.settle_rows(isize::try_from(height).unwrap_or(isize::MAX) - 1);
            self.settle_columns();
        }
    }

    /// Scrolls by rows, down when `rows` is above 0, and leaves the caret where it is. Says
    /// whether the view has moved. Needs [`Editor::settle`] to have been called.
    pub fn scroll(&mut self, rows: i32) -> bool {
        if self.view.height == 0 {
            return false;
        }
        let from = self.row_at(self.view.top);
        let to = self.walk(from, isize::try_from(rows).unwrap_or_default());
        let to = self.without_empty_rows(to);
        self.view.top = self.row_start(to);
        self.view.free |= to != from;
        to != from
    }

    /// The rows that the text would fill at a width, at least 1 and at most `u16::MAX`, for a
    /// field that grows. Lays out the whole text once for that width, which should be the one
    /// that [`Editor::settle`] is then given; asking again costs little.
    pub fn height_wanted(&mut self, width: u16) -> u16 {
        self.height_wanted_up_to(width, u16::MAX)
    }

    /// As [`Editor::height_wanted`], but counts no further than `most` rows, and lays out no more
    /// than those: for a field that can only grow so far.
    pub fn height_wanted_up_to(&mut self, width: u16, most: u16) -> u16 {
        let columns = usize::from(width.max(1));
        let most = usize::from(most.max(1));
        let mut rows = 0;
        for at in 0..self.buffer.count() {
            rows += match self.lines {
                // Kept apart from the layout of a line that slides.
                Lines::One => self.buffer.paragraph(at).starts(columns).0.len() + 1,
                Lines::Many => {
                    let paragraph = self.buffer.paragraph_mut(at);
                    paragraph.reach_row(columns, most - rows);
                    paragraph.rows()
                }
            };
            if rows >= most {
                break;
            }
        }
        u16::try_from(rows.min(most)).unwrap_or(u16::MAX)
    }

    /// Whether there are rows above the first one shown, for a sign that says so.
    pub fn more_above(&self) -> bool {
        self.view.top > Place::default()
    }

    /// Whether there are rows below the last one shown, for a sign that says so.
    pub fn more_below(&self) -> bool {
        self.view.more_below
    }

    fn settle_rows(&mut self, below_first: isize) {
        let mut top = self.row_at(self.view.top);
        if !self.view.free {
            let caret = self.caret_row(self.caret);
            top = top.clamp(self.walk(caret, -below_first), caret);
        }
        top = self.without_empty_rows(top);
        self.view.top = self.row_start(top);
        let bottom = self.walk(top, below_first);
        self.view.more_below = self.walk(bottom, 1) != bottom;
    }

    /// The row itself, or one above it: no row of the view stays empty while there is text.
    fn without_empty_rows(&mut self, top: RowAt) -> RowAt {
        let below_first = isize::try_from(self.view.height).unwrap_or(isize::MAX) - 1;
        let bottom = self.walk(top, below_first);
        // The way back is longer than the way down was only where the text has ended.
        top.min(self.walk(bottom, -below_first))
    }

    fn settle_columns(&mut self) {
        self.view.left = if self.view.slides() {
            self.left_shown()
        } else {
            0
        };
    }

    /// The first column to show of a line that slides, moved as little as shows the caret.
    fn left_shown(&mut self) -> usize {
        let width = usize::from(self.view.width);
        let total = columns_of(self.buffer.line(0), self.view.columns);
        if total < width {
            return 0;
        }
        let margin = if self.view.has_signs() { MARGIN } else { 0 };
        let caret = self.caret_column(self.caret);
        let most = caret.saturating_sub(margin);
        let least = (caret + margin + 1).saturating_sub(width);
        let end = (total + 1).saturating_sub(width);
        self.view.left.clamp(least.min(most), most).min(end)
    }
}

/// Whether a line of text goes on past a column.
pub fn reaches_past(text: &str, column: usize) -> bool {
    let mut here = 0;
    crate::text::grapheme::iter(text).any(|(_, cluster)| {
        here = wrap::column_after(here, cluster, UNWRAPPED);
        here > column
    })
}
