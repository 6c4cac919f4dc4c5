//! What the program sends to the terminal, taken apart byte by byte.

use std::collections::{BTreeMap, BTreeSet};

/// A piece of what a terminal is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Control(u8),
    /// `ESC [`, with parameters and intermediates together, and the final byte.
    Csi(String, char),
    Osc(String),
    /// Any other escape.
    Escape(String),
    /// Bytes that are no UTF-8.
    Broken(Vec<u8>),
}

/// Takes bytes apart. It trusts nothing: what it does not understand is a piece of its own.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let (piece, used) = match first {
            0x1b => escape(rest),
            0..=0x1f | 0x7f => (Piece::Control(first), 1),
            _ => {
                let end = rest
                    .iter()
                    .position(|b| *b < 0x20 || *b == 0x7f)
                    .unwrap_or(rest.len());
                match std::str::from_utf8(&rest[..end]) {
                    Ok(text) => (Piece::Text(text.to_owned()), end),
                    Err(_) => (Piece::Broken(rest[..end].to_vec()), end),
                }
            }
        };
        pieces.push(piece);
        rest = &rest[used..];
    }
    pieces
}

fn escape(bytes: &[u8]) -> (Piece, usize) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match bytes.get(1) {
        Some(b'[') => {
            let end = bytes[2..].iter().position(|b| (0x40..=0x7e).contains(b));
            let end = end.map_or(bytes.len() - 1, |end| end + 2);
            (
                Piece::Csi(text(&bytes[2..end]), char::from(bytes[end])),
                end + 1,
            )
        }
        Some(b']') => {
            let bell = bytes.iter().position(|b| *b == 7).map(|at| (at, 1));
            let end = bytes
                .windows(2)
                .position(|pair| pair == b"\x1b\\")
                .map(|at| (at, 2));
            let (at, wide) = [bell, end]
                .into_iter()
                .flatten()
                .min()
                .unwrap_or((bytes.len(), 0));
            (Piece::Osc(text(&bytes[2..at])), at + wide)
        }
        Some(_) => (Piece::Escape(text(&bytes[1..2])), 2),
        None => (Piece::Escape(String::new()), 1),
    }
}

/// The private modes that are on after all that was sent, and those that were ever touched.
#[derive(Debug)]
pub struct Modes(BTreeMap<String, bool>);

impl Modes {
    pub fn of(bytes: &[u8]) -> Modes {
        let mut modes = BTreeMap::new();
        for piece in pieces(bytes) {
            if let Piece::Csi(params, last @ ('h' | 'l')) = piece
                && let Some(numbers) = params.strip_prefix('?')
            {
                for number in numbers.split(';') {
                    modes.insert(number.to_owned(), last == 'h');
                }
            }
        }
        Modes(modes)
    }

    /// Whether nothing is left on but the cursor, which terminals show from the start.
    pub fn all_off(&self) -> bool {
        self.0.iter().all(|(mode, on)| *on == (mode == "25"))
    }

    pub fn is_on(&self, mode: &str) -> bool {
        self.0.get(mode) == Some(&true)
    }
}

/// The modes that we use: cursor, mouse, focus, alternate screen, paste, whole frames.
const MODES: [&str; 10] = [
    "25", "1000", "1002", "1003", "1004", "1006", "1015", "1049", "2004", "2026",
];

/// Everything in the bytes that the program has no business to send.
pub fn strangers(bytes: &[u8]) -> BTreeSet<String> {
    let known_mode = |params: &str| {
        params
            .strip_prefix('?')
            .is_some_and(|numbers| numbers.split(';').all(|number| MODES.contains(&number)))
    };
    let numbers = |params: &str| {
        params
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b';' || b == b':')
    };
    let strange = |piece: &Piece| match piece {
        Piece::Text(text) => text.chars().any(may_not_be_shown),
        Piece::Csi(params, 'h' | 'l') => !known_mode(params),
        // Colours and weight; the cursor to a place; the cursor along; clearing.
        Piece::Csi(params, 'm' | 'H' | 'A' | 'B' | 'C' | 'D' | 'G' | 'J' | 'K') => !numbers(params),
        Piece::Csi(params, 't') => !["22;2", "23;2"].contains(&params.as_str()),
        // What the terminal is: asked after the background, so that an answer always comes.
        Piece::Csi(params, 'c') => !params.is_empty(),
        // An empty title, and the question for the background.
        Piece::Osc(text) => !["2;", "11;?"].contains(&text.as_str()),
        // Only outside, where the program prints plain lines.
        Piece::Control(byte) => !b"\r\n".contains(byte),
        Piece::Csi(..) | Piece::Escape(_) | Piece::Broken(_) => true,
    };
    let all = pieces(bytes);
    all.iter()
        .filter(|piece| strange(piece))
        .map(|piece| format!("{piece:?}"))
        .collect()
}

/// What could mislead the reader or the terminal.
fn may_not_be_shown(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
}

/// The parameters of all colour changes among the bytes.
pub fn colours(bytes: &[u8]) -> Vec<String> {
    let coloured = |params: &str| {
        params.split(';').any(|part| {
            let number = part.split(':').next().and_then(|n| n.parse::<u32>().ok());
            number.is_some_and(|n| matches!(n, 30..=38 | 40..=48 | 58 | 90..=107))
        })
    };
    pieces(bytes)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Csi(params, 'm') if coloured(&params) => Some(params),
            _ => None,
        })
        .collect()
}

mod tests {
    use super::*;

    #[test]
    fn what_we_do_not_send_is_noticed() {
        let ours = b"\x1b[?1049h\x1b[22;2t\x1b]2;\x07\x1b[1;1H\x1b[38;5;179mgold\x1b[0m\x1b[2J";
        assert_eq!(strangers(ours), BTreeSet::new());
        let strange: [&[u8]; 12] = [
            b"\x1b[?1h",
            b"\x1b]0;title\x07",
            b"\x1b]52;c;YQ==\x07",
            b"\x1bc",
            b"\x9b31m",
            b"\x07",
            b"\x1b[5n",
            b"\x1b]8;;http://a\x1b\\",
            b"\x1b[21t",
            "\u{202e}".as_bytes(),
            "a\u{85}".as_bytes(),
            b"\x1bPq\x1b\\",
        ];
        for bytes in strange {
            assert!(!strangers(bytes).is_empty(), "{bytes:?}");
        }
    }

    #[test]
    fn colours_and_modes_are_told_from_weight() {
        assert!(colours(b"\x1b[1m\x1b[7m\x1b[0m\x1b[39m\x1b[49m\x1b[4m").is_empty());
        for bytes in [
            &b"\x1b[31m"[..],
            b"\x1b[1;38;5;3m",
            b"\x1b[48;2;1;2;3m",
            b"\x1b[97m",
            b"\x1b[58;5;3m",
        ] {
            assert_eq!(colours(bytes).len(), 1, "{bytes:?}");
        }
        assert!(!Modes::of(b"\x1b[?1049h\x1b[?25h").all_off());
        assert!(!Modes::of(b"\x1b[?25l").all_off());
        assert!(Modes::of(b"\x1b[?1000;1006h\x1b[?1006l\x1b[?1000l\x1b[?25h").all_off());
    }
}
