//! The mouse in a text. Cells are counted from the corner of the drawn area.

use super::Editor;
use super::buffer::Place;
use super::motion::Caret;
use super::word;

impl Editor {
    /// Puts the caret where the mouse is pressed. Two clicks select the word there, three or more
    /// the paragraph. Needs [`Editor::settle`] to have been called.
    pub fn mouse_down(&mut self, column: u16, row: u16, clicks: u8) {
        let caret = self.caret_at_cell(column, row);
        let Place { paragraph, byte } = caret.place;
        let text = self.buffer.line(paragraph);
        let selected = match clicks {
            // Where a word ends is not told of what is hidden.
            2 if self.is_hidden() => 0..text.len(),
            0 | 1 => return self.move_to(caret),
            2 => word::around(text, byte),
            _ => 0..text.len(),
        };
        let caret = Caret::at(Place {
            paragraph,
            byte: selected.end,
        });
        self.move_to(Caret {
            anchor: Some(Place {
                paragraph,
                byte: selected.start,
            }),
            ..caret
        });
    }

    /// Selects from where the mouse was pressed to where it is now. A row below the area scrolls.
    pub fn mouse_drag(&mut self, column: u16, row: u16) {
        let anchor = self.caret.anchor.unwrap_or(self.caret.place);
        let caret = self.caret_at_cell(column, row);
        self.move_to(Caret {
            anchor: Some(anchor),
            ..caret
        });
    }

    /// The caret at a cell of the drawn area; below the last row, in that row.
    fn caret_at_cell(&mut self, column: u16, row: u16) -> Caret {
        let top = self.row_at(self.view.top);
        let at = self.walk(top, isize::try_from(row).unwrap_or(isize::MAX));
        self.at_column(at, self.view.left + usize::from(column))
    }
}
