//! What is looked at in an answer that is about to be kept, beyond what its kind checks by itself.

use chrono::NaiveDate;

use super::{Answer, Problem, Spec};

impl Spec {
    /// What is missing or not allowed in an answer that is written on this day: [`Spec::check`], and
    /// days that are too far away.
    pub fn check_on(&self, answer: &Answer, today: NaiveDate) -> Vec<Problem> {
        let mut problems = self.check(answer);
        match (self, answer) {
            (Spec::Cards(spec), Answer::Cards(answer)) => {
                problems.extend(spec.check_days(answer, today));
            }
            (Spec::Promise(_), Answer::Promise(answer)) => {
                problems.extend(answer.check_day(today));
            }
            // An answer of another kind was refused above.
            (Spec::Cards(_) | Spec::Promise(_), _) => {}
            // The others have no day, or one that may lie anywhere.
            (
                Spec::Write(_)
                | Spec::Timeline(_)
                | Spec::Compose(_)
                | Spec::Sort(_)
                | Spec::Choose(_)
                | Spec::Scale(_)
                | Spec::Paraphrase(_)
                | Spec::Echo(_)
                | Spec::Letter(_)
                | Spec::Rank(_)
                | Spec::Activity(_)
                | Spec::Hour(_)
                | Spec::Setback(_),
                _,
            ) => {}
        }
        problems
    }

    /// Puts the words of the list beside each of its ids, so that an answer never says one thing and means
    /// another. Whether there were other words.
    pub fn put_listed_words(&self, answer: &mut Answer) -> bool {
        match (self, answer) {
            (Spec::Choose(spec), Answer::Choose(answer)) => spec.put_listed_words(answer),
            (Spec::Sort(spec), Answer::Sort(answer)) => spec.put_listed_words(answer),
            // An answer of another kind has none of its ids.
            (Spec::Choose(_) | Spec::Sort(_), _) => false,
            // The others keep ids alone, or words as they stood on an earlier day.
            (
                Spec::Write(_)
                | Spec::Timeline(_)
                | Spec::Compose(_)
                | Spec::Scale(_)
                | Spec::Paraphrase(_)
                | Spec::Cards(_)
                | Spec::Echo(_)
                | Spec::Promise(_)
                | Spec::Letter(_)
                | Spec::Rank(_)
                | Spec::Activity(_)
                | Spec::Hour(_)
                | Spec::Setback(_),
                _,
            ) => false,
        }
    }
}
