//! How each part of something to do is drawn.

use super::super::choose_sign;
use super::{ActivityWork, LOT, PARTS};
use crate::exercise::activity::Stand;
use crate::exercise::day;
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
        Stand::Picking => "pick",
        Stand::Drawing => "one of them, and a day",
        Stand::After => "afterwards",
    }
}

impl ActivityWork {
    /// The way through, with the part in which one stands.
    pub(super) fn draw_parts(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let narrow = sheet.width < ALL_PARTS;
        let mut row = Row::new();
        for (place, stand) in Stand::ALL.into_iter().enumerate() {
            let here = stand == self.stand();
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

    pub(super) fn draw_drawing<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let drawn = self.doing.drawn_place();
        let says = match drawn {
            Some(_) => "Draw again",
            None => "Let one of these be drawn",
        };
        let focused = self.at == LOT;
        let style = if focused { theme.strong } else { theme.text };
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx);
            sheet.row(row.target(says, style, Target::Item(LOT)));
        });
        sheet.gap();
        for (place, picked) in self.doing.choosing.chosen.iter().enumerate() {
            let stop = place + LOT + 1;
            let (focused, is) = (stop == self.at, drawn == Some(place));
            let style = match (focused, is) {
                (true, _) => theme.strong,
                (false, true) => theme.accent,
                (false, false) => theme.text,
            };
            let target = Target::Item(stop);
            let word = if is { "this one" } else { "" };
            let room = sheet.width.saturating_sub(6 + columns(word));
            sheet.focusing(focused, |sheet| {
                for (line, text) in wrapped(&picked.text, room).into_iter().enumerate() {
                    let row = match line {
                        0 => pointer(focused, cx)
                            .target(format!("{} ", choose_sign(is, theme)), style, target)
                            .target(text, style, target)
                            .right(sheet.width, word, theme.accent),
                        _ => Row::new().at(4).target(text, style, target),
                    };
                    sheet.row(row);
                }
            });
        }
        sheet.gap();
        let place = self.day_stop();
        let focused = self.on_day_field();
        let style = if focused { theme.strong } else { theme.dim };
        // The day that is said back has to be seen with what is typed.
        sheet.focusing(focused, |sheet| {
            sheet.prose_with(&self.spec.on, style, 0, Some(Target::Text(place)));
            self.day.on(sheet, place, 2, focused, self.today);
        });
    }

    pub(super) fn draw_after<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        if let Some(drawn) = &self.doing.drawn {
            sheet.prose(&drawn.text, theme.text, 0);
        }
        if let Some(on) = self.doing.on.on {
            let says = format!("{}, {}", day::spoken(on), day::from_now(on, self.today));
            sheet.prose(&says, theme.dim, 0);
        }
        let lines = [(&self.spec.near, &self.near), (&self.spec.far, &self.far)];
        for (place, (label, field)) in lines.into_iter().enumerate() {
            sheet.gap();
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.dim };
            sheet.prose_with(label, style, 0, Some(Target::Text(place)));
            field.on(sheet, place, 2, focused, Vec::new());
        }
    }

    /// What can be done here, what is next, and the way back.
    pub(super) fn draw_next(&self, cx: &Cx<'_>, size: Size, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        let tab = cx.key(Command::NextPart);
        let save = format!("{} saves it", cx.key(Command::Save));
        let save = (save, Target::Command(Command::Save));
        let part = |part| Target::Choice(PARTS, part);
        let (next, back) = match self.stand() {
            Stand::Picking => {
                let next = format!("{tab} goes on to the draw");
                return sheet.row(Row::new().target(next, theme.text, part(1)));
            }
            Stand::Drawing if self.on_day_field() && self.doing.has_come(self.today) => {
                ((format!("{tab} says how it was"), part(2)), "other things")
            }
            Stand::Drawing if self.on_day_field() => (save, "other things"),
            Stand::Drawing => {
                let day = Target::Text(self.day_stop());
                ((format!("{tab} gives it a day"), day), "other things")
            }
            Stand::After => (save, "its day"),
        };
        sheet.rule();
        if self.stand() == Stand::Drawing && size.height >= 14 {
            let enter = cx.key_here(Command::Enter);
            let how = format!("{enter} or a click on one of them chooses it without a draw");
            sheet.line(how, theme.dim);
        }
        let (back, to) = match self.stand() {
            Stand::Picking | Stand::Drawing => (back, part(0)),
            Stand::After => (back, part(1)),
        };
        let leaves = !self.on_day_field() && (self.stand() == Stand::Drawing || self.at == 0);
        let row = Row::new().target(next.0, theme.text, next.1);
        // Elsewhere the key leads to the field above, and a phrase without it would say nothing.
        if !leaves {
            return sheet.row(row);
        }
        let back = format!("{} {back}", cx.key(Command::PreviousPart));
        let at = size.width.saturating_sub(columns(&back));
        sheet.row(match at > row.end() + 1 {
            true => row.at(at).target(back, theme.dim, to),
            false => row,
        });
    }
}
