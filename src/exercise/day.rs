//! A day that is still to come, as it stands in a text field: what was typed, and the day that was
//! understood by it when it was typed. "In 3 weeks" then stays the same day in a draft of last week.
//!
//! Used as every kind with dates needs it: the `Doing` of a kind holds a [`Typed`], its `Answer` a
//! `NaiveDate`, and `tui/widgets/day.rs` is the field that says the day back.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::when::{self, NotADate};
use crate::text::quote::quoted;

/// What a day to come may look like, for an empty field and for the person who typed something else.
pub const FORMS: &str = "2026-12-24, 24 December, friday, tomorrow or in 3 weeks";

/// What stands in the field of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub text: String,
    /// The day that was understood. None while the field is empty or cannot be read.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

impl Typed {
    /// A day out of an answer, as it is put back in its field.
    pub fn of(day: Option<NaiveDate>) -> Typed {
        Typed {
            text: day.map(|day| day.to_string()).unwrap_or_default(),
            on: day,
        }
    }

    /// What was just typed, on the day `today`.
    pub fn read(text: impl Into<String>, today: NaiveDate) -> Typed {
        let text = text.into();
        let on = read(&text, today).ok().flatten();
        Typed { text, on }
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The day, where one was given.
    ///
    /// # Errors
    /// Something stands in the field that is no day: the sentence for the person.
    pub fn day(&self) -> Result<Option<NaiveDate>, String> {
        match self.on {
            None if !self.is_empty() => Err(unreadable(&self.text)),
            on => Ok(on),
        }
    }

    /// What is said under the field: the day that was understood, or that none was.
    pub fn said_back(&self, today: NaiveDate) -> String {
        match self.on {
            Some(day) => format!("{}, {}", spoken(day), from_now(day, today)),
            None if self.is_empty() => String::new(),
            None => "not a day yet".to_owned(),
        }
    }
}

/// Why a text is no day. It is one on no day at all, so it does not matter on which it is read.
fn unreadable(text: &str) -> String {
    if let Err(
        why @ (NotADate::TwoReadings(_)
        | NotADate::NoSuchDay(_)
        | NotADate::WhichDay(_)
        | NotADate::TooFar(_)),
    ) = read(text, NaiveDate::default())
    {
        return why.to_string();
    }
    let shown = quoted(&text.trim().chars().take(40).collect::<String>());
    format!("\u{201c}{shown}\u{201d} cannot be read as a day. Write it as {FORMS}.")
}

/// Reads a day to come; none where the text is empty.
///
/// What is left open is the next one: a weekday may be today and is never behind, a day and a month
/// without a year are in the coming twelve months. A day that is over is read where it is written
/// out, since what was agreed may have come and gone.
///
/// # Errors
/// The text is not a day, may be two, or says a time, which would not be kept.
pub fn read(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, NotADate> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let now: DateTime<FixedOffset> = today.and_time(noon).and_utc().fixed_offset();
    let parse = |text: &str| {
        let when = when::parse(text, now).ok()?;
        (!when.has_time()).then(|| when.day())
    };
    let weekday = || parse(&format!("this {}", text.trim_start_matches("on ")));
    let amount = || parse(&format!("in {text}"));
    let this_year = || {
        let year = |year: i32| parse(&format!("{text} {year}")).filter(|day| *day >= today);
        year(today.year()).or_else(|| year(today.year() + 1))
    };
    let tonight = || (text.eq_ignore_ascii_case("tonight")).then_some(today);
    let day = weekday()
        .or_else(|| parse(text))
        .or_else(amount)
        .or_else(this_year)
        .or_else(tonight);
    match (day, when::parse(text, now)) {
        (Some(day), _) => Ok(Some(day)),
        (None, Err(why)) => Err(why),
        (None, Ok(_)) => Err(NotADate::Unknown(quoted(
            &text.chars().take(40).collect::<String>(),
        ))),
    }
}

/// A day as a person would say it: "Thursday 24 December 2026".
pub fn spoken(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// How far it is: "in 24 days", "tomorrow", "3 days ago".
pub fn from_now(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Tuesday.
    fn today() -> NaiveDate {
        day("2026-11-24")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn means(text: &str, expected: &str) {
        assert_eq!(read(text, today()), Ok(Some(day(expected))), "{text}");
    }

    #[test]
    fn what_people_say_of_a_day_to_come_is_understood() {
        means("2026-12-24", "2026-12-24");
        means("24 December 2026", "2026-12-24");
        means("in 3 weeks", "2026-12-15");
        means("3 weeks", "2026-12-15");
        means("a month", "2026-12-24");
        means("tomorrow", "2026-11-25");
        means("Tonight", "2026-11-24");
        means("next week", "2026-12-01");
    }

    #[test]
    fn what_is_left_open_is_the_next_one() {
        means("friday", "2026-11-27");
        means("on Friday", "2026-11-27");
        means("monday", "2026-11-30");
        means("tuesday", "2026-11-24");
        means("next tuesday", "2026-12-01");
        means("24 December", "2026-12-24");
        means("24 dec", "2026-12-24");
        means("March 3rd", "2027-03-03");
        means("24 November", "2026-11-24");
    }

    #[test]
    fn a_day_that_is_over_can_be_written_out() {
        means("2026-11-01", "2026-11-01");
        means("1 November 2026", "2026-11-01");
        means("yesterday", "2026-11-23");
    }

    #[test]
    fn what_is_no_day_is_not_guessed() {
        for text in [
            "soon",
            "03/04/2027",
            "December",
            "2027",
            "2026-02-30",
            "friday at 20:00",
            "20:00",
            "in 2 hours",
            "in 9999999999 weeks",
        ] {
            assert!(read(text, today()).is_err(), "{text}");
        }
        assert_eq!(read("  ", today()), Ok(None));
    }

    #[test]
    fn the_day_is_said_back_and_stays_the_same_when_it_is_later() {
        let typed = Typed::read("in 3 weeks", today());
        let later = day("2026-12-10");
        assert_eq!(
            typed.said_back(today()),
            "Tuesday 15 December 2026, in 21 days"
        );
        assert_eq!(
            typed.said_back(later),
            "Tuesday 15 December 2026, in 5 days"
        );
        assert_eq!(typed.day(), Ok(Some(day("2026-12-15"))));
        assert_eq!(Typed::of(Some(later)).day(), Ok(Some(later)));
    }

    #[test]
    fn what_cannot_be_read_stays_and_is_named() {
        let typed = Typed::read("some day", today());
        assert_eq!(typed.text, "some day");
        assert!(
            typed
                .day()
                .unwrap_err()
                .contains("\u{201c}some day\u{201d}")
        );
        assert_eq!(typed.said_back(today()), "not a day yet");
        let two = Typed::read("03/04/2027", today()).day().unwrap_err();
        assert!(two.contains("more than one day"), "{two}");
        assert_eq!(Typed::default().day(), Ok(None));
        assert_eq!(Typed::default().said_back(today()), "");
    }
}
