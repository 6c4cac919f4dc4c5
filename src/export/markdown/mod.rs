//! A workbook to keep, as Markdown that also reads well as plain text: whose it is and from when to
//! when, what is in it, then stage by stage what was worked on, with the questions as they were asked
//! and how the answers stood on earlier days; the journal by month; the marks; what was set aside.

mod marks;
mod page;
mod things;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use self::page::Page;
use super::Source;
use super::escape::line;
use crate::domain::when::When;
use crate::domain::{Body, ItemId, Record};
use crate::query::list::{Filter, heads};
use crate::query::reading::Kind;

/// The document.
pub fn markdown(source: &Source<'_>) -> String {
    let mut page = Page::default();
    let more = [path(&mut page, source), journal(&mut page, source)];
    marks::marks(&mut page, source);
    set_aside(&mut page, source);
    let mut whole = title(source, more.contains(&true));
    if source.only.is_none() {
        let contents = page.contents(2..=3);
        if !contents.is_empty() {
            whole.push_str(&format!("\n## Contents\n\n{contents}\n"));
        }
    }
    if !page.text().is_empty() {
        whole.push('\n');
        whole.push_str(page.text());
    }
    whole
}

/// Whose it is, and what a reader should know of it.
fn title(source: &Source<'_>, more: bool) -> String {
    let mut page = Page::default();
    page.heading(1, source.book);
    let by = format!("The workbook of {}", line(&source.person.name));
    page.piece(&match span(source) {
        None => format!("{by}."),
        Some((first, last)) if first == last => format!("{by}, of {}.", day(first)),
        Some((first, last)) => format!("{by}, from {} to {}.", day(first), day(last)),
    });
    page.piece(&format!(
        "Taken out of amends on {}. This is an ordinary file: whoever can open it can read it.",
        When::exactly(source.made).spoken()
    ));
    if more {
        page.piece(
            "Of what was changed several times in one day, only the last wording of that day is here.",
        );
    }
    if source.only.is_none() {
        match source.newer() {
            0 => {}
            1 => page.piece("One thing that a newer version of amends wrote is not in it."),
            n => page.piece(&format!(
                "{n} things that a newer version of amends wrote are not in it."
            )),
        }
    }
    page.text().to_owned()
}

/// The first and the last day on which something in it was written or happened.
fn span(source: &Source<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let is_in = |record: &&std::sync::Arc<Record>| {
        Kind::of(&record.body).is_some() && source.wants(record.thread)
    };
    let days = |record: &std::sync::Arc<Record>| crate::query::list::at(record).date_naive();
    let days: Vec<NaiveDate> = source.state.records().filter(is_in).map(days).collect();
    Some((*days.iter().min()?, *days.iter().max()?))
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The journey, in the order of the pack, and after it what this pack does not know.
fn path(page: &mut Page, source: &Source<'_>) -> bool {
    let mut known = BTreeSet::new();
    let mut more = false;
    for stage in &source.pack.stages {
        page.heading(2, &stage.title);
        for step in &stage.steps {
            page.heading(3, &step.title);
            for exercise in &step.exercises {
                known.insert(&exercise.item);
                more |= things::answers(page, source, &exercise.item, 4);
            }
        }
    }
    let mut other: Vec<&ItemId> = source.state.answered().collect();
    other.retain(|item| !known.contains(item));
    page.heading(2, "Other exercises");
    for item in other {
        more |= things::answers(page, source, item, 3);
    }
    more
}

/// The journal, month by month, from the oldest entry to the newest.
fn journal(page: &mut Page, source: &Source<'_>) -> bool {
    let filter = Filter {
        kind: Some(Kind::Entry),
        ..Filter::default()
    };
    page.heading(2, "Journal");
    let mut more = false;
    let mut month = None;
    for (thread, record) in heads(source.state, &filter).into_iter().rev() {
        if !source.wants(thread) {
            continue;
        }
        let of = crate::query::list::at(record).format("%B %Y").to_string();
        if month.as_ref() != Some(&of) {
            page.heading(3, &of);
            month = Some(of);
        }
        more |= things::entry(page, source, record, 4);
    }
    more
}

/// The steps that are too fresh for now.
fn set_aside(page: &mut Page, source: &Source<'_>) {
    page.heading(2, "Set aside for now");
    let steps = source.pack.steps().filter_map(|(_, step)| {
        let record = source.state.set_aside(&step.id)?;
        let since = record.at.format("%-d %B %Y");
        let wanted = source.wants(record.thread) && matches!(record.body, Body::SetAside(_));
        wanted.then(|| format!("{}, since {since}", line(&step.title)))
    });
    page.list(steps);
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
