//! The page of a passphrase: the form, what is being done, and what came of it.

mod done;
pub mod form;
pub mod words;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::guard::Purpose;
use super::super::msg::NewKeys;
use super::super::sheet::Sheet;
use super::super::view::{Act, Cx, Size, View};
use super::super::widgets::editor::Editor;
use done::{Done, NO_PAPER};
use form::{Came, Form};

pub struct PassphrasePage {
    form: Form,
    /// What came of it, once it is done.
    done: Option<Done>,
}

impl PassphrasePage {
    pub fn new(purpose: Purpose) -> PassphrasePage {
        PassphrasePage {
            form: Form::new(purpose),
            done: None,
        }
    }

    /// The keys are changed. What was typed is forgotten.
    pub fn changed(&mut self, keys: NewKeys) {
        let purpose = self.form.purpose();
        self.form = Form::new(purpose);
        self.done = Some(Done::new(purpose, keys));
    }

    /// The keys are as they were.
    pub fn refused(&mut self) {
        self.form.refused();
    }

    /// Whether something is typed here.
    pub fn has_fields(&self) -> bool {
        self.done.as_ref().is_none_or(Done::has_code)
    }

    /// Whether a code stands on it that is shown nowhere else.
    pub fn has_code(&self) -> bool {
        self.done.as_ref().is_some_and(Done::has_code)
    }
}

/// What a page does with what came of a key in its form.
pub fn acts(came: Came) -> Vec<Act> {
    match came {
        Came::Nothing | Came::Later => Vec::new(),
        Came::Says(says) => vec![Act::Say(says)],
        Came::Lots => vec![Act::DrawLots],
        Came::Change(change) => vec![Act::ChangeKeys(change)],
    }
}

impl View for PassphrasePage {
    fn place(&self) -> Place {
        Place::Passphrase
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        words::title(self.form.purpose()).to_owned()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        if let Some(work) = cx.work {
            sheet.gap();
            sheet.prose(&words::work(work), cx.theme.strong, 0);
            sheet.gap();
            sheet.prose(
                "It goes on by itself. If the machine is cut off meanwhile, it is finished when the \
                 book is opened next.",
                cx.theme.dim,
                0,
            );
            return sheet;
        }
        if let Some(done) = &self.done {
            done.draw(cx, &mut sheet);
            return sheet;
        }
        for (place, paragraph) in words::about(self.form.purpose()).iter().enumerate() {
            if place > 0 {
                sheet.gap();
            }
            sheet.prose(paragraph, cx.theme.text, 0);
        }
        sheet.gap();
        self.form.draw(cx, &mut sheet);
        sheet
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size) {
        self.form.settle(size.width);
        if let Some(done) = &mut self.done {
            done.settle(size.width);
        }
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match &mut self.done {
            Some(done) => done.field(),
            None => self.form.field(),
        }
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        match &mut self.done {
            Some(done) => done.field(),
            None => self.form.field_at(place),
        }
    }

    fn typing(&self) -> bool {
        match &self.done {
            Some(done) => done.typing(),
            None => self.form.typing(),
        }
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            // The code is left by its last group, or by saying that there is no paper.
            Command::Back => !self.has_code(),
            Command::NextPart | Command::PreviousPart if self.has_code() => true,
            Command::Enter | Command::PageUp | Command::PageDown => true,
            Command::Up | Command::Down if self.done.is_some() => true,
            _ => self.done.is_none() && self.form.can(command),
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match (command, &mut self.done) {
            (Command::Down | Command::NextPart, Some(done)) if done.has_code() => {
                done.walk(true);
                Vec::new()
            }
            (Command::Up | Command::PreviousPart, Some(done)) if done.has_code() => {
                done.walk(false);
                Vec::new()
            }
            (Command::PageUp, _) => vec![Act::ScrollPage(-1)],
            (Command::PageDown, _) => vec![Act::ScrollPage(1)],
            (Command::Up, Some(_)) => vec![Act::Scroll(-1)],
            (Command::Down, Some(_)) => vec![Act::Scroll(1)],
            (Command::Enter | Command::Back, Some(done)) => done.leave(),
            (Command::Back, None) => vec![Act::Back],
            (_, None) => acts(self.form.command(command)),
            (_, Some(_)) => Vec::new(),
        }
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match &mut self.done {
            Some(done) if target == Target::Item(NO_PAPER) => {
                done.walk(true);
                done.leave()
            }
            Some(done) => {
                done.walk(false);
                Vec::new()
            }
            None => acts(self.form.click(target)),
        }
    }

    fn lots(&mut self, bits: [u8; 16]) {
        self.form.offer(bits);
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Show).then(|| words::show_hint(self.form.is_shown()))
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        let hint = match &self.done {
            Some(_) => "go on",
            None => self.form.enter_hint(),
        };
        Some(hint.to_owned())
    }
}
