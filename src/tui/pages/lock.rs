//! The lock: one field, and nothing of what is behind it.

use zeroize::Zeroizing;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::guard::{Front, Purpose};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size, View};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::passphrase::acts;
use super::passphrase::form::Form;
use super::passphrase::words;
use crate::domain::Passphrase;

pub struct LockPage {
    /// Whose pages are behind it.
    name: String,
    front: Front,
    passphrase: Field,
    /// The form for who has forgotten it, where it is asked for.
    recover: Option<Form>,
}

impl LockPage {
    pub fn new(name: &str, front: Front) -> LockPage {
        LockPage {
            name: name.to_owned(),
            front,
            passphrase: Field::secret("", true),
            recover: None,
        }
    }

    pub fn front(&self) -> Front {
        self.front
    }

    /// Whether something was typed here.
    pub fn is_touched(&self) -> bool {
        !self.passphrase.editor.is_empty() || self.recover.is_some()
    }

    /// Nothing was opened. A wrong passphrase is often nearly the right one, and does not stay.
    pub fn refused(&mut self) {
        self.passphrase = Field::secret("", self.passphrase.editor.is_hidden());
        if let Some(form) = &mut self.recover {
            form.refused();
        }
    }

    /// Forgets what was typed, since whoever typed it has gone.
    pub fn forget(&mut self) {
        *self = LockPage::new(&self.name, self.front);
    }

    fn is_shown(&self) -> bool {
        match &self.recover {
            Some(form) => form.is_shown(),
            None => !self.passphrase.editor.is_hidden(),
        }
    }

    fn open(&self) -> Vec<Act> {
        let text = Zeroizing::new(self.passphrase.editor.text());
        match text.is_empty() {
            true => vec![Act::Say("The passphrase comes first.".to_owned())],
            false => vec![Act::Unlock(Passphrase::typed(&text))],
        }
    }
}

impl View for LockPage {
    fn place(&self) -> Place {
        Place::Lock
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        match self.front {
            Front::Named => "amends".to_owned(),
            Front::Neutral => String::new(),
        }
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let theme = cx.theme;
        if size.height >= 14 {
            sheet.gap();
        }
        if let Some(form) = &self.recover {
            match cx.work {
                Some(work) => sheet.prose(&words::work(work), theme.strong, 0),
                None => {
                    sheet.prose(words::about(Purpose::Recover)[0], theme.text, 0);
                    sheet.gap();
                    form.draw(cx, &mut sheet);
                }
            }
            return sheet;
        }
        if self.front == Front::Named {
            let says = format!("{}\u{2019}s pages are locked.", self.name);
            sheet.prose(&says, theme.strong, 0);
            sheet.gap();
        }
        let label = words::label("passphrase", self.is_shown());
        sheet.row(Row::new().text(label, theme.dim));
        self.passphrase.on(&mut sheet, 0, 2, true, Vec::new());
        sheet.gap();
        match cx.work {
            Some(work) => sheet.prose(&words::work(work), theme.text, 0),
            None => {
                let says = format!("{}  with a recovery code", cx.key(Command::Recovery));
                let target = Target::Command(Command::Recovery);
                sheet.row(Row::new().target(says, theme.dim, target));
            }
        }
        sheet
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size) {
        self.passphrase.fill(size.width.saturating_sub(2), 1);
        if let Some(form) = &mut self.recover {
            form.settle(size.width);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match &mut self.recover {
            Some(form) => form.field(),
            None => Some(&mut self.passphrase.editor),
        }
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        match &mut self.recover {
            Some(form) => form.field_at(place),
            None => Some(&mut self.passphrase.editor),
        }
    }

    fn typing(&self) -> bool {
        self.recover.as_ref().is_none_or(Form::typing)
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match (&self.recover, command) {
            (_, Command::PageUp | Command::PageDown) => true,
            (Some(_), Command::Back) => true,
            (Some(form), command) => form.can(command),
            (None, command) => {
                matches!(command, Command::Enter | Command::Show | Command::Recovery)
            }
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match (&mut self.recover, command) {
            (_, Command::PageUp) => return vec![Act::ScrollPage(-1)],
            (_, Command::PageDown) => return vec![Act::ScrollPage(1)],
            (Some(_), Command::Back) => self.recover = None,
            (Some(form), command) => return acts(form.command(command)),
            (None, Command::Enter) => return self.open(),
            (None, Command::Show) => {
                let hidden = self.passphrase.editor.is_hidden();
                self.passphrase.editor.hide(!hidden);
            }
            (None, Command::Recovery) => {
                self.passphrase = Field::secret("", true);
                self.recover = Some(Form::new(Purpose::Recover));
            }
            (None, _) => {}
        }
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match &mut self.recover {
            Some(form) => acts(form.click(target)),
            None => Vec::new(),
        }
    }

    fn lots(&mut self, bits: [u8; 16]) {
        if let Some(form) = &mut self.recover {
            form.offer(bits);
        }
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Show).then(|| words::show_hint(self.is_shown()))
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        let hint = self.recover.as_ref().map_or("open", Form::enter_hint);
        Some(hint.to_owned())
    }
}
