//! The mouse: whatever it can do, a key can too.

use std::time::Duration;

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::app::App;
use super::canvas::{Hit, Target};
use super::command::Command;

/// Clicks closer together than this are one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// Where the pointer was pressed last.
#[derive(Debug, Default)]
pub struct Pointer {
    last: Option<(Position, Duration)>,
    clicks: u8,
    /// The text field that a drag selects in.
    held: Option<Hit>,
}

impl App {
    pub(super) fn mouse_event(&mut self, event: MouseEvent) {
        if !self.prefs.mouse || self.is_too_small() || self.is_saving() {
            return;
        }
        let position = Position::new(event.column, event.row);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press(position),
            MouseEventKind::Drag(MouseButton::Left) => self.drag(position),
            MouseEventKind::Up(_) => self.mouse.held = None,
            MouseEventKind::ScrollUp => self.wheel(position, -3),
            MouseEventKind::ScrollDown => self.wheel(position, 3),
            MouseEventKind::Down(_)
            | MouseEventKind::Drag(_)
            | MouseEventKind::Moved
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => {}
        }
    }

    fn press(&mut self, position: Position) {
        self.notice = None;
        let now = self.now.since_start;
        let again = self
            .mouse
            .last
            .is_some_and(|(place, at)| place == position && now.saturating_sub(at) < DOUBLE);
        self.mouse.clicks = if again { self.mouse.clicks % 3 + 1 } else { 1 };
        self.mouse.last = Some((position, now));
        let hit = self.under(position);
        if let Some(Target::Command(command @ (Command::Hide | Command::Help))) =
            hit.map(|hit| hit.target)
        {
            return self.run(command);
        }
        if let Some(layer) = self.layers.last_mut() {
            if let Some(Target::Command(command)) = hit.map(|hit| hit.target) {
                let act = layer.command(command);
                return self.layer_act(act);
            }
            let act = layer.click(hit.map(|hit| hit.target));
            return self.layer_act(act);
        }
        let Some(hit) = hit else {
            return;
        };
        if let Target::Command(command) = hit.target {
            if self.can(command) {
                self.run(command);
            }
            return;
        }
        let (cx, shown) = self.parts();
        shown.follow = true;
        let acts = shown.page.view_mut().click(&cx, hit.target);
        if let Target::Text(_) = hit.target {
            // The field may only now have opened or moved: it is laid out before the caret is set.
            self.settle();
            self.mouse.held = Some(hit);
            let clicks = self.mouse.clicks;
            self.in_field(position, |editor, column, row| {
                editor.mouse_down(column, row, clicks)
            });
        }
        self.perform(acts);
    }

    fn drag(&mut self, position: Position) {
        self.in_field(position, |editor, column, row| {
            editor.mouse_drag(column, row)
        });
    }

    /// Gives a field the cell of the pointer, counted from the field's own corner.
    fn in_field(
        &mut self,
        position: Position,
        act: impl FnOnce(&mut super::widgets::editor::Editor, u16, u16),
    ) {
        let Some(Hit {
            area,
            target: Target::Text(place),
            top,
        }) = self.mouse.held
        else {
            return;
        };
        let column = position.x.saturating_sub(area.x);
        let row = u16::try_from((i32::from(position.y) - top).max(0)).unwrap_or(0);
        let (_, shown) = self.parts();
        if let Some(editor) = shown.page.view_mut().field_at(place) {
            act(editor, column, row);
        }
    }

    fn wheel(&mut self, position: Position, rows: i32) {
        if let Some(layer) = self.layers.last_mut() {
            return layer.wheel(rows);
        }
        let field = self.under(position).map(|hit| hit.target);
        let (_, shown) = self.parts();
        if let Some(Target::Text(place)) = field
            && let Some(editor) = shown.page.view_mut().field_at(place)
            && editor.scroll(rows)
        {
            return;
        }
        if !shown.page.view_mut().wheel(rows) {
            self.scroll(rows);
        }
    }
}
