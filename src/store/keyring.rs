//! The keys of the person at the keyboard, and the one place where they are used: every record, draft and
//! part of a cache goes through here on its way to disk and back.
//!
//! What a space's key opens is bound to where it belongs, so that nothing can be moved to another place,
//! thing or book and still open.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64_simd::AsOut;
use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::crypt::{self, Key, NONCE, NoRandom, bound, pad, unpad};
use super::line::{self, Reading, SealedLine, SealedText, Unreadable, Unwritable, What};
use crate::domain::record::FORMAT;
use crate::domain::{BookId, Record, RecordId, SpaceId};

/// The keys of one person's spaces, or none. To copy it copies no key.
#[derive(Clone, Default)]
pub(super) struct Keyring(Option<Arc<Keys>>);

struct Keys {
    book: BookId,
    spaces: BTreeMap<SpaceId, Epochs>,
}

/// The keys of one space by epoch. The newest seals, and all of them open.
type Epochs = BTreeMap<u32, SpaceKeys>;

/// What a space's key of one epoch is used for, each under a key of its own.
struct SpaceKeys {
    record: Key,
    draft: Key,
    draft_name: Key,
    cache: Key,
}

impl SpaceKeys {
    fn of(key: &Key) -> SpaceKeys {
        SpaceKeys {
            record: key.derive(b"amends record"),
            draft: key.derive(b"amends draft"),
            draft_name: key.derive(b"amends draft name"),
            cache: key.derive(b"amends cache"),
        }
    }
}

/// Room in which lines are opened, one after the other, so that not each of thousands needs its own.
pub(super) type Room = Zeroizing<Vec<u8>>;

/// A line, with what it holds where its key is here.
pub(super) struct Unsealed<'r> {
    pub reading: Reading,
    /// The plain line that was inside.
    pub inner: Option<&'r [u8]>,
}

/// A draft as it lies on disk once it is sealed.
pub(super) struct SealedDraft<'a> {
    /// The version of the format.
    pub v: u32,
    pub space: SpaceId,
    pub epoch: u32,
    /// The name of its file, to which it is bound.
    pub file: &'a str,
}

impl Keyring {
    pub fn of<'a>(
        book: BookId,
        keys: impl IntoIterator<Item = (SpaceId, u32, &'a Key)>,
    ) -> Keyring {
        let mut spaces: BTreeMap<SpaceId, Epochs> = BTreeMap::new();
        for (space, epoch, key) in keys {
            let epochs = spaces.entry(space).or_default();
            epochs.insert(epoch, SpaceKeys::of(key));
        }
        Keyring(Some(Arc::new(Keys { book, spaces })))
    }

    /// Whether what is written in a space is sealed.
    pub fn seals(&self, space: SpaceId) -> bool {
        self.newest(space).is_some()
    }

    /// The epoch under which a space is sealed now.
    pub fn epoch(&self, space: SpaceId) -> Option<u32> {
        Some(self.newest(space)?.0)
    }

    /// Whether the key of this epoch of a space is here.
    pub fn knows(&self, space: SpaceId, epoch: u32) -> bool {
        self.at(space, epoch).is_some()
    }

    fn newest(&self, space: SpaceId) -> Option<(u32, &SpaceKeys)> {
        let epochs = self.0.as_ref()?.spaces.get(&space)?;
        epochs.last_key_value().map(|(epoch, keys)| (*epoch, keys))
    }

    fn at(&self, space: SpaceId, epoch: u32) -> Option<(BookId, &SpaceKeys)> {
        let keys = self.0.as_ref()?;
        Some((keys.book, keys.spaces.get(&space)?.get(&epoch)?))
    }

    /// The line that goes to disk: sealed where the space has a key here, and in clear otherwise.
    pub fn write(&self, record: &Record) -> Result<Vec<u8>, Unwritable> {
        let line = line::write(record)?;
        match self.seals(record.space) {
            true => self.seal(record.id, record.space, Zeroizing::new(line)),
            false => Ok(line),
        }
    }

    /// Seals a line as it is. One that cannot be read is kept like any other: its bytes come back.
    pub fn seal(
        &self,
        id: RecordId,
        space: SpaceId,
        mut line: Zeroizing<Vec<u8>>,
    ) -> Result<Vec<u8>, Unwritable> {
        let (epoch, keys) = self.newest(space).ok_or(Unwritable::Lossy)?;
        let book = self
            .0
            .as_ref()
            .map(|keys| keys.book)
            .ok_or(Unwritable::Lossy)?;
        pad(&mut line);
        let sealed = SealedLine {
            v: FORMAT,
            id,
            space,
            epoch,
        };
        let nonce = crypt::seal(&keys.record, &sealed.bound(book), &mut line)?;
        let text = SealedText {
            nonce: BASE64.encode(&nonce).into(),
            ciphertext: BASE64.encode(&line).into(),
        };
        line::write_sealed(&sealed, &text)
    }

    /// Reads a line, and what is inside where it is sealed and its key is here.
    pub fn read<'r>(&self, line: &[u8], room: &'r mut Room) -> Result<Unsealed<'r>, Unreadable> {
        let (reading, text) = line::read_with_text(line)?;
        let (What::Sealed(sealed), Some(text)) = (&reading.what, &text) else {
            let inner = None;
            return Ok(Unsealed { reading, inner });
        };
        let Some(inner) = self.open(sealed, text, room)? else {
            let inner = None;
            return Ok(Unsealed { reading, inner });
        };
        let (id, space) = (sealed.id, sealed.space);
        let reading = Reading {
            epoch: Some(sealed.epoch),
            ..line::read(inner)?
        };
        match &reading.what {
            What::Record(record) if record.id != id || record.space != space => {
                return Err(Unreadable::DoesNotOpen);
            }
            What::Sealed(_) => return Err(Unreadable::NotARecord),
            What::Record(_) | What::Newer => {}
        }
        let inner = Some(inner);
        Ok(Unsealed { reading, inner })
    }

    /// What is inside a sealed line. None where its key is not here.
    pub fn unseal(
        &self,
        sealed: &SealedLine,
        text: &SealedText<'_>,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Unreadable> {
        let mut room = Room::default();
        let inner = self.open(sealed, text, &mut room)?;
        Ok(inner.map(|inner| Zeroizing::new(inner.to_vec())))
    }

    fn open<'r>(
        &self,
        sealed: &SealedLine,
        text: &SealedText<'_>,
        room: &'r mut Room,
    ) -> Result<Option<&'r [u8]>, Unreadable> {
        let Some((book, keys)) = self.at(sealed.space, sealed.epoch) else {
            return Ok(None);
        };
        let nonce = BASE64.decode(text.nonce.as_bytes());
        let nonce = nonce.map_err(|_| Unreadable::NotARecord)?;
        let bytes = decode(text.ciphertext.as_bytes(), room).ok_or(Unreadable::NotARecord)?;
        let opened = crypt::open(&keys.record, &nonce, &sealed.bound(book), bytes);
        let inner = opened.and_then(|opened| unpad(opened));
        inner.map(Some).ok_or(Unreadable::DoesNotOpen)
    }

    /// Seals a draft. Gives its epoch, the nonce and what was sealed, the last two in base64.
    pub fn seal_draft(
        &self,
        space: SpaceId,
        file: &str,
        mut draft: Zeroizing<Vec<u8>>,
    ) -> Option<Result<(u32, String, String), NoRandom>> {
        let (epoch, keys) = self.newest(space)?;
        let book = self.0.as_ref()?.book;
        let of = SealedDraft {
            v: FORMAT,
            space,
            epoch,
            file,
        };
        pad(&mut draft);
        let sealed = crypt::seal(&keys.draft, &of.bound(book), &mut draft);
        Some(sealed.map(|nonce| (epoch, BASE64.encode(&nonce), BASE64.encode(&draft))))
    }

    /// Opens a draft. None where its key is not here, or it is not what it was.
    pub fn open_draft(
        &self,
        of: &SealedDraft<'_>,
        nonce: &str,
        ciphertext: &str,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let (book, keys) = self.at(of.space, of.epoch)?;
        let nonce = BASE64.decode(nonce.as_bytes()).ok()?;
        let mut bytes = Zeroizing::new(BASE64.decode(ciphertext.as_bytes()).ok()?);
        let text = crypt::open(&keys.draft, &nonce, &of.bound(book), &mut bytes)?;
        let length = unpad(text)?.len();
        bytes.truncate(length);
        Some(bytes)
    }

    /// The names that a sealed draft may have, one for each epoch, the one that it gets now first.
    /// Without the key nobody can try out of which exercise it might be.
    pub fn draft_names(&self, space: SpaceId, key: &str) -> Vec<[u8; 16]> {
        let epochs = self.0.as_ref().and_then(|keys| keys.spaces.get(&space));
        let keys = epochs.into_iter().flat_map(|epochs| epochs.values().rev());
        keys.map(|keys| {
            let name = keys.draft_name.derive(key.as_bytes());
            let mut short = [0; 16];
            short.copy_from_slice(&name.bytes()[..16]);
            short
        })
        .collect()
    }

    /// A part of a local cache as it goes to disk: sealed where the space is.
    pub fn seal_cache(&self, space: SpaceId, mut part: Vec<u8>) -> Result<Vec<u8>, NoRandom> {
        let (Some((epoch, keys)), Some(all)) = (self.newest(space), &self.0) else {
            return Ok(part);
        };
        let nonce = crypt::seal(&keys.cache, &of_cache(all.book, space, epoch), &mut part)?;
        part.extend_from_slice(&nonce);
        part.extend_from_slice(&epoch.to_le_bytes());
        Ok(part)
    }

    /// The other way; None where it cannot be opened, and the records are read from their files.
    pub fn open_cache<'a>(&self, space: SpaceId, part: &'a mut [u8]) -> Option<&'a [u8]> {
        let Some((newest, _)) = self.newest(space) else {
            return Some(part);
        };
        let (rest, epoch) = part.split_last_chunk_mut::<4>()?;
        let epoch = u32::from_le_bytes(*epoch);
        if epoch != newest {
            return None;
        }
        let (sealed, nonce) = rest.split_last_chunk_mut::<NONCE>()?;
        let (book, keys) = self.at(space, epoch)?;
        let text = crypt::open(&keys.cache, nonce, &of_cache(book, space, epoch), sealed)?;
        Some(text)
    }
}

impl SealedDraft<'_> {
    fn bound(&self, book: BookId) -> Vec<u8> {
        let parts: [&[u8]; 5] = [
            &self.v.to_le_bytes(),
            book.bytes(),
            self.space.bytes(),
            &self.epoch.to_le_bytes(),
            self.file.as_bytes(),
        ];
        bound("amends draft", &parts)
    }
}

/// Decodes base64 into a room, which grows as far as it has to. It is done for every record of a book, so
/// a library does it that takes many letters at once.
fn decode<'r>(text: &[u8], room: &'r mut Room) -> Option<&'r mut [u8]> {
    let most = base64_simd::STANDARD.estimated_decoded_length(text.len());
    if room.len() < most {
        room.resize(most, 0);
    }
    let decoded = base64_simd::STANDARD.decode(text, room.get_mut(..most)?.as_out());
    decoded.ok()
}

impl SealedLine {
    /// All that the line says in clear.
    fn bound(&self, book: BookId) -> Vec<u8> {
        let parts: [&[u8]; 5] = [
            &self.v.to_le_bytes(),
            book.bytes(),
            self.space.bytes(),
            &self.epoch.to_le_bytes(),
            self.id.bytes(),
        ];
        bound("amends record", &parts)
    }
}

fn of_cache(book: BookId, space: SpaceId, epoch: u32) -> Vec<u8> {
    let parts: [&[u8]; 4] = [
        &FORMAT.to_le_bytes(),
        book.bytes(),
        space.bytes(),
        &epoch.to_le_bytes(),
    ];
    bound("amends cache", &parts)
}

impl From<NoRandom> for Unwritable {
    fn from(NoRandom: NoRandom) -> Unwritable {
        Unwritable::NoRandom
    }
}

#[cfg(test)]
#[path = "keyring_tests.rs"]
mod tests;
