//! How each screen looks: at 80x24 without any colour, with what is bold or underlined listed below it,
//! and at 40x12, the least there is.
//!
//! `cargo insta test --accept -- tui::tests::screens` takes a new look over.

mod kinds;
mod layers;
mod locking;
mod looking;
mod more;
mod narrowing;
mod path;
mod saved;
mod start;
mod writing;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::tui::testing::{LOOK, MONO, text_of};
use crate::tui::tests::scenes;

/// The screen at its usual size.
fn usual(name: &str) -> String {
    let table = scenes::of(name, MONO);
    let buffer = table.buffer();
    let mut picture = framed(&buffer);
    for (word, modifier) in [
        ("bold", Modifier::BOLD),
        ("underlined", Modifier::UNDERLINED),
        ("reversed", Modifier::REVERSED),
    ] {
        let found = with(&buffer, modifier);
        if !found.is_empty() {
            picture.push_str(&format!("\n{word}: {}", found.join(" / ")));
        }
    }
    picture
}

/// The screen at the least size.
fn least(name: &str) -> String {
    let mut table = scenes::of(name, LOOK);
    table.resize(40, 12);
    framed(&table.buffer())
}

/// The rows with an edge, so that empty ones are seen and indents are kept.
fn framed(buffer: &Buffer) -> String {
    let rows = text_of(buffer);
    let rows: Vec<String> = rows.lines().map(|row| format!("|{row}")).collect();
    rows.join("\n")
}

/// The pieces of text that look so.
fn with(buffer: &Buffer, modifier: Modifier) -> Vec<String> {
    let mut found = Vec::new();
    for row in buffer.area.rows() {
        let mut piece = String::new();
        for x in row.left()..=row.right() {
            let cell = buffer.cell((x, row.y)).filter(|_| x < row.right());
            match cell.filter(|cell| cell.modifier.contains(modifier)) {
                Some(cell) => piece.push_str(cell.symbol()),
                None if piece.trim().is_empty() => piece.clear(),
                None => found.push(std::mem::take(&mut piece).trim().to_owned()),
            }
        }
    }
    found
}
