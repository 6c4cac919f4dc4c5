//! What is offered works: on the bottom line, in the palette, and by click.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place, TABLE};
use crate::tui::msg::{Effect, Msg};
use crate::tui::testing::{LOOK, Table};
use crate::tui::tests::scenes::{self, SCENES};

/// The commands that can be clicked on the bottom line.
fn footer(table: &Table) -> Vec<Command> {
    let last = table.app.size.1 - 1;
    let hits = table.hits().into_iter();
    hits.filter(|hit| hit.area.y == last)
        .filter_map(|hit| match hit.target {
            Target::Command(command) => Some(command),
            Target::Item(_) | Target::Choice(..) | Target::Text(_) => None,
        })
        .collect()
}

/// What a person could notice of a change.
fn looks(table: &Table) -> (Buffer, Option<Position>, Place, usize, bool) {
    (
        table.buffer(),
        table.caret(),
        table.place(),
        table.asked.len(),
        table.app.layers.is_empty(),
    )
}

#[test]
fn every_screen_shows_hide_and_a_way_to_help_or_the_keys() {
    for scene in SCENES {
        for size in [(40, 12), (80, 24), (200, 50)] {
            let mut table = (scene.set)(LOOK);
            table.resize(size.0, size.1);
            let keys = footer(&table);
            assert!(
                keys.contains(&Command::Hide),
                "{} {size:?}\n{}",
                scene.name,
                table.screen()
            );
            let help = keys.contains(&Command::Help) || keys.contains(&Command::Keys);
            assert!(help, "{} {size:?}\n{}", scene.name, table.screen());
            assert!(keys.len() <= 6, "{} {size:?}", scene.name);
        }
    }
}

#[test]
fn whatever_the_bottom_line_shows_does_something_when_it_is_clicked() {
    for scene in SCENES {
        let before = (scene.set)(LOOK);
        for command in footer(&before) {
            // While something is being saved all waits but what leads away.
            if scene.name == "saving" {
                continue;
            }
            let mut table = (scene.set)(LOOK);
            let was = looks(&table);
            table.click_at(Target::Command(command));
            assert!(
                looks(&table) != was,
                "{}: {command:?}\n{}",
                scene.name,
                table.screen()
            );
        }
    }
}

#[test]
fn the_enter_that_is_shown_begins_no_new_line() {
    let lines = |table: &mut Table| {
        let editor = table.app.parts().1.page.view_mut().field();
        editor.map(|editor| editor.text().matches('\n').count())
    };
    let all = Table::home();
    let all = all.app.pack.steps().flat_map(|(_, step)| &step.exercises);
    let items: Vec<String> = all.map(|e| e.item.as_str().to_owned()).collect();
    for item in items {
        let mut table = Table::home();
        table.exercise(&item);
        for _ in 0..8 {
            let before = lines(&mut table);
            if before.is_some() && footer(&table).contains(&Command::Enter) {
                table.press("enter");
                let after = lines(&mut table);
                assert!(after <= before, "{item}\n{}", table.screen());
            }
            table.press("tab");
        }
    }
}

#[test]
fn whatever_the_bottom_line_shows_works_by_its_first_key() {
    for scene in SCENES {
        let before = (scene.set)(LOOK);
        for command in footer(&before) {
            if scene.name == "saving" {
                continue;
            }
            let mut table = (scene.set)(LOOK);
            let was = looks(&table);
            scenes::ask_for(&mut table, command);
            assert!(
                looks(&table) != was,
                "{}: {command:?}\n{}",
                scene.name,
                table.screen()
            );
        }
    }
}

/// The commands that the palette lists over a scene.
fn listed(table: &mut Table) -> Vec<Command> {
    table.press("ctrl+p");
    let screen = table.screen();
    table.press("esc");
    let all = TABLE.iter().filter(|row| screen.contains(row.title));
    all.map(|row| row.command).collect()
}

#[test]
fn the_palette_lists_nothing_that_does_nothing() {
    for scene in SCENES {
        let mut first = (scene.set)(LOOK);
        if !first.app.layers.is_empty() || first.app.is_saving() || scene.name == "settings, a key"
        {
            continue;
        }
        first.resize(80, 60);
        let was = looks(&first);
        for command in listed(&mut first) {
            let mut table = (scene.set)(LOOK);
            table.resize(80, 60);
            table.press("ctrl+p");
            table.click_on(command.row().title);
            assert!(looks(&table) != was, "{}: {command:?}", scene.name);
        }
    }
}

#[test]
fn the_palette_finds_by_name_and_by_words() {
    for (words, title) in [
        ("settings", "Settings: name, role, theme, keys"),
        ("new-entry", "A new journal entry"),
        ("clear", "Hide: text kept, screen cleared, out of sight"),
    ] {
        let mut table = Table::home();
        table.press(":");
        table.type_text(words);
        let screen = table.screen();
        let first = screen.lines().find(|line| line.contains('▸')).unwrap();
        assert!(first.contains(title), "{words}: {screen}");
    }
    let mut table = Table::home();
    table.press(":");
    table.type_text("zzz");
    table.must_show("nothing here goes by that name");
    table.keys("enter esc");
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn every_command_works_somewhere() {
    let mut works = BTreeSet::new();
    for scene in SCENES {
        let table = (scene.set)(LOOK);
        works.extend(
            TABLE
                .iter()
                .map(|row| row.command)
                .filter(|command| table.can(*command)),
        );
    }
    // Something has to have been taken away first.
    works.insert(Command::BringBack);
    let idle: Vec<&str> = TABLE
        .iter()
        .filter(|row| !works.contains(&row.command))
        .map(|row| row.name)
        .collect();
    assert_eq!(idle, [] as [&str; 0]);
}

#[test]
fn hide_and_the_help_page_are_one_key_away_on_every_screen() {
    for scene in SCENES {
        for chord in ["ctrl+l", "f12"] {
            let mut table = (scene.set)(LOOK);
            if scene.name == "settings, a key" {
                table.press("esc");
            }
            table.asked();
            table.press(chord);
            let asked = table.asked();
            let stays = asked.contains(&Effect::Blank) && table.screen().trim().is_empty();
            assert!(
                asked.contains(&Effect::Hide) || stays,
                "{} {chord}",
                scene.name
            );
            assert!(table.app.layers.is_empty(), "{} {chord}", scene.name);
        }
        if scene.name != "help" {
            let mut table = (scene.set)(LOOK);
            if scene.name == "settings, a key" {
                table.press("esc");
            }
            table.press("f1");
            assert_eq!(table.place(), Place::Help, "{}", scene.name);
        }
    }
}

#[test]
fn help_leads_back_to_the_page_as_it_was() {
    for scene in SCENES {
        let mut table = (scene.set)(LOOK);
        if !table.app.layers.is_empty()
            || matches!(scene.name, "help" | "settings, a key" | "saving")
        {
            continue;
        }
        let (place, text, caret) = (table.place(), table.field(), table.caret());
        for back in ["esc", "f1"] {
            table.keys("f1 pagedown");
            assert_eq!(table.place(), Place::Help);
            table.press(back);
            assert_eq!(table.place(), place, "{}", scene.name);
            assert_eq!(table.field(), text, "{}", scene.name);
            assert_eq!(table.caret(), caret, "{}", scene.name);
        }
    }
}

#[test]
fn going_back_never_asks() {
    for scene in SCENES {
        let mut table = (scene.set)(LOOK);
        for _ in 0..8 {
            table.press("esc");
        }
        assert!(table.app.layers.is_empty(), "{}", scene.name);
        assert!(
            matches!(
                table.place(),
                Place::Home
                    | Place::Door
                    | Place::Welcome
                    | Place::Entry
                    | Place::Lock
                    | Place::Passphrase
            ),
            "{} {:?}",
            scene.name,
            table.place()
        );
    }
}

#[test]
fn a_key_release_does_nothing() {
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
    let mut table = Table::home();
    let kind = KeyEventKind::Release;
    table.send(Msg::Key(KeyEvent::new_with_kind(
        KeyCode::Char('n'),
        KeyModifiers::NONE,
        kind,
    )));
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn below_the_least_size_only_the_word_hide_help_and_leave_are_left_and_nothing_is_lost() {
    let mut table = scenes::plain("entry");
    let text = table.field();
    table.resize(39, 11);
    table.must_show("There is too little room here");
    table.type_text("xq");
    table.paste("more");
    table.keys("esc tab enter backspace");
    table.resize(80, 24);
    assert_eq!(table.field(), text);
    table.resize(10, 3);
    table.asked();
    table.press("ctrl+l");
    assert!(table.asked().contains(&Effect::Hide));
    assert_eq!(table.drafts.len(), 1);
}

#[test]
fn what_is_set_aside_waits_on_home_and_is_taken_up_again() {
    let mut table = Table::home();
    table.keys("enter t");
    assert_eq!(table.place(), Place::Home);
    table.must_show("Set aside. It waits for you, and nothing depends on it.");
    table.must_show("set aside One moment or a pattern, today");
    table.must_show("▸ Owning it");
    table.keys("down enter up up up enter");
    table.must_show("Set aside today. It waits. t takes it up again.");
    table.press("t");
    assert_eq!(table.place(), Place::Step);
    table.must_show("Too fresh for today?");
    assert_eq!(table.records.len(), 3);
}

/// A letter that misses its field, since the caret is on a button, would lead away from what is typed.
#[test]
fn where_something_is_typed_no_letter_leads_away_or_ends_the_program() {
    for scene in SCENES {
        let set = || (scene.set)(LOOK);
        if !set().app.shown().page.has_fields() {
            continue;
        }
        for letter in "abcdefghijklmnopqrstuvwxyz?,:/".chars() {
            let mut table = set();
            let place = table.place();
            table.asked();
            table.type_text(&letter.to_string());
            assert_eq!(table.place(), place, "{}: {letter}", scene.name);
            assert!(
                !table.asked().contains(&Effect::Quit),
                "{}: {letter}",
                scene.name
            );
        }
    }
}

#[test]
fn words_typed_beside_the_field_do_not_answer_for_a_passphrase() {
    let mut table = scenes::plain("welcome, a passphrase");
    table.type_text("quiet river stone");
    assert_eq!(table.place(), Place::Welcome);
    assert!(
        table
            .asked()
            .iter()
            .all(|effect| !matches!(effect, Effect::Create { .. }))
    );
}
