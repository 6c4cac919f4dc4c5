//! The library: lists to choose from, and phrases that are pointed out.

use std::collections::BTreeMap;

use super::finding::{Report, Taken};
use super::model::List;
use super::node::{Node, Value};
use super::table::Table;
use super::words::{Shape, tidy};
use crate::domain::id::is_name;
use crate::exercise::flag::Flag;

/// The lists, by id.
pub(super) fn lists(report: &Report, nodes: &[Node]) -> BTreeMap<String, List> {
    let mut ids = Taken::default();
    let mut lists = BTreeMap::new();
    for table in nodes.iter().filter_map(|n| Table::of(report, n, "a list")) {
        let id = table.name("id");
        if let Some((id, at)) = &id {
            ids.take(report, "the list", id, *at);
        }
        let id = id.map(|(id, _)| id).unwrap_or_default();
        let mut words = Taken::default();
        table.need("group");
        let groups = table
            .tables("group", "a group of words")
            .into_iter()
            .map(|group| group_of(group, &mut words))
            .collect();
        let list = List {
            id: id.clone(),
            title: table.text("title", Shape::Line),
            groups,
        };
        table.finish();
        lists.entry(id).or_insert(list);
    }
    lists
}

fn group_of(group: Table<'_>, ids: &mut Taken) -> (String, Vec<(String, String)>) {
    let report = group.report;
    let title = group.text("title", Shape::Line);
    let mut items = Vec::new();
    match group.need("words").map(|node| (&node.value, node)) {
        Some((Value::Table(entries), node)) => {
            if entries.is_empty() {
                report.error(node.at, "this group has no words");
            }
            for entry in entries {
                let key = &entry.key;
                if !is_name(key) {
                    report.error_hint(
                        entry.key_at,
                        format!("`{key}` is no id"),
                        "small letters a to z, digits and hyphens, a letter first",
                    );
                }
                ids.take(report, "the word", key, entry.key_at);
                match entry.node.text() {
                    Some(text) => {
                        let text = tidy(report, key, text, entry.node.at, Shape::Line);
                        items.push((key.to_string(), text));
                    }
                    None => group.wrong(key, &entry.node, "a text"),
                }
            }
        }
        Some((_, node)) => group.wrong("words", node, "a table, id = \"word\","),
        None => {}
    }
    group.finish();
    (title, items)
}

/// The flags, by id.
pub(super) fn flags(report: &Report, nodes: &[Node]) -> BTreeMap<String, Flag> {
    let mut ids = Taken::default();
    let mut phrases = Taken::default();
    let mut flags = BTreeMap::new();
    for table in nodes.iter().filter_map(|n| Table::of(report, n, "a flag")) {
        let id = table.name("id");
        if let Some((id, at)) = &id {
            ids.take(report, "the flag", id, *at);
        }
        let id = id.map(|(id, _)| id).unwrap_or_default();
        let mut found = Vec::new();
        if let Some(node) = table.need("phrases") {
            let texts = table.texts("phrases");
            if texts.is_empty() {
                report.error(node.at, "a flag needs one phrase at least");
            }
            for (text, at) in texts {
                let phrase = tidy(report, "phrases", text, at, Shape::Line);
                let plain = || phrase.to_lowercase().replace('\u{2019}', "'");
                phrases.take_as(report, "the phrase", plain, at);
                found.push(phrase);
            }
        }
        let flag = Flag {
            id: id.clone(),
            phrases: found,
            why: table.text("why", Shape::Line),
            better: table.text("better", Shape::Line),
        };
        table.finish();
        flags.entry(id).or_insert(flag);
    }
    flags
}
