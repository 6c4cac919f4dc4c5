//! `keys/`: the ways in. Each slot holds a person's secret, wrapped under what a passphrase or a recovery
//! code gives. That it opens is the proof that they were right; no hash of them is kept.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::crypt::{self, KEY, Key, NoRandom, bound};
use super::error::StoreError;
use super::wrap::WrapFile;
use crate::domain::record::FORMAT;
use crate::domain::{BookId, Passphrase, PersonId, RecoveryCode, SecretId, SlotId};

/// How many bytes of salt a slot has.
const SALT: usize = 16;
/// How many bytes a secret has in a slot: its id, the key of the pair, the seed.
const SECRET: usize = 16 + KEY + KEY;

/// What deriving a key from a passphrase costs: memory in KiB, passes over it, and lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    pub m: u32,
    pub t: u32,
    pub p: u32,
}

impl Cost {
    /// RFC 9106, section 4, the second recommended choice.
    const FIRST: Cost = Cost {
        m: 64 << 10,
        t: 3,
        p: 4,
    };
    /// The most memory that is asked for here: what a small machine can spare.
    const MOST_HERE: u32 = 256 << 10;
    /// The least that is accepted (OWASP's lowest for Argon2id), and the most: a slot may come from
    /// anywhere, and must neither weaken the lock nor stop the machine.
    pub const LEAST: Cost = Cost {
        m: 19 << 10,
        t: 2,
        p: 1,
    };
    const MOST: Cost = Cost {
        m: 1 << 20,
        t: 10,
        p: 8,
    };
    /// What an unlocking should take.
    const WANTED: Duration = Duration::from_millis(500);

    /// What this machine does in about half a second.
    pub fn of_this_machine() -> Cost {
        // So that tests of the program itself need not wait.
        #[cfg(debug_assertions)]
        if std::env::var_os("AMENDS_TEST_KDF").is_some_and(|value| value == "quick") {
            return Cost::LEAST;
        }
        let mut cost = Cost::FIRST;
        loop {
            let began = Instant::now();
            let derived = cost.derive(b"as long as a passphrase is", &[0; SALT]);
            // Twice the memory takes twice the time.
            let double = began.elapsed() * 2;
            if derived.is_err() {
                // What went before did fit into the memory that there is.
                cost.m = (cost.m / 2).max(Cost::FIRST.m);
                return cost;
            }
            if cost.m >= Cost::MOST_HERE || double > Cost::WANTED * 5 / 4 {
                return cost;
            }
            cost.m *= 2;
        }
    }

    fn is_sound(self) -> bool {
        let (least, most) = (Cost::LEAST, Cost::MOST);
        (least.m..=most.m).contains(&self.m)
            && (least.t..=most.t).contains(&self.t)
            && (least.p..=most.p).contains(&self.p)
    }

    /// The key that a passphrase gives. Only for a cost that is sound.
    fn derive(self, passphrase: &[u8], salt: &[u8]) -> Result<Key, argon2::Error> {
        let params = Params::new(self.m, self.t, self.p, Some(KEY))?;
        let mut bytes = Zeroizing::new([0; KEY]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            passphrase,
            salt,
            &mut *bytes,
        )?;
        Ok(Key::of(&bytes))
    }
}

/// What a person's ways in lead to: a key pair, with which others can give them keys, and a seed, from
/// which their own keys are wrapped.
#[derive(Clone)]
pub(super) struct Secret {
    pub id: SecretId,
    pub pair: crypto_box::SecretKey,
    pub seed: Key,
}

impl Secret {
    pub fn random() -> Result<Secret, NoRandom> {
        let mut id = [0; 16];
        crypt::fill(&mut id)?;
        Ok(Secret {
            id: SecretId::from_random(id),
            pair: crypto_box::SecretKey::from(*Key::random()?.bytes()),
            seed: Key::random()?,
        })
    }

    fn write(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(self.id.bytes());
        into.extend_from_slice(&*Zeroizing::new(self.pair.to_bytes()));
        into.extend_from_slice(self.seed.bytes());
    }

    fn read(bytes: &[u8]) -> Option<Secret> {
        let (id, keys) = bytes.split_first_chunk::<16>()?;
        let (pair, seed) = keys.split_first_chunk::<KEY>()?;
        Some(Secret {
            id: SecretId::from_random(*id),
            pair: crypto_box::SecretKey::from(*pair),
            seed: Key::read(seed)?,
        })
    }
}

/// How a slot is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub(super) enum Way {
    Passphrase {
        #[serde(flatten)]
        cost: Cost,
    },
    Recovery,
}

/// The file of a slot.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SlotFile {
    v: u32,
    pub person: PersonId,
    pub slot: SlotId,
    /// Which secret it leads to.
    pub secret: SecretId,
    /// The secret that this one takes the place of, as long as that is not done: it is in here too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<SecretId>,
    /// The slots that it was made to replace, and those that they replaced in turn. They go at the latest
    /// when it is next opened, also where a machine that was away for long brought one of them back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<SlotId>,
    /// What only the secret's own seed gives, over all that the slot says in clear: so what it says of other
    /// slots can be believed. One from before there was this says nothing of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouch: Option<String>,
    /// The same of the secret that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouch_before: Option<String>,
    #[serde(flatten)]
    pub way: Way,
    salt: String,
    nonce: String,
    ciphertext: String,
}

/// What opens a slot.
pub(super) enum Opener<'a> {
    Passphrase(&'a Passphrase, Cost),
    Code(&'a RecoveryCode),
}

/// What is in a slot.
pub(super) struct Inside {
    pub secret: Secret,
    /// The secret that is being replaced.
    pub before: Option<Secret>,
}

/// Why a slot did not open, what tells the least first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shut {
    /// It opens with something else.
    OtherWay,
    /// It asks for too much, or for too little to be safe.
    Refused,
    /// What was tried does not fit, or the slot was altered.
    Wrong,
    NoMemory,
}

impl SlotFile {
    /// A new slot.
    pub fn seal(
        (book, person): (BookId, PersonId),
        inside: &Inside,
        replaces: Vec<SlotId>,
        opener: &Opener<'_>,
    ) -> Result<SlotFile, StoreError> {
        let mut slot = [0; 16];
        let mut salt = [0; SALT];
        crypt::fill(&mut slot)?;
        crypt::fill(&mut salt)?;
        let mut file = SlotFile {
            v: FORMAT,
            person,
            slot: SlotId::from_random(slot),
            secret: inside.secret.id,
            renews: inside.before.as_ref().map(|before| before.id),
            replaces,
            vouch: None,
            vouch_before: None,
            way: match opener {
                Opener::Passphrase(_, cost) => Way::Passphrase { cost: *cost },
                Opener::Code(_) => Way::Recovery,
            },
            salt: BASE64.encode(&salt),
            nonce: String::new(),
            ciphertext: String::new(),
        };
        let key = match opener {
            Opener::Passphrase(passphrase, cost) => cost
                .derive(passphrase.text().as_bytes(), &salt)
                .map_err(|_| StoreError::NoMemory)?,
            Opener::Code(code) => of_code(code, &salt),
        };
        let mut bytes = Zeroizing::new(Vec::with_capacity(2 * SECRET + crypt::TAG));
        inside.secret.write(&mut bytes);
        if let Some(before) = &inside.before {
            before.write(&mut bytes);
        }
        let bound = file.bound(book, &salt);
        let nonce = crypt::seal(&key, &bound, &mut bytes)?;
        file.vouch = Some(vouch(&inside.secret, &bound));
        file.vouch_before = inside.before.as_ref().map(|before| vouch(before, &bound));
        file.nonce = BASE64.encode(&nonce);
        file.ciphertext = BASE64.encode(&bytes);
        Ok(file)
    }

    /// Opens the slot with a passphrase. Of another kind it is not tried.
    pub fn open(&self, book: BookId, passphrase: &Passphrase) -> Result<Inside, Shut> {
        let Way::Passphrase { cost } = self.way else {
            return Err(Shut::OtherWay);
        };
        if !cost.is_sound() {
            return Err(Shut::Refused);
        }
        let salt = self.salt()?;
        let key =
            cost.derive(passphrase.text().as_bytes(), &salt)
                .map_err(|error| match error {
                    argon2::Error::OutOfMemory => Shut::NoMemory,
                    _ => Shut::Wrong,
                })?;
        self.inside(book, &key, &salt)
    }

    /// Opens the slot with a recovery code. Of another kind it is not tried.
    pub fn open_with(&self, book: BookId, code: &RecoveryCode) -> Result<Inside, Shut> {
        match self.way {
            Way::Passphrase { .. } => Err(Shut::OtherWay),
            Way::Recovery => {
                let salt = self.salt()?;
                self.inside(book, &of_code(code, &salt), &salt)
            }
        }
    }

    /// Whether whoever made it had this secret, which it leads to or takes the place of.
    pub fn is_vouched_by(&self, book: BookId, secret: &Secret) -> bool {
        let Ok(salt) = self.salt() else {
            return false;
        };
        let given = match (secret.id == self.secret, Some(secret.id) == self.renews) {
            (true, _) => &self.vouch,
            (false, true) => &self.vouch_before,
            (false, false) => return false,
        };
        *given == Some(vouch(secret, &self.bound(book, &salt)))
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.{}.json", self.person, self.slot)
    }

    fn salt(&self) -> Result<Vec<u8>, Shut> {
        BASE64.decode(self.salt.as_bytes()).map_err(|_| Shut::Wrong)
    }

    fn inside(&self, book: BookId, key: &Key, salt: &[u8]) -> Result<Inside, Shut> {
        let decode = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| Shut::Wrong);
        let nonce = decode(&self.nonce)?;
        let mut bytes = Zeroizing::new(decode(&self.ciphertext)?);
        let bytes = crypt::open(key, &nonce, &self.bound(book, salt), &mut bytes);
        let bytes = bytes.ok_or(Shut::Wrong)?;
        let (secret, before) = bytes.split_at_checked(SECRET).ok_or(Shut::Wrong)?;
        let inside = Inside {
            secret: Secret::read(secret).ok_or(Shut::Wrong)?,
            before: match before {
                [] => None,
                before => Some(Secret::read(before).ok_or(Shut::Wrong)?),
            },
        };
        let before = inside.before.as_ref().map(|before| before.id);
        match inside.secret.id == self.secret && before == self.renews {
            true => Ok(inside),
            false => Err(Shut::Wrong),
        }
    }

    /// Whether a secret that is in it opens this wrapped key, as far as that shows.
    pub fn may_open(&self, wrap: &WrapFile) -> bool {
        let mut secrets = [Some(self.secret), self.renews].into_iter().flatten();
        secrets.any(|secret| wrap.may_open_with(secret))
    }

    /// Whether it asks for no more and no less than is safe.
    pub fn is_sound(&self) -> bool {
        match self.way {
            Way::Passphrase { cost } => cost.is_sound(),
            Way::Recovery => true,
        }
    }

    /// What it takes to try it, in KiB that are passed over.
    pub fn effort(&self) -> u64 {
        match self.way {
            Way::Passphrase { cost } => u64::from(cost.m) * u64::from(cost.t),
            Way::Recovery => 0,
        }
    }

    /// Whether it asks for no more than this program asks for itself.
    pub fn is_usual(&self) -> bool {
        self.effort() <= u64::from(Cost::MOST_HERE) * u64::from(Cost::FIRST.t)
    }

    /// All that the slot says in clear is bound to what it holds.
    fn bound(&self, book: BookId, salt: &[u8]) -> Vec<u8> {
        let (way, cost) = match self.way {
            Way::Passphrase { cost } => (&b"passphrase"[..], [cost.m, cost.t, cost.p]),
            Way::Recovery => (&b"recovery"[..], [0; 3]),
        };
        let cost: Vec<u8> = cost.iter().flat_map(|n| n.to_le_bytes()).collect();
        let replaces: Vec<u8> = self.replaces.iter().flat_map(|id| *id.bytes()).collect();
        let renews: &[u8] = self.renews.as_ref().map_or(&[], |id| id.bytes());
        // Its own version: one of an older format has to open as what it was sealed as.
        let v = self.v.to_le_bytes();
        let parts: [&[u8]; 10] = [
            &v,
            book.bytes(),
            self.person.bytes(),
            self.slot.bytes(),
            self.secret.bytes(),
            renews,
            &replaces,
            way,
            &cost,
            salt,
        ];
        bound("amends slot", &parts)
    }
}

fn vouch(secret: &Secret, bound: &[u8]) -> String {
    let mut info = b"amends vouch".to_vec();
    info.extend_from_slice(bound);
    BASE64.encode(secret.seed.derive(&info).bytes())
}

/// A recovery code is chance already, so that nothing has to be slow.
fn of_code(code: &RecoveryCode, salt: &[u8]) -> Key {
    let mut info = b"amends recovery".to_vec();
    info.extend_from_slice(salt);
    // A key has 256 bits and a code 160: the rest is nothing.
    let mut bytes = Zeroizing::new([0; KEY]);
    bytes[..code.bytes().len()].copy_from_slice(code.bytes());
    Key::of(&bytes).derive(&info)
}

impl From<NoRandom> for StoreError {
    fn from(NoRandom: NoRandom) -> StoreError {
        StoreError::NoRandom
    }
}
