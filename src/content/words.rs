//! Text in packs: what it may hold, how its lines are folded, how long it is.

use super::finding::{At, Report};
use super::plain::fold;
use crate::text::clean::{clean, clean_line, is_plain};

/// The form that a text has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line, however the author broke it.
    Line,
    /// Paragraphs, an empty line between them.
    Prose,
}

/// How long a reading should be, in words.
pub(super) const READING: std::ops::RangeInclusive<usize> = 120..=250;

/// Whether `c` could steer a terminal or make text read otherwise than it stands.
pub(super) fn is_hostile(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// The text as it is shown; what is wrong with it is reported.
pub(super) fn tidy(report: &Report, key: &str, raw: &str, at: At, shape: Shape) -> String {
    if report.is_known_good() {
        return raw.to_owned();
    }
    if !is_plain(raw)
        && let Some(bad) = raw.chars().find(|c| is_hostile(*c))
    {
        let written = &report.source(at.source).text[at.start..at.end];
        // Where it stands as itself the place is exact; an escape is pointed out with its text.
        let offset = written.find(bad).unwrap_or(0);
        let at = At {
            start: at.start + offset,
            ..at
        };
        report.error_hint(
            at,
            format!(
                "`{key}` holds the invisible character U+{:04X}",
                u32::from(bad)
            ),
            "take it out: it can make text read otherwise than it stands",
        );
    }
    let folded = fold(raw);
    if folded.is_empty() {
        report.error_hint(at, format!("`{key}` is empty"), "write it, or leave it out");
    }
    match shape {
        Shape::Line => {
            if folded.contains('\n') {
                report.error_hint(
                    at,
                    format!("`{key}` takes one line"),
                    "no empty lines and no list here",
                );
            }
            clean_line(&folded).text
        }
        Shape::Prose => clean(&folded).text,
    }
}

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_and_paragraphs_and_lists_stay() {
        assert_eq!(fold("\n one\n two\n\n\n three \n"), "one two\n\nthree");
        assert_eq!(fold("these:\n- a\n- b\n  c"), "these:\n- a\n- b c");
        assert_eq!(fold(" \n\t\n"), "");
    }

    #[test]
    fn words_are_counted_without_dashes() {
        assert_eq!(count("one \u{2013} two, three"), 3);
    }
}
