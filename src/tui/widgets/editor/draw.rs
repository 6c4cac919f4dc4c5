//! The text on the screen.

use std::borrow::Cow;
use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer as Cells, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::text::clean::few_marks;
use crate::text::{grapheme, width, wrap};

use super::buffer::Place;
use super::paragraph::{limit, row_range};
use super::rows::columns_of;
use super::view::reaches_past;
use super::{Caret, Editor};

/// How the parts of a field look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EditorStyle {
    /// The text and the field behind it.
    pub text: Style,
    /// On top of the text's style, what is selected.
    pub selection: Style,
    /// The words that stand in an empty field, and the signs where a line goes on.
    pub placeholder: Style,
    /// Whether the words in an empty field stand in brackets, where no style tells them from what a
    /// person wrote.
    pub brackets: bool,
    /// Whether signs are drawn in ASCII.
    pub ascii: bool,
}

/// Bytes of the whole text that are drawn in another style, on top of the text's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The bytes, as offsets in [`Editor::text`].
    pub range: Range<usize>,
    /// Their style.
    pub style: Style,
}

/// A row on its way to the screen.
struct Row {
    paragraph: usize,
    /// The row's bytes in its paragraph.
    range: Range<usize>,
    /// Whether no other row of its paragraph follows.
    last: bool,
    /// The byte of the whole text that the paragraph starts at; 0 when no mark asks for it.
    offset: usize,
}

impl Editor {
    /// Draws the text as it was last settled, and returns the cell of the caret when it can be
    /// seen. Fills the whole area, and draws nothing outside of it. Later marks go over earlier
    /// ones, and the selection over them all.
    pub fn draw(
        &self,
        area: Rect,
        cells: &mut Cells,
        style: &EditorStyle,
        marks: &[Mark],
    ) -> Option<Position> {
        let area = area.intersection(cells.area);
        for position in area.positions() {
            blank(&mut cells[position], style.text);
        }
        if area.is_empty() || self.view.width == 0 {
            return None;
        }
        if self.is_empty() {
            self.draw_placeholder(area, cells, style);
        }
        let mut caret = None;
        for (row, line) in self
            .visible(area.height, !marks.is_empty())
            .iter()
            .zip(area.rows())
        {
            self.draw_row(row, line, cells, style, marks);
            caret = caret.or_else(|| self.caret_in(row, line));
        }
        caret
    }

    /// The rows from the top of the view on, at most `height` of them.
    fn visible(&self, height: u16, with_offsets: bool) -> Vec<Row> {
        let top = self.view.top;
        let start = Place { byte: 0, ..top };
        let mut offset = if with_offsets {
            self.buffer.offset(start)
        } else {
            0
        };
        let mut rows = Vec::with_capacity(usize::from(height));
        for paragraph in top.paragraph..self.buffer.count() {
            let text = self.buffer.line(paragraph);
            let (starts, complete) = self.buffer.paragraph(paragraph).starts(self.view.columns);
            let first = if paragraph == top.paragraph {
                starts.partition_point(|&start| start <= top.byte)
            } else {
                0
            };
            for row in first..=starts.len() {
                // Where a last known row ends is not known unless it is the last of all.
                if rows.len() == usize::from(height) || (row == starts.len() && !complete) {
                    return rows;
                }
                let range = row_range(&starts, row, text.len());
                rows.push(Row {
                    paragraph,
                    range,
                    last: row == starts.len(),
                    offset,
                });
            }
            offset += if with_offsets { text.len() + 1 } else { 0 };
        }
        rows
    }

    fn draw_row(
        &self,
        row: &Row,
        line: Rect,
        cells: &mut Cells,
        style: &EditorStyle,
        marks: &[Mark],
    ) {
        let text = &self.buffer.line(row.paragraph)[row.range.clone()];
        let left = self.view.left;
        let right = left + usize::from(line.width);
        let signs = self.view.has_signs();
        let before = signs && left > 0;
        let beyond = signs && reaches_past(text, right);
        let shown = left + usize::from(before)..right - usize::from(beyond);

        let bytes = row.offset + row.range.start..=row.offset + row.range.end;
        let in_row =
            |mark: &&Mark| mark.range.start <= *bytes.end() && mark.range.end > *bytes.start();
        let marks: Vec<&Mark> = marks.iter().filter(in_row).collect();
        let selected = self.selected();
        let style_at = |byte: usize| {
            let mut look = style.text;
            for mark in marks
                .iter()
                .filter(|mark| mark.range.contains(&(row.offset + byte)))
            {
                look = look.patch(mark.style);
            }
            let place = Place {
                paragraph: row.paragraph,
                byte,
            };
            match selected {
                Some((from, to)) if from <= place && place < to => look.patch(style.selection),
                Some(_) | None => look,
            }
        };
        let x = |column: usize| line.x + u16::try_from(column - left).unwrap_or(line.width);

        let mut column = 0;
        for (at, cluster) in grapheme::iter(text) {
            if column >= shown.end {
                break;
            }
            let next = wrap::column_after(column, cluster, limit(self.view.columns));
            let look = style_at(row.range.start + at);
            for covered in column.max(shown.start)..next.min(shown.end) {
                blank(&mut cells[(x(covered), line.y)], look);
                if self.is_hidden() {
                    cells[(x(covered), line.y)].set_char(if style.ascii { '*' } else { DOT });
                }
            }
            if self.is_hidden() {
                column = next;
                continue;
            }
            if cluster != "\t" && column >= shown.start && column < next && next <= shown.end {
                let cell = &mut cells[(x(column), line.y)];
                show(cell, cluster, next - column);
            }
            column = next;
        }
        // A selected line end shows as a selected space.
        let goes_on = row.paragraph + 1 < self.buffer.count();
        if row.last && goes_on && shown.contains(&column) {
            blank(&mut cells[(x(column), line.y)], style_at(row.range.end));
        }
        for (there, at) in [(before, line.left()), (beyond, line.right() - 1)] {
            if there {
                let cell = &mut cells[(at, line.y)];
                blank(cell, style.text.patch(style.placeholder));
                cell.set_symbol(width::CUT);
            }
        }
    }

    /// The caret's cell when it is in this row and within the line.
    fn caret_in(&self, row: &Row, line: Rect) -> Option<Position> {
        let Caret { place, hugs, .. } = self.caret;
        let Range { start, end } = row.range;
        let here = match () {
            () if place.paragraph != row.paragraph => false,
            () if place.byte == start && start > 0 && hugs => false,
            () if place.byte == end => row.last || hugs,
            () => row.range.contains(&place.byte),
        };
        if !here {
            return None;
        }
        let text = &self.buffer.line(row.paragraph)[start..place.byte];
        let column = columns_of(text, self.view.columns);
        // Only spaces that hang over the edge lie past the last column that was laid out.
        let last = self.view.left + usize::from(self.view.width) - 1;
        let column = column.min(last).checked_sub(self.view.left)?;
        let x = line.x.checked_add(u16::try_from(column).ok()?)?;
        (x < line.right()).then_some(Position::new(x, line.y))
    }

    fn draw_placeholder(&self, area: Rect, cells: &mut Cells, style: &EditorStyle) {
        let placeholder = match style.brackets && !self.placeholder.is_empty() {
            true => format!("[{}]", self.placeholder),
            false => self.placeholder.clone(),
        };
        let columns = limit(usize::from(area.width));
        let rows = wrap::wrap(&placeholder, u16::try_from(columns).unwrap_or(area.width));
        for (at, (row, line)) in rows.iter().zip(area.rows()).enumerate() {
            let cut = at + 1 == usize::from(area.height) && at + 1 < rows.len();
            let text = if cut {
                placeholder[row.start..].replace('\n', " ")
            } else {
                placeholder[row.clone()].to_owned()
            };
            let mut column = 0;
            for (_, cluster) in grapheme::iter(&width::truncate(&width::untabbed(&text), columns)) {
                let next = wrap::column_after(column, cluster, columns);
                let x = line.x + u16::try_from(column).unwrap_or(line.width);
                if column < next && x < line.right() {
                    let cell = &mut cells[(x, line.y)];
                    cell.set_style(style.placeholder);
                    show(cell, cluster, next - column);
                }
                column = next;
            }
        }
    }
}

/// Stands for a letter that is not to be seen.
const DOT: char = '\u{2022}';

fn blank(cell: &mut Cell, style: Style) {
    cell.set_symbol(" ")
        .set_style(style)
        .set_diff_option(CellDiffOption::None);
}

/// Puts a grapheme into a cell and the cells that it covers, `columns` in all.
fn show(cell: &mut Cell, cluster: &str, columns: usize) {
    let mut symbol = few_marks(cluster);
    let natural = UnicodeWidthStr::width(&*symbol);
    if natural == 0 {
        symbol = Cow::Owned(format!("\u{25cc}{symbol}"));
    } else if natural > columns {
        symbol = Cow::Borrowed(width::CUT);
    }
    cell.set_symbol(&symbol);
    // Where the two ways of counting differ, the cells after this one would be passed over.
    if usize::from(cell.cell_width()) != columns {
        let columns = u16::try_from(columns).ok().and_then(NonZeroU16::new);
        cell.set_diff_option(columns.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
    }
}
