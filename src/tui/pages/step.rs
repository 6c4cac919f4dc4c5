//! A step: its reading, and its exercises, which stay in sight while the reading scrolls.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::session::Session;
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size, Then, View};
use super::home::pointer;
use super::said::{days_ago_line, minutes, spoken_time};
use super::stage::stage_row;
use crate::content::{Exercise, Step};
use crate::domain::{DraftKey, Intent, ItemId, StepId};
use crate::exercise::Kind;

pub struct StepPage {
    id: StepId,
    items: Vec<Listed>,
    at: usize,
    deeper: bool,
}

struct Listed {
    item: ItemId,
    /// Whether it had an answer when the page was last made.
    answered: bool,
}

impl StepPage {
    pub fn new(cx: &Cx<'_>, id: &StepId) -> Option<StepPage> {
        cx.pack.step(id)?;
        let mut page = StepPage {
            id: id.clone(),
            items: Vec::new(),
            at: 0,
            deeper: false,
        };
        page.refresh(cx);
        page.at = page.suggested(cx).unwrap_or(0);
        Some(page)
    }

    fn step<'a>(&self, cx: &Cx<'a>) -> Option<&'a Step> {
        cx.pack.step(&self.id).map(|(_, step)| step)
    }

    /// The first exercise without an answer, the needed ones before the optional.
    fn suggested(&self, cx: &Cx<'_>) -> Option<usize> {
        let (step, session) = (self.step(cx)?, cx.session?);
        let open = |optional: bool| {
            step.exercises_for(cx.voice())
                .position(|e| e.optional == optional && session.state.answer(&e.item).is_none())
        };
        open(false).or_else(|| open(true))
    }

    fn chosen(&self) -> Option<&ItemId> {
        self.items.get(self.at).map(|listed| &listed.item)
    }

    fn is_aside(&self, cx: &Cx<'_>) -> bool {
        cx.session
            .is_some_and(|session| session.state.set_aside(&self.id).is_some())
    }

    fn begin(&self, cx: &Cx<'_>) -> Vec<Act> {
        let exercise = self.chosen().and_then(|item| cx.pack.exercise(item));
        let to = exercise.map(|(_, exercise)| to_do(cx, exercise));
        to.map(Act::Go).into_iter().collect()
    }

    fn exercises(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let (Some(step), Some(session)) = (self.step(cx), cx.session) else {
            return;
        };
        let theme = cx.theme;
        for (place, exercise) in step.exercises_for(cx.voice()).enumerate() {
            let focused = place == self.at;
            let target = Target::Item(place);
            let answered = session.state.answer(&exercise.item);
            let half = is_half_written(session, &exercise.item);
            let (sign, style) = match (answered.is_some(), focused, theme.ascii) {
                (true, _, false) => ("\u{25cf}", theme.accent),
                (false, true, false) => ("\u{25c6}", theme.accent),
                (false, false, false) => ("\u{25cb}", theme.dim),
                (true, _, true) => ("*", theme.accent),
                (false, _, true) => ("o", theme.dim),
            };
            let title = if focused { theme.strong } else { theme.text };
            let mut notes: Vec<String> = Vec::new();
            if half {
                notes.push("half written".to_owned());
            } else if let Some(record) = answered {
                let at = spoken_time(record.at, cx.now.wall);
                notes.push(format!("saved {at}"));
            } else {
                notes.push(minutes(exercise.minutes));
            }
            if exercise.optional && answered.is_none() {
                notes.push("if you like".to_owned());
            }
            sheet.focusing(focused, |sheet| {
                let row = pointer(focused, cx).text(format!("{sign} "), style).target(
                    exercise.title.get(cx.voice()),
                    title,
                    target,
                );
                sheet.row(row.right(sheet.width, notes.join(" \u{b7} "), theme.dim));
            });
        }
    }

    fn fresh(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let key = cx.key_here(Command::TooFresh);
        let says = match cx.session.and_then(|s| s.state.set_aside(&self.id)) {
            Some(record) => format!(
                "Set aside {}. It waits. {key} takes it up again.",
                days_ago_line(record.at, cx.now.wall)
            ),
            None => format!("Too fresh for today? That is an answer: {key} sets it aside."),
        };
        sheet.row(
            Row::new()
                .at(2)
                .target(says, cx.theme.dim, Target::Command(Command::TooFresh)),
        );
    }

    fn reading(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let Some(step) = self.step(cx) else {
            return;
        };
        let theme = cx.theme;
        sheet.line(step.title.clone(), theme.strong);
        sheet.gap();
        sheet.prose(step.reading.get(cx.voice()).trim(), theme.text, 0);
        if step.hard {
            sheet.gap();
            let key = cx.key(Command::Help);
            sheet.prose(
                &format!(
                    "This page is not therapy. If it becomes too much, stop: nothing is lost. \
                     {key} opens the help page."
                ),
                theme.dim,
                0,
            );
        }
        let deeper = step.deeper.get(cx.voice()).trim();
        if !deeper.is_empty() {
            sheet.gap();
            let key = cx.key_here(Command::Deeper);
            let says = if self.deeper {
                "fold this away"
            } else {
                "more to read"
            };
            let more = Target::Command(Command::Deeper);
            sheet.row(Row::new().target(format!("{key}  {says}"), theme.dim, more));
            if self.deeper {
                sheet.gap();
                sheet.prose(deeper, theme.text, 0);
            }
        }
    }
}

/// Where an exercise is done: several answers are listed once there is one.
fn to_do(cx: &Cx<'_>, exercise: &Exercise) -> Route {
    let item = exercise.item.clone();
    let begun = cx.session.is_some_and(|session| {
        session.state.answer(&item).is_some() || is_half_written(session, &item)
    });
    match (exercise.kind(), exercise.many, begun) {
        (Kind::Mark, _, _) => Route::Mark(cx.now.wall.date_naive()),
        (_, true, true) => Route::Several(item),
        (_, true, false) => Route::OneOf(item, None),
        (_, false, _) => Route::Exercise(item),
    }
}

/// Whether there is a draft of an answer to this exercise.
fn is_half_written(session: &Session, item: &ItemId) -> bool {
    session.drafts.keys().any(|key| match key {
        DraftKey::Item(of) | DraftKey::OneOf(of, _) => of == item,
        DraftKey::Entry(_) | DraftKey::Mark(_) => false,
    })
}

/// Rows below which the exercises go into the reading instead of staying under it.
const ROOM_FOR_BOTH: u16 = 15;

impl View for StepPage {
    fn place(&self) -> Place {
        Place::Step
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let title = cx.pack.step(&self.id).map(|(stage, _)| stage.title.clone());
        title.unwrap_or_default()
    }

    fn seam(&self, cx: &Cx<'_>) -> Option<Row> {
        stage_row(cx, &self.id)
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        self.reading(cx, &mut sheet);
        if size.height < ROOM_FOR_BOTH {
            sheet.gap();
            self.exercises(cx, &mut sheet);
            sheet.gap();
            self.fresh(cx, &mut sheet);
        } else {
            sheet.unfocus();
        }
        sheet
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        if size.height < ROOM_FOR_BOTH {
            return None;
        }
        let mut sheet = Sheet::new(size.width, cx.theme);
        self.exercises(cx, &mut sheet);
        sheet.gap();
        self.fresh(cx, &mut sheet);
        Some(sheet)
    }

    fn can(&self, cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Enter | Command::Up | Command::Down => !self.items.is_empty(),
            Command::PageUp | Command::PageDown | Command::TooFresh | Command::Back => true,
            Command::Deeper => self
                .step(cx)
                .is_some_and(|step| !step.deeper.get(cx.voice()).trim().is_empty()),
            Command::Read => {
                let item = self.chosen();
                item.is_some_and(|item| cx.session.is_some_and(|s| s.state.answer(item).is_some()))
            }
            _ => false,
        }
    }

    fn enter_hint(&self, cx: &Cx<'_>) -> Option<String> {
        let item = self.chosen()?;
        let session = cx.session?;
        let (_, exercise) = cx.pack.exercise(item)?;
        Some(
            if is_half_written(session, item) {
                "go on"
            } else if session.state.answer(item).is_some() && exercise.many {
                "open"
            } else if session.state.answer(item).is_some() {
                "change"
            } else {
                "begin"
            }
            .to_owned(),
        )
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(self.items.len().saturating_sub(1)),
            Command::Enter => return self.begin(cx),
            Command::Back => return vec![Act::Back],
            Command::PageUp => return vec![Act::ScrollPage(-1)],
            Command::PageDown => return vec![Act::ScrollPage(1)],
            Command::Deeper => self.deeper = !self.deeper,
            Command::Read => {
                let record = self
                    .chosen()
                    .and_then(|item| cx.session?.state.answer(item));
                return record
                    .map(|record| Act::Go(Route::Reading(record.thread)))
                    .into_iter()
                    .collect();
            }
            Command::TooFresh => {
                let aside = !self.is_aside(cx);
                let intent = Intent::SetAside {
                    step: self.id.clone(),
                    aside,
                };
                let then = if aside {
                    Then::Leave("Set aside. It waits for you, and nothing depends on it.")
                } else {
                    Then::Stay
                };
                return vec![Act::Do {
                    intent: Box::new(intent),
                    drop: None,
                    then,
                }];
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if place < self.items.len() => {
                self.at = place;
                self.begin(cx)
            }
            Target::Item(_) | Target::Choice(..) | Target::Text(_) | Target::Command(_) => {
                Vec::new()
            }
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let (Some(step), Some(session)) = (self.step(cx), cx.session) else {
            return;
        };
        let listed = step.exercises_for(cx.voice()).map(|exercise| Listed {
            item: exercise.item.clone(),
            answered: session.state.answer(&exercise.item).is_some(),
        });
        let now: Vec<Listed> = listed.collect();
        let was = self.items.get(self.at);
        let place = was.and_then(|was| now.iter().position(|listed| listed.item == was.item));
        // Once it has its first answer the next one is offered. Whoever only looked at one is back at it.
        let just_answered = |place: usize| {
            now.get(place).is_some_and(|listed| listed.answered)
                && was.is_some_and(|was| !was.answered)
        };
        let stays = place.filter(|place| !just_answered(*place));
        self.at = stays.or_else(|| self.suggested(cx)).or(place).unwrap_or(0);
        self.items = now;
    }
}
