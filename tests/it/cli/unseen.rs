//! Passphrases typed at a terminal: never shown, asked for again, and the terminal is as before whatever
//! happens.

use std::fs;

use super::asked::{in_shell, in_terminal};
use super::home::{Home, list};
use super::passphrase::{CANARY, PASS, holding, lines, sealed};

const ASKS: &str = "Passphrase of Sam:";

fn typed(line: &str) -> String {
    format!("{line}\n")
}

/// Echo as `stty` tells it.
const ECHO: &str = "stty -a | grep -o -- '-*\\becho '";

#[test]
fn the_passphrase_is_asked_for_and_not_shown() {
    let (home, _) = sealed();
    let pass = typed(PASS);
    let (code, shown) = in_terminal(&home, &["list"], &[], &[(ASKS, &pass)]);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains(CANARY) && !shown.contains(PASS), "{shown}");
    // What needs no passphrase asks for none.
    for arguments in [["doctor"].as_slice(), &["books"], &["backup", "x.tar.gz"]] {
        let (code, shown) = in_terminal(&home, arguments, &[], &[]);
        assert_eq!((code, shown.contains("Passphrase")), (0, false), "{shown}");
    }
}

#[test]
fn a_wrong_one_may_be_typed_again_twice_and_nothing_is_counted_aloud() {
    let (home, _) = sealed();
    let (wrong, right) = (typed("no such words"), typed(PASS));
    let answers = [(ASKS, wrong.as_str()), (ASKS, &wrong), (ASKS, &right)];
    let (code, shown) = in_terminal(&home, &["list"], &[], &answers);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(shown.matches("does not open it").count(), 2, "{shown}");
    let answers = [(ASKS, wrong.as_str()), (ASKS, &wrong), (ASKS, "\n")];
    let (code, shown) = in_terminal(&home, &["list"], &[], &answers);
    assert_eq!(code, 1, "{shown}");
    let plain = !shown.contains(CANARY) && !shown.contains(|c: char| c.is_ascii_digit());
    assert!(plain, "{shown}");
    let (code, shown) = in_terminal(&home, &["list"], &[], &[(ASKS, "\u{4}")]);
    assert!(code == 1 && shown.contains("Nothing was given"), "{shown}");
    let long = typed(&"x".repeat(1100));
    let answers = [
        (ASKS, long.as_str()),
        ("cannot be used", ""),
        (ASKS, &right),
    ];
    let (code, shown) = in_terminal(&home, &["list"], &[], &answers);
    assert_eq!(code, 0, "{shown}");
}

#[test]
fn it_is_asked_at_the_terminal_wherever_input_and_output_lead() {
    let (home, _) = sealed();
    let pass = typed(PASS);
    let line = "echo piped words | $AMENDS write - > out 2> err; echo [code $?]";
    let (_, shown) = in_shell(&home, line, &[(ASKS, &pass)]);
    assert!(shown.contains("[code 0]"), "{shown}");
    let id = fs::read_to_string(home.path("out")).unwrap();
    assert_eq!(fs::read_to_string(home.path("err")).unwrap(), "");
    let shown = home.told(&lines(&[PASS]), &["show", id.trim()]).ok();
    assert!(shown.contains("piped words"), "{shown}");
}

#[test]
fn an_interrupted_question_gives_the_terminal_back() {
    let (home, _) = sealed();
    for (key, code) in [("\u{3}", 130), ("\u{1c}", 131)] {
        let line = format!("trap : INT QUIT; $AMENDS list; echo [code $?]; {ECHO}");
        let (_, shown) = in_shell(&home, &line, &[(ASKS, key)]);
        assert!(shown.contains(&format!("[code {code}]")), "{shown}");
        assert!(shown.lines().any(|line| line.trim() == "echo"), "{shown}");
    }
    for signal in ["TERM", "HUP"] {
        let line = format!(
            "set -m; (while ! stty -a | grep -q -- '-echo '; do sleep 0.01; done; \
             kill -{signal} $(cat pid)) 2> /dev/null & \
             sh -c 'echo $$ > pid; exec $AMENDS list'; echo; echo [ended]; {ECHO}"
        );
        let (_, shown) = in_shell(&home, &line, &[]);
        assert!(shown.contains("[ended]"), "{shown}");
        assert!(shown.lines().any(|line| line.trim() == "echo"), "{shown}");
    }
}

#[test]
fn put_to_sleep_at_the_question_the_shell_sees_its_keys_and_waking_asks_again() {
    let (home, _) = sealed();
    let pass = typed(PASS);
    let line =
        format!("set -m; $AMENDS list; echo [asleep]; {ECHO}; fg > /dev/null; echo [code $?]");
    let (_, shown) = in_shell(
        &home,
        &line,
        &[(ASKS, "\u{1a}"), ("[asleep]", ""), (ASKS, &pass)],
    );
    assert!(
        shown.contains("[code 0]") && shown.contains(CANARY),
        "{shown}"
    );
    let asleep = shown.split("[asleep]").nth(1).unwrap();
    assert!(asleep.lines().any(|line| line.trim() == "echo"), "{shown}");
    assert!(!shown.contains(PASS), "{shown}");
}

#[test]
fn setting_one_says_what_it_does_offers_words_and_gives_a_code_to_who_wants_it() {
    let home = Home::with_book();
    let id = home.write(&[CANARY]);
    let pass = typed(PASS);
    let answers = [
        ("New passphrase:", "short\n"),
        ("too short", ""),
        ("New passphrase:", pass.as_str()),
        ("Once more:", "river lamp stonf\n"),
        ("not the same", ""),
        ("New passphrase:", &pass),
        ("Once more:", &pass),
        ("[y/N]", "y\n"),
    ];
    let (code, shown) = in_terminal(&home, &["passphrase", "set"], &[], &answers);
    assert_eq!(code, 0, "{shown}");
    let flat = shown.replace("\r\n", " ");
    for part in [
        amends::domain::protection::PROTECTS,
        amends::domain::protection::COPIES,
        amends::domain::protection::FORGOTTEN,
        amends::domain::protection::RECOVERY,
        "Cameras, programs that record keys",
        "This is the recovery code.",
    ] {
        assert!(flat.contains(part), "{part:?} is not in {shown}");
    }
    let words = shown.lines().find(|line| line.starts_with("    ")).unwrap();
    assert_eq!(words.split_whitespace().count(), 6, "{words}");
    assert!(!shown.contains(PASS), "{shown}");
    // By its form: six words may be as long.
    let is_code = |line: &&str| line.matches('-').count() == 7;
    let code = shown.lines().find(is_code).unwrap();
    let (_, again) = in_terminal(&home, &["passphrase", "set"], &[], &[]);
    assert!(again.contains("There is a passphrase already"), "{again}");
    let new = typed("what I remember");
    let answers = [
        ("Recovery code of Sam:", "not one at all\n"),
        ("Recovery code of Sam:", &format!("{code}\n")),
        ("New passphrase:", &new),
        ("Once more:", &new),
    ];
    let (ended, shown) = in_terminal(&home, &["passphrase", "recover"], &[], &answers);
    assert_eq!(ended, 0, "{shown}");
    let code_shown = shown.contains(code.trim());
    assert!(!code_shown, "{shown}");
    assert!(
        home.told("what I remember\n", &["show", &id])
            .ok()
            .contains(CANARY)
    );
}

#[test]
fn the_old_one_is_tried_before_a_new_one_is_asked_for() {
    let (home, id) = sealed();
    let (wrong, pass, new) = (
        typed("no such words"),
        typed(PASS),
        typed("other words now"),
    );
    let asks = "Passphrase of Sam until now:";
    for what in ["change", "renew"] {
        let mut answers = vec![
            (asks, wrong.as_str()),
            ("does not open it", ""),
            (asks, &pass),
            ("New passphrase:", &new),
            ("Once more:", &new),
        ];
        if what == "renew" {
            answers.push(("[y/N]", "\n"));
        }
        let (code, shown) = in_terminal(&home, &["passphrase", what], &[], &answers);
        assert_eq!(code, 0, "{shown}");
        assert!(
            home.told("other words now\n", &["show", &id])
                .ok()
                .contains(CANARY)
        );
        let back = lines(&["other words now", PASS, PASS]);
        home.told(&back, &["passphrase", "change"]).ok();
    }
    let answers = [(asks, wrong.as_str()), (asks, &wrong), (asks, &wrong)];
    let (code, shown) = in_terminal(&home, &["passphrase", "remove"], &[], &answers);
    assert_eq!(code, 1, "{shown}");
    assert_eq!(holding(&home.data(), CANARY), [""; 0]);
    let (code, shown) = in_terminal(&home, &["passphrase", "remove"], &[], &[(asks, &pass)]);
    assert_eq!(code, 0, "{shown}");
    assert!(home.ok(&["show", &id]).contains(CANARY));
}

#[test]
fn an_export_of_sealed_pages_asks_first_and_only_a_yes_writes_it() {
    let (home, _) = sealed();
    let pass = typed(PASS);
    let export = ["export", "--format", "md", "-o", "book.md"];
    let before = list(home.dir.path());
    for no in ["\n", "n\n", "yeah\n"] {
        let answers = [(ASKS, pass.as_str()), ("[y/N]", no)];
        let (code, shown) = in_terminal(&home, &export, &[], &answers);
        assert_eq!(code, 1, "{shown}");
        assert!(
            shown.contains("book.md") && shown.contains("Nothing was exported"),
            "{shown}"
        );
    }
    let line = "trap : INT; $AMENDS export --format md -o book.md";
    let answers = [(ASKS, pass.as_str()), ("[y/N]", "\u{3}")];
    let (code, shown) = in_shell(&home, line, &answers);
    assert_eq!(code, 130, "{shown}");
    assert_eq!(list(home.dir.path()), before);
    assert_eq!(holding(home.dir.path(), CANARY), [""; 0]);
    let answers = [(ASKS, pass.as_str()), ("[y/N]", "y\n")];
    let (code, shown) = in_terminal(&home, &export, &[], &answers);
    assert!(code == 0 && shown.contains("Written to book.md"), "{shown}");
    // A name that is taken is said before anything is asked.
    let (code, shown) = in_terminal(&home, &export, &[], &[]);
    assert!(code == 1 && shown.contains("book.md"), "{shown}");
    assert!(
        fs::read_to_string(home.path("book.md"))
            .unwrap()
            .contains(CANARY)
    );
}
