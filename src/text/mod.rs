//! Pure questions about text: what may enter, how wide it is, where it breaks, how it is searched.
//!
//! Nothing here reads, writes or draws. Every other room may lean on this one.

pub mod clean;
mod escape;
pub mod fold;
pub mod grapheme;
pub mod quote;
pub mod reason;
pub mod width;
pub mod wrap;
