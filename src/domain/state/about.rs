//! What the state says of each thing: the person, answers, steps that are set aside, marks, entries.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{State, Thread, order};
use crate::domain::id::{ItemId, StepId};
use crate::domain::mark::{self, Mark};
use crate::domain::person::Profile;
use crate::domain::record::{Body, Record};

impl State {
    /// What this person said of themselves, last.
    pub fn profile(&self) -> Profile {
        match self.profile_record().map(|record| &record.body) {
            Some(Body::Profile(profile)) => *profile,
            Some(_) | None => Profile::default(),
        }
    }

    /// The record that says the profile, if there is one.
    pub fn profile_record(&self) -> Option<&Arc<Record>> {
        self.heads_among(&self.profiles, is_profile).pop()
    }

    /// The answer to an exercise: the newest of its heads.
    pub fn answer(&self, item: &ItemId) -> Option<&Arc<Record>> {
        self.answer_heads(item).pop()
    }

    /// Every head of the answers to an exercise.
    pub fn answer_heads(&self, item: &ItemId) -> Vec<&Arc<Record>> {
        let threads = self.answers.get(item).into_iter().flatten();
        self.heads_among(threads, |record| answers(record, item))
    }

    /// Each of several answers to an exercise: the newest head of each thread, in no order.
    pub fn answers(&self, item: &ItemId) -> impl Iterator<Item = &Arc<Record>> {
        let threads = self.answers.get(item).into_iter().flatten();
        threads.filter_map(|thread| {
            self.heads_among([thread], |record| answers(record, item))
                .pop()
        })
    }

    /// The heads of the thing that `record` is a version of.
    pub fn heads_beside(&self, record: &Record) -> Vec<&Arc<Record>> {
        match &record.item {
            Some(item) if !record.is_one_of_several() => self.answer_heads(item),
            Some(_) | None => self.heads(record.thread),
        }
    }

    /// Every version of the thing that `record` is a version of, from the oldest to the newest.
    pub fn versions_beside(&self, record: &Record) -> Vec<&Arc<Record>> {
        match &record.item {
            Some(item) if !record.is_one_of_several() => self.answer_versions(item),
            Some(_) | None => self
                .threads
                .get(&record.thread)
                .map_or_else(Vec::new, |thread| thread.versions().iter().collect()),
        }
    }

    /// Every version of the answers to an exercise, from the oldest to the newest.
    pub fn answer_versions(&self, item: &ItemId) -> Vec<&Arc<Record>> {
        let threads = self.answers.get(item).into_iter().flatten();
        let mut versions: Vec<_> = threads
            .filter_map(|thread| self.threads.get(thread))
            .flat_map(Thread::versions)
            .filter(|record| answers(record, item))
            .collect();
        versions.sort_by_key(|record| order(record));
        versions
    }

    /// Every exercise with an answer.
    pub fn answered(&self) -> impl Iterator<Item = &ItemId> {
        self.answers
            .iter()
            .filter(|(_, threads)| !threads.is_empty())
            .map(|(item, _)| item)
    }

    /// Since when a step is set aside, where it is.
    pub fn set_aside(&self, step: &StepId) -> Option<&Arc<Record>> {
        let record = self.aside_record(step)?;
        matches!(&record.body, Body::SetAside(aside) if aside.aside).then_some(record)
    }

    /// The record that last said whether a step is set aside.
    pub fn aside_record(&self, step: &StepId) -> Option<&Arc<Record>> {
        let threads = self.asides.get(step)?;
        self.heads_among(threads, |record| is_about(record, step))
            .pop()
    }

    /// How a day was. Of versions that were written apart each number is the newest that was given.
    pub fn mark(&self, day: NaiveDate) -> Option<Mark> {
        let heads = self.mark_heads(day);
        Mark::together(heads.iter().filter_map(|record| mark::of(record)))
    }

    /// Every head of the marks of a day.
    pub fn mark_heads(&self, day: NaiveDate) -> Vec<&Arc<Record>> {
        let threads = self.marks.get(&day).into_iter().flatten();
        self.heads_among(threads, |record| is_of_day(record, day))
    }

    /// Every day that has a mark, from the first to the last.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.marks.keys().filter_map(|day| self.mark(*day))
    }

    /// The newest head of every journal entry, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.threads
            .iter()
            .filter_map(|(id, thread)| match thread.versions() {
                [only] => is_entry(only).then_some(only),
                _ => self.heads_among([id], is_entry).pop(),
            })
    }

    /// How many journal entries there are.
    pub fn entry_count(&self) -> usize {
        self.entries
    }
}

pub(super) fn is_profile(record: &Record) -> bool {
    matches!(record.body, Body::Profile(_))
}

pub(super) fn is_entry(record: &Record) -> bool {
    matches!(record.body, Body::Entry(_))
}

pub(super) fn answers(record: &Record, item: &ItemId) -> bool {
    matches!(record.body, Body::Answer(_)) && record.item.as_ref() == Some(item)
}

pub(super) fn is_about(record: &Record, step: &StepId) -> bool {
    matches!(&record.body, Body::SetAside(aside) if aside.step == *step)
}

pub(super) fn is_of_day(record: &Record, day: NaiveDate) -> bool {
    mark::of(record).is_some_and(|mark| mark.day == day)
}
