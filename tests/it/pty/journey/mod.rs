//! The whole journey of one person, by keys alone: from the welcome to the last letter, with every
//! exercise that the role is given. What there is to answer is read from the program's own list.

mod hand;
mod kinds;

use amends::domain::Role;
use rustix::process::Signal;
use serde_json::Value;

use self::hand::Hand;
use super::world::*;

/// What `steps --json` lists, in its order: stage, step and exercise, each by its place and id.
fn listed(world: &World) -> Vec<(usize, String, Value)> {
    let all = world.json(&["steps", "--json"]);
    let stages = all["stages"].as_array().unwrap();
    let mut listed = Vec::new();
    for (place, stage) in stages.iter().enumerate() {
        for step in stage["steps"].as_array().unwrap() {
            let id = step["id"].as_str().unwrap();
            for exercise in step["exercises"].as_array().unwrap() {
                listed.push((place, id.to_owned(), exercise.clone()));
            }
        }
    }
    listed
}

/// The program dies in the middle of a sentence, which is finished after it was started again.
fn is_cut_off_in_the_middle(hand: &mut Hand) {
    let sentence = hand.sentence();
    let (first, rest) = sentence.split_at(sentence.len() / 2);
    hand.term.keys(first).wait("draft kept");
    hand.term.signal(Signal::KILL);
    hand.term.ended();
    hand.reopen();
    hand.term
        .wait_focus("Go on with")
        .keys(ENTER)
        .wait(first.trim_end());
    hand.term.keys(rest).wait(&sentence).keys(SAVE);
    hand.term.wait("Saved.");
}

fn from_the_welcome_to_the_last_letter(role: Role) {
    let mut hand = Hand::welcomed(role);
    let all = listed(&hand.world);
    assert!(all.len() > 40, "{} exercises", all.len());
    let (mut stage, mut cut_off) = (0, false);
    for (place, step, exercise) in &all {
        if *place != stage {
            stage = *place;
            hand.leave();
            hand.reopen();
        }
        let kind = exercise["kind"].as_str().unwrap();
        let item = exercise["id"].as_str().unwrap();
        hand.go_to(step, item);
        if kind == "write" && !cut_off {
            cut_off = true;
            is_cut_off_in_the_middle(&mut hand);
        } else {
            kinds::answer(&mut hand, item, kind);
        }
    }
    hand.leave();
    assert!(cut_off, "nothing was written");

    let steps = hand.world.json(&["steps", "--json"]);
    let stages = steps["stages"].as_array().unwrap();
    assert_eq!(stages.len(), 5);
    for step in stages.iter().flat_map(|s| s["steps"].as_array().unwrap()) {
        assert_eq!(step["done"], true, "{}", step["id"]);
    }
    assert_eq!(steps["next"], Value::Null);
    for (_, _, exercise) in listed(&hand.world) {
        assert_eq!(exercise["answered"], true, "{}", exercise["id"]);
    }

    let doctor = hand.world.json(&["doctor", "--json"]);
    assert_eq!(doctor["findings"], Value::Array(Vec::new()));

    let book = hand.world.cli(&["export", "--format", "md"]);
    for (item, sentence) in &hand.said {
        assert!(book.contains(sentence), "{item}: {sentence:?} is not in it");
    }
    for (item, sentence) in &hand.sealed {
        assert!(!book.contains(sentence), "{item} is closed");
    }
}

#[test]
fn whoever_was_hurt_goes_from_the_welcome_to_the_last_letter() {
    from_the_welcome_to_the_last_letter(Role::Hurt);
}

#[test]
fn whoever_broke_trust_goes_from_the_welcome_to_the_last_letter() {
    from_the_welcome_to_the_last_letter(Role::Broke);
}

#[test]
fn whoever_is_some_of_each_goes_from_the_welcome_to_the_last_letter() {
    from_the_welcome_to_the_last_letter(Role::Both);
}

#[test]
fn whoever_leaves_it_open_goes_from_the_welcome_to_the_last_letter() {
    from_the_welcome_to_the_last_letter(Role::Undecided);
}
