//! A moment as well as a person remembers it: a year, a month or a day.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A year, a month or a day. On disk `2024`, `2024-03` or `2024-03-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    Year(i32),
    /// Year and month, 1 to 12.
    Month(i32, u32),
    Day(NaiveDate),
}

/// What a moment may look like, for the person who typed something else.
pub const FORMS: &str = "2024, 2024-03, 2024-03-12, March 2024 or 12 March 2024";

/// The text is not a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date; write it as {FORMS}")]
pub struct NotAMoment;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Moment {
    /// The first day that it may mean.
    pub fn first_day(self) -> Option<NaiveDate> {
        match self {
            Moment::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Moment::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Moment::Day(day) => Some(day),
        }
    }

    /// The time from `self` to `later` in the largest unit that both are sure of, such as "5 months".
    ///
    /// None where they may be the same time, or `later` is not later.
    pub fn until(self, later: Moment) -> Option<String> {
        let count = |n: i64, one: &str, many: &str| match n {
            n if n < 1 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let (year, month) = (self.year(), self.month());
        match (month, later.month()) {
            (Some(from), Some(to)) => {
                let months = i64::from(later.year() - year) * 12 + i64::from(to) - i64::from(from);
                match (self, later) {
                    (Moment::Day(a), Moment::Day(b)) if (b - a).num_days() < 60 => {
                        count((b - a).num_days(), "day", "days")
                    }
                    (Moment::Day(a), Moment::Day(b)) => {
                        let whole = if b.day() < a.day() {
                            months - 1
                        } else {
                            months
                        };
                        span(whole)
                    }
                    (Moment::Day(_) | Moment::Month(..), Moment::Day(_) | Moment::Month(..))
                    | (Moment::Year(_), _)
                    | (_, Moment::Year(_)) => span(months),
                }
            }
            (None, _) | (_, None) => count(i64::from(later.year() - year), "year", "years"),
        }
    }

    fn year(self) -> i32 {
        match self {
            Moment::Year(year) | Moment::Month(year, _) => year,
            Moment::Day(day) => day.year(),
        }
    }

    fn month(self) -> Option<u32> {
        match self {
            Moment::Year(_) => None,
            Moment::Month(_, month) => Some(month),
            Moment::Day(day) => Some(day.month()),
        }
    }

    /// As a person would say it: "12 March 2024".
    pub fn spoken(self) -> String {
        let name = |month: u32| {
            let name = MONTHS.get(month.saturating_sub(1) as usize).copied();
            let mut name = name.unwrap_or("?").to_owned();
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            name
        };
        match self {
            Moment::Year(year) => year.to_string(),
            Moment::Month(year, month) => format!("{} {year}", name(month)),
            Moment::Day(day) => format!("{} {} {}", day.day(), name(day.month()), day.year()),
        }
    }
}

/// Months as "8 months", "1 year" or "2 years and 3 months".
fn span(months: i64) -> Option<String> {
    let unit = |n: i64, one: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    };
    match (months / 12, months % 12) {
        _ if months < 1 => None,
        (0, months) => Some(unit(months, "month")),
        (years, 0) => Some(unit(years, "year")),
        (years, months) => Some(format!(
            "{} and {}",
            unit(years, "year"),
            unit(months, "month")
        )),
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    /// By the first day that each may mean; of two on the same day the less exact one first.
    fn cmp(&self, other: &Self) -> Ordering {
        let exactness = |moment: &Moment| match moment {
            Moment::Year(_) => 0,
            Moment::Month(..) => 1,
            Moment::Day(_) => 2,
        };
        self.first_day()
            .cmp(&other.first_day())
            .then(exactness(self).cmp(&exactness(other)))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Year(year) => write!(f, "{year:04}"),
            Moment::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Moment::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Moment, NotAMoment> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.' | '/'))
            .filter(|word| !word.is_empty())
            .collect();
        let year = |word: &str| match word.len() {
            4 => word.parse::<i32>().ok().filter(|year| *year >= 1000),
            _ => None,
        };
        let day_of = |year, month, day: &str| {
            let ending = ["st", "nd", "rd", "th"].iter();
            let day = ending.fold(day, |day, end| day.strip_suffix(end).unwrap_or(day));
            let day = NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)?;
            Some(Moment::Day(day))
        };
        let number = |word: &str| word.parse().ok().filter(|m| (1..=12).contains(m));
        let moment = match words.as_slice() {
            [y] => year(y).map(Moment::Year),
            [a, b] => match (year(a), year(b)) {
                (Some(y), None) => number(b).or_else(|| named_month(b)).map(|m| (y, m)),
                (None, Some(y)) => number(a).or_else(|| named_month(a)).map(|m| (y, m)),
                (Some(_), Some(_)) | (None, None) => None,
            }
            .map(|(y, m)| Moment::Month(y, m)),
            [a, b, c] => match (year(a), year(c)) {
                (Some(y), None) => number(b)
                    .or_else(|| named_month(b))
                    .and_then(|m| day_of(y, m, c)),
                // Numbers in another order than year-month-day are read differently in different
                // places, so there the month has to have a name.
                (None, Some(y)) => match (named_month(a), named_month(b)) {
                    (Some(m), None) => day_of(y, m, b),
                    (None, Some(m)) => day_of(y, m, a),
                    (Some(_), Some(_)) | (None, None) => None,
                },
                (Some(_), Some(_)) | (None, None) => None,
            },
            _ => None,
        };
        moment.ok_or(NotAMoment)
    }
}

/// The month that starts with these letters, three at least.
fn named_month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let place = MONTHS
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word))?;
    u32::try_from(place + 1).ok()
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_people_write_them_and_come_back_the_same() {
        let check = |text: &str, disk: &str| {
            let moment: Moment = text.parse().unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(moment.to_string(), disk, "{text}");
            assert_eq!(disk.parse(), Ok(moment));
            assert_eq!(moment.spoken().parse(), Ok(moment));
        };
        check("2024", "2024");
        check("2024-03", "2024-03");
        check(" March 2024 ", "2024-03");
        check("2024 mar", "2024-03");
        check("12 march 2024", "2024-03-12");
        check("March 12th, 2024", "2024-03-12");
        check("2024/3/2", "2024-03-02");
        check("12.Sept.2024", "2024-09-12");
    }

    #[test]
    fn what_could_mean_two_days_or_none_is_not_guessed() {
        for text in [
            "",
            "12",
            "03/04/2024",
            "2024-13",
            "2024-02-30",
            "ma 2024",
            "soon",
            "99999",
            "12xyz March 2024",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(NotAMoment), "{text}");
        }
    }

    #[test]
    fn the_gap_is_said_in_the_unit_that_both_are_sure_of() {
        let check = |from: &str, to: &str, says: Option<&str>| {
            let (from, to): (Moment, Moment) = (from.parse().unwrap(), to.parse().unwrap());
            assert_eq!(from.until(to).as_deref(), says, "{from} {to}");
        };
        check("2024-03-12", "2024-03-13", Some("1 day"));
        check("2024-03-12", "2024-08-11", Some("4 months"));
        check("2024-03", "2024-08-11", Some("5 months"));
        check("2023-08", "2025-11", Some("2 years and 3 months"));
        check("2021", "2024-08-11", Some("3 years"));
        check("2024", "2024-08-11", None);
        check("2024-08", "2024-03", None);
    }

    #[test]
    fn order_is_by_the_first_day_and_then_the_vaguer_first() {
        let mut moments: Vec<Moment> = ["2024-01-01", "2023-12-31", "2024", "2024-01"]
            .iter()
            .map(|m| m.parse().unwrap())
            .collect();
        moments.sort();
        let sorted: Vec<String> = moments.iter().map(Moment::to_string).collect();
        assert_eq!(sorted, ["2023-12-31", "2024", "2024-01", "2024-01-01"]);
    }
}
