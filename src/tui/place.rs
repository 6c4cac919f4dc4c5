//! The places in which commands can be asked for, and what the digits do there.

/// Where a command can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    Welcome,
    Home,
    Stage,
    Step,
    Write,
    Timeline,
    Compose,
    Sort,
    Choose,
    Scale,
    Paraphrase,
    Hour,
    Rank,
    Setback,
    Cards,
    Echo,
    Promise,
    Letter,
    Activity,
    Several,
    /// What comes up.
    Dues,
    Gate,
    Reading,
    Journal,
    Calendar,
    Entry,
    Mark,
    Trend,
    Help,
    Settings,
    /// Setting a passphrase, or another, or none.
    Passphrase,
    /// Before pages that are locked.
    Lock,
    /// While the book opens, or when it cannot be opened.
    Door,
}

impl Place {
    pub const ALL: [Place; 33] = [
        Place::Welcome,
        Place::Home,
        Place::Stage,
        Place::Step,
        Place::Write,
        Place::Timeline,
        Place::Compose,
        Place::Sort,
        Place::Choose,
        Place::Scale,
        Place::Paraphrase,
        Place::Hour,
        Place::Rank,
        Place::Setback,
        Place::Cards,
        Place::Echo,
        Place::Promise,
        Place::Letter,
        Place::Activity,
        Place::Several,
        Place::Dues,
        Place::Gate,
        Place::Reading,
        Place::Journal,
        Place::Calendar,
        Place::Entry,
        Place::Mark,
        Place::Trend,
        Place::Help,
        Place::Settings,
        Place::Passphrase,
        Place::Lock,
        Place::Door,
    ];

    /// The heading over its keys.
    pub fn title(self) -> &'static str {
        match self {
            Place::Welcome => "The welcome",
            Place::Home => "Home",
            Place::Stage => "A stage",
            Place::Step => "A step",
            Place::Write => "A page to write",
            Place::Timeline => "A timeline",
            Place::Compose => "A text in parts",
            Place::Sort => "Cards to sort",
            Place::Choose => "Words to choose",
            Place::Scale => "Numbers",
            Place::Paraphrase => "Saying it back",
            Place::Hour => "An hour of the week",
            Place::Rank => "An order",
            Place::Setback => "When it slips",
            Place::Cards => "Cards to write",
            Place::Echo => "Named, said back and put right",
            Place::Promise => "A promise",
            Place::Activity => "Things to do",
            Place::Letter => "A letter",
            Place::Dues => "What comes up",
            Place::Several => "Several answers",
            Place::Gate => "Before a page",
            Place::Reading => "Reading what is saved",
            Place::Journal => "The journal",
            Place::Calendar => "The calendar",
            Place::Entry => "A journal entry",
            Place::Mark => "The mark of a day",
            Place::Trend => "The trend",
            Place::Help => "The help page",
            Place::Settings => "Settings",
            Place::Passphrase => "The passphrase",
            Place::Lock => "The lock",
            Place::Door => "Opening",
        }
    }
}

impl Place {
    /// What the digits do here, where they do something.
    pub fn digits(self) -> Option<(&'static str, &'static str)> {
        match self {
            Place::Sort => Some(("1, 2, 3; 0", "Into this pile; back among the unsorted")),
            Place::Choose => Some(("1 to 5", "How strong it is")),
            Place::Scale => Some(("0 to 9, 10", "The number")),
            Place::Calendar => Some(("1 to 31; 0", "This day of the month; today")),
            Place::Mark => Some(("0 to 9, 10", "The number; Backspace leaves it blank")),
            Place::Paraphrase => Some(("1, 2, 3", "Yes, nearly, no")),
            Place::Rank => Some(("1 to 9", "To this place of the order")),
            Place::Welcome
            | Place::Home
            | Place::Stage
            | Place::Step
            | Place::Write
            | Place::Timeline
            | Place::Compose
            | Place::Hour
            | Place::Promise
            | Place::Setback
            | Place::Cards
            | Place::Echo
            | Place::Letter
            | Place::Activity
            | Place::Dues
            | Place::Several
            | Place::Gate
            | Place::Reading
            | Place::Journal
            | Place::Entry
            | Place::Trend
            | Place::Help
            | Place::Settings
            | Place::Passphrase
            | Place::Lock
            | Place::Door => None,
        }
    }
}
