//! From the welcome to home, down the path, and back.

use crate::domain::{Body, Profile, Role, Setting};
use crate::tui::command::Place;
use crate::tui::msg::Effect;
use crate::tui::testing::{Table, step};
use crate::tui::tests::scenes;
use crate::tui::view::Route;

#[test]
fn the_welcome_ends_at_home_with_the_role_that_was_chosen_on_disk() {
    let mut table = Table::welcome();
    table.must_show("welcome");
    table.keys("enter enter");
    assert_eq!(table.place(), Place::Welcome);
    table.press("enter");
    table.must_show("Initials or a made-up name will do.");
    table.type_text("Noor");
    table.keys("enter down down enter");
    assert_eq!(table.place(), Place::Welcome);
    // One key, and it is for later.
    table.must_show("▸ Not now. It can be set later, in the settings");
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
    table.must_show("amends · Noor");
    let profile = Profile {
        role: Role::Broke,
        setting: Setting::Alone,
    };
    let bodies: Vec<&Body> = table.records.iter().map(|record| &record.body).collect();
    assert_eq!(bodies, [&Body::Profile(profile)]);
}

#[test]
fn nothing_is_made_before_the_last_page_of_the_welcome() {
    let mut table = Table::welcome();
    table.keys("enter enter");
    table.type_text("Noor");
    table.keys("enter esc esc esc");
    let made = |effect: &Effect| matches!(effect, Effect::Create { .. });
    assert!(!table.asked().iter().any(made));
    table.keys("enter enter");
    assert_eq!(table.field().as_deref(), Some("Noor"), "the name is kept");
}

#[test]
fn the_path_goes_down_to_an_exercise_and_back_up() {
    let mut table = Table::home();
    table.keys("down enter");
    assert_eq!(table.place(), Place::Stage);
    table.press("enter");
    assert_eq!(table.place(), Place::Step);
    table.press("enter");
    assert_eq!(table.place(), Place::Timeline);
    table.press("esc");
    assert_eq!(table.place(), Place::Step);
    table.press("esc");
    assert_eq!(table.place(), Place::Stage);
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn home_offers_the_first_step_that_is_not_done() {
    let mut table = Table::home();
    table.must_show("One moment or a pattern");
    table.press("enter");
    assert_eq!(table.place(), Place::Step);
    table.must_show("One moment or a pattern");
}

#[test]
fn what_is_half_written_comes_next_also_where_every_step_is_written() {
    let mut table = scenes::plain("home, all written");
    table.must_show("Nothing has to come next");
    table.press("n");
    table.type_text("Half a thought");
    table.wait(5);
    table.press("esc");
    assert_eq!(table.place(), Place::Home);
    table.must_show("▸ Go on with");
    table.must_not_show("Nothing has to come next");
}

#[test]
fn whoever_looked_at_an_answer_is_back_at_it() {
    let mut table = scenes::plain("home, all written");
    table.go(Route::Step(step("one-moment-or-pattern")));
    table.must_show("▸ ◆ What I cannot explain to myself");
    table.keys("up r");
    assert_eq!(table.place(), Place::Reading);
    table.press("esc");
    table.must_show("▸ ● What the line says to me");
    table.keys("down enter");
    table.type_text("Why I told nobody.");
    table.press("ctrl+s");
    table.wait(1);
    while table.place() != Place::Step {
        table.press("esc");
    }
    // It was the last one that was open.
    table.must_show("▸ ● What I cannot explain to myself");
    table.keys("up up r esc");
    table.must_show("▸ ● What happened, and when");
}
