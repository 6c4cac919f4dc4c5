use super::*;

fn spec() -> Spec {
    let point = |id: &str, minutes| Point {
        id: id.to_owned(),
        label: format!("About {id}"),
        hint: String::new(),
        minutes,
    };
    Spec {
        on: "Day".to_owned(),
        at: "Time".to_owned(),
        points: vec![point("good", 10), point("hard", 20)],
        closing: "One line".to_owned(),
        declined: "Put off.".to_owned(),
    }
}

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn booked() -> Doing {
    let mut doing = Doing::begin(&spec());
    doing.apply(Move::On(Typed::read("sunday", today())));
    doing.apply(Move::At("8 pm".to_owned()));
    doing
}

#[test]
fn a_day_is_needed_and_a_time_is_not() {
    let mut doing = Doing::begin(&spec());
    assert_eq!(doing.answer().unwrap_err()[0].part.as_deref(), Some("on"));
    doing.apply(Move::On(Typed::read("sunday", today())));
    let answer = doing.answer().unwrap();
    assert_eq!(answer.on.to_string(), "2026-11-29");
    assert_eq!((answer.at, answer.state), (None, State::Booked));
}

#[test]
fn times_are_read_as_people_write_them() {
    let read = |text: &str| time(text).map(|at| at.map(|at| at.format("%H:%M").to_string()));
    for (text, at) in [
        ("20:00", "20:00"),
        ("20.15", "20:15"),
        ("7", "07:00"),
        ("8 pm", "20:00"),
        ("12am", "00:00"),
        ("12:30 PM", "12:30"),
    ] {
        assert_eq!(read(text), Ok(Some(at.to_owned())), "{text}");
    }
    assert_eq!(read("  "), Ok(None));
    for text in ["noonish", "25:00", "13 pm", "8:5x", "-1", "0 am"] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn a_line_at_the_end_says_that_it_was_held() {
    let mut doing = booked();
    doing.apply(Move::Note("good".to_owned(), "The soup.".to_owned()));
    doing.apply(Move::Closing("Enough for today.".to_owned()));
    let answer = doing.answer().unwrap();
    assert_eq!(answer.state, State::Held);
    assert_eq!(answer.dues(), []);
    assert!(spec().check(&answer).is_empty());
    let parts = answer.parts(&spec().labels());
    assert_eq!(parts[0].text, "Sunday 29 November 2026, 20:00");
    assert_eq!(parts[1].label, "About good");
    assert_eq!(parts[2].text, "Enough for today.");
    assert_eq!(Doing::revise(&spec(), &answer).answer().unwrap(), answer);
}

#[test]
fn its_points_read_in_the_order_in_which_it_goes_through_them() {
    let mut spec = spec();
    spec.points.reverse();
    let mut doing = booked();
    for id in ["good", "hard"] {
        doing.apply(Move::Note(id.to_owned(), format!("{id} things")));
    }
    let parts = doing.answer().unwrap().parts(&spec.labels());
    let read: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(read[1..], ["hard things", "good things"]);
}

#[test]
fn while_it_is_booked_it_comes_up_on_its_day() {
    let answer = booked().answer().unwrap();
    let dues = answer.dues();
    assert_eq!(dues.len(), 1);
    assert_eq!((dues[0].on, dues[0].coming), (answer.on, Coming::Takes));
}

#[test]
fn putting_it_off_asks_for_nothing_and_can_be_taken_back() {
    let mut doing = booked();
    doing.apply(Move::PutOff(true));
    let answer = doing.answer().unwrap();
    assert_eq!(answer.state, State::Declined);
    assert!(spec().check(&answer).is_empty());
    assert_eq!(answer.dues(), []);
    doing.apply(Move::PutOff(false));
    assert_eq!(doing.answer().unwrap().state, State::Booked);
}

#[test]
fn each_point_has_its_time_where_the_hour_has_one() {
    let at = |text: &str| time(text).unwrap();
    assert_eq!(spec().begins(at("20:00")), [at("20:00"), at("20:10")]);
    assert_eq!(spec().begins(at("23:55")), [at("23:55"), at("00:05")]);
    assert_eq!(spec().begins(None), [None, None]);
}

#[test]
fn what_is_not_on_the_agenda_is_named() {
    let mut answer = booked().answer().unwrap();
    answer.notes.insert("nothing".to_owned(), "x".to_owned());
    assert_eq!(spec().check(&answer)[0].part.as_deref(), Some("nothing"));
    answer.notes.clear();
    answer.state = State::Held;
    assert_eq!(spec().check(&answer)[0].part.as_deref(), Some("closing"));
}
