//! The tags that there are, so that nobody has to know them by heart.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::list::{plain_tag, tags};
use super::reading::at;
use crate::domain::State;
use crate::text::fold::fold;

/// One tag, however it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As it was written last.
    pub name: String,
    pub entries: usize,
}

/// The tags of all entries by their names; of very many, the `most` that stand on the most entries.
/// Those that differ only in case or accents are one.
pub fn all(state: &State, most: usize) -> Vec<Tag> {
    let mut found: HashMap<String, (DateTime<FixedOffset>, Tag)> = HashMap::new();
    for record in state.entries() {
        let when = at(record);
        let mut here: Vec<String> = Vec::new();
        for name in tags(record) {
            let plain = plain_tag(name);
            // Twice on one entry is once.
            if plain.is_empty() || here.contains(&plain) {
                continue;
            }
            here.push(plain.clone());
            let shown = name.trim().trim_start_matches('#').trim();
            let (last, tag) = found.entry(plain).or_insert_with(|| {
                let name = shown.to_owned();
                (when, Tag { name, entries: 0 })
            });
            tag.entries += 1;
            if (when, shown) > (*last, &tag.name) {
                (*last, tag.name) = (when, shown.to_owned());
            }
        }
    }
    let mut tags: Vec<Tag> = found.into_values().map(|(_, tag)| tag).collect();
    tags.sort_by(|a, b| b.entries.cmp(&a.entries).then_with(|| a.name.cmp(&b.name)));
    tags.truncate(most);
    tags.sort_by_cached_key(|tag| (fold(&tag.name), tag.name.clone()));
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::testing::Book;

    fn named(tags: &[Tag]) -> Vec<(&str, usize)> {
        tags.iter().map(|t| (t.name.as_str(), t.entries)).collect()
    }

    #[test]
    fn tags_that_differ_only_in_case_or_accents_are_one_as_it_was_written_last() {
        let mut book = Book::new();
        book.entry("", "a", &["cafe", "night"]);
        book.entry("", "b", &["Café", "CAFE"]);
        let old = book.entry("", "c", &["gone"]);
        book.revise(Some(old), "", "c", &["kept"]);
        let tags = all(&book.state, 100);
        assert_eq!(named(&tags), [("Café", 2), ("kept", 1), ("night", 1)]);
    }

    #[test]
    fn of_very_many_those_that_are_used_most_are_left() {
        let mut book = Book::new();
        book.entry("", "a", &["once", "twice"]);
        book.entry("", "b", &["twice", "also once"]);
        assert_eq!(named(&all(&book.state, 1)), [("twice", 2)]);
        assert_eq!(named(&all(&book.state, 0)), []);
    }
}
