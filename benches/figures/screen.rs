//! The program over a terminal that only counts what is sent to it.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use amends::domain::{DeviceId, Protection, State};
use amends::query::search::Index;
use amends::tui::app::{App, Look};
use amends::tui::msg::{Effect, Msg, Opened, Told};
use amends::tui::prefs::Prefs;
use amends::tui::theme::{Depth, ThemeName};
use amends::tui::view::Now;
use divan::Bencher;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::book::{bits, now, person};

const SIZE: (u16, u16) = (80, 24);

/// The bytes that were sent, counted for who holds another of these.
#[derive(Clone, Default)]
pub struct Sent(Rc<Cell<usize>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct Screen {
    pub app: App,
    terminal: Terminal<CrosstermBackend<Sent>>,
    sent: Sent,
    clock: Duration,
}

impl Screen {
    pub fn new() -> Screen {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let viewport = Viewport::Fixed(area);
        let sent = Sent::default();
        let backend = CrosstermBackend::new(sent.clone());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport });
        let look = Look {
            forced: Some(ThemeName::Dark),
            dark: true,
            depth: Depth::TrueColour,
            ascii: false,
        };
        let mut count = 5_000_000;
        let random = move || {
            count += 1;
            bits(count)
        };
        let pack = Arc::new(amends::content::embedded());
        let clock = Duration::ZERO;
        Screen {
            app: App::new(
                pack,
                Prefs::default(),
                look,
                SIZE,
                at(clock),
                Box::new(random),
            ),
            terminal: terminal.expect("a terminal of our own"),
            sent,
            clock,
        }
    }

    /// With a book open.
    pub fn over(state: State) -> Screen {
        let mut screen = Screen::new();
        let index = Index::of(&state);
        screen.send(Msg::Told(Told::Opened(Box::new(Opened {
            sitting: 1,
            me: person(),
            device: DeviceId::from_random(bits(3)),
            state: Arc::new(state),
            drafts: Vec::new(),
            protection: Protection::Clear,
            read_only: None,
            findings: Vec::new(),
        }))));
        screen.send(Msg::Told(Told::Searchable { sitting: 1, index }));
        screen
    }

    pub fn send(&mut self, msg: Msg) -> Vec<Effect> {
        // Time passes as it does between the keys of someone who types fast.
        self.clock += Duration::from_millis(80);
        self.app.update(msg, at(self.clock))
    }

    pub fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Vec<Effect> {
        self.send(Msg::Key(KeyEvent::new(code, modifiers)))
    }

    /// Draws a frame and gives the bytes that a terminal would get.
    pub fn draw(&mut self) -> usize {
        self.app.catch_up();
        let app = &self.app;
        let drawn = self.terminal.draw(|frame| {
            if let Some(caret) = app.draw(frame.buffer_mut()).caret {
                frame.set_cursor_position(caret);
            }
        });
        drawn.expect("nothing can fail here");
        self.sent.0.take()
    }
}

fn at(since_start: Duration) -> Now {
    Now {
        wall: now(),
        since_start,
    }
}

/// The program made and its first frame drawn, without process and terminal.
#[divan::bench]
fn first_frame(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Screen::new().draw());
}

/// The part of it that reading the built-in pack takes.
#[divan::bench]
fn first_frame_pack(bencher: Bencher<'_, '_>) {
    bencher.bench_local(amends::content::embedded);
}
