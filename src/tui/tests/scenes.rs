//! Every screen that there is, each with a way to it.

mod book;
pub mod locking;
pub mod looking;
mod path;

use ratatui::crossterm::event::{KeyEvent, KeyModifiers};

use crate::domain::Role;
use crate::tui::app::Look;
use crate::tui::command::Command;
use crate::tui::guard::Purpose;
use crate::tui::msg::{Msg, Told};
use crate::tui::testing::{Disk, LOOK, Table, profile, step, weeks};
use crate::tui::view::Route;
pub use book::book;

/// A screen with its name.
pub struct Scene {
    pub name: &'static str,
    pub set: fn(Look) -> Table,
}

const fn scene(name: &'static str, set: fn(Look) -> Table) -> Scene {
    Scene { name, set }
}

pub const SCENES: &[Scene] = &[
    scene("opening", Table::shut),
    scene("closed", |look| {
        let mut table = Table::shut(look);
        table.told(Told::Closed(
            "The folder cannot be read: permission denied.".to_owned(),
        ));
        table
    }),
    scene("welcome", welcome),
    scene("not protected", |look| pressed(welcome(look), "enter")),
    scene("name", |look| pressed(welcome(look), "enter enter")),
    scene("role", |look| {
        let mut table = pressed(welcome(look), "enter enter");
        table.type_text("Sam");
        pressed(table, "enter down")
    }),
    scene("welcome, a passphrase", locking::welcome),
    scene("welcome, six words", |look| {
        pressed(locking::welcome(look), "down f4")
    }),
    scene("lock", locking::lock),
    scene("lock, typed", locking::typed),
    scene("lock, shown", |look| pressed(locking::typed(look), "f2")),
    scene("lock, wrong", locking::wrong),
    scene("lock, opening", locking::opening),
    scene("lock, finishing", locking::finishing),
    scene("lock, neutral", locking::neutral),
    scene("lock, a code", |look| pressed(locking::lock(look), "f3")),
    scene("home, sealed", locking::home),
    scene("settings, sealed", |look| {
        pressed(gone(locking::home(look), Route::Settings), "pagedown")
    }),
    scene("passphrase, set", |look| locking::page(look, Purpose::Set)),
    scene("passphrase, another", |look| {
        locking::page(look, Purpose::Change)
    }),
    scene("passphrase, known", |look| {
        locking::page(look, Purpose::Renew)
    }),
    scene("passphrase, none", |look| {
        locking::page(look, Purpose::Remove)
    }),
    scene("passphrase, its code", |look| {
        locking::page(look, Purpose::Code)
    }),
    scene("passphrase, not the same", locking::not_the_same),
    scene("passphrase, sealing", locking::sealing),
    scene("passphrase, done", locking::done),
    scene("passphrase, a code", locking::code),
    scene("home, new", |look| {
        Table::of(look, vec![profile(Role::Broke)], Vec::new(), None)
    }),
    scene("home", home),
    scene("home, read only", |look| {
        Table::of(
            look,
            book(),
            Vec::new(),
            Some("The folder is on a disk that cannot be written."),
        )
    }),
    scene("stage", |look| {
        gone(home(look), Route::Stage("root-cause".to_owned()))
    }),
    scene("step", |look| {
        gone(home(look), Route::Step(step("owning-it")))
    }),
    scene("step, more to read", |look| {
        pressed(gone(home(look), Route::Step(step("owning-it"))), "m")
    }),
    scene("step, done", |look| {
        let mut table = exercise(look, "one-moment-or-pattern.open-questions");
        table.type_text("When did it begin?");
        table.press("ctrl+s");
        pressed(
            gone(table, Route::Step(step("one-moment-or-pattern"))),
            "down down",
        )
    }),
    scene("write", uncensored),
    scene("write, stopped", |look| {
        let mut table = uncensored(look);
        table.type_text("I do not know where to begin");
        pressed(table, "f6")
    }),
    scene("timeline", timeline),
    scene("compose", |look| exercise(look, "owning-it.what-i-did")),
    scene("compose, a flag", flagged),
    scene("compose, two flags", |look| {
        let mut table = flagged(look);
        table.type_text(" I had to, and if you felt hurt");
        table
    }),
    scene("sort", |look| {
        pressed(exercise(look, "my-part.choices"), "1 1 2 3")
    }),
    scene("choose", |look| {
        let table = exercise(look, "feelings-and-needs.feelings");
        pressed(table, "enter 3 down enter 4")
    }),
    scene("scale", |look| {
        let id = "one-moment-or-pattern.what-the-line-says";
        pressed(exercise(look, id), "7 down 3")
    }),
    scene("cards", super::cards::two),
    scene("cards, a rule", |look| {
        let mut table = super::cards::opened(look);
        table.type_text("To look at your phone, or else");
        table
    }),
    scene("echo, named", super::echo::named),
    scene("echo, taken up", super::echo::taken),
    scene("say back, choosing", |look| {
        exercise(look, "listening.say-it-back")
    }),
    scene("say back", |look| {
        let mut table = pressed(exercise(look, "listening.say-it-back"), "enter");
        table.type_text("You asked me and I made something up.");
        table
    }),
    scene("say back, side by side", |look| {
        let mut table = pressed(exercise(look, "listening.say-it-back"), "enter");
        table.type_text("You asked me and I made something up.");
        pressed(table, "tab 1 2 up")
    }),
    scene("rank, choosing", |look| {
        pressed(super::rank::chosen(look), "shift+tab up up")
    }),
    scene("rank, in order", |look| {
        pressed(super::rank::chosen(look), "enter down")
    }),
    scene("rank, to be seen", |look| {
        pressed(super::rank::chosen(look), "tab")
    }),
    scene("activity, picking", |look| {
        pressed(super::activity::picked(look), "shift+tab up")
    }),
    scene("activity, drawn", |look| {
        pressed(super::activity::picked(look), "enter down")
    }),
    scene("activity, its day", super::activity::planned),
    scene("activity, afterwards", super::activity::afterwards),
    scene("choose, sentences", |look| {
        pressed(exercise(look, "a-safe-place.ground-rules"), "enter down")
    }),
    scene("an example", |look| {
        pressed(exercise(look, "owning-it.what-i-did"), "f5")
    }),
    scene("reading an entry", |look| pressed(journal(look), "enter")),
    scene("reading versions", |look| {
        pressed(journal(look), "down enter v")
    }),
    scene("two versions apart", |look| {
        pressed(journal(look), "down down down enter")
    }),
    scene("reading an answer", |look| {
        let mut table = gone(home(look), Route::Step(step("owning-it")));
        table.press("enter");
        for part in [
            "I lied about the loan.",
            "I had the letters sent to work.",
            "It cost you a year.",
        ] {
            table.type_text(part);
            table.press("tab");
        }
        table.type_text("No one made me.");
        pressed(table, "ctrl+s up r")
    }),
    scene("journal, empty", |look| {
        let table = Table::of(look, vec![profile(Role::Broke)], Vec::new(), None);
        gone(table, Route::Journal { search: false })
    }),
    scene("journal", journal),
    scene("search", |look| {
        let mut table = pressed(journal(look), "/");
        table.type_text("kitchen");
        table
    }),
    scene("search, nothing", |look| {
        let mut table = pressed(journal(look), "/");
        table.type_text("zebra");
        table
    }),
    scene("home, all written", path::all_written),
    scene("home, the rest set aside", path::the_rest_set_aside),
    scene("home, looking back", looking::home),
    scene("reading an old answer", looking::old_answer),
    scene("then and now", looking::an_answer),
    scene("then and now, an entry", looking::an_entry),
    scene("calendar", looking::calendar),
    scene("calendar, a day", looking::a_day),
    scene("filter", looking::filter),
    scene("journal, narrowed", looking::narrowed),
    scene("search, narrowed", looking::search),
    scene("entry, empty", |look| gone(home(look), Route::Entry(None))),
    scene("entry", written),
    scene("mark, blank", |look| pressed(home(look), "m")),
    scene("mark", |look| marked(pressed(home(look), "m"))),
    scene("mark, another day", |look| {
        pressed(marked(pressed(home(look), "m")), "pageup 4")
    }),
    scene("home, marked", |look| {
        let mut records = book();
        records.extend(weeks());
        let table = Table::of(look, records, Vec::new(), None);
        pressed(marked(pressed(table, "m")), "ctrl+s")
    }),
    scene("trend, too early", |look| pressed(home(look), "t")),
    scene("trend", |look| {
        pressed(Table::of(look, weeks(), Vec::new(), None), "t")
    }),
    scene("help", |look| pressed(home(look), "f1")),
    scene("settings", |look| gone(home(look), Route::Settings)),
    scene("settings, a key", |look| {
        let table = gone(home(look), Route::Settings);
        pressed(table, "pagedown down down down down enter")
    }),
    scene("keys", |look| pressed(home(look), "?")),
    scene("keys while writing", |look| {
        pressed(exercise(look, "owning-it.what-i-did"), "alt+?")
    }),
    scene("palette", |look| pressed(home(look), ":")),
    scene("palette, typed", |look| {
        let mut table = pressed(home(look), ":");
        table.type_text("sett");
        table
    }),
    scene("ask", |look| pressed(journal(look), "d")),
    scene("saving", |look| {
        let mut table = written(look);
        table.commits = Disk::Waits;
        pressed(table, "ctrl+s")
    }),
    scene("not saved", |look| {
        let mut table = written(look);
        table.commits = Disk::Refuses;
        pressed(table, "ctrl+s")
    }),
];

/// The scene with this name.
pub fn of(name: &str, look: Look) -> Table {
    let scene = SCENES.iter().find(|scene| scene.name == name);
    (scene.unwrap_or_else(|| panic!("no scene {name:?}")).set)(look)
}

/// The scene with this name as most people see it.
pub fn plain(name: &str) -> Table {
    of(name, LOOK)
}

fn pressed(mut table: Table, chords: &str) -> Table {
    table.keys(chords);
    table
}

fn gone(mut table: Table, route: Route) -> Table {
    table.go(route);
    table
}

fn welcome(look: Look) -> Table {
    let mut table = Table::shut(look);
    table.told(Told::NoBook);
    table
}

/// Two numbers and a line.
fn marked(mut table: Table) -> Table {
    table.keys("6 down 3 down down");
    table.type_text("Slept until six.");
    table
}

/// A book with answers, marks and entries of one day.
pub fn full() -> Table {
    looking::full(LOOK)
}

pub fn home(look: Look) -> Table {
    Table::of(look, book(), Vec::new(), None)
}

fn journal(look: Look) -> Table {
    gone(home(look), Route::Journal { search: false })
}

fn exercise(look: Look, id: &str) -> Table {
    let mut table = home(look);
    table.exercise(id);
    table
}

fn uncensored(look: Look) -> Table {
    let mut table = Table::of(look, vec![profile(Role::Hurt)], Vec::new(), None);
    table.exercise("owning-it.uncensored");
    table
}

fn timeline(look: Look) -> Table {
    let mut table = exercise(look, "one-moment-or-pattern.timeline");
    for (what, when) in [
        ("Took out the loan", "January 2025"),
        ("Said the bank was replacing the card", "14 May 2025"),
    ] {
        table.type_text(what);
        table.press("tab");
        table.type_text(when);
        table.press("ctrl+n");
    }
    table
}

fn flagged(look: Look) -> Table {
    let mut table = exercise(look, "owning-it.what-i-did");
    table.type_text("I said I was working late on Thursdays. I was with someone else, but");
    table
}

fn written(look: Look) -> Table {
    let mut table = gone(home(look), Route::Entry(None));
    table.type_text("The kitchen was warm and nobody said anything.\n\nThen it rained.");
    table
}

/// Every command of the table, by a key of its own, for who wants to press it.
pub fn key_of(table: &Table, command: Command) -> Option<KeyEvent> {
    let typing = table.app.shown().page.view().typing();
    let row = command.row();
    let free = |chord: &&&str| !typing || chord.len() > 1 && **chord != "space";
    let chord = row.keys.iter().find(free)?;
    let mut key = crate::tui::testing::key(chord);
    key.modifiers |= KeyModifiers::NONE;
    Some(key)
}

/// Presses the key of a command.
pub fn ask_for(table: &mut Table, command: Command) {
    let key = key_of(table, command).unwrap();
    table.look();
    table.send(Msg::Key(key));
}
