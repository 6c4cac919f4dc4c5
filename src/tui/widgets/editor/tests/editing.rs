//! Edits, undoing and words.

use super::*;

fn does(before: &str, edit: Edit, after: &str) {
    let mut editor = many(before);
    editor.apply(edit.clone());
    assert_eq!(shown(&editor), after, "{edit:?} on {before:?}");
}

fn type_in(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => editor.apply(Edit::Newline),
            c => editor.apply(Edit::Insert(c.into())),
        };
    }
}

fn undo_all(editor: &mut Editor) -> Vec<String> {
    let mut texts = Vec::new();
    while editor.apply(Edit::Undo).changed {
        texts.push(editor.text());
    }
    texts
}

#[test]
fn each_cluster_is_deleted_by_one_backspace() {
    for cluster in [
        "👨‍👩‍👧‍👦",
        "🇫🇷",
        "e\u{301}",
        "a\u{301}\u{302}\u{303}",
        "क्षि",
        "स्त्री",
        "각",
        "ᄀ\u{1161}\u{11a8}",
        "👩🏽‍🚀",
        "1\u{fe0f}\u{20e3}",
        "❤️",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "שָׁ",
        "م\u{64e}",
        "กำ",
        "世",
        "\t",
        "\u{200f}",
        "\u{301}",
    ] {
        let mut editor = Editor::new(&format!("x\n{cluster}"), Lines::Many);
        editor.apply(Edit::Backspace);
        assert_eq!(editor.text(), "x\n", "{cluster:?}");
        editor.apply(Edit::Undo);
        editor.apply(Edit::Move(Motion::Left));
        editor.apply(Edit::Delete);
        assert_eq!(editor.text(), "x\n", "{cluster:?}");
    }
}

#[test]
fn letters_go_in_and_out_at_the_caret() {
    does("a|c", Edit::Insert("b".into()), "ab|c");
    does("ab|c", Edit::Backspace, "a|c");
    does("a|bc", Edit::Delete, "a|c");
    does("|a", Edit::Backspace, "|a");
    does("a|", Edit::Delete, "a|");
    does("a|b", Edit::Newline, "a\n|b");
    does("a\n|b", Edit::Backspace, "a|b");
    does("a|\nb", Edit::Delete, "a|b");
}

#[test]
fn words_and_rows_are_deleted_whole() {
    does("one two| three", Edit::DeleteWordBack, "one | three");
    does("one |two three", Edit::DeleteWordForward, "one | three");
    does("well, no!!|", Edit::DeleteWordBack, "well, no|");
    does("one\n|two", Edit::DeleteWordBack, "one|two");
    does("one|\ntwo", Edit::DeleteWordForward, "one|two");
    does("one\ntwo thr|ee", Edit::DeleteToLineStart, "one\n|ee");
    does("one\ntw|o three\nx", Edit::DeleteToLineEnd, "one\ntw|\nx");
}

#[test]
fn what_is_typed_replaces_what_is_selected() {
    let mut editor = many("one |two three");
    editor.apply(Edit::Select(Motion::WordRight));
    assert_eq!(editor.selection().as_deref(), Some("two"));
    assert_eq!(editor.selection_range(), Some(4..7));
    editor.apply(Edit::Insert("2".into()));
    assert_eq!(shown(&editor), "one 2| three");
    editor.apply(Edit::Undo);
    assert_eq!(
        editor.selection().as_deref(),
        Some("two"),
        "the selection comes back too"
    );
}

#[test]
fn left_and_right_leave_a_selection_at_its_ends() {
    for (motion, at) in [(Motion::Left, "|abc"), (Motion::Right, "abc|")] {
        let mut editor = many("|abc");
        editor.apply(Edit::SelectAll);
        editor.apply(Edit::Move(motion));
        assert_eq!(shown(&editor), at);
        assert_eq!(editor.selection(), None);
    }
}

#[test]
fn what_is_hidden_is_taken_out_of_a_paste_and_counted() {
    let mut editor = many("a|b");
    let outcome = editor.apply(Edit::Paste("x\u{202e}\r\ny\u{1b}[2J".into()));
    assert_eq!((outcome.changed, outcome.removed), (true, 5));
    assert_eq!(shown(&editor), "ax\ny|b");
    editor.apply(Edit::SelectAll);
    let nothing = editor.apply(Edit::Paste("\u{202e}".into()));
    assert_eq!((nothing.changed, nothing.removed), (false, 1));
    assert_eq!(editor.text(), "ax\nyb", "an empty paste takes nothing away");
}

#[test]
fn a_field_of_one_line_stays_one_line() {
    let mut editor = Editor::new("a\nb", Lines::One);
    assert_eq!(editor.text(), "a b");
    assert!(!editor.apply(Edit::Newline).changed);
    editor.apply(Edit::Paste("\nc\td\r\n".into()));
    assert_eq!(editor.text(), "a b c d ");
    editor.set_text("e\nf");
    assert_eq!(editor.text(), "e f");
}

#[test]
fn undoing_goes_by_words_spaces_and_deletions() {
    let mut editor = Editor::new("", Lines::Many);
    type_in(&mut editor, "I said  so\n\nno");
    for _ in 0..2 {
        editor.apply(Edit::Backspace);
    }
    let expected = [
        "I said  so\n\nno",
        "I said  so\n\n",
        "I said  so",
        "I said  ",
        "I said",
        "I ",
        "I",
        "",
    ];
    assert_eq!(undo_all(&mut editor), expected);
    while editor.apply(Edit::Redo).changed {}
    assert_eq!(editor.text(), "I said  so\n\n");
}

#[test]
fn moving_away_starts_a_new_step() {
    let mut editor = Editor::new("", Lines::Many);
    type_in(&mut editor, "ab");
    editor.apply(Edit::Move(Motion::Left));
    editor.apply(Edit::Move(Motion::Right));
    type_in(&mut editor, "cd");
    assert_eq!(undo_all(&mut editor), ["ab", ""]);
}

#[test]
fn a_paste_is_one_step_and_so_is_a_new_text() {
    let mut editor = many("a|b");
    editor.apply(Edit::Paste("one two\nthree".into()));
    editor.apply(Edit::Paste("!".into()));
    editor.set_text("all new");
    assert_eq!(
        undo_all(&mut editor),
        ["aone two\nthree!b", "aone two\nthreeb", "ab"]
    );
    assert_eq!(shown(&editor), "a|b");
}

#[test]
fn the_same_text_is_no_change() {
    let mut editor = many("same|");
    let revision = editor.revision();
    assert!(!editor.set_text("same").changed);
    assert_eq!(editor.revision(), revision);
    assert!(editor.set_text("other").changed);
    assert_ne!(editor.revision(), revision);
}

#[test]
fn a_text_too_large_for_the_history_can_still_be_brought_back_once() {
    let large = "a line of text\n".repeat(800_000);
    let mut editor = Editor::new("", Lines::Many);
    type_in(&mut editor, "before");
    editor.apply(Edit::Paste(large.clone()));
    editor.apply(Edit::SelectAll);
    editor.apply(Edit::DeleteSelection);
    assert!(editor.is_empty());
    editor.apply(Edit::Undo);
    assert_eq!(editor.text(), format!("before{large}"));
}

#[test]
fn the_caret_never_stands_inside_a_grapheme() {
    // A letter typed before a lone mark joins it.
    let mut editor = many("|\u{301}x");
    editor.apply(Edit::Insert("e".into()));
    assert_eq!(shown(&editor), "e\u{301}|x");
    // Two halves of a flag meet.
    let mut editor = many("🇫x|🇷y");
    editor.apply(Edit::Backspace);
    assert_eq!(shown(&editor), "🇫🇷|y");
    editor.set_caret_offset(5);
    assert_eq!(editor.caret_offset(), 0);
    editor.set_caret_offset(usize::MAX);
    assert_eq!(editor.caret_offset(), editor.len_bytes());
}

#[test]
fn paragraphs_can_be_walked_by_their_ends() {
    let mut editor = many("one\ntwo| x\nthree");
    let mut go = |motion| {
        editor.apply(Edit::Move(motion));
        shown(&editor)
    };
    assert_eq!(go(Motion::ParagraphStart), "one\n|two x\nthree");
    assert_eq!(go(Motion::ParagraphStart), "|one\ntwo x\nthree");
    assert_eq!(go(Motion::ParagraphEnd), "one|\ntwo x\nthree");
    assert_eq!(go(Motion::ParagraphEnd), "one\ntwo x|\nthree");
    assert_eq!(go(Motion::WordRight), "one\ntwo x\n|three");
    assert_eq!(go(Motion::WordLeft), "one\ntwo x|\nthree");
    assert_eq!(go(Motion::End), "one\ntwo x\nthree|");
    assert_eq!(go(Motion::Start), "|one\ntwo x\nthree");
}

#[test]
fn words_are_found_whatever_their_case_and_accents() {
    let mut editor = many("|Éclair, e\u{301}clair\nand one more ECLAIR. Don’t");
    assert_eq!(editor.find("eclair", 0), Some(0..7));
    assert_eq!(editor.find("eclair", 1), Some(9..17));
    assert_eq!(editor.find("don't", 0), Some(39..46));
    assert_eq!(editor.find("one  more", 0), Some(22..30));
    assert_eq!(editor.find("", 0), None);
    assert_eq!(editor.find("elsewhere", 0), None);
    let mut seen = Vec::new();
    for _ in 0..4 {
        assert!(editor.find_next("éclair"));
        seen.push(editor.selection().unwrap_or_default());
    }
    assert_eq!(seen, ["Éclair", "e\u{301}clair", "ECLAIR", "Éclair"]);
    assert!(editor.find_previous("eclair"));
    assert_eq!(editor.selection().as_deref(), Some("ECLAIR"));
    assert!(!editor.find_next("elsewhere"));
}

#[test]
fn private_words_do_not_show_in_debug() {
    let mut editor = many("secret|");
    editor.set_placeholder("secret");
    let edits = [Edit::Insert("secret".into()), Edit::Paste("secret".into())];
    assert!(!format!("{editor:?} {edits:?}").contains("secret"));
}
