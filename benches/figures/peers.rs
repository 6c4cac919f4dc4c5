//! The peer that amends is measured against: tui-journal, over the same entries, in both of its forms
//! on disk. It is used only where it is installed.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{TimeDelta, Utc};
use tempfile::TempDir;

use super::book::{BYTES, now, text};
use super::pty::{Program, Running};

/// Where the program is, where that is not in the PATH.
const VARIABLE: &str = "AMENDS_BENCH_TJOURNAL";
pub const HOW_TO_INSTALL: &str =
    "cargo install tui-journal --version 0.18.0 --locked --root target/tools";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Json,
    Sqlite,
}

/// A journal of tui-journal with so many entries.
pub struct Journal {
    _folder: TempDir,
    pub program: Program,
    /// What it keeps its entries in.
    pub file: PathBuf,
    pub entries: usize,
}

/// The installed program, if there is one.
pub fn find() -> Option<PathBuf> {
    installed(VARIABLE, "tjournal")
}

/// A program that a variable names, that was installed for this, or that is on the path.
pub fn installed(variable: &str, name: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin");
    let ours = tools.join(name);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join(name));
    let places = named.into_iter().chain([ours]).chain(on_path);
    places.into_iter().find(|place| place.is_file())
}

/// The same entries as in a book of amends, the newest first.
fn entries(count: usize, with_ids: bool) -> Vec<serde_json::Value> {
    (0..count)
        .map(|number| {
            let hours = TimeDelta::hours(7 * i64::try_from(number).unwrap_or(0));
            let at = (now() - hours).with_timezone(&Utc);
            let mut entry = serde_json::json!({
                "date": at.to_rfc3339(),
                "title": format!("Day {number}"),
                "content": text(number, BYTES),
                "tags": [],
                "priority": null,
            });
            if with_ids {
                entry["id"] = number.into();
            }
            entry
        })
        .collect()
}

impl Journal {
    pub fn make(program: &Path, form: Form, count: usize) -> Journal {
        let folder = TempDir::new().expect("a folder for the journal");
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        for name in ["config", "home"] {
            fs::create_dir(at(name)).expect("a folder");
        }
        let environment = ["HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"]
            .map(|name| (name, at("home")));
        let program = |file: &str, more: &[&str]| {
            let (kind, flag) = match form {
                Form::Json => ("json", "-j"),
                Form::Sqlite => ("sqlite", "-s"),
            };
            let arguments = ["-c", &at("config"), "-b", kind, flag, file];
            Program {
                path: program.to_owned(),
                arguments: arguments
                    .iter()
                    .chain(more)
                    .map(|a| (*a).to_owned())
                    .collect(),
                environment: environment.to_vec(),
            }
        };
        match form {
            Form::Json => {
                let list = serde_json::to_vec(&entries(count, true)).expect("entries");
                fs::write(at("journal.json"), list).expect("a journal");
                let file = at("journal.json").into();
                let program = program(&at("journal.json"), &[]);
                Journal {
                    _folder: folder,
                    program,
                    file,
                    entries: count,
                }
            }
            Form::Sqlite => {
                let list = serde_json::json!({ "version": 100, "entries": entries(count, false) });
                fs::write(at("all.json"), list.to_string()).expect("a journal");
                // It waits for the disk at each entry, so this is done where there is none to wait for.
                let memory = Path::new("/dev/shm");
                let memory = if memory.is_dir() {
                    memory
                } else {
                    folder.path()
                };
                let quick = tempfile::tempdir_in(memory).expect("a folder in memory");
                let file = quick
                    .path()
                    .join("journal.db")
                    .to_string_lossy()
                    .into_owned();
                let importing = program(&file, &["import-journals", "-p", &at("all.json")]);
                let mut running = Running::start(&importing);
                running.until(&format!("/{count}"));
                running.end("q");
                fs::copy(&file, at("journal.db")).expect("a journal");
                let file = at("journal.db").into();
                let program = program(&at("journal.db"), &[]);
                Journal {
                    _folder: folder,
                    program,
                    file,
                    entries: count,
                }
            }
        }
    }
}
