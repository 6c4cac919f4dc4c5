//! Content packs: everything that a person reads in the journey.
//!
//! A pack is read whole before anything of it is shown, and every fault in it is found in one run.
//! Its way in: files (`files`), their values with places (`node`), one pack laid over another
//! (`merge`), and the typed reading (`table`, `pack`, `stages`, `tasks`, `library`). Of the default pack the
//! values are there already (`plain`).

mod files;
pub mod finding;
mod library;
pub mod list;
pub mod load;
mod merge;
pub mod model;
mod node;
mod pack;
mod plain;
mod spec;
mod stages;
pub mod starter;
mod table;
mod tasks;
pub mod voice;
mod words;

pub use finding::{Finding, Severity};
pub use list::{Listed, packs};
pub use load::{Loaded, check, embedded, load};
pub use model::{Exercise, Gate, Help, Helpline, Mode, Pack, Stage, Step};
pub use starter::new_pack;
pub use tasks::{Sort, Task, Write};
pub use voice::{Voice, Voiced};
