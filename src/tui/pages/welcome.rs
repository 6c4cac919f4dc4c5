//! The welcome: what this is, what is not protected, a name, a role, a passphrase. Nothing is stored
//! before the end.

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet};
use super::super::view::{Act, Cx, Size, View};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::Field;
use super::home::pointer;
use super::passphrase::form::{Came, Form};
use super::passphrase::words;
use crate::domain::{KeyChange, Role, protection};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Leaf {
    #[default]
    What,
    NotProtected,
    Name,
    Role,
    Passphrase,
}

pub struct Welcome {
    leaf: Leaf,
    name: Field,
    role: usize,
    form: Form,
    /// The book is being made.
    making: bool,
}

/// The order on the page. Leaving it open comes first and is what Enter takes.
const ROLES: [Role; 4] = [Role::Undecided, Role::Hurt, Role::Broke, Role::Both];

impl Default for Welcome {
    fn default() -> Welcome {
        Welcome {
            leaf: Leaf::What,
            name: Field::line("", "a name, initials, anything"),
            role: 0,
            form: Form::of_welcome(),
            making: false,
        }
    }
}

impl Welcome {
    /// Whether something is typed on this leaf.
    pub fn has_fields(&self) -> bool {
        match self.leaf {
            Leaf::Name | Leaf::Passphrase => true,
            Leaf::What | Leaf::NotProtected | Leaf::Role => false,
        }
    }

    fn next(&mut self) -> Vec<Act> {
        self.leaf = match self.leaf {
            Leaf::What => Leaf::NotProtected,
            Leaf::NotProtected => Leaf::Name,
            Leaf::Name if self.name.editor.text().trim().is_empty() => {
                return vec![Act::Say("Initials or a made-up name will do.".to_owned())];
            }
            Leaf::Name => Leaf::Role,
            Leaf::Role | Leaf::Passphrase => Leaf::Passphrase,
        };
        vec![Act::ScrollTop]
    }

    fn back(&mut self) -> Vec<Act> {
        self.leaf = match self.leaf {
            Leaf::What | Leaf::NotProtected => Leaf::What,
            Leaf::Name => Leaf::NotProtected,
            Leaf::Role => Leaf::Name,
            Leaf::Passphrase => Leaf::Role,
        };
        vec![Act::ScrollTop]
    }

    fn make(&mut self, keys: Option<KeyChange>) -> Vec<Act> {
        if std::mem::replace(&mut self.making, true) {
            return Vec::new();
        }
        vec![Act::Create {
            name: self.name.editor.text(),
            role: ROLES[self.role],
            keys,
        }]
    }

    fn of_form(&mut self, came: Came) -> Vec<Act> {
        match came {
            Came::Nothing => Vec::new(),
            Came::Says(says) => vec![Act::Say(says)],
            Came::Lots => vec![Act::DrawLots],
            Came::Later => self.make(None),
            Came::Change(change) => self.make(Some(change)),
        }
    }
}

impl View for Welcome {
    fn place(&self) -> Place {
        Place::Welcome
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        let leaf = match self.leaf {
            Leaf::What => 1,
            Leaf::NotProtected => 2,
            Leaf::Name => 3,
            Leaf::Role => 4,
            Leaf::Passphrase => 5,
        };
        format!("welcome \u{b7} {leaf} of 5")
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let (theme, welcome) = (cx.theme, &cx.pack.welcome);
        let roomy = match self.leaf {
            // In a terminal of 24 rows all that can be chosen is seen at once.
            Leaf::Passphrase => 22,
            Leaf::What | Leaf::NotProtected | Leaf::Name | Leaf::Role => 14,
        };
        if size.height >= roomy {
            sheet.gap();
        }
        match self.leaf {
            Leaf::What => sheet.prose(welcome.what.trim(), theme.text, 0),
            Leaf::NotProtected => {
                sheet.line("What is protected, and what is not", theme.strong);
                sheet.gap();
                sheet.prose(protection::IN_CLEAR, theme.text, 0);
                sheet.gap();
                for line in &welcome.not_protected {
                    let dash = if theme.ascii { "-" } else { "\u{2013}" };
                    for (place, text) in super::super::sheet::wrapped(line, size.width - 2)
                        .into_iter()
                        .enumerate()
                    {
                        let row = if place == 0 {
                            Row::new().text(dash, theme.dim)
                        } else {
                            Row::new()
                        };
                        sheet.row(row.at(2).text(text, theme.text));
                    }
                }
            }
            Leaf::Name => {
                sheet.line("What may this book call you?", theme.strong);
                sheet.prose("It stands in clear in the book's folder.", theme.dim, 0);
                sheet.gap();
                self.name.on(&mut sheet, 0, 2, true, Vec::new());
            }
            Leaf::Role => {
                sheet.prose(welcome.role_question.trim(), theme.text, 0);
                sheet.gap();
                for (place, role) in ROLES.iter().enumerate() {
                    let focused = place == self.role;
                    let style = if focused { theme.strong } else { theme.text };
                    let name = welcome
                        .roles
                        .get(role.name())
                        .map_or(role.name(), String::as_str);
                    sheet.focusing(focused, |sheet| {
                        sheet.row(pointer(focused, cx).target(name, style, Target::Item(place)));
                    });
                }
            }
            Leaf::Passphrase => {
                sheet.line("A passphrase, if you like", theme.strong);
                sheet.prose(protection::PROTECTS, theme.text, 0);
                sheet.gap();
                self.form.draw(cx, &mut sheet);
            }
        }
        sheet
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size) {
        self.name.fill(size.width.saturating_sub(2), 1);
        self.form.settle(size.width);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match self.leaf {
            Leaf::Name => Some(&mut self.name.editor),
            Leaf::Passphrase => self.form.field(),
            Leaf::What | Leaf::NotProtected | Leaf::Role => None,
        }
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        match self.leaf {
            Leaf::Passphrase => self.form.field_at(place),
            Leaf::What | Leaf::NotProtected | Leaf::Name | Leaf::Role => self.field(),
        }
    }

    fn typing(&self) -> bool {
        match self.leaf {
            Leaf::Name => true,
            Leaf::Passphrase => self.form.typing(),
            Leaf::What | Leaf::NotProtected | Leaf::Role => false,
        }
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Enter | Command::PageUp | Command::PageDown => true,
            Command::Back => self.leaf != Leaf::What,
            _ if self.leaf == Leaf::Passphrase => self.form.can(command),
            Command::Up | Command::Down => self.leaf != Leaf::Name,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Back => return self.back(),
            Command::PageUp => return vec![Act::ScrollPage(-1)],
            Command::PageDown => return vec![Act::ScrollPage(1)],
            _ if self.leaf == Leaf::Passphrase => {
                let came = self.form.command(command);
                return self.of_form(came);
            }
            Command::Enter => return self.next(),
            Command::Up if self.leaf == Leaf::Role => self.role = self.role.saturating_sub(1),
            Command::Down if self.leaf == Leaf::Role => {
                self.role = (self.role + 1).min(ROLES.len() - 1);
            }
            Command::Up => return vec![Act::Scroll(-1)],
            Command::Down => return vec![Act::Scroll(1)],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match (target, self.leaf) {
            (Target::Item(place), Leaf::Role) => self.role = place.min(ROLES.len() - 1),
            (_, Leaf::Passphrase) => {
                let came = self.form.click(target);
                return self.of_form(came);
            }
            (_, Leaf::What | Leaf::NotProtected | Leaf::Name | Leaf::Role) => {}
        }
        Vec::new()
    }

    fn lots(&mut self, bits: [u8; 16]) {
        self.form.offer(bits);
    }

    fn refresh(&mut self, _cx: &Cx<'_>) {
        self.making = false;
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Show).then(|| words::show_hint(self.form.is_shown()))
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        Some(
            if self.leaf == Leaf::Passphrase {
                self.form.enter_hint()
            } else {
                "go on"
            }
            .to_owned(),
        )
    }
}
