//! Things to do: some are picked, one is drawn and gets a day, and afterwards two lines are written.

mod draw;
mod turns;

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::Work;
use super::choose::ChooseWork;
use crate::exercise::activity::{self, Move, Stand};
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::day::DayField;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};

/// Stands for the names of the parts, where a thing of the page is clicked.
const PARTS: usize = usize::MAX;
/// Where the day and the two lines stand among the fields.
const DAY: usize = 0;
const NEAR: usize = 1;
const FAR: usize = 2;
/// While drawing: the line that draws one. Those that are picked come after it, then the day.
const LOT: usize = 0;

pub struct ActivityWork {
    spec: activity::Spec,
    doing: activity::Doing,
    choose: ChooseWork,
    day: DayField,
    near: Field,
    far: Field,
    /// While drawing: the line that draws, a pick, or the day. Afterwards: the first line or the second.
    at: usize,
    today: NaiveDate,
    /// Whether the names of the parts are seen together with what is done in them.
    roomy: bool,
    changes: u64,
}

impl ActivityWork {
    pub fn new(spec: activity::Spec, doing: activity::Doing, caret: Option<usize>) -> ActivityWork {
        // A pack may have changed under a draft.
        let doing = doing.fitted(&spec);
        let mut work = ActivityWork {
            choose: ChooseWork::new(spec.choosing(), doing.choosing.clone())
                .hinting("something of your own, Enter adds it"),
            day: DayField::new(doing.on.clone()),
            near: Field::page(&doing.near, ""),
            far: Field::page(&doing.far, ""),
            spec,
            doing,
            at: LOT,
            today: NaiveDate::default(),
            roomy: true,
            changes: 0,
        };
        work.at = work.first_stop();
        let found = caret.and_then(|caret| field_of_caret(work.fields(), caret));
        if let Some((field, offset)) = found {
            let stop = match (work.stand(), field) {
                (Stand::Drawing, DAY) if work.doing.drawn.is_some() => Some(work.day_stop()),
                (Stand::After, NEAR) => Some(0),
                (Stand::After, FAR) => Some(1),
                (Stand::Picking | Stand::Drawing | Stand::After, _) => None,
            };
            if let Some(stop) = stop {
                work.at = stop;
                if let Some(editor) = work.field() {
                    editor.set_caret_offset(offset);
                }
            }
        }
        work
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        [&self.day.field, &self.near, &self.far].into_iter()
    }

    fn stand(&self) -> Stand {
        self.doing.stand.unwrap_or(Stand::Drawing)
    }

    fn apply(&mut self, step: Move) -> Vec<Act> {
        match self.doing.apply(&self.spec, step) {
            Ok(()) => {
                self.changes += 1;
                Vec::new()
            }
            Err(problem) => vec![Act::Say(problem.says)],
        }
    }

    /// Takes what was done among the words to choose into what is done here, while one picks.
    fn take(&mut self) {
        if self.stand() == Stand::Picking {
            // Its changes are counted where they are made.
            self.doing.pick(self.choose.so_far());
        }
    }

    /// What is done so far, with what is typed among the words to choose.
    fn so_far(&self) -> activity::Doing {
        let mut doing = self.doing.clone();
        if self.stand() == Stand::Picking {
            doing.pick(self.choose.so_far());
        }
        doing
    }

    /// Leaves the words to choose. What is typed is one of them; says why where it cannot be.
    fn close(&mut self) -> Vec<Act> {
        match self.stand() {
            Stand::Picking => {
                let said = self.choose.finish();
                self.take();
                said
            }
            Stand::Drawing | Stand::After => Vec::new(),
        }
    }

    /// Draws one, and goes to it.
    fn draw_lots(&mut self, cx: &Cx<'_>) -> Vec<Act> {
        let said = self.apply(Move::Draw(cx.now.lot()));
        self.at = self.doing.drawn_place().map_or(LOT, |place| place + 1);
        said
    }

    /// Chooses the one at this stop by hand.
    fn by_hand(&mut self, stop: usize) -> Vec<Act> {
        self.at = stop;
        match stop.checked_sub(LOT + 1) {
            Some(place) => self.apply(Move::Take(place)),
            None => Vec::new(),
        }
    }
}

impl Work for ActivityWork {
    fn place(&self) -> Place {
        Place::Activity
    }

    fn on_day(&mut self, today: NaiveDate) {
        self.today = today;
        if self.doing.stand.is_none() {
            self.doing.open_on(today);
            self.at = self.first_stop();
        }
    }

    fn doing(&self) -> Doing {
        Doing::Activity(self.so_far())
    }

    fn finish(&mut self) -> Vec<Act> {
        let said = self.close();
        let short = self.doing.choosing.chosen.len() < self.spec.at_least;
        match said.is_empty() && short {
            true => self.apply(Move::Go(Stand::Drawing, self.today)),
            false => said,
        }
    }

    fn revision(&self) -> u64 {
        self.changes + self.choose.revision()
    }

    fn is_empty(&self) -> bool {
        self.so_far().is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        self.draw_parts(cx, sheet);
        sheet.gap();
        match self.stand() {
            Stand::Picking => self.choose.draw(cx, sheet),
            Stand::Drawing => self.draw_drawing(cx, sheet),
            Stand::After => self.draw_after(cx, sheet),
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let mut sheet = match self.stand() {
            Stand::Picking => self.choose.pinned(cx, size)?,
            Stand::Drawing | Stand::After => Sheet::new(size.width, cx.theme),
        };
        self.draw_next(cx, size, &mut sheet);
        Some(sheet)
    }

    fn settle(&mut self, cx: &Cx<'_>, size: Size, used: u16) {
        self.choose.settle(cx, size, used);
        self.roomy = size.height >= used + 8;
        self.day.settle(size.width.saturating_sub(2));
        for line in [&mut self.near, &mut self.far] {
            line.grow(size.width.saturating_sub(2), 1..=6);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match (self.stand(), self.at) {
            (Stand::Picking, _) => self.choose.field(),
            (Stand::Drawing, _) if self.on_day_field() => Some(&mut self.day.field.editor),
            (Stand::Drawing, _) => None,
            (Stand::After, 0) => Some(&mut self.near.editor),
            (Stand::After, _) => Some(&mut self.far.editor),
        }
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        match (self.stand(), place) {
            (Stand::Picking, _) => self.choose.field_at(place),
            (Stand::Drawing, _) => Some(&mut self.day.field.editor),
            (Stand::After, 0) => Some(&mut self.near.editor),
            (Stand::After, _) => Some(&mut self.far.editor),
        }
    }

    fn typing(&self) -> bool {
        match self.stand() {
            Stand::Picking => self.choose.typing(),
            Stand::Drawing => self.on_day_field(),
            Stand::After => true,
        }
    }

    fn typed(&mut self) {
        let step = match (self.stand(), self.at) {
            (Stand::Picking, _) => return self.choose.typed(),
            (Stand::Drawing, _) => Move::On(self.day.read(self.today).clone()),
            (Stand::After, 0) => Move::Near(self.near.editor.text()),
            (Stand::After, _) => Move::Far(self.far.editor.text()),
        };
        self.apply(step);
    }

    fn can(&self, command: Command) -> bool {
        match (self.stand(), command) {
            (_, Command::NextPart) => true,
            (Stand::Picking, Command::PreviousPart) => false,
            (Stand::Picking, Command::Add) => self.spec.own,
            (Stand::Picking, _) => self.choose.can(command),
            (_, Command::PreviousPart | Command::Up | Command::Down) => true,
            (Stand::Drawing, Command::Enter) => true,
            (Stand::Drawing, Command::Draw) => !self.doing.choosing.chosen.is_empty(),
            (Stand::After, Command::Editor) => true,
            (Stand::Drawing | Stand::After, _) => false,
        }
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match (self.stand(), command) {
            (_, Command::NextPart) => return self.forward(),
            (_, Command::PreviousPart) => return self.backward(),
            (Stand::Picking, Command::Add) => self.choose.focus_own(),
            (Stand::Picking, _) => {
                let acts = self.choose.command(cx, command);
                self.take();
                return acts;
            }
            (_, Command::Up) => self.at = self.at.saturating_sub(1),
            (_, Command::Down) => self.at = (self.at + 1).min(self.last()),
            (Stand::Drawing, Command::Draw) => return self.draw_lots(cx),
            (Stand::Drawing, Command::Enter) if self.on_day_field() => {
                return vec![Act::Run(Command::Save)];
            }
            (Stand::Drawing, Command::Enter) if self.at == LOT => return self.draw_lots(cx),
            (Stand::Drawing, Command::Enter) if self.on_drawn() => self.at = self.day_stop(),
            (Stand::Drawing, Command::Enter) => return self.by_hand(self.at),
            (Stand::After, Command::Editor) => {
                let text = self.field().map(|editor| editor.text());
                return text.map(Act::Edit).into_iter().collect();
            }
            (Stand::Drawing | Stand::After, _) => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Act> {
        match self.stand() {
            Stand::Picking => self.choose.key(key),
            Stand::Drawing | Stand::After => Vec::new(),
        }
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        if let Target::Choice(PARTS, part) = target {
            let stand = Stand::ALL.get(part).copied();
            return stand.map(|stand| self.go(stand)).unwrap_or_default();
        }
        match (self.stand(), target) {
            (Stand::Picking, _) => {
                let acts = self.choose.click(target);
                self.take();
                return acts;
            }
            // Lots are drawn where it is known what time it is.
            (Stand::Drawing, Target::Item(LOT)) => return vec![Act::Run(Command::Draw)],
            (Stand::Drawing, Target::Item(stop)) if stop < self.day_stop() => {
                return self.by_hand(stop);
            }
            (Stand::Drawing, Target::Text(_) | Target::Item(_)) => self.at = self.day_stop(),
            (Stand::After, Target::Text(place) | Target::Item(place)) => {
                self.at = place.min(1);
            }
            (Stand::Drawing | Stand::After, _) => {}
        }
        Vec::new()
    }

    fn show(&mut self, problem: &Problem) {
        let stop = match problem.part.as_deref() {
            Some("drawn") => LOT,
            Some("on") => self.day_stop(),
            Some(_) | None => return,
        };
        self.go(Stand::Drawing);
        self.at = stop;
    }

    fn enter_hint(&self) -> Option<String> {
        let drawn = self.doing.drawn.is_some();
        match self.stand() {
            Stand::Picking => self.choose.enter_hint(),
            Stand::Drawing if self.on_day_field() => Some("save".to_owned()),
            Stand::Drawing if self.at == LOT && drawn => Some("draw again".to_owned()),
            Stand::Drawing if self.at == LOT => Some("draw one".to_owned()),
            Stand::Drawing if self.on_drawn() => Some("its day".to_owned()),
            Stand::Drawing => Some("this one".to_owned()),
            Stand::After => None,
        }
    }

    fn caret(&self) -> usize {
        let field = match (self.stand(), self.at) {
            (Stand::Picking, _) => return 0,
            (Stand::Drawing, _) if !self.on_day_field() => return 0,
            (Stand::Drawing, _) => DAY,
            (Stand::After, 0) => NEAR,
            (Stand::After, _) => FAR,
        };
        caret_among(self.fields(), field)
    }
}
