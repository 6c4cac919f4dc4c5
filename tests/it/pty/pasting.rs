//! Pastes: large ones, and ones that mean harm.

use std::io::Write;

use super::world::*;

#[test]
fn ten_megabytes_in_one_paste_are_kept_and_the_program_answers() {
    let world = World::with_book();
    let mut term = world.writing();
    let line = "She said that it would not happen again, and I wrote it down.\n";
    let text = line.repeat(10_000_000 / line.len());
    let mut keyboard = term.keyboard();
    let sent = text.clone();
    let hand = std::thread::spawn(move || {
        keyboard.write_all(b"\x1b[200~").unwrap();
        keyboard.write_all(sent.as_bytes()).unwrap();
        keyboard.write_all(b"\x1b[201~").unwrap();
    });
    term.wait("would not happen again");
    hand.join().unwrap();
    term.keys("END").wait("END");
    term.keys(HIDE);
    assert_eq!(term.ended(), 0);
    let drafts = world.draft_texts();
    assert_eq!(drafts.len(), 1);
    assert!(
        drafts[0] == format!("{text}END"),
        "{} bytes",
        drafts[0].len()
    );
}

#[test]
fn more_than_a_page_can_hold_is_refused_in_words_and_costs_nothing() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("there before").wait("there before");
    let mut keyboard = term.keyboard();
    let hand = std::thread::spawn(move || {
        keyboard.write_all(b"\x1b[200~").unwrap();
        for _ in 0..16 {
            keyboard.write_all(&vec![b'x'; 1 << 20]).unwrap();
        }
        keyboard.write_all(b"\x1b[201~").unwrap();
    });
    term.wait("more than one page can hold");
    hand.join().unwrap();
    term.keys(" and after")
        .wait("there before and after")
        .keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.draft_texts(), ["there before and after"]);
}

#[test]
fn a_paste_with_sequences_in_it_is_cleaned_and_runs_nothing() {
    let world = World::with_book();
    let mut term = world.writing();
    let hostile = "one\x1b[2Jtwo\x1b]52;c;aGk=\x07three\u{202e}four\x0c\x11five\x1b[31m\rsix";
    term.keys(&format!("\x1b[200~{hostile}\x1b[201~"))
        .wait("hidden characters removed");
    term.wait("onetwothreefourfive")
        .wait("six")
        .keys(SAVE)
        .wait("Saved.")
        .keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.entries(), ["onetwothreefourfive\nsix"]);
    assert_eq!(super::bytes::strangers(&term.raw()), [].into());
}

#[test]
fn a_paste_that_ends_itself_deletes_and_shares_nothing() {
    let world = World::with_book();
    world.write("an older entry");
    let mut term = world.open();
    term.wait("one entry").keys("w").wait("an older entry");
    // Where there is no text field a paste does nothing; what comes after its own end are keys, and
    // none of them alone can do harm.
    term.keys("\x1b[200~harmless\x1b[201~d\r\x1b[201~")
        .wait("an older entry");
    term.keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.entries(), ["an older entry"]);
}

#[test]
fn a_paste_that_lost_its_end_gives_its_words_and_the_keys_work_again() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("\x1b[200~words without an end")
        .wait("words without an end");
    term.keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.draft_texts(), ["words without an end"]);
}

#[test]
fn a_line_that_is_no_text_is_asked_for_once_more_and_not_passed_over() {
    let world = World::with_book();
    let mark = "$AMENDS mark --safety 3 --trust 3 --connection 3; echo [code $?]";
    let mut term = world.in_shell(mark);
    term.wait("A line, if you like")
        .send(b"caf\xe9 \xed\xa0\x80\n");
    term.wait("cannot be used");
    term.keys("A \u{202e}quiet day.\n")
        .wait("1 hidden character removed.")
        .wait("[code 0]");
    assert!(world.cli(&["list"]).contains("A quiet day."));
}
