//! The view: scrolling, growing, and the mouse.

use super::*;

fn numbers(count: usize) -> String {
    (1..=count)
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_view_moves_as_little_as_shows_the_caret() {
    let mut editor = Editor::new(&numbers(9), Lines::Many);
    assert_eq!(screen(&mut editor, 9, 3).0, ["7", "8", "9"]);
    assert!(editor.more_above() && !editor.more_below());
    editor.apply(Edit::Move(Motion::Up));
    editor.apply(Edit::Move(Motion::Up));
    assert_eq!(screen(&mut editor, 9, 3).0, ["7", "8", "9"]);
    editor.apply(Edit::Move(Motion::Up));
    assert_eq!(screen(&mut editor, 9, 3).0, ["6", "7", "8"]);
    editor.apply(Edit::Move(Motion::Start));
    assert_eq!(screen(&mut editor, 9, 3).0, ["1", "2", "3"]);
    assert!(!editor.more_above() && editor.more_below());
}

#[test]
fn the_wheel_moves_the_view_until_the_caret_moves() {
    let mut editor = Editor::new(&numbers(9), Lines::Many);
    screen(&mut editor, 9, 3);
    assert!(editor.scroll(-4));
    let (lines, caret) = screen(&mut editor, 9, 3);
    assert_eq!((lines[0].as_str(), caret), ("3", None));
    editor.apply(Edit::Insert("!".into()));
    let (lines, caret) = screen(&mut editor, 9, 3);
    assert_eq!(lines, ["7", "8", "9!"]);
    assert!(caret.is_some());
    assert!(!editor.scroll(1), "the end is the end");
    editor.scroll(i32::MIN);
    assert_eq!(screen(&mut editor, 9, 3).0, ["1", "2", "3"]);
    editor.scroll(i32::MAX);
    assert_eq!(screen(&mut editor, 9, 3).0, ["7", "8", "9!"]);
}

#[test]
fn no_row_is_left_empty_while_there_is_text_above() {
    let mut editor = Editor::new(&numbers(9), Lines::Many);
    screen(&mut editor, 9, 3);
    for _ in 0..4 {
        editor.apply(Edit::Backspace);
    }
    assert_eq!(screen(&mut editor, 9, 3).0, ["5", "6", "7"]);
    assert_eq!(screen(&mut editor, 9, 20).0[0], "1");
}

#[test]
fn the_same_text_stays_on_top_at_another_width_and_after_a_change_above() {
    let mut editor = Editor::new(&numbers(40), Lines::Many);
    screen(&mut editor, 9, 3);
    editor.scroll(-20);
    assert_eq!(screen(&mut editor, 9, 3).0[0], "18");
    assert_eq!(screen(&mut editor, 30, 3).0[0], "18");
    editor.set_caret_offset(0);
    editor.apply(Edit::Insert("0\n".into()));
    editor.apply(Edit::Undo);
    editor.apply(Edit::Move(Motion::End));
    assert_eq!(screen(&mut editor, 9, 3).0, ["38", "39", "40"]);
}

#[test]
fn a_field_knows_how_tall_it_would_be() {
    assert_eq!(many("|").height_wanted(10), 1);
    assert_eq!(many("I said I was\n|").height_wanted(10), 3);
    assert_eq!(Editor::new("I said I was", Lines::One).height_wanted(10), 2);
    assert_eq!(many("abc|").height_wanted(0), 4);
    let many_rows = Editor::new(&"\n".repeat(70_000), Lines::Many).height_wanted(9);
    assert_eq!(many_rows, u16::MAX);
}

#[test]
fn the_mouse_puts_the_caret_and_selects() {
    let mut editor = many("|one two\nthree 世界 four");
    editor.settle(12, 3);
    let mut click = |column, row, clicks| {
        editor.mouse_down(column, row, clicks);
        (shown(&editor), editor.selection().unwrap_or_default())
    };
    assert_eq!(
        click(2, 0, 1),
        ("on|e two\nthree 世界 four".into(), String::new())
    );
    assert_eq!(
        click(30, 0, 1),
        ("one two|\nthree 世界 four".into(), String::new())
    );
    assert_eq!(
        click(7, 1, 1),
        ("one two\nthree |世界 four".into(), String::new())
    );
    assert_eq!(
        click(1, 9, 1),
        ("one two\nthree 世界 f|our".into(), String::new())
    );
    assert_eq!(click(5, 0, 2).1, "two");
    assert_eq!(click(5, 1, 3).1, "three 世界 four");
    editor.mouse_down(0, 0, 1);
    editor.mouse_drag(5, 1);
    assert_eq!(editor.selection().as_deref(), Some("one two\nthree"));
    editor.mouse_drag(1, 0);
    assert_eq!(editor.selection().as_deref(), Some("o"));
}

#[test]
fn words_are_counted_as_the_text_changes() {
    let mut editor = many("one |two");
    assert_eq!(editor.words(), 2);
    editor.apply(Edit::Insert("and ".into()));
    assert_eq!(editor.words(), 3);
    editor.apply(Edit::SelectAll);
    editor.apply(Edit::Backspace);
    assert_eq!(editor.words(), 0);
}
