//! The frame around every page: where one is, the page, a line for the person, the keys. And laying
//! out, so that drawing changes nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::app::App;
use super::canvas::{Canvas, Target};
use super::command::Command;
use super::drafting::Kept;
use super::footer;
use super::sheet::follow;
use super::view::Size;
use crate::domain::Protection;

/// The least size at which pages are shown; below it a plain word stands instead.
pub const LEAST: (u16, u16) = (40, 12);
/// A column of text is never wider.
const COLUMN: u16 = 72;
/// The top line and the keys are never wider: a page with something beside it takes all of this.
const FRAME: u16 = 116;
/// Margins on both sides together.
const MARGINS: u16 = 4;

/// Where things go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    frame: Rect,
    pub body: Rect,
    pub beside: Option<Rect>,
    pub pinned: Rect,
    /// All that the page has, from the top line to the keys.
    rows: u16,
    /// The line for the person, over the keys.
    notice: u16,
    foot: u16,
}

impl Plan {
    pub fn size(&self) -> Size {
        Size {
            width: self.body.width,
            height: self.rows,
        }
    }
}

impl App {
    pub(super) fn is_too_small(&self) -> bool {
        self.size.0 < LEAST.0 || self.size.1 < LEAST.1
    }

    pub(super) fn body_height(&self) -> u16 {
        self.plan().body.height
    }

    /// The place of the page that is seen.
    pub fn place(&self) -> super::command::Place {
        self.shown().page.view().place()
    }

    pub(super) fn plan(&self) -> Plan {
        let (width, height) = self.size;
        let cx = self.cx();
        let view = self.shown().page.view();
        let inner = width.saturating_sub(MARGINS);
        // The top line and the keys stay where they are from page to page, whatever stands between.
        let frame_width = inner.min(FRAME);
        let frame = Rect::new((width - frame_width) / 2, 0, frame_width, height);
        let split = view.split(&cx, frame_width);
        let margin = if frame_width >= COLUMN { 2 } else { 0 };
        let most = if view.wide() { FRAME } else { COLUMN };
        let text = (frame_width - 2 * margin).min(most);
        let indent = if split.is_some() {
            margin
        } else {
            (frame_width - text) / 2
        };
        let top = 2;
        let bottom = height.saturating_sub(2);
        let rows = bottom.saturating_sub(top);
        let main = split.unwrap_or(text).min(text);
        let x = frame.x + indent;
        let room = Size {
            width: main,
            height: rows,
        };
        let pinned = view.pinned(&cx, room).map_or(0, |sheet| sheet.height());
        // The page keeps a few rows whatever stays under it.
        let pinned = pinned.min(rows.saturating_sub(4));
        let gap = u16::from(pinned > 0 && rows > pinned + 8);
        let body = rows - pinned - gap;
        Plan {
            frame,
            body: Rect::new(x, top, main, body),
            beside: split.map(|main| {
                let x = x + main + 3;
                Rect::new(x, top, (frame.right()).saturating_sub(x), rows)
            }),
            pinned: Rect::new(x, top + body + gap, main, pinned),
            rows,
            notice: bottom,
            foot: height.saturating_sub(1),
        }
    }

    /// Lays fields out, and scrolls as far as the focus needs.
    pub(super) fn settle(&mut self) {
        if self.is_too_small() {
            return;
        }
        // Twice: what is pinned may need a row more once its fields are laid out.
        for _ in 0..2 {
            let size = self.plan().size();
            let body = Size {
                height: self.plan().body.height,
                ..size
            };
            let (cx, shown) = self.parts();
            shown.page.view_mut().settle(&cx, body);
        }
        let plan = self.plan();
        let rows = u16::try_from(self.notice_lines(&plan).len()).unwrap_or(u16::MAX);
        let covered = plan
            .body
            .bottom()
            .saturating_add(rows)
            .saturating_sub(plan.notice + 1);
        let (cx, shown) = self.parts();
        let body = Size {
            width: plan.body.width,
            height: plan.body.height,
        };
        let sheet = shown.page.view().sheet(
            &cx,
            Size {
                height: plan.size().height,
                ..body
            },
        );
        let focus = sheet.focus().filter(|_| shown.follow);
        // What has the focus is not covered by a long sentence.
        let height = body.height.saturating_sub(covered).max(1);
        let scroll = follow(shown.scroll, height, sheet.height(), focus);
        drop(sheet);
        shown.scroll = scroll;
        let area = layer_area(&plan);
        for layer in &mut self.layers {
            layer.settle(area);
        }
    }

    /// Draws everything. Changes nothing.
    pub fn draw<'b>(&self, buf: &'b mut Buffer) -> Canvas<'b> {
        let theme = self.theme();
        let mut canvas = Canvas::new(buf, theme);
        if self.guard.is_blank() {
            return canvas;
        }
        if self.is_too_small() {
            self.draw_too_small(&mut canvas);
            return canvas;
        }
        let plan = self.plan();
        let cx = self.cx();
        let view = self.shown().page.view();
        self.draw_head(&mut canvas, &plan);
        let size = plan.size();
        let sheet = view.sheet(&cx, size);
        let (above, below) = sheet.draw(&mut canvas, plan.body, self.shown().scroll);
        if let Some(area) = plan.beside
            && let Some(sheet) = view.beside(
                &cx,
                Size {
                    width: area.width,
                    height: area.height,
                },
            )
        {
            let (_, more) = sheet.draw(&mut canvas, area, 0);
            if more {
                canvas.goes_on(area);
            }
        }
        if let Some(sheet) = view.pinned(&cx, size) {
            sheet.draw(&mut canvas, plan.pinned, 0);
        }
        self.draw_more(&mut canvas, &plan, above, below);
        self.draw_notice(&mut canvas, &plan);
        self.draw_foot(&mut canvas, &plan);
        for layer in &self.layers {
            layer.draw(&cx, &mut canvas, layer_area(&plan));
        }
        canvas
    }

    fn draw_too_small(&self, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let text = format!(
            "There is too little room here: {} columns and {} rows are needed. Nothing is lost.",
            LEAST.0, LEAST.1
        );
        for (row, line) in super::sheet::wrapped(&text, area.width)
            .into_iter()
            .enumerate()
        {
            let y = u16::try_from(row).unwrap_or(u16::MAX);
            canvas.print(0, y, &line, Style::new(), area.width);
        }
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, plan: &Plan) {
        let (theme, frame) = (canvas.theme, plan.frame);
        let view = self.shown().page.view();
        let cx = self.cx();
        let status = self.status();
        let left = canvas.print_right(frame.right(), 0, &status, theme.dim, frame.width);
        let room = left.saturating_sub(frame.x + 2);
        match view.seam(&cx) {
            Some(row) => row.draw(canvas, Rect::new(frame.x, 0, room, 1), 0),
            None => {
                canvas.print(frame.x, 0, &view.title(&cx), theme.dim, room);
            }
        }
    }

    /// Who can read this page, and whether the draft is on disk.
    fn status(&self) -> String {
        let mut status: Vec<String> = Vec::new();
        if self.is_saving() {
            status.push("saving".to_owned());
        } else {
            match &self.drafting.kept {
                Kept::Nothing => {}
                Kept::Typing => status.push("changed".to_owned()),
                Kept::At(at) => {
                    let at = super::pages::spoken_time(*at, self.now.wall);
                    status.push(format!("draft kept {at}"));
                }
                Kept::Not(_) => status.push("draft NOT kept".to_owned()),
            }
        }
        if self
            .session
            .as_ref()
            .is_some_and(|session| session.read_only.is_some())
        {
            status.push("read only".to_owned());
        }
        if let Some(session) = &self.session {
            status.push(
                match session.protection {
                    Protection::Clear => "not locked",
                    Protection::Sealed => "only me",
                }
                .to_owned(),
            );
        }
        if self.size.0 >= 100 && self.session.is_some() {
            status.push(self.now.wall.format("%A %-d %B").to_string());
        }
        status.join(" \u{b7} ")
    }

    /// Says that there is more than is seen, and the key that shows it.
    fn draw_more(&self, canvas: &mut Canvas<'_>, plan: &Plan, above: bool, below: bool) {
        let theme = canvas.theme;
        let view = self.shown().page.view();
        let (typing, turns) = (view.typing(), view.turns_screens());
        let sign = |command: Command, arrow: &str| {
            // A text field pages in itself, so there the key would do something else.
            let key = self
                .keymap
                .shown(command, typing)
                .filter(|_| turns && !typing && self.can(command));
            match key {
                Some(key) => format!("{key}  more {arrow}"),
                None => format!("more {arrow}"),
            }
        };
        let (up, down) = if theme.ascii {
            ("^", "v")
        } else {
            ("\u{2191}", "\u{2193}")
        };
        let right = plan.body.right();
        if above {
            let text = sign(Command::PageUp, up);
            let y = plan.body.y - 1;
            let x = canvas.print_right(right, y, &text, theme.dim, plan.body.width);
            if turns {
                let area = Rect::new(x, y, right - x, 1);
                canvas.hit(area, Target::Command(Command::PageUp));
            }
        }
        if below {
            let text = format!(" {}", sign(Command::PageDown, down));
            let wide = super::sheet::columns(&text).min(plan.body.width);
            let under = Rect::new(right - wide, plan.body.bottom(), wide, 1);
            // Where something stands close below, the last row of the page gives way to it.
            let y = under.y - u16::from(!canvas.is_free(under));
            let x = canvas.print_right(right, y, &text, theme.dim, plan.body.width);
            if turns {
                let area = Rect::new(x, y, right - x, 1);
                canvas.hit(area, Target::Command(Command::PageDown));
            }
        }
    }

    /// The line for the person, as it is broken.
    fn notice_lines(&self, plan: &Plan) -> Vec<String> {
        let text = match (&self.notice, &self.drafting.kept) {
            (Some(notice), _) => notice,
            (None, Kept::Not(why)) => why,
            (None, Kept::Nothing | Kept::Typing | Kept::At(_)) => return Vec::new(),
        };
        super::sheet::wrapped(text, plan.body.width)
    }

    fn draw_notice(&self, canvas: &mut Canvas<'_>, plan: &Plan) {
        let theme = canvas.theme;
        let width = plan.body.width;
        let lines = self.notice_lines(plan);
        if lines.is_empty() {
            return;
        }
        // A long sentence takes rows of the page for as long as it is there, rather than being cut.
        let rows = u16::try_from(lines.len())
            .unwrap_or(1)
            .min(plan.body.height);
        let top = plan.notice + 1 - rows;
        let area = Rect::new(plan.body.x, top, width, rows);
        canvas.clear(area);
        for (y, line) in (top..).zip(lines.iter().take(rows.into())) {
            canvas.print(plan.body.x, y, line, theme.strong, width);
        }
    }

    fn draw_foot(&self, canvas: &mut Canvas<'_>, plan: &Plan) {
        let theme = canvas.theme;
        let cx = self.cx();
        let mut x = plan.frame.x;
        for key in footer::keys(
            &self.shown().page,
            self.layers.last(),
            &cx,
            plan.frame.width,
        ) {
            let wide = key.columns();
            if x + wide > plan.frame.right() {
                break;
            }
            let at = canvas.print(x, plan.foot, &key.key, theme.text, wide);
            canvas.print(at + 1, plan.foot, &key.word, theme.dim, wide);
            canvas.hit(
                Rect::new(x, plan.foot, wide, 1),
                Target::Command(key.command),
            );
            x += wide + 3;
        }
    }

    /// What lies under a cell: the page is drawn once more, and its clickable places looked at.
    pub(super) fn under(&self, position: Position) -> Option<super::canvas::Hit> {
        let mut scratch = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.draw(&mut scratch).at(position)
    }
}

/// Layers lie over the body, between the top line and the keys.
pub(super) fn layer_area(plan: &Plan) -> Rect {
    let left = plan.body.x;
    let right = plan
        .beside
        .map_or(plan.body.right(), |beside| beside.right());
    Rect::new(
        left,
        plan.body.y,
        right - left,
        plan.notice + 1 - plan.body.y,
    )
}
