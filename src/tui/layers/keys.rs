//! The keys of the page, grouped, made from the table.

use ratatui::layout::Rect;

use super::super::app::App;
use super::super::canvas::Canvas;
use super::super::command::{Command, Group, Place, Row as Known, TABLE};
use super::super::keys::Chord;
use super::super::sheet::{Row, Sheet};
use super::super::view::Cx;
use super::LayerAct;

pub struct Keys {
    place: Place,
    /// The commands of the page, with the keys that do something there.
    rows: Vec<(&'static Known, Vec<Chord>)>,
    /// Whether something is typed there.
    fields: bool,
    scroll: u16,
    height: u16,
}

impl Keys {
    pub fn new(app: &App) -> Keys {
        let page = &app.shown().page;
        let place = app.place();
        let works = |row: &&Known| {
            let here = row.command != Command::Slipped || app.can(row.command);
            here && row.places.contains(&place)
        };
        let keys = |row: &'static Known| {
            let all = app.keymap.keys(row.command);
            let letters = page.takes_letters(row.command);
            let here = all.iter().filter(|chord| letters || !chord.writes());
            let here: Vec<Chord> = here.copied().collect();
            (row, if here.is_empty() { all.to_vec() } else { here })
        };
        Keys {
            place,
            rows: TABLE.iter().filter(works).map(keys).collect(),
            fields: page.has_fields(),
            scroll: 0,
            height: 1,
        }
    }

    pub fn scroll(&mut self, rows: i32) {
        let scroll = i32::from(self.scroll).saturating_add(rows);
        self.scroll = u16::try_from(scroll.max(0)).unwrap_or(u16::MAX);
    }

    pub fn key(&mut self, commands: &[Command]) -> LayerAct {
        let has = |command| commands.contains(&command);
        let page = i32::from(self.height.max(2)) - 1;
        if has(Command::Back) || has(Command::Keys) || has(Command::Enter) || has(Command::Quit) {
            return LayerAct::Close;
        }
        if has(Command::Up) {
            self.scroll(-1);
        } else if has(Command::Down) {
            self.scroll(1);
        } else if has(Command::PageUp) {
            self.scroll(-page);
        } else if has(Command::PageDown) {
            self.scroll(page);
        }
        LayerAct::Stay
    }

    pub fn settle(&mut self, area: Rect) {
        self.height = area.height;
        // The number of rows does not depend on what the rows say, but for their gaps.
        let total = u16::try_from(self.rows.len() + 3 * Group::ALL.len() + 6).unwrap_or(u16::MAX);
        self.scroll = self.scroll.min(total.saturating_sub(area.height));
    }

    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        let theme = cx.theme;
        let mut sheet = Sheet::new(area.width, theme);
        sheet.line(self.place.title(), theme.strong);
        if let Some((keys, title)) = self.place.digits() {
            sheet.gap();
            sheet.row(
                Row::new()
                    .at(2)
                    .text(keys, theme.accent)
                    .at(24)
                    .text(title, theme.text),
            );
        }
        for group in Group::ALL {
            let rows: Vec<_> = self
                .rows
                .iter()
                .filter(|(row, _)| row.group == group)
                .collect();
            if rows.is_empty() {
                continue;
            }
            sheet.gap();
            sheet.line(group.title(), theme.dim);
            for (row, keys) in rows {
                let keys = keys.iter().map(|chord| chord.spelled(theme.ascii));
                let keys = keys.collect::<Vec<_>>().join(", ");
                let line = Row::new()
                    .at(2)
                    .text(keys, theme.accent)
                    .text(" ", theme.text);
                let at = if area.width >= 60 { 24 } else { 18 };
                sheet.row(line.at(at).text(row.title, theme.text));
            }
        }
        if self.fields {
            sheet.gap();
            sheet.prose(
                "In text: Ctrl+Z undoes, Ctrl+Y does it again, Shift with a movement selects.",
                theme.dim,
                0,
            );
        }
        let scroll = self.scroll.min(sheet.height().saturating_sub(area.height));
        let (_, more) = sheet.draw(canvas, area, scroll);
        if more {
            canvas.goes_on(area);
        }
    }
}
