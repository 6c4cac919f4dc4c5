//! The program itself in a terminal of its own: what people type is kept and found again, and the
//! terminal is given back as it was, whatever happens.

pub mod bytes;
pub mod term;
pub mod world;

mod ending;
mod hiding;
mod journey;
mod killed;
mod locking;
mod pasting;
mod saving;
mod sent;
mod sizes;
mod sleeping;
mod starting;
mod together;
mod trouble;
mod unlocking;
