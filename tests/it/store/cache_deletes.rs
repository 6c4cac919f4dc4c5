//! Deleted means gone from the cache, too.

use std::path::PathBuf;

use amends::domain::Record;
use amends::store::{NewBook, NotSaved};

use super::cache::{Cached, cached_in, over};
use super::disk::Memory;
use super::faults::everywhere_in;
use super::forget::sealed_in;
use super::form::bytes_at;
use super::image::Image;
use super::make::{Kept, Made, bits, both, is_long, purge};

const WORD: &str = "Quetzalcoatlus";

/// What of the first record is on disk: its word, or what was sealed with its word in it.
struct Word(Vec<Vec<u8>>);

impl Word {
    fn of(cached: &Cached) -> Word {
        let bytes = |path: &PathBuf| bytes_at(&cached.disk, path);
        let first = cached.file(&cached.records[0]);
        Word(match cached.made.kept {
            Kept::Clear => vec![WORD.as_bytes().to_vec()],
            Kept::Sealed => {
                let parts = cached.parts().into_iter();
                let parts = parts.map(|part| bytes(&part)[..40].to_vec());
                parts.chain([sealed_in(&bytes(&first))]).collect()
            }
        })
    }

    fn places(&self, disk: &Memory) -> Vec<PathBuf> {
        let files = disk.files().into_iter();
        let holds = |bytes: &[u8]| {
            let mut all = self.0.iter();
            all.any(|word| memchr::memmem::find(bytes, word).is_some())
        };
        files
            .filter(|(_, bytes)| holds(bytes))
            .map(|(path, _)| path)
            .collect()
    }

    fn is_on(&self, disk: &Memory) -> bool {
        !self.places(disk).is_empty()
    }
}

fn gone(made: &Made, record: &Record) -> Record {
    purge(&made.maya, 90, &[record])
}

#[test]
fn a_deleted_record_leaves_no_word_in_the_cache_now_or_when_it_is_made_again() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD, "two", "three"]);
        let word = Word::of(&cached);
        assert_eq!(word.places(&cached.disk).len(), 2);
        let mut store = cached.made.open();
        store.load(cached.made.maya.id);
        let purge = gone(&cached.made, &cached.records[0]);
        store.commit(&[purge]).unwrap();
        assert!(!word.is_on(&cached.disk));
        assert_eq!(cached.parts(), Vec::<PathBuf>::new());
        // It is made again in the same sitting.
        while store.tend_cache() {}
        drop(store);
        assert_eq!(cached.parts().len(), 1);
        assert!(!word.is_on(&cached.disk));
        assert_eq!(cached.shown().len(), 3);
    });
}

#[test]
fn a_delete_while_the_cache_is_being_written_leaves_no_word() {
    both(|kept| {
        for steps in 0..6 {
            let cached = cached_in(kept, &[WORD, "two", "three"]);
            let word = Word::of(&cached);
            // So that it is made anew.
            for part in cached.parts() {
                cached.disk.put(&part, b"");
            }
            let mut store = cached.made.open();
            store.load(cached.made.maya.id);
            for _ in 0..steps {
                store.tend_cache();
            }
            let purge = gone(&cached.made, &cached.records[0]);
            store.commit(&[purge]).unwrap();
            assert!(!word.is_on(&cached.disk), "after {steps} steps");
            assert_eq!(cached.parts(), Vec::<PathBuf>::new(), "after {steps} steps");
            while store.tend_cache() {}
            assert!(!word.is_on(&cached.disk), "after {steps} steps");
        }
    });
}

#[test]
fn what_is_called_deleted_is_gone_also_where_anything_failed_or_the_power_went() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD, "two"]);
        let word = Word::of(&cached);
        let base: Image = cached.disk.image();
        let mut deleted = 0;
        everywhere_in(kept, |plan| {
            let disk = Memory::of(base.clone());
            let made = over(&disk, &cached.made);
            let mut store = made.open();
            store.load(made.maya.id);
            let purge = gone(&made, &cached.records[0]);
            disk.plan(Some(plan));
            let committed = store.commit(std::slice::from_ref(&purge));
            let operations = disk.operations();
            disk.plan(None);
            if committed.is_err() {
                store
                    .commit(std::slice::from_ref(&purge))
                    .unwrap_or_else(|why| panic!("again: {why} {plan:?}"));
            } else {
                deleted += 1;
            }
            assert!(!word.is_on(&disk), "{plan:?}");
            for image in disk.image().after_crash(20) {
                assert!(!word.is_on(&Memory::of(image)), "{plan:?}");
            }
            operations
        });
        assert!(deleted > 0);
    });
}

#[test]
fn a_crash_in_the_middle_of_a_delete_is_finished_at_the_next_opening() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD, "two"]);
        let word = Word::of(&cached);
        let mut store = cached.made.open();
        store.load(cached.made.maya.id);
        cached.disk.record();
        let purge = gone(&cached.made, &cached.records[0]);
        store.commit(std::slice::from_ref(&purge)).unwrap();
        drop(store);
        let mut finished = 0;
        // To unlock is slow on purpose.
        let most = if kept == Kept::Clear || is_long() {
            20
        } else {
            1
        };
        for before in cached.disk.history() {
            for image in before.after_crash(most) {
                let disk = Memory::of(image);
                let made = over(&disk, &cached.made);
                let shown = made.open().load(made.maya.id);
                let noted = shown.records.iter().any(|record| record.id == purge.id);
                if noted {
                    finished += 1;
                    assert!(!word.is_on(&disk));
                }
            }
        }
        assert!(finished > 3);
    });
}

#[test]
fn what_a_sync_took_away_is_not_shown_and_leaves_the_cache_at_the_next_opening() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD, "two", "three"]);
        let word = Word::of(&cached);
        cached.disk.forget_tree(&cached.file(&cached.records[0]));
        assert_eq!(word.places(&cached.disk).len(), 1);
        let mut store = cached.made.open();
        let loaded = store.load(cached.made.maya.id);
        assert_eq!(loaded.records.len(), 2);
        assert!(!word.is_on(&cached.disk));
        while store.tend_cache() {}
        assert_eq!(cached.parts().len(), 1);
        assert!(!word.is_on(&cached.disk));
    });
}

#[test]
fn a_deletion_that_comes_in_while_the_book_is_open_takes_the_cache_with_it() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD, "two"]);
        let word = Word::of(&cached);
        let other = Memory::of(cached.disk.image());
        let there = over(&other, &cached.made);
        let purge = gone(&there, &cached.records[0]);
        there.open().commit(std::slice::from_ref(&purge)).unwrap();
        let path = cached.file(&purge);
        let mut store = cached.made.open();
        store.load(cached.made.maya.id);
        cached.disk.put(&path, &bytes_at(&other, &path));
        store.refresh(cached.made.maya.id);
        assert!(!word.is_on(&cached.disk));
        while store.tend_cache() {}
        assert!(!word.is_on(&cached.disk));
    });
}

#[test]
fn no_window_can_write_deleted_words_back_since_no_other_may_be_open_while_one_deletes() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD, "two"]);
        let word = Word::of(&cached);
        for part in cached.parts() {
            cached.disk.put(&part, b"");
        }
        let (mut one, mut two) = (cached.made.open(), cached.made.open());
        one.load(cached.made.maya.id);
        two.load(cached.made.maya.id);
        one.tend_cache();
        two.tend_cache();
        let purge = gone(&cached.made, &cached.records[0]);
        let refused = two.commit(std::slice::from_ref(&purge));
        assert!(matches!(refused, Err(NotSaved::OpenElsewhere)));
        while one.tend_cache() {}
        while two.tend_cache() {}
        assert_eq!(cached.parts().len(), 1);
        drop(one);
        two.commit(std::slice::from_ref(&purge)).unwrap();
        assert!(!word.is_on(&cached.disk));
        // Whoever opens it now sees what is left.
        assert_eq!(cached.shown().len(), 2);
    });
}

#[test]
fn a_deleted_book_takes_its_cache_along_and_so_does_one_that_was_deleted_elsewhere() {
    both(|kept| {
        let cached = cached_in(kept, &[WORD]);
        let word = Word::of(&cached);
        cached.made.shelf.delete(cached.made.book).unwrap();
        assert!(!word.is_on(&cached.disk));

        let cached = cached_in(kept, &[WORD]);
        let word = Word::of(&cached);
        let mut number = 700;
        let new = NewBook {
            name: Some("another".to_owned()),
            people: vec!["Noor".to_owned()],
        };
        let other = cached.made.shelf.create(&new, &mut || {
            number += 1;
            bits(number)
        });
        cached
            .disk
            .forget_tree(&cached.made.shelf.folder(cached.made.book));
        assert!(word.is_on(&cached.disk));
        let other = Made {
            book: other.unwrap().id,
            kept: Kept::Clear,
            ..cached.made.clone()
        };
        drop(other.open());
        assert!(!word.is_on(&cached.disk));
    });
}

/// The helper itself would find the word.
#[test]
fn the_word_is_found_where_it_is() {
    both(|kept| {
        let cached: Cached = cached_in(kept, &[WORD]);
        let word = Word::of(&cached);
        assert!(word.places(&cached.disk).contains(&cached.parts()[0]));
    });
}
