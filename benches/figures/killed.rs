//! kill -9 while an edit is being saved: is what was written before still there, and what was typed?

use std::fs;
use std::time::Duration;

use amends::domain::{Body, DraftBody};
use amends::store::Access;

use super::book::Book;
use super::peers::{self, Form, Journal};
use super::pty::Running;
use super::table::ours;

const ENTRIES: usize = 1_000;
const KILLS: u64 = 40;
/// The kills come between the key that saves and so many milliseconds later.
const WITHIN: u64 = 25;
/// A journal that does not open in this time does not open.
const OPENS: Duration = Duration::from_secs(10);

#[derive(Default)]
struct Losses {
    /// The journal does not open any more, or an earlier entry is not in it.
    destroyed: usize,
    /// What was typed is neither saved nor kept as a draft.
    lost: usize,
    /// The same, after the screen had said that it was saved.
    lied: usize,
}

fn word(number: u64) -> String {
    format!("Killed{number}z")
}

/// Types a word into an entry, saves, and kills it so many milliseconds later. Whether it had said that it
/// was saved.
fn kill(running: &mut Running, number: u64, says_saved: &str) -> bool {
    running.press(&word(number));
    running.rest();
    running.press("\u{13}");
    std::thread::sleep(Duration::from_millis(number * 7 % WITHIN));
    running.kill();
    running.rest();
    running.shows(says_saved)
}

fn amends() -> Losses {
    let book = Book::make(ENTRIES);
    let mut losses = Losses::default();
    for number in 0..KILLS {
        let mut running = Running::start(&ours(&book));
        running.until("amends");
        running.press("w");
        running.until("entries");
        running.rest();
        running.press("e");
        running.until("^S save");
        running.rest();
        let said = kill(&mut running, number, "Saved.");
        let mut store = book.shelf().open(book.id, Access::Write).expect("the book");
        let loaded = store.load(book.me.id);
        let drafts = store.drafts(book.me.id).0;
        let holds = |text: &str| text.contains(&word(number));
        let saved = loaded.records.iter().any(|record| match &record.body {
            Body::Entry(entry) => holds(&entry.text),
            _ => false,
        });
        let kept = drafts.iter().any(|draft| match &draft.body {
            DraftBody::Entry { text, .. } => holds(text),
            _ => false,
        });
        let whole = loaded.findings.is_empty() && loaded.records.len() >= ENTRIES;
        losses.destroyed += usize::from(!whole);
        losses.lost += usize::from(!saved && !kept);
        losses.lied += usize::from(said && !saved);
    }
    losses
}

fn tui_journal(journal: &Journal) -> Losses {
    let before = fs::read(&journal.file).expect("a journal");
    let all = format!("/{ENTRIES}");
    let mut losses = Losses::default();
    for number in 0..KILLS {
        let folder = journal.file.parent().expect("a folder");
        for left in ["-journal", "-wal", "-shm"] {
            let mut name = journal.file.file_name().unwrap_or_default().to_owned();
            name.push(left);
            let _ = fs::remove_file(folder.join(name));
        }
        fs::write(&journal.file, &before).expect("a journal");
        let mut running = Running::start(&journal.program);
        running.until(&all);
        running.rest();
        running.press("\r");
        running.until("EDIT");
        running.rest();
        let said = kill(&mut running, number, "EDIT\u{2500}");
        let mut again = Running::start(&journal.program);
        let opens = again.until_within(&all, OPENS).is_some();
        again.rest();
        again.kill();
        let after = fs::read(&journal.file).unwrap_or_default();
        let saved = memchr::memmem::find(&after, word(number).as_bytes()).is_some();
        losses.destroyed += usize::from(!opens);
        losses.lost += usize::from(!saved || !opens);
        losses.lied += usize::from(said && !(saved && opens));
    }
    losses
}

pub fn figures() {
    println!("  {KILLS} kills each, over {ENTRIES} entries");
    println!(
        "  {:<24} {:>10} {:>16} {:>18}",
        "", "destroyed", "what was typed", "after \"saved\""
    );
    let row = |name: &str, losses: Losses| {
        let Losses {
            destroyed,
            lost,
            lied,
        } = losses;
        println!("  {name:<24} {destroyed:>10} {lost:>16} {lied:>18}");
    };
    row("amends", amends());
    let Some(path) = peers::find() else {
        return println!("  tui-journal is not installed: {}", peers::HOW_TO_INSTALL);
    };
    for (name, form) in [
        ("tui-journal, JSON", Form::Json),
        ("tui-journal, SQLite", Form::Sqlite),
    ] {
        row(name, tui_journal(&Journal::make(&path, form, ENTRIES)));
    }
}
