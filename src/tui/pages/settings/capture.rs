//! A new key for a command: the next one that is pressed.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use crate::tui::command::Command;
use crate::tui::keys::Chord;
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};

/// The new key of a command, or why it stays as it was.
pub fn taken(cx: &Cx<'_>, command: Command, key: KeyEvent) -> Vec<Act> {
    let row = command.row();
    let mut prefs = cx.prefs.clone();
    match key.code {
        KeyCode::Esc => return vec![Act::Say("The key stays as it was.".to_owned())],
        KeyCode::Backspace | KeyCode::Delete => {
            prefs.keys.remove(row.name);
            let says = Act::Say(format!(
                "\u{201c}{}\u{201d} has its first keys back.",
                row.title
            ));
            return vec![Act::Prefs(Box::new(prefs)), says];
        }
        _ => {}
    }
    let chord = Chord::of(key);
    let taken = cx.keymap.commands(chord).find(|other| {
        let places = other.row().places;
        *other != command && row.places.iter().any(|place| places.contains(place))
    });
    if let Some(other) = taken {
        return vec![Act::Say(format!(
            "{} is taken: {}. The key stays as it was.",
            chord.shown(),
            other.row().title
        ))];
    }
    if chord.writes() && command.works_in_text() {
        return vec![Act::Say(
            "This one has to work in text fields too: choose a key that writes nothing.".to_owned(),
        )];
    }
    prefs
        .keys
        .insert(row.name.to_owned(), vec![chord.to_string()]);
    let says = Act::Say(format!("{} is now: {}.", chord.shown(), row.title));
    vec![Act::Prefs(Box::new(prefs)), says]
}

/// What is said while a key is waited for.
pub fn asks<'a>(cx: &Cx<'_>, command: Command, size: Size) -> Sheet<'a> {
    let mut sheet = Sheet::new(size.width, cx.theme);
    if size.height >= 12 {
        sheet.rule();
    }
    let title = command.row().title;
    sheet.prose(
        &format!("Press the new key for \u{201c}{title}\u{201d}."),
        cx.theme.strong,
        0,
    );
    let says = match size.width >= 60 {
        true => "Esc leaves it as it is; Backspace gives the first keys back.",
        false => "Esc leaves it; Backspace resets it.",
    };
    sheet.line(says, cx.theme.dim);
    sheet
}
