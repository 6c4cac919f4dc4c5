//! The values of a file of a pack without their places, in a form that needs no parsing. The build script
//! makes it of the default pack, so this file is part of both.

use serde::{Deserialize, Serialize};

/// A value. There is no more than the default pack has: the build script says so where that changes.
#[derive(Serialize, Deserialize)]
pub enum Plain {
    Text(String),
    Number(i64),
    Yes(bool),
    /// Year, month and day.
    Date(u16, u8, u8),
    Array(Vec<Plain>),
    /// In the order in which it was written.
    Table(Vec<(String, Plain)>),
}

/// A file: its path in the pack, and its values.
pub type PlainFile = (String, Plain);
