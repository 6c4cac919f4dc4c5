//! Rules on words: phrases that a field does not take, or takes only with something beside them, each
//! with its reason. Unlike a flag, a rule holds: what breaks it is not saved, and stays in its field.

use std::ops::Range;

use crate::text::fold::{each_folded, fold};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    pub id: String,
    /// The fields that it looks at; empty for all that are written in.
    pub fields: Vec<String>,
    /// Whole words, in any case, with either kind of quotes and any white space between them.
    pub phrases: Vec<String>,
    /// Whether they count only at the start of the field or of a sentence in it.
    pub starts: bool,
    /// Where one of these stands in the same field, nothing is said.
    pub unless: Vec<String>,
    /// The reason, for the person.
    pub says: String,
    /// With these filled in, the phrases are taken.
    pub needs: Vec<String>,
    /// Whether the help page opens with the reason.
    pub help: bool,
}

/// A phrase that a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// Which rule: its place in the list that the watch was made from.
    pub rule: usize,
}

/// Looks for what rules are about. Made once for an exercise and asked at each change.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    rules: Vec<Watched>,
}

#[derive(Clone, Debug)]
struct Watched {
    phrases: Vec<String>,
    unless: Vec<String>,
    starts: bool,
}

/// A text as it is compared, with the place in the original of each of its bytes.
struct Folded {
    text: String,
    from: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let mut folded = Folded {
            text: String::new(),
            from: Vec::new(),
        };
        for (at, c) in text.char_indices() {
            each_folded(c, |part| {
                if part != ' ' || !folded.text.ends_with(' ') {
                    folded.text.push(part);
                    let range = at..at + c.len_utf8();
                    folded.from.resize(folded.text.len(), range);
                }
            });
        }
        folded
    }

    /// Where `phrase` stands as whole words, in bytes of the folded text.
    fn places<'a>(&'a self, phrase: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
        let whole = move |range: &Range<usize>| {
            let before = self.text[..range.start].chars().next_back();
            let after = self.text[range.end..].chars().next();
            !(letter(first) && letter(before) || letter(last) && letter(after))
        };
        self.text
            .match_indices(phrase)
            .map(|(at, found)| at..at + found.len())
            .filter(whole)
    }

    /// Whether a sentence or a line begins at this place.
    fn begins(&self, original: &str, at: usize) -> bool {
        let quotes: &[char] = &[' ', '"', '\'', '(', '\u{201e}', '\u{ab}', '\u{bb}'];
        let before = self.text[..at].trim_end_matches(quotes);
        let ends = |c| {
            matches!(
                c,
                '.' | '!' | '?' | ':' | ';' | '\u{2026}' | '-' | '*' | '\u{2022}' | ')'
            )
        };
        match before.len().checked_sub(1) {
            None => true,
            Some(last) => {
                before.ends_with(ends)
                    || original[self.from[last].end..self.from[at].start].contains('\n')
            }
        }
    }
}

impl Watch {
    pub fn new(rules: &[Rule]) -> Watch {
        let folded = |phrases: &[String]| {
            let phrases = phrases.iter().map(|phrase| fold(phrase.trim()));
            phrases.filter(|phrase| !phrase.is_empty()).collect()
        };
        let watched = |rule: &Rule| Watched {
            phrases: folded(&rule.phrases),
            unless: folded(&rule.unless),
            starts: rule.starts,
        };
        Watch {
            rules: rules.iter().map(watched).collect(),
        }
    }

    /// What each rule finds in the text of a field, from the start of the text to its end.
    pub fn find(&self, text: &str) -> Vec<Found> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let mut found = Vec::new();
        for (place, rule) in self.rules.iter().enumerate() {
            if rule
                .unless
                .iter()
                .any(|p| folded.places(p).next().is_some())
            {
                continue;
            }
            let hits = rule.phrases.iter().flat_map(|phrase| folded.places(phrase));
            let hits = hits.filter(|hit| !rule.starts || folded.begins(text, hit.start));
            found.extend(hits.map(|hit| Found {
                range: folded.from[hit.start].start..folded.from[hit.end - 1].end,
                rule: place,
            }));
        }
        found.sort_by_key(|found| (found.range.start, found.rule));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(phrases: &[&str], unless: &[&str], starts: bool) -> Rule {
        let texts = |all: &[&str]| all.iter().map(|p| (*p).to_owned()).collect();
        Rule {
            phrases: texts(phrases),
            unless: texts(unless),
            starts,
            ..Rule::default()
        }
    }

    fn found<'a>(rules: &[Rule], text: &'a str) -> Vec<&'a str> {
        let found = Watch::new(rules).find(text);
        found.into_iter().map(|f| &text[f.range]).collect()
    }

    #[test]
    fn phrases_are_whole_words_in_any_case_with_any_quotes_and_any_space() {
        let rules = [rule(&["or else", "don't you dare"], &[], false)];
        assert_eq!(found(&rules, "You stop it, OR  else."), ["OR  else"]);
        assert_eq!(found(&rules, "Stop, or\nelse"), ["or\nelse"]);
        assert_eq!(
            found(&rules, "Don\u{2019}t you dare"),
            ["Don\u{2019}t you dare"]
        );
        assert_eq!(
            found(&rules, "for elsewhere; or elsewhere"),
            Vec::<&str>::new()
        );
        assert_eq!(found(&rules, "\u{e9}t\u{e9} or else \u{e9}"), ["or else"]);
    }

    #[test]
    fn a_rule_on_starts_looks_at_the_start_of_sentences_and_lines_only() {
        let rules = [rule(&["you must"], &[], true)];
        assert_eq!(found(&rules, "  You must call."), ["You must"]);
        assert_eq!(
            found(&rules, "I leave. \u{201c}You must\u{201d} call."),
            ["You must"]
        );
        assert_eq!(found(&rules, "I leave\n- you must call"), ["you must"]);
        assert_eq!(found(&rules, "I leave\nyou must call"), ["you must"]);
        assert_eq!(
            found(&rules, "When I think you must call"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn nothing_is_said_where_the_field_has_what_the_rule_asks_for() {
        let rules = [rule(&["you must"], &["I will", "I leave"], false)];
        assert_eq!(found(&rules, "You must stop."), ["You must"]);
        assert_eq!(
            found(&rules, "You must stop. If not, i  will go."),
            Vec::<&str>::new()
        );
        assert_eq!(
            found(&rules, "You must stop. I willingly wait."),
            ["You must"]
        );
    }

    #[test]
    fn several_rules_are_told_apart_and_come_in_the_order_of_the_text() {
        let rules = [
            rule(&["else"], &[], false),
            rule(&["or else", ""], &[], false),
        ];
        let found = Watch::new(&rules).find("else, or else");
        let places: Vec<(usize, usize)> = found.iter().map(|f| (f.range.start, f.rule)).collect();
        assert_eq!(places, [(0, 0), (6, 1), (9, 0)]);
        assert!(Watch::new(&[]).find("else").is_empty());
    }
}
