//! Two windows, two programs, two machines on one book at a time; on the real disk.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use amends::store::{Access, Disk, DraftKey};
use tempfile::TempDir;

use super::make::{Kept, Made, both, draft, entry, records};

fn made(kept: Kept) -> (TempDir, Made) {
    let dir = tempfile::tempdir().unwrap();
    let made = Made::kept(kept, Arc::new(Disk), dir.path());
    (dir, made)
}

#[test]
fn what_one_window_writes_the_other_takes_in_when_it_looks() {
    both(|kept| {
        let (_dir, made) = made(kept);
        let (mut one, mut two) = (made.open(), made.open());
        let maya = &made.maya;
        one.load(maya.id);
        two.load(maya.id);
        let (first, second) = (entry(maya, 1, "from one"), entry(maya, 2, "from two"));
        one.commit(std::slice::from_ref(&first)).unwrap();
        two.commit(std::slice::from_ref(&second)).unwrap();
        assert_eq!(records(one.refresh(maya.id)), std::slice::from_ref(&second));
        assert_eq!(records(two.refresh(maya.id)), std::slice::from_ref(&first));
        // What was seen or written oneself does not appear again.
        assert_eq!(records(one.refresh(maya.id)), []);
        assert_eq!(records(two.refresh(maya.id)), []);
        assert_eq!(made.open().load(maya.id).records.len(), 2);
    });
}

#[test]
fn a_file_that_arrives_in_pieces_is_taken_in_when_it_is_whole() {
    both(|kept| {
        let (_dir, made) = made(kept);
        let record = entry(&made.maya, 1, "on its way");
        let mut store = made.open();
        store.commit(std::slice::from_ref(&record)).unwrap();
        let space = made
            .shelf
            .folder(made.book)
            .join("spaces")
            .join(made.maya.space.to_string());
        let path = space.join(format!("{}.json", record.id));
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..40]).unwrap();
        assert_eq!(store.load(made.maya.id).findings.len(), 1);
        let later = store.refresh(made.maya.id);
        assert_eq!(
            (later.records.len(), later.findings.len()),
            (0, 0),
            "told once"
        );
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(records(store.refresh(made.maya.id)), [record]);
    });
}

#[test]
fn one_draft_is_open_in_one_place_at_a_time() {
    both(|kept| {
        let (_dir, made) = made(kept);
        let (one, two) = (made.open(), made.open());
        let key = draft(&made.maya, 1, "").key;
        let other = draft(&made.maya, 2, "").key;
        let hold = one.hold_draft(made.maya.id, &key).unwrap();
        assert!(two.hold_draft(made.maya.id, &key).is_err());
        let _other = two.hold_draft(made.maya.id, &other).unwrap();
        drop(hold);
        let again = two.hold_draft(made.maya.id, &key).unwrap();
        assert!(one.hold_draft(made.maya.id, &key).is_err());
        drop(again);
        // A hold leaves nothing behind.
        let locks = one_level(&made.shelf.data_dir().join("local/locks"));
        assert_eq!(
            locks.iter().filter(|name| name.contains('-')).count(),
            1,
            "{locks:?}"
        );
    });
}

#[test]
fn a_draft_that_another_window_saves_while_it_is_looked_for_is_no_damaged_one() {
    both(|kept| {
        let (disk, made) = Made::in_memory(kept);
        let mut store = made.open();
        store
            .save_draft(&draft(&made.maya, 1, "half a thought"))
            .unwrap();
        let is_draft = |(path, _): &(PathBuf, Vec<u8>)| path.to_string_lossy().contains("/drafts/");
        let (path, _) = disk.files().into_iter().find(is_draft).unwrap();
        disk.vanish(&path);
        assert_eq!(store.drafts(made.maya.id), (Vec::new(), Vec::new()));
    });
}

#[test]
fn a_deletion_in_another_program_waits_for_no_one_and_an_opening_waits_for_it() {
    both(|kept| {
        let (_dir, made) = made(kept);
        let path = made
            .shelf
            .data_dir()
            .join(format!("local/locks/{}.lock", made.book));
        drop(made.open());
        let other = std::fs::File::open(&path).unwrap();
        other.lock().unwrap();
        let opening = made.shelf.clone();
        loop {
            let (book, opening) = (made.book, opening.clone());
            let waiting = std::time::Instant::now();
            let opened = std::thread::spawn(move || opening.open(book, Access::Write).is_ok());
            std::thread::sleep(std::time::Duration::from_millis(60));
            other.unlock().unwrap();
            let held = waiting.elapsed();
            if opened.join().unwrap() {
                assert!(waiting.elapsed() >= std::time::Duration::from_millis(60));
                break;
            }
            // It waits for half a second. A machine that was too busy to let go in time tries again.
            assert!(held > std::time::Duration::from_millis(400), "{held:?}");
            other.lock().unwrap();
        }
    });
}

#[test]
fn reading_only_leaves_no_file_and_writes_nothing() {
    both(|kept| {
        let (_dir, made) = made(kept);
        made.open().commit(&[entry(&made.maya, 1, "here")]).unwrap();
        std::fs::remove_dir_all(made.shelf.data_dir().join("local")).unwrap();
        let mut store = made.shelf.open(made.book, Access::ReadOnly).unwrap();
        made.unlock(&mut store);
        assert_eq!(store.load(made.maya.id).records.len(), 1);
        assert!(store.read_only_because().is_some());
        assert!(store.commit(&[entry(&made.maya, 2, "no")]).is_err());
        assert!(store.save_draft(&draft(&made.maya, 1, "no")).is_err());
        let _hold = store.hold_draft(
            made.maya.id,
            &DraftKey::Entry(entry(&made.maya, 1, "").thread),
        );
        assert_eq!(made.shelf.doctor(made.book).unwrap().records, 1);
        assert_eq!(one_level(made.shelf.data_dir()), ["books"]);
    });
}

#[test]
fn files_and_folders_are_open_to_their_owner_only() {
    both(|kept| {
        let (dir, made) = made(kept);
        let mut store = made.open();
        store.commit(&[entry(&made.maya, 1, "mine")]).unwrap();
        store.save_draft(&draft(&made.maya, 1, "mine")).unwrap();
        let mut folders = vec![dir.path().to_owned()];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for there in std::fs::read_dir(folder).unwrap() {
                let there = there.unwrap();
                let mode = there.metadata().unwrap().permissions().mode() & 0o777;
                let folder = there.file_type().unwrap().is_dir();
                assert_eq!(
                    mode,
                    if folder { 0o700 } else { 0o600 },
                    "{:?}",
                    there.path()
                );
                seen += 1;
                if folder {
                    folders.push(there.path());
                }
            }
        }
        assert!(seen > 12);
    });
}

#[test]
fn links_and_pipes_inside_a_book_are_not_followed_and_are_named() {
    both(|kept| {
        let (_dir, made) = made(kept);
        let record = entry(&made.maya, 1, "elsewhere");
        made.open().commit(std::slice::from_ref(&record)).unwrap();
        let space = made
            .shelf
            .folder(made.book)
            .join("spaces")
            .join(made.maya.space.to_string());
        let path = space.join(format!("{}.json", record.id));
        let outside = made.shelf.data_dir().join("outside");
        std::fs::rename(&path, &outside).unwrap();
        std::os::unix::fs::symlink(&outside, &path).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            space.join("pipe.json"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        let loaded = made.open().load(made.maya.id);
        assert_eq!(loaded.records, []);
        assert_eq!(loaded.findings.len(), 2, "{:?}", loaded.findings);
        // A folder that is a link would lead writing out of the book.
        std::fs::rename(&space, made.shelf.data_dir().join("away")).unwrap();
        std::os::unix::fs::symlink(made.shelf.data_dir().join("away"), &space).unwrap();
        let mut store = made.open();
        assert_eq!(store.load(made.maya.id).findings.len(), 1);
        assert!(store.commit(&[entry(&made.maya, 2, "out")]).is_err());
    });
}

fn one_level(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|there| there.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
