//! The field of a day to come: one line, and under it the day that was understood.

use chrono::NaiveDate;

use super::super::sheet::{Row, Sheet, columns};
use super::field::Field;
use crate::exercise::day::{FORMS, Typed};

#[derive(Clone, Debug)]
pub struct DayField {
    pub field: Field,
    typed: Typed,
}

impl DayField {
    /// The field with what stands in it.
    pub fn new(typed: Typed) -> DayField {
        DayField {
            field: Field::line(&typed.text, FORMS),
            typed,
        }
    }

    /// What stands in it now. Only what is new in it is read again: a day that was understood stays.
    pub fn read(&mut self, today: NaiveDate) -> &Typed {
        let text = self.field.editor.text();
        if text != self.typed.text {
            self.typed = Typed::read(text, today);
        }
        &self.typed
    }

    /// Lays it out in `width` columns.
    pub fn settle(&mut self, width: u16) {
        self.field.grow(width, 1..=1);
    }

    /// Puts it on a sheet, with the day under it. That row is always there, so that nothing jumps,
    /// and it is seen with what is typed.
    pub fn on<'a>(
        &'a self,
        sheet: &mut Sheet<'a>,
        place: usize,
        indent: u16,
        focused: bool,
        today: NaiveDate,
    ) {
        let said = self.typed.said_back(today);
        let style = sheet.theme.dim;
        // Set in, so that it is read with the field over it; where there is little room, not cut.
        let set_in = indent + 2;
        let fits = set_in + columns(&said) <= sheet.width;
        let at = if fits { set_in } else { indent };
        sheet.focusing(focused, |sheet| {
            self.field.on(sheet, place, indent, focused, Vec::new());
            sheet.row(Row::new().at(at).text(said, style));
        });
    }
}
