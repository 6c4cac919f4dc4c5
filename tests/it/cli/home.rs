//! A home of its own for each test, and the binary run in it.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// An account with nothing in it but what the test puts there.
pub struct Home {
    pub dir: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: std::process::Output) -> Run {
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What it printed; it has to have gone well.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// What it said; it has to have failed with this code, and printed nothing.
    #[track_caller]
    pub fn fails(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:?}");
        self.err
    }
}

impl Home {
    pub fn empty() -> Home {
        Home {
            dir: TempDir::new().unwrap(),
        }
    }

    /// With a book of one person, Sam.
    pub fn with_book() -> Home {
        let home = Home::empty();
        home.ok(&["new", "--person", "Sam:hurt"]);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The binary, with nothing of the machine's own surroundings.
    pub fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_amends"));
        command.args(arguments);
        self.at_home(command)
    }

    /// The same with these lines on descriptor 3.
    pub fn with_lines(&self, lines: &str, arguments: &[&str]) -> std::process::Command {
        let file = self.path("lines");
        fs::write(&file, lines).unwrap();
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "exec \"$0\" --passphrase-fd 3 \"$@\" 3< lines"]);
        command.arg(env!("CARGO_BIN_EXE_amends")).args(arguments);
        self.at_home(command)
    }

    fn at_home(&self, mut command: std::process::Command) -> std::process::Command {
        // Whoever runs the tests may have a terminal, and is not to be asked anything on it.
        // SAFETY: between fork and exec this is one system call, without memory or locks.
        unsafe { command.pre_exec(|| Ok(rustix::process::setsid().map(drop)?)) };
        command
            .current_dir(self.dir.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.dir.path())
            .env("TZ", "UTC")
            .env("AMENDS_DATA_DIR", self.data())
            .env("XDG_RUNTIME_DIR", self.path("run"))
            // Guessing may be quick in tests.
            .env("AMENDS_TEST_KDF", "quick")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs it with a text on standard input.
    pub fn fed(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
        let mut command = assert_cmd::Command::from_std(self.command(arguments));
        Run::of(command.write_stdin(input).output().unwrap())
    }

    /// Runs it with these lines on the descriptor for passphrases.
    pub fn told(&self, lines: &str, arguments: &[&str]) -> Run {
        Run::of(self.with_lines(lines, arguments).output().unwrap())
    }

    /// Runs what has to go well, and gives what it printed.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        self.run(arguments).ok()
    }

    /// Runs what has to fail with this code, and gives what it said.
    #[track_caller]
    pub fn fails(&self, code: i32, arguments: &[&str]) -> String {
        self.run(arguments).fails(code)
    }

    /// The JSON that a command prints.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// Writes an entry and gives its id.
    #[track_caller]
    pub fn write(&self, arguments: &[&str]) -> String {
        let all: Vec<&str> = ["write"].iter().chain(arguments).copied().collect();
        self.ok(&all).trim().to_owned()
    }

    /// A pack with a page to write, a scale, and a page for the other role.
    pub fn pack(&self) -> String {
        let dir = self.path("pack");
        fs::create_dir_all(dir.join("stages")).unwrap();
        fs::write(dir.join("pack.toml"), PACK).unwrap();
        fs::write(dir.join("stages/1-first.toml"), STAGE).unwrap();
        dir.to_str().unwrap().to_owned()
    }

    /// The same with more exercises in its last step, written in TOML.
    pub fn pack_with(&self, exercises: &str) -> String {
        let pack = self.pack();
        let stage = format!("{STAGE}{exercises}");
        fs::write(Path::new(&pack).join("stages/1-first.toml"), stage).unwrap();
        pack
    }

    /// The files of all records.
    pub fn records(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for book in list(&self.data().join("books")) {
            for space in list(&book.join("spaces")) {
                files.extend(list(&space));
            }
        }
        files.sort();
        files
    }

    /// The file of the only book that says who may write in it.
    pub fn book_file(&self) -> PathBuf {
        list(&self.data().join("books"))[0].join("book.json")
    }
}

pub fn list(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Replaces a text in a file of the store, and makes its checksum right again: what a forger with
/// access to the folder can do.
pub fn forge(file: &Path, from: &str, to: &str) {
    let line = fs::read_to_string(file).unwrap();
    let (body, _) = line.rsplit_once(",\"sum\":").unwrap();
    assert!(body.contains(from), "{from} is not in {body}");
    let body = body.replace(from, to);
    let digest = Sha256::digest(body.as_bytes());
    let sum: String = digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    fs::write(file, format!("{body},\"sum\":\"{sum}\"}}\n")).unwrap();
}

/// Fails where an object lacks one of the keys that scripts rely on.
#[track_caller]
pub fn has_keys(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap();
    for key in keys {
        assert!(object.contains_key(*key), "no {key} in {value:#}");
    }
}

const PACK: &str = r#"
id = "test"
title = "A test pack"
version = "1"
language = "en"
licence = "CC0-1.0"
stages = ["first"]
"#;

const STAGE: &str = r#"
id = "first"
title = "First stage"
about = "what happened"

[[step]]
id = "walk"
title = "A walk"
about = "Write about a walk."
minutes = 5
reading = "Some words to read."

[[step.exercise]]
id = "page"
kind = "write"
title = "A page"
ask = "What did you see?"
minutes = 5

[[step.exercise]]
id = "calm"
kind = "scale"
title = "How calm"
ask = "How calm was it?"
minutes = 1
top = 10
question = [
  { id = "calm", text = "How calm?", low = "not", high = "very" },
]

[[step.exercise]]
id = "other"
kind = "write"
title = "For the other side"
ask = "What did you do?"
minutes = 5
for = ["broke"]
"#;
