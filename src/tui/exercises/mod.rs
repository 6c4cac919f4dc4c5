//! How each kind of exercise is drawn, keyed and clicked. The doing itself is in `crate::exercise`.

mod activity;
mod cards;
mod choose;
mod compose;
mod echo;
mod hour;
mod letter;
mod paraphrase;
mod promise;
mod rank;
mod scale;
mod setback;
mod sort;
mod timeline;
mod write;

use std::time::Duration;

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::canvas::Target;
use super::command::{Command, Place};
use super::sheet::Sheet;
use super::theme::Theme;
use super::view::{Act, Cx, Size};
use super::widgets::editor::Editor;
use crate::exercise::{Doing, Problem, Spec};
pub use scale::how_to_mark;

/// An exercise while it is done on the screen.
pub trait Work {
    fn place(&self) -> Place;

    /// Says which day it is, before anything else is asked. Kinds with days to come count from it.
    fn on_day(&mut self, _today: NaiveDate) {}

    /// What is half done, for the draft and for the answer.
    fn doing(&self) -> Doing;

    /// Takes in what is typed and was not added yet, before it is saved. Says why where it cannot.
    fn finish(&mut self) -> Vec<Act> {
        Vec::new()
    }

    /// A number that changes with everything that a draft would keep.
    fn revision(&self) -> u64;

    /// Whether there is nothing in it that a draft would have to keep.
    fn is_empty(&self) -> bool;

    /// Whether there is something to save.
    fn can_be_saved(&self) -> bool {
        !self.is_empty()
    }

    /// Whether an example belongs to what is seen of it now.
    fn has_room_for_example(&self) -> bool {
        true
    }

    /// Whether neither the task nor the reason for it stands over the exercise.
    fn stands_alone(&self) -> bool {
        false
    }

    /// Draws it under what the exercise asks.
    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>);

    /// Rows that stay at the bottom.
    fn pinned<'a>(&'a self, _cx: &Cx<'_>, _size: Size) -> Option<Sheet<'a>> {
        None
    }

    /// Lays its text fields out for what is left of the page under `used` rows.
    fn settle(&mut self, cx: &Cx<'_>, size: Size, used: u16);

    /// The text field with the caret.
    fn field(&mut self) -> Option<&mut Editor> {
        None
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        None
    }

    fn typing(&self) -> bool {
        false
    }

    /// The text of the field with the caret has changed.
    fn typed(&mut self) {}

    fn can(&self, command: Command) -> bool;

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act>;

    fn key(&mut self, _key: KeyEvent) -> Vec<Act> {
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Act>;

    /// Goes to the part that a problem is about.
    fn show(&mut self, _problem: &Problem) {}

    fn spent(&mut self, _seconds: u32) {}

    fn next_change(&self) -> Option<Duration> {
        None
    }

    /// What Enter does now.
    fn enter_hint(&self) -> Option<String> {
        None
    }

    /// Where the caret is, for the draft, as [`caret_among`](super::widgets::field::caret_among)
    /// counts it.
    fn caret(&self) -> usize {
        0
    }
}

/// The sign before something that can be chosen.
pub fn choose_sign(chosen: bool, theme: Theme) -> &'static str {
    match (chosen, theme.ascii) {
        (true, false) => "\u{25cf}",
        (false, false) => "\u{25cb}",
        (true, true) => "*",
        (false, true) => "o",
    }
}

/// The screen of an exercise, where it was left.
pub fn work(spec: &Spec, doing: Doing, caret: Option<usize>) -> Box<dyn Work> {
    match (spec, doing) {
        (Spec::Write(spec), Doing::Write(doing)) => {
            Box::new(write::WriteWork::new(spec.clone(), doing, caret))
        }
        (Spec::Timeline(spec), Doing::Timeline(doing)) => {
            Box::new(timeline::TimelineWork::new(spec.clone(), doing, caret))
        }
        (Spec::Compose(spec), Doing::Compose(doing)) => {
            Box::new(compose::ComposeWork::new(spec.clone(), doing, caret))
        }
        (Spec::Sort(spec), Doing::Sort(doing)) => {
            Box::new(sort::SortWork::new(spec.clone(), doing))
        }
        (Spec::Choose(spec), Doing::Choose(doing)) => {
            Box::new(choose::ChooseWork::new(spec.clone(), doing))
        }
        (Spec::Scale(spec), Doing::Scale(doing)) => {
            Box::new(scale::ScaleWork::new(spec.clone(), doing))
        }
        (Spec::Paraphrase(spec), Doing::Paraphrase(doing)) => {
            Box::new(paraphrase::ParaphraseWork::new(spec.clone(), doing, caret))
        }
        (Spec::Hour(spec), Doing::Hour(doing)) => {
            Box::new(hour::HourWork::new(spec.clone(), doing, caret))
        }
        (Spec::Rank(spec), Doing::Rank(doing)) => {
            Box::new(rank::RankWork::new(spec.clone(), doing, caret))
        }
        (Spec::Activity(spec), Doing::Activity(doing)) => {
            Box::new(activity::ActivityWork::new(spec.clone(), doing, caret))
        }
        (Spec::Setback(spec), Doing::Setback(doing)) => {
            Box::new(setback::SetbackWork::new(spec.clone(), doing))
        }
        (Spec::Cards(spec), Doing::Cards(doing)) => {
            Box::new(cards::CardsWork::new(spec.clone(), doing, caret))
        }
        (Spec::Echo(spec), Doing::Echo(doing)) => {
            Box::new(echo::EchoWork::new(spec.clone(), doing, caret))
        }
        (Spec::Promise(spec), Doing::Promise(doing)) => {
            Box::new(promise::PromiseWork::new(spec.clone(), doing, caret))
        }
        (Spec::Letter(spec), Doing::Letter(doing)) => {
            Box::new(letter::LetterWork::new(spec.clone(), doing, caret))
        }
        // A draft of another kind, left by an older pack, stays in its file; the page starts afresh.
        (
            Spec::Write(_)
            | Spec::Timeline(_)
            | Spec::Compose(_)
            | Spec::Sort(_)
            | Spec::Choose(_)
            | Spec::Scale(_)
            | Spec::Paraphrase(_)
            | Spec::Hour(_)
            | Spec::Rank(_)
            | Spec::Activity(_)
            | Spec::Setback(_)
            | Spec::Cards(_)
            | Spec::Echo(_)
            | Spec::Promise(_)
            | Spec::Letter(_),
            _,
        ) => work(spec, Doing::begin(spec, None), None),
    }
}
