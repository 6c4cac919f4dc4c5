//! Times as a person would say them.

use chrono::{DateTime, FixedOffset};

use crate::query::ago::ago;

/// "21:14" today, "yesterday 21:14", or the day.
pub fn spoken_time(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    let days = now
        .date_naive()
        .signed_duration_since(at.date_naive())
        .num_days();
    match days {
        0 => at.format("%H:%M").to_string(),
        1 => at.format("yesterday %H:%M").to_string(),
        _ if at.date_naive().format("%Y").to_string() == now.format("%Y").to_string() => {
            at.format("%-d %B").to_string()
        }
        _ => at.format("%-d %B %Y").to_string(),
    }
}

/// "1 minute", "20 minutes".
pub fn minutes(n: u16) -> String {
    match n {
        1 => "1 minute".to_owned(),
        n => format!("{n} minutes"),
    }
}

/// "today", "yesterday", "eight days ago" and so on.
pub fn days_ago_line(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    ago(at.date_naive(), now.date_naive())
}
