//! The form of a passphrase: what is asked for one change of keys or another. What is typed into it is
//! in no draft, and gone with the page.

use zeroize::Zeroizing;

use super::words;
use crate::domain::{KeyChange, Passphrase, RecoveryCode, protection};
use crate::tui::canvas::Target;
use crate::tui::command::Command;
use crate::tui::exercises::choose_sign;
use crate::tui::guard::Purpose;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::Cx;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::Field;

/// Something in the form, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Not now: in the welcome alone.
    Later,
    Code,
    Old,
    New,
    Again,
    WithoutCode,
    WithCode,
    Go,
}

/// What a key in the form came to.
pub enum Came {
    Nothing,
    /// Something to be said.
    Says(String),
    /// Bits are wanted, for six words.
    Lots,
    Later,
    Change(KeyChange),
}

pub struct Form {
    purpose: Purpose,
    parts: Vec<Part>,
    at: usize,
    code: Field,
    old: Field,
    new: Field,
    again: Field,
    /// Whether there is to be a recovery code. It is chosen, and not given.
    recovery: Option<bool>,
    /// The six words that are offered.
    words: Option<Zeroizing<String>>,
}

impl Form {
    pub fn new(purpose: Purpose) -> Form {
        let parts = match purpose {
            Purpose::Set => vec![
                Part::New,
                Part::Again,
                Part::WithoutCode,
                Part::WithCode,
                Part::Go,
            ],
            Purpose::Change => vec![Part::Old, Part::New, Part::Again, Part::Go],
            Purpose::Renew => vec![
                Part::Old,
                Part::New,
                Part::Again,
                Part::WithoutCode,
                Part::WithCode,
                Part::Go,
            ],
            Purpose::Remove => vec![Part::Old, Part::Go],
            Purpose::Code => vec![Part::Old, Part::WithoutCode, Part::WithCode, Part::Go],
            Purpose::Recover => vec![Part::Code, Part::New, Part::Again, Part::Go],
        };
        Form {
            purpose,
            parts,
            at: 0,
            code: Field::secret("eight groups of four", false),
            old: Field::secret("", true),
            new: Field::secret("eight characters or more; a few words are best", true),
            again: Field::secret("", true),
            recovery: None,
            words: None,
        }
    }

    /// The form of the welcome, where the first answer is that it can wait.
    pub fn of_welcome() -> Form {
        let mut form = Form::new(Purpose::Set);
        form.parts.insert(0, Part::Later);
        form
    }

    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    fn part(&self) -> Part {
        self.parts[self.at.min(self.parts.len() - 1)]
    }

    /// Whether what is typed can be seen.
    pub fn is_shown(&self) -> bool {
        !self.new.editor.is_hidden()
    }

    /// It was not taken, so what opens the pages is typed anew.
    pub fn refused(&mut self) {
        self.old = Field::secret("", !self.is_shown());
        let first = self.parts.iter().position(|part| *part != Part::Later);
        self.at = first.unwrap_or(0);
    }

    /// Offers six words, and takes them as the passphrase, to be typed once more.
    pub fn offer(&mut self, bits: [u8; 16]) {
        let words = Passphrase::words(bits);
        self.new.editor.set_text(&words);
        self.again.editor.set_text("");
        self.words = Some(words);
        let again = self.parts.iter().position(|part| *part == Part::Again);
        self.at = again.unwrap_or(self.at);
    }

    fn field_of(&mut self, part: Part) -> Option<&mut Field> {
        match part {
            Part::Code => Some(&mut self.code),
            Part::Old => Some(&mut self.old),
            Part::New => Some(&mut self.new),
            Part::Again => Some(&mut self.again),
            Part::Later | Part::WithoutCode | Part::WithCode | Part::Go => None,
        }
    }

    pub fn field(&mut self) -> Option<&mut Editor> {
        self.field_of(self.part()).map(|field| &mut field.editor)
    }

    pub fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        let part = *self.parts.get(place)?;
        self.field_of(part).map(|field| &mut field.editor)
    }

    pub fn typing(&self) -> bool {
        match self.part() {
            Part::Code | Part::Old | Part::New | Part::Again => true,
            Part::Later | Part::WithoutCode | Part::WithCode | Part::Go => false,
        }
    }

    pub fn settle(&mut self, columns: u16) {
        for field in [
            &mut self.code,
            &mut self.old,
            &mut self.new,
            &mut self.again,
        ] {
            field.fill(columns.saturating_sub(2), 1);
        }
    }

    pub fn can(&self, command: Command) -> bool {
        match command {
            Command::Words => self.parts.contains(&Part::New),
            _ => matches!(
                command,
                Command::Enter
                    | Command::Up
                    | Command::Down
                    | Command::NextPart
                    | Command::PreviousPart
                    | Command::Show
            ),
        }
    }

    pub fn command(&mut self, command: Command) -> Came {
        let last = self.parts.len() - 1;
        match command {
            Command::Up | Command::PreviousPart => self.at = self.at.saturating_sub(1),
            Command::Down | Command::NextPart => self.at = (self.at + 1).min(last),
            Command::Enter => return self.enter(),
            Command::Words => return Came::Lots,
            Command::Show => {
                let hidden = self.is_shown();
                for field in [&mut self.old, &mut self.new, &mut self.again] {
                    field.editor.hide(hidden);
                }
            }
            _ => {}
        }
        Came::Nothing
    }

    fn enter(&mut self) -> Came {
        match self.part() {
            Part::Later => return Came::Later,
            Part::Code | Part::Old | Part::New | Part::Again => self.at += 1,
            Part::WithoutCode => self.recovery = Some(false),
            Part::WithCode => self.recovery = Some(true),
            Part::Go => {
                return match self.change() {
                    Ok(change) => Came::Change(change),
                    Err((part, says)) => {
                        let at = self.parts.iter().position(|other| *other == part);
                        self.at = at.unwrap_or(self.at);
                        Came::Says(says)
                    }
                };
            }
        }
        Came::Nothing
    }

    pub fn click(&mut self, target: Target) -> Came {
        match target {
            Target::Item(place) if place < self.parts.len() => {
                self.at = place;
                self.enter()
            }
            Target::Text(place) => {
                self.at = place.min(self.parts.len() - 1);
                Came::Nothing
            }
            Target::Item(_) | Target::Choice(..) | Target::Command(_) => Came::Nothing,
        }
    }

    /// What is asked for, or the part that is not right and why.
    fn change(&self) -> Result<KeyChange, (Part, String)> {
        let old = || {
            let text = Zeroizing::new(self.old.editor.text());
            let empty = "Your passphrase as it is now comes first.".to_owned();
            (!text.is_empty())
                .then(|| Passphrase::typed(&text))
                .ok_or((Part::Old, empty))
        };
        Ok(match self.purpose {
            Purpose::Set => KeyChange::Set {
                new: self.chosen()?,
                recovery: self.recovery()?,
            },
            Purpose::Change => KeyChange::Change {
                old: old()?,
                new: self.another(&old()?)?,
            },
            Purpose::Renew => KeyChange::Renew {
                old: old()?,
                new: self.another(&old()?)?,
                recovery: self.recovery()?,
            },
            Purpose::Remove => KeyChange::Remove { old: old()? },
            Purpose::Code => KeyChange::Code {
                old: old()?,
                wanted: self.recovery()?,
            },
            Purpose::Recover => {
                let code = Zeroizing::new(self.code.editor.text());
                let code = RecoveryCode::read(&code);
                let code = code.ok_or((Part::Code, words::NO_CODE.to_owned()))?;
                let new = self.chosen()?;
                KeyChange::Recover { code, new }
            }
        })
    }

    /// The new passphrase, typed twice.
    fn chosen(&self) -> Result<Passphrase, (Part, String)> {
        let new = Zeroizing::new(self.new.editor.text());
        let again = Zeroizing::new(self.again.editor.text());
        let new = Passphrase::chosen(&new).map_err(|why| (Part::New, why.to_string()))?;
        if Passphrase::typed(&again) == new {
            Ok(new)
        } else {
            Err((Part::Again, words::NOT_THE_SAME.to_owned()))
        }
    }

    fn another(&self, old: &Passphrase) -> Result<Passphrase, (Part, String)> {
        let new = self.chosen()?;
        if new == *old {
            return Err((Part::New, words::THE_OLD_ONE.to_owned()));
        }
        Ok(new)
    }

    fn recovery(&self) -> Result<bool, (Part, String)> {
        let says = "Choose first: with a recovery code, or without one.".to_owned();
        self.recovery.ok_or((Part::WithoutCode, says))
    }

    pub fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        for (place, part) in self.parts.iter().enumerate() {
            let focused = place == self.at;
            let style = if focused { theme.strong } else { theme.text };
            let target = Target::Item(place);
            let field = |sheet: &mut Sheet<'a>, label: &str, field: &'a Field| {
                let label = words::label(label, self.is_shown());
                sheet.row(Row::new().target(label, theme.dim, Target::Text(place)));
                field.on(sheet, place, 2, focused, Vec::new());
            };
            let row = |sheet: &mut Sheet<'a>, says: &str| {
                sheet.focusing(focused, |sheet| {
                    sheet.row(pointer(focused, cx).target(says, style, target));
                });
            };
            let choice = |sheet: &mut Sheet<'a>, chosen: bool, says: &str| {
                let sign = choose_sign(chosen, theme);
                let room = sheet.width.saturating_sub(4);
                sheet.focusing(focused, |sheet| {
                    for (line, text) in crate::tui::sheet::wrapped(says, room).iter().enumerate() {
                        let row = match line {
                            0 => pointer(focused, cx).target(sign, style, target),
                            _ => Row::new(),
                        };
                        sheet.row(row.at(4).target(text.clone(), style, target));
                    }
                });
            };
            match part {
                Part::Later => {
                    row(sheet, words::LATER);
                    sheet.gap();
                }
                Part::Code => field(sheet, "the recovery code", &self.code),
                Part::Old => field(sheet, "the passphrase as it is now", &self.old),
                Part::New => {
                    self.draw_words(cx, sheet);
                    let label = match self.purpose {
                        Purpose::Set => "a passphrase",
                        Purpose::Change
                        | Purpose::Renew
                        | Purpose::Remove
                        | Purpose::Code
                        | Purpose::Recover => "the new passphrase",
                    };
                    field(sheet, label, &self.new);
                }
                Part::Again => field(sheet, "the same once more", &self.again),
                Part::WithoutCode => {
                    sheet.gap();
                    choice(
                        sheet,
                        self.recovery == Some(false),
                        protection::WITHOUT_CODE,
                    );
                }
                Part::WithCode => choice(sheet, self.recovery == Some(true), protection::WITH_CODE),
                Part::Go => {
                    sheet.gap();
                    row(sheet, words::go(self.purpose));
                }
            }
        }
    }

    fn draw_words(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let key = cx.key(Command::Words);
        match &self.words {
            None => sheet.prose(&words::offers(&key), cx.theme.dim, 0),
            Some(words) => {
                sheet.prose(words, cx.theme.strong, 0);
                sheet.prose(&words::offered(&key), cx.theme.dim, 0);
                sheet.gap();
            }
        }
    }

    pub fn enter_hint(&self) -> &'static str {
        match self.part() {
            Part::Later => "begin",
            Part::Code | Part::Old | Part::New | Part::Again => "next",
            Part::WithoutCode | Part::WithCode => "choose",
            Part::Go => match self.purpose {
                Purpose::Recover => "open",
                Purpose::Set
                | Purpose::Change
                | Purpose::Renew
                | Purpose::Remove
                | Purpose::Code => "do it",
            },
        }
    }
}
