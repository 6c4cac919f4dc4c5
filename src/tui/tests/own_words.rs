//! Words and cards of one's own among those of the pack.

use super::exercises::{at, saved};

#[test]
fn a_word_of_ones_own_that_was_not_added_yet_is_not_lost() {
    for id in ["feelings-and-needs.feelings", "my-part.choices"] {
        let mut table = at(id);
        table.press("tab");
        table.type_text("Being ashamed");
        table.wait(3);
        assert_eq!(table.drafts.len(), 1, "{id}");
        table.press("esc");
        table.exercise(id);
        table.press("tab");
        assert_eq!(table.field().as_deref(), Some("Being ashamed"), "{id}");
    }
}

#[test]
fn a_word_of_ones_own_that_was_not_added_yet_is_saved_with_the_rest() {
    let id = "my-part.choices";
    let mut table = at(id);
    table.keys("1 1 1 1 1 1 tab");
    table.type_text("Being ashamed");
    table.press("ctrl+s");
    table.must_show("“Being ashamed” lies in no pile yet.");
    table.keys("2 ctrl+s");
    let found = saved(&table, id);
    assert!(found.iter().any(|(_, text)| text.contains("Being ashamed")));

    let id = "feelings-and-needs.needs";
    let mut table = at(id);
    table.press("tab");
    table.type_text("to be left alone");
    table.press("ctrl+s");
    assert_eq!(saved(&table, id)[0].1, "to be left alone");
}

#[test]
fn a_word_of_ones_own_goes_only_when_that_is_asked_for() {
    let mut table = at("feelings-and-needs.feelings");
    table.press("tab");
    table.type_text("Being ashamed");
    table.keys("enter enter up");
    table.must_show("Being ashamed");
    table.click_on("Being ashamed");
    table.must_show("Being ashamed");
    table.press("ctrl+r");
    table.must_not_show("Being ashamed");
    table.press("ctrl+b");
    table.must_show("Being ashamed");
}

#[test]
fn a_word_that_is_there_already_is_refused_and_stays_in_its_field() {
    let mut table = at("feelings-and-needs.feelings");
    for _ in 0..2 {
        table.press("tab");
        table.type_text("Being ashamed");
        table.press("enter");
    }
    assert_eq!(table.field().as_deref(), Some("Being ashamed"));
    table.must_show("“Being ashamed” is there already.");
}
