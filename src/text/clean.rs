//! Text on its way in and on its way out: what languages need stays, what can only mislead goes.
//!
//! Joiners and direction marks stay. Control characters, escape sequences, direction overrides,
//! hidden tags and characters that stand for nothing go. Every kind of line end becomes a newline.

use std::borrow::Cow;
use std::fmt;

use unicode_width::UnicodeWidthChar;

use super::{escape, grapheme};

/// How many marks one grapheme may carry on a screen; a tower of them would cover other lines.
pub const MARKS: usize = 8;

/// The longest tag run of a real flag (a region and a subdivision of it).
const FLAG_TAGS: usize = 7;

/// Text after cleaning, with what it cost.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The text that is left.
    pub text: String,
    /// How many characters were lost. Line ends that became newlines are not counted.
    pub removed: usize,
}

/// Private words must not reach a panic message or a log, so only the lengths are shown.
impl fmt::Debug for Cleaned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleaned")
            .field("bytes", &self.text.len())
            .field("removed", &self.removed)
            .finish()
    }
}

/// Cleans text of many lines. Cleaning twice changes nothing more.
pub fn clean(text: &str) -> Cleaned {
    if is_clean(text) {
        return Cleaned {
            text: text.to_owned(),
            removed: 0,
        };
    }
    let mut out = String::with_capacity(text.len());
    let mut removed = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '\r' => {
                out.push('\n');
                if rest[1..].starts_with('\n') { 2 } else { 1 }
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push('\n');
                c.len_utf8()
            }
            _ if is_tag(c) => {
                let flag = flag_tags(rest).filter(|_| out.ends_with('\u{1f3f4}'));
                if let Some(bytes) = flag {
                    out.push_str(&rest[..bytes]);
                    bytes
                } else {
                    // The whole run goes: its end alone could pass for a flag.
                    let bytes = rest.len() - rest.trim_start_matches(is_tag).len();
                    removed += rest[..bytes].chars().count();
                    bytes
                }
            }
            _ if is_hidden(c) => {
                let bytes = escape::sequence(rest).unwrap_or(c.len_utf8());
                removed += rest[..bytes].chars().count();
                bytes
            }
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    Cleaned { text: out, removed }
}

/// Cleans text for a field of one line: each newline or tab becomes a space.
pub fn clean_line(text: &str) -> Cleaned {
    let mut cleaned = clean(text);
    if cleaned.text.contains(['\n', '\t']) {
        cleaned.text = cleaned.text.replace(['\n', '\t'], " ");
    }
    cleaned
}

/// How many characters were lost, in words for the person; nothing where there were none.
pub fn told(removed: usize) -> Option<String> {
    match removed {
        0 => None,
        1 => Some("1 hidden character removed.".to_owned()),
        n => Some(format!("{n} hidden characters removed.")),
    }
}

/// Text that may be printed: clean, and with at most [`MARKS`] marks on each grapheme.
pub fn printable(text: &str) -> Cow<'_, str> {
    let text = if is_clean(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(clean(text).text)
    };
    if !has_tower(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (_, cluster) in grapheme::iter(&text) {
        out.push_str(&few_marks(cluster));
    }
    Cow::Owned(out)
}

/// One grapheme with at most [`MARKS`] characters that take no room of their own.
pub fn few_marks(cluster: &str) -> Cow<'_, str> {
    if !has_tower(cluster) {
        return Cow::Borrowed(cluster);
    }
    let mut marks = 0;
    let kept = cluster.char_indices().filter(|&(at, c)| {
        let mark = at > 0 && takes_no_room(c);
        marks += usize::from(mark);
        !mark || marks <= MARKS
    });
    Cow::Owned(kept.map(|(_, c)| c).collect())
}

/// Whether a tower of marks is possible at all: more than [`MARKS`] of them side by side, with
/// nothing wide between that would belong to another grapheme. Errs on the side of looking.
fn has_tower(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut marks = 0;
    text.chars().any(|c| {
        if takes_no_room(c) {
            marks += 1;
        } else if c.is_ascii() {
            marks = 0;
        }
        marks > MARKS
    })
}

fn takes_no_room(c: char) -> bool {
    UnicodeWidthChar::width(c) == Some(0)
}

fn is_clean(text: &str) -> bool {
    is_plain(text)
        || !text.chars().any(|c| {
            matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') || is_tag(c) || is_hidden(c)
        })
}

/// Whether a text is printable ASCII in lines. Without an early end many bytes are looked at at once.
pub fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| (b' '..=b'~').contains(&byte) | (byte == b'\n') | (byte == b'\t');
    text.bytes().fold(true, |all, byte| all & plain(byte))
}

/// The block of invisible copies of ASCII. Only flags of regions have a use for them.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e00ff}')
}

/// The bytes of the tags that name a region's flag and end it, or `None` when they name none.
fn flag_tags(rest: &str) -> Option<usize> {
    let mut tags = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}' if tags < FLAG_TAGS => tags += 1,
            '\u{e007f}' if tags > 0 => return Some(at + c.len_utf8()),
            _ => return None,
        }
    }
    None
}

/// Characters that no reader would miss, line ends and tags apart.
fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        // Direction embeddings, overrides and isolates; invisible operators; deprecated formats.
        '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{206f}' => true,
        // The byte order mark and the characters that hide annotations.
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        _ => (c as u32) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn becomes(dirty: &str, text: &str, removed: usize) {
        let cleaned = clean(dirty);
        assert_eq!(
            (cleaned.text.as_str(), cleaned.removed),
            (text, removed),
            "{dirty:?}"
        );
    }

    #[track_caller]
    fn stays(text: &str) {
        becomes(text, text, 0);
    }

    #[test]
    fn what_languages_need_is_kept() {
        stays("می\u{200c}خواهم");
        stays("שלום\u{200f}! \u{200e}abc\u{61c}");
        stays("👨‍👩‍👧‍👦 ❤️ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}");
        stays("ក\u{200b}ខ, 葛\u{e0100}, क्षि, a\u{ad}b, a\u{2060}b");
        stays("line\n\tnext — “quoted” …");
    }

    #[test]
    fn every_line_end_is_a_newline_and_none_counts_as_lost() {
        becomes(
            "a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\n",
            "a\nb\nc\nd\ne\nf\n",
            0,
        );
        becomes("\r\r\n\n", "\n\n\n", 0);
    }

    #[test]
    fn control_characters_are_lost() {
        becomes("a\0b\u{7}c\u{8}d\u{b}e\u{c}f\u{7f}g\u{81}h", "abcdefgh", 7);
    }

    #[test]
    fn escape_sequences_are_lost_whole() {
        becomes("\u{1b}[31mred\u{1b}[0m", "red", 9);
        becomes("\u{1b}[?1049hx", "x", 8);
        becomes("\u{9b}31mred", "red", 4);
        becomes("\u{1b}]0;title\u{7}text", "text", 10);
        becomes(
            "\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\",
            "link",
            22,
        );
        becomes("\u{1b}]52;c;AAAA\u{9c}text", "text", 12);
        becomes("\u{1b}P1$qm\u{1b}\\x\u{1b}_y\u{1b}\\z", "xz", 13);
        becomes("\u{1b}(Bx\u{1b}cy\u{1b}7z", "xyz", 7);
        becomes("\u{1b}[201~end of paste", "end of paste", 6);
    }

    #[test]
    fn a_broken_sequence_never_takes_words_with_it() {
        becomes("\u{1b}]I wrote this\nand this", "I wrote this\nand this", 2);
        becomes("\u{1b}PI wrote this", "I wrote this", 2);
        becomes("\u{9d}words", "words", 1);
        becomes("\u{1b}", "", 1);
        becomes("\u{1b}[", "", 2);
        becomes("\u{1b}[1;é", "é", 4);
        becomes("\u{1b}é", "é", 1);
        becomes("\u{1b}\u{1b}[1mx", "x", 5);
    }

    #[test]
    fn direction_overrides_and_isolates_are_lost() {
        becomes("a\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}b", "ab", 5);
        becomes("a\u{2066}\u{2067}\u{2068}\u{2069}b", "ab", 4);
    }

    #[test]
    fn tags_outside_a_flag_are_lost() {
        becomes("hi\u{e0068}\u{e0069}\u{e007f}", "hi", 3);
        becomes("🏴\u{e0067}\u{e0062}", "🏴", 2);
        becomes("🏴\u{e007f}", "🏴", 1);
        // A long message hidden behind a black flag is not a flag.
        let hidden: String = "🏴"
            .chars()
            .chain(['\u{e0061}'; 9])
            .chain(['\u{e007f}'])
            .collect();
        becomes(&hidden, "🏴", 10);
        becomes("\u{e0001}x", "x", 1);
    }

    #[test]
    fn characters_that_stand_for_nothing_are_lost() {
        becomes(
            "\u{feff}a\u{fff9}b\u{fffa}c\u{fffb}\u{fdd0}\u{ffff}\u{10fffe}",
            "abc",
            7,
        );
    }

    #[test]
    fn one_line_has_no_newline_and_no_tab() {
        let cleaned = clean_line("a\r\nb\tc\u{2028}d\u{1b}[1m");
        assert_eq!((cleaned.text.as_str(), cleaned.removed), ("a b c d", 4));
    }

    #[test]
    fn a_tower_of_marks_is_cut_to_eight_on_the_way_out() {
        let tower: String = "a"
            .chars()
            .chain(['\u{301}'; 40])
            .chain("bc".chars())
            .collect();
        assert_eq!(
            printable(&tower)
                .chars()
                .filter(|c| *c == '\u{301}')
                .count(),
            MARKS
        );
        assert!(printable(&tower).ends_with("bc"));
        let alone: String = ['\u{301}'; 40].iter().collect();
        assert_eq!(printable(&alone).chars().count(), MARKS + 1);
    }

    #[test]
    fn text_with_nothing_to_lose_is_not_copied() {
        for text in ["plain", "Éclair\n\t👨‍👩‍👧‍👦", "हिन्दी भाषा में लिखा हुआ"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text}");
        }
        assert_eq!(printable("a\u{1b}[2Jb"), "ab");
    }

    #[test]
    fn private_words_do_not_show_in_debug() {
        assert!(!format!("{:?}", clean("secret\0")).contains("secret"));
    }

    /// Text rich in what cleaning must catch.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            prop::sample::select(vec![
                "\u{1b}",
                "\u{1b}[",
                "\u{1b}]",
                "\u{1b}\\",
                "\u{9b}",
                "\u{9c}",
                "\u{7}",
                "m",
                "1;",
                "\r",
                "\n",
                "\u{2028}",
                "\u{202e}",
                "🏴",
                "\u{e0067}",
                "\u{e0062}",
                "\u{e007f}",
                "\u{feff}",
                "\u{301}",
                "\u{200d}",
                "a",
                " ",
                "\t",
            ])
            .prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in hostile()) {
            let once = clean(&text);
            let twice = clean(&once.text);
            prop_assert_eq!(&twice.text, &once.text);
            prop_assert_eq!(twice.removed, 0);
            let line = clean_line(&text);
            prop_assert_eq!(clean_line(&line.text), Cleaned { text: line.text.clone(), removed: 0 });
            let out = printable(&text).into_owned();
            prop_assert_eq!(printable(&out).into_owned(), out);
        }

        #[test]
        fn nothing_dangerous_is_ever_left(text in hostile()) {
            let line = clean_line(&text).text;
            prop_assert!(!line.chars().any(char::is_control));
            let out = printable(&text).into_owned();
            prop_assert!(!out.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            let overrides = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!out.contains(overrides));
        }
    }
}
