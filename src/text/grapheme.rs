//! Where one grapheme ends and the next begins, from any byte of a text.
//!
//! A grapheme is what a reader calls a letter: a family emoji, a flag, a letter with its marks.
//! All positions are byte offsets. A text between two newlines is expected; ASCII takes a short cut.

use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

/// The end of the grapheme that starts at `at`, which must be a boundary; the text's length at
/// its end.
pub fn next(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match (bytes.get(at), bytes.get(at + 1)) {
        (None, _) => text.len(),
        (Some(first), second) if first.is_ascii() && second.is_none_or(plain) => at + 1,
        (Some(_), _) => {
            // Starting from a boundary, the graphemes of the rest are those of the whole.
            let rest = &text[at..];
            let mut cursor = GraphemeCursor::new(0, rest.len(), true);
            at + found(cursor.next_boundary(rest, 0)).unwrap_or(rest.len())
        }
    }
}

/// The start of the grapheme that ends at `at`, which must be a boundary; 0 at the start.
pub fn previous(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match (at.checked_sub(1), at.checked_sub(2)) {
        (None, _) => 0,
        (Some(last), None) => last,
        (Some(last), Some(before)) if plain(&bytes[last]) && bytes[before].is_ascii() => last,
        (Some(_), Some(_)) => {
            let mut cursor = GraphemeCursor::new(at, text.len(), true);
            found(cursor.prev_boundary(text, 0)).unwrap_or(0)
        }
    }
}

/// Whether `at` lies between two graphemes, or at either end of the text.
pub fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    if !text.is_char_boundary(at) {
        return false;
    }
    let bytes = text.as_bytes();
    if bytes[at - 1].is_ascii() && plain(&bytes[at]) {
        return true;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}

/// The last boundary at or before `at`. Offsets past the end count as the end.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if is_boundary(text, at) {
        at
    } else {
        previous(text, at)
    }
}

/// The first boundary at or after `at`. Offsets past the end count as the end.
pub fn ceil(text: &str, at: usize) -> usize {
    let start = floor(text, at);
    if start < at { next(text, start) } else { start }
}

/// Each grapheme with the byte that it starts at.
pub fn iter(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = next(text, start);
        (start < at).then(|| (start, &text[start..at]))
    })
}

/// ASCII that is always a grapheme's start: anything but the newline that may follow a return.
fn plain(byte: &u8) -> bool {
    byte.is_ascii() && *byte != b'\n'
}

/// The whole text is given to the cursor, so it never asks for more.
fn found(answer: Result<Option<usize>, GraphemeIncomplete>) -> Option<usize> {
    answer.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn mixed() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            " ",
            "é",
            "e\u{301}",
            "\u{301}",
            "🇫",
            "🇷",
            "👨",
            "\u{200d}",
            "👩",
            "क",
            "्",
            "ष",
            "ि",
            "ᄒ",
            "ᅡ",
            "ᆫ",
            "1\u{fe0f}\u{20e3}",
            "\r",
            "\n",
            "世",
            "\u{200e}",
            "א",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn boundaries_agree_with_the_standard_in_both_directions(text in mixed()) {
            let mut expected: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let starts: Vec<usize> = iter(&text).map(|(at, _)| at).collect();
            prop_assert_eq!(&starts, &expected);
            expected.push(text.len());
            for pair in expected.windows(2) {
                prop_assert_eq!(previous(&text, pair[1]), pair[0]);
            }
            for at in 0..text.len() + 2 {
                let inside = at.min(text.len());
                let below = expected.iter().rev().find(|&&b| b <= inside);
                let above = expected.iter().find(|&&b| b >= inside);
                prop_assert_eq!(Some(&floor(&text, at)), below);
                prop_assert_eq!(Some(&ceil(&text, at)), above);
                prop_assert_eq!(at <= text.len() && is_boundary(&text, at), expected.contains(&at));
            }
        }
    }
}
