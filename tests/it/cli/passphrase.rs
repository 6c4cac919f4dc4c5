//! Passphrases on a file descriptor, and what is sealed with them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use super::home::{Home, Run, has_keys, list};

pub const PASS: &str = "river lamp stone";
pub const CANARY: &str = "CANARY-words-of-mine";

/// Lines, each with its end.
pub fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A home with an entry in it, sealed.
pub fn sealed() -> (Home, String) {
    let home = Home::with_book();
    let id = home.write(&[CANARY, "--title", "Title CANARY-words-of-mine"]);
    home.told(&lines(&[PASS, PASS]), &["passphrase", "set"])
        .ok();
    (home, id)
}

/// The files under a folder that hold a text.
pub fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in list(folder) {
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if memchr::memmem::find(&fs::read(&path).unwrap(), text.as_bytes()).is_some() {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn what_was_written_is_sealed_and_opens_with_the_passphrase_alone() {
    let home = Home::with_book();
    let id = home.write(&[CANARY]);
    assert_eq!(holding(&home.data(), CANARY).len(), 1);
    let run = home.told(&lines(&[PASS, PASS]), &["passphrase", "set", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    has_keys(&said, &["protection", "recovery", "findings"]);
    assert_eq!(said["protection"], "sealed");
    assert!(said["recovery"].is_null(), "{said}");
    assert_eq!(said["findings"].as_array().unwrap().len(), 0);
    for part in ["Copies", "gone for good"] {
        assert!(run.err.contains(part), "{part}: {run:?}");
    }
    assert_eq!(holding(&home.data(), CANARY), [""; 0]);
    let says = home.fails(1, &["show", &id]);
    assert!(says.contains("--passphrase-fd"), "{says}");
    assert!(
        home.told(&lines(&[PASS]), &["show", &id])
            .ok()
            .contains(CANARY)
    );
    let says = home
        .told(&lines(&["river lamp stonf"]), &["show", &id])
        .fails(1);
    assert!(
        says.contains("does not open") && !says.contains(CANARY),
        "{says}"
    );
}

#[test]
fn every_command_that_reads_or_writes_takes_the_passphrase_and_writes_nothing_in_clear() {
    let (home, id) = sealed();
    let pass = lines(&[PASS]);
    let run = |arguments: &[&str]| home.told(&pass, arguments).ok();
    for arguments in [
        ["list"].as_slice(),
        &["list", "--json"],
        &["search", "canary"],
        &["show", &id],
        &["show", &id, "--json"],
    ] {
        assert!(run(arguments).contains(CANARY), "{arguments:?}");
    }
    run(&[
        "write",
        "CANARY-words-of-mine two",
        "--tag",
        "CANARY-words-of-mine",
    ]);
    run(&["edit", &id, "CANARY-words-of-mine three"]);
    run(&["mark", "--safety", "3", "--note", CANARY]);
    run(&["answer", "--content", &home.pack(), "walk.page", CANARY]);
    run(&["steps"]);
    run(&["delete", &id, "--yes"]);
    assert_eq!(run(&["list"]).matches(CANARY).count(), 4);
    assert_eq!(holding(&home.data(), CANARY), [""; 0]);
    for arguments in [
        ["list"].as_slice(),
        &["search", "x"],
        &["write", "x"],
        &["steps"],
        &["mark", "--safety", "3"],
        &["edit", &id, "x"],
        &["delete", &id, "--yes"],
        &["export", "--format", "md", "--in-clear"],
        &["answer", "my-part.sort", "--show-shape"],
    ] {
        assert!(
            home.fails(1, arguments).contains("--passphrase-fd"),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_passphrase_may_come_before_the_text_on_standard_input() {
    let (home, _) = sealed();
    let text = format!("{PASS}\n first line\nsecond line\n");
    let id = home.fed(&["write", "-", "--passphrase-fd", "0"], text).ok();
    let shown = home
        .told(&lines(&[PASS]), &["show", id.trim(), "--json"])
        .ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["body"]["text"], " first line\nsecond line");
}

#[test]
fn where_nothing_is_locked_the_line_is_taken_all_the_same_and_is_no_text() {
    let home = Home::with_book();
    let text = format!("{PASS}\nthe words\n");
    let id = home.fed(&["write", "-", "--passphrase-fd", "0"], text).ok();
    let shown = home.json(&["show", id.trim(), "--json"]);
    assert_eq!(shown["body"]["text"], "the words");
    assert_eq!(holding(&home.data(), PASS), [""; 0]);
}

#[test]
fn what_opens_nothing_asks_for_nothing() {
    let (home, _) = sealed();
    home.ok(&["doctor"]);
    home.ok(&["books"]);
    home.ok(&["backup", "sam.tar.gz"]);
    home.ok(&["--data-dir", "aside", "restore", "sam.tar.gz"]);
    let aside = ["--data-dir", "aside", "list"];
    assert!(home.told(&lines(&[PASS]), &aside).ok().contains(CANARY));
    // Nor do they touch a descriptor that was named.
    let at_its_end = home.told("", &["doctor"]);
    assert_eq!(at_its_end.code, 0, "{at_its_end:?}");
}

#[test]
fn a_backup_of_sealed_pages_says_so_and_holds_no_word_of_them() {
    let (home, _) = sealed();
    let run = home.run(&["backup", "sam.tar.gz", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(said["locked"], said["records"]);
    assert!(run.err.contains("locked in the file, too"), "{run:?}");
    let mut all = Vec::new();
    let file = fs::File::open(home.path("sam.tar.gz")).unwrap();
    std::io::copy(&mut flate2::read::GzDecoder::new(file), &mut all).unwrap();
    assert!(all.len() > 1000);
    assert_eq!(memchr::memmem::find(&all, CANARY.as_bytes()), None);
    let run = home.run(&["--data-dir", "aside", "restore", "sam.tar.gz"]);
    assert!(run.err.contains("passphrase"), "{run:?}");
}

#[test]
fn a_descriptor_that_gives_no_passphrase_is_said_so_in_words() {
    let (home, id) = sealed();
    let show = ["show", id.as_str()];
    let long = format!("{}\n", "x".repeat(1025));
    for (given, part) in [
        ("", "no line"),
        ("\n", "is empty"),
        (long.as_str(), "longer than 1024 bytes"),
    ] {
        let says = home.told(given, &show).fails(1);
        assert!(
            says.contains(part) && says.contains("descriptor 3"),
            "{says}"
        );
    }
    fs::write(home.path("lines"), b"caf\xe9\n").unwrap();
    let mut command = home.with_lines("", &show);
    fs::write(home.path("lines"), b"caf\xe9\n").unwrap();
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(said.contains("not in UTF-8"), "{said}");
    let says = home.fails(2, &["show", &id, "--passphrase-fd", "99"]);
    assert!(says.contains("99 is not open"), "{says}");
    for number in ["x", "-1", "99999999999"] {
        let says = home.fails(2, &["show", &id, &format!("--passphrase-fd={number}")]);
        assert!(says.contains("not the number"), "{says}");
    }
    // Without the end of the line, and with that of another system.
    assert!(home.told(PASS, &show).ok().contains(CANARY));
    assert!(
        home.told(&format!("{PASS}\r\n"), &show)
            .ok()
            .contains(CANARY)
    );
}

#[test]
fn a_passphrase_in_the_arguments_or_the_environment_is_no_passphrase() {
    let (home, id) = sealed();
    home.fails(2, &["show", &id, "--passphrase", PASS]);
    let mut command = home.command(&["show", &id]);
    for name in ["AMENDS_PASSPHRASE", "AMENDS_PASSPHRASE_FD"] {
        command.env(name, PASS);
    }
    assert_eq!(command.output().unwrap().status.code(), Some(1));
}

#[test]
fn it_is_changed_renewed_and_taken_away() {
    let (home, id) = sealed();
    let other = "another long passphrase";
    let shows = |pass: &str| home.told(&lines(&[pass]), &["show", &id]).code == 0;
    let json = |run: Run| -> serde_json::Value { serde_json::from_str(&run.ok()).unwrap() };
    // What does not fit changes nothing.
    let wrong = lines(&["not this one", other, other]);
    home.told(&wrong, &["passphrase", "change"]).fails(1);
    let unlike = lines(&[PASS, other, "another long passphrasf"]);
    let says = home.told(&unlike, &["passphrase", "change"]).fails(1);
    assert!(says.contains("not the same"), "{says}");
    let short = lines(&[PASS, "short", "short"]);
    assert!(
        home.told(&short, &["passphrase", "change"])
            .fails(1)
            .contains("too short")
    );
    let hidden = lines(&[PASS, "arrow \u{1b}[D key", "arrow \u{1b}[D key"]);
    assert!(
        home.told(&hidden, &["passphrase", "change"])
            .fails(1)
            .contains("hidden")
    );
    assert!(shows(PASS));
    let said = json(home.told(
        &lines(&[PASS, other, other]),
        &["passphrase", "change", "--json"],
    ));
    assert_eq!(said["protection"], "sealed");
    assert!(shows(other) && !shows(PASS));
    home.told(&lines(&[other, PASS, PASS]), &["passphrase", "renew"])
        .ok();
    assert!(shows(PASS) && !shows(other));
    let run = home.told(&lines(&[PASS]), &["passphrase", "remove", "--json"]);
    assert!(
        run.err.contains("anyone using this account can read"),
        "{run:?}"
    );
    assert_eq!(json(run)["protection"], "clear");
    assert!(home.ok(&["show", &id]).contains(CANARY));
}

#[test]
fn what_does_not_fit_the_state_of_the_book_is_refused_before_a_word_is_read() {
    let home = Home::with_book();
    for what in ["change", "remove", "recover", "renew", "code"] {
        let says = home.told("", &["passphrase", what]).fails(1);
        assert!(says.contains("no passphrase yet"), "{what}: {says}");
    }
    let says = home.fails(1, &["passphrase", "set"]);
    assert!(says.contains("--passphrase-fd"), "{says}");
    let read_only = home.told(&lines(&[PASS, PASS]), &["passphrase", "set", "--read-only"]);
    assert!(read_only.fails(1).contains("--read-only"));
    home.told(&lines(&[PASS, PASS]), &["passphrase", "set"])
        .ok();
    let says = home.told("", &["passphrase", "set"]).fails(1);
    assert!(says.contains("already"), "{says}");
}

#[test]
fn a_recovery_code_is_data_is_given_once_and_opens_what_was_forgotten() {
    let home = Home::with_book();
    let id = home.write(&[CANARY]);
    let run = home.told(&lines(&[PASS, PASS]), &["passphrase", "set", "--recovery"]);
    let code = run.out.trim().to_owned();
    assert_eq!((code.len(), run.out.lines().count()), (39, 1), "{run:?}");
    assert!(
        run.err.contains("on paper") && !run.err.contains("gone for good"),
        "{run:?}"
    );
    let new = "what I remember now";
    let nonsense = lines(&["ABCD-EFGH", new, new]);
    assert!(
        home.told(&nonsense, &["passphrase", "recover"])
            .fails(1)
            .contains("recovery code")
    );
    let copied = code.to_lowercase().replace('-', " ");
    home.told(&lines(&[&copied, new, new]), &["passphrase", "recover"])
        .ok();
    assert!(
        home.told(&lines(&[new]), &["show", &id])
            .ok()
            .contains(CANARY)
    );
    // It stays, until there is another one or none.
    let run = home.told(&lines(&[new]), &["passphrase", "code", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let second = said["recovery"].as_str().unwrap().to_owned();
    assert!(
        run.err.contains("An earlier recovery code opens nothing"),
        "{run:?}"
    );
    let recover = |code: &str| {
        home.told(&lines(&[code, PASS, PASS]), &["passphrase", "recover"])
            .code
    };
    assert_eq!((recover(&code), recover(&second)), (1, 0));
    let run = home.told(&lines(&[PASS]), &["passphrase", "code", "--none"]);
    assert!(
        run.out.is_empty() && run.err.contains("gone for good"),
        "{run:?}"
    );
    assert_eq!(recover(&second), 1);
    let run = home.told(&lines(&[PASS]), &["passphrase", "code", "--none"]);
    assert!(run.err.contains("There was no recovery code"), "{run:?}");
    let run = home.told(&lines(&[PASS]), &["passphrase", "code"]);
    assert!(
        run.err.starts_with("There is a recovery code now."),
        "{run:?}"
    );
    home.told(&lines(&[PASS]), &["passphrase", "code", "--none"])
        .ok();
    let run = home.told(
        &lines(&[PASS, new, new]),
        &["passphrase", "renew", "--recovery"],
    );
    assert_eq!(run.out.trim().len(), 39, "{run:?}");
    assert!(
        !run.err.contains("recovery code open"),
        "there was none: {run:?}"
    );
}

#[test]
fn a_code_that_nobody_could_read_is_a_failure_and_another_can_be_made() {
    let home = Home::with_book();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = home
        .with_lines(&lines(&[PASS, PASS]), &["passphrase", "set", "--recovery"])
        .stdout(Stdio::from(writer))
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("amends passphrase code"), "{said}");
    let run = home.told(&lines(&[PASS]), &["passphrase", "code"]);
    assert_eq!(run.ok().trim().len(), 39);
}

#[test]
fn an_export_of_sealed_pages_wants_a_word_where_nobody_can_be_asked() {
    let (home, _) = sealed();
    let pass = lines(&[PASS]);
    for format in ["md", "json"] {
        for place in [["-o", "out"].as_slice(), &["-o", "-"], &[]] {
            let mut arguments = vec!["export", "--format", format];
            arguments.extend(place);
            let says = home.told(&pass, &arguments).fails(2);
            assert!(says.contains("--in-clear"), "{says}");
        }
    }
    let home_files = list(home.dir.path());
    assert!(!home.path("out").exists(), "{home_files:?}");
    let run = home.told(
        &pass,
        &["export", "--format", "md", "-o", "out", "--in-clear"],
    );
    assert!(
        run.err.contains("Written to out") && run.err.contains("not locked"),
        "{run:?}"
    );
    assert!(
        fs::read_to_string(home.path("out"))
            .unwrap()
            .contains(CANARY)
    );
}

#[test]
fn what_cannot_be_saved_is_in_no_log() {
    let (home, _) = sealed();
    // An exercise that is not there: the words were given, and have no place.
    let pass = lines(&[PASS]);
    let pack = home.pack();
    let shape = format!("{{\"{CANARY}\":1}}");
    let run = home.told(&pass, &["answer", "--content", &pack, "walk.calm", &shape]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!run.err.contains(CANARY), "{run:?}");
    assert!(run.err.contains("half written"), "{run:?}");
    assert_eq!(holding(home.dir.path(), CANARY), [""; 0]);
}

/// Reads the memory of the real program, which root alone can.
#[cfg(target_os = "linux")]
#[test]
fn the_passphrase_is_not_in_memory_once_it_has_opened_the_book() {
    use super::shut::{TURNED, in_memory, is_root, soon};
    if !is_root() {
        return;
    }
    let home = Home::with_book();
    let pass = String::from_utf8(TURNED.iter().map(|byte| !byte).collect()).unwrap();
    home.told(&lines(&[&pass, &pass]), &["passphrase", "set"])
        .ok();
    let mut child = home
        .command(&["write", "-", "--passphrase-fd", "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let process = child.id().to_string();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(pass.as_bytes()).unwrap();
    soon("the passphrase to be read", || in_memory(&process) > 0);
    stdin.write_all(b"\n").unwrap();
    soon("the passphrase to be forgotten", || {
        in_memory(&process) == 0
    });
    stdin.write_all(b"words").unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
