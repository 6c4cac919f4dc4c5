//! Entries, answers and marks, newest first, by what a person asks for.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use super::excerpt;
pub use super::reading::at;
use super::reading::{Kind, Reading};
use crate::domain::{Body, Record, SpaceId, State, ThreadId};
use crate::exercise;
use crate::text::fold::fold;

/// What to list. The default is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<Kind>,
    /// Answers to this kind of exercise.
    pub exercise: Option<exercise::Kind>,
    /// From this time on, on the clock of whoever wrote it: a day is the writer's day.
    pub from: Option<NaiveDateTime>,
    /// Up to this time and without it.
    pub until: Option<NaiveDateTime>,
    /// With this tag, in any case and with any accents.
    pub tag: Option<String>,
    /// So many at the most.
    pub most: Option<usize>,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub thread: ThreadId,
    pub kind: Kind,
    /// The kind of exercise that it answers, where it is an answer.
    pub exercise: Option<exercise::Kind>,
    pub at: DateTime<FixedOffset>,
    /// May be empty: an entry needs no title.
    pub title: String,
    pub excerpt: String,
    pub tags: Vec<String>,
    pub space: SpaceId,
}

/// A filter that is ready to be asked of many records.
#[derive(Debug)]
pub struct Sieve<'f> {
    filter: &'f Filter,
    tag: Option<String>,
}

impl Filter {
    pub fn sieve(&self) -> Sieve<'_> {
        Sieve {
            filter: self,
            tag: self.tag.as_deref().map(plain_tag),
        }
    }
}

impl Sieve<'_> {
    /// Whether a record is asked for, however many there may be at the most.
    pub fn lets(&self, record: &Record) -> bool {
        let filter = self.filter;
        let Some(kind) = Kind::of(&record.body) else {
            return false;
        };
        let local = || at(record).naive_local();
        let tagged = |tag: &String| tags(record).iter().any(|other| plain_tag(other) == *tag);
        filter.kind.is_none_or(|wanted| wanted == kind)
            && filter
                .exercise
                .is_none_or(|wanted| exercise(record) == Some(wanted))
            && filter.from.is_none_or(|from| local() >= from)
            && filter.until.is_none_or(|until| local() < until)
            && self.tag.as_ref().is_none_or(tagged)
    }
}

/// The kind of exercise that a record answers, where it is an answer.
pub fn exercise(record: &Record) -> Option<exercise::Kind> {
    match &record.body {
        Body::Answer(answer) => Some(answer.kind()),
        Body::Entry(_)
        | Body::Mark(_)
        | Body::Profile(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => None,
    }
}

/// The threads to list with their newest heads, newest first.
pub fn heads<'a>(state: &'a State, filter: &Filter) -> Vec<(ThreadId, &'a Arc<Record>)> {
    let sieve = filter.sieve();
    let mut found: Vec<_> = state
        .newest_heads()
        .filter(|(_, head)| sieve.lets(head))
        .map(|(thread, head)| (at(head), thread, head))
        .collect();
    found.sort_unstable_by_key(|(at, thread, _)| Reverse((*at, *thread)));
    found.truncate(filter.most.unwrap_or(usize::MAX));
    found
        .into_iter()
        .map(|(_, thread, head)| (thread, head))
        .collect()
}

/// The lines to list, newest first. What is closed on the day `today` says only that.
pub fn list(state: &State, filter: &Filter, today: NaiveDate) -> Vec<Item> {
    heads(state, filter)
        .into_iter()
        .filter_map(|(thread, head)| {
            let reading = Reading::of(head, today)?;
            Some(Item {
                thread,
                kind: reading.kind,
                exercise: exercise(head),
                at: reading.at,
                title: reading.title.to_owned(),
                excerpt: match reading.kind {
                    Kind::Entry | Kind::Answer => excerpt::start(&reading.text()),
                    // The numbers and the line are two things.
                    Kind::Mark => excerpt::start(&reading.text().replacen('\n', ": ", 1)),
                },
                tags: reading.tags.to_vec(),
                space: head.space,
            })
        })
        .collect()
}

/// The tags of a record: only entries have any.
pub(super) fn tags(record: &Record) -> &[String] {
    match &record.body {
        Body::Entry(entry) => &entry.tags,
        Body::Answer(_)
        | Body::Mark(_)
        | Body::Profile(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => &[],
    }
}

/// A tag as it is compared: `#Work` is `work`.
pub(super) fn plain_tag(tag: &str) -> String {
    fold(tag.trim().trim_start_matches('#').trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::testing::Book;

    fn titles(book: &Book, filter: &Filter) -> Vec<String> {
        let items = list(&book.state, filter, book.now.date_naive());
        items.into_iter().map(|item| item.title).collect()
    }

    #[test]
    fn the_newest_comes_first_and_each_thing_once() {
        let mut book = Book::new();
        let first = book.entry("first", "text", &[]);
        book.entry("second", "text", &[]);
        book.answer("one.first", "an answer");
        book.revise(Some(first), "first again", "text", &[]);
        book.set_aside("two", true);
        let all = titles(&book, &Filter::default());
        assert_eq!(all, ["first again", "The title of one.first", "second"]);
    }

    #[test]
    fn a_list_can_be_narrowed_by_kind_time_tag_and_number() {
        let mut book = Book::new();
        book.entry("old", "text", &["Wörk"]);
        book.now += chrono::TimeDelta::days(1);
        book.entry("new", "text", &["home"]);
        book.answer("one.first", "an answer");
        let with = |filter: Filter| titles(&book, &filter);
        let kind = |kind| Filter {
            kind: Some(kind),
            ..Filter::default()
        };
        assert_eq!(with(kind(Kind::Entry)), ["new", "old"]);
        assert_eq!(with(kind(Kind::Answer)), ["The title of one.first"]);
        let exercise = |exercise| Filter {
            exercise: Some(exercise),
            ..Filter::default()
        };
        assert_eq!(
            with(exercise(exercise::Kind::Write)),
            ["The title of one.first"]
        );
        assert_eq!(with(exercise(exercise::Kind::Scale)), [] as [&str; 0]);
        let day = "2026-08-23T00:00:00".parse().ok();
        assert_eq!(
            with(Filter {
                until: day,
                ..Filter::default()
            }),
            ["old"]
        );
        assert_eq!(
            with(Filter {
                from: day,
                ..Filter::default()
            })
            .len(),
            2
        );
        let tag = Some("#work".to_owned());
        assert_eq!(
            with(Filter {
                tag,
                ..Filter::default()
            }),
            ["old"]
        );
        assert_eq!(
            with(Filter {
                most: Some(1),
                ..Filter::default()
            })
            .len(),
            1
        );
        assert_eq!(
            with(Filter {
                most: Some(0),
                ..Filter::default()
            })
            .len(),
            0
        );
    }
}
