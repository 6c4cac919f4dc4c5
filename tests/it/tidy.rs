//! The house rules that can be read off the source: who imports whom, what stays out of which room, how
//! long a file may be, and that the README tells all keys.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use amends::tui::command::{Group, TABLE};
use amends::tui::keys::{Chord, Keymap};

/// The rooms, each with the rooms that it may import. `text` is a leaf that all may lean on.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("exercise", &["text"]),
    ("domain", &["exercise", "text"]),
    ("content", &["domain", "exercise", "text"]),
    ("store", &["domain", "exercise", "text"]),
    ("query", &["domain", "content", "exercise", "text"]),
    (
        "export",
        &["domain", "content", "query", "exercise", "text"],
    ),
    ("tui", &["domain", "content", "query", "exercise", "text"]),
    (
        "cli",
        &[
            "domain", "content", "store", "query", "export", "tui", "exercise", "text",
        ],
    ),
];

/// Files that may do what the rest of their room may not.
const DRIVER: [&str; 3] = ["tui/run.rs", "tui/driver.rs", "tui/errands.rs"];
const TERMINAL: [&str; 6] = [
    "tui/sleep.rs",
    "tui/run.rs",
    "tui/driver.rs",
    "tui/errands.rs",
    "tui/terminal.rs",
    "tui/wake.rs",
];

/// Rooms without disk, clock and chance.
const PURE: [&str; 5] = ["domain", "exercise", "query", "text", "tui"];
const IMPURE: [&str; 8] = [
    "std::fs",
    "std::env",
    "std::process",
    "Instant::now",
    "SystemTime",
    "Local::now",
    "Utc::now",
    "getrandom",
];

/// Files of more lines than these, and why they are not two.
const LONGEST: usize = 400;
const LONG: &[(&str, &str)] = &[
    (
        "tui/testing.rs",
        "only built for tests: one table with all its handles",
    ),
    (
        "exercise/timeline.rs",
        "a tenth of it is code over the mark; the rest is its tests",
    ),
];

/// Our own enums: a new variant has to break the build wherever it matters.
const OURS: [&str; 6] = [
    "Kind::",
    "Spec::",
    "Answer::",
    "Doing::",
    "Body::",
    "DraftBody::",
];

/// Where all the rest is caught on purpose.
const CAUGHT: &[(&str, &str)] = &[(
    "exercise/mod.rs",
    "an earlier answer of whatever other kind starts afresh; a new kind breaks the match around it",
)];

struct Source {
    /// From `src` on, with forward slashes.
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// The lines of code with their numbers: no comments, and no texts in quotes.
    fn code(&self) -> impl Iterator<Item = (usize, String)> {
        let lines = self.text.lines().enumerate();
        let code = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.map(|(number, line)| (number + 1, without_strings(line)))
    }

    /// Whether it is only built for tests.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/") || name == "testing.rs" || name.ends_with("_tests.rs")
    }
}

fn without_strings(line: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '"' if !escaped => {
                inside = !inside;
                out.push(c);
            }
            _ if !inside => out.push(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    match out.split_once("//") {
        Some((code, _)) => code.to_owned(),
        None => out,
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut folders = vec![src.clone()];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 100, "the sources are not where they were");
    let read = |path: PathBuf| Source {
        text: std::fs::read_to_string(&path).unwrap(),
        path: path
            .strip_prefix(&src)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/"),
    };
    found.into_iter().map(read).collect()
}

/// Fails with every fault at once, since they are mended together.
#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The rooms that a line names by a path from the root of the crate.
fn named_rooms(line: &str, path: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    let first_word = |text: &str| {
        text.split(|c| !is_word(c))
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    for (at, _) in line.match_indices("crate::") {
        let before = line[..at].chars().next_back();
        let rest = &line[at + "crate::".len()..];
        if before.is_some_and(|c| is_word(c) || c == ':') {
            continue;
        }
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(group.split(',').map(|part| first_word(part.trim()))),
            None => rooms.push(first_word(rest)),
        }
    }
    // The module of `tui/app.rs` lies two below the root, and so does that of `tui/pages/mod.rs`.
    let parts = path.trim_end_matches(".rs").split('/');
    let depth = parts.filter(|part| *part != "mod").count();
    let to_root = "super::".repeat(depth);
    for (at, _) in line.match_indices(&to_root) {
        let rest = &line[at + to_root.len()..];
        let before = &line[..at];
        if !rest.starts_with("super") && !before.ends_with("::") {
            rooms.push(first_word(rest));
        }
    }
    rooms.retain(|room| ROOMS.iter().any(|(name, _)| name == room));
    rooms
}

#[test]
fn each_room_imports_only_those_that_it_may() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some((room, may)) = ROOMS.iter().find(|(name, _)| *name == source.room()) else {
            continue;
        };
        for (number, line) in source.code() {
            for named in named_rooms(&line, &source.path) {
                let driver = DRIVER.contains(&source.path.as_str()) && named == "store";
                if named != *room && !may.contains(&named.as_str()) && !driver {
                    faults.push(format!(
                        "src/{}:{number}: {room} may not import {named}",
                        source.path
                    ));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn every_folder_of_the_source_is_a_room_with_a_rule() {
    let rooms: Vec<&str> = ROOMS.iter().map(|(name, _)| *name).collect();
    for source in sources().iter().filter(|source| source.path.contains('/')) {
        assert!(
            rooms.contains(&source.room()),
            "src/{} is in no room",
            source.path
        );
    }
}

#[test]
fn the_terminal_is_only_known_to_the_screens() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.room() != "tui") {
        for (number, line) in source.code() {
            for library in ["ratatui::", "crossterm::"] {
                if line.contains(library) {
                    faults.push(format!("src/{}:{number}: {library}", source.path));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn disk_clock_and_chance_stay_out_of_what_is_pure() {
    let mut faults = Vec::new();
    for source in sources() {
        let is_driver = TERMINAL.contains(&source.path.as_str());
        if !PURE.contains(&source.room()) || is_driver || source.is_test() {
            continue;
        }
        // What stands under `mod tests` is not in the program.
        let end = source
            .text
            .find("#[cfg(test)]\nmod ")
            .unwrap_or(source.text.len());
        let last = source.text[..end].lines().count();
        for (number, line) in source.code().filter(|(number, _)| *number <= last) {
            for word in IMPURE.iter().filter(|word| line.contains(**word)) {
                faults.push(format!("src/{}:{number}: {word}", source.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_file_is_longer_than_one_can_hold_in_mind_without_a_reason() {
    let mut faults = Vec::new();
    let sources = sources();
    for source in &sources {
        let lines = source.text.lines().count();
        let listed = LONG.iter().any(|(path, _)| *path == source.path);
        if lines > LONGEST && !listed {
            faults.push(format!("src/{}: {lines} lines", source.path));
        }
    }
    for (path, _) in LONG {
        let long = |source: &&Source| source.path == *path && source.text.lines().count() > LONGEST;
        if !sources.iter().any(|source| long(&source)) {
            faults.push(format!(
                "src/{path} is not long any more: off the list with it"
            ));
        }
    }
    none(&faults);
}

#[test]
fn nothing_is_left_undone_or_unsafe_without_a_word() {
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            for left in ["todo!(", "unimplemented!(", "dbg!("] {
                if line.contains(left) {
                    faults.push(format!("src/{}:{number}: {left}", source.path));
                }
            }
            let is_unsafe = line.split(|c| !is_word(c)).any(|word| word == "unsafe");
            let above = source
                .text
                .lines()
                .take(number)
                .skip(number.saturating_sub(4));
            if is_unsafe && !above.into_iter().any(|line| line.contains("SAFETY:")) {
                faults.push(format!(
                    "src/{}:{number}: unsafe without a SAFETY comment",
                    source.path
                ));
            }
        }
    }
    none(&faults);
}

/// The lines of `text` that catch all the rest in a match that names one of our enums.
fn catch_alls(lines: &[(usize, String)]) -> Vec<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (place, (number, line)) in lines.iter().enumerate() {
        if !(line.trim_start().starts_with("_ =>") || line.trim_start().starts_with("_ if")) {
            continue;
        }
        let arms = lines[..place]
            .iter()
            .rev()
            .map(|(_, line)| line)
            .filter(|line| !line.trim().is_empty())
            .take_while(|above| indent(above) >= indent(line))
            .filter(|above| indent(above) == indent(line));
        // Only patterns count, such as `Body::Answer(a) =>`, and not what an arm gives.
        let pattern = |arm: &String| arm.split("=>").next().unwrap_or_default().to_owned();
        let ours = |pattern: String| {
            OURS.iter().any(|name| {
                let mut places = pattern.match_indices(name);
                places.any(|(at, _)| !pattern[..at].chars().next_back().is_some_and(is_word))
            })
        };
        if arms.map(pattern).any(ours) {
            found.push(*number);
        }
    }
    found
}

#[test]
fn a_new_kind_breaks_the_build_wherever_it_has_to_be_thought_of() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let end = source
            .text
            .find("#[cfg(test)]\nmod ")
            .unwrap_or(source.text.len());
        let last = source.text[..end].lines().count();
        let lines: Vec<_> = source
            .code()
            .filter(|(number, _)| *number <= last)
            .collect();
        if CAUGHT.iter().any(|(path, _)| *path == source.path) {
            continue;
        }
        for number in catch_alls(&lines) {
            faults.push(format!(
                "src/{}:{number}: `_ =>` over an enum of ours",
                source.path
            ));
        }
    }
    none(&faults);
}

const KEYS_FROM: &str = "<!-- keys: made from the table in src/tui/command.rs -->";
const KEYS_TO: &str = "<!-- end of keys -->";

/// The README's table of keys, made from the table of commands.
fn table_of_keys() -> String {
    let keymap = Keymap::default();
    let mut out =
        "\n<details><summary>All keys</summary>\n\n| key | what it does |\n|---|---|\n".to_owned();
    for group in Group::ALL {
        let _ = writeln!(out, "| | **{}** |", group.title());
        for row in TABLE.iter().filter(|row| row.group == group) {
            let keys = keymap.keys(row.command).iter();
            let spelled = |chord: &Chord| format!("`{}`", chord.shown().replacen('^', "Ctrl+", 1));
            let keys: Vec<String> = keys.map(spelled).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(", "), row.title);
        }
    }
    out + "\n</details>\n"
}

/// `AMENDS_WRITE_README=1 cargo test --test it tidy` writes the table anew.
#[test]
fn the_readme_tells_every_key() {
    let path = root().join("README.md");
    let Ok(readme) = std::fs::read_to_string(&path) else {
        return;
    };
    let (before, rest) = readme
        .split_once(KEYS_FROM)
        .expect("a README has a place for the keys");
    let (found, after) = rest.split_once(KEYS_TO).unwrap_or(("", rest));
    let wanted = format!("\n{}\n", table_of_keys());
    if std::env::var_os("AMENDS_WRITE_README").is_some() {
        let new = format!("{before}{KEYS_FROM}{wanted}{KEYS_TO}{after}");
        std::fs::write(&path, new).unwrap();
    } else {
        assert!(
            found == wanted,
            "the README's keys are not those of the table; see this test"
        );
    }
}

#[test]
fn what_the_readme_points_to_is_there() {
    let Ok(readme) = std::fs::read_to_string(root().join("README.md")) else {
        return;
    };
    let links = readme.split("](").skip(1);
    let links = links.filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
        assert!(root().join(link).exists(), "README.md: {link}");
    }
}

#[test]
fn the_checks_see_what_they_are_for() {
    let rooms = |line: &str, path: &str| named_rooms(line, path);
    assert_eq!(rooms("use crate::store::Fs;", "tui/app.rs"), ["store"]);
    assert_eq!(
        rooms("use crate::{domain, store::Fs};", "tui/app.rs"),
        ["domain", "store"]
    );
    assert_eq!(rooms("    crate::cli::run()", "tui/app.rs"), ["cli"]);
    assert_eq!(
        rooms("use super::super::super::store;", "tui/pages/home.rs"),
        ["store"]
    );
    assert_eq!(
        rooms("use super::super::store;", "tui/pages/mod.rs"),
        ["store"]
    );
    assert_eq!(
        rooms("use super::super::sheet::Row;", "tui/pages/home.rs"),
        [] as [&str; 0]
    );
    let lines = |text: &str| -> Vec<(usize, String)> {
        text.lines()
            .enumerate()
            .map(|(n, l)| (n + 1, l.to_owned()))
            .collect()
    };
    let ours = "match body {\n    Body::Entry(_) => 1,\n    _ => 2,\n}";
    assert_eq!(catch_alls(&lines(ours)), [3]);
    let nested = "match x {\n    Some(Body::Entry(e)) => {\n        go()\n    }\n    _ => 2,\n}";
    assert_eq!(catch_alls(&lines(nested)), [5]);
    let theirs = "match c {\n    'a' => Body::Entry(1),\n    _ => Body::Entry(2),\n}";
    assert_eq!(catch_alls(&lines(theirs)), [] as [usize; 0]);
    let other = "match x {\n    KeyKind::A => 1,\n    _ => 2,\n}";
    assert_eq!(catch_alls(&lines(other)), [] as [usize; 0]);
    assert_eq!(
        without_strings(r#"say("unsafe \" todo!()"); // unsafe"#),
        r#"say(""); "#
    );
}
