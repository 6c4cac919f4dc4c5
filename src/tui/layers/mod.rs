//! Layers over the page, in front of which keys and clicks arrive first.

mod ask;
mod find;
mod keys;
mod palette;

use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::app::App;
use super::canvas::{Canvas, Target};
use super::command::Command;
use super::keys::Chord;
use super::view::{Act, Cx};

pub use ask::Ask;

/// A layer that is open.
pub enum Layer {
    Ask(Ask),
    Palette(Box<palette::Palette>),
    Keys(keys::Keys),
    Find(Box<find::Find>),
}

/// What a layer wants after a key.
#[derive(Debug, PartialEq)]
pub enum LayerAct {
    Stay,
    Close,
    /// Close, then do this command.
    Run(Command),
    /// Look for these words in the text under the layer, from the caret on or back.
    Find {
        words: String,
        back: bool,
    },
    /// Close, then do these.
    Acts(Vec<Act>),
}

impl Layer {
    pub fn palette(app: &App) -> Layer {
        Layer::Palette(Box::new(palette::Palette::new(app)))
    }

    pub fn keys(app: &App) -> Layer {
        Layer::Keys(keys::Keys::new(app))
    }

    pub fn find() -> Layer {
        Layer::Find(Box::new(find::Find::new()))
    }

    /// What came of a look for words.
    pub fn looked(&mut self, found: bool) {
        match self {
            Layer::Find(find) => find.looked(found),
            Layer::Ask(_) | Layer::Palette(_) | Layer::Keys(_) => {}
        }
    }

    pub fn key(&mut self, cx: &Cx<'_>, key: KeyEvent, chord: Chord) -> LayerAct {
        let commands: Vec<Command> = cx.keymap.commands(chord).collect();
        match self {
            Layer::Ask(ask) => ask.key(&commands),
            Layer::Palette(palette) => palette.key(key, &commands, chord),
            Layer::Keys(keys) => keys.key(&commands),
            Layer::Find(find) => find.key(key, &commands, chord),
        }
    }

    /// Does a command that was clicked.
    pub fn command(&mut self, command: Command) -> LayerAct {
        match self {
            Layer::Ask(ask) => ask.key(&[command]),
            Layer::Palette(palette) => palette.command(command),
            Layer::Keys(keys) => keys.key(&[command]),
            Layer::Find(find) => find.command(command),
        }
    }

    /// What belongs on the bottom line, with the words for it.
    pub fn foot(&self) -> &'static [(Command, &'static str)] {
        match self {
            Layer::Ask(_) => &[
                (Command::Enter, "choose"),
                (Command::NextPart, "the other"),
                (Command::Back, "keep it"),
            ],
            Layer::Palette(_) => &[(Command::Enter, "do it"), (Command::Back, "close")],
            Layer::Find(_) => &[
                (Command::Enter, "next"),
                (Command::Up, "the one before"),
                (Command::Back, "close"),
            ],
            Layer::Keys(_) => &[(Command::PageDown, "further"), (Command::Back, "close")],
        }
    }

    pub fn paste(&mut self, text: &str) {
        match self {
            Layer::Palette(palette) => palette.paste(text),
            Layer::Find(find) => find.paste(text),
            Layer::Ask(_) | Layer::Keys(_) => {}
        }
    }

    pub fn click(&mut self, target: Option<Target>) -> LayerAct {
        match self {
            Layer::Ask(ask) => ask.click(target),
            Layer::Palette(palette) => palette.click(target),
            Layer::Keys(_) => LayerAct::Close,
            Layer::Find(_) => LayerAct::Stay,
        }
    }

    pub fn wheel(&mut self, rows: i32) {
        match self {
            Layer::Ask(_) | Layer::Find(_) => {}
            Layer::Palette(palette) => palette.walk(rows.signum()),
            Layer::Keys(keys) => keys.scroll(rows),
        }
    }

    /// Lays it out for the area that it will be drawn in.
    pub fn settle(&mut self, area: Rect) {
        match self {
            Layer::Ask(_) => {}
            Layer::Palette(palette) => palette.settle(area),
            Layer::Keys(keys) => keys.settle(area),
            Layer::Find(find) => find.settle(area),
        }
    }

    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        // What lies under a layer cannot be clicked, whether it is covered or not.
        canvas.hits.retain(|hit| !area.intersects(hit.area));
        canvas.caret = None;
        match self {
            Layer::Ask(ask) => ask.draw(cx, canvas, area),
            Layer::Find(find) => find.draw(cx, canvas, area),
            Layer::Palette(palette) => {
                canvas.clear(area);
                palette.draw(cx, canvas, area);
            }
            Layer::Keys(keys) => {
                canvas.clear(area);
                keys.draw(cx, canvas, area);
            }
        }
    }
}
