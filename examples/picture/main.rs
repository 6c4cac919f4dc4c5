//! Draws the pictures of the README from the program itself: `cargo run --example picture [FOLDER]`.
//!
//! A couple who are made up have written in the book. Nothing is read from the disk, and the clock
//! stands still, so that the same program gives the same pictures.

mod svg;
mod table;

use std::path::PathBuf;

use amends::tui::theme::ThemeName;
use table::Table;

/// A picture: its name, its size in cells, and the way to it.
struct Picture {
    name: &'static str,
    size: (u16, u16),
    way: fn(&mut Table),
}

const PICTURES: [Picture; 3] = [
    Picture {
        name: "home",
        size: (80, 16),
        way: |_| {},
    },
    Picture {
        name: "step",
        size: (80, 26),
        way: |table| table.keys("enter"),
    },
    Picture {
        name: "writing",
        size: (80, 24),
        way: |table| {
            table.keys("enter enter");
            table.write("I said I was working late on Thursdays. I was with someone else, but");
        },
    },
];

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .map_or_else(|| PathBuf::from("docs"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    for picture in PICTURES {
        // Both are in one file, and whoever looks at it sees the one that fits their own screen.
        let [dark, light] = [ThemeName::Dark, ThemeName::Light].map(|theme| {
            let mut table = Table::new(theme, picture.size);
            (picture.way)(&mut table);
            table.frame()
        });
        let svg = svg::picture(&dark, &light);
        std::fs::write(folder.join(format!("{}.svg", picture.name)), svg)?;
    }
    Ok(())
}
