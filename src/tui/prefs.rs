//! What belongs to this machine and not to a book: the look, the keys, and when it locks.

use std::collections::BTreeMap;

use super::theme::ThemeName;

#[derive(Clone, Debug, PartialEq)]
pub struct Prefs {
    pub theme: ThemeName,
    /// The person's own keys: the name of a command to its chords.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Off leaves the terminal's own selection alone.
    pub mouse: bool,
    /// Whether home offers something from earlier to look back on.
    pub offers: bool,
    /// After how many minutes without a key the pages are locked, where there is a passphrase; 0 is
    /// never.
    pub idle_minutes: u32,
    pub hiding: Hiding,
}

/// What hiding does once there is a passphrase. Without one it always leaves: what stays could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hiding {
    /// The program is gone.
    #[default]
    Leave,
    /// An empty screen stays, and opens with the passphrase alone.
    Stay,
}

impl Hiding {
    pub const ALL: [Hiding; 2] = [Hiding::Leave, Hiding::Stay];

    /// The word for it in the settings file.
    pub fn name(self) -> &'static str {
        match self {
            Hiding::Leave => "leave",
            Hiding::Stay => "stay",
        }
    }

    pub fn named(name: &str) -> Option<Hiding> {
        Hiding::ALL.into_iter().find(|hiding| hiding.name() == name)
    }
}

/// On by default: who is called away does not come back to lock.
pub const IDLE_MINUTES: u32 = 10;

impl Default for Prefs {
    fn default() -> Prefs {
        Prefs {
            theme: ThemeName::Auto,
            keys: BTreeMap::new(),
            mouse: true,
            offers: true,
            idle_minutes: IDLE_MINUTES,
            hiding: Hiding::default(),
        }
    }
}
