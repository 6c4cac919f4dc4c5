//! Taking it all out.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::home::{Home, has_keys};

#[test]
fn a_workbook_goes_out_as_markdown_or_json() {
    let home = Home::with_book();
    let pack = home.pack();
    home.ok(&["answer", "--content", &pack, "walk.page", "I saw *rain*."]);
    home.write(&["# words", "--title", "A walk", "--at", "2026-08-22 21:14"]);
    let text = home.ok(&["export", "--content", &pack, "--format", "md"]);
    for part in [
        "# Sam\n",
        "## First stage\n",
        "> What did you see?\n",
        "I saw \\*rain\\*.\n",
        "\\# words\n",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    let all = home.json(&["export", "--format", "json"]);
    has_keys(
        &all,
        &["format", "version", "made", "book", "person", "items"],
    );
    assert_eq!(all["items"].as_array().unwrap().len(), 3, "with the role");
    home.fails(2, &["export"]);
    home.fails(2, &["export", "--format", "html"]);
}

#[test]
fn only_what_is_named_goes_out() {
    let home = Home::with_book();
    let id = home.write(&["wanted words"]);
    home.write(&["other words"]);
    let text = home.ok(&["export", "--format", "md", &id[..8]]);
    assert!(text.contains("wanted") && !text.contains("other"), "{text}");
    let json = home.json(&["export", "--format", "json", &id]);
    assert_eq!(json["items"].as_array().unwrap().len(), 1);
    home.fails(1, &["export", "--format", "md", "nothing"]);
}

#[test]
fn what_is_half_written_is_not_in_an_export_and_that_is_said() {
    let home = Home::with_book();
    let id = home.write(&["words"]);
    home.told(
        "river lamp stone\nriver lamp stone\n",
        &["passphrase", "set"],
    )
    .ok();
    let pack = home.pack_with(
        r#"
[[step.exercise]]
id = "warm"
kind = "scale"
title = "How warm"
ask = "How warm was it?"
minutes = 1
top = 10
question = [
  { id = "warm", text = "How warm?", low = "not", high = "very" },
]
"#,
    );
    let export = ["export", "--format", "md", "--in-clear"];
    let unlocked = "river lamp stone\n";
    assert_eq!(home.told(unlocked, &export).err, "");
    for (item, says) in [
        (
            "walk.calm",
            "One text that is half written is not in it. `amends` goes on with it.\n",
        ),
        (
            "walk.warm",
            "2 texts that are half written are not in it. `amends` goes on with them.\n",
        ),
    ] {
        let wrong = ["answer", "--content", &pack, item, "not yet"];
        home.told(unlocked, &wrong).fails(1);
        assert_eq!(home.told(unlocked, &export).err, says);
    }
    // Whoever names what they want is told nothing of the rest.
    let one = [export.as_slice(), &[&id]].concat();
    assert_eq!(home.told(unlocked, &one).err, "");
}

#[test]
fn a_file_is_never_replaced_unasked_and_is_for_its_owner_only() {
    let home = Home::with_book();
    home.write(&["words"]);
    let file = home.path("out.md");
    let name = file.to_str().unwrap();
    let run = home.run(&["export", "--format", "md", "-o", name]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(run.err.contains("not locked"), "{run:?}");
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::write(&file, "mine").unwrap();
    assert!(
        home.fails(1, &["export", "--format", "md", "-o", name])
            .contains("--force")
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    home.ok(&["export", "--format", "md", "-o", name, "--force"]);
    assert!(fs::read_to_string(&file).unwrap().contains("words"));
    home.fails(1, &["export", "--format", "md", "-o", "no/such/folder.md"]);
    assert!(
        home.ok(&["export", "--format", "md", "-o", "-"])
            .contains("words")
    );
    let left = super::home::list(home.dir.path());
    assert!(
        left.iter()
            .all(|path| !path.to_string_lossy().contains(".amends-")),
        "{left:?}"
    );
}

#[test]
fn a_link_is_no_way_to_another_file() {
    let home = Home::with_book();
    let target = home.path("target");
    fs::write(&target, "mine").unwrap();
    std::os::unix::fs::symlink(&target, home.path("link.md")).unwrap();
    home.fails(1, &["export", "--format", "md", "-o", "link.md"]);
    home.ok(&["export", "--format", "md", "-o", "link.md", "--force"]);
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
}

#[test]
fn an_export_that_lacks_something_says_so_and_fails() {
    let home = Home::with_book();
    let kept = home.write(&["kept words"]);
    home.write(&["lost words"]);
    let records = home.records();
    let lost = |file: &&std::path::PathBuf| fs::read_to_string(file).unwrap().contains("lost");
    let lost = records.iter().find(lost).unwrap();
    let space = lost.parent().unwrap();
    let whole = fs::read_to_string(lost).unwrap();
    fs::write(lost, whole.replace("lost", "last")).unwrap();
    let run = home.run(&["export", "--format", "md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("kept words"), "{run:?}");
    assert!(run.err.contains("not complete"), "{run:?}");
    home.ok(&["export", "--format", "md", &kept]);

    fs::write(lost, whole).unwrap();
    home.ok(&["export", "--format", "md"]);
    let aside = home.path("aside");
    fs::rename(space, &aside).unwrap();
    fs::write(space, "in the way").unwrap();
    let name = home.path("out.json").display().to_string();
    let run = home.run(&["export", "--format", "json", "-o", &name]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("not complete"), "{run:?}");
}
