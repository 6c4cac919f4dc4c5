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
        let bound = bound_to(book, space, epoch, person, Some(secret.id));
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
        let mut bytes = Zeroizing::new(bound_to(book, space, epoch, person, None));
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
        let bound_to = |secret| bound_to(book, self.space, self.epoch, self.person, secret);
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
    book: BookId,
    space: SpaceId,
    epoch: u32,
    person: PersonId,
    secret: Option<SecretId>,
) -> Vec<u8> {
    let secret: &[u8] = secret.as_ref().map_or(&[], |id| id.bytes());
    let parts: [&[u8]; 6] = [
        &FORMAT.to_le_bytes(),
        book.bytes(),
        space.bytes(),
        &epoch.to_le_bytes(),
        person.bytes(),
        secret,
    ];
    bound("amends wrap", &parts)
}
