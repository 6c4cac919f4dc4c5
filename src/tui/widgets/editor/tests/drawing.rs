//! What is on the screen: rows, the caret's cell, selections, marks and signs.

use super::*;

#[track_caller]
fn draws(editor: &mut Editor, width: u16, height: u16, rows: &[&str], caret: (u16, u16)) {
    let (lines, at) = screen(editor, width, height);
    assert_eq!(lines, rows);
    assert_eq!(at, Some(Position::from(caret)));
}

#[test]
fn words_wrap_and_the_caret_follows_them() {
    draws(
        &mut many("I said I was|"),
        10,
        3,
        &["I said I", "was", ""],
        (3, 1),
    );
    draws(
        &mut many("I said I |was"),
        10,
        3,
        &["I said I", "was", ""],
        (0, 1),
    );
    draws(
        &mut many("I said I| was"),
        10,
        3,
        &["I said I", "was", ""],
        (8, 0),
    );
}

#[test]
fn a_field_one_wider_than_a_page_breaks_lines_as_the_page_does() {
    let prose = "Most people who were hurt know the facts, or will. What they have not heard is someone say them and stop.";
    for width in 3..40 {
        let rows = crate::text::wrap::wrap(prose, width);
        let (lines, _) = screen(&mut Editor::new(prose, Lines::Many), width + 1, 60);
        let drawn: Vec<&str> = lines.iter().map(String::as_str).take(rows.len()).collect();
        let read: Vec<&str> = rows.into_iter().map(|row| &prose[row]).collect();
        assert_eq!(drawn, read);
    }
}

#[test]
fn the_caret_has_a_cell_after_a_full_row() {
    draws(&mut many("abcdef|"), 4, 3, &["abc", "def", ""], (3, 1));
    draws(&mut many("abc |"), 4, 2, &["abc", ""], (0, 1));
    draws(&mut many("ab|"), 1, 3, &["a", "b", ""], (0, 2));
    draws(&mut many("世|"), 2, 2, &["世", ""], (0, 1));
    draws(&mut many("世|"), 1, 2, &["…", ""], (0, 1));
    draws(&mut many("ab|"), 2, 2, &["ab", ""], (0, 1));
}

#[test]
fn home_and_end_stay_in_the_row_on_the_screen() {
    let mut editor = many("one tw|o three");
    editor.settle(9, 3);
    editor.apply(Edit::Move(Motion::RowEnd));
    assert_eq!(shown(&editor), "one two| three");
    // Without a space to stop before, the caret stays at the end of its row all the same.
    let mut editor = many("|世界平和世界");
    editor.settle(7, 3);
    editor.apply(Edit::Move(Motion::RowEnd));
    assert_eq!(shown(&editor), "世界平|和世界");
    draws(&mut editor, 7, 2, &["世界平", "和世界"], (6, 0));
    editor.apply(Edit::Move(Motion::RowStart));
    assert_eq!(shown(&editor), "|世界平和世界");
}

#[test]
fn up_and_down_keep_their_column_over_shorter_rows() {
    let mut editor = many("abcdef|\nx\nabcdef");
    editor.settle(20, 5);
    editor.apply(Edit::Move(Motion::Down));
    assert_eq!(shown(&editor), "abcdef\nx|\nabcdef");
    editor.apply(Edit::Move(Motion::Down));
    assert_eq!(shown(&editor), "abcdef\nx\nabcdef|");
}

#[test]
fn a_tab_reaches_to_the_next_multiple_of_four() {
    draws(&mut many("a\tb|"), 9, 1, &["a   b"], (5, 0));
}

#[test]
fn a_mark_alone_stands_on_a_dotted_circle_and_towers_are_cut() {
    draws(&mut many("\u{301}|a"), 9, 1, &["\u{25cc}\u{301}a"], (1, 0));
    let tower = format!("a{}b|", "\u{301}".repeat(40));
    let cut = format!("a{}b", "\u{301}".repeat(8));
    draws(&mut many(&tower), 9, 1, &[&cut], (2, 0));
}

#[test]
fn what_does_not_show_takes_no_cell() {
    draws(&mut many("a\u{200f}b|"), 9, 1, &["ab"], (2, 0));
}

#[test]
fn selections_and_marks_are_drawn_over_the_text() {
    let mut editor = many("a|b\n\nc");
    editor.apply(Edit::Select(Motion::Down));
    editor.apply(Edit::Select(Motion::Down));
    let (lines, _) = screen(&mut editor, 9, 3);
    assert_eq!(lines, ["a[b][ ]", "[ ]", "[c]"]);

    let style = Style::new().add_modifier(Modifier::UNDERLINED);
    let marks = [Mark { range: 2..4, style }, Mark { range: 6..7, style }];
    let (lines, _) = screen_with(&mut many("one t|wo"), 5, 2, &marks);
    assert_eq!(lines, ["one~ ~", "two~"]);
}

#[test]
fn an_empty_field_shows_its_placeholder_until_something_is_typed() {
    let mut editor = many("|");
    editor.set_placeholder("What did you hope for?");
    draws(
        &mut editor,
        12,
        3,
        &["What did", "you hope", "for?"],
        (0, 0),
    );
    draws(&mut editor, 12, 1, &["What did y…"], (0, 0));
    editor.apply(Edit::Insert("I".into()));
    draws(&mut editor, 12, 3, &["I", "", ""], (1, 0));
}

#[test]
fn a_single_line_slides_sideways_and_says_where_it_goes_on() {
    let mut editor = Editor::new("abcdefghij", Lines::One);
    draws(&mut editor, 6, 1, &["…ghij"], (5, 0));
    editor.apply(Edit::Move(Motion::Start));
    draws(&mut editor, 6, 1, &["abcde…"], (0, 0));
    for _ in 0..5 {
        editor.apply(Edit::Move(Motion::Right));
    }
    draws(&mut editor, 6, 1, &["…cdef…"], (4, 0));
    draws(&mut editor, 12, 1, &["abcdefghij"], (5, 0));
    draws(&mut editor, 6, 2, &["abcde", "fghij"], (0, 1));
}

#[test]
fn nothing_is_drawn_outside_of_the_area() {
    let mut editor = many("one two three four|");
    editor.settle(6, 2);
    let mut cells = Cells::filled(Rect::new(0, 0, 12, 6), ratatui::buffer::Cell::new("."));
    editor.draw(
        Rect::new(3, 2, 6, 2),
        &mut cells,
        &EditorStyle::default(),
        &[],
    );
    for position in cells.area.positions() {
        let inside = (3..9).contains(&position.x) && (2..4).contains(&position.y);
        assert_eq!(cells[position].symbol() == ".", !inside, "{position:?}");
    }
    // An area that the screen does not reach is no reason to stop.
    editor.draw(
        Rect::new(10, 5, 6, 2),
        &mut cells,
        &EditorStyle::default(),
        &[],
    );
    editor.draw(
        Rect::new(40, 50, 6, 2),
        &mut cells,
        &EditorStyle::default(),
        &[],
    );
}
