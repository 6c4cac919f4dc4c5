//! The table: amends beside tui-journal over the same entries, in terminals, in the same run. Each round
//! starts every program, so that a mood of the machine meets them all, and once more than is measured, so that each
//! finds its own files and code where they were a moment ago.

use std::time::Duration;

use super::book::{Book, text};
use super::peers::{self, Form, Journal};
use super::pty::{Program, Running, ms};
use super::{SIZES, percentile};

/// What is measured of each program, and in what.
const ROWS: [(&str, &str); 11] = [
    ("first frame", "ms"),
    ("the whole journal as a list", "ms"),
    ("key to frame, in the list", "ms"),
    ("key to frame, writing", "ms"),
    ("one edit saved", "ms"),
    ("written to the disk by that save", "kB"),
    ("found, from the word to the list", "ms"),
    ("memory, at the first page", "MB"),
    ("memory, all listed", "MB"),
    ("memory, after a search", "MB"),
    ("wakings in 2 s of rest", ""),
];
/// How many keys of each kind are measured in a round.
const KEYS: usize = 7;
/// How many characters are pasted, how often, and how long that may take.
const PASTED: usize = 2_000 - " Zanzibar".len();
const PASTES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(120);
/// So many times better is ahead.
const AHEAD: f64 = 2.0;

type Round = [f64; ROWS.len()];

fn rounds(entries: usize) -> usize {
    match entries {
        0..=1_000 => 15,
        1_001..=10_000 => 9,
        _ => 3,
    }
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    percentile(&values, 50)
}

/// Down the list, each key to the picture with the words of the row that is then the chosen one.
fn walk(running: &mut Running, words: impl Fn(usize) -> String) -> f64 {
    let times = (1..=KEYS).map(|row| running.answer("j", &words(row)));
    median(times.collect())
}

fn write(running: &mut Running) -> f64 {
    let letters = "wxyzwxyzwxyz".chars().take(KEYS);
    let times = letters.map(|letter| {
        let time = running.first_byte(&letter.to_string());
        running.rest();
        time
    });
    median(times.collect())
}

fn rest_of(running: &mut Running) -> f64 {
    running.rest();
    let before = running.wakings();
    std::thread::sleep(std::time::Duration::from_secs(2));
    running.wakings() - before
}

fn amends(program: &Program, entries: usize) -> Round {
    let mut running = Running::start(program);
    running.until("amends");
    running.rest();
    let home = running.memory();
    running.end("\u{11}");
    let mut running = Running::start(program);
    let first = ms(running.until("amends") - running.began());
    running.rest();
    running.end("\u{11}");
    // Its first frame is home, and its list a key away. The key is typed at once, as by someone who knows where
    // they are going: how long it takes us to see a frame and to press a key is not to be measured.
    let mut running = Running::start(program);
    running.press("w");
    let list = ms(running.until(&format!("journal \u{b7} {entries} entries")) - running.began());
    running.rest();
    let listed = running.memory();
    let key = walk(&mut running, |row| format!("Page{row}x."));
    running.press("e");
    running.until("^S save");
    running.rest();
    let writing = write(&mut running);
    let before = running.written();
    let save = running.answer("\u{13}", "Saved.");
    running.rest();
    let written = (running.written() - before) / 1e3;
    // Back in the list, where the word of a page in its middle is looked for. A letter that follows a save at
    // once would mean nothing there.
    running.press("\u{6}");
    running.until("all that you wrote");
    let search = running.answer(&format!("Page{}x", entries / 2), "one place");
    running.rest();
    let found = running.memory();
    let wakings = rest_of(&mut running);
    running.end("\u{11}");
    [
        first, list, key, writing, save, written, search, home, listed, found, wakings,
    ]
}

fn tui_journal(program: &Program, entries: usize) -> Round {
    let mut running = Running::start(program);
    running.until(&format!("/{entries}"));
    running.rest();
    running.end("q");
    let mut running = Running::start(program);
    // Its first frame is its whole list.
    let list = ms(running.until(&format!("/{entries}")) - running.began());
    running.rest();
    let listed = running.memory();
    let key = walk(&mut running, |row| format!("\u{2500}{}/{entries}", row + 1));
    running.press("\r");
    running.until("EDIT");
    running.rest();
    let writing = write(&mut running);
    let before = running.written();
    let save = running.answer("\u{13}", "EDIT\u{2500}");
    running.rest();
    let written = (running.written() - before) / 1e3;
    for _ in 0..2 {
        running.press("\u{1b}");
        running.rest();
    }
    running.press("f");
    running.until("Filter");
    running.press("\t");
    running.rest();
    // From the first letter, as ours is: the word, and Enter behind it, at once.
    let search = running.answer(&format!("Page{}x\r", entries / 2), "Filtered");
    running.rest();
    assert!(running.shows("1/1"));
    let found = running.memory();
    let wakings = rest_of(&mut running);
    running.end("q");
    [
        list, list, key, writing, save, written, search, listed, listed, found, wakings,
    ]
}

/// Into a new entry of amends, or into the open entry of the other; None where it takes too long.
fn paste(program: &Program, way: &[(&str, &str)]) -> Option<f64> {
    let mut running = Running::start(program);
    for (keys, words) in way {
        running.press(keys);
        running.until(words);
        running.rest();
    }
    // Lines as people write them, and at the end words that stand nowhere else.
    let text = text(5, PASTED).replace('\n', " ");
    let began = running.paste(&format!("{text} Zanzibar"));
    let time = running
        .until_within("Zanzibar", PATIENCE)
        .map(|end| ms(end - began));
    running.kill();
    time
}

fn pastes(mine: &Program, journals: &[Journal], entries: usize) {
    let ours = (0..PASTES).filter_map(|_| paste(mine, &[("", "amends"), ("n", "a title")]));
    let ours = median(ours.collect());
    let others: String = journals
        .iter()
        .map(|journal| {
            let way = [("", &*format!("/{entries}")), ("\r", "EDIT")];
            match paste(&journal.program, &way) {
                Some(theirs) => beside(ours, theirs),
                None => format!(
                    "{:>10} {:>8}",
                    format!("> {}", PATIENCE.as_millis()),
                    "ahead"
                ),
            }
        })
        .collect();
    println!(
        "  {:<34} {:>8}{others}",
        "a paste of 2,000 characters, ms",
        number(ours)
    );
}

fn medians(rounds: &[Round]) -> Round {
    std::array::from_fn(|row| median(rounds.iter().map(|round| round[row]).collect()))
}

pub fn number(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

/// A figure of a peer, with how many times ours is ahead of it.
pub fn beside(ours: f64, theirs: f64) -> String {
    let times = if ours == 0.0 {
        f64::INFINITY
    } else {
        theirs / ours
    };
    let ahead = match times {
        _ if ours == 0.0 && theirs == 0.0 => "even".to_owned(),
        t if t.is_infinite() => "ahead".to_owned(),
        t if t < AHEAD => format!("{t:.1}x !"),
        t if t < 10.0 => format!("{t:.1}x"),
        t => format!("{t:.0}x"),
    };
    format!("{:>10} {ahead:>8}", number(theirs))
}

/// So that what is measured is a book that was opened before, as nearly every opening is.
pub fn warm(book: &Book) {
    let mut store = book
        .shelf()
        .open(book.id, amends::store::Access::Write)
        .expect("an open book");
    store.load(book.me.id);
    while store.tend_cache() {}
}

pub fn ours(book: &Book) -> Program {
    Program {
        path: env!("CARGO_BIN_EXE_amends").into(),
        arguments: Vec::new(),
        environment: vec![(
            "AMENDS_DATA_DIR",
            book.folder.path().to_string_lossy().into_owned(),
        )],
    }
}

/// The sizes that are named after `--`, or all.
pub fn wanted() -> Vec<usize> {
    let named: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = SIZES.into_iter();
    sizes
        .filter(|size| named.is_empty() || named.contains(size))
        .collect()
}

pub fn print() {
    let peer = peers::find();
    match &peer {
        Some(path) => println!("  beside tui-journal, {}", path.display()),
        None => println!(
            "  tui-journal is not installed, so its columns are left out. To have them:\n    {}",
            peers::HOW_TO_INSTALL
        ),
    }
    for entries in wanted() {
        let book = Book::make(entries);
        warm(&book);
        let program = ours(&book);
        let journals: Vec<Journal> = match &peer {
            Some(path) => [Form::Json, Form::Sqlite]
                .map(|form| Journal::make(path, form, entries))
                .into(),
            None => Vec::new(),
        };
        let mut mine = Vec::new();
        let mut theirs = vec![Vec::new(); journals.len()];
        for _ in 0..rounds(entries) {
            mine.push(amends(&program, entries));
            for (journal, theirs) in journals.iter().zip(&mut theirs) {
                theirs.push(tui_journal(&journal.program, journal.entries));
            }
        }
        let mine = medians(&mine);
        let theirs: Vec<Round> = theirs.iter().map(|rounds| medians(rounds)).collect();
        println!(
            "\n  {entries} entries of 800 bytes; the median of {} rounds",
            rounds(entries)
        );
        println!(
            "  {:<34} {:>8}{}",
            "",
            "amends",
            if theirs.is_empty() {
                ""
            } else {
                "     its JSON             its SQLite"
            }
        );
        for (row, (name, unit)) in ROWS.iter().enumerate() {
            let name = if unit.is_empty() {
                (*name).to_owned()
            } else {
                format!("{name}, {unit}")
            };
            let others: String = theirs.iter().map(|t| beside(mine[row], t[row])).collect();
            println!("  {name:<34} {:>8}{others}", number(mine[row]));
        }
        pastes(&program, &journals, entries);
    }
    sizes(peer.as_deref());
}

fn sizes(peer: Option<&std::path::Path>) {
    let size = |path: &std::path::Path| {
        std::fs::metadata(path).map_or(f64::NAN, |about| about.len() as f64 / 1e6)
    };
    let ours = size(env!("CARGO_BIN_EXE_amends").as_ref());
    let theirs = peer.map_or_else(String::new, |peer| beside(ours, size(peer)));
    println!("\n  {:<34} {:>8}{theirs}", "the program, MB", number(ours));
}
