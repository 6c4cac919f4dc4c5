//! How far a terminal escape sequence reaches, so that it is lost whole and never in halves.

/// The string terminator as a single C1 character.
const ST: char = '\u{9c}';

/// The length in bytes of the escape sequence that `text` starts with, or `None` when it starts
/// with something else.
///
/// A sequence that carries a payload (a window title, a link) and is never ended, or not on its
/// own line, counts only its introducer: what follows is more likely someone's words.
pub fn sequence(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    match chars.next()? {
        '\u{1b}' => Some(1 + after_escape(chars.as_str())),
        '\u{9b}' => Some(2 + control(chars.as_str())),
        '\u{9d}' | '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' => {
            Some(2 + payload(chars.as_str()).unwrap_or(0))
        }
        _ => None,
    }
}

/// The bytes that belong to an ESC, counted after it.
fn after_escape(rest: &str) -> usize {
    match rest.bytes().next() {
        Some(b'[') => 1 + control(&rest[1..]),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => 1 + payload(&rest[1..]).unwrap_or(0),
        Some(0x20..=0x7e) => {
            let between = run(rest, 0x20..=0x2f);
            between + final_byte(&rest[between..], 0x30..=0x7e)
        }
        Some(_) | None => 0,
    }
}

/// The bytes of a control sequence after its introducer: parameters, intermediates, a final.
fn control(rest: &str) -> usize {
    let parameters = run(rest, 0x30..=0x3f);
    let between = parameters + run(&rest[parameters..], 0x20..=0x2f);
    between + final_byte(&rest[between..], 0x40..=0x7e)
}

/// The bytes of a payload up to and with its end, or `None` when the line ends before it does.
fn payload(rest: &str) -> Option<usize> {
    for (at, c) in rest.char_indices() {
        match c {
            '\u{7}' => return Some(at + 1),
            ST => return Some(at + ST.len_utf8()),
            '\u{1b}' => return rest[at + 1..].starts_with('\\').then_some(at + 2),
            // A new introducer inside a payload: the first was never ended. Looking further would
            // also make a long run of introducers slow.
            '\n' | '\r' | '\u{80}'..='\u{9f}' => return None,
            _ => {}
        }
    }
    None
}

fn run(rest: &str, range: std::ops::RangeInclusive<u8>) -> usize {
    rest.bytes().take_while(|byte| range.contains(byte)).count()
}

fn final_byte(rest: &str, range: std::ops::RangeInclusive<u8>) -> usize {
    usize::from(
        rest.bytes()
            .next()
            .is_some_and(|byte| range.contains(&byte)),
    )
}
