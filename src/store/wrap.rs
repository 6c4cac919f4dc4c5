//! `wraps/`: the keys of spaces, one file for each space, epoch and person who has it.
//!
//! A person's own keys are wrapped under their seed. A key that someone else gives them, of a space that
//! two share, comes in a sealed box for their public key: it can be given while they are not there.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::crypt::{self, KEY, Key, NoRandom, bound};
use super::slot::Secret;
use crate::domain::record::FORMAT;
use crate::domain::{BookId, PersonId, SecretId, SpaceId};

/// The file of one wrapped key.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct WrapFile {
    v: u32,
    pub space: SpaceId,
    pub epoch: u32,
    pub person: PersonId,
    #[serde(flatten)]
    how: How,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
enum How {
    /// Under the seed of this secret of the person's.
    Own {
        secret: SecretId,
        nonce: String,
        ciphertext: String,
    },
    /// In a sealed box for their public key.
    Box { ciphertext: String },
}

impl WrapFile {
    /// Wraps a person's own key under their seed.
    pub fn own(
        book: BookId,
        person: PersonId,
        (space, epoch, key): (SpaceId, u32, &Key),
        secret: &Secret,
    ) -> Result<WrapFile, NoRandom> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(KEY + crypt::TAG));
        bytes.extend_from_slice(key.bytes());
        let bound = bound_to(FORMAT, book, (space, epoch, person), Some(secret.id));
        let nonce = crypt::seal(&of_seed(secret), &bound, &mut bytes)?;
        Ok(WrapFile {
            v: FORMAT,
            space,
            epoch,
            person,
            how: How::Own {
                secret: secret.id,
                nonce: BASE64.encode(&nonce),
                ciphertext: BASE64.encode(&bytes),
            },
        })
    }

    /// Gives a key to someone of whom only the public key is known.
    pub fn given(
        book: BookId,
        person: PersonId,
        (space, epoch, key): (SpaceId, u32, &Key),
        public: &crypto_box::PublicKey,
    ) -> Result<WrapFile, NoRandom> {
        // A box binds nothing to what is in it, so where it belongs is put inside.
        let mut bytes = Zeroizing::new(bound_to(FORMAT, book, (space, epoch, person), None));
        bytes.extend_from_slice(key.bytes());
        let mut chance = crypto_box::aead::OsRng;
        let sealed = public.seal(&mut chance, &bytes).map_err(|_| NoRandom)?;
        Ok(WrapFile {
            v: FORMAT,
            space,
            epoch,
            person,
            how: How::Box {
                ciphertext: BASE64.encode(&sealed),
            },
        })
    }

    /// Whether only the person themselves can have made it. A box can be made by anyone who has seen
    /// their public key.
    pub fn is_own(&self) -> bool {
        match self.how {
            How::Own { .. } => true,
            How::Box { .. } => false,
        }
    }

    /// Whether the secret with this id opens it, as far as that shows. A box does not say whose it is.
    pub fn may_open_with(&self, id: SecretId) -> bool {
        match &self.how {
            How::Own { secret, .. } => *secret == id,
            How::Box { .. } => true,
        }
    }

    /// The key, where this secret opens it.
    pub fn open(&self, book: BookId, secret: &Secret) -> Option<Key> {
        let decode = |text: &str| BASE64.decode(text.as_bytes()).ok();
        let of = (self.space, self.epoch, self.person);
        let bound_to = |secret| bound_to(self.v, book, of, secret);
        match &self.how {
            How::Own {
                secret: id,
                nonce,
                ciphertext,
            } => {
                let nonce = decode(nonce)?;
                let mut bytes = Zeroizing::new(decode(ciphertext)?);
                let bound = bound_to(Some(*id));
                let key = crypt::open(&of_seed(secret), &nonce, &bound, &mut bytes)?;
                Key::read(key)
            }
            How::Box { ciphertext } => {
                let bytes = Zeroizing::new(secret.pair.unseal(&decode(ciphertext)?).ok()?);
                Key::read(bytes.strip_prefix(bound_to(None).as_slice())?)
            }
        }
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.{}.{}.json", self.space, self.epoch, self.person)
    }
}

fn of_seed(secret: &Secret) -> Key {
    secret.seed.derive(b"amends wrap")
}

/// All that a wrapped key says in clear.
fn bound_to(
    v: u32,
    book: BookId,
    (space, epoch, person): (SpaceId, u32, PersonId),
    secret: Option<SecretId>,
) -> Vec<u8> {
    let secret: &[u8] = secret.as_ref().map_or(&[], |id| id.bytes());
    let parts: [&[u8]; 6] = [
        &v.to_le_bytes(),
        book.bytes(),
        space.bytes(),
        &epoch.to_le_bytes(),
        person.bytes(),
        secret,
    ];
    bound("amends wrap", &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPOCH: u32 = 7;

    fn secret(byte: u8) -> Secret {
        Secret {
            id: SecretId::from_random([byte; 16]),
            pair: crypto_box::SecretKey::from([byte; KEY]),
            seed: Key::of(&[byte; KEY]),
        }
    }

    fn book() -> BookId {
        BookId::from_random([1; 16])
    }

    fn key() -> Key {
        Key::of(&[9; KEY])
    }

    fn own() -> WrapFile {
        let (person, space) = (
            PersonId::from_random([2; 16]),
            SpaceId::from_random([3; 16]),
        );
        WrapFile::own(book(), person, (space, EPOCH, &key()), &secret(4)).unwrap()
    }

    fn given() -> WrapFile {
        let (person, space) = (
            PersonId::from_random([2; 16]),
            SpaceId::from_random([3; 16]),
        );
        let public = secret(4).pair.public_key();
        WrapFile::given(book(), person, (space, EPOCH, &key()), &public).unwrap()
    }

    fn sealed(wrap: &WrapFile) -> &String {
        match &wrap.how {
            How::Own { ciphertext, .. } | How::Box { ciphertext } => ciphertext,
        }
    }

    fn with(wrap: &WrapFile, change: impl FnOnce(&mut String)) -> WrapFile {
        let mut wrap = wrap.clone();
        match &mut wrap.how {
            How::Own { ciphertext, .. } | How::Box { ciphertext } => change(ciphertext),
        }
        wrap
    }

    #[test]
    fn a_wrapped_key_opens_for_whom_it_is_and_for_no_one_else() {
        for wrap in [own(), given()] {
            assert!(wrap.open(book(), &secret(4)) == Some(key()));
            assert!(wrap.open(book(), &secret(5)).is_none());
            let mixed = Secret {
                seed: secret(5).seed,
                pair: secret(5).pair,
                ..secret(4)
            };
            assert!(wrap.open(book(), &mixed).is_none(), "by the id of a secret");
        }
        assert!(own().is_own() && !given().is_own());
    }

    #[test]
    fn it_opens_only_where_it_belongs() {
        for wrap in [own(), given()] {
            let opens = |wrap: &WrapFile| wrap.open(book(), &secret(4)).is_some();
            assert!(opens(&wrap));
            let other = BookId::from_random([6; 16]);
            assert!(wrap.open(other, &secret(4)).is_none(), "in another book");
            let mut moved = wrap.clone();
            moved.space = SpaceId::from_random([6; 16]);
            assert!(!opens(&moved), "of another space");
            let mut moved = wrap.clone();
            moved.epoch = EPOCH + 1;
            assert!(!opens(&moved), "of another epoch");
            let mut moved = wrap.clone();
            moved.person = PersonId::from_random([6; 16]);
            assert!(!opens(&moved), "of someone else");
            let mut older = wrap.clone();
            older.v = FORMAT - 1;
            assert!(!opens(&older), "of another version");
            let mut renamed = wrap.clone();
            if let How::Own { secret, .. } = &mut renamed.how {
                *secret = SecretId::from_random([6; 16]);
                assert!(!opens(&renamed), "as if under another secret");
            }
        }
    }

    #[test]
    fn altered_cut_or_swapped_it_does_not_open() {
        for wrap in [own(), given()] {
            let bytes = BASE64.decode(sealed(&wrap).as_bytes()).unwrap();
            for place in 0..bytes.len() {
                let mut altered = bytes.clone();
                altered[place] ^= 1;
                for bytes in [&altered, &bytes[..place]] {
                    let wrap = with(&wrap, |text| *text = BASE64.encode(bytes));
                    assert!(wrap.open(book(), &secret(4)).is_none(), "at {place}");
                }
            }
            let wrap = with(&wrap, |text| text.push_str("no base64"));
            assert!(wrap.open(book(), &secret(4)).is_none());
        }
        // What is in the one is nothing in the other.
        let (own, given) = (own(), given());
        let swapped = with(&own, |text| text.clone_from(sealed(&given)));
        assert!(swapped.open(book(), &secret(4)).is_none());
        let swapped = with(&given, |text| text.clone_from(sealed(&own)));
        assert!(swapped.open(book(), &secret(4)).is_none());
    }

    #[test]
    fn a_box_that_was_frozen_opens_with_the_secret_behind_its_passphrase() {
        let wrap = include_str!("../../tests/it/store/fixtures/sealed/wrap_box.json");
        let wrap: WrapFile = serde_json::from_str(wrap).unwrap();
        let slot = include_str!("../../tests/it/store/fixtures/sealed/slot_passphrase.json");
        let slot: super::super::slot::SlotFile = serde_json::from_str(slot).unwrap();
        let book = "78dde6e5fd29f0540000000000000003".parse().unwrap();
        let passphrase = crate::domain::Passphrase::typed("six plain words for this book");
        let inside = slot.open(book, &passphrase).unwrap();
        assert!(wrap.open(book, &inside.secret) == Some(Key::of(&[7; KEY])));
    }

    /// A box can be made by anyone, with anything in it.
    #[test]
    fn a_box_that_holds_no_key_of_its_place_gives_none() {
        let wrap = given();
        let place = bound_to(FORMAT, book(), (wrap.space, EPOCH, wrap.person), None);
        let public = secret(4).pair.public_key();
        let holds = |inside: &[u8]| {
            let sealed = public.seal(&mut crypto_box::aead::OsRng, inside).unwrap();
            let wrap = with(&wrap, |text| *text = BASE64.encode(&sealed));
            wrap.open(book(), &secret(4)).is_some()
        };
        assert!(holds(&[&place[..], &[9; KEY]].concat()));
        for inside in [
            Vec::new(),
            place.clone(),
            vec![9; KEY],
            [&place[..], &[9; KEY - 1]].concat(),
            [&place[..], &[9; KEY + 1]].concat(),
            [&place[1..], &[9; KEY]].concat(),
            [&[0; 1], &place[..], &[9; KEY]].concat(),
        ] {
            assert!(!holds(&inside), "{} bytes", inside.len());
        }
    }
}
