//! Sealing bytes: the few calls into the libraries that do it, with the form that STORE lays down for
//! what they are given. Nothing here knows a record, a file or a person.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// How many bytes a key has.
pub(super) const KEY: usize = 32;
/// How many bytes a nonce has: so many that chance never gives one twice.
pub(super) const NONCE: usize = 24;
/// How much longer sealed bytes are.
pub(super) const TAG: usize = 16;

/// The sizes that small texts are padded to, in bytes. Larger ones are padded to multiples of the last.
const SIZES: [usize; 4] = [1 << 10, 4 << 10, 16 << 10, 64 << 10];
/// Ends what was padded; only zeros follow it.
const END: u8 = 0x80;

/// The system gives no random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRandom;

/// A key, wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Key(Zeroizing<[u8; KEY]>);

impl Key {
    pub fn random() -> Result<Key, NoRandom> {
        let mut bytes = Zeroizing::new([0; KEY]);
        fill(&mut *bytes)?;
        Ok(Key(bytes))
    }

    pub fn of(bytes: &[u8; KEY]) -> Key {
        Key(Zeroizing::new(*bytes))
    }

    /// None where there are not so many bytes.
    pub fn read(bytes: &[u8]) -> Option<Key> {
        Some(Key::of(bytes.try_into().ok()?))
    }

    pub fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    /// Another key from this one, for one purpose. `info` keeps the purposes apart.
    pub fn derive(&self, info: &[u8]) -> Key {
        let mut bytes = Zeroizing::new([0; KEY]);
        let expanded = Hkdf::<Sha256>::new(None, &*self.0).expand(info, &mut *bytes);
        // HKDF refuses only what is longer than 255 hashes.
        debug_assert!(expanded.is_ok());
        Key(bytes)
    }
}

pub(super) fn fill(bytes: &mut [u8]) -> Result<(), NoRandom> {
    getrandom::fill(bytes).map_err(|_| NoRandom)
}

/// What is bound to sealed bytes without being in them: a tag for their purpose, and parts, each with its
/// length before it, so that no two lists of parts read the same.
pub(super) fn bound(tag: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes =
        Vec::with_capacity(16 + tag.len() + parts.iter().map(|p| p.len() + 8).sum::<usize>());
    for part in std::iter::once(tag.as_bytes()).chain(parts.iter().copied()) {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// Seals `bytes` in their place, under a nonce by chance.
pub(super) fn seal(key: &Key, bound: &[u8], bytes: &mut Vec<u8>) -> Result<[u8; NONCE], NoRandom> {
    let mut nonce = [0; NONCE];
    fill(&mut nonce)?;
    bytes.reserve_exact(TAG);
    let sealed = cipher(key).encrypt_in_place(&XNonce::from(nonce), bound, bytes);
    // The cipher refuses only what is longer than 256 GiB.
    debug_assert!(sealed.is_ok());
    Ok(nonce)
}

/// Opens `bytes` in their place. None where the key, the nonce, what is bound to them or they themselves
/// are not what they were; then they are of no use any more.
pub(super) fn open<'a>(
    key: &Key,
    nonce: &[u8],
    bound: &[u8],
    bytes: &'a mut [u8],
) -> Option<&'a mut [u8]> {
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let at = bytes.len().checked_sub(TAG)?;
    let (text, tag) = bytes.split_at_mut(at);
    let tag = chacha20poly1305::Tag::try_from(&*tag).ok()?;
    cipher(key)
        .decrypt_inout_detached(&XNonce::from(nonce), bound, (&mut *text).into(), &tag)
        .ok()?;
    Some(text)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// Pads a text so that its length says little.
pub(super) fn pad(bytes: &mut Vec<u8>) {
    let needs = bytes.len() + 1;
    let last = SIZES[SIZES.len() - 1];
    let size = SIZES.iter().copied().find(|size| needs <= *size);
    let size = size.unwrap_or_else(|| needs.div_ceil(last) * last);
    bytes.reserve_exact(size - bytes.len() + TAG);
    bytes.push(END);
    bytes.resize(size, 0);
}

/// The text without what it was padded with. None where it was not padded.
pub(super) fn unpad(bytes: &[u8]) -> Option<&[u8]> {
    let end = memchr::memrchr(END, bytes)?;
    let (text, padding) = bytes.split_at(end);
    // It looks at every byte, so that the compiler can make it look at many at once.
    let any = padding[1..].iter().fold(0, |any, byte| any | byte);
    (any == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> Key {
        Key::of(&[byte; KEY])
    }

    #[test]
    fn what_was_sealed_opens_with_all_that_was_bound_to_it_and_otherwise_not() {
        let bound_to = bound("a", &[b"book", b"7"]);
        let mut sealed = b"the most private text".to_vec();
        let nonce = seal(&key(1), &bound_to, &mut sealed).unwrap();
        assert!(memchr::memmem::find(&sealed, b"private").is_none());
        let opens = |key: &Key, nonce: &[u8], bound: &[u8], mut sealed: Vec<u8>| {
            open(key, nonce, bound, &mut sealed).map(|text| text.to_vec())
        };
        let opened = opens(&key(1), &nonce, &bound_to, sealed.clone());
        assert_eq!(opened.unwrap(), b"the most private text");
        assert_eq!(opens(&key(2), &nonce, &bound_to, sealed.clone()), None);
        let other = bound("a", &[b"boo", b"k7"]);
        assert_eq!(opens(&key(1), &nonce, &other, sealed.clone()), None);
        assert_eq!(opens(&key(1), &nonce[1..], &bound_to, sealed.clone()), None);
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert_eq!(opens(&key(1), &nonce, &bound_to, altered), None);
            assert_eq!(
                opens(&key(1), &nonce, &bound_to, sealed[..place].to_vec()),
                None
            );
        }
    }

    #[test]
    fn each_nonce_and_each_derived_key_is_another() {
        let nonces = [0; 2].map(|_| seal(&key(1), b"", &mut b"same".to_vec()).unwrap());
        assert_ne!(nonces[0], nonces[1]);
        assert!(key(1).derive(b"record") != key(1).derive(b"draft"));
        assert!(key(1).derive(b"record") != key(2).derive(b"record"));
        assert!(key(1).derive(b"record") == key(1).derive(b"record"));
    }

    #[test]
    fn lengths_tell_only_one_of_a_few_sizes() {
        let padded = |length: usize| {
            let mut bytes = vec![7; length];
            pad(&mut bytes);
            assert_eq!(unpad(&bytes), Some(&vec![7; length][..]));
            bytes.len()
        };
        assert_eq!(padded(0), 1 << 10);
        assert_eq!(padded((1 << 10) - 1), 1 << 10);
        assert_eq!(padded(1 << 10), 4 << 10);
        assert_eq!(padded(4 << 10), 16 << 10);
        assert_eq!(padded(16 << 10), 64 << 10);
        assert_eq!(padded(64 << 10), 128 << 10);
        assert_eq!(padded((192 << 10) - 1), 192 << 10);
    }

    #[test]
    fn a_text_that_ends_like_padding_comes_back_whole() {
        let mut bytes = vec![END, 0, END, 0, 0];
        pad(&mut bytes);
        assert_eq!(unpad(&bytes), Some(&[END, 0, END, 0, 0][..]));
        assert_eq!(unpad(&[0; 16]), None);
        assert_eq!(unpad(&[END, 1]), None);
    }
}
