//! Looking back: something from earlier to read again, and at most one gentle offer a week. Nothing is
//! stored for it: what is offered follows from the day and from what is there.

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate};

use super::progress::voice;
use super::reading::{self, Kind, Reading};
use super::trend::monday;
use crate::content::Pack;
use crate::domain::{ItemId, Record, State, ThreadId};

/// So long ago a thing has to be before it is offered: five weeks.
const REST: Days = Days::new(35);
/// Fewer words than these are not worth the way.
const WORDS: usize = 3;

/// Something to read again, if one likes.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub thread: ThreadId,
    /// What the pack calls it today.
    pub title: String,
    pub at: DateTime<FixedOffset>,
}

/// Something from earlier, and how it was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub thread: ThreadId,
    pub at: DateTime<FixedOffset>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    AYearAgo,
    HalfAYearAgo,
    ThreeMonthsAgo,
    Chance,
}

/// The one answer to offer in the week of `today`, the same on each of its days. Each gets its turn.
///
/// None is offered of a hard step, or of one that was set aside: to those people go by themselves. An
/// answer that was written anew this week has had its turn, and no other takes its place.
pub fn offer(pack: &Pack, state: &State, today: NaiveDate) -> Option<Offer> {
    let week = monday(today);
    let before = week.checked_sub_days(REST)?;
    let mut rested: Vec<(&Record, Offer)> = state
        .answered()
        .filter_map(|item| {
            let title = title(pack, state, item)?;
            let mut versions = state.answer_versions(item).into_iter();
            // As it stood when the week began, so that the week has one offer and not two.
            let then = versions.rfind(|record| record.at.date_naive() < week)?;
            let offer = Offer {
                thread: then.thread,
                title,
                at: then.at,
            };
            let old = then.at.date_naive() <= before;
            (old && has_words(then, today)).then_some((&**then, offer))
        })
        .collect();
    rested.sort_by_key(|(record, _)| (record.at, record.id));
    let count = i64::try_from(rested.len()).ok().filter(|n| *n > 0)?;
    let turn = i64::from(week.num_days_from_ce() / 7).rem_euclid(count);
    let (then, offer) = rested.swap_remove(usize::try_from(turn).ok()?);
    let item = then.item.as_ref()?;
    let rests = state.answer(item).is_some_and(|now| now.id == then.id);
    rests.then_some(offer)
}

/// The name of an exercise, where it can be done again and may be offered.
fn title(pack: &Pack, state: &State, item: &ItemId) -> Option<String> {
    let voice = voice(state);
    let (step, exercise) = pack.exercise(item)?;
    let fits = step.exercises_for(voice).any(|other| other.item == *item);
    let open = !step.hard && state.set_aside(&step.id).is_none();
    // Of letters, talks and promises each has a time of its own.
    let once = !exercise.many && !exercise.kind().goes_on();
    let title = || format!("{} \u{b7} {}", step.title, exercise.title.get(voice));
    (fits && open && once).then(title)
}

fn has_words(record: &Record, today: NaiveDate) -> bool {
    let reading = Reading::of(record, today);
    let Some(reading) = reading.filter(|reading| reading.closed.is_none()) else {
        return false;
    };
    let text = reading.text();
    let words = text.split_whitespace();
    let words = words.filter(|word| word.contains(char::is_alphabetic));
    // In scripts without spaces a sentence is one word.
    words.clone().take(WORDS).count() == WORDS || words.clone().any(|w| w.chars().count() > 12)
}

/// Something to read again: from the same week a year ago, else half a year or three months ago, else
/// one by chance from before last month. The same all day.
pub fn earlier(state: &State, today: NaiveDate) -> Option<Earlier> {
    let mut all: Vec<(ThreadId, &Record)> = state
        .threads()
        .filter_map(|(thread, _)| {
            let head = state.head(thread)?;
            let kind = Kind::of(&head.body)?;
            matches!(kind, Kind::Entry | Kind::Answer).then_some((thread, &**head))
        })
        .collect();
    // By id, which is by chance.
    all.sort_unstable_by_key(|(thread, _)| *thread);
    let within = |from: NaiveDate, until: NaiveDate, why: Why| {
        let there = all.iter().filter(|(_, record)| {
            let day = reading::at(record).date_naive();
            (from..until).contains(&day)
        });
        let there: Vec<_> = there.collect();
        let turn = usize::try_from(today.num_days_from_ce().unsigned_abs()).unwrap_or(0);
        let turn = turn.checked_rem(there.len())?;
        let mut from_turn = there[turn..].iter().chain(&there[..turn]);
        let (thread, record) = from_turn.find(|(_, record)| has_words(record, today))?;
        let at = reading::at(record);
        Some(Earlier {
            thread: *thread,
            at,
            why,
        })
    };
    let same_week = |(months, why): (u32, Why)| {
        let then = monday(today.checked_sub_months(Months::new(months))?);
        within(then, then.checked_add_days(Days::new(7))?, why)
    };
    let weeks = [
        (12, Why::AYearAgo),
        (6, Why::HalfAYearAgo),
        (3, Why::ThreeMonthsAgo),
    ];
    weeks.into_iter().find_map(same_week).or_else(|| {
        let last_month = today.with_day(1)?.checked_sub_months(Months::new(1))?;
        within(NaiveDate::MIN, last_month, Why::Chance)
    })
}

#[cfg(test)]
#[path = "revisit_tests.rs"]
mod tests;
