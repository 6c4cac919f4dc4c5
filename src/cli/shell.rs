//! Commands inside sentences of ours, in a form that can be pasted into a shell as they stand.

use std::path::Path;

use super::args::Global;
use crate::text::quote::{quoted, quoted_path};

/// A command of ours for the data folder of this run. `rest` is what follows, with its words quoted.
pub fn command(global: &Global, rest: &str) -> String {
    match &global.data_dir {
        None => format!("amends {rest}"),
        Some(dir) => format!("amends {} {rest}", option("--data-dir", &path(dir))),
    }
}

/// An option with its value, which may begin with a dash.
pub fn option(name: &str, word: &str) -> String {
    let joined = match word.trim_start_matches('\'').starts_with('-') {
        true => '=',
        false => ' ',
    };
    format!("{name}{joined}{word}")
}

/// A word that stands for itself in a command, such as the name of a book. It may begin with a dash.
pub fn operand(text: &str) -> String {
    match text.starts_with('-') {
        true => format!("-- {}", word(text)),
        false => word(text),
    }
}

/// The path of a file or a folder.
pub fn path(path: &Path) -> String {
    word(&quoted_path(path))
}

/// One word of a shell, whatever is in it.
pub fn word(text: &str) -> String {
    let text = quoted(text);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_word_to_a_shell_and_nothing_in_it_is_run() {
        assert_eq!(word("Sam"), "Sam");
        assert_eq!(word("/tmp/my-book.d"), "/tmp/my-book.d");
        assert_eq!(word("Sam 2"), "'Sam 2'");
        assert_eq!(word("$(reboot)"), "'$(reboot)'");
        assert_eq!(word("it's"), "'it'\\''s'");
        assert_eq!(word(""), "''");
        assert_eq!(word("~"), "'~'");
        assert_eq!(word("a\nb"), "'a b'");
        for text in [
            "a b", "it's", "\"", "`id`", "$HOME", "\\", "*", "!x", "a;b&c|d",
        ] {
            let line = format!("printf %s {}", word(text));
            let said = std::process::Command::new("sh")
                .args(["-c", &line])
                .output();
            assert_eq!(String::from_utf8(said.unwrap().stdout).unwrap(), text);
        }
    }

    #[test]
    fn what_begins_with_a_dash_is_no_option() {
        assert_eq!(option("--book", &word("Sam 2")), "--book 'Sam 2'");
        assert_eq!(option("--book", &word("-x")), "--book=-x");
        assert_eq!(option("--book", &word("-x y")), "--book='-x y'");
        assert_eq!(operand("-x"), "-- -x");
        assert_eq!(operand("it's"), "'it'\\''s'");
    }
}
