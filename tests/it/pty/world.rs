//! A home of its own for each test, and the program started in it.

use std::fs;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use amends::domain::{Body, Draft, DraftBody, Passphrase, Person};
use amends::store::{Access, Disk, Shelf, Store};
use portable_pty::CommandBuilder;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::term::Term;

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const TAB: &str = "\t";
pub const F1: &str = "\x1bOP";
pub const F4: &str = "\x1bOS";
pub const F12: &str = "\x1b[24~";
pub const HIDE: &str = "\x0c";
pub const SAVE: &str = "\x13";
pub const QUIT: &str = "\x11";
/// A hand that looks at the page which a save left it on: one down and one up. A letter that follows a save at once
/// was meant for the page that is gone.
pub const LOOKS: &str = "\x1b[B\x1b[A";
pub const SLEEP: &str = "\x1a";
pub const PALETTE: &str = "\x10";
pub const FOCUS: &str = "\x1b[I";

/// The placeholder of an empty page of the journal.
pub const EMPTY_PAGE: &str = "Whatever is there";

pub const USUAL: (u16, u16) = (80, 24);

/// What opens a sealed book.
pub const PASSPHRASE: &str = "a lamp at the third window";

/// The books that a promise is tried with: in clear, and sealed.
pub const BOOKS: [fn() -> World; 2] = [World::with_book, World::sealed];

/// Each of these with each of those.
pub fn each<A: Copy, B: Copy, const N: usize, const M: usize>(
    these: [A; N],
    those: [B; M],
) -> impl Iterator<Item = (A, B)> {
    these
        .into_iter()
        .flat_map(move |this| those.map(|that| (this, that)))
}

pub struct World {
    dir: TempDir,
    environment: Vec<(String, String)>,
    arguments: Vec<String>,
    is_sealed: bool,
}

impl World {
    /// A machine on which the program has never run.
    pub fn new() -> World {
        let dir = tempfile::tempdir().unwrap();
        for name in ["home", "run", "tmp"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        let path = |name: &str| dir.path().join(name).display().to_string();
        let environment = [
            ("HOME", path("home")),
            ("XDG_DATA_HOME", path("home/data")),
            ("XDG_CONFIG_HOME", path("home/config")),
            ("XDG_STATE_HOME", path("home/state")),
            ("XDG_CACHE_HOME", path("home/cache")),
            ("XDG_RUNTIME_DIR", path("run")),
            ("TMPDIR", path("tmp")),
            ("AMENDS_DATA_DIR", path("data")),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("PATH", std::env::var("PATH").unwrap()),
        ];
        World {
            environment: environment
                .map(|(name, value)| (name.to_owned(), value))
                .to_vec(),
            // So that the terminal's background makes no difference.
            arguments: vec!["--theme".to_owned(), "dark".to_owned()],
            dir,
            is_sealed: false,
        }
    }

    /// A machine with the book of one person.
    pub fn with_book() -> World {
        let world = World::new();
        world.cli(&["new", "--setting", "alone", "--person", "Sam:hurt"]);
        world
    }

    /// The same, sealed: the workbook is opened with the passphrase before a test gets it.
    pub fn sealed() -> World {
        let mut world = World::with_book().set("AMENDS_TEST_KDF", "quick");
        let set = ["--passphrase-fd", "0", "passphrase", "set"];
        world.feed(&set, &format!("{PASSPHRASE}\n{PASSPHRASE}\n"));
        world.is_sealed = true;
        world
    }

    pub fn set(mut self, name: &str, value: &str) -> World {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Starts with these arguments instead of a dark theme.
    pub fn arguments(mut self, arguments: &[&str]) -> World {
        self.arguments = arguments
            .iter()
            .map(|&argument| argument.to_owned())
            .collect();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The workbook in a terminal of the usual size.
    pub fn open(&self) -> Term {
        self.open_at(USUAL)
    }

    pub fn open_at(&self, size: (u16, u16)) -> Term {
        let mut command = self.builder(env!("CARGO_BIN_EXE_amends"));
        command.args(&self.arguments);
        let mut term = Term::start(command, size);
        self.unlock(&mut term);
        term
    }

    /// Opens what is locked, where the book is sealed.
    pub fn unlock(&self, term: &mut Term) {
        if self.is_sealed {
            term.wait("pages are locked").keys(PASSPHRASE).keys(ENTER);
        }
    }

    /// Lines of a shell in a terminal, where `$AMENDS` is the workbook.
    pub fn in_shell(&self, lines: &str) -> Term {
        let mut command = self.builder("bash");
        let program = format!(
            "{} {}",
            env!("CARGO_BIN_EXE_amends"),
            self.arguments.join(" ")
        );
        command.env("AMENDS", program);
        command.args(["--norc", "-c", lines]);
        Term::start(command, USUAL)
    }

    fn builder(&self, program: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command.cwd(self.dir.path());
        command
    }

    /// The process of the workbook, which this shell started. What the system tells of every process has to
    /// do, since nobody may look into this one.
    pub fn find_process(&self, shell: u32) -> u32 {
        let ours = |stat: String| {
            let (before, after) = stat.rsplit_once(')')?;
            let (pid, name) = before.split_once(" (")?;
            let parent = after.split_whitespace().nth(1)?;
            (name == "amends" && parent == shell.to_string()).then(|| pid.parse().ok())?
        };
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let stats = processes.filter_map(|p| std::fs::read_to_string(p.path().join("stat")).ok());
        stats.into_iter().find_map(ours).unwrap()
    }

    /// Makes the book one that only a later version may write.
    pub fn needs_newer_version(&self) {
        let book = self.shelf().find(None).unwrap().id;
        let path = self.shelf().folder(book).join("book.json");
        let line = std::fs::read_to_string(&path).unwrap();
        let (before, _) = line.split_once(",\"sum\":").unwrap();
        let newer = before.replace("\"min_writer\":1", "\"min_writer\":99");
        assert_ne!(newer, before, "{line}");
        let hash = Sha256::digest(newer.as_bytes());
        let sum: String = hash[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        std::fs::write(&path, format!("{newer},\"sum\":\"{sum}\"}}\n")).unwrap();
    }

    /// The workbook, in a new page of the journal.
    pub fn writing(&self) -> Term {
        let mut term = self.open();
        term.wait("journal").keys("n").wait(EMPTY_PAGE);
        term
    }

    /// The binary, for the command line.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
        // Whoever runs the tests may have a terminal, and is not to be asked anything on it.
        // SAFETY: between fork and exec this is one system call, without memory or locks.
        unsafe { command.pre_exec(|| Ok(rustix::process::setsid().map(drop)?)) };
        command
            .env_clear()
            .envs(self.environment.iter().cloned())
            .current_dir(self.dir.path());
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// The command line, whatever it says.
    pub fn try_cli(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The command line, which has to succeed. Gives what it printed.
    #[track_caller]
    pub fn cli(&self, arguments: &[&str]) -> String {
        let output = self.try_cli(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.cli(arguments)).unwrap()
    }

    /// An entry written by another hand, through standard input.
    pub fn write(&self, text: &str) {
        match self.is_sealed {
            true => self.feed(
                &["--passphrase-fd", "0", "write", "-"],
                &format!("{PASSPHRASE}\n{text}"),
            ),
            false => self.feed(&["write", "-"], text),
        }
    }

    /// The command line with something on its standard input, which has to succeed.
    fn feed(&self, arguments: &[&str], input: &str) {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        assert!(child.wait().unwrap().success());
    }

    pub fn shelf(&self) -> Shelf {
        Shelf::at(Arc::new(Disk), self.path("data"))
    }

    /// The only book as it is on disk now, in a copy, which lives as long as the folder does. A lock that is
    /// taken here is also held by whatever another thread starts just then, until that is under way; nobody
    /// waits for it there.
    pub fn copy(&self) -> (Store, Person, TempDir) {
        let folder = TempDir::new().unwrap();
        let data = self.path("data");
        for file in self.files("data") {
            let copy = folder.path().join(file.strip_prefix(&data).unwrap());
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            let copied = match file.is_dir() {
                true => fs::create_dir_all(&copy),
                false => fs::copy(&file, &copy).map(drop),
            };
            match copied {
                Err(error) if error.kind() != io::ErrorKind::NotFound => panic!("{error}"),
                // It is gone again.
                Ok(_) | Err(_) => {}
            }
        }
        let shelf = Shelf::at(Arc::new(Disk), folder.path().to_owned());
        let (store, person) = self.opened(&shelf, Access::ReadOnly);
        (store, person, folder)
    }

    /// The only book, and its only person.
    pub fn store(&self) -> (Store, Person) {
        self.opened(&self.shelf(), Access::Write)
    }

    fn opened(&self, shelf: &Shelf, access: Access) -> (Store, Person) {
        let book = shelf.find(None).unwrap();
        let (mut store, person) = (shelf.open(book.id, access).unwrap(), book.people[0].clone());
        if self.is_sealed {
            let passphrase = Passphrase::typed(PASSPHRASE);
            store
                .unlock(person.id, &passphrase, &mut |_, _| {})
                .unwrap();
        }
        (store, person)
    }

    /// What is sealed is in no file in clear. (The canaries search for more.)
    #[track_caller]
    pub fn keeps_to_itself(&self, text: &str) {
        if !self.is_sealed {
            return;
        }
        for file in self.files(".") {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let found = memchr::memmem::find(&bytes, text.as_bytes());
            assert!(found.is_none(), "{text:?} is in {}", file.display());
        }
    }

    /// The drafts on disk, as the next start would find them.
    pub fn drafts(&self) -> Vec<Draft> {
        let (mut store, person, _folder) = self.copy();
        let (drafts, findings) = store.drafts(person.id);
        assert!(findings.is_empty(), "{findings:?}");
        drafts
    }

    /// The text of the entries that are half written.
    pub fn draft_texts(&self) -> Vec<String> {
        let text = |draft: Draft| match draft.body {
            DraftBody::Entry { text, .. } => Some(text),
            _ => None,
        };
        self.drafts().into_iter().filter_map(text).collect()
    }

    /// The text of the entries that are saved.
    pub fn entries(&self) -> Vec<String> {
        let (mut store, person, _folder) = self.copy();
        let loaded = store.load(person.id);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        let text = |body: Body| match body {
            Body::Entry(entry) => Some(entry.text),
            _ => None,
        };
        loaded
            .records
            .into_iter()
            .filter_map(|record| text(record.body.clone()))
            .collect()
    }

    /// Whether every file of the book is whole.
    #[track_caller]
    pub fn is_sound(&self) {
        self.cli(&["doctor"]);
    }

    /// Every file under a folder.
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, files);
                }
                files.push(path);
            }
        }
        let mut files = Vec::new();
        walk(&self.path(folder), &mut files);
        files.sort();
        files
    }
}
