//! A sheet: what a page shows, from top to bottom, laid out for a width and seen through a window.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::canvas::{Canvas, Hit, Target};
use super::theme::Theme;
use super::widgets::editor::{Editor, EditorStyle, Mark};
use crate::text::{width, wrap};

/// One row: pieces of text at columns, and what can be clicked in it.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pieces: Vec<(u16, String, Style)>,
    hits: Vec<(Range<u16>, Target)>,
    /// Where the next piece goes.
    end: u16,
}

impl Row {
    pub fn new() -> Row {
        Row::default()
    }

    /// Text after what is there.
    pub fn text(mut self, text: impl Into<String>, style: Style) -> Row {
        let text = text.into();
        let start = self.end;
        self.end = start.saturating_add(columns(&text));
        self.pieces.push((start, text, style));
        self
    }

    /// Text after what is there, that can be clicked.
    pub fn target(self, text: impl Into<String>, style: Style, target: Target) -> Row {
        let start = self.end;
        let mut row = self.text(text, style);
        row.hits.push((start..row.end, target));
        row
    }

    /// Goes on at a column, if that is further.
    pub fn at(mut self, column: u16) -> Row {
        self.end = self.end.max(column);
        self
    }

    /// The column after the last piece.
    pub fn end(&self) -> u16 {
        self.end
    }

    /// Text that ends before column `right`, where there is room for it.
    pub fn right(self, right: u16, text: impl Into<String>, style: Style) -> Row {
        let text = text.into();
        let start = right.saturating_sub(columns(&text));
        if start <= self.end {
            return self;
        }
        self.at(start).text(text, style)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16) {
        let mut lost = false;
        for (start, text, style) in &self.pieces {
            if *start < area.width {
                canvas.print(area.x + start, y, text, *style, area.width - start);
            } else {
                lost |= !text.trim().is_empty();
            }
        }
        if lost {
            canvas.cut(area, y, canvas.theme.dim);
        }
        for (range, target) in &self.hits {
            let start = range.start.min(area.width);
            let wide = range.end.min(area.width) - start;
            canvas.hit(Rect::new(area.x + start, y, wide, 1), *target);
        }
    }
}

/// The width of a text in columns.
pub fn columns(text: &str) -> u16 {
    u16::try_from(width::of(text)).unwrap_or(u16::MAX)
}

enum Piece<'a> {
    Row(Row),
    Field {
        place: usize,
        editor: &'a Editor,
        indent: u16,
        height: u16,
        focused: bool,
        marks: Vec<Mark>,
    },
}

impl Piece<'_> {
    fn height(&self) -> u16 {
        match self {
            Piece::Row(_) => 1,
            Piece::Field { height, .. } => *height,
        }
    }
}

/// What a page shows.
pub struct Sheet<'a> {
    pub width: u16,
    pub theme: Theme,
    pieces: Vec<Piece<'a>>,
    height: u16,
    focus: Option<Range<u16>>,
}

impl<'a> Sheet<'a> {
    pub fn new(width: u16, theme: Theme) -> Sheet<'a> {
        Sheet {
            width,
            theme,
            pieces: Vec::new(),
            height: 0,
            focus: None,
        }
    }

    pub fn height(&self) -> u16 {
        self.height
    }

    /// The rows that have to be seen.
    pub fn focus(&self) -> Option<Range<u16>> {
        self.focus.clone()
    }

    fn push(&mut self, piece: Piece<'a>) {
        self.height = self.height.saturating_add(piece.height());
        self.pieces.push(piece);
    }

    pub fn row(&mut self, row: Row) {
        self.push(Piece::Row(row));
    }

    pub fn gap(&mut self) {
        self.row(Row::new());
    }

    /// A line of its own, cut with a sign where it is too long.
    pub fn line(&mut self, text: impl Into<String>, style: Style) {
        self.row(Row::new().text(text, style));
    }

    /// Prose, wrapped, from column `indent` on.
    pub fn prose(&mut self, text: &str, style: Style, indent: u16) {
        self.prose_with(text, style, indent, None);
    }

    /// Prose that can be clicked.
    pub fn prose_with(&mut self, text: &str, style: Style, indent: u16, target: Option<Target>) {
        for line in wrapped(text, self.width.saturating_sub(indent)) {
            let row = Row::new().at(indent);
            self.row(match target {
                Some(target) => row.target(line, style, target),
                None => row.text(line, style),
            });
        }
    }

    /// A rule between texts of two kinds.
    pub fn rule(&mut self) {
        let dash = if self.theme.ascii { "-" } else { "\u{2500}" };
        let style = self.theme.rule;
        self.line(dash.repeat(usize::from(self.width)), style);
    }

    /// Nothing in it has to be seen: it is read, and scrolled by hand.
    pub fn unfocus(&mut self) {
        self.focus = None;
    }

    /// The rows that `draw` adds are what has to be seen, if `focused`.
    pub fn focusing(&mut self, focused: bool, draw: impl FnOnce(&mut Sheet<'a>)) {
        let start = self.height;
        draw(self);
        if focused {
            self.focus = Some(start..self.height);
        }
    }

    /// A text field of `height` rows, which its editor was settled for. Fields in a sheet have a few
    /// rows and scroll in themselves, so drawing one whole costs little.
    pub fn field(
        &mut self,
        place: usize,
        editor: &'a Editor,
        (indent, height): (u16, u16),
        focused: bool,
        marks: Vec<Mark>,
    ) {
        if focused {
            let area = Rect::new(0, 0, self.width.saturating_sub(indent), height);
            let mut whole = Buffer::empty(area);
            let caret = editor.draw(area, &mut whole, &self.theme.editor(), &[]);
            let row = self.height + caret.map_or(0, |caret| caret.y);
            self.focus = Some(row..row + 1);
        }
        self.push(Piece::Field {
            place,
            editor,
            indent,
            height,
            focused,
            marks,
        });
    }

    /// Draws the rows from `scroll` on. Gives whether there is more above and below.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, scroll: u16) -> (bool, bool) {
        let mut top = -i32::from(scroll);
        for piece in &self.pieces {
            let height = i32::from(piece.height());
            if top + height > 0 && top < i32::from(area.height) {
                self.draw_piece(canvas, area, piece, top);
            }
            top += height;
        }
        (scroll > 0 && self.height > 0, top > i32::from(area.height))
    }

    fn draw_piece(&self, canvas: &mut Canvas<'_>, area: Rect, piece: &Piece<'_>, top: i32) {
        match piece {
            Piece::Row(row) => {
                if let Ok(top) = u16::try_from(top) {
                    row.draw(canvas, area, area.y + top);
                }
            }
            Piece::Field {
                place,
                editor,
                indent,
                height,
                focused,
                marks,
            } => {
                let hidden = u16::try_from(-top).unwrap_or(0);
                let y = area.y + u16::try_from(top).unwrap_or(0);
                let rows = (height - hidden).min(area.bottom().saturating_sub(y));
                let indent = (*indent).min(area.width);
                let field = Rect::new(area.x + indent, y, area.width - indent, rows);
                canvas.hits.push(Hit {
                    area: field,
                    target: Target::Text(*place),
                    top: i32::from(area.y) + top,
                });
                let style = self.theme.editor();
                let caret = if rows == *height {
                    editor.draw(field, canvas.buf, &style, marks)
                } else {
                    cut(editor, field, (hidden, *height), canvas, &style, marks)
                };
                if *focused {
                    canvas.caret = caret;
                }
            }
        }
    }
}

/// Draws the rows of a field that are in the window, from row `hidden` on.
fn cut(
    editor: &Editor,
    field: Rect,
    (hidden, height): (u16, u16),
    canvas: &mut Canvas<'_>,
    style: &EditorStyle,
    marks: &[Mark],
) -> Option<Position> {
    let whole_area = Rect::new(0, 0, field.width, height);
    let mut whole = Buffer::empty(whole_area);
    let caret = editor.draw(whole_area, &mut whole, style, marks);
    for position in field.positions() {
        let from = (position.x - field.x, position.y - field.y + hidden);
        canvas.buf[position] = whole[from].clone();
    }
    let caret = caret?;
    let seen = (hidden..hidden + field.height).contains(&caret.y);
    seen.then(|| Position::new(field.x + caret.x, field.y + caret.y - hidden))
}

/// The lines of `text` in `columns`, without what hangs over at their ends.
pub fn wrapped(text: &str, columns: u16) -> Vec<String> {
    wrap::wrap(text, columns.max(1))
        .into_iter()
        .map(|range| text[range].trim_end().to_owned())
        .collect()
}

/// The scroll that shows `focus` in a window of `height` rows, moving as little as possible.
pub fn follow(scroll: u16, height: u16, total: u16, focus: Option<Range<u16>>) -> u16 {
    let most = total.saturating_sub(height);
    let Some(focus) = focus else {
        return scroll.min(most);
    };
    let mut scroll = scroll;
    if focus.end > scroll.saturating_add(height) {
        scroll = focus.end - height;
    }
    // A thing that is taller than the window shows its start.
    if focus.start < scroll {
        scroll = focus.start;
    }
    scroll.min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_moves_only_as_far_as_it_must() {
        assert_eq!(follow(0, 10, 30, Some(3..5)), 0);
        assert_eq!(follow(0, 10, 30, Some(9..12)), 2);
        assert_eq!(follow(9, 10, 30, Some(4..5)), 4);
        assert_eq!(follow(9, 10, 12, None), 2);
        assert_eq!(follow(0, 3, 30, Some(5..20)), 5);
    }
}
