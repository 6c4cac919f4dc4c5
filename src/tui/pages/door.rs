//! The page while the book opens, and when it cannot be opened.

use super::super::command::{Command, Place};
use super::super::sheet::Sheet;
use super::super::view::{Act, Cx, Size, View};

pub struct Door {
    /// Why the book stays closed.
    why: Option<String>,
}

impl Door {
    pub fn opening() -> Door {
        Door { why: None }
    }

    pub fn closed(why: String) -> Door {
        Door { why: Some(why) }
    }
}

impl View for Door {
    fn place(&self) -> Place {
        Place::Door
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        "amends".to_owned()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        sheet.gap();
        match &self.why {
            // No word before 200 ms would do anything but flicker, and a book opens faster than that.
            None => sheet.line("Opening your book.", cx.theme.dim),
            Some(why) => {
                sheet.line("The book stays closed", cx.theme.strong);
                sheet.gap();
                sheet.prose(why, cx.theme.text, 0);
                sheet.gap();
                sheet.prose(
                    "Nothing in it was changed. \"amends doctor\" names what is damaged or missing.",
                    cx.theme.dim,
                    0,
                );
            }
        }
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, _command: Command) -> bool {
        false
    }

    fn command(&mut self, _cx: &Cx<'_>, _command: Command) -> Vec<Act> {
        Vec::new()
    }
}
