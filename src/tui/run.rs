//! The workbook on the screen, from the first frame to the last.

use std::io;
use std::panic;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use chrono::Local;

use super::app::{App, Look};
use super::driver::Driver;
use super::msg::Told;
use super::prefs::{Hiding, IDLE_MINUTES, Prefs};
use super::terminal::Screen;
use super::theme::{Depth, ThemeName};
use super::view::Now;
use super::wake::Bell;
use crate::content::Pack;
use crate::domain::{BookId, Passphrase};
use crate::store::{Access, Settings, Shelf, Writer};

/// What the workbook is opened with.
pub struct Start<'a> {
    pub shelf: Shelf,
    /// The book to open; without one the welcome is shown.
    pub book: Option<BookId>,
    /// What opens it, where the command line brought that along.
    pub passphrase: Option<Passphrase>,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Reads the pack, which takes a millisecond or so: the first frame comes before it, and the book is opened
    /// meanwhile.
    pub pack: Box<dyn FnOnce() -> Pack>,
    /// A theme over the person's own choice.
    pub theme: Option<ThemeName>,
    /// The person's own editor: takes a text and gives the new one, or says why there is none.
    pub editor: &'a dyn Fn(&str) -> Result<String, String>,
}

/// Why the workbook ended otherwise than it should, in words for the person.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    #[error("The workbook needs a terminal. `amends --help` lists what can be done without one.")]
    NoTerminal,
    #[error("The terminal could not be used: {0}.")]
    Terminal(io::Error),
    #[error("What you typed last could not be kept, and is lost: {0}.")]
    DraftLost(String),
    #[error("What you saved last is not on disk: {0}. It was kept as a draft.")]
    NotSaved(String),
    #[error(
        "The program ended because of a fault of its own, at {0}. What you typed was kept as a draft as \
         far as possible; start again to go on with it."
    )]
    Fault(String),
}

/// Runs the workbook until the person leaves.
///
/// # Errors
/// There is no terminal, or something was not kept, in words for the person.
pub fn run(start: Start<'_>) -> Result<(), Ended> {
    if !Screen::is_there() {
        return Err(Ended::NoTerminal);
    }
    let hush = Hush::begin();
    let (settings, finding) = start.shelf.settings();
    let prefs = prefs_of(&settings);
    let bell = Bell::new().map_err(Ended::Terminal)?;
    let writer_bell = bell.rope().map_err(Ended::Terminal)?;
    let access = if start.read_only {
        Access::ReadOnly
    } else {
        Access::Write
    };
    let mut screen = Screen::enter(prefs.mouse).map_err(Ended::Terminal)?;
    let began = Instant::now();
    let look = Look {
        forced: start.theme.or_else(plain_colours),
        dark: true,
        depth: depth(),
        ascii: ascii(),
    };
    let size = Screen::size();
    let no_pack = Arc::new(Pack::default());
    let mut app = App::new(no_pack, prefs, look, size, now(began), Box::new(random));
    app.take_passphrase(start.passphrase);
    if start.book.is_some() {
        // It needs no word of the pack, and has the processors to itself: the threads that open a book take two.
        // A terminal that is gone is found out when it is drawn again.
        let _ = screen.draw(&app, size);
    }
    let writer = Writer::spawn(start.shelf, Box::new(writer_bell));
    if let Some(book) = start.book {
        writer.send(Driver::opening(book, access));
    }
    let mut driver = Driver::new(app, screen, writer, bell, start.editor);
    driver.keeps(settings, access, began);
    driver.reads((start.pack)());
    if start.book.is_none() {
        driver.tell(Told::NoBook);
    }
    if let Some(finding) = finding {
        driver.tell(Told::Failed(finding.to_string()));
    }
    let ended = driver.live();
    drop(hush);
    ended
}

/// Where a fault happened: the place only, since the message may hold private text.
static FAULT: Mutex<Option<String>> = Mutex::new(None);

/// The place of the last fault, once.
pub(super) fn fault() -> Option<String> {
    FAULT.lock().ok().and_then(|mut fault| fault.take())
}

type Hook = Box<dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync>;

/// While it lives, a fault prints nothing: neither over the page nor into a log.
struct Hush(Option<Hook>);

impl Hush {
    fn begin() -> Hush {
        let before = panic::take_hook();
        panic::set_hook(Box::new(|info| {
            let place = info
                .location()
                .map_or("an unknown place".to_owned(), ToString::to_string);
            if let Ok(mut fault) = FAULT.lock() {
                *fault = Some(place);
            }
        }));
        Hush(Some(before))
    }
}

impl Drop for Hush {
    fn drop(&mut self) {
        // A hook cannot be set by a thread that is failing itself.
        if let Some(before) = self.0.take()
            && !std::thread::panicking()
        {
            panic::set_hook(before);
        }
    }
}

/// 128 bits for an id.
fn random() -> [u8; 16] {
    let mut bits = [0; 16];
    // Without chance no id is safe to use, and no system that we run on is without it.
    if getrandom::fill(&mut bits).is_err() {
        panic!("the system gives no random numbers");
    }
    bits
}

pub(super) fn now(began: Instant) -> Now {
    let wall = Local::now().fixed_offset();
    // So that tests can close a lid: it is an hour later, and no time has passed for the program.
    #[cfg(debug_assertions)]
    let wall = match std::env::var_os("AMENDS_TEST_LID") {
        Some(lid) if std::path::Path::new(&lid).exists() => wall + chrono::TimeDelta::hours(1),
        Some(_) | None => wall,
    };
    Now {
        wall,
        since_start: began.elapsed(),
    }
}

/// NO_COLOR asks every program for no colour.
fn plain_colours() -> Option<ThemeName> {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    (set("NO_COLOR") || dumb).then_some(ThemeName::Mono)
}

fn depth() -> Depth {
    let has = |name: &str, part: &str| std::env::var(name).is_ok_and(|value| value.contains(part));
    if has("COLORTERM", "truecolor") || has("COLORTERM", "24bit") {
        Depth::TrueColour
    } else if has("TERM", "256") || has("TERM", "kitty") || has("TERM", "ghostty") {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

/// Whether the locale cannot show more than ASCII.
fn ascii() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    // With no locale at all, as in many containers, terminals speak UTF-8 all the same.
    let utf8 = |value: &String| value.to_lowercase().replace('-', "").contains("utf8");
    std::env::var_os("AMENDS_ASCII").is_some_and(|value| !value.is_empty())
        || locale.is_some_and(|value| !utf8(&value) && value != "C" && value != "POSIX")
}

fn prefs_of(settings: &Settings) -> Prefs {
    let theme = settings.theme.as_deref().and_then(ThemeName::named);
    let hiding = settings.hide.as_deref().and_then(Hiding::named);
    Prefs {
        theme: theme.unwrap_or(ThemeName::Auto),
        keys: settings.keys.clone(),
        mouse: settings.mouse.unwrap_or(true),
        offers: settings.offers.unwrap_or(true),
        idle_minutes: settings.idle_minutes.unwrap_or(IDLE_MINUTES),
        hiding: hiding.unwrap_or_default(),
    }
}
