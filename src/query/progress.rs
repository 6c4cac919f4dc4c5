//! The journey with what is done, and the one step to suggest next.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::content::{Pack, Step, Voice};
use crate::domain::{ItemId, State, StepId};
use crate::exercise::Kind;

/// How far one person is, stage by stage, in the order of the pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    pub stages: Vec<StageProgress>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StageProgress {
    pub id: String,
    pub title: String,
    pub steps: Vec<StepProgress>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StepProgress {
    pub id: StepId,
    pub title: String,
    /// Everything that it asks of this person has an answer. A step that is set aside is neither
    /// done nor undone.
    pub done: bool,
    /// Since when it is too fresh.
    pub set_aside: Option<DateTime<FixedOffset>>,
    /// Those that this person gets, in their role and setting.
    pub exercises: Vec<ExerciseProgress>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExerciseProgress {
    pub item: ItemId,
    pub title: String,
    pub kind: Kind,
    pub optional: bool,
    pub answered: bool,
}

/// Whom the pack speaks to, after what this person said of themselves.
pub fn voice(state: &State) -> Voice {
    let profile = state.profile();
    Voice {
        role: profile.role,
        setting: profile.setting,
    }
}

impl Progress {
    pub fn of(pack: &Pack, state: &State) -> Progress {
        let voice = voice(state);
        Progress {
            stages: pack
                .stages
                .iter()
                .map(|stage| StageProgress {
                    id: stage.id.clone(),
                    title: stage.title.clone(),
                    steps: stage
                        .steps
                        .iter()
                        .map(|step| StepProgress::of(step, state, voice))
                        .collect(),
                })
                .collect(),
        }
    }

    /// Every step, in order.
    pub fn steps(&self) -> impl Iterator<Item = &StepProgress> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// The step to suggest: the first that still asks for something and is not set aside.
    ///
    /// When only steps that were set aside are left, it is the one that has rested longest, and none
    /// before it has rested for a day. Steps in which everything is optional are never suggested:
    /// they are there for whoever wants them.
    pub fn next(&self, now: DateTime<FixedOffset>) -> Option<&StepId> {
        let open = || self.steps().filter(|step| !step.done && step.asks());
        let fresh = open().find(|step| step.set_aside.is_none());
        let rested = || {
            open()
                .filter_map(|step| Some((step.set_aside?, step)))
                .filter(|(since, _)| now - *since >= TimeDelta::days(1))
                .min_by_key(|(since, _)| *since)
                .map(|(_, step)| step)
        };
        fresh.or_else(rested).map(|step| &step.id)
    }
}

impl StepProgress {
    fn of(step: &Step, state: &State, voice: Voice) -> StepProgress {
        let exercises: Vec<ExerciseProgress> = step
            .exercises_for(voice)
            .map(|exercise| ExerciseProgress {
                item: exercise.item.clone(),
                title: exercise.title.get(voice).to_owned(),
                kind: exercise.kind(),
                optional: exercise.optional,
                answered: if exercise.kind() == Kind::Mark {
                    state.marks().next().is_some()
                } else {
                    state.answer(&exercise.item).is_some()
                },
            })
            .collect();
        let set_aside = state.set_aside(&step.id).map(|record| record.at);
        let answered = exercises.iter().any(|e| e.answered);
        let missing = exercises.iter().any(|e| !e.optional && !e.answered);
        StepProgress {
            id: step.id.clone(),
            title: step.title.clone(),
            done: answered && !missing && set_aside.is_none(),
            set_aside,
            exercises,
        }
    }

    /// Whether it asks this person for anything that is not optional.
    pub fn asks(&self) -> bool {
        self.exercises.iter().any(|exercise| !exercise.optional)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Profile, Role, Setting};
    use crate::query::testing::{Book, pack};

    fn done(book: &Book) -> Vec<String> {
        let progress = Progress::of(&pack(), &book.state);
        let done = progress.steps().filter(|step| step.done);
        done.map(|step| step.id.to_string()).collect()
    }

    fn next(book: &Book, hours: i64) -> Option<String> {
        let progress = Progress::of(&pack(), &book.state);
        let next = progress.next(book.now + TimeDelta::hours(hours));
        next.map(|id| id.to_string())
    }

    #[test]
    fn a_step_is_done_when_all_that_it_asks_is_answered() {
        let mut book = Book::new();
        assert_eq!(next(&book, 0).as_deref(), Some("one"));
        book.answer("one.first", "some words");
        assert_eq!(done(&book), [] as [&str; 0]);
        book.answer("one.second", "more words");
        assert_eq!(done(&book), ["one"]);
        assert_eq!(next(&book, 0).as_deref(), Some("two"));
    }

    #[test]
    fn what_is_asked_depends_on_the_role() {
        let mut book = Book::new();
        book.profile(Profile {
            role: Role::Hurt,
            setting: Setting::Alone,
        });
        book.answer("one.first", "some words");
        assert_eq!(done(&book), ["one"], "the second is for the others");
    }

    #[test]
    fn a_step_that_is_set_aside_is_neither_done_nor_suggested() {
        let mut book = Book::new();
        book.answer("one.first", "a");
        book.answer("one.second", "b");
        book.set_aside("one", true);
        assert_eq!(done(&book), [] as [&str; 0]);
        assert_eq!(next(&book, 0).as_deref(), Some("two"));
        book.set_aside("one", false);
        assert_eq!(done(&book), ["one"]);
    }

    #[test]
    fn what_was_set_aside_comes_back_when_nothing_else_is_left_and_it_rested_for_a_day() {
        let mut book = Book::new();
        book.set_aside("two", true);
        book.now += TimeDelta::hours(3);
        book.set_aside("one", true);
        assert_eq!(next(&book, 0), None);
        assert_eq!(next(&book, 20), None);
        assert_eq!(next(&book, 21).as_deref(), Some("two"));
        assert_eq!(next(&book, 48).as_deref(), Some("two"), "the longest first");
        book.set_aside("two", false);
        assert_eq!(next(&book, 48).as_deref(), Some("two"));
        book.answer("two.first", "c");
        assert_eq!(next(&book, 48).as_deref(), Some("one"));
    }

    #[test]
    fn a_step_of_optional_exercises_is_done_when_wanted_and_never_suggested() {
        let mut book = Book::new();
        for item in ["one.first", "one.second", "two.first"] {
            book.answer(item, "words");
        }
        assert_eq!(next(&book, 0), None);
        assert_eq!(done(&book), ["one", "two"]);
        book.answer("three.first", "words");
        assert_eq!(done(&book), ["one", "two", "three"]);
    }
}
