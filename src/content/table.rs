//! A typed look into a table of a pack, which reports whatever is not as it should be.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;

use super::finding::{At, Report, known_names};
use super::node::{Entry, Node, Value};
use super::voice::{KEYS, Voice, Voiced};
use super::words::{Shape, tidy};
use crate::domain::id::is_name;

/// A table while it is read. It remembers which keys were asked for, so that the others are unknown.
pub(super) struct Table<'a> {
    pub report: &'a Report,
    pub at: At,
    /// What the table stands for, with its article: "a step".
    what: &'static str,
    entries: &'a [Entry],
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    /// `node` as a table, or a finding that it is none.
    pub fn of(report: &'a Report, node: &'a Node, what: &'static str) -> Option<Table<'a>> {
        match &node.value {
            Value::Table(entries) => Some(Table {
                report,
                at: node.at,
                what,
                entries,
                asked: RefCell::default(),
            }),
            Value::Text(_)
            | Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_) => {
                report.error(
                    node.at,
                    format!("{} is {what}; a table is expected", node.kind()),
                );
                None
            }
        }
    }

    /// The value under `key`, if it is there.
    pub fn get(&self, key: &'static str) -> Option<&'a Node> {
        let mut asked = self.asked.borrow_mut();
        if !self.report.is_known_good() && !asked.contains(&key) {
            asked.push(key);
        }
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.node)
    }

    /// The value under `key`, which has to be there.
    pub fn need(&self, key: &'static str) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() && !self.report.is_broken(self.at.source) {
            self.report.error_hint(
                self.at,
                format!("{} needs the key `{key}`", self.what),
                format!("write `{key} = ...` below this line"),
            );
        }
        found
    }

    /// Reports a value that is not of the kind that `key` takes.
    pub fn wrong(&self, key: &str, node: &Node, expected: &str) {
        self.report.error(
            node.at,
            format!("`{key}` is {}; {expected} is expected", node.kind()),
        );
    }

    /// A text that has to be there; empty where it is not.
    pub fn text(&self, key: &'static str, shape: Shape) -> String {
        self.need(key)
            .map(|node| self.tidied(&key, node, shape).into_owned())
            .unwrap_or_default()
    }

    /// A text that may be left out.
    pub fn text_or_none(&self, key: &'static str, shape: Shape) -> Option<String> {
        let node = self.get(key)?;
        Some(self.tidied(&key, node, shape).into_owned())
    }

    /// The text of `node` as it is shown. That of the default pack is so already, and stays where it is.
    fn tidied(&self, key: &dyn fmt::Display, node: &Node, shape: Shape) -> Cow<'static, str> {
        match &node.value {
            Value::Text(text) if self.report.is_known_good() => text.clone(),
            Value::Text(text) => tidy(self.report, &key.to_string(), text, node.at, shape).into(),
            Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_)
            | Value::Table(_) => {
                self.wrong(&key.to_string(), node, "a text");
                Cow::default()
            }
        }
    }

    /// A name fit to be an id, with its place.
    pub fn name(&self, key: &'static str) -> Option<(String, At)> {
        let node = self.need(key)?;
        let Some(text) = node.text() else {
            self.wrong(key, node, "a text");
            return None;
        };
        if is_name(text) {
            return Some((text.to_owned(), node.at));
        }
        self.report.error_hint(
            node.at,
            format!("`{text}` is no id"),
            "small letters a to z, digits and hyphens, a letter first, 64 at the most",
        );
        None
    }

    /// A whole number within `range`.
    pub fn number(&self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let node = self.get(key)?;
        match &node.value {
            Value::Number(number) if range.contains(number) => Some(*number),
            Value::Number(number) => {
                let (low, high) = (range.start(), range.end());
                self.report.error(
                    node.at,
                    format!("`{key}` is {number}; it goes from {low} to {high}"),
                );
                None
            }
            Value::Text(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_)
            | Value::Table(_) => {
                self.wrong(key, node, "a whole number");
                None
            }
        }
    }

    /// `true` or `false`; `false` where it is left out.
    pub fn yes(&self, key: &'static str) -> bool {
        match self.get(key).map(|node| (&node.value, node)) {
            None => false,
            Some((Value::Yes(yes), _)) => *yes,
            Some((_, node)) => {
                self.wrong(key, node, "true or false");
                false
            }
        }
    }

    /// Texts in a list, each with its place; none where it is left out.
    pub fn texts(&self, key: &'static str) -> Vec<(&'a str, At)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Value::Array(items) = &node.value else {
            self.wrong(key, node, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.text() {
                Some(text) => texts.push((text, item.at)),
                None => self.wrong(key, item, "a text in quotes"),
            }
        }
        texts
    }

    /// Tables in a list (`[[key]]`); none where it is left out.
    pub fn tables(&self, key: &'static str, what: &'static str) -> Vec<Table<'a>> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Value::Array(items) = &node.value else {
            self.wrong(key, node, "a list of tables, [[...]],");
            return Vec::new();
        };
        let table = |item| Table::of(self.report, item, what);
        items.iter().filter_map(table).collect()
    }

    /// One of a few words, as a value.
    pub fn one_of<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.get(key)?;
        let Some(text) = node.text() else {
            self.wrong(key, node, "a text");
            return None;
        };
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let names = words.iter().map(|(word, _)| *word);
            self.report.error_hint(
                node.at,
                format!("`{key}` cannot be `{text}`"),
                known_names(text, names),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// Words that have to be there for each of `voices`.
    pub fn voiced(&self, key: &'static str, shape: Shape, voices: &[Voice]) -> Voiced {
        match self.need(key) {
            Some(node) => self.said(key, node, shape, voices),
            None => Voiced::default(),
        }
    }

    /// Words that may be left out, for all of `voices` at once.
    pub fn voiced_or_none(&self, key: &'static str, shape: Shape, voices: &[Voice]) -> Voiced {
        match self.get(key) {
            Some(node) => self.said(key, node, shape, voices),
            None => Voiced::default(),
        }
    }

    fn said(&self, key: &str, node: &Node, shape: Shape, voices: &[Voice]) -> Voiced {
        let entries = match &node.value {
            Value::Text(_) => return Voiced::any(self.tidied(&key, node, shape)),
            Value::Table(entries) => entries,
            Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_) => {
                self.wrong(key, node, "a text, or a text for each role,");
                return Voiced::default();
            }
        };
        let mut variants = Vec::new();
        for entry in entries {
            let Some(voice) = KEYS.into_iter().find(|voice| *voice == entry.key) else {
                self.report.error_hint(
                    entry.key_at,
                    format!("`{key}` has no words for `{}`", entry.key),
                    known_names(&entry.key, KEYS),
                );
                continue;
            };
            let key = format_args!("{key}.{voice}");
            variants.push((voice, self.tidied(&key, &entry.node, shape)));
        }
        let voiced = Voiced::of(variants);
        if self.report.is_known_good() {
            return voiced;
        }
        self.all_are_spoken_to(key, node.at, &voiced, voices);
        self.no_words_are_lost(key, entries, &voiced, voices);
        voiced
    }

    fn all_are_spoken_to(&self, key: &str, at: At, voiced: &Voiced, voices: &[Voice]) {
        let mut missing: Vec<&str> = Vec::new();
        for voice in voices.iter().filter(|voice| voiced.find(**voice).is_none()) {
            let [exact, ..] = voice.keys();
            if !missing.contains(&exact) {
                missing.push(exact);
            }
        }
        if !missing.is_empty() {
            self.report.error_hint(
                at,
                format!("`{key}` says nothing to {}", missing.join(", ")),
                "add their words, or `any` for whoever has none of their own",
            );
        }
    }

    fn no_words_are_lost(&self, key: &str, entries: &[Entry], voiced: &Voiced, voices: &[Voice]) {
        for entry in entries.iter().filter(|e| KEYS.contains(&&*e.key)) {
            let reads = |voice: &Voice| {
                let has = |key: &&str| voiced.variants().any(|(name, _)| name == *key);
                voice.keys().iter().find(|key| has(key)) == Some(&&*entry.key)
            };
            if !voices.iter().any(reads) {
                self.report.warn(
                    entry.key_at,
                    format!("nobody reads `{key}.{}`", entry.key),
                    "everyone whom this is for has closer words, or it is not for them",
                );
            }
        }
    }

    /// Reports the keys that nothing asked for.
    pub fn finish(self) {
        if self.report.is_known_good() {
            return;
        }
        let asked = self.asked.borrow();
        for entry in self.entries {
            if !asked.contains(&&*entry.key) {
                self.report.error_hint(
                    entry.key_at,
                    format!("{} has no key `{}`", self.what, entry.key),
                    known_names(&entry.key, asked.iter().copied()),
                );
            }
        }
    }
}
