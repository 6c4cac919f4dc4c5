//! `amends write`: a journal entry.

use serde_json::json;

use super::args::{Global, Json};
use super::desk::Desk;
use super::failure::Failure;
use super::given::Given;
use super::out;
use super::when;
use crate::domain::{Entry, Intent, ThreadId};
use crate::text::clean::{clean, clean_line, told};

/// Write a journal entry, and print its id
#[derive(clap::Args)]
pub struct Write {
    /// The text; - reads it from standard input; without it your editor opens
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// When it was, if not now: yesterday, 3 days ago, 2026-08-22 21:14
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// A title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, write: &Write) -> Result<(), Failure> {
    let now = when::now();
    let at = write
        .at
        .as_deref()
        .map(|at| when::at(at, now))
        .transpose()?;
    when::say_at(at);
    let mut desk = Desk::to_write(global)?;
    let given = Given::take(&mut desk, &write.text, "")?;
    let entry = Entry {
        at: at.unwrap_or(now),
        title: write.title.clone().unwrap_or_default(),
        text: given.text.clone(),
        tags: write.tags.clone(),
    };
    let saved = save(&mut desk, None, entry);
    let id = given.end(&mut desk, saved)?;
    print_id(id, &write.json)
}

/// Saves an entry and gives its id; says what was taken out of its text.
pub fn save(desk: &mut Desk, thread: Option<ThreadId>, entry: Entry) -> Result<ThreadId, Failure> {
    let lines = std::iter::once(&entry.title).chain(&entry.tags);
    let in_lines: usize = lines.map(|line| clean_line(line).removed).sum();
    let removed = clean(&entry.text).removed + in_lines;
    let records = desk.take(Intent::WriteEntry { thread, entry })?;
    say_removed(removed);
    match (records.first(), thread) {
        (Some(record), _) => Ok(record.thread),
        (None, Some(thread)) => {
            out::say("Nothing was different, so it stays as it is.");
            Ok(thread)
        }
        (None, None) => Err(Failure::failed("There was nothing to save.")),
    }
}

/// Says how many hidden characters were left out, where there were any.
pub fn say_removed(removed: usize) {
    if let Some(told) = told(removed) {
        out::say(&told);
    }
}

/// Prints the id of what was written.
pub fn print_id(id: ThreadId, json: &Json) -> Result<(), Failure> {
    if json.json {
        out::json(&json!({"id": id}))
    } else {
        out::print(&format!("{id}\n"))
    }
}
