//! What someone's words, said back, have in a pack.

use super::super::model::for_voice;
use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, each, place, whom};
use crate::domain::Role;
use crate::exercise::paraphrase;

#[derive(Clone, Debug, PartialEq)]
pub struct Paraphrase {
    pub statements: Vec<Statement>,
    pub own: bool,
    pub theirs: Voiced,
    pub mine: Voiced,
    pub questions: Vec<(String, Voiced)>,
    /// What the replies are called: yes, nearly, no.
    pub replies: [Voiced; 3],
}

/// Something that the other side might say.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub id: String,
    pub text: Voiced,
    /// The roles that get this statement; empty for all.
    pub roles: Vec<Role>,
}

impl Paraphrase {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Paraphrase {
        let own = table.yes("own");
        let read = |part: &Table<'_>, id: String| {
            let (roles, voices) = whom(part, voices, "nobody gets this statement");
            let text = part.voiced("text", Shape::Line, &voices);
            Statement { id, text, roles }
        };
        // Without statements there have to be words that people remember.
        let statements = match own && table.get("statement").is_none() {
            true => Vec::new(),
            false => each(table, "statement", "a statement", read),
        };
        let gets = |voice: &Voice| statements.iter().any(|s| for_voice(&s.roles, *voice));
        if let Some(voice) = voices.iter().find(|voice| !own && !gets(voice))
            && table.get("statement").is_some()
        {
            let [who, ..] = voice.keys();
            table.report.error_hint(
                place(table, "statement"),
                format!("there is no statement for {who}"),
                "add one, or let people use words that they remember with `own = true`",
            );
        }
        let word = |key: &'static str| table.voiced(key, Shape::Line, voices);
        Paraphrase {
            statements,
            own,
            theirs: word("theirs"),
            mine: word("mine"),
            questions: each(table, "question", "a question", |part, id| {
                (id, part.voiced("text", Shape::Line, voices))
            }),
            replies: [word("yes"), word("nearly"), word("no")],
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> paraphrase::Spec {
        let mine = |statement: &&Statement| for_voice(&statement.roles, words.voice);
        let statement = |statement: &Statement| paraphrase::Statement {
            id: statement.id.clone(),
            text: words.say(&statement.text),
        };
        let question = |(id, text): &(String, Voiced)| paraphrase::Question {
            id: id.clone(),
            text: words.say(text),
        };
        paraphrase::Spec {
            statements: self.statements.iter().filter(mine).map(statement).collect(),
            own: self.own,
            theirs: words.say(&self.theirs),
            mine: words.say(&self.mine),
            questions: self.questions.iter().map(question).collect(),
            replies: self.replies.each_ref().map(|reply| words.say(reply)),
        }
    }
}
