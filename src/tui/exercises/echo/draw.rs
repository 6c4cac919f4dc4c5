//! How impacts are drawn: all of them while they are named, and one with what is said to it.

use super::{EchoWork, Stop, number};
use crate::exercise::echo::Of;
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::exercises::choose_sign;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet, columns};
use crate::tui::view::Cx;
use crate::tui::widgets::editor::Mark;

impl EchoWork {
    fn marks(&self, cx: &Cx<'_>, row: usize, of: Of) -> Vec<Mark> {
        let hits = self.hits(row, of).into_iter();
        let style = cx.theme.flag;
        let mark = |hit: crate::exercise::flag::Hit| Mark {
            range: hit.range,
            style,
        };
        hits.map(mark).collect()
    }

    pub(super) fn draw_named<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        sheet.line(self.spec.impact.label.clone(), theme.strong);
        for (row, fields) in self.rows.iter().enumerate() {
            let at = Stop::Field(row, Of::Impact);
            let focused = self.at == at;
            let complete = !self.doing.rows[row].is_empty() && self.open_in(row).is_none();
            let style = if focused { theme.strong } else { theme.dim };
            let target = Target::Text(number(row, Of::Impact));
            let sign = choose_sign(complete, theme);
            let heading = Row::new().text(format!("{sign} "), theme.accent);
            sheet.row(heading.target((row + 1).to_string(), style, target));
            let marks = self.marks(cx, row, Of::Impact);
            fields
                .impact
                .on(sheet, number(row, Of::Impact), 4, focused, marks);
        }
        sheet.gap();
        let mut line = |stop: Stop, words: &str, command: Command| {
            let focused = self.at == stop;
            let style = if focused { theme.strong } else { theme.dim };
            sheet.focusing(focused, |sheet| {
                let row = pointer(focused, cx);
                sheet.row(row.target(words, style, Target::Command(command)));
            });
        };
        if self.may_add() {
            line(Stop::Add, "+ name one more", Command::Add);
        }
        line(Stop::On, "then take each one up", Command::NextCard);
    }

    pub(super) fn draw_taken<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>, row: usize) {
        let theme = cx.theme;
        let written: Vec<usize> = self.doing.written().collect();
        let place = written.iter().position(|other| *other == row).unwrap_or(0);
        let of = format!("{} of {}", place + 1, written.len());
        let label = &self.spec.impact.label;
        sheet.line(format!("{label}, {of}"), theme.dim);
        let impact = self.doing.rows[row].impact.trim();
        let target = Target::Text(number(row, Of::Impact));
        let (words, style) = match impact {
            "" => ("(no words yet)", theme.dim),
            impact => (impact, theme.text),
        };
        sheet.prose_with(words, style, 2, Some(target));
        sheet.gap();
        for of in Of::THEN {
            self.draw_field(cx, sheet, row, of);
        }
        let (back, on) = ways(&written, place);
        let back = format!("{} {back}", cx.key(Command::PreviousCard));
        let on = format!("{} {on}", cx.key(Command::NextCard));
        let line = Row::new().target(back, theme.dim, Target::Command(Command::PreviousCard));
        let at = sheet.width.saturating_sub(columns(&on)).max(line.end() + 2);
        sheet.row(
            line.at(at)
                .target(on, theme.dim, Target::Command(Command::NextCard)),
        );
    }

    fn draw_field<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>, row: usize, of: Of) {
        let theme = cx.theme;
        let place = number(row, of);
        let focused = self.at == Stop::Field(row, of);
        let asked = self.spec.asked(of);
        let style = if focused { theme.strong } else { theme.dim };
        let mut heading = Row::new().target(asked.label.clone(), style, Target::Text(place));
        if asked.optional {
            heading = heading.text("  if you like", theme.dim);
        }
        sheet.row(heading);
        match of {
            Of::By => self.rows[row].by.on(sheet, place, 2, focused, self.today),
            Of::Impact | Of::Back | Of::Repair => {
                let marks = self.marks(cx, row, of);
                self.rows[row].of(of).on(sheet, place, 2, focused, marks);
                sheet.gap();
            }
        }
    }
}

/// Where the two keys lead from the one at this place.
fn ways(written: &[usize], place: usize) -> (&'static str, &'static str) {
    let back = match place {
        0 => "all of them",
        _ => "the one before",
    };
    let on = match written.get(place + 1) {
        Some(_) => "the next one",
        None => "all of them",
    };
    (back, on)
}
