//! Key chords: read from settings, shown on screen, compared with what the terminal sends.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::command::{Command, TABLE};

/// A key with the modifiers that are held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub struct Chord {
    code: KeyCode,
    mods: KeyModifiers,
}

/// The text is no key that the program knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a key; write ctrl+l, alt+x, f12, enter, esc, tab, up or a letter")]
pub struct NotAKey(String);

const NAMED: [(&str, KeyCode, &str); 14] = [
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("space", KeyCode::Char(' '), "Space"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Del"),
    ("up", KeyCode::Up, "\u{2191}"),
    ("down", KeyCode::Down, "\u{2193}"),
    ("left", KeyCode::Left, "\u{2190}"),
    ("right", KeyCode::Right, "\u{2192}"),
    ("pageup", KeyCode::PageUp, "PgUp"),
    ("pagedown", KeyCode::PageDown, "PgDn"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
];

impl Chord {
    /// The chord of a key event, in one form however the terminal reports shifted letters.
    pub fn of(event: KeyEvent) -> Chord {
        let mods =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match event.code {
            KeyCode::Char(c) if mods.contains(KeyModifiers::CONTROL) => Chord {
                code: KeyCode::Char(c.to_ascii_lowercase()),
                mods,
            },
            KeyCode::Char(c) => Chord {
                code: KeyCode::Char(c),
                mods: mods - KeyModifiers::SHIFT,
            },
            KeyCode::BackTab => Chord {
                code: KeyCode::Tab,
                mods: mods | KeyModifiers::SHIFT,
            },
            code => Chord { code, mods },
        }
    }

    /// Whether pressing it in a text field would write something there.
    pub fn writes(self) -> bool {
        matches!(self.code, KeyCode::Char(_))
            && !self
                .mods
                .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    }

    /// The digit, where it is one without modifiers.
    pub fn digit(self) -> Option<u8> {
        match self.code {
            KeyCode::Char(c) if self.mods.is_empty() => {
                c.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
            }
            _ => None,
        }
    }
}

impl FromStr for Chord {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Chord, NotAKey> {
        let wrong = || NotAKey(text.to_owned());
        let mut mods = KeyModifiers::NONE;
        let mut rest = text;
        while let Some((first, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty())
        {
            mods |= match first.to_lowercase().as_str() {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => return Err(wrong()),
            };
            rest = after;
        }
        let lower = rest.to_lowercase();
        let named = NAMED.iter().find(|(name, _, _)| *name == lower);
        let function = lower.strip_prefix('f').and_then(|n| n.parse().ok());
        let mut letters = rest.chars();
        let code = match (named, function, letters.next(), letters.next()) {
            (Some((_, code, _)), ..) => *code,
            (None, Some(n @ 1..=24), ..) => KeyCode::F(n),
            (None, _, Some(c), None) if !c.is_control() => KeyCode::Char(c),
            (None, ..) => return Err(wrong()),
        };
        Ok(Chord::of(KeyEvent::new(code, mods)))
    }
}

impl fmt::Display for Chord {
    /// In the form that settings take.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (bit, name) in [
            (KeyModifiers::CONTROL, "ctrl+"),
            (KeyModifiers::ALT, "alt+"),
            (KeyModifiers::SHIFT, "shift+"),
        ] {
            if self.mods.contains(bit) {
                f.write_str(name)?;
            }
        }
        match (
            NAMED.iter().find(|(_, code, _)| *code == self.code),
            self.code,
        ) {
            (Some((name, _, _)), _) => f.write_str(name),
            (None, KeyCode::F(n)) => write!(f, "f{n}"),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, _) => f.write_str("?"),
        }
    }
}

impl Chord {
    /// As it is shown where arrows may be beyond what can be shown.
    pub fn spelled(self, ascii: bool) -> String {
        let word = match self.code {
            KeyCode::Up => "Up",
            KeyCode::Down => "Down",
            KeyCode::Left => "Left",
            KeyCode::Right => "Right",
            _ => return self.shown(),
        };
        match self.shown().char_indices().next_back() {
            Some((arrow, _)) if ascii => format!("{}{word}", &self.shown()[..arrow]),
            Some(_) | None => self.shown(),
        }
    }

    /// As it is shown on screen: `^L`, `F1`, `Enter`.
    pub fn shown(self) -> String {
        let key = match (
            NAMED.iter().find(|(_, code, _)| *code == self.code),
            self.code,
        ) {
            (Some((_, _, shown)), _) => (*shown).to_owned(),
            (None, KeyCode::F(n)) => format!("F{n}"),
            (None, KeyCode::Char(c)) if self.mods.contains(KeyModifiers::CONTROL) => {
                c.to_uppercase().to_string()
            }
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, _) => "?".to_owned(),
        };
        let control = match (self.mods.contains(KeyModifiers::CONTROL), self.code) {
            (true, KeyCode::Char(_)) => "^",
            (true, _) => "Ctrl+",
            (false, _) => "",
        };
        let alt = if self.mods.contains(KeyModifiers::ALT) {
            "Alt+"
        } else {
            ""
        };
        let shift = if self.mods.contains(KeyModifiers::SHIFT) {
            "Shift+"
        } else {
            ""
        };
        format!("{control}{alt}{shift}{key}")
    }
}

/// Which keys do what: the table's defaults, with the person's own choices over them.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    keys: BTreeMap<Command, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::new(&BTreeMap::new()).0
    }
}

impl Keymap {
    /// The table's keys, with `own` over them: the name of a command to its chords. What cannot be
    /// read is left at its default and comes back as a sentence.
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> (Keymap, Vec<String>) {
        let mut wrong = Vec::new();
        let mut keys = BTreeMap::new();
        for row in TABLE {
            let defaults: Vec<Chord> = row.keys.iter().filter_map(|key| key.parse().ok()).collect();
            let chosen = own.get(row.name).map(|chords| {
                let mut read: Vec<Chord> = Vec::new();
                for chord in chords {
                    match chord.parse() {
                        Ok(chord) => read.push(chord),
                        Err(error) => wrong.push(format!("Key for {}: {error}.", row.title)),
                    }
                }
                read
            });
            // Hiding and help always keep a key: who took the last one away gets the default back.
            let needed = matches!(row.command, Command::Hide | Command::Help);
            let mut chords = match chosen {
                Some(chords) if !(chords.is_empty() && needed) => chords,
                Some(_) | None => defaults.clone(),
            };
            // What is needed while typing keeps a key that writes nothing.
            let lost = !chords.is_empty() && chords.iter().all(|chord| chord.writes());
            if lost && row.command.works_in_text() {
                chords.extend(defaults.into_iter().filter(|chord| !chord.writes()));
            }
            keys.insert(row.command, chords);
        }
        for name in own.keys() {
            if !TABLE.iter().any(|row| row.name == name) {
                wrong.push(format!("There is no command \"{name}\" to give a key to."));
            }
        }
        (Keymap { keys }, wrong)
    }

    pub fn keys(&self, command: Command) -> &[Chord] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The first key of a command, as it is shown. While typing, keys that write are passed over.
    pub fn shown(&self, command: Command, typing: bool) -> Option<String> {
        self.keys(command)
            .iter()
            .find(|chord| !(typing && chord.writes()))
            .map(|chord| chord.shown())
    }

    /// The commands that `chord` may mean, in the order of the table.
    pub fn commands(&self, chord: Chord) -> impl Iterator<Item = Command> {
        TABLE
            .iter()
            .map(|row| row.command)
            .filter(move |command| self.keys(*command).contains(&chord))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_read_back_and_show_as_people_know_them() {
        for (text, shown) in [
            ("ctrl+l", "^L"),
            ("f12", "F12"),
            ("shift+tab", "Shift+Tab"),
            ("?", "?"),
            ("+", "+"),
            ("esc", "Esc"),
            ("alt+x", "Alt+x"),
        ] {
            let chord: Chord = text.parse().unwrap();
            assert_eq!(chord.to_string(), text);
            assert_eq!(chord.shown(), shown);
        }
        for wrong in ["", "hyper+x", "f99", "ab"] {
            assert!(wrong.parse::<Chord>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_shifted_letter_is_the_letter_and_back_tab_is_shift_tab() {
        let event = |code, mods| Chord::of(KeyEvent::new(code, mods));
        assert_eq!(
            event(KeyCode::Char('?'), KeyModifiers::SHIFT),
            "?".parse().unwrap()
        );
        assert_eq!(
            event(KeyCode::BackTab, KeyModifiers::SHIFT),
            "shift+tab".parse().unwrap()
        );
        assert_eq!(
            event(KeyCode::Char('L'), KeyModifiers::CONTROL),
            "ctrl+l".parse().unwrap()
        );
    }

    #[test]
    fn hiding_and_help_cannot_lose_their_last_key() {
        let own = |name: &str, keys: &[&str]| {
            BTreeMap::from([(
                name.to_owned(),
                keys.iter().map(|k| (*k).to_owned()).collect(),
            )])
        };
        let (map, _) = Keymap::new(&own("hide", &[]));
        assert_eq!(map.keys(Command::Hide).len(), 2);
        let (map, wrong) = Keymap::new(&own("hide", &["ctrl+k", "nonsense"]));
        assert_eq!(map.keys(Command::Hide), ["ctrl+k".parse().unwrap()]);
        assert_eq!(wrong.len(), 1);
        assert_eq!(Keymap::new(&own("fly", &["x"])).1.len(), 1);
    }
}
