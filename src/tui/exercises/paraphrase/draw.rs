//! How each part of saying it back is drawn.

use super::super::choose_sign;
use super::{CHOICES, ParaphraseWork};
use crate::exercise::paraphrase::Reply;
use crate::tui::canvas::Target;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet, columns, wrapped};
use crate::tui::view::Cx;

/// Columns from which the two texts stand beside each other.
const BESIDE: u16 = 60;

impl ParaphraseWork {
    pub(super) fn draw_choosing<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        for (place, statement) in self.spec.statements.iter().enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            let id = Some(&statement.id);
            let tried = self.doing.tries().any(|t| t.statement.as_ref() == id);
            let sign = choose_sign(tried, theme);
            let target = Target::Item(place);
            sheet.focusing(focused, |sheet| {
                let lines = wrapped(&statement.text, sheet.width.saturating_sub(4));
                for (number, line) in lines.into_iter().enumerate() {
                    let row = if number == 0 {
                        pointer(focused, cx).target(format!("{sign} "), theme.dim, target)
                    } else {
                        Row::new().at(4)
                    };
                    sheet.row(row.target(line, style, target));
                }
            });
            sheet.gap();
        }
        if self.spec.own {
            let place = self.spec.statements.len();
            self.remembered
                .on(sheet, place, 4, self.on_field(), Vec::new());
        }
    }

    pub(super) fn draw_saying<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        sheet.line(self.spec.theirs.clone(), theme.dim);
        sheet.prose(&self.doing.now.heard, theme.text, 2);
        sheet.gap();
        if let Some(before) = self.doing.before() {
            sheet.line(format!("{}, before", self.spec.mine), theme.dim);
            sheet.prose(&before.said, theme.dim, 2);
            sheet.gap();
        }
        sheet.line(self.spec.mine.clone(), theme.strong);
        self.said.on(sheet, 0, 2, true, Vec::new());
    }

    pub(super) fn draw_comparing<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_both(cx, sheet);
        sheet.gap();
        self.draw_questions(cx, sheet);
        sheet.gap();
        for (place, (name, about)) in CHOICES.iter().enumerate() {
            let stop = self.spec.questions.len() + place;
            let focused = stop == self.at;
            let style = if focused {
                cx.theme.strong
            } else {
                cx.theme.text
            };
            sheet.focusing(focused, |sheet| {
                let row = pointer(focused, cx).target(*name, style, Target::Item(stop));
                let row = match sheet.width >= BESIDE {
                    true => row.at(16).target(*about, cx.theme.dim, Target::Item(stop)),
                    false => row,
                };
                sheet.row(row);
            });
        }
    }

    /// What was said and what was made of it. A click on one's own words goes on writing them.
    fn draw_both<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let now = &self.doing.now;
        let mine = Target::Item(self.last() + 1);
        if sheet.width < BESIDE {
            sheet.line(self.spec.theirs.clone(), theme.dim);
            sheet.prose(&now.heard, theme.text, 2);
            sheet.line(self.spec.mine.clone(), theme.dim);
            sheet.prose_with(&now.said, theme.text, 2, Some(mine));
            return;
        }
        let half = sheet.width / 2;
        let right = half + 1;
        let (theirs, room) = (half.saturating_sub(2), sheet.width - right);
        let labels = Row::new().text(self.spec.theirs.clone(), theme.dim);
        sheet.row(labels.at(right).text(self.spec.mine.clone(), theme.dim));
        let heard = wrapped(&now.heard, theirs);
        let said = wrapped(&now.said, room);
        for line in 0..heard.len().max(said.len()) {
            let text = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
            let row = Row::new().text(text(&heard), theme.text).at(right);
            sheet.row(row.target(text(&said), theme.text, mine));
        }
    }

    fn draw_questions<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let words: u16 = self.spec.replies.iter().map(|word| columns(word) + 4).sum();
        let widest = self.spec.questions.iter().map(|q| columns(&q.text)).max();
        let column = widest.unwrap_or(0) + 4;
        let one_row = column + words <= sheet.width;
        for (place, question) in self.spec.questions.iter().enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            let target = Target::Item(place);
            sheet.focusing(focused, |sheet| {
                let mut lines = wrapped(&question.text, sheet.width.saturating_sub(2)).into_iter();
                let first = lines.next().unwrap_or_default();
                let mut row = pointer(focused, cx).target(first, style, target);
                for line in lines {
                    sheet.row(row);
                    row = Row::new().at(2).target(line, style, target);
                }
                if !one_row {
                    sheet.row(row);
                    row = Row::new().at(2);
                }
                let start = if one_row { column } else { 2 };
                sheet.row(self.replies(cx, row.at(start), place));
            });
        }
        let says = match theme.ascii {
            false => "1, 2 and 3 answer, or \u{2190} and \u{2192}",
            true => "1, 2 and 3 answer, or left and right",
        };
        sheet.row(Row::new().at(2).text(says, theme.dim));
    }

    fn replies(&self, cx: &Cx<'_>, mut row: Row, place: usize) -> Row {
        let theme = cx.theme;
        let now = self.doing.now.reply(&self.spec.questions[place].id);
        for (number, (reply, word)) in Reply::ALL.iter().zip(&self.spec.replies).enumerate() {
            let is = now == Some(*reply);
            let style = if is { theme.accent } else { theme.dim };
            let sign = choose_sign(is, theme);
            let target = Target::Choice(place, number);
            row = row
                .target(format!("{sign} {word}"), style, target)
                .text("  ", theme.dim);
        }
        row
    }
}
