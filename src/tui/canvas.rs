//! What pages draw on: cells, places that can be clicked, and the caret.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::command::Command;
use super::theme::Theme;
use crate::text::{clean, grapheme, width};

/// What a click means. It is found by drawing again, so it can never be out of step with the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Command(Command),
    /// A thing of the page, such as a row or a card, by its place.
    Item(usize),
    /// A choice within a thing, such as the third point of a scale.
    Choice(usize, usize),
    /// A text field, by its place.
    Text(usize),
}

/// A clickable place.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    pub area: Rect,
    pub target: Target,
    /// Where the area's first row would be, were it not scrolled; for fields that are partly hidden.
    pub top: i32,
}

/// The surface of one frame.
pub struct Canvas<'b> {
    pub buf: &'b mut Buffer,
    pub theme: Theme,
    pub caret: Option<Position>,
    pub hits: Vec<Hit>,
}

impl<'b> Canvas<'b> {
    pub fn new(buf: &'b mut Buffer, theme: Theme) -> Canvas<'b> {
        Canvas {
            buf,
            theme,
            caret: None,
            hits: Vec::new(),
        }
    }

    pub fn area(&self) -> Rect {
        self.buf.area
    }

    /// Writes `text` from `x` on, in at most `columns` cells, with a sign where it is cut. Gives the
    /// column after it. Nothing but printable text reaches the screen.
    pub fn print(&mut self, x: u16, y: u16, text: &str, style: Style, columns: u16) -> u16 {
        let area = self.buf.area;
        if y < area.top() || y >= area.bottom() || x >= area.right() {
            return x;
        }
        let columns = columns.min(area.right() - x);
        let text = clean::printable(text);
        let text = width::untabbed(&text);
        let text = width::truncate(&text, usize::from(columns));
        let mut at = x;
        for (_, cluster) in grapheme::iter(&text) {
            let wide = u16::try_from(width::of_grapheme(cluster)).unwrap_or(2);
            if wide == 0 || at + wide > x + columns {
                continue;
            }
            self.buf[(at, y)].set_symbol(cluster).set_style(style);
            for covered in at + 1..at + wide {
                self.buf[(covered, y)].reset();
                self.buf[(covered, y)].set_style(style);
            }
            at += wide;
        }
        at
    }

    /// Writes `text` so that it ends before `right`. Gives the column where it begins.
    pub fn print_right(
        &mut self,
        right: u16,
        y: u16,
        text: &str,
        style: Style,
        columns: u16,
    ) -> u16 {
        let wide = u16::try_from(width::of(text))
            .unwrap_or(u16::MAX)
            .min(columns);
        let x = right.saturating_sub(wide);
        self.print(x, y, text, style, wide);
        x
    }

    /// A clickable place.
    pub fn hit(&mut self, area: Rect, target: Target) {
        self.hits.push(Hit {
            area,
            target,
            top: i32::from(area.y),
        });
    }

    /// What is at a cell: the place that was drawn last there.
    pub fn at(&self, position: Position) -> Option<Hit> {
        let over = |hit: &&Hit| hit.area.contains(position);
        self.hits.iter().rev().find(over).copied()
    }

    /// Puts the sign for what is cut off into the last cell of a row.
    pub fn cut(&mut self, area: Rect, y: u16, style: Style) {
        let Some(last) = area.right().checked_sub(1).filter(|last| *last >= area.x) else {
            return;
        };
        // A wide character that reaches into the last cell gives way to the sign.
        let before = last.saturating_sub(1).max(area.x);
        if self.area().contains(Position::new(last, y))
            && width::of(self.buf[(before, y)].symbol()) > 1
        {
            self.buf[(before, y)].reset();
        }
        self.print(last, y, width::CUT, style, 1);
    }

    /// Whether nothing but a rule stands in an area.
    pub fn is_free(&self, area: Rect) -> bool {
        let free = |position| matches!(self.buf[position].symbol(), " " | "\u{2500}" | "-");
        area.positions().all(free)
    }

    /// Puts the sign for what is not shown below into the last row of an area.
    pub fn goes_on(&mut self, area: Rect) {
        let last = Rect::new(area.x, area.bottom().saturating_sub(1), area.width, 1);
        self.clear(last);
        let sign = if self.theme.ascii {
            "more v"
        } else {
            "more \u{2193}"
        };
        self.print_right(area.right(), last.y, sign, self.theme.dim, area.width);
    }

    /// Clears an area, for a layer over the page.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        for position in area.positions() {
            self.buf[position].reset();
        }
        self.hits.retain(|hit| !area.intersects(hit.area));
        if self.caret.is_some_and(|caret| area.contains(caret)) {
            self.caret = None;
        }
    }
}
