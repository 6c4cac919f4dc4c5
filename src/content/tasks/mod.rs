//! What each kind of exercise has in a pack, one file per kind: its keys, and what it asks of one
//! person in the words of their role and setting.

mod activity;
mod cards;
mod choose;
mod compose;
mod echo;
mod hour;
mod letter;
mod paraphrase;
mod promise;
mod rank;
mod scale;
mod setback;
mod sort;
mod timeline;
mod write;

pub use sort::Sort;
pub use write::Write;

use super::finding::{At, Report, Taken, known_names};
use super::model::{List, Pack, for_voice};
use super::stages::{Shelf, roles};
use super::table::Table;
use super::voice::{Voice, Voiced};
use crate::domain::Role;
use crate::exercise::flag::Flag;
use crate::exercise::{self, Kind, Spec};

/// What an exercise asks, with words by voice.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    Write(write::Write),
    Timeline(timeline::Timeline),
    Compose(compose::Compose),
    Sort(sort::Sort),
    Choose(choose::Choose),
    Scale(scale::Scale),
    Paraphrase(paraphrase::Paraphrase),
    Hour(hour::Hour),
    Rank(rank::Rank),
    Activity(activity::Activity),
    Setback(setback::Setback),
    Cards(cards::Cards),
    Echo(echo::Echo),
    Promise(promise::Promise),
    Letter(letter::Letter),
    /// The mark of the day, which has a page of its own and no keys.
    Mark,
}

/// The keys that belong to `kind`.
pub(super) fn read(table: &Table<'_>, kind: Kind, voices: &[Voice], shelf: &Shelf<'_>) -> Task {
    match kind {
        Kind::Write => Task::Write(write::Write::read(table, voices)),
        Kind::Timeline => Task::Timeline(timeline::Timeline::read(table, voices)),
        Kind::Compose => Task::Compose(compose::Compose::read(table, voices, shelf)),
        Kind::Sort => Task::Sort(sort::Sort::read(table, voices)),
        Kind::Choose => Task::Choose(choose::Choose::read(table, voices, shelf)),
        Kind::Scale => Task::Scale(scale::Scale::read(table, voices)),
        Kind::Paraphrase => Task::Paraphrase(paraphrase::Paraphrase::read(table, voices)),
        Kind::Hour => Task::Hour(hour::Hour::read(table, voices)),
        Kind::Rank => Task::Rank(rank::Rank::read(table, voices, shelf)),
        Kind::Activity => Task::Activity(activity::Activity::read(table, voices, shelf)),
        Kind::Setback => Task::Setback(setback::Setback::read(table, voices)),
        Kind::Cards => Task::Cards(cards::Cards::read(table, voices, shelf)),
        Kind::Echo => Task::Echo(echo::Echo::read(table, voices, shelf)),
        Kind::Promise => Task::Promise(promise::Promise::read(table, voices, shelf)),
        Kind::Letter => Task::Letter(letter::Letter::read(table, voices)),
        Kind::Mark => Task::Mark,
    }
}

impl Task {
    pub fn kind(&self) -> Kind {
        match self {
            Task::Write(_) => Kind::Write,
            Task::Timeline(_) => Kind::Timeline,
            Task::Compose(_) => Kind::Compose,
            Task::Sort(_) => Kind::Sort,
            Task::Choose(_) => Kind::Choose,
            Task::Scale(_) => Kind::Scale,
            Task::Paraphrase(_) => Kind::Paraphrase,
            Task::Hour(_) => Kind::Hour,
            Task::Rank(_) => Kind::Rank,
            Task::Activity(_) => Kind::Activity,
            Task::Setback(_) => Kind::Setback,
            Task::Cards(_) => Kind::Cards,
            Task::Echo(_) => Kind::Echo,
            Task::Promise(_) => Kind::Promise,
            Task::Letter(_) => Kind::Letter,
            Task::Mark => Kind::Mark,
        }
    }

    /// What it asks of one person; nothing for the mark of the day, which is not an answer.
    pub fn spec(&self, pack: &Pack, voice: Voice) -> Option<Spec> {
        let words = Words { pack, voice };
        Some(match self {
            Task::Write(task) => Spec::Write(task.spec(words)),
            Task::Timeline(task) => Spec::Timeline(task.spec(words)),
            Task::Compose(task) => Spec::Compose(task.spec(words)),
            Task::Sort(task) => Spec::Sort(task.spec(words)),
            Task::Choose(task) => Spec::Choose(task.spec(words)),
            Task::Scale(task) => Spec::Scale(task.spec(words)),
            Task::Paraphrase(task) => Spec::Paraphrase(task.spec(words)),
            Task::Hour(task) => Spec::Hour(task.spec(words)),
            Task::Rank(task) => Spec::Rank(task.spec(words)),
            Task::Activity(task) => Spec::Activity(task.spec(words)),
            Task::Setback(task) => Spec::Setback(task.spec(words)),
            Task::Cards(task) => Spec::Cards(task.spec(words)),
            Task::Echo(task) => Spec::Echo(task.spec(words)),
            Task::Promise(task) => Spec::Promise(task.spec(words)),
            Task::Letter(task) => Spec::Letter(task.spec(words)),
            Task::Mark => return None,
        })
    }
}

/// Reports what one exercise says of another that is not there.
pub(super) fn look_across(report: &Report, pack: &Pack) {
    let all = pack.steps().flat_map(|(_, step)| &step.exercises);
    for exercise in all {
        if let Task::Setback(task) = &exercise.task {
            task.look_across(report, pack);
        }
    }
}

/// Where a task finds its words: in the pack, for one person.
#[derive(Clone, Copy)]
struct Words<'a> {
    pack: &'a Pack,
    voice: Voice,
}

impl Words<'_> {
    fn say(self, text: &Voiced) -> String {
        text.get(self.voice).to_owned()
    }

    /// The flags of these ids.
    fn flags(self, ids: &[String]) -> Vec<Flag> {
        ids.iter()
            .filter_map(|id| self.pack.flags.get(id))
            .cloned()
            .collect()
    }

    /// The words of a list of the library.
    fn list(self, id: &str) -> Vec<exercise::choose::Item> {
        self.pack.lists.get(id).map(List::items).unwrap_or_default()
    }
}

fn small(number: Option<i64>) -> Option<u8> {
    number.and_then(|n| u8::try_from(n).ok())
}

/// The least number of things, 0 to 100; `usual` where it is left out.
fn at_least(table: &Table<'_>, usual: usize) -> usize {
    table
        .number("at_least", 0..=100)
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(usual)
}

/// The greatest number of things, where there is one; not below `least`.
fn at_most(table: &Table<'_>, least: usize) -> Option<usize> {
    let most = table.number("at_most", 1..=100);
    let most = most.and_then(|n| usize::try_from(n).ok());
    if let Some(most) = most.filter(|most| *most < least) {
        let message = format!("`at_most` is {most}, and `at_least` is {least}");
        table.report.error(place(table, "at_most"), message);
    }
    most
}

/// Each table of a list, with its id, which is unique among them.
fn each<'a, T>(
    table: &Table<'a>,
    key: &'static str,
    what: &'static str,
    mut read: impl FnMut(&Table<'a>, String) -> T,
) -> Vec<T> {
    let mut ids = Taken::default();
    let mut all = Vec::new();
    table.need(key);
    for part in table.tables(key, what) {
        let id = part.name("id");
        if let Some((id, at)) = &id {
            ids.take(table.report, "the id", id, *at);
        }
        let id = id.map(|(id, _)| id).unwrap_or_default();
        all.push(read(&part, id));
        part.finish();
    }
    all
}

/// The flags of the library that are named under `key`.
fn flags(table: &Table<'_>, key: &'static str, shelf: &Shelf<'_>) -> Vec<String> {
    let mut taken = Taken::default();
    let mut flags = Vec::new();
    for (id, at) in table.texts(key) {
        taken.take(table.report, "the flag", id, at);
        if !shelf.flags.contains_key(id) && !table.report.any_broken() {
            let hint = known_names(id, shelf.flags.keys().map(String::as_str));
            let message = format!("there is no flag `{id}` in the library");
            table.report.error_hint(at, message, hint);
        }
        flags.push(id.to_owned());
    }
    flags
}

/// The roles that a part is for, and those of `voices` that get it.
fn whom(part: &Table<'_>, voices: &[Voice], nobody: &str) -> (Vec<Role>, Vec<Voice>) {
    let roles = roles(part, "for");
    let mine = |voice: &Voice| for_voice(&roles, *voice);
    let voices: Vec<Voice> = voices.iter().copied().filter(mine).collect();
    if voices.is_empty() {
        let hint = "look at `for` here and on the exercise";
        part.report.warn(place(part, "for"), nobody, hint);
    }
    (roles, voices)
}

/// Where the value of `key` stands, or the table itself.
fn place(table: &Table<'_>, key: &'static str) -> At {
    table.get(key).map_or(table.at, |node| node.at)
}

/// Reports a list that is not in the library, or that has fewer words than `least` asks for.
fn list_holds(
    table: &Table<'_>,
    list: &str,
    (least, key): (usize, &'static str),
    shelf: &Shelf<'_>,
) {
    match shelf.lists.get(list) {
        Some(found) => {
            let count: usize = found.groups.iter().map(|(_, items)| items.len()).sum();
            if count < least {
                let message = format!("`{key}` is {least}, and `{list}` has {count} words");
                table.report.error(place(table, key), message);
            }
        }
        None if list.is_empty() || table.report.any_broken() => {}
        None => {
            let hint = known_names(list, shelf.lists.keys().map(String::as_str));
            let message = format!("there is no list `{list}` in the library");
            table.report.error_hint(place(table, "list"), message, hint);
        }
    }
}

/// Reports words of a list that have ids like those that words of one's own get.
fn leaves_own_ids(table: &Table<'_>, list: &str, shelf: &Shelf<'_>) {
    let words = shelf.lists.get(list).into_iter().flat_map(|l| &l.groups);
    for (id, _) in words.flat_map(|(_, words)| words) {
        if exercise::picks::is_own_id(id) {
            let message = format!("`{list}` has a word with the id `{id}`");
            let hint = "ids like this one are for words of people's own";
            table.report.error_hint(place(table, "list"), message, hint);
        }
    }
}
