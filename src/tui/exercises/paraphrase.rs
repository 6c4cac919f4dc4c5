//! Someone's words, said back in one's own; then both beside each other, and a look at them.

mod draw;

use ratatui::crossterm::event::KeyEvent;

use super::Work;
use crate::exercise::paraphrase::{self, Move, Question, Reply, Stand};
use crate::exercise::{Doing, Problem};
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::keys::Chord;
use crate::tui::sheet::{Row, Sheet, columns};
use crate::tui::view::{Act, Cx, Size};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::field::{Field, caret_among, field_of_caret};

/// What can be done once both have been looked at.
const CHOICES: [(&str, &str); 3] = [
    ("Try again", "on an empty page; this try is kept"),
    ("Other words", "choose again what to say back"),
    ("Save", "every try, once the questions are answered"),
];

pub struct ParaphraseWork {
    spec: paraphrase::Spec,
    doing: paraphrase::Doing,
    remembered: Field,
    said: Field,
    /// While choosing: a statement, then the field. While comparing: a question, then a choice.
    at: usize,
    changes: u64,
}

impl ParaphraseWork {
    pub fn new(
        spec: paraphrase::Spec,
        doing: paraphrase::Doing,
        caret: Option<usize>,
    ) -> ParaphraseWork {
        // A pack may have changed under a draft.
        let doing = doing.fitted(&spec);
        let hint = "words that you remember; Enter takes them";
        let mut remembered = Field::line(&doing.remembered, hint);
        let mut said = Field::page(&doing.now.said, "");
        let caret = caret.and_then(|caret| field_of_caret([&remembered, &said].into_iter(), caret));
        match caret {
            Some((0, offset)) => remembered.editor.set_caret_offset(offset),
            Some((_, offset)) => said.editor.set_caret_offset(offset),
            None => {}
        }
        let mut work = ParaphraseWork {
            remembered,
            said,
            at: 0,
            changes: 0,
            spec,
            doing,
        };
        work.at = work.first_stop();
        work
    }

    /// Where the focus goes when a part is opened.
    fn first_stop(&self) -> usize {
        match self.doing.stand {
            Stand::Choosing => {
                let now = &self.doing.now;
                let known = |id: &String| self.spec.statements.iter().position(|s| &s.id == id);
                let typed = !self.remembered.editor.is_empty();
                match now.statement.as_ref().and_then(known) {
                    Some(place) => place,
                    None if self.spec.own && typed => self.spec.statements.len(),
                    None => 0,
                }
            }
            Stand::Saying => 0,
            Stand::Comparing => {
                let open = |q: &Question| self.doing.now.reply(&q.id).is_none();
                let open = self.spec.questions.iter().position(open);
                open.unwrap_or(self.spec.questions.len())
            }
        }
    }

    fn on_field(&self) -> bool {
        let past = self.at >= self.spec.statements.len();
        self.doing.stand == Stand::Choosing && self.spec.own && past
    }

    fn last(&self) -> usize {
        match self.doing.stand {
            Stand::Choosing if self.spec.own => self.spec.statements.len(),
            Stand::Choosing => self.spec.statements.len().saturating_sub(1),
            Stand::Saying => 0,
            Stand::Comparing => self.spec.questions.len() + CHOICES.len() - 1,
        }
    }

    fn on_question(&self) -> bool {
        self.doing.stand == Stand::Comparing && self.at < self.spec.questions.len()
    }

    fn apply(&mut self, step: Move) -> Vec<Act> {
        match self.doing.apply(&self.spec, step) {
            Ok(()) => {
                self.changes += 1;
                if self.said.editor.text() != self.doing.now.said {
                    self.said.editor.set_text(&self.doing.now.said);
                }
                Vec::new()
            }
            Err(problem) => vec![Act::Say(problem.says)],
        }
    }

    /// To another part of the exercise.
    fn turn(&mut self, step: Move) -> Vec<Act> {
        let said = self.apply(step);
        if said.is_empty() {
            self.at = self.first_stop();
            // Both are read first. What is written or chosen is followed to where it stands.
            if self.doing.stand == Stand::Comparing {
                return vec![Act::ScrollTop];
            }
        }
        said
    }

    fn choose(&mut self) -> Vec<Act> {
        match self.at.checked_sub(self.spec.questions.len()) {
            Some(0) => self.turn(Move::Again),
            Some(1) => self.turn(Move::Other),
            Some(_) => vec![Act::Run(Command::Save)],
            None => {
                self.at += 1;
                Vec::new()
            }
        }
    }

    fn reply(&mut self, place: usize, reply: Option<&Reply>) -> Vec<Act> {
        match reply {
            Some(reply) => self.apply(Move::Look(place, *reply)),
            None => Vec::new(),
        }
    }

    fn shift(&mut self, right: bool) -> Vec<Act> {
        let question = &self.spec.questions[self.at];
        let now = self.doing.now.reply(&question.id);
        let now = now.and_then(|reply| Reply::ALL.iter().position(|other| *other == reply));
        let next = match (now, right) {
            (None, _) => 0,
            (Some(place), true) => (place + 1).min(Reply::ALL.len() - 1),
            (Some(place), false) => place.saturating_sub(1),
        };
        self.reply(self.at, Reply::ALL.get(next))
    }
}

impl Work for ParaphraseWork {
    fn place(&self) -> Place {
        Place::Paraphrase
    }

    fn doing(&self) -> Doing {
        Doing::Paraphrase(self.doing.clone())
    }

    fn finish(&mut self) -> Vec<Act> {
        let remembered = self.doing.remembered.trim();
        let said_back = |t: &paraphrase::Try| t.heard == remembered;
        if remembered.is_empty() || self.doing.tries().any(said_back) {
            return Vec::new();
        }
        // Only what was said back is part of the answer, and no words are to be lost.
        if self.doing.now.heard != remembered {
            self.doing.stand = Stand::Choosing;
            self.at = self.last();
        }
        vec![Act::Say(
            "The words that you remember have not been said back yet. Say them back, or empty \
             the field."
                .to_owned(),
        )]
    }

    fn revision(&self) -> u64 {
        self.changes
    }

    fn is_empty(&self) -> bool {
        self.doing.is_empty()
    }

    fn draw<'a>(&'a self, cx: &Cx<'_>, sheet: &mut Sheet<'a>) {
        match self.doing.stand {
            Stand::Choosing => self.draw_choosing(cx, sheet),
            Stand::Saying => self.draw_saying(cx, sheet),
            Stand::Comparing => self.draw_comparing(cx, sheet),
        }
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        if self.doing.stand != Stand::Saying {
            return None;
        }
        let mut sheet = Sheet::new(size.width, cx.theme);
        let on = format!("{} lays both side by side", cx.key(Command::NextPart));
        let back = format!("{} other words", cx.key(Command::PreviousPart));
        let row = Row::new().target(on, cx.theme.dim, Target::Command(Command::NextPart));
        let at = size.width.saturating_sub(columns(&back));
        sheet.row(match at > row.end() + 1 {
            true => {
                let target = Target::Command(Command::PreviousPart);
                row.at(at).target(back, cx.theme.dim, target)
            }
            false => row,
        });
        Some(sheet)
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size, _used: u16) {
        self.remembered.grow(size.width.saturating_sub(4), 1..=4);
        let least = if size.height < 14 { 2 } else { 4 };
        self.said.grow(size.width.saturating_sub(2), least..=10);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        match self.doing.stand {
            Stand::Saying => Some(&mut self.said.editor),
            Stand::Choosing if self.on_field() => Some(&mut self.remembered.editor),
            Stand::Choosing | Stand::Comparing => None,
        }
    }

    fn field_at(&mut self, _place: usize) -> Option<&mut Editor> {
        self.field()
    }

    fn typing(&self) -> bool {
        self.doing.stand == Stand::Saying || self.on_field()
    }

    fn typed(&mut self) {
        let step = match self.doing.stand {
            Stand::Saying => Move::Say(self.said.editor.text()),
            Stand::Choosing => Move::Remember(self.remembered.editor.text()),
            Stand::Comparing => return,
        };
        self.apply(step);
    }

    fn can(&self, command: Command) -> bool {
        let saying = self.doing.stand == Stand::Saying;
        match command {
            Command::Up | Command::Down => !saying,
            Command::Left | Command::Right => self.on_question(),
            Command::Enter => !saying,
            Command::NextPart => true,
            Command::PreviousPart => self.doing.stand != Stand::Choosing,
            Command::Editor => saying,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match (command, self.doing.stand) {
            (Command::Up, _) => self.at = self.at.saturating_sub(1),
            (Command::Down, _) => self.at = (self.at + 1).min(self.last()),
            (Command::Left, _) if self.on_question() => return self.shift(false),
            (Command::Right, _) if self.on_question() => return self.shift(true),
            (Command::Enter | Command::NextPart, Stand::Choosing) => {
                return self.turn(Move::Take(self.at));
            }
            (Command::NextPart, Stand::Saying) => return self.turn(Move::Compare),
            (Command::NextPart, Stand::Comparing) => self.at = (self.at + 1) % (self.last() + 1),
            (Command::PreviousPart, Stand::Comparing) => return self.turn(Move::WriteOn),
            (Command::PreviousPart, Stand::Saying) => return self.turn(Move::Other),
            (Command::Enter, Stand::Comparing) => return self.choose(),
            (Command::Editor, Stand::Saying) => return vec![Act::Edit(self.said.editor.text())],
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Act> {
        match Chord::of(key)
            .digit()
            .and_then(|digit| digit.checked_sub(1))
        {
            Some(place) if self.on_question() && usize::from(place) < Reply::ALL.len() => {
                let said = self.reply(self.at, Reply::ALL.get(usize::from(place)));
                self.at += 1;
                said
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn click(&mut self, target: Target) -> Vec<Act> {
        match (target, self.doing.stand) {
            (Target::Item(place), Stand::Choosing) => {
                self.at = place.min(self.last());
                self.turn(Move::Take(self.at))
            }
            (Target::Text(place), Stand::Choosing) => {
                self.at = place.min(self.last());
                Vec::new()
            }
            (Target::Item(place), Stand::Comparing) if place > self.last() => {
                self.turn(Move::WriteOn)
            }
            (Target::Item(place), Stand::Comparing) => {
                self.at = place;
                if self.on_question() {
                    return Vec::new();
                }
                self.choose()
            }
            (Target::Choice(place, number), Stand::Comparing) => {
                self.at = place.min(self.last());
                self.reply(place, Reply::ALL.get(number))
            }
            (Target::Item(_) | Target::Text(_) | Target::Choice(..) | Target::Command(_), _) => {
                Vec::new()
            }
        }
    }

    fn show(&mut self, problem: &Problem) {
        let about = |question: &Question| Some(&question.id) == problem.part.as_ref();
        if let Some(place) = self.spec.questions.iter().position(about)
            && self.apply(Move::Compare).is_empty()
        {
            self.at = place;
        }
    }

    fn enter_hint(&self) -> Option<String> {
        let word = match self.doing.stand {
            Stand::Choosing => "say it back",
            Stand::Comparing if self.on_question() => "next",
            Stand::Saying | Stand::Comparing => "choose",
        };
        Some(word.to_owned())
    }

    fn caret(&self) -> usize {
        let focus = usize::from(self.doing.stand == Stand::Saying);
        caret_among([&self.remembered, &self.said].into_iter(), focus)
    }
}
