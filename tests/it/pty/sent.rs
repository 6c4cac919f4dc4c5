//! What reaches the terminal: our own sequences and printable text, and nothing else.

use super::bytes::{colours, strangers};
use super::term::Term;
use super::world::*;
use crate::store::make;

/// Texts that would do something to a terminal or to a reader.
fn hostile() -> Vec<String> {
    let zalgo: String = std::iter::once('Z')
        .chain(['\u{301}', '\u{489}', '\u{36f}'].repeat(40))
        .collect();
    let mut all: Vec<String> = [
        "\x1b[2J\x1b[H\x1b[31mred",
        "\x1b]0;title\x07\x1b]52;c;aGk=\x07",
        "\x1bP1$r\x1b\\\x1b_x\x1b\\",
        "\u{9b}31m\u{9d}0;t\u{9c}\u{90}q\u{9c}",
        "\u{202e}gnitirw\u{202c}",
        "\u{2066}a\u{2069}\u{2067}",
        "a\rb\x08c\x07d\x0be\x0cf\x7f",
        "\u{feff}\u{200b}\u{2028}\u{2029}\u{85}",
        "\u{e0041}\u{e0042}\u{e007f}",
        "\u{fff9}a\u{fffa}b\u{fffb}",
        "\x1b[?1049l\x1b[?1003h\x1bc",
        "\x1b]8;;http://example.org\x1b\\link",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(zalgo);
    all
}

/// Through every page that shows what was written.
fn walk(mut term: Term) -> Vec<u8> {
    term.wait("entries").keys("w").wait("journal ·");
    for _ in 0..14 {
        term.keys("\x1b[B");
    }
    term.keys(ENTER).wait("e change").keys("e").wait("title");
    term.keys(ESC)
        .wait("e change")
        .keys(ESC)
        .wait("journal ·")
        .keys("/")
        .wait("all that you wrote");
    term.keys("MARK").wait("places").keys(ESC).wait("journal ·");
    term.resize(44, 14);
    term.keys(ESC)
        .wait("Sam")
        .keys("?")
        .wait("what is saved")
        .keys(ESC)
        .wait_gone("what is saved")
        .keys(PALETTE)
        .wait("what would");
    term.keys(ESC)
        .wait_gone("what would")
        .keys(F1)
        .wait("Nothing about this");
    term.keys(ESC).wait_gone("Nothing about this").keys("q");
    assert_eq!(term.ended(), 0);
    term.is_as_before();
    term.raw()
}

#[test]
fn hostile_words_in_the_book_do_not_reach_the_terminal() {
    let world = World::with_book();
    let texts = hostile();
    for (number, text) in texts.iter().enumerate() {
        world.write(&format!("MARK {number} {text}"));
    }
    // A file from elsewhere did not come through our own cleaning.
    let (mut store, person) = world.store();
    let crafted: Vec<_> = (0_u64..)
        .zip(&texts)
        .map(|(number, text)| {
            let mut record = make::entry(&person, number, &format!("MARK {text} {text}"));
            if let amends::domain::Body::Entry(entry) = &mut record.body {
                entry.title = text.clone();
                entry.tags = vec![text.clone()];
            }
            record
        })
        .collect();
    store.commit(&crafted).unwrap();
    drop(store);
    let raw = walk(world.open());
    assert_eq!(strangers(&raw), [].into());
    let most = String::from_utf8(raw).unwrap();
    let mut marks = 0;
    for c in most.chars() {
        let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}');
        marks = if mark { marks + 1 } else { 0 };
        assert!(marks <= 8, "a tower of marks");
    }
}

#[test]
fn a_name_and_a_title_cannot_smuggle_anything_in_either() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("text").keys(TAB);
    term.keys("\x1b[200~ti\x1b]0;x\x07t\u{202e}le\u{9b}1m\x1b[201~")
        .wait("removed")
        .keys(SAVE);
    term.wait("Saved.").keys(LOOKS);
    term.keys("w").wait("title").keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(strangers(&term.raw()), [].into());
}

#[test]
fn without_colour_nothing_is_coloured_and_a_selection_still_shows() {
    let world = World::with_book().arguments(&[]).set("NO_COLOR", "1");
    let mut term = world.writing();
    term.keys("choose this word").wait("choose this word");
    term.keys("\x1b[1;2D\x1b[1;2D");
    let reversed = |screen: &vt100::Screen| {
        let (rows, columns) = screen.size();
        (0..rows.get())
            .flat_map(|row| (0..columns.get()).map(move |column| (row, column)))
            .filter(|(row, column)| screen.cell(*row, *column).is_some_and(vt100::Cell::inverse))
            .count()
    };
    term.until("two cells in reverse", |screen| reversed(screen) == 2);
    term.keys(PALETTE)
        .wait("what would")
        .keys(ESC)
        .wait_gone("what would")
        .keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(colours(&term.raw()), [""; 0]);
    assert_eq!(strangers(&term.raw()), [].into());
}

#[test]
fn what_is_copied_goes_to_the_clipboard_and_nothing_goes_there_otherwise() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("ab")
        .wait("ab")
        .keys("\x1b[1;2D")
        .keys("\x03")
        .wait("Copied");
    let sent = strangers(&term.raw());
    // "b" in base 64.
    let only = sent.iter().all(|piece| piece.contains("52;c;Yg=="));
    assert!(only && sent.len() == 1, "{sent:?}");
}
