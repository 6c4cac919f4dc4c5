//! The state that one person may see, folded from records in any order, with any number of copies.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

mod about;

use chrono::NaiveDate;
use foldhash::fast::RandomState as Quick;
use indexmap::IndexMap;
use smallvec::SmallVec;

use self::about::{answers, is_about, is_entry, is_of_day, is_profile};
use crate::domain::id::{ItemId, RecordId, SpaceId, StepId, ThreadId};
use crate::domain::record::{Body, Record};

/// All that one person may read. It holds no record of any other space.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The spaces that this person may read.
    spaces: BTreeSet<SpaceId>,
    /// In the order in which they came, which is also their order in memory: most of what is asked goes
    /// through all of them.
    threads: IndexMap<ThreadId, Thread, Quick>,
    records: HashMap<RecordId, Arc<Record>, Quick>,
    /// For each version, the live versions that replace it. Only a record of the same space can: no
    /// one's words are hidden by what another wrote.
    replaced: HashMap<(SpaceId, RecordId), BTreeSet<RecordId>>,
    purged: HashSet<(SpaceId, RecordId)>,
    answers: BTreeMap<ItemId, BTreeSet<ThreadId>>,
    asides: BTreeMap<StepId, BTreeSet<ThreadId>>,
    marks: BTreeMap<NaiveDate, BTreeSet<ThreadId>>,
    profiles: BTreeSet<ThreadId>,
    /// How many threads are entries.
    entries: usize,
}

/// The versions of one thing.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// From the oldest to the newest; of two at the same time the one with the smaller id first. Most
    /// things have one.
    versions: SmallVec<[Arc<Record>; 1]>,
}

impl Thread {
    pub fn versions(&self) -> &[Arc<Record>] {
        &self.versions
    }
}

/// The order of versions: by the time that they carry, then by id, so that every machine agrees.
fn order(record: &Record) -> (chrono::DateTime<chrono::FixedOffset>, RecordId) {
    (record.at, record.id)
}

impl State {
    /// A state that takes in records of these spaces only.
    pub fn new(spaces: impl IntoIterator<Item = SpaceId>) -> State {
        State {
            spaces: spaces.into_iter().collect(),
            ..State::default()
        }
    }

    /// Folds records into a new state. Order and duplicates change nothing.
    pub fn fold(
        spaces: impl IntoIterator<Item = SpaceId>,
        records: impl IntoIterator<Item = impl Into<Arc<Record>>>,
    ) -> State {
        let mut state = State::new(spaces);
        state.take_in(records);
        state
    }

    /// Takes more records in. What this person may not read is passed over.
    pub fn take_in(&mut self, records: impl IntoIterator<Item = impl Into<Arc<Record>>>) {
        let records = records.into_iter();
        let more = records.size_hint().0;
        self.records.reserve(more);
        self.threads.reserve(more);
        for record in records.map(Into::into) {
            if self.spaces.contains(&record.space) && !self.records.contains_key(&record.id) {
                self.take(record);
            }
        }
    }

    fn take(&mut self, record: Arc<Record>) {
        // A purge itself is never purged: whether it came before or after what it names must not matter.
        let is_purge = matches!(record.body, Body::Purge(_));
        if !is_purge && self.purged.contains(&(record.space, record.id)) {
            return;
        }
        if let Body::Purge(versions) = &record.body {
            for id in versions {
                self.purged.insert((record.space, *id));
                if self
                    .records
                    .get(id)
                    .is_some_and(|r| r.space == record.space && !matches!(r.body, Body::Purge(_)))
                {
                    self.forget(*id);
                }
            }
        }
        for replaced in &record.replaces {
            let replaced = (record.space, *replaced);
            self.replaced.entry(replaced).or_default().insert(record.id);
        }
        self.index(&record);
        let thread = self.threads.entry(record.thread);
        let versions = &mut thread.or_default().versions;
        let is_first = is_entry(&record) && !versions.iter().any(|other| is_entry(other));
        self.entries += usize::from(is_first);
        let place = versions.partition_point(|other| order(other) < order(&record));
        versions.insert(place, Arc::clone(&record));
        self.records.insert(record.id, record);
    }

    fn index(&mut self, record: &Record) {
        let thread = record.thread;
        match &record.body {
            Body::Profile(_) => {
                self.profiles.insert(thread);
            }
            Body::Answer(_) => {
                if let Some(item) = &record.item {
                    self.answers.entry(item.clone()).or_default().insert(thread);
                }
            }
            Body::SetAside(aside) => {
                self.asides
                    .entry(aside.step.clone())
                    .or_default()
                    .insert(thread);
            }
            Body::Mark(mark) => {
                self.marks.entry(mark.day).or_default().insert(thread);
            }
            // Counted where its thread is.
            Body::Entry(_) => {}
            Body::Purge(_) | Body::Unknown { .. } => {}
        }
    }

    fn forget(&mut self, id: RecordId) {
        let Some(record) = self.records.remove(&id) else {
            return;
        };
        for replaced in &record.replaces {
            if let Some(by) = self.replaced.get_mut(&(record.space, *replaced)) {
                by.remove(&id);
            }
        }
        if let Some(thread) = self.threads.get_mut(&record.thread) {
            thread.versions.retain(|version| version.id != id);
            if thread.versions.is_empty() {
                self.threads.swap_remove(&record.thread);
            }
        }
        self.unindex(&record);
    }

    /// Takes a version out of the index, unless another version of its thread is there for the same.
    fn unindex(&mut self, gone: &Record) {
        let thread = gone.thread;
        let versions = self.threads.get(&thread).map(Thread::versions);
        let left = |same: &dyn Fn(&Record) -> bool| {
            versions.is_some_and(|versions| versions.iter().any(|version| same(version)))
        };
        match &gone.body {
            Body::Profile(_) => {
                if !left(&is_profile) {
                    self.profiles.remove(&thread);
                }
            }
            Body::Entry(_) => {
                self.entries -= usize::from(!left(&is_entry));
            }
            Body::Answer(_) => {
                if let Some(item) = &gone.item
                    && !left(&|version| answers(version, item))
                    && let Some(threads) = self.answers.get_mut(item)
                {
                    threads.remove(&thread);
                }
            }
            Body::SetAside(aside) => {
                if !left(&|version| is_about(version, &aside.step))
                    && let Some(threads) = self.asides.get_mut(&aside.step)
                {
                    threads.remove(&thread);
                }
            }
            Body::Mark(mark) => {
                if !left(&|version| is_of_day(version, mark.day))
                    && let Some(threads) = self.marks.get_mut(&mark.day)
                {
                    threads.remove(&thread);
                }
            }
            Body::Purge(_) | Body::Unknown { .. } => {}
        }
    }

    /// Whether `id` was deleted for good in `space`.
    pub fn is_purged(&self, space: SpaceId, id: RecordId) -> bool {
        self.purged.contains(&(space, id))
    }

    pub fn record(&self, id: RecordId) -> Option<&Arc<Record>> {
        self.records.get(&id)
    }

    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.values()
    }

    pub fn thread(&self, id: ThreadId) -> Option<&Thread> {
        self.threads.get(&id)
    }

    /// Every thread, in no order.
    pub fn threads(&self) -> impl Iterator<Item = (ThreadId, &Thread)> {
        self.threads.iter().map(|(id, thread)| (*id, thread))
    }

    /// The versions that nothing replaces, from the oldest to the newest. More than one means that
    /// two machines wrote without seeing each other, and the person chooses.
    ///
    /// Where every version claims to be replaced, which only a forger can do, none is hidden.
    pub fn heads(&self, thread: ThreadId) -> Vec<&Arc<Record>> {
        self.heads_among([&thread], |_| true)
    }

    /// The heads among those versions of several threads that fit. A version may be replaced by one of
    /// another thread, as when two machines began an answer apart and a later one replaces both.
    fn heads_among<'t>(
        &self,
        threads: impl IntoIterator<Item = &'t ThreadId>,
        fits: impl Fn(&Record) -> bool,
    ) -> Vec<&Arc<Record>> {
        let threads = threads.into_iter().filter_map(|id| self.threads.get(id));
        let mut versions: Vec<_> = threads
            .flat_map(|thread| &thread.versions)
            .filter(|record| fits(record))
            .collect();
        let live = |record: &Record| {
            let by = self.replaced.get(&(record.space, record.id));
            by.is_none_or(BTreeSet::is_empty)
        };
        if versions.iter().any(|record| live(record)) {
            versions.retain(|record| live(record));
        }
        versions.sort_by_key(|record| order(record));
        versions
    }

    /// The newest head of every thread, in no order.
    pub fn newest_heads(&self) -> impl Iterator<Item = (ThreadId, &Arc<Record>)> {
        self.threads.iter().filter_map(|(id, thread)| {
            let head = match thread.versions() {
                // Most things have one version, and that is never hidden.
                [only] => only,
                _ => self.head(*id)?,
            };
            Some((*id, head))
        })
    }

    /// The newest head of a thread.
    pub fn head(&self, thread: ThreadId) -> Option<&Arc<Record>> {
        self.heads(thread).pop()
    }

    /// The threads whose id begins with `start`, two at the most: enough to know whether it is one.
    pub fn threads_starting(&self, start: &str) -> Vec<ThreadId> {
        if let Ok(id) = start.parse() {
            return self
                .threads
                .contains_key(&id)
                .then_some(id)
                .into_iter()
                .collect();
        }
        let mut found: Vec<ThreadId> = self
            .threads
            .keys()
            .copied()
            .filter(|id| !start.is_empty() && id.to_string().starts_with(start))
            .collect();
        found.sort_unstable();
        found.truncate(2);
        found
    }
}

#[cfg(test)]
#[path = "../state_tests.rs"]
mod tests;
