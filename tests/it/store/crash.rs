//! A crash at any moment: in every state that the disk may be left in, what was called saved is there,
//! what was called deleted is not, and no file is half a record.

use std::path::Path;
use std::sync::Arc;

use amends::domain::{Person, Record, RecordId};
use amends::store::{Access, DraftKey, Shelf};

use super::disk::{DATA, Lies, Memory};
use super::image::Image;
use super::make::{Made, draft, entry, purge, revised};

/// States tried for each moment. A commit leaves fewer than this open.
const STATES: usize = 48;

/// What had been promised when an operation began.
#[derive(Clone, Default)]
struct Promised {
    saved: Vec<Record>,
    deleted: Vec<(RecordId, &'static str)>,
    draft: Option<&'static str>,
}

/// Does some of everything, and says at which operation which promise was made.
fn live(disk: &Memory, made: &Made) -> Vec<(usize, Promised)> {
    let maya = &made.maya;
    let mut promised = Promised::default();
    let mut all = vec![(0, Promised::default())];
    let mut store = made.open();
    let mut promise = |promised: &Promised| all.push((disk.history().len(), promised.clone()));

    let begun = draft(maya, 1, "a draft of some length");
    store.save_draft(&begun).unwrap();
    promised.draft = Some("a draft of some length");
    promise(&promised);

    let first = entry(maya, 1, "the first thing that was saved");
    store.commit(std::slice::from_ref(&first)).unwrap();
    promised.saved.push(first.clone());
    promise(&promised);

    let both = [
        revised(&first, 2, "said better"),
        entry(maya, 3, "a word to forget"),
    ];
    store.commit(&both).unwrap();
    promised.saved.extend(both.clone());
    promise(&promised);

    let mut secret = draft(maya, 3, "a word to forget, half changed");
    secret.key = DraftKey::Entry(both[1].thread);
    store.save_draft(&secret).unwrap();
    store.drop_draft(maya.id, &begun.key).unwrap();
    promised.draft = None;
    promise(&promised);

    // From here on it may go at any moment, and at the end it has to be gone.
    promised.saved.retain(|record| *record != both[1]);
    promise(&promised);
    store.commit(&[purge(maya, 4, &[&both[1]])]).unwrap();
    promised.deleted.push((both[1].id, "a word to forget"));
    promise(&promised);

    let last = entry(maya, 5, "the last thing");
    store.commit(std::slice::from_ref(&last)).unwrap();
    promised.saved.push(last);
    promise(&promised);
    all
}

/// The first promise that some crash breaks, or None. Also how many states were looked at.
fn first_broken(lies: Lies) -> (Option<String>, usize) {
    let disk = Memory::new();
    let made = Made::on(Arc::new(disk.clone()), Path::new(DATA));
    disk.lie(lies);
    disk.record();
    let promises = live(&disk, &made);
    let mut moments = disk.history();
    moments.push(disk.image());
    let mut states = 0;
    for (moment, image) in moments.iter().enumerate() {
        let kept = promises.iter().rev().find(|(from, _)| *from <= moment);
        let (_, promised) = kept.unwrap();
        for state in image.after_crash(STATES) {
            states += 1;
            if let Some(broken) = broken(state, &made, promised) {
                return (Some(format!("at {moment}: {broken}")), states);
            }
        }
    }
    (None, states)
}

fn broken(state: Image, made: &Made, promised: &Promised) -> Option<String> {
    let disk = Memory::of(state);
    let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
    let mut store = match shelf.open(made.book, Access::Write) {
        Ok(store) => store,
        Err(error) => return Some(format!("the book does not open: {error}")),
    };
    let loaded = store.load(made.maya.id);
    if let Some(finding) = loaded.findings.first() {
        return Some(format!("{finding:?}"));
    }
    for record in &promised.saved {
        if !loaded.records.iter().any(|read| **read == *record) {
            return Some(format!("{} was called saved", record.id));
        }
    }
    for (id, text) in &promised.deleted {
        let shown = loaded.records.iter().any(|record| record.id == *id);
        let there = disk
            .files()
            .iter()
            .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(text));
        if shown || there {
            return Some(format!("{id} was called deleted"));
        }
    }
    if let Some(text) = promised.draft {
        let (drafts, findings) = store.drafts(made.maya.id);
        if drafts.is_empty() || !findings.is_empty() {
            return Some(format!("a draft of {} letters was called kept", text.len()));
        }
    }
    // Whatever happened, life goes on from here.
    let next = entry(&someone(made), 9, "after the crash");
    match store.commit(std::slice::from_ref(&next)) {
        Ok(()) => None,
        Err(why) => Some(format!("nothing can be saved any more: {why}")),
    }
}

fn someone(made: &Made) -> Person {
    made.maya.clone()
}

#[test]
fn a_crash_at_any_moment_breaks_no_promise() {
    let (broken, states) = first_broken(Lies::default());
    assert_eq!(broken, None);
    assert!(states > 300, "only {states} states were looked at");
}

#[test]
fn the_model_notices_a_commit_without_a_sync_of_the_file() {
    let lies = Lies {
        files_never_sync: true,
        ..Lies::default()
    };
    assert_ne!(first_broken(lies).0, None);
}

#[test]
fn the_model_notices_a_commit_without_a_sync_of_the_folder() {
    let lies = Lies {
        folders_never_sync: true,
        ..Lies::default()
    };
    assert_ne!(first_broken(lies).0, None);
}
