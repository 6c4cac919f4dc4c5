//! The first start with a passphrase, an exercise, and what lies beside the records: copies, leftovers, a cache.

use std::fs;
use std::sync::Arc;

use amends::domain::Passphrase;
use amends::store::{Access, Disk, Shelf};
use rustix::process::Signal;

use super::keys::{files, unfinished};
use super::life::{Life, PASSPHRASE, TEXT, WORD, type_text};
use super::workbook::{DOWN, choose, quits, types};
use crate::pty::world::*;

pub fn a_first_start_with_a_passphrase(life: Life) -> Life {
    let mut term = life.world.open();
    for (page, keys) in (1..).zip(["", "", "Maya", DOWN]) {
        term.wait(&format!("{page} of 5")).keys(keys);
        if page == 3 {
            term.wait("Maya");
        }
        term.keys(ENTER);
    }
    term.wait("5 of 5").keys(DOWN);
    let dots = PASSPHRASE.chars().count();
    types(&mut term, PASSPHRASE, dots);
    types(&mut term, PASSPHRASE, dots);
    choose(&mut term, "Without a recovery code");
    choose(&mut term, "Seal my pages");
    term.wait("Your pages are sealed.").keys(ENTER);
    term.wait("n new entry");
    life.opens_with(PASSPHRASE);
    type_text(&mut term);
    term.keys(SAVE).wait("Saved.");
    quits(&life, term);
    life.is_kept();
    life
}

/// Which exercise it is says as much about a person as the answer.
pub fn an_exercise_and_a_kill(life: Life) -> Life {
    life.secret("open-questions");
    life.secret("What I do not know");
    let mut term = life.open();
    term.until("home", |screen| screen.contents().contains('▸'));
    term.keys(ENTER).wait_focus("What I learned").keys(DOWN);
    term.wait_focus("What the line").keys(DOWN);
    term.wait_focus("What I do not know").keys(ENTER);
    term.wait("F5 example")
        .keys(TEXT)
        .wait(TEXT)
        .wait("draft kept");
    life.killed(term);
    assert!(life.drafts().contains(TEXT));
    life
}

/// What is deleted is gone from the disk, also where nothing is sealed.
pub fn a_delete_in_clear(life: Life) -> Life {
    let id = life.write(TEXT);
    life.run(&["edit", &id, "-"], &format!("{TEXT}, said better"))
        .ok();
    for record in files(&life.space()) {
        if !fs::read_to_string(&record).unwrap().contains(WORD) {
            continue;
        }
        fs::copy(&record, unfinished(&life, &record)).unwrap();
        let copy = format!("{}.sync-conflict-20261122.json", record.display());
        fs::copy(&record, copy).unwrap();
    }
    caches(&life);
    // It is being changed, and that is not saved.
    let mut term = life.open();
    term.keys("w").wait(WORD).keys("e").wait("title");
    term.keys("more words, ").wait("more words,");
    quits(&life, term);
    assert!(life.traces().len() > 6, "{:#?}", life.traces());
    life.run(&["delete", &id, "--yes"], "").ok();
    life
}

/// A book of this size has no cache yet, so it is told to have one.
fn caches(life: &Life) {
    let shelf = Shelf::at(Arc::new(Disk), life.world.path("data")).caching_from(1);
    let book = shelf.find(None).unwrap();
    let mut store = shelf.open(book.id, Access::Write).unwrap();
    let person = book.people[0].id;
    if let Some(passphrase) = life.passphrase() {
        let passphrase = Passphrase::typed(&passphrase);
        store.unlock(person, &passphrase, &mut |_, _| {}).unwrap();
    }
    store.load(person);
    while store.tend_cache() {}
    assert!(!files(&life.world.path("data/local/cache")).is_empty());
}

pub fn a_cache(life: Life) -> Life {
    let id = life.write(TEXT);
    life.run(&["edit", &id, "-"], &format!("{TEXT}, said better"))
        .ok();
    caches(&life);
    assert_eq!(life.traces(), [].into());
    life.is_kept();
    // Words of the cache are gone with what they were of.
    life.run(&["delete", &id, "--yes"], "").ok();
    assert!(!life.saved().contains(WORD));
    life
}

/// A passphrase that is half typed at a terminal, when something comes in between.
pub fn a_question_that_is_interrupted(life: Life) -> Life {
    life.write(TEXT);
    for (key, code) in [("\x03", 130), ("\x1c", 131), ("\x04\x04", 1)] {
        let lines = "trap : INT QUIT; $AMENDS list; echo [code $?]";
        let mut term = life.world.in_shell(lines);
        term.wait("Passphrase of Sam:").keys(PASSPHRASE).keys(key);
        // An end in the middle of a line gives what is there: it opens, and the words are for who asked.
        if code == 1 {
            term.wait("[code");
            life.hear(
                "the question",
                term.screen().lines().next().unwrap_or_default(),
            );
            continue;
        }
        term.wait(&format!("[code {code}]"));
        term.ended();
        life.sees(&term);
    }
    let mut term = life.world.in_shell("$AMENDS list");
    term.wait("Passphrase of Sam:").keys(PASSPHRASE);
    term.signal(Signal::HUP);
    term.ended();
    life.sees(&term);
    life
}
