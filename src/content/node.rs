//! TOML values with the place of each, in the order in which they were written.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::{At, Report};
use super::plain::Plain;

/// A value at its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub at: At,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Cow<'static, str>),
    Number(i64),
    Yes(bool),
    Date(NaiveDate),
    /// A kind of value that packs have no use for, by name.
    Other(&'static str),
    Array(Vec<Node>),
    Table(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: Cow<'static, str>,
    pub key_at: At,
    pub node: Node,
}

/// How deep values may lie in each other; a pack needs seven.
const DEPTH: usize = 12;

/// How many values all files of a pack may hold together.
pub(super) const VALUES: usize = 50_000;

/// Up to this size all syntax errors of a file are listed; of a larger one only the first, because
/// a file made of errors costs many times its size in memory.
const ALL_ERRORS: usize = 96 * 1024;

impl Node {
    /// A table that no file holds, for putting files together.
    pub fn table(at: At, entries: Vec<Entry>) -> Node {
        let value = Value::Table(entries);
        Node { at, value }
    }

    /// Values that have no places of their own, all at `at`.
    pub fn of_plain(at: At, plain: Plain<'static>) -> Node {
        let value = match plain {
            Plain::Text(text) => Value::Text(text.into()),
            Plain::Number(number) => Value::Number(number),
            Plain::Yes(yes) => Value::Yes(yes),
            Plain::Date(year, month, day) => date_value(year, month, day),
            Plain::Array(items) => {
                let nodes = items.into_iter().map(|item| Node::of_plain(at, item));
                Value::Array(nodes.collect())
            }
            Plain::Table(entries) => {
                let entry = |(key, value): (&'static str, Plain<'static>)| Entry {
                    key: key.into(),
                    key_at: at,
                    node: Node::of_plain(at, value),
                };
                Value::Table(entries.into_iter().map(entry).collect())
            }
        };
        Node { at, value }
    }

    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            Value::Text(_)
            | Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_) => &[],
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.node)
    }

    pub fn is_array(&self) -> bool {
        matches!(self.value, Value::Array(_))
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_)
            | Value::Table(_) => None,
        }
    }

    /// What it is, for a message.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "a text",
            Value::Number(_) => "a number",
            Value::Yes(_) => "true or false",
            Value::Date(_) => "a date",
            Value::Other(name) => name,
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Reads one source. What is no TOML is reported, and what can be read beside it is returned.
pub(super) fn parse(report: &Report, source: usize, left: &mut usize) -> Node {
    let text = report.source(source).text.as_str();
    let (table, errors) = match DeTable::parse(text) {
        Ok(table) => (table, Vec::new()),
        Err(_) if text.len() <= ALL_ERRORS => DeTable::parse_recoverable(text),
        Err(first) => {
            let nothing = Spanned::new(0..0, DeTable::new());
            (nothing, vec![first])
        }
    };
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let at = At {
            source,
            start: span.start,
            end: span.end,
        };
        report.error(at, format!("not TOML: {}", error.message()));
    }
    if !errors.is_empty() {
        report.breaks(source);
    }
    let mut reader = Reader {
        report,
        source,
        left,
        broken: !errors.is_empty(),
    };
    let whole = At {
        source,
        start: 0,
        end: 0,
    };
    Node::table(whole, reader.entries(table.get_ref(), 0))
}

fn date_value(year: u16, month: u8, day: u8) -> Value {
    let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    day.map_or(Value::Other("a date"), Value::Date)
}

struct Reader<'a> {
    report: &'a Report,
    source: usize,
    /// How many values may still come.
    left: &'a mut usize,
    /// The file has syntax errors, so that values may be missing which are there.
    broken: bool,
}

impl Reader<'_> {
    fn entries(&mut self, table: &DeTable<'_>, depth: usize) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (key, value) in table {
            let Some(node) = self.node(value, depth + 1) else {
                continue;
            };
            entries.push(Entry {
                key: key.get_ref().clone().into_owned().into(),
                key_at: self.at(key.span()),
                node,
            });
        }
        // The parser sorts keys by name; authors mean the order in which they wrote them.
        entries.sort_by_key(|entry| entry.key_at.start);
        entries
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, depth: usize) -> Option<Node> {
        let at = self.at(value.span());
        if *self.left == 0 {
            return None;
        }
        *self.left -= 1;
        if *self.left == 0 {
            let message = format!("a pack holds at most {VALUES} values; this is one more");
            self.report.error(at, message);
            return None;
        }
        if depth > DEPTH {
            let message = format!("values lie at most {DEPTH} deep in each other");
            self.report.error(at, message);
            return None;
        }
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned().into()),
            DeValue::Integer(number) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => Value::Number(number),
                    Err(_) => Value::Other("a number beyond all bounds"),
                }
            }
            DeValue::Boolean(yes) => Value::Yes(*yes),
            DeValue::Datetime(date) => match (date.date, date.time) {
                (Some(on), None) => date_value(on.year, on.month, on.day),
                (Some(_) | None, _) => Value::Other("a time"),
            },
            DeValue::Float(_) => Value::Other("a number with a point"),
            DeValue::Array(items) => {
                let mut nodes = Vec::new();
                for item in items.iter() {
                    nodes.extend(self.node(item, depth + 1));
                }
                Value::Array(nodes)
            }
            DeValue::Table(table) => Value::Table(self.entries(table, depth)),
        };
        // The parser puts an empty text where a value could not be read, and has reported it.
        let hollow = matches!(&value, Value::Text(text) if text.is_empty());
        (!(self.broken && hollow && at.start == at.end)).then_some(Node { at, value })
    }

    fn at(&self, span: std::ops::Range<usize>) -> At {
        At {
            source: self.source,
            start: span.start,
            end: span.end,
        }
    }
}
