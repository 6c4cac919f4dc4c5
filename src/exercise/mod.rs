//! The kinds of exercise: pure, one file per kind.
//!
//! Each kind says what it asks ([`Spec`]), what comes back ([`Answer`]) and how it is done
//! ([`Doing`], a state that moves without knowing keys or screens). A spec carries the rules that an
//! answer must meet, so that the screen, the command line and an import are checked alike. A kind
//! that is added to the enums here breaks the build in each place that must handle it.

pub mod activity;
pub mod cards;
mod check;
pub mod choose;
pub mod compose;
pub mod day;
pub mod due;
pub mod echo;
mod example;
pub mod flag;
pub mod hour;
pub mod letter;
pub mod moment;
pub mod order;
pub mod paraphrase;
pub mod picks;
pub mod promise;
pub mod rank;
pub mod rule;
pub mod scale;
pub mod setback;
pub mod sort;
pub mod timeline;
pub mod when;
pub mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::quote::quoted;

/// Declares the kinds once: the module of each has a `Spec`, an `Answer` and a `Doing` with the same
/// few functions, and the enums and what is handed on to each are made here.
macro_rules! kinds {
    ($($kind:ident in $module:ident),* $(,)?) => {
        /// The name of a kind, as packs and the command line write it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $($kind,)*
            /// The mark of the day, which has a page and a record of its own.
            Mark,
        }

        impl Kind {
            /// Every kind, in the order in which the documentation lists them.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)* Kind::Mark];

            /// The name in packs, records and JSON.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => stringify!($module),)*
                    Kind::Mark => "mark",
                }
            }
        }

        /// What an exercise asks, in the wording of one role and setting.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Spec {
            $($kind($module::Spec),)*
        }

        /// What a person answered. On disk it is `{"exercise": KIND, "answer": {...}}`.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "exercise", content = "answer", rename_all = "snake_case")]
        pub enum Answer {
            $($kind($module::Answer),)*
        }

        /// An answer while it is being made. It is what a draft holds, so it keeps what is half typed.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "exercise", content = "doing", rename_all = "snake_case")]
        pub enum Doing {
            $($kind($module::Doing),)*
        }

        impl Spec {
            pub fn kind(&self) -> Kind {
                match self {
                    $(Spec::$kind(_) => Kind::$kind,)*
                }
            }

            /// What is still missing or not allowed in `answer`. Empty means that it may be saved.
            pub fn check(&self, answer: &Answer) -> Vec<Problem> {
                match (self, answer) {
                    $((Spec::$kind(spec), Answer::$kind(answer)) => spec.check(answer),)*
                    ($(Spec::$kind(_))|*, _) => vec![Problem::whole(format!(
                        "This exercise takes an answer of the kind \u{201c}{}\u{201d}.",
                        self.kind().name()
                    ))],
                }
            }

            /// The labels of the parts, to be kept with the answer.
            pub fn labels(&self) -> Labels {
                match self {
                    $(Spec::$kind(spec) => spec.labels(),)*
                }
            }

            /// An answer that this spec accepts, to show the shape to people who write scripts.
            pub fn example(&self) -> Answer {
                match self {
                    $(Spec::$kind(spec) => Answer::$kind(spec.example()),)*
                }
            }

            /// Reads the JSON of an answer of this kind, without the tag that names the kind.
            ///
            /// # Errors
            /// What serde found: a missing or unknown key, a wrong type.
            pub fn read_answer(&self, json: &str) -> Result<Answer, serde_json::Error> {
                Ok(match self {
                    $(Spec::$kind(_) => Answer::$kind(serde_json::from_str(json)?),)*
                })
            }
        }

        impl Answer {
            pub fn kind(&self) -> Kind {
                match self {
                    $(Answer::$kind(_) => Kind::$kind,)*
                }
            }

            /// The labelled parts, in reading order, with the words that the exercise used at the time.
            pub fn parts(&self, labels: &Labels) -> Vec<Part> {
                match self {
                    $(Answer::$kind(answer) => answer.parts(labels),)*
                }
            }

            /// The JSON of the answer alone, in the shape that [`Spec::read_answer`] takes.
            pub fn json(&self) -> serde_json::Value {
                let value = match self {
                    $(Answer::$kind(answer) => serde_json::to_value(answer),)*
                };
                // Answers are plain structs with string keys, for which serde_json cannot fail.
                value.unwrap_or_default()
            }

            /// Applies `clean` to every piece of text that a person typed.
            pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
                match self {
                    $(Answer::$kind(answer) => answer.map_text(clean),)*
                }
            }
        }

        impl Doing {
            /// A fresh start, or a return to an earlier answer in order to change it.
            ///
            /// An earlier answer of another kind (the pack changed) starts afresh: it stays among the
            /// versions.
            pub fn begin(spec: &Spec, earlier: Option<&Answer>) -> Doing {
                match spec {
                    $(Spec::$kind(spec) => Doing::$kind(match earlier {
                        Some(Answer::$kind(answer)) => $module::Doing::revise(spec, answer),
                        _ => $module::Doing::begin(spec),
                    }),)*
                }
            }

            /// The answer as it stands.
            ///
            /// # Errors
            /// What is still missing, in the order of the parts.
            pub fn answer(&self, spec: &Spec) -> Result<Answer, Vec<Problem>> {
                let answer = match self {
                    $(Doing::$kind(doing) => Answer::$kind(doing.answer()?),)*
                };
                match spec.check(&answer) {
                    problems if problems.is_empty() => Ok(answer),
                    problems => Err(problems),
                }
            }

            /// Whether a draft of this still fits `spec`: the pack may have changed under it.
            pub fn fits(&self, spec: &Spec) -> bool {
                match (self, spec) {
                    $((Doing::$kind(_), Spec::$kind(_)))|* => true,
                    ($(Doing::$kind(_))|*, _) => false,
                }
            }
        }
    };
}

kinds! {
    Write in write,
    Timeline in timeline,
    Compose in compose,
    Sort in sort,
    Choose in choose,
    Scale in scale,
    Paraphrase in paraphrase,
    Cards in cards,
    Echo in echo,
    Promise in promise,
    Letter in letter,
    Rank in rank,
    Activity in activity,
    Hour in hour,
    Setback in setback,
}

impl Doing {
    /// One more, beside those that there are, with what carries over from the newest of them.
    pub fn another(spec: &Spec, newest: Option<&Answer>) -> Doing {
        if let (Spec::Activity(spec), Some(Answer::Activity(newest))) = (spec, newest) {
            return Doing::Activity(activity::Doing::another(spec, newest));
        }
        Doing::begin(spec, None)
    }
}

impl Kind {
    /// The kind with this name, if there is one.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether each answer of this kind is a thing of its own, kept beside the others, whatever the
    /// pack says.
    pub fn is_many(self) -> bool {
        match self {
            Kind::Write
            | Kind::Timeline
            | Kind::Compose
            | Kind::Sort
            | Kind::Choose
            | Kind::Scale
            | Kind::Paraphrase
            | Kind::Rank
            | Kind::Cards
            | Kind::Echo
            | Kind::Mark => false,
            Kind::Promise | Kind::Letter | Kind::Activity | Kind::Hour | Kind::Setback => true,
        }
    }

    /// Whether something saved is there to be gone on with, and not to be read: a promise that is
    /// still open.
    pub fn goes_on(self) -> bool {
        match self {
            Kind::Write
            | Kind::Timeline
            | Kind::Compose
            | Kind::Sort
            | Kind::Choose
            | Kind::Scale
            | Kind::Paraphrase
            | Kind::Rank
            | Kind::Setback
            | Kind::Cards
            | Kind::Echo
            | Kind::Letter
            | Kind::Mark => false,
            Kind::Promise | Kind::Activity | Kind::Hour => true,
        }
    }
}

/// A reason why an answer is not complete, in a sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of the part that it is about, where it is about one.
    pub part: Option<String>,
    /// What to do, in plain words.
    pub says: String,
    /// The same without the words that were written, where `says` repeats some of them.
    pub unquoted: Option<String>,
    /// Whether someone may be in danger, so that the help page opens with it.
    pub help: bool,
}

/// As much of what was written as a sentence of ours repeats, in characters.
const REPEATED: usize = 80;

impl Problem {
    /// A problem of the whole answer.
    pub fn whole(says: impl Into<String>) -> Problem {
        Problem {
            part: None,
            says: says.into(),
            unquoted: None,
            help: false,
        }
    }

    /// A problem of one part.
    pub fn of(part: impl Into<String>, says: impl Into<String>) -> Problem {
        Problem::whole(says).at(part)
    }

    /// A problem with words that were written, which the sentence repeats: `says` is given them in
    /// quotation marks and on one line, so that none of them can pass for a line of ours. `unquoted` says
    /// it without them, for where they must not be seen.
    pub fn quoting(
        words: &str,
        says: impl FnOnce(&str) -> String,
        unquoted: impl Into<String>,
    ) -> Problem {
        let mut shown = quoted(words);
        if let Some((end, _)) = shown.char_indices().nth(REPEATED) {
            shown.truncate(end);
            shown.push('\u{2026}');
        }
        Problem {
            unquoted: Some(unquoted.into()),
            ..Problem::whole(says(&format!("\u{201c}{shown}\u{201d}")))
        }
    }

    /// The same, of this part.
    pub fn at(self, part: impl Into<String>) -> Problem {
        Problem {
            part: Some(part.into()),
            ..self
        }
    }

    /// The same without a word of what was written.
    pub fn without_words(self) -> Problem {
        match self.unquoted {
            Some(says) => Problem {
                says,
                unquoted: None,
                ..self
            },
            None => self,
        }
    }
}

/// Something out of a script or another program names a thing that the exercise does not have.
fn no_such(name: &str, what: &str) -> Problem {
    Problem::quoting(
        name,
        |name| format!("There is no {what} {name} here."),
        format!("It names a {what} that is not there."),
    )
}

/// One labelled piece of an answer, for reading, search and export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub label: String,
    pub text: String,
}

/// The words that an exercise used for its parts, kept beside the answer: id of the part to label.
pub type Labels = BTreeMap<String, String>;

/// The label for `id`, or the id itself where an older record did not keep one.
pub fn label<'a>(labels: &'a Labels, id: &'a str) -> &'a str {
    labels.get(id).map_or(id, String::as_str)
}
