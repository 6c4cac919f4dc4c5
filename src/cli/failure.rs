//! Why a command came to nothing, in a sentence, and the exit code that follows from whose turn it is.

use super::out;
use crate::domain::Refusal;
use crate::domain::when::NotADate;
use crate::store::{NotSaved, StoreError};

/// Why a command ends early.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// The command was not understood: exit code 2.
    Usage(String),
    /// It was understood and could not be done: exit code 1.
    Failed(String),
    /// All has been said already, and this is the exit code.
    Told(u8),
    /// Whoever read the output has seen enough. That is no failure.
    Closed,
}

impl Failure {
    pub fn failed(sentence: impl Into<String>) -> Failure {
        Failure::Failed(sentence.into())
    }

    pub fn usage(sentence: impl Into<String>) -> Failure {
        Failure::Usage(sentence.into())
    }

    /// The same for a command that changes nothing anyway: it needs no word on that.
    pub fn of_reading(self) -> Failure {
        let plain = |sentence: String| sentence.replace(" Nothing was changed.", "");
        match self {
            Failure::Usage(sentence) => Failure::Usage(plain(sentence)),
            Failure::Failed(sentence) => Failure::Failed(plain(sentence)),
            Failure::Told(code) => Failure::Told(code),
            Failure::Closed => Failure::Closed,
        }
    }

    /// What there is to say, if anything is left.
    pub fn sentence(self) -> Option<String> {
        match self {
            Failure::Usage(sentence) | Failure::Failed(sentence) => Some(sentence),
            Failure::Told(_) | Failure::Closed => None,
        }
    }

    /// Says it on standard error and gives the exit code.
    pub fn report(self) -> u8 {
        match self {
            Failure::Usage(sentence) => {
                out::say(&sentence);
                2
            }
            Failure::Failed(sentence) => {
                out::say(&sentence);
                1
            }
            Failure::Told(code) => code,
            Failure::Closed => 0,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        let helps = match &refusal {
            Refusal::Incomplete(problems) => problems.iter().any(|problem| problem.help),
            Refusal::Empty
            | Refusal::Beyond(_)
            | Refusal::NotYet
            | Refusal::Gone
            | Refusal::NotAnEntry
            | Refusal::NotAnAnswer
            | Refusal::CoupleNotBuilt => false,
        };
        match helps {
            true => Failure::Failed(format!("{refusal} {HELP}")),
            false => Failure::Failed(refusal.to_string()),
        }
    }
}

/// Said where someone may be in danger.
const HELP: &str = "Nothing was saved. Start `amends` and press F1: the help page says what there \
                    is to do and whom to call.";

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Failed(error.to_string())
    }
}

impl From<NotSaved> for Failure {
    fn from(error: NotSaved) -> Failure {
        Failure::Failed(error.to_string())
    }
}

impl From<NotADate> for Failure {
    fn from(error: NotADate) -> Failure {
        Failure::Usage(error.to_string())
    }
}
