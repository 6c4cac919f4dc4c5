//! Styles named by what they mean. The terminal keeps its own background and text colour.

use ratatui::style::{Color, Modifier, Style};

/// The themes that a person can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeName {
    /// Light or dark, as the terminal is.
    Auto,
    Dark,
    Light,
    HighContrast,
    /// No colour at all: weight, underline and reverse only.
    Mono,
}

impl ThemeName {
    pub const ALL: [ThemeName; 5] = [
        ThemeName::Auto,
        ThemeName::Dark,
        ThemeName::Light,
        ThemeName::HighContrast,
        ThemeName::Mono,
    ];

    /// The word for it in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ThemeName::Auto => "auto",
            ThemeName::Dark => "dark",
            ThemeName::Light => "light",
            ThemeName::HighContrast => "high-contrast",
            ThemeName::Mono => "mono",
        }
    }

    /// What it is, for the settings page.
    pub fn about(self) -> &'static str {
        match self {
            ThemeName::Auto => "light or dark, as the terminal is",
            ThemeName::Dark => "for a dark background",
            ThemeName::Light => "for a light background",
            ThemeName::HighContrast => "stronger differences, nothing dimmed",
            ThemeName::Mono => "no colour: weight and underline only",
        }
    }

    pub fn named(name: &str) -> Option<ThemeName> {
        ThemeName::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
    }
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Sixteen,
    Many,
    TrueColour,
}

/// The styles of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub text: Style,
    /// Secondary: hints, dates, what is not here yet.
    pub dim: Style,
    /// The one thing to do next.
    pub strong: Style,
    /// The seam, where it is mended, and where the person is.
    pub accent: Style,
    /// The row that has the focus.
    pub focus: Style,
    pub selection: Style,
    /// A phrase that is pointed out.
    pub flag: Style,
    /// Rules between texts of two kinds.
    pub rule: Style,
    /// Whether marks and rules are drawn in ASCII.
    pub ascii: bool,
}

/// The warm gold, tuned to a contrast of 4.5:1 or more on the usual backgrounds of each kind.
const GOLD_ON_DARK: (Color, Color) = (Color::Rgb(0xd9, 0xb2, 0x6a), Color::Indexed(179));
const GOLD_ON_LIGHT: (Color, Color) = (Color::Rgb(0x80, 0x56, 0x0c), Color::Indexed(94));
const GREY_ON_DARK: (Color, Color) = (Color::Rgb(0xa5, 0xa3, 0x9e), Color::Indexed(248));
const GREY_ON_LIGHT: (Color, Color) = (Color::Rgb(0x5f, 0x5d, 0x59), Color::Indexed(241));
const SHADE_ON_DARK: (Color, Color) = (Color::Rgb(0x4a, 0x40, 0x2c), Color::Indexed(238));
const SHADE_ON_LIGHT: (Color, Color) = (Color::Rgb(0xec, 0xdf, 0xc4), Color::Indexed(223));

impl Theme {
    /// The styles for a theme; `dark` says what the terminal's background is, for [`ThemeName::Auto`].
    pub fn new(name: ThemeName, dark: bool, depth: Depth, ascii: bool) -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let base = Theme {
            text: plain,
            dim: plain,
            strong: bold,
            accent: bold,
            focus: bold,
            selection: plain.add_modifier(Modifier::REVERSED),
            flag: plain.add_modifier(Modifier::UNDERLINED),
            rule: plain,
            ascii,
        };
        let pick = |(rich, indexed): (Color, Color)| match depth {
            Depth::TrueColour => Some(rich),
            Depth::Many => Some(indexed),
            Depth::Sixteen => None,
        };
        let coloured = |gold, grey, shade, plain_gold| {
            let dim = match pick(grey) {
                Some(grey) => plain.fg(grey),
                None => plain.add_modifier(Modifier::DIM),
            };
            let gold = pick(gold).unwrap_or(plain_gold);
            Theme {
                dim,
                rule: dim,
                accent: plain.fg(gold),
                selection: match pick(shade) {
                    Some(shade) => plain.bg(shade),
                    None => base.selection,
                },
                flag: base.flag.underline_color(gold),
                ..base
            }
        };
        match (name, dark) {
            (ThemeName::Auto, true) | (ThemeName::Dark, _) => {
                coloured(GOLD_ON_DARK, GREY_ON_DARK, SHADE_ON_DARK, Color::Yellow)
            }
            // Yellow on white cannot be read, so sixteen colours on light do without the gold.
            (ThemeName::Auto, false) | (ThemeName::Light, _) => {
                coloured(GOLD_ON_LIGHT, GREY_ON_LIGHT, SHADE_ON_LIGHT, Color::Reset)
            }
            (ThemeName::HighContrast, _) => Theme {
                flag: base.flag.add_modifier(Modifier::BOLD),
                ..base
            },
            (ThemeName::Mono, _) => base,
        }
    }

    /// The editor's styles.
    pub fn editor(&self) -> crate::tui::widgets::editor::EditorStyle {
        crate::tui::widgets::editor::EditorStyle {
            text: self.text,
            selection: self.selection,
            placeholder: self.dim.add_modifier(Modifier::ITALIC),
            brackets: self.dim == self.text,
            ascii: self.ascii,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_an_empty_field_never_looks_like_what_one_wrote() {
        for name in ThemeName::ALL {
            for depth in [Depth::Sixteen, Depth::Many, Depth::TrueColour] {
                let style = Theme::new(name, true, depth, false).editor();
                let plain = matches!(name, ThemeName::HighContrast | ThemeName::Mono);
                assert_eq!(style.brackets, plain, "{name:?}");
                assert_ne!(style.placeholder, style.text, "{name:?}");
            }
        }
    }

    /// The relative luminance of WCAG 2.
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(r, g, b) = color else {
            panic!("a true colour");
        };
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn gold_and_grey_can_be_read_on_the_backgrounds_that_they_are_for() {
        let dark = [
            Color::Rgb(0, 0, 0),
            Color::Rgb(0x1e, 0x1e, 0x1e),
            Color::Rgb(0x2e, 0x34, 0x40),
        ];
        let light = [Color::Rgb(255, 255, 255), Color::Rgb(0xfd, 0xf6, 0xe3)];
        for background in dark {
            assert!(contrast(GOLD_ON_DARK.0, background) >= 4.5);
            assert!(contrast(GREY_ON_DARK.0, background) >= 4.5);
        }
        for background in light {
            assert!(contrast(GOLD_ON_LIGHT.0, background) >= 4.5);
            assert!(contrast(GREY_ON_LIGHT.0, background) >= 4.5);
        }
    }

    #[test]
    fn mono_has_no_colour_and_a_selection_that_shows_all_the_same() {
        let theme = Theme::new(ThemeName::Mono, true, Depth::TrueColour, false);
        for style in [
            theme.text,
            theme.dim,
            theme.accent,
            theme.selection,
            theme.flag,
        ] {
            assert_eq!(
                (style.fg, style.bg, style.underline_color),
                (None, None, None)
            );
        }
        assert!(theme.selection.add_modifier.contains(Modifier::REVERSED));
    }
}
