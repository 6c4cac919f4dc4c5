//! The thread that owns the disk, so that no sync is ever on a key's way. Jobs go in, reports come out.

mod drafts;
mod keys;

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::JoinHandle;

use super::create::NewBook;
use super::draft::DraftHold;
use super::error::StoreError;
use super::job::{Job, Opened, Report, fault_of, superseded};
use super::not_saved::NotSaved;
use super::open::{Access, Store};
use super::shelf::{BookInfo, Shelf, random};
use crate::domain::{BookId, DraftKey, Person, PersonId, Protection, Record, State};

/// The other end of the thread.
pub struct Writer {
    jobs: Option<Sender<Job>>,
    reports: Receiver<Report>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. `wake` is called after each report, on that thread.
    pub fn spawn(shelf: Shelf, wake: Box<dyn Fn() + Send>) -> Writer {
        let (jobs, queue) = channel();
        let (answers, reports) = channel();
        let desk = Desk {
            shelf,
            open: None,
            answers,
            wake,
        };
        Writer {
            jobs: Some(jobs),
            reports,
            thread: Some(std::thread::spawn(move || desk.work(&queue))),
        }
    }

    /// Queues a job. It never waits.
    pub fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread ends only after this end of the queue is dropped.
            let _ = jobs.send(job);
        }
    }

    /// What became of the jobs, in their order.
    pub fn reports(&self) -> &Receiver<Report> {
        &self.reports
    }

    /// Waits until everything queued is done, and gives the reports that were not taken yet.
    pub fn finish(mut self) -> Vec<Report> {
        self.join();
        self.reports.try_iter().collect()
    }

    fn join(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.join();
    }
}

/// The book that is open, and for whom.
struct Open {
    store: Store,
    person: Option<PersonId>,
    holds: HashMap<DraftKey, DraftHold>,
}

struct Desk {
    shelf: Shelf,
    open: Option<Open>,
    answers: Sender<Report>,
    wake: Box<dyn Fn() + Send>,
}

impl Desk {
    fn work(mut self, queue: &Receiver<Job>) {
        let mut waiting: VecDeque<Job> = VecDeque::new();
        loop {
            match waiting.pop_front() {
                Some(job) => {
                    waiting.extend(queue.try_iter());
                    if !superseded(&job, &waiting) {
                        self.perform(job);
                    }
                }
                None => match self.next(queue) {
                    Some(job) => waiting.push_back(job),
                    None => return,
                },
            }
        }
    }

    /// Waits for a job. As long as there is none the cache is tended, a part at a time.
    fn next(&mut self, queue: &Receiver<Job>) -> Option<Job> {
        loop {
            match queue.try_recv() {
                Ok(job) => return Some(job),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) if self.tend() => {}
                Err(TryRecvError::Empty) => return queue.recv().ok(),
            }
        }
    }

    /// Whether there is more to do.
    fn tend(&mut self) -> bool {
        let Some(open) = &mut self.open else {
            return false;
        };
        // The book itself is as it was, whatever befell its cache.
        catch_unwind(AssertUnwindSafe(|| open.store.tend_cache())).unwrap_or(false)
    }

    fn report(&self, report: Report) {
        // Whoever asked may have gone; the work is done all the same.
        let _ = self.answers.send(report);
        (self.wake)();
    }

    /// Does a job. A fault of ours must not end the thread and leave people typing into nothing.
    fn perform(&mut self, job: Job) {
        let fault = fault_of(&job);
        if catch_unwind(AssertUnwindSafe(|| self.try_perform(job))).is_err() {
            self.report(fault);
        }
    }

    fn try_perform(&mut self, job: Job) {
        let done = match job {
            Job::Books => self.shelf.books().map(Report::Books),
            Job::Create(new) => self.create(&new),
            Job::RenameBook { book, name } => {
                let renamed = self.shelf.rename(book, &name);
                renamed.and_then(|()| {
                    let name = self.shelf.book(book)?.name;
                    Ok(Report::BookRenamed { book, name })
                })
            }
            Job::DeleteBook(book) => {
                if self
                    .open
                    .as_ref()
                    .is_some_and(|open| open.store.id() == book)
                {
                    self.open = None;
                }
                self.shelf.delete(book).map(|()| Report::BookDeleted(book))
            }
            Job::Open {
                book,
                person,
                access,
            } => self.open(book, person, access),
            Job::Unlock(passphrase) => self.unlock(&passphrase),
            Job::Lock => return self.lock(),
            Job::ChangeKeys(change) => return self.change_keys(change),
            Job::Close => {
                self.open = None;
                Ok(Report::Closed)
            }
            Job::Commit {
                ticket,
                records,
                drop_draft,
            } => return self.commit(ticket, records, drop_draft),
            Job::SaveDraft(draft) => return self.save_draft(*draft),
            Job::DropDraft(key) => Ok(self.drop_draft(key)),
            Job::Hold(key) => self.hold(key),
            Job::Release(key) => {
                if let Some(open) = &mut self.open {
                    open.holds.remove(&key);
                }
                return;
            }
            Job::Refresh => match self.refresh() {
                Some(report) => Ok(report),
                None => return,
            },
            Job::RenamePerson { person, name } => match &mut self.open {
                Some(open) => open.store.rename_person(person, &name).map(|()| {
                    let people = open.store.people().to_vec();
                    Report::PersonRenamed { people }
                }),
                None => Err(NotSaved::NoBook.into()),
            },
            Job::Settings => {
                let (settings, finding) = self.shelf.settings();
                Ok(Report::Settings { settings, finding })
            }
            Job::SaveSettings(settings) => self
                .shelf
                .save_settings(&settings)
                .map(|()| Report::SettingsSaved),
            Job::Doctor(book) => self
                .shelf
                .doctor(book)
                .map(|report| Report::Doctor { book, report }),
        };
        self.report(done.unwrap_or_else(Report::Failed));
    }

    fn create(&self, new: &NewBook) -> Result<Report, StoreError> {
        // Drawn beforehand, since without chance nothing must be made: two for each person, one for
        // the book.
        let bits: Vec<[u8; 16]> = (0..new.people.len() * 2 + 1)
            .map(|_| random())
            .collect::<Result<_, _>>()?;
        let mut bits = bits.into_iter();
        let made = self
            .shelf
            .create(new, &mut || bits.next().unwrap_or_default())?;
        Ok(Report::Created(made))
    }

    fn open(
        &mut self,
        book: BookId,
        person: Option<PersonId>,
        access: Access,
    ) -> Result<Report, StoreError> {
        // First let go of the old one: it may be the same book, and its drafts are held.
        self.open = None;
        let info = self.shelf.book(book)?;
        let store = self.shelf.open(book, access)?;
        let people = store.people().to_vec();
        let person = match (person, people.as_slice()) {
            (Some(id), people) => {
                let person = people.iter().find(|person| person.id == id);
                Some(person.cloned().ok_or(StoreError::NoSuchPerson)?)
            }
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let me = person.as_ref().map(|person| person.id);
        let locked = me.is_some_and(|me| store.is_locked(me));
        self.open = Some(Open {
            store,
            person: me,
            holds: HashMap::new(),
        });
        match person {
            Some(person) if locked => {
                let open = self.open.iter_mut();
                open.for_each(|open| open.store.mind_clear_cache(person.space));
                Ok(Report::Locked { book: info, person })
            }
            person => self.read(info, person),
        }
    }

    /// All that the person at the keyboard may read of the open book.
    fn read(&mut self, book: BookInfo, person: Option<Person>) -> Result<Report, StoreError> {
        let store = &mut self.open.as_mut().ok_or(NotSaved::NoBook)?.store;
        let mut opened = Opened {
            book,
            person: person.clone(),
            device: store.device(),
            state: State::default(),
            people: store.people().to_vec(),
            drafts: Vec::new(),
            protection: Protection::Clear,
            locked: 0,
            findings: Vec::new(),
            notes: Vec::new(),
            read_only: store.read_only_because(),
        };
        if let Some(person) = &person {
            let loaded = store.load(person.id);
            let in_clear = loaded.came_in_clear();
            let (drafts, findings) = store.drafts(person.id);
            opened.state = State::fold([person.space], loaded.records);
            opened.drafts = drafts;
            opened.protection = store.protection(person.id);
            opened.locked = loaded.locked;
            opened.findings = loaded.findings;
            opened.findings.extend(findings);
            let (answers, wake) = (&self.answers, &self.wake);
            let mut progress = |done, of| {
                let _ = answers.send(Report::Sealing { done, of });
                wake();
            };
            opened
                .findings
                .extend(store.seal_what_came(person.id, &mut progress));
            opened.notes = loaded.notes;
            opened.notes.extend(in_clear);
        }
        Ok(Report::Opened(Box::new(opened)))
    }

    fn commit(&mut self, ticket: u64, records: Vec<Record>, drop_draft: Option<DraftKey>) {
        match self.with_open(|open| open.store.commit(&records)) {
            Ok(()) => {
                self.report(Report::Committed { ticket, records });
                // Only now: until here the draft may be the only copy.
                if let Some(key) = drop_draft {
                    let dropped = self.drop_draft(key);
                    self.report(dropped);
                }
            }
            Err(why) => {
                let out_of_step = matches!(why, NotSaved::KeysChanged);
                self.refused(Report::NotSaved { ticket, why }, out_of_step);
            }
        }
    }

    fn refused(&self, report: Report, out_of_step: bool) {
        self.report(report);
        if out_of_step {
            self.report(Report::OutOfStep);
        }
    }

    fn refresh(&mut self) -> Option<Report> {
        let open = self.open.as_mut()?;
        let person = open
            .person
            .filter(|person| !open.store.is_locked(*person))?;
        if !open.store.is_in_step(person) {
            return Some(Report::OutOfStep);
        }
        let loaded = open.store.refresh(person);
        let nothing = loaded.records.is_empty() && loaded.findings.is_empty() && loaded.locked == 0;
        (!nothing).then_some(Report::Appeared {
            records: unshared(loaded.records),
            locked: loaded.locked,
            protection: open.store.protection(person),
            findings: loaded.findings,
            notes: loaded.notes,
        })
    }

    fn with_open(
        &mut self,
        act: impl FnOnce(&mut Open) -> Result<(), NotSaved>,
    ) -> Result<(), NotSaved> {
        self.open.as_mut().ok_or(NotSaved::NoBook).and_then(act)
    }
}

/// The records themselves, which no one else holds yet.
fn unshared(records: Vec<Arc<Record>>) -> Vec<Record> {
    records.into_iter().map(Arc::unwrap_or_clone).collect()
}
