//! Phrases that are pointed out while impacts are named and taken up.

use std::ops::Range;

use super::{EchoWork, Stop};
use crate::exercise::echo::{Move, Of};
use crate::exercise::flag::Hit;
use crate::tui::command::Command;
use crate::tui::sheet::Sheet;
use crate::tui::view::{Cx, Size};
use crate::tui::widgets::note::note;

impl EchoWork {
    pub(super) fn hits(&self, row: usize, of: Of) -> Vec<Hit> {
        self.doing.flagged(&self.spec, &self.finder, row, of)
    }

    /// The phrase that the note is about: the one at the caret, or the next, or the last.
    pub(super) fn current(&self) -> Option<(usize, Of, Hit)> {
        let Stop::Field(row, of) = self.at else {
            return None;
        };
        let caret = self.rows.get(row)?.of(of).editor.caret_offset();
        let hits = self.hits(row, of);
        let at = hits.iter().find(|hit| caret <= hit.range.end);
        Some((row, of, at.or_else(|| hits.last())?.clone()))
    }

    /// The fields that are on the page now.
    pub(super) fn on_page(&self) -> Vec<(usize, Of)> {
        match self.taken() {
            Some(row) => Of::THEN.map(|of| (row, of)).to_vec(),
            None => (0..self.rows.len()).map(|row| (row, Of::Impact)).collect(),
        }
    }

    /// The next phrase on this page, and round again.
    pub(super) fn next_phrase(&self) -> Option<(usize, Of, Range<usize>)> {
        let fields = self.on_page();
        let here = fields
            .iter()
            .position(|(row, of)| self.at == Stop::Field(*row, *of));
        let caret = here.and_then(|here| {
            let (row, of) = fields[here];
            Some(self.rows.get(row)?.of(of).editor.caret_offset())
        });
        let found = |place: usize, after: Option<usize>| {
            let (row, of) = fields[place];
            let hits = self.hits(row, of).into_iter();
            let mut hits = hits.filter(|hit| after.is_none_or(|after| hit.range.end > after));
            hits.next().map(|hit| (row, of, hit.range))
        };
        let start = here.unwrap_or(0);
        let later = here.and_then(|here| found(here, caret));
        later.or_else(|| {
            (1..=fields.len()).find_map(|step| found((start + step) % fields.len(), None))
        })
    }

    pub(super) fn has_next_phrase(&self) -> bool {
        self.next_phrase().is_some_and(|(row, of, range)| {
            let caret = self.rows[row].of(of).editor.caret_offset();
            self.at != Stop::Field(row, of) || caret != range.end
        })
    }

    pub(super) fn keep(&mut self) {
        if let Some((row, of, hit)) = self.current() {
            let phrase = self.doing.rows[row]
                .text(of)
                .get(hit.range)
                .unwrap_or_default();
            let step = Move::Keep {
                row,
                of,
                flag: self.spec.flags[hit.flag].id.clone(),
                phrase: phrase.to_owned(),
            };
            // Keeping a phrase cannot fail.
            let _ = self.doing.apply(&self.spec, step);
            self.changes += 1;
        }
    }

    pub(super) fn note(&self, cx: &Cx<'_>, size: Size) -> Sheet<'static> {
        let Some((row, of, hit)) = self.current() else {
            let hint = match self.at {
                Stop::Field(_, of) => self.spec.asked(of).hint.as_str(),
                Stop::Add | Stop::On => "",
            };
            return note(cx, size, hint, None);
        };
        let phrase = self.doing.rows[row]
            .text(of)
            .get(hit.range)
            .unwrap_or_default();
        let flag = &self.spec.flags[hit.flag];
        let says = format!("\u{201c}{phrase}\u{201d}: {} {}", flag.why, flag.better);
        let next = match self.has_next_phrase() {
            true => format!("{} next \u{b7} ", cx.key(Command::NextFlag)),
            false => String::new(),
        };
        let keys = format!("{next}{} keep it so", cx.key(Command::KeepFlag));
        note(cx, size, &says, Some(keys))
    }
}
