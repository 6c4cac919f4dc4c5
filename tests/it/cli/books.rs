//! Making, naming and ending books; and who is at the keyboard.

use super::home::{Home, forge, has_keys};

#[test]
fn a_book_is_made_and_listed() {
    let home = Home::empty();
    let new = home.json(&["new", "--person", "Sam:hurt", "--name", "Mine", "--json"]);
    has_keys(&new, &["book", "people"]);
    has_keys(&new["people"][0], &["id", "name", "role"]);
    assert_eq!(
        (&new["book"], &new["people"][0]["role"]),
        (&"Mine".into(), &"hurt".into())
    );
    let books = home.json(&["books", "--json"]);
    has_keys(&books["books"][0], &["name", "people"]);
    assert_eq!(home.ok(&["books"]), "Mine  (Sam)\n");
    assert_eq!(home.ok(&["new", "--person", "Kim"]), "Kim\n");
    assert_eq!(
        home.json(&["books", "--json"])["books"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn what_a_book_cannot_be_is_refused_and_nothing_is_made() {
    let home = Home::empty();
    let couple = [
        "new",
        "--setting",
        "couple",
        "--person",
        "A",
        "--person",
        "B",
    ];
    assert!(home.fails(1, &couple).contains("not built yet"));
    home.fails(2, &["new"]);
    home.fails(2, &["new", "--person", "A", "--person", "B"]);
    assert!(
        home.fails(2, &["new", "--person", "Sam:hurtt"])
            .contains("undecided")
    );
    home.fails(2, &["new", "--setting", "trio", "--person", "A"]);
    home.fails(1, &["new", "--person", " "]);
    home.fails(1, &["new", "--person", "Sam", "--read-only"]);
    assert_eq!(home.run(&["books"]).out, "");
    assert!(!home.data().join("books").exists());
}

#[test]
fn where_no_book_was_the_last_one_none_is_guessed() {
    let home = Home::with_book();
    home.ok(&["new", "--person", "Kim"]);
    std::fs::remove_file(home.data().join("local/settings.json")).unwrap();
    let said = home.fails(1, &["list"]);
    assert!(said.contains("There are several books: "), "{said}");
    assert!(said.contains("--book"), "{said}");
}

#[test]
fn a_book_is_renamed_and_deleted() {
    let home = Home::with_book();
    home.write(&["words"]);
    home.ok(&["books", "rename", "sam", "Mine"]);
    assert_eq!(home.ok(&["books"]), "Mine  (Sam)\n");
    home.fails(1, &["books", "rename", "nobody", "X"]);
    assert!(
        home.fails(2, &["books", "delete", "Mine"])
            .contains("--yes")
    );
    home.fails(1, &["books", "delete", "Mine", "--yes", "--read-only"]);
    assert_eq!(home.ok(&["list"]).lines().count(), 2, "it is still there");
    home.ok(&["books", "delete", "Mine", "--yes"]);
    assert_eq!(home.ok(&["books"]), "");
    assert!(home.fails(1, &["list"]).contains("amends new"));
}

#[test]
fn with_several_books_the_last_one_is_meant_or_the_one_that_is_named() {
    let home = Home::with_book();
    let only = home.run(&["list"]).err;
    assert_eq!(only, "Nothing to list.\n", "one book needs no name");
    home.ok(&["new", "--person", "Kim"]);
    home.write(&["--book", "sam", "of sam"]);
    let last = home.run(&["list"]);
    assert!(last.out.contains("of sam"), "{last:?}");
    assert!(
        last.err.contains("“Sam”, which was opened last"),
        "{last:?}"
    );
    let named = home.run(&["list", "--book", "Kim"]);
    assert_eq!((named.out, named.err), (String::new(), only));
    assert!(home.fails(1, &["list", "--book", "Sami"]).contains("Sam"));
}

#[test]
fn whoever_says_that_they_are_someone_else_is_told_who_is_in_the_book() {
    let home = Home::with_book();
    home.write(&["--as", "sam", "words"]);
    assert!(home.fails(1, &["list", "--as", "Kim"]).contains("Sam"));
}

#[test]
fn a_book_of_a_newer_version_is_read_and_not_written_or_left_alone() {
    let home = Home::with_book();
    let id = home.write(&["words"]);
    let before = home.records();
    forge(&home.book_file(), "\"min_writer\":1", "\"min_writer\":99");
    assert!(home.ok(&["list"]).contains(&id));
    for arguments in [
        ["write", "more"].as_slice(),
        &["edit", &id, "more"],
        &["delete", &id, "--yes"],
    ] {
        let says = home.fails(1, arguments);
        assert!(says.contains("newer version"), "{says}");
    }
    assert_eq!(home.records(), before);
    forge(&home.book_file(), "\"min_reader\":1", "\"min_reader\":99");
    for arguments in [["list"].as_slice(), &["write", "more"], &["doctor"]] {
        let says = home.fails(1, arguments);
        assert!(says.contains("newer version"), "{says}");
    }
}
