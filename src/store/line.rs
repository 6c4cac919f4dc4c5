//! A record as one line of JSON, both ways.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::sum::{self, Damage, Sum};
use crate::domain::record::FORMAT;
use crate::domain::{
    Body, DeviceId, Entry, ItemId, Mark, PersonId, Profile, Prompt, Record, RecordId, SetAside,
    SpaceId, ThreadId,
};
use crate::exercise::Answer;

/// The longest line that a record may make, in bytes: 16 MiB.
pub const LIMIT: usize = 16 << 20;

/// The longest file of a record: the longest line once it is padded, sealed and written in base64.
pub(super) const FILE_LIMIT: usize = LIMIT / 3 * 4 + (1 << 20);

/// What a line says, its checksum being right.
pub(super) struct Reading {
    pub sum: Sum,
    /// The epoch under which it was sealed, where it was opened.
    pub epoch: Option<u32>,
    pub what: What,
}

pub(super) enum What {
    /// Where it was read it stays: from here on only the way to it is handed on.
    Record(Arc<Record>),
    /// A record that only its key can open.
    Sealed(SealedLine),
    /// In a format of a newer version.
    Newer,
}

/// A sealed record. All else that there is to say of it is inside.
pub(super) struct SealedLine {
    /// The version of the format, which is bound to what is sealed.
    pub v: u32,
    pub id: RecordId,
    pub space: SpaceId,
    pub epoch: u32,
}

/// What only its key can open, in base64, as on disk: where there is no key it is not even decoded.
pub(super) struct SealedText<'a> {
    pub nonce: Cow<'a, str>,
    pub ciphertext: Cow<'a, str>,
}

/// Why a line says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("{0}")]
    Damaged(#[from] Damage),
    #[error("its checksum is right, but it is not a record")]
    NotARecord,
    #[error("its checksum is right, and its key does not open it: it was altered, or moved here")]
    DoesNotOpen,
}

/// Why a record cannot be put on disk so that it comes back the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unwritable {
    TooLarge,
    /// Of a kind that only a newer version can write.
    Unknown,
    /// It would not come back the same, such as with a time that has no form on disk.
    Lossy,
    /// The system gave no random numbers.
    NoRandom,
}

/// The keys of a plain record, in the order in which they stand on disk.
#[derive(Serialize)]
struct Outgoing<'a> {
    v: u32,
    id: RecordId,
    thread: ThreadId,
    space: SpaceId,
    by: PersonId,
    device: DeviceId,
    at: DateTime<FixedOffset>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a ItemId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<&'a Prompt>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    replaces: &'a [RecordId],
    body: OutgoingBody<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OutgoingBody<'a> {
    Profile(&'a Profile),
    Entry(&'a Entry),
    Answer(&'a Answer),
    SetAside(&'a SetAside),
    Mark(&'a Mark),
    Purge { versions: &'a [RecordId] },
}

/// Every key that a record of either form may have. What else there is belongs to a newer version.
#[derive(Deserialize)]
struct Incoming<'a> {
    v: u32,
    id: RecordId,
    space: SpaceId,
    thread: Option<ThreadId>,
    by: Option<PersonId>,
    device: Option<DeviceId>,
    at: Option<DateTime<FixedOffset>>,
    #[serde(borrow)]
    kind: Option<Cow<'a, str>>,
    item: Option<ItemId>,
    prompt: Option<Box<Prompt>>,
    #[serde(default)]
    replaces: Vec<RecordId>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    epoch: Option<u32>,
    #[serde(borrow)]
    alg: Option<Cow<'a, str>>,
    #[serde(borrow)]
    nonce: Option<Cow<'a, str>>,
    #[serde(borrow)]
    ciphertext: Option<Cow<'a, str>>,
}

/// The keys of a sealed record, in the order in which they stand on disk.
#[derive(Serialize)]
struct OutgoingSealed<'a> {
    v: u32,
    id: RecordId,
    space: SpaceId,
    epoch: u32,
    alg: &'a str,
    nonce: &'a str,
    ciphertext: &'a str,
}

/// The one way of sealing that there is today.
const ALG: &str = "xchacha20poly1305";

#[derive(Deserialize)]
struct Version {
    v: u32,
}

#[derive(Deserialize)]
struct Versions {
    versions: Vec<RecordId>,
}

/// The line of a record. It was read back and compared before it is handed out, so that nothing is
/// ever called saved that could not be read again.
pub(super) fn write(record: &Record) -> Result<Vec<u8>, Unwritable> {
    let body = match &record.body {
        Body::Profile(profile) => OutgoingBody::Profile(profile),
        Body::Entry(entry) => OutgoingBody::Entry(entry),
        Body::Answer(answer) => OutgoingBody::Answer(answer),
        Body::SetAside(aside) => OutgoingBody::SetAside(aside),
        Body::Mark(mark) => OutgoingBody::Mark(mark),
        Body::Purge(versions) => OutgoingBody::Purge { versions },
        Body::Unknown { .. } => return Err(Unwritable::Unknown),
    };
    let outgoing = Outgoing {
        v: FORMAT,
        id: record.id,
        thread: record.thread,
        space: record.space,
        by: record.by,
        device: record.device,
        at: record.at,
        kind: record.body.kind(),
        item: record.item.as_ref(),
        prompt: record.prompt.as_deref(),
        replaces: &record.replaces,
        body,
    };
    let mut line = serde_json::to_vec(&outgoing).map_err(|_| Unwritable::Lossy)?;
    sum::close(&mut line);
    if line.len() > LIMIT {
        return Err(Unwritable::TooLarge);
    }
    match read(&line) {
        Ok(Reading {
            what: What::Record(same),
            ..
        }) if *same == *record => Ok(line),
        Ok(_) | Err(_) => Err(Unwritable::Lossy),
    }
}

/// The line of a sealed record.
pub(super) fn write_sealed(
    sealed: &SealedLine,
    text: &SealedText<'_>,
) -> Result<Vec<u8>, Unwritable> {
    let outgoing = OutgoingSealed {
        v: sealed.v,
        id: sealed.id,
        space: sealed.space,
        epoch: sealed.epoch,
        alg: ALG,
        nonce: &text.nonce,
        ciphertext: &text.ciphertext,
    };
    let mut line = serde_json::to_vec(&outgoing).map_err(|_| Unwritable::Lossy)?;
    sum::close(&mut line);
    Ok(line)
}

/// Reads a line: the checksum over its bytes first, then one pass over the JSON.
pub(super) fn read(line: &[u8]) -> Result<Reading, Unreadable> {
    read_with_text(line).map(|(reading, _)| reading)
}

/// As [`read`], with what only a key can open.
pub(super) fn read_with_text(line: &[u8]) -> Result<(Reading, Option<SealedText<'_>>), Unreadable> {
    let sum = sum::check(line)?;
    let (what, text) = match sealed_as_written(line) {
        Some((sealed, text)) => (What::Sealed(sealed), Some(text)),
        None => parse(line)?,
    };
    let epoch = None;
    Ok((Reading { sum, epoch, what }, text))
}

fn parse(line: &[u8]) -> Result<(What, Option<SealedText<'_>>), Unreadable> {
    let text = std::str::from_utf8(line).map_err(|_| Unreadable::NotARecord)?;
    match serde_json::from_str::<Incoming<'_>>(text) {
        Ok(incoming) if incoming.v <= FORMAT => known(incoming).ok_or(Unreadable::NotARecord),
        Ok(_) => Ok((What::Newer, None)),
        // A newer format may give the same key another shape.
        Err(_) => match serde_json::from_str::<Version>(text) {
            Ok(version) if version.v > FORMAT => Ok((What::Newer, None)),
            Ok(_) | Err(_) => Err(Unreadable::NotARecord),
        },
    }
}

/// A sealed line with each byte where [`write_sealed`] puts it, as nearly all are. Thousands of characters
/// of base64 need not be looked through for the end of a text. Any other line is for the parser.
fn sealed_as_written(line: &[u8]) -> Option<(SealedLine, SealedText<'_>)> {
    let (id, rest) = text(line, b"{\"v\":1,\"id\":\"")?;
    let (space, rest) = text(rest, b",\"space\":\"")?;
    let rest = rest.strip_prefix(b",\"epoch\":")?;
    let (epoch, rest) = rest.split_at(memchr::memchr(b',', rest)?);
    let (alg, rest) = text(rest, b",\"alg\":\"")?;
    let (nonce, rest) = text(rest, b",\"nonce\":\"")?;
    let rest = rest.strip_prefix(b",\"ciphertext\":\"")?;
    let ciphertext = sum::before(rest)?.strip_suffix(b"\"")?;
    // Base64 stands for itself in JSON, and a library looks at many letters of it at once.
    if alg != ALG || base64_simd::STANDARD.check(ciphertext).is_err() {
        return None;
    }
    // As JSON has its numbers: with nothing before the first digit.
    let epoch = std::str::from_utf8(epoch).ok()?;
    let number: u32 = epoch.parse().ok()?;
    let sealed = SealedLine {
        v: 1,
        id: id.parse().ok()?,
        space: space.parse().ok()?,
        epoch: (number.to_string() == epoch).then_some(number)?,
    };
    let text = SealedText {
        nonce: nonce.into(),
        ciphertext: std::str::from_utf8(ciphertext).ok()?.into(),
    };
    Some((sealed, text))
}

/// A plain text after `key`, up to its closing quote, and what follows that.
fn text<'a>(line: &'a [u8], key: &[u8]) -> Option<(&'a str, &'a [u8])> {
    let rest = line.strip_prefix(key)?;
    let (text, rest) = rest.split_at(memchr::memchr(b'"', rest)?);
    let text = std::str::from_utf8(text).ok().filter(|_| is_plain(text))?;
    Some((text, &rest[1..]))
}

/// Whether a text of JSON stands for itself: ASCII without quotes, escapes and control characters.
fn is_plain(text: &[u8]) -> bool {
    let plain = |byte: &u8| (b' '..=b'~').contains(byte) && *byte != b'"' && *byte != b'\\';
    text.iter().all(plain)
}

fn known(incoming: Incoming<'_>) -> Option<(What, Option<SealedText<'_>>)> {
    if let Some(ciphertext) = incoming.ciphertext {
        // Of another way of sealing only a newer version knows.
        if incoming.alg? != ALG {
            return Some((What::Newer, None));
        }
        let sealed = SealedLine {
            v: incoming.v,
            id: incoming.id,
            space: incoming.space,
            epoch: incoming.epoch?,
        };
        let nonce = incoming.nonce?;
        return Some((What::Sealed(sealed), Some(SealedText { nonce, ciphertext })));
    }
    let record = Record {
        id: incoming.id,
        thread: incoming.thread?,
        space: incoming.space,
        by: incoming.by?,
        device: incoming.device?,
        at: incoming.at?,
        item: incoming.item,
        prompt: incoming.prompt,
        replaces: incoming.replaces,
        body: body(&incoming.kind?, incoming.body?),
    };
    Some((What::Record(Arc::new(record)), None))
}

/// The body, by its kind. One that this version cannot read is a newer version's: the checksum says
/// that it is as it was written.
fn body(kind: &str, raw: &RawValue) -> Body {
    fn parse<T: DeserializeOwned>(raw: &RawValue, body: impl Fn(T) -> Body) -> Option<Body> {
        serde_json::from_str(raw.get()).ok().map(body)
    }
    let known = match kind {
        "profile" => parse(raw, Body::Profile),
        "entry" => parse(raw, Body::Entry),
        "answer" => parse(raw, Body::Answer),
        "set_aside" => parse(raw, Body::SetAside),
        "mark" => parse(raw, Body::Mark),
        "purge" => parse(raw, |purge: Versions| Body::Purge(purge.versions)),
        _ => None,
    };
    known.unwrap_or_else(|| Body::Unknown {
        kind: kind.to_owned(),
    })
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
