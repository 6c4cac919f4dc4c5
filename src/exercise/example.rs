//! Examples of answers that are accepted on the day on which they are shown, with days that make sense then.

use chrono::{Days, NaiveDate};

use super::cards::{self, Form};
use super::{Answer, Spec};

/// How far ahead a day lies on which something is looked at again or done.
const SOON: u16 = 14;
/// How long a letter stays closed.
const LATER: u16 = 180;

impl Spec {
    /// [`Spec::example`] as someone would write it on this day: what is still to come lies ahead, and what was
    /// held was yesterday.
    pub fn example_on(&self, today: NaiveDate) -> Answer {
        let ahead = |days: u16| {
            today
                .checked_add_days(Days::new(days.into()))
                .unwrap_or(today)
        };
        let yesterday = today.pred_opt().unwrap_or(today);
        let mut answer = self.example();
        match &mut answer {
            Answer::Cards(answer) => self.put_days(answer, ahead),
            Answer::Echo(answer) => {
                for taken in &mut answer.impacts {
                    taken.by = Some(ahead(SOON));
                }
            }
            Answer::Promise(answer) => answer.due = ahead(SOON),
            Answer::Letter(answer) => answer.opens = ahead(LATER),
            Answer::Activity(answer) => answer.on = yesterday,
            Answer::Hour(answer) => answer.on = yesterday,
            // What has no day, or one long ago.
            Answer::Write(_)
            | Answer::Timeline(_)
            | Answer::Compose(_)
            | Answer::Sort(_)
            | Answer::Choose(_)
            | Answer::Scale(_)
            | Answer::Paraphrase(_)
            | Answer::Rank(_)
            | Answer::Setback(_) => {}
        }
        answer
    }

    /// Puts a day that the form takes wherever a card asks for one.
    fn put_days(&self, answer: &mut cards::Answer, ahead: impl Fn(u16) -> NaiveDate) {
        let Spec::Cards(spec) = self else { return };
        for field in &spec.fields {
            let Form::Day { within, .. } = field.form else {
                continue;
            };
            let day = ahead(within.unwrap_or(SOON).min(SOON));
            for card in &mut answer.cards {
                card.insert(field.id.clone(), day.to_string());
            }
        }
    }
}
