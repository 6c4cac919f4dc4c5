//! Books and people: made, listed, named, found; names that cannot be read hide nothing.

use std::path::Path;
use std::sync::Arc;

use amends::domain::PersonId;
use amends::store::{Access, Disk, NewBook, Shelf, StoreError, UNREADABLE_NAME};

use super::disk::{DATA, Memory};
use super::make::{Made, bits, entry, records};

fn new(people: &[&str], name: Option<&str>) -> NewBook {
    NewBook {
        name: name.map(str::to_owned),
        people: people.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// A shelf on a new disk, and chance that never repeats.
fn shelf() -> (Memory, Shelf, impl FnMut() -> [u8; 16]) {
    let disk = Memory::new();
    let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
    let mut count = 0;
    let random = move || {
        count += 1;
        bits(count)
    };
    (disk, shelf, random)
}

#[test]
fn a_record_is_there_after_the_book_was_closed_and_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let made = Made::on(Arc::new(Disk), dir.path());
    let record = entry(&made.maya, 1, "something true");
    made.open().commit(std::slice::from_ref(&record)).unwrap();
    let loaded = made.open().load(made.maya.id);
    assert_eq!(records(&loaded), [record]);
    assert_eq!(loaded.findings, []);
}

#[test]
fn looking_at_an_empty_shelf_touches_nothing() {
    let (disk, shelf, _) = shelf();
    assert_eq!(shelf.books().unwrap(), []);
    assert!(matches!(shelf.find(None), Err(StoreError::NoBook)));
    assert!(matches!(
        shelf.find(Some("x")),
        Err(StoreError::NoSuchBook { .. })
    ));
    assert_eq!(shelf.settings().1, None);
    assert_eq!(disk.files(), []);
}

#[test]
fn a_book_has_the_names_of_its_people_unless_it_is_given_one_and_each_name_once() {
    let (_, shelf, mut random) = shelf();
    let mut make = |people: &[&str], name| shelf.create(&new(people, name), &mut random);
    assert_eq!(make(&["Maya"], None).unwrap().name, "Maya");
    assert_eq!(make(&[" Maya "], None).unwrap().name, "Maya 2");
    assert_eq!(make(&["Maya", "Sam"], None).unwrap().name, "Maya and Sam");
    assert_eq!(make(&["Sam"], Some("Us")).unwrap().name, "Us");
    assert!(matches!(
        make(&["Sam"], Some("us")),
        Err(StoreError::NameTaken(_))
    ));
    assert!(matches!(make(&[" "], None), Err(StoreError::NoName)));
    assert!(matches!(make(&["Sam"], Some("")), Err(StoreError::NoName)));
    assert!(matches!(
        make(&["Sam", "sam"], None),
        Err(StoreError::SameNames)
    ));
    assert!(matches!(make(&[], None), Err(StoreError::HowManyPeople)));
    let names: Vec<String> = shelf
        .books()
        .unwrap()
        .into_iter()
        .map(|book| book.name)
        .collect();
    assert_eq!(names, ["Maya", "Maya 2", "Maya and Sam", "Us"]);
}

#[test]
fn a_book_is_found_by_name_or_as_the_only_one_or_as_the_last() {
    let (_, shelf, mut random) = shelf();
    let one = shelf
        .create(&new(&["Maya"], Some("One")), &mut random)
        .unwrap();
    assert_eq!(shelf.find(None).unwrap(), one);
    let two = shelf
        .create(&new(&["Maya"], Some("Two")), &mut random)
        .unwrap();
    assert!(
        matches!(shelf.find(None), Err(StoreError::SeveralBooks { names }) if names.len() == 2)
    );
    assert_eq!(shelf.find(Some("two")).unwrap(), two);
    drop(shelf.open(two.id, Access::Write).unwrap());
    assert_eq!(shelf.find(None).unwrap(), two);
    let wrong = shelf.find(Some("Tow")).unwrap_err();
    assert!(wrong.to_string().contains("Did you mean “Two”?"), "{wrong}");
    shelf.rename(two.id, "Three").unwrap();
    assert_eq!(shelf.find(Some("Three")).unwrap().id, two.id);
    assert!(matches!(
        shelf.rename(two.id, "ONE"),
        Err(StoreError::NameTaken(_))
    ));
    shelf.delete(two.id).unwrap();
    assert!(matches!(
        shelf.rename(two.id, "x"),
        Err(StoreError::BookGone)
    ));
    assert!(matches!(
        shelf.open(two.id, Access::Write),
        Err(StoreError::BookGone)
    ));
    assert_eq!(shelf.find(None).unwrap(), one);
}

#[test]
fn a_book_that_came_by_a_sync_is_listed_under_the_names_of_its_people() {
    let (disk, shelf, mut random) = shelf();
    let book = shelf
        .create(&new(&["Maya"], Some("My own name for it")), &mut random)
        .unwrap();
    disk.forget_tree(&Path::new(DATA).join("local"));
    assert_eq!(shelf.books().unwrap()[0].name, "Maya");
    let device = shelf.device().unwrap();
    assert_eq!(shelf.device().unwrap(), device);
    assert_eq!(shelf.books().unwrap()[0].id, book.id);
}

#[test]
fn a_person_gets_another_name_and_what_newer_versions_keep_beside_it_stays() {
    let (disk, shelf, mut random) = shelf();
    let book = shelf
        .create(&new(&["Maya", "Sam"], None), &mut random)
        .unwrap();
    let maya = &book.people[0];
    let path = shelf
        .folder(book.id)
        .join("people")
        .join(format!("{}.json", maya.id));
    let line = format!(
        "{{\"v\":1,\"id\":\"{}\",\"name\":\"Maya\",\"space\":\"{}\",\"public_key\":\"abc\"",
        maya.id, maya.space
    );
    disk.put(&path, &super::form::summed(&line));
    let mut store = shelf.open(book.id, Access::Write).unwrap();
    store.rename_person(maya.id, " M. ").unwrap();
    assert!(matches!(
        store.rename_person(maya.id, "sam"),
        Err(StoreError::SameNames)
    ));
    assert!(matches!(
        store.rename_person(maya.id, ""),
        Err(StoreError::NoName)
    ));
    let nobody = PersonId::from_random(bits(99));
    assert!(matches!(
        store.rename_person(nobody, "x"),
        Err(StoreError::NoSuchPerson)
    ));
    drop(store);
    let store = shelf.open(book.id, Access::Write).unwrap();
    assert_eq!(store.people()[0].name, "M.");
    let text = String::from_utf8(super::form::bytes_at(&disk, &path)).unwrap();
    assert!(text.contains("\"public_key\":\"abc\""));
}

#[test]
fn of_two_people_each_reads_their_own_space_also_when_names_are_damaged() {
    let (disk, shelf, mut random) = shelf();
    let book = shelf
        .create(&new(&["Maya", "Sam"], None), &mut random)
        .unwrap();
    let [maya, sam] = [&book.people[0], &book.people[1]];
    let mut store = shelf.open(book.id, Access::Write).unwrap();
    store
        .commit(&[entry(maya, 1, "hers"), entry(sam, 2, "his")])
        .unwrap();
    drop(store);
    let people = shelf.folder(book.id).join("people");
    for damaged in [&[maya][..], &[sam], &[maya, sam]] {
        for missing in [false, true] {
            let disk = Memory::of(disk.image());
            let shelf = Shelf::at(Arc::new(disk.clone()), DATA.into());
            for person in damaged {
                let path = people.join(format!("{}.json", person.id));
                match missing {
                    true => disk.forget_tree(&path),
                    false => disk.put(&path, b"{"),
                }
            }
            let mut store = shelf.open(book.id, Access::Write).unwrap();
            assert_eq!(store.people().len(), 2);
            for (person, number) in [(maya, 1), (sam, 2)] {
                let records = store.load(person.id).records;
                assert_eq!(records.len(), 1);
                assert_eq!(records[0].id, entry(person, number, "").id);
            }
            let unreadable = store
                .people()
                .iter()
                .filter(|person| person.name == UNREADABLE_NAME);
            assert_eq!(unreadable.count(), damaged.len());
            assert_eq!(shelf.doctor(book.id).unwrap().findings.len(), damaged.len());
        }
    }
}

#[test]
fn a_person_who_wrote_nothing_yet_keeps_their_space_when_their_name_is_damaged() {
    let (disk, shelf, mut random) = shelf();
    let book = shelf.create(&new(&["Maya"], None), &mut random).unwrap();
    let maya = &book.people[0];
    disk.put(
        &shelf
            .folder(book.id)
            .join("people")
            .join(format!("{}.json", maya.id)),
        b"",
    );
    let mut store = shelf.open(book.id, Access::Write).unwrap();
    assert_eq!(store.people()[0].space, maya.space);
    store.rename_person(maya.id, "Maya").unwrap();
    assert_eq!(shelf.books().unwrap()[0].people, book.people);
}

#[test]
fn settings_keep_what_other_versions_set_and_a_damaged_file_is_kept_beside_the_new_one() {
    let (disk, shelf, mut random) = shelf();
    shelf.create(&new(&["Maya"], None), &mut random).unwrap();
    let path = Path::new(DATA).join("local/settings.json");
    disk.put(
        &path,
        b"{\"theme\":\"dark\",\"keys\":{\"save\":[\"ctrl-s\"]},\"beyond\":{\"x\":1}}",
    );
    let (mut settings, finding) = shelf.settings();
    assert_eq!(finding, None);
    assert_eq!(settings.theme.as_deref(), Some("dark"));
    settings.mouse = Some(false);
    shelf.save_settings(&settings).unwrap();
    let again = shelf.settings().0;
    assert_eq!(again, settings);
    assert_eq!(again.other["beyond"]["x"], 1);

    disk.put(&path, b"{\"theme\": dark}");
    let (defaults, finding) = shelf.settings();
    assert_eq!(defaults.theme, None);
    assert!(finding.unwrap().what.contains("line 1, column"));
    shelf.save_settings(&settings).unwrap();
    assert_eq!(shelf.settings(), (settings, None));
    let kept = path.with_file_name("settings.damaged-1.json");
    assert_eq!(super::form::bytes_at(&disk, &kept), b"{\"theme\": dark}");
}
