//! Finding words in the text that is being written: one line under it, which covers nothing.

use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::keys::Chord;
use super::super::sheet::columns;
use super::super::view::Cx;
use super::super::widgets::editor::Edit;
use super::super::widgets::field::Field;
use super::LayerAct;

pub struct Find {
    words: Field,
    /// The words were looked for and are not in the text.
    missed: bool,
}

const LABEL: &str = "find ";

impl Find {
    pub fn new() -> Find {
        Find {
            words: Field::line("", "words in this text"),
            missed: false,
        }
    }

    /// What came of the last look.
    pub fn looked(&mut self, found: bool) {
        self.missed = !found;
    }

    /// Looks for the words, from the caret on or back.
    fn look(&self, back: bool) -> LayerAct {
        if self.words.editor.is_empty() {
            return LayerAct::Stay;
        }
        LayerAct::Find {
            words: self.words.editor.text(),
            back,
        }
    }

    pub fn key(&mut self, key: KeyEvent, commands: &[Command], chord: Chord) -> LayerAct {
        for command in commands.iter().filter(|_| !chord.writes()) {
            match self.command(*command) {
                LayerAct::Stay => {}
                act => return act,
            }
        }
        if self
            .words
            .editor
            .key(key)
            .is_some_and(|outcome| outcome.changed)
        {
            self.missed = false;
        }
        LayerAct::Stay
    }

    pub fn command(&mut self, command: Command) -> LayerAct {
        match command {
            Command::Back => LayerAct::Close,
            Command::Enter | Command::Down | Command::Find => self.look(false),
            Command::Up => self.look(true),
            _ => LayerAct::Stay,
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.words.editor.apply(Edit::Paste(text.to_owned()));
        self.missed = false;
    }

    pub fn settle(&mut self, area: Rect) {
        self.words
            .fill(area.width.saturating_sub(columns(LABEL)), 1);
    }

    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        let line = Rect::new(area.x, area.bottom().saturating_sub(1), area.width, 1);
        canvas.clear(line);
        let x = canvas.print(line.x, line.y, LABEL, cx.theme.dim, line.width);
        let field = Rect::new(x, line.y, line.right().saturating_sub(x), 1);
        canvas.caret = self
            .words
            .editor
            .draw(field, canvas.buf, &cx.theme.editor(), &[]);
        if self.missed {
            canvas.print_right(
                line.right(),
                line.y,
                " not in this text",
                cx.theme.strong,
                17,
            );
        }
    }
}
