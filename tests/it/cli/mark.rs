//! How a day was, in three numbers and a line.

use serde_json::json;

use super::home::{Home, has_keys};

#[test]
fn a_mark_is_kept_and_its_id_printed_and_the_day_said_back() {
    let home = Home::with_book();
    let run = home.run(&[
        "mark",
        "--safety",
        "6",
        "--trust",
        "0",
        "--note",
        "slept",
        "--at",
        "2026-08-22",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.err, "Saturday 22 August 2026: safety 6 · trust 0.\n");
    let shown = home.json(&["show", run.out.trim(), "--json"]);
    assert_eq!(shown["kind"], "mark");
    assert_eq!(
        shown["body"],
        json!({"day": "2026-08-22", "safety": 6, "trust": 0, "note": "slept"})
    );
    has_keys(&home.json(&["mark", "--trust", "3", "--json"]), &["id"]);
}

#[test]
fn a_second_mark_of_the_day_changes_the_first_and_keeps_what_is_not_said_again() {
    let home = Home::with_book();
    let mark = |rest: &[&str]| {
        let all = [&["mark", "--at", "2026-08-22"], rest].concat();
        home.ok(&all).trim().to_owned()
    };
    let id = mark(&["--safety", "6", "--note", "slept"]);
    assert_eq!(mark(&["--trust", "3"]), id);
    assert_eq!(mark(&["--trust", "3"]), id, "nothing was different");
    let shown = home.json(&["show", &id, "--json"]);
    assert_eq!(
        shown["body"],
        json!({"day": "2026-08-22", "safety": 6, "trust": 3, "note": "slept"})
    );
    assert_eq!(shown["versions"].as_array().unwrap().len(), 2);
    mark(&["--note", ""]);
    assert_eq!(
        home.json(&["show", &id, "--json"])["body"].get("note"),
        None
    );
}

#[test]
fn it_asks_nothing_without_a_terminal_and_refuses_what_is_no_number_of_the_scale() {
    let home = Home::with_book();
    let says = home.fails(2, &["mark"]);
    assert!(says.contains("no terminal to ask on"), "{says}");
    for wrong in ["11", "-1", "six", "6.5", ""] {
        let says = home.fails(2, &["mark", &format!("--safety={wrong}")]);
        assert!(says.contains("--safety"), "{says}");
        assert!(says.contains("a whole number from 0 to 10"), "{says}");
    }
    let says = home.fails(2, &["mark", "--safety", "-1"]);
    assert!(says.contains("a whole number from 0 to 10"), "{says}");
    assert!(
        home.fails(2, &["mark", "--trust", "3", "--at", "03/04/2024"])
            .contains("more than one day")
    );
    assert!(
        home.fails(1, &["mark", "--trust", "3", "--at", "tomorrow"])
            .contains("not come yet")
    );
    assert!(home.fails(1, &["mark", "--note", " "]).contains("empty"));
    home.fails(1, &["mark", "--trust", "3", "--read-only"]);
    assert_eq!(home.records().len(), 1, "only the role");
}

#[test]
fn marks_are_listed_found_shown_exported_and_deleted_like_all_else() {
    let home = Home::with_book();
    home.write(&["Some trust is back", "--at", "2026-08-20"]);
    home.ok(&[
        "mark",
        "--trust",
        "3",
        "--at",
        "2026-08-21",
        "--note",
        "rain",
    ]);
    let id = home.ok(&[
        "mark",
        "--safety",
        "6",
        "--at",
        "2026-08-22",
        "--note",
        "a walk",
    ]);
    let id = id.trim();

    let items = home.json(&["list", "--kind", "mark", "--json"])["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 2);
    assert_eq!(items[0]["id"], id);
    assert_eq!(items[0]["excerpt"], "safety 6: a walk");
    let list = home.ok(&["list", "--from", "2026-08-22"]);
    assert!(
        list.starts_with(&format!("{id}  2026-08-22        mark\n")),
        "{list}"
    );

    let found = |word: &str| {
        home.json(&["search", word, "--json"])["hits"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(found("walk"), 1);
    assert_eq!(
        found("trust"),
        1,
        "the names of the numbers are on every day"
    );

    let shown = home.ok(&["show", id]);
    assert_eq!(shown, "Saturday 22 August 2026\n\nsafety 6\n\na walk\n");

    let text = home.ok(&["export", "--format", "md"]);
    let end = "### Day by day\n\n\
               - Friday 21 August 2026, trust 3: rain\n- Saturday 22 August 2026, safety 6: a walk\n";
    assert!(text.ends_with(end), "{text}");
    let all: serde_json::Value =
        serde_json::from_str(&home.ok(&["export", "--format", "json"])).unwrap();
    let kinds = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["kind"] == "mark");
    assert_eq!(kinds.count(), 2);

    assert!(
        home.fails(2, &["edit", id, "x"])
            .contains("amends mark --at 2026-08-22")
    );
    let says = home.fails(2, &["edit", id, "--at", "yesterday"]);
    assert!(!says.contains("Dated"), "{says}");
    home.ok(&["delete", id, "--yes"]);
    assert_eq!(
        home.json(&["list", "--kind", "mark", "--json"])["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    home.ok(&["doctor"]);
}
