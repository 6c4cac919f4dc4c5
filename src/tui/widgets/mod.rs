//! What pages are made of.

pub mod bars;
pub mod day;
pub mod editor;
pub mod field;
pub mod ladder;
pub mod note;
pub mod seam;
pub mod signs;
