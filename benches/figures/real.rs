//! The real program in a terminal, beside a bare program that draws one frame.

use std::io::{self, Read, Write as _};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::widgets::Paragraph;

use super::book::{BYTES, Book};
use super::{SIZES, percentile};

/// Set for the bare program, which is this one started again.
pub const BARE: &str = "AMENDS_BENCH_BARE";
const RUNS: usize = 41;

/// What every terminal program has to do: take the terminal over and draw one frame.
pub fn bare() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    terminal.draw(|frame| frame.render_widget(Paragraph::new("amends"), frame.area()))?;
    let mut key = [0];
    let _ = io::stdin().read(&mut key)?;
    execute!(io::stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

struct Running {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    began: Instant,
    seen: Vec<u8>,
}

impl Running {
    fn start(program: &str, folder: Option<&std::path::Path>) -> Running {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.env("TERM", "xterm-256color");
        // The terminal here answers no questions, so none is asked.
        command.env("COLORFGBG", "15;0");
        match folder {
            Some(folder) => command.env("AMENDS_DATA_DIR", folder),
            None => command.env(BARE, "1"),
        }
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        Running {
            child,
            master: pair.master,
            began,
            seen: Vec::new(),
        }
    }

    /// Milliseconds until `words` were sent.
    fn until(&mut self, words: &str) -> f64 {
        let mut reader = self.master.try_clone_reader().expect("what it sends");
        let mut some = [0; 8192];
        loop {
            let found = self
                .seen
                .windows(words.len())
                .any(|some| some == words.as_bytes());
            let passed = self.began.elapsed();
            if found {
                return passed.as_secs_f64() * 1e3;
            }
            assert!(passed < Duration::from_secs(20), "{words} never came");
            match reader.read(&mut some) {
                Ok(0) | Err(_) => panic!("the program ended before {words}"),
                Ok(read) => self.seen.extend_from_slice(&some[..read]),
            }
        }
    }

    /// The memory that it holds, in bytes.
    fn memory(&self) -> f64 {
        let id = self.child.process_id().unwrap_or_default();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| {
            line.trim()
                .trim_end_matches(" kB")
                .trim()
                .parse::<f64>()
                .ok()
        });
        kilobytes.unwrap_or_default() * 1024.0
    }

    fn end(mut self) {
        if let Ok(mut writer) = self.master.take_writer() {
            let _ = writer.write_all(b"q");
        }
        let _ = self.child.wait();
    }
}

fn program() -> &'static str {
    env!("CARGO_BIN_EXE_amends")
}

fn itself() -> String {
    std::env::current_exe()
        .expect("this program")
        .to_string_lossy()
        .into_owned()
}

pub fn first_frames() {
    let books: Vec<Book> = [0].into_iter().chain(SIZES).map(Book::make).collect();
    let mut bare = Vec::new();
    let mut first = vec![Vec::new(); books.len()];
    let mut home = vec![Vec::new(); books.len()];
    // One after the other in turn, so that a mood of the machine meets them all.
    for _ in 0..RUNS {
        let mut running = Running::start(&itself(), None);
        bare.push(running.until("amends"));
        running.end();
        for (place, book) in books.iter().enumerate() {
            let mut running = Running::start(program(), Some(book.folder.path()));
            first[place].push(running.until("amends"));
            home[place].push(running.until("Root cause"));
            running.end();
        }
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        percentile(times, 50)
    };
    let base = median(&mut bare);
    println!("  from the start of the process, in a terminal; the median of {RUNS} runs, in turn");
    println!("  a bare ratatui program, one frame       {base:>6.1} ms");
    for (place, book) in books.iter().enumerate() {
        let (first, home) = (median(&mut first[place]), median(&mut home[place]));
        println!(
            "  amends, {:>6} records: first frame     {first:>6.1} ms ({:.2}x)    home {home:>6.1} ms",
            book.records,
            first / base
        );
    }
}

pub fn memory() {
    println!("  held by the process at home");
    let mut empty = 0.0;
    for records in [0].into_iter().chain(SIZES) {
        let book = Book::make(records);
        let mut running = Running::start(program(), Some(book.folder.path()));
        running.until("Root cause");
        let held = running.memory();
        running.end();
        if records == 0 {
            empty = held;
        }
        let text = (records * BYTES) as f64;
        let times = if records > 0 {
            format!("   {:.1}x of the text", (held - empty) / text)
        } else {
            String::new()
        };
        println!("  {records:>6} records  {:>6.1} MB{times}", held / 1e6);
    }
}
