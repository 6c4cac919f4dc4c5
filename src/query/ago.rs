//! How long ago a day is, as a person would say it.

use chrono::{Months, NaiveDate};

/// Up to twelve in words, as in a letter.
pub fn number(n: i64) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = usize::try_from(n).ok().and_then(|n| WORDS.get(n));
    word.map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// "today", "yesterday", "eight days ago", "seven weeks ago", "five months ago", "two years ago".
pub fn ago(day: NaiveDate, today: NaiveDate) -> String {
    let days = today.signed_duration_since(day).num_days();
    let months = months_between(day, today);
    match (days, months) {
        (..=0, _) => "today".to_owned(),
        (1, _) => "yesterday".to_owned(),
        (2..=13, _) => format!("{} days ago", number(days)),
        (14..=69, _) => format!("{} weeks ago", number(days / 7)),
        (_, ..=11) => format!("{} months ago", number(months)),
        (_, 12..=23) => "a year ago".to_owned(),
        (_, _) => format!("{} years ago", number(months / 12)),
    }
}

/// Whole months from one day to another.
fn months_between(day: NaiveDate, today: NaiveDate) -> i64 {
    // A first guess that is never too high, and then as far as the calendar goes.
    let guess = today.signed_duration_since(day).num_days().max(0) / 32;
    let has_passed = |months: i64| {
        let months = u32::try_from(months).unwrap_or(u32::MAX);
        day.checked_add_months(Months::new(months))
            .is_some_and(|then| then <= today)
    };
    let mut months = guess;
    while has_passed(months + 1) {
        months += 1;
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_in_the_unit_that_a_person_would_take() {
        let today = "2026-11-22".parse().unwrap();
        for (day, says) in [
            ("2026-11-23", "today"),
            ("2026-11-22", "today"),
            ("2026-11-21", "yesterday"),
            ("2026-11-14", "eight days ago"),
            ("2026-11-08", "two weeks ago"),
            ("2026-10-04", "seven weeks ago"),
            ("2026-09-13", "two months ago"),
            ("2026-05-23", "five months ago"),
            ("2026-05-22", "six months ago"),
            ("2025-11-23", "11 months ago"),
            ("2025-11-22", "a year ago"),
            ("2024-11-23", "a year ago"),
            ("2024-11-22", "two years ago"),
            ("1926-11-22", "100 years ago"),
        ] {
            let says = says.replace("11 months", "eleven months");
            assert_eq!(ago(day.parse().unwrap(), today), says, "{day}");
        }
    }

    #[test]
    fn no_day_of_the_calendar_is_too_far() {
        assert_eq!(ago(NaiveDate::MAX, NaiveDate::MIN), "today");
        assert!(ago(NaiveDate::MIN, NaiveDate::MAX).ends_with(" years ago"));
    }
}
