//! What a page is to the program: the small trait behind the enum of pages, and what pages may ask for.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};
use ratatui::crossterm::event::KeyEvent;

use super::canvas::Target;
use super::command::{self, Command, Place};
use super::guard::{KeyWork, Purpose};
use super::keys::Keymap;
use super::layers::Ask;
use super::prefs::Prefs;
use super::session::Session;
use super::sheet::{Row, Sheet};
use super::theme::Theme;
use super::widgets::editor::Editor;
use crate::content::{Pack, Voice};
use crate::domain::{Draft, DraftKey, Intent, ItemId, KeyChange, Passphrase, StepId, ThreadId};

/// The time, which only the driver reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    pub wall: DateTime<FixedOffset>,
    /// Time since the start, for what is due.
    pub since_start: Duration,
}

impl Now {
    /// A number that nobody can foresee, out of the very moment of a key: for drawing lots, and for
    /// nothing that has to stay secret.
    pub fn lot(self) -> u64 {
        let wall = self.wall.timestamp_nanos_opt().unwrap_or_default();
        let since = u64::try_from(self.since_start.as_nanos()).unwrap_or_default();
        // The steps of splitmix64: moments that lie close together give numbers that lie far apart.
        let mut z =
            (wall.cast_unsigned() ^ since.rotate_left(32)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// What pages may look at.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub pack: &'a Pack,
    /// None before a book is open.
    pub session: Option<&'a Session>,
    pub keymap: &'a Keymap,
    pub prefs: &'a Prefs,
    pub theme: Theme,
    pub now: Now,
    /// What is done with the keys just now.
    pub work: Option<KeyWork>,
}

impl Cx<'_> {
    /// To whom the pack speaks.
    pub fn voice(&self) -> Voice {
        self.session.map(Session::voice).unwrap_or_default()
    }

    /// The key of a command as it is shown while something is typed, or the name where it has none.
    pub fn key(&self, command: Command) -> String {
        self.keymap
            .shown(command, true)
            .unwrap_or_else(|| command.row().name.to_owned())
    }

    /// The key of a command where letters are no text.
    pub fn key_here(&self, command: Command) -> String {
        self.keymap
            .shown(command, false)
            .unwrap_or_else(|| command.row().name.to_owned())
    }
}

/// Where one can go.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    Welcome,
    Home,
    Stage(String),
    Step(StepId),
    Exercise(ItemId),
    /// An exercise from an empty page, whatever was answered before.
    Anew(ItemId, Option<ThreadId>),
    /// The answers to an exercise that takes several.
    Several(ItemId),
    /// One of several answers: a new one, or a thread to go on with.
    OneOf(ItemId, Option<ThreadId>),
    /// Reading the versions of an answer or an entry.
    Reading(ThreadId),
    Journal {
        search: bool,
    },
    /// The journal narrowed to one day.
    Day(NaiveDate),
    Calendar,
    /// All that comes up.
    Dues,
    /// A journal entry to write: a new one, or a thread to change.
    Entry(Option<ThreadId>),
    /// The mark of a day.
    Mark(NaiveDate),
    Trend,
    Help,
    Settings,
    /// Setting a passphrase, or another, or none.
    Passphrase(Purpose),
}

impl Route {
    /// Where a draft is gone on with, or the next version of something is written.
    pub fn to_write(key: &DraftKey) -> Route {
        match key {
            DraftKey::Item(item) => Route::Exercise(item.clone()),
            DraftKey::OneOf(item, thread) => Route::OneOf(item.clone(), Some(*thread)),
            DraftKey::Entry(thread) => Route::Entry(Some(*thread)),
            DraftKey::Mark(day) => Route::Mark(*day),
        }
    }
}

/// What a page asks the program to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Go(Route),
    /// To where one came from.
    Back,
    /// Decide, commit, and only then go on.
    Do {
        intent: Box<Intent>,
        drop: Option<DraftKey>,
        then: Then,
    },
    /// On through a gate, to what lies behind it.
    GoThrough {
        gate: String,
        to: Route,
    },
    /// Away with a draft that the person threw away.
    DropDraft(DraftKey),
    /// Away with what is half written on this page, and back.
    ThrowAway,
    /// A line above the keys, until the next key.
    Say(String),
    Ask(Ask),
    Scroll(i32),
    /// So many screens down, or up.
    ScrollPage(i32),
    /// To the top of the page.
    ScrollTop,
    /// The book of someone who has just been welcomed.
    Create {
        name: String,
        role: crate::domain::Role,
        /// The passphrase that it gets, if it gets one.
        keys: Option<KeyChange>,
    },
    /// Opens what is locked.
    Unlock(Passphrase),
    ChangeKeys(KeyChange),
    /// Bits that nobody can foresee, for [`View::lots`].
    DrawLots,
    Rename(String),
    Prefs(Box<Prefs>),
    /// The field's text in the person's own editor.
    Edit(String),
    Run(Command),
}

/// What happens once something is saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    Stay,
    /// Nowhere else, with a line that says what it means.
    Say(&'static str),
    /// Back, with a line that says what was saved.
    Leave(&'static str),
}

/// The size of a page's body, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// A page.
pub trait View {
    fn place(&self) -> Place;

    /// Where one is, for the top line.
    fn title(&self, cx: &Cx<'_>) -> String;

    /// The seam of the stage, for the top line of pages on the path.
    fn seam(&self, _cx: &Cx<'_>) -> Option<Row> {
        None
    }

    /// What it shows.
    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a>;

    /// Rows that stay at the bottom whatever is scrolled above them.
    fn pinned<'a>(&'a self, _cx: &Cx<'_>, _size: Size) -> Option<Sheet<'a>> {
        None
    }

    /// What stands beside it where the terminal is wide enough.
    fn beside<'a>(&'a self, _cx: &Cx<'_>, _size: Size) -> Option<Sheet<'a>> {
        None
    }

    /// Columns that the main part takes when something stands beside it, of so many.
    fn split(&self, _cx: &Cx<'_>, _columns: u16) -> Option<u16> {
        None
    }

    /// Whether it takes all of the frame, as two texts side by side do.
    fn wide(&self) -> bool {
        false
    }

    /// The day that is looked at, where it is not simply today.
    fn day(&self) -> Option<NaiveDate> {
        None
    }

    /// Whether a screen up and down scrolls it, and does not turn to another day or month.
    fn turns_screens(&self) -> bool {
        true
    }

    /// Lays text fields out for a size.
    fn settle(&mut self, _cx: &Cx<'_>, _size: Size) {}

    /// The text field that has the caret.
    fn field(&mut self) -> Option<&mut Editor> {
        None
    }

    /// Whether letters are text here.
    fn typing(&self) -> bool {
        false
    }

    /// Whether a command would do something now.
    fn can(&self, _cx: &Cx<'_>, _command: Command) -> bool {
        false
    }

    /// Whether this page is where a command leads to.
    fn is_at(&self, command: Command) -> bool {
        match command {
            Command::Home => self.place() == Place::Home,
            Command::Journal => self.place() == Place::Journal,
            Command::Calendar => self.place() == Place::Calendar,
            Command::Dues => self.place() == Place::Dues,
            Command::Settings => self.place() == Place::Settings,
            Command::Mark => self.place() == Place::Mark,
            Command::Trend => self.place() == Place::Trend,
            Command::Slipped => self.place() == Place::Setback,
            _ => false,
        }
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act>;

    /// A key that is no command and that no text field took.
    fn key(&mut self, _cx: &Cx<'_>, _key: KeyEvent) -> Vec<Act> {
        Vec::new()
    }

    /// The field with the caret has other text than before.
    fn typed(&mut self, _cx: &Cx<'_>) -> Vec<Act> {
        Vec::new()
    }

    /// Works out what letters that came together left to be worked out, once for all of them. Whether
    /// there was anything.
    fn catch_up(&mut self, _cx: &Cx<'_>) -> bool {
        false
    }

    /// A click on something other than a command. A text field's caret is set by the program.
    fn click(&mut self, _cx: &Cx<'_>, _target: Target) -> Vec<Act> {
        Vec::new()
    }

    /// The text field at a place, for the mouse.
    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        None
    }

    /// The wheel turned. False where the program scrolls the page.
    fn wheel(&mut self, _rows: i32) -> bool {
        false
    }

    /// A number that changes with everything that a draft would keep.
    fn revision(&self) -> u64 {
        0
    }

    /// What is half written here. None where nothing would be lost.
    fn draft(&self, _cx: &Cx<'_>) -> Option<Draft> {
        None
    }

    /// What a draft of this page would be of.
    fn draft_key(&self) -> Option<DraftKey> {
        None
    }

    /// Seconds went by while the page was shown.
    fn spent(&mut self, _seconds: u32) {}

    /// The bits that the page asked for.
    fn lots(&mut self, _bits: [u8; 16]) {}

    /// When the page looks different by itself.
    fn next_change(&self) -> Option<Duration> {
        None
    }

    /// The state has changed under the page.
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    /// What was written can be searched from now on.
    fn searchable(&mut self, cx: &Cx<'_>) {
        self.refresh(cx);
    }

    /// The page's word for a command on the bottom line, where the usual one does not fit.
    fn hint(&self, _command: Command) -> Option<&'static str> {
        None
    }

    /// How much a command belongs on the bottom line here: the lowest first.
    fn foot(&self, row: &command::Row) -> u8 {
        row.foot
    }

    /// The page's words for what Enter does now.
    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        None
    }
}
