//! Answers that are not taken: what is said of them, and what is kept of them.

use std::fs;

use super::home::{Home, list};
use super::passphrase::{CANARY, PASS, holding, lines};

/// A pack with words to choose, cards to sort and parts to fill in.
fn pack(home: &Home) -> String {
    let pack = home.pack_with(
        r#"
[[step.exercise]]
id = "words"
kind = "choose"
title = "Words"
ask = "Choose some."
minutes = 3
list = "feelings"
at_least = 1
own = true
rating = { top = 5, low = "a little", high = "much" }

[[step.exercise]]
id = "piles"
kind = "sort"
title = "Piles"
ask = "Sort them."
minutes = 3
bucket = [ { id = "mine", label = "Mine" }, { id = "other", label = "Not mine" } ]
card = [ { id = "rain", text = "The rain" } ]

[[step.exercise]]
id = "parts"
kind = "compose"
title = "Parts"
ask = "Fill them in."
minutes = 3
slot = [ { id = "did", label = "I did" } ]
"#,
    );
    let library = std::path::Path::new(&pack).join("library");
    fs::create_dir_all(&library).unwrap();
    fs::write(library.join("feelings.toml"), FEELINGS).unwrap();
    pack
}

const FEELINGS: &str = r#"
[[list]]
id = "feelings"
title = "Feelings"
[[list.group]]
title = "Some"
words = { angry = "Angry", calm = "Calm" }
"#;

#[test]
fn what_was_given_cannot_begin_a_line_of_ours_in_the_sentence_that_refuses_it() {
    let home = Home::with_book();
    let pack = pack(&home);
    let given = r#"{"slots":[{"slot":"d\u001b[31mid\u202e\nSaved.","text":"a"}]}"#;
    let says = home.fails(1, &["answer", "--content", &pack, "walk.parts", given]);
    assert!(says.contains("\u{201c}did Saved.\u{201d}"), "{says}");
    assert!(
        !says.lines().any(|line| line.starts_with("Saved")),
        "{says}"
    );
    let long = "x".repeat(500);
    let given = format!(r#"{{"slots":[{{"slot":"{long}","text":"a"}}]}}"#);
    let says = home.fails(1, &["answer", "--content", &pack, "walk.parts", &given]);
    assert!(says.lines().next().unwrap().len() < 300, "{says}");
}

#[test]
fn of_a_sealed_book_no_word_gets_into_a_log_through_a_refusal() {
    let home = Home::with_book();
    let pack = pack(&home);
    home.told(&lines(&[PASS, PASS]), &["passphrase", "set"])
        .ok();
    let twice = format!(r#"{{"text":"{CANARY}","rating":2}}"#);
    for (item, given) in [
        ("walk.words", format!(r#"{{"chosen":[{twice},{twice}]}}"#)),
        (
            "walk.words",
            format!(r#"{{"chosen":[{{"text":"{CANARY}"}}]}}"#),
        ),
        (
            "walk.words",
            format!(r#"{{"chosen":[{{"item":"{CANARY}","text":"a","rating":1}}]}}"#),
        ),
        (
            "walk.piles",
            format!(r#"{{"cards":[{{"text":"a","bucket":"{CANARY}"}}]}}"#),
        ),
        (
            "walk.parts",
            format!(r#"{{"slots":[{{"slot":"{CANARY}","text":"a"}}]}}"#),
        ),
        ("walk.parts", format!(r#"{{"{CANARY}":1}}"#)),
        ("walk.calm", format!(r#"{{"ratings":"{CANARY}"}}"#)),
        (
            "walk.calm",
            format!(r#"{{"ratings":[{{"question":"{CANARY}","value":1}}]}}"#),
        ),
    ] {
        let arguments = ["answer", "--content", &pack, item, &given];
        let says = home.told(&lines(&[PASS]), &arguments).fails(1);
        assert!(!says.contains(CANARY), "{given}: {says}");
        assert!(says.contains("half written"), "{says}");
    }
    assert_eq!(holding(&home.data(), CANARY), [""; 0]);
}

#[test]
fn tries_at_one_exercise_leave_one_text_that_is_half_written() {
    let home = Home::with_book();
    let pack = pack(&home);
    home.told(&lines(&[PASS, PASS]), &["passphrase", "set"])
        .ok();
    let drafts = || -> usize {
        let books = list(&home.data().join("local/drafts"));
        books.iter().map(|book| list(book).len()).sum()
    };
    for (number, item) in ["walk.parts", "walk.parts", "walk.words", "walk.parts"]
        .into_iter()
        .enumerate()
    {
        let given = format!("no JSON, try {number}");
        let arguments = ["answer", "--content", &pack, item, &given];
        let says = home.told(&lines(&[PASS]), &arguments).fails(1);
        let again = says.contains("in the place of your last try");
        assert_eq!(again, [1, 3].contains(&number), "{says}");
    }
    assert_eq!(drafts(), 2);
    home.told(&lines(&[PASS]), &["passphrase", "remove"]).ok();
    assert_eq!(holding(&home.data(), "try 3").len(), 1);
    assert_eq!(holding(&home.data(), "try 2").len(), 1);
}

#[test]
fn beside_an_id_of_a_list_stand_the_words_of_the_list() {
    let home = Home::with_book();
    let pack = pack(&home);
    for (item, given, words, other) in [
        (
            "walk.words",
            r#"{"chosen":[{"item":"angry","text":"Quite calm","rating":3}]}"#,
            "Angry (3)",
            "Quite calm",
        ),
        (
            "walk.piles",
            r#"{"cards":[{"card":"rain","text":"My fault","bucket":"other"}]}"#,
            "The rain",
            "My fault",
        ),
    ] {
        let run = home.run(&["answer", "--content", &pack, item, given]);
        assert!(run.err.contains("words of the exercise"), "{run:?}");
        let shown = home.ok(&["show", run.ok().trim()]);
        assert!(shown.contains(words) && !shown.contains(other), "{shown}");
    }
    let right = r#"{"chosen":[{"item":"angry","text":"Angry","rating":3}]}"#;
    let run = home.run(&["answer", "--content", &pack, "walk.words", right]);
    assert!(!run.err.contains("words of the exercise"), "{run:?}");
}
