//! Killed without a warning: what was acknowledged is there, and the rest up to ten seconds ago.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::world::*;
use crate::chance::{Chance, long, seed};

#[test]
fn after_a_kill_in_mid_sentence_what_was_called_kept_is_found_again() {
    for book in BOOKS {
        let world = book();
        let mut term = world.writing();
        term.keys("I wanted to say that").wait("draft kept");
        term.keys(" I").wait("say that I");
        term.signal(Signal::KILL);
        term.ended();
        assert_eq!(world.draft_texts(), ["I wanted to say that"]);
        world.is_sound();
        world.keeps_to_itself("I wanted to say");
        let mut term = world.open();
        term.wait("Go on with")
            .keys(ENTER)
            .wait("I wanted to say that");
        term.keys(" I am here")
            .wait("that I am here")
            .keys(SAVE)
            .wait("Saved.");
    }
}

/// Types, saves now and then, and kills the program at some moment. Nothing that the screen called
/// saved or kept may be missing, nor a word that was typed ten seconds before.
fn kill_once(chance: &mut Chance) {
    let world = chance.pick(&BOOKS)();
    let mut term = world.writing();
    let end = Instant::now() + Duration::from_millis(chance.below(4500));
    let mut typed: Vec<(Instant, String)> = Vec::new();
    let (mut kept, mut saved) = (String::new(), Vec::new());
    while Instant::now() < end {
        let word = format!("w{} ", chance.below(1_000_000));
        let mut all = typed.last().map_or(String::new(), |(_, text)| text.clone());
        all.push_str(&word);
        term.keys(&word).wait(word.trim());
        typed.push((Instant::now(), all.clone()));
        if chance.below(12) == 0 {
            // Killed while it saves, now and then.
            term.keys(SAVE);
            if chance.below(3) == 0 {
                break;
            }
            term.wait("Saved.");
            saved.push(all);
            typed.clear();
            kept.clear();
            term.keys(LOOKS).keys("n").wait(EMPTY_PAGE);
        }
        let pause = [0, 0, 20, 200, 2300][usize::try_from(chance.below(5)).unwrap()];
        std::thread::sleep(Duration::from_millis(pause));
        // It is read from the screen only while nothing is being typed.
        if term.screen().contains("draft kept") {
            kept = typed.last().map_or(String::new(), |(_, text)| text.clone());
        }
    }
    term.signal(Signal::KILL);
    let killed = Instant::now();
    term.ended();
    let (entries, drafts) = (world.entries(), world.draft_texts());
    let there = format!(
        "entries {entries:?}, drafts {drafts:?}, typed {:?}",
        typed.last()
    );
    for text in &saved {
        assert!(
            entries.iter().any(|entry| entry == text),
            "{text:?} was called saved; {there}"
        );
    }
    // Ten seconds, and as many for a machine on which everything takes long.
    let old = typed
        .iter()
        .rev()
        .find(|(at, _)| killed.duration_since(*at) > Duration::from_secs(20));
    for text in [Some(&kept), old.map(|(_, text)| text)]
        .into_iter()
        .flatten()
    {
        let found = entries
            .iter()
            .chain(&drafts)
            .any(|there| there.starts_with(text.as_str()));
        assert!(text.is_empty() || found, "{text:?} was kept; {there}");
    }
    world.is_sound();
}

#[test]
fn no_kill_at_any_moment_takes_what_was_acknowledged() {
    // Thousands in a long run: AMENDS_LONG says how many for each of sixteen hands, and 1 says 200.
    let (each, hands) = long(200).map_or((2, 5), |each| (each, 16));
    let seed = seed();
    std::thread::scope(|scope| {
        for hand in 0..hands {
            scope.spawn(move || {
                let mut chance = Chance::of(seed.wrapping_add(hand));
                for _ in 0..each {
                    kill_once(&mut chance);
                }
            });
        }
    });
}
