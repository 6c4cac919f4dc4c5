//! Why JSON that a person gave is not what it should be, in words for someone who writes none every day.

use serde_json::error::Category;

use super::desk::Desk;
use crate::text::quote::quoted;

/// What is wrong, and where. It may name a key that was given, unless that must not be repeated: then the
/// place has to be enough.
pub fn misread(desk: &Desk, error: &serde_json::Error) -> String {
    said(error, desk.must_not_repeat())
}

fn said(error: &serde_json::Error, silent: bool) -> String {
    let what = match error.classify() {
        Category::Eof => {
            "it ends too early, so a bracket or a quotation mark is still open".to_owned()
        }
        Category::Syntax | Category::Io => "this is not how JSON is written".to_owned(),
        Category::Data => shape(&error.to_string(), silent),
    };
    match (error.line(), error.column()) {
        (0, _) => what,
        (line, column) => format!("{what} (line {line}, column {column})"),
    }
}

/// What is wrong with JSON of another shape. The library says it in the words of those who write programs, and
/// repeats what was given.
fn shape(said: &str, silent: bool) -> String {
    let named = |begin: &str| Some(said.strip_prefix(begin)?.split('`').next()?.to_owned());
    // A name that is missing is one of ours.
    if let Some(name) = named("missing field `") {
        return format!("\u{201c}{}\u{201d} is missing", quoted(&name));
    }
    if let Some(name) = named("duplicate field `") {
        return format!("\u{201c}{}\u{201d} is there twice", quoted(&name));
    }
    let known = |begin: &str| {
        let name = named(begin)?;
        let (_, known) = said.split_once(", expected ")?;
        let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        let known = match known.as_slice() {
            [] => String::new(),
            known => format!("; there could be {}", known.join(", ")),
        };
        Some(match silent {
            true => format!("a name in it does not belong there{known}"),
            false => format!(
                "\u{201c}{}\u{201d} does not belong there{known}",
                quoted(&name)
            ),
        })
    };
    if let Some(said) = known("unknown field `").or_else(|| known("unknown variant `")) {
        return said;
    }
    for (words, meant) in DATES {
        if said.starts_with(words) {
            return (*meant).to_owned();
        }
    }
    let expected = said
        .rsplit_once(", expected ")
        .map_or("", |(_, expected)| expected);
    let expected = expected.split(" at line ").next().unwrap_or_default();
    for (begin, meant) in EXPECTED {
        if expected.starts_with(begin) {
            return format!("{meant} belongs there");
        }
    }
    "something else belongs there".to_owned()
}

/// What the library for dates says, and our own types of them.
const DATES: &[(&str, &str)] = &[
    ("input ", DAY),
    ("premature end of input", DAY),
    ("trailing input", DAY),
    ("no possible date", DAY),
    (
        "not a date; ",
        "a date is written as 2024, 2024-03 or 2024-03-12",
    ),
    ("not a time; ", "a time is written as 18:30"),
];
const DAY: &str = "a day is written as 2026-12-24";

const EXPECTED: &[(&str, &str)] = &[
    ("struct", "an object in { }"),
    ("a map", "an object in { }"),
    ("a sequence", "a list in [ ]"),
    ("a string", "a text in quotation marks"),
    ("a borrowed string", "a text in quotation marks"),
    ("string", "a text in quotation marks"),
    ("a formatted date", "a day, written as 2026-12-24,"),
    ("u8", "a whole number that is not below 0"),
    ("u16", "a whole number that is not below 0"),
    ("a boolean", "true or false"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{Spec, choose, echo, hour, scale, timeline};

    fn scale() -> Spec {
        Spec::Scale(scale::Spec {
            questions: Vec::new(),
            top: 10,
            note: None,
        })
    }

    fn read(spec: &Spec, json: &str, silent: bool) -> String {
        match spec.read_answer(json) {
            Ok(_) => panic!("{json} was taken"),
            Err(error) => said(&error, silent),
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_plain_words_with_its_place() {
        let scale = scale();
        let choose = Spec::Choose(choose::Spec::default());
        let hour = Spec::Hour(hour::Spec::default());
        let echo = Spec::Echo(echo::Spec::default());
        let line = Spec::Timeline(timeline::Spec::default());
        for (spec, json, says) in [
            (&scale, "[]", "an object in { } belongs there"),
            (&scale, "3", "an object in { } belongs there"),
            (&scale, r#"{"ratings":3}"#, "a list in [ ] belongs there"),
            (&scale, r#"{"ratings":"#, "ends too early"),
            (&scale, "not json", "not how JSON is written"),
            (
                &scale,
                r#"{"ratings":[],"note":"\u12"}"#,
                "not how JSON is written",
            ),
            (&scale, "{}", "\u{201c}ratings\u{201d} is missing"),
            (
                &scale,
                r#"{"more":1}"#,
                "\u{201c}more\u{201d} does not belong there; there could be ratings, note",
            ),
            (
                &scale,
                r#"{"ratings":[{"question":"a","value":-1}]}"#,
                "a whole number that is not below 0 belongs there",
            ),
            (
                &choose,
                r#"{"chosen":[{"text":3}]}"#,
                "a text in quotation marks",
            ),
            (
                &hour,
                r#"{"on":"in 3 days","state":"booked"}"#,
                "2026-12-24",
            ),
            (&hour, r#"{"on":"2026-12-24","at":"noon"}"#, "18:30"),
            (
                &echo,
                r#"{"impacts":[{"impact":"a","by":"soon"}]}"#,
                "2026-12-24",
            ),
            (
                &line,
                r#"{"events":[{"kind":"a","what":"b","happened":"once"}]}"#,
                "2024-03",
            ),
        ] {
            let told = read(spec, json, false);
            assert!(told.contains(says), "{json}: {told}");
            assert!(told.contains("(line 1, column "), "{json}: {told}");
            for jargon in ["expected", "struct", "sequence", "invalid", "EOF", "input"] {
                assert!(!told.contains(jargon), "{json}: {told}");
            }
        }
    }

    #[test]
    fn where_nothing_may_be_repeated_the_place_says_where_it_is() {
        let scale = scale();
        for json in [
            r#"{"CANARY":1}"#,
            r#"{"ratings":"CANARY"}"#,
            "CANARY",
            r#"{"ratings":["CANARY"]}"#,
        ] {
            let told = read(&scale, json, true);
            assert!(
                !told.contains("CANARY") && told.contains("line 1"),
                "{told}"
            );
        }
    }
}
