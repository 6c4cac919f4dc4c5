//! A secret line: dots until it is asked for, nothing to undo, nothing to copy, nothing in a log.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;

fn typed(text: &str) -> Editor {
    let mut editor = Editor::secret(true);
    for c in text.chars() {
        editor.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    editor
}

fn control(editor: &mut Editor, c: char) -> bool {
    let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    editor.key(key).is_some()
}

#[test]
fn it_shows_a_dot_for_each_letter_until_it_is_asked_for() {
    let mut editor = typed("two words");
    let (rows, caret) = screen(&mut editor, 20, 1);
    assert_eq!(rows, ["\u{2022}".repeat(9)]);
    assert_eq!(caret, Some(Position::new(9, 0)));
    editor.hide(false);
    assert_eq!(screen(&mut editor, 20, 1).0, ["two words"]);
    editor.hide(true);
    assert_eq!(screen(&mut editor, 20, 1).0, ["\u{2022}".repeat(9)]);
    // A letter of two columns takes two dots, so that the caret stands where it would.
    let mut editor = typed("\u{6771}e\u{301}");
    let (rows, caret) = screen(&mut editor, 20, 1);
    assert_eq!(rows, ["\u{2022}".repeat(3)]);
    assert_eq!(caret, Some(Position::new(3, 0)));
}

#[test]
fn a_line_that_is_longer_than_its_room_slides_and_shows_dots_alone() {
    let mut editor = typed("correct horse battery staple");
    let (rows, _) = screen(&mut editor, 10, 1);
    let dots = |c: char| matches!(c, '\u{2022}' | '\u{2026}');
    assert!(rows[0].chars().all(dots), "{rows:?}");
}

#[test]
fn there_is_nothing_to_undo_and_the_key_for_it_is_for_someone_else() {
    let mut editor = typed("secret");
    assert!(!control(&mut editor, 'z') && !control(&mut editor, 'y'));
    editor.set_text("");
    editor.apply(Edit::Undo);
    assert!(editor.is_empty());
}

#[test]
fn nothing_is_copied_out_of_it_shown_or_not() {
    for hidden in [true, false] {
        let mut editor = typed("secret");
        editor.hide(hidden);
        assert!(control(&mut editor, 'a'));
        assert!(editor.selection_range().is_some());
        assert_eq!(editor.selection(), None);
    }
}

#[test]
fn moving_about_does_not_tell_where_its_words_end() {
    let left = KeyEvent::new(KeyCode::Left, KeyModifiers::CONTROL);
    let mut editor = typed("two words");
    editor.key(left);
    assert_eq!(editor.caret_offset(), 0);
    let mut editor = typed("two words");
    assert!(control(&mut editor, 'w'));
    assert!(editor.is_empty());
    let mut editor = typed("two words");
    editor.settle(20, 1);
    editor.mouse_down(1, 0, 2);
    assert_eq!(editor.selection_range(), Some(0..9));
    editor.hide(false);
    editor.mouse_down(1, 0, 2);
    assert_eq!(editor.selection_range(), Some(0..3));
}

#[test]
fn what_is_pasted_loses_its_line_end_and_no_more() {
    let mut editor = Editor::secret(true);
    editor.apply(Edit::Paste(" two words\r\n".to_owned()));
    assert_eq!(editor.text(), " two words");
}

#[test]
fn a_log_would_not_even_have_its_length() {
    assert_eq!(format!("{:?}", typed("secret")), "Editor");
}
