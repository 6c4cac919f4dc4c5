//! The questions before some pages: before something is told, before access, before forgiveness.
//!
//! They are answered in one's head. Nothing is pressed that an answer could be read from, nothing is
//! kept, and the same words follow for everyone.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Route, Size, View};
use super::home::pointer;
use crate::content::Gate;

pub struct GatePage {
    gate: String,
    /// What lies behind it.
    to: Route,
    /// Which question is asked, from 1; past the last comes what is said to everyone.
    asked: usize,
    /// Whether to go on is chosen, once all was asked. The other choice is "not now".
    on: bool,
}

impl GatePage {
    /// The gate before `to`, where there is one that this sitting has not gone through.
    pub fn before(cx: &Cx<'_>, to: &Route) -> Option<GatePage> {
        let (Route::Exercise(item) | Route::OneOf(item, _)) = to else {
            return None;
        };
        let (_, exercise) = cx.pack.exercise(item)?;
        let gate = exercise.gate.as_ref()?;
        let gone = cx.session?.gone_through.contains(gate);
        (!gone && cx.pack.gates.contains_key(gate)).then(|| GatePage {
            gate: gate.clone(),
            to: to.clone(),
            asked: 1,
            on: true,
        })
    }

    fn gate<'a>(&self, cx: &Cx<'a>) -> Option<&'a Gate> {
        cx.pack.gates.get(&self.gate)
    }

    /// Whether every question was asked.
    fn is_through(&self, cx: &Cx<'_>) -> bool {
        let all = self.gate(cx).map_or(0, |g| g.questions(cx.voice()).count());
        self.asked > all
    }

    fn end(&self) -> Vec<Act> {
        vec![if self.on {
            Act::GoThrough {
                gate: self.gate.clone(),
                to: self.to.clone(),
            }
        } else {
            Act::Back
        }]
    }
}

/// Where one goes from here: the page, or back.
const ON: usize = 0;
const NOT_NOW: usize = 1;

impl View for GatePage {
    fn place(&self) -> Place {
        Place::Gate
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let title = self.gate(cx).map(|gate| gate.title.to_lowercase());
        title.unwrap_or_default()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let (theme, voice) = (cx.theme, cx.voice());
        let Some(gate) = self.gate(cx) else {
            return sheet;
        };
        if self.is_through(cx) {
            sheet.prose(gate.closing.get(voice).trim(), theme.text, 0);
            sheet.gap();
            for (place, says) in [(ON, "Go on to the page"), (NOT_NOW, "Not now")] {
                let chosen = self.on == (place == ON);
                let style = if chosen { theme.strong } else { theme.text };
                sheet.focusing(chosen, |sheet| {
                    let row = pointer(chosen, cx).target(says, style, Target::Item(place));
                    sheet.row(row);
                });
            }
            sheet.gap();
            let says = format!("{}  the help page", cx.key(Command::Help));
            let help = Target::Command(Command::Help);
            sheet.row(Row::new().at(2).target(says, theme.dim, help));
            return sheet;
        }
        sheet.prose(gate.opening.get(voice).trim(), theme.dim, 0);
        sheet.gap();
        if let Some(question) = gate.questions(voice).nth(self.asked - 1) {
            sheet.focusing(true, |sheet| {
                sheet.prose(question, theme.strong, 2);
                sheet.gap();
                let says = format!(
                    "{}  when you have thought about it",
                    cx.key_here(Command::Enter)
                );
                let next = Target::Command(Command::Enter);
                sheet.row(Row::new().at(2).target(says, theme.dim, next));
            });
        }
        sheet
    }

    fn can(&self, cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Up | Command::Down => self.is_through(cx),
            _ => matches!(
                command,
                Command::Enter | Command::Back | Command::PageUp | Command::PageDown
            ),
        }
    }

    fn enter_hint(&self, cx: &Cx<'_>) -> Option<String> {
        let says = match (self.is_through(cx), self.on) {
            (false, _) => "next",
            (true, true) => "go on",
            (true, false) => "not now",
        };
        Some(says.to_owned())
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Enter if self.is_through(cx) => return self.end(),
            Command::Enter => {
                self.asked += 1;
                return vec![Act::ScrollTop];
            }
            Command::Up => self.on = true,
            Command::Down => self.on = false,
            Command::PageUp => return vec![Act::ScrollPage(-1)],
            Command::PageDown => return vec![Act::ScrollPage(1)],
            Command::Back => return vec![Act::Back],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place @ (ON | NOT_NOW)) => {
                self.on = place == ON;
                self.end()
            }
            Target::Item(_) | Target::Choice(..) | Target::Text(_) | Target::Command(_) => {
                Vec::new()
            }
        }
    }
}
