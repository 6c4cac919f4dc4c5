//! `local/`: what belongs to this machine and is never synced: settings, the names that its owner
//! gives books, and the machine's own id.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::book::SMALL;
use super::error::Finding;
use super::fs::{Fs, Hold, LockFile};
use super::place::{make_dirs, put};
use super::places::Places;
use crate::domain::{BookId, DeviceId};
use crate::text::reason::reason;

/// What a person set on this machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The name of a command to the keys that it has instead of its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mouse: Option<bool>,
    /// Whether home offers something from earlier to look back on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers: Option<bool>,
    /// After how many minutes without a key what is locked is locked again; 0 is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_minutes: Option<u32>,
    /// What hiding does where there is a passphrase: `leave` or `stay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide: Option<String>,
    /// The book that was open last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_book: Option<BookId>,
    /// Settings of other versions, kept as they are.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

/// The names that this machine's owner gives books.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct BookNames {
    #[serde(default)]
    pub names: BTreeMap<BookId, String>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct DeviceFile {
    pub id: DeviceId,
}

/// One of the local files.
#[derive(Clone, Copy)]
pub(super) enum Local {
    Settings,
    BookNames,
    Device,
}

impl Local {
    fn file(self) -> &'static str {
        match self {
            Local::Settings => "settings.json",
            Local::BookNames => "books.json",
            Local::Device => "device.json",
        }
    }

    pub fn path(self, places: &Places) -> PathBuf {
        places.local().join(self.file())
    }
}

/// What a local file says, or the default; and the finding where it is damaged. It stays as it is.
pub(super) fn read<T: DeserializeOwned + Default>(
    fs: &dyn Fs,
    places: &Places,
    which: Local,
) -> (T, Option<Finding>) {
    let path = which.path(places);
    let found = |why: String| Finding {
        file: places.shown(&path),
        what: format!("{why}. It is left as it is, and the defaults are used."),
    };
    let mut bytes = Vec::new();
    match fs.read(&path, SMALL, &mut bytes) {
        Ok(()) => match serde_json::from_slice(&bytes) {
            Ok(value) => (value, None),
            Err(error) => {
                let place = format!("line {}, column {}", error.line(), error.column());
                let why =
                    format!("This file cannot be used: it is not what it should be at {place}");
                (T::default(), Some(found(why)))
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => (T::default(), None),
        Err(error) => {
            let why = format!("This file could not be read: {}", reason(&error));
            (T::default(), Some(found(why)))
        }
    }
}

/// Replaces a local file. A damaged one is kept under another name first.
pub(super) fn write<T: Serialize + DeserializeOwned + Default>(
    fs: &dyn Fs,
    places: &Places,
    which: Local,
    value: &T,
) -> io::Result<()> {
    make_dirs(fs, &places.local())?;
    let path = which.path(places);
    if read::<T>(fs, places, which).1.is_some() {
        keep_damaged(fs, &path)?;
    }
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    put(fs, &path, which.file(), &text)
}

/// Moves a damaged file out of the way, under a name that is free.
pub(super) fn keep_damaged(fs: &dyn Fs, path: &Path) -> io::Result<()> {
    for number in 1..1000 {
        let aside = path.with_extension(format!("damaged-{number}.json"));
        match fs.kind(&aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return fs.rename(path, &aside);
            }
            Ok(_) | Err(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Held while a local file is read, changed and written, so that two windows do not undo each other.
/// None where the disk cannot lock or someone holds it for long: then the last one wins.
pub(super) fn guard(fs: &dyn Fs, places: &Places) -> Option<Box<dyn LockFile>> {
    make_dirs(fs, &places.locks()).ok()?;
    let mut lock = fs
        .lock_file(&places.locks().join("local.lock"), true)
        .ok()?;
    for _ in 0..40 {
        match lock.try_lock(Hold::Alone) {
            Ok(true) => return Some(lock),
            Ok(false) => std::thread::sleep(Duration::from_millis(25)),
            Err(_) => return None,
        }
    }
    None
}
