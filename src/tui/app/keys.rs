//! Keys and text: whose they are, and what becomes of them.

use super::App;
use crate::text::clean::told;
use crate::tui::command::Command;
use crate::tui::keys::Chord;
use crate::tui::layers::LayerAct;
use crate::tui::msg::Msg;
use crate::tui::view::Cx;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use std::time::Duration;

/// STORE: a record may hold 16 MiB; the rest is for what stands around the text.
const MOST_TEXT: usize = 15 * 1024 * 1024;
/// Letters that follow a save within so long of one another were meant for the page that it closed.
const STILL_WRITING: Duration = Duration::from_millis(600);

impl App {
    pub(super) fn key(&mut self, key: KeyEvent) {
        let chord = Chord::of(key);
        if self.is_still_writing(key, chord) {
            return;
        }
        self.notice = None;
        self.guard.leaves = false;
        let always = [Command::Hide, Command::Help];
        if let Some(command) = always
            .into_iter()
            .find(|command| self.keymap.keys(*command).contains(&chord))
        {
            return self.run(command);
        }
        if self.is_too_small() {
            if self.keymap.keys(Command::Quit).contains(&chord) && !chord.writes() {
                self.run(Command::Quit);
            }
            return;
        }
        if !self.layers.is_empty() {
            return self.layer_key(key, chord);
        }
        let typing = self.shown().page.view().typing();
        // Letters were meant for a field that is closed while keys are made of what is in it.
        if self.is_at_work() {
            let typed = |command| chord.writes() && (typing || command == Command::Quit);
            let can = |command: &Command| !typed(*command) && self.can(*command);
            let command = self.keymap.commands(chord).find(can);
            return command.map_or((), |command| self.run(command));
        }
        if self.shown().page.captures() {
            let (cx, shown) = self.parts();
            let acts = shown.page.view_mut().key(&cx, key);
            return self.perform(acts);
        }
        // While something is on its way to the disk commands wait, since the page may close with the
        // answer. Letters do not wait: with other words in it the page stays.
        if self.is_saving() {
            if !(typing && self.type_key(key)) {
                self.early.push_back(Msg::Key(key));
            }
            return;
        }
        let commands: Vec<Command> = self.keymap.commands(chord).collect();
        if typing && !chord.writes() {
            let early = |command: &&Command| !command.yields_to_text();
            if let Some(command) = commands.iter().find(|c| early(c) && self.can(**c)) {
                return self.run(*command);
            }
        }
        if typing && self.type_key(key) {
            return;
        }
        let page = &self.shown().page;
        let runs = |command: &&Command| {
            (!chord.writes() || page.takes_letters(**command)) && self.can(**command)
        };
        if let Some(command) = commands.iter().find(runs) {
            return self.run(*command);
        }
        let (cx, shown) = self.parts();
        shown.follow = true;
        let acts = shown.page.view_mut().key(&cx, key);
        self.perform(acts);
    }

    /// Whether a key was meant for a page that was just saved and is gone: who saves in the middle of a
    /// sentence types on, and on the page below each letter would be a command.
    fn is_still_writing(&mut self, key: KeyEvent, chord: Chord) -> bool {
        let Some(since) = self.left_writing else {
            return false;
        };
        let now = self.now.since_start;
        let typed = chord.writes() || matches!(key.code, KeyCode::Enter | KeyCode::Backspace);
        let goes_on = typed
            && now.saturating_sub(since) < STILL_WRITING
            && self.layers.is_empty()
            && !self.shown().page.view().typing();
        // What a hand does on the page that it sees now ends it.
        let looks = !typed && self.keymap.commands(chord).any(|command| self.can(command));
        if goes_on {
            self.left_writing = Some(now);
        } else if typed || looks {
            self.left_writing = None;
        }
        goes_on
    }

    /// Offers a key to the text field with the caret.
    pub(super) fn type_key(&mut self, key: KeyEvent) -> bool {
        let (cx, shown) = self.parts();
        let Some(editor) = shown.page.view_mut().field() else {
            return false;
        };
        let Some(outcome) = editor.key(key) else {
            return false;
        };
        shown.follow = true;
        let acts = if outcome.changed {
            shown.page.view_mut().typed(&cx)
        } else {
            Vec::new()
        };
        self.say_removed(outcome.removed);
        self.perform(acts);
        true
    }

    pub(super) fn paste(&mut self, text: String) {
        if self.is_too_small() {
            return;
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.paste(&text);
            return;
        }
        if self.is_at_work() {
            return;
        }
        let (cx, shown) = self.parts();
        let Some(editor) = shown.page.view_mut().field() else {
            self.notice = Some("There is no text field here, so nothing was pasted.".to_owned());
            return;
        };
        if editor.len_bytes().saturating_add(text.len()) > MOST_TEXT {
            self.notice = Some(
                "That is more than one page can hold (15 MB), so none of it was taken. \
                 What you have is as it was."
                    .to_owned(),
            );
            return;
        }
        let outcome = editor.apply(crate::tui::widgets::editor::Edit::Paste(text));
        shown.follow = true;
        let acts = shown.page.view_mut().typed(&cx);
        self.say_removed(outcome.removed);
        self.perform(acts);
    }

    pub(super) fn say_removed(&mut self, removed: usize) {
        if let Some(told) = told(removed) {
            self.notice = Some(told);
        }
    }

    pub(super) fn edited(&mut self, text: &str) {
        let (cx, shown) = self.parts();
        let Some(editor) = shown.page.view_mut().field() else {
            return;
        };
        let outcome = editor.set_text(text);
        let acts = if outcome.changed {
            shown.page.view_mut().typed(&cx)
        } else {
            Vec::new()
        };
        self.say_removed(outcome.removed);
        self.perform(acts);
    }

    pub(super) fn layer_key(&mut self, key: KeyEvent, chord: Chord) {
        let theme = self.theme();
        let cx = Cx {
            pack: &self.pack,
            session: self.session.as_ref(),
            keymap: &self.keymap,
            prefs: &self.prefs,
            theme,
            now: self.now,
            work: self.guard.work,
        };
        let Some(layer) = self.layers.last_mut() else {
            return;
        };
        let act = layer.key(&cx, key, chord);
        self.layer_act(act);
    }

    pub(in crate::tui) fn layer_act(&mut self, act: LayerAct) {
        match act {
            LayerAct::Stay => {}
            LayerAct::Close => {
                self.layers.pop();
            }
            LayerAct::Run(command) => {
                self.layers.pop();
                self.run(command);
            }
            LayerAct::Find { words, back } => {
                let (_, shown) = self.parts();
                shown.follow = true;
                let editor = shown.page.view_mut().field();
                let found = editor.is_some_and(|editor| match back {
                    true => editor.find_previous(&words),
                    false => editor.find_next(&words),
                });
                if let Some(layer) = self.layers.last_mut() {
                    layer.looked(found);
                }
            }
            LayerAct::Acts(acts) => {
                self.layers.pop();
                self.perform(acts);
            }
        }
    }
}
