//! The way from the command line into the workbook on the screen.

use super::args::Global;
use super::desk::{pack, shelf};
use super::editor::{self, Unedited};
use super::failure::Failure;
use super::secret;
use crate::content::{self, Pack};
use crate::domain::Protection;
use crate::store::StoreError;
use crate::tui::run::{Start, run as run_workbook};

/// Opens the workbook.
pub fn run(global: &Global) -> Result<(), Failure> {
    let shelf = shelf(global)?;
    let book = match shelf.find(global.book.as_deref()) {
        Ok(book) => Some(book.id),
        // The first start: the welcome makes the book.
        Err(StoreError::NoBook) => None,
        Err(error) => return Err(error.into()),
    };
    // Before the screen is taken: whoever has it may have questions of their own.
    let passphrase = secret::given(global)?;
    let pack: Box<dyn FnOnce() -> Pack> = match &global.content {
        // A pack of the person's own may be broken, which is said before the screen is taken.
        Some(_) => {
            let pack = pack(global)?;
            Box::new(move || pack)
        }
        None => Box::new(content::embedded),
    };
    let start = Start {
        shelf,
        book,
        passphrase,
        read_only: global.read_only,
        pack,
        theme: global.theme,
        editor: &edit,
    };
    run_workbook(start).map_err(|ended| Failure::failed(ended.to_string()))
}

/// Opens the editor on a text of the workbook, which has none for what is sealed.
fn edit(text: &str) -> Result<String, String> {
    match editor::edit(text, Protection::Clear) {
        Ok((text, _)) => Ok(text),
        Err(Unedited::Failure(failure)) => Err(failure.sentence().unwrap_or_default()),
        Err(Unedited::Broken { why, sheet, .. }) => Err(format!(
            "{why} Nothing was taken over. What you wrote is in {}.",
            sheet.keep()
        )),
    }
}
