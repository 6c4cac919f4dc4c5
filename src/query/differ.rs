//! Which words of two texts differ.

use std::ops::Range;

use super::excerpt::is_unspaced;

/// More pairs of words than these are not looked through: then all between what both begin and end
/// with counts as other words.
const MOST: usize = 1_000_000;

/// How two texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differ {
    Nothing,
    /// In these bytes of the first and of the second.
    Words {
        first: Vec<Range<usize>>,
        second: Vec<Range<usize>>,
    },
    /// Less than half of the words are the same, so that pointing at them would only be noise.
    All,
}

/// Compares two texts word by word. White space makes no difference.
pub fn differ(first: &str, second: &str) -> Differ {
    let (a, b) = (words(first), words(second));
    let word = |place: usize| &first[a[place].clone()];
    let other = |place: usize| &second[b[place].clone()];
    let most = a.len().min(b.len());
    let start = (0..most).take_while(|at| word(*at) == other(*at)).count();
    let end = (0..most - start)
        .take_while(|at| word(a.len() - 1 - at) == other(b.len() - 1 - at))
        .count();
    if start == a.len() && start == b.len() {
        return Differ::Nothing;
    }
    let (ends_a, ends_b) = (a.len() - end, b.len() - end);
    let same = if (ends_a - start).saturating_mul(ends_b - start) > MOST {
        Vec::new()
    } else {
        common(
            &|i, j| word(start + i) == other(start + j),
            ends_a - start,
            ends_b - start,
        )
    };
    // A full stop that both have says nothing, so only words are counted.
    let count = |words: &[Range<usize>]| words.iter().filter(|w| is_word(first, w)).count();
    let kept = same.iter().map(|(i, _)| &a[start + i]);
    let between = kept.filter(|w| is_word(first, w)).count();
    let shared = count(&a[..start]) + between + count(&a[ends_a..]);
    let there = b.iter().filter(|w| is_word(second, w)).count();
    let (few, many) = (count(&a).min(there), count(&a).max(there));
    if shared * 2 < few || shared * 3 < many || shared == 0 {
        return Differ::All;
    }
    let other_words = |words: &[Range<usize>], ends: usize, same: &dyn Fn(usize) -> bool| {
        let places = (start..ends).filter(|place| !same(place - start));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut last = None;
        for place in places {
            match ranges.last_mut() {
                Some(range) if last == Some(place.wrapping_sub(1)) => range.end = words[place].end,
                Some(_) | None => ranges.push(words[place].clone()),
            }
            last = Some(place);
        }
        ranges
    };
    Differ::Words {
        first: other_words(&a, ends_a, &|i| {
            same.binary_search_by_key(&i, |s| s.0).is_ok()
        }),
        second: other_words(&b, ends_b, &|j| {
            same.binary_search_by_key(&j, |s| s.1).is_ok()
        }),
    }
}

/// Whether it is a word, and no sign between words.
fn is_word(text: &str, word: &Range<usize>) -> bool {
    text[word.clone()].contains(char::is_alphanumeric)
}

/// The words of a text, and the signs between them. In scripts without spaces each character is one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        // A full stop after a word is none of it: the sentence may go on in the other text.
        let stop = matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\u{2026}');
        let inside = !stop && !c.is_whitespace() && !is_unspaced(c);
        match words.last_mut() {
            Some(word) if open && inside => word.end = end,
            Some(_) | None if c.is_whitespace() => {}
            Some(_) | None => words.push(at..end),
        }
        open = inside;
    }
    words
}

/// The longest run of places, in order, at which both are the same.
fn common(same: &dyn Fn(usize, usize) -> bool, a: usize, b: usize) -> Vec<(usize, usize)> {
    let wide = b + 1;
    let mut best = vec![0u32; (a + 1) * wide];
    for i in (0..a).rev() {
        for j in (0..b).rev() {
            best[i * wide + j] = if same(i, j) {
                best[(i + 1) * wide + j + 1] + 1
            } else {
                best[(i + 1) * wide + j].max(best[i * wide + j + 1])
            };
        }
    }
    let mut places = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a && j < b {
        if same(i, j) {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * wide + j] >= best[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Both texts with what differs in brackets.
    fn shown(first: &str, second: &str) -> [String; 2] {
        let Differ::Words {
            first: a,
            second: b,
        } = differ(first, second)
        else {
            return [String::new(), String::new()];
        };
        let mark = |text: &str, ranges: &[Range<usize>]| {
            let mut out = text.to_owned();
            for range in ranges.iter().rev() {
                out.insert(range.end, ']');
                out.insert(range.start, '[');
            }
            out
        };
        [mark(first, &a), mark(second, &b)]
    }

    #[test]
    fn words_that_differ_are_pointed_at_and_the_rest_is_left_alone() {
        assert_eq!(
            shown(
                "I said I was at work late.",
                "I said I was at home that night, late."
            ),
            [
                "I said I was at [work] late.",
                "I said I was at [home that night,] late."
            ]
        );
        assert_eq!(
            shown("tired (3)\nafraid (5)", "tired (3)\nafraid (2)\ncalm (1)"),
            [
                "tired (3)\nafraid [(5)]",
                "tired (3)\nafraid [(2)\ncalm (1)]"
            ]
        );
        assert_eq!(
            shown("昨日話した", "昨日聞いた"),
            ["昨日[話し]た", "昨日[聞い]た"]
        );
    }

    #[test]
    fn white_space_is_no_difference() {
        assert_eq!(differ("a  b\n", "a b"), Differ::Nothing);
        assert_eq!(differ("", " \n"), Differ::Nothing);
    }

    #[test]
    fn a_text_that_was_written_anew_is_not_picked_apart() {
        let then = "I feel nothing and I want it to be over with.";
        let now = "This week I noticed that I could sleep, and that mornings are easier.";
        assert_eq!(differ(then, now), Differ::All);
        assert_eq!(differ("", "words"), Differ::All);
    }

    #[test]
    fn a_very_long_text_is_compared_without_a_wait() {
        let long = "word ".repeat(200_000);
        let then = format!("{long} a {long}");
        let now = format!("{long} b {long}");
        assert!(matches!(differ(&then, &now), Differ::Words { .. }));
        let other = format!("start {} end", "other ".repeat(200_000));
        assert_eq!(differ(&long, &other), Differ::All);
    }

    proptest! {
        #[test]
        fn what_is_not_pointed_at_is_the_same_in_both(first in "[abcd ]{0,40}", second in "[abcd \n]{0,40}") {
            let rest = |text: &str, ranges: &[Range<usize>]| {
                let kept = words(text).into_iter().filter(|word| {
                    !ranges.iter().any(|range| range.start <= word.start && word.end <= range.end)
                });
                kept.map(|word| text[word].to_owned()).collect::<Vec<_>>()
            };
            match differ(&first, &second) {
                Differ::Nothing => prop_assert_eq!(rest(&first, &[]), rest(&second, &[])),
                Differ::Words { first: a, second: b } => {
                    prop_assert!(!a.is_empty() || !b.is_empty());
                    prop_assert_eq!(rest(&first, &a), rest(&second, &b));
                }
                Differ::All => {}
            }
        }
    }
}
