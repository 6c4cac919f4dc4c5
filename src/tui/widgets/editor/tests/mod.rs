//! What the editor promises, by example and for any text, edits and sizes.

mod drawing;
mod editing;
mod keys;
mod properties;
mod secret;
mod seeing;

use super::{Edit, Editor, EditorStyle, Lines, Mark, Motion};
use ratatui::buffer::Buffer as Cells;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// An editor of many lines with the caret where `|` stands in the text.
fn many(text: &str) -> Editor {
    let caret = text.find('|').expect("a caret in the text");
    let mut editor = Editor::new(&text.replacen('|', "", 1), Lines::Many);
    editor.set_caret_offset(caret);
    editor
}

/// The text with `|` where the caret stands.
fn shown(editor: &Editor) -> String {
    let mut text = editor.text();
    text.insert(editor.caret_offset(), '|');
    text
}

/// The screen after settling at a size, a line per row, and the caret's cell. Selected cells are
/// drawn reversed and shown in brackets.
fn screen(editor: &mut Editor, width: u16, height: u16) -> (Vec<String>, Option<Position>) {
    screen_with(editor, width, height, &[])
}

fn screen_with(
    editor: &mut Editor,
    width: u16,
    height: u16,
    marks: &[Mark],
) -> (Vec<String>, Option<Position>) {
    editor.settle(width, height);
    let area = Rect::new(0, 0, width, height);
    let mut cells = Cells::empty(area);
    let style = EditorStyle {
        selection: Style::new().add_modifier(Modifier::REVERSED),
        ..EditorStyle::default()
    };
    let caret = editor.draw(area, &mut cells, &style, marks);
    let line = |y: u16| {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..width {
            let cell = &cells[(x, y)];
            if skip > 0 {
                skip -= 1;
                continue;
            }
            skip = ratatui::buffer::CellWidth::cell_width(cell).saturating_sub(1);
            let symbol = cell.symbol();
            match (
                cell.modifier.contains(Modifier::REVERSED),
                cell.modifier.contains(Modifier::UNDERLINED),
            ) {
                (true, _) => line.push_str(&format!("[{symbol}]")),
                (false, true) => line.push_str(&format!("{symbol}~")),
                (false, false) => line.push_str(symbol),
            }
        }
        line.trim_end().to_owned()
    };
    ((0..height).map(line).collect(), caret)
}
