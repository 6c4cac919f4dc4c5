//! Someone's words inside a sentence of ours: on one line, so that none of them can pass for a line of
//! ours.

use std::path::Path;

use super::clean::{clean_line, printable};

/// A name, or whatever else was given.
pub fn quoted(text: &str) -> String {
    printable(&clean_line(text).text).into_owned()
}

/// A path. Bytes that are no text show as the sign for that.
pub fn quoted_path(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_sentence_of_ours_cannot_begin_a_line() {
        assert_eq!(quoted("a\rb\nc\u{2028}d\u{1b}[2Je"), "a b c de");
        assert_eq!(quoted_path(Path::new("x\ny/\u{202e}z")), "x y/z");
    }
}
