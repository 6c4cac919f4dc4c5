//! The key files of a book: its slots and its wrapped keys, as they lie on disk.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::book::read_line;
use super::crypt::{self, NoRandom};
use super::error::Finding;
use super::fs::{FileKind, Fs};
use super::places::Places;
use super::slot::{SlotFile, Way};
use super::wrap::WrapFile;
use crate::domain::record::FORMAT;
use crate::domain::{BookId, Person, PersonId, SpaceId};
use crate::text::reason::reason;

/// Two machines that change keys apart from each other choose the same number of so many only by chance.
const EPOCHS: u32 = 1 << 20;

/// What ends the name of a key file that was put out of use, before its `.json`. It is not destroyed: a machine that
/// was away may bring what it sealed under it.
const RETIRED: &str = ".retired";

/// Which key files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    InUse,
    Retired,
}

/// All that is readable of them. Without keys they say no more than whose they are.
#[derive(Default)]
pub(super) struct KeyFiles {
    /// The names of all files, as they were listed. None where they could not be.
    names: Option<Vec<OsString>>,
    pub slots: Vec<SlotFile>,
    pub wraps: Vec<WrapFile>,
    pub findings: Vec<Finding>,
    /// Whose the slots are that say nothing here, damaged ones and newer ones, by their names.
    mute_slots: Vec<PersonId>,
    mute_wraps: Vec<(SpaceId, PersonId)>,
    /// Whether a folder of them could not be read, so that nobody knows what is in it.
    pub unread: bool,
}

/// What was read of a folder of key files.
struct Folder<T> {
    files: Vec<(PathBuf, T)>,
    mute: Vec<String>,
    findings: Vec<Finding>,
    unread: bool,
}

impl KeyFiles {
    pub fn read(fs: &dyn Fs, places: &Places, book: BookId) -> KeyFiles {
        KeyFiles::those(fs, places, book, Which::InUse)
    }

    /// Those that a passphrase led to which was taken away. They lock nothing, and open what was sealed then.
    pub fn retired(fs: &dyn Fs, places: &Places, book: BookId) -> KeyFiles {
        KeyFiles::those(fs, places, book, Which::Retired)
    }

    fn those(fs: &dyn Fs, places: &Places, book: BookId, which: Which) -> KeyFiles {
        let names = names(fs, places, book);
        let slots: Folder<SlotFile> = Folder::read(fs, places, &places.keys(book), which);
        let wraps: Folder<WrapFile> = Folder::read(fs, places, &places.wraps(book), which);
        let unsound = slots.files.iter().filter(|(_, slot)| !slot.is_sound());
        let unsound = unsound.map(|(path, _)| Finding {
            file: places.shown(path),
            what: "This key file asks for more memory or time than this program gives to any, or \
                   for less than is safe, so it is not used. It may have been tampered with."
                .to_owned(),
        });
        let unsound: Vec<Finding> = unsound.collect();
        KeyFiles {
            names,
            slots: slots.files.into_iter().map(|(_, slot)| slot).collect(),
            wraps: wraps.files.into_iter().map(|(_, wrap)| wrap).collect(),
            findings: [slots.findings, unsound, wraps.findings].concat(),
            mute_slots: slots
                .mute
                .iter()
                .filter_map(|name| slot_named(name))
                .collect(),
            mute_wraps: wraps
                .mute
                .iter()
                .filter_map(|name| wrap_named(name))
                .collect(),
            unread: slots.unread || wraps.unread,
        }
    }

    /// Whether the same files are there as when they were read, as far as that can be seen. It costs two
    /// listings of a few names, and is asked before each save.
    pub fn are_the_same(&self, fs: &dyn Fs, places: &Places, book: BookId) -> bool {
        let now = names(fs, places, book);
        now.is_none() || now == self.names
    }

    /// Whether what this person writes is to be sealed: there is a way in, and a key that it leads to.
    /// One that is damaged counts too, and so does what cannot be looked at: it must not turn a sealed
    /// book into one in clear.
    pub fn seal(&self, person: &Person) -> bool {
        self.unread || self.leads_to(person.id, person.space)
    }

    /// The same of a space, whoever is in it.
    pub fn seal_space(&self, space: SpaceId) -> bool {
        let mute = self.mute_wraps.iter().map(|(of, person)| (*of, *person));
        let mut wraps = self
            .wraps
            .iter()
            .map(|wrap| (wrap.space, wrap.person))
            .chain(mute);
        self.unread || wraps.any(|(of, person)| of == space && self.leads_to(person, space))
    }

    /// A way in and a wrapped key count where they are of the same secret: what a removal or a first
    /// passphrase that was cut off left of one is no lock, whatever is left of another.
    fn leads_to(&self, person: PersonId, space: SpaceId) -> bool {
        let mut slots = self.slots_of(person);
        slots.any(|slot| self.slot_leads_to(slot, space))
            || self.has_mute_slots(person)
                && (self.mute_wraps.contains(&(space, person))
                    || self.wraps_of(person).any(|wrap| wrap.space == space))
    }

    fn slot_leads_to(&self, slot: &SlotFile, space: SpaceId) -> bool {
        let mut wraps = self.wraps_of(slot.person);
        self.mute_wraps.contains(&(space, slot.person))
            || wraps.any(|wrap| wrap.space == space && slot.may_open(wrap))
    }

    /// The epochs of a space to which something readable leads. Whether it opens them only a passphrase tells.
    pub fn epochs_with_a_way_in(&self, space: SpaceId) -> BTreeSet<u32> {
        let of = self.wraps.iter().filter(|wrap| wrap.space == space);
        let led = of.filter(|wrap| {
            let mut slots = self.slots_of(wrap.person);
            slots.any(|slot| slot.is_sound() && slot.may_open(wrap))
        });
        led.map(|wrap| wrap.epoch).collect()
    }

    /// Whether a person has a way in, readable or not.
    pub fn may_have_slots(&self, person: PersonId) -> bool {
        self.unread || self.slots_of(person).next().is_some() || self.has_mute_slots(person)
    }

    /// Whether a person has ways in that could not be read.
    pub fn has_mute_slots(&self, person: PersonId) -> bool {
        self.mute_slots.contains(&person)
    }

    pub fn slots_of(&self, person: PersonId) -> impl Iterator<Item = &SlotFile> {
        self.slots.iter().filter(move |slot| slot.person == person)
    }

    /// The slots to try, each once, those first that take the least: whatever else lies there, what this
    /// program made is not kept waiting by it, and one that leads to no key is not tried.
    pub fn ways_in(&self, person: &Person) -> Vec<&SlotFile> {
        let mut slots: Vec<&SlotFile> = Vec::new();
        for slot in self.slots_of(person.id) {
            if !slots.contains(&slot) && self.slot_leads_to(slot, person.space) {
                slots.push(slot);
            }
        }
        slots.sort_by_key(|slot| slot.effort());
        slots
    }

    pub fn wraps_of(&self, person: PersonId) -> impl Iterator<Item = &WrapFile> {
        self.wraps.iter().filter(move |wrap| wrap.person == person)
    }

    /// Whether a person has a recovery code.
    pub fn has_code(&self, person: &Person) -> bool {
        let ways = self.ways_in(person);
        ways.iter().any(|slot| slot.way == Way::Recovery)
    }
}

/// The names of the key files of a book. None where they cannot be listed just now.
fn names(fs: &dyn Fs, places: &Places, book: BookId) -> Option<Vec<OsString>> {
    let mut names = Vec::new();
    for dir in [places.keys(book), places.wraps(book)] {
        match fs.list(&dir) {
            Ok(listed) => names.extend(listed.into_iter().map(|listed| listed.name)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => return None,
        }
    }
    names.sort_unstable();
    Some(names)
}

impl<T: DeserializeOwned> Folder<T> {
    /// The readable files, conflict copies included. No folder is an empty one: git, for one, keeps no
    /// empty folders.
    fn read(fs: &dyn Fs, places: &Places, dir: &Path, which: Which) -> Folder<T> {
        let mut folder = Folder {
            files: Vec::new(),
            mute: Vec::new(),
            findings: Vec::new(),
            unread: false,
        };
        let listed = match fs.kind(dir) {
            Ok(FileKind::Folder) => fs.list(dir),
            Ok(FileKind::File | FileKind::Link | FileKind::Other) => {
                Err(io::ErrorKind::NotADirectory.into())
            }
            Err(error) => Err(error),
        };
        let listed = match listed {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return folder,
            Err(error) => {
                folder.unread = true;
                folder.findings.push(Finding {
                    file: places.shown(dir),
                    what: format!("This folder of keys could not be read: {}.", reason(&error)),
                });
                return folder;
            }
        };
        for listed in listed {
            let name = listed.name.to_string_lossy();
            let is_retired = name.contains(RETIRED);
            if !name.ends_with(".json")
                || name.starts_with('.')
                || is_retired != (which == Which::Retired)
            {
                continue;
            }
            let path = dir.join(&listed.name);
            match one(fs, &path, listed.kind) {
                Ok(Some(file)) => folder.files.push((path, file)),
                Ok(None) => folder.mute.push(name.into_owned()),
                Err(what) => {
                    folder.mute.push(name.into_owned());
                    let file = places.shown(&path);
                    folder.findings.push(Finding { file, what });
                }
            }
        }
        folder
    }
}

/// A key file; None where only a newer version knows what it is. The error is a sentence.
fn one<T: DeserializeOwned>(fs: &dyn Fs, path: &Path, kind: FileKind) -> Result<Option<T>, String> {
    match kind {
        FileKind::File => {}
        FileKind::Folder | FileKind::Link | FileKind::Other => {
            return Err("This is not a file. It was not followed or opened.".to_owned());
        }
    }
    let lost =
        |what: String| format!("{what}. It holds a key. A copy of it from a backup would do.");
    let value: Value = read_line(fs, path).map_err(lost)?;
    if value["v"].as_u64() > Some(FORMAT.into()) {
        return Ok(None);
    }
    serde_json::from_value(value)
        .map(Some)
        .map_err(|_| lost("This file cannot be used: it does not say what it should".to_owned()))
}

/// A number for the epoch after this one, by chance. None where there is no higher one: that is a number
/// which this program did not choose.
pub(super) fn next_epoch(after: u32) -> Result<Option<u32>, NoRandom> {
    let mut step = [0; 4];
    crypt::fill(&mut step)?;
    Ok(after.checked_add(1 + u32::from_le_bytes(step) % EPOCHS))
}

/// The name of a key file that is put out of use. None where it is out of use already.
pub(super) fn retired_name(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".json")?;
    (!stem.contains(RETIRED)).then(|| format!("{stem}{RETIRED}.json"))
}

/// Whose slot it is, by the name of its file and whatever a sync program adds to it.
pub(super) fn slot_named(name: &str) -> Option<PersonId> {
    name.get(..32)?.parse().ok()
}

/// Which space's key is wrapped in it, and for whom.
pub(super) fn wrap_named(name: &str) -> Option<(SpaceId, PersonId)> {
    let mut parts = name.split('.');
    let space = parts.next()?.parse().ok()?;
    Some((space, parts.nth(1)?.get(..32)?.parse().ok()?))
}

/// Whose space it is by the names of its wrapped keys, where they are one person's.
pub(super) fn owner_by_keys(
    fs: &dyn Fs,
    places: &Places,
    book: BookId,
    space: SpaceId,
) -> Option<PersonId> {
    let listed = fs.list(&places.wraps(book)).ok()?;
    let named = listed
        .iter()
        .filter_map(|listed| wrap_named(listed.name.to_str()?));
    let mut owners = named.filter(|(of, _)| *of == space).map(|(_, owner)| owner);
    let first = owners.next()?;
    owners.all(|other| other == first).then_some(first)
}
