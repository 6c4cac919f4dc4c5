//! Cards to sort: the list stays as it is, and each card says where it lies.

use ratatui::crossterm::event::KeyEvent;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::keys::Chord;
use super::super::pages::pointer;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::Work;
use crate::exercise::sort::{self, Lying, Move};
use crate::exercise::{Doing, Problem};

pub struct SortWork {
    spec: sort::Spec,
    doing: sort::Doing,
    /// The card with the focus; past the last one it is the field for an own card.
    at: usize,
    own: Field,
    changes: u64,
    /// The own card that was taken away last, and from where.
    gone: Option<Lying>,
}

impl SortWork {
    pub fn new(spec: sort::Spec, doing: sort::Doing) -> SortWork {
        // The cards of the spec, where the draft put them, then the person's own.
        let bucket = |id: &str| {
            let card = doing.cards.iter().find(|c| c.card.as_deref() == Some(id));
            card.and_then(|card| card.bucket.clone())
        };
        let known = spec.cards.iter().map(|card| Lying {
            card: Some(card.id.clone()),
            text: card.text.clone(),
            bucket: bucket(&card.id),
        });
        let own = doing
            .cards
            .iter()
            .filter(|card| card.card.is_none())
            .cloned();
        let cards: Vec<Lying> = known.chain(own).collect();
        let at = cards
            .iter()
            .position(|card| card.bucket.is_none())
            .unwrap_or(0);
        SortWork {
            own: Field::line(&doing.own, "a card of your own, Enter adds it"),
            spec,
            doing: sort::Doing {
                cards,
                own: String::new(),
            },
            at,
            changes: 0,
            gone: None,
        }
    }

    fn on_own(&self) -> bool {
        self.spec.own && self.at >= self.doing.cards.len()
    }

    fn last(&self) -> usize {
        let cards = self.doing.cards.len();
        if self.spec.own {
            cards
        } else {
            cards.saturating_sub(1)
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

    /// Adds the card that is typed.
    fn add(&mut self) -> Vec<Act> {
        let text = self.own.editor.text().trim().to_owned();
        if text.is_empty() {
            return Vec::new();
        }
        let said = self.apply(Move::Add(text));
        if said.is_empty() {
            self.own.editor.set_text("");
            self.at = self.doing.cards.len().saturating_sub(1);
        }
        said
    }

    /// Puts the card with the focus and goes to the next that lies nowhere yet.
    fn put(&mut self, card: usize, bucket: usize) -> Vec<Act> {
        let said = self.apply(Move::Put { card, bucket });
        if said.is_empty() {
            let open = |card: &Lying| card.bucket.is_none();
            let cards = &self.doing.cards;
            let later = cards
                .iter()
                .skip(card)
                .position(open)
                .map(|step| card + step);
            self.at = later.unwrap_or(card);
        }
        said
    }

    /// The card into the next pile to the right or left.
    fn shift(&mut self, right: bool) -> Vec<Act> {
        let Some(card) = self.doing.cards.get(self.at) else {
            return Vec::new();
        };
        let count = self.spec.buckets.len();
        let now = card.bucket.as_ref();
        let now = now.and_then(|id| self.spec.buckets.iter().position(|b| &b.id == id));
        let bucket = match (now, right) {
            (None, true) => 0,
            (None, false) => count.saturating_sub(1),
            (Some(now), true) => (now + 1).min(count.saturating_sub(1)),
            (Some(now), false) => now.saturating_sub(1),
        };
        self.apply(Move::Put {
            card: self.at,
            bucket,
        })
    }
}

impl Work for SortWork {
    fn place(&self) -> Place {
        Place::Sort
    }

    fn doing(&self) -> Doing {
        let mut doing = self.doing.clone();
        doing.own = self.own.editor.text();
        Doing::Sort(doing)
    }

    fn finish(&mut self) -> Vec<Act> {
        let said = self.add();
        if !said.is_empty() {
            return said;
        }
        let apart = |card: &Lying| card.card.is_none() && card.bucket.is_none();
        let Some(at) = self.doing.cards.iter().position(apart) else {
            return Vec::new();
        };
        // What lies in no pile is no part of the answer, and words of one's own are not to be lost.
        self.at = at;
        let text = &self.doing.cards[at].text;
        vec![Act::Say(format!(
            "\u{201c}{text}\u{201d} lies in no pile yet. Put it into one, or take it away."
        ))]
    }

    fn revision(&self) -> u64 {
        self.changes + self.own.editor.revision()
    }

    fn is_empty(&self) -> bool {
        let cards = &self.doing.cards;
        let untouched = |card: &Lying| card.card.is_some() && card.bucket.is_none();
        cards.iter().all(untouched) && self.own.editor.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        let width = sheet.width;
        for (place, card) in self.doing.cards.iter().enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            let bucket = card.bucket.as_ref();
            let bucket = bucket.and_then(|id| self.spec.buckets.iter().find(|b| &b.id == id));
            sheet.focusing(focused, |sheet| {
                let says = bucket.map_or("\u{2013}", |bucket| bucket.label.as_str());
                let room = width.saturating_sub(super::super::sheet::columns(says) + 6);
                let lines = super::super::sheet::wrapped(&card.text, room);
                for (line, text) in lines.into_iter().enumerate() {
                    let row = if line == 0 {
                        pointer(focused, cx)
                    } else {
                        Row::new().at(2)
                    };
                    let row = row.target(text, style, Target::Item(place));
                    let says_style = if bucket.is_some() {
                        theme.accent
                    } else {
                        theme.dim
                    };
                    sheet.row(if line == 0 {
                        row.right(width, says, says_style)
                    } else {
                        row
                    });
                }
            });
        }
        if self.spec.own {
            sheet.gap();
            let focused = self.on_own();
            let place = self.doing.cards.len();
            self.own.on(sheet, place, 2, focused, Vec::new());
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        sheet.rule();
        if size.height >= 16 && self.spec.at_least > 1 {
            let says = format!(
                "{} cards or more are enough; the others may stay.",
                self.spec.at_least
            );
            sheet.line(says, cx.theme.dim);
        }
        for (place, bucket) in self.spec.buckets.iter().enumerate() {
            let card = if self.on_own() { usize::MAX } else { self.at };
            let target = Target::Choice(card, place);
            let row = Row::new()
                .target(
                    format!("{}  {}", place + 1, bucket.label),
                    cx.theme.text,
                    target,
                )
                .text("  ", cx.theme.dim);
            let row = if size.width >= 60 { row.at(30) } else { row };
            sheet.row(row.text(bucket.hint.clone(), cx.theme.dim));
        }
        Some(sheet)
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        self.own.grow(size.width.saturating_sub(2), 1..=1);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.on_own().then_some(&mut self.own.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        self.on_own()
    }

    fn can(&self, command: Command) -> bool {
        let on_card = !self.on_own();
        match command {
            Command::Up | Command::Down | Command::NextPart | Command::PreviousPart => true,
            Command::Left | Command::Right => on_card,
            Command::Enter => true,
            Command::Remove => {
                let card = self.doing.cards.get(self.at);
                card.is_some_and(|card| card.card.is_none() || card.bucket.is_some())
            }
            Command::BringBack => self.gone.is_some(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(self.last()),
            Command::NextPart => {
                self.at = if self.on_own() { 0 } else { self.last() };
            }
            Command::PreviousPart => self.at = 0,
            Command::Left => return self.shift(false),
            Command::Right => return self.shift(true),
            Command::Enter if !self.on_own() => self.at = (self.at + 1).min(self.last()),
            Command::Enter => return self.add(),
            Command::Remove => {
                let card = self.doing.cards.get(self.at).cloned();
                match card {
                    Some(card) if card.card.is_none() => {
                        self.gone = Some(card);
                        let said = self.apply(Move::Remove(self.at));
                        self.at = self.at.min(self.last());
                        return said;
                    }
                    Some(_) => return self.apply(Move::TakeBack(self.at)),
                    None => {}
                }
            }
            Command::BringBack => {
                if let Some(card) = self.gone.take() {
                    self.doing.cards.push(card);
                    self.at = self.doing.cards.len() - 1;
                    self.changes += 1;
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Act> {
        let digit = Chord::of(key).digit().map(usize::from);
        match digit {
            Some(0) if !self.on_own() => self.apply(Move::TakeBack(self.at)),
            Some(digit) if !self.on_own() && digit <= self.spec.buckets.len() => {
                self.put(self.at, digit - 1)
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) | Target::Text(place) => self.at = place.min(self.last()),
            Target::Choice(card, bucket) if card < self.doing.cards.len() => {
                return self.put(card, bucket);
            }
            Target::Choice(..) | Target::Command(_) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let card = |card: &Lying| card.card.is_some() && card.card == problem.part;
        if let Some(place) = self.doing.cards.iter().position(card) {
            self.at = place;
        }
    }

    fn enter_hint(&self) -> Option<String> {
        Some(if self.on_own() { "add" } else { "next card" }.to_owned())
    }
}
