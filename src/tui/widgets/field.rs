//! A text field of a page: an editor with the height that it was given.

use super::super::sheet::Sheet;
use super::editor::{Editor, Lines, Mark};

/// Where the caret is among fields, for a draft: in bytes from the start of the first one, with one
/// byte between each and the next.
pub fn caret_among<'a>(fields: impl Iterator<Item = &'a Field>, focus: usize) -> usize {
    let mut before = 0;
    for (place, field) in fields.enumerate() {
        if place == focus {
            return before + field.editor.caret_offset();
        }
        before += field.editor.len_bytes() + 1;
    }
    0
}

/// The field in which such a caret is, and its place in it.
pub fn field_of_caret<'a>(
    fields: impl Iterator<Item = &'a Field>,
    caret: usize,
) -> Option<(usize, usize)> {
    let mut left = caret;
    for (place, field) in fields.enumerate() {
        let bytes = field.editor.len_bytes();
        if left <= bytes {
            return Some((place, left));
        }
        left -= bytes + 1;
    }
    None
}

#[derive(Clone, Debug)]
pub struct Field {
    pub editor: Editor,
    height: u16,
}

impl Field {
    /// A field of one line.
    pub fn line(text: &str, placeholder: &str) -> Field {
        Field::new(text, placeholder, Lines::One)
    }

    /// A field of paragraphs.
    pub fn page(text: &str, placeholder: &str) -> Field {
        Field::new(text, placeholder, Lines::Many)
    }

    /// A line for something secret, hidden or not.
    pub fn secret(placeholder: &str, hidden: bool) -> Field {
        Field::of(Editor::secret(hidden), placeholder)
    }

    fn new(text: &str, placeholder: &str, lines: Lines) -> Field {
        Field::of(Editor::new(text, lines), placeholder)
    }

    fn of(mut editor: Editor, placeholder: &str) -> Field {
        editor.set_placeholder(placeholder);
        Field { editor, height: 1 }
    }

    /// Lays it out in `width` columns, as high as its text wants, within `rows`.
    pub fn grow(&mut self, width: u16, rows: std::ops::RangeInclusive<u16>) {
        let wanted = self.editor.height_wanted_up_to(width, *rows.end());
        self.fill(width, wanted.clamp(*rows.start(), *rows.end()));
    }

    /// Lays it out in this room.
    pub fn fill(&mut self, width: u16, height: u16) {
        self.height = height.max(1);
        self.editor.settle(width, self.height);
    }

    /// Puts it on a sheet.
    pub fn on<'a>(
        &'a self,
        sheet: &mut Sheet<'a>,
        place: usize,
        indent: u16,
        focused: bool,
        marks: Vec<Mark>,
    ) {
        sheet.field(place, &self.editor, (indent, self.height), focused, marks);
    }
}
