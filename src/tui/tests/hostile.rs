//! Hostile text through every field: nothing but printable text reaches a cell, and what was typed stays
//! whole where it is harmless.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use crate::domain::{Body, Entry};
use crate::tui::command::Place;
use crate::tui::msg::Msg;
use crate::tui::testing::{Table, at, entry, record, version};
use crate::tui::view::Route;

/// More than 200 texts that have broken terminals, or made text read otherwise than it stands.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    // Every control character, alone and among letters.
    for code in (0..0x20).chain(0x7f..0xa0) {
        let c = char::from_u32(code).unwrap();
        texts.push(format!("a{c}b"));
    }
    // What turns text around, or cannot be seen.
    for code in (0x200b..0x2010)
        .chain(0x2028..0x202f)
        .chain(0x2060..0x2070)
        .chain([
            0x61c, 0x115f, 0x1160, 0x17b4, 0x180e, 0x3164, 0xfeff, 0xffa0, 0xad, 0x34f,
        ])
        .chain(0xfff9..0xfffe)
        .chain((0xe0000..0xe0080).step_by(8))
        .chain(0xfe00..0xfe10)
        .chain([0xd7ff, 0xe000, 0xf8ff, 0xfdd0, 0xffff, 0x10ffff])
    {
        let c = char::from_u32(code).unwrap();
        texts.push(format!("left{c}right"));
        texts.push(format!("{c}"));
    }
    let sequences = [
        "\u{1b}[31mred",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;aGk=\u{7}",
        "\u{1b}P+q544e\u{1b}\\",
        "\u{1b}[2J\u{1b}[H",
        "\u{1b}[?1049l",
        "\u{9b}31m",
        "\u{1b}c",
        "\u{1b}[6n",
        "\u{1b}]8;;http://x\u{1b}\\y",
        "\u{1b}[200~paste\u{1b}[201~",
        "\u{1b}_Gi=1\u{1b}\\",
        "\r\n\r",
        "a\tb",
        "\u{85}next",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}",
        "\u{1f3f4}\u{200d}\u{2620}\u{fe0f}",
        "\u{1f1e9}\u{1f1ea}\u{1f1e9}",
        "e\u{301}\u{302}\u{303}",
        "\u{301}\u{301}\u{301}",
        "क्षि",
        "நி",
        "กำ",
        "한글",
        "한국어",
        "ﷺ",
        "𒐫𒐫",
        "日本語の文章",
        "ｱｲｳｴｵ",
        "العربية من اليمين",
        "עברית",
        "\u{202b}x\u{202c}",
        "\u{2066}x\u{2069}",
        "a\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "☺\u{fe0e}☺\u{fe0f}",
        "\u{1f469}\u{1f3fd}\u{200d}\u{1f4bb}",
        "ß İ ı ſ",
        "\u{a0}\u{2003}\u{3000}x",
        "' OR 1=1 --",
        "{\"id\":1}",
        "</script>",
        "%s%n",
        "..\\..\\",
        "~!@#$%^&*()",
        "",
    ];
    texts.extend(sequences.iter().map(|text| (*text).to_owned()));
    texts.push(format!("a{}", "\u{300}".repeat(500)));
    texts.push("\u{1f468}\u{200d}".repeat(300));
    texts.push("x".repeat(5000));
    texts.push("語".repeat(1000));
    texts.push("\n".repeat(300));
    assert!(texts.len() > 200, "{}", texts.len());
    texts
}

#[track_caller]
fn clean(buffer: &Buffer, text: &str, way: &str) {
    let area = buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            let hostile = |c: char| {
                c.is_control()
                    || matches!(u32::from(c), 0x200b | 0x200e..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
                        | 0xfeff | 0x61c | 0xfff9..=0xfffb | 0xe0000..=0xe0fff)
            };
            assert!(
                !symbol.contains(hostile),
                "{way}: {text:?} gives {symbol:?}"
            );
            let wide = u16::try_from(symbol.width()).unwrap();
            assert!(
                x + wide <= area.width,
                "{way}: {text:?} gives {symbol:?} over the edge"
            );
            x += wide.max(1);
        }
    }
}

/// The fields, each with a way to it.
fn fields() -> Vec<(&'static str, Table)> {
    let home = || {
        Table::with(vec![entry(
            1,
            "2026-11-20T21:40:00+01:00",
            "We talked",
            "For an hour.",
        )])
    };
    let mut all = Vec::new();
    let mut add = |name, table| all.push((name, table));
    let exercise = |id: &str, keys: &str| {
        let mut table = home();
        table.exercise(id);
        table.keys(keys);
        table
    };
    add(
        "write",
        exercise("one-moment-or-pattern.open-questions", ""),
    );
    add("timeline", exercise("one-moment-or-pattern.timeline", ""));
    add(
        "timeline, a date",
        exercise("one-moment-or-pattern.timeline", "tab"),
    );
    add("compose", exercise("owning-it.what-i-did", ""));
    add("sort, an own card", exercise("my-part.choices", "tab"));
    add(
        "choose, an own word",
        exercise("feelings-and-needs.feelings", "tab"),
    );
    add(
        "scale, the note",
        exercise("one-moment-or-pattern.what-the-line-says", "tab tab tab"),
    );
    let cards = |keys: &str| {
        let mut table = super::cards::two(crate::tui::testing::LOOK);
        table.keys(keys);
        table
    };
    add("cards, words", cards(""));
    add("cards, a line", cards("tab"));
    add("cards, a day", cards("tab tab"));
    let echo = |keys: &str| {
        let mut table = super::echo::taken(crate::tui::testing::LOOK);
        table.keys(keys);
        table
    };
    add("echo, an impact", echo("f7"));
    add("echo, said back", echo(""));
    add("echo, a day", echo("tab tab"));
    let routed = |route: Route, keys: &str| {
        let mut table = home();
        table.go(route);
        table.keys(keys);
        table
    };
    add("entry", routed(Route::Entry(None), ""));
    add("entry, title", routed(Route::Entry(None), "tab"));
    add("entry, tags", routed(Route::Entry(None), "tab tab"));
    add("search", routed(Route::Journal { search: true }, ""));
    add("name in settings", routed(Route::Settings, "up"));
    add("palette", routed(Route::Home, ":"));
    let mut welcome = Table::welcome();
    welcome.keys("enter enter");
    add("name in the welcome", welcome);
    all
}

#[test]
fn nothing_hostile_reaches_a_cell_from_any_field() {
    for (name, mut table) in fields() {
        for (count, text) in hostile().into_iter().enumerate() {
            if count % 2 == 0 {
                table.paste(&text);
            } else {
                for c in text.chars().take(40) {
                    let code = ratatui::crossterm::event::KeyCode::Char(c);
                    let mods = ratatui::crossterm::event::KeyModifiers::NONE;
                    table.send(Msg::Key(ratatui::crossterm::event::KeyEvent::new(
                        code, mods,
                    )));
                }
            }
            clean(&table.buffer(), &text, name);
            // Kept short, so that each is seen and not scrolled away.
            table.keys("ctrl+a backspace");
            if table.place() == Place::Settings && table.field().is_none() {
                table.press("up");
            }
        }
    }
}

#[test]
fn nothing_hostile_reaches_a_cell_from_the_disk() {
    for text in hostile() {
        let about = Entry {
            at: at("2026-11-20T21:40:00+01:00"),
            title: text.clone(),
            text: text.clone(),
            tags: vec![text.clone()],
        };
        let saved = record(1, "2026-11-20T21:40:00+01:00", Body::Entry(about));
        let mut table = Table::with(vec![saved.clone()]);
        table.go(Route::Journal { search: false });
        clean(&table.buffer(), &text, "the list");
        table.go(Route::Reading(saved.thread));
        clean(&table.buffer(), &text, "reading");
        let words = format!("{text} and other words");
        let next = version(2, "2026-11-21T21:40:00+01:00", &saved, &[&saved], &words);
        table.told(crate::tui::msg::Told::Appeared {
            records: vec![next],
            findings: Vec::new(),
        });
        for size in [(80, 24), (120, 24)] {
            table.resize(size.0, size.1);
            table.press("c");
            clean(&table.buffer(), &text, "then and now");
            table.press("c");
        }
        table.go(Route::Calendar);
        table.keys("2 0");
        clean(&table.buffer(), &text, "the calendar");
        table.press("f");
        clean(&table.buffer(), &text, "a day in the journal");
        table.press("f");
        clean(&table.buffer(), &text, "the filter");
        // Of a text with nothing to see in it there is no tag.
        if table.shows("any, or none") {
            table.click_on("any, or none");
            table.keys("down enter");
            clean(&table.buffer(), &text, "the filter, a tag");
        }
        table.keys("esc /");
        clean(&table.buffer(), &text, "the search in a tag");
        table.resize(80, 24);
        table.go(Route::Entry(Some(saved.thread)));
        clean(&table.buffer(), &text, "writing");
        table.press("esc");
        table.told(crate::tui::msg::Told::Failed(text.clone()));
        clean(&table.buffer(), &text, "a line for the person");
        table.told(crate::tui::msg::Told::Renamed(crate::domain::Person {
            name: text.clone(),
            ..crate::tui::testing::me()
        }));
        table.go(Route::Home);
        clean(&table.buffer(), &text, "home");
    }
}

#[test]
fn wide_and_combined_characters_are_kept_whole() {
    let text = "東京 e\u{301} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} ñ العربية";
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.paste(text);
    table.must_show("東京");
    table.press("ctrl+s");
    let Body::Entry(saved) = &table.records.last().unwrap().body else {
        panic!("an entry");
    };
    assert_eq!(saved.text, text);
}

#[test]
fn who_pastes_hidden_characters_is_told_how_many_were_removed() {
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.paste("a\u{202e}b\u{1}c");
    table.must_show("2 hidden characters removed.");
    assert_eq!(table.field().as_deref(), Some("abc"));
}

#[test]
fn a_paste_that_is_too_long_is_refused_whole() {
    let mut table = Table::home();
    table.go(Route::Entry(None));
    table.type_text("Words");
    table.paste(&"x".repeat(16 << 20));
    table.must_show("That is more than one page can hold");
    assert_eq!(table.field().as_deref(), Some("Words"));
}
