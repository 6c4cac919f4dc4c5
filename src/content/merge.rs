//! One pack laid over another: what the upper one says counts, and what it does not mention stays.

use super::finding::{Report, known_names};
use super::node::{Entry, Node, Value};
use super::voice::KEYS;

/// The key that says after which sibling something new comes.
const AFTER: &str = "after";

/// `over` laid over `base`.
pub(super) fn lay(base: Node, over: Node, report: &Report) -> Node {
    let at = over.at;
    let value = match (base.value, over.value) {
        (Value::Table(base), Value::Table(mut over)) => {
            keep_kind(&base, &mut over, report);
            Value::Table(entries(base, over, report))
        }
        // A text for everyone, over which some get words of their own.
        (Value::Text(text), Value::Table(over))
            if over.iter().all(|entry| KEYS.contains(&&*entry.key)) =>
        {
            let any = Entry {
                key: "any".into(),
                key_at: base.at,
                node: Node {
                    at: base.at,
                    value: Value::Text(text),
                },
            };
            Value::Table(entries(vec![any], over, report))
        }
        (Value::Array(base), Value::Array(over)) if over.iter().any(|n| name(n).is_some()) => {
            Value::Array(array(base, over, report))
        }
        (
            Value::Text(_)
            | Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Array(_)
            | Value::Table(_),
            over,
        ) => over,
    };
    Node { at, value }
}

fn entries(mut base: Vec<Entry>, over: Vec<Entry>, report: &Report) -> Vec<Entry> {
    for entry in over {
        match base.iter_mut().find(|b| b.key == entry.key) {
            Some(below) => {
                let node = std::mem::replace(&mut below.node, Node::table(entry.key_at, vec![]));
                below.node = lay(node, entry.node, report);
                below.key_at = entry.key_at;
            }
            None => base.push(entry),
        }
    }
    base
}

/// Lists of things with names: the same name is the same thing, a new name is a new thing.
fn array(mut base: Vec<Node>, over: Vec<Node>, report: &Report) -> Vec<Node> {
    let mut laid: Vec<String> = Vec::new();
    for node in over {
        let named = name(&node).map(str::to_owned);
        let place = base
            .iter()
            .position(|below| name(below).is_some() && name(below) == named.as_deref());
        match (place, named) {
            // A name that comes twice in the upper pack stays twice, so that it is reported.
            (Some(place), Some(named)) if !laid.contains(&named) => {
                let below = std::mem::replace(&mut base[place], Node::table(node.at, vec![]));
                base[place] = lay(below, node, report);
                laid.push(named);
            }
            (_, named) => {
                laid.extend(named);
                let place = after(&node, &base, report).unwrap_or(base.len());
                base.insert(place, without_after(node));
            }
        }
    }
    base
}

/// What a thing in a list is known by.
fn name(node: &Node) -> Option<&str> {
    node.get("id").or_else(|| node.get("title"))?.text()
}

/// Where a new thing goes that says after which other one it comes.
fn after(node: &Node, base: &[Node], report: &Report) -> Option<usize> {
    let wish = node.get(AFTER)?;
    let wanted = wish.text()?;
    let place = base.iter().position(|below| name(below) == Some(wanted));
    if place.is_none() {
        let names: Vec<&str> = base.iter().filter_map(name).collect();
        let hint = known_names(wanted, names.iter().copied());
        report.error_hint(
            wish.at,
            format!("there is no `{wanted}` here to come after"),
            hint,
        );
    }
    place.map(|place| place + 1)
}

fn without_after(mut node: Node) -> Node {
    if let Value::Table(entries) = &mut node.value {
        entries.retain(|entry| entry.key != AFTER || entry.node.text().is_none());
    }
    node
}

/// Answers hang on an exercise's id, so that what it is cannot change under them.
fn keep_kind(base: &[Entry], over: &mut Vec<Entry>, report: &Report) {
    let kind = |entry: &&Entry| entry.key == "kind";
    let Some(was) = base.iter().find(kind).and_then(|entry| entry.node.text()) else {
        return;
    };
    // The other kind is not read on: each of its keys would only seem to be unknown.
    over.retain(|entry| {
        let is = entry.node.text();
        let same = entry.key != "kind" || is.is_none() || is == Some(was);
        if !same {
            report.error_hint(
                entry.node.at,
                format!("this exercise is of the kind `{was}` in the pack below"),
                "answers hang on its id: give the new exercise a new id",
            );
        }
        same
    });
}
