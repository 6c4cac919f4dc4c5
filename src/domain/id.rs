//! Identifiers. The random ones say nothing: no time, no count, no name.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The text is not an identifier of the form that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// From 128 random bits, which the caller brings.
            pub fn from_random(bits: [u8; 16]) -> $name {
                $name(bits)
            }

            /// The 128 bits.
            pub fn bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<$name, NotAnId> {
                from_hex(text).map($name).ok_or(NotAnId)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                deserializer.deserialize_str(HexVisitor).map($name)
            }
        }
    };
}

random_id!(
    /// A book: one person's or one couple's work.
    BookId
);
random_id!(
    /// A person in a book.
    PersonId
);
random_id!(
    /// The machine that wrote a record.
    DeviceId
);
random_id!(
    /// An audience: one person, or "us".
    SpaceId
);
random_id!(
    /// One version of one thing, and the name of its file.
    RecordId
);
random_id!(
    /// The thing that a person knows: an entry, an answer. The same through all its versions.
    ThreadId
);
random_id!(
    /// One way in: a passphrase or a recovery code of a person.
    SlotId
);
random_id!(
    /// What a person's ways in lead to: their key pair and seed.
    SecretId
);

/// Reads exactly 32 lower-case hex digits.
fn from_hex(text: &str) -> Option<[u8; 16]> {
    let text: &[u8; 32] = text.as_bytes().try_into().ok()?;
    let mut bits = [0; 16];
    let length = HEXLOWER.decode_mut(text, &mut bits).ok()?;
    (length == bits.len()).then_some(bits)
}

struct HexVisitor;

impl serde::de::Visitor<'_> for HexVisitor {
    type Value = [u8; 16];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("32 lower-case hex digits")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<[u8; 16], E> {
        from_hex(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

/// Whether `text` may name a stage, a step or an exercise: small letters, digits and hyphens, a letter
/// first, 64 at the most. Answers hang on these names, so they have to be fit for files and shells.
pub fn is_name(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The id of a step in a pack, such as `owning-it`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StepId(String);

/// The id of an exercise within its pack, such as `owning-it.what-i-did`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);

impl StepId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ItemId {
    /// The exercise `name` of `step`.
    ///
    /// # Errors
    /// `name` is not a name.
    pub fn of(step: &StepId, name: &str) -> Result<ItemId, NotAnId> {
        format!("{}.{name}", step.0).try_into()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StepId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<StepId, NotAnId> {
        if is_name(&text) {
            Ok(StepId(text))
        } else {
            Err(NotAnId)
        }
    }
}

impl TryFrom<String> for ItemId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<ItemId, NotAnId> {
        match text.split_once('.') {
            Some((step, name)) if is_name(step) && is_name(name) => Ok(ItemId(text)),
            Some(_) | None => Err(NotAnId),
        }
    }
}

impl From<StepId> for String {
    fn from(id: StepId) -> String {
        id.0
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> String {
        id.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_id_reads_back_and_nothing_else_passes() {
        let id = RecordId::from_random(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<RecordId>(&json).unwrap(), id);
        for wrong in [
            "",
            "00",
            &"A".repeat(32),
            &"g".repeat(32),
            &"0".repeat(33),
            "../../etc",
        ] {
            assert_eq!(wrong.parse::<RecordId>(), Err(NotAnId), "{wrong}");
        }
    }

    #[test]
    fn names_are_fit_for_files_and_shells() {
        for name in ["owning-it", "a", "step2"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "-a", "2a", "A", "a.b", "a/b", "a b", &"a".repeat(65)] {
            assert!(!is_name(name), "{name}");
        }
        assert!(ItemId::try_from("a.b".to_owned()).is_ok());
        assert!(ItemId::try_from("a.b.c".to_owned()).is_err());
    }
}
