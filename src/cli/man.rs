//! `amends man`: the manual, generated from the same declaration as the help.

use std::io;

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::args::Args;
use super::failure::Failure;
use super::out;
use crate::text::quote::quoted;
use crate::text::reason::reason;

/// Print the manual page of the program, or of one command
#[derive(clap::Args)]
pub struct Man {
    /// The command, such as write
    command: Option<String>,
}

pub fn run(man: &Man) -> Result<(), Failure> {
    let mut program = Args::command();
    program.build();
    let command = match &man.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::usage(format!(
                "There is no command \u{201c}{}\u{201d}. `amends --help` lists them.",
                quoted(name)
            ))
        })?,
    };
    let title = command.get_display_name().unwrap_or("amends").to_owned();
    let page = render(Page::new(command).title(title)).map_err(|error| {
        Failure::failed(format!("The page could not be made: {}.", reason(&error)))
    })?;
    out::print_bytes(&page)
}

fn render(page: Page) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    page.render(&mut text)?;
    Ok(text)
}
