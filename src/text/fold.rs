//! Text as a search sees it: small letters, no accents, one space where there were many.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// The text folded for comparison, so that `Éclair` matches `eclair`, and `don’t` `don't`.
///
/// Runs of white space, newlines included, become one space. Vowel signs and the marks that
/// make another letter, as in Devanagari, Thai and kana, are kept: there they are not accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut after_space = false;
    let mut push = |folded: char| {
        let space = folded == ' ';
        if !(space && after_space) {
            out.push(folded);
        }
        after_space = space;
    };
    text.chars().for_each(|c| each_folded(c, &mut push));
    out
}

/// The same for text that has nothing but ASCII in it, as most has: a word at a time.
fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(is_space) {
        match word.strip_suffix(is_space) {
            // Only the first of several.
            Some("") if out.ends_with(' ') => {}
            Some(word) => {
                out.push_str(word);
                out.push(' ');
            }
            None => out.push_str(word),
        }
    }
    out.make_ascii_lowercase();
    out
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

/// Calls `with` for each character that `c` folds to, possibly none. White space becomes a space;
/// it is for the caller to make one of many.
pub fn each_folded(c: char, mut with: impl FnMut(char)) {
    if c.is_ascii() {
        return with(ascii(c));
    }
    decompose_compatible(c, |part| {
        if is_accent(part) {
            return;
        }
        for small in part.to_lowercase() {
            match small {
                '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{ad}' | '\u{2060}' => {}
                '\u{fe00}'..='\u{fe0f}' => {}
                'ß' => "ss".chars().for_each(&mut with),
                'æ' => "ae".chars().for_each(&mut with),
                'œ' => "oe".chars().for_each(&mut with),
                'ø' => with('o'),
                'ł' => with('l'),
                'đ' => with('d'),
                'ı' => with('i'),
                'ς' => with('σ'),
                '‘' | '’' | 'ʼ' => with('\''),
                '“' | '”' => with('"'),
                '‐'..='―' => with('-'),
                c if c.is_whitespace() => with(' '),
                // A capital may become a letter and its accent only now.
                c if is_accent(c) => {}
                c => with(c),
            }
        }
    });
}

fn ascii(c: char) -> char {
    if is_space(c) {
        ' '
    } else {
        c.to_ascii_lowercase()
    }
}

/// Marks that a reader may leave out: the accents of Latin, Greek and Cyrillic, and the points of
/// Hebrew and Arabic. Told by where they sit; those of other scripts sit elsewhere.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn folds(text: &str, to: &str) {
        assert_eq!(fold(text), to, "{text:?}");
    }

    #[test]
    fn accents_and_capitals_make_no_difference() {
        folds("Éclair", "eclair");
        folds("E\u{301}CLAIR", "eclair");
        folds("STRASSE Straße", "strasse strasse");
        folds(
            "Łódź İstanbul ΣΊΣΥΦΟΣ Сергей Йод",
            "lodz istanbul σισυφοσ сергеи иод",
        );
        folds("שָׁלוֹם سَلَام", "שלום سلام");
        folds("ﬁne ｗｉｄｅ", "fine wide");
    }

    #[test]
    fn quotes_and_dashes_are_found_as_typed() {
        folds("don’t “stop” — it’s", "don't \"stop\" - it's");
    }

    #[test]
    fn white_space_is_one_space() {
        folds("a \t\n b", "a b");
        folds("a\u{a0}\u{3000}\nb", "a b");
    }

    #[test]
    fn signs_that_are_letters_are_kept() {
        assert_ne!(fold("की"), fold("का"));
        assert_ne!(fold("กุ"), fold("กู"));
        assert_ne!(fold("か"), fold("が"));
        assert_eq!(fold("が"), fold("か\u{3099}"));
    }

    #[test]
    fn what_does_not_show_does_not_count() {
        folds("می\u{200c}خواهم", "میخواهم");
        folds("❤\u{fe0f}", "❤");
    }

    proptest! {
        #[test]
        fn ascii_takes_a_short_cut_to_the_same_place(text in "[ -~\t\n]{0,30}") {
            let marked = fold(&format!("{text}é"));
            prop_assert_eq!(format!("{}e", fold(&text)), marked);
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in "[ a-zÀ-ÿĀ-ſ’–\u{300}-\u{310}\n]{0,30}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
