//! `amends export`: all that this person may read, or the things that are named.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::args::Global;
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{files, ids, out, when};
use crate::domain::{Protection, ThreadId};
use crate::export::{Source, json, markdown};
use crate::text::quote::quoted_path;

/// Take all that you wrote out of the program, or only what is named
///
/// An export is in clear, also of what is sealed: then it is asked for first, or wants --in-clear where there is
/// no terminal to ask on.
#[derive(clap::Args)]
pub struct Export {
    /// md reads like a workbook; json has every version, for other programs
    #[arg(long, value_enum)]
    format: Format,
    /// The file; without it, or with -, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    /// Only these, by id
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Md,
    Json,
}

pub fn run(global: &Global, export: &Export) -> Result<(), Failure> {
    let file = export.output.as_deref();
    let file = file.filter(|file| *file != Path::new("-"));
    if let Some(file) = file.filter(|_| !export.force) {
        // Before anyone has typed a passphrase or a yes for nothing.
        files::is_free(file)?;
    }
    let pack = desk::pack(global)?;
    let mut desk = Desk::to_read(global)?;
    let only: Vec<ThreadId> = export
        .ids
        .iter()
        .map(|id| ids::find(&desk.state, id))
        .collect::<Result<_, _>>()?;
    agreed(&desk, file)?;
    let source = Source {
        pack: &pack,
        state: &desk.state,
        book: &desk.book.name,
        person: &desk.person,
        made: when::now(),
        only: (!only.is_empty()).then_some(&only),
    };
    let text = match export.format {
        Format::Md => markdown(&source),
        Format::Json => json::document(&json(&source)),
    };
    write(file, export, &text)?;
    if only.is_empty() {
        tell_drafts(&mut desk);
    }
    // Whoever exports only what they name has what they named.
    if desk.is_whole || !only.is_empty() {
        return Ok(());
    }
    out::say(
        "This export is not complete: something in the book could not be read. `amends doctor` names it.",
    );
    Err(Failure::Told(1))
}

/// Says how much is half written: it is nowhere but in the book until it is saved.
fn tell_drafts(desk: &mut Desk) {
    let (drafts, _) = desk.store.drafts(desk.person.id);
    match drafts.len() {
        0 => {}
        1 => out::say("One text that is half written is not in it. `amends` goes on with it."),
        n => out::say(&format!(
            "{n} texts that are half written are not in it. `amends` goes on with them."
        )),
    }
}

fn write(file: Option<&Path>, export: &Export, text: &str) -> Result<(), Failure> {
    match file {
        // A JSON document is harmless as it is, and cutting marks would change what it says.
        None if export.format == Format::Json => out::print_bytes(text.as_bytes()),
        None => out::print(text),
        Some(file) => {
            files::save(file, export.force, |to| {
                to.write_all(text.as_bytes())
                    .map_err(|error| files::failed(file, error))
            })?;
            out::say(&format!(
                "Written to {}. It is not locked: whoever can open the file can read it.",
                quoted_path(file)
            ));
            Ok(())
        }
    }
}

/// Whether what is sealed may go out in clear. Nothing is written before that.
fn agreed(desk: &Desk, file: Option<&Path>) -> Result<(), Failure> {
    if desk.in_clear || desk.protection() == Protection::Clear {
        return Ok(());
    }
    let place = file.map_or("standard output".to_owned(), quoted_path);
    let question = format!(
        "What you wrote is sealed. The export is not: it goes to {place} in clear, and whoever gets at \
         that can read it. Export? [y/N]"
    );
    match out::ask(&question) {
        None => Err(Failure::usage(
            "What you wrote is sealed, an export is in clear, and there is no terminal to ask on. Say \
             --in-clear to export it all the same. Nothing was written.",
        )),
        Some(answer) if out::is_yes(&answer) => Ok(()),
        Some(_) => Err(Failure::failed("Nothing was exported.")),
    }
}
