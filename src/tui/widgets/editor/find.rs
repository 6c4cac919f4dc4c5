//! Finding words in the text, whatever their case and accents.

use std::ops::Range;

use crate::text::fold::{each_folded, fold};
use crate::text::grapheme;

use super::Editor;
use super::buffer::Place;
use super::motion::Caret;

impl Editor {
    /// The bytes of the first match of `needle` that starts at or after byte `from` of the text,
    /// compared as [`fold`] does. A match lies within one paragraph. An empty needle matches
    /// nothing.
    pub fn find(&self, needle: &str, from: usize) -> Option<Range<usize>> {
        let mut start = self.buffer.place(from);
        if self.buffer.offset(start) < from {
            start = self.buffer.next(start);
        }
        let (place, range) = self.find_place(&folded(needle), start)?;
        let base = self.buffer.offset(Place { byte: 0, ..place });
        Some(base + range.start..base + range.end)
    }

    /// Selects the next match after the caret, from the start again after the last. Says whether
    /// there is one.
    pub fn find_next(&mut self, needle: &str) -> bool {
        let needle = folded(needle);
        let from = self.selected().map_or(self.caret.place, |(_, to)| to);
        let found = self
            .find_place(&needle, from)
            .or_else(|| self.find_place(&needle, Place::default()));
        self.select_found(found)
    }

    /// Selects the last match before the caret, from the end again before the first. Says whether
    /// there is one.
    pub fn find_previous(&mut self, needle: &str) -> bool {
        let needle = folded(needle);
        let before = self.selected().map_or(self.caret.place, |(from, _)| from);
        let mut last = None;
        let mut last_before = None;
        let mut from = Place::default();
        while let Some((place, range)) = self.find_place(&needle, from) {
            from = Place {
                byte: range.end,
                ..place
            };
            last_before = if place < before {
                Some((place, range.clone()))
            } else {
                last_before
            };
            last = Some((place, range));
        }
        self.select_found(last_before.or(last))
    }

    fn select_found(&mut self, found: Option<(Place, Range<usize>)>) -> bool {
        let Some((place, range)) = found else {
            return false;
        };
        let end = Caret::at(Place {
            byte: range.end,
            ..place
        });
        self.move_to(Caret {
            anchor: Some(place),
            ..end
        });
        true
    }

    /// The first match at or after a place: where it starts, and its bytes in the paragraph.
    fn find_place(&self, needle: &[char], from: Place) -> Option<(Place, Range<usize>)> {
        (from.paragraph..self.buffer.count()).find_map(|paragraph| {
            let start = if paragraph == from.paragraph {
                from.byte
            } else {
                0
            };
            let range = search(self.buffer.line(paragraph), start, needle)?;
            Some((
                Place {
                    paragraph,
                    byte: range.start,
                },
                range,
            ))
        })
    }
}

fn folded(needle: &str) -> Vec<char> {
    fold(needle).chars().collect()
}

/// The first match of a folded needle at or after `from`, which is between two graphemes.
fn search(text: &str, from: usize, needle: &[char]) -> Option<Range<usize>> {
    let first = *needle.first()?;
    text[from..].char_indices().find_map(|(at, c)| {
        let at = from + at;
        let may_start = if c.is_ascii() {
            c.to_ascii_lowercase() == first || (first == ' ' && c.is_ascii_whitespace())
        } else {
            true
        };
        if !may_start {
            return None;
        }
        let end = match_end(&text[at..], needle)?;
        Some(grapheme::floor(text, at)..grapheme::ceil(text, at + end))
    })
}

/// Where a match at the start of `text` ends, or `None` when there is none.
fn match_end(text: &str, needle: &[char]) -> Option<usize> {
    let mut matched = 0;
    let mut after_space = false;
    for (at, c) in text.char_indices() {
        if matched == needle.len() {
            return Some(at);
        }
        let mut differs = false;
        let mut shows = false;
        each_folded(c, |folded| {
            shows = true;
            let again = folded == ' ' && after_space;
            after_space = folded == ' ';
            // One character may fold to several, of which the needle may want only the first.
            if !again && matched < needle.len() {
                differs |= needle[matched] != folded;
                matched += 1;
            }
        });
        // A match starts with a character that shows, not with what is left out before it.
        if differs || (matched == 0 && !shows) {
            return None;
        }
    }
    (matched == needle.len()).then_some(text.len())
}
