//! Paraphrase: someone's words said back in one's own, both laid side by side, and then a look at
//! what came through. Nothing is graded, and every try is kept.

mod doing;

use serde::{Deserialize, Serialize};

pub use self::doing::{Doing, Move, Stand};
use super::{Labels, Part, Problem, label, no_such};

/// Something that the other side might say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub id: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub statements: Vec<Statement>,
    /// Whether there is a field for words that the person remembers.
    pub own: bool,
    /// What stands over the other person's words, and over one's own.
    pub theirs: String,
    pub mine: String,
    /// Asked once both stand beside each other.
    pub questions: Vec<Question>,
    /// What each reply is called, in the order of [`Reply::ALL`].
    pub replies: [String; 3],
}

/// How a person sees their own try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    Yes,
    Nearly,
    No,
}

impl Reply {
    pub const ALL: [Reply; 3] = [Reply::Yes, Reply::Nearly, Reply::No];

    /// Where its word is kept among the labels. No id of a pack has a dot.
    fn key(self) -> &'static str {
        match self {
            Reply::Yes => "reply.yes",
            Reply::Nearly => "reply.nearly",
            Reply::No => "reply.no",
        }
    }
}

const THEIRS: &str = "part.theirs";
const MINE: &str = "part.mine";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    pub question: String,
    pub reply: Reply,
}

/// One time of saying it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Try {
    /// The statement's id; none for words that the person remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// What was said, as it was worded then.
    pub heard: String,
    pub said: String,
    #[serde(default)]
    pub looked: Vec<Looked>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// In the order in which they were made.
    pub tries: Vec<Try>,
}

impl Spec {
    pub fn check(&self, answer: &Answer) -> Vec<Problem> {
        let mut problems = Vec::new();
        for attempt in &answer.tries {
            self.check_try(attempt, &mut problems);
        }
        let looked_at = |attempt: &Try| {
            let seen = |q: &Question| attempt.reply(&q.id).is_some();
            self.questions.iter().all(seen)
        };
        let Some(last) = answer.tries.last() else {
            return vec![Problem::of("said", "Nothing has been said back yet.")];
        };
        if problems.is_empty() && !answer.tries.iter().any(looked_at) {
            let open = |q: &&Question| last.reply(&q.id).is_none();
            if let Some(open) = self.questions.iter().find(open) {
                let says = format!("Look at both once more: {}", open.text);
                problems.push(Problem::of(&open.id, says));
            }
        }
        problems
    }

    fn check_try(&self, attempt: &Try, problems: &mut Vec<Problem>) {
        match &attempt.statement {
            Some(id) if !self.statements.iter().any(|s| &s.id == id) => {
                problems.push(no_such(id, "statement"));
            }
            // Words that the pack no longer has are remembered ones too, so these always have a place.
            Some(_) | None => {}
        }
        if attempt.heard.trim().is_empty() {
            problems.push(Problem::of("heard", "The words to say back are missing."));
        }
        if attempt.said.trim().is_empty() {
            problems.push(Problem::of("said", "Nothing has been said back yet."));
        }
        for (place, looked) in attempt.looked.iter().enumerate() {
            if !self.questions.iter().any(|q| q.id == looked.question) {
                problems.push(no_such(&looked.question, "question"));
            }
            let again = |l: &Looked| l.question == looked.question;
            if attempt.looked[..place].iter().any(again) {
                problems.push(Problem::of(
                    &looked.question,
                    "This question has two replies. It takes one.",
                ));
            }
        }
    }

    pub fn labels(&self) -> Labels {
        let questions = self
            .questions
            .iter()
            .map(|q| (q.id.clone(), q.text.clone()));
        let replies = Reply::ALL
            .iter()
            .zip(&self.replies)
            .map(|(reply, word)| (reply.key().to_owned(), word.clone()));
        let sides = [(THEIRS, &self.theirs), (MINE, &self.mine)];
        let sides = sides.map(|(key, words)| (key.to_owned(), words.clone()));
        questions.chain(replies).chain(sides).collect()
    }

    pub fn example(&self) -> Answer {
        let statement = self.statements.first();
        Answer {
            tries: vec![Try {
                statement: statement.map(|s| s.id.clone()),
                heard: statement.map_or("Words that you remember.".to_owned(), |s| s.text.clone()),
                said: "The same in words of your own.".to_owned(),
                looked: self
                    .questions
                    .iter()
                    .map(|q| Looked {
                        question: q.id.clone(),
                        reply: Reply::Nearly,
                    })
                    .collect(),
            }],
        }
    }
}

impl Try {
    pub fn reply(&self, question: &str) -> Option<Reply> {
        let looked = self.looked.iter().find(|l| l.question == question);
        looked.map(|looked| looked.reply)
    }

    /// Whether both are about the same words.
    pub fn same_words(&self, other: &Try) -> bool {
        self.statement == other.statement && self.heard == other.heard
    }
}

impl Answer {
    pub fn parts(&self, labels: &Labels) -> Vec<Part> {
        let part = |key: &str, text: &str| Part {
            label: label(labels, key).to_owned(),
            text: text.to_owned(),
        };
        let mut parts = Vec::new();
        let mut before: Option<&Try> = None;
        for attempt in &self.tries {
            // What was said stands once over all tries at it.
            if !before.is_some_and(|before| before.same_words(attempt)) {
                parts.push(part(THEIRS, &attempt.heard));
            }
            before = Some(attempt);
            parts.push(part(MINE, &attempt.said));
            for looked in &attempt.looked {
                parts.push(part(&looked.question, label(labels, looked.reply.key())));
            }
        }
        parts
    }

    pub fn map_text(&mut self, clean: &mut dyn FnMut(&mut String)) {
        for attempt in &mut self.tries {
            clean(&mut attempt.heard);
            clean(&mut attempt.said);
        }
    }
}

#[cfg(test)]
#[path = "../paraphrase_tests.rs"]
mod tests;
