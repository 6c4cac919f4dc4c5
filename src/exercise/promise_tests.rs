//! Promises: made, kept, broken and taken back.

use super::*;
use crate::exercise::day::Typed;
use crate::exercise::flag::Finder;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn flag(id: &str, phrase: &str) -> Flag {
    Flag {
        id: id.into(),
        phrases: vec![phrase.into()],
        why: "why".into(),
        better: "better".into(),
    }
}

fn spec() -> Spec {
    let slot = |id: &str, optional| Slot {
        id: id.into(),
        label: format!("the {id}"),
        hint: String::new(),
        optional,
    };
    Spec {
        promise: "What I promise".into(),
        check: "How it can be seen".into(),
        due: "By when".into(),
        flags: vec![flag("vague", "try")],
        repair: vec![slot("what", false), slot("more", true)],
        ..Spec::default()
    }
}

/// A promise for the first of December.
fn made() -> Answer {
    let mut doing = Doing::begin(&spec());
    doing.apply(Move::Promise("I call by six.".into()));
    doing.apply(Move::Check("The phone rings.".into()));
    doing.apply(Move::Due(Typed::of(Some(day("2026-12-01")))));
    doing.answer().unwrap()
}

#[test]
fn a_promise_needs_its_words_a_sign_and_a_day() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    assert!(doing.is_empty());
    let problems = doing.answer().unwrap_err();
    let parts: Vec<_> = problems.iter().filter_map(|p| p.part.as_deref()).collect();
    assert_eq!(parts, [PROMISE, CHECK, DUE]);
    doing.apply(Move::Due(Typed::read("soon", day("2026-11-24"))));
    assert!(doing.answer().unwrap_err()[2].says.contains("soon"));
    doing.apply(Move::Due(Typed::read("in 1 week", day("2026-11-24"))));
    let problems = spec.check(&doing.answer().unwrap());
    assert_eq!(problems.len(), 2);
    assert!(spec.check(&made()).is_empty());
    assert!(spec.check(&spec.example()).is_empty());
}

#[test]
fn an_open_one_comes_up_and_one_of_which_something_was_said_does_not() {
    let spec = spec();
    let open = made();
    assert_eq!(open.dues()[0].on, day("2026-12-01"));
    assert_eq!(open.dues()[0].what, "I call by six.");
    let moves = [
        Move::Kept(day("2026-12-01")),
        Move::NotKept(day("2026-12-01")),
        Move::TakeBack(day("2026-11-30")),
    ];
    for step in moves {
        let mut doing = Doing::revise(&spec, &open);
        doing.apply(step.clone());
        assert!(doing.answer().unwrap().dues().is_empty(), "{step:?}");
    }
}

#[test]
fn it_is_taken_back_in_good_time_or_not_at_all() {
    let spec = spec();
    let mut doing = Doing::revise(&spec, &made());
    doing.apply(Move::TakeBack(day("2026-12-01")));
    assert!(spec.check(&doing.answer().unwrap()).is_empty());
    doing.apply(Move::TakeBack(day("2026-12-02")));
    let problems = spec.check(&doing.answer().unwrap());
    assert!(problems[0].says.contains("Tuesday 1 December 2026"));
}

#[test]
fn what_was_said_by_mistake_is_taken_back_and_the_form_keeps_its_words() {
    let spec = spec();
    let mut doing = Doing::revise(&spec, &made());
    doing.apply(Move::NotKept(day("2026-12-02")));
    doing.apply(Move::Repair("what".into(), "I rang at nine.".into()));
    // Nothing is said of it before it is saved.
    doing.apply(Move::Look);
    assert_eq!(doing.answer().unwrap().state, State::Open);
    doing.apply(Move::NotKept(day("2026-12-09")));
    let answer = doing.answer().unwrap();
    let State::Broken(broken) = &answer.state else {
        panic!("{answer:?}");
    };
    assert_eq!(broken.on, day("2026-12-02"));
    assert_eq!(broken.repair["what"], "I rang at nine.");
    let mut again = Doing::revise(&spec, &answer);
    assert_eq!(again.answer().unwrap(), answer);
    again.apply(Move::OpenAgain);
    assert_eq!(again.answer().unwrap().state, State::Open);
}

#[test]
fn the_repair_form_asks_for_its_parts_and_knows_no_others() {
    let spec = spec();
    let mut doing = Doing::revise(&spec, &made());
    doing.apply(Move::NotKept(day("2026-12-02")));
    let problems = spec.check(&doing.answer().unwrap());
    assert_eq!(problems, [], "nobody has to account for it");
    doing.apply(Move::Repair("why".into(), "x".into()));
    let problems = spec.check(&doing.answer().unwrap());
    assert_eq!(problems[0].part.as_deref(), Some("what"));
    doing.apply(Move::Repair("what".into(), "x".into()));
    let problems = spec.check(&doing.answer().unwrap());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].says.contains("why"));
}

#[test]
fn the_day_of_keeping_is_the_one_that_was_typed() {
    let mut doing = Doing::revise(&spec(), &made());
    doing.apply(Move::KeptOn(day("2026-12-01")));
    doing.apply(Move::TypeKept(Typed::read(
        "30 November 2026",
        day("2026-12-01"),
    )));
    let answer = doing.answer().unwrap();
    assert_eq!(answer.state, State::Kept(day("2026-11-30")));
    doing.apply(Move::TypeKept(Typed::read("then", day("2026-12-01"))));
    assert_eq!(
        doing.answer().unwrap_err()[0].part.as_deref(),
        Some("part.kept-on")
    );
}

#[test]
fn every_state_is_written_as_scripts_expect_and_read_again() {
    let json = |state: &State| serde_json::to_string(state).unwrap();
    let mut broken = Broken {
        on: day("2026-12-01"),
        repair: BTreeMap::new(),
    };
    broken.repair.insert("what".into(), "x".into());
    for (state, written) in [
        (State::Open, r#""open""#),
        (State::Kept(day("2026-12-01")), r#"{"kept":"2026-12-01"}"#),
        (
            State::Broken(broken),
            r#"{"broken":{"on":"2026-12-01","repair":{"what":"x"}}}"#,
        ),
        (
            State::Released(day("2026-12-01")),
            r#"{"released":"2026-12-01"}"#,
        ),
    ] {
        assert_eq!(json(&state), written);
        assert_eq!(serde_json::from_str::<State>(written).unwrap(), state);
    }
}

#[test]
fn a_promise_reads_with_its_day_and_what_came_of_it_in_words() {
    let spec = spec();
    let mut doing = Doing::revise(&spec, &made());
    doing.apply(Move::Kept(day("2026-11-30")));
    let parts = doing.answer().unwrap().parts(&spec.labels());
    let read: Vec<String> = parts
        .iter()
        .map(|part| format!("{}: {}", part.label, part.text))
        .collect();
    assert_eq!(
        read,
        [
            "What I promise: I call by six.",
            "How it can be seen: The phone rings.",
            "By when: Tuesday 1 December 2026",
            ": Kept, Monday 30 November 2026",
        ]
    );
}

#[test]
fn the_repair_form_reads_in_the_order_in_which_it_asks() {
    let spec = spec();
    let mut doing = Doing::revise(&spec, &made());
    doing.apply(Move::NotKept(day("2026-12-01")));
    for id in ["more", "what"] {
        doing.apply(Move::Repair(id.into(), format!("{id} of it")));
    }
    let parts = doing.answer().unwrap().parts(&spec.labels());
    let read: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(read[4..], ["what of it", "more of it"]);
}

#[test]
fn a_phrase_that_is_meant_so_stays_quiet_in_its_field_only() {
    let spec = spec();
    let finder = Finder::new(&spec.flags);
    let mut doing = Doing::begin(&spec);
    let find = |doing: &Doing, field: &str| {
        let hits = doing.flagged((&finder, &spec.flags), (field, "I Try to call."));
        hits.len()
    };
    assert_eq!(find(&doing, PROMISE), 1);
    doing.apply(Move::Mean {
        field: PROMISE.into(),
        flag: "vague".into(),
        phrase: "Try".into(),
    });
    assert_eq!(find(&doing, PROMISE), 0);
    assert_eq!(find(&doing, CHECK), 1);
}
