//! How a promise is drawn: being worded, looked at, and answered for.

use super::{Choice, DAY, KEPT, PromiseWork, REPAIR, SIGN, Stop, WORDS};
use crate::exercise::day::{from_now, spoken};
use crate::exercise::promise::{Stand, State};
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet, columns};
use crate::tui::view::Cx;
use crate::tui::widgets::editor::Mark;
use crate::tui::widgets::field::Field;

impl Choice {
    /// What it is called, and what it means for a promise whose day is over or not.
    fn says(self, over: bool) -> (&'static str, &'static str) {
        match self {
            Choice::Kept if over => ("It was kept", "on its day"),
            Choice::Kept => ("It was kept", "today"),
            Choice::KeptOn => ("It was kept on another day", ""),
            Choice::NotKept => ("It was not kept", "a short form; none of it asks why"),
            Choice::TakeBack => ("I take it back", "in good time, and I say so"),
            Choice::WriteOn => ("Go on with the form", ""),
            Choice::OpenAgain => ("It is open after all", "what was said of it is taken back"),
            Choice::Word => ("Change its words or its day", "the earlier ones stay"),
            Choice::Back => ("Back to the promise", "nothing more is said of it"),
        }
    }
}

/// Some air between the parts of what is only read, where a small window does not need the row.
fn breathe(sheet: &mut Sheet<'_>) {
    if sheet.width >= 60 {
        sheet.gap();
    }
}

impl PromiseWork {
    pub(super) fn draw_part<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        match self.doing.stand {
            Stand::Wording => self.draw_wording(cx, sheet),
            Stand::Looking => self.draw_looking(cx, sheet),
            Stand::Keeping => {
                self.draw_words(cx, sheet);
                self.label(cx, sheet, KEPT, "It was kept on", false);
                self.kept.on(sheet, KEPT, 2, self.is_at(KEPT), self.today);
            }
            Stand::Repairing => self.draw_repairing(cx, sheet),
        }
        let choices = self.stops();
        let choices = choices.iter().enumerate();
        let mut first = true;
        for (at, stop) in choices {
            if let Stop::Choice(choice) = stop {
                if first {
                    sheet.gap();
                }
                first = false;
                self.choice(cx, sheet, at, *choice);
            }
        }
    }

    fn is_at(&self, place: usize) -> bool {
        self.stop() == Some(Stop::Field(place))
    }

    fn choice(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, at: usize, choice: Choice) {
        let (theme, focused) = (cx.theme, at == self.at);
        let style = if focused { theme.strong } else { theme.text };
        let (says, about) = choice.says(self.is_over());
        let target = Target::Item(at);
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx).target(says, style, target);
            let fits = 32 + columns(about) <= sheet.width;
            sheet.row(match fits {
                true => row.at(32).target(about, theme.dim, target),
                false => row,
            });
        });
    }

    fn label(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, place: usize, says: &str, optional: bool) {
        let theme = cx.theme;
        let style = if self.is_at(place) {
            theme.strong
        } else {
            theme.dim
        };
        let row = Row::new().target(says, style, Target::Text(place));
        sheet.row(match optional {
            true => row.text("  if you like", theme.dim),
            false => row,
        });
    }

    fn text_field<'a>(
        &'a self,
        cx: &Cx<'_>,
        sheet: &mut Sheet<'a>,
        (place, field): (usize, &'a Field),
        (says, optional): (&str, bool),
    ) {
        self.label(cx, sheet, place, says, optional);
        let marks = self.hits[place].iter().map(|hit| Mark {
            range: hit.range.clone(),
            style: cx.theme.flag,
        });
        field.on(sheet, place, 2, self.is_at(place), marks.collect());
        sheet.gap();
    }

    fn draw_wording<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let spec = &self.spec;
        self.text_field(cx, sheet, (WORDS, &self.words), (&spec.promise, false));
        self.text_field(cx, sheet, (SIGN, &self.sign), (&spec.check, false));
        self.label(cx, sheet, DAY, &spec.due, false);
        self.day.on(sheet, DAY, 2, self.is_at(DAY), self.today);
    }

    /// The promise, over a form that is about it.
    fn draw_words(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        sheet.prose(&self.doing.promise, cx.theme.dim, 2);
        sheet.gap();
    }

    fn draw_looking(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        for (label, text) in [
            (&self.spec.promise, &self.doing.promise),
            (&self.spec.check, &self.doing.check),
        ] {
            sheet.prose(label, theme.dim, 0);
            sheet.prose(text, theme.text, 2);
            breathe(sheet);
        }
        if let Some(due) = self.doing.due.on {
            sheet.prose(&self.spec.due, theme.dim, 0);
            let far = from_now(due, self.today);
            sheet.prose(&format!("{}, {far}", spoken(due)), theme.text, 2);
        }
        if self.doing.state == State::Open {
            return;
        }
        sheet.gap();
        sheet.prose(&self.doing.state.spoken(), theme.strong, 0);
        if let State::Broken(_) = &self.doing.state {
            for slot in &self.spec.repair {
                let text = self
                    .doing
                    .repair
                    .get(&slot.id)
                    .map_or("", |text| text.trim());
                if !text.is_empty() {
                    breathe(sheet);
                    sheet.prose(&slot.label, theme.dim, 0);
                    sheet.prose(text, theme.text, 2);
                }
            }
        }
    }

    fn draw_repairing<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_words(cx, sheet);
        sheet.prose(self.spec.repair_about.trim(), cx.theme.text, 0);
        let says = format!(
            "{} saves it, with or without a word.",
            cx.key(Command::Save)
        );
        let save = Target::Command(Command::Save);
        sheet.prose_with(&says, cx.theme.dim, 0, Some(save));
        sheet.gap();
        for (place, (slot, field)) in self.spec.repair.iter().zip(&self.repair).enumerate() {
            let says = (slot.label.as_str(), slot.optional);
            self.text_field(cx, sheet, (REPAIR + place, field), says);
        }
    }
}
