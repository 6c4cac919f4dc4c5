//! What a person wants, turned into records or into a refusal. Screen, command line and import all
//! come through here, so the same rules hold for each.

use chrono::{DateTime, FixedOffset};

use super::id::{DeviceId, ItemId, PersonId, RecordId, SpaceId, StepId, ThreadId};
use super::mark::{self, Aspect, Marking, TOP, Wrong};
use super::person::{Profile, Setting};
use super::record::{Body, Entry, Prompt, Record, SetAside};
use super::state::State;
use crate::exercise::{Answer, Problem, Spec};
use crate::text::clean::{clean, clean_line};

/// Who writes, where and when; and the chance that new ids need.
pub struct Desk<'a> {
    pub state: &'a State,
    pub person: PersonId,
    /// The writer's own space.
    pub space: SpaceId,
    pub device: DeviceId,
    pub now: DateTime<FixedOffset>,
    /// Gives 128 random bits at each call.
    pub random: &'a mut dyn FnMut() -> [u8; 16],
}

/// What a person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// A journal entry: new, or the next version of one.
    WriteEntry {
        thread: Option<ThreadId>,
        entry: Entry,
    },
    Answer {
        item: ItemId,
        /// Which of several answers, new or known; none where the exercise takes one.
        thread: Option<ThreadId>,
        spec: Box<Spec>,
        prompt: Prompt,
        answer: Answer,
    },
    SetAside {
        step: StepId,
        aside: bool,
    },
    /// How a day was; what is not said of it stays as it was.
    Mark(Marking),
    SetProfile(Profile),
    /// Of several versions written apart, this one goes on.
    Keep {
        version: RecordId,
    },
    /// What is closed until a day is opened before it.
    Open {
        thread: ThreadId,
    },
    /// Every version of a thing, for good.
    Delete {
        thread: ThreadId,
    },
}

/// Why an intent came to nothing. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("The page is empty, so there is nothing to save.")]
    Empty,
    #[error("{}", says(.0))]
    Incomplete(Vec<Problem>),
    #[error("The numbers go from 0 to {TOP}, so {} was not taken. Nothing was saved.", .0.name())]
    Beyond(Aspect),
    #[error("That day has not come yet, so there is nothing to mark.")]
    NotYet,
    #[error("It is not there any more. It may have been deleted in another window.")]
    Gone,
    #[error("That is not a journal entry, so no entry was written over it.")]
    NotAnEntry,
    #[error("That is the answer to another exercise, so nothing was written over it.")]
    NotAnAnswer,
    #[error("Books for two are not built yet. Start one alone: it can become a book of two later.")]
    CoupleNotBuilt,
}

impl Refusal {
    /// The same without a word of what was written, for where that must not be seen.
    pub fn without_words(self) -> Refusal {
        match self {
            Refusal::Incomplete(problems) => {
                let problems = problems.into_iter().map(Problem::without_words);
                Refusal::Incomplete(problems.collect())
            }
            Refusal::Empty
            | Refusal::Beyond(_)
            | Refusal::NotYet
            | Refusal::Gone
            | Refusal::NotAnEntry
            | Refusal::NotAnAnswer
            | Refusal::CoupleNotBuilt => self,
        }
    }
}

fn says(problems: &[Problem]) -> String {
    let says: Vec<&str> = problems
        .iter()
        .map(|problem| problem.says.as_str())
        .collect();
    says.join(" ")
}

/// The records that carry out `intent`. None where nothing would change.
///
/// # Errors
/// A refusal, in words for the person.
pub fn decide(desk: &mut Desk<'_>, intent: Intent) -> Result<Vec<Record>, Refusal> {
    match intent {
        Intent::WriteEntry { thread, entry } => write_entry(desk, thread, entry),
        Intent::Answer {
            item,
            thread,
            spec,
            mut prompt,
            mut answer,
        } => {
            answer.map_text(&mut |text| *text = clean(text).text);
            spec.put_listed_words(&mut answer);
            match spec.check_on(&answer, desk.now.date_naive()) {
                problems if problems.is_empty() => {}
                problems => return Err(Refusal::Incomplete(problems)),
            }
            prompt.several = thread.is_some();
            let heads = match thread {
                Some(thread) => desk.state.heads(thread),
                None => desk.state.answer_heads(&item),
            };
            if heads.iter().any(|head| head.item.as_ref() != Some(&item)) {
                return Err(Refusal::NotAnAnswer);
            }
            let same = |record: &Record| {
                record.body == Body::Answer(answer.clone())
                    && record.prompt.as_deref() == Some(&prompt)
            };
            if heads.len() == 1 && same(heads[0]) {
                return Ok(Vec::new());
            }
            let known = heads.last().map(|record| record.thread);
            let replaces = heads.iter().map(|record| record.id).collect();
            let mut record = desk.record(thread.or(known), replaces, Body::Answer(answer));
            record.item = Some(item);
            record.prompt = Some(Box::new(prompt));
            Ok(vec![record])
        }
        Intent::SetAside { step, aside } => {
            let last = desk.state.aside_record(&step);
            if desk.state.set_aside(&step).is_some() == aside {
                return Ok(Vec::new());
            }
            let (thread, replaces) = follow(last.map(|record| &**record));
            Ok(vec![desk.record(
                thread,
                replaces,
                Body::SetAside(SetAside { step, aside }),
            )])
        }
        Intent::Mark(marking) => mark_day(desk, marking),
        Intent::SetProfile(profile) => {
            if profile.setting == Setting::Couple {
                return Err(Refusal::CoupleNotBuilt);
            }
            let last = desk.state.profile_record();
            if last.is_some() && desk.state.profile() == profile {
                return Ok(Vec::new());
            }
            let (thread, replaces) = follow(last.map(|record| &**record));
            Ok(vec![desk.record(thread, replaces, Body::Profile(profile))])
        }
        Intent::Keep { version } => {
            let kept = desk.state.record(version).ok_or(Refusal::Gone)?.clone();
            let heads = desk.state.heads_beside(&kept);
            if heads.len() == 1 && heads[0].id == version {
                return Ok(Vec::new());
            }
            let replaces = heads.iter().map(|record| record.id).collect();
            let mut record = desk.record(Some(kept.thread), replaces, kept.body.clone());
            record.item = kept.item.clone();
            record.prompt = kept.prompt.clone();
            Ok(vec![record])
        }
        Intent::Open { thread } => open(desk, thread),
        Intent::Delete { thread } => {
            let versions = all_versions(desk.state, thread)?;
            Ok(vec![desk.record(None, Vec::new(), Body::Purge(versions))])
        }
    }
}

fn write_entry(
    desk: &mut Desk<'_>,
    thread: Option<ThreadId>,
    mut entry: Entry,
) -> Result<Vec<Record>, Refusal> {
    entry.title = clean_line(&entry.title).text.trim().to_owned();
    entry.text = clean(&entry.text).text;
    entry.tags = tags(&entry.tags);
    if entry.text.trim().is_empty() && entry.title.is_empty() {
        return Err(Refusal::Empty);
    }
    let heads = match thread {
        Some(thread) => desk.state.heads(thread),
        None => Vec::new(),
    };
    if heads
        .iter()
        .any(|head| !matches!(head.body, Body::Entry(_)))
    {
        return Err(Refusal::NotAnEntry);
    }
    if let [head] = heads.as_slice()
        && head.body == Body::Entry(entry.clone())
    {
        return Ok(Vec::new());
    }
    let replaces = heads.iter().map(|record| record.id).collect();
    Ok(vec![desk.record(thread, replaces, Body::Entry(entry))])
}

/// A next version that is open from today on.
fn open(desk: &mut Desk<'_>, thread: ThreadId) -> Result<Vec<Record>, Refusal> {
    let last = desk.state.head(thread).ok_or(Refusal::Gone)?.clone();
    let opened = match &last.body {
        Body::Answer(answer) => answer.opened(desk.now.date_naive()),
        Body::Profile(_)
        | Body::Entry(_)
        | Body::SetAside(_)
        | Body::Mark(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => None,
    };
    let Some(opened) = opened else {
        return Ok(Vec::new());
    };
    let heads = desk.state.heads(thread);
    let replaces = heads.iter().map(|record| record.id).collect();
    let mut record = desk.record(Some(thread), replaces, Body::Answer(opened));
    record.item = last.item.clone();
    record.prompt = last.prompt.clone();
    Ok(vec![record])
}

/// A second mark of a day is a new version of the first, also of those that two machines made apart.
fn mark_day(desk: &mut Desk<'_>, marking: Marking) -> Result<Vec<Record>, Refusal> {
    let day = marking.day;
    let kept = marking.kept(desk.state, desk.now.date_naive());
    let mark = kept.map_err(|wrong| match wrong {
        Wrong::Nothing => Refusal::Empty,
        Wrong::Beyond(aspect) => Refusal::Beyond(aspect),
        Wrong::NotYet => Refusal::NotYet,
    })?;
    let heads = desk.state.mark_heads(day);
    let body = Body::Mark(mark);
    if let [head] = heads.as_slice()
        && head.body == body
    {
        return Ok(Vec::new());
    }
    let replaces = heads.iter().map(|record| record.id).collect();
    let thread = heads.last().map(|record| record.thread);
    let thread = thread.unwrap_or_else(|| mark::thread(desk.space, day));
    Ok(vec![desk.record(Some(thread), replaces, body)])
}

/// Tags as they are kept: one line each, without `#`, none empty, none twice.
fn tags(tags: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        let line = clean_line(tag).text;
        let tag = line.trim().trim_start_matches('#').trim();
        if !tag.is_empty() && !kept.iter().any(|other| other == tag) {
            kept.push(tag.to_owned());
        }
    }
    kept
}

/// Every version of a thread, and those of other threads that they replaced: two machines may have
/// begun an answer apart, and what was replaced must not come back when its follower goes.
fn all_versions(state: &State, thread: ThreadId) -> Result<Vec<RecordId>, Refusal> {
    let thread = state.thread(thread).ok_or(Refusal::Gone)?;
    let mut found: Vec<RecordId> = thread.versions().iter().map(|record| record.id).collect();
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        next += 1;
        let replaces = state.record(id).map_or(&[][..], |record| &record.replaces);
        for replaced in replaces {
            if state.record(*replaced).is_some() && !found.contains(replaced) {
                found.push(*replaced);
            }
        }
    }
    Ok(found)
}

/// The thread to go on with and the version to replace.
fn follow(last: Option<&Record>) -> (Option<ThreadId>, Vec<RecordId>) {
    match last {
        Some(record) => (Some(record.thread), vec![record.id]),
        None => (None, Vec::new()),
    }
}

impl Desk<'_> {
    fn record(&mut self, thread: Option<ThreadId>, replaces: Vec<RecordId>, body: Body) -> Record {
        Record {
            id: RecordId::from_random((self.random)()),
            thread: thread.unwrap_or_else(|| ThreadId::from_random((self.random)())),
            space: self.space,
            by: self.person,
            device: self.device,
            at: self.now,
            item: None,
            prompt: None,
            replaces,
            body,
        }
    }
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
