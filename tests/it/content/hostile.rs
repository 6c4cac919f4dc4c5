//! Packs that mean harm: to the terminal, to other files, to whoever reads them.

use std::fs;
use std::os::unix::fs::symlink;

use amends::content::{Severity, load};

use super::whole::files;

fn whole() -> tempfile::TempDir {
    let dir = super::folder(&[]);
    for (name, text) in files() {
        super::put(dir.path(), name, text.as_bytes());
    }
    dir
}

fn with_title(title: &str) -> tempfile::TempDir {
    let dir = whole();
    let (name, text) = files().swap_remove(0);
    let text = text.replace("title = \"Whole\"", &format!("title = {title}"));
    super::put(dir.path(), name, text.as_bytes());
    dir
}

#[test]
fn characters_that_mislead_are_refused_as_themselves_and_as_escapes() {
    for c in [
        '\u{202e}',
        '\u{202a}',
        '\u{2066}',
        '\u{2069}',
        '\u{200b}',
        '\u{2060}',
        '\u{feff}',
        '\u{ad}',
        '\u{2028}',
        '\u{fff9}',
        '\u{e0041}',
        '\u{80}',
        '\u{9b}',
    ] {
        let code = u32::from(c);
        for (title, column) in [
            (format!("\"ab{c}c\""), 12),
            (format!("\"ab\\U{code:08X}c\""), 9),
        ] {
            let dir = with_title(&title);
            let found = load::check(dir.path());
            assert_eq!(found.len(), 1, "{title:?}: {found:?}");
            assert!(
                found[0].message.contains(&format!("U+{code:04X}")),
                "{found:?}"
            );
            assert_eq!((found[0].line, found[0].column), (2, column), "{title:?}");
        }
    }
}

#[test]
fn control_characters_are_refused_as_escapes_and_raw() {
    for (escape, code) in [
        ("\\u001B", "U+001B"),
        ("\\u0000", "U+0000"),
        ("\\b", "U+0008"),
        ("\\u007F", "U+007F"),
    ] {
        let found = load::check(with_title(&format!("\"a{escape}[2Jb\"")).path());
        assert_eq!(found.len(), 1, "{escape}: {found:?}");
        assert!(found[0].message.contains(code), "{found:?}");
    }
    for raw in ['\u{1b}', '\u{7}', '\u{0}', '\u{7f}'] {
        let found = load::check(with_title(&format!("\"a{raw}b\"")).path());
        assert!(
            found.iter().any(|f| f.severity == Severity::Error),
            "{raw:?}"
        );
    }
}

#[test]
fn what_people_write_in_is_not_refused() {
    for title in [
        "Wahrheit und Vertrauen",
        "\u{5d0}\u{5de}\u{5d5}\u{5df}",
        "\u{627}\u{644}\u{62b}\u{642}\u{629}",
        "\u{4fe1}\u{983c}",
        "\u{915}\u{94d}\u{200d}\u{937}",
        "\u{1f9d1}\u{200d}\u{1f91d}\u{200d}\u{1f9d1}",
        "it\u{2019}s \u{2013} so",
    ] {
        let loaded = load::load(with_title(&format!("\"{title}\"")).path());
        assert_eq!(super::said(&loaded), "");
        assert_eq!(loaded.pack.unwrap().title, title);
    }
}

#[test]
fn nothing_in_a_finding_can_steer_the_terminal() {
    let dir = whole();
    let key = "\"ti\u{202e}tle\\u001B[2J\" = \"\u{9b}31m\"\n";
    let (name, text) = files().swap_remove(0);
    super::put(dir.path(), name, format!("{key}{text}").as_bytes());
    super::put(dir.path(), "\u{202e}x.toml", b"");
    let found = load::check(dir.path());
    assert!(!found.is_empty());
    for finding in found {
        let shown = finding.to_string();
        let steers =
            |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        assert!(!shown.contains(steers), "{shown:?}");
    }
}

#[test]
fn links_are_not_followed_to_files_or_folders() {
    let secret = super::folder(&[("secret.toml", "title = \"TOP SECRET\"")]);
    for name in [
        "welcome.toml",
        "stages/2.toml",
        "library/2.toml",
        "pack.toml",
    ] {
        let dir = whole();
        let path = dir.path().join(name);
        if path.exists() {
            fs::remove_file(&path).unwrap();
        }
        symlink(secret.path().join("secret.toml"), &path).unwrap();
        let loaded = super::load_of(&dir);
        let said = super::said(&loaded);
        assert!(
            loaded.pack.is_none() && said.contains("this is a link"),
            "{name}: {said}"
        );
        assert!(!said.contains("SECRET"), "{said}");
    }
    for name in ["stages", "library"] {
        let dir = whole();
        fs::remove_dir_all(dir.path().join(name)).unwrap();
        symlink(secret.path(), dir.path().join(name)).unwrap();
        let loaded = super::load_of(&dir);
        let said = super::said(&loaded);
        assert!(
            loaded.pack.is_none() && said.contains("this is a link"),
            "{said}"
        );
        assert!(!said.contains("SECRET"), "{said}");
    }
}

#[test]
fn a_pack_cannot_name_files_outside_its_folder() {
    for path in ["../secret", "/etc/passwd", "stages/../../x"] {
        let dir = whole();
        let (name, text) = files().swap_remove(0);
        let text = text.replace(
            "stages = [\"one\"]",
            &format!("stages = [\"one\", \"{path}\"]"),
        );
        super::put(dir.path(), name, text.as_bytes());
        let found = load::check(dir.path());
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("no file in stages/ has the id"),
            "{found:?}"
        );
    }
}

#[test]
fn pipes_folders_and_devices_are_no_files() {
    let dir = whole();
    fs::create_dir(dir.path().join("stages/2.toml")).unwrap();
    let pipe = dir.path().join("library/pipe.toml");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let found = load::check(dir.path());
    let not_files = found.iter().filter(|f| f.message == "this is not a file");
    assert_eq!(not_files.count(), 2, "{found:?}");
}

#[test]
fn what_is_not_text_is_said_to_be_none() {
    for bytes in [
        &b"title = \"\xff\""[..],
        b"\xff\xfet\0i\0",
        b"\x7fELF\x02\x01\xcc",
    ] {
        let dir = whole();
        super::put(dir.path(), "library/2.toml", bytes);
        let found = load::check(dir.path());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains("not UTF-8"), "{found:?}");
    }
}

#[test]
fn line_ends_and_a_mark_at_the_start_of_other_editors_are_fine() {
    let dir = whole();
    for (name, text) in files() {
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        super::put(dir.path(), name, text.as_bytes());
    }
    let loaded = super::load_of(&dir);
    assert_eq!(super::said(&loaded), "");
    let plain = load::load(whole().path()).pack;
    assert_eq!(loaded.pack, plain);
}

#[test]
fn what_is_no_pack_is_said_to_be_none() {
    let none = load::load(std::path::Path::new("/nowhere/at/all"));
    assert!(none.pack.is_none() && super::said(&none).contains("cannot be read"));
    let empty = super::folder(&[]);
    let found = load::check(empty.path());
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.contains("there is no pack.toml"),
        "{found:?}"
    );
    super::put(empty.path(), "file", b"");
    let file = load::check(&empty.path().join("file"));
    assert!(file[0].message.contains("not a folder"), "{file:?}");
}

#[test]
fn a_pack_without_stages_is_no_pack() {
    let text = super::PACK.replace("\"one\"", "");
    let found = load::check(super::folder(&[("pack.toml", &text)]).path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].message.as_str(), found[0].line),
        ("a pack needs a stage", 6)
    );
}

#[test]
fn a_pack_in_another_language_is_told_that_its_help_would_be_english() {
    let stage = super::STAGE.replace("READING", &super::reading());
    let text = super::PACK.replace("\"en\"", "\"de\"");
    let loaded = super::load_of(&super::folder(&[
        ("pack.toml", &text),
        ("stages/1.toml", &stage),
    ]));
    assert_eq!(loaded.findings.len(), 1, "{}", super::said(&loaded));
    assert_eq!(
        (loaded.findings[0].line, loaded.findings[0].severity),
        (4, Severity::Warning)
    );
    assert!(
        loaded.findings[0]
            .message
            .contains("welcome.toml and help.toml")
    );
    assert!(loaded.pack.is_some());
}

#[test]
fn a_file_with_a_syntax_error_is_not_blamed_for_what_cannot_be_read() {
    let dir = whole();
    for (name, text) in files() {
        if name == "help.toml" {
            let text = text.replace("title = \"Help\"", "title = Help");
            super::put(dir.path(), name, text.as_bytes());
        }
    }
    let loaded = super::load_of(&dir);
    assert_eq!(loaded.findings.len(), 1, "{}", super::said(&loaded));
    assert_eq!(loaded.findings[0].line, 1);
}

#[test]
fn a_file_in_the_wrong_place_is_pointed_out() {
    let dir = whole();
    super::put(dir.path(), "welcom.toml", b"");
    super::put(dir.path(), "stages/notes.txt", b"");
    super::put(dir.path(), "README.md", b"# notes");
    let loaded = super::load_of(&dir);
    let said = super::said(&loaded);
    assert_eq!(loaded.findings.len(), 2, "{said}");
    assert!(said.contains("did you mean `welcome.toml`?"), "{said}");
    assert!(loaded.pack.is_some());
}
