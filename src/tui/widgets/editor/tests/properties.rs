//! What holds for any text, any edits and any size.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::clean::{clean, clean_line};

/// An edit, as tests may print it.
#[derive(Debug, Clone)]
enum Act {
    Insert(String),
    Paste(String),
    Newline,
    Backspace,
    Delete,
    WordBack,
    WordForward,
    ToLineStart,
    ToLineEnd,
    Undo,
    Redo,
    Move(Motion),
    Select(Motion),
    SelectAll,
    Caret(usize),
    Click(u16, u16, u8),
    Drag(u16, u16),
    Scroll(i32),
    Settle(u16, u16),
    SetText(String),
}

fn pieces() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a",
        "b",
        "word",
        " ",
        "  ",
        "-",
        ", ",
        "é",
        "e\u{301}",
        "\u{301}",
        "🇫",
        "🇷",
        "👨",
        "\u{200d}",
        "👩‍👧",
        "क्षि",
        "्",
        "ᄒ",
        "ᅡ",
        "1\u{fe0f}\u{20e3}",
        "\u{fe0f}",
        "世界",
        "。",
        "אב",
        "\u{200f}",
        "\u{200b}",
        "\t",
        "\n",
        "\r\n",
        "\u{202e}",
        "\u{1b}[1m",
        "—",
        "“",
        "!",
        "longer-than-most-rows-are",
        "🏴",
        "\u{e0067}",
        "\u{e007f}",
    ])
    .prop_map(String::from)
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(pieces(), 0..30).prop_map(|pieces| pieces.concat())
}

fn motion() -> impl Strategy<Value = Motion> {
    use Motion::*;
    prop::sample::select(vec![
        Left,
        Right,
        WordLeft,
        WordRight,
        Up,
        Down,
        PageUp,
        PageDown,
        RowStart,
        RowEnd,
        ParagraphStart,
        ParagraphEnd,
        Start,
        End,
    ])
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => pieces().prop_map(Act::Insert),
        2 => text().prop_map(Act::Paste),
        2 => Just(Act::Newline),
        4 => Just(Act::Backspace),
        2 => Just(Act::Delete),
        1 => Just(Act::WordBack),
        1 => Just(Act::WordForward),
        1 => Just(Act::ToLineStart),
        1 => Just(Act::ToLineEnd),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        5 => motion().prop_map(Act::Move),
        3 => motion().prop_map(Act::Select),
        1 => Just(Act::SelectAll),
        3 => (0_usize..200).prop_map(Act::Caret),
        1 => (0_u16..12, 0_u16..6, 1_u8..4).prop_map(|(x, y, clicks)| Act::Click(x, y, clicks)),
        1 => (0_u16..12, 0_u16..9).prop_map(|(x, y)| Act::Drag(x, y)),
        1 => (-9_i32..9).prop_map(Act::Scroll),
        2 => (0_u16..14, 0_u16..6).prop_map(|(width, height)| Act::Settle(width, height)),
        1 => text().prop_map(Act::SetText),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 1..40)
}

fn lines() -> impl Strategy<Value = Lines> {
    prop_oneof![3 => Just(Lines::Many), 1 => Just(Lines::One)]
}

fn perform(editor: &mut Editor, act: Act) {
    let edit = match act {
        Act::Insert(text) => Edit::Insert(text),
        Act::Paste(text) => Edit::Paste(text),
        Act::Newline => Edit::Newline,
        Act::Backspace => Edit::Backspace,
        Act::Delete => Edit::Delete,
        Act::WordBack => Edit::DeleteWordBack,
        Act::WordForward => Edit::DeleteWordForward,
        Act::ToLineStart => Edit::DeleteToLineStart,
        Act::ToLineEnd => Edit::DeleteToLineEnd,
        Act::Undo => Edit::Undo,
        Act::Redo => Edit::Redo,
        Act::Move(motion) => Edit::Move(motion),
        Act::Select(motion) => Edit::Select(motion),
        Act::SelectAll => Edit::SelectAll,
        Act::Caret(offset) => return editor.set_caret_offset(offset),
        Act::Click(column, row, clicks) => return editor.mouse_down(column, row, clicks),
        Act::Drag(column, row) => return editor.mouse_drag(column, row),
        Act::Scroll(rows) => {
            editor.scroll(rows);
            return;
        }
        Act::Settle(width, height) => return editor.settle(width, height),
        Act::SetText(text) => {
            editor.set_text(&text);
            return;
        }
    };
    editor.apply(edit);
}

/// The boundaries of graphemes, paragraph by paragraph.
fn boundaries(text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        all.extend(paragraph.grapheme_indices(true).map(|(at, _)| start + at));
        start += paragraph.len();
        all.push(start);
        start += 1;
    }
    all.dedup();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_panics_and_the_caret_is_always_on_a_boundary_and_in_a_cell(
        start in text(), lines in lines(), acts in acts(), size in (0_u16..14, 0_u16..6),
    ) {
        let mut editor = Editor::new(&start, lines);
        let (mut width, mut height) = size;
        let mut free = false;
        editor.settle(width, height);
        for act in acts {
            if let Act::Settle(w, h) = act {
                (width, height) = (w, h);
            }
            free = matches!(act, Act::Scroll(_)) || (free && matches!(act, Act::Settle(..) | Act::SetText(_)));
            perform(&mut editor, act);
            let text = editor.text();
            prop_assert_eq!(clean(&text).removed, 0);
            prop_assert!(boundaries(&text).contains(&editor.caret_offset()));
            prop_assert_eq!(editor.len_bytes(), text.len());
            prop_assert_eq!(editor.words(), Editor::new(&text, Lines::Many).words());

            let drawn_early = draw_at(&editor, width, height);
            prop_assert!(drawn_early.is_none_or(|at| at.x < width && at.y < height));
            editor.settle(width, height);
            let caret = draw_at(&editor, width, height);
            prop_assert!(caret.is_none_or(|at| at.x < width && at.y < height));
            if width > 0 && height > 0 && !free {
                prop_assert!(caret.is_some());
            }
        }
    }

    #[test]
    fn the_layout_after_any_edits_is_the_layout_of_the_text(
        start in text(), acts in acts(), width in 1_u16..20, whole in any::<bool>(),
    ) {
        let mut editor = Editor::new(&start, Lines::Many);
        editor.settle(width, 4);
        for act in acts {
            if matches!(act, Act::Settle(..)) {
                continue;
            }
            perform(&mut editor, act);
            let mut fresh = Editor::new(&editor.text(), Lines::Many);
            fresh.settle(width, 4);
            for at in 0..fresh.buffer.count() {
                let rows = fresh.rows_past(at, usize::MAX);
                if whole {
                    prop_assert_eq!(editor.rows_past(at, usize::MAX), rows);
                }
                for row in 0..rows.min(editor.rows_past(at, 3) - 1) {
                    let expected = fresh.buffer.paragraph(at).row(row);
                    prop_assert_eq!(editor.buffer.paragraph(at).row(row), expected);
                }
            }
        }
    }

    #[test]
    fn the_text_is_what_a_plain_string_would_be(start in text(), acts in acts(), lines in lines()) {
        let tidy = |text: &str| match lines {
            Lines::One => clean_line(text).text,
            Lines::Many => clean(text).text,
        };
        let mut editor = Editor::new(&start, lines);
        let mut model = tidy(&start);
        for act in acts {
            let (from, to) = match editor.selection_range() {
                Some(range) => (range.start, range.end),
                None => (editor.caret_offset(), editor.caret_offset()),
            };
            let edges = boundaries(&model);
            let before = edges.iter().rev().find(|&&edge| edge < to).copied();
            let after = edges.iter().find(|&&edge| edge > from).copied();
            let caret = match &act {
                Act::Insert(text) | Act::Paste(text) if !tidy(text).is_empty() => {
                    model.replace_range(from..to, &tidy(text));
                    from + tidy(text).len()
                }
                Act::Newline if lines == Lines::Many => {
                    model.replace_range(from..to, "\n");
                    from + 1
                }
                Act::Backspace | Act::Delete if from < to => {
                    model.replace_range(from..to, "");
                    from
                }
                Act::Backspace => {
                    model.replace_range(before.unwrap_or(to)..to, "");
                    before.unwrap_or(to)
                }
                Act::Delete => {
                    model.replace_range(from..after.unwrap_or(from), "");
                    from
                }
                Act::Move(_) | Act::Select(_) | Act::Caret(_) => {
                    perform(&mut editor, act);
                    prop_assert_eq!(editor.text(), &*model);
                    continue;
                }
                _ => continue,
            };
            perform(&mut editor, act);
            let caret = boundaries(&model).into_iter().find(|&edge| edge >= caret);
            prop_assert_eq!(editor.text(), &*model);
            prop_assert_eq!(Some(editor.caret_offset()), caret);
        }
    }

    #[test]
    fn undoing_all_gives_the_start_and_redoing_all_the_end(
        start in text(), acts in acts(), lines in lines(),
    ) {
        let mut editor = Editor::new(&start, lines);
        editor.settle(12, 4);
        let first = editor.text();
        for act in acts {
            perform(&mut editor, act);
        }
        while editor.apply(Edit::Redo).changed {}
        let last = (editor.text(), editor.words());
        let mut texts = vec![last.0.clone()];
        while editor.apply(Edit::Undo).changed {
            texts.push(editor.text());
            prop_assert!(boundaries(&editor.text()).contains(&editor.caret_offset()));
        }
        prop_assert_eq!(editor.text(), first);
        while editor.apply(Edit::Redo).changed {
            texts.pop();
            prop_assert_eq!(texts.last(), Some(&editor.text()));
        }
        prop_assert_eq!((editor.text(), editor.words()), last);
    }
}

/// Draws into a buffer of the size and checks that no cell holds what a terminal would obey.
fn draw_at(editor: &Editor, width: u16, height: u16) -> Option<Position> {
    let area = Rect::new(0, 0, width, height);
    let mut cells = Cells::empty(area);
    let mark = Mark {
        range: 3..17,
        style: Style::new().add_modifier(Modifier::UNDERLINED),
    };
    let caret = editor.draw(area, &mut cells, &EditorStyle::default(), &[mark]);
    for cell in &cells.content {
        assert!(!cell.symbol().contains(char::is_control));
    }
    caret
}
