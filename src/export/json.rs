//! Everything as JSON, with every version, for other programs and for the day when this one is gone.

use serde_json::{Value, json};

use super::Source;
use crate::domain::{Body, Record, ThreadId};

/// The format of the document. It grows by new keys; only a change that breaks readers changes it.
pub const FORMAT: u32 = 1;

/// The document, its items from the oldest to the newest.
pub fn json(source: &Source<'_>) -> Value {
    let profile = source.state.profile();
    let mut threads: Vec<(ThreadId, &crate::domain::Thread)> = source
        .state
        .threads()
        .filter(|(thread, _)| source.wants(*thread))
        .collect();
    threads.sort_by_key(|(id, thread)| (thread.versions().first().map(|record| record.at), *id));
    let items: Vec<Value> = threads
        .into_iter()
        .filter_map(|(id, _)| item(source, id))
        .collect();
    json!({
        "format": "amends",
        "version": FORMAT,
        "made": source.made.to_rfc3339(),
        "book": source.book,
        "pack": source.pack.edition(),
        "person": {
            "id": source.person.id,
            "name": source.person.name,
            "role": profile.role,
            "setting": profile.setting,
        },
        "items": items,
        "newer": source.newer(),
    })
}

/// One thing with all its versions; `None` where no version says anything that can be read.
fn item(source: &Source<'_>, thread: ThreadId) -> Option<Value> {
    let heads = source.state.heads(thread);
    let versions = source.state.thread(thread)?.versions();
    let written: Vec<Value> = versions
        .iter()
        .filter_map(|record| {
            let current = heads.iter().any(|head| head.id == record.id);
            let mut value = version(record)?;
            value["current"] = Value::Bool(current);
            Some(value)
        })
        .collect();
    let last = versions
        .iter()
        .rev()
        .find(|record| body(&record.body).is_some())?;
    let mut value = json!({
        "id": thread,
        "kind": last.body.kind(),
        "space": last.space,
        "versions": written,
    });
    if let Some(item) = &last.item {
        value["item"] = Value::String(item.to_string());
    }
    Some(value)
}

/// One version of a thing.
pub fn version(record: &Record) -> Option<Value> {
    let mut value = json!({
        "id": record.id,
        "at": record.at.to_rfc3339(),
        "by": record.by,
        "replaces": record.replaces,
        "body": body(&record.body)?,
    });
    if let Some(prompt) = &record.prompt {
        value["prompt"] = json!(prompt);
    }
    Some(value)
}

/// What a record says, as it stands on disk; `None` for deletions and for what a newer version wrote.
pub fn body(body: &Body) -> Option<Value> {
    match body {
        Body::Profile(profile) => Some(json!(profile)),
        Body::Entry(entry) => Some(json!(entry)),
        Body::Answer(answer) => Some(json!(answer)),
        Body::SetAside(aside) => Some(json!(aside)),
        Body::Mark(mark) => Some(json!(mark)),
        Body::Purge(_) | Body::Unknown { .. } => None,
    }
}

/// A JSON document as text. Characters that could mislead a terminal are escaped, which changes
/// nothing of what a reader of JSON gets.
pub fn document(value: &Value) -> String {
    let plain = format!("{value:#}\n");
    if plain.is_ascii() && !plain.contains('\u{7f}') {
        return plain;
    }
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        if is_misleading(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn is_misleading(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e00ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Person, PersonId};
    use crate::query::testing::{Book, pack, space};

    #[test]
    fn every_version_goes_out_and_the_current_one_is_marked() {
        let mut book = Book::new();
        let thread = book.entry("A walk", "First", &["out"]);
        book.revise(Some(thread), "A walk", "Second", &["out"]);
        book.answer("two.first", "An answer");
        book.set_aside("one", true);
        let person = Person {
            id: PersonId::from_random([1; 16]),
            name: "Sam".to_owned(),
            space: space(),
        };
        let value = json(&Source {
            pack: &pack(),
            state: &book.state,
            book: "Mine",
            person: &person,
            made: book.now,
            only: None,
        });
        insta::assert_snapshot!(document(&value), @r#"
        {
          "book": "Mine",
          "format": "amends",
          "items": [
            {
              "id": "3c6ef372fe94f82be73980c0b9db906a",
              "kind": "entry",
              "space": "02020202020202020202020202020202",
              "versions": [
                {
                  "at": "2026-08-22T21:14:00+02:00",
                  "body": {
                    "at": "2026-08-22T21:14:00+02:00",
                    "tags": [
                      "out"
                    ],
                    "text": "First",
                    "title": "A walk"
                  },
                  "by": "01010101010101010101010101010101",
                  "current": false,
                  "id": "9e3779b97f4a7c15f39cc0605cedc835",
                  "replaces": []
                },
                {
                  "at": "2026-08-22T21:15:00+02:00",
                  "body": {
                    "at": "2026-08-22T21:15:00+02:00",
                    "tags": [
                      "out"
                    ],
                    "text": "Second",
                    "title": "A walk"
                  },
                  "by": "01010101010101010101010101010101",
                  "current": true,
                  "id": "daa66d2c7ddf7441dad6412116c9589f",
                  "replaces": [
                    "9e3779b97f4a7c15f39cc0605cedc835"
                  ]
                }
              ]
            },
            {
              "id": "1715609f7c746c6dc20fc1e1d0a4e909",
              "item": "two.first",
              "kind": "answer",
              "space": "02020202020202020202020202020202",
              "versions": [
                {
                  "at": "2026-08-22T21:16:00+02:00",
                  "body": {
                    "answer": {
                      "text": "An answer"
                    },
                    "exercise": "write"
                  },
                  "by": "01010101010101010101010101010101",
                  "current": true,
                  "id": "78dde6e5fd29f057ce73018173b720d4",
                  "prompt": {
                    "pack": "test 1",
                    "text": "What happened?",
                    "title": "The title of two.first"
                  },
                  "replaces": []
                }
              ]
            },
            {
              "id": "538454127b096499a94942a28a807973",
              "kind": "set_aside",
              "space": "02020202020202020202020202020202",
              "versions": [
                {
                  "at": "2026-08-22T21:17:00+02:00",
                  "body": {
                    "aside": true,
                    "step": "one"
                  },
                  "by": "01010101010101010101010101010101",
                  "current": true,
                  "id": "b54cda58fbbee883b5ac82422d92b13e",
                  "replaces": []
                }
              ]
            }
          ],
          "made": "2026-08-22T21:18:00+02:00",
          "newer": 0,
          "pack": "test 1",
          "person": {
            "id": "01010101010101010101010101010101",
            "name": "Sam",
            "role": "undecided",
            "setting": "alone"
          },
          "version": 1
        }
        "#);
    }

    #[test]
    fn nothing_in_the_text_of_a_document_can_mislead_a_terminal() {
        let value = Value::String("a\u{1b}b\u{9b}c\u{202e}d\u{7f}e\u{e0001}é\u{2028}".to_owned());
        let text = document(&value);
        assert!(
            !text
                .trim_end()
                .chars()
                .any(|c| c.is_control() || is_misleading(c))
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
