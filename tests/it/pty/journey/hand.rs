//! The hand at the keyboard: it finds its way by what is on the screen, and remembers what it wrote.

use std::collections::BTreeSet;
use std::rc::Rc;

use amends::content::{Pack, Voice, load};
use amends::domain::{ItemId, Role, Setting, StepId};

use super::super::term::Term;
use super::super::world::*;

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const HOME: &str = "\x1b[1;5H";
/// On every page of a step, whether it is set aside or not.
const STEP: &str = "Too fresh for today?";

pub struct Hand {
    pub world: World,
    pub term: Term,
    pub pack: Rc<Pack>,
    pub voice: Voice,
    /// What was written that others may read, and what is closed until its day: of which exercise.
    pub said: Vec<(String, String)>,
    pub sealed: Vec<(String, String)>,
    /// The step whose page comes back once something is saved.
    on: Option<StepId>,
    item: String,
    sentences: usize,
    /// Gates whose questions were asked since the program was started.
    gone_through: BTreeSet<String>,
}

/// The row with the focus.
fn focus(screen: &vt100::Screen) -> Option<String> {
    let contents = screen.contents();
    let row = contents.lines().find(|line| line.contains('▸'));
    row.map(str::to_owned)
}

/// Goes down until the row with the focus is the one that is looked for.
#[track_caller]
fn look_for(term: &mut Term, is_it: impl Fn(&str) -> bool) {
    for _ in 0..40 {
        term.until("a focus", |screen| focus(screen).is_some());
        let before = term.ask(focus);
        if before.as_deref().is_some_and(&is_it) {
            return;
        }
        term.keys(DOWN);
        term.until("the next row", |screen| {
            focus(screen).is_some_and(|row| Some(row) != before)
        });
    }
    panic!("it is not there:\n{}", term.screen());
}

/// Up as far as it goes. The palette comes and goes, so that every key before it has been taken.
fn to_the_top(term: &mut Term) {
    term.keys(&UP.repeat(20))
        .keys(PALETTE)
        .wait("what would you like");
    term.keys(ESC).wait_gone("what would you like");
}

impl Hand {
    /// Someone who has just read the welcome and chosen a role.
    pub fn welcomed(role: Role) -> Hand {
        let world = World::new();
        let term = world.open();
        let setting = Setting::Alone;
        let mut hand = Hand {
            world,
            term,
            pack: Rc::new(load::embedded()),
            voice: Voice { role, setting },
            said: Vec::new(),
            sealed: Vec::new(),
            on: None,
            item: String::new(),
            sentences: 0,
            gone_through: BTreeSet::new(),
        };
        let called = match role {
            Role::Hurt => "hurt",
            Role::Broke => "broke",
            Role::Both => "both",
            Role::Undecided => "undecided",
        };
        let called = hand.pack.welcome.roles[called].clone();
        hand.term.wait("1 of 5").keys(ENTER);
        hand.term.wait("2 of 5").keys(ENTER);
        hand.term.wait("3 of 5").keys("Sam").wait("Sam").keys(ENTER);
        hand.term.wait("4 of 5");
        look_for(&mut hand.term, |row| row.contains(&called));
        hand.term.keys(ENTER).wait("5 of 5");
        // The passphrase is for later, in one key.
        hand.term.keys(ENTER).wait("Sam").wait("journal");
        hand
    }

    /// Leaves, with the terminal given back as it was.
    pub fn leave(&mut self) {
        self.term.keys(QUIT);
        assert_eq!(self.term.ended(), 0);
        self.term.is_as_before();
    }

    pub fn reopen(&mut self) {
        self.term = self.world.open();
        self.term.wait("journal");
        self.gone_through.clear();
        self.on = None;
    }

    /// To a step, over home and its stage.
    fn go_to_step(&mut self, stage: &str, title: &str) {
        self.term.keys(HOME).wait("amends ·");
        to_the_top(&mut self.term);
        // The next step is suggested with its stage and its minutes.
        look_for(&mut self.term, |row| {
            row.contains(stage) && !row.contains("minutes")
        });
        self.term.keys(ENTER).until("the stage", |screen| {
            let contents = screen.contents();
            contents.trim_start().starts_with(stage) && !contents.contains(STEP)
        });
        to_the_top(&mut self.term);
        look_for(&mut self.term, |row| row.contains(title));
        self.term.keys(ENTER).wait(STEP);
    }

    /// To an exercise, from the step where this hand is or from home, through the questions before it.
    pub fn go_to(&mut self, step: &str, item: &str) {
        self.item = item.to_owned();
        let id = StepId::try_from(step.to_owned()).unwrap();
        let pack = Rc::clone(&self.pack);
        let (stage, step) = pack.step(&id).unwrap();
        let mut exercises = step.exercises_for(self.voice);
        let place = exercises.position(|e| e.item.as_str() == item).unwrap();
        let exercise = step.exercises_for(self.voice).nth(place).unwrap();
        if self.on.as_ref() != Some(&id) {
            self.go_to_step(&stage.title, &step.title);
            self.on = Some(id);
        }
        self.term.keys(&UP.repeat(12)).wait_gone("Saved.");
        self.term.keys(&DOWN.repeat(place));
        self.term
            .wait_focus(exercise.title.get(self.voice))
            .keys(ENTER);
        let gate = exercise.gate.as_ref();
        if let Some(gate) = gate.filter(|gate| self.gone_through.insert((*gate).clone())) {
            for _ in 0..pack.gates[gate].questions(self.voice).count() {
                self.term.wait("when you have thought about it").keys(ENTER);
            }
            self.term.wait("Go on to the page").keys(ENTER);
        }
        self.term.wait_gone(STEP).wait_gone("Go on to the page");
    }

    /// The exercise that this hand is at, once more.
    pub fn again(&mut self) {
        let item = ItemId::try_from(self.item.clone()).unwrap();
        let step = self.pack.exercise(&item).unwrap().0.id.as_str().to_owned();
        self.go_to(&step, item.as_str());
        // From several answers one comes back to them.
        self.on = None;
    }

    /// A sentence that was not written before, and that nothing in the default pack points out.
    pub fn sentence(&mut self) -> String {
        self.sentences += 1;
        let sentence = format!("I go for a walk, and count {} birds.", self.sentences);
        self.said.push((self.item.clone(), sentence.clone()));
        sentence
    }

    /// Writes a sentence where the caret is.
    pub fn say(&mut self) {
        let sentence = self.sentence();
        self.term.keys(&sentence);
    }

    /// Remembers what has to be in the book, though it was not written but chosen.
    pub fn remember(&mut self, words: &str) {
        self.said.push((self.item.clone(), words.to_owned()));
    }

    /// What was written last is closed.
    pub fn seal(&mut self) {
        let last = self.said.pop().unwrap();
        self.sealed.push(last);
    }

    #[track_caller]
    pub fn save(&mut self) {
        self.term.keys(SAVE).wait("Saved.");
    }
}
