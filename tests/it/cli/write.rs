//! Writing, changing and deleting entries.

use std::fs;

use super::home::{Home, has_keys, list};

#[test]
fn an_entry_is_written_from_arguments_and_its_id_printed() {
    let home = Home::with_book();
    let id = home.write(&["Some", "words", "--title", "T", "--tag", "a", "--tag", "#b"]);
    assert_eq!(id.len(), 32);
    let shown = home.json(&["show", &id, "--json"]);
    let body = &shown["body"];
    assert_eq!(body["text"], "Some words");
    assert_eq!(body["title"], "T");
    assert_eq!(body["tags"], serde_json::json!(["a", "b"]));
    has_keys(&home.json(&["write", "x", "--json"]), &["id"]);
}

#[test]
fn an_entry_is_written_from_standard_input_with_its_lines() {
    let home = Home::with_book();
    for arguments in [["write", "-"].as_slice(), &["write"]] {
        let run = home.fed(arguments, "one\n\n  two\n");
        assert_eq!(run.code, 0, "{run:?}");
        let shown = home.json(&["show", run.out.trim(), "--json"]);
        assert_eq!(shown["body"]["text"], "one\n\n  two");
    }
}

#[test]
fn the_date_that_was_understood_is_said_back() {
    let home = Home::with_book();
    let run = home.run(&["write", "x", "--at", "2026-08-22 21:14"]);
    assert_eq!(run.err, "Dated Saturday 22 August 2026, 21:14.\n");
    let shown = home.json(&["show", run.out.trim(), "--json"]);
    assert_eq!(shown["at"], "2026-08-22T21:14:00+00:00");
    let says = home.fails(2, &["write", "x", "--at", "03/04/2024"]);
    assert!(says.contains("more than one day"), "{says}");
    assert_eq!(
        home.json(&["list", "--json"])["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn an_empty_page_is_not_saved() {
    let home = Home::with_book();
    assert!(home.fails(1, &["write", " "]).contains("empty"));
    assert_eq!(home.fed(&["write"], "").code, 1);
    assert_eq!(home.fed(&["write", "-"], "\u{1b}[0m\n").code, 1);
    assert_eq!(home.records().len(), 1, "only the role");
}

#[test]
fn what_hides_in_a_text_is_taken_out_and_counted() {
    let home = Home::with_book();
    let run = home.fed(&["write", "-"], "a\u{1b}[31mb\u{202e}c\r\nd");
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "6 hidden characters removed.\n")
    );
    let shown = home.json(&["show", run.out.trim(), "--json"]);
    assert_eq!(shown["body"]["text"], "abc\nd");
}

#[test]
fn a_text_that_is_not_utf8_is_refused_rather_than_guessed() {
    let home = Home::with_book();
    let run = home.fed(&["write", "-"], b"caf\xe9".to_vec());
    assert_eq!(run.code, 1);
    assert!(run.err.contains("UTF-8"), "{run:?}");
}

#[test]
fn an_edit_is_a_new_version_and_the_earlier_one_stays() {
    let home = Home::with_book();
    let id = home.write(&["first", "--title", "T", "--tag", "a"]);
    assert_eq!(home.ok(&["edit", &id[..4], "second"]).trim(), id);
    home.ok(&["edit", &id, "--tag", "b", "--at", "2026-08-22"]);
    let shown = home.json(&["show", &id, "--json"]);
    assert_eq!(shown["body"]["text"], "second");
    assert_eq!(shown["body"]["title"], "T");
    assert_eq!(shown["body"]["tags"], serde_json::json!(["b"]));
    assert_eq!(shown["versions"].as_array().unwrap().len(), 3);
    let run = home.run(&["edit", &id, "second"]);
    assert!(run.err.contains("Nothing was different"), "{run:?}");
    home.ok(&["edit", &id, "--tag", "", "--title", ""]);
    let shown = home.json(&["show", &id, "--json"]);
    assert_eq!(
        (shown["body"].get("tags"), shown["body"].get("title")),
        (None, None)
    );
    let run = home.fed(&["edit", &id, "--json"], "from input\n");
    has_keys(&serde_json::from_str(&run.out).unwrap(), &["id"]);
    assert!(home.ok(&["show", &id]).contains("from input"));
}

#[test]
fn a_text_that_was_sent_in_and_not_asked_for_is_left_alone_and_that_is_said() {
    let home = Home::with_book();
    let id = home.write(&["first"]);
    let run = home.fed(&["edit", &id, "--title", "T"], "second");
    assert!(
        run.err.contains("none was read from standard input"),
        "{run:?}"
    );
    assert_eq!(home.json(&["show", &id, "--json"])["body"]["text"], "first");
    let run = home.fed(&["edit", &id, "--title", "U", "-"], "second");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(
        home.json(&["show", &id, "--json"])["body"]["text"],
        "second"
    );
    // Where nothing is sent in, nothing is said of it.
    assert_eq!(home.run(&["edit", &id, "--title", "V"]).err, "");
}

#[test]
fn a_deleted_entry_is_gone_from_the_disk_with_all_its_versions() {
    let home = Home::with_book();
    let id = home.write(&["marker one"]);
    home.ok(&["edit", &id, "marker two"]);
    assert!(home.fails(2, &["delete", &id]).contains("--yes"));
    let deleted = home.json(&["delete", &id, "--yes", "--json"]);
    assert_eq!(deleted, serde_json::json!({"deleted": id}));
    home.fails(1, &["show", &id]);
    home.fails(1, &["delete", &id, "--yes"]);
    for file in home.records() {
        assert!(!fs::read_to_string(file).unwrap().contains("marker"));
    }
}

#[test]
fn reading_only_leaves_the_folder_as_it_is() {
    let home = Home::with_book();
    let id = home.write(&["words"]);
    let before = home.records();
    for arguments in [
        ["write", "--read-only", "more"].as_slice(),
        &["edit", "--read-only", &id, "more"],
        &["delete", "--read-only", &id, "--yes"],
        &["answer", "--read-only", "a.b", "more"],
    ] {
        home.fails(1, arguments);
    }
    home.ok(&["list", "--read-only"]);
    assert_eq!(home.records(), before);
}

#[test]
fn where_saving_fails_the_text_is_given_back() {
    let home = Home::with_book();
    // A file where the folder of the records should be: a fault that root meets too.
    let space = home.records()[0].parent().unwrap().to_owned();
    fs::remove_dir_all(&space).unwrap();
    fs::write(&space, "").unwrap();
    let run = home.fed(&["write", "-"], "words that\nmust stay\n");
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{run:?}");
    assert!(run.err.contains("Not saved"), "{run:?}");
    assert!(run.err.contains("words that\nmust stay"), "{run:?}");
    let run = home.run(&["write", "these", "too"]);
    assert!(run.err.contains("these too"), "{run:?}");
}

#[test]
fn in_a_folder_that_may_not_be_written_to_reading_works_and_writing_says_why() {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;

    let home = Home::with_book();
    let id = home.write(&["words"]);
    let root = rustix::process::geteuid().is_root();
    let mut folders = vec![home.dir.path().to_owned()];
    let mut done = 0;
    while let Some(folder) = folders.get(done).cloned() {
        done += 1;
        folders.extend(list(&folder).into_iter().filter(|path| path.is_dir()));
        for file in list(&folder)
            .iter()
            .filter(|path| path.is_file())
            .chain([&folder])
        {
            let mode = if file.is_dir() { 0o500 } else { 0o400 };
            fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
            if root {
                chown(file, Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
    }
    let run = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        if root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    };
    let listed = run(&["list"]);
    let refused = run(&["write", "more"]);
    for folder in folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
    assert!(listed.status.success(), "{listed:?}");
    assert!(String::from_utf8_lossy(&listed.stdout).contains(&id));
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let says = String::from_utf8_lossy(&refused.stderr);
    assert!(says.contains("may not be written"), "{says}");
}
