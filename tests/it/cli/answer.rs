//! The journey on the command line: steps and answers.

use super::home::{Home, has_keys};

#[test]
fn the_steps_say_what_is_done_and_what_could_be_next() {
    let home = Home::with_book();
    let pack = home.pack();
    let steps = home.json(&["steps", "--content", &pack, "--json"]);
    has_keys(&steps, &["stages", "next"]);
    has_keys(&steps["stages"][0], &["id", "title", "steps"]);
    let step = &steps["stages"][0]["steps"][0];
    has_keys(step, &["id", "title", "done", "set_aside", "exercises"]);
    has_keys(
        &step["exercises"][0],
        &["id", "kind", "optional", "answered"],
    );
    assert_eq!(
        step["exercises"].as_array().unwrap().len(),
        2,
        "not the other role's"
    );
    assert_eq!(steps["next"], "walk");
    home.ok(&["answer", "--content", &pack, "walk.page", "some words"]);
    let scale = r#"{"ratings": [{"question": "calm", "value": 4}]}"#;
    home.ok(&["answer", "--content", &pack, "walk.calm", scale]);
    let steps = home.json(&["steps", "--content", &pack, "--json"]);
    assert_eq!(steps["stages"][0]["steps"][0]["done"], true);
    assert_eq!(steps["next"], serde_json::Value::Null);
    insta::assert_snapshot!(home.ok(&["steps", "--content", &pack]), @r"
        First stage
          done   A walk
                   walk.page  write, answered
                   walk.calm  scale, answered
        ");
}

#[test]
fn the_default_content_has_a_journey() {
    let home = Home::with_book();
    let steps = home.json(&["steps", "--json"]);
    assert!(steps["next"].is_string());
}

#[test]
fn the_shape_that_is_shown_is_accepted() {
    let home = Home::with_book();
    let pack = home.pack();
    for item in ["walk.page", "walk.calm"] {
        let shape = home.ok(&["answer", "--content", &pack, item, "--show-shape"]);
        let run = home.fed(&["answer", "--content", &pack, item, "-"], shape);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(run.out.trim().len(), 32);
    }
}

#[test]
fn every_exercise_of_the_default_content_accepts_its_own_shape() {
    let home = Home::with_book();
    let steps = home.json(&["steps", "--json"]);
    let mut items = Vec::new();
    for stage in steps["stages"].as_array().unwrap() {
        for step in stage["steps"].as_array().unwrap() {
            for exercise in step["exercises"].as_array().unwrap() {
                items.push(exercise["id"].as_str().unwrap().to_owned());
            }
        }
    }
    for item in items {
        let shape = home.ok(&["answer", &item, "--show-shape"]);
        let run = home.fed(&["answer", &item, "-"], shape);
        assert_eq!(run.code, 0, "{item}: {run:?}");
    }
}

#[test]
fn an_answer_that_breaks_a_rule_is_refused_and_given_back() {
    let home = Home::with_book();
    let pack = home.pack();
    let answer = |item: &str, text: &str| {
        let run = home.run(&["answer", "--content", &pack, item, text]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{run:?}");
        run.err
    };
    let high = r#"{"ratings": [{"question": "calm", "value": 40}]}"#;
    let says = answer("walk.calm", high);
    assert!(says.contains("0 to 10") && says.contains(high), "{says}");
    assert!(answer("walk.calm", "not json").contains("--show-shape"));
    assert!(answer("walk.calm", "{\"ratings\": [], \"more\": 1}").contains("more"));
    assert!(answer("walk.page", " ").contains("empty"));
    assert!(answer("walk.other", "words").contains("another role"));
    assert!(answer("walk.none", "words").contains("amends steps"));
    assert!(answer("../x", "words").contains("amends steps"));
    assert_eq!(home.records().len(), 1, "only the role");
}

#[test]
fn rules_hold_for_scripts_too_and_a_threat_is_answered_with_the_way_to_help() {
    let home = Home::with_book();
    let pack = home.pack_with(
        r#"
[[step.exercise]]
id = "lines"
kind = "cards"
title = "Lines"
ask = "Draw them."
minutes = 3
card = "A line"
[[step.exercise.field]]
id = "do"
label = "What I do"
[[step.exercise.field]]
id = "review"
label = "Again"
form = "date"
within = 14
[[step.exercise.rule]]
id = "orders"
phrases = ["you must"]
says = "What is in your own hands?"
[[step.exercise.rule]]
id = "threat"
phrases = ["or else"]
says = "Someone could come to harm."
help = true
"#,
    );
    let item = "walk.lines";
    let shape = home.ok(&["answer", "--content", &pack, item, "--show-shape"]);
    let answer = |text: &str| home.run(&["answer", "--content", &pack, item, text]);
    let lines =
        |words: &str, day: &str| format!(r#"{{"cards":[{{"do":"{words}","review":"{day}"}}]}}"#);
    let refused = |text: &str, says: &str| {
        let run = answer(text);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{run:?}");
        assert!(run.err.contains(says), "{}", run.err);
        run.err
    };
    let orders = refused(&lines("You must stop.", "2026-01-01"), "in your own hands?");
    assert!(!orders.contains("F1"), "{orders}");
    let threat = refused(&lines("Stop or else.", "2026-01-01"), "come to harm.");
    assert!(
        threat.contains("amends") && threat.contains("F1"),
        "{threat}"
    );
    refused(&lines("I leave.", "2199-01-01"), "at the latest");
    refused(&lines("I leave.", "in 3 days"), "is no day");
    assert_eq!(home.records().len(), 1, "only the role");
    let run = answer(&shape);
    assert_eq!(run.code, 0, "{run:?}");
    let shown = home.ok(&["show", run.out.trim()]);
    assert!(shown.contains("\nA line, 1\n\nWhat I do\n"), "{shown}");
}

#[test]
fn answering_again_is_a_new_version_and_hidden_characters_are_counted() {
    let home = Home::with_book();
    let pack = home.pack();
    let id = home.ok(&["answer", "--content", &pack, "walk.page", "then"]);
    let again = home.fed(
        &["answer", "--content", &pack, "walk.page", "-"],
        "now\u{1b}[0m\n",
    );
    assert_eq!(again.out, id);
    assert_eq!(again.err, "4 hidden characters removed.\n");
    let shown = home.json(&["show", id.trim(), "--json"]);
    assert_eq!(shown["kind"], "answer");
    assert_eq!(shown["item"], "walk.page");
    assert_eq!(shown["versions"].as_array().unwrap().len(), 2);
    assert!(home.ok(&["show", id.trim()]).contains("What did you see?"));
    let edited = home.ok(&["edit", "--content", &pack, id.trim(), "third"]);
    assert_eq!(edited, id);
    home.fails(
        2,
        &[
            "edit",
            "--content",
            &pack,
            id.trim(),
            "--title",
            "T",
            "words",
        ],
    );
    let hidden = r#"{"ratings": [{"question": "calm", "value": 4}], "note": "a\u0007b"}"#;
    let run = home.run(&["answer", "--content", &pack, "walk.calm", hidden]);
    assert_eq!(run.err, "1 hidden character removed.\n");
}
