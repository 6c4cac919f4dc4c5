//! Settings: each is taken at once and kept, and no key that is needed can be lost.

use crate::domain::{Body, Role};
use crate::tui::command::{Command, Place, TABLE};
use crate::tui::msg::Effect;
use crate::tui::testing::Table;
use crate::tui::theme::ThemeName;
use crate::tui::view::Route;

fn settings() -> Table {
    let mut table = Table::home();
    table.go(Route::Settings);
    table
}

/// Goes to the row of a command's key and asks for a new one.
fn capture(table: &mut Table, command: Command) {
    for _ in 0..80 {
        table.press("up");
    }
    let place = TABLE.iter().position(|row| row.command == command).unwrap();
    // The name, the roles, the passphrase, the themes, the mouse and looking back come first.
    for _ in 0..1 + Role::ALL.len() + 1 + ThemeName::ALL.len() + 2 + place {
        table.press("down");
    }
    table.press("enter");
    table.must_show("Press the new key");
}

#[test]
fn a_role_can_be_changed_at_any_time_and_is_a_record() {
    let mut table = settings();
    table.click_on("I am the one who was hurt");
    let roles = table
        .records
        .iter()
        .filter_map(|record| match &record.body {
            Body::Profile(profile) => Some(profile.role),
            _ => None,
        });
    assert_eq!(roles.collect::<Vec<_>>(), [Role::Broke, Role::Hurt]);
    table.must_show("● I am the one who was hurt");
    table.go(Route::Step(crate::tui::testing::step("owning-it")));
    table.must_show("Ten minutes, any words");
}

#[test]
fn a_name_is_changed_and_an_empty_one_is_not() {
    let mut table = settings();
    table.keys("up up");
    table.keys("ctrl+u enter");
    table.must_show("Initials or a made-up name will do.");
    table.type_text("Robin");
    table.press("enter");
    table.must_show("Name saved.");
    table.press("esc");
    table.must_show("amends · Robin");
}

#[test]
fn a_theme_is_taken_at_once_and_kept() {
    let mut table = settings();
    let before = table.buffer();
    table.click_on("mono");
    assert_eq!(table.prefs.as_ref().unwrap().theme, ThemeName::Mono);
    assert_ne!(table.buffer(), before);
    let plain = |cell: &ratatui::buffer::Cell| {
        cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset
    };
    assert!(table.buffer().content.iter().all(plain));
}

#[test]
fn the_mouse_can_be_turned_off_and_on_again_by_key() {
    let mut table = settings();
    table.press("pagedown");
    table.click_on("● mouse");
    assert!(table.asked().contains(&Effect::Mouse(false)));
    let before = table.screen();
    let other = table.find("mono");
    table.click(other.x, other.y);
    assert_eq!(table.screen(), before);
    table.press("enter");
    assert!(table.asked().contains(&Effect::Mouse(true)));
}

#[test]
fn a_key_is_changed_shown_and_works_at_once() {
    let mut table = settings();
    capture(&mut table, Command::Journal);
    table.press("b");
    table.must_show("b is now: The journal.");
    assert_eq!(table.prefs.as_ref().unwrap().keys["journal"], ["b"]);
    table.press("esc");
    table.press("w");
    assert_eq!(table.place(), Place::Home);
    table.press("b");
    assert_eq!(table.place(), Place::Journal);
}

#[test]
fn a_key_that_is_taken_is_refused_with_the_name_of_the_other() {
    let mut table = settings();
    for (chord, says) in [
        (
            "n",
            "n is taken: A new journal entry. The key stays as it was.",
        ),
        ("q", "q is taken: Leave; what is half written is kept."),
        ("?", "? is taken: The keys of this page."),
        (":", ": is taken: All that can be done here, by name."),
        ("down", "↓ is taken: Down."),
        (
            "ctrl+c",
            "^C is taken: Leave; what is half written is kept.",
        ),
    ] {
        capture(&mut table, Command::Journal);
        table.press(chord);
        table.must_show(says);
        assert_eq!(table.place(), Place::Settings);
        assert!(table.prefs.is_none());
    }
}

#[test]
fn a_key_can_be_left_and_reset() {
    let mut table = settings();
    capture(&mut table, Command::Journal);
    table.press("esc");
    table.must_show("The key stays as it was.");
    assert_eq!(table.place(), Place::Settings);
    capture(&mut table, Command::Journal);
    table.press("b");
    capture(&mut table, Command::Journal);
    table.press("backspace");
    table.must_show("has its first keys back.");
    assert!(table.prefs.as_ref().unwrap().keys.is_empty());
    table.keys("esc w");
    assert_eq!(table.place(), Place::Journal);
}

#[test]
fn hide_and_help_keep_a_key_that_works_in_text() {
    for command in [Command::Hide, Command::Help] {
        let mut table = settings();
        capture(&mut table, command);
        table.press("z");
        table.must_show("has to work in text fields too");
        assert!(table.prefs.is_none(), "{command:?}");
    }
    let mut table = settings();
    capture(&mut table, Command::Hide);
    table.press("ctrl+k");
    table.press("esc");
    table.press("n");
    table.type_text("Words");
    table.press("ctrl+k");
    assert!(table.asked().contains(&Effect::Hide));
}

#[test]
fn hide_hides_even_while_a_key_is_waited_for() {
    for chord in ["ctrl+l", "f12"] {
        let mut table = settings();
        capture(&mut table, Command::Journal);
        table.press(chord);
        assert!(table.asked().contains(&Effect::Hide), "{chord}");
    }
}

#[test]
fn an_enter_too_many_changes_no_role_and_a_change_says_what_it_does() {
    let mut table = settings();
    table.must_show("▸ ● I am the one who broke trust");
    table.press("enter");
    table.must_show("This is chosen already.");
    assert_eq!(table.records.len(), 1);
    table.keys("up enter");
    table.must_show("all that you answered is kept");
    assert_eq!(table.records.len(), 2);
}

/// A letter would be text there, and nothing could be saved, hidden or left while typing.
#[test]
fn what_is_needed_while_typing_keeps_a_key_that_writes_nothing() {
    for command in [
        Command::Save,
        Command::Back,
        Command::Slipped,
        Command::Quit,
    ] {
        let mut table = settings();
        capture(&mut table, command);
        table.press("z");
        table.must_show("has to work in text fields too");
        assert!(table.prefs.is_none(), "{command:?}");
    }
    let own = |keys: &[&str]| {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        std::collections::BTreeMap::from([("save".to_owned(), keys)])
    };
    let (keymap, _) = crate::tui::keys::Keymap::new(&own(&["z"]));
    assert!(
        keymap.shown(Command::Save, true).is_some(),
        "settings of an earlier day"
    );
}
