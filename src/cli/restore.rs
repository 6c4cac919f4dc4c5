//! `amends restore`: a book from a backup, in a place of its own.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{Global, Json};
use super::backup::{counted, findings};
use super::desk::{may_change, shelf};
use super::failure::Failure;
use super::{out, shell};
use crate::domain::Protection;
use crate::store::{Access, RestoreError, Restored, Shelf};
use crate::text::quote::quoted_path;
use crate::text::reason::reason;

/// Put a book back from the file that `amends backup` made
///
/// The book appears beside those that are here, whole or not at all. One that is here already is never
/// written over and never mixed with the backup: read the backup in a folder of its own with
/// --data-dir, or delete the book here first.
#[derive(clap::Args)]
pub struct Restore {
    /// The backup; - is standard input
    file: PathBuf,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, restore: &Restore) -> Result<(), Failure> {
    may_change(global)?;
    if global.book.is_some() {
        return Err(Failure::usage(
            "A restored book gets the name that it had. `amends books rename` gives it another; \
             --book has no meaning here.",
        ));
    }
    let shelf = shelf(global)?;
    let restored = shelf.restore(&mut *open(&restore.file)?);
    let restored = restored.map_err(|error| refused(global, &restore.file, error))?;
    for finding in &restored.damaged {
        out::say(&finding.to_string());
    }
    for note in &restored.notes {
        out::say(note);
    }
    if restore.json.json {
        out::json(&json!({
            "book": restored.book.name,
            "records": restored.records,
            "drafts": restored.drafts,
            "damaged": findings(&restored.damaged),
            "notes": restored.notes,
        }))?;
    } else {
        out::print(&format!("{}\n", restored.book.name))?;
    }
    tell(global, &restored, shelf.books()?.len());
    if is_sealed(&shelf, &restored)? {
        out::say("It opens with the passphrase that it had when the backup was made.");
    }
    Ok(())
}

/// Why nothing was restored. Commands in it are for the folder that this one was for.
fn refused(global: &Global, file: &Path, error: RestoreError) -> Failure {
    match error {
        RestoreError::Here { name } => {
            let beside = format!("amends --data-dir DIR restore {}", shell::path(file));
            let delete = format!("books delete {}", shell::operand(&name));
            Failure::failed(format!(
                "The book in this backup is here already, as \u{201c}{name}\u{201d}. Nothing was changed: a \
                 restore never writes over a book and never mixes two. To read the backup beside it, give it a \
                 folder of its own: {beside}. To go back to it, delete the book here first: {}.",
                shell::command(global, &delete)
            ))
        }
        error @ (RestoreError::NotABackup(_)
        | RestoreError::InTheWay(_)
        | RestoreError::Busy
        | RestoreError::Unwritten { .. }
        | RestoreError::Store(_)) => Failure::failed(error.to_string()),
    }
}

/// Whether anyone in the book has a passphrase.
fn is_sealed(shelf: &Shelf, restored: &Restored) -> Result<bool, Failure> {
    let store = shelf.open(restored.book.id, Access::ReadOnly)?;
    let mut people = store.people().iter();
    Ok(people.any(|person| store.protection(person.id) == Protection::Sealed))
}

fn open(file: &Path) -> Result<Box<dyn Read>, Failure> {
    if file == Path::new("-") {
        if io::stdin().is_terminal() {
            return Err(Failure::usage(
                "A backup cannot be typed. Name the file, or send it in with | or <.",
            ));
        }
        return Ok(Box::new(io::stdin().lock()));
    }
    let unreadable = |why: String| {
        Failure::failed(format!(
            "{} could not be read: {why}. Nothing was restored.",
            quoted_path(file)
        ))
    };
    let opened = File::open(file).map_err(|error| unreadable(reason(&error)))?;
    match opened.metadata() {
        Ok(about) if about.is_dir() => Err(unreadable("it is a folder".to_owned())),
        Ok(_) | Err(_) => Ok(Box::new(opened)),
    }
}

/// Says how the book is found from now on.
fn tell(global: &Global, restored: &Restored, books: usize) {
    let name = &restored.book.name;
    let drafts = match restored.drafts {
        0 => String::new(),
        1 => " and one text that is half written".to_owned(),
        n => format!(" and {n} texts that are half written"),
    };
    let open = match books {
        1 => shell::command(global, ""),
        _ => shell::command(global, &shell::option("--book", &shell::word(name))),
    };
    out::say(&format!(
        "\u{201c}{name}\u{201d} is back, with {}{drafts}. `{}` opens it.",
        counted(restored.records),
        open.trim_end()
    ));
    if !restored.damaged.is_empty() {
        out::say(&format!(
            "Damaged files: {}. They were so in the backup; everything else can be read.",
            restored.damaged.len()
        ));
    }
}
