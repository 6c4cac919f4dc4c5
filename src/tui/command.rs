//! THE table of commands: name, title, hint, group, places and keys of each, declared once. Keys,
//! the bottom line, the key help, the palette and the README's table are functions of it.

pub use super::group::Group;
use super::keys::Chord;
pub use super::place::Place;

/// Something that a person can ask for with a key, from the palette or with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    Hide,
    Help,
    Keys,
    Palette,
    Back,
    Quit,
    Suspend,
    Enter,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    Journal,
    NewEntry,
    Mark,
    Trend,
    Slipped,
    Calendar,
    Dues,
    Revisit,
    Settings,
    Save,
    NextPart,
    PreviousPart,
    NextFlag,
    KeepFlag,
    Example,
    Deeper,
    TooFresh,
    Stop,
    Add,
    Remove,
    BringBack,
    Higher,
    Lower,
    Draw,
    NextCard,
    PreviousCard,
    Editor,
    Show,
    Words,
    Recovery,
    Copy,
    Find,
    Read,
    Change,
    Versions,
    Beside,
    Anew,
    Pick,
    Delete,
    Search,
    Filter,
    Unfilter,
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    pub command: Command,
    /// The name in settings.
    pub name: &'static str,
    /// What it does, for the palette and the key help.
    pub title: &'static str,
    /// The word for it on the bottom line.
    pub hint: &'static str,
    pub group: Group,
    pub places: &'static [Place],
    /// Default keys, the one to show first.
    pub keys: &'static [&'static str],
    /// How much it belongs on the bottom line: the lowest first, 0 never.
    pub foot: u8,
}

use Place as P;

const EVERYWHERE: &[Place] = &Place::ALL;
const WORK: &[Place] = &[
    P::Write,
    P::Timeline,
    P::Compose,
    P::Sort,
    P::Choose,
    P::Scale,
    P::Paraphrase,
    P::Hour,
    P::Rank,
    P::Activity,
    P::Setback,
    P::Cards,
    P::Echo,
    P::Promise,
    P::Letter,
];
const TEXT: &[Place] = &[
    P::Write,
    P::Timeline,
    P::Compose,
    P::Entry,
    P::Sort,
    P::Choose,
    P::Scale,
    P::Paraphrase,
    P::Hour,
    P::Rank,
    P::Activity,
    P::Setback,
    P::Cards,
    P::Echo,
    P::Promise,
    P::Letter,
    P::Mark,
];
const SAVED: &[Place] = &[
    P::Write,
    P::Timeline,
    P::Compose,
    P::Sort,
    P::Choose,
    P::Scale,
    P::Paraphrase,
    P::Hour,
    P::Rank,
    P::Activity,
    P::Setback,
    P::Cards,
    P::Echo,
    P::Promise,
    P::Letter,
    P::Entry,
    P::Mark,
];
const PAGES: &[Place] = &[
    P::Home,
    P::Stage,
    P::Step,
    P::Several,
    P::Reading,
    P::Journal,
    P::Calendar,
    P::Trend,
    P::Settings,
    P::Dues,
];
const DAYS: &[Place] = &[
    P::Home,
    P::Stage,
    P::Reading,
    P::Journal,
    P::Calendar,
    P::Mark,
    P::Trend,
    P::Settings,
    P::Dues,
];

const fn row(
    command: Command,
    (name, title, hint): (&'static str, &'static str, &'static str),
    group: Group,
    places: &'static [Place],
    keys: &'static [&'static str],
    foot: u8,
) -> Row {
    Row {
        command,
        name,
        title,
        hint,
        group,
        places,
        keys,
        foot,
    }
}

/// Every command.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    row(Command::Hide, ("hide", "Hide: text kept, screen cleared, out of sight", "hide"), Group::Always, EVERYWHERE, &["ctrl+l", "f12"], 0),
    row(Command::Help, ("help", "Help page: when it is too much, and whom to call", "help"), Group::Always, EVERYWHERE, &["f1"], 0),
    row(Command::Keys, ("keys", "The keys of this page", "keys"), Group::Always, EVERYWHERE, &["?", "alt+?"], 0),
    row(Command::Palette, ("palette", "All that can be done here, by name", "all"), Group::Always, EVERYWHERE, &["ctrl+p", ":"], 5),
    row(Command::Back, ("back", "Back; what is half written is kept", "back"), Group::Always, EVERYWHERE, &["esc"], 5),
    row(Command::Copy, ("copy", "Copy what is selected", "copy"), Group::Writing, TEXT, &["ctrl+c"], 0),
    row(Command::Quit, ("quit", "Leave; what is half written is kept", "leave"), Group::Always, EVERYWHERE, &["q", "ctrl+q", "ctrl+c"], 0),
    row(Command::Suspend, ("suspend", "Put the program to sleep and go to the shell", "sleep"), Group::Always, EVERYWHERE, &["ctrl+z"], 0),

    row(Command::Save, ("save", "Save", "save"), Group::Writing, SAVED, &["ctrl+s"], 2),
    row(Command::NextPart, ("next", "Next part", "next part"), Group::Moving, &[P::Welcome, P::Write, P::Timeline, P::Compose, P::Sort, P::Choose, P::Scale, P::Paraphrase, P::Rank, P::Activity, P::Cards, P::Echo, P::Hour, P::Setback, P::Promise, P::Letter, P::Entry, P::Mark, P::Settings, P::Passphrase, P::Lock], &["tab"], 3),
    row(Command::PreviousPart, ("previous", "Previous part", "previous"), Group::Moving, &[P::Welcome, P::Write, P::Timeline, P::Compose, P::Sort, P::Choose, P::Scale, P::Paraphrase, P::Rank, P::Activity, P::Cards, P::Echo, P::Hour, P::Setback, P::Promise, P::Letter, P::Entry, P::Mark, P::Settings, P::Passphrase, P::Lock], &["shift+tab"], 0),
    row(Command::Enter, ("enter", "Go on; choose; open", "go on"), Group::Moving, &[P::Welcome, P::Home, P::Stage, P::Step, P::Write, P::Timeline, P::Sort, P::Choose, P::Scale, P::Paraphrase, P::Rank, P::Activity, P::Cards, P::Echo, P::Hour, P::Setback, P::Promise, P::Letter, P::Several, P::Dues, P::Reading, P::Gate, P::Journal, P::Calendar, P::Settings, P::Passphrase, P::Lock, P::Door, P::Entry, P::Mark], &["enter", "space"], 1),
    row(Command::Up, ("up", "Up", "up"), Group::Moving, EVERYWHERE, &["up", "k"], 0),
    row(Command::Down, ("down", "Down", "down"), Group::Moving, EVERYWHERE, &["down", "j"], 0),
    row(Command::Left, ("left", "Left; less; older", "less"), Group::Moving, EVERYWHERE, &["left", "h"], 0),
    row(Command::Right, ("right", "Right; more; newer", "more"), Group::Moving, EVERYWHERE, &["right", "l"], 0),
    row(Command::PageUp, ("page-up", "A screen up", "up"), Group::Moving, EVERYWHERE, &["pageup"], 0),
    row(Command::PageDown, ("page-down", "A screen down", "down"), Group::Moving, EVERYWHERE, &["pagedown"], 0),
    row(Command::Home, ("home", "Home: the path", "home"), Group::Moving, PAGES, &["ctrl+home", "g"], 0),
    row(Command::Journal, ("journal", "The journal", "journal"), Group::Moving, PAGES, &["w"], 8),
    row(Command::Mark, ("mark", "The mark of the day: safety, trust, connection", "mark"), Group::Moving, DAYS, &["m"], 8),
    row(Command::Trend, ("trend", "The trend: the marks week by week", "trend"), Group::Moving, DAYS, &["t"], 8),
    row(Command::Slipped, ("slipped", "It slipped: the ground, a name, the plan for it", "it slipped"), Group::Doing, EVERYWHERE, &["f9", "s"], 7),
    row(Command::Calendar, ("calendar", "The calendar: what was written when", "calendar"), Group::Moving, &[P::Home, P::Journal, P::Trend], &["c"], 8),
    row(Command::Dues, ("dues", "What comes up: promises, days to look again", "coming up"), Group::Moving, &[P::Home, P::Stage, P::Several, P::Journal, P::Calendar, P::Trend], &["p"], 8),
    row(Command::Revisit, ("revisit", "Look back: read something from earlier again", "look back"), Group::Keeping, &[P::Home, P::Journal, P::Calendar], &["r"], 8),
    row(Command::Settings, ("settings", "Settings: name, role, theme, keys", "settings"), Group::Moving, PAGES, &[","], 9),

    row(Command::TooFresh, ("too-fresh", "Too fresh: set this step aside, or take it up again", "too fresh"), Group::Doing, &[P::Step], &["t"], 4),
    row(Command::Example, ("example", "Show or fold an example answer", "example"), Group::Doing, WORK, &["f5"], 4),
    row(Command::Deeper, ("deeper", "Show or fold more to read", "more to read"), Group::Doing, &[P::Step], &["m"], 6),
    row(Command::Stop, ("stop", "Stop now; what is written is kept and covered", "stop"), Group::Doing, &[P::Write], &["f6"], 3),
    row(Command::Add, ("add", "Add one", "add"), Group::Doing, &[P::Timeline, P::Rank, P::Activity, P::Cards, P::Echo, P::Several], &["ctrl+n"], 3),
    row(Command::NextCard, ("next-card", "To the next card, or the next thing to take up", "next card"), Group::Doing, &[P::Cards, P::Echo], &["f8"], 6),
    row(Command::PreviousCard, ("previous-card", "To the one before", "the one before"), Group::Doing, &[P::Cards, P::Echo], &["f7"], 0),
    row(Command::Remove, ("remove", "Take this one away", "remove"), Group::Doing, &[P::Timeline, P::Cards, P::Echo, P::Sort, P::Choose, P::Rank, P::Activity, P::Mark], &["ctrl+r"], 7),
    row(Command::BringBack, ("bring-back", "Bring back what was taken away", "bring back"), Group::Doing, &[P::Timeline, P::Cards, P::Echo, P::Sort, P::Choose, P::Rank, P::Activity], &["ctrl+b"], 3),
    row(Command::Higher, ("higher", "Move this one up in the order", "move up"), Group::Doing, &[P::Rank], &["+", "shift+up"], 0),
    row(Command::Lower, ("lower", "Move this one down in the order", "move down"), Group::Doing, &[P::Rank], &["-", "shift+down"], 0),
    row(Command::Draw, ("draw", "Let one of those that are picked be drawn", "draw one"), Group::Doing, &[P::Activity], &["d"], 3),

    row(Command::NextFlag, ("next-flag", "Go to the next phrase that is pointed out", "next phrase"), Group::Writing, &[P::Compose, P::Cards, P::Promise, P::Echo], &["f2"], 3),
    row(Command::KeepFlag, ("keep-flag", "Keep this phrase as it is", "keep it so"), Group::Writing, &[P::Compose, P::Cards, P::Promise, P::Echo], &["f3"], 4),
    row(Command::Find, ("find", "Find words in this text", "find"), Group::Writing, &[P::Write, P::Timeline, P::Compose, P::Cards, P::Promise, P::Echo, P::Entry], &["ctrl+f"], 0),
    row(Command::Editor, ("editor", "Write this in your own editor ($EDITOR)", "editor"), Group::Writing, TEXT, &["f4"], 0),
    row(Command::Show, ("show", "Show what is typed, or dots in its place", "show"), Group::Writing, &[P::Welcome, P::Passphrase, P::Lock], &["f2"], 3),
    row(Command::Words, ("words", "Six words drawn by chance, as a passphrase", "six words"), Group::Writing, &[P::Welcome, P::Passphrase, P::Lock], &["f4"], 4),
    row(Command::Recovery, ("recovery", "Open it with the recovery code", "recovery code"), Group::Doing, &[P::Lock], &["f3"], 4),

    row(Command::NewEntry, ("new-entry", "A new journal entry", "new entry"), Group::Keeping, &[P::Home, P::Stage, P::Step, P::Journal], &["n"], 7),
    row(Command::Search, ("search", "Search all that you wrote", "search"), Group::Keeping, &[P::Home, P::Journal, P::Calendar], &["/", "ctrl+f"], 2),
    row(Command::Filter, ("filter", "Filter: only some kinds, a tag, a time", "filter"), Group::Keeping, &[P::Journal, P::Calendar], &["f"], 4),
    row(Command::Unfilter, ("unfilter", "Take the filter off", "no filter"), Group::Keeping, &[P::Journal], &["x"], 3),
    row(Command::Read, ("read", "Read your answer", "read"), Group::Keeping, &[P::Step, P::Several], &["r"], 3),
    row(Command::Change, ("change", "Change it; the earlier version stays", "change"), Group::Keeping, &[P::Reading, P::Journal], &["e"], 1),
    row(Command::Versions, ("versions", "Earlier versions, one after the other", "versions"), Group::Keeping, &[P::Reading], &["v"], 3),
    row(Command::Beside, ("then-and-now", "Then and now: an earlier version beside the last", "then and now"), Group::Keeping, &[P::Reading], &["c"], 1),
    row(Command::Anew, ("anew", "Write it anew on an empty page; this one stays", "write anew"), Group::Keeping, &[P::Reading], &["a"], 3),
    row(Command::Pick, ("pick", "Go on with this version", "go on with this"), Group::Keeping, &[P::Reading], &["p"], 2),
    row(Command::Delete, ("delete", "Delete for good, with every earlier version", "delete"), Group::Keeping, &[P::Reading, P::Journal, P::Mark], &["d"], 7),
];

impl Command {
    /// The row of the table. Every command has one, which a test holds.
    pub fn row(self) -> &'static Row {
        TABLE
            .iter()
            .find(|row| row.command == self)
            .unwrap_or(&TABLE[0])
    }

    /// Whether it leads to a page of its own.
    pub fn is_a_page(self) -> bool {
        matches!(
            self,
            Command::Home
                | Command::Journal
                | Command::Calendar
                | Command::Dues
                | Command::Mark
                | Command::Trend
                | Command::Settings
        )
    }

    /// Whether it moves about on a page or within what is done there, and leads nowhere else.
    pub fn stays_here(self) -> bool {
        let row = self.row();
        (row.group == Group::Moving && !self.is_a_page())
            || matches!(
                self,
                Command::Higher | Command::Lower | Command::Draw | Command::Delete
            )
    }

    /// Whether it is needed while something is typed, so that a plain letter would take it away there.
    pub fn works_in_text(self) -> bool {
        let row = self.row();
        let typed = |place: &Place| {
            TEXT.contains(place) || matches!(place, P::Welcome | P::Passphrase | P::Lock)
        };
        let within = matches!(self, Command::Higher | Command::Lower | Command::Delete);
        let writes = |key: &&str| key.parse::<Chord>().is_ok_and(Chord::writes);
        !within && row.places.iter().any(typed) && !row.keys.iter().all(writes)
    }

    /// Whether a text field is offered the key first: moving belongs to the caret, and undo shares
    /// its key with sleep.
    pub fn yields_to_text(self) -> bool {
        match self {
            Command::NextPart | Command::PreviousPart => false,
            Command::Suspend => true,
            other => other.row().group == Group::Moving,
        }
    }

    /// Whether it can be asked for at `place`.
    pub fn belongs(self, place: Place) -> bool {
        self.row().places.contains(&place)
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
