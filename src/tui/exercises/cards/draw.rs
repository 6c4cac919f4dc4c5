//! How cards are drawn: folded to two lines but for the one with the focus.

use super::point::Why;
use super::{CardsWork, Slot};
use crate::exercise::cards::Field;
use crate::exercise::moment::Moment;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::exercises::choose_sign;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::{Cx, Size};
use crate::tui::widgets::editor::Mark;
use crate::tui::widgets::note::note;

impl CardsWork {
    pub(super) fn draw_cards<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        for place in 0..self.rows.len() {
            if place == self.at {
                self.open(cx, sheet, place);
            } else {
                self.folded(cx, sheet, place);
            }
        }
        if self.may_add() {
            let focused = self.on_add();
            let style = if focused { theme.strong } else { theme.dim };
            sheet.focusing(focused, |sheet| {
                let row = pointer(focused, cx);
                let words = format!("+ one more: {}", self.spec.card);
                sheet.row(row.target(words, style, Target::Command(Command::Add)));
            });
        }
    }

    fn heading(&self, place: usize) -> String {
        format!("{}, {}", self.spec.card, place + 1)
    }

    fn folded(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, place: usize) {
        let theme = cx.theme;
        let target = Target::Item(place);
        let card = &self.doing.rows[place];
        let text = |field: &Field| card.text(&field.id).trim().to_owned();
        let words = self.spec.fields.iter().filter(|field| !field.form.is_day());
        let first = words.map(text).find(|text| !text.is_empty());
        let first = first.as_deref().and_then(|text| text.lines().next());
        let sign = choose_sign(self.is_complete(place), theme);
        let style = match first {
            Some(_) => theme.text,
            None => theme.dim,
        };
        sheet.row(
            Row::new()
                .target(format!("{sign} "), theme.accent, target)
                .target(first.unwrap_or("(no words yet)"), style, target),
        );
        let mut about = vec![self.heading(place).to_lowercase()];
        for field in &self.spec.fields {
            let on = card.days.get(&field.id).and_then(|typed| typed.on);
            about.extend(on.map(|day| {
                format!(
                    "{} {}",
                    field.label.to_lowercase(),
                    Moment::Day(day).spoken()
                )
            }));
        }
        if !self.is_complete(place) && first.is_some() {
            about.push("not complete".to_owned());
        }
        sheet.row(
            Row::new()
                .at(2)
                .target(about.join(" \u{b7} "), theme.dim, target),
        );
        sheet.gap();
    }

    fn open<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>, place: usize) {
        let theme = cx.theme;
        let sign = choose_sign(self.is_complete(place), theme);
        sheet.row(
            Row::new()
                .text(format!("{sign} "), theme.accent)
                .text(self.heading(place), theme.dim),
        );
        let base = place * self.count();
        for (number, (slot, field)) in self.rows[place].iter().zip(&self.spec.fields).enumerate() {
            let focused = number == self.field;
            let style = if focused { theme.strong } else { theme.dim };
            let target = Target::Text(base + number);
            let mut row = Row::new().at(2).target(field.label.clone(), style, target);
            if field.optional {
                row = row.text("  if you like", theme.dim);
            }
            sheet.row(row);
            match slot {
                // Under a day stands what was understood, so that no gap is needed.
                Slot::Day(day) => day.on(sheet, base + number, 2, focused, self.today),
                Slot::Words(words) => {
                    let pointed = self.pointed.get(number).into_iter().flatten();
                    let marks = pointed.map(|pointed| Mark {
                        range: pointed.range.clone(),
                        style: theme.flag,
                    });
                    words.on(sheet, base + number, 2, focused, marks.collect());
                    sheet.gap();
                }
            }
        }
        sheet.gap();
    }

    /// What is pointed out where the caret is, or what belongs in the field.
    pub(super) fn draw_note(&self, cx: &Cx<'_>, size: Size) -> Sheet<'static> {
        let field = self.spec.fields.get(self.field).filter(|_| !self.on_add());
        let Some(pointed) = self.current() else {
            return note(cx, size, field.map_or("", |field| &field.hint), None);
        };
        let text = self.rows[self.at][self.field].field().editor.text();
        let phrase = text.get(pointed.range.clone()).unwrap_or_default();
        let mut keys = Vec::new();
        if self.has_next_phrase() {
            keys.push(format!("{} next", cx.key(Command::NextFlag)));
        }
        let says = match pointed.why {
            Why::Flag(flag) => {
                keys.push(format!("{} keep it so", cx.key(Command::KeepFlag)));
                let flag = &self.spec.flags[flag];
                format!("{} {}", flag.why, flag.better)
            }
            Why::Rule(rule) => self.spec.rules[rule].says.clone(),
        };
        let says = format!("\u{201c}{phrase}\u{201d}: {says}");
        note(cx, size, &says, Some(keys.join(" \u{b7} ")))
    }
}
