//! The command line: arguments, then one file for each subcommand.
//!
//! Data goes to standard output, sentences to standard error. Whatever is written goes through
//! `decide`, as it does on the screen.

mod answer;
mod args;
mod backup;
mod books;
mod completions;
mod content;
mod delete;
mod descriptor;
mod desk;
mod doctor;
mod edit;
mod editor;
mod export;
mod failure;
mod files;
mod given;
mod ids;
mod lines;
mod list;
mod man;
mod mark;
mod misread;
mod new;
mod out;
mod passphrase;
mod restore;
mod search;
mod secret;
mod shell;
mod show;
mod signals;
mod steps;
mod tty;
mod when;
mod workbook;
mod write;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};

use args::{Args, Command, Global};
use failure::Failure;

use crate::text::quote::quoted;

/// Runs the program with these arguments, the first of which is its own name, and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let done = match Args::read(arguments) {
        Ok(mut args) => {
            args.global.take_env();
            dispatch(args)
        }
        // Help and version come this way too; they are data and no failure.
        Err(shown) if !shown.use_stderr() => out::print(&shown.render().to_string()),
        Err(error) => Err(Failure::Usage(quoting(error).render().to_string())),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => failure.report(),
    }
}

/// The same error with what was given on one line, so that none of it can pass for a line of ours.
fn quoting(mut error: clap::Error) -> clap::Error {
    // Nobody is to let sealed text out in clear because of a slip.
    let suggested = error
        .get(ContextKind::SuggestedArg)
        .map(ToString::to_string);
    if suggested.is_some_and(|option| option == "--in-clear") {
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::Usage);
    }
    let given: Vec<(ContextKind, ContextValue)> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, ContextValue::String(quoted(text)))),
            ContextValue::StyledStrs(tips) => {
                let tips = tips.iter().map(|tip| quoted(&tip.to_string()).into());
                Some((kind, ContextValue::StyledStrs(tips.collect())))
            }
            _ => None,
        })
        .collect();
    for (kind, value) in given {
        error.insert(kind, value);
    }
    error
}

fn dispatch(args: Args) -> Result<(), Failure> {
    let global = &args.global;
    editor::sweep();
    fault_on_request(&args);
    let only_reads = args.command.as_ref().is_some_and(Command::only_reads);
    carry_out(global, args.command).map_err(|failure| match only_reads {
        true => failure.of_reading(),
        false => failure,
    })
}

fn carry_out(global: &Global, command: Option<Command>) -> Result<(), Failure> {
    match command {
        None => workbook::run(global),
        Some(Command::New(new)) => new::run(global, &new),
        Some(Command::Books(books)) => books::run(global, &books),
        Some(Command::Write(write)) => write::run(global, &write),
        Some(Command::Steps(steps)) => steps::run(global, &steps),
        Some(Command::Answer(answer)) => answer::run(global, &answer),
        Some(Command::Mark(mark)) => mark::run(global, &mark),
        Some(Command::List(list)) => list::run(global, &list),
        Some(Command::Search(search)) => search::run(global, &search),
        Some(Command::Show(show)) => show::run(global, &show),
        Some(Command::Edit(edit)) => edit::run(global, &edit),
        Some(Command::Delete(delete)) => delete::run(global, &delete),
        Some(Command::Export(export)) => export::run(global, &export),
        Some(Command::Content(content)) => content::run(global, &content),
        Some(Command::Doctor(doctor)) => doctor::run(global, &doctor),
        Some(Command::Backup(backup)) => backup::run(global, &backup),
        Some(Command::Restore(restore)) => restore::run(global, &restore),
        Some(Command::Passphrase(passphrases)) => passphrase::run(global, &passphrases),
        Some(Command::Completions(completions)) => completions::run(&completions),
        Some(Command::Man(man)) => man::run(&man),
    }
}

/// So that tests can see what a fault of ours says. The workbook has one of its own.
fn fault_on_request(args: &Args) {
    #[cfg(debug_assertions)]
    if let (Some(_), Ok(marker)) = (&args.command, std::env::var("AMENDS_TEST_FAULT")) {
        panic!("a fault on request, with {marker}");
    }
    #[cfg(not(debug_assertions))]
    let _ = args;
}
