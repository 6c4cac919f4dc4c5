//! The trend of the marks: week by week the middle and the range of each number. It shows and never
//! judges: there is no up or down in it, no mean over all, and a week without marks is blank.

use std::fmt;

use chrono::{Days, NaiveDate, Weekday};

use crate::domain::mark::{Aspect, TOP};
use crate::domain::{Body, Mark, State, ThreadId};
use crate::exercise::Answer;

/// So many weeks with marks are needed before it says anything: two points always make a line.
pub const LEAST: usize = 3;
/// It looks back so far at the most: ten years.
const MOST: Days = Days::new(7 * 522);
const WEEK: Days = Days::new(7);

/// One week, from Monday to Sunday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    pub monday: NaiveDate,
    /// For each aspect, where it was marked in this week.
    spreads: [Option<Spread>; Aspect::ALL.len()],
    /// The days on which it slipped, in order and each once.
    pub slipped: Vec<NaiveDate>,
}

/// How the numbers of one aspect lie in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    pub low: u8,
    pub high: u8,
    pub median: Median,
}

/// A middle, exact to the half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Median {
    halves: u8,
}

/// The weeks from the first that was marked to the last, or to one after it in which it slipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    weeks: Vec<Week>,
}

impl Median {
    /// Of numbers in order, of which there is one at least.
    fn of(sorted: &[u8]) -> Median {
        let upper = sorted[sorted.len() / 2];
        let lower = sorted[(sorted.len() - 1) / 2];
        Median {
            halves: lower + upper,
        }
    }

    /// Which of `levels` steps it lies on, the lowest being 0.
    pub fn level(self, levels: usize) -> usize {
        let top = usize::from(TOP) * 2;
        (usize::from(self.halves) * levels.saturating_sub(1) + top / 2) / top
    }
}

impl fmt::Display for Median {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.halves / 2)?;
        if self.halves % 2 == 1 {
            f.write_str(".5")?;
        }
        Ok(())
    }
}

impl Spread {
    fn of(mut numbers: Vec<u8>) -> Option<Spread> {
        numbers.sort_unstable();
        Some(Spread {
            low: *numbers.first()?,
            high: *numbers.last()?,
            median: Median::of(&numbers),
        })
    }
}

impl Week {
    fn of(monday: NaiveDate, marks: &[Mark]) -> Week {
        let spread = |aspect| Spread::of(marks.iter().filter_map(|m| m.score(aspect)).collect());
        Week {
            monday,
            spreads: Aspect::ALL.map(spread),
            slipped: Vec::new(),
        }
    }

    pub fn spread(&self, aspect: Aspect) -> Option<Spread> {
        let place = Aspect::ALL.into_iter().position(|other| other == aspect);
        self.spreads[place?]
    }

    pub fn is_blank(&self) -> bool {
        self.spreads.iter().all(Option::is_none)
    }
}

impl Trend {
    /// The weeks of these marks, one for each day, in any order.
    pub fn of(marks: impl IntoIterator<Item = Mark>) -> Trend {
        let mut marks: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| Aspect::ALL.into_iter().any(|a| mark.score(a).is_some()))
            .collect();
        marks.sort_by_key(|mark| mark.day);
        let Some(last) = marks.last().map(|mark| monday(mark.day)) else {
            return Trend::default();
        };
        let first = last.checked_sub_days(MOST).unwrap_or(NaiveDate::MIN);
        let mut rest = &marks[marks.partition_point(|mark| mark.day < first)..];
        let mut weeks: Vec<Week> = Vec::new();
        while let Some(mark) = rest.first() {
            let after = weeks
                .last()
                .and_then(|week| week.monday.checked_add_days(WEEK));
            let this = after.unwrap_or_else(|| monday(mark.day));
            let here = rest.partition_point(|mark| monday(mark.day) <= this);
            weeks.push(Week::of(this, &rest[..here]));
            rest = &rest[here..];
        }
        Trend { weeks }
    }

    /// The weeks of everything in a book.
    pub fn of_state(state: &State) -> Trend {
        Trend::of(state.marks()).with_slips(slips(state).map(|(_, day)| day))
    }

    /// The same weeks with the days on which it slipped. They are shown beside the numbers, and say
    /// nothing about them.
    #[must_use]
    pub fn with_slips(mut self, days: impl IntoIterator<Item = NaiveDate>) -> Trend {
        let Some((first, last)) = self.weeks.first().zip(self.weeks.last()) else {
            return self;
        };
        let end = last.monday.checked_add_days(MOST);
        let end = end.unwrap_or(NaiveDate::MAX);
        let within = first.monday..end;
        let mut days: Vec<NaiveDate> = days.into_iter().filter(|d| within.contains(d)).collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let weeks = day.signed_duration_since(within.start).num_weeks();
            let place = usize::try_from(weeks).unwrap_or(0);
            while self.weeks.len() <= place {
                let last = self.weeks.last().map_or(within.start, |week| week.monday);
                let next = last.checked_add_days(WEEK).unwrap_or(last);
                self.weeks.push(Week::of(next, &[]));
            }
            self.weeks[place].slipped.push(day);
        }
        self
    }

    /// Why nothing is shown yet, in words for the person.
    pub fn too_early(&self) -> Option<&'static str> {
        let marked = self.weeks.iter().filter(|week| !week.is_blank()).count();
        (marked < LEAST).then_some(
            "Days go up and down, and a week or two says little. Once there are three weeks with a \
             mark in them, they stand here side by side. Any day will do, and as few as you like.",
        )
    }

    /// From the oldest to the newest, blank ones between. None before there are enough.
    pub fn weeks(&self) -> &[Week] {
        match self.too_early() {
            Some(_) => &[],
            None => &self.weeks,
        }
    }
}

/// The setbacks of a book, each with the day on which it was named first.
pub fn slips(state: &State) -> impl Iterator<Item = (ThreadId, NaiveDate)> {
    state.threads().filter_map(|(id, thread)| {
        let (first, last) = thread.versions().first().zip(thread.versions().last())?;
        let slipped = matches!(last.body, Body::Answer(Answer::Setback(_)));
        slipped.then(|| (id, first.at.date_naive()))
    })
}

/// The Monday of the week of a day.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).checked_first_day().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mark(day: &str, safety: Option<u8>) -> Mark {
        Mark {
            safety,
            ..Mark::blank(day.parse().unwrap())
        }
    }

    fn said(trend: &Trend) -> Vec<String> {
        let week = |week: &Week| {
            let spread = week.spread(Aspect::Safety);
            let says = spread.map(|s| format!("{} {}-{}", s.median, s.low, s.high));
            format!("{} {}", week.monday, says.unwrap_or_default())
        };
        trend.weeks().iter().map(week).collect()
    }

    #[test]
    fn weeks_begin_on_monday_and_one_without_a_mark_is_blank() {
        let trend = Trend::of([
            mark("2026-01-12", Some(4)),
            mark("2025-12-28", Some(3)), // a Sunday
            mark("2025-12-29", Some(8)), // the Monday after it, in ISO week 1 of 2026
            mark("2026-01-18", Some(7)),
            mark("2026-01-13", Some(4)),
            mark("2026-01-04", Some(1)),
            mark("2026-01-14", Some(5)),
        ]);
        assert_eq!(trend.too_early(), None);
        let expected = [
            "2025-12-22 3 3-3",
            "2025-12-29 4.5 1-8",
            "2026-01-05 ",
            "2026-01-12 4.5 4-7",
        ];
        assert_eq!(said(&trend), expected);
        assert!(trend.weeks()[2].is_blank());
    }

    #[test]
    fn it_says_nothing_before_three_weeks_have_a_mark() {
        let days = ["2026-01-12", "2026-01-13", "2026-03-02", "2026-03-03"];
        let mut marks: Vec<Mark> = days.iter().map(|day| mark(day, Some(5))).collect();
        // A line without a number is no point of a trend.
        marks.push(mark("2026-02-02", None));
        let trend = Trend::of(marks.clone());
        assert!(trend.too_early().is_some());
        assert_eq!(trend.weeks(), []);
        marks.push(mark("2026-02-02", Some(5)));
        let trend = Trend::of(marks);
        assert_eq!(trend.too_early(), None);
        assert_eq!(trend.weeks().len(), 8);
        assert!(Trend::of([]).too_early().is_some());
    }

    #[test]
    fn it_looks_back_ten_years_and_no_further() {
        let far = ["0001-01-01", "2026-01-12", "2026-01-05", "9999-12-31"];
        let trend = Trend::of(far.map(|day| mark(day, Some(5))));
        assert!(trend.too_early().is_some(), "only one lies within");
        let near = ["2016-02-01", "2026-01-12", "2026-01-05"];
        assert_eq!(
            Trend::of(near.map(|day| mark(day, Some(5)))).weeks().len(),
            520
        );
    }

    #[test]
    fn a_week_in_which_it_slipped_says_on_which_days() {
        let marked = ["2026-01-12", "2026-01-19", "2026-01-26"];
        let trend = Trend::of(marked.map(|day| mark(day, Some(5))));
        let days = [
            "2026-02-10",
            "2026-01-20",
            "2026-01-25",
            "2026-01-20",
            "2026-01-11",
            "2099-01-01",
        ];
        let trend = trend.with_slips(days.map(|day| day.parse().unwrap()));
        let slipped = |week: &Week| {
            let days: Vec<String> = week.slipped.iter().map(NaiveDate::to_string).collect();
            days.join(" ")
        };
        let said: Vec<String> = trend.weeks().iter().map(slipped).collect();
        assert_eq!(said, ["", "2026-01-20 2026-01-25", "", "", "2026-02-10"]);
        assert!(trend.weeks()[4].is_blank(), "and no mark is made of it");
        assert_eq!(Trend::default().with_slips([]), Trend::default());
    }

    #[test]
    fn a_median_has_its_step_between_the_lowest_and_the_highest() {
        let level = |low, high| Median::of(&[low, high]).level(8);
        assert_eq!(
            [level(0, 0), level(5, 5), level(10, 10), level(3, 4)],
            [0, 4, 7, 2]
        );
    }

    fn any_marks() -> impl Strategy<Value = Vec<Mark>> {
        let start: NaiveDate = "2025-11-03".parse().unwrap();
        let mark = move |(day, safety, trust, connection)| Mark {
            safety,
            trust,
            connection,
            ..Mark::blank(start + Days::new(day))
        };
        let score = || proptest::option::of(0..=TOP);
        let days = (0..200u64, score(), score(), score()).prop_map(mark);
        proptest::collection::vec(days, 0..60).prop_map(|mut marks| {
            marks.sort_by_key(|mark| mark.day);
            marks.dedup_by_key(|mark| mark.day);
            marks
        })
    }

    proptest! {
        #[test]
        fn each_number_lies_in_the_range_of_its_week_and_no_week_is_left_out(
            marks in any_marks(), turn in 0..60usize,
        ) {
            let trend = Trend::of(marks.clone());
            let mut turned = marks.clone();
            turned.rotate_left(turn.min(marks.len()));
            prop_assert_eq!(&Trend::of(turned), &trend, "the order changes nothing");
            let weeks = trend.weeks();
            for pair in weeks.windows(2) {
                prop_assert_eq!(pair[0].monday + WEEK, pair[1].monday);
            }
            if let (Some(first), Some(last)) = (weeks.first(), weeks.last()) {
                prop_assert!(!first.is_blank() && !last.is_blank());
                let marked = weeks.iter().filter(|week| !week.is_blank()).count();
                prop_assert!(marked >= LEAST);
            }
            for week in weeks {
                for aspect in Aspect::ALL {
                    let of_week = marks.iter().filter(|mark| monday(mark.day) == week.monday);
                    let mut numbers: Vec<u8> = of_week.filter_map(|m| m.score(aspect)).collect();
                    numbers.sort_unstable();
                    let Some(spread) = week.spread(aspect) else {
                        prop_assert!(numbers.is_empty());
                        continue;
                    };
                    prop_assert_eq!(spread.low, numbers[0]);
                    prop_assert_eq!(spread.high, numbers[numbers.len() - 1]);
                    // As many lie at or below the middle as at or above it.
                    let halves = spread.median.halves;
                    let below = numbers.iter().filter(|n| **n * 2 <= halves).count();
                    let above = numbers.iter().filter(|n| **n * 2 >= halves).count();
                    prop_assert!(below * 2 >= numbers.len() && above * 2 >= numbers.len());
                    prop_assert!(spread.median.level(8) < 8);
                }
            }
        }
    }
}
