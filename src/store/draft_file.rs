//! The file of a draft, in clear or sealed.

use std::ffi::OsStr;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::draft::DRAFT_LIMIT;
use super::fs::Fs;
use super::keyring::{Keyring, SealedDraft};
use super::places::{UNFINISHED, draft_file};
use super::sum;
use crate::domain::record::FORMAT;
use crate::domain::{Draft, PersonId, SpaceId};
use crate::text::reason::reason;

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
    /// It is this person's and sealed, and was not opened.
    Sealed(PersonId),
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
            return Ok(DraftFile::Sealed(sealed.person));
        }
        let file = file.to_string_lossy();
        let of = SealedDraft {
            v: sealed.v,
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
            DraftFile::Open { .. } | DraftFile::Sealed(_) => {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    use super::super::book::line_of;
    use super::super::crypt::Key;
    use super::*;
    use crate::domain::{BookId, DraftBody, DraftKey, ThreadId};

    const FILE: &str = "00112233445566778899aabbccddeeff.json";

    fn space() -> SpaceId {
        SpaceId::from_random([2; 16])
    }

    fn ring() -> Keyring {
        let [old, new] = [3, 4].map(|byte| Key::of(&[byte; 32]));
        let book = BookId::from_random([1; 16]);
        Keyring::of(book, [(space(), 1, &old), (space(), 5, &new)])
    }

    fn draft(text: &str) -> Draft {
        let at = "2026-08-22T23:14:00+02:00".parse().unwrap();
        Draft {
            key: DraftKey::Entry(ThreadId::from_random([7; 16])),
            person: PersonId::from_random([8; 16]),
            base: Vec::new(),
            at,
            caret: 0,
            body: DraftBody::Entry {
                title: String::new(),
                tags: String::new(),
                text: text.to_owned(),
                at,
            },
        }
    }

    /// The file of these bytes, sealed under its name.
    fn sealed(bytes: &[u8]) -> SealedFile {
        let inside = Zeroizing::new(bytes.to_vec());
        let sealed = ring().seal_draft(space(), name_of(FILE), inside);
        let (epoch, nonce, ciphertext) = sealed.unwrap().unwrap();
        SealedFile {
            v: FORMAT,
            person: PersonId::from_random([8; 16]),
            space: space(),
            epoch,
            nonce,
            ciphertext,
        }
    }

    fn line(of: &SealedFile) -> Vec<u8> {
        line_of(of).unwrap()
    }

    /// The draft that a file of this name shows, if any.
    fn shown(bytes: &[u8], file: &str) -> Option<Draft> {
        match DraftFile::of(bytes, OsStr::new(file), &ring()).ok()? {
            DraftFile::Open { draft, .. } => Some(*draft),
            DraftFile::Sealed(_) => None,
        }
    }

    /// The same with a checksum that is right.
    fn summed(line: &[u8]) -> Vec<u8> {
        let mut line = [line, b"}"].concat();
        sum::close(&mut line);
        line
    }

    #[test]
    fn a_sealed_draft_opens_under_its_own_name_finished_or_not_and_under_no_other() {
        let draft = draft("half a thought");
        let inside = line_of(&draft).unwrap();
        let line = line(&sealed(&inside));
        let stem = name_of(FILE);
        for file in [
            FILE.to_owned(),
            format!(".new-0303-{stem}"),
            format!(".new-0303-{stem}.2"),
        ] {
            assert_eq!(shown(&line, &file).as_ref(), Some(&draft), "{file}");
        }
        for file in ["ffeeddccbbaa99887766554433221100.json", "x", ".new-", ""] {
            assert_eq!(shown(&line, file), None, "{file}");
        }
    }

    #[test]
    fn of_another_version_or_epoch_or_space_it_does_not_open() {
        let inside = line_of(&draft("half a thought")).unwrap();
        assert!(shown(&line(&sealed(&inside)), FILE).is_some());
        let changes: [fn(&mut SealedFile); 4] = [
            |file| file.v = FORMAT - 1,
            |file| file.v = FORMAT + 1,
            |file| file.epoch = 1,
            |file| file.space = SpaceId::from_random([22; 16]),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut file = sealed(&inside);
            change(&mut file);
            assert_eq!(shown(&line(&file), FILE), None, "change {number}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_out_of_its_seal(text in any::<String>()) {
            let draft = draft(&text);
            let line = line(&sealed(&line_of(&draft).unwrap()));
            prop_assert_eq!(shown(&line, FILE), Some(draft));
        }

        #[test]
        fn any_bytes_are_read_without_a_panic_and_show_nothing(
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
            nonce in "[0-9a-zA-Z+/=]{0,40}",
            ciphertext in "[0-9a-zA-Z+/=]{0,400}",
            file in any::<String>(),
        ) {
            // As a file, as a line whose checksum is right, as what is sealed, and as what was sealed.
            let made_up = SealedFile { nonce, ciphertext, ..sealed(b"") };
            let lines = [bytes.clone(), summed(&bytes), line(&made_up), line(&sealed(&bytes))];
            for line in lines {
                prop_assert_eq!(shown(&line, FILE), None);
                prop_assert_eq!(shown(&line, &file), None);
            }
        }

        #[test]
        fn an_altered_file_shows_the_same_text_or_none(
            place in any::<proptest::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let draft = draft("half a thought");
            let whole = line(&sealed(&line_of(&draft).unwrap()));
            let end = memchr::memmem::rfind(&whole, b",\"sum\":").unwrap();
            let mut altered = whole[..end].to_vec();
            let place = place.index(altered.len());
            altered[place] = byte;
            let shown = shown(&summed(&altered), FILE);
            prop_assert!(shown.is_none() || shown == Some(draft));
        }
    }
}
