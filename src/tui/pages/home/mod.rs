//! Home: the path, one suggested next step, and what was left half written.

mod below;
mod days;
mod next;
mod offer;
mod path;

use super::super::canvas::Target;
use super::super::command::{self, Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size, View};
use super::due;
use crate::domain::{DraftKey, StepId, ThreadId};
use crate::query::due::Upcoming;
use crate::query::revisit::Offer;
pub use next::last_words;
pub use path::mark;

/// What can be chosen on home, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    /// Where the person was cut off.
    Draft(DraftKey),
    Step(StepId),
    Stage(String),
    Today,
    /// Something that comes up.
    Due(Upcoming),
    /// All that comes up, where it is more than home shows.
    MoreDues,
    Journal,
    Trend,
    /// Something from earlier to read again.
    LookBack(ThreadId),
}

pub struct Home {
    choices: Vec<Choice>,
    at: usize,
    offer: Option<Offer>,
    /// How many more come up than are shown.
    more: usize,
}

/// So many lines at the most say what comes up.
const DUES: usize = 4;

impl Home {
    pub fn new(cx: &Cx<'_>) -> Home {
        let mut home = Home {
            choices: Vec::new(),
            at: 0,
            offer: None,
            more: 0,
        };
        home.refresh(cx);
        home
    }

    fn chosen(&self, choice: &Choice) -> bool {
        self.choices.get(self.at) == Some(choice)
    }

    fn item(&self, choice: &Choice) -> Target {
        let place = self.choices.iter().position(|other| other == choice);
        Target::Item(place.unwrap_or(usize::MAX))
    }

    fn open(&self, cx: &Cx<'_>) -> Vec<Act> {
        vec![Act::Go(match self.choices.get(self.at) {
            Some(Choice::Draft(key)) => Route::to_write(key),
            Some(Choice::Step(step)) => Route::Step(step.clone()),
            Some(Choice::Stage(stage)) => Route::Stage(stage.clone()),
            Some(Choice::Today) => return vec![Act::Run(Command::Mark)],
            Some(Choice::Due(up)) => due::route(cx, up),
            Some(Choice::MoreDues) => Route::Dues,
            Some(Choice::Journal) => Route::Journal { search: false },
            Some(Choice::Trend) => Route::Trend,
            Some(Choice::LookBack(thread)) => Route::Reading(*thread),
            None => return Vec::new(),
        })]
    }
}

impl View for Home {
    fn place(&self) -> Place {
        Place::Home
    }

    /// A bad hour begins here more often than a search.
    fn foot(&self, row: &command::Row) -> u8 {
        match row.command {
            Command::NewEntry => 2,
            Command::Slipped => 3,
            Command::Palette => 4,
            Command::Search => 7,
            _ => row.foot,
        }
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let name = cx.session.map_or("", |session| session.me.name.as_str());
        format!("amends \u{b7} {name}")
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let Some(session) = cx.session else {
            return sheet;
        };
        let roomy = size.height >= 14;
        if roomy {
            sheet.gap();
        }
        self.suggestion(cx, &mut sheet);
        if roomy {
            sheet.gap();
        }
        if session.progress.stages.is_empty() {
            sheet.line("This pack has no steps yet.", cx.theme.dim);
        }
        self.path(cx, &mut sheet, &session.progress);
        sheet.gap();
        self.below(cx, &mut sheet, &session.progress);
        self.look_back(cx, &mut sheet);
        let trend = self.chosen(&Choice::Trend);
        days::trend(cx, &mut sheet, (trend, self.item(&Choice::Trend)));
        for finding in session.findings.iter().take(3) {
            sheet.gap();
            sheet.prose(finding, cx.theme.text, 2);
        }
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        matches!(
            command,
            Command::Enter | Command::Up | Command::Down | Command::Search
        )
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        Some(
            match self.choices.get(self.at) {
                Some(Choice::Draft(_)) | None => "go on",
                Some(Choice::Step(_)) => "begin",
                Some(Choice::Today) => "mark",
                Some(
                    Choice::Stage(_)
                    | Choice::Journal
                    | Choice::Trend
                    | Choice::Due(_)
                    | Choice::MoreDues,
                ) => "open",
                Some(Choice::LookBack(_)) => "read",
            }
            .to_owned(),
        )
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let last = self.choices.len().saturating_sub(1);
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(last),
            Command::Enter => return self.open(cx),
            Command::Search => return vec![Act::Go(Route::Journal { search: true })],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if place < self.choices.len() => {
                self.at = place;
                self.open(cx)
            }
            Target::Item(_) | Target::Choice(..) | Target::Text(_) | Target::Command(_) => {
                Vec::new()
            }
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let Some(session) = cx.session else {
            return;
        };
        let mut choices = Vec::new();
        if let Some(draft) = session.newest_draft() {
            choices.push(Choice::Draft(draft.key.clone()));
        }
        if let Some(step) = session.progress.next(cx.now.wall) {
            choices.push(Choice::Step(step.clone()));
        }
        let stages = session.progress.stages.iter();
        choices.extend(stages.map(|stage| Choice::Stage(stage.id.clone())));
        choices.push(Choice::Today);
        let dues = due::upcoming(cx);
        // A line that says that there is one more would take as much room as the one more.
        let shown = if dues.len() > DUES { DUES - 1 } else { DUES };
        self.more = dues.len().saturating_sub(shown);
        choices.extend(dues.into_iter().take(shown).map(Choice::Due));
        if self.more > 0 {
            choices.push(Choice::MoreDues);
        }
        choices.push(Choice::Journal);
        self.offer = offer::of_this_week(cx);
        choices.extend(
            self.offer
                .iter()
                .map(|offer| Choice::LookBack(offer.thread)),
        );
        if session.trend.too_early().is_none() {
            choices.push(Choice::Trend);
        }
        // A choice that was made stays while things above it come and go. Where none was, what comes next is chosen.
        let was = self.choices.get(self.at).cloned();
        self.at = was
            .filter(|_| self.at != first(&self.choices))
            .and_then(|was| choices.iter().position(|choice| *choice == was))
            .unwrap_or_else(|| first(&choices));
        self.choices = choices;
    }
}

/// The place of what comes next, and where nothing has to, of the day's mark.
fn first(choices: &[Choice]) -> usize {
    let next = |choice: &Choice| matches!(choice, Choice::Draft(_) | Choice::Step(_));
    if choices.iter().any(next) {
        return 0;
    }
    let today = choices.iter().position(|choice| *choice == Choice::Today);
    today.unwrap_or(0)
}

/// The two columns before a thing that can be chosen.
pub fn pointer(focused: bool, cx: &Cx<'_>) -> Row {
    pointer_on(Row::new(), focused, cx)
}

/// The same, further on in a row.
pub fn pointer_on(row: Row, focused: bool, cx: &Cx<'_>) -> Row {
    match (focused, cx.theme.ascii) {
        (true, false) => row.text("\u{25b8} ", cx.theme.accent),
        (true, true) => row.text("> ", cx.theme.accent),
        (false, _) => row.text("  ", cx.theme.text),
    }
}
