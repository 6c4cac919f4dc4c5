//! When it slips: the ground, a name, the plan.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::Work;
use crate::domain::{Body, DraftBody, ItemId};
use crate::exercise::setback::{self, Move, OwnPlan, Stand, What};
use crate::exercise::{Answer, Doing, Problem};

pub struct SetbackWork {
    spec: setback::Spec,
    doing: setback::Doing,
    note: Field,
    /// The name with the focus.
    at: usize,
    /// Whether the caret is in the line.
    writing: bool,
    /// Where a line of another time is half written, and when it was kept.
    older: Option<(Route, String)>,
    /// Whether that has the focus, on the ground.
    at_older: bool,
    changes: u64,
}

impl SetbackWork {
    pub fn new(spec: setback::Spec, doing: setback::Doing) -> SetbackWork {
        let chosen = |what: &What| Some(&what.id) == doing.what.as_ref();
        SetbackWork {
            note: Field::page(&doing.note, ""),
            at: spec.whats.iter().position(chosen).unwrap_or(0),
            writing: false,
            older: None,
            at_older: false,
            changes: 0,
            spec,
            doing,
        }
    }

    fn go(&mut self, step: Move) {
        self.doing.apply(&self.spec, step);
        self.writing = false;
        self.changes += 1;
    }

    fn name(&mut self, place: usize) -> Vec<Act> {
        let Some(what) = self.spec.whats.get(place) else {
            return Vec::new();
        };
        self.at = place;
        self.go(Move::Name(what.id.clone()));
        vec![Act::ScrollTop]
    }

    fn what(&self) -> Option<&What> {
        self.spec.what(self.doing.what.as_deref()?)
    }

    fn draw_ground(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        sheet.prose(self.spec.ground.trim(), cx.theme.text, 0);
        sheet.gap();
        let says = format!("{}  when you are ready", cx.key_here(Command::Enter));
        let Some((_, kept)) = &self.older else {
            let on = Target::Command(Command::Enter);
            return sheet.row(Row::new().target(says, cx.theme.dim, on));
        };
        let older = format!("Go on with the line that you began, kept {kept}");
        for (place, says) in [(ON, says), (OLDER, older)] {
            let focused = self.at_older == (place == OLDER);
            let style = if focused {
                cx.theme.strong
            } else {
                cx.theme.dim
            };
            sheet.focusing(focused, |sheet| {
                let row = super::super::pages::pointer(focused, cx);
                sheet.row(row.target(says, style, Target::Item(place)));
            });
        }
    }

    fn draw_names(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        sheet.line(self.spec.name_it.as_str(), theme.strong);
        for (place, what) in self.spec.whats.iter().enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            sheet.gap();
            sheet.focusing(focused, |sheet| {
                let row = super::super::pages::pointer(focused, cx);
                sheet.row(row.target(what.label.as_str(), style, Target::Item(place)));
                sheet.prose_with(&what.hint, theme.dim, 4, Some(Target::Item(place)));
            });
        }
    }

    fn draw_plan<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let Some(what) = self.what() else {
            return;
        };
        sheet.line(what.label.as_str(), theme.strong);
        if let Some(own) = own_words(cx, what.own_plan.as_ref()) {
            sheet.gap();
            sheet.line("What you wrote for this yourself:", theme.dim);
            sheet.prose(&own, theme.text, 2);
        }
        sheet.gap();
        sheet.prose(what.plan.trim(), theme.text, 0);
        sheet.gap();
        let style = if self.writing {
            theme.strong
        } else {
            theme.dim
        };
        sheet.prose_with(&self.spec.note, style, 0, Some(Target::Text(0)));
        self.note.on(sheet, 0, 2, self.writing, Vec::new());
    }
}

/// What can be chosen on the ground, where a line of another time is half written.
const ON: usize = 0;
const OLDER: usize = 1;

/// The newest line that was begun another time, and when it was kept.
fn older(cx: &Cx<'_>) -> Option<(Route, String)> {
    let drafts = cx.session?.drafts.values();
    let begun = drafts.filter(|draft| match &draft.body {
        DraftBody::Doing(Doing::Setback(doing)) => !doing.is_empty(),
        DraftBody::Doing(_) | DraftBody::Entry { .. } | DraftBody::Mark(_) => false,
    });
    let newest = begun.max_by_key(|draft| draft.at)?;
    let kept = super::super::pages::spoken_time(newest.at, cx.now.wall);
    Some((Route::to_write(&newest.key), kept))
}

/// What the person wrote in advance, in a calmer hour.
fn own_words(cx: &Cx<'_>, own: Option<&OwnPlan>) -> Option<String> {
    let own = own?;
    let item = ItemId::try_from(own.item.clone()).ok()?;
    let record = cx.session?.state.answer(&item)?;
    let Body::Answer(Answer::Compose(answer)) = &record.body else {
        return None;
    };
    let filled = answer.slots.iter().find(|filled| filled.slot == own.part)?;
    Some(filled.text.trim().to_owned())
}

impl Work for SetbackWork {
    fn place(&self) -> Place {
        Place::Setback
    }

    fn doing(&self) -> Doing {
        Doing::Setback(self.doing.clone())
    }

    /// In a bad hour all of what helps is to be seen at once, and the way to the help page with it.
    fn stands_alone(&self) -> bool {
        true
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        match self.doing.stand {
            Stand::Ground => self.draw_ground(cx, sheet),
            Stand::Naming => self.draw_names(cx, sheet),
            Stand::Plan => self.draw_plan(cx, sheet),
        }
    }

    fn can_be_saved(&self) -> bool {
        self.doing.what.is_some() || !self.is_empty()
    }

    fn has_room_for_example(&self) -> bool {
        self.doing.stand == Stand::Plan
    }

    fn settle(&mut self, cx: &Cx<'_>, size: Size, _used: u16) {
        self.older = older(cx).filter(|_| self.is_empty());
        self.at_older &= self.older.is_some();
        self.note.grow(size.width.saturating_sub(2), 1..=6);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.writing.then_some(&mut self.note.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        (self.doing.stand == Stand::Plan).then_some(&mut self.note.editor)
    }

    fn typing(&self) -> bool {
        self.writing
    }

    fn typed(&mut self) {
        self.doing
            .apply(&self.spec, Move::Note(self.note.editor.text()));
        self.changes += 1;
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::Enter => !self.writing,
            Command::Up | Command::Down => match self.doing.stand {
                Stand::Ground => self.older.is_some(),
                Stand::Naming => true,
                Stand::Plan => self.writing,
            },
            Command::NextPart => self.doing.stand != Stand::Naming,
            Command::PreviousPart => self.doing.stand != Stand::Ground,
            Command::Editor => self.writing,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let older = self.older.as_ref().filter(|_| self.at_older);
        match (command, self.doing.stand) {
            (Command::Enter, Stand::Ground) if older.is_some() => {
                let to = older.map(|(to, _)| Act::Go(to.clone()));
                return to.into_iter().collect();
            }
            (Command::Up | Command::Down, Stand::Ground) => {
                self.at_older = command == Command::Down && self.older.is_some();
            }
            (Command::Enter | Command::NextPart, Stand::Ground) => {
                self.go(Move::On);
                return vec![Act::ScrollTop];
            }
            (Command::Enter, Stand::Naming) => return self.name(self.at),
            (Command::Enter | Command::NextPart, Stand::Plan) => self.writing = true,
            (Command::PreviousPart, Stand::Plan) if self.writing => self.writing = false,
            (Command::PreviousPart, Stand::Plan | Stand::Naming) => {
                self.go(Move::Back);
                return vec![Act::ScrollTop];
            }
            (Command::Down, Stand::Naming) => {
                self.at = (self.at + 1).min(self.spec.whats.len().saturating_sub(1));
            }
            (Command::Up, Stand::Naming) => self.at = self.at.saturating_sub(1),
            (Command::Editor, _) => return vec![Act::Edit(self.note.editor.text())],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if self.doing.stand == Stand::Naming => return self.name(place),
            Target::Item(ON) if self.doing.stand == Stand::Ground => {
                self.go(Move::On);
                return vec![Act::ScrollTop];
            }
            Target::Item(OLDER) if self.doing.stand == Stand::Ground => {
                let to = self.older.as_ref().map(|(to, _)| Act::Go(to.clone()));
                return to.into_iter().collect();
            }
            Target::Text(_) => self.writing = self.doing.stand == Stand::Plan,
            Target::Item(_) | Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn show(&mut self, _problem: &Problem) {
        self.go(Move::On);
    }

    fn enter_hint(&self) -> Option<String> {
        let says = match self.doing.stand {
            Stand::Ground => "go on",
            Stand::Naming => "this one",
            Stand::Plan => "write a line",
        };
        Some(says.to_owned())
    }
}
