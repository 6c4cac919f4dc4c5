//! How many columns text takes on a terminal, counted by grapheme and never by character.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::grapheme;

/// A tab reaches to the next multiple of this many columns.
pub const TAB: usize = 4;

/// The mark that stands for what was cut, one column wide.
pub const CUT: &str = "…";

/// The most columns that one grapheme counts. Letters and emoji take 1 or 2; a syllable of several
/// consonants, as in Devanagari, takes one for each, and would be drawn over if it counted less.
pub const WIDEST: usize = 8;

/// The columns that one grapheme takes, from 0 to [`WIDEST`]. A tab counts as 1; see [`after`].
///
/// A mark with no letter under it takes a column, because it is shown on a dotted circle. Only
/// characters that never show (direction marks, break hints) take none.
pub fn of_grapheme(cluster: &str) -> usize {
    if let [byte] = cluster.as_bytes() {
        return usize::from(*byte >= b' ' || *byte == b'\t');
    }
    match UnicodeWidthStr::width(cluster) {
        0 => usize::from(cluster.chars().any(shows)),
        columns => columns.min(WIDEST),
    }
}

/// The column after a grapheme that starts at column `column`.
pub fn after(column: usize, cluster: &str) -> usize {
    if cluster == "\t" {
        return (column / TAB + 1).saturating_mul(TAB);
    }
    column.saturating_add(of_grapheme(cluster))
}

/// The columns that a line of text takes from column 0, tabs included.
pub fn of(text: &str) -> usize {
    grapheme::iter(text).fold(0, |column, (_, cluster)| after(column, cluster))
}

/// The text if it fits `columns`, else as much of it as fits with [`CUT`] at the end.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    let mut column = 0;
    let mut kept = 0;
    for (at, cluster) in grapheme::iter(text) {
        let next = after(column, cluster);
        if next > columns {
            let cut = if columns == 0 { "" } else { CUT };
            return Cow::Owned(format!("{}{cut}", &text[..kept]));
        }
        if next < columns {
            kept = at + cluster.len();
        }
        column = next;
    }
    Cow::Borrowed(text)
}

/// The text cut to `columns` as by [`truncate`], then filled with spaces to reach them.
pub fn pad(text: &str, columns: usize) -> Cow<'_, str> {
    let text = truncate(text, columns);
    let mut missing = columns - of(&text).min(columns);
    if missing == 0 {
        return text;
    }
    let mut text = text.into_owned();
    // A letter that waits for the next one, like a repha at the end, takes the first space into its
    // own grapheme; what is missing is counted again until nothing is.
    while missing > 0 {
        text.extend(std::iter::repeat_n(' ', missing));
        missing = columns - of(&text).min(columns);
    }
    Cow::Owned(text)
}

/// The text with each tab as the spaces that it stands for, counted from column 0.
pub fn untabbed(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + TAB);
    let mut column = 0;
    for (_, cluster) in grapheme::iter(text) {
        let next = after(column, cluster);
        if cluster == "\t" {
            out.extend(std::iter::repeat_n(' ', next - column));
        } else {
            out.push_str(cluster);
        }
        column = next;
    }
    Cow::Owned(out)
}

/// Whether a character without width would still show: a mark, as opposed to a hint for layout.
pub fn shows(c: char) -> bool {
    let hint = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    );
    !hint && UnicodeWidthChar::width(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_grapheme_has_one_width_however_many_characters_it_is_made_of() {
        for (cluster, columns) in [
            ("a", 1),
            ("é", 1),
            ("e\u{301}", 1),
            ("世", 2),
            ("👨‍👩‍👧‍👦", 2),
            ("🇫🇷", 2),
            ("1\u{fe0f}\u{20e3}", 2),
            ("❤️", 2),
            ("한", 2),
            ("ᄒ\u{1161}\u{11ab}", 2),
            ("ｶﾞ", 2),
            ("א", 1),
            ("क", 1),
            ("क्षि", 3),
        ] {
            assert_eq!(of_grapheme(cluster), columns, "{cluster}");
        }
        let tower = "ᄒ".repeat(40);
        assert_eq!(of_grapheme(&tower), WIDEST);
    }

    #[test]
    fn a_mark_alone_takes_a_column_and_a_hint_for_layout_none() {
        assert_eq!(of_grapheme("\u{301}"), 1);
        assert_eq!(of_grapheme("\u{1161}"), 1);
        for hint in [
            "\u{200e}", "\u{200f}", "\u{61c}", "\u{200b}", "\u{200d}", "\u{2060}",
        ] {
            assert_eq!(of_grapheme(hint), 0, "{hint:?}");
        }
    }

    #[test]
    fn tabs_reach_to_the_next_multiple_of_four() {
        assert_eq!(of("\t"), 4);
        assert_eq!(of("abc\td"), 5);
        assert_eq!(of("abcd\td"), 9);
        assert_eq!(untabbed("a\tb\t"), "a   b   ");
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(truncate("kitchen", 7), "kitchen");
        assert_eq!(truncate("kitchen", 6), "kitch…");
        assert_eq!(truncate("世界", 4), "世界");
        assert_eq!(truncate("世界", 3), "世…");
        assert_eq!(truncate("世界", 2), "…");
        assert_eq!(truncate("ab", 1), "…");
        assert_eq!(truncate("ab", 0), "");
        assert_eq!(truncate("", 0), "");
    }

    #[test]
    fn padding_fills_to_the_column() {
        assert_eq!(pad("ab", 4), "ab  ");
        assert_eq!(pad("世界", 3), "世…");
        assert_eq!(pad("世界世", 4), "世… ");
        assert!(matches!(pad("abcd", 4), Cow::Borrowed(_)));
        let repha = "\u{113d1}";
        assert_eq!(pad(repha, 2), format!("{repha}  "), "it takes a space in");
    }

    proptest! {
        #[test]
        fn cut_text_fits_and_padded_text_fills(text in "\\PC{0,12}", columns in 0_usize..16) {
            prop_assert!(of(&truncate(&text, columns)) <= columns);
            prop_assert_eq!(of(&pad(&text, columns)), columns);
        }
    }
}
