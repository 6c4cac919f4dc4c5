//! What an answer asks to be remembered of: a day on which something comes up, and what it is.

use chrono::{NaiveDate, NaiveTime};

use super::{Answer, Labels, Part};

/// A time of day as people write it: `20:00`.
pub const TIME: &str = "%H:%M";

/// Something that comes up on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    pub on: NaiveDate,
    pub coming: Coming,
    /// What it is, in the person's own words; may be long, and empty where they gave none.
    pub what: String,
    /// At what time of the day, where that was said.
    pub at: Option<NaiveTime>,
}

/// In what way it comes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coming {
    /// To be done by that day: a promise, something to give back.
    By,
    /// To be looked at again.
    Review,
    /// It runs out on that day.
    Ends,
    /// It takes place on that day.
    Takes,
    /// It took place, and a line about it is asked for.
    After,
    /// What was closed can be opened.
    Opens,
}

impl Coming {
    const NAMES: [(&str, Coming); 6] = [
        ("by", Coming::By),
        ("review", Coming::Review),
        ("ends", Coming::Ends),
        ("takes", Coming::Takes),
        ("after", Coming::After),
        ("opens", Coming::Opens),
    ];

    /// The word for it in packs and among the labels of an answer.
    pub fn name(self) -> &'static str {
        let named = Coming::NAMES.iter().find(|(_, coming)| *coming == self);
        named.map_or("", |(name, _)| name)
    }

    pub fn named(name: &str) -> Option<Coming> {
        let named = Coming::NAMES.iter().find(|(other, _)| *other == name);
        named.map(|(_, coming)| *coming)
    }
}

/// How one of several answers stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is simply there: a talk that was written down.
    There,
    /// Something is still to come of it on that day.
    Open(Coming, NaiveDate),
    /// It is over since that day, in a word: kept, taken back.
    Over(&'static str, NaiveDate),
}

impl Answer {
    /// How it stands among other answers of its kind.
    pub fn standing(&self) -> Standing {
        match self {
            Answer::Write(_)
            | Answer::Timeline(_)
            | Answer::Compose(_)
            | Answer::Sort(_)
            | Answer::Choose(_)
            | Answer::Scale(_)
            | Answer::Paraphrase(_)
            | Answer::Rank(_)
            | Answer::Setback(_)
            | Answer::Cards(_)
            | Answer::Echo(_) => Standing::There,
            Answer::Hour(hour) => hour.standing(),
            Answer::Promise(promise) => promise.standing(),
            Answer::Letter(letter) => letter.standing(),
            Answer::Activity(activity) => activity.standing(),
        }
    }

    /// Whether it says itself that what came up is done, as a promise does. Of others a version that
    /// was written on the day or after it counts.
    pub fn says_when_done(&self) -> bool {
        match self {
            Answer::Write(_)
            | Answer::Timeline(_)
            | Answer::Compose(_)
            | Answer::Sort(_)
            | Answer::Choose(_)
            | Answer::Scale(_)
            | Answer::Paraphrase(_)
            | Answer::Rank(_)
            | Answer::Setback(_)
            | Answer::Cards(_)
            | Answer::Echo(_)
            | Answer::Letter(_) => false,
            Answer::Hour(_) | Answer::Promise(_) | Answer::Activity(_) => true,
        }
    }

    /// All that comes up because of this answer, in no order. The labels that it was kept with say
    /// which of its days come up, where the exercise decides that.
    pub fn dues(&self, labels: &Labels) -> Vec<Due> {
        match self {
            Answer::Cards(answer) => answer.dues(labels),
            Answer::Hour(answer) => answer.dues(),
            Answer::Echo(answer) => answer.dues(),
            Answer::Write(_)
            | Answer::Timeline(_)
            | Answer::Compose(_)
            | Answer::Sort(_)
            | Answer::Choose(_)
            | Answer::Scale(_)
            | Answer::Paraphrase(_)
            | Answer::Rank(_)
            | Answer::Setback(_) => Vec::new(),
            Answer::Promise(promise) => promise.dues(),
            Answer::Letter(letter) => letter.dues(),
            Answer::Activity(activity) => activity.dues(labels),
        }
    }

    /// Until which day it is closed to everyone, whoever wrote it included.
    pub fn closed_until(&self) -> Option<NaiveDate> {
        match self {
            Answer::Write(_)
            | Answer::Timeline(_)
            | Answer::Compose(_)
            | Answer::Sort(_)
            | Answer::Choose(_)
            | Answer::Scale(_)
            | Answer::Paraphrase(_)
            | Answer::Hour(_)
            | Answer::Rank(_)
            | Answer::Setback(_)
            | Answer::Cards(_)
            | Answer::Echo(_)
            | Answer::Activity(_)
            | Answer::Promise(_) => None,
            Answer::Letter(letter) => Some(letter.opens),
        }
    }

    /// Until which day it is closed, where it is closed on the day `today`.
    pub fn closed_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.closed_until().filter(|until| today < *until)
    }

    /// The same, open from `today` on, where it is closed.
    pub fn opened(&self, today: NaiveDate) -> Option<Answer> {
        self.closed_on(today)?;
        let mut opened = self.clone();
        if let Answer::Letter(letter) = &mut opened {
            letter.opens = today;
        }
        Some(opened)
    }

    /// What is shown of it while it is closed.
    pub fn cover(&self, labels: &Labels) -> Vec<Part> {
        match self {
            Answer::Letter(letter) => letter.cover(labels),
            Answer::Write(_)
            | Answer::Timeline(_)
            | Answer::Compose(_)
            | Answer::Sort(_)
            | Answer::Choose(_)
            | Answer::Scale(_)
            | Answer::Paraphrase(_)
            | Answer::Hour(_)
            | Answer::Rank(_)
            | Answer::Setback(_)
            | Answer::Cards(_)
            | Answer::Echo(_)
            | Answer::Activity(_)
            | Answer::Promise(_) => Vec::new(),
        }
    }
}
