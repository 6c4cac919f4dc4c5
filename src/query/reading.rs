//! What there is to read in a record: the same for lists, for search and for a single page.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::domain::when::When;
use crate::domain::{Body, Record};
use crate::exercise::{Labels, Part};

/// The kinds of things that people read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Entry,
    Answer,
    Mark,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Entry, Kind::Answer, Kind::Mark];

    /// The word for it on the command line and in JSON, the same as on disk.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Entry => "entry",
            Kind::Answer => "answer",
            Kind::Mark => "mark",
        }
    }

    /// The word for many of them.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Entry => "entries",
            Kind::Answer => "answers",
            Kind::Mark => "marks",
        }
    }

    /// The kind with this name, if there is one.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of what a record says, where it is something to read.
    pub fn of(body: &Body) -> Option<Kind> {
        match body {
            Body::Entry(_) => Some(Kind::Entry),
            Body::Answer(_) => Some(Kind::Answer),
            Body::Mark(_) => Some(Kind::Mark),
            Body::Profile(_) | Body::SetAside(_) | Body::Purge(_) | Body::Unknown { .. } => None,
        }
    }
}

/// An entry, an answer or a mark, ready to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<'a> {
    pub kind: Kind,
    /// The time that it is about.
    pub at: DateTime<FixedOffset>,
    /// The title of an entry, or the name of the exercise; a mark has none.
    pub title: &'a str,
    /// What the exercise asked, in the words of that day; empty for an entry.
    pub asked: &'a str,
    pub tags: &'a [String],
    /// Until when it is closed, where it is: then the parts say only that.
    pub closed: Option<NaiveDate>,
    /// The text in its labelled parts. An entry is one part without a label; a mark has its numbers in
    /// one and its line in another.
    pub parts: Vec<Part>,
}

impl Reading<'_> {
    /// What there is to read in `record` on the day `today`; `None` for what is not read as such: a
    /// role, a deletion, the record of a newer version.
    pub fn of(record: &Record, today: NaiveDate) -> Option<Reading<'_>> {
        Reading::among(record, record, today)
    }

    /// A version of the thing that has this newest head: with it all of its versions are closed, and
    /// with it they are open.
    pub fn among<'r>(record: &'r Record, head: &Record, today: NaiveDate) -> Option<Reading<'r>> {
        let mut reading = Reading::whole(record)?;
        if let Body::Answer(answer) = &head.body
            && let Some(until) = answer.closed_on(today)
        {
            let without = Labels::new();
            let prompt = head.prompt.as_ref();
            reading.closed = Some(until);
            reading.parts = answer.cover(prompt.map_or(&without, |prompt| &prompt.labels));
        }
        Some(reading)
    }

    /// All of it, closed or not: for what is made ready now and shown later.
    pub(crate) fn whole(record: &Record) -> Option<Reading<'_>> {
        match &record.body {
            Body::Entry(entry) => Some(Reading {
                kind: Kind::Entry,
                at: entry.at,
                title: &entry.title,
                asked: "",
                tags: &entry.tags,
                closed: None,
                parts: vec![Part {
                    label: String::new(),
                    text: entry.text.clone(),
                }],
            }),
            Body::Answer(answer) => {
                let without = Labels::new();
                let prompt = record.prompt.as_ref();
                let item = record.item.as_ref().map_or("", |item| item.as_str());
                let title = prompt.map(|prompt| prompt.title.as_str());
                Some(Reading {
                    kind: Kind::Answer,
                    at: record.at,
                    title: title.filter(|title| !title.is_empty()).unwrap_or(item),
                    asked: prompt.map_or("", |prompt| &prompt.text),
                    tags: &[],
                    closed: None,
                    parts: answer.parts(prompt.map_or(&without, |prompt| &prompt.labels)),
                })
            }
            Body::Mark(mark) => Some(Reading {
                kind: Kind::Mark,
                at: at(record),
                title: "",
                asked: "",
                tags: &[],
                closed: None,
                parts: [mark.numbers(), mark.note.clone()]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .map(|text| Part {
                        label: String::new(),
                        text,
                    })
                    .collect(),
            }),
            Body::Profile(_) | Body::SetAside(_) | Body::Purge(_) | Body::Unknown { .. } => None,
        }
    }

    /// When it was, as a person would say it: a mark is of a day and of no hour.
    pub fn spoken(&self) -> String {
        match self.kind {
            Kind::Entry | Kind::Answer => When::exactly(self.at).spoken(),
            Kind::Mark => self.at.format("%A %-d %B %Y").to_string(),
        }
    }

    /// The text without its labels, a part after the other.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
        texts.join("\n")
    }
}

/// The time that a record is about. A mark made on its own day has the time at which it was made, and
/// one that was made later the noon of its day.
pub fn at(record: &Record) -> DateTime<FixedOffset> {
    match &record.body {
        Body::Entry(entry) => entry.at,
        Body::Mark(mark) if mark.day != record.at.date_naive() => {
            let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
            let noon = mark
                .day
                .and_time(noon)
                .and_local_timezone(*record.at.offset());
            noon.single().unwrap_or(record.at)
        }
        Body::Mark(_)
        | Body::Answer(_)
        | Body::Profile(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => record.at,
    }
}
