//! How each part of putting values in order is drawn.

use super::{PARTS, RankWork};
use crate::exercise::rank::Stand;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet, columns, wrapped};
use crate::tui::view::{Cx, Size};

/// Columns from which the names of all parts stand beside each other.
const ALL_PARTS: u16 = 56;

/// What a part is called.
fn name(stand: Stand) -> &'static str {
    match stand {
        Stand::Choosing => "choose",
        Stand::Ordering => "put in order",
        Stand::Showing => "what can be seen",
    }
}

impl RankWork {
    /// The way through, with the part in which one stands.
    pub(super) fn draw_parts(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let narrow = sheet.width < ALL_PARTS;
        let mut row = Row::new();
        for (place, stand) in Stand::ALL.into_iter().enumerate() {
            let here = stand == self.doing.stand;
            let style = if here { theme.strong } else { theme.dim };
            let of = if narrow { " of 3" } else { "" };
            let says = format!("{}{of}  {}", place + 1, name(stand));
            if here || !narrow {
                row = row.target(says, style, Target::Choice(PARTS, place));
                row = row.text("     ", theme.dim);
            }
        }
        sheet.row(row);
    }

    pub(super) fn draw_ordering(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let top = self.doing.top().len();
        for (place, value) in self.doing.choosing.chosen.iter().enumerate() {
            if place == top {
                sheet.gap();
                sheet.line("these matter too", theme.dim);
            }
            let focused = place == self.at;
            let style = match (focused, place < top) {
                (true, _) => theme.strong,
                (false, true) => theme.text,
                (false, false) => theme.dim,
            };
            let number = match place < top {
                true => (place + 1).to_string(),
                false => " ".to_owned(),
            };
            let says = if focused && self.held {
                "picked up"
            } else {
                ""
            };
            let target = Target::Item(place);
            let room = sheet.width.saturating_sub(6 + columns(says));
            sheet.focusing(focused, |sheet| {
                for (line, text) in wrapped(&value.text, room).into_iter().enumerate() {
                    let row = match line {
                        0 => {
                            let row = pointer(focused, cx);
                            let row = row.target(format!("{number}  "), theme.accent, target);
                            row.target(text, style, target)
                                .right(sheet.width, says, theme.accent)
                        }
                        _ => Row::new().at(5).target(text, style, target),
                    };
                    sheet.row(row);
                }
            });
        }
    }

    pub(super) fn draw_showing<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        sheet.prose(&self.spec.behaviour, theme.dim, 0);
        sheet.gap();
        for (place, (value, field)) in self.doing.top().iter().zip(&self.fields).enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.dim };
            let target = Target::Item(place);
            for (line, text) in wrapped(&value.text, sheet.width.saturating_sub(3))
                .into_iter()
                .enumerate()
            {
                let row = match line {
                    0 => Row::new().target(format!("{}  ", place + 1), theme.accent, target),
                    _ => Row::new().at(3),
                };
                sheet.row(row.target(text, style, target));
            }
            field.on(sheet, place, 3, focused, Vec::new());
            sheet.gap();
        }
    }

    /// What can be done here, what is next, and the way back.
    pub(super) fn draw_next(&self, cx: &Cx<'_>, size: Size, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let tab = cx.key(Command::NextPart);
        let chosen = self.choose.so_far().chosen.len();
        let top = self.spec.top;
        let (next, to) = match self.doing.stand {
            Stand::Choosing if chosen > top => (format!("{tab} puts {top} of them in order"), 1),
            Stand::Choosing => (format!("{tab} puts {top} in order"), 1),
            Stand::Ordering => (format!("{tab} says what can be seen of each"), 2),
            Stand::Showing => {
                let key = cx.key(Command::Save);
                let save = Target::Command(Command::Save);
                self.draw_way(cx, size, sheet, (format!("{key} saves the {top}"), save));
                return;
            }
        };
        if self.doing.stand == Stand::Ordering {
            let (up, down) = (cx.key_here(Command::Higher), cx.key_here(Command::Lower));
            let enter = cx.key_here(Command::Enter);
            sheet.rule();
            let how = match self.held {
                true => format!("arrows or a click move it \u{b7} {enter} sets it down"),
                false => format!("{up} up, {down} down \u{b7} {enter} or a click picks it up"),
            };
            if size.height >= 14 {
                sheet.line(how, theme.dim);
            }
        }
        self.draw_way(cx, size, sheet, (next, Target::Choice(PARTS, to)));
    }

    /// A row with the way on and the way back, as far as there is room.
    fn draw_way(&self, cx: &Cx<'_>, size: Size, sheet: &mut Sheet<'_>, next: (String, Target)) {
        let theme = cx.theme;
        if self.doing.stand == Stand::Showing && size.height >= 14 {
            sheet.rule();
        }
        let row = Row::new().target(next.0, theme.text, next.1);
        let (back, part) = match self.doing.stand {
            Stand::Choosing => return sheet.row(row),
            Stand::Ordering => ("other words", 0),
            Stand::Showing => ("the order again", 1),
        };
        // Further down the key leads to the field above, and a phrase without it would say nothing.
        if self.doing.stand == Stand::Showing && self.at > 0 {
            return sheet.row(row);
        }
        let back = format!("{} {back}", cx.key(Command::PreviousPart));
        let at = size.width.saturating_sub(columns(&back));
        sheet.row(match at > row.end() + 1 {
            true => row
                .at(at)
                .target(back, theme.dim, Target::Choice(PARTS, part)),
            false => row,
        });
    }
}
