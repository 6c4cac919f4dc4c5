//! One paragraph and the rows that it is shown in, kept in step with each other.
//!
//! Rows are laid out only as far as someone asks for them. An edit forgets those from just before
//! it on, but remembers where they started: as soon as a new row starts where an old one did, all
//! the old ones after it hold again. So a key costs the same in a long paragraph as in a short one.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::wrap;

/// Columns that no text fills: the paragraph is a single row.
pub const UNWRAPPED: usize = usize::MAX;

/// Rows from an edit back that are laid out again. A row depends on the first grapheme that does
/// not fit it, which the next row holds, and that grapheme on the character after it. So two are
/// needed, and with one the tests find texts that come out wrong; a third leaves room for doubt.
const LOOK_BACK: usize = 3;

/// Text without newlines, with its layout for one width.
#[derive(Clone, Default)]
pub struct Paragraph {
    text: String,
    /// Held apart, so that a paragraph that was never shown takes little more than its text.
    layout: Option<Box<Layout>>,
}

#[derive(Clone, Default)]
struct Layout {
    /// The columns that the rows are laid out for; 0 when there is no layout.
    columns: usize,
    /// The byte at which each row but the first starts, as far as they are known.
    starts: Vec<usize>,
    /// Whether `starts` are all there are.
    complete: bool,
    /// Rows that followed each other in text that has not changed since, beyond `starts`.
    old: Old,
}

#[derive(Clone, Default)]
struct Old {
    starts: Vec<usize>,
    /// How many of them lie before the rows that are known again.
    passed: usize,
    /// Whether they go on to the end of the paragraph.
    complete: bool,
}

impl Paragraph {
    pub fn new(text: String) -> Paragraph {
        Paragraph { text, layout: None }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Lays out for `columns`, at least 1, until it is known where row `row` starts, or how many
    /// rows there are if there are fewer. Free when that is known already.
    pub fn reach_row(&mut self, columns: usize, row: usize) {
        let layout = self.layout.get_or_insert_default();
        layout.begin(columns);
        while !layout.complete && layout.starts.len() < row {
            layout.step(&self.text);
        }
    }

    /// Lays out for `columns`, at least 1, until it is known which row `byte` is in.
    pub fn reach_byte(&mut self, columns: usize, byte: usize) {
        let layout = self.layout.get_or_insert_default();
        layout.begin(columns);
        while !layout.complete && layout.starts.last().is_none_or(|&start| start <= byte) {
            layout.step(&self.text);
        }
    }

    /// Where rows start for `columns`, and whether they are all: what is known already, or from
    /// nothing if nothing is.
    pub fn starts(&self, columns: usize) -> (Cow<'_, [usize]>, bool) {
        if let Some(layout) = self
            .layout
            .as_ref()
            .filter(|layout| layout.columns == columns)
        {
            return (Cow::Borrowed(&layout.starts), layout.complete);
        }
        let mut layout = Layout::default();
        layout.begin(columns);
        while !layout.complete {
            layout.step(&self.text);
        }
        (Cow::Owned(layout.starts), true)
    }

    /// How many rows are known, at least 1.
    pub fn rows(&self) -> usize {
        self.known().len() + 1
    }

    /// The known row that the grapheme at `byte` is in.
    pub fn row_of(&self, byte: usize) -> usize {
        self.known().partition_point(|&start| start <= byte)
    }

    /// The bytes of a known row. A row past the last known one is that one.
    pub fn row(&self, row: usize) -> Range<usize> {
        row_range(self.known(), row, self.text.len())
    }

    /// Replaces `range` by `text`, which has no newline.
    pub fn splice(&mut self, range: Range<usize>, text: &str) {
        self.text.replace_range(range.clone(), text);
        if let Some(layout) = &mut self.layout {
            let mut old = layout.forget_from(range.start);
            old.keep_from(range.end, |start| {
                start - range.end + range.start + text.len()
            });
            layout.old = old;
        }
    }

    /// Keeps the text before `at` and returns the rest.
    pub fn split_off(&mut self, at: usize) -> Paragraph {
        let mut rest = Paragraph::new(self.text.split_off(at));
        if let Some(layout) = &mut self.layout {
            let mut old = layout.forget_from(at);
            // A row that started at the split is the first row now, which needs no entry.
            old.keep_from(at + 1, |start| start - at);
            rest.layout = Some(Box::new(Layout {
                old,
                ..Layout::new(layout.columns)
            }));
        }
        rest
    }

    /// Adds the text of `rest` at the end.
    pub fn join(&mut self, rest: Paragraph) {
        let base = self.text.len();
        self.text.push_str(&rest.text);
        let Some(layout) = &mut self.layout else {
            return;
        };
        layout.forget_from(base);
        if let Some(mut rest) = rest.layout.filter(|rest| rest.columns == layout.columns) {
            let mut old = rest.forget_all();
            old.keep_from(0, |start| start + base);
            layout.old = old;
        }
    }

    fn known(&self) -> &[usize] {
        self.layout.as_ref().map_or(&[], |layout| &layout.starts)
    }
}

impl Layout {
    fn new(columns: usize) -> Layout {
        Layout {
            columns,
            complete: columns == UNWRAPPED,
            ..Layout::default()
        }
    }

    /// Starts anew when the width is another.
    fn begin(&mut self, columns: usize) {
        if self.columns != columns {
            *self = Layout::new(columns);
        }
    }

    /// Lays out one row more.
    fn step(&mut self, text: &str) {
        let start = self.starts.last().copied().unwrap_or(0);
        let Some(end) = row_end(&text[start..], self.columns) else {
            self.complete = true;
            self.old = Old::default();
            return;
        };
        let next = start + end;
        self.starts.push(next);
        let Old {
            starts,
            passed,
            complete,
        } = &mut self.old;
        while starts.get(*passed).is_some_and(|&old| old < next) {
            *passed += 1;
        }
        // A row depends only on the text from its start on, so the rows after it are the old ones.
        if starts.get(*passed) == Some(&next) {
            self.starts.extend_from_slice(&starts[*passed + 1..]);
            self.complete = *complete;
            self.old = Old::default();
        }
    }

    /// Forgets the rows that a change at `byte` may move, and returns those after it.
    fn forget_from(&mut self, byte: usize) -> Old {
        let kept = self.starts.partition_point(|&start| start <= byte);
        let after = self.starts.split_off(kept);
        self.starts.truncate(kept.saturating_sub(LOOK_BACK));
        self.old_after(after)
    }

    /// Forgets all rows, and returns them.
    fn forget_all(&mut self) -> Old {
        let after = std::mem::take(&mut self.starts);
        self.old_after(after)
    }

    /// Of known rows and older ones beyond them, keeps the run that reaches further: between the
    /// two there are rows that nobody knows.
    fn old_after(&mut self, after: Vec<usize>) -> Old {
        let older = std::mem::take(&mut self.old);
        let complete = std::mem::replace(&mut self.complete, self.columns == UNWRAPPED);
        if older.starts.is_empty() {
            Old {
                starts: after,
                passed: 0,
                complete,
            }
        } else {
            older
        }
    }
}

impl Old {
    /// Keeps the rows that start at `byte` or later, moved by `shift`.
    fn keep_from(&mut self, byte: usize, shift: impl Fn(usize) -> usize) {
        let gone = self.starts.partition_point(|&start| start < byte);
        self.starts.drain(..gone);
        self.starts
            .iter_mut()
            .for_each(|start| *start = shift(*start));
        self.passed = 0;
    }
}

/// The bytes of a row, given where the rows after the first start.
pub fn row_range(starts: &[usize], row: usize, len: usize) -> Range<usize> {
    let row = row.min(starts.len());
    let start = row.checked_sub(1).map_or(0, |before| starts[before]);
    start..starts.get(row).copied().unwrap_or(len)
}

/// The columns that words may fill: the last one is kept for the caret and for the space after
/// a word, so that each place in the text has a cell of its own. Too narrow, and it is not kept.
pub fn limit(columns: usize) -> usize {
    if columns >= 3 { columns - 1 } else { columns }
}

/// Where the row at the start of `rest` ends if another follows. When the last row is full to
/// the last column, an empty one follows, for the caret to stand in.
fn row_end(rest: &str, columns: usize) -> Option<usize> {
    let row = wrap::first_row(rest, limit(columns));
    (row.more || row.columns >= columns).then_some(row.end)
}
