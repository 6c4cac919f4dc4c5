//! Write: one page of free text, with a timer where the pack asks for one, and a way to stop at once.

use serde::{Deserialize, Serialize};

use super::{Labels, Part, Problem};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// Shown in the empty page.
    pub placeholder: String,
    /// How long the page runs, in minutes, where there is a timer. It ends nothing: it only says so.
    pub minutes: Option<u16>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub text: String,
}

/// The page while it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    pub text: String,
    /// Time spent on the page, in seconds, over all sittings.
    #[serde(default)]
    pub seconds: u32,
    /// The person pressed stop. The text is covered until they choose what becomes of it.
    #[serde(default)]
    pub stopped: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Text(String),
    /// So many seconds more were spent on the page.
    Spent(u32),
    Stop,
    /// Back to the text after a stop.
    Resume,
}

/// What the timer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Whole minutes that are left, rounded up, so that it starts at the full number.
    Left(u16),
    Over,
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        if answer.text.trim().is_empty() {
            vec![Problem::of(
                "text",
                "The page is empty. A few words are enough.",
            )]
        } else {
            Vec::new()
        }
    }

    pub fn labels(&self) -> Labels {
        Labels::new()
    }

    pub fn example(&self) -> Answer {
        Answer {
            text: "Some words of your own.".to_owned(),
        }
    }
}

impl Answer {
    pub fn parts(&self, _labels: &Labels) -> Vec<Part> {
        vec![Part {
            label: String::new(),
            text: self.text.clone(),
        }]
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        clean(&mut self.text);
    }
}

impl Doing {
    pub fn begin(_spec: &Spec) -> Doing {
        Doing::default()
    }

    pub fn revise(_spec: &Spec, answer: &Answer) -> Doing {
        Doing {
            text: answer.text.clone(),
            ..Doing::default()
        }
    }

    pub fn apply(&mut self, step: Move) {
        match step {
            Move::Text(text) => self.text = text,
            Move::Spent(seconds) => self.seconds = self.seconds.saturating_add(seconds),
            Move::Stop => self.stopped = true,
            Move::Resume => self.stopped = false,
        }
    }

    /// The timer, where the spec has one.
    pub fn timer(&self, spec: &Spec) -> Option<Timer> {
        let total = u32::from(spec.minutes?) * 60;
        let left = total.saturating_sub(self.seconds);
        Some(match u16::try_from(left.div_ceil(60)) {
            Ok(0) => Timer::Over,
            Ok(minutes) => Timer::Left(minutes),
            Err(_) => Timer::Left(u16::MAX),
        })
    }

    /// Seconds until the timer says something else, for whoever must wake up to draw it.
    pub fn next_change(&self, spec: &Spec) -> Option<u32> {
        let total = u32::from(spec.minutes?) * 60;
        let left = total.saturating_sub(self.seconds);
        (left > 0).then_some(match left % 60 {
            0 => 60,
            part => part,
        })
    }

    /// The answer as it stands; nothing that is typed here has to be read first, so it cannot fail.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        Ok(Answer {
            text: self.text.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed() -> Spec {
        Spec {
            minutes: Some(2),
            ..Spec::default()
        }
    }

    #[test]
    fn an_empty_page_is_not_an_answer_and_one_word_is() {
        let spec = Spec::default();
        let text = |text: &str| Answer { text: text.into() };
        assert_eq!(spec.check(&text(" \n ")).len(), 1);
        assert!(spec.check(&text("no")).is_empty());
        assert!(spec.check(&spec.example()).is_empty());
    }

    #[test]
    fn the_timer_counts_whole_minutes_down_and_then_only_says_that_it_is_over() {
        let spec = timed();
        let mut doing = Doing::begin(&spec);
        assert_eq!(doing.timer(&spec), Some(Timer::Left(2)));
        doing.apply(Move::Spent(61));
        assert_eq!(doing.timer(&spec), Some(Timer::Left(1)));
        assert_eq!(doing.next_change(&spec), Some(59));
        doing.apply(Move::Spent(600));
        assert_eq!(doing.timer(&spec), Some(Timer::Over));
        assert_eq!(doing.next_change(&spec), None);
        doing.apply(Move::Text("still writing".into()));
        assert_eq!(doing.answer().unwrap().text, "still writing");
    }

    #[test]
    fn stopping_keeps_every_word() {
        let mut doing = Doing::begin(&timed());
        doing.apply(Move::Text("I cannot".into()));
        doing.apply(Move::Stop);
        assert!(doing.stopped);
        assert_eq!(doing.answer().unwrap().text, "I cannot");
        doing.apply(Move::Resume);
        assert!(!doing.stopped);
    }
}
