//! An open book with someone at it: what the commands that read and write stand on.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Global;
use super::failure::Failure;
use super::out::say;
use super::secret::{self, Progress};
use super::when::now;
use crate::content::{self, Pack, Severity, Voice};
use crate::domain::protection;
use crate::domain::{self, Intent, Person, Protection, Record, Refusal, State};
use crate::query::progress;
use crate::store::{Access, BookInfo, Disk, Shelf, Store};
use crate::text::quote::{quoted, quoted_path};

/// An open book, the person at it, and all that they may read.
pub struct Desk {
    pub book: BookInfo,
    pub store: Store,
    pub person: Person,
    pub state: State,
    /// Whether `state` is all that they wrote. What is not in it was named.
    pub is_whole: bool,
    /// What the store has to say that is no damage.
    pub notes: Vec<String>,
    /// Whether sealed text may leave in clear, without another question.
    pub in_clear: bool,
}

/// The data folder.
pub fn shelf(global: &Global) -> Result<Shelf, Failure> {
    Ok(Shelf::at(Arc::new(Disk), data_dir(global)?))
}

fn data_dir(global: &Global) -> Result<PathBuf, Failure> {
    match &global.data_dir {
        Some(dir) => std::path::absolute(dir).map_err(|_| {
            Failure::failed("The folder given with --data-dir has no full path from here.")
        }),
        None => match directories::ProjectDirs::from("", "", "amends") {
            Some(dirs) => Ok(dirs.data_dir().to_owned()),
            None => Err(Failure::failed(
                "This account has no home folder to keep a book in. Name a folder with --data-dir.",
            )),
        },
    }
}

/// Where packs may be put so that `amends content list` finds them.
pub fn packs_dir(global: &Global) -> Result<PathBuf, Failure> {
    Ok(data_dir(global)?.join("packs"))
}

/// The pack that is asked for, or the one that is built in.
pub fn pack(global: &Global) -> Result<Pack, Failure> {
    match &global.content {
        None => Ok(content::embedded()),
        Some(dir) => load(dir),
    }
}

fn load(dir: &Path) -> Result<Pack, Failure> {
    let loaded = content::load(dir);
    for finding in loaded
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
    {
        say(&finding.to_string());
    }
    loaded.pack.ok_or_else(|| {
        Failure::failed(format!(
            "The content in {} cannot be used as it is. Nothing was changed.",
            quoted_path(dir)
        ))
    })
}

/// Refuses what would change something while nothing may be changed.
pub fn may_change(global: &Global) -> Result<(), Failure> {
    if global.read_only {
        return Err(Failure::failed(
            "--read-only was given, so nothing was changed.",
        ));
    }
    Ok(())
}

impl Desk {
    /// Opens the book to read in it. Not even a lock file is written.
    pub fn to_read(global: &Global) -> Result<Desk, Failure> {
        Desk::open(global, Access::ReadOnly)
    }

    /// Opens the book to write in it; a failure comes before anyone has typed a word.
    pub fn to_write(global: &Global) -> Result<Desk, Failure> {
        may_change(global)?;
        let desk = Desk::open(global, Access::Write)?;
        match desk.store.read_only_because() {
            Some(why) => Err(Failure::failed(format!("{why} Nothing was changed."))),
            None => Ok(desk),
        }
    }

    /// The book and the one who stands before it; what they wrote is not opened yet.
    pub fn door(global: &Global, access: Access) -> Result<(BookInfo, Store, Person), Failure> {
        let shelf = shelf(global)?;
        let book = shelf.find(global.book.as_deref())?;
        // What is meant for one book must not end up in another unseen.
        if global.book.is_none() && shelf.holds_several()? {
            say(&format!(
                "This is the book “{}”, which was opened last. --book NAME takes another.",
                book.name
            ));
        }
        let store = shelf.open(book.id, access)?;
        let person = who(store.people(), global.who.as_deref())?;
        Ok((book, store, person))
    }

    fn open(global: &Global, access: Access) -> Result<Desk, Failure> {
        let (book, mut store, person) = Desk::door(global, access)?;
        secret::unlock(global, &mut store, &person)?;
        let loaded = store.load(person.id);
        // What a sync or an older version brought in clear; without a lock, and where the book is only read,
        // this does nothing.
        let mut progress = Progress::default();
        let left = store.seal_what_came(person.id, &mut |done, of| progress.tell(done, of));
        for finding in loaded.findings.iter().chain(&left) {
            say(&format!("{}: {}", finding.file, finding.what));
        }
        if let Some(sentence) = loaded.came_in_clear() {
            say(&sentence);
        }
        if let Some(sentence) = protection::stay_closed(loaded.locked, store.protection(person.id))
        {
            say(&sentence);
        }
        let state = State::fold([person.space], loaded.records);
        Ok(Desk {
            book,
            store,
            person,
            state,
            is_whole: loaded.is_whole,
            notes: loaded.notes,
            in_clear: global.in_clear,
        })
    }

    /// How what this person writes is kept.
    pub fn protection(&self) -> Protection {
        self.store.protection(self.person.id)
    }

    /// Whom the content speaks to.
    pub fn voice(&self) -> Voice {
        progress::voice(&self.state)
    }

    /// Whether what was written must not be repeated in a sentence, which would put it in clear where what
    /// is sealed has no place: a log, say. A terminal shows it to whoever typed it.
    pub fn must_not_repeat(&self) -> bool {
        self.protection() == Protection::Sealed && !io::stderr().is_terminal()
    }

    fn refused(&self, why: Refusal) -> Failure {
        match self.must_not_repeat() {
            true => why.without_words().into(),
            false => why.into(),
        }
    }

    /// Decides and saves. What comes back is on disk; nothing comes back where nothing would change.
    pub fn take(&mut self, intent: Intent) -> Result<Vec<Record>, Failure> {
        let mut chance = Chance::take()?;
        let mut desk = domain::Desk {
            state: &self.state,
            person: self.person.id,
            space: self.person.space,
            device: self.store.device(),
            now: now(),
            random: &mut || chance.next(),
        };
        let records = domain::decide(&mut desk, intent).map_err(|why| self.refused(why))?;
        if !records.is_empty() {
            self.store.commit(&records)?;
            self.state.take_in(records.iter().cloned());
        }
        Ok(records)
    }
}

fn who(people: &[Person], name: Option<&str>) -> Result<Person, Failure> {
    let names = || {
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        names.join(" and ")
    };
    match (people, name) {
        ([], _) => Err(Failure::failed(
            "The files that say who is in this book are missing. `amends doctor` looks it over.",
        )),
        ([person], None) => Ok(person.clone()),
        (_, None) => Err(Failure::usage(format!(
            "This book is for {}. Say who you are with --as NAME.",
            names()
        ))),
        (people, Some(name)) => people
            .iter()
            .find(|person| person.name.to_lowercase() == name.trim().to_lowercase())
            .cloned()
            .ok_or_else(|| {
                Failure::failed(format!(
                    "There is no \u{201c}{}\u{201d} in this book. It is for {}.",
                    quoted(name),
                    names()
                ))
            }),
    }
}

/// Random bits, drawn before they are needed, so that the lack of them is noticed before anything is
/// decided.
pub struct Chance {
    drawn: Vec<[u8; 16]>,
}

impl Chance {
    /// Enough for any one intent or a new book.
    pub fn take() -> Result<Chance, Failure> {
        let mut drawn = vec![[0; 16]; 32];
        for bits in &mut drawn {
            getrandom::fill(bits).map_err(|_| {
                Failure::failed(
                    "The system gave no random numbers, so nothing was saved. Try again.",
                )
            })?;
        }
        Ok(Chance { drawn })
    }

    /// The next 128 bits. After the last they repeat, which the store would refuse to save.
    pub fn next(&mut self) -> [u8; 16] {
        let bits = self.drawn.pop().unwrap_or_default();
        if self.drawn.is_empty() {
            self.drawn.push(bits);
        }
        bits
    }
}
