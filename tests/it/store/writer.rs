//! The thread that owns the disk: what goes in is on disk before anything says so, in order.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use amends::store::{Access, Job, NewBook, NotSaved, Opened, Report, Settings, Writer};
use rustix::io::Errno;

use super::cache::cached_in;
use super::disk::{DATA, Fault, Memory, Plan};
use super::form::bytes_at;
use super::keys::{book, locked};
use super::locked::{OPEN, change, on_disk, phrase};
use super::make::{Kept, Made, draft, entry};

fn made() -> (Memory, Made) {
    let disk = Memory::new();
    let made = Made::on(Arc::new(disk.clone()), Path::new(DATA));
    (disk, made)
}

fn writer(made: &Made) -> Writer {
    Writer::spawn(made.shelf.clone(), Box::new(|| {}))
}

fn open(made: &Made) -> Job {
    Job::Open {
        book: made.book,
        person: None,
        access: Access::Write,
    }
}

fn opened(reports: &[Report]) -> Option<&Opened> {
    reports.iter().find_map(|report| match report {
        Report::Opened(opened) => Some(&**opened),
        _ => None,
    })
}

#[test]
fn finishing_waits_until_all_that_was_sent_is_on_disk() {
    let (_, made) = made();
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let wake = move || {
        count.fetch_add(1, Ordering::SeqCst);
    };
    let writer = Writer::spawn(made.shelf.clone(), Box::new(wake));
    writer.send(open(&made));
    for number in 0..20 {
        writer.send(Job::Commit {
            ticket: number,
            records: vec![entry(&made.maya, number, "text")],
            drop_draft: None,
        });
    }
    let reports = writer.finish();
    let tickets: Vec<u64> = reports
        .iter()
        .filter_map(|report| match report {
            Report::Committed { ticket, .. } => Some(*ticket),
            _ => None,
        })
        .collect();
    assert_eq!(tickets, (0..20).collect::<Vec<_>>());
    assert_eq!(woken.load(Ordering::SeqCst), reports.len());
    assert_eq!(made.open().load(made.maya.id).records.len(), 20);
}

#[test]
fn an_opened_book_comes_folded_for_the_only_person_with_their_drafts() {
    let (_, made) = made();
    let mut store = made.open();
    store.commit(&[entry(&made.maya, 1, "text")]).unwrap();
    store.save_draft(&draft(&made.maya, 1, "begun")).unwrap();
    drop(store);
    let writer = writer(&made);
    writer.send(open(&made));
    let reports = writer.finish();
    let opened = opened(&reports).unwrap();
    assert_eq!(opened.person.as_ref(), Some(&made.maya));
    assert_eq!(opened.state.entries().count(), 1);
    assert_eq!(opened.drafts, [draft(&made.maya, 1, "begun")]);
    assert_eq!(opened.read_only, None);
    assert_eq!(opened.book.name, "Maya");
}

#[test]
fn in_a_book_of_two_nothing_is_read_before_someone_sits_down() {
    let (_, made) = made();
    let writer = writer(&made);
    writer.send(Job::Create(NewBook {
        name: None,
        people: vec!["Ana".to_owned(), "Ben".to_owned()],
    }));
    let Ok(Report::Created(book)) = writer.reports().recv() else {
        panic!("no book was made");
    };
    writer.send(Job::Open {
        book: book.id,
        person: None,
        access: Access::Write,
    });
    writer.send(Job::Open {
        book: book.id,
        person: Some(book.people[1].id),
        access: Access::Write,
    });
    let reports = writer.finish();
    assert!(opened(&reports[..1]).unwrap().person.is_none());
    let second = opened(&reports[1..]).unwrap();
    assert_eq!(second.person.as_ref(), Some(&book.people[1]));
}

#[test]
fn the_draft_goes_only_after_its_record_is_saved() {
    let (disk, made) = made();
    let begun = draft(&made.maya, 1, "half a thought");
    let writer = writer(&made);
    writer.send(open(&made));
    writer.send(Job::SaveDraft(Box::new(begun.clone())));
    while !matches!(writer.reports().recv(), Ok(Report::DraftSaved { .. })) {}
    // Only the commit fails: whoever drops the draft all the same would get away with it.
    disk.plan(Some(Plan {
        at: 2,
        fault: Fault::Errno(Errno::NOSPC),
        for_good: false,
    }));
    let commit = |ticket| Job::Commit {
        ticket,
        records: vec![entry(&made.maya, 1, "half a thought")],
        drop_draft: Some(begun.key.clone()),
    };
    writer.send(commit(1));
    let Ok(Report::NotSaved { ticket: 1, why }) = writer.reports().recv() else {
        panic!("a full disk was not reported");
    };
    assert!(matches!(why, NotSaved::DiskFull));
    writer.send(Job::Refresh);
    writer.send(Job::Settings);
    assert!(matches!(
        writer.reports().recv(),
        Ok(Report::Settings { .. })
    ));
    assert_eq!(
        made.open().drafts(made.maya.id).0,
        std::slice::from_ref(&begun)
    );
    writer.send(commit(2));
    let reports = writer.finish();
    assert!(matches!(reports[0], Report::Committed { ticket: 2, .. }));
    assert!(matches!(&reports[1], Report::DraftDropped(key) if *key == begun.key));
    let mut store = made.open();
    assert_eq!(store.load(made.maya.id).records.len(), 1);
    assert_eq!(store.drafts(made.maya.id).0, []);
}

#[test]
fn of_many_drafts_of_one_thing_the_last_is_written_and_the_rest_need_not_be() {
    let (disk, made) = made();
    let writer = writer(&made);
    writer.send(open(&made));
    let mut last = draft(&made.maya, 1, "");
    for letters in 1..=500 {
        last = draft(&made.maya, 1, &"a".repeat(letters));
        writer.send(Job::SaveDraft(Box::new(last.clone())));
    }
    let other = draft(&made.maya, 2, "another");
    writer.send(Job::SaveDraft(Box::new(other.clone())));
    let reports = writer.finish();
    let saved = reports
        .iter()
        .filter(|report| matches!(report, Report::DraftSaved { .. }))
        .count();
    assert!((2..400).contains(&saved), "{saved} of 501 were written");
    let mut drafts = made.open().drafts(made.maya.id).0;
    drafts.sort_by_key(|draft| draft.caret);
    assert_eq!(drafts, [other, last]);
    assert!(
        disk.files()
            .iter()
            .all(|(path, _)| !path.to_string_lossy().contains(".new-"))
    );
}

#[test]
fn a_held_draft_is_refused_to_another_window_until_it_is_released() {
    let (_, made) = made();
    let key = draft(&made.maya, 1, "").key;
    let (one, two) = (writer(&made), writer(&made));
    let ask = |writer: &Writer, job: Job| {
        writer.send(job);
        writer.reports().recv().unwrap()
    };
    ask(&one, open(&made));
    ask(&two, open(&made));
    assert!(matches!(
        ask(&one, Job::Hold(key.clone())),
        Report::Held { .. }
    ));
    assert!(matches!(
        ask(&two, Job::Hold(key.clone())),
        Report::HeldElsewhere(_)
    ));
    one.send(Job::Release(key.clone()));
    one.finish();
    assert!(matches!(ask(&two, Job::Hold(key)), Report::Held { .. }));
}

#[test]
fn what_another_window_wrote_appears_on_a_refresh_and_silence_is_no_report() {
    let (_, made) = made();
    let writer = writer(&made);
    writer.send(open(&made));
    writer.send(Job::Refresh);
    writer.send(Job::SaveSettings(Settings {
        theme: Some("dark".to_owned()),
        ..made.shelf.settings().0
    }));
    writer.reports().recv().unwrap();
    assert!(matches!(writer.reports().recv(), Ok(Report::SettingsSaved)));
    let record = entry(&made.maya, 1, "from elsewhere");
    made.open().commit(std::slice::from_ref(&record)).unwrap();
    writer.send(Job::Refresh);
    let Ok(Report::Appeared { records, .. }) = writer.reports().recv() else {
        panic!("nothing appeared");
    };
    assert_eq!(records, [record]);
}

#[test]
fn without_a_book_nothing_is_called_saved() {
    let (_, made) = made();
    let writer = writer(&made);
    writer.send(Job::Commit {
        ticket: 7,
        records: vec![entry(&made.maya, 1, "text")],
        drop_draft: None,
    });
    writer.send(Job::SaveDraft(Box::new(draft(&made.maya, 1, "text"))));
    let reports = writer.finish();
    assert!(matches!(
        reports[0],
        Report::NotSaved {
            ticket: 7,
            why: NotSaved::NoBook
        }
    ));
    assert!(matches!(
        reports[1],
        Report::DraftNotSaved {
            why: NotSaved::NoBook,
            ..
        }
    ));
}

#[test]
fn a_lock_drops_the_keys_also_where_the_book_is_away() {
    let (disk, made, kept) = book();
    let writer = writer(&made);
    writer.send(open(&made));
    writer.send(Job::Unlock(phrase(OPEN)));
    let opened = writer.reports().iter().find_map(|report| match report {
        Report::Opened(opened) => Some(opened.state.records().count()),
        _ => None,
    });
    assert_eq!(opened, Some(1));
    let image = disk.image();
    disk.forget_tree(&made.shelf.folder(made.book));
    writer.send(Job::Lock);
    let answer = writer.reports().recv().unwrap();
    assert!(matches!(answer, Report::KeysDropped));
    disk.becomes(image);
    // Nothing is sealed without them, and the passphrase opens it again.
    writer.send(Job::Commit {
        ticket: 1,
        records: vec![entry(&made.maya, 2, "text")],
        drop_draft: None,
    });
    writer.send(Job::Unlock(phrase(OPEN)));
    let reports = writer.finish();
    let refused = |report: &Report| matches!(report, Report::NotSaved { .. });
    assert!(reports.iter().any(refused));
    let state = &super::writer::opened(&reports).unwrap().state;
    assert_eq!(state.records().count(), 1);
    assert!(state.record(kept.id).is_some());
}

#[test]
fn a_cache_in_clear_goes_as_soon_as_the_book_is_found_locked() {
    let cached = cached_in(Kept::Clear, &["the words that nobody is to read"]);
    let part = cached.parts().remove(0);
    let clear = bytes_at(&cached.disk, &part);
    let set = amends::domain::KeyChange::Set {
        new: phrase(OPEN),
        recovery: false,
    };
    change(&mut cached.made.open(), &cached.made, set).unwrap();
    // The passphrase was set on another machine, and this one still has it.
    let _ = amends::store::Fs::create_dir(&cached.disk, part.parent().unwrap());
    cached.disk.put(&part, &clear);
    let made = locked(cached.made.clone());
    let writer = writer(&made);
    writer.send(open(&made));
    let answer = writer.reports().recv().unwrap();
    assert!(matches!(answer, Report::Locked { .. }));
    let begun = std::time::Instant::now();
    while !on_disk(&cached.disk, "the words that nobody is to read").is_empty() {
        assert!(begun.elapsed().as_secs() < 60, "it is still there");
        std::thread::yield_now();
    }
}
