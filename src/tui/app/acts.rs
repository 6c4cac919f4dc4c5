//! Commands and what pages ask for, done.

use super::{App, Pending};
use crate::tui::command::Command;
use crate::tui::keys::Keymap;
use crate::tui::layers::Layer;
use crate::tui::msg::Effect;
use crate::tui::view::{Act, Route, Size};

impl App {
    /// Whether a command would do something now.
    pub(in crate::tui) fn can(&self, command: Command) -> bool {
        command.belongs(self.shown().page.view().place())
            && self.shown().page.allows(&self.cx(), command)
    }

    /// Does a command, wherever it came from.
    pub(in crate::tui) fn run(&mut self, command: Command) {
        match command {
            Command::Hide => self.hide(),
            Command::Quit => self.quit(),
            Command::Suspend => {
                self.keep_draft();
                self.effects.push(Effect::Suspend);
            }
            Command::Help
                if matches!(
                    self.shown().page.view().place(),
                    crate::tui::command::Place::Help
                ) =>
            {
                self.back();
            }
            Command::Help => {
                self.layers.clear();
                self.go(Route::Help);
            }
            Command::Keys => {
                let layer = Layer::keys(self);
                self.layers.push(layer);
            }
            Command::Palette => {
                let layer = Layer::palette(self);
                self.layers.push(layer);
            }
            Command::Home => self.go(Route::Home),
            Command::Journal => self.go(Route::Journal { search: false }),
            Command::Calendar => self.go(Route::Calendar),
            Command::Dues => self.go(Route::Dues),
            Command::Revisit => self.revisit(),
            Command::Settings => self.go(Route::Settings),
            Command::NewEntry => self.go(Route::Entry(None)),
            Command::Mark => {
                let today = self.now.wall.date_naive();
                let day = self.shown().page.view().day();
                self.go(Route::Mark(day.filter(|day| *day < today).unwrap_or(today)));
            }
            Command::Trend => self.go(Route::Trend),
            Command::Slipped => {
                if let Some(to) = crate::tui::pages::slipped(&self.cx()) {
                    self.go(to);
                }
            }
            Command::Find => self.layers.push(Layer::find()),
            Command::Copy => {
                let text = self
                    .parts()
                    .1
                    .page
                    .view_mut()
                    .field()
                    .and_then(|editor| editor.selection());
                match text {
                    Some(text) => {
                        self.effects.push(Effect::Copy(text));
                        self.notice =
                            Some("Copied. The clipboard is open to every program.".to_owned());
                    }
                    None => self.quit(),
                }
            }
            // Nothing is chosen that is not seen.
            Command::Enter if self.brings_focus_in() => {}
            Command::Back
            | Command::Enter
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
            | Command::Unfilter => {
                let (cx, shown) = self.parts();
                shown.follow = true;
                let acts = shown.page.view_mut().command(&cx, command);
                self.perform(acts);
            }
        }
    }

    /// Shows what has the focus where it was out of sight. Whether it was.
    fn brings_focus_in(&mut self) -> bool {
        let shown = self.shown();
        let plan = self.plan();
        let size = Size {
            width: plan.body.width,
            ..plan.size()
        };
        let focus = shown.page.view().sheet(&self.cx(), size).focus();
        let seen = shown.scroll..=shown.scroll.saturating_add(plan.body.height);
        let hidden = !shown.follow
            && focus.is_some_and(|rows| !seen.contains(&rows.start) || !seen.contains(&rows.end));
        self.parts().1.follow |= hidden;
        hidden
    }

    pub(super) fn leave(&mut self, how: Effect) {
        self.early.clear();
        // What is being saved as it stands makes its draft good, and a draft behind it would come
        // back as if it were new. The driver sees it through and asks again if it failed.
        let revision = self.shown().page.view().revision();
        let depth = self.stack.len();
        let covered = |pending: &Pending| (pending.revision, pending.depth) == (revision, depth);
        if !self.pending.values().any(covered) {
            self.keep_draft();
        }
        self.keep_unkept();
        self.layers.clear();
        self.effects.push(how);
    }

    pub(in crate::tui) fn perform(&mut self, acts: Vec<Act>) {
        for act in acts {
            self.act(act);
        }
    }

    pub(super) fn act(&mut self, act: Act) {
        match act {
            Act::Go(route) => self.go(route),
            Act::Back => self.back(),
            Act::Do { intent, drop, then } => self.intend(*intent, drop, then),
            Act::DropDraft(key) => {
                self.drafting.done();
                self.unkept.remove(&key);
                if let Some(session) = &mut self.session {
                    session.drafts.remove(&key);
                }
                self.effects.push(Effect::DropDraft(key));
            }
            Act::GoThrough { gate, to } => {
                if let Some(session) = &mut self.session {
                    session.gone_through.insert(gate);
                }
                // The way back from the page leads to where one came from, not to the gate.
                if self.stack.len() > 1 {
                    self.stack.pop();
                }
                self.go(to);
            }
            Act::ThrowAway => {
                if let Some(key) = self.drafting.key.clone() {
                    self.act(Act::DropDraft(key));
                    self.back();
                    self.notice = Some("Thrown away.".to_owned());
                }
            }
            Act::Say(text) => self.notice = Some(text),
            Act::Ask(ask) => self.layers.push(Layer::Ask(ask)),
            Act::Scroll(rows) => self.scroll(rows),
            Act::ScrollTop => {
                let (_, shown) = self.parts();
                shown.scroll = 0;
                shown.follow = false;
            }
            Act::ScrollPage(screens) => {
                let rows = i32::from(self.body_height().saturating_sub(2).max(1));
                self.scroll(screens * rows);
            }
            Act::Create { name, role, keys } => {
                self.role_to_set = Some(role);
                self.keys_to_set = keys;
                self.opening = true;
                self.effects.push(Effect::Create { name, role });
            }
            Act::Unlock(passphrase) => self.unlock(passphrase),
            Act::ChangeKeys(change) => self.change_keys(change),
            Act::DrawLots => {
                let bits = (self.random)();
                self.parts().1.page.view_mut().lots(bits);
            }
            Act::Rename(name) => self.effects.push(Effect::Rename(name)),
            Act::Prefs(prefs) => {
                let (keymap, wrong) = Keymap::new(&prefs.keys);
                if prefs.mouse != self.prefs.mouse {
                    self.effects.push(Effect::Mouse(prefs.mouse));
                }
                self.keymap = keymap;
                self.prefs = (*prefs).clone();
                self.effects.push(Effect::SavePrefs(prefs));
                if let Some(wrong) = wrong.into_iter().next() {
                    self.notice = Some(wrong);
                }
            }
            Act::Edit(_) if self.is_sealed() => {
                self.notice = Some(
                    "Your own editor stays closed where there is a passphrase: it would keep this \
                     text in files of its own, in clear."
                        .to_owned(),
                );
            }
            Act::Edit(text) => {
                self.keep_draft();
                self.effects.push(Effect::RunEditor(text));
            }
            Act::Run(command) => self.run(command),
        }
    }

    pub(in crate::tui) fn scroll(&mut self, rows: i32) {
        let (_, shown) = self.parts();
        shown.follow = false;
        let scroll = i32::from(shown.scroll).saturating_add(rows).max(0);
        shown.scroll = u16::try_from(scroll).unwrap_or(u16::MAX);
    }
}
