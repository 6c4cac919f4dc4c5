//! The answers to an exercise that takes several: what is half written, what is saved, and another.

use chrono::NaiveDate;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet, columns};
use super::super::view::{Act, Cx, Route, Size, View};
use super::home::{last_words, pointer};
use super::said::spoken_time;
use super::stage::stage_row;
use crate::content::Exercise;
use crate::domain::{Body, DraftKey, ItemId, Record, StepId, ThreadId};
use crate::exercise::due::{Coming, Standing};
use crate::query::reading::{self, Reading};
use crate::query::{due, excerpt};
use crate::text::width;

pub struct Several {
    item: ItemId,
    step: StepId,
    choices: Vec<Choice>,
    at: usize,
}

/// What can be chosen, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// Begun and not saved: a new one, or the next version of one that is saved.
    Half(ThreadId),
    Saved(ThreadId),
    Another,
}

impl Choice {
    fn thread(self) -> Option<ThreadId> {
        match self {
            Choice::Half(thread) | Choice::Saved(thread) => Some(thread),
            Choice::Another => None,
        }
    }
}

impl Several {
    pub fn new(cx: &Cx<'_>, item: &ItemId) -> Option<Several> {
        let (step, _) = cx.pack.exercise(item)?;
        let mut page = Several {
            item: item.clone(),
            step: step.id.clone(),
            choices: Vec::new(),
            at: 0,
        };
        page.refresh(cx);
        Some(page)
    }

    fn exercise<'a>(&self, cx: &Cx<'a>) -> Option<&'a Exercise> {
        cx.pack.exercise(&self.item).map(|(_, exercise)| exercise)
    }

    fn chosen(&self) -> Option<Choice> {
        self.choices.get(self.at).copied()
    }

    /// Whether something is still to be said of it; what is over is read.
    fn goes_on(&self, cx: &Cx<'_>, thread: ThreadId) -> bool {
        let head = cx.session.and_then(|session| session.head(thread));
        let open = head.is_some_and(|head| match standing(head) {
            Standing::Open(..) => true,
            Standing::There | Standing::Over(..) => false,
        });
        open && self.exercise(cx).is_some_and(|e| e.kind().goes_on())
    }

    fn open(&self, cx: &Cx<'_>) -> Vec<Act> {
        let write = |thread| Act::Go(Route::OneOf(self.item.clone(), thread));
        match self.chosen() {
            Some(Choice::Half(thread)) => vec![write(Some(thread))],
            Some(Choice::Saved(thread)) if self.goes_on(cx, thread) => vec![write(Some(thread))],
            Some(Choice::Saved(thread)) => vec![Act::Go(Route::Reading(thread))],
            Some(Choice::Another) => vec![write(None)],
            None => Vec::new(),
        }
    }

    fn draw_half(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, thread: ThreadId, place: usize) {
        let key = DraftKey::OneOf(self.item.clone(), thread);
        let Some(draft) = cx.session.and_then(|s| s.drafts.get(&key)) else {
            return;
        };
        let says = last_words(draft).unwrap_or_else(|| "begun".to_owned());
        let kept = format!("half written, {}", spoken_time(draft.at, cx.now.wall));
        self.line(cx, sheet, place, (&says, &kept));
    }

    fn draw_saved(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, thread: ThreadId, place: usize) {
        let Some(head) = cx.session.and_then(|session| session.head(thread)) else {
            return;
        };
        let Some(reading) = Reading::of(head, cx.now.wall.date_naive()) else {
            return;
        };
        let today = cx.now.wall.date_naive();
        // What stands open or is over is known by its first words; of a text the start is shown.
        let first = || reading.parts.first().map(|part| part.text.clone());
        let (text, when) = match standing(head) {
            Standing::Open(coming, on) if reading.closed.is_some() => (
                format!("written {}", spoken_time(reading::at(head), cx.now.wall)),
                due::says(coming, on, today),
            ),
            Standing::There => (reading.text(), spoken_time(reading::at(head), cx.now.wall)),
            Standing::Open(coming, on) => {
                (first().unwrap_or_default(), due::says(coming, on, today))
            }
            Standing::Over(word, on) => (
                first().unwrap_or_default(),
                format!("{word} {}", due::day(on, today)),
            ),
        };
        self.line(cx, sheet, place, (&excerpt::start(&text), &when));
    }

    /// One of them: its words, and when. Where there is little room the second stands under the first.
    fn line(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, place: usize, (says, when): (&str, &str)) {
        let (theme, focused) = (cx.theme, place == self.at);
        let style = if focused { theme.strong } else { theme.text };
        let target = Target::Item(place);
        let (width, taken) = (sheet.width, columns(when) + 4);
        let beside = width >= BESIDE;
        let room = width.saturating_sub(if beside { taken } else { 2 });
        let says = width::truncate(says, room.into()).into_owned();
        sheet.focusing(focused, |sheet| {
            let row = pointer(focused, cx).target(says, style, target);
            if beside {
                return sheet.row(row.right(width, when, theme.dim));
            }
            sheet.row(row);
            sheet.row(Row::new().at(4).target(when, theme.dim, target));
        });
    }

    /// The heading before the one at `place`, where those before it stand otherwise.
    fn heading(&self, cx: &Cx<'_>, place: usize) -> Option<&'static str> {
        let group = |place: usize| match self.choices.get(place)? {
            Choice::Half(_) | Choice::Another => None,
            Choice::Saved(thread) => {
                let head = cx.session?.head(*thread)?;
                heading(standing(head), cx.now.wall.date_naive())
            }
        };
        let before = place.checked_sub(1).and_then(group);
        group(place).filter(|heading| before != Some(*heading))
    }
}

/// Columns from which the day stands beside the words.
const BESIDE: u16 = 56;

/// How an answer stands among the others.
fn standing(record: &Record) -> Standing {
    match &record.body {
        Body::Answer(answer) => answer.standing(),
        Body::Profile(_)
        | Body::Entry(_)
        | Body::SetAside(_)
        | Body::Mark(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => Standing::There,
    }
}

/// What stands over all that stand like this.
fn heading(standing: Standing, today: NaiveDate) -> Option<&'static str> {
    match standing {
        Standing::There => None,
        Standing::Open(Coming::Opens, on) => Some(if on > today { "closed" } else { "open" }),
        Standing::Open(Coming::By | Coming::Review | Coming::Ends, _) => Some("open"),
        Standing::Open(Coming::Takes | Coming::After, _) => Some("to come"),
        Standing::Over(..) => Some("over"),
    }
}

/// The order of what is saved: what is open comes first, the next day before later ones; then what is
/// over and what is simply there, the newest first.
fn order(record: &Record, today: NaiveDate) -> (u8, i64) {
    let days = |on: NaiveDate| (on - today).num_days();
    match standing(record) {
        Standing::Open(Coming::Opens, on) if on <= today => (1, -days(on)),
        Standing::Open(_, on) => (0, days(on)),
        Standing::Over(_, on) => (1, -days(on)),
        Standing::There => (2, -record.at.timestamp_millis()),
    }
}

impl View for Several {
    fn place(&self) -> Place {
        Place::Several
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let title = self.exercise(cx).map(|e| e.title.get(cx.voice()));
        title.unwrap_or_default().to_owned()
    }

    fn seam(&self, cx: &Cx<'_>) -> Option<Row> {
        stage_row(cx, &self.step)
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let Some(exercise) = self.exercise(cx) else {
            return sheet;
        };
        let theme = cx.theme;
        sheet.line(exercise.title.get(cx.voice()), theme.strong);
        sheet.gap();
        sheet.prose(exercise.ask.get(cx.voice()), theme.dim, 0);
        sheet.gap();
        for (place, choice) in self.choices.iter().enumerate() {
            if let Some(heading) = self.heading(cx, place) {
                if place > 0 {
                    sheet.gap();
                }
                sheet.row(Row::new().at(2).text(heading, theme.dim));
            }
            match *choice {
                Choice::Half(thread) => self.draw_half(cx, &mut sheet, thread, place),
                Choice::Saved(thread) => self.draw_saved(cx, &mut sheet, thread, place),
                Choice::Another => {
                    let focused = place == self.at;
                    let style = if focused { theme.strong } else { theme.text };
                    sheet.gap();
                    sheet.focusing(focused, |sheet| {
                        let says = exercise.another.get(cx.voice());
                        let row = pointer(focused, cx);
                        sheet.row(row.target(says, style, Target::Item(place)));
                    });
                }
            }
        }
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Read => matches!(self.chosen(), Some(Choice::Saved(_))),
            _ => matches!(
                command,
                Command::Enter
                    | Command::Up
                    | Command::Down
                    | Command::PageUp
                    | Command::PageDown
                    | Command::Add
                    | Command::Back
            ),
        }
    }

    fn enter_hint(&self, cx: &Cx<'_>) -> Option<String> {
        let says = match self.chosen()? {
            Choice::Half(_) => "go on",
            Choice::Saved(thread) if self.goes_on(cx, thread) => "open",
            Choice::Saved(_) => "read",
            Choice::Another => "begin",
        };
        Some(says.to_owned())
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(self.choices.len().saturating_sub(1)),
            Command::Enter => return self.open(cx),
            Command::Add => return vec![Act::Go(Route::OneOf(self.item.clone(), None))],
            Command::PageUp => return vec![Act::ScrollPage(-1)],
            Command::PageDown => return vec![Act::ScrollPage(1)],
            Command::Back => return vec![Act::Back],
            Command::Read => {
                if let Some(Choice::Saved(thread)) = self.chosen() {
                    return vec![Act::Go(Route::Reading(thread))];
                }
            }
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

    /// Looks at what there is again, and stays with what was chosen.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let was = self.chosen();
        let Some(session) = cx.session else {
            return;
        };
        let mut half: Vec<_> = session
            .drafts
            .values()
            .filter_map(|draft| match &draft.key {
                DraftKey::OneOf(item, thread) if *item == self.item => Some((draft.at, *thread)),
                DraftKey::OneOf(..)
                | DraftKey::Item(_)
                | DraftKey::Entry(_)
                | DraftKey::Mark(_) => None,
            })
            .collect();
        half.sort_unstable_by_key(|(at, thread)| std::cmp::Reverse((*at, *thread)));
        let is_half = |thread| half.iter().any(|(_, other)| *other == thread);
        let today = cx.now.wall.date_naive();
        let mut saved: Vec<_> = session
            .state
            .answers(&self.item)
            .filter(|record| !is_half(record.thread))
            .map(|record| (order(record, today), record.thread))
            .collect();
        saved.sort_unstable_by_key(|(order, thread)| (*order, std::cmp::Reverse(*thread)));
        let half = half.iter().map(|(_, thread)| Choice::Half(*thread));
        let saved = saved.iter().map(|(_, thread)| Choice::Saved(*thread));
        let before = std::mem::take(&mut self.choices);
        let known = |choice: &Choice| before.iter().any(|c| c.thread() == choice.thread());
        self.choices = half.chain(saved).chain([Choice::Another]).collect();
        // What was just begun or saved is what the person is at, whatever it was called before.
        let at = |wanted: &dyn Fn(&Choice) -> bool| self.choices.iter().position(wanted);
        let again = match was {
            Some(Choice::Another) => at(&|choice| choice.thread().is_some() && !known(choice)),
            Some(Choice::Half(_) | Choice::Saved(_)) => {
                at(&|choice| choice.thread() == was.and_then(Choice::thread))
            }
            None => None,
        };
        let stays = || was.and_then(|was| at(&|choice| *choice == was));
        self.at = again.or_else(stays).unwrap_or(0);
    }
}
