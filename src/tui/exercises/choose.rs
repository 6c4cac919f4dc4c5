//! Words to choose, in columns under their headings, each with its number.

mod draw;
mod grid;

use ratatui::crossterm::event::KeyEvent;

use super::Work;
use crate::exercise::choose::{self, Chosen, Move};
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::keys::Chord;
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::Field;

pub struct ChooseWork {
    spec: choose::Spec,
    doing: choose::Doing,
    /// An item of the list, then the own words that were chosen, then the field for one more.
    at: usize,
    own: Field,
    changes: u64,
    across: usize,
    gone: Option<Chosen>,
}

impl ChooseWork {
    pub fn new(spec: choose::Spec, doing: choose::Doing) -> ChooseWork {
        ChooseWork {
            own: Field::line(&doing.own, "a word of your own, Enter adds it"),
            spec,
            doing,
            at: 0,
            changes: 0,
            across: 3,
            gone: None,
        }
    }

    /// What is chosen, with what is typed and was not added yet, for kinds that go on from a choice.
    pub(super) fn so_far(&self) -> choose::Doing {
        choose::Doing {
            chosen: self.doing.chosen.clone(),
            own: self.own.editor.text(),
        }
    }

    /// Goes on with these, in this order.
    pub(super) fn put(&mut self, chosen: &[Chosen]) {
        self.doing.chosen = chosen.to_vec();
    }

    /// With this in the empty field for a word of one's own.
    pub(super) fn hinting(mut self, hint: &str) -> ChooseWork {
        self.own.editor.set_placeholder(hint);
        self
    }

    /// To the field for a word of one's own.
    pub(super) fn focus_own(&mut self) {
        self.at = self.last();
    }

    /// The places, among the chosen, of the person's own words.
    fn own_words(&self) -> Vec<usize> {
        let own = |(_, chosen): &(usize, &Chosen)| chosen.item.is_none();
        let chosen = self.doing.chosen.iter().enumerate();
        chosen.filter(own).map(|(place, _)| place).collect()
    }

    fn field_place(&self) -> usize {
        self.spec.items.len() + self.own_words().len()
    }

    fn on_field(&self) -> bool {
        self.spec.own && self.at >= self.field_place()
    }

    fn last(&self) -> usize {
        let places = self.field_place();
        if self.spec.own {
            places
        } else {
            places.saturating_sub(1)
        }
    }

    /// Where the thing with the focus stands among the chosen.
    fn chosen_at(&self, at: usize) -> Option<usize> {
        match at.checked_sub(self.spec.items.len()) {
            None => self.doing.chosen_place(&self.spec, at),
            Some(own) => self.own_words().get(own).copied(),
        }
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

    /// Chooses the word that is typed.
    fn add(&mut self) -> Vec<Act> {
        let text = self.own.editor.text();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let said = self.apply(Move::Add(text));
        if said.is_empty() {
            self.own.editor.set_text("");
            self.at = self.field_place() - 1;
        }
        said
    }

    fn toggle(&mut self) -> Vec<Act> {
        if self.at < self.spec.items.len() {
            return self.apply(Move::Toggle(self.at));
        }
        match self.chosen_at(self.at) {
            Some(place) => {
                self.gone = self.doing.chosen.get(place).cloned();
                let said = self.apply(Move::Remove(place));
                self.at = self.at.min(self.last());
                said
            }
            None => Vec::new(),
        }
    }

    fn rate(&mut self, value: u8) -> Vec<Act> {
        if self.spec.rating.is_none() {
            return Vec::new();
        }
        if self.chosen_at(self.at).is_none() && self.at < self.spec.items.len() {
            let said = self.apply(Move::Toggle(self.at));
            if !said.is_empty() {
                return said;
            }
        }
        match self.chosen_at(self.at) {
            Some(place) => self.apply(Move::Rate(place, value)),
            None => Vec::new(),
        }
    }
}

impl Work for ChooseWork {
    fn place(&self) -> Place {
        Place::Choose
    }

    fn doing(&self) -> Doing {
        Doing::Choose(self.so_far())
    }

    fn finish(&mut self) -> Vec<Act> {
        self.add()
    }

    fn revision(&self) -> u64 {
        self.changes + self.own.editor.revision()
    }

    fn is_empty(&self) -> bool {
        self.doing.chosen.is_empty() && self.own.editor.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_words(cx, sheet);
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        Some(self.draw_pinned(cx, size))
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        self.across = self.columns_in(size.width);
        self.own.grow(size.width.saturating_sub(2), 1..=3);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.on_field().then_some(&mut self.own.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        self.on_field()
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::Up | Command::Down | Command::NextPart | Command::PreviousPart => true,
            Command::Left | Command::Right => !self.on_field(),
            Command::Enter => true,
            Command::Remove => self.chosen_at(self.at).is_some(),
            Command::BringBack => self.gone.is_some(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Up => self.walk(false),
            Command::Down => self.walk(true),
            Command::Left => self.at = self.at.saturating_sub(1),
            Command::Right => self.at = (self.at + 1).min(self.last()),
            Command::NextPart => self.at = if self.on_field() { 0 } else { self.last() },
            Command::PreviousPart => self.at = 0,
            Command::Enter if self.on_field() => return self.add(),
            // On a word of one's own Enter only goes on: it is on no list, and would be gone.
            Command::Enter if self.at >= self.spec.items.len() => {
                self.at = (self.at + 1).min(self.last());
            }
            Command::Enter | Command::Remove => return self.toggle(),
            Command::BringBack => {
                if let Some(chosen) = self.gone.take() {
                    let text = chosen.text;
                    return self.apply(Move::Add(text));
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Act> {
        let top = self.spec.rating.as_ref().map_or(0, |rating| rating.top);
        match Chord::of(key).digit() {
            Some(digit) if (1..=top).contains(&digit) && !self.on_field() => self.rate(digit),
            Some(_) | None => Vec::new(),
        }
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if place <= self.last() => {
                self.at = place;
                if place < self.spec.items.len() {
                    return self.toggle();
                }
            }
            Target::Text(place) => self.at = place.min(self.last()),
            Target::Choice(place, number) if place <= self.last() => {
                self.at = place;
                return u8::try_from(number)
                    .map(|n| self.rate(n))
                    .unwrap_or_default();
            }
            Target::Item(_) | Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let text = |chosen: &Chosen| Some(&chosen.text) == problem.part.as_ref();
        let Some(chosen) = self.doing.chosen.iter().find(|c| text(c)) else {
            return;
        };
        let listed = |item: &choose::Item| Some(&item.id) == chosen.item.as_ref();
        if let Some(place) = self.spec.items.iter().position(listed) {
            self.at = place;
        }
    }

    fn enter_hint(&self) -> Option<String> {
        let word = match (self.on_field(), self.chosen_at(self.at)) {
            (true, _) => "add",
            (false, _) if self.at >= self.spec.items.len() => "next",
            (false, Some(_)) => "let go",
            (false, None) => "choose",
        };
        Some(word.to_owned())
    }
}
