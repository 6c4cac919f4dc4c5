use std::collections::HashSet;

use super::*;
use crate::tui::keys::{Chord, Keymap};

#[test]
fn names_are_unique_and_every_default_key_can_be_read() {
    let names: HashSet<_> = TABLE.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), TABLE.len());
    let commands: HashSet<_> = TABLE.iter().map(|row| row.command).collect();
    assert_eq!(commands.len(), TABLE.len());
    for row in TABLE {
        assert!(!row.places.is_empty(), "{}", row.name);
        assert_eq!(
            Keymap::default().keys(row.command).len(),
            row.keys.len(),
            "{}",
            row.name
        );
    }
}

#[test]
fn at_no_place_do_two_commands_want_the_same_key() {
    for place in Place::ALL {
        let mut taken: Vec<(Chord, &str)> = Vec::new();
        for row in TABLE.iter().filter(|row| row.places.contains(&place)) {
            for chord in Keymap::default().keys(row.command) {
                let other = taken.iter().find(|(other, _)| other == chord);
                // Ctrl+C copies where something can be selected, and leaves otherwise.
                if row.command == Command::Quit && other.is_some_and(|(_, by)| *by == "copy") {
                    continue;
                }
                assert_eq!(other, None, "{place:?} {} {chord}", row.name);
                taken.push((*chord, row.name));
            }
        }
    }
}

#[test]
fn hide_and_help_are_everywhere_and_work_while_typing() {
    for command in [Command::Hide, Command::Help] {
        assert_eq!(command.row().places.len(), Place::ALL.len());
        assert!(Keymap::default().shown(command, true).is_some());
    }
}
