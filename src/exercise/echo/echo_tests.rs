use super::*;
use crate::exercise::day::Typed;
use crate::exercise::flag::Finder;

fn spec() -> Spec {
    let asked = |label: &str, optional| Asked {
        label: label.into(),
        hint: String::new(),
        optional,
    };
    Spec {
        impact: asked("What it did to you", false),
        back: asked("Said back", false),
        repair: asked("What I do about it", false),
        by: asked("By when", true),
        flags: vec![Flag {
            id: "but".into(),
            phrases: vec!["but".into()],
            why: String::new(),
            better: String::new(),
        }],
        at_least: 2,
        at_most: Some(3),
    }
}

fn taken(impact: &str, back: &str, repair: &str, by: &str) -> Taken {
    Taken {
        impact: impact.into(),
        back: back.into(),
        repair: repair.into(),
        by: by.parse().ok(),
    }
}

fn write(doing: &mut Doing, row: usize, of: Of, text: &str) {
    let today = "2026-11-24".parse().unwrap();
    let step = match of {
        Of::By => Move::By(row, Typed::read(text, today)),
        Of::Impact | Of::Back | Of::Repair => Move::Text(row, of, text.into()),
    };
    doing.apply(&spec(), step).unwrap();
}

#[test]
fn each_impact_needs_what_is_not_optional_and_there_are_enough_of_them() {
    let parts = |impacts: &[Taken]| {
        let impacts = impacts.to_vec();
        let problems = spec().check(&Answer { impacts });
        let parts = problems.into_iter().map(|p| p.part.unwrap_or_default());
        parts.collect::<Vec<_>>()
    };
    let whole = taken("a", "b", "c", "");
    assert_eq!(parts(&[]), ["0.impact"]);
    assert_eq!(parts(std::slice::from_ref(&whole)), ["1.impact"]);
    let half = taken("a", " ", "", "");
    assert_eq!(parts(&[whole.clone(), half]), ["1.back", "1.repair"]);
    assert_eq!(parts(&[whole.clone(), whole.clone()]), [] as [&str; 0]);
    assert_eq!(parts(&vec![whole; 4]), [""]);
    assert!(spec().check(&spec().example()).is_empty());
}

#[test]
fn the_answer_is_written_as_scripts_write_it() {
    let json =
        r#"{"impacts":[{"impact":"a","back":"b","repair":"c","by":"2026-12-24"},{"impact":"d"}]}"#;
    let answer: Answer = serde_json::from_str(json).unwrap();
    assert_eq!(answer.impacts[0], taken("a", "b", "c", "2026-12-24"));
    assert_eq!(serde_json::to_string(&answer).unwrap(), json);
    let wrong = json.replace("2026-12-24", "friday");
    assert!(serde_json::from_str::<Answer>(&wrong).is_err());
}

#[test]
fn each_impact_reads_with_what_came_of_it() {
    let impacts = vec![taken("a", "b", "c", "2026-12-24"), taken("d", "e", "", "")];
    let parts = Answer { impacts }.parts(&spec().labels());
    let read: Vec<(&str, &str)> = parts.iter().map(|p| (&*p.label, &*p.text)).collect();
    assert_eq!(
        read,
        [
            ("What it did to you, 1", "a"),
            ("Said back", "b"),
            ("What I do about it", "c"),
            ("By when", "Thursday 24 December 2026"),
            ("What it did to you, 2", "d"),
            ("Said back", "e"),
        ]
    );
}

#[test]
fn a_repair_comes_up_by_its_day_in_its_own_words_or_in_those_of_the_impact() {
    let impacts = vec![
        taken("a", "b", "c", "2026-12-24"),
        taken("d", "e", "f", ""),
        taken("g", "h", " ", "2026-12-31"),
    ];
    let due = |on: &str, what: &str| Due {
        on: on.parse().unwrap(),
        coming: Coming::By,
        what: what.into(),
        at: None,
    };
    let dues = Answer { impacts }.dues();
    assert_eq!(dues, [due("2026-12-24", "c"), due("2026-12-31", "g")]);
}

#[test]
fn there_is_a_place_for_each_that_is_needed_and_empty_ones_are_no_impacts() {
    let mut doing = Doing::begin(&spec());
    assert_eq!(doing.rows.len(), 2);
    assert!(doing.is_empty());
    write(&mut doing, 1, Of::Impact, "I do not sleep.");
    write(&mut doing, 1, Of::By, "friday");
    let answer = doing.answer().unwrap();
    assert_eq!(
        answer.impacts,
        [taken("I do not sleep.", "", "", "2026-11-27")]
    );
    assert_eq!(doing.written().collect::<Vec<_>>(), [1]);
    let again = Doing::revise(&spec(), &answer);
    assert_eq!((again.rows.len(), again.answer().unwrap()), (2, answer));
}

#[test]
fn a_day_that_cannot_be_read_is_named_and_stays() {
    let mut doing = Doing::begin(&spec());
    write(&mut doing, 1, Of::By, "some day");
    let problems = doing.answer().unwrap_err();
    assert_eq!(problems[0].part.as_deref(), Some("0.by"));
    assert_eq!(doing.rows[1].text(Of::By), "some day");
}

#[test]
fn impacts_that_were_taken_away_come_back_in_their_places_and_there_are_not_too_many() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    write(&mut doing, 0, Of::Impact, "first");
    write(&mut doing, 1, Of::Impact, "second");
    let before = doing.clone();
    doing.apply(&spec, Move::Remove(0)).unwrap();
    doing.apply(&spec, Move::Remove(0)).unwrap();
    assert!(doing.rows.len() == 1 && doing.rows[0].is_empty());
    doing.apply(&spec, Move::BringBack).unwrap();
    doing.apply(&spec, Move::BringBack).unwrap();
    assert_eq!(doing, before);
    doing.apply(&spec, Move::Add).unwrap();
    assert!(doing.apply(&spec, Move::Add).is_err());
}

#[test]
fn a_flag_that_was_kept_stays_quiet_where_it_was_kept() {
    let spec = spec();
    let finder = Finder::new(&spec.flags);
    let mut doing = Doing::begin(&spec);
    write(&mut doing, 0, Of::Back, "You wait, but");
    write(&mut doing, 0, Of::Repair, "but");
    let keep = Move::Keep {
        row: 0,
        of: Of::Back,
        flag: "but".into(),
        phrase: "But".into(),
    };
    doing.apply(&spec, keep).unwrap();
    assert!(doing.flagged(&spec, &finder, 0, Of::Back).is_empty());
    assert_eq!(doing.flagged(&spec, &finder, 0, Of::Repair).len(), 1);
    let json = serde_json::to_string(&doing).unwrap();
    assert_eq!(serde_json::from_str::<Doing>(&json).unwrap(), doing);
}
