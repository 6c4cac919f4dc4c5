//! Questions to a person's state: how far they are, what they wrote when, where a word stands, how the weeks
//! went, what is other than it was. Pure.

pub mod ago;
pub mod calendar;
pub mod compare;
mod differ;
pub mod due;
pub mod excerpt;
pub mod list;
pub mod narrow;
pub mod order;
pub mod progress;
pub mod reading;
pub mod revisit;
pub mod search;
pub mod tags;
pub mod trend;

#[cfg(test)]
pub(crate) mod testing;
