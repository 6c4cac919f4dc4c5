//! Keys that come before their page: people type at once, and a disk may be slow.

use super::App;
use crate::tui::command::Command;
use crate::tui::keys::Chord;
use crate::tui::msg::Msg;

impl App {
    /// Whether it means nothing yet, since the book is still being opened.
    pub(super) fn is_early(&self, msg: &Msg) -> bool {
        let Msg::Key(key) = msg else {
            return self.opening && matches!(msg, Msg::Paste(_));
        };
        let chord = Chord::of(*key);
        // Behind a letter that waits every letter waits, or words would change their order.
        let waits = chord.writes() && !self.early.is_empty();
        // The first letter of a passphrase must not end the program, and hand the rest to the shell.
        let leaves = |command: Command| chord.writes() && command == Command::Quit;
        let now = |command: Command| self.can(command) && !waits && !leaves(command);
        self.opening && self.layers.is_empty() && !self.keymap.commands(chord).any(now)
    }

    /// The next of them, once it has its page.
    pub(super) fn next_early(&mut self) -> Option<Msg> {
        if self.opening || self.is_saving() {
            return None;
        }
        self.early.pop_front()
    }
}
