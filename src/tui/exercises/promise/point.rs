//! What is pointed out in the words of a promise and of its repair form.

use super::{DAY, KEPT, PromiseWork, REPAIR, Stop, Work as _};
use crate::exercise::flag::{Finder, Flag, Hit};
use crate::exercise::promise::Move;
use crate::tui::command::Command;
use crate::tui::sheet::Sheet;
use crate::tui::view::{Cx, Size};
use crate::tui::widgets::note::note;

impl PromiseWork {
    fn flags(&self, place: usize) -> (&Finder, &[Flag]) {
        if place < REPAIR {
            (&self.finder, &self.spec.flags)
        } else {
            (&self.repair_finder, &self.spec.repair_flags)
        }
    }

    /// Looks for phrases in a field. Days have none.
    pub(super) fn look(&mut self, place: usize) {
        if place == DAY || place == KEPT {
            return;
        }
        let text = self.text(place);
        let found = self
            .doing
            .flagged(self.flags(place), (self.name(place), &text));
        if let Some(hits) = self.hits.get_mut(place) {
            *hits = found;
        }
    }

    /// The phrase that the note is about: the one at the caret, or the next, or the first.
    pub(super) fn current(&self) -> Option<(usize, &Hit)> {
        let place = self.place()?;
        let hits = self.hits.get(place)?;
        let caret = self.fields().nth(place)?.editor.caret_offset();
        let near = hits.iter().find(|hit| caret <= hit.range.end);
        near.or_else(|| hits.last()).map(|hit| (place, hit))
    }

    /// The field and the end of the next phrase, in this field or a later one, and round again.
    pub(super) fn next_phrase(&self) -> Option<(usize, usize)> {
        let place = self.place()?;
        let caret = self.fields().nth(place)?.editor.caret_offset();
        if let Some(hit) = self.hits[place].iter().find(|hit| hit.range.end > caret) {
            return Some((place, hit.range.end));
        }
        let stops = self.stops();
        let places: Vec<usize> = stops
            .iter()
            .filter_map(|stop| match stop {
                Stop::Field(place) => Some(*place),
                Stop::Choice(_) => None,
            })
            .collect();
        let here = places.iter().position(|other| *other == place)?;
        let round = places.iter().cycle().skip(here + 1).take(places.len());
        let mut round = round.filter_map(|place| Some((*place, self.hits[*place].first()?)));
        round
            .next()
            .map(|(place, hit)| (place, hit.range.end))
            .filter(|next| *next != (place, caret))
    }

    pub(super) fn go_to_next_phrase(&mut self) {
        if let Some((place, end)) = self.next_phrase() {
            self.focus(Stop::Field(place));
            if let Some(editor) = self.field_at(place) {
                editor.set_caret_offset(end);
            }
        }
    }

    /// Keeps the phrase that the note is about as it stands.
    pub(super) fn keep(&mut self) {
        if let Some((place, hit)) = self.current() {
            let (range, flag) = (hit.range.clone(), hit.flag);
            self.doing.apply(Move::Mean {
                field: self.name(place).to_owned(),
                flag: self.flags(place).1[flag].id.clone(),
                phrase: self.text(place).get(range).unwrap_or_default().to_owned(),
            });
            self.changes += 1;
            self.look(place);
        }
    }

    /// What there is to say about the phrase that is pointed out.
    pub(super) fn note<'a>(&self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let (place, hit) = self.current()?;
        let text = self.text(place);
        let phrase = text.get(hit.range.clone()).unwrap_or_default();
        let flag = &self.flags(place).1[hit.flag];
        let says = format!("\u{201c}{phrase}\u{201d}: {} {}", flag.why, flag.better);
        let next = match self.next_phrase() {
            Some(_) => format!("{} next \u{b7} ", cx.key(Command::NextFlag)),
            None => String::new(),
        };
        let keys = format!("{next}{} keep it so", cx.key(Command::KeepFlag));
        Some(note(cx, size, &says, Some(keys)))
    }
}
