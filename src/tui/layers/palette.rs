//! The palette: all that can be done here, found by name.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::super::app::App;
use super::super::canvas::{Canvas, Target};
use super::super::command::{Command, Group, TABLE};
use super::super::keys::Chord;
use super::super::sheet::Sheet;
use super::super::view::Cx;
use super::super::widgets::editor::Edit;
use super::super::widgets::field::Field;
use super::LayerAct;

pub struct Palette {
    query: Field,
    /// What can be done here, with its key.
    all: Vec<(Command, String)>,
    /// The places in `all` that match, the best first.
    found: Vec<usize>,
    at: usize,
    rows: usize,
}

impl Palette {
    pub fn new(app: &App) -> Palette {
        let mut rows: Vec<_> = TABLE
            .iter()
            .filter(|row| row.command != Command::Palette && app.can(row.command))
            // Moving about is done by key; what is listed is what can be done and where to go.
            .filter(|row| row.group != Group::Moving || row.command.is_a_page())
            .collect();
        // What belongs to this page first, what is always there last.
        rows.sort_by_key(|row| row.group == Group::Always);
        let all: Vec<(Command, String)> = rows
            .into_iter()
            .map(|row| {
                (
                    row.command,
                    app.keymap
                        .shown(row.command, !app.shown().page.takes_letters(row.command))
                        .unwrap_or_default(),
                )
            })
            .collect();
        Palette {
            query: Field::line("", "what would you like to do"),
            found: (0..all.len()).collect(),
            all,
            at: 0,
            rows: 5,
        }
    }

    fn find(&mut self) {
        let query = self.query.editor.text();
        let pattern = Pattern::parse(&query, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (place, (command, _)) in self.all.iter().enumerate() {
            let row = command.row();
            let text = format!("{} {}", row.name, row.title);
            let text = nucleo_matcher::Utf32Str::new(&text, &mut buffer);
            if let Some(score) = pattern.score(text, &mut matcher) {
                scored.push((score, place));
            }
        }
        scored.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        self.found = scored.into_iter().map(|(_, place)| place).collect();
        self.at = 0;
    }

    pub fn walk(&mut self, by: i32) {
        let last = self.found.len().saturating_sub(1);
        self.at = if by > 0 {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
    }

    fn run(&self) -> LayerAct {
        match self.found.get(self.at) {
            Some(place) => LayerAct::Run(self.all[*place].0),
            None => LayerAct::Stay,
        }
    }

    pub fn key(&mut self, key: KeyEvent, commands: &[Command], chord: Chord) -> LayerAct {
        let has = |command: Command| commands.contains(&command) && !chord.writes();
        if has(Command::Back) || has(Command::Palette) {
            return LayerAct::Close;
        }
        if has(Command::Enter) {
            return self.run();
        }
        if has(Command::Up) || has(Command::PreviousPart) {
            self.walk(-1);
        } else if has(Command::Down) || has(Command::NextPart) {
            self.walk(1);
        } else if self
            .query
            .editor
            .key(key)
            .is_some_and(|outcome| outcome.changed)
        {
            self.find();
        }
        LayerAct::Stay
    }

    pub fn command(&mut self, command: Command) -> LayerAct {
        match command {
            Command::Enter => self.run(),
            _ => LayerAct::Close,
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.query.editor.apply(Edit::Paste(text.to_owned()));
        self.find();
    }

    pub fn click(&mut self, target: Option<Target>) -> LayerAct {
        match target {
            Some(Target::Item(place)) if place < self.found.len() => {
                self.at = place;
                self.run()
            }
            Some(_) => LayerAct::Stay,
            None => LayerAct::Close,
        }
    }

    pub fn settle(&mut self, area: Rect) {
        self.query.fill(area.width, 1);
        self.rows = usize::from(area.height.saturating_sub(2)).max(1);
    }

    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        let theme = cx.theme;
        let mut sheet = Sheet::new(area.width, theme);
        self.query.on(&mut sheet, 0, 0, true, Vec::new());
        sheet.rule();
        let top = (self.at + 1).saturating_sub(self.rows);
        for (place, found) in self.found.iter().enumerate().skip(top).take(self.rows) {
            let (command, key) = &self.all[*found];
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            let row = super::super::pages::pointer(focused, cx);
            let row = row.target(command.row().title, style, Target::Item(place));
            sheet.row(row.right(area.width, key.clone(), theme.dim));
        }
        if self.found.is_empty() {
            sheet.line("nothing here goes by that name", theme.dim);
        }
        sheet.draw(canvas, area, 0);
        if self.found.len() > top + self.rows {
            canvas.goes_on(Rect::new(area.x, area.y, area.width, 2));
        }
    }
}
