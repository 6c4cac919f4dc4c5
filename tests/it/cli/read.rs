//! Listing, searching and showing; ids and their starts.

use super::home::{Home, has_keys};

#[test]
fn a_command_that_only_reads_says_nothing_of_changes() {
    let home = Home::with_book();
    home.told(
        "river lamp stone\nriver lamp stone\n",
        &["passphrase", "set"],
    )
    .ok();
    for lines in ["", "other words here\n"] {
        let says = home.told(lines, &["list"]).fails(1);
        assert!(!says.contains("changed"), "{says}");
    }
    for arguments in [["steps", "--content", "/nowhere"].as_slice(), &["list"]] {
        let says = home.fails(1, arguments);
        assert!(!says.contains("changed"), "{says}");
    }
}

#[test]
fn a_list_has_the_newest_first_and_can_be_narrowed() {
    let home = Home::with_book();
    home.write(&["old words", "--at", "2026-08-20", "--tag", "work"]);
    home.write(&["new words", "--at", "2026-08-22", "--title", "New"]);
    home.write(&["middle words", "--at", "2026-08-21 21:00"]);
    let all = home.json(&["list", "--json"]);
    let items = all["items"].as_array().unwrap();
    for item in items {
        has_keys(
            item,
            &["id", "kind", "at", "title", "excerpt", "tags", "space"],
        );
    }
    assert_eq!(
        (&items[0]["space"], &items[0]["kind"]),
        (&"own".into(), &"entry".into())
    );
    let excerpts = |arguments: &[&str]| -> Vec<String> {
        let all: Vec<&str> = ["list", "--json"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        let items = home.json(&all)["items"].as_array().unwrap().clone();
        let texts = items
            .iter()
            .map(|item| item["excerpt"].as_str().unwrap().to_owned());
        texts.collect()
    };
    assert_eq!(excerpts(&[]), ["new words", "middle words", "old words"]);
    assert_eq!(excerpts(&["-n", "1"]), ["new words"]);
    assert_eq!(excerpts(&["--tag", "WORK"]), ["old words"]);
    assert_eq!(
        excerpts(&["--to", "2026-08-21"]),
        ["middle words", "old words"]
    );
    assert_eq!(
        excerpts(&["--from", "2026-08-21", "--to", "2026-08-21"]),
        ["middle words"]
    );
    assert_eq!(excerpts(&["--kind", "answer"]), [] as [&str; 0]);
    assert!(
        home.fails(2, &["list", "--kind", "secret"])
            .contains("timeline")
    );
    home.fails(2, &["list", "--from", "someday"]);
    home.fails(2, &["list", "--from", "2026-08-22", "--to", "2026-08-21"]);
    let run = home.run(&["list", "--from", "2026-08-21"]);
    assert!(
        run.err.contains("From Friday 21 August 2026 on."),
        "{run:?}"
    );
}

#[test]
fn answers_to_one_kind_of_exercise_and_marks_can_be_listed_alone() {
    let home = Home::with_book();
    let pack = home.pack();
    home.write(&["an entry"]);
    home.ok(&["mark", "--safety", "4", "--note", "a note"]);
    home.ok(&["answer", "--content", &pack, "walk.page", "I saw rain."]);
    home.fed(
        &["answer", "--content", &pack, "walk.calm", "-"],
        r#"{"ratings":[{"question":"calm","value":7}]}"#,
    );
    let kinds = |kind: &str| -> Vec<(String, serde_json::Value)> {
        let list = home.json(&["list", "--json", "--kind", kind]);
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| {
                let kind = item["kind"].as_str().unwrap().to_owned();
                (kind, item["exercise"].clone())
            })
            .collect()
    };
    let answer = |exercise: &str| ("answer".to_owned(), exercise.into());
    assert_eq!(kinds("scale"), [answer("scale")]);
    assert_eq!(kinds("write"), [answer("write")]);
    assert_eq!(kinds("timeline"), []);
    assert_eq!(kinds("answer"), [answer("scale"), answer("write")]);
    assert_eq!(
        kinds("mark"),
        [("mark".to_owned(), serde_json::Value::Null)]
    );
    assert_eq!(kinds("entry").len(), 1);
    for word in ["timeline", "scale", "mark"] {
        assert!(home.ok(&["list", "--help"]).contains(word), "{word}");
    }
    let id = home.json(&["list", "--json", "--kind", "scale"])["items"][0]["id"].clone();
    let id = id.as_str().unwrap();
    assert!(home.ok(&["show", id]).contains("How calm"));
    assert_eq!(home.json(&["show", id, "--json"])["exercise"], "scale");
    assert!(home.ok(&["search", "rain"]).contains("answer"));
    let text = home.ok(&["export", "--content", &pack, "--format", "md", id]);
    assert!(
        text.contains("How calm") && !text.contains("rain"),
        "{text}"
    );
    home.ok(&["delete", id, "--yes"]);
    assert_eq!(kinds("scale"), []);
}

#[test]
fn a_search_finds_what_has_every_word_and_says_when_nothing_does() {
    let home = Home::with_book();
    let id = home.write(&["We spoke on the phone.", "--title", "Tuesday"]);
    home.write(&["Nothing happened."]);
    let hits = home.json(&["search", "phone", "TUES", "--json"]);
    let hits = hits["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 1);
    has_keys(&hits[0], &["id", "kind", "at", "excerpt"]);
    assert_eq!(hits[0]["id"], id.as_str());
    assert!(home.ok(&["search", "phone"]).contains(&id));
    let run = home.run(&["search", "absent"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, "", "Nothing was found.\n")
    );
    home.fails(2, &["search"]);
}

#[test]
fn one_thing_is_shown_whole_with_its_versions_if_asked_for() {
    let home = Home::with_book();
    let id = home.write(&[
        "first",
        "--title",
        "A walk",
        "--tag",
        "out",
        "--at",
        "2026-08-22 21:14",
    ]);
    home.ok(&["edit", &id, "second"]);
    assert_eq!(
        home.ok(&["show", &id]),
        "A walk\nSaturday 22 August 2026, 21:14\n#out\n\nsecond\n"
    );
    let versions = home.ok(&["show", &id, "--versions"]);
    assert!(
        versions.find("second") < versions.find("first"),
        "{versions}"
    );
    assert_eq!(versions.matches("== Written").count(), 2);
    let shown = home.json(&["show", &id, "--json"]);
    has_keys(
        &shown,
        &["id", "kind", "at", "by", "space", "body", "versions"],
    );
    has_keys(
        &shown["versions"][0],
        &["id", "at", "by", "body", "replaces", "current"],
    );
}

#[test]
fn the_start_of_an_id_is_enough_from_four_characters_on() {
    let home = Home::with_book();
    let id = home.write(&["words"]);
    assert!(home.ok(&["show", &id[..4]]).contains("words"));
    assert!(
        home.ok(&["show", &id[..9].to_uppercase()])
            .contains("words")
    );
    assert!(home.fails(1, &["show", &id[..3]]).contains("too short"));
    assert!(home.fails(1, &["show", "nothing"]).contains("not an id"));
    let other = if id.starts_with("0000") {
        "ffff"
    } else {
        "0000"
    };
    assert!(
        home.fails(1, &["show", other])
            .contains("nothing with the id")
    );
}

#[test]
fn a_start_that_two_ids_share_is_refused() {
    let home = Home::with_book();
    let first = home.write(&["one"]);
    let second = home.write(&["two"]);
    let file = home
        .records()
        .into_iter()
        .find(|file| std::fs::read_to_string(file).unwrap().contains(&second));
    let twin = format!("{}{}", &first[..8], &second[8..]);
    super::home::forge(&file.unwrap(), &second, &twin);
    assert!(
        home.fails(1, &["show", &first[..8]])
            .contains("More than one")
    );
    assert!(home.ok(&["show", &first]).contains("one"));
    assert!(home.ok(&["show", &twin]).contains("two"));
}
