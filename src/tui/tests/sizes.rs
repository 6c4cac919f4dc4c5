//! Every screen at every size: no panic, nothing outside, nothing cut without a sign.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::tui::app::Look;
use crate::tui::canvas::{Hit, Target};
use crate::tui::command::Command;
use crate::tui::frame::LEAST;
use crate::tui::testing::{LOOK, MONO, Table};
use crate::tui::tests::scenes::{SCENES, Scene};

const WIDTHS: [u16; 18] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 40, 79, 80, 81, 120, 200, 500,
];
const HEIGHTS: [u16; 14] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 24, 50, 200];

fn every_size() -> impl Iterator<Item = (u16, u16)> {
    WIDTHS
        .into_iter()
        .flat_map(|width| HEIGHTS.map(|height| (width, height)))
}

/// Draws with room around the program's own, which has to stay as it was.
fn drawn_inside(table: &Table, name: &str) -> Buffer {
    let (width, height) = table.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let canvas = table.app.draw(&mut buffer);
    let (caret, hits) = (canvas.caret, canvas.hits.clone());
    let area = Rect::new(0, 0, width, height);
    if let Some(caret) = caret {
        assert!(
            area.contains(caret),
            "{name} at {width}x{height}: the caret is outside"
        );
    }
    for hit in hits {
        let inside = hit.area.is_empty() || hit.area.intersection(area) == hit.area;
        assert!(inside, "{name} at {width}x{height}: {hit:?} is outside");
    }
    buffer
}

fn at_every_size(scene: &Scene, look: Look) {
    let mut table = (scene.set)(look);
    for (width, height) in every_size() {
        table.resize(width, height);
        let first = drawn_inside(&table, scene.name);
        if u32::from(width) * u32::from(height) < 2000 {
            let second = drawn_inside(&table, scene.name);
            assert!(
                first == second,
                "{} at {width}x{height}: drawing changes it",
                scene.name
            );
        }
        if table.app.is_too_small() {
            continue;
        }
        let keys = |command| {
            let hits = table.hits();
            hits.iter()
                .any(|hit| hit.target == Target::Command(command) && hit.area.y == height - 1)
        };
        assert!(keys(Command::Hide), "{} at {width}x{height}", scene.name);
        let help = keys(Command::Help) || keys(Command::Keys);
        assert!(help, "{} at {width}x{height}", scene.name);
        // What explains something is read from its top, before anything is typed below it.
        let shown = table.app.shown();
        let below = shown.page.explains() && !shown.follow;
        if table.app.layers.is_empty() && shown.page.view().typing() && !below {
            let caret = table.caret();
            assert!(
                caret.is_some(),
                "{} at {width}x{height}: no caret\n{}",
                scene.name,
                table.screen()
            );
        }
    }
}

/// A quarter of the scenes each, so that they are tried side by side.
fn a_quarter(quarter: usize) {
    for scene in SCENES.iter().skip(quarter).step_by(4) {
        at_every_size(scene, LOOK);
    }
}

#[test]
fn every_screen_at_every_size_first_quarter() {
    a_quarter(0);
}

#[test]
fn every_screen_at_every_size_second_quarter() {
    a_quarter(1);
}

#[test]
fn every_screen_at_every_size_third_quarter() {
    a_quarter(2);
}

#[test]
fn every_screen_at_every_size_last_quarter() {
    a_quarter(3);
}

#[test]
fn ascii_screens_are_ascii_but_for_the_words() {
    let look = Look {
        ascii: true,
        ..LOOK
    };
    for scene in SCENES {
        let table = (scene.set)(look);
        for cell in &table.buffer().content {
            let symbol = cell.symbol();
            let drawn = [
                "\u{2500}", "\u{2501}", "\u{2502}", "\u{25cf}", "\u{25cb}", "\u{25c6}", "\u{25b8}",
                "\u{25cc}", "\u{2191}", "\u{2193}",
            ];
            assert!(
                !drawn.contains(&symbol),
                "{}: {symbol}\n{}",
                scene.name,
                table.screen()
            );
        }
    }
}

#[test]
fn without_colour_the_focus_still_shows() {
    for scene in SCENES {
        let table = (scene.set)(MONO);
        let plain = |cell: &Cell| {
            cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset
        };
        assert!(table.buffer().content.iter().all(plain), "{}", scene.name);
    }
}

/// What is taller than its room says so.
#[test]
fn what_goes_on_below_says_so() {
    for scene in SCENES {
        let mut table = (scene.set)(LOOK);
        for size in [
            (40, 12),
            (40, 24),
            (60, 12),
            (80, 12),
            (80, 15),
            (80, 24),
            (120, 16),
        ] {
            table.resize(size.0, size.1);
            let cut = table.cut();
            let hits = table.hits();
            let sign = |hit: &&Hit| {
                let turns = [Command::PageUp, Command::PageDown].map(Target::Command);
                turns.contains(&hit.target) && hit.area.y < size.1 - 1
            };
            let under = |sign: &Hit| {
                let pinned = table.app.plan().pinned;
                let below = |hit: &&Hit| pinned.contains(hit.area.as_position());
                let mut hits = hits.iter().filter(below);
                hits.any(|hit| hit.target != sign.target && hit.area.intersects(sign.area))
            };
            let covered = hits.iter().filter(sign).any(under);
            assert!(!covered, "{} at {size:?}\n{}", scene.name, table.screen());
            assert!(
                cut.is_empty(),
                "{} at {size:?} cuts {cut:?}\n{}",
                scene.name,
                table.screen()
            );
        }
    }
}

#[test]
fn below_the_least_size_the_screen_says_what_is_needed() {
    let mut table = Table::home();
    for (width, height) in every_size().filter(|(w, h)| *w < LEAST.0 || *h < LEAST.1) {
        table.resize(width, height);
        if u32::from(width) * u32::from(height) > 160 && width >= 20 {
            table.must_show("too little room");
        }
    }
    assert_eq!(table.buffer()[Position::new(0, 0)].symbol(), "T");
}
