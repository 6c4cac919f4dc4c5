//! The fields of one impact.

use crate::exercise::echo::{self, Of};
use crate::tui::widgets::day::DayField;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::Field;

/// The fields of an impact.
pub(super) struct Fields {
    pub impact: Field,
    pub back: Field,
    pub repair: Field,
    pub by: DayField,
}

impl Fields {
    pub fn new(row: &echo::Row) -> Fields {
        Fields {
            impact: Field::line(&row.impact, ""),
            back: Field::page(&row.back, ""),
            repair: Field::page(&row.repair, ""),
            by: DayField::new(row.by.clone()),
        }
    }

    pub fn of(&self, of: Of) -> &Field {
        match of {
            Of::Impact => &self.impact,
            Of::Back => &self.back,
            Of::Repair => &self.repair,
            Of::By => &self.by.field,
        }
    }

    pub fn editor(&mut self, of: Of) -> &mut Editor {
        match of {
            Of::Impact => &mut self.impact.editor,
            Of::Back => &mut self.back.editor,
            Of::Repair => &mut self.repair.editor,
            Of::By => &mut self.by.field.editor,
        }
    }
}
