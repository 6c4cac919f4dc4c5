//! amends: a guided workbook for repairing trust. This page is the map of the rooms.

pub mod cli;
pub mod content;
pub mod domain;
pub mod exercise;
pub mod export;
pub mod process;
pub mod query;
pub mod store;
pub mod text;
pub mod tui;
