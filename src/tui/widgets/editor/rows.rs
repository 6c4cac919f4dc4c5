//! Rows across paragraphs: which one a place is in, where a column of it leads, how to walk them.
//!
//! Paragraphs are laid out on the way, and no further than the way leads.

use std::ops::Range;

use crate::text::{grapheme, wrap};

use super::Editor;
use super::buffer::Place;
use super::motion::Caret;
use super::paragraph::limit;

/// A row of the layout, counted within its paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowAt {
    pub paragraph: usize,
    pub row: usize,
}

impl Editor {
    /// How many rows a paragraph has, or any number above `row` if it has as many as that.
    pub(super) fn rows_past(&mut self, paragraph: usize, row: usize) -> usize {
        let columns = self.view.columns;
        let paragraph = self.buffer.paragraph_mut(paragraph);
        paragraph.reach_row(columns, row);
        paragraph.rows()
    }

    /// The row that a place is in.
    pub(super) fn row_at(&mut self, place: Place) -> RowAt {
        let columns = self.view.columns;
        let paragraph = self.buffer.paragraph_mut(place.paragraph);
        paragraph.reach_byte(columns, place.byte);
        RowAt {
            paragraph: place.paragraph,
            row: paragraph.row_of(place.byte),
        }
    }

    /// The row that the caret is shown in.
    pub(super) fn caret_row(&mut self, caret: Caret) -> RowAt {
        let at = self.row_at(caret.place);
        let hugs = caret.hugs && at.row > 0 && self.row_start(at) == caret.place;
        RowAt {
            row: at.row - usize::from(hugs),
            ..at
        }
    }

    /// The place at which a row that was walked to starts.
    pub(super) fn row_start(&self, at: RowAt) -> Place {
        let byte = self.buffer.paragraph(at.paragraph).row(at.row).start;
        Place {
            paragraph: at.paragraph,
            byte,
        }
    }

    /// The bytes of a row in its paragraph, and whether another row of it follows.
    fn row_bytes(&mut self, at: RowAt) -> (Range<usize>, bool) {
        let more = self.rows_past(at.paragraph, at.row + 1) > at.row + 1;
        (self.buffer.paragraph(at.paragraph).row(at.row), more)
    }

    /// The row that is `by` rows further, or the first or last one.
    pub(super) fn walk(&mut self, mut at: RowAt, by: isize) -> RowAt {
        let mut left = by.unsigned_abs();
        if by < 0 {
            while left > at.row {
                if at.paragraph == 0 {
                    return RowAt::default();
                }
                left -= at.row + 1;
                at.paragraph -= 1;
                at.row = self.rows_past(at.paragraph, usize::MAX) - 1;
            }
            return RowAt {
                row: at.row - left,
                ..at
            };
        }
        loop {
            let wanted = at.row.saturating_add(left);
            let rows = self.rows_past(at.paragraph, wanted);
            if wanted < rows {
                return RowAt { row: wanted, ..at };
            }
            if at.paragraph + 1 == self.buffer.count() {
                return RowAt {
                    row: rows - 1,
                    ..at
                };
            }
            left = wanted - rows;
            at = RowAt {
                paragraph: at.paragraph + 1,
                row: 0,
            };
        }
    }

    /// The column of the caret in the row that it is shown in, which may lie past the last one
    /// where many spaces hang over the edge.
    pub(super) fn caret_column(&mut self, caret: Caret) -> usize {
        let at = self.caret_row(caret);
        let start = self.row_start(at).byte;
        let text = &self.buffer.line(at.paragraph)[start..caret.place.byte];
        columns_of(text, self.view.columns)
    }

    /// The caret at a column of a row, or at the end of its words when the row is shorter.
    pub(super) fn at_column(&mut self, at: RowAt, column: usize) -> Caret {
        let (row, more) = self.row_bytes(at);
        let mut text = &self.buffer.line(at.paragraph)[row.clone()];
        if more {
            text = text.trim_end_matches([' ', '\t']);
        }
        let most = limit(self.view.columns);
        let mut here = 0;
        let mut byte = text.len();
        for (start, cluster) in grapheme::iter(text) {
            here = wrap::column_after(here, cluster, most);
            if here > column {
                byte = start;
                break;
            }
        }
        let place = Place {
            paragraph: at.paragraph,
            byte: row.start + byte,
        };
        Caret {
            hugs: more && place.byte == row.end,
            ..Caret::at(place)
        }
    }
}

/// The columns that the start of a row takes in a layout of `columns`.
pub fn columns_of(text: &str, columns: usize) -> usize {
    let most = limit(columns);
    grapheme::iter(text).fold(0, |column, (_, cluster)| {
        wrap::column_after(column, cluster, most)
    })
}
