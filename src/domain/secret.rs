//! What opens a locked part of a book: a passphrase, or the recovery code that stands in for it.
//!
//! Neither is ever shown by `Debug`, and both are wiped when they are dropped.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The fewest characters of a passphrase that may be chosen. Guessing is slow (see `store::slot`), and
/// below this it would still be done in an afternoon.
pub const FEWEST: usize = 8;

/// How many words are offered. From a list of 2,048 that is one of 2^66.
pub const WORDS: usize = 6;

/// A passphrase as it was typed, in the one form (NFC) that every keyboard and system agrees on.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase cannot be chosen, in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    #[error("There is no passphrase yet.")]
    Empty,
    #[error(
        "That is too short to keep anyone out. Take {FEWEST} characters or more, best a few words."
    )]
    Short,
}

impl Passphrase {
    /// One that was chosen before.
    pub fn typed(text: &str) -> Passphrase {
        Passphrase(Zeroizing::new(text.nfc().collect()))
    }

    /// One to be chosen now.
    ///
    /// # Errors
    /// It is empty or short.
    pub fn chosen(text: &str) -> Result<Passphrase, Weak> {
        let passphrase = Passphrase::typed(text);
        match passphrase.0.chars().count() {
            0 => Err(Weak::Empty),
            n if n < FEWEST => Err(Weak::Short),
            _ => Ok(passphrase),
        }
    }

    /// Six words to offer, out of bits that nobody can foresee. 66 of them are used.
    pub fn words(bits: [u8; 16]) -> Zeroizing<String> {
        let list = bip39::Language::English.word_list();
        let mut left = u128::from_be_bytes(bits);
        let mut words = Zeroizing::new(String::with_capacity(64));
        for place in 0..WORDS {
            if place > 0 {
                words.push(' ');
            }
            let count = list.len() as u128;
            words.push_str(list[(left % count) as usize]);
            left /= count;
        }
        words
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// How many bytes a recovery code has: 160 bits.
pub const CODE: usize = 20;

/// Opens what a passphrase opens, for whoever has forgotten it. It is shown once and kept on paper.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<[u8; CODE]>);

impl RecoveryCode {
    pub fn from_random(bits: [u8; CODE]) -> RecoveryCode {
        RecoveryCode(Zeroizing::new(bits))
    }

    /// Reads one as people copy it from paper: in either case, with or without gaps, with 0, 1 and 8,
    /// which no code has, for the letters that look like them. None where it is no code.
    pub fn read(text: &str) -> Option<RecoveryCode> {
        let letters = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
            .map(|c| match c.to_ascii_uppercase() {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                other => other,
            });
        let letters: Zeroizing<String> = Zeroizing::new(letters.collect());
        let bytes = data_encoding::BASE32_NOPAD
            .decode(letters.as_bytes())
            .ok()?;
        let bytes = Zeroizing::new(bytes);
        Some(RecoveryCode::from_random(bytes.as_slice().try_into().ok()?))
    }

    /// In eight groups of four.
    pub fn text(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(data_encoding::BASE32_NOPAD.encode(&*self.0));
        let mut text = Zeroizing::new(String::with_capacity(48));
        for (place, letter) in letters.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    pub fn bytes(&self) -> &[u8; CODE] {
        &self.0
    }
}

/// What is to become of the keys of the person at the keyboard.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyChange {
    /// The first passphrase: everything there is gets sealed. With `recovery` a code is made too.
    Set { new: Passphrase, recovery: bool },
    /// Another passphrase for the same keys.
    Change { old: Passphrase, new: Passphrase },
    /// No passphrase any more: everything is written in clear again.
    Remove { old: Passphrase },
    /// A new passphrase by means of the recovery code.
    Recover { code: RecoveryCode, new: Passphrase },
    /// Someone else knows the old one: new keys, and everything sealed again under them. An old
    /// recovery code opens nothing any more; with `recovery` a new one is made.
    Renew {
        old: Passphrase,
        new: Passphrase,
        recovery: bool,
    },
    /// A new recovery code in the place of any there is, or none any more.
    Code { old: Passphrase, wanted: bool },
}

/// How what a person writes is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protection {
    /// Anyone using this account can read it.
    #[default]
    Clear,
    /// Sealed under keys that only the person's passphrase gives.
    Sealed,
}

// None of these may reach a log or a panic message.
impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl fmt::Debug for KeyChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KeyChange::Set { .. } => "Set",
            KeyChange::Change { .. } => "Change",
            KeyChange::Remove { .. } => "Remove",
            KeyChange::Recover { .. } => "Recover",
            KeyChange::Renew { .. } => "Renew",
            KeyChange::Code { .. } => "Code",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_passphrase_is_the_same_from_every_keyboard() {
        let composed = Passphrase::typed("caf\u{e9} in the rain");
        let decomposed = Passphrase::typed("cafe\u{301} in the rain");
        assert!(composed == decomposed);
        assert!(composed != Passphrase::typed("cafe in the rain"));
    }

    #[test]
    fn a_short_one_is_not_taken_and_a_short_one_from_before_is() {
        assert_eq!(Passphrase::chosen("").unwrap_err(), Weak::Empty);
        assert_eq!(Passphrase::chosen("seven77").unwrap_err(), Weak::Short);
        assert!(Passphrase::chosen("eight888").is_ok());
        assert_eq!(Passphrase::typed("short").text(), "short");
    }

    #[test]
    fn six_words_are_offered_and_each_bit_that_counts_changes_them() {
        let words = Passphrase::words([7; 16]);
        assert_eq!(words.split(' ').count(), WORDS);
        let last = u128::from_be_bytes([7; 16]) ^ 1;
        assert_ne!(*words, *Passphrase::words(last.to_be_bytes()));
        let high = u128::from_be_bytes([7; 16]) ^ (1 << 65);
        assert_ne!(*words, *Passphrase::words(high.to_be_bytes()));
        assert!(Passphrase::chosen(&words).is_ok());
    }

    #[test]
    fn a_recovery_code_is_read_as_people_copy_it() {
        let code = RecoveryCode::from_random(std::array::from_fn(|i| i as u8 * 13));
        let text = code.text();
        assert_eq!(text.len(), 39);
        let copied = text.to_lowercase().replace('-', "  ").replace('o', "0");
        assert!(RecoveryCode::read(&copied).is_some_and(|read| read == code));
        assert!(RecoveryCode::read(&text[..38]).is_none());
        assert!(RecoveryCode::read("").is_none());
        assert!(RecoveryCode::read(&format!("{}-AAAA", *text)).is_none());
    }

    #[test]
    fn nothing_of_them_is_in_what_debug_prints() {
        let new = Passphrase::typed("correct horse");
        assert_eq!(format!("{new:?}"), "Passphrase");
        let set = KeyChange::Set {
            new,
            recovery: true,
        };
        assert_eq!(format!("{set:?}"), "Set");
        let code = RecoveryCode::from_random([1; CODE]);
        assert_eq!(format!("{code:?}"), "RecoveryCode");
    }
}
