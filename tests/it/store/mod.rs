//! The store's promises, one file for each subject.

mod disk;
mod elsewhere;
mod image;
pub mod make;
mod plan;

mod apart;
mod backup;
mod books;
mod cache;
mod cache_damage;
mod cache_deletes;
mod cache_sealed;
mod crash;
mod damage;
mod faults;
mod forget;
mod form;
mod hostile;
mod hostile_keys;
mod key_crash;
mod keys;
mod leftovers;
mod locked;
mod merge;
mod refuse;
mod sealed_form;
mod together;
mod writer;
