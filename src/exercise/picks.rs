//! Words picked from a list, as an answer names them: by their ids, with words of one's own beside them.
//!
//! Used by the kinds that go on from a choice. While one picks it is a `choose::Doing`; here is how
//! that becomes ids and comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::choose::{Chosen, Item, not_listed, there_twice};
use super::{Labels, Problem, label};

/// Words of one's own: an id that is on no list, and what was written.
pub type Own = BTreeMap<String, String>;

/// What ids of one's own words begin with; a number follows.
const OWN: &str = "own-";

/// Whether a word of a list may not have this id, since words of one's own get such ids.
pub fn is_own_id(id: &str) -> bool {
    id.strip_prefix(OWN)
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The id for what was chosen. A word of one's own gets one that is free, and is put among `own`.
pub fn id_of(chosen: &Chosen, own: &mut Own) -> String {
    if let Some(id) = &chosen.item {
        return id.clone();
    }
    let there = own.iter().find(|(_, text)| **text == chosen.text);
    if let Some((id, _)) = there {
        return id.clone();
    }
    let id = format!("{OWN}{}", own.len() + 1);
    own.insert(id.clone(), chosen.text.clone());
    id
}

/// What an id stands for. None where the list no longer has it.
pub fn chosen(items: &[Item], own: &Own, id: &str) -> Option<Chosen> {
    let listed = items.iter().find(|item| item.id == id).map(|item| Chosen {
        item: Some(item.id.clone()),
        text: item.text.clone(),
        rating: None,
    });
    let written = || {
        own.get(id).map(|text| Chosen {
            item: None,
            text: text.clone(),
            rating: None,
        })
    };
    listed.or_else(written)
}

/// The words of an id, as the answer was given.
pub fn name<'a>(labels: &'a Labels, own: &'a Own, id: &'a str) -> &'a str {
    own.get(id)
        .map_or_else(|| label(labels, id), String::as_str)
}

/// The words of every item, to be kept with an answer that has only ids.
pub fn labels(items: &[Item]) -> Labels {
    let label = |item: &Item| (item.id.clone(), item.text.clone());
    items.iter().map(label).collect()
}

/// Takes out of a draft what a changed pack no longer has, and gives the rest the words of today.
pub fn fit(items: &[Item], own: bool, all: &mut Vec<Chosen>) {
    all.retain_mut(|chosen| match &chosen.item {
        Some(id) => match items.iter().find(|item| &item.id == id) {
            Some(item) => {
                chosen.text.clone_from(&item.text);
                true
            }
            None => false,
        },
        None => own,
    });
}

/// What is wrong with ids out of a script or another program.
pub fn check<'a>(
    items: &[Item],
    may_own: bool,
    own: &Own,
    ids: impl Iterator<Item = &'a str>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut taken = BTreeSet::new();
    for id in ids {
        if !own.contains_key(id) && !items.iter().any(|item| item.id == id) {
            problems.push(not_listed(id));
        }
        if !taken.insert(id) {
            problems.push(there_twice(id).at(id));
        }
    }
    if !may_own && !own.is_empty() {
        problems.push(Problem::whole("Words of your own have no place here."));
    }
    for (id, text) in own {
        if items.iter().any(|item| &item.id == id) {
            let problem = Problem::quoting(
                id,
                |id| format!("{id} is a word of the list. A word of your own needs another id."),
                "One of your own words has the id of a word of the list. It needs another.",
            );
            problems.push(problem.at(id));
        }
        if text.trim().is_empty() {
            problems.push(Problem::of(id, "One of your own words is empty."));
        }
        if !taken.contains(id.as_str()) {
            let problem = Problem::quoting(
                text,
                |text| format!("{text} is among your own words and nowhere chosen."),
                "One of your own words is nowhere chosen.",
            );
            problems.push(problem.at(id));
        }
    }
    problems
}
