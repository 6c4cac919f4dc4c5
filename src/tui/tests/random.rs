//! Whatever keys, clicks, pastes and sizes come: no panic, drawing changes nothing, and no word is lost.

mod locked;
mod words;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};

use ratatui::layout::Rect;

use crate::domain::Role;
use crate::tui::msg::Msg;
use crate::tui::testing::{Disk, LOOK, Table, key, profile};
use crate::tui::tests::scenes;

const CHORDS: [&str; 67] = [
    "enter",
    "esc",
    "tab",
    "shift+tab",
    "up",
    "down",
    "left",
    "right",
    "pageup",
    "pagedown",
    "home",
    "end",
    "space",
    "backspace",
    "delete",
    "ctrl+s",
    "ctrl+n",
    "ctrl+r",
    "ctrl+b",
    "ctrl+p",
    "alt+?",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "f7",
    "f8",
    "f9",
    "shift+up",
    "ctrl+z",
    "ctrl+y",
    "ctrl+a",
    "ctrl+home",
    "ctrl+end",
    "ctrl+f",
    "shift+left",
    "shift+down",
    "alt+b",
    "?",
    ":",
    "w",
    "n",
    "m",
    "e",
    "d",
    "v",
    "p",
    "r",
    "t",
    "m",
    "j",
    "k",
    "h",
    "l",
    "g",
    "/",
    ",",
    "1",
    "3",
    "0",
    "b",
    "c",
    "f",
    "x",
    "a",
];

#[derive(Clone, Debug)]
enum Deed {
    Press(&'static str),
    Type(String),
    Paste(String),
    Click(u16, u16),
    Drag(u16, u16),
    Wheel(u16, u16, bool),
    Resize(u16, u16),
    Wait(u64),
    Commits(Disk),
    Keeps(Disk),
    Answer,
    Focus,
    Edited(String),
}

fn doing() -> impl Strategy<Value = Deed> {
    let size = prop_oneof![
        Just((80, 24)),
        Just((40, 12)),
        Just((120, 40)),
        (1u16..100, 1u16..50)
    ];
    prop_oneof![
        30 => proptest::sample::select(&CHORDS[..]).prop_map(Deed::Press),
        8 => "[a-z ]{1,8}".prop_map(Deed::Type),
        2 => "\\PC{0,12}|[a-z]{1,5}\n[a-z]{1,5}|\u{1b}\\[31m|\u{202e}abc".prop_map(Deed::Paste),
        8 => (0u16..130, 0u16..45).prop_map(|(x, y)| Deed::Click(x, y)),
        1 => (0u16..130, 0u16..45).prop_map(|(x, y)| Deed::Drag(x, y)),
        2 => (0u16..130, 0u16..45, any::<bool>()).prop_map(|(x, y, up)| Deed::Wheel(x, y, up)),
        2 => size.prop_map(|(width, height)| Deed::Resize(width, height)),
        3 => (0u64..12).prop_map(Deed::Wait),
        1 => disk().prop_map(Deed::Commits),
        1 => disk().prop_map(Deed::Keeps),
        2 => Just(Deed::Answer),
        1 => Just(Deed::Focus),
        1 => "[a-z ]{1,9}".prop_map(Deed::Edited),
    ]
}

fn disk() -> impl Strategy<Value = Disk> {
    prop_oneof![3 => Just(Disk::Takes), 1 => Just(Disk::Refuses), 1 => Just(Disk::Waits)]
}

fn act(table: &mut Table, doing: &Deed) {
    match doing {
        Deed::Press(chord) => table.send(Msg::Key(key(chord))),
        Deed::Type(text) => table.type_text(text),
        Deed::Paste(text) => table.paste(text),
        Deed::Click(x, y) => table.click(*x, *y),
        Deed::Drag(x, y) => table.mouse(MouseEventKind::Drag(MouseButton::Left), *x, *y),
        Deed::Wheel(x, y, up) => {
            let kind = if *up {
                MouseEventKind::ScrollUp
            } else {
                MouseEventKind::ScrollDown
            };
            table.mouse(kind, *x, *y);
        }
        Deed::Resize(width, height) => table.resize(*width, *height),
        Deed::Wait(seconds) => table.wait(*seconds),
        Deed::Commits(disk) => table.commits = *disk,
        Deed::Keeps(disk) => table.keeps = *disk,
        Deed::Answer => table.answer(),
        Deed::Focus => table.send(Msg::Focus),
        Deed::Edited(text) => table.send(Msg::Edited(Ok(text.clone()))),
    }
}

fn drawn(table: &Table, again: bool) {
    let (width, height) = table.app.size;
    let mut first = Buffer::empty(Rect::new(0, 0, width, height));
    let caret = table.app.draw(&mut first).caret;
    assert!(!again || first == table.buffer(), "drawing changes it");
    assert!(caret.is_none_or(|caret| first.area.contains(caret)));
    for cell in &first.content {
        let hostile = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!cell.symbol().contains(hostile), "{:?}", cell.symbol());
    }
}

/// How many screens there are to begin on; the exercises of the default pack are among them.
const STARTS: usize = 90;

fn start(scene: usize) -> Table {
    let mut table = match scene {
        0 => return Table::welcome(),
        1 => return Table::with(vec![profile(Role::Hurt)]),
        2 => {
            let mut table = scenes::home(LOOK);
            table.press("m");
            return table;
        }
        3 => return super::cards::two(LOOK),
        4 => return super::echo::named(LOOK),
        5 => return scenes::looking::calendar(LOOK),
        6 => return scenes::looking::an_answer(LOOK),
        _ => scenes::home(LOOK),
    };
    let exercises: Vec<String> = {
        let all = table.app.pack.steps();
        let all = all.flat_map(|(_, step)| step.exercises.iter());
        all.map(|exercise| exercise.item.as_str().to_owned())
            .collect()
    };
    table.exercise(&exercises[scene % exercises.len()]);
    table
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_one_can_do_breaks_it(scene in 0..STARTS, doings in prop::collection::vec(doing(), 1..40)) {
        let mut table = start(scene);
        for doing in &doings {
            act(&mut table, doing);
            drawn(&table, false);
        }
        drawn(&table, true);
    }
}
