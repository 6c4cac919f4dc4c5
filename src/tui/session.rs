//! Who is at the keyboard, and all that they may see.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::msg::Opened;
use crate::content::{Pack, Voice};
use crate::domain::{
    Body, DeviceId, Draft, DraftKey, Person, Protection, Record, RecordId, State, ThreadId,
};
use crate::exercise::Answer;
use crate::query::list::Filter;
use crate::query::order::Order;
use crate::query::progress::Progress;
use crate::query::search::{Hit, Index};
use crate::query::trend::Trend;

/// One person's sitting. Handing the keyboard over drops it whole.
pub struct Session {
    /// Which opening of the book it is over.
    pub sitting: u32,
    pub me: Person,
    pub device: DeviceId,
    pub state: Arc<State>,
    /// None until it is made.
    index: Option<Index>,
    /// Made when it is first asked for.
    order: OnceCell<Order>,
    /// What was written, changed or deleted while it was being made.
    behind: Vec<ThreadId>,
    pub drafts: BTreeMap<DraftKey, Draft>,
    pub progress: Progress,
    pub trend: Trend,
    /// The gates that were gone through in this sitting, so that each is asked once. It says nothing of
    /// what anyone thought, and it is gone with the sitting.
    pub gone_through: BTreeSet<String>,
    /// How what is written here is kept.
    pub protection: Protection,
    /// Why nothing can be written here, where it cannot.
    pub read_only: Option<String>,
    /// Damaged files and the like, a sentence each.
    pub findings: Vec<String>,
}

impl Session {
    /// A sitting over a book that was just opened. The index follows.
    pub fn begin(opened: Opened, pack: &Pack) -> Session {
        let drafts = opened.drafts.into_iter();
        Session {
            sitting: opened.sitting,
            progress: Progress::of(pack, &opened.state),
            trend: Trend::of_state(&opened.state),
            me: opened.me,
            device: opened.device,
            state: opened.state,
            index: None,
            order: OnceCell::new(),
            gone_through: BTreeSet::new(),
            behind: Vec::new(),
            drafts: drafts.map(|draft| (draft.key.clone(), draft)).collect(),
            protection: opened.protection,
            read_only: opened.read_only,
            findings: opened.findings,
        }
    }

    pub fn voice(&self) -> Voice {
        let profile = self.state.profile();
        Voice {
            role: profile.role,
            setting: profile.setting,
        }
    }

    /// Takes records in that are on disk.
    pub fn take_in(&mut self, pack: &Pack, records: Vec<Record>) {
        let threads = self.touched(&records);
        let purged = records.iter().any(|r| matches!(r.body, Body::Purge(_)));
        let marked = records.iter().any(|r| {
            let setback = matches!(r.body, Body::Answer(Answer::Setback(_)));
            setback || matches!(r.body, Body::Mark(_))
        });
        // It is copied only where the search index is still being begun.
        Arc::make_mut(&mut self.state).take_in(records);
        if purged || marked {
            self.trend = Trend::of_state(&self.state);
        }
        if let Some(order) = self.order.get_mut() {
            for thread in &threads {
                order.update(&self.state, *thread);
            }
        }
        match &mut self.index {
            Some(index) => {
                for thread in threads {
                    index.update(&self.state, thread);
                }
            }
            None => self.behind.extend(threads),
        }
        self.progress = Progress::of(pack, &self.state);
    }

    /// The threads that read otherwise once these records are taken in: their own, and those of the
    /// versions that they replace or delete. A version that was replaced by a deleted one shows again.
    fn touched(&self, records: &[Record]) -> BTreeSet<ThreadId> {
        let mut touched = BTreeSet::new();
        let thread_of = |id: &RecordId| self.state.record(*id).map(|record| record.thread);
        for record in records {
            touched.insert(record.thread);
            touched.extend(record.replaces.iter().filter_map(thread_of));
            if let Body::Purge(versions) = &record.body {
                for gone in versions.iter().filter_map(|id| self.state.record(*id)) {
                    touched.insert(gone.thread);
                    touched.extend(gone.replaces.iter().filter_map(thread_of));
                }
            }
        }
        touched
    }

    /// Takes the index that was made of this state as it was when the book was opened.
    pub fn take_index(&mut self, mut index: Index) {
        for thread in std::mem::take(&mut self.behind) {
            index.update(&self.state, thread);
        }
        self.index = Some(index);
    }

    /// What is found, the best first; None while the index is being made.
    pub fn search(
        &self,
        (query, most): (&str, usize),
        filter: &Filter,
        today: NaiveDate,
    ) -> Option<Vec<Hit>> {
        Some(self.index.as_ref()?.search_in((query, most), filter, today))
    }

    /// The entries of the journal in their order.
    pub fn order(&self) -> &Order {
        self.order.get_or_init(|| Order::of(&self.state))
    }

    /// The newest draft, which is where the person was cut off.
    pub fn newest_draft(&self) -> Option<&Draft> {
        self.drafts.values().max_by_key(|draft| draft.at)
    }

    /// The newest head of a thread.
    pub fn head(&self, thread: ThreadId) -> Option<&Arc<Record>> {
        self.state.head(thread)
    }
}
