//! What came of a change of keys. A recovery code is shown here once, and left when it is on paper.

use zeroize::Zeroizing;

use super::words;
use crate::domain::{RecoveryCode, protection};
use crate::tui::canvas::Target;
use crate::tui::guard::Purpose;
use crate::tui::msg::NewKeys;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::{Act, Cx};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::Field;

/// So many groups of the code stand in a line.
const GROUPS: usize = 4;

pub struct Done {
    purpose: Purpose,
    recovery: Option<RecoveryCode>,
    /// Files that may still hold text in clear.
    findings: Vec<String>,
    /// The end of the code, typed from the paper.
    end: Field,
    /// Whether the way on without paper has the focus.
    no_paper: bool,
}

/// Where that way is, for a click.
pub const NO_PAPER: usize = 1;

/// What is said to whoever goes on without the code.
const WITHOUT: &str = "Nobody has that code now, and it is not shown again. \u{201c}The recovery code\u{201d} in \
                       the settings makes a new one.";

impl Done {
    pub fn new(purpose: Purpose, keys: NewKeys) -> Done {
        Done {
            purpose,
            recovery: keys.recovery,
            findings: keys.findings,
            end: Field::secret("", false),
            no_paper: false,
        }
    }

    /// Whether letters are the end of the code.
    pub fn typing(&self) -> bool {
        self.has_code() && !self.no_paper
    }

    /// To the way on without paper, or back to the code.
    pub fn walk(&mut self, down: bool) {
        self.no_paper = down && self.has_code();
    }

    pub fn has_code(&self) -> bool {
        self.recovery.is_some()
    }

    pub fn field(&mut self) -> Option<&mut Editor> {
        self.typing().then_some(&mut self.end.editor)
    }

    pub fn settle(&mut self, columns: u16) {
        self.end.fill(columns.saturating_sub(2), 1);
    }

    /// Away, once the code is on paper: its end is typed from there, so that no stray key takes the
    /// only sight of it away.
    pub fn leave(&self) -> Vec<Act> {
        if self.no_paper {
            return vec![Act::Back, Act::Say(WITHOUT.to_owned())];
        }
        let typed = Zeroizing::new(self.end.editor.text());
        let copied = |code: &RecoveryCode| {
            let text = code.text();
            let end = text.rsplit('-').next().unwrap_or_default();
            typed.trim().eq_ignore_ascii_case(end)
        };
        vec![match &self.recovery {
            Some(_) if typed.trim().is_empty() => Act::Say(
                "The code is shown only here. Type its last group from your paper to go on."
                    .to_owned(),
            ),
            Some(code) if !copied(code) => Act::Say(
                "That is not the last group. Look at your paper once more: the code is still above."
                    .to_owned(),
            ),
            Some(_) | None => Act::Back,
        }]
    }

    pub fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        let theme = cx.theme;
        sheet.prose(words::done(self.purpose, self.has_code()), theme.strong, 0);
        sheet.gap();
        if let Some(code) = &self.recovery {
            sheet.prose(
                "This is your recovery code. Write it on paper, and keep the paper away from this \
                 machine. It is shown only now, and it is stored nowhere.",
                theme.text,
                0,
            );
            sheet.gap();
            let text = code.text();
            let groups: Vec<&str> = text.split('-').collect();
            for line in groups.chunks(GROUPS) {
                sheet.row(Row::new().at(4).text(line.join("-"), theme.strong));
            }
            sheet.gap();
            let label = "its last group, from the paper";
            sheet.row(Row::new().text(label, theme.dim));
            self.end.on(sheet, 0, 2, !self.no_paper, Vec::new());
            let style = if self.no_paper {
                theme.strong
            } else {
                theme.text
            };
            sheet.focusing(self.no_paper, |sheet| {
                let row = pointer(self.no_paper, cx);
                sheet.row(row.target("I have no paper now", style, Target::Item(NO_PAPER)));
            });
            sheet.gap();
        }
        if !self.findings.is_empty() {
            sheet.prose(
                "These files may still hold text in clear. They are not this program's own, so it left \
                 them where they are:",
                theme.text,
                0,
            );
            for finding in &self.findings {
                sheet.prose(finding, theme.dim, 2);
            }
            sheet.gap();
        }
        let copies = match self.purpose {
            Purpose::Set => protection::COPIES,
            Purpose::Change | Purpose::Renew | Purpose::Recover => {
                "A copy of this book from before, such as a backup, still opens with what opened it \
                 then."
            }
            Purpose::Remove | Purpose::Code => return,
        };
        sheet.prose(copies, theme.dim, 0);
    }
}
