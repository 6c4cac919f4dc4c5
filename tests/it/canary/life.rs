//! A life of a book: someone's words and passphrases in a world of its own, of which every byte is searched
//! once it is over.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use amends::domain::{Passphrase, Protection};
use rustix::process::Signal;
use serde_json::Value;

use super::search::Search;
use crate::pty::bytes::{Piece, pieces, strangers};
use crate::pty::term::Term;
use crate::pty::world::{EMPTY_PAGE, ENTER, World};

/// The word that must be nowhere.
pub const WORD: &str = "Quärkwibbelfüx";
/// What a person writes. The word is at both ends, so that a piece of it shows too.
pub const TEXT: &str = "Quärkwibbelfüx, some words, and once more Quärkwibbelfüx";
/// The passphrase, another one, and a wrong one that is nearly right.
pub const PASSPHRASE: &str = "brämbleknack ostrichwobble";
pub const ANOTHER: &str = "pebblequisk vürstengrob";
pub const WRONG: &str = "brämbleknack knüllmuffin";

/// What a run of the command line left behind.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    #[track_caller]
    pub fn fails(self) -> String {
        assert!(!matches!(self.code, Some(0) | None), "{self:?}");
        self.err
    }
}

pub struct Life {
    /// What lasts until everything was searched. It goes before the world does.
    guards: RefCell<Vec<Box<dyn Any>>>,
    pub world: World,
    /// What opens the book now, where it is sealed.
    passphrase: RefCell<Option<String>>,
    secrets: RefCell<Vec<String>>,
    /// The search for them, until there is one more.
    search: RefCell<Option<Search>>,
    /// What others could have heard: by whom it was said, and what.
    said: RefCell<Vec<(String, Vec<u8>)>>,
}

impl Life {
    /// On a machine where the program has never run.
    pub fn new() -> Life {
        Life::of(World::new())
    }

    /// With a book of one person, in clear.
    pub fn clear() -> Life {
        Life::of(World::with_book())
    }

    /// With a sealed one.
    pub fn sealed() -> Life {
        let life = Life::clear();
        life.seal();
        life
    }

    fn of(world: World) -> Life {
        let secrets = [PASSPHRASE, ANOTHER, WRONG].map(str::split_whitespace);
        let words = secrets.into_iter().flatten().chain([WORD]);
        let words: BTreeSet<String> = words.map(str::to_owned).collect();
        Life {
            guards: RefCell::default(),
            world: world.set("AMENDS_TEST_KDF", "quick"),
            passphrase: RefCell::default(),
            secrets: RefCell::new(words.into_iter().collect()),
            search: RefCell::default(),
            said: RefCell::default(),
        }
    }

    /// With a variable in the environment of all that is started from now on.
    pub fn set(mut self, name: &str, value: &str) -> Life {
        self.world = self.world.set(name, value);
        self
    }

    pub fn keep_until_searched(&self, guard: impl Any) {
        self.guards.borrow_mut().push(Box::new(guard));
    }

    /// One more word that must be nowhere.
    pub fn secret(&self, word: &str) {
        self.secrets.borrow_mut().push(word.to_owned());
        self.search.take();
    }

    /// Something that others could have heard.
    pub fn hear(&self, who: &str, what: impl Into<Vec<u8>>) {
        self.said.borrow_mut().push((who.to_owned(), what.into()));
    }

    pub fn seal(&self) {
        let set = ["passphrase", "set"];
        self.give(&[PASSPHRASE, PASSPHRASE], &set, "").ok();
        self.opens_with(PASSPHRASE);
    }

    /// From now on this is what opens the book.
    pub fn opens_with(&self, passphrase: &str) {
        self.passphrase.replace(Some(passphrase.to_owned()));
    }

    pub fn opens_with_nothing(&self) {
        self.passphrase.replace(None);
    }

    /// What was said while the book was in clear is no secret.
    pub fn forget_what_was_said(&self) {
        self.said.borrow_mut().clear();
    }

    pub fn passphrase(&self) -> Option<String> {
        self.passphrase.borrow().clone()
    }

    /// Runs a command for whoever has the passphrase, with a text on standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Run {
        let passphrase = self.passphrase();
        let lines: Vec<&str> = passphrase.iter().map(String::as_str).collect();
        self.give(&lines, arguments, input)
    }

    /// The same for what is to be shown: only what it says beside that is heard by others.
    #[track_caller]
    pub fn shows(&self, arguments: &[&str]) -> String {
        let mut child = self.start(arguments, "");
        drop(child.stdin.take());
        let output = child.wait_with_output().unwrap();
        self.hear(&format!("what {arguments:?} said"), output.stderr.clone());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // Of a book with a damaged file in it an export says that it lacks something.
        let lacks = said.contains("not complete");
        assert!(output.status.success() || lacks, "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command with these lines where it looks for passphrases, and then a text.
    pub fn give(&self, lines: &[&str], arguments: &[&str], input: &str) -> Run {
        let mut child = self.begin(lines, arguments, input);
        drop(child.stdin.take());
        self.end(child, &format!("{arguments:?}"))
    }

    /// Starts a command for whoever has the passphrase. Its input stays open.
    pub fn start(&self, arguments: &[&str], input: &str) -> Child {
        let passphrase = self.passphrase();
        let lines: Vec<&str> = passphrase.iter().map(String::as_str).collect();
        self.begin(&lines, arguments, input)
    }

    pub fn begin(&self, lines: &[&str], arguments: &[&str], input: &str) -> Child {
        let before = match lines {
            [] => [].as_slice(),
            _ => &["--passphrase-fd", "0"],
        };
        let command = self.world.command(&[before, arguments].concat());
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        spawn(command, &format!("{lines}{input}"))
    }

    pub fn end(&self, child: Child, name: &str) -> Run {
        let output = child.wait_with_output().unwrap();
        self.hear(&format!("the output of {name}"), output.stdout.clone());
        self.hear(&format!("what {name} said"), output.stderr.clone());
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// A line of a shell, which has the binary as `$AMENDS` and nobody's passphrase.
    pub fn shell(&self, line: &str, input: &str) -> Run {
        let mut shell = Command::new("bash");
        let command = self.world.command(&[]);
        let environment = command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?)));
        shell.env_clear().envs(environment);
        shell.env("AMENDS", env!("CARGO_BIN_EXE_amends"));
        shell.current_dir(self.world.path("."));
        shell.args(["--norc", "-c", line]);
        let mut child = spawn(shell, input);
        drop(child.stdin.take());
        self.end(child, line)
    }

    /// The workbook, opened.
    pub fn open(&self) -> Term {
        self.unlocked(self.world.open())
    }

    /// Opens a workbook that was started.
    pub fn unlocked(&self, mut term: Term) -> Term {
        if let Some(passphrase) = self.passphrase() {
            term.wait("pages are locked").keys(&passphrase).keys(ENTER);
        }
        term.wait("n new entry");
        term
    }

    /// The workbook, with the text in a new page of the journal.
    pub fn writing(&self) -> Term {
        let mut term = self.open();
        type_text(&mut term);
        term
    }

    /// The program has ended, and this is what it left of itself on the terminal.
    pub fn left(&self, term: &Term) {
        term.is_given_back();
        self.sees(term);
        let raw = term.raw();
        let strange = strangers(&raw);
        assert!(strange.is_empty(), "{strange:?}");
        self.hear("what the terminal got beside the pages", beside_pages(&raw));
    }

    /// What can be seen on the terminal, scrolling back as far as it goes.
    pub fn sees(&self, term: &Term) {
        self.hear("the terminal", term.screen_and_scrollback());
    }

    /// The program is killed at once, and nobody can give the terminal back.
    pub fn killed(&self, mut term: Term) {
        term.signal(Signal::KILL);
        term.ended();
        self.hear(
            "what the terminal got beside the pages",
            beside_pages(&term.raw()),
        );
    }

    /// All that is saved, as its owner can read it.
    pub fn saved(&self) -> String {
        self.shows(&["export", "--format", "json", "--in-clear"])
    }

    /// All that is half written.
    pub fn drafts(&self) -> String {
        let (mut store, person, _folder) = self.world.copy();
        if let Some(passphrase) = self.passphrase() {
            let passphrase = Passphrase::typed(&passphrase);
            store
                .unlock(person.id, &passphrase, &mut |_, _| {})
                .unwrap();
            assert_eq!(store.protection(person.id), Protection::Sealed);
        }
        let (drafts, findings) = store.drafts(person.id);
        assert!(findings.is_empty(), "{findings:?}");
        serde_json::to_string(&drafts).unwrap()
    }

    /// The words are there for whoever has the passphrase: then a search that finds nothing means something.
    #[track_caller]
    pub fn is_kept(&self) {
        let kept = [self.saved(), self.drafts()].concat();
        assert!(kept.contains(WORD), "nobody has the words any more");
    }

    /// Writes an entry and gives its id.
    #[track_caller]
    pub fn write(&self, text: &str) -> String {
        self.run(&["write", "-"], text).ok().trim().to_owned()
    }

    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.shows(arguments)).unwrap()
    }

    /// What this machine is set to do.
    pub fn settings(&self, settings: &Value) {
        let local = self.world.path("data/local");
        fs::create_dir_all(&local).unwrap();
        fs::write(local.join("settings.json"), settings.to_string()).unwrap();
    }

    /// The folder of the book, and in it that of its only space.
    pub fn book(&self) -> PathBuf {
        let shelf = self.world.shelf();
        shelf.folder(shelf.find(None).unwrap().id)
    }

    pub fn space(&self) -> PathBuf {
        let (_, person, _folder) = self.world.copy();
        self.book().join("spaces").join(person.space.to_string())
    }

    /// Where the words can be found by someone without the passphrase.
    pub fn traces(&self) -> BTreeSet<String> {
        let mut search = self.search.borrow_mut();
        let search = search.get_or_insert_with(|| Search::of(&self.secrets.borrow()));
        let mut traces = search.in_folder(&self.world.path("."));
        for (who, what) in self.said.borrow().iter() {
            traces.extend(search.in_bytes(who, what));
        }
        traces
    }
}

fn spawn(mut command: Command, input: &str) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let mut stdin = child.stdin.as_ref().unwrap();
    // It may have ended without reading, and that is no fault of the test.
    let _ = stdin.write_all(input.as_bytes());
    child
}

/// Types the text into a new page of the journal.
pub fn type_text(term: &mut Term) {
    term.keys("n").wait(EMPTY_PAGE).keys(TEXT).wait(TEXT);
}

/// What was sent while no page was open, and what is no part of a page: titles, the clipboard.
fn beside_pages(raw: &[u8]) -> Vec<u8> {
    let mut beside = Vec::new();
    let mut on_a_page = false;
    for piece in pieces(raw) {
        match piece {
            Piece::Csi(mode, 'h') if mode == "?1049" => on_a_page = true,
            Piece::Csi(mode, 'l') if mode == "?1049" => on_a_page = false,
            Piece::Text(text) if !on_a_page => beside.extend(text.into_bytes()),
            Piece::Text(_) => {}
            Piece::Osc(text) | Piece::Escape(text) | Piece::Csi(text, _) => {
                beside.extend(text.into_bytes());
            }
            Piece::Broken(bytes) => beside.extend(bytes),
            Piece::Control(byte) => beside.push(byte),
        }
    }
    beside
}
