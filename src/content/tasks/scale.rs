//! What questions with a number have in a pack.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, each, small};
use crate::exercise::scale;

#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub questions: Vec<Question>,
    pub top: u8,
    pub note: Voiced,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub id: String,
    pub text: Voiced,
    pub low: Voiced,
    pub high: Voiced,
}

impl Scale {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Scale {
        let said = |part: &Table<'_>, key: &'static str| -> Voiced {
            part.voiced(key, Shape::Line, voices)
        };
        Scale {
            questions: each(table, "question", "a question", |part, id| Question {
                id,
                text: said(part, "text"),
                low: said(part, "low"),
                high: said(part, "high"),
            }),
            top: small(table.number("top", 1..=20)).unwrap_or(10),
            note: table.voiced_or_none("note", Shape::Line, voices),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> scale::Spec {
        let question = |question: &Question| scale::Question {
            id: question.id.clone(),
            text: words.say(&question.text),
            low: words.say(&question.low),
            high: words.say(&question.high),
        };
        scale::Spec {
            questions: self.questions.iter().map(question).collect(),
            top: self.top,
            note: self.note.find(words.voice).map(str::to_owned),
        }
    }
}
