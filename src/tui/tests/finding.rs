//! Finding words in a text that is being written.

use crate::tui::testing::Table;

#[test]
fn words_are_found_one_after_the_other_and_the_found_one_is_selected() {
    let mut table = Table::home();
    table.press("n");
    table.type_text("a Door, then a window, then a door");
    table.press("ctrl+f");
    table.type_text("door");
    table.press("enter");
    table.press("enter");
    table.press("up");
    table.press("esc");
    table.press("backspace");
    table.must_show("a , then a window, then a door");
}

#[test]
fn words_that_are_not_there_are_said_and_the_text_stays() {
    let mut table = Table::home();
    table.press("n");
    table.type_text("a quiet day");
    table.press("ctrl+f");
    table.type_text("storm");
    table.press("enter");
    table.must_show("not in this text");
    table.press("esc");
    table.type_text(", and an evening");
    table.must_show("a quiet day, and an evening");
}
