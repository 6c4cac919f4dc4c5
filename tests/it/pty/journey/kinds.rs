//! How each kind of exercise is answered, by keys.

use amends::domain::ItemId;
use amends::exercise::{
    Spec, activity, cards, choose, compose, echo, hour, paraphrase, promise, rank, scale, setback,
    sort, timeline,
};

use super::super::world::*;
use super::hand::Hand;

const ADD: &str = "\x0e";
const RIGHT: &str = "\x1b[C";
const DOWN: &str = "\x1b[B";
const BACK_TAB: &str = "\x1b[Z";
const HIGHER: &str = "+";
const F8: &str = "\x1b[19~";

/// Answers the exercise that is open, and saves it.
pub fn answer(hand: &mut Hand, item: &str, kind: &str) {
    let id = ItemId::try_from(item.to_owned()).unwrap();
    let (_, exercise) = hand.pack.exercise(&id).unwrap();
    assert_eq!(exercise.kind().name(), kind);
    match exercise.spec(&hand.pack, hand.voice) {
        None => mark(hand),
        Some(spec) => of_kind(hand, &spec),
    }
}

fn of_kind(hand: &mut Hand, spec: &Spec) {
    match spec {
        Spec::Write(_) => hand.say(),
        Spec::Timeline(spec) => timeline(hand, spec),
        Spec::Compose(spec) => compose(hand, spec),
        Spec::Sort(spec) => sort(hand, spec),
        Spec::Choose(spec) => choose(hand, spec),
        Spec::Scale(spec) => scale(hand, spec),
        Spec::Paraphrase(spec) => paraphrase(hand, spec),
        Spec::Hour(spec) => hour(hand, spec),
        Spec::Rank(spec) => rank(hand, spec),
        Spec::Activity(spec) => activity(hand, spec),
        Spec::Setback(spec) => setback(hand, spec),
        Spec::Cards(spec) => cards(hand, spec),
        Spec::Echo(spec) => echo(hand, spec),
        Spec::Promise(spec) => promise(hand, spec),
        Spec::Letter(_) => {
            hand.say();
            hand.seal();
        }
    }
    hand.save();
}

fn mark(hand: &mut Hand) {
    for number in ["7", "10", "0"] {
        hand.term.keys(number).keys(TAB);
    }
    hand.say();
    hand.save();
}

fn timeline(hand: &mut Hand, spec: &timeline::Spec) {
    for event in 0..spec.at_least.max(1) {
        if event > 0 {
            hand.term.keys(ADD);
        }
        hand.say();
        hand.term.keys(TAB).keys("3 june 2024");
    }
}

fn compose(hand: &mut Hand, spec: &compose::Spec) {
    for slot in 0..spec.slots.len() {
        if slot > 0 {
            hand.term.keys(TAB);
        }
        hand.say();
    }
}

/// Every card into the first pile that takes it, and one of one's own.
fn sort(hand: &mut Hand, spec: &sort::Spec) {
    for card in &spec.cards {
        let takes = |bucket: &sort::Bucket| card.only.is_empty() || card.only.contains(&bucket.id);
        let pile = spec.buckets.iter().position(takes).unwrap() + 1;
        hand.term.keys(&pile.to_string());
        hand.remember(&card.text);
    }
    if spec.own {
        hand.term.keys(TAB);
        hand.say();
        hand.term.keys(ENTER).keys("1");
    }
}

/// A word of one's own, and as many of the list as are asked for.
fn choose(hand: &mut Hand, spec: &choose::Spec) {
    if spec.own {
        hand.term.keys(TAB);
        hand.say();
        hand.term.keys(ENTER);
        if spec.rating.is_some() {
            hand.term.keys("1");
        }
        hand.term.keys(BACK_TAB);
    }
    let most = spec.at_most.unwrap_or(usize::MAX) - usize::from(spec.own);
    for item in spec.items.iter().take(spec.at_least.max(1).min(most)) {
        let choose = if spec.rating.is_some() { "2" } else { ENTER };
        hand.term.keys(choose).keys(RIGHT);
        hand.remember(&item.text);
    }
}

fn scale(hand: &mut Hand, spec: &scale::Spec) {
    for question in &spec.questions {
        hand.term.keys("3").keys(ENTER);
        hand.remember(&question.text);
    }
    if spec.note.is_some() {
        hand.say();
    }
}

/// Remembered words where they are asked for, and the first of the list otherwise.
fn paraphrase(hand: &mut Hand, spec: &paraphrase::Spec) {
    if spec.own {
        hand.term.keys(&DOWN.repeat(spec.statements.len()));
        hand.say();
    } else {
        hand.remember(&spec.statements[0].text);
    }
    hand.term.keys(ENTER);
    hand.say();
    hand.term.keys(TAB);
    for _ in &spec.questions {
        hand.term.keys("2");
    }
}

/// An hour is booked for today, and held.
fn hour(hand: &mut Hand, spec: &hour::Spec) {
    hand.term.keys("today").keys(ENTER).keys("8 pm");
    hand.save();
    hand.again();
    hand.term.wait("▸").keys(ENTER).wait(&spec.points[0].label);
    for _ in &spec.points {
        hand.say();
        hand.term.keys(TAB);
    }
    hand.say();
}

fn rank(hand: &mut Hand, spec: &rank::Spec) {
    for item in spec.items.iter().take(spec.top) {
        hand.term.keys(ENTER).keys(RIGHT);
        hand.remember(&item.text);
    }
    hand.term.keys(TAB).keys(DOWN).keys(HIGHER).keys(TAB);
    for _ in 0..spec.top {
        hand.say();
        hand.term.keys(TAB);
    }
}

/// One is drawn for today, so that the two lines can be written.
fn activity(hand: &mut Hand, spec: &activity::Spec) {
    for _ in 0..spec.at_least {
        hand.term.keys(ENTER).keys(RIGHT);
    }
    hand.term.keys(TAB).keys(ENTER).keys(TAB).keys("today");
    hand.term.keys(TAB).wait(&spec.near);
    hand.say();
    hand.term.keys(TAB);
    hand.say();
}

fn setback(hand: &mut Hand, spec: &setback::Spec) {
    hand.term.keys(ENTER).wait(&spec.name_it).keys(ENTER);
    hand.term.keys(ENTER);
    hand.say();
    hand.remember(&spec.whats[0].label);
}

fn cards(hand: &mut Hand, spec: &cards::Spec) {
    for card in 0..spec.at_least.max(1) {
        if card > 0 {
            hand.term.keys(ADD);
        }
        for field in &spec.fields {
            match field.form {
                cards::Form::Text | cards::Form::Line => hand.say(),
                cards::Form::Day { within, .. } => {
                    let days = within.unwrap_or(20).min(20);
                    hand.term.keys(&format!("in {days} days"));
                }
            }
            hand.term.keys(TAB);
        }
    }
}

/// All are named, and then each is taken up.
fn echo(hand: &mut Hand, spec: &echo::Spec) {
    let places = echo::Doing::begin(spec).rows.len();
    let impacts = spec.at_least.max(1);
    for impact in 0..impacts {
        match impact {
            0 => {}
            impact if impact < places => _ = hand.term.keys(TAB),
            _ => _ = hand.term.keys(ADD),
        }
        hand.say();
    }
    for _ in 0..impacts {
        hand.term.keys(F8);
        hand.say();
        hand.term.keys(TAB);
        hand.say();
        hand.term.keys(TAB).keys("in 3 weeks");
    }
}

/// A promise is made; it is not kept, and that is answered for.
fn promise(hand: &mut Hand, spec: &promise::Spec) {
    hand.say();
    hand.term.keys(TAB);
    hand.say();
    hand.term.keys(TAB).keys("tomorrow");
    hand.save();
    hand.again();
    hand.term.wait("▸").keys(ENTER).wait("It was not kept");
    hand.term
        .keys(&DOWN.repeat(2))
        .wait_focus("It was not kept");
    hand.term.keys(ENTER).wait(&spec.repair[0].label);
    for slot in 0..spec.repair.len() {
        if slot > 0 {
            hand.term.keys(TAB);
        }
        hand.say();
    }
}
