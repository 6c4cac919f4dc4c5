//! Sealed text and the person's own editor: only where it was asked for, and nothing stays behind.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, SystemTime};

use super::asked::in_terminal;
use super::home::{Home, list};
use super::passphrase::{CANARY, PASS, holding, lines, sealed};
use super::terminal::{editor, sheets};

const ASKS: &str = "Passphrase of Sam:";

/// Writes with an editor that does what the script says to the file `$1`.
fn write(home: &Home, script: &str, more: &[&str]) -> (u32, String) {
    let editor = editor(home, script);
    let arguments: Vec<&str> = ["write"].iter().chain(more).copied().collect();
    let pass = format!("{PASS}\n");
    in_terminal(home, &arguments, &[("EDITOR", &editor)], &[(ASKS, &pass)])
}

/// The words, in a form in which the script itself does not hold them.
const ECHO: &str = "printf 'CANARY-%s' words-of-mine";

#[test]
fn an_editor_stays_closed_where_the_text_is_sealed_and_the_reason_is_said() {
    let (home, id) = sealed();
    let (code, shown) = write(&home, "touch opened", &[]);
    assert_eq!(code, 1, "{shown}");
    let said = shown.replace("\r\n", " ");
    assert!(
        said.contains("in clear") && said.contains("--in-clear"),
        "{said}"
    );
    let pass = format!("{PASS}\n");
    let editor = editor(&home, "touch opened");
    let edit = ["edit", id.as_str()];
    let (code, shown) = in_terminal(&home, &edit, &[("EDITOR", &editor)], &[(ASKS, &pass)]);
    assert_eq!(code, 1, "{shown}");
    assert!(!home.path("opened").exists());
    // Text from elsewhere is taken.
    home.fed(
        &["write", "-", "--passphrase-fd", "0"],
        format!("{PASS}\nwords"),
    )
    .ok();
}

#[test]
fn asked_for_it_opens_in_the_folder_for_the_login_and_leaves_nothing() {
    let (home, _) = sealed();
    let script = format!("ls -ld \"$(dirname \"$1\")\" \"$1\" > seen; {ECHO} > \"$1\"");
    let (code, shown) = write(&home, &script, &["--in-clear"]);
    assert_eq!(code, 0, "{shown}");
    let seen = fs::read_to_string(home.path("seen")).unwrap();
    let private = seen.contains("drwx------") && seen.contains("-rw-------");
    assert!(private && seen.contains("/run/amends/sealed-"), "{seen}");
    assert_eq!(sheets(&home).len(), 0);
    assert_eq!(holding(home.dir.path(), CANARY), [""; 0]);
    let listed = home.told(&lines(&[PASS]), &["list"]).ok();
    assert_eq!(listed.matches(CANARY).count(), 3, "{listed}");
}

#[test]
fn without_such_a_folder_sealed_text_goes_into_no_file() {
    let (home, _) = sealed();
    let editor = editor(&home, "touch opened");
    let env = [("EDITOR", editor.as_str()), ("XDG_RUNTIME_DIR", "")];
    let pass = format!("{PASS}\n");
    let (code, shown) = in_terminal(&home, &["write", "--in-clear"], &env, &[(ASKS, &pass)]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("no folder in memory"), "{shown}");
    assert!(!home.path("opened").exists());
}

#[test]
fn what_an_editor_that_failed_left_is_kept_and_sealed() {
    let (home, _) = sealed();
    for script in ["exit 3", "kill -9 $$"] {
        let (code, shown) = write(
            &home,
            &format!("{ECHO} > \"$1\"; {script}"),
            &["--in-clear"],
        );
        assert_eq!(code, 1, "{shown}");
        assert!(shown.contains("half written"), "{shown}");
        assert!(!shown.contains(CANARY), "{shown}");
    }
    assert_eq!(sheets(&home).len(), 0);
    assert_eq!(holding(home.dir.path(), CANARY), [""; 0]);
    home.told(&lines(&[PASS]), &["passphrase", "remove"]).ok();
    let drafts = list(&home.data().join("local/drafts"))
        .into_iter()
        .flat_map(|book| list(&book));
    let texts = drafts.filter_map(|draft| fs::read_to_string(draft).ok());
    assert_eq!(texts.filter(|text| text.contains(CANARY)).count(), 2);
}

#[test]
fn what_stayed_behind_is_swept_at_the_next_start_but_not_from_under_an_editor() {
    let (home, _) = sealed();
    // The program is killed while the editor is open, and the editor ends later.
    let script = format!(
        "trap '' HUP; {ECHO} > \"$1\"; kill -9 $PPID; \"$AMENDS\" books; ls \"$1\" > during; touch done"
    );
    // Without another shell between them the parent is the program itself.
    let editor = format!("exec {}", editor(&home, &script));
    let env = [
        ("EDITOR", editor.as_str()),
        ("AMENDS", env!("CARGO_BIN_EXE_amends")),
    ];
    let pass = format!("{PASS}\n");
    in_terminal(&home, &["write", "--in-clear"], &env, &[(ASKS, &pass)]);
    super::shut::soon("the editor to end", || home.path("done").exists());
    let during = fs::read_to_string(home.path("during")).unwrap();
    assert!(during.contains("text.md"), "swept from under the editor");
    super::shut::soon("the editor to be gone", || {
        home.ok(&["books"]);
        sheets(&home).is_empty()
    });
    assert_eq!(holding(home.dir.path(), CANARY), [""; 0]);
}

#[test]
fn what_is_in_clear_anyway_has_a_day_before_it_is_swept() {
    let home = Home::with_book();
    let editor = editor(&home, "echo 'must stay' > \"$1\"; exit 3");
    let (_, shown) = in_terminal(&home, &["write"], &[("EDITOR", &editor)], &[]);
    assert!(shown.contains("for a day at most"), "{shown}");
    home.ok(&["books"]);
    let sheet = sheets(&home).pop().unwrap();
    let file = sheet.join("text.md");
    assert_eq!(fs::read_to_string(&file).unwrap(), "must stay\n");
    let folder = fs::File::open(&sheet).unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(25 * 60 * 60);
    folder.set_modified(long_ago).unwrap();
    home.ok(&["books"]);
    assert_eq!(sheets(&home).len(), 0);
}

#[test]
fn a_folder_that_others_can_look_into_is_neither_used_nor_swept() {
    let home = Home::with_book();
    let editor = editor(&home, "touch opened");
    let folder = home.path("run/amends");
    fs::create_dir(&folder).unwrap();
    fs::create_dir(folder.join("sealed-x")).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    let (code, shown) = in_terminal(&home, &["write"], &[("EDITOR", &editor)], &[]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("No private file"), "{shown}");
    assert!(!home.path("opened").exists() && folder.join("sealed-x").exists());
}
