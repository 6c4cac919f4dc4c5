//! What can be undone and redone. A change holds only the text that is not in the buffer now,
//! so that undoing and redoing are the same exchange in two directions.

use std::collections::VecDeque;

use super::buffer::{Buffer, Place};
use super::motion::Caret;

/// How much is held for undoing, in bytes. The last step is always held, whatever its size.
const MOST: usize = 8 * 1024 * 1024;

/// A run of deleted letters longer than this starts a new step.
const LONGEST_RUN: usize = 4096;

/// What an edit is part of. Neighbours of one kind are undone together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters typed one after another.
    Letters,
    /// Spaces and newlines typed one after another.
    Spaces,
    /// Letters deleted backwards.
    Back,
    /// Letters deleted forwards.
    Forward,
    /// A paste or anything else that is undone by itself.
    Whole,
}

/// Text between two places, and the text that was there or will be.
#[derive(Clone)]
struct Change {
    from: Place,
    to: Place,
    other: String,
}

/// Text was exchanged: what was between `from` and `to` is now between `from` and `end`.
#[derive(Debug, Clone, Copy)]
pub struct Exchange {
    pub from: Place,
    pub to: Place,
    pub end: Place,
}

#[derive(Clone)]
struct Step {
    kind: Kind,
    change: Change,
    before: Caret,
    after: Caret,
}

#[derive(Clone, Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The bytes that all steps take, their text and themselves.
    held: usize,
    /// Whether the next edit starts a new step.
    sealed: bool,
}

impl History {
    /// Ends the step under way, as when the caret has moved.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Remembers that what is now between `from` and `to` has replaced `other`.
    pub fn record(
        &mut self,
        kind: Kind,
        from: Place,
        to: Place,
        other: String,
        carets: [Caret; 2],
    ) {
        let [before, after] = carets;
        for step in self.redo.drain(..) {
            self.held -= step.size();
        }
        let change = Change { from, to, other };
        let change = match self.undo.back_mut() {
            Some(last) if !self.sealed && last.kind == kind => match last.take_in(change) {
                Ok(more) => {
                    last.after = after;
                    self.held += more;
                    return;
                }
                Err(change) => change,
            },
            Some(_) | None => change,
        };
        self.sealed = false;
        let step = Step {
            kind,
            change,
            before,
            after,
        };
        self.held += step.size();
        self.undo.push_back(step);
        while self.held > MOST && self.undo.len() > 1 {
            if let Some(oldest) = self.undo.pop_front() {
                self.held -= oldest.size();
            }
        }
    }

    /// Takes the last step back: where text was exchanged, and where the caret was before it.
    pub fn undo(&mut self, buffer: &mut Buffer) -> Option<(Exchange, Caret)> {
        let mut step = self.undo.pop_back()?;
        let exchange = self.exchange(&mut step.change, buffer);
        let caret = step.before;
        self.redo.push(step);
        Some((exchange, caret))
    }

    /// Does the last step that was taken back again: where text was exchanged, and where the
    /// caret was after it.
    pub fn redo(&mut self, buffer: &mut Buffer) -> Option<(Exchange, Caret)> {
        let mut step = self.redo.pop()?;
        let exchange = self.exchange(&mut step.change, buffer);
        let caret = step.after;
        self.undo.push_back(step);
        Some((exchange, caret))
    }

    fn exchange(&mut self, change: &mut Change, buffer: &mut Buffer) -> Exchange {
        let Change { from, to, other } = change;
        let (removed, end) = buffer.replace(*from, *to, other);
        let exchange = Exchange {
            from: *from,
            to: *to,
            end,
        };
        self.held = self.held - other.len() + removed.len();
        self.sealed = true;
        *change = Change {
            from: exchange.from,
            to: end,
            other: removed,
        };
        exchange
    }
}

impl Step {
    fn size(&self) -> usize {
        size_of::<Step>() + self.change.other.len()
    }

    /// Makes a change part of this step and returns the bytes that it adds, or gives the change
    /// back when it does not go on from here.
    fn take_in(&mut self, new: Change) -> Result<usize, Change> {
        let Change { from, to, other } = &mut self.change;
        let goes_on = match self.kind {
            Kind::Letters | Kind::Spaces => new.other.is_empty() && *to == new.from,
            Kind::Back => new.from.after(&new.other) == *from && other.len() < LONGEST_RUN,
            Kind::Forward => new.from == *from && other.len() < LONGEST_RUN,
            Kind::Whole => false,
        };
        if !goes_on {
            return Err(new);
        }
        match self.kind {
            Kind::Letters | Kind::Spaces => *to = new.to,
            Kind::Back => {
                other.insert_str(0, &new.other);
                (*from, *to) = (new.from, new.to);
            }
            Kind::Forward => other.push_str(&new.other),
            Kind::Whole => {}
        }
        Ok(new.other.len())
    }
}
