//! Answers and entries: how each stands now, and under it how it stood on earlier days.

use std::sync::Arc;

use super::page::Page;
use crate::domain::when::When;
use crate::domain::{Body, ItemId, Record, State};
use crate::exercise::{self, Labels, label};
use crate::export::Source;
use crate::query::reading::Reading;

/// One thing in all its versions.
struct Thing<'a> {
    /// How it stands. More than one means that two machines wrote without seeing each other.
    heads: Vec<&'a Arc<Record>>,
    /// How it stood at the end of earlier days, the newest first.
    then: Vec<&'a Arc<Record>>,
    /// Whether there are other wordings, of days that are told already.
    more: bool,
}

impl<'a> Thing<'a> {
    fn of(heads: Vec<&'a Arc<Record>>, versions: Vec<&'a Arc<Record>>) -> Thing<'a> {
        let is_head = |record: &Arc<Record>| heads.iter().any(|head| head.id == record.id);
        let mut newer: Option<&Record> = heads.first().map(|head| &***head);
        let (mut then, mut more) = (Vec::new(), false);
        for record in versions.into_iter().rev().filter(|record| !is_head(record)) {
            let same_day = newer.is_some_and(|n| n.at.date_naive() == record.at.date_naive());
            match newer {
                Some(newer) if reads_alike(newer, record) => {}
                Some(_) if same_day => more = true,
                Some(_) | None => then.push(record),
            }
            newer = Some(record);
        }
        Thing { heads, then, more }
    }

    fn is_wanted(&self, source: &Source<'_>) -> bool {
        let all = self.heads.iter().chain(&self.then);
        all.into_iter().any(|record| source.wants(record.thread))
    }
}

fn reads_alike(one: &Record, other: &Record) -> bool {
    match (Reading::whole(one), Reading::whole(other)) {
        (Some(one), Some(other)) => {
            (one.title, one.asked, &one.parts) == (other.title, other.asked, &other.parts)
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Writes the answers to an exercise, with its name and its question over them.
pub(super) fn answers(page: &mut Page, source: &Source<'_>, item: &ItemId, level: usize) -> bool {
    let mut more = false;
    let mut asked = None;
    for thing in things(source.state, item) {
        if !thing.is_wanted(source) {
            continue;
        }
        let several = thing.heads.len() > 1 || thing.heads.iter().any(|r| r.is_one_of_several());
        for record in &thing.heads {
            let Some(reading) = Reading::of(record, source.made.date_naive()) else {
                continue;
            };
            let question = (reading.title.to_owned(), reading.asked.to_owned());
            if asked.as_ref() != Some(&question) {
                page.heading(level, reading.title);
                page.quote(reading.asked);
                asked = Some(question);
            }
            if several {
                page.heading(level + 1, &spoken(record));
                body(page, record, &reading);
            } else {
                body(page, record, &reading);
                page.aside(&spoken(record));
            }
        }
        earlier(page, source, &thing, level + 1 + usize::from(several));
        more |= thing.more;
    }
    more
}

/// The answers to an exercise, the oldest first: one thing, or several side by side.
fn things<'a>(state: &'a State, item: &ItemId) -> Vec<Thing<'a>> {
    let (several, one): (Vec<_>, Vec<_>) = state
        .answer_heads(item)
        .into_iter()
        .partition(|record| record.is_one_of_several());
    let mut things: Vec<Thing<'a>> = Vec::new();
    if let Some(record) = one.first() {
        let mut versions = state.versions_beside(record);
        versions.retain(|record| !record.is_one_of_several());
        things.push(Thing::of(one, versions));
    }
    let mut threads = Vec::new();
    for record in several {
        if !threads.contains(&record.thread) {
            threads.push(record.thread);
            let versions = state.versions_beside(record);
            things.push(Thing::of(state.heads(record.thread), versions));
        }
    }
    things
}

/// Writes a journal entry.
pub(super) fn entry(page: &mut Page, source: &Source<'_>, record: &Record, level: usize) -> bool {
    let heads = source.state.heads_beside(record);
    let thing = Thing::of(heads, source.state.versions_beside(record));
    for record in &thing.heads {
        let Some(reading) = Reading::of(record, source.made.date_naive()) else {
            continue;
        };
        let day = reading.at.format("%A %-d %B, %H:%M").to_string();
        page.heading(
            level,
            &match reading.title {
                "" => day,
                title => format!("{day}: {title}"),
            },
        );
        body(page, record, &reading);
        if !reading.tags.is_empty() {
            page.aside(&format!("Tags: {}", reading.tags.join(", ")));
        }
    }
    earlier(page, source, &thing, level + 1);
    thing.more
}

/// How it was on earlier days. The question is told again where it was another.
fn earlier(page: &mut Page, source: &Source<'_>, thing: &Thing<'_>, level: usize) {
    let today = source.made.date_naive();
    let Some(head) = thing.heads.last() else {
        return;
    };
    let now = Reading::of(head, today);
    // What is closed is closed with all that it was before.
    if now.as_ref().is_some_and(|now| now.closed.is_some()) {
        return;
    }
    for record in &thing.then {
        let Some(reading) = Reading::among(record, head, today) else {
            continue;
        };
        page.heading(level, &format!("Then: {}", spoken(record)));
        match &now {
            Some(now) if now.asked == reading.asked => {}
            Some(_) | None => page.quote(reading.asked),
        }
        body(page, record, &reading);
    }
}

/// What it says, or until when it is closed.
fn body(page: &mut Page, record: &Record, reading: &Reading<'_>) {
    if let Body::Answer(answer) = &record.body
        && table(page, answer, record.prompt.as_ref().map(|p| &p.labels))
    {
        return;
    }
    let parts = &reading.parts;
    if let Body::Answer(exercise::Answer::Sort(_) | exercise::Answer::Choose(_)) = &record.body {
        return page.lists(parts.iter().map(|part| (&*part.label, &*part.text)));
    }
    page.parts(parts.iter().map(|part| (&*part.label, &*part.text)));
}

/// Writes an answer as a table, where its kind is one by nature and it is narrow enough.
fn table(page: &mut Page, answer: &exercise::Answer, labels: Option<&Labels>) -> bool {
    let none = Labels::new();
    let labels = labels.unwrap_or(&none);
    if let exercise::Answer::Timeline(answer) = answer {
        let date = |date: Option<exercise::moment::Moment>| {
            date.map_or(String::new(), |date| date.spoken())
        };
        let rows: Vec<Vec<String>> = answer
            .events
            .iter()
            .map(|event| {
                vec![
                    date(event.happened),
                    date(event.learned),
                    label(labels, &event.kind).to_owned(),
                    event.what.clone(),
                ]
            })
            .collect();
        let head = ["happened", "learned"].map(|id| label(labels, id));
        return page.table(&[head[0], head[1], "kind", "what"], &rows);
    }
    if let exercise::Answer::Choose(answer) = answer
        && answer.chosen.iter().all(|chosen| chosen.rating.is_some())
    {
        let rows = answer.chosen.iter().map(|chosen| {
            let rating = chosen
                .rating
                .map_or(String::new(), |rating| rating.to_string());
            vec![chosen.text.clone(), rating]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        return page.table(&["chosen", label(labels, "rating")], &rows);
    }
    false
}

/// When a version was written, as a person would say it.
fn spoken(record: &Record) -> String {
    When::exactly(record.at).spoken()
}
