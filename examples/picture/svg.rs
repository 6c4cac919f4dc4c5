//! A frame as an SVG. Letters are text; lines, blocks and marks are shapes, so that they join whatever
//! font there is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::table::Frame;

/// The size of a cell.
const WIDE: f64 = 9.0;
const HIGH: f64 = 20.0;
/// Room around the frame.
const MARGIN: f64 = 14.0;
const LETTERS: f64 = 15.0;
/// From the top of a cell to the line that letters stand on.
const BASE: f64 = 14.5;

/// Text and background of the two kinds of screen.
const DARK: [&str; 2] = ["#d8d4cc", "#1d1b19"];
const LIGHT: [&str; 2] = ["#2b2926", "#fdfaf4"];

const FONTS: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// How a cell looks: the pair of colours, on dark and on light, for what is before and behind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ink {
    dark: String,
    light: String,
}

struct Drawing<'a> {
    dark: &'a Buffer,
    light: &'a Buffer,
    inks: BTreeMap<Ink, usize>,
    body: String,
}

/// The frame on dark and on light, as one file.
pub fn picture(dark: &Frame, light: &Frame) -> String {
    let mut drawing = Drawing {
        dark: &dark.cells,
        light: &light.cells,
        inks: BTreeMap::new(),
        body: String::new(),
    };
    drawing.backgrounds();
    for y in 0..dark.cells.area.height {
        drawing.row(y);
    }
    if let Some(caret) = dark.caret {
        let (x, y) = place(caret.x, caret.y);
        let ink = drawing.class(DARK[0], LIGHT[0]);
        drawing.rect(x, y + 1.5, 2.0, HIGH - 3.0, ink);
    }
    drawing.whole()
}

fn place(x: u16, y: u16) -> (f64, f64) {
    (MARGIN + f64::from(x) * WIDE, MARGIN + f64::from(y) * HIGH)
}

fn colour(color: Color, otherwise: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => otherwise.to_owned(),
    }
}

impl Drawing<'_> {
    fn cells(&self, x: u16, y: u16) -> (&Cell, &Cell) {
        (&self.dark[(x, y)], &self.light[(x, y)])
    }

    fn class(&mut self, dark: &str, light: &str) -> usize {
        let ink = Ink {
            dark: dark.to_owned(),
            light: light.to_owned(),
        };
        let next = self.inks.len();
        *self.inks.entry(ink).or_insert(next)
    }

    fn rect(&mut self, x: f64, y: f64, wide: f64, high: f64, ink: usize) {
        let _ = writeln!(
            self.body,
            "<rect class=\"c{ink}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"/>"
        );
    }

    fn backgrounds(&mut self) {
        let area = self.dark.area;
        for y in 0..area.height {
            for x in 0..area.width {
                let (dark, light) = self.cells(x, y);
                if dark.bg != Color::Reset {
                    let pair = (colour(dark.bg, DARK[1]), colour(light.bg, LIGHT[1]));
                    let ink = self.class(&pair.0, &pair.1);
                    let (left, top) = place(x, y);
                    self.rect(left, top, WIDE, HIGH, ink);
                }
            }
        }
    }

    /// The ink and the weight of the letters in a cell.
    fn look(&mut self, x: u16, y: u16) -> (usize, bool) {
        let (dark, light) = self.cells(x, y);
        let bold = dark.modifier.contains(Modifier::BOLD);
        let pair = (colour(dark.fg, DARK[0]), colour(light.fg, LIGHT[0]));
        (self.class(&pair.0, &pair.1), bold)
    }

    fn row(&mut self, y: u16) {
        let mut x = 0;
        while x < self.dark.area.width {
            let (ink, bold) = self.look(x, y);
            let symbol = self.dark[(x, y)].symbol().to_owned();
            self.underline(x, y);
            if self.shape(x, y, &symbol, ink) {
                x += 1;
                continue;
            }
            // Letters that look alike and stand together are one text.
            let (start, mut text) = (x, String::new());
            let mut next = x;
            while next < self.dark.area.width && self.look(next, y) == (ink, bold) {
                let symbol = self.dark[(next, y)].symbol();
                let gap = symbol == " "
                    && (next + 1 >= self.dark.area.width
                        || self.dark[(next + 1, y)].symbol() == " ");
                if is_shape(symbol) || gap {
                    break;
                }
                text.push_str(symbol);
                let wide = u16::try_from(symbol.width()).unwrap_or(1).max(1);
                if next > start {
                    self.underline(next, y);
                }
                next += wide;
            }
            if !text.trim().is_empty() {
                self.text(start, y, &text, ink, bold);
            }
            x = next.max(x + 1);
        }
    }

    fn text(&mut self, x: u16, y: u16, text: &str, ink: usize, bold: bool) {
        let (left, top) = place(x, y);
        let columns = u32::try_from(text.width()).unwrap_or(1);
        let weight = if bold { " b" } else { "" };
        let escaped = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        // The length is given, so that columns meet in any font.
        let _ = writeln!(
            self.body,
            "<text class=\"c{ink}{weight}\" x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" \
             lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{escaped}</text>",
            top + BASE,
            f64::from(columns) * WIDE
        );
    }

    fn underline(&mut self, x: u16, y: u16) {
        let (dark, light) = self.cells(x, y);
        if dark.modifier.contains(Modifier::UNDERLINED) {
            let before = (colour(dark.fg, DARK[0]), colour(light.fg, LIGHT[0]));
            let pair = (
                colour(dark.underline_color, &before.0),
                colour(light.underline_color, &before.1),
            );
            let ink = self.class(&pair.0, &pair.1);
            let (left, top) = place(x, y);
            self.rect(left, top + BASE + 2.5, WIDE, 1.6, ink);
        }
    }

    /// Draws what is a shape, and says whether it was one.
    fn shape(&mut self, x: u16, y: u16, symbol: &str, ink: usize) -> bool {
        let (left, top) = place(x, y);
        let (mid, half) = (top + HIGH / 2.0, left + WIDE / 2.0);
        match symbol {
            "\u{2500}" => self.rect(left, mid - 0.6, WIDE, 1.2, ink),
            "\u{2501}" => self.rect(left, mid - 1.2, WIDE, 2.4, ink),
            "\u{2502}" => self.rect(half - 0.6, top, 1.2, HIGH, ink),
            "\u{2503}" => self.rect(half - 1.2, top, 2.4, HIGH, ink),
            "\u{25cf}" => self.circle(half, mid, 4.2, ink, true),
            "\u{25cb}" => self.circle(half, mid, 3.7, ink, false),
            "\u{25cc}" => {
                let _ = writeln!(
                    self.body,
                    "<circle class=\"s{ink}\" cx=\"{half:.1}\" cy=\"{mid:.1}\" r=\"3.7\" stroke-dasharray=\"1.6 1.6\"/>"
                );
            }
            "\u{25c6}" => self.polygon(
                &[
                    (half, mid - 5.6),
                    (half + 5.2, mid),
                    (half, mid + 5.6),
                    (half - 5.2, mid),
                ],
                ink,
            ),
            "\u{25b8}" => self.polygon(
                &[
                    (left + 1.5, mid - 4.2),
                    (left + 7.8, mid),
                    (left + 1.5, mid + 4.2),
                ],
                ink,
            ),
            _ => match blocks(symbol) {
                Some(eighths) => {
                    let high = HIGH * f64::from(eighths) / 8.0;
                    self.rect(left, top + HIGH - high, WIDE, high, ink);
                }
                None => return false,
            },
        }
        true
    }

    fn circle(&mut self, x: f64, y: f64, r: f64, ink: usize, full: bool) {
        let kind = if full { 'c' } else { 's' };
        let _ = writeln!(
            self.body,
            "<circle class=\"{kind}{ink}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"/>"
        );
    }

    fn polygon(&mut self, points: &[(f64, f64)], ink: usize) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let _ = writeln!(
            self.body,
            "<polygon class=\"c{ink}\" points=\"{}\"/>",
            points.join(" ")
        );
    }

    fn whole(&self) -> String {
        let area = self.dark.area;
        let (wide, high) = (
            f64::from(area.width) * WIDE + 2.0 * MARGIN,
            f64::from(area.height) * HIGH + 2.0 * MARGIN,
        );
        let rules = |pick: fn(&Ink) -> &str| -> String {
            let rule = |(ink, number): (&Ink, &usize)| {
                let colour = pick(ink);
                format!(
                    ".c{number}{{fill:{colour}}}.s{number}{{fill:none;stroke:{colour};stroke-width:1.3}}"
                )
            };
            self.inks.iter().map(rule).collect()
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\">\n\
             <style>text{{font:{LETTERS}px {FONTS};white-space:pre}}.b{{font-weight:700}}\
             .page{{fill:{}}}{}\n@media (prefers-color-scheme: light){{.page{{fill:{}}}{}}}</style>\n\
             <rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\" stroke=\"#8884\"/>\n{}</svg>\n",
            DARK[1],
            rules(|ink| &ink.dark),
            LIGHT[1],
            rules(|ink| &ink.light),
            wide - 1.0,
            high - 1.0,
            self.body
        )
    }
}

fn is_shape(symbol: &str) -> bool {
    let shapes = "\u{2500}\u{2501}\u{2502}\u{2503}\u{25cf}\u{25cb}\u{25cc}\u{25c6}\u{25b8}";
    blocks(symbol).is_some() || symbol.chars().count() == 1 && shapes.contains(symbol)
}

/// The eighths of a cell that a block fills from below.
fn blocks(symbol: &str) -> Option<u32> {
    let c = symbol.chars().next()?;
    ('\u{2581}'..='\u{2588}')
        .contains(&c)
        .then(|| u32::from(c) - 0x2580)
}
