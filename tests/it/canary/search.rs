//! The search for words that must be nowhere: in bytes, in files and in their names, in every dress that
//! text is usually put into on its way through a program.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many dresses may lie one over the other: UTF-16 in base64, base64 in JSON.
const DEEPEST: u32 = 2;
/// A run of letters or digits that is shorter hides no word.
const SHORTEST: usize = 8;

pub struct Search {
    words: Vec<String>,
    /// Every spelling, with the word that it is of.
    of: Vec<usize>,
    spellings: AhoCorasick,
    /// What was searched and has none of them, by its digest: most files of a book stay as they are.
    clean: RefCell<BTreeSet<[u8; 32]>>,
}

impl Search {
    /// For these words, however they are written: in capitals, composed or not, and without their marks.
    pub fn of<S: AsRef<str>>(words: &[S]) -> Search {
        let words: Vec<String> = words.iter().map(|word| word.as_ref().to_owned()).collect();
        let (mut all, mut of) = (Vec::new(), Vec::new());
        for (number, word) in words.iter().enumerate() {
            for spelling in spellings(word) {
                assert!(spelling.len() >= SHORTEST, "{word:?} is too short a word");
                all.push(spelling);
                of.push(number);
            }
        }
        let spellings = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .build(&all)
            .unwrap();
        Search {
            words,
            of,
            spellings,
            clean: RefCell::default(),
        }
    }

    /// Where the words are in these bytes; `name` says what they are.
    pub fn in_bytes(&self, name: &str, bytes: &[u8]) -> BTreeSet<String> {
        let mut traces = BTreeSet::new();
        let digest = Sha256::digest(bytes).into();
        if self.clean.borrow().contains(&digest) {
            return traces;
        }
        self.look(name, bytes, DEEPEST, &mut traces);
        if traces.is_empty() {
            self.clean.borrow_mut().insert(digest);
        }
        traces
    }

    /// Where the words are under a folder: in files, names, and where links lead.
    pub fn in_folder(&self, folder: &Path) -> BTreeSet<String> {
        let mut traces = BTreeSet::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let entry = entry.unwrap();
                let path = entry.path();
                let name = path.display().to_string();
                traces.extend(
                    self.in_bytes(&format!("the name {name}"), entry.file_name().as_bytes()),
                );
                let kind = entry.file_type().unwrap();
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_symlink() {
                    let to = fs::read_link(&path).unwrap();
                    traces.extend(self.in_bytes(&name, to.as_os_str().as_bytes()));
                } else if kind.is_file() {
                    traces.extend(self.in_bytes(&name, &fs::read(&path).unwrap()));
                }
            }
        }
        traces
    }

    fn look(&self, name: &str, bytes: &[u8], deep: u32, traces: &mut BTreeSet<String>) {
        for found in self.spellings.find_iter(bytes) {
            let word = &self.words[self.of[found.pattern().as_usize()]];
            traces.insert(format!("{word:?} in {name}"));
        }
        if let Some(inside) = unzipped(bytes) {
            self.look(&format!("{name}, unzipped"), &inside, deep, traces);
        }
        if deep > 0 {
            for (dress, inside) in undressed(bytes) {
                self.look(&format!("{name}, {dress}"), &inside, deep - 1, traces);
            }
        }
    }
}

/// The ways to write a word. Letters of ASCII are found in either case in any of them.
fn spellings(word: &str) -> BTreeSet<String> {
    let bare = |text: &str| text.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let mut all: BTreeSet<String> = [word.nfd().collect(), bare(word)].into();
    // Composed, each letter beyond ASCII in one case and the other.
    let mut composed = vec![String::new()];
    for c in word.nfc() {
        let mut cases: Vec<String> = vec![c.to_string()];
        if !c.is_ascii() {
            cases.extend([c.to_uppercase().to_string(), c.to_lowercase().to_string()]);
            cases.sort_unstable();
            cases.dedup();
        }
        composed = composed
            .iter()
            .flat_map(|begin| cases.iter().map(move |case| format!("{begin}{case}")))
            .collect();
    }
    all.extend(composed);
    all
}

/// What the bytes are when each dress is taken off.
fn undressed(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = Vec::new();
    for (dress, order) in [
        ("in UTF-16LE", u16::from_le_bytes as fn([u8; 2]) -> u16),
        ("in UTF-16BE", u16::from_be_bytes),
    ] {
        all.extend((0..2).map(|from| (dress, from_utf16(&bytes[from.min(bytes.len())..], order))));
    }
    all.extend((0..4).map(|skip| ("in base64", from_digits(bytes, 6, skip, base64_digit))));
    all.extend((0..2).map(|skip| ("in hex", from_digits(bytes, 4, skip, hex_digit))));
    if bytes.contains(&b'\\') || bytes.contains(&b'%') {
        all.push(("with escapes", without_escapes(bytes)));
    }
    all.retain(|(_, inside)| inside.len() >= SHORTEST);
    all
}

/// The letters of ours that are there in 16 bits each; ends of runs are zeros.
fn from_utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Vec<u8> {
    let mut out = String::new();
    let mut run = String::new();
    for pair in bytes.chunks_exact(2).chain([&[0, 0][..]]) {
        // Letters with their marks, and no more: what is not in 16 bits gives signs from everywhere.
        match char::from_u32(u32::from(order([pair[0], pair[1]]))) {
            Some(c @ (' '..='\u{24f}' | '\u{300}'..='\u{36f}')) => run.push(c),
            _ => {
                if run.len() >= SHORTEST {
                    out.push_str(&run);
                    out.push('\0');
                }
                run.clear();
            }
        }
    }
    out.into_bytes()
}

fn base64_digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// The bytes that digits of `wide` bits make, in each run of them without its first few. Ends of lines are
/// no end of a run.
fn from_digits(bytes: &[u8], wide: u32, skip: usize, digit: fn(u8) -> Option<u8>) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut began, mut seen) = (0, 0);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes.iter().chain([&0]) {
        match digit(*byte) {
            Some(value) => {
                seen += 1;
                if seen > skip {
                    held = held << wide | u32::from(value);
                    bits += wide;
                }
                if bits >= 8 {
                    bits -= 8;
                    out.push((held >> bits) as u8);
                }
            }
            None if matches!(byte, b'\r' | b'\n') => {}
            None => {
                if out.len() - began < SHORTEST {
                    out.truncate(began);
                } else {
                    out.push(0);
                }
                (began, seen, held, bits) = (out.len(), 0, 0, 0);
            }
        }
    }
    out
}

/// The text that escapes stand for, as JSON, Rust and addresses have them.
fn without_escapes(bytes: &[u8]) -> Vec<u8> {
    let hex = |digits: &[u8]| {
        let digits = std::str::from_utf8(digits).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let (code, used) = match rest {
            [b'\\', b'u', b'{', more @ ..] => {
                let end = more.iter().position(|byte| *byte == b'}').unwrap_or(0);
                (hex(&more[..end]), end + 4)
            }
            [b'\\', b'u', a, b, c, d, ..] => (hex(&[*a, *b, *c, *d]), 6),
            [b'\\', b'x' | b'X', a, b, ..] => (hex(&[*a, *b]), 4),
            [b'\\', b'n', ..] => (Some(u32::from(b'\n')), 2),
            [b'\\', b't', ..] => (Some(u32::from(b'\t')), 2),
            [b'\\', same @ (b'"' | b'\\' | b'/' | b'\''), ..] => (Some(u32::from(*same)), 2),
            [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                // A byte, and not yet a letter.
                out.extend(hex(&[*a, *b]).and_then(|byte| u8::try_from(byte).ok()));
                rest = &rest[3..];
                continue;
            }
            _ => (None, 1),
        };
        match code.and_then(char::from_u32) {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => out.push(*first),
        }
        rest = &rest[if code.is_some() { used } else { 1 }..];
    }
    out
}

/// What is inside, where it is packed.
fn unzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return None;
    }
    let mut inside = Vec::new();
    // What is there before the end of a cut one counts too.
    let _ = MultiGzDecoder::new(bytes).read_to_end(&mut inside);
    Some(inside)
}

mod tests {
    use std::io::Write;

    use data_encoding::{BASE64, BASE64_MIME, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const WORD: &str = "Quärkwibbelfüx";

    fn finds(bytes: &[u8]) -> bool {
        !Search::of(&[WORD]).in_bytes("it", bytes).is_empty()
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    /// The word among others, shifted by `n` bytes.
    fn among(n: usize) -> String {
        format!("{}{WORD} and more words", "x".repeat(n))
    }

    #[test]
    fn it_finds_a_word_in_each_spelling() {
        let decomposed: String = WORD.nfd().collect();
        for text in [
            WORD,
            "QUÄRKWIBBELFÜX",
            "quärkWIBBELfüx",
            &decomposed,
            &decomposed.to_uppercase(),
            "quarkwibbelfux",
        ] {
            assert!(finds(format!("a text, {text} in it").as_bytes()), "{text}");
        }
        assert!(!finds(b"a text, quark in it"));
    }

    #[test]
    fn it_finds_a_word_in_sixteen_bits_either_way_round_and_between_two_places() {
        for n in 0..2 {
            for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
                let mut bytes = vec![b'x'; n];
                bytes.extend(utf16(&among(n), order));
                assert!(finds(&bytes));
                let in_base64 = BASE64.encode(&bytes);
                assert!(finds(in_base64.as_bytes()));
            }
        }
    }

    #[test]
    fn it_finds_a_word_in_base64_at_each_alignment_and_over_the_ends_of_lines() {
        for before in 0..3 {
            for n in 0..8 {
                let (inner, outer) = (among(before), "A".repeat(n));
                for encoded in [
                    BASE64.encode(inner.as_bytes()),
                    BASE64URL_NOPAD.encode(inner.as_bytes()),
                    BASE64_MIME.encode(format!("{}{inner}", "y".repeat(50)).as_bytes()),
                ] {
                    assert!(finds(format!("{{\"a\":\"{outer}{encoded}\"}}").as_bytes()));
                }
            }
        }
    }

    #[test]
    fn it_finds_a_word_in_hex_in_either_case() {
        for n in 0..2 {
            let digits = "0".repeat(n);
            for encoded in [
                HEXLOWER.encode(among(n).as_bytes()),
                HEXUPPER.encode(among(n).as_bytes()),
            ] {
                assert!(finds(format!("{digits}{encoded}").as_bytes()));
            }
        }
    }

    #[test]
    fn it_finds_a_word_that_escapes_have_split() {
        let escaped = |escape: fn(char) -> String| WORD.chars().map(escape).collect::<String>();
        for text in [
            escaped(|c| format!("\\u{:04x}", u32::from(c))),
            escaped(|c| format!("\\u{{{:x}}}", u32::from(c))),
            WORD.replace('a', "\\u0061").replace('ä', "\\u00E4"),
            WORD.bytes().map(|byte| format!("%{byte:02X}")).collect(),
            format!("{WORD:?}").replace('ü', "\\u{fc}"),
        ] {
            assert!(finds(format!("{{\"a\":\"{text}\"}}").as_bytes()), "{text}");
            let in_base64 = BASE64.encode(text.as_bytes());
            assert!(finds(in_base64.as_bytes()), "{text}");
        }
    }

    #[test]
    fn it_finds_a_word_in_what_is_packed_also_where_it_was_cut_off() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed
            .write_all(BASE64.encode(WORD.as_bytes()).as_bytes())
            .unwrap();
        packed.flush().unwrap();
        assert!(finds(packed.get_ref()));
        assert!(finds(&packed.finish().unwrap()));
    }

    #[test]
    fn it_finds_a_word_in_files_in_their_names_and_in_where_links_lead() {
        let search = Search::of(&[WORD]);
        let dir = tempfile::tempdir().unwrap();
        assert!(search.in_folder(dir.path()).is_empty());
        let deep = dir.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join(".c"), WORD).unwrap();
        assert_eq!(search.in_folder(dir.path()).len(), 1);
        fs::write(deep.join(WORD), "").unwrap();
        assert_eq!(search.in_folder(dir.path()).len(), 2);
        std::os::unix::fs::symlink(WORD, deep.join("link")).unwrap();
        assert_eq!(search.in_folder(dir.path()).len(), 3);
    }

    #[test]
    fn chance_and_words_of_others_are_no_find() {
        let mut noise = vec![0; 100_000];
        getrandom::fill(&mut noise).unwrap();
        assert!(!finds(&noise));
        assert!(!finds(BASE64.encode(&noise).as_bytes()));
        assert!(!finds(include_bytes!("../../../README.md")));
    }
}
