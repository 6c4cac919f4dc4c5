//! The calendar: what was written on which day, and the weeks of a month.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate};

use super::reading::{self, Kind};
use super::trend::monday;
use crate::domain::{State, ThreadId};

/// One thing of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    pub thread: ThreadId,
    pub kind: Kind,
    pub at: DateTime<FixedOffset>,
}

/// Everything that can be read again, by its day. A day is the writer's own.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, Vec<Thing>>,
}

impl Calendar {
    pub fn of(state: &State) -> Calendar {
        let mut days: BTreeMap<NaiveDate, Vec<Thing>> = BTreeMap::new();
        for (thread, _) in state.threads() {
            let head = state.head(thread);
            if let Some((head, kind)) = head.and_then(|head| Some((head, Kind::of(&head.body)?))) {
                let at = reading::at(head);
                let thing = Thing { thread, kind, at };
                days.entry(at.date_naive()).or_default().push(thing);
            }
        }
        for things in days.values_mut() {
            things.sort_unstable_by_key(|thing| (thing.at, thing.thread));
        }
        Calendar { days }
    }

    /// What was written on a day, from morning to night.
    pub fn day(&self, day: NaiveDate) -> &[Thing] {
        self.days.get(&day).map_or(&[], Vec::as_slice)
    }

    /// The kinds of what was written on a day, each once, in the order of [`Kind::ALL`].
    pub fn kinds(&self, day: NaiveDate) -> Vec<Kind> {
        let things = self.day(day);
        let there = |kind: &Kind| things.iter().any(|thing| thing.kind == *kind);
        Kind::ALL.into_iter().filter(there).collect()
    }
}

/// The weeks of the month of a day, each from Monday to Sunday; days of other months are left out.
pub fn weeks(day: NaiveDate) -> Vec<[Option<NaiveDate>; 7]> {
    let first = day.with_day(1).unwrap_or(day);
    let in_month = |day: &NaiveDate| (day.year(), day.month()) == (first.year(), first.month());
    let mut weeks = Vec::new();
    let mut start = Some(monday(first));
    while let Some(monday) = start {
        let mut week = [None; 7];
        for (slot, number) in week.iter_mut().zip(0..) {
            *slot = monday
                .checked_add_days(Days::new(number))
                .filter(|day| in_month(day));
        }
        if week.iter().all(Option::is_none) {
            break;
        }
        weeks.push(week);
        start = monday.checked_add_days(Days::new(7));
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Intent;
    use crate::domain::mark::{Aspect, Marking};
    use crate::query::testing::Book;
    use chrono::{TimeDelta, Weekday};
    use proptest::prelude::*;

    #[test]
    fn each_thing_stands_on_its_day_once_and_in_order() {
        let mut book = Book::new();
        let today = book.now.date_naive();
        let entry = book.entry("first", "text", &[]);
        let answer = book.answer("one.first", "an answer");
        let mut marking = Marking::of(today - Days::new(1));
        marking.say(Aspect::Trust, Some(3));
        let mark = book.take(Intent::Mark(marking));
        book.set_aside("two", true);
        book.now += TimeDelta::days(2);
        book.revise(Some(entry), "changed", "text", &[]);
        let calendar = Calendar::of(&book.state);
        let threads = |day| {
            let things = calendar.day(day).iter();
            things.map(|thing| thing.thread).collect::<Vec<_>>()
        };
        assert_eq!(threads(today), [answer]);
        assert_eq!(threads(today - Days::new(1)), [mark]);
        let later = today + Days::new(2);
        assert_eq!(threads(later), [entry], "an entry is where its own time is");
        assert_eq!(calendar.kinds(later), [Kind::Entry]);
        assert_eq!(calendar.kinds(today + Days::new(9)), []);
    }

    #[test]
    fn a_month_is_cut_into_weeks_that_begin_on_monday() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let november = weeks(day("2026-11-22"));
        assert_eq!(november.len(), 6);
        assert_eq!(november[0][6], Some(day("2026-11-01")), "a Sunday");
        assert_eq!(november[0][5], None);
        assert_eq!(
            november[5],
            [Some(day("2026-11-30")), None, None, None, None, None, None]
        );
        assert_eq!(weeks(day("2027-02-10")).len(), 4);
    }

    proptest! {
        #[test]
        fn every_day_of_a_month_is_there_once_in_its_column(days in -500_000i64..500_000) {
            let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + TimeDelta::days(days);
            let mut all = Vec::new();
            for week in weeks(day) {
                for (column, day) in week.into_iter().enumerate() {
                    if let Some(day) = day {
                        prop_assert_eq!(day.weekday().days_since(Weekday::Mon) as usize, column);
                        all.push(day.day());
                    }
                }
            }
            let last = *all.last().unwrap();
            prop_assert_eq!(all, (1..=last).collect::<Vec<_>>());
            prop_assert!((28..=31).contains(&last));
        }
    }

    #[test]
    fn the_ends_of_the_calendar_have_weeks_too() {
        assert!(!weeks(NaiveDate::MAX).is_empty());
        assert!(!weeks(NaiveDate::MIN).is_empty());
    }
}
