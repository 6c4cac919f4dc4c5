//! A day, or a day and a time, as people type it: `2026-08-22 21:14`, `last tuesday`, `3 days ago`.
//!
//! The grammar is small on purpose. What could mean two days is refused with a hint, never guessed,
//! and whoever asks says the date back that was understood.

use chrono::{
    DateTime, Datelike, Days, FixedOffset, MappedLocalTime, Months, NaiveDate, NaiveDateTime,
    NaiveTime, TimeDelta, TimeZone, Weekday,
};

use super::moment::Moment;
use crate::text::quote::quoted;

/// A day in someone's life, with the time where it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    day: NaiveDate,
    time: Option<NaiveTime>,
    /// Said with it, as scripts do; otherwise it is that of the place and the day.
    offset: Option<FixedOffset>,
}

/// Why a text is not a date, in a sentence that says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADate {
    #[error("There is no date here. Write it as {FORMS}.")]
    Empty,
    #[error("\u{201c}{0}\u{201d} cannot be read as a date. Write it as {FORMS}.")]
    Unknown(String),
    #[error(
        "\u{201c}{0}\u{201d} can be read as more than one day. Put the year first, as in 2026-08-22, \
         or name the month, as in 22 August 2026."
    )]
    TwoReadings(String),
    #[error("\u{201c}{0}\u{201d} is not in the calendar.")]
    NoSuchDay(String),
    #[error("\u{201c}{0}\u{201d} names no day. Add one, as in 2026-08-22.")]
    WhichDay(String),
    #[error("\u{201c}{0}\u{201d} is too far away. Years from 1900 to 2199 can be used.")]
    TooFar(String),
}

/// What a date may look like, for the person who typed something else.
pub const FORMS: &str =
    "2026-08-22, 2026-08-22 21:14, yesterday, last tuesday, 3 days ago, in 2 weeks or 08:30";

/// Reads a date. `now` is the time that words such as `yesterday` are counted from.
///
/// A weekday alone is its latest day, today included; `last` never means today, and `next` is the
/// first one after today.
///
/// # Errors
/// The text is not a date, or may be two.
pub fn parse(text: &str, now: DateTime<FixedOffset>) -> Result<When, NotADate> {
    let shown = || quoted(&text.trim().chars().take(40).collect::<String>());
    let when = read(text.trim(), now, shown)?;
    match when.day.year() {
        1900..=2199 => Ok(when),
        _ => Err(NotADate::TooFar(shown())),
    }
}

fn read(
    text: &str,
    now: DateTime<FixedOffset>,
    shown: impl Fn() -> String,
) -> Result<When, NotADate> {
    if let Some(when) = as_in_json(text) {
        return Ok(when);
    }
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !matches!(*word, "" | "at" | "on" | "the"))
        .collect();
    let unknown = || NotADate::Unknown(shown());
    let time = take_time(&mut words).map_err(|()| unknown())?;
    let today = now.date_naive();
    let moment = match words.as_slice() {
        [] if time.is_none() => return Err(NotADate::Empty),
        [] => Some(Moved::Day(today)),
        ["now"] => Some(Moved::Exact(now.naive_local())),
        ["today"] => Some(Moved::Day(today)),
        ["yesterday"] => back(now, 1, Unit::Day),
        ["tomorrow"] => ahead(now, 1, Unit::Day),
        ["day", "before", "yesterday"] => back(now, 2, Unit::Day),
        ["day", "after", "tomorrow"] => ahead(now, 2, Unit::Day),
        [n, unit, "ago"] => {
            let (n, unit) = amount(n, unit).ok_or_else(unknown)?;
            back(now, n, unit)
        }
        ["in", n, unit] | [n, unit, "from", "now"] => {
            let (n, unit) = amount(n, unit).ok_or_else(unknown)?;
            ahead(now, n, unit)
        }
        ["last", word] => match (weekday(word), unit(word)) {
            (Some(day), _) => nearest(today, day, -7..=-1),
            (None, Some(unit)) => back(now, 1, unit),
            (None, None) => return Err(unknown()),
        },
        ["next", word] => match (weekday(word), unit(word)) {
            (Some(day), _) => nearest(today, day, 1..=7),
            (None, Some(unit)) => ahead(now, 1, unit),
            (None, None) => return Err(unknown()),
        },
        ["this", word] => match weekday(word) {
            Some(day) => nearest(today, day, 0..=6),
            None => return Err(unknown()),
        },
        [word] if weekday(word).is_some() => {
            weekday(word).and_then(|day| nearest(today, day, -6..=0))
        }
        [name, rest @ ..] if weekday(name).is_some() => {
            let day = calendar_day(rest, &shown)?;
            if weekday(name) != Some(day.weekday()) {
                return Err(NotADate::NoSuchDay(shown()));
            }
            Some(Moved::Day(day))
        }
        words => Some(Moved::Day(calendar_day(words, &shown)?)),
    };
    match (moment.ok_or_else(|| NotADate::TooFar(shown()))?, time) {
        (Moved::Day(day), time) => Ok(When {
            day,
            time,
            offset: None,
        }),
        (Moved::Exact(at), None) => Ok(When {
            day: at.date(),
            time: Some(at.time()),
            offset: None,
        }),
        // "2 hours ago at 21:00" says the time twice.
        (Moved::Exact(_), Some(_)) => Err(unknown()),
    }
}

/// The form that `--json` prints, so that what comes out can go in again.
fn as_in_json(text: &str) -> Option<When> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(When::exactly(at));
    }
    let at = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    Some(When {
        day: at.date(),
        time: Some(at.time()),
        offset: None,
    })
}

/// Takes the one time of day out of the words.
fn take_time(words: &mut Vec<&str>) -> Result<Option<NaiveTime>, ()> {
    let is_half = |word: Option<&&str>| matches!(word, Some(&"am" | &"pm"));
    let looks = |place: usize, word: &str| {
        word == "noon"
            || word.contains(':')
            || (word.starts_with(|c: char| c.is_ascii_digit())
                && (word.ends_with("am") || word.ends_with("pm") || is_half(words.get(place + 1))))
    };
    let Some(place) = (0..words.len()).find(|place| looks(*place, words[*place])) else {
        return Ok(None);
    };
    let word = words.remove(place);
    let half = is_half(words.get(place)).then(|| words.remove(place));
    time_of(word, half).map(Some).ok_or(())
}

fn time_of(word: &str, half: Option<&str>) -> Option<NaiveTime> {
    if word == "noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let (digits, half) = match (word.strip_suffix("am"), word.strip_suffix("pm"), half) {
        (Some(digits), _, None) => (digits, Some("am")),
        (None, Some(digits), None) => (digits, Some("pm")),
        (None, None, half) => (word, half),
        (Some(_), _, Some(_)) | (None, Some(_), Some(_)) => return None,
    };
    let number = |text: &str| match text.len() {
        1 | 2 if text.bytes().all(|b| b.is_ascii_digit()) => text.parse::<u32>().ok(),
        _ => None,
    };
    let mut parts = digits.split(':');
    let hour = number(parts.next()?)?;
    let minute = parts.next().map_or(Some(0), number)?;
    let second = parts.next().map_or(Some(0), number)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("am") => hour % 12,
        Some(_) => hour % 12 + 12,
    };
    match parts.next() {
        None => NaiveTime::from_hms_opt(hour, minute, second),
        Some(_) => None,
    }
}

enum Moved {
    Day(NaiveDate),
    Exact(NaiveDateTime),
}

#[derive(Clone, Copy)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

fn unit(word: &str) -> Option<Unit> {
    match word.strip_suffix('s').unwrap_or(word) {
        "minute" | "min" => Some(Unit::Minute),
        "hour" => Some(Unit::Hour),
        "day" => Some(Unit::Day),
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        _ => None,
    }
}

fn amount(number: &str, word: &str) -> Option<(u32, Unit)> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let number = match number {
        "a" | "an" => 1,
        number => match WORDS.iter().position(|word| *word == number) {
            Some(place) => u32::try_from(place + 1).ok()?,
            None => number.parse().ok()?,
        },
    };
    Some((number, unit(word)?))
}

fn back(now: DateTime<FixedOffset>, n: u32, unit: Unit) -> Option<Moved> {
    let today = now.date_naive();
    let clock = |delta| now.naive_local().checked_sub_signed(delta);
    Some(match unit {
        Unit::Minute => Moved::Exact(clock(TimeDelta::minutes(n.into()))?),
        Unit::Hour => Moved::Exact(clock(TimeDelta::hours(n.into()))?),
        Unit::Day => Moved::Day(today.checked_sub_days(Days::new(n.into()))?),
        Unit::Week => Moved::Day(today.checked_sub_days(Days::new(u64::from(n) * 7))?),
        Unit::Month => Moved::Day(today.checked_sub_months(Months::new(n))?),
        Unit::Year => Moved::Day(today.checked_sub_months(Months::new(n.checked_mul(12)?))?),
    })
}

fn ahead(now: DateTime<FixedOffset>, n: u32, unit: Unit) -> Option<Moved> {
    let today = now.date_naive();
    let clock = |delta| now.naive_local().checked_add_signed(delta);
    Some(match unit {
        Unit::Minute => Moved::Exact(clock(TimeDelta::minutes(n.into()))?),
        Unit::Hour => Moved::Exact(clock(TimeDelta::hours(n.into()))?),
        Unit::Day => Moved::Day(today.checked_add_days(Days::new(n.into()))?),
        Unit::Week => Moved::Day(today.checked_add_days(Days::new(u64::from(n) * 7))?),
        Unit::Month => Moved::Day(today.checked_add_months(Months::new(n))?),
        Unit::Year => Moved::Day(today.checked_add_months(Months::new(n.checked_mul(12)?))?),
    })
}

/// The weekday that starts with these letters, three at least.
fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let named = DAYS
        .iter()
        .find(|(name, _)| word.len() >= 3 && name.starts_with(word))?;
    Some(named.1)
}

/// The day of that name among those so many days from today.
fn nearest(
    today: NaiveDate,
    weekday: Weekday,
    mut days: std::ops::RangeInclusive<i64>,
) -> Option<Moved> {
    days.find_map(|n| {
        let day = today.checked_add_signed(TimeDelta::days(n))?;
        (day.weekday() == weekday).then_some(Moved::Day(day))
    })
}

/// A day out of the calendar: `2026-08-22` or `22 August 2026`.
fn calendar_day(words: &[&str], shown: impl Fn() -> String) -> Result<NaiveDate, NotADate> {
    let joined = words.join(" ");
    let pieces: Vec<&str> = joined
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.'))
        .filter(|piece| !piece.is_empty())
        .collect();
    let numeric = |piece: &&str| piece.bytes().all(|b| b.is_ascii_digit());
    if pieces.len() == 3 && pieces.iter().all(numeric) {
        return match pieces[0].len() {
            4 => joined_day(&pieces).ok_or_else(|| NotADate::NoSuchDay(shown())),
            _ => Err(NotADate::TwoReadings(shown())),
        };
    }
    // A day may be "22nd"; any other letters behind a number are a slip.
    let slip = |piece: &&str| {
        let letters = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        letters.len() < piece.len() && !matches!(letters, "" | "st" | "nd" | "rd" | "th")
    };
    match joined.parse::<Moment>() {
        Ok(Moment::Day(day)) if !pieces.iter().any(slip) => Ok(day),
        Ok(Moment::Month(..) | Moment::Year(_)) => Err(NotADate::WhichDay(shown())),
        Ok(Moment::Day(_)) | Err(_) => Err(NotADate::Unknown(shown())),
    }
}

fn joined_day(pieces: &[&str]) -> Option<NaiveDate> {
    let number = |piece: &str| piece.parse::<u32>().ok();
    let year = i32::try_from(number(pieces[0])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(pieces[1])?, number(pieces[2])?)
}

impl When {
    /// This very time.
    pub fn exactly(at: DateTime<FixedOffset>) -> When {
        When {
            day: at.date_naive(),
            time: Some(at.time()),
            offset: Some(*at.offset()),
        }
    }

    /// The time in `zone`. A day without a time is now, if it is today, and noon otherwise.
    ///
    /// A time that the clocks passed twice is the first of the two; one that they jumped over is as
    /// much later as they were put forward.
    pub fn at<Z: TimeZone>(self, zone: &Z, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let local = match self.time {
            Some(time) => self.day.and_time(time),
            None if self.day == now.date_naive() => return now,
            None => self.day.and_time(noon),
        };
        if let Some(offset) = self.offset {
            return in_zone(&offset, local).unwrap_or(now);
        }
        // A zone once left out a whole day; no zone left out more.
        (0..=26)
            .find_map(|hours| in_zone(zone, local + TimeDelta::hours(hours)))
            .unwrap_or(now)
    }

    /// The first moment of it, on the writer's own clock.
    pub fn from(self) -> NaiveDateTime {
        self.day.and_time(self.time.unwrap_or_default())
    }

    /// The first moment after it: a day ends with the day, a time with its minute.
    pub fn until(self) -> NaiveDateTime {
        match self.time {
            Some(time) => self.day.and_time(time) + TimeDelta::minutes(1),
            None => self.day.and_time(NaiveTime::default()) + TimeDelta::days(1),
        }
    }

    pub fn day(self) -> NaiveDate {
        self.day
    }

    /// Whether it says a time of the day, too.
    pub fn has_time(self) -> bool {
        self.time.is_some()
    }

    /// As a person would say it: "Saturday 22 August 2026, 21:14".
    pub fn spoken(self) -> String {
        let day = self.day.format("%A %-d %B %Y");
        match self.time {
            Some(time) => format!("{day}, {}", time.format("%H:%M")),
            None => day.to_string(),
        }
    }
}

fn in_zone<Z: TimeZone>(zone: &Z, local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => Some(at.fixed_offset()),
        MappedLocalTime::None => None,
    }
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
