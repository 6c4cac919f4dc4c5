//! Something to do: drawn with a number from outside, dated, and come back to the day after.

use super::*;

fn spec() -> Spec {
    let item = |id: &str| Item {
        id: id.into(),
        text: format!("a {id}"),
        group: String::new(),
    };
    Spec {
        items: ["walk", "soup", "film", "swim"].map(item).to_vec(),
        own: true,
        at_least: 2,
        on: "When".into(),
        near: "Near".into(),
        far: "Far".into(),
    }
}

/// A Tuesday.
fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

/// With these items picked, and the draw before one.
fn picked(places: &[usize]) -> Doing {
    let mut choosing = choose::Doing::default();
    for place in places {
        let step = choose::Move::Toggle(*place);
        choosing.apply(&spec().choosing(), step).unwrap();
    }
    let mut doing = Doing::begin(&spec());
    doing.apply(&spec(), Move::Pick(choosing)).unwrap();
    doing
}

fn act(doing: &mut Doing, step: Move) {
    doing.apply(&spec(), step).unwrap();
}

fn drawn(doing: &Doing) -> Option<&str> {
    doing.drawn.as_ref()?.item.as_deref()
}

/// The walk, drawn for the coming Friday.
fn planned() -> Doing {
    let mut doing = picked(&[0, 1]);
    act(&mut doing, Move::Go(Stand::Drawing, today()));
    act(&mut doing, Move::Draw(0));
    act(&mut doing, Move::On(Typed::read("friday", today())));
    doing
}

#[test]
fn each_number_draws_one_of_those_that_are_picked() {
    let mut found = std::collections::BTreeSet::new();
    for number in 0..12 {
        let mut doing = picked(&[0, 2, 3]);
        act(&mut doing, Move::Draw(number));
        found.insert(drawn(&doing).unwrap().to_owned());
    }
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["film", "swim", "walk"]
    );
}

#[test]
fn drawn_again_it_is_another_one_and_by_hand_any() {
    let mut doing = picked(&[0, 1, 2]);
    act(&mut doing, Move::Draw(u64::MAX));
    for number in 0..20 {
        let before = doing.drawn.clone();
        act(&mut doing, Move::Draw(number));
        assert_ne!(doing.drawn, before);
    }
    act(&mut doing, Move::Take(1));
    assert_eq!(drawn(&doing), Some("soup"));
    let mut only = picked(&[3]);
    act(&mut only, Move::Draw(7));
    act(&mut only, Move::Draw(7));
    assert_eq!(drawn(&only), Some("swim"));
    let mut none = picked(&[]);
    act(&mut none, Move::Draw(7));
    assert_eq!(drawn(&none), None);
}

#[test]
fn what_is_let_go_is_not_drawn_any_more() {
    let mut doing = planned();
    act(&mut doing, Move::Pick(picked(&[0, 3]).choosing));
    assert_eq!(drawn(&doing), Some("walk"), "it is still picked");
    act(&mut doing, Move::Pick(picked(&[1, 3]).choosing));
    assert_eq!(drawn(&doing), None);
    let problems = doing.answer().unwrap_err();
    assert_eq!(problems[0].part.as_deref(), Some("drawn"));
    assert_eq!(doing.on.on, Some("2026-11-27".parse().unwrap()));
}

#[test]
fn it_takes_place_on_its_day_and_asks_for_a_line_until_there_is_one() {
    let mut doing = planned();
    let answer = doing.answer().unwrap();
    assert_eq!(spec().check(&answer), []);
    let dues = |answer: &Answer| -> Vec<(String, Coming, String)> {
        let dues = answer.dues(&spec().labels()).into_iter();
        dues.map(|d| (d.on.to_string(), d.coming, d.what)).collect()
    };
    assert_eq!(
        dues(&answer),
        [
            ("2026-11-27".to_owned(), Coming::Takes, "a walk".to_owned()),
            ("2026-11-28".to_owned(), Coming::After, "a walk".to_owned()),
        ]
    );
    assert_eq!(answer.standing(), Standing::Open(Coming::Takes, answer.on));
    act(&mut doing, Move::Far("All the time.".into()));
    let answer = doing.answer().unwrap();
    assert_eq!(dues(&answer), []);
    assert_eq!(answer.standing(), Standing::Over("was", answer.on));
    let parts = answer.parts(&spec().labels());
    let said: Vec<_> = parts.iter().map(|p| (&*p.label, &*p.text)).collect();
    assert_eq!(
        said,
        [
            ("Drawn", "a walk"),
            ("Picked too", "a soup"),
            ("When", "Friday 27 November 2026"),
            ("Far", "All the time."),
        ]
    );
}

#[test]
fn it_opens_where_it_is_gone_on_with() {
    let answer = planned().answer().unwrap();
    let on = |day: &str| {
        let mut doing = Doing::revise(&spec(), &answer);
        doing.open_on(day.parse().unwrap());
        doing.stand.unwrap()
    };
    assert_eq!(on("2026-11-25"), Stand::Drawing);
    assert_eq!(on("2026-11-27"), Stand::Drawing, "on the day itself");
    assert_eq!(on("2026-11-28"), Stand::After);
    let mut doing = planned();
    let refused = doing.apply(&spec(), Move::Go(Stand::After, today()));
    assert!(refused.unwrap_err().says.contains("for its day"));
    act(
        &mut doing,
        Move::Go(Stand::After, "2026-11-27".parse().unwrap()),
    );
    assert_eq!(doing.stand, Some(Stand::After));
    let mut few = picked(&[2]);
    let refused = few.apply(&spec(), Move::Go(Stand::Drawing, today()));
    assert_eq!(refused.unwrap_err().says, "Pick 2 or more; 1 so far.");
}

#[test]
fn another_one_is_drawn_from_the_same_picks_and_is_no_draft_until_something_is_done() {
    let mut first = planned();
    first
        .choosing
        .apply(&spec().choosing(), choose::Move::Add("my garden".into()))
        .unwrap();
    act(&mut first, Move::Near("At the gate.".into()));
    let answer = first.answer().unwrap();
    assert_eq!(answer.own["own-1"], "my garden");
    let mut another = Doing::another(&spec(), &answer);
    assert_eq!(another.choosing.chosen, first.choosing.chosen);
    assert_eq!(another.stand, Some(Stand::Drawing));
    assert!(another.is_empty());
    assert_eq!((another.on.text.as_str(), another.near.as_str()), ("", ""));
    act(&mut another, Move::Draw(2));
    assert!(!another.is_empty());
    assert!(!Doing::revise(&spec(), &answer).is_empty());
    let mut narrower = spec();
    narrower.items.truncate(1);
    narrower.own = false;
    let short = Doing::another(&narrower, &answer);
    assert_eq!(short.stand, Some(Stand::Picking), "too few are left");
    assert!(short.is_empty());
}

#[test]
fn the_shape_of_the_contract_is_read_and_rules_hold_for_scripts() {
    let json = r#"{"picked":["walk","soup"],"own":{},"drawn":"walk","on":"2026-12-01","near":"","far":""}"#;
    let answer: Answer = serde_json::from_str(json).unwrap();
    assert_eq!(spec().check(&answer), []);
    assert_eq!(spec().check(&spec().example()), []);
    let says = |from: &str, to: &str| {
        let answer: Answer = serde_json::from_str(&json.replace(from, to)).unwrap();
        let problems = spec().check(&answer);
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems[0].says.clone()
    };
    let drawn = says("\"drawn\":\"walk\"", "\"drawn\":\"film\"");
    assert_eq!(
        drawn,
        "\u{201c}film\u{201d} is not among those that are picked."
    );
    assert_eq!(says(",\"soup\"", ""), "Pick 2 or more; 1 so far.");
    assert_eq!(
        says("soup", "gold"),
        "\u{201c}gold\u{201d} is not on this list."
    );
    assert!(serde_json::from_str::<Answer>(&json.replace("2026-12-01", "soon")).is_err());
}

#[test]
fn a_day_that_cannot_be_read_is_named() {
    let mut doing = planned();
    act(&mut doing, Move::On(Typed::read("soon", today())));
    let problems = doing.answer().unwrap_err();
    assert_eq!(problems[0].part.as_deref(), Some("on"));
    assert!(problems[0].says.contains("soon"));
    act(&mut doing, Move::On(Typed::default()));
    assert_eq!(doing.answer().unwrap_err()[0].says, "It has no day yet.");
}
