//! The text: paragraphs, places in it, and the one operation that changes it.

use crate::text::grapheme;

use super::paragraph::Paragraph;
use super::word;

/// A place between two characters: a paragraph and a byte in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub paragraph: usize,
    pub byte: usize,
}

impl Place {
    /// The place where `text` ends when it starts here.
    pub fn after(self, text: &str) -> Place {
        match text.rfind('\n') {
            None => Place {
                byte: self.byte + text.len(),
                ..self
            },
            Some(last) => Place {
                paragraph: self.paragraph + memchr::memchr_iter(b'\n', text.as_bytes()).count(),
                byte: text.len() - last - 1,
            },
        }
    }
}

/// The paragraphs of a text, of which there is always one.
#[derive(Clone)]
pub struct Buffer {
    paragraphs: Vec<Paragraph>,
    bytes: usize,
    words: usize,
}

impl Buffer {
    pub fn new(text: &str) -> Buffer {
        let mut buffer = Buffer {
            paragraphs: vec![Paragraph::default()],
            bytes: 0,
            words: 0,
        };
        buffer.replace(Place::default(), Place::default(), text);
        buffer
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn words(&self) -> usize {
        self.words
    }

    pub fn count(&self) -> usize {
        self.paragraphs.len()
    }

    pub fn paragraph(&self, at: usize) -> &Paragraph {
        &self.paragraphs[at]
    }

    pub fn paragraph_mut(&mut self, at: usize) -> &mut Paragraph {
        &mut self.paragraphs[at]
    }

    pub fn line(&self, at: usize) -> &str {
        self.paragraphs[at].text()
    }

    pub fn end(&self) -> Place {
        let paragraph = self.paragraphs.len() - 1;
        Place {
            paragraph,
            byte: self.paragraphs[paragraph].len(),
        }
    }

    /// The text between two places, in order.
    pub fn slice(&self, from: Place, to: Place) -> String {
        if from.paragraph == to.paragraph {
            return self.line(from.paragraph)[from.byte..to.byte].to_owned();
        }
        let mut out = self.line(from.paragraph)[from.byte..].to_owned();
        for between in &self.paragraphs[from.paragraph + 1..to.paragraph] {
            out.push('\n');
            out.push_str(between.text());
        }
        out.push('\n');
        out.push_str(&self.line(to.paragraph)[..to.byte]);
        out
    }

    /// The byte of a place in the whole text.
    pub fn offset(&self, place: Place) -> usize {
        let before = self.paragraphs[..place.paragraph].iter();
        before.map(|paragraph| paragraph.len() + 1).sum::<usize>() + place.byte
    }

    /// The place of a byte of the whole text, moved back to a grapheme's start if it lies inside.
    pub fn place(&self, offset: usize) -> Place {
        let mut left = offset;
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            if left <= paragraph.len() {
                return Place {
                    paragraph: at,
                    byte: grapheme::floor(paragraph.text(), left),
                };
            }
            left -= paragraph.len() + 1;
        }
        self.end()
    }

    /// The place itself, or the end of the grapheme that it lies inside.
    pub fn ceil(&self, place: Place) -> Place {
        Place {
            byte: grapheme::ceil(self.line(place.paragraph), place.byte),
            ..place
        }
    }

    /// The place one grapheme or newline further; the end stays.
    pub fn next(&self, place: Place) -> Place {
        if place.byte < self.paragraphs[place.paragraph].len() {
            Place {
                byte: grapheme::next(self.line(place.paragraph), place.byte),
                ..place
            }
        } else if place.paragraph + 1 < self.paragraphs.len() {
            Place {
                paragraph: place.paragraph + 1,
                byte: 0,
            }
        } else {
            place
        }
    }

    /// The place one grapheme or newline back; the start stays.
    pub fn previous(&self, place: Place) -> Place {
        if place.byte > 0 {
            Place {
                byte: grapheme::previous(self.line(place.paragraph), place.byte),
                ..place
            }
        } else if place.paragraph > 0 {
            let paragraph = place.paragraph - 1;
            Place {
                paragraph,
                byte: self.paragraphs[paragraph].len(),
            }
        } else {
            place
        }
    }

    /// Replaces what is between two places, in order; returns it, and where the new text ends.
    pub fn replace(&mut self, from: Place, to: Place, text: &str) -> (String, Place) {
        let removed = self.slice(from, to);
        let end = from.after(text);
        self.words -= self.words_between(from, to);
        if from.paragraph == to.paragraph && from.paragraph == end.paragraph {
            self.paragraphs[from.paragraph].splice(from.byte..to.byte, text);
        } else {
            let rest = self.paragraphs[to.paragraph].split_off(to.byte);
            if from.paragraph < to.paragraph {
                self.paragraphs[from.paragraph].split_off(from.byte);
            }
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or_default();
            let head = &mut self.paragraphs[from.paragraph];
            head.splice(from.byte..head.len(), first);
            let new = lines.map(|line| Paragraph::new(line.to_owned()));
            self.paragraphs
                .splice(from.paragraph + 1..to.paragraph + 1, new);
            self.paragraphs[end.paragraph].join(rest);
        }
        self.words += self.words_between(from, end);
        self.bytes = self.bytes + text.len() - removed.len();
        (removed, end)
    }

    /// The words that start between two places or right at the second: those that a change
    /// between them can make or unmake.
    fn words_between(&self, from: Place, to: Place) -> usize {
        let count = |at: usize| {
            let text = self.line(at);
            let start = if at == from.paragraph { from.byte } else { 0 };
            let end = if at == to.paragraph {
                to.byte
            } else {
                text.len()
            };
            word::starts(text, start, end)
        };
        (from.paragraph..=to.paragraph).map(count).sum()
    }
}
