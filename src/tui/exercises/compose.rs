//! A text in parts, with phrases pointed out below it while it is written.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size};
use super::super::widgets::editor::{Editor, Mark};
use super::super::widgets::field::{Field, caret_among, field_of_caret};
use super::super::widgets::note::note;
use super::Work;
use crate::exercise::compose::{self, Move};
use crate::exercise::flag::{Finder, Hit};
use crate::exercise::{Doing, Problem};

/// A part grows to so many rows, then scrolls in itself.
const MOST_ROWS: u16 = 10;

pub struct ComposeWork {
    spec: compose::Spec,
    doing: compose::Doing,
    finder: Finder,
    fields: Vec<Field>,
    at: usize,
    hits: Vec<Vec<Hit>>,
    changes: u64,
}

impl ComposeWork {
    pub fn new(spec: compose::Spec, doing: compose::Doing, caret: Option<usize>) -> ComposeWork {
        // The slots of the spec decide; words of a slot that is gone stay in the saved versions.
        let text = |id: &str| {
            let found = doing.texts.iter().find(|(slot, _)| slot == id);
            found.map_or("", |(_, text)| text.as_str())
        };
        let mut fields: Vec<Field> = spec
            .slots
            .iter()
            .map(|slot| Field::page(text(&slot.id), ""))
            .collect();
        let texts = spec
            .slots
            .iter()
            .map(|slot| (slot.id.clone(), text(&slot.id).to_owned()))
            .collect();
        let first_empty = fields.iter().position(|field| field.editor.is_empty());
        let caret = caret.and_then(|caret| field_of_caret(fields.iter(), caret));
        if let Some((place, offset)) = caret {
            fields[place].editor.set_caret_offset(offset);
        }
        let mut work = ComposeWork {
            finder: Finder::new(&spec.flags),
            hits: vec![Vec::new(); fields.len()],
            doing: compose::Doing {
                texts,
                kept: doing.kept.clone(),
            },
            at: caret.map(|(place, _)| place).or(first_empty).unwrap_or(0),
            spec,
            fields,
            changes: 0,
        };
        for slot in 0..work.fields.len() {
            work.look(slot);
        }
        work
    }

    fn look(&mut self, slot: usize) {
        if let Some(hits) = self.hits.get_mut(slot) {
            *hits = self.doing.flagged(&self.spec, &self.finder, slot);
        }
    }

    /// The phrase that the note is about: the one at the caret, or the next, or the first.
    fn current(&self) -> Option<&Hit> {
        let hits = self.hits.get(self.at)?;
        let caret = self.fields.get(self.at)?.editor.caret_offset();
        hits.iter()
            .find(|hit| caret <= hit.range.end)
            .or_else(|| hits.last())
    }

    /// The part and the end of the next phrase, in this part or a later one, and round again.
    fn next_phrase(&self) -> Option<(usize, usize)> {
        let caret = self.fields[self.at].editor.caret_offset();
        let later = self.hits[self.at].iter().find(|hit| hit.range.end > caret);
        match later {
            Some(hit) => Some((self.at, hit.range.end)),
            None => (1..=self.fields.len()).find_map(|step| {
                let slot = (self.at + step) % self.fields.len();
                self.hits[slot].first().map(|hit| (slot, hit.range.end))
            }),
        }
    }

    fn next_flag(&mut self) {
        if let Some((slot, end)) = self.next_phrase() {
            self.at = slot;
            self.fields[slot].editor.set_caret_offset(end);
        }
    }

    /// Whether there is another phrase than the one behind the caret.
    fn has_next_phrase(&self) -> bool {
        let caret = |field: &Field| (self.at, field.editor.caret_offset());
        self.next_phrase().is_some() && self.next_phrase() != self.fields.get(self.at).map(caret)
    }

    fn step(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }
}

impl Work for ComposeWork {
    fn place(&self) -> Place {
        Place::Compose
    }

    fn doing(&self) -> Doing {
        Doing::Compose(self.doing.clone())
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.editor.is_empty())
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        for (place, (slot, field)) in self.spec.slots.iter().zip(&self.fields).enumerate() {
            let focused = place == self.at;
            let label = if focused { theme.strong } else { theme.dim };
            let mut row = Row::new().target(slot.label.clone(), label, Target::Text(place));
            if slot.optional {
                row = row.text("  if you like", theme.dim);
            }
            sheet.row(row);
            let marks = self.hits[place]
                .iter()
                .map(|hit| Mark {
                    range: hit.range.clone(),
                    style: theme.flag,
                })
                .collect();
            field.on(sheet, place, 2, focused, marks);
            sheet.gap();
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let Some(hit) = self.current() else {
            let slot = self.spec.slots.get(self.at);
            return Some(note(cx, size, slot.map_or("", |slot| &slot.hint), None));
        };
        let text = self.fields[self.at].editor.text();
        let phrase = text.get(hit.range.clone()).unwrap_or_default();
        let flag = &self.spec.flags[hit.flag];
        let says = format!("\u{201c}{phrase}\u{201d}: {} {}", flag.why, flag.better);
        let next = match self.has_next_phrase() {
            true => format!("{} next \u{b7} ", cx.key(Command::NextFlag)),
            false => String::new(),
        };
        let keys = format!("{next}{} keep it so", cx.key(Command::KeepFlag));
        Some(note(cx, size, &says, Some(keys)))
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        let width = size.width.saturating_sub(2);
        // Where there is little room the parts begin small, so that more of them can be seen.
        let least = if size.height < 20 { 1 } else { 2 };
        for field in &mut self.fields {
            field.grow(width, least..=MOST_ROWS);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.fields.get_mut(self.at).map(|field| &mut field.editor)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        self.fields.get_mut(place).map(|field| &mut field.editor)
    }

    fn typing(&self) -> bool {
        !self.fields.is_empty()
    }

    fn typed(&mut self) {
        if let Some(field) = self.fields.get(self.at) {
            self.doing.apply(Move::Text(self.at, field.editor.text()));
            self.changes += 1;
            self.look(self.at);
        }
    }

    fn can(&self, command: Command) -> bool {
        match command {
            Command::NextPart | Command::PreviousPart | Command::Up | Command::Down => {
                self.fields.len() > 1
            }
            Command::NextFlag => self.has_next_phrase(),
            Command::KeepFlag => self.current().is_some(),
            Command::Editor => !self.fields.is_empty(),
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::NextPart => self.step(true),
            Command::PreviousPart => self.step(false),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(self.fields.len().saturating_sub(1)),
            Command::NextFlag => self.next_flag(),
            Command::KeepFlag => {
                if let Some(hit) = self.current().cloned() {
                    let text = self.fields[self.at].editor.text();
                    self.doing.apply(Move::Keep {
                        slot: self.at,
                        flag: self.spec.flags[hit.flag].id.clone(),
                        phrase: text.get(hit.range).unwrap_or_default().to_owned(),
                    });
                    self.changes += 1;
                    self.look(self.at);
                }
            }
            Command::Editor => {
                let text = self.fields.get(self.at).map(|field| field.editor.text());
                return text.map(Act::Edit).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        if let Target::Text(place) = target {
            self.at = place.min(self.fields.len().saturating_sub(1));
        }
        Vec::new()
    }

    fn caret(&self) -> usize {
        caret_among(self.fields.iter(), self.at)
    }

    fn show(&mut self, problem: &Problem) {
        let slot = |slot: &compose::Slot| Some(&slot.id) == problem.part.as_ref();
        if let Some(place) = self.spec.slots.iter().position(slot) {
            self.at = place;
        }
    }
}
