//! Examples of answers that are accepted on the day on which they are shown, with days that make sense then.

use chrono::{Days, NaiveDate};

use super::cards::Form;
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
        if let (Spec::Cards(spec), Answer::Cards(answer)) = (self, &mut answer) {
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
        if let Answer::Echo(answer) = &mut answer {
            for taken in &mut answer.impacts {
                taken.by = Some(ahead(SOON));
            }
        }
        if let Answer::Promise(answer) = &mut answer {
            answer.due = ahead(SOON);
        }
        if let Answer::Letter(answer) = &mut answer {
            answer.opens = ahead(LATER);
        }
        if let Answer::Activity(answer) = &mut answer {
            answer.on = yesterday;
        }
        if let Answer::Hour(answer) = &mut answer {
            answer.on = yesterday;
        }
        answer
    }
}
