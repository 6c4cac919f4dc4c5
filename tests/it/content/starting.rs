//! A first pack for an author, and finding the packs that there are.

use std::fs;

use amends::content::{load, new_pack, packs};

#[test]
fn a_new_pack_passes_its_own_check_and_adds_its_step_where_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("mine");
    new_pack(&dir).unwrap();
    let loaded = load::load(&dir);
    assert_eq!(super::said(&loaded), "");
    let pack = loaded.pack.unwrap();
    let steps: Vec<&str> = pack.stages[0].steps.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(pack.id, "my-pack");
    assert_eq!(steps.last(), Some(&"what-holds-me"));
    assert_eq!(steps.len(), load::embedded().stages[0].steps.len() + 1);
}

#[test]
fn a_new_pack_never_overwrites() {
    let other = super::folder(&[("notes.txt", "mine")]);
    let dir = super::folder(&[("pack.toml", "mine")]);
    for dir in [&other, &dir] {
        let error = new_pack(dir.path()).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
    }
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 1);
    assert_eq!(
        fs::read_to_string(dir.path().join("pack.toml")).unwrap(),
        "mine"
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn packs_are_found_by_folder_and_broken_ones_are_listed_too() {
    let dir = tempfile::tempdir().unwrap();
    new_pack(&dir.path().join("b")).unwrap();
    super::put(dir.path(), "a/pack.toml", b"id = 1");
    super::put(dir.path(), "c/notes.txt", b"no pack");
    let found = packs(&[
        dir.path().to_owned(),
        dir.path().join("b"),
        dir.path().join("gone"),
    ]);
    let names: Vec<_> = found.iter().map(|f| f.dir.file_name().unwrap()).collect();
    assert_eq!(names, ["a", "b", "b"]);
    assert!(found[0].about.is_none() && found[0].errors > 0);
    let (id, ..) = found[1].about.as_ref().unwrap();
    assert_eq!((id.as_str(), found[1].errors), ("my-pack", 0));
}
