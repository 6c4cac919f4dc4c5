use super::*;
use crate::exercise::day::Typed;
use crate::exercise::flag::Finder;

fn field(id: &str, optional: bool, form: Form) -> Field {
    Field {
        id: id.into(),
        label: id.to_uppercase(),
        hint: String::new(),
        optional,
        form,
    }
}

fn rule(id: &str, phrases: &[&str]) -> Rule {
    Rule {
        id: id.into(),
        phrases: phrases.iter().map(|p| (*p).to_owned()).collect(),
        says: format!("the reason of {id}"),
        ..Rule::default()
    }
}

fn spec() -> Spec {
    let review = Form::Day {
        comes_up: Some(Coming::Review),
        within: Some(180),
    };
    let until = Form::Day {
        comes_up: Some(Coming::Ends),
        within: None,
    };
    let orders = Rule {
        fields: vec!["do".into()],
        starts: true,
        unless: vec!["I will".into()],
        ..rule("orders", &["you must"])
    };
    let access = Rule {
        needs: vec!["until".into()],
        ..rule("access", &["your phone"])
    };
    let threat = Rule {
        help: true,
        ..rule("threat", &["or else"])
    };
    Spec {
        card: "A boundary".into(),
        fields: vec![
            field("need", false, Form::Text),
            field("do", false, Form::Line),
            field("until", true, until),
            field("review", true, review),
        ],
        rules: vec![orders, access, threat],
        flags: vec![Flag {
            id: "never".into(),
            phrases: vec!["never".into()],
            why: String::new(),
            better: String::new(),
        }],
        at_least: 1,
        at_most: Some(2),
    }
}

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn card(fields: &[(&str, &str)]) -> Card {
    let fields = fields.iter();
    fields
        .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
        .collect()
}

fn answer(cards: &[&[(&str, &str)]]) -> Answer {
    Answer {
        cards: cards.iter().map(|fields| card(fields)).collect(),
    }
}

/// The parts that are complained of, with what is said.
fn complaints(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let problems = spec().check(&answer(&[fields]));
    let part = |p: &Problem| p.part.clone().unwrap_or_default();
    problems.iter().map(|p| (part(p), p.says.clone())).collect()
}

fn write(doing: &mut Doing, row: usize, field: &str, text: &str) {
    let step = match field {
        "until" | "review" => Move::Day(row, field.into(), Typed::read(text, today())),
        _ => Move::Text(row, field.into(), text.into()),
    };
    doing.apply(&spec(), step).unwrap();
}

#[test]
fn a_field_that_is_not_optional_needs_words_and_a_day_has_to_be_one() {
    let found = complaints(&[("need", "Calm."), ("do", " "), ("review", "soon")]);
    let parts: Vec<&str> = found.iter().map(|(part, _)| part.as_str()).collect();
    assert_eq!(parts, ["0.do", "0.review"]);
    assert!(found[0].1.contains("DO") && found[1].1.contains("soon"));
    assert_eq!(complaints(&[("need", "Calm."), ("do", "I leave.")]), []);
    assert_eq!(spec().check(&Answer::default()).len(), 1);
    assert!(spec().check(&spec().example()).is_empty());
    assert!(spec().check_days(&spec().example(), today()).is_empty());
}

#[test]
fn a_field_that_is_not_there_and_a_card_too_many_are_refused() {
    let fine: &[(&str, &str)] = &[("need", "Calm."), ("do", "I leave.")];
    assert_eq!(complaints(&[fine, &[("x", "y")]].concat()).len(), 1);
    assert!(spec().check(&answer(&[fine, fine])).is_empty());
    assert_eq!(spec().check(&answer(&[fine, fine, fine])).len(), 1);
}

#[test]
fn a_line_that_orders_is_refused_with_the_reason_unless_it_says_what_one_does_oneself() {
    let orders = complaints(&[("need", "Calm."), ("do", "You must stop. You must go.")]);
    assert_eq!(
        orders,
        [(
            "0.do".to_owned(),
            "\u{201c}You must\u{201d}: the reason of orders".to_owned()
        )]
    );
    assert_eq!(
        complaints(&[("need", "You must not lie."), ("do", "I leave.")]),
        []
    );
    assert_eq!(
        complaints(&[("need", "Calm."), ("do", "You must stop, or I will go.")]),
        []
    );
}

#[test]
fn what_needs_an_end_is_taken_once_it_has_one() {
    let mut access = vec![("need", "To look at your phone."), ("do", "I leave.")];
    assert_eq!(
        complaints(&access)[0].0,
        "0.until",
        "the field that is needed"
    );
    access.push(("until", "2027-01-10"));
    assert_eq!(complaints(&access), []);
}

#[test]
fn a_threat_is_said_before_all_else_and_calls_for_the_help_page() {
    let problems = spec().check(&answer(&[&[("do", "You must stop or else.")]]));
    assert_eq!(problems.len(), 3);
    assert!(
        problems[0].help && problems[0].says.contains("threat"),
        "{problems:?}"
    );
    assert!(!problems[1].help);
}

#[test]
fn a_day_is_within_its_bound_from_the_day_of_writing() {
    let of = |day: &str| spec().check_days(&answer(&[&[("review", day)]]), today());
    assert!(of("2027-05-23").is_empty());
    assert_eq!(of("2027-05-24")[0].part.as_deref(), Some("0.review"));
    assert!(of("2027-05-24")[0].says.contains("23 May 2027"));
}

#[test]
fn cards_read_one_after_the_other_in_the_order_of_their_fields() {
    let answer = answer(&[
        &[
            ("need", "Calm."),
            ("do", "I leave."),
            ("review", "2027-01-10"),
        ],
        &[("do", "I sleep."), ("need", "Rest.")],
    ]);
    let parts = answer.parts(&spec().labels());
    let read: Vec<(&str, &str)> = parts.iter().map(|p| (&*p.label, &*p.text)).collect();
    assert_eq!(
        read,
        [
            ("A boundary, 1", ""),
            ("NEED", "Calm."),
            ("DO", "I leave."),
            ("REVIEW", "Sunday 10 January 2027"),
            ("A boundary, 2", ""),
            ("NEED", "Rest."),
            ("DO", "I sleep."),
        ]
    );
}

#[test]
fn a_card_comes_up_on_its_days_by_its_first_words() {
    let labels = spec().labels();
    let answer = answer(&[&[
        ("do", "I leave."),
        ("need", "Calm."),
        ("until", "2027-02-01"),
        ("review", "2027-01-10"),
    ]]);
    let due = |on: &str, coming| Due {
        on: on.parse().unwrap(),
        coming,
        what: "Calm.".into(),
        at: None,
    };
    assert_eq!(
        answer.dues(&labels),
        [
            due("2027-02-01", Coming::Ends),
            due("2027-01-10", Coming::Review)
        ]
    );
    assert!(answer.dues(&Labels::new()).is_empty());
}

#[test]
fn what_is_written_comes_back_and_empty_cards_are_none() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    doing.apply(&spec, Move::Add).unwrap();
    assert!(doing.apply(&spec, Move::Add).is_err(), "two at the most");
    write(&mut doing, 1, "need", "Calm.");
    write(&mut doing, 1, "review", "in 3 weeks");
    let answer = doing.answer().unwrap();
    assert_eq!(
        answer.cards,
        [card(&[("need", "Calm."), ("review", "2026-12-15")])]
    );
    assert_eq!(doing.row_of(0), Some(1));
    assert_eq!(Doing::revise(&spec, &answer).answer().unwrap(), answer);
}

#[test]
fn a_day_that_cannot_be_read_is_named_and_stays() {
    let mut doing = Doing::begin(&spec());
    write(&mut doing, 0, "review", "some day");
    let problems = doing.answer().unwrap_err();
    assert_eq!(problems[0].part.as_deref(), Some("0.review"));
    assert_eq!(doing.rows[0].text("review"), "some day");
}

#[test]
fn cards_that_were_taken_away_come_back_in_their_places() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    write(&mut doing, 0, "need", "first");
    doing.apply(&spec, Move::Add).unwrap();
    write(&mut doing, 1, "need", "second");
    let before = doing.clone();
    doing.apply(&spec, Move::Remove(0)).unwrap();
    doing.apply(&spec, Move::Remove(0)).unwrap();
    assert!(doing.rows.len() == 1 && doing.rows[0].is_empty());
    doing.apply(&spec, Move::BringBack).unwrap();
    doing.apply(&spec, Move::BringBack).unwrap();
    assert_eq!(doing, before);
}

#[test]
fn a_flag_that_was_kept_stays_quiet_in_its_field_of_its_card() {
    let spec = spec();
    let finder = Finder::new(&spec.flags);
    let mut doing = Doing::begin(&spec);
    write(&mut doing, 0, "need", "Never again.");
    write(&mut doing, 0, "do", "I never wait.");
    let keep = Move::Keep {
        row: 0,
        field: "need".into(),
        flag: "never".into(),
        phrase: "Never".into(),
    };
    doing.apply(&spec, keep).unwrap();
    assert!(doing.flagged(&spec, &finder, 0, "need").is_empty());
    assert_eq!(doing.flagged(&spec, &finder, 0, "do").len(), 1);
}

#[test]
fn a_draft_fits_a_pack_that_has_changed() {
    let mut doing = Doing::begin(&spec());
    write(&mut doing, 0, "need", "Calm.");
    write(&mut doing, 0, "review", "friday");
    let json = serde_json::to_string(&doing).unwrap();
    let mut changed = spec();
    changed.fields.remove(0);
    changed.fields.push(field("more", true, Form::Text));
    let read: Doing = serde_json::from_str(&json).unwrap();
    let fitted = read.fitted(&changed);
    let answer = fitted.answer().unwrap();
    assert_eq!(answer.cards, [card(&[("review", "2026-11-27")])]);
    let old: Doing = serde_json::from_str(r#"{"rows":[{}]}"#).unwrap();
    assert_eq!(old.fitted(&spec()), Doing::begin(&spec()));
}
