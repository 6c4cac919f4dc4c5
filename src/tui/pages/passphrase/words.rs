//! What the pages of a passphrase say.

use crate::domain::protection::{COPIES, PROTECTS};
use crate::tui::guard::{KeyTask, KeyWork, Purpose};

pub const LATER: &str = "Not now. It can be set later, in the settings";

pub const NO_CODE: &str =
    "That is not a whole recovery code. It has eight groups of four letters and digits.";

pub const NOT_THE_SAME: &str = "The two are not the same.";

pub const THE_OLD_ONE: &str = "That is the passphrase that you have. Take another one.";

/// The label of a field, which says when its letters can be seen.
pub fn label(label: &str, shown: bool) -> String {
    match shown {
        true => format!("{label}, shown"),
        false => label.to_owned(),
    }
}

/// The word for showing and covering.
pub fn show_hint(shown: bool) -> &'static str {
    match shown {
        true => "dots",
        false => "show",
    }
}

pub fn title(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Set => "a passphrase",
        Purpose::Change => "another passphrase",
        Purpose::Renew => "someone knows it",
        Purpose::Remove => "no passphrase",
        Purpose::Code => "a recovery code",
        Purpose::Recover => "the recovery code",
    }
}

/// What it is about, in paragraphs.
pub fn about(purpose: Purpose) -> &'static [&'static str] {
    match purpose {
        Purpose::Set => &[PROTECTS, COPIES],
        Purpose::Change => &[
            "Your pages stay sealed as they are, and only what opens them changes. A copy of this book \
             from before still opens with the old passphrase. If someone knows that one, \
             \u{201c}someone knows it\u{201d} in the settings does more.",
        ],
        Purpose::Renew => &[
            "Everything is sealed anew, under new keys: the old passphrase opens nothing here any more, \
             and neither does an old recovery code. What someone has copied before can still be read \
             with them.",
        ],
        Purpose::Remove => &[
            "Everything is written to this disk in clear again, and anyone using this account can read \
             it. Nothing that you wrote is lost.",
        ],
        Purpose::Code => &[
            "A code on paper opens your pages if you forget the passphrase. A new one takes the place of \
             any that there is. If you choose none, an old one opens nothing any more.",
        ],
        Purpose::Recover => &["The code that you have on paper, and a new passphrase."],
    }
}

pub fn go(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Set => "Seal my pages",
        Purpose::Change => "Change the passphrase",
        Purpose::Renew => "Seal everything anew",
        Purpose::Remove => "Take the passphrase away",
        Purpose::Code => "Change the recovery code",
        Purpose::Recover => "Open",
    }
}

pub fn offers(key: &str) -> String {
    format!("{key} offers six words, drawn by chance.")
}

pub fn offered(key: &str) -> String {
    format!("Type them once more below. {key} draws six others.")
}

/// What is being done, and how far it is.
pub fn work(work: KeyWork) -> String {
    let pages = work
        .pages
        .map(|(done, of)| format!("{} of {} pages", counted(done), counted(of)));
    match (work.what, pages) {
        (KeyTask::Opening | KeyTask::Change(Purpose::Recover), None) => "Opening.".to_owned(),
        (KeyTask::Opening | KeyTask::Change(Purpose::Recover), Some(pages)) => {
            format!("Finishing what was begun: {pages}.")
        }
        (KeyTask::Change(Purpose::Set), None) => "Sealing your pages.".to_owned(),
        (KeyTask::Change(Purpose::Set), Some(pages)) => format!("Sealing {pages}."),
        (KeyTask::Change(Purpose::Change), _) => "Changing the passphrase.".to_owned(),
        (KeyTask::Change(Purpose::Code), _) => "Changing the recovery code.".to_owned(),
        (KeyTask::Change(Purpose::Renew), None) => "Sealing everything anew.".to_owned(),
        (KeyTask::Change(Purpose::Renew), Some(pages)) => format!("Sealing {pages} anew."),
        (KeyTask::Change(Purpose::Remove), None) => "Writing your pages in clear.".to_owned(),
        (KeyTask::Change(Purpose::Remove), Some(pages)) => format!("Writing {pages} in clear."),
    }
}

/// What is done, once it is.
pub fn done(purpose: Purpose, code: bool) -> &'static str {
    match purpose {
        Purpose::Set if code => {
            "Your pages are sealed. From now on they open with your passphrase, or with the code below."
        }
        Purpose::Set => {
            "Your pages are sealed. From now on they open with your passphrase, and with nothing else."
        }
        Purpose::Change => "The passphrase is changed. The old one opens nothing here any more.",
        Purpose::Renew => {
            "Everything is sealed anew. The old passphrase and an old recovery code open nothing here \
             any more."
        }
        Purpose::Remove => {
            "There is no passphrase any more. Anyone using this account can read this book."
        }
        Purpose::Code if code => {
            "The code below opens your pages, too. An earlier one opens nothing any more."
        }
        Purpose::Code => "There is no recovery code. Your passphrase alone opens your pages.",
        Purpose::Recover => "Your new passphrase is set.",
    }
}

/// A number as it is read: 2,000.
fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_as_they_are_read() {
        for (number, text) in [
            (0, "0"),
            (300, "300"),
            (2_000, "2,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(counted(number), text);
        }
    }

    #[test]
    fn how_far_it_is_stands_in_the_words() {
        let pages = Some((300, 2_000));
        let what = KeyTask::Change(Purpose::Set);
        let says = work(KeyWork { what, pages });
        assert_eq!(says, "Sealing 300 of 2,000 pages.");
        let what = KeyTask::Opening;
        assert_eq!(work(KeyWork { what, pages: None }), "Opening.");
    }
}
