//! People, records and what follows from them. Pure: no clock, no disk, no chance.
//!
//! [`fold`] turns records into the [`State`] that one person may see; [`decide`] turns what a person
//! wants into records, or into a refusal in plain words. Everything that writes goes through it.

pub mod decide;
pub mod draft;
pub mod id;
pub mod mark;
pub mod person;
pub mod protection;
pub mod record;
pub mod secret;
pub mod state;

pub use crate::exercise::when;
pub use decide::{Desk, Intent, Refusal, decide};
pub use draft::{Draft, DraftBody, DraftKey};
pub use id::{
    BookId, DeviceId, ItemId, PersonId, RecordId, SecretId, SlotId, SpaceId, StepId, ThreadId,
};
pub use mark::{Aspect, Mark, Marking};
pub use person::{Person, Profile, Role, Setting};
pub use record::{Body, Entry, Prompt, Record, SetAside};
pub use secret::{KeyChange, Passphrase, Protection, RecoveryCode};
pub use state::{State, Thread};
