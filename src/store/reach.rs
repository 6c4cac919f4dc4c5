//! What deleting cannot reach, said where it applies.

use std::path::Path;

use super::fs::Fs;
use super::places::Places;
use crate::domain::BookId;

/// Notes on copies of this book that deleting leaves alone.
pub(super) fn notes(fs: &dyn Fs, places: &Places, book: BookId) -> Vec<String> {
    let folder = places.book(book);
    let above: Vec<&Path> = folder.ancestors().collect();
    let holds = |name: &str| above.iter().any(|dir| fs.kind(&dir.join(name)).is_ok());
    let inside = |part: &str| {
        above
            .iter()
            .any(|dir| dir.file_name().is_some_and(|name| name == part))
    };
    let mut notes = Vec::new();
    if holds(".git") {
        notes.push(
            "This folder is under git. What is deleted here stays in git's history.".to_owned(),
        );
    }
    if holds(".stversions") {
        notes.push(
            "Syncthing keeps older versions of these files in .stversions. What is deleted here \
             stays there."
                .to_owned(),
        );
    }
    if inside("Dropbox") || holds(".dropbox") || holds(".dropbox.cache") {
        notes.push(
            "This folder is in Dropbox, which keeps deleted files for weeks or longer.".to_owned(),
        );
    }
    notes
}
