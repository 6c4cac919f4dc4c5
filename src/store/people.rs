//! Who is in a book. A name that cannot be read must never hide what that person wrote, so their space
//! is found without it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::book::{line_of, read_line};
use super::error::Finding;
use super::fs::{FileKind, Fs};
use super::key_files::owner_by_keys;
use super::keyring::Keyring;
use super::line::What;
use super::places::Places;
use super::scan::{self, Outcome};
use crate::domain::record::FORMAT;
use crate::domain::{BookId, Person, PersonId, SpaceId};
use crate::text::clean::clean_line;
use crate::text::reason::reason;
use crate::text::width;

/// Shown for a person whose file is damaged or missing.
pub const UNREADABLE_NAME: &str = "(name unreadable)";

#[derive(Serialize, Deserialize)]
pub(super) struct PersonFile {
    v: u32,
    pub id: PersonId,
    pub name: String,
    pub space: SpaceId,
    /// The key under which others can give this person keys, in base64; once there is a passphrase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<String>,
    /// What a newer version keeps here.
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Debug, Default)]
pub(super) struct People {
    pub list: Vec<Person>,
    pub findings: Vec<Finding>,
}

impl PersonFile {
    pub fn new(person: &Person) -> PersonFile {
        PersonFile {
            v: FORMAT,
            id: person.id,
            name: person.name.clone(),
            space: person.space,
            public: None,
            other: BTreeMap::new(),
        }
    }

    pub fn line(mut self) -> std::io::Result<Vec<u8>> {
        self.other.remove("sum");
        line_of(&self)
    }
}

/// A name as it is kept: one line, without what could mislead. None where nothing of it can be seen.
pub(super) fn clean_name(name: &str) -> Option<String> {
    let name = clean_line(name).text;
    let name = name.trim();
    let seen = name.split_whitespace().any(|word| width::of(word) > 0);
    seen.then(|| name.to_owned())
}

/// Everyone in a book, by name.
pub(super) fn read(fs: &dyn Fs, places: &Places, book: BookId) -> People {
    let mut people = People::default();
    let mut unreadable = BTreeSet::new();
    let mut spares: BTreeMap<PersonId, Person> = BTreeMap::new();
    let dir = places.people(book);
    for name in files(fs, places, &dir, &mut people.findings) {
        let path = dir.join(&name);
        let own: Option<PersonId> = name
            .strip_suffix(".json")
            .and_then(|stem| stem.parse().ok());
        match (read_line::<PersonFile>(fs, &path), own) {
            (Ok(file), Some(id)) if file.id == id => people.list.push(person(&file)),
            // A conflict copy: good enough where the file itself is damaged.
            (Ok(file), _) => {
                spares.insert(file.id, person(&file));
            }
            (Err(what), Some(id)) => {
                unreadable.insert(id);
                people.findings.push(Finding {
                    file: places.shown(&path),
                    what: format!("{what}. It holds a name, and nothing that was written is lost."),
                });
            }
            (Err(_), None) => {}
        }
    }
    for (id, spare) in spares {
        if people.list.iter().all(|person| person.id != id) {
            unreadable.remove(&id);
            people.list.push(spare);
        }
    }
    let claimed: BTreeSet<SpaceId> = people.list.iter().map(|person| person.space).collect();
    let unclaimed: Vec<SpaceId> = spaces(fs, places, book)
        .into_iter()
        .filter(|space| !claimed.contains(space))
        .collect();
    if !unclaimed.is_empty() {
        give_back(fs, places, book, &unclaimed, unreadable, &mut people);
    }
    people
        .list
        .sort_by_cached_key(|person| (person.name.to_lowercase(), person.id));
    people
}

/// The spaces of a book, by id.
pub(super) fn spaces(fs: &dyn Fs, places: &Places, book: BookId) -> Vec<SpaceId> {
    let dir = places.spaces(book);
    if !matches!(fs.kind(&dir), Ok(FileKind::Folder)) {
        return Vec::new();
    }
    let mut spaces: Vec<SpaceId> = fs
        .list(&dir)
        .unwrap_or_default()
        .into_iter()
        .filter(|listed| listed.kind == FileKind::Folder)
        .filter_map(|listed| listed.name.to_str()?.parse().ok())
        .collect();
    spaces.sort_unstable();
    spaces
}

/// Finds the owners of spaces that no readable file claims: the one person who has its keys or wrote all
/// that is in it, or else the only one whose file cannot be read.
fn give_back(
    fs: &dyn Fs,
    places: &Places,
    book: BookId,
    unclaimed: &[SpaceId],
    mut unreadable: BTreeSet<PersonId>,
    people: &mut People,
) {
    let mut nameless = |id, space| {
        people.list.push(Person {
            id,
            name: UNREADABLE_NAME.to_owned(),
            space,
        });
    };
    let mut taken: BTreeSet<PersonId> = BTreeSet::new();
    let mut left = Vec::new();
    for space in unclaimed {
        let writer = || sole_writer(fs, places, book, *space);
        match owner_by_keys(fs, places, book, *space).or_else(writer) {
            Some(by) if !taken.contains(&by) && unreadable.remove(&by) => {
                taken.insert(by);
                nameless(by, *space);
            }
            Some(by) => left.push((*space, Some(by))),
            None => left.push((*space, None)),
        }
    }
    let single = match (unreadable.len(), left.as_slice()) {
        (1, [(space, None)]) => unreadable.first().map(|id| (*id, *space)),
        _ => None,
    };
    if let Some((id, space)) = single {
        nameless(id, space);
        left.clear();
    }
    for (space, by) in left {
        let known = by.is_some_and(|by| people.list.iter().any(|person| person.id == by));
        let dir = places.space(book, space);
        match by {
            // No file at all names this person; what they wrote says who they are.
            Some(by) if !known => {
                people.list.push(Person {
                    id: by,
                    name: UNREADABLE_NAME.to_owned(),
                    space,
                });
                people.findings.push(Finding {
                    file: places.shown(&dir),
                    what: "The file with the name of the person who wrote this is missing. \
                           Nothing that was written is lost."
                        .to_owned(),
                });
            }
            Some(_) => people.findings.push(Finding {
                file: places.shown(&dir),
                what: "No one in this book claims this folder, so what is in it is not shown."
                    .to_owned(),
            }),
            None => {}
        }
    }
}

/// The person who wrote every readable record of a space, where it is one person.
fn sole_writer(fs: &dyn Fs, places: &Places, book: BookId, space: SpaceId) -> Option<PersonId> {
    let dir = places.space(book, space);
    let names = scan::candidates(fs, &dir).ok()?.names();
    let mut writer = None;
    for (_, outcome) in scan::read_all(fs, &dir, &names, &Keyring::default()) {
        if let Outcome::Read(reading) = outcome
            && let What::Record(record) = reading.what
            && *writer.get_or_insert(record.by) != record.by
        {
            return None;
        }
    }
    writer
}

fn person(file: &PersonFile) -> Person {
    Person {
        id: file.id,
        name: clean_name(&file.name).unwrap_or_else(|| UNREADABLE_NAME.to_owned()),
        space: file.space,
    }
}

/// The names of the JSON files in a folder, sorted.
fn files(
    fs: &dyn Fs,
    places: &Places,
    dir: &std::path::Path,
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let listed = match fs.kind(dir).and_then(|kind| match kind {
        FileKind::Folder => fs.list(dir),
        FileKind::File | FileKind::Link | FileKind::Other => {
            Err(std::io::ErrorKind::NotADirectory.into())
        }
    }) {
        Ok(listed) => listed,
        Err(error) => {
            findings.push(Finding {
                file: places.shown(dir),
                what: format!(
                    "This folder could not be read: {}. It holds names; nothing that was written \
                     is lost.",
                    reason(&error)
                ),
            });
            return Vec::new();
        }
    };
    let mut names: Vec<String> = listed
        .into_iter()
        .filter(|listed| listed.kind == FileKind::File)
        .filter_map(|listed| listed.name.into_string().ok())
        .filter(|name| name.ends_with(".json") && !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    names
}
