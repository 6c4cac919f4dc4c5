//! The real binary, as a shell runs it.

mod answer;
mod asked;
mod backup;
mod books;
mod content;
mod export;
mod harm;
mod help;
mod home;
mod hostile;
mod mark;
mod outside;
mod passphrase;
mod read;
mod refused;
pub mod shut;
mod terminal;
mod unseen;
mod write;
