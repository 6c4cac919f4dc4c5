//! From part to part, and from stop to stop in it.

use super::{ActivityWork, LOT};
use crate::exercise::activity::{Move, Stand};
use crate::tui::view::Act;

impl ActivityWork {
    /// Where the focus goes when a part is opened.
    pub(super) fn first_stop(&self) -> usize {
        match self.stand() {
            Stand::Picking => 0,
            Stand::Drawing => match self.doing.drawn_place() {
                // What is drawn and has no day yet gets one.
                Some(_) if self.day.field.editor.is_empty() => self.day_stop(),
                Some(place) => place + 1,
                None => LOT,
            },
            Stand::After => usize::from(!self.near.editor.is_empty() && self.far.editor.is_empty()),
        }
    }

    /// The stop of the day, after the line that draws and all that are picked.
    pub(super) fn day_stop(&self) -> usize {
        self.doing.choosing.chosen.len() + 1
    }

    pub(super) fn on_day_field(&self) -> bool {
        self.stand() == Stand::Drawing && self.at >= self.day_stop()
    }

    pub(super) fn last(&self) -> usize {
        match self.stand() {
            Stand::Picking => 0,
            Stand::Drawing => self.day_stop(),
            Stand::After => 1,
        }
    }

    pub(super) fn go(&mut self, stand: Stand) -> Vec<Act> {
        let said = self.close();
        if !said.is_empty() || stand == self.stand() {
            return said;
        }
        let said = self.apply(Move::Go(stand, self.today));
        if !said.is_empty() {
            return said;
        }
        self.at = self.first_stop();
        match self.roomy {
            true => vec![Act::ScrollTop],
            false => Vec::new(),
        }
    }

    /// Whether the focus is on the one that is drawn.
    pub(super) fn on_drawn(&self) -> bool {
        self.doing.drawn_place().map(|place| place + 1) == Some(self.at)
    }

    pub(super) fn forward(&mut self) -> Vec<Act> {
        match self.stand() {
            Stand::Picking => return self.go(Stand::Drawing),
            Stand::Drawing if !self.on_day_field() => self.at = self.day_stop(),
            Stand::Drawing if self.doing.has_come(self.today) => return self.go(Stand::After),
            Stand::Drawing => self.at = LOT,
            Stand::After => self.at = 1 - self.at.min(1),
        }
        Vec::new()
    }

    pub(super) fn backward(&mut self) -> Vec<Act> {
        match self.stand() {
            Stand::Picking => {}
            Stand::Drawing if self.on_day_field() => {
                self.at = self.doing.drawn_place().map_or(LOT, |place| place + 1);
            }
            Stand::Drawing => return self.go(Stand::Picking),
            Stand::After if self.at == 0 => return self.go(Stand::Drawing),
            Stand::After => self.at = 0,
        }
        Vec::new()
    }
}
