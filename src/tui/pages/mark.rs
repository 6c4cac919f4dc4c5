//! The mark of a day: three numbers and a line, each of which may stay blank.

use chrono::NaiveDate;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::exercises::how_to_mark;
use super::super::keys::Chord;
use super::super::layers::Ask;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size, Then, View};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::super::widgets::ladder::ladder;
use crate::domain::mark::{Aspect, Mark, Marking, TOP};
use crate::domain::{Draft, DraftBody, DraftKey, Intent};

/// The place of the line, after the numbers.
const NOTE: usize = Aspect::ALL.len();
/// Rows from which there is air between the questions.
const ROOMY: u16 = 15;

pub struct MarkPage {
    day: NaiveDate,
    /// What was said here, and not what stands there already: that may change meanwhile.
    marking: Marking,
    note: Field,
    /// The number with the focus, or [`NOTE`].
    at: usize,
    changes: u64,
}

impl MarkPage {
    pub fn new(cx: &Cx<'_>, day: NaiveDate) -> MarkPage {
        let draft = cx.session.and_then(|s| s.drafts.get(&DraftKey::Mark(day)));
        let (marking, caret) = match draft.map(|draft| (&draft.body, draft.caret)) {
            Some((DraftBody::Mark(marking), caret)) => (marking.clone(), caret),
            Some((DraftBody::Entry { .. } | DraftBody::Doing(_), _)) | None => {
                (Marking::of(day), 0)
            }
        };
        let text = marking.over(saved(cx, day).as_ref()).note;
        let mut note = Field::line(&text, "a line, if you like");
        if caret > 0 {
            note.editor.set_caret_offset(caret);
        }
        MarkPage {
            day,
            marking,
            note,
            at: 0,
            changes: 0,
        }
    }

    /// The mark as it stands on the page.
    fn mark(&self, cx: &Cx<'_>) -> Mark {
        self.marking.over(saved(cx, self.day).as_ref())
    }

    /// The number with the focus.
    fn aspect(&self) -> Option<Aspect> {
        Aspect::ALL.get(self.at).copied()
    }

    fn say(&mut self, score: Option<u8>) {
        if let Some(aspect) = self.aspect() {
            self.marking.say(aspect, score.map(|score| score.min(TOP)));
            self.changes += 1;
        }
    }

    /// One up or down; the first step lands in the middle.
    fn nudge(&mut self, cx: &Cx<'_>, by: i8) {
        let Some(aspect) = self.aspect() else {
            return;
        };
        self.say(Some(match self.mark(cx).score(aspect) {
            None => TOP / 2,
            Some(score) => score.saturating_add_signed(by).min(TOP),
        }));
    }

    fn save(&self, cx: &Cx<'_>) -> Vec<Act> {
        if self.marking.is_empty() {
            return vec![
                Act::Back,
                Act::Say("Nothing was different, so it stays as it is.".to_owned()),
            ];
        }
        if self.mark(cx).is_blank() && saved(cx, self.day).is_some() {
            return vec![Act::Say(format!(
                "Nothing is left of this mark. {} takes it away for good.",
                cx.key_here(Command::Delete)
            ))];
        }
        vec![Act::Do {
            intent: Box::new(Intent::Mark(self.marking.clone())),
            drop: Some(DraftKey::Mark(self.day)),
            then: Then::Leave("Saved. The page is closed."),
        }]
    }

    /// To another day. What was said of this one stays as its draft.
    fn turn(&self, cx: &Cx<'_>, day: Option<NaiveDate>) -> Vec<Act> {
        let Some(day) = day.filter(|day| *day <= cx.now.wall.date_naive()) else {
            return Vec::new();
        };
        let mut acts = vec![Act::Go(Route::Mark(day))];
        if !self.marking.is_empty() {
            let was = self.day.format("%A %-d %B");
            acts.push(Act::Say(format!(
                "What you had for {was} is kept as a draft."
            )));
        }
        acts
    }

    fn step(&mut self, forward: bool) {
        let count = NOTE + 1;
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }

    fn question<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>, place: usize, aspect: Aspect) {
        let theme = cx.theme;
        let focused = place == self.at;
        let style = if focused { theme.strong } else { theme.text };
        let target = Target::Item(place);
        sheet.focusing(focused, |sheet| {
            let row = super::pointer(focused, cx).target(aspect.name(), style, target);
            sheet.row(row.at(14).target(aspect.asks(), theme.dim, target));
            let score = self.mark(cx).score(aspect);
            let row = ladder(theme, sheet.width, place, (score, TOP), "blank");
            sheet.row(row);
        });
    }
}

/// The mark of a day as it is on disk.
fn saved(cx: &Cx<'_>, day: NaiveDate) -> Option<Mark> {
    cx.session?.state.mark(day)
}

impl View for MarkPage {
    fn place(&self) -> Place {
        Place::Mark
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let today = self.day == cx.now.wall.date_naive();
        let day = self.day.format("%A %-d %B");
        format!("{} \u{b7} {day}", if today { "today" } else { "a mark" })
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let theme = cx.theme;
        let roomy = size.height >= ROOMY;
        if roomy {
            sheet.prose(
                "How was it? 0 is not at all, 10 is entirely. Whatever you leave blank stays blank, \
                 and so may a whole day.",
                theme.text,
                0,
            );
            sheet.prose(&how_to_mark(cx, TOP), theme.dim, 0);
            sheet.gap();
        } else {
            sheet.line("0 not at all, 10 entirely, or blank", theme.dim);
        }
        for (place, aspect) in Aspect::ALL.into_iter().enumerate() {
            self.question(cx, &mut sheet, place, aspect);
            if roomy {
                sheet.gap();
            }
        }
        let focused = self.at == NOTE;
        self.note.on(&mut sheet, NOTE, 2, focused, Vec::new());
        if roomy {
            sheet.gap();
            let mut row = Row::new().at(2);
            for (command, words) in [
                (Command::PageUp, "the day before"),
                (Command::PageDown, "the day after"),
            ] {
                if self.can(cx, command) {
                    let text = format!("{}  {words}", cx.key_here(command));
                    row = row.target(text, theme.dim, Target::Command(command));
                    row = row.text("     ", theme.dim);
                }
            }
            sheet.row(row);
        }
        sheet
    }

    fn turns_screens(&self) -> bool {
        false
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size) {
        self.note.fill(size.width.saturating_sub(2), 1);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        (self.at == NOTE).then_some(&mut self.note.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        self.at == NOTE
    }

    fn typed(&mut self, _cx: &Cx<'_>) -> Vec<Act> {
        self.marking.note = Some(self.note.editor.text());
        self.changes += 1;
        Vec::new()
    }

    fn can(&self, cx: &Cx<'_>, command: Command) -> bool {
        let on_note = self.at == NOTE;
        let savable = || !self.marking.is_empty() || saved(cx, self.day).is_some();
        match command {
            Command::Back
            | Command::NextPart
            | Command::PreviousPart
            | Command::Up
            | Command::Down
            | Command::PageUp => true,
            Command::PageDown => self.day < cx.now.wall.date_naive(),
            Command::Save => savable(),
            Command::Enter => !on_note || savable(),
            Command::Left | Command::Right => !on_note,
            Command::Remove => {
                let mark = self.mark(cx);
                self.aspect()
                    .is_some_and(|aspect| mark.score(aspect).is_some())
            }
            Command::Delete => saved(cx, self.day).is_some(),
            Command::Editor => on_note,
            _ => false,
        }
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Save => return self.save(cx),
            Command::Enter if self.at == NOTE => return self.save(cx),
            Command::Back => return vec![Act::Back],
            Command::NextPart => self.step(true),
            Command::PreviousPart => self.step(false),
            Command::Down | Command::Enter => self.at = (self.at + 1).min(NOTE),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Left => self.nudge(cx, -1),
            Command::Right => self.nudge(cx, 1),
            Command::Remove => self.say(None),
            Command::PageUp => return self.turn(cx, self.day.pred_opt()),
            Command::PageDown => return self.turn(cx, self.day.succ_opt()),
            Command::Editor => return vec![Act::Edit(self.note.editor.text())],
            Command::Delete => {
                let heads = cx.session.map(|s| s.state.mark_heads(self.day));
                let Some(record) = heads.and_then(|mut heads| heads.pop()) else {
                    return Vec::new();
                };
                let thread = cx.session.and_then(|s| s.state.thread(record.thread));
                let versions = thread.map_or(1, |thread| thread.versions().len());
                return vec![Act::Ask(Ask::delete(
                    record,
                    versions,
                    Then::Leave("Deleted."),
                ))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, cx: &Cx<'_>, key: KeyEvent) -> Vec<Act> {
        if let (Some(digit), Some(aspect)) = (Chord::of(key).digit(), self.aspect()) {
            // A nought after a one makes ten.
            let ten = digit == 0 && self.mark(cx).score(aspect) == Some(1);
            self.say(Some(if ten { TOP } else { digit }));
        } else if matches!(key.code, KeyCode::Backspace | KeyCode::Delete) {
            self.say(None);
        }
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) | Target::Text(place) => self.at = place.min(NOTE),
            Target::Choice(place, score) => {
                self.at = place.min(NOTE);
                self.say(u8::try_from(score).ok());
            }
            Target::Command(_) => {}
        }
        Vec::new()
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn draft(&self, cx: &Cx<'_>) -> Option<Draft> {
        if self.marking.is_empty() {
            return None;
        }
        let session = cx.session?;
        let heads = session.state.mark_heads(self.day);
        Some(Draft {
            key: DraftKey::Mark(self.day),
            person: session.me.id,
            base: heads.into_iter().map(|record| record.id).collect(),
            at: cx.now.wall,
            caret: self.note.editor.caret_offset(),
            body: DraftBody::Mark(self.marking.clone()),
        })
    }

    fn draft_key(&self) -> Option<DraftKey> {
        Some(DraftKey::Mark(self.day))
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        // A line that came in from elsewhere is shown, unless another was typed here.
        if self.marking.note.is_none() {
            let note = saved(cx, self.day).map_or_else(String::new, |mark| mark.note);
            if self.note.editor.text() != note {
                self.note.editor.set_text(&note);
            }
        }
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        let hint = if self.at == NOTE { "save" } else { "next" };
        Some(hint.to_owned())
    }
}

#[cfg(test)]
#[path = "mark_tests.rs"]
mod tests;
