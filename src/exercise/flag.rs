//! Language flags: phrases that tend to undo what a sentence is for, each with a reason and a way on.
//!
//! A flag explains and never forbids: nothing here stops an answer from being saved.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// A group of phrases that are flagged for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    pub id: String,
    /// Phrases, matched as whole words in any case and with either apostrophe.
    pub phrases: Vec<String>,
    /// Why it is pointed out.
    pub why: String,
    /// What to try instead.
    pub better: String,
}

/// A phrase that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// Which flag: its place in the list that the finder was made from.
    pub flag: usize,
}

/// Finds flags. Made once for an exercise and asked at each change.
#[derive(Clone, Debug)]
pub struct Finder {
    search: Option<AhoCorasick>,
    /// For each pattern of the search, the place of its flag.
    owner: Vec<usize>,
}

impl Finder {
    pub fn new(flags: &[Flag]) -> Finder {
        let mut patterns = Vec::new();
        let mut owner = Vec::new();
        for (place, flag) in flags.iter().enumerate() {
            for phrase in flag.phrases.iter().filter(|p| !p.is_empty()) {
                let plain = phrase.replace('\u{2019}', "'");
                let curled = plain.replace('\'', "\u{2019}");
                if curled != plain {
                    patterns.push(curled);
                    owner.push(place);
                }
                patterns.push(plain);
                owner.push(place);
            }
        }
        // A pattern list that is too large to build finds nothing, which is all that it may cost.
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .ok()
            .filter(|_| !patterns.is_empty());
        Finder { search, owner }
    }

    /// Every flagged phrase in `text`, from its start to its end, none overlapping.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        search
            .find_iter(text)
            .filter(|found| whole_words(text, found.start()..found.end()))
            .map(|found| Hit {
                range: found.start()..found.end(),
                flag: self.owner[found.pattern().as_usize()],
            })
            .collect()
    }
}

/// Whether `range` neither starts nor ends in the middle of a word of `text`.
fn whole_words(text: &str, range: Range<usize>) -> bool {
    let inner = &text[range.clone()];
    let joins = |edge: Option<char>, beside: Option<char>| {
        edge.is_some_and(char::is_alphanumeric) && beside.is_some_and(char::is_alphanumeric)
    };
    !joins(
        inner.chars().next(),
        text[..range.start].chars().next_back(),
    ) && !joins(inner.chars().next_back(), text[range.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder() -> Finder {
        let flag = |id: &str, phrases: &[&str]| Flag {
            id: id.into(),
            phrases: phrases.iter().map(|p| (*p).to_owned()).collect(),
            why: String::new(),
            better: String::new(),
        };
        Finder::new(&[
            flag("but", &["but"]),
            flag("excuse", &["I didn't mean to", "didn't mean"]),
            flag("if-you", &["if you felt"]),
        ])
    }

    fn found(text: &str) -> Vec<(&str, usize)> {
        let hits = finder().find(text);
        hits.into_iter().map(|h| (&text[h.range], h.flag)).collect()
    }

    #[test]
    fn phrases_are_found_as_whole_words_in_any_case_and_with_either_apostrophe() {
        assert_eq!(found("I lied, But I was tired"), [("But", 0)]);
        assert_eq!(found("butter, rebut, button"), []);
        assert_eq!(
            found("i DIDN\u{2019}T mean to"),
            [("i DIDN\u{2019}T mean to", 1)]
        );
        assert_eq!(found("I'm sorry if you felt hurt."), [("if you felt", 2)]);
        assert_eq!(found("\u{e9}but"), []);
    }

    #[test]
    fn no_flags_find_nothing() {
        assert!(Finder::new(&[]).find("but").is_empty());
    }
}
