//! Looking back over a large book: what is made once when a filter, the calendar or home is opened, and a
//! key in the journal, which makes only the rows that are seen.

use amends::query::calendar::Calendar;
use amends::query::list;
use amends::query::narrow::{Narrow, What};
use amends::query::{revisit, tags};
use amends::tui::msg::Msg;
use divan::Bencher;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::book::{now, state};
use super::screen::Screen;

const RECORDS: usize = 100_000;
const BYTES: usize = 300;

#[divan::bench]
fn calendar(bencher: Bencher<'_, '_>) {
    let state = state(RECORDS, BYTES);
    bencher.bench_local(|| Calendar::of(&state));
}

#[divan::bench]
fn filter(bencher: Bencher<'_, '_>) {
    let state = state(RECORDS, BYTES);
    let narrow = Narrow {
        what: Some(What::All),
        tag: Some("kitchen".to_owned()),
        ..Narrow::default()
    };
    let filter = narrow.filter(now().date_naive(), false);
    bencher.bench_local(|| list::heads(&state, &filter).len());
}

#[divan::bench]
fn tags_there_are(bencher: Bencher<'_, '_>) {
    let state = state(RECORDS, BYTES);
    bencher.bench_local(|| tags::all(&state, 200).len());
}

#[divan::bench]
fn offer(bencher: Bencher<'_, '_>) {
    let (state, pack) = (state(RECORDS, BYTES), amends::content::embedded());
    bencher.bench_local(|| revisit::offer(&pack, &state, now().date_naive()));
}

#[divan::bench]
fn earlier(bencher: Bencher<'_, '_>) {
    let state = state(RECORDS, BYTES);
    bencher.bench_local(|| revisit::earlier(&state, now().date_naive()));
}

/// A key to its frame, after these keys over such a book.
#[divan::bench(args = ["w", "wf", "c"])]
fn key(bencher: Bencher<'_, '_>, way: &str) {
    let mut screen = Screen::over(state(RECORDS, BYTES));
    for letter in way.chars() {
        screen.press(KeyCode::Char(letter), KeyModifiers::NONE);
    }
    screen.send(Msg::Resize(80, 24));
    screen.draw();
    bencher.bench_local(|| {
        screen.press(KeyCode::Down, KeyModifiers::NONE);
        screen.draw();
    });
}
