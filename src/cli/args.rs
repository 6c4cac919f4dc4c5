//! The arguments: the options for all, and the list of subcommands.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use super::descriptor::{self, Descriptor};
use crate::tui::theme::ThemeName;

/// A guided workbook for repairing trust, on your own machine.
///
/// Without a command it opens the workbook.
#[derive(Default, Parser)]
#[command(
    name = "amends",
    version,
    propagate_version = false,
    max_term_width = 100
)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// Reads the arguments, the first of which is the program's own name. Where there are no others, as at nearly
    /// every start of the workbook, the list of all that could be there is not even made: that takes a fifth of
    /// the time to the first frame.
    ///
    /// # Errors
    /// They cannot be read, or ask for help, which comes the same way.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
        let mut arguments = arguments.into_iter();
        let name = arguments.next();
        match arguments.next() {
            None => Ok(Args::default()),
            Some(first) => Args::try_parse_from(name.into_iter().chain([first]).chain(arguments)),
        }
    }
}

/// The options that every command takes.
#[derive(Clone, Default, clap::Args)]
#[command(next_help_heading = "Options for every command")]
pub struct Global {
    /// The folder that everything is kept in [env: AMENDS_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// The book, where there are several
    #[arg(long, global = true, value_name = "NAME")]
    pub book: Option<String>,
    /// A content pack to use instead of the one that is built in
    #[arg(long, global = true, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// The colours of the workbook
    #[arg(long, global = true, value_name = "NAME", value_parser = theme())]
    pub theme: Option<ThemeName>,
    /// Who is writing, in a book of two
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub who: Option<String>,
    /// Change nothing on disk
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Read the passphrase from this file descriptor, as its first line; without it the terminal asks
    #[arg(long, global = true, value_name = "N", value_parser = descriptor::parse)]
    pub passphrase_fd: Option<Descriptor>,
    /// Let sealed text leave in clear: into an export without being asked, or into your own editor
    #[arg(long, global = true)]
    pub in_clear: bool,
}

impl Global {
    /// Takes what is not among the arguments from the environment. The library that reads arguments could do
    /// that, and would then show the option in each line of usage as if it had to be there.
    pub fn take_env(&mut self) {
        if self.data_dir.is_none() {
            let dir = std::env::var_os("AMENDS_DATA_DIR").filter(|dir| !dir.is_empty());
            self.data_dir = dir.map(PathBuf::from);
        }
    }
}

/// Reads the name of a theme, and lets shells complete it.
fn theme() -> impl TypedValueParser<Value = ThemeName> {
    PossibleValuesParser::new(ThemeName::ALL.map(ThemeName::name))
        .try_map(|name| ThemeName::named(&name).ok_or("there is no such theme"))
}

/// Output for other programs, for the commands that have it.
#[derive(clap::Args)]
pub struct Json {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

impl Command {
    /// Whether it changes nothing, whatever comes of it.
    pub fn only_reads(&self) -> bool {
        match self {
            Command::Answer(answer) => answer.only_shows(),
            Command::Books(books) => books.only_lists(),
            Command::Content(content) => content.only_reads(),
            Command::Steps(_)
            | Command::List(_)
            | Command::Search(_)
            | Command::Show(_)
            | Command::Export(_)
            | Command::Doctor(_)
            | Command::Backup(_)
            | Command::Completions(_)
            | Command::Man(_) => true,
            Command::New(_)
            | Command::Write(_)
            | Command::Mark(_)
            | Command::Edit(_)
            | Command::Delete(_)
            | Command::Restore(_)
            | Command::Passphrase(_) => false,
        }
    }
}

#[derive(Subcommand)]
pub enum Command {
    New(super::new::New),
    Books(super::books::Books),
    Write(super::write::Write),
    Steps(super::steps::Steps),
    Answer(super::answer::Answer),
    Mark(super::mark::Mark),
    List(super::list::List),
    Search(super::search::Search),
    Show(super::show::Show),
    Edit(super::edit::Edit),
    Delete(super::delete::Delete),
    Export(super::export::Export),
    Content(super::content::Content),
    Doctor(super::doctor::Doctor),
    Backup(super::backup::Backup),
    Restore(super::restore::Restore),
    Passphrase(super::passphrase::Passphrases),
    Completions(super::completions::Completions),
    Man(super::man::Man),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_arguments_are_what_the_reader_of_arguments_makes_of_none() {
        let program = || [OsString::from("amends")];
        for args in [Args::read(program()), Args::try_parse_from(program())] {
            let Ok(Args { global, command }) = args else {
                panic!("nothing is asked for, and nothing is wrong");
            };
            assert!(command.is_none());
            let nothing = matches!(
                global,
                Global {
                    data_dir: None,
                    book: None,
                    content: None,
                    theme: None,
                    who: None,
                    read_only: false,
                    passphrase_fd: None,
                    in_clear: false,
                }
            );
            assert!(nothing);
        }
    }
}
