//! The help page: the same for everyone, one key away everywhere, and nothing about it is stored.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::super::command::{Command, Place};
use super::super::sheet::{Row, Sheet, wrapped};
use super::super::view::{Act, Cx, Size, View};

pub struct HelpPage;

impl View for HelpPage {
    fn place(&self) -> Place {
        Place::Help
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        cx.pack.help.title.to_lowercase()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        let (theme, help) = (cx.theme, &cx.pack.help);
        if !help.helplines.is_empty() {
            sheet.line("End  whom to call", theme.dim);
            sheet.gap();
        }
        sheet.prose(help.opening.trim(), theme.text, 0);
        for section in &help.sections {
            sheet.gap();
            sheet.prose(&section.title, theme.strong, 0);
            for line in section.text.trim().lines() {
                let point = line.strip_prefix("- ");
                let room = size.width.saturating_sub(2);
                match point {
                    None => sheet.prose(line, theme.text, 0),
                    Some(point) => {
                        for (at, text) in wrapped(point, room).into_iter().enumerate() {
                            let sign = if at == 0 { "-" } else { "" };
                            sheet.row(
                                Row::new()
                                    .text(sign, theme.text)
                                    .at(2)
                                    .text(text, theme.text),
                            );
                        }
                    }
                }
            }
        }
        if !help.helplines.is_empty() {
            sheet.gap();
            sheet.line("People to call or write to", theme.strong);
        }
        for line in &help.helplines {
            sheet.gap();
            let row = Row::new()
                .text(line.place.clone(), theme.dim)
                .text("  ", theme.dim);
            sheet.row(row.text(line.reach.clone(), theme.strong));
            let checked = line.checked.format("%-d %B %Y");
            let about = format!("{}: {} (checked {checked})", line.name, line.about);
            sheet.prose(&about, theme.text, 2);
        }
        sheet
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        matches!(
            command,
            Command::Back | Command::Up | Command::Down | Command::PageUp | Command::PageDown
        )
    }

    fn key(&mut self, _cx: &Cx<'_>, key: KeyEvent) -> Vec<Act> {
        match key.code {
            // The numbers to call stand last.
            KeyCode::End => vec![Act::Scroll(i32::MAX)],
            KeyCode::Home => vec![Act::ScrollTop],
            _ => Vec::new(),
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        vec![match command {
            Command::Up => Act::Scroll(-1),
            Command::Down => Act::Scroll(1),
            Command::PageUp => Act::ScrollPage(-1),
            Command::PageDown => Act::ScrollPage(1),
            _ => Act::Back,
        }]
    }
}
