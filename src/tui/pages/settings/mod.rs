//! Settings: name, role, passphrase, theme, mouse, keys.

mod capture;

use ratatui::crossterm::event::KeyEvent;

use crate::domain::{Intent, Profile, Protection, Role};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place, TABLE};
use crate::tui::exercises::choose_sign;
use crate::tui::guard::Purpose;
use crate::tui::pages::pointer;
use crate::tui::prefs::Hiding;
use crate::tui::sheet::Sheet;
use crate::tui::theme::ThemeName;
use crate::tui::view::{Act, Cx, Route, Size, Then, View};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::Field;

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Name,
    Role(Role),
    Passphrase(Purpose),
    /// After how many minutes it locks by itself; 0 is never.
    Idle(u32),
    Hiding(Hiding),
    Theme(ThemeName),
    Mouse,
    Offers,
    Key(Command),
}

/// Other pages stand on the path from now on, and nobody is to think that theirs are gone.
const ROLE_CHANGED: &str = "Changed. The path shows the pages for this now, and all that you answered \
                            is kept.";

/// The minutes that are on offer.
const IDLE: [u32; 5] = [0, 1, 5, 10, 30];

pub struct Settings {
    items: Vec<Item>,
    at: usize,
    name: Field,
    /// The command whose new key is waited for.
    capturing: Option<Command>,
}

/// All that can be set, from top to bottom.
fn items(cx: &Cx<'_>) -> Vec<Item> {
    let mut items = vec![Item::Name];
    items.extend(Role::ALL.map(Item::Role));
    match cx.session.map(|session| session.protection) {
        None => {}
        Some(Protection::Clear) => items.push(Item::Passphrase(Purpose::Set)),
        Some(Protection::Sealed) => {
            let changes = [
                Purpose::Change,
                Purpose::Renew,
                Purpose::Code,
                Purpose::Remove,
            ];
            items.extend(changes.map(Item::Passphrase));
            items.extend(IDLE.map(Item::Idle));
            items.extend(Hiding::ALL.map(Item::Hiding));
        }
    }
    items.extend(ThemeName::ALL.map(Item::Theme));
    items.extend([Item::Mouse, Item::Offers]);
    items.extend(TABLE.iter().map(|row| Item::Key(row.command)));
    items
}

impl Settings {
    pub fn new(cx: &Cx<'_>) -> Settings {
        let name = cx.session.map_or("", |session| session.me.name.as_str());
        let items = items(cx);
        // On the role that is chosen, so that an Enter too many changes nothing.
        let role = Item::Role(cx.voice().role);
        Settings {
            at: items.iter().position(|item| *item == role).unwrap_or(1),
            items,
            name: Field::line(name, "a name, initials, anything"),
            capturing: None,
        }
    }

    /// Whether the next key is wanted as it is.
    pub fn captures(&self) -> bool {
        self.capturing.is_some()
    }

    fn item(&self) -> Item {
        self.items[self.at.min(self.items.len() - 1)]
    }

    fn choose(&mut self, cx: &Cx<'_>) -> Vec<Act> {
        let mut prefs = cx.prefs.clone();
        match self.item() {
            Item::Name => {
                let name = self.name.editor.text().trim().to_owned();
                if name.is_empty() {
                    return vec![Act::Say("Initials or a made-up name will do.".to_owned())];
                }
                return vec![Act::Rename(name)];
            }
            Item::Role(role) if role == cx.voice().role => {
                return vec![Act::Say("This is chosen already.".to_owned())];
            }
            Item::Role(role) => {
                let setting = cx.voice().setting;
                return vec![Act::Do {
                    intent: Box::new(Intent::SetProfile(Profile { role, setting })),
                    drop: None,
                    then: Then::Say(ROLE_CHANGED),
                }];
            }
            Item::Passphrase(purpose) => return vec![Act::Go(Route::Passphrase(purpose))],
            Item::Idle(minutes) => prefs.idle_minutes = minutes,
            Item::Hiding(hiding) => prefs.hiding = hiding,
            Item::Theme(theme) => prefs.theme = theme,
            Item::Mouse => prefs.mouse = !prefs.mouse,
            Item::Offers => prefs.offers = !prefs.offers,
            Item::Key(command) => {
                self.capturing = Some(command);
                return Vec::new();
            }
        }
        vec![Act::Prefs(Box::new(prefs))]
    }

    fn draw_item<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>, place: usize) {
        let theme = cx.theme;
        let focused = place == self.at;
        let style = if focused { theme.strong } else { theme.text };
        let target = Target::Item(place);
        let option = |chosen: bool, text: &str, about: &str| {
            pointer(focused, cx)
                .target(
                    format!("{} {text}", choose_sign(chosen, theme)),
                    style,
                    target,
                )
                .text("  ", theme.dim)
                .text(about.to_owned(), theme.dim)
        };
        let row = match self.items[place] {
            Item::Name => {
                self.name.on(sheet, place, 2, focused, Vec::new());
                return;
            }
            Item::Role(role) => {
                let name = cx.pack.welcome.roles.get(role.name());
                let name = name.map_or(role.name(), String::as_str);
                option(cx.voice().role == role, name, "")
            }
            Item::Passphrase(purpose) => {
                let (says, about) = passphrase(purpose);
                let row = pointer(focused, cx).target(says, style, target);
                row.at(24).target(about, theme.dim, target)
            }
            Item::Idle(minutes) => {
                let says = match minutes {
                    0 => "never".to_owned(),
                    1 => "a minute".to_owned(),
                    n => format!("{n} minutes"),
                };
                option(cx.prefs.idle_minutes == minutes, &says, "")
            }
            Item::Hiding(hiding) => {
                let (says, about) = match hiding {
                    Hiding::Leave => ("leave", "the program is gone"),
                    Hiding::Stay => ("stay", "an empty screen; any key brings the lock"),
                };
                option(cx.prefs.hiding == hiding, says, about)
            }
            Item::Theme(name) => option(cx.prefs.theme == name, name.name(), name.about()),
            Item::Mouse => option(
                cx.prefs.mouse,
                "mouse",
                "off leaves the terminal's own selection alone",
            ),
            Item::Offers => option(
                cx.prefs.offers,
                "look back",
                "home names one thing from earlier, when there is one",
            ),
            Item::Key(command) => {
                let keys = cx
                    .keymap
                    .keys(command)
                    .iter()
                    .map(|chord| chord.spelled(theme.ascii));
                let keys = keys.collect::<Vec<_>>().join(", ");
                pointer(focused, cx)
                    .target(
                        keys,
                        if focused { theme.strong } else { theme.accent },
                        target,
                    )
                    .at(24)
                    .target(command.row().title, style, target)
            }
        };
        sheet.focusing(focused, |sheet| sheet.row(row));
    }
}

impl View for Settings {
    fn place(&self) -> Place {
        Place::Settings
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        "settings".to_owned()
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        for (place, item) in self.items.iter().enumerate() {
            let heading = match item {
                Item::Name => Some("name, in clear on disk; Enter saves it"),
                Item::Role(Role::Hurt) => Some("what happened, seen from you; only you choose it"),
                Item::Passphrase(Purpose::Set | Purpose::Change) => Some("passphrase"),
                Item::Idle(0) => Some("lock by itself, when no key was pressed for"),
                Item::Hiding(Hiding::Leave) => Some("what hiding does"),
                Item::Theme(ThemeName::Auto) => Some("theme"),
                Item::Mouse => Some("mouse"),
                Item::Offers => Some("home"),
                Item::Key(Command::Hide) => Some("keys: Enter, then the new key"),
                Item::Role(_)
                | Item::Passphrase(_)
                | Item::Idle(_)
                | Item::Hiding(_)
                | Item::Theme(_)
                | Item::Key(_) => None,
            };
            if let Some(heading) = heading {
                if place > 0 {
                    sheet.gap();
                }
                sheet.prose(heading, cx.theme.dim, 0);
            }
            self.draw_item(cx, &mut sheet, place);
        }
        sheet
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        Some(capture::asks(cx, self.capturing?, size))
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size) {
        self.name.grow(size.width.saturating_sub(2), 1..=1);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.typing().then_some(&mut self.name.editor)
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        self.capturing.is_none() && self.item() == Item::Name
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        // While a key is waited for, every key is that key.
        self.capturing.is_none()
            && matches!(
                command,
                Command::Back
                    | Command::Enter
                    | Command::Up
                    | Command::Down
                    | Command::NextPart
                    | Command::PreviousPart
                    | Command::PageUp
                    | Command::PageDown
            )
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        let last = self.items.len() - 1;
        match command {
            Command::Back => return vec![Act::Back],
            Command::Enter => return self.choose(cx),
            Command::Up | Command::PreviousPart => self.at = self.at.saturating_sub(1),
            Command::Down | Command::NextPart => self.at = (self.at + 1).min(last),
            Command::PageUp => self.at = self.at.saturating_sub(10),
            Command::PageDown => self.at = (self.at + 10).min(last),
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, cx: &Cx<'_>, key: KeyEvent) -> Vec<Act> {
        match self.capturing {
            Some(command) => {
                self.capturing = None;
                capture::taken(cx, command, key)
            }
            None => Vec::new(),
        }
    }

    fn click(&mut self, cx: &Cx<'_>, target: Target) -> Vec<Act> {
        match target {
            Target::Item(place) if place < self.items.len() => {
                self.at = place;
                self.choose(cx)
            }
            Target::Text(place) => {
                self.at = place.min(self.items.len() - 1);
                Vec::new()
            }
            Target::Item(_) | Target::Choice(..) | Target::Command(_) => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let was = self.item();
        self.items = items(cx);
        let again = self.items.iter().position(|item| *item == was);
        // What is gone was what the passphrase was set with: what takes its place stands there.
        let first = |item: &Item| matches!(item, Item::Passphrase(_));
        let near = self.items.iter().position(first);
        self.at = again.or(near).unwrap_or(0);
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        let word = match self.item() {
            Item::Name => "save",
            Item::Role(_)
            | Item::Idle(_)
            | Item::Hiding(_)
            | Item::Theme(_)
            | Item::Mouse
            | Item::Offers => "choose",
            Item::Passphrase(_) => "open",
            Item::Key(_) => "change",
        };
        Some(word.to_owned())
    }
}

/// What can be done with the passphrase, and what that is for.
fn passphrase(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Set => ("Set a passphrase", "what you write is sealed on this disk"),
        Purpose::Change => (
            "Another passphrase",
            "from now on; older copies keep the old one",
        ),
        Purpose::Renew => ("Someone knows it", "new keys, and all is sealed anew"),
        Purpose::Remove => ("No passphrase", "all is written in clear again"),
        Purpose::Code => ("The recovery code", "a new one for paper, or none"),
        Purpose::Recover => ("The recovery code", "for who has forgotten the passphrase"),
    }
}
