//! What it costs: `cargo bench` prints every figure. Names after `--` pick some, as in
//! `cargo bench -- open`; `cargo bench -- table 1000` makes the table beside a peer for one size only.
//!
//! First come the figures that a clock cannot give, or not alone: bytes, syncs, memory, the 99th of a
//! hundred keys, and the real program in a terminal beside a program that draws one frame and nothing
//! else. Then divan measures what is worth measuring by itself.

mod book;
mod commands;
mod counting;
mod keys;
mod killed;
mod looking;
mod open;
mod peers;
mod pty;
mod real;
mod save;
mod screen;
mod sealed;
mod search;
mod table;

/// How many records the books have that are measured.
pub const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    if std::env::var_os(real::BARE).is_some() {
        return real::bare().unwrap_or(());
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let asked = |word: &&String| !word.starts_with("--") && word.parse::<usize>().is_err();
    // Without this word someone only wants to know what there is, or whether it runs at all.
    let measures = words.iter().any(|word| word == "--bench");
    let wanted = |name: &str| {
        let mut names = words.iter().filter(asked).peekable();
        names.peek().is_none() || names.any(|word| name.contains(word.as_str()))
    };
    if measures {
        let tables: [(&str, fn()); 8] = [
            ("table", table::print),
            ("kill -9 during a save", killed::figures),
            ("commands", commands::figures),
            ("first frame", real::first_frames),
            ("memory", real::memory),
            ("key to frame", keys::figures),
            ("save", save::figures),
            ("sealed", sealed::figures),
        ];
        for (name, print) in tables {
            if wanted(name) {
                println!("\n{name}");
                print();
            }
        }
        println!();
    }
    // A size alone would pick every benchmark that has it among its arguments.
    let sizes_only = |word: &String| word == "table" || word.parse::<usize>().is_ok();
    if !words.iter().any(sizes_only) {
        divan::main();
    }
}

/// The value that so many of a hundred do not exceed.
pub fn percentile(sorted: &[f64], hundredth: usize) -> f64 {
    sorted[(sorted.len() * hundredth / 100).min(sorted.len() - 1)]
}
