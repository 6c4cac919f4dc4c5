//! Sorting cards: where they may lie, and what an answer to it has to hold.

use super::*;

fn spec() -> Spec {
    let bucket = |id: &str| Bucket {
        id: id.into(),
        label: format!("the {id}"),
        hint: String::new(),
    };
    let card = |id: &str, only: &[&str], must| Card {
        id: id.into(),
        text: format!("card {id}"),
        only: only.iter().map(|o| (*o).to_owned()).collect(),
        why: "It was chosen.".into(),
        must,
    };
    Spec {
        buckets: vec![bucket("choice"), bucket("condition")],
        cards: vec![
            card("betrayal", &["choice"], true),
            card("stress", &[], false),
        ],
        own: true,
        at_least: 1,
    }
}

#[test]
fn the_betrayal_cannot_be_filed_as_a_condition_by_key_or_by_script() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    let before = doing.clone();
    let refused = doing.apply(&spec, Move::Put { card: 0, bucket: 1 });
    assert_eq!(refused.unwrap_err().says, "It was chosen.");
    assert_eq!(doing, before);
    let scripted = Answer {
        cards: vec![Placed {
            card: Some("betrayal".into()),
            text: "card betrayal".into(),
            bucket: "condition".into(),
        }],
    };
    assert_eq!(spec.check(&scripted)[0].says, "It was chosen.");
}

#[test]
fn a_card_that_must_be_placed_is_asked_for_and_the_others_are_not() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    doing
        .apply(&spec, Move::Put { card: 1, bucket: 1 })
        .unwrap();
    let problems = spec.check(&doing.answer().unwrap());
    assert_eq!(problems[0].part.as_deref(), Some("betrayal"));
    doing
        .apply(&spec, Move::Put { card: 0, bucket: 0 })
        .unwrap();
    doing.apply(&spec, Move::TakeBack(1)).unwrap();
    assert!(spec.check(&doing.answer().unwrap()).is_empty());
    assert!(spec.check(&spec.example()).is_empty());
}

#[test]
fn own_cards_are_added_reworded_sorted_and_removed_and_the_packs_are_not_touched() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    doing.apply(&spec, Move::Add("mine".into())).unwrap();
    doing
        .apply(&spec, Move::Reword(2, "my own".into()))
        .unwrap();
    doing
        .apply(&spec, Move::Reword(0, "nothing happened".into()))
        .unwrap();
    doing
        .apply(&spec, Move::Put { card: 2, bucket: 1 })
        .unwrap();
    doing
        .apply(&spec, Move::Put { card: 0, bucket: 0 })
        .unwrap();
    doing.apply(&spec, Move::Remove(1)).unwrap();
    assert_eq!(doing.cards.len(), 3);
    assert_eq!(doing.cards[0].text, "card betrayal");
    let answer = doing.answer().unwrap();
    assert_eq!(answer.cards[1].text, "my own");
    assert_eq!(Doing::revise(&spec, &answer), doing);
    assert_eq!(answer.parts(&spec.labels())[1].label, "the condition");
    doing.apply(&spec, Move::Remove(2)).unwrap();
    assert_eq!(doing.cards.len(), 2);
}

#[test]
fn cards_and_piles_that_are_not_there_are_refused() {
    let spec = spec();
    let mut answer = spec.example();
    for (card, bucket) in [("stress", "elsewhere"), ("other", "choice")] {
        answer.cards.push(Placed {
            card: Some(card.into()),
            text: "x".into(),
            bucket: bucket.into(),
        });
    }
    assert_eq!(spec.check(&answer).len(), 2);
}

#[test]
fn the_example_puts_no_card_anywhere_that_may_lie_where_it_is() {
    let mut spec = spec();
    assert_eq!(spec.example().cards.len(), 1);
    spec.at_least = 2;
    assert_eq!(spec.example().cards.len(), 2);
    assert!(spec.check(&spec.example()).is_empty());
}
