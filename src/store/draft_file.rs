//! The file of a draft, in clear or sealed.

use std::ffi::OsStr;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::draft::DRAFT_LIMIT;
use super::error::reason;
use super::fs::Fs;
use super::keyring::{Keyring, SealedDraft};
use super::places::{UNFINISHED, draft_file};
use super::sum;
use crate::domain::record::FORMAT;
use crate::domain::{Draft, PersonId, SpaceId};

/// The longest file of a draft: the longest draft once it is padded, sealed and written in base64.
pub(super) const DRAFT_FILE_LIMIT: usize = DRAFT_LIMIT / 3 * 4 + (1 << 20);

/// A draft of a sealed space: whose it is, and the rest under their key.
#[derive(Serialize, Deserialize)]
pub(super) struct SealedFile {
    pub v: u32,
    pub person: PersonId,
    pub space: SpaceId,
    pub epoch: u32,
    pub nonce: String,
    pub ciphertext: String,
}

/// What the file of a draft holds.
pub(super) enum DraftFile {
    Open {
        draft: Box<Draft>,
        /// The epoch under which it is sealed; None where it is in clear.
        epoch: Option<u32>,
    },
    /// It is sealed, and was not opened.
    Sealed,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

impl DraftFile {
    /// Reads one, and opens it where its key is here. The error is a sentence.
    pub(super) fn read(fs: &dyn Fs, path: &Path, keyring: &Keyring) -> Result<DraftFile, String> {
        let mut bytes = Vec::new();
        fs.read(path, DRAFT_FILE_LIMIT, &mut bytes)
            .map_err(|error| format!("This draft could not be read: {}.", reason(&error)))?;
        DraftFile::of(&bytes, path.file_name().unwrap_or_default(), keyring)
    }

    /// Reads what was in a file of this name.
    pub(super) fn of(bytes: &[u8], file: &OsStr, keyring: &Keyring) -> Result<DraftFile, String> {
        sum::check(bytes).map_err(|damage| format!("This draft cannot be read: {damage}."))?;
        let sealed = match serde_json::from_slice::<SealedFile>(bytes) {
            Ok(sealed) if sealed.v <= FORMAT => sealed,
            Ok(_) | Err(_) => return DraftFile::plain(bytes, None),
        };
        if !keyring.knows(sealed.space, sealed.epoch) {
            return Ok(DraftFile::Sealed);
        }
        let file = file.to_string_lossy();
        let of = SealedDraft {
            space: sealed.space,
            epoch: sealed.epoch,
            file: name_of(&file),
        };
        match keyring.open_draft(&of, &sealed.nonce, &sealed.ciphertext) {
            Some(line) => DraftFile::plain(&line, Some(sealed.epoch)),
            None => Err(
                "This draft is sealed, and its key does not open it: it was altered, or moved here."
                    .to_owned(),
            ),
        }
    }

    fn plain(line: &[u8], epoch: Option<u32>) -> Result<DraftFile, String> {
        let draft = serde_json::from_slice(line);
        draft
            .map(|draft| DraftFile::Open { draft, epoch })
            .map_err(|_| {
                match serde_json::from_slice::<Version>(line) {
                    Ok(version) if version.v > FORMAT => {
                        "This draft was written by a newer version of amends, which can open it."
                    }
                    Ok(_) | Err(_) => "This draft cannot be read: it does not say what it should.",
                }
                .to_owned()
            })
    }

    /// The name that its file should have; `file` is the one that it has, unfinished perhaps.
    pub(super) fn own_name(&self, file: &OsStr) -> String {
        match self {
            DraftFile::Open { draft, epoch: None } => draft_file(draft.person, &draft.key.text()),
            // It is bound to the name that it was to have.
            DraftFile::Open { .. } | DraftFile::Sealed => {
                format!("{}.json", name_of(&file.to_string_lossy()))
            }
        }
    }
}

/// The name to which a sealed draft is bound: its file's own, also where the file is unfinished yet.
pub(super) fn name_of(file: &str) -> &str {
    match file.strip_prefix(UNFINISHED) {
        // `.new-<device>-<name>`, and a number after a dot where one was there already.
        Some(label) => {
            let name = label.rsplit_once('-').map_or(label, |(_, name)| name);
            name.split('.').next().unwrap_or(name)
        }
        None => file.strip_suffix(".json").unwrap_or(file),
    }
}
