use chrono::Utc;
use proptest::prelude::*;

use super::*;

/// A Wednesday.
fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-08-26T14:30:05+02:00").unwrap()
}

#[track_caller]
fn says(text: &str, spoken: &str) {
    match parse(text, now()) {
        Ok(when) => assert_eq!(when.spoken(), spoken, "{text}"),
        Err(error) => panic!("{text}: {error}"),
    }
}

#[track_caller]
fn refused(text: &str) -> NotADate {
    match parse(text, now()) {
        Ok(when) => panic!("{text} was read as {}", when.spoken()),
        Err(error) => error,
    }
}

#[test]
fn days_of_the_calendar_are_read_in_the_forms_that_mean_one_day() {
    says("2026-08-22", "Saturday 22 August 2026");
    says(" 2026/8/22 ", "Saturday 22 August 2026");
    says("22 August 2026", "Saturday 22 August 2026");
    says("August 22nd, 2026", "Saturday 22 August 2026");
    says("2026-08-22 21:14", "Saturday 22 August 2026, 21:14");
    says("2026-08-22T21:14", "Saturday 22 August 2026, 21:14");
    says(
        "2026-08-22T21:14:09-07:00",
        "Saturday 22 August 2026, 21:14",
    );
}

#[test]
fn words_are_counted_from_now() {
    says("today", "Wednesday 26 August 2026");
    says("Now", "Wednesday 26 August 2026, 14:30");
    says("yesterday", "Tuesday 25 August 2026");
    says("the day before yesterday", "Monday 24 August 2026");
    says("tomorrow", "Thursday 27 August 2026");
    says("3 days ago", "Sunday 23 August 2026");
    says("a week ago", "Wednesday 19 August 2026");
    says("two months ago", "Friday 26 June 2026");
    says("in 2 weeks", "Wednesday 9 September 2026");
    says("2 weeks from now", "Wednesday 9 September 2026");
    says("in 6 months", "Friday 26 February 2027");
    says("last year", "Tuesday 26 August 2025");
    says("20 hours ago", "Tuesday 25 August 2026, 18:30");
}

#[test]
fn a_weekday_is_the_latest_the_last_the_next_or_the_coming_one() {
    says("wednesday", "Wednesday 26 August 2026");
    says("tuesday", "Tuesday 25 August 2026");
    says("thu", "Thursday 20 August 2026");
    says("last tuesday", "Tuesday 25 August 2026");
    says("last wednesday", "Wednesday 19 August 2026");
    says("next friday", "Friday 28 August 2026");
    says("next wed", "Wednesday 2 September 2026");
    says("this wednesday", "Wednesday 26 August 2026");
    says("this tuesday", "Tuesday 1 September 2026");
}

#[test]
fn a_time_may_stand_alone_or_on_either_side_of_the_day() {
    says("08:30", "Wednesday 26 August 2026, 08:30");
    says("yesterday 21:00", "Tuesday 25 August 2026, 21:00");
    says("yesterday at 9 pm", "Tuesday 25 August 2026, 21:00");
    says("9pm last tuesday", "Tuesday 25 August 2026, 21:00");
    says("12:05am", "Wednesday 26 August 2026, 00:05");
    says("friday at noon", "Friday 21 August 2026, 12:00");
}

#[test]
fn a_month_that_is_too_short_gives_its_last_day() {
    let now = DateTime::parse_from_rfc3339("2026-03-31T10:00:00+02:00").unwrap();
    let day = |text| parse(text, now).unwrap().spoken();
    assert_eq!(day("last month"), "Saturday 28 February 2026");
    assert_eq!(day("in a month"), "Thursday 30 April 2026");
}

#[test]
fn what_may_be_two_days_or_none_is_refused_with_what_to_write() {
    for text in ["03/04/2024", "3.4.2024", "22-08-26"] {
        let error = refused(text);
        assert!(matches!(error, NotADate::TwoReadings(_)), "{text}: {error}");
        assert!(error.to_string().contains("2026-08-22"));
    }
    assert!(matches!(refused("2026-02-30"), NotADate::NoSuchDay(_)));
    assert!(matches!(
        refused("Friday 22 August 2026"),
        NotADate::NoSuchDay(_)
    ));
    assert!(matches!(refused("March 2026"), NotADate::WhichDay(_)));
    assert!(matches!(refused("2026"), NotADate::WhichDay(_)));
    assert!(matches!(refused("0226-08-22"), NotADate::TooFar(_)));
    assert!(matches!(
        refused("4294967295 years ago"),
        NotADate::TooFar(_)
    ));
    assert!(matches!(refused("  "), NotADate::Empty));
    for text in [
        "soon",
        "24:00",
        "13 pm",
        "7:5:3:1",
        "2026-08-22x",
        "next blue moon",
        "2 hours ago 21:00",
        "08:30 09:30",
        "-3 days ago",
    ] {
        assert!(matches!(refused(text), NotADate::Unknown(_)), "{text}");
    }
}

#[test]
fn a_day_without_a_time_is_now_if_it_is_today_and_noon_otherwise() {
    let at = |text| parse(text, now()).unwrap().at(now().offset(), now());
    assert_eq!(at("today"), now());
    assert_eq!(at("2026-08-22").to_rfc3339(), "2026-08-22T12:00:00+02:00");
    assert_eq!(
        at("2026-08-22T21:14:00-07:00").to_rfc3339(),
        "2026-08-22T21:14:00-07:00"
    );
}

/// A zone where the clocks go from 02:00 to 03:00 on 29 March 2026 and back on 25 October.
#[derive(Clone)]
struct Summer;

impl TimeZone for Summer {
    type Offset = FixedOffset;

    fn from_offset(_: &FixedOffset) -> Summer {
        Summer
    }

    fn offset_from_local_date(&self, day: &NaiveDate) -> MappedLocalTime<FixedOffset> {
        self.offset_from_local_datetime(&day.and_time(NaiveTime::default()))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        let hours = |h: i32| FixedOffset::east_opt(h * 3600).unwrap();
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let (spring, autumn) = (at("2026-03-29T02:00:00"), at("2026-10-25T02:00:00"));
        let hour = TimeDelta::hours(1);
        if *local < spring || *local >= autumn + hour {
            MappedLocalTime::Single(hours(1))
        } else if *local < spring + hour {
            MappedLocalTime::None
        } else if *local < autumn {
            MappedLocalTime::Single(hours(2))
        } else {
            MappedLocalTime::Ambiguous(hours(2), hours(1))
        }
    }

    fn offset_from_utc_date(&self, _: &NaiveDate) -> FixedOffset {
        FixedOffset::east_opt(3600).unwrap()
    }

    fn offset_from_utc_datetime(&self, _: &NaiveDateTime) -> FixedOffset {
        FixedOffset::east_opt(3600).unwrap()
    }
}

#[test]
fn a_time_that_the_clocks_jumped_over_is_later_and_one_passed_twice_is_the_first() {
    let at = |text| {
        parse(text, now())
            .unwrap()
            .at(&Summer, now())
            .naive_local()
            .to_string()
    };
    assert_eq!(at("2026-03-29 02:20"), "2026-03-29 03:20:00");
    let twice = parse("2026-10-25 02:30", now()).unwrap().at(&Summer, now());
    assert_eq!(twice.to_rfc3339(), "2026-10-25T02:30:00+02:00");
}

#[test]
fn a_day_lasts_to_its_end_and_a_time_to_the_end_of_its_minute() {
    let span = |text| {
        let when = parse(text, now()).unwrap();
        (when.from().to_string(), when.until().to_string())
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        span("2026-08-22"),
        pair("2026-08-22 00:00:00", "2026-08-23 00:00:00")
    );
    assert_eq!(
        span("2026-08-22 21:14"),
        pair("2026-08-22 21:14:00", "2026-08-22 21:15:00")
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", words in "(last|next|in|ago|friday|[0-9]{1,12}|days|years|:|am|pm|/|-|é| ){0,8}") {
        for text in [text, words] {
            if let Ok(when) = parse(&text, now()) {
                when.at(&Utc, now());
                when.until();
            }
        }
    }

    #[test]
    fn what_is_said_back_is_understood_as_the_same(days in -40000i64..40000, minute in 0i64..1440) {
        let at = now() + TimeDelta::days(days) + TimeDelta::minutes(minute);
        let when = When { offset: None, ..When::exactly(at) };
        let spoken = when.spoken();
        let again = parse(&spoken, now()).unwrap();
        prop_assert_eq!(again.spoken(), spoken);
    }
}
