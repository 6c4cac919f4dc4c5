//! Values on one way through three parts: choosing them, putting some of them in order, and saying of
//! each what could be seen of it.

mod draw;

use ratatui::crossterm::event::KeyEvent;

use super::Work;
use super::choose::ChooseWork;
use crate::exercise::rank::{self, Move, Ranked, Stand};
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::keys::Chord;
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};

/// Stands for the names of the parts, where a thing of the page is clicked.
const PARTS: usize = usize::MAX;

pub struct RankWork {
    spec: rank::Spec,
    doing: rank::Doing,
    choose: ChooseWork,
    /// A field for each of the top, in their order.
    fields: Vec<Field>,
    /// While ordering: the value with the focus. While showing: the field.
    at: usize,
    /// Whether the value with the focus is picked up, and moves with the arrows.
    held: bool,
    /// Whether the names of the parts are seen together with what is done in them.
    roomy: bool,
    changes: u64,
}

impl RankWork {
    pub fn new(spec: rank::Spec, doing: rank::Doing, caret: Option<usize>) -> RankWork {
        // A pack may have changed under a draft.
        let doing = doing.fitted(&spec);
        let mut work = RankWork {
            choose: ChooseWork::new(spec.choosing(), doing.choosing.clone()),
            spec,
            doing,
            fields: Vec::new(),
            at: 0,
            held: false,
            roomy: true,
            changes: 0,
        };
        work.enter();
        if let Some(caret) = caret
            && work.doing.stand == Stand::Showing
            && let Some((place, offset)) = field_of_caret(work.fields.iter(), caret)
        {
            work.at = place;
            work.fields[place].editor.set_caret_offset(offset);
        }
        work
    }

    /// Makes the part ready in which one stands now.
    fn enter(&mut self) {
        let top = self.doing.top();
        let field = |value| Field::page(self.doing.behaviour(value), &self.spec.hint);
        self.fields = top.iter().map(field).collect();
        self.held = false;
        let empty = |field: &Field| field.editor.is_empty();
        self.at = match self.doing.stand {
            Stand::Choosing | Stand::Ordering => 0,
            Stand::Showing => self.fields.iter().position(empty).unwrap_or(0),
        };
    }

    fn apply(&mut self, step: Move) -> Vec<Act> {
        match self.doing.apply(&self.spec, step) {
            Ok(()) => {
                self.changes += 1;
                Vec::new()
            }
            Err(problem) => vec![Act::Say(problem.says)],
        }
    }

    /// Takes what was done among the words to choose into what is done here, while one chooses: the
    /// order is made later.
    fn take(&mut self) {
        if self.doing.stand == Stand::Choosing {
            self.doing.choosing = self.choose.so_far();
        }
    }

    /// Leaves the words to choose. A word that is typed is one of them; says why where it cannot be.
    fn close(&mut self) -> Vec<Act> {
        match self.doing.stand {
            Stand::Choosing => {
                let said = self.choose.finish();
                self.take();
                said
            }
            Stand::Ordering | Stand::Showing => Vec::new(),
        }
    }

    fn go(&mut self, stand: Stand) -> Vec<Act> {
        let said = self.close();
        if !said.is_empty() || stand == self.doing.stand {
            return said;
        }
        let said = self.apply(Move::Go(stand));
        if !said.is_empty() {
            return said;
        }
        self.choose.put(&self.doing.choosing.chosen);
        self.enter();
        match self.roomy {
            true => vec![Act::ScrollTop],
            false => Vec::new(),
        }
    }

    /// The last place of the part.
    fn last(&self) -> usize {
        let places = match self.doing.stand {
            Stand::Choosing | Stand::Ordering => self.doing.choosing.chosen.len(),
            Stand::Showing => self.fields.len(),
        };
        places.saturating_sub(1)
    }

    /// Moves the value with the focus, and the focus with it.
    fn shift(&mut self, to: usize) -> Vec<Act> {
        let to = to.min(self.last());
        if to == self.at {
            return Vec::new();
        }
        let said = self.apply(Move::Shift { from: self.at, to });
        self.at = to;
        said
    }

    fn walk(&mut self, to: usize) -> Vec<Act> {
        match self.held {
            true => self.shift(to),
            false => {
                self.at = to.min(self.last());
                Vec::new()
            }
        }
    }

    /// A click on a value picks it up; the next one sets it down there.
    fn point(&mut self, place: usize) -> Vec<Act> {
        let said = self.walk(place);
        self.held = !self.held;
        said
    }
}

impl Work for RankWork {
    fn place(&self) -> Place {
        Place::Rank
    }

    fn doing(&self) -> Doing {
        let mut doing = self.doing.clone();
        if doing.stand == Stand::Choosing {
            doing.choosing = self.choose.so_far();
        }
        Doing::Rank(doing)
    }

    fn finish(&mut self) -> Vec<Act> {
        let said = self.close();
        let short = self.doing.choosing.chosen.len() < self.spec.top;
        match said.is_empty() && short {
            true => self.apply(Move::Go(Stand::Ordering)),
            false => said,
        }
    }

    fn revision(&self) -> u64 {
        self.changes + self.choose.revision()
    }

    fn is_empty(&self) -> bool {
        self.choose.is_empty() && self.doing.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_parts(cx, sheet);
        sheet.gap();
        match self.doing.stand {
            Stand::Choosing => self.choose.draw(cx, sheet),
            Stand::Ordering => self.draw_ordering(cx, sheet),
            Stand::Showing => self.draw_showing(cx, sheet),
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let mut sheet = match self.doing.stand {
            Stand::Choosing => self.choose.pinned(cx, size)?,
            Stand::Ordering | Stand::Showing => Sheet::new(size.width, cx.theme),
        };
        self.draw_next(cx, size, &mut sheet);
        Some(sheet)
    }

    fn settle(&mut self, cx: &Cx<'_>, size: Size, used: u16) {
        self.choose.settle(cx, size, used);
        self.roomy = size.height >= used + 8;
        let least = if size.height < 20 { 1 } else { 2 };
        for field in &mut self.fields {
            field.grow(size.width.saturating_sub(3), least..=6);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match self.doing.stand {
            Stand::Choosing => self.choose.field(),
            Stand::Ordering => None,
            Stand::Showing => self.fields.get_mut(self.at).map(|field| &mut field.editor),
        }
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        match self.doing.stand {
            Stand::Choosing => self.choose.field_at(place),
            Stand::Ordering => None,
            Stand::Showing => self.fields.get_mut(place).map(|field| &mut field.editor),
        }
    }

    fn typing(&self) -> bool {
        match self.doing.stand {
            Stand::Choosing => self.choose.typing(),
            Stand::Ordering => false,
            Stand::Showing => !self.fields.is_empty(),
        }
    }

    fn typed(&mut self) {
        match self.doing.stand {
            Stand::Choosing => self.choose.typed(),
            Stand::Ordering => {}
            Stand::Showing => {
                if let Some(field) = self.fields.get(self.at) {
                    let text = field.editor.text();
                    self.apply(Move::Show(self.at, text));
                }
            }
        }
    }

    fn can(&self, command: Command) -> bool {
        let last = self.last();
        match (self.doing.stand, command) {
            (Stand::Choosing, Command::NextPart) => true,
            (Stand::Choosing, Command::PreviousPart) => false,
            (Stand::Choosing, Command::Add) => self.spec.own,
            (Stand::Choosing, _) => self.choose.can(command),
            (_, Command::NextPart | Command::PreviousPart | Command::Up | Command::Down) => true,
            (Stand::Ordering, Command::Enter) => true,
            (Stand::Ordering, Command::Higher) => self.at > 0,
            (Stand::Ordering, Command::Lower) => self.at < last,
            (Stand::Showing, Command::Editor) => self.typing(),
            (Stand::Ordering | Stand::Showing, _) => false,
        }
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match (self.doing.stand, command) {
            (Stand::Choosing, Command::NextPart) => return self.go(Stand::Ordering),
            (Stand::Choosing, Command::Add) => self.choose.focus_own(),
            (Stand::Choosing, _) => {
                let acts = self.choose.command(cx, command);
                self.take();
                return acts;
            }
            (Stand::Ordering, Command::NextPart) => return self.go(Stand::Showing),
            (Stand::Ordering, Command::PreviousPart) => return self.go(Stand::Choosing),
            (Stand::Ordering, Command::Up) => return self.walk(self.at.saturating_sub(1)),
            (Stand::Ordering, Command::Down) => return self.walk(self.at + 1),
            (Stand::Ordering, Command::Higher) => return self.shift(self.at.saturating_sub(1)),
            (Stand::Ordering, Command::Lower) => return self.shift(self.at + 1),
            (Stand::Ordering, Command::Enter) => self.held = !self.held,
            (Stand::Showing, Command::PreviousPart) if self.at == 0 => {
                return self.go(Stand::Ordering);
            }
            (Stand::Showing, Command::NextPart) => self.at = (self.at + 1) % (self.last() + 1),
            (Stand::Showing, Command::PreviousPart | Command::Up) => {
                self.at = self.at.saturating_sub(1);
            }
            (Stand::Showing, Command::Down) => self.at = (self.at + 1).min(self.last()),
            (Stand::Showing, Command::Editor) => {
                let text = self.fields.get(self.at).map(|field| field.editor.text());
                return text.map(Act::Edit).into_iter().collect();
            }
            (Stand::Ordering | Stand::Showing, _) => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Act> {
        match self.doing.stand {
            Stand::Choosing => self.choose.key(key),
            Stand::Ordering => match Chord::of(key).digit().map(usize::from) {
                Some(digit) if (1..=self.last() + 1).contains(&digit) => {
                    let said = self.shift(digit - 1);
                    self.held = false;
                    said
                }
                Some(_) | None => Vec::new(),
            },
            Stand::Showing => Vec::new(),
        }
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        if let Target::Choice(PARTS, part) = target {
            let stand = Stand::ALL.get(part).copied();
            return stand.map(|stand| self.go(stand)).unwrap_or_default();
        }
        match (self.doing.stand, target) {
            (Stand::Choosing, _) => {
                let acts = self.choose.click(target);
                self.take();
                return acts;
            }
            (Stand::Ordering, Target::Item(place)) if place <= self.last() => {
                return self.point(place);
            }
            (Stand::Showing, Target::Text(place) | Target::Item(place)) => {
                self.at = place.min(self.last());
            }
            (Stand::Ordering | Stand::Showing, _) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let Some(part) = &problem.part else {
            return;
        };
        let about = |ranked: &Ranked| ranked.id == *part;
        let answer = self.doing.answer();
        if let Some(place) = answer.ok().and_then(|a| a.top.iter().position(about)) {
            self.go(Stand::Showing);
            self.at = place;
        }
    }

    fn enter_hint(&self) -> Option<String> {
        match (self.doing.stand, self.held) {
            (Stand::Choosing, _) => self.choose.enter_hint(),
            (Stand::Ordering, false) => Some("pick it up".to_owned()),
            (Stand::Ordering, true) => Some("set it down".to_owned()),
            (Stand::Showing, _) => None,
        }
    }

    fn caret(&self) -> usize {
        match self.doing.stand {
            Stand::Choosing | Stand::Ordering => 0,
            Stand::Showing => caret_among(self.fields.iter(), self.at),
        }
    }
}
