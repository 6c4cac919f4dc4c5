//! Keys: which are for the text, what they do there, and which are for someone else.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::*;

const NONE: KeyModifiers = KeyModifiers::NONE;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
const ALT: KeyModifiers = KeyModifiers::ALT;

fn press(editor: &mut Editor, code: KeyCode, modifiers: KeyModifiers) -> bool {
    editor.key(KeyEvent::new(code, modifiers)).is_some()
}

/// Presses one key on the text and expects the caret and the selection that it leads to.
#[track_caller]
fn does(before: &str, code: KeyCode, modifiers: KeyModifiers, after: &str) {
    let mut editor = many(before);
    editor.settle(20, 5);
    assert!(
        press(&mut editor, code, modifiers),
        "{code:?} is for the text"
    );
    assert_eq!(shown(&editor), after, "{code:?} {modifiers:?}");
}

#[test]
fn the_usual_keys_do_the_usual_things() {
    for (before, code, modifiers, after) in [
        ("a|", KeyCode::Char('b'), NONE, "ab|"),
        ("a|", KeyCode::Char('B'), SHIFT, "aB|"),
        ("a|", KeyCode::Char('@'), CONTROL | ALT, "a@|"),
        ("a|", KeyCode::Enter, NONE, "a\n|"),
        ("a|", KeyCode::Enter, ALT, "a\n|"),
        ("a|", KeyCode::Char('j'), CONTROL, "a\n|"),
        ("a b|", KeyCode::Backspace, NONE, "a |"),
        ("a b|", KeyCode::Backspace, SHIFT, "a |"),
        ("a b|", KeyCode::Char('h'), CONTROL, "a |"),
        ("a bc|", KeyCode::Backspace, CONTROL, "a |"),
        ("a bc|", KeyCode::Backspace, ALT, "a |"),
        ("a bc|", KeyCode::Char('w'), CONTROL, "a |"),
        ("|ab c", KeyCode::Delete, NONE, "|b c"),
        ("|ab c", KeyCode::Delete, CONTROL, "| c"),
        ("|ab c", KeyCode::Char('d'), ALT, "| c"),
        ("a b|c", KeyCode::Char('u'), CONTROL, "|c"),
        ("a| bc", KeyCode::Char('k'), CONTROL, "a|"),
        ("a bc|", KeyCode::Left, NONE, "a b|c"),
        ("a bc|", KeyCode::Left, CONTROL, "a |bc"),
        ("a bc|", KeyCode::Left, ALT, "a |bc"),
        ("a bc|", KeyCode::Char('b'), ALT, "a |bc"),
        ("|ab c", KeyCode::Right, CONTROL, "ab| c"),
        ("|ab c", KeyCode::Char('f'), ALT, "ab| c"),
        ("x\na b|c", KeyCode::Home, NONE, "x\n|a bc"),
        ("x\na b|c", KeyCode::Home, CONTROL, "|x\na bc"),
        ("|a bc\nx", KeyCode::End, NONE, "a bc|\nx"),
        ("|a bc\nx", KeyCode::End, CONTROL, "a bc\nx|"),
        ("abc\nde|f", KeyCode::Up, NONE, "ab|c\ndef"),
        ("ab|c\ndef", KeyCode::Down, NONE, "abc\nde|f"),
        ("ab|c", KeyCode::Up, NONE, "|abc"),
        ("ab|c", KeyCode::Down, NONE, "abc|"),
        (
            "1\n2\n3\n4\n5\n6|",
            KeyCode::PageUp,
            NONE,
            "1\n2|\n3\n4\n5\n6",
        ),
        (
            "1|\n2\n3\n4\n5\n6",
            KeyCode::PageDown,
            NONE,
            "1\n2\n3\n4\n5|\n6",
        ),
    ] {
        does(before, code, modifiers, after);
    }
}

#[test]
fn shift_selects_what_the_caret_passes() {
    let mut editor = many("one two|");
    press(&mut editor, KeyCode::Left, SHIFT | CONTROL);
    assert_eq!(editor.selection().as_deref(), Some("two"));
    press(&mut editor, KeyCode::Home, SHIFT);
    assert_eq!(editor.selection().as_deref(), Some("one two"));
    press(&mut editor, KeyCode::Right, SHIFT);
    assert_eq!(editor.selection().as_deref(), Some("ne two"));
    press(&mut editor, KeyCode::Char('a'), CONTROL);
    assert_eq!(editor.selection().as_deref(), Some("one two"));
}

#[test]
fn what_was_undone_can_be_done_again() {
    for (code, modifiers) in [
        (KeyCode::Char('y'), CONTROL),
        (KeyCode::Char('Z'), CONTROL | SHIFT),
        (KeyCode::Char('z'), CONTROL | SHIFT),
    ] {
        let mut editor = many("|");
        press(&mut editor, KeyCode::Char('x'), NONE);
        press(&mut editor, KeyCode::Char('z'), CONTROL);
        assert!(editor.is_empty());
        press(&mut editor, code, modifiers);
        assert_eq!(editor.text(), "x");
    }
}

#[test]
fn keys_for_others_are_left_to_them() {
    for lines in [Lines::One, Lines::Many] {
        let mut editor = Editor::new("text", lines);
        editor.settle(20, 5);
        for (code, modifiers) in [
            (KeyCode::Tab, NONE),
            (KeyCode::BackTab, SHIFT),
            (KeyCode::Esc, NONE),
            (KeyCode::F(1), NONE),
            (KeyCode::Char('s'), CONTROL),
            (KeyCode::Char('l'), CONTROL),
            (KeyCode::Char('p'), CONTROL),
            (KeyCode::Char('c'), CONTROL),
            (KeyCode::Enter, CONTROL),
            (KeyCode::Char('x'), ALT),
            (KeyCode::Char('v'), KeyModifiers::SUPER),
        ] {
            assert!(
                !press(&mut editor, code, modifiers),
                "{code:?} {modifiers:?}"
            );
        }
        assert_eq!(shown(&editor), "text|");
    }
}

#[test]
fn a_field_of_one_line_leaves_enter_and_the_vertical_keys() {
    let mut editor = Editor::new("text", Lines::One);
    editor.settle(20, 1);
    for code in [
        KeyCode::Enter,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageUp,
        KeyCode::PageDown,
    ] {
        assert!(!press(&mut editor, code, NONE), "{code:?}");
    }
    assert!(!press(&mut editor, KeyCode::Char('j'), CONTROL));
    assert_eq!(shown(&editor), "text|");
}

#[test]
fn up_and_down_go_on_to_the_next_field_once_the_caret_cannot() {
    let mut editor = many("a|b\ncd");
    editor.settle(20, 5);
    assert!(press(&mut editor, KeyCode::Up, NONE), "to the start first");
    assert!(!press(&mut editor, KeyCode::Up, NONE));
    assert!(press(&mut editor, KeyCode::Down, NONE));
    assert!(press(&mut editor, KeyCode::Down, NONE), "to the end first");
    assert!(!press(&mut editor, KeyCode::Down, NONE));
}

#[test]
fn the_release_of_a_key_does_nothing() {
    let mut editor = many("a|");
    let key = KeyEvent::new_with_kind(KeyCode::Char('b'), NONE, KeyEventKind::Release);
    assert_eq!(editor.key(key), None);
    assert_eq!(editor.text(), "a");
    let key = KeyEvent::new_with_kind(KeyCode::Char('b'), NONE, KeyEventKind::Repeat);
    assert!(editor.key(key).is_some());
    assert_eq!(editor.text(), "ab");
}
