//! How things that were written stand in a list: the id, the time, the kind and the title on one line,
//! the excerpt under it.

use std::io::{self, IsTerminal};

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use crate::domain::{Person, SpaceId, ThreadId};
use crate::query::reading::Kind;
use crate::text::clean::clean_line;
use crate::text::width;

/// A line of a list.
pub struct Line<'a> {
    pub thread: ThreadId,
    pub kind: Kind,
    pub at: DateTime<FixedOffset>,
    pub title: &'a str,
    pub excerpt: &'a str,
    pub tags: &'a [String],
}

/// The lines as they are printed. On a terminal what does not fit is cut with a sign.
pub fn written(lines: &[Line<'_>]) -> String {
    let room = columns();
    let mut out = String::new();
    for line in lines {
        let mut first = format!("{}  {}  {:<6}", line.thread, time(line), line.kind.name());
        for part in std::iter::once(line.title.to_owned())
            .chain(line.tags.iter().map(|tag| format!("#{tag}")))
            .filter(|part| !part.is_empty())
        {
            first.push_str("  ");
            first.push_str(&part);
        }
        for text in [first.as_str(), &format!("    {}", line.excerpt)] {
            if !text.trim().is_empty() {
                out.push_str(&fitted(text, room));
                out.push('\n');
            }
        }
    }
    out
}

/// A mark is of a day and of no hour.
fn time(line: &Line<'_>) -> String {
    match line.kind {
        Kind::Entry | Kind::Answer => line.at.format("%Y-%m-%d %H:%M").to_string(),
        Kind::Mark => line.at.format("%Y-%m-%d      ").to_string(),
    }
}

/// The columns of the terminal; `None` where the output goes elsewhere and is left whole.
fn columns() -> Option<usize> {
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(&stdout).ok()?;
    (size.ws_col > 0).then(|| usize::from(size.ws_col))
}

fn fitted(text: &str, room: Option<usize>) -> String {
    let text = clean_line(text.trim_end()).text;
    match room {
        Some(room) => width::truncate(&text, room).into_owned(),
        None => text,
    }
}

/// Whose eyes a space is for, in JSON: the writer's own, or the two of them.
pub fn space(space: SpaceId, person: &Person) -> Value {
    json!(if space == person.space { "own" } else { "us" })
}
