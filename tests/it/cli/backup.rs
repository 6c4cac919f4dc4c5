//! Putting a whole book away, and getting it back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::home::{Home, has_keys};

#[test]
fn a_book_is_put_away_and_comes_back_under_its_name() {
    let home = Home::with_book();
    let id = home.write(&["words to keep"]);
    home.ok(&["mark", "--safety", "4"]);
    let run = home.run(&["backup", "sam.tar.gz"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(
        run.err.contains("3 records") && run.err.contains("not locked"),
        "{run:?}"
    );
    let mode = fs::metadata(home.path("sam.tar.gz")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    home.ok(&["books", "delete", "Sam", "--yes"]);
    let run = home.run(&["restore", "sam.tar.gz"]);
    assert_eq!((run.code, run.out.as_str()), (0, "Sam\n"), "{run:?}");
    assert!(run.err.contains("is back, with 3 records"), "{run:?}");
    assert!(home.ok(&["show", &id]).contains("words to keep"));
    assert_eq!(home.run(&["doctor"]).code, 0);
}

#[test]
fn a_book_that_is_here_is_left_alone_and_its_backup_can_be_read_beside_it() {
    let home = Home::with_book();
    home.write(&["before"]);
    home.ok(&["backup", "sam.tar.gz"]);
    home.write(&["after"]);
    let before = home.records();
    let says = home.fails(1, &["restore", "sam.tar.gz"]);
    assert!(
        says.contains("--data-dir") && says.contains("books delete"),
        "{says}"
    );
    assert_eq!(home.records(), before);
    // The command that is offered can be pasted as it stands.
    let (_, delete) = says.split_once("first: amends ").unwrap();
    let line = delete.trim_end().trim_end_matches('.');
    assert!(
        line.starts_with("--data-dir /") && line.ends_with("books delete Sam"),
        "{says}"
    );
    home.ok(&["--data-dir", "aside", "restore", "sam.tar.gz"]);
    let aside = home.ok(&["--data-dir", "aside", "list"]);
    assert!(
        aside.contains("before") && !aside.contains("after"),
        "{aside}"
    );
    assert!(home.ok(&["list"]).contains("after"));
}

#[test]
fn of_several_books_one_is_named_and_a_name_that_is_taken_gets_a_number() {
    let home = Home::with_book();
    home.ok(&["new", "--person", "Kim"]);
    home.write(&["--book", "Sam", "of sam"]);
    home.ok(&["backup", "--book", "Sam", "sam.tar.gz"]);
    home.ok(&["books", "delete", "Sam", "--yes"]);
    home.ok(&["books", "rename", "Kim", "sam"]);
    home.fails(2, &["restore", "--book", "Mine", "sam.tar.gz"]);
    let run = home.run(&["restore", "sam.tar.gz"]);
    assert_eq!(run.out, "Sam 2\n", "{run:?}");
    assert!(run.err.contains("--book 'Sam 2'"), "{run:?}");
    assert!(home.ok(&["list", "--book", "Sam 2"]).contains("of sam"));
    home.fails(1, &["backup", "--book", "nobody", "x.tar.gz"]);
}

#[test]
fn a_file_is_never_replaced_unasked() {
    let home = Home::with_book();
    fs::write(home.path("mine"), "mine").unwrap();
    assert!(home.fails(1, &["backup", "mine"]).contains("--force"));
    assert_eq!(fs::read_to_string(home.path("mine")).unwrap(), "mine");
    home.ok(&["backup", "mine", "--force"]);
    assert_ne!(fs::read(home.path("mine")).unwrap(), b"mine");
    home.fails(1, &["backup", "no/such/folder"]);
    home.fails(1, &["backup", "data", "--force"]);
    let left = super::home::list(home.dir.path());
    assert!(
        left.iter()
            .all(|path| !path.to_string_lossy().contains(".amends-")),
        "{left:?}"
    );
}

#[test]
fn it_goes_through_pipes_and_prints_json() {
    let home = Home::with_book();
    home.write(&["words"]);
    let output = home.command(&["backup", "-"]).output().unwrap();
    assert!(output.status.success());
    home.fails(2, &["backup", "-", "--json"]);
    let made = home.json(&["backup", "sam.tar.gz", "--json"]);
    has_keys(
        &made,
        &[
            "file",
            "book",
            "records",
            "locked",
            "drafts",
            "files",
            "damaged",
            "missing",
            "passed_over",
        ],
    );
    assert_eq!(made["records"], 2);
    home.ok(&["books", "delete", "Sam", "--yes"]);
    let run = home.fed(&["restore", "-", "--json"], output.stdout);
    assert_eq!(run.code, 0, "{run:?}");
    let back: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    has_keys(&back, &["book", "records", "drafts", "damaged", "notes"]);
    assert_eq!(
        (&back["book"], &back["records"]),
        (&"Sam".into(), &2.into())
    );
}

#[test]
fn what_is_no_backup_is_refused_in_words() {
    let home = Home::empty();
    fs::write(home.path("notes.txt"), "Dear diary").unwrap();
    fs::create_dir(home.path("folder")).unwrap();
    for (file, says) in [
        ("notes.txt", "not a backup"),
        ("folder", "it is a folder"),
        ("missing", "could not be read"),
    ] {
        let said = home.fails(1, &["restore", file]);
        assert!(
            said.contains(says) && said.contains("Nothing was restored"),
            "{file}: {said}"
        );
    }
    assert_eq!(home.ok(&["books"]), "");
    assert!(home.fails(1, &["backup", "x"]).contains("no book yet"));
}

#[test]
fn read_only_means_that_nothing_is_restored_and_nothing_in_the_book_is_touched() {
    let home = Home::with_book();
    home.write(&["words"]);
    let before = snapshot(&home);
    home.ok(&["backup", "--read-only", "sam.tar.gz"]);
    assert_eq!(snapshot(&home), before);
    home.fails(
        1,
        &[
            "--data-dir",
            "aside",
            "--read-only",
            "restore",
            "sam.tar.gz",
        ],
    );
    assert!(!home.path("aside").exists());
}

fn snapshot(home: &Home) -> Vec<std::path::PathBuf> {
    let mut folders = vec![home.data()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in super::home::list(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_damaged_record_goes_along_and_is_named_on_both_ways() {
    let home = Home::with_book();
    home.write(&["lost words"]);
    let file = home
        .records()
        .into_iter()
        .find(|file| fs::read_to_string(file).unwrap().contains("lost words"))
        .unwrap();
    fs::write(&file, "{").unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    let run = home.run(&["backup", "sam.tar.gz"]);
    assert!(run.code == 0 && run.err.contains(name), "{run:?}");
    let run = home.run(&["--data-dir", "aside", "restore", "sam.tar.gz"]);
    assert!(run.code == 0 && run.err.contains(name), "{run:?}");
    assert_eq!(home.run(&["--data-dir", "aside", "doctor"]).code, 1);
}

#[test]
fn a_file_that_cannot_be_read_makes_a_backup_that_says_so() {
    let home = Home::with_book();
    home.write(&["words"]);
    let file = &home.records()[0];
    fs::remove_file(file).unwrap();
    std::os::unix::fs::symlink("/nowhere", file).unwrap();
    let run = home.run(&["backup", "linked.tar.gz"]);
    assert!(run.code == 0 && run.err.contains("not followed"), "{run:?}");
    fs::remove_file(file).unwrap();
    let big = fs::File::create(file).unwrap();
    big.set_len(32 << 20).unwrap();
    let run = home.run(&["backup", "big.tar.gz"]);
    assert!(run.code == 1 && run.err.contains("not complete"), "{run:?}");
    home.ok(&["--data-dir", "aside", "restore", "big.tar.gz"]);
}

#[test]
fn a_reader_that_went_away_is_said_to_have_no_backup() {
    let home = Home::with_book();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = home
        .command(&["backup", "-"])
        .stdout(Stdio::from(writer))
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
}
