//! A line out of a text: its start, or the place where the words of a search stand.

use std::ops::Range;

use crate::text::fold::each_folded;
use crate::text::grapheme;

/// How many graphemes a line has at the most.
const LENGTH: usize = 100;
/// How many of them come before the first word that was found.
const BEFORE: usize = 30;
/// Stands for what is left out.
const DOTS: &str = "\u{2026}";

/// A line, with the byte ranges of what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    pub ranges: Vec<Range<usize>>,
}

/// The start of `text` in one line.
pub fn start(text: &str) -> String {
    let mut flat = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        // A long text is not looked at beyond what can be shown.
        if length > LENGTH {
            break;
        }
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
        length += grapheme::iter(word).take(LENGTH + 1).count() + 1;
    }
    cut(&flat, 0).0
}

/// The line of `text` in which the folded `words` stand; `None` where none of them does.
pub fn around(text: &str, words: &[String]) -> Option<Excerpt> {
    let flat = flat(text);
    let (folded, places) = folded(&flat);
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in words {
        for at in word_starts(&folded, word) {
            let end = places[at + word.len() - 1];
            found.push(places[at]..grapheme::next(&flat, grapheme::floor(&flat, end)));
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    let first = grapheme::floor(&flat, found.first()?.start);
    let mut from = first;
    for _ in 0..BEFORE {
        from = grapheme::previous(&flat, from);
    }
    // From the start of a word on, unless a single word fills the line.
    if from > 0 {
        from += flat[from..first].find(' ').map_or(0, |at| at + 1);
    }
    let (text, to) = cut(&flat, from);
    let dots = if from > 0 { DOTS.len() } else { 0 };
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for range in found.into_iter().filter(|range| range.end <= to) {
        let range = range.start - from + dots..range.end - from + dots;
        match ranges.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            Some(_) | None => ranges.push(range),
        }
    }
    Some(Excerpt { text, ranges })
}

/// Where `word` starts a word of `folded`.
///
/// In scripts that put no spaces between words, any place may start one.
pub fn word_starts<'a>(folded: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(folded.as_bytes(), word.as_bytes())
        .filter(move |at| !word.is_empty() && starts_word(folded, *at))
}

/// Whether a word may start at byte `at` of `folded`.
pub fn starts_word(folded: &str, at: usize) -> bool {
    let bytes = folded.as_bytes();
    if let (Some(before), Some(first)) = (at.checked_sub(1).map(|at| bytes[at]), bytes.get(at))
        && before.is_ascii()
        && first.is_ascii()
    {
        return !(before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric());
    }
    let before = folded[..at].chars().next_back();
    let first = folded[at..].chars().next();
    match (before, first) {
        (Some(before), Some(first)) => {
            !(before.is_alphanumeric() && first.is_alphanumeric()) || is_unspaced(first)
        }
        (None, _) | (_, None) => true,
    }
}

/// Letters of scripts that put no spaces between words: Thai to Khmer, kana, and Han.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// At most [`LENGTH`] graphemes from `from` on, with dots where something is left out, and the byte
/// of `flat` at which it stops.
fn cut(flat: &str, from: usize) -> (String, usize) {
    let rest = &flat[from..];
    let end = grapheme::iter(rest).nth(LENGTH).map(|(end, _)| {
        // A word is not cut unless it alone is half of the line.
        let word = rest[..end].rfind(' ').filter(|at| *at > end / 2);
        match word {
            Some(word) if !rest[end..].starts_with(' ') => word,
            Some(_) | None => end,
        }
    });
    let mut text = String::from(if from > 0 { DOTS } else { "" });
    text.push_str(&rest[..end.unwrap_or(rest.len())]);
    if end.is_some() {
        text.push_str(DOTS);
    }
    (text, from + end.unwrap_or(rest.len()))
}

/// The text with each run of white space as one space.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    flat
}

/// The text folded, with the byte of the character that each folded byte came from.
fn folded(flat: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(flat.len());
    let mut places = Vec::with_capacity(flat.len());
    for (at, c) in flat.char_indices() {
        each_folded(c, |small| {
            if small != ' ' || !folded.ends_with(' ') {
                folded.push(small);
                places.resize(folded.len(), at);
            }
        });
    }
    (folded, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;
    use proptest::prelude::*;

    fn shown(text: &str, words: &[&str]) -> Option<String> {
        let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let excerpt = around(text, &words)?;
        let mut out = String::new();
        let mut at = 0;
        for range in excerpt.ranges {
            out.push_str(&excerpt.text[at..range.start]);
            out.push_str(&format!("[{}]", &excerpt.text[range.clone()]));
            at = range.end;
        }
        out.push_str(&excerpt.text[at..]);
        Some(out)
    }

    #[test]
    fn the_start_of_a_text_is_one_line_that_ends_with_a_word() {
        assert_eq!(start("a\n\n b\tc "), "a b c");
        let line = start(&"word ".repeat(40));
        assert!(line.ends_with("word\u{2026}"), "{line}");
        assert!(line.chars().count() <= LENGTH + 1);
        let long = start(&"x".repeat(5000));
        assert_eq!(long.chars().count(), LENGTH + 1);
    }

    #[test]
    fn what_was_found_is_marked_as_it_was_written() {
        assert_eq!(
            shown("Nous étions à la maison", &["etions", "mais"]).as_deref(),
            Some("Nous [étions] à la [mais]on")
        );
        assert_eq!(shown("Straße", &["stras"]).as_deref(), Some("[Straß]e"));
        assert_eq!(shown("nothing here", &["else"]), None);
        assert_eq!(shown("rebut", &["but"]), None, "only starts of words");
        assert_eq!(
            shown("昨日話した", &["話"]).as_deref(),
            Some("昨日[話]した")
        );
    }

    #[test]
    fn a_place_deep_in_a_text_is_shown_with_what_is_around_it() {
        let text = format!(
            "{} the call came {}",
            "before ".repeat(50),
            "after ".repeat(50)
        );
        let shown = shown(&text, &["call"]).unwrap();
        assert!(shown.starts_with("\u{2026}before"), "{shown}");
        assert!(shown.contains("the [call] came"), "{shown}");
        assert!(shown.ends_with("after\u{2026}"), "{shown}");
    }

    proptest! {
        #[test]
        fn ranges_always_lie_in_the_line(text in "(a|b|é|ß|´|👩‍👧| |\n|e\u{301}|話|\u{200b}){0,200}", word in "(a|e|ss|b|話|👩| ){1,2}") {
            let _ = start(&text);
            if let Some(excerpt) = around(&text, &[fold(&word)]) {
                for range in excerpt.ranges {
                    prop_assert!(!excerpt.text[range].is_empty());
                }
            }
        }
    }
}
