//! Books that are as far as the path goes.

use crate::content::{Voice, embedded};
use crate::domain::{Body, Record, Role, SetAside, Setting};
use crate::tui::app::Look;
use crate::tui::testing::{Table, profile, record, step, weeks};

const VOICE: Voice = Voice {
    role: Role::Broke,
    setting: Setting::Alone,
};

/// An answer to everything that is asked in each step that is wanted, some weeks ago, and marks since.
fn answered(wanted: impl Fn(&str) -> bool) -> Vec<Record> {
    let pack = embedded();
    let steps = pack.stages.iter().flat_map(|stage| &stage.steps);
    let steps = steps.filter(|step| wanted(step.id.as_str()));
    let exercises = steps.flat_map(|step| step.exercises_for(VOICE));
    let asked = exercises.filter(|exercise| !exercise.optional);
    let answers = (100..).zip(asked).filter_map(|(number, exercise)| {
        let answer = exercise.spec(&pack, VOICE)?.example();
        let mut record = record(number, "2026-10-04T21:00:00+02:00", Body::Answer(answer));
        record.item = Some(exercise.item.clone());
        record.prompt = Some(Box::new(exercise.prompt(&pack, VOICE)));
        Some(record)
    });
    let mut records: Vec<Record> = answers.collect();
    records.push(profile(Role::Broke));
    records.extend(weeks());
    records
}

/// Every step, and a mark.
pub fn all_written(look: Look) -> Table {
    Table::of(look, answered(|_| true), Vec::new(), None)
}

/// Every step but one, which was set aside this evening.
pub fn the_rest_set_aside(look: Look) -> Table {
    let mut records = answered(|step| step != "owning-it");
    let aside = Body::SetAside(SetAside {
        step: step("owning-it"),
        aside: true,
    });
    records.push(record(99, "2026-11-22T20:00:00+01:00", aside));
    Table::of(look, records, Vec::new(), None)
}
