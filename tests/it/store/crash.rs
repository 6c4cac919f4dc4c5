//! A crash at any moment: in every state that the disk may be left in, what was called saved is there,
//! what was called deleted is not, no file is half a record, and of a sealed book no word is in clear.

use amends::domain::{Record, RecordId};
use amends::store::DraftKey;

use super::disk::{Lies, Memory};
use super::image::Image;
use super::locked::on_disk;
use super::make::{Kept, Made, Window, both, draft, entry, is_long, purge, revised};

/// States tried for each moment. A commit leaves fewer than this open.
const STATES: usize = 48;

/// All that is written in it.
const WORDS: [&str; 5] = [
    "a draft of some length",
    "the first thing that was saved",
    "said better",
    "a word to forget",
    "the last thing",
];

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
fn first_broken(kept: Kept, lies: Lies) -> (Option<String>, usize) {
    let (disk, made) = Made::in_memory(kept);
    let mut window = Window::on(&made, &disk.image());
    disk.lie(lies);
    disk.record();
    let promises = live(&disk, &made);
    let mut moments = disk.history();
    moments.push(disk.image());
    let mut states = 0;
    for (moment, image) in moments.iter().enumerate() {
        let until_then = promises.iter().rev().find(|(from, _)| *from <= moment);
        let (_, promised) = until_then.unwrap();
        // What a crash leaves of it is never more than what was there at this moment or an earlier one.
        if let Some(clear) = in_clear(&Memory::of(image.clone()), &made) {
            return (Some(format!("at {moment}: {clear}")), states);
        }
        for (number, state) in image.after_crash(STATES).into_iter().enumerate() {
            states += 1;
            // Some of the worst that a moment may leave are opened anew every day, and all of them in a long
            // run: to unlock is slow on purpose.
            if number == 0 && moment % 4 == 0 || is_long() {
                window.anew(&state);
            }
            if let Some(broken) = broken(&mut window, state, &made, promised) {
                return (Some(format!("at {moment}: {broken}")), states);
            }
        }
    }
    (None, states)
}

fn broken(window: &mut Window, state: Image, made: &Made, promised: &Promised) -> Option<String> {
    let store = window.at(state);
    let loaded = store.load(made.maya.id);
    if let Some(finding) = loaded.findings.first() {
        return Some(format!("{finding:?}"));
    }
    if loaded.locked > 0 {
        return Some(format!("{} records do not open", loaded.locked));
    }
    for record in &promised.saved {
        if !loaded.records.iter().any(|read| **read == *record) {
            return Some(format!("{} was called saved", record.id));
        }
    }
    let (drafts, findings) = store.drafts(made.maya.id);
    if let Some(text) = promised.draft
        && (drafts.is_empty() || !findings.is_empty())
    {
        return Some(format!("a draft of {} letters was called kept", text.len()));
    }
    for (id, text) in &promised.deleted {
        let shown = loaded.records.iter().any(|record| record.id == *id);
        // What is sealed is known by its names only. No draft was kept of anything else.
        let named = window.disk().files().into_iter().any(|(path, _)| {
            let path = path.to_string_lossy();
            path.contains(&id.to_string()) || path.contains("/drafts/")
        });
        if shown || named || !on_disk(window.disk(), text).is_empty() {
            return Some(format!("{id} was called deleted"));
        }
    }
    // Whatever happened, life goes on from here.
    let next = entry(&made.maya, 9, "what is written after the crash");
    if let Err(why) = window.store().commit(std::slice::from_ref(&next)) {
        return Some(format!("nothing can be saved any more: {why}"));
    }
    None
}

/// Where a word of a sealed book can be read without its keys.
fn in_clear(disk: &Memory, made: &Made) -> Option<String> {
    let mut found = WORDS.iter().flat_map(|text| on_disk(disk, text));
    match made.kept {
        Kept::Clear => None,
        Kept::Sealed => found
            .next()
            .map(|path| format!("{} is in clear", path.display())),
    }
}

#[test]
fn a_crash_at_any_moment_breaks_no_promise() {
    both(|kept| {
        let (broken, states) = first_broken(kept, Lies::default());
        assert_eq!(broken, None);
        assert!(states > 300, "only {states} states were looked at");
    });
}

#[test]
fn the_model_notices_a_commit_without_a_sync_of_the_file() {
    let lies = Lies {
        files_never_sync: true,
        ..Lies::default()
    };
    both(|kept| assert_ne!(first_broken(kept, lies).0, None));
}

#[test]
fn the_model_notices_a_commit_without_a_sync_of_the_folder() {
    let lies = Lies {
        folders_never_sync: true,
        ..Lies::default()
    };
    both(|kept| assert_ne!(first_broken(kept, lies).0, None));
}
