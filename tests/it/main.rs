//! The tests that go through the front doors: one binary, a module for each room.

mod canary;
mod chance;
mod cli;
mod content;
mod pty;
mod store;
mod tidy;
