//! The commands beside those of jrnl, over the same entries: one process each, with nothing kept open.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use tempfile::TempDir;

use super::book::{BYTES, Book, now, text};
use super::table::{beside, median, number, wanted, warm};

/// Where jrnl is, where that is not in the PATH.
const VARIABLE: &str = "AMENDS_BENCH_JRNL";
const HOW_TO_INSTALL: &str =
    "python3 -m venv target/tools && target/tools/bin/pip install jrnl==4.6";
const ROUNDS: usize = 5;
/// A command that takes longer is ended.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is done, by amends and by jrnl.
struct Row {
    name: &'static str,
    ours: Vec<String>,
    theirs: Vec<String>,
}

fn rows(entries: usize) -> [Row; 3] {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let found = format!("Page{}x", entries / 2);
    [
        Row {
            name: "the last five listed, ms",
            ours: words(&["list", "-n", "5"]),
            theirs: words(&["-n", "5"]),
        },
        Row {
            name: "one word found, ms",
            ours: words(&["search", &found]),
            theirs: words(&["-contains", &found, "--format", "short"]),
        },
        Row {
            name: "one entry added, ms",
            ours: words(&["write", "A new one. It rained."]),
            theirs: words(&["A new one. It rained."]),
        },
    ]
}

/// A journal of jrnl: one text file, the oldest entry first.
fn journal(entries: usize) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder for the journal");
    let mut all = String::new();
    for number in (0..entries).rev() {
        let at = now() - TimeDelta::hours(7 * i64::try_from(number).unwrap_or(0));
        let at = at.format("%Y-%m-%d %I:%M:%S %p");
        // A line that begins like an entry would be one.
        let _ = writeln!(all, "[{at}] Day {number}\n{}\n", text(number, BYTES));
    }
    let file = folder.path().join("journal.txt");
    fs::write(&file, all).expect("a journal");
    let settings = serde_json::json!({
        "colors": { "body": "none", "date": "none", "tags": "none", "title": "none" },
        "default_hour": 9, "default_minute": 0, "editor": "", "encrypt": false, "highlight": false,
        "indent_character": "|", "journals": { "default": { "journal": file } }, "linewrap": 79,
        "tagsymbols": "#@", "template": false, "timeformat": "%Y-%m-%d %I:%M:%S %p", "version": "v4.6",
    });
    let path = folder.path().join("jrnl.yaml");
    // JSON is YAML, too, but a file that begins with a brace is of an old version to it.
    let lines = settings.as_object().into_iter().flatten();
    let lines: String = lines
        .map(|(key, value)| format!("{key}: {value}\n"))
        .collect();
    fs::write(&path, lines).expect("settings");
    (folder, path)
}

/// Milliseconds that a command took; None where it took too long.
fn time(command: &mut Command) -> Option<f64> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null());
    let began = Instant::now();
    let mut child = command.stderr(Stdio::null()).spawn().expect("the program");
    loop {
        if let Some(status) = child.try_wait().expect("an end") {
            assert!(status.success(), "{command:?}");
            return Some(began.elapsed().as_secs_f64() * 1e3);
        }
        if began.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn ours(book: &Book, words: &[String]) -> Option<f64> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    time(
        command
            .args(words)
            .env("AMENDS_DATA_DIR", book.folder.path()),
    )
}

fn theirs(
    program: &Path,
    (folder, settings): &(TempDir, PathBuf),
    words: &[String],
) -> Option<f64> {
    let mut command = Command::new(program);
    command.arg("--config-file").arg(settings).args(words);
    command.env("HOME", folder.path());
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env(variable, folder.path());
    }
    time(&mut command)
}

pub fn figures() {
    let jrnl = super::peers::installed(VARIABLE, "jrnl");
    if jrnl.is_none() {
        println!("  jrnl is not installed. To have its column:\n    {HOW_TO_INSTALL}");
    }
    for entries in wanted() {
        let book = Book::make(entries);
        warm(&book);
        let journal = jrnl.as_ref().map(|_| journal(entries));
        println!("\n  {entries} entries of {BYTES} bytes; the median of {ROUNDS} rounds");
        println!("  {:<34} {:>8}       jrnl", "", "amends");
        for row in rows(entries) {
            let (mut mine, mut other, mut too_long) = (Vec::new(), Vec::new(), false);
            for _ in 0..ROUNDS {
                mine.extend(ours(&book, &row.ours));
                if let (Some(jrnl), Some(journal), false) = (&jrnl, &journal, too_long) {
                    let time = theirs(jrnl, journal, &row.theirs);
                    too_long = time.is_none();
                    other.extend(time);
                }
            }
            let mine = median(mine);
            let other = match (too_long, other.is_empty()) {
                (true, _) => format!(
                    "{:>10} {:>8}",
                    format!("> {}", PATIENCE.as_millis()),
                    "ahead"
                ),
                (false, true) => String::new(),
                (false, false) => beside(mine, median(other)),
            };
            println!("  {:<34} {:>8}{other}", row.name, number(mine));
        }
    }
}
