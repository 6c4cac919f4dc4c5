//! Ids on the command line: whole, or as many characters of the start as tell them apart.

use super::failure::Failure;
use crate::domain::{State, ThreadId};
use crate::query::reading::Kind;
use crate::text::quote::quoted;

/// As short as an id may be given.
const SHORTEST: usize = 4;

/// The entry, answer or mark that `given` names.
pub fn find(state: &State, given: &str) -> Result<ThreadId, Failure> {
    let start = given.trim().to_lowercase();
    if start.is_empty() || !start.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Failure::failed(format!(
            "\u{201c}{}\u{201d} is not an id. `amends list` shows them.",
            quoted(given)
        )));
    }
    if start.len() < SHORTEST {
        return Err(Failure::failed(format!(
            "\u{201c}{}\u{201d} is too short. Give {SHORTEST} characters of the id or more.",
            quoted(given)
        )));
    }
    let readable = |thread: &ThreadId| {
        let head = state.head(*thread);
        head.is_some_and(|head| Kind::of(&head.body).is_some())
    };
    let mut found = state
        .threads()
        .map(|(thread, _)| thread)
        .filter(|thread| thread.to_string().starts_with(&start) && readable(thread));
    match (found.next(), found.next()) {
        (Some(thread), None) => Ok(thread),
        (Some(_), Some(_)) => Err(Failure::failed(format!(
            "More than one id starts with {start}. Give some more of its characters."
        ))),
        (None, _) => Err(Failure::failed(format!(
            "There is nothing with the id {start}. It may have been deleted. `amends list` shows \
             what is there."
        ))),
    }
}
