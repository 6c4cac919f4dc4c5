//! The pages, one file each, behind one small trait.

mod calendar;
mod door;
mod due;
pub mod entry;
mod exercise;
mod gate;
mod help;
mod home;
mod journal;
mod lock;
mod mark;
mod passphrase;
mod reading;
mod said;
mod settings;
mod several;
mod stage;
mod step;
mod trend;
mod welcome;

use super::command::{Command, Place};
use super::guard::Front;
use super::view::{Cx, Route, View};
use crate::domain::ThreadId;
use crate::exercise::Kind;
pub use home::{pointer, pointer_on};
pub use said::spoken_time;

/// Where one goes when it has slipped: always to the ground, whatever is half written of another time.
pub fn slipped(cx: &Cx<'_>) -> Option<Route> {
    cx.session?;
    let mut all = cx
        .pack
        .steps()
        .flat_map(|(_, step)| step.exercises_for(cx.voice()));
    let item = &all.find(|exercise| exercise.kind() == Kind::Setback)?.item;
    Some(Route::OneOf(item.clone(), None))
}

/// A page that is open.
pub enum Page {
    Door(door::Door),
    Welcome(Box<welcome::Welcome>),
    Home(home::Home),
    Stage(stage::StagePage),
    Step(step::StepPage),
    Exercise(Box<exercise::ExercisePage>),
    Several(several::Several),
    Gate(Box<gate::GatePage>),
    Reading(Box<reading::Reading>),
    Journal(Box<journal::Journal>),
    Calendar(Box<calendar::CalendarPage>),
    Dues(due::DuesPage),
    Entry(Box<entry::EntryPage>),
    Mark(Box<mark::MarkPage>),
    Trend(trend::TrendPage),
    Help(help::HelpPage),
    Settings(Box<settings::Settings>),
    Passphrase(Box<passphrase::PassphrasePage>),
    Lock(Box<lock::LockPage>),
}

impl Page {
    /// The page while the book opens.
    pub fn door() -> Page {
        Page::Door(door::Door::opening())
    }

    /// The page where the book cannot be opened.
    pub fn closed(why: String) -> Page {
        Page::Door(door::Door::closed(why))
    }

    /// The page before pages that are locked.
    pub fn lock(name: &str, front: Front) -> Page {
        Page::Lock(Box::new(lock::LockPage::new(name, front)))
    }

    /// The page of a route. What is not there any more, such as a step of another pack, gives home.
    pub fn new(route: &Route, cx: &Cx<'_>, random: &mut dyn FnMut() -> [u8; 16]) -> Page {
        if let Some(gate) = gate::GatePage::before(cx, route) {
            return Page::Gate(Box::new(gate));
        }
        let found = match route {
            Route::Welcome => Some(Page::Welcome(Box::default())),
            Route::Home => None,
            Route::Stage(id) => stage::StagePage::new(cx, id).map(Page::Stage),
            Route::Step(id) => step::StepPage::new(cx, id).map(Page::Step),
            Route::Exercise(item) => {
                let page = exercise::ExercisePage::new(cx, item, None);
                page.map(|page| Page::Exercise(Box::new(page)))
            }
            // What is closed is not written on: its page says until when.
            Route::OneOf(_, Some(thread)) | Route::Anew(_, Some(thread))
                if reading::is_closed(cx, *thread) =>
            {
                let page = reading::Reading::new(cx, *thread);
                page.map(|page| Page::Reading(Box::new(page)))
            }
            Route::Several(item) => several::Several::new(cx, item).map(Page::Several),
            Route::OneOf(item, thread) => {
                let thread = thread.unwrap_or_else(|| ThreadId::from_random(random()));
                let page = exercise::ExercisePage::new(cx, item, Some(thread));
                page.map(|page| Page::Exercise(Box::new(page)))
            }
            Route::Anew(item, thread) => {
                let page = exercise::ExercisePage::anew(cx, item, *thread);
                page.map(|page| Page::Exercise(Box::new(page)))
            }
            Route::Reading(thread) => {
                reading::Reading::new(cx, *thread).map(|page| Page::Reading(Box::new(page)))
            }
            Route::Journal { search } => {
                Some(Page::Journal(Box::new(journal::Journal::new(cx, *search))))
            }
            Route::Day(day) => {
                let page = journal::Journal::of_day(cx, *day);
                Some(Page::Journal(Box::new(page)))
            }
            Route::Calendar => {
                let page = calendar::CalendarPage::new(cx);
                Some(Page::Calendar(Box::new(page)))
            }
            Route::Dues => Some(Page::Dues(due::DuesPage::new(cx))),
            Route::Entry(thread) => {
                let fresh = || ThreadId::from_random(random());
                let page = entry::EntryPage::new(cx, *thread, fresh);
                Some(Page::Entry(Box::new(page)))
            }
            Route::Mark(day) => Some(Page::Mark(Box::new(mark::MarkPage::new(cx, *day)))),
            Route::Trend => Some(Page::Trend(trend::TrendPage)),
            Route::Help => Some(Page::Help(help::HelpPage)),
            Route::Settings => Some(Page::Settings(Box::new(settings::Settings::new(cx)))),
            Route::Passphrase(purpose) => {
                let page = passphrase::PassphrasePage::new(*purpose);
                Some(Page::Passphrase(Box::new(page)))
            }
        };
        found.unwrap_or_else(|| Page::Home(home::Home::new(cx)))
    }

    pub fn view(&self) -> &dyn View {
        match self {
            Page::Door(page) => page,
            Page::Welcome(page) => &**page,
            Page::Home(page) => page,
            Page::Stage(page) => page,
            Page::Step(page) => page,
            Page::Exercise(page) => &**page,
            Page::Several(page) => page,
            Page::Gate(page) => &**page,
            Page::Reading(page) => &**page,
            Page::Journal(page) => &**page,
            Page::Calendar(page) => &**page,
            Page::Dues(page) => page,
            Page::Entry(page) => &**page,
            Page::Mark(page) => &**page,
            Page::Trend(page) => page,
            Page::Help(page) => page,
            Page::Settings(page) => &**page,
            Page::Passphrase(page) => &**page,
            Page::Lock(page) => &**page,
        }
    }

    pub fn view_mut(&mut self) -> &mut dyn View {
        match self {
            Page::Door(page) => page,
            Page::Welcome(page) => &mut **page,
            Page::Home(page) => page,
            Page::Stage(page) => page,
            Page::Step(page) => page,
            Page::Exercise(page) => &mut **page,
            Page::Several(page) => page,
            Page::Gate(page) => &mut **page,
            Page::Reading(page) => &mut **page,
            Page::Journal(page) => &mut **page,
            Page::Calendar(page) => &mut **page,
            Page::Dues(page) => page,
            Page::Entry(page) => &mut **page,
            Page::Mark(page) => &mut **page,
            Page::Trend(page) => page,
            Page::Help(page) => page,
            Page::Settings(page) => &mut **page,
            Page::Passphrase(page) => &mut **page,
            Page::Lock(page) => &mut **page,
        }
    }

    /// Whether there is one page of this place at the most, which is gone back to.
    pub fn is_lasting(&self, place: Place) -> bool {
        let lasting = matches!(
            place,
            Place::Journal
                | Place::Calendar
                | Place::Dues
                | Place::Mark
                | Place::Trend
                | Place::Settings
                | Place::Help
                | Place::Stage
                | Place::Step
                | Place::Several
        );
        lasting && self.view().place() == place
    }

    /// Whether the next key is wanted as it is.
    pub fn captures(&self) -> bool {
        matches!(self, Page::Settings(page) if page.captures())
    }

    /// Whether it says at its top what has to be read first, also in a small window: what a passphrase
    /// does and does not, or that one should be alone now.
    pub fn explains(&self) -> bool {
        matches!(
            self,
            Page::Passphrase(_) | Page::Gate(_) | Page::Welcome(_) | Page::Step(_)
        )
    }

    /// Whether something is typed here, be it that the caret is elsewhere just now.
    pub fn has_fields(&self) -> bool {
        match self {
            Page::Exercise(_) | Page::Entry(_) | Page::Mark(_) => true,
            Page::Settings(_) | Page::Lock(_) => true,
            Page::Welcome(page) => page.has_fields(),
            Page::Passphrase(page) => page.has_fields(),
            Page::Door(_)
            | Page::Home(_)
            | Page::Stage(_)
            | Page::Step(_)
            | Page::Several(_)
            | Page::Gate(_)
            | Page::Reading(_)
            | Page::Journal(_)
            | Page::Calendar(_)
            | Page::Dues(_)
            | Page::Trend(_)
            | Page::Help(_) => self.view().typing(),
        }
    }

    /// Whether a plain letter may mean this command here. Where something is typed, a letter that misses
    /// its field must not lead away, nor answer for a passphrase.
    pub fn takes_letters(&self, command: Command) -> bool {
        if self.view().typing() {
            return false;
        }
        let form = matches!(self, Page::Welcome(_) | Page::Passphrase(_) | Page::Lock(_));
        !self.has_fields() || (!form && command.stays_here())
    }

    /// Whether a command would do something here: for key, bottom line, palette and click alike.
    pub fn allows(&self, cx: &Cx<'_>, command: Command) -> bool {
        let view = self.view();
        if !command.belongs(view.place()) {
            return false;
        }
        // While a key is waited for, every other key is that key.
        if self.captures() {
            return matches!(command, Command::Hide | Command::Help);
        }
        // While keys are made, which takes a moment, only what leads away is left.
        if cx.work.is_some() && matches!(self, Page::Passphrase(_) | Page::Lock(_)) {
            return matches!(
                command,
                Command::Hide | Command::Help | Command::Keys | Command::Quit | Command::Suspend
            );
        }
        match command {
            Command::Hide
            | Command::Help
            | Command::Keys
            | Command::Palette
            | Command::Quit
            | Command::Suspend => true,
            Command::Home
            | Command::Journal
            | Command::Mark
            | Command::Trend
            | Command::Calendar
            | Command::Dues
            | Command::Revisit
            | Command::Settings
            | Command::NewEntry => cx.session.is_some() && !view.is_at(command),
            Command::Slipped => slipped(cx).is_some() && !view.is_at(command),
            Command::Copy | Command::Find => view.typing(),
            Command::Back => {
                !matches!(self, Page::Home(_) | Page::Door(_)) && view.can(cx, command)
            }
            Command::Enter
            | Command::Up
            | Command::Down
            | Command::Left
            | Command::Right
            | Command::PageUp
            | Command::PageDown
            | Command::Save
            | Command::NextPart
            | Command::PreviousPart
            | Command::NextFlag
            | Command::KeepFlag
            | Command::Example
            | Command::Deeper
            | Command::TooFresh
            | Command::Stop
            | Command::Add
            | Command::Remove
            | Command::BringBack
            | Command::Higher
            | Command::Lower
            | Command::Draw
            | Command::NextCard
            | Command::PreviousCard
            | Command::Editor
            | Command::Show
            | Command::Words
            | Command::Recovery
            | Command::Read
            | Command::Change
            | Command::Versions
            | Command::Beside
            | Command::Anew
            | Command::Pick
            | Command::Delete
            | Command::Search
            | Command::Filter
            | Command::Unfilter => view.can(cx, command),
        }
    }
}
