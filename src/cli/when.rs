//! Dates in options: read by the grammar, and said back as they were understood.

use chrono::{DateTime, FixedOffset, Local, SubsecRound};

use super::failure::Failure;
use super::out::say;
use crate::domain::when::{When, parse};

/// The present, to the millisecond: that much is kept with a record.
pub fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset().trunc_subsecs(3)
}

/// The time that `--at` names.
pub fn at(text: &str, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Failure> {
    Ok(parse(text, now)?.at(&Local, now))
}

/// Says back how `--at` was understood, where something is dated by it.
pub fn say_at(at: Option<DateTime<FixedOffset>>) {
    if let Some(at) = at {
        say(&format!("Dated {}.", When::exactly(at).spoken()));
    }
}

/// The days or times that `--from` and `--to` name.
pub fn span(
    from: Option<&str>,
    to: Option<&str>,
    now: DateTime<FixedOffset>,
) -> Result<(Option<When>, Option<When>), Failure> {
    let from = from.map(|text| parse(text, now)).transpose()?;
    let to = to.map(|text| parse(text, now)).transpose()?;
    match (from, to) {
        (Some(from), Some(to)) if from.from() >= to.until() => {
            return Err(Failure::usage(format!(
                "{} is after {}, so nothing can lie between them. Exchange --from and --to.",
                from.spoken(),
                to.spoken()
            )));
        }
        (Some(from), Some(to)) => say(&format!("From {} to {}.", from.spoken(), to.spoken())),
        (Some(from), None) => say(&format!("From {} on.", from.spoken())),
        (None, Some(to)) => say(&format!("Up to {}.", to.spoken())),
        (None, None) => {}
    }
    Ok((from, to))
}
