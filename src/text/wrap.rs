//! Where lines of prose break, by the Unicode rules and the width of graphemes.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::{grapheme, width};

/// The first row of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The byte where the next row starts; the paragraph's length when there is none.
    pub end: usize,
    /// The columns that the row takes, with the spaces that hang at its end.
    pub columns: usize,
    /// Whether the paragraph goes on after this row.
    pub more: bool,
}

/// The first row of `paragraph` (text without newlines) when rows take at most `columns`, which
/// counts as 1 when it is 0. Spaces and tabs after the last word hang over the edge; a word
/// longer than the row is broken between graphemes; a grapheme wider than the row takes it all.
///
/// The answer depends only on the text of this row and of the word that no longer fits.
pub fn first_row(paragraph: &str, columns: usize) -> Row {
    let limit = columns.max(1);
    // A row of endless spaces would make each key in it slow, so hanging has an end.
    let hang = limit.saturating_mul(2).saturating_add(width::TAB);
    let mut column = 0;
    for (at, cluster) in grapheme::iter(paragraph) {
        let space = matches!(cluster, " " | "\t");
        let next = column_after(column, cluster, limit);
        if next > if space { hang } else { limit } {
            let end = if space {
                at
            } else {
                last_break(paragraph, at, cluster.len())
            };
            let columns = if end == at {
                column
            } else {
                columns_of(&paragraph[..end], limit)
            };
            return Row {
                end,
                columns,
                more: true,
            };
        }
        column = next;
    }
    Row {
        end: paragraph.len(),
        columns: column,
        more: false,
    }
}

/// The column after a grapheme in a row of at most `limit` columns: a grapheme wider than the
/// row is shown as something that fits.
pub fn column_after(column: usize, cluster: &str, limit: usize) -> usize {
    match cluster {
        "\t" => width::after(column, cluster),
        _ => column.saturating_add(width::of_grapheme(cluster).min(limit)),
    }
}

/// The rows of `text` as byte ranges, without the spaces that hang at their ends. Newlines end
/// paragraphs and belong to no row; an empty paragraph is an empty row. 0 columns count as 1.
pub fn wrap(text: &str, columns: u16) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let end = start + paragraph.len();
        loop {
            let row = first_row(&text[start..end], usize::from(columns));
            let shown = text[start..start + row.end]
                .trim_end_matches([' ', '\t'])
                .len();
            rows.push(start..start + shown);
            start += row.end;
            if !row.more {
                break;
            }
        }
        start = end + 1;
    }
    rows
}

fn columns_of(row: &str, limit: usize) -> usize {
    grapheme::iter(row).fold(0, |column, (_, cluster)| {
        column_after(column, cluster, limit)
    })
}

/// Where to break before the grapheme of `bytes` bytes at `at`, the first that does not fit.
fn last_break(paragraph: &str, at: usize, bytes: usize) -> usize {
    // The rules look one character ahead, so the text up to this grapheme is all they need.
    let seen = &paragraph[..at + bytes];
    linebreaks(seen)
        .map(|(byte, _)| byte)
        .filter(|&byte| byte <= at && grapheme::is_boundary(seen, byte))
        .last()
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[track_caller]
    fn rows(text: &str, columns: u16) -> Vec<&str> {
        wrap(text, columns)
            .into_iter()
            .map(|row| &text[row])
            .collect()
    }

    #[test]
    fn words_move_whole_to_the_next_row() {
        assert_eq!(
            rows("I said I was working late", 10),
            ["I said I", "was", "working", "late"]
        );
        assert_eq!(
            rows("I said I was working late", 11),
            ["I said I", "was working", "late"]
        );
    }

    #[test]
    fn spaces_hang_over_the_edge() {
        assert_eq!(rows("hello   world  ", 5), ["hello", "world"]);
        assert_eq!(rows("            ", 2), ["", ""]);
    }

    #[test]
    fn newlines_end_paragraphs_and_empty_ones_keep_their_row() {
        assert_eq!(rows("a\n\nb\n", 9), ["a", "", "b", ""]);
        assert_eq!(rows("", 9), [""]);
    }

    #[test]
    fn a_word_longer_than_the_row_is_broken_between_graphemes() {
        assert_eq!(rows("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(
            rows("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(rows("🇫🇷🇩🇪🇪🇸", 5), ["🇫🇷🇩🇪", "🇪🇸"]);
    }

    #[test]
    fn scripts_without_spaces_break_where_they_may() {
        assert_eq!(rows("世界平和。", 8), ["世界平", "和。"]);
    }

    #[test]
    fn no_width_hangs_or_panics() {
        assert_eq!(rows("ab c", 0), ["a", "b", "c"]);
        assert_eq!(rows("世界", 1), ["世", "界"]);
        assert_eq!(rows("👨‍👩‍👧‍👦a", 1), ["👨‍👩‍👧‍👦", "a"]);
    }

    proptest! {
        #[test]
        fn rows_hold_every_word_in_order_and_fit(text in "[a-c \n\té世\u{301}\u{200e}-]{0,40}", columns in 0_u16..9) {
            let ranges = wrap(&text, columns);
            let mut kept = String::new();
            for row in &ranges {
                kept.push_str(&text[row.clone()]);
                let wide = columns_of(&text[row.clone()], usize::from(columns.max(1)));
                let tabs = text[row.clone()].contains('\t');
                prop_assert!(tabs || wide <= usize::from(columns.max(1)));
                let whole: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).collect();
                prop_assert!(row.start == text.len() || whole.contains(&row.start));
            }
            let words = |text: &str| text.split([' ', '\t', '\n']).collect::<String>();
            prop_assert_eq!(words(&kept), words(&text));
        }
    }
}
