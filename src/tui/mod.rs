//! The terminal program: pure `update` and `draw`, and one driver that does what they ask.

pub mod app;
pub mod canvas;
pub mod command;
pub mod drafting;
mod driver;
mod errands;
pub mod exercises;
pub mod footer;
pub mod frame;
pub mod group;
pub mod guard;
mod input;
pub mod keys;
pub mod layers;
mod mouse;
pub mod msg;
pub mod pages;
pub mod place;
pub mod prefs;
pub mod run;
mod sequence;
pub mod session;
pub mod sheet;
mod sleep;
mod terminal;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod theme;
mod timer;
mod unsaved;
pub mod view;
mod wake;
pub mod widgets;
