//! `amends backup`: the whole book as one file, to be put away.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::shelf;
use super::failure::Failure;
use super::{files, out, when};
use crate::store::{Access, BackedUp, BackupError, BookInfo, Finding, Shelf};
use crate::text::quote::quoted_path;

/// Put the whole book into one file, to keep somewhere safe
///
/// Everything is in it as it is on disk: all records with all their versions, what is locked still
/// locked, and what is half written on this machine. It is a tar archive, packed with gzip, so that it
/// can be opened without this program, too. `amends restore` puts it back.
#[derive(clap::Args)]
pub struct Backup {
    /// The file to make, such as sam.tar.gz; - is standard output
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, backup: &Backup) -> Result<(), Failure> {
    let shelf = shelf(global)?;
    let book = shelf.find(global.book.as_deref())?;
    let access = if global.read_only {
        Access::ReadOnly
    } else {
        Access::Write
    };
    let pack = |to: &mut dyn Write| pack(&shelf, &book, access, &backup.file, to);
    let done = if backup.file == Path::new("-") {
        to_output(&backup.json, pack)?
    } else {
        files::save(&backup.file, backup.force, pack)?
    };
    tell(&book, &backup.file, &done);
    if backup.json.json {
        out::json(&value(&book, &backup.file, &done))?;
    }
    if done.missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::Told(1))
    }
}

fn pack(
    shelf: &Shelf,
    book: &BookInfo,
    access: Access,
    file: &Path,
    to: &mut dyn Write,
) -> Result<BackedUp, Failure> {
    let done = shelf.backup(book.id, when::now(), access, to);
    done.map_err(|error| match error {
        BackupError::Unwritten(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Failure::failed("Whoever was to take the backup went away. It is not complete.")
        }
        BackupError::Unwritten(error) => files::failed(file, error),
        error @ (BackupError::Store(_) | BackupError::TooLarge) => {
            Failure::failed(error.to_string())
        }
    })
}

fn to_output(
    json: &Json,
    pack: impl FnOnce(&mut dyn Write) -> Result<BackedUp, Failure>,
) -> Result<BackedUp, Failure> {
    let stdout = io::stdout();
    if json.json {
        return Err(Failure::usage(
            "Standard output cannot take both the backup and --json. Name a file.",
        ));
    }
    if stdout.is_terminal() {
        return Err(Failure::usage(
            "A backup is not for the screen. Name a file, or send it on with | or >.",
        ));
    }
    pack(&mut stdout.lock())
}

/// Says what is in it, and what is not.
fn tell(book: &BookInfo, file: &Path, done: &BackedUp) {
    for finding in done
        .passed_over
        .iter()
        .chain(&done.damaged)
        .chain(&done.missing)
    {
        out::say(&finding.to_string());
    }
    let place = if file == Path::new("-") {
        "standard output".to_owned()
    } else {
        quoted_path(file)
    };
    let drafts = match done.drafts {
        0 => String::new(),
        1 => ", and one text that is half written".to_owned(),
        n => format!(", and {n} texts that are half written"),
    };
    out::say(&format!(
        "\u{201c}{}\u{201d} is in {place}: {}{drafts}. `amends restore` puts it back.",
        book.name,
        counted(done.records)
    ));
    out::say(match done.locked {
        0 => "It is not locked: whoever can open the file can read it.",
        n if n == done.records => {
            "What is locked in the book is locked in the file, too, and opens with the passphrase of today."
        }
        _ => {
            "What is locked in the book is locked in the file, too, and opens with the passphrase of today; \
             whoever can open the file can read the rest."
        }
    });
    if !done.missing.is_empty() {
        out::say(&format!(
            "This backup is not complete. Files that could not be read: {}.",
            done.missing.len()
        ));
    }
}

/// So many records.
pub fn counted(records: usize) -> String {
    match records {
        1 => "1 record".to_owned(),
        n => format!("{n} records"),
    }
}

fn value(book: &BookInfo, file: &Path, done: &BackedUp) -> Value {
    json!({
        "file": file.to_string_lossy(),
        "book": book.name,
        "records": done.records,
        "locked": done.locked,
        "drafts": done.drafts,
        "files": done.files,
        "damaged": findings(&done.damaged),
        "missing": findings(&done.missing),
        "passed_over": findings(&done.passed_over),
    })
}

/// Findings as they stand in JSON.
pub fn findings(findings: &[Finding]) -> Vec<Value> {
    findings
        .iter()
        .map(|finding| json!({"file": finding.file, "what": finding.what}))
        .collect()
}
