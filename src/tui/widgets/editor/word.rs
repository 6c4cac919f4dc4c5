//! Words: where they start and end for the caret, and how many there are for the person.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::grapheme;

/// How far back a word is looked for at first, in bytes. Words are found from their front, and
/// the front of a paragraph may be far away.
const NEAR: usize = 256;

/// What is longer than this many bytes is no word; looking for its end would make a key slow.
const FAR: usize = 64 * 1024;

/// What a piece between two word bounds is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Space,
    Sign,
    Word,
}

/// The start of the word before `at`; runs of signs count as words, spaces are passed over.
pub fn left(text: &str, at: usize) -> usize {
    let mut near = NEAR;
    loop {
        let from = grapheme::floor(text, at.saturating_sub(near));
        let start = from + left_within(&text[from..at]);
        // Found at the very front of the window, it may have been cut in two.
        if start > from || from == 0 || near >= FAR {
            return grapheme::floor(text, start);
        }
        near *= 4;
    }
}

fn left_within(text: &str) -> usize {
    let mut run: Option<Piece> = None;
    let mut start = text.len();
    for (at, piece) in text.split_word_bound_indices().rev() {
        let kind = kind_of(piece);
        match run {
            None | Some(Piece::Space) => run = Some(kind),
            Some(Piece::Sign) if kind == Piece::Sign => {}
            Some(Piece::Sign | Piece::Word) => break,
        }
        start = at;
    }
    start
}

/// The end of the word after `at`; runs of signs count as words, spaces are passed over.
pub fn right(text: &str, at: usize) -> usize {
    let mut run: Option<Piece> = None;
    let mut end = at;
    for (start, piece) in text[at..far_from(text, at)].split_word_bound_indices() {
        let kind = kind_of(piece);
        match run {
            None | Some(Piece::Space) => run = Some(kind),
            Some(Piece::Sign) if kind == Piece::Sign => {}
            Some(Piece::Sign | Piece::Word) => break,
        }
        end = at + start + piece.len();
    }
    grapheme::ceil(text, end)
}

/// The word, run of spaces or sign at a byte of the text, for a double click.
pub fn around(text: &str, at: usize) -> Range<usize> {
    let mut near = NEAR;
    loop {
        let from = grapheme::floor(text, at.saturating_sub(near));
        let found = text[from..far_from(text, at)]
            .split_word_bound_indices()
            .map(|(start, piece)| from + start..from + start + piece.len())
            .find(|piece| piece.end > at);
        let found = found.unwrap_or(at..at);
        if found.start > from || from == 0 || near >= FAR {
            return grapheme::floor(text, found.start)..grapheme::ceil(text, found.end);
        }
        near *= 4;
    }
}

fn far_from(text: &str, at: usize) -> usize {
    grapheme::floor(text, at.saturating_add(FAR)).max(at)
}

/// How many words start at a byte from `from` to `to`, both included. Words are what spaces
/// part; in scripts written without spaces each ideograph or kana counts.
pub fn starts(text: &str, from: usize, to: usize) -> usize {
    let mut before = text[..from].chars().next_back();
    let mut count = 0;
    for (at, c) in text[from..].char_indices() {
        if from + at > to {
            break;
        }
        let parted = match before {
            None => true,
            Some(before) => before.is_whitespace() || (is_ideograph(before) && c.is_alphanumeric()),
        };
        count += usize::from(!c.is_whitespace() && (parted || is_ideograph(c)));
        before = Some(c);
    }
    count
}

fn kind_of(piece: &str) -> Piece {
    let sign = |c: char| {
        c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{203f}' | '\u{3001}'..='\u{303f}')
    };
    if piece.chars().all(char::is_whitespace) {
        Piece::Space
    } else if piece.chars().all(sign) {
        Piece::Sign
    } else {
        Piece::Word
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(
        c,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        starts(text, 0, text.len())
    }

    #[test]
    fn words_are_counted_as_people_count_them() {
        assert_eq!(count(""), 0);
        assert_eq!(count("  I don't know. "), 3);
        assert_eq!(count("世界。平和"), 4);
        assert_eq!(count("हिन्दी में"), 2);
    }

    #[test]
    fn a_word_is_left_at_its_start_and_right_at_its_end() {
        let text = "Hello, world!!  don't";
        assert_eq!(left(text, text.len()), 16);
        assert_eq!(left(text, 16), 12);
        assert_eq!(left(text, 12), 7);
        assert_eq!(left(text, 0), 0);
        assert_eq!(right(text, 0), 5);
        assert_eq!(right(text, 5), 6);
        assert_eq!(right(text, 6), 12);
        assert_eq!(right(text, text.len()), text.len());
    }

    #[test]
    fn a_word_longer_than_the_window_is_still_one() {
        let text = format!("a {}", "b".repeat(5 * NEAR));
        assert_eq!(left(&text, text.len()), 2);
        assert_eq!(around(&text, text.len() - 1), 2..text.len());
        let endless = "b".repeat(3 * FAR);
        assert!((1..endless.len()).contains(&left(&endless, endless.len())));
        assert!((1..endless.len()).contains(&right(&endless, 0)));
    }

    #[test]
    fn a_double_click_takes_what_is_under_it() {
        assert_eq!(around("one two", 5), 4..7);
        assert_eq!(around("one two", 3), 3..4);
        assert_eq!(around("one", 3), 3..3);
        assert_eq!(around("", 0), 0..0);
    }
}
