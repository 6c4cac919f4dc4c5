//! Text that differs by role and setting.

use std::borrow::Cow;

use crate::domain::{Role, Setting};

/// Whom a text speaks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Voice {
    pub role: Role,
    pub setting: Setting,
}

impl Voice {
    /// Every voice that a pack has to have words for.
    pub fn all() -> impl Iterator<Item = Voice> {
        Role::ALL.into_iter().flat_map(|role| {
            [Setting::Alone, Setting::Couple]
                .into_iter()
                .map(move |setting| Voice { role, setting })
        })
    }

    /// The keys under which a pack may have words for this voice, the closest first.
    ///
    /// Whoever has not decided is spoken to as one to whom some of each applies.
    pub fn keys(self) -> [&'static str; 4] {
        let (role, exact) = match (self.role, self.setting) {
            (Role::Hurt, Setting::Alone) => ("hurt", "hurt-alone"),
            (Role::Hurt, Setting::Couple) => ("hurt", "hurt-couple"),
            (Role::Broke, Setting::Alone) => ("broke", "broke-alone"),
            (Role::Broke, Setting::Couple) => ("broke", "broke-couple"),
            (Role::Both | Role::Undecided, Setting::Alone) => ("both", "both-alone"),
            (Role::Both | Role::Undecided, Setting::Couple) => ("both", "both-couple"),
        };
        let setting = match self.setting {
            Setting::Alone => "alone",
            Setting::Couple => "couple",
        };
        [exact, role, setting, "any"]
    }
}

/// Every key that a voiced text may have in a pack.
pub const KEYS: [&str; 12] = [
    "any",
    "hurt",
    "broke",
    "both",
    "alone",
    "couple",
    "hurt-alone",
    "hurt-couple",
    "broke-alone",
    "broke-couple",
    "both-alone",
    "both-couple",
];

/// A text with its variants. A text that is the same for all has the one key `any`. The words of the default pack
/// stay where they are, in the binary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voiced(Vec<(&'static str, Cow<'static, str>)>);

impl Voiced {
    /// The same words for everyone.
    pub fn any(text: impl Into<Cow<'static, str>>) -> Voiced {
        Voiced(vec![("any", text.into())])
    }

    /// The variants, each with its key out of [`KEYS`].
    pub fn of(variants: Vec<(&'static str, Cow<'static, str>)>) -> Voiced {
        Voiced(variants)
    }

    /// The words for `voice`; empty where there are none, which the loader reports.
    pub fn get(&self, voice: Voice) -> &str {
        self.find(voice).unwrap_or_default()
    }

    /// The words for `voice`, if there are any.
    pub fn find(&self, voice: Voice) -> Option<&str> {
        voice.keys().into_iter().find_map(|key| {
            let variant = self.0.iter().find(|(name, _)| *name == key);
            variant.map(|(_, text)| &**text)
        })
    }

    /// Whether there are no words at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every variant, with its key.
    pub fn variants(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(key, text)| (*key, &**text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_words_are_taken_and_the_undecided_are_spoken_to_as_both() {
        let text = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(key, text)| (*key, (*text).into()));
            Voiced::of(pairs.collect())
        };
        let voiced = text(&[
            ("any", "a"),
            ("hurt", "h"),
            ("hurt-couple", "hc"),
            ("both", "b"),
        ]);
        let get = |role, setting| voiced.get(Voice { role, setting });
        assert_eq!(get(Role::Hurt, Setting::Couple), "hc");
        assert_eq!(get(Role::Hurt, Setting::Alone), "h");
        assert_eq!(get(Role::Broke, Setting::Alone), "a");
        assert_eq!(get(Role::Undecided, Setting::Alone), "b");
        assert_eq!(text(&[("hurt", "h")]).find(Voice::default()), None);
    }
}
