//! From a key to the bytes for the terminal, in an entry of 50 KB.

use std::time::Instant;

use amends::domain::State;
use amends::tui::msg::{Effect, Msg, Told};
use divan::Bencher;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::book::{state, text};
use super::screen::Screen;
use super::{SIZES, percentile};

const ENTRY: usize = 50_000;
const KEYS: usize = 2_000;

/// In the middle of a new entry, over a book of so many records.
fn writing(records: usize) -> Screen {
    let state = if records == 0 {
        State::default()
    } else {
        state(records, super::book::BYTES)
    };
    let mut screen = Screen::over(state);
    screen.press(KeyCode::Char('n'), KeyModifiers::NONE);
    screen.send(Msg::Paste(text(7, ENTRY)));
    for _ in 0..20 {
        screen.press(KeyCode::PageUp, KeyModifiers::NONE);
    }
    screen.draw();
    screen
}

/// The letters of a text, one after the other, as someone types them.
fn letters() -> impl Iterator<Item = KeyCode> {
    let text: Vec<char> = text(11, KEYS).chars().collect();
    text.into_iter().map(|c| {
        if c == '\n' {
            KeyCode::Enter
        } else {
            KeyCode::Char(c)
        }
    })
}

pub fn figures() {
    println!(
        "  2,000 letters into the middle of an entry of 50 KB, with drafts, to the bytes of the frame"
    );
    println!(
        "  {:>8}  {:>9}  {:>9}  {:>9}  {:>11}",
        "records", "p50", "p99", "most", "bytes a key"
    );
    for records in [0, SIZES[0], SIZES[1]] {
        let mut screen = writing(records);
        let mut times = Vec::with_capacity(KEYS);
        let mut bytes = 0;
        for letter in letters() {
            let start = Instant::now();
            let effects = screen.press(letter, KeyModifiers::NONE);
            bytes += screen.draw();
            times.push(start.elapsed().as_secs_f64() * 1e6);
            for effect in effects {
                if let Effect::KeepDraft(draft) = effect {
                    screen.send(Msg::Told(Told::DraftKept {
                        key: draft.key.clone(),
                        at: draft.at,
                    }));
                }
            }
        }
        times.sort_by(f64::total_cmp);
        println!(
            "  {records:>8}  {:>6.0} µs  {:>6.0} µs  {:>6.0} µs  {:>11}",
            percentile(&times, 50),
            percentile(&times, 99),
            times[times.len() - 1],
            bytes / KEYS
        );
    }
}

/// A letter and the frame after it.
#[divan::bench(args = [0, 1_000, 10_000])]
fn key_to_frame(bencher: Bencher<'_, '_>, records: usize) {
    let mut screen = writing(records);
    let mut letters = letters().cycle_all();
    bencher.bench_local(move || {
        let letter = letters.next().unwrap_or(KeyCode::Backspace);
        screen.press(letter, KeyModifiers::NONE);
        screen.draw()
    });
}

trait CycleAll {
    fn cycle_all(self) -> Box<dyn Iterator<Item = KeyCode>>;
}

impl<I: Iterator<Item = KeyCode> + 'static> CycleAll for I {
    /// Letters, then as many Backspaces, so that the text stays as long as it is.
    fn cycle_all(self) -> Box<dyn Iterator<Item = KeyCode>> {
        let letters: Vec<KeyCode> = self.take(100).collect();
        let back = vec![KeyCode::Backspace; letters.len()];
        Box::new([letters, back].concat().into_iter().cycle())
    }
}
