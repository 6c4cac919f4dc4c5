//! `amends answer`: one exercise, under the same rules as on the screen.

use super::args::{Global, Json};
use super::desk::{self, Chance, Desk};
use super::failure::Failure;
use super::given::Given;
use super::mark;
use super::misread::misread;
use super::write::{print_id, say_removed};
use super::{out, when};
use crate::content::{Exercise, Pack, Voice};
use crate::domain::{Body, Intent, ItemId, Prompt, ThreadId};
use crate::exercise::{self, Spec, write};
use crate::text::clean::clean;
use crate::text::quote::quoted;

/// Answer one exercise
#[derive(clap::Args)]
pub struct Answer {
    /// The exercise, as `amends steps` lists it
    #[arg(value_name = "STEP.EXERCISE")]
    item: String,
    /// The text; for most kinds it is JSON; - reads it from standard input
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    /// Print an example that would be accepted, and save nothing
    #[arg(long, conflicts_with = "text")]
    show_shape: bool,
    #[command(flatten)]
    json: Json,
}

impl Answer {
    /// Whether it saves nothing and shows a shape.
    pub fn only_shows(&self) -> bool {
        self.show_shape
    }
}

pub fn run(global: &Global, answer: &Answer) -> Result<(), Failure> {
    let pack = desk::pack(global)?;
    if answer.show_shape {
        let voice = Desk::to_read(global)?.voice();
        let exercise = named(&pack, &answer.item, voice)?;
        return match exercise.spec(&pack, voice) {
            Some(spec) => show_shape(&spec),
            None => out::json(&mark::shape()),
        };
    }
    let mut desk = Desk::to_write(global)?;
    let id = take(&mut desk, &pack, &answer.item, &answer.text, None)?;
    print_id(id, &answer.json)
}

/// Takes the answer to the exercise of this name from words, from standard input or from the editor,
/// and saves it. `again` is the one of several that is changed; without it, one is added to them.
pub fn take(
    desk: &mut Desk,
    pack: &Pack,
    name: &str,
    words: &[String],
    again: Option<ThreadId>,
) -> Result<ThreadId, Failure> {
    let voice = desk.voice();
    let exercise = named(pack, name, voice)?;
    let Some(spec) = exercise.spec(pack, voice) else {
        let given = Given::take(desk, words, &format!("{:#}\n", mark::shape()))?;
        let given = given.to(&exercise.item);
        let saved = mark::take(desk, &given.text);
        return given.end(desk, saved);
    };
    let thread = match (exercise.many, again) {
        (false, _) => None,
        (true, Some(thread)) => Some(thread),
        (true, None) => Some(ThreadId::from_random(Chance::take()?.next())),
    };
    let start = start(desk, exercise, again, &spec);
    let given = Given::take(desk, words, &start)?.to(&exercise.item);
    let saved = read(desk, &spec, &given.text).and_then(|answer| {
        let prompt = exercise.prompt(pack, voice);
        save(desk, &exercise.item, thread, spec, (prompt, answer))
    });
    given.end(desk, saved)
}

fn save(
    desk: &mut Desk,
    item: &ItemId,
    thread: Option<ThreadId>,
    spec: Spec,
    (prompt, mut answer): (Prompt, exercise::Answer),
) -> Result<ThreadId, Failure> {
    let mut removed = 0;
    answer.map_text(&mut |text| removed += clean(text).removed);
    let others = spec.put_listed_words(&mut answer);
    let records = desk.take(Intent::Answer {
        item: item.clone(),
        thread,
        spec: Box::new(spec),
        prompt,
        answer,
    })?;
    say_removed(removed);
    if others {
        out::say("Beside an id of the exercise stand the words of the exercise, and not others.");
    }
    let known = thread.or_else(|| desk.state.answer(item).map(|record| record.thread));
    match (records.first(), known) {
        (Some(record), _) => Ok(record.thread),
        (None, Some(thread)) => {
            out::say("Nothing was different, so it stays as it is.");
            Ok(thread)
        }
        (None, None) => Err(Failure::failed("There was nothing to save.")),
    }
}

/// The exercise of this name, where it is for this person.
fn named<'a>(pack: &'a Pack, name: &str, voice: Voice) -> Result<&'a Exercise, Failure> {
    let exercises = || pack.steps().flat_map(|(_, step)| &step.exercises);
    let found = exercises().find(|exercise| exercise.item.as_str() == name);
    let shown = quoted(name);
    match found {
        Some(exercise) if exercise.is_for(voice) => Ok(exercise),
        Some(_) => Err(Failure::failed(format!(
            "\u{201c}{shown}\u{201d} is for another role or setting than yours. `amends steps` lists \
             the exercises that are for you."
        ))),
        None => {
            let names = exercises().map(|exercise| exercise.item.as_str());
            let near = match nearest(name, names) {
                Some(near) => format!(" Did you mean {near}?"),
                None => String::new(),
            };
            Err(Failure::failed(format!(
                "There is no exercise \u{201c}{shown}\u{201d} in this content.{near} `amends steps` \
                 lists them."
            )))
        }
    }
}

/// The name that is most like `name`, where one is like it at all.
fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .filter(|other| name.len() < other.len() * 2)
        .map(|other| (strsim::damerau_levenshtein(name, other), other))
        .filter(|(distance, other)| *distance <= other.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// What the editor begins with: the answer as it stands, or else an empty page or the shape to fill.
fn start(desk: &Desk, exercise: &Exercise, again: Option<ThreadId>, spec: &Spec) -> String {
    let record = match (again, exercise.many) {
        (Some(thread), true) => desk.state.head(thread),
        (None, true) => None,
        (_, false) => desk.state.answer(&exercise.item),
    };
    let earlier = match record.map(|record| &record.body) {
        Some(Body::Answer(answer)) if answer.kind() == spec.kind() => Some(answer.clone()),
        Some(_) | None => None,
    };
    match (spec, earlier) {
        (Spec::Write(_), Some(exercise::Answer::Write(answer))) => answer.text,
        (Spec::Write(_), Some(_) | None) => String::new(),
        (_, earlier) => {
            let answer = earlier.unwrap_or_else(|| example(spec));
            format!("{:#}\n", answer.json())
        }
    }
}

fn read(desk: &Desk, spec: &Spec, text: &str) -> Result<exercise::Answer, Failure> {
    if let Spec::Write(_) = spec {
        return Ok(exercise::Answer::Write(write::Answer {
            text: text.to_owned(),
        }));
    }
    spec.read_answer(text).map_err(|error| {
        Failure::failed(format!(
            "This is not an answer of the kind \u{201c}{}\u{201d}: {}. Nothing was saved. \
             --show-shape prints an example.",
            spec.kind().name(),
            misread(desk, &error)
        ))
    })
}

/// An example as it would be written today.
fn example(spec: &Spec) -> exercise::Answer {
    spec.example_on(when::now().date_naive())
}

fn show_shape(spec: &Spec) -> Result<(), Failure> {
    match example(spec) {
        exercise::Answer::Write(answer) => out::print(&format!("{}\n", answer.text)),
        answer => out::json(&answer.json()),
    }
}
