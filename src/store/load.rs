//! Reading a book: all that one person may read, and later what appeared since.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::cache::Kept;
use super::error::Finding;
use super::line::{Reading, What};
use super::name::Name;
use super::open::Store;
use super::scan::{self, Outcome};
use super::seen::Seen;
use super::sum::Sum;
use crate::domain::{Body, PersonId, Record, RecordId, SpaceId};
use crate::text::reason::reason;

/// What was read.
#[derive(Default)]
pub struct Loaded {
    pub records: Vec<Arc<Record>>,
    /// Records that only a key can open.
    pub locked: usize,
    /// Whether all that there is of this person's was read: nothing is damaged, locked, or of a newer version.
    pub is_whole: bool,
    /// How many records were found in clear where all is to be sealed.
    pub in_clear: usize,
    /// What is damaged. The files are left where they are.
    pub findings: Vec<Finding>,
    /// What is worth knowing and no damage, in sentences.
    pub notes: Vec<String>,
}

// What people write must not reach a log or a panic message, so this counts the records.
impl fmt::Debug for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loaded")
            .field("records", &self.records.len())
            .field("locked", &self.locked)
            .field("is_whole", &self.is_whole)
            .field("in_clear", &self.in_clear)
            .field("findings", &self.findings)
            .field("notes", &self.notes)
            .finish()
    }
}

impl Loaded {
    /// What there is to say where texts came in clear: whose they are only the person can tell.
    pub fn came_in_clear(&self) -> Option<String> {
        let found = match self.in_clear {
            0 => return None,
            1 => "1 text was found in clear here".to_owned(),
            n => format!("{n} texts were found in clear here"),
        };
        Some(format!(
            "{found}, from another machine or from a change of keys that was cut off. The workbook, or the next \
             command that writes, seals what is in clear. If neither can be, someone who can write in this folder \
             put it there."
        ))
    }
}

/// What became of the files of one space.
#[derive(Default)]
struct Gathered {
    records: Vec<Arc<Record>>,
    /// How many of the records a cache could have held.
    cacheable: usize,
    locked: HashSet<RecordId>,
    newer: usize,
    /// The ids in the names of damaged files.
    damaged: Vec<RecordId>,
    findings: Vec<Finding>,
}

/// What is sealed under keys that were put out of use.
#[derive(Default)]
struct Late {
    /// The epochs of these keys, once they are asked for.
    epochs: Option<BTreeSet<u32>>,
    records: usize,
}

impl Store {
    /// All that a person may read: the records of their own space, valid ones from conflict copies
    /// included. Purged versions that are found on disk are removed again, where nobody else has the
    /// book open.
    pub fn load(&mut self, person: PersonId) -> Loaded {
        self.seen = Seen::default();
        let mut loaded = self.read_new(person, true);
        let opened = std::mem::take(&mut self.findings);
        loaded.findings.extend(self.seen.news(opened));
        loaded.findings.sort();
        loaded.notes.splice(0..0, self.warnings().to_vec());
        loaded
            .notes
            .extend(super::reach::notes(&*self.fs, &self.places, self.id));
        loaded
    }

    /// What appeared since the last [`Store::load`] of the same person or since the last refresh.
    pub fn refresh(&mut self, person: PersonId) -> Loaded {
        self.read_new(person, false)
    }

    fn read_new(&mut self, person: PersonId, all: bool) -> Loaded {
        let mut loaded = Loaded::default();
        let Some(space) = self.person(person).map(|person| person.space) else {
            return loaded;
        };
        let dir = self.places.space(self.id, space);
        let (found, mut kept) = if all {
            self.look(space)
        } else {
            (scan::candidates(&*self.fs, &dir), Vec::new())
        };
        if all && self.must_seal(space) && (kept.is_empty() || !self.keyring.seals(space)) {
            // One in clear is from before there was a passphrase, set on another machine.
            kept.clear();
            self.drop_clear_cache(space);
        }
        let mut found = match found {
            Ok(found) => found,
            Err(error) => {
                let what = format!(
                    "This folder could not be read: {}. What is in it is not shown.",
                    reason(&error)
                );
                let file = self.places.shown(&dir);
                loaded.findings = self.seen.news(vec![Finding { file, what }]);
                return loaded;
            }
        };
        // What a crash left may be in clear.
        self.seen.unsealed |= found.unfinished && self.keyring.seals(space);
        let stale = Store::match_files(&mut found.records, &mut kept);
        if !all {
            self.seen.retain_unread(space, &mut found);
        }
        let names = found.names();
        let outcomes = scan::read_all(&*self.fs, &dir, &names, &self.keyring);
        let cached = kept.iter().map(|part| part.records.len()).sum();
        let mut gathered = self.gather(space, &dir, kept, names, outcomes);
        if all {
            self.mind_cache(space, stale, cached, gathered.cacheable);
        }
        for name in found.strange {
            gathered.findings.push(Finding {
                file: self.places.shown(&dir.join(name)),
                what: "This is not a file. It was not followed or opened.".to_owned(),
            });
        }
        self.drop_purged(space, &mut gathered);
        if !found.leftovers.is_empty() {
            self.sweep(space, &found.leftovers);
        }
        loaded.findings = self.seen.news(gathered.findings);
        loaded.locked = gathered.locked.len();
        loaded.in_clear = std::mem::take(&mut self.seen.clear);
        loaded.is_whole =
            loaded.findings.is_empty() && gathered.locked.is_empty() && gathered.newer == 0;
        loaded.records = gathered.records;
        if gathered.newer > 0 {
            loaded.notes.push(format!(
                "{} of the files here {} written by a newer version of amends. They are kept and \
                 not shown.",
                gathered.newer,
                if gathered.newer == 1 { "was" } else { "were" }
            ));
        }
        loaded
    }

    fn gather(
        &mut self,
        space: SpaceId,
        dir: &Path,
        kept: Vec<Kept>,
        names: Vec<Name>,
        outcomes: Vec<(usize, Outcome)>,
    ) -> Gathered {
        let cached: usize = kept.iter().map(|part| part.records.len()).sum();
        let mut gathered = Gathered {
            records: Vec::with_capacity(cached + outcomes.len()),
            ..Gathered::default()
        };
        let mut late = Late::default();
        if cached > 0 {
            let mut versions = Vec::with_capacity(kept.len());
            for part in kept {
                versions.push(part.versions);
                gathered.records.extend(part.records);
            }
            self.seen.versions.fill(space, versions);
        }
        for (place, outcome) in outcomes {
            let Some(name) = names.get(place) else {
                continue;
            };
            match outcome {
                Outcome::Gone => {}
                Outcome::Unreadable(what) => {
                    gathered.damaged.extend(name.begins_with());
                    if name.must_hold_a_record() {
                        let file = self.places.shown(&dir.join(name.file()));
                        gathered.findings.push(Finding { file, what });
                    }
                }
                Outcome::Read(Reading { sum, epoch, what }) => {
                    let ours = !matches!(what, What::Sealed(_));
                    // Where nothing is sealed there is no epoch either.
                    self.seen.unsealed |= ours && epoch != self.keyring.epoch(space);
                    match what {
                        What::Record(record) if record.space == space => {
                            let in_clear = epoch.is_none() && self.keyring.seals(space);
                            self.seen.clear += usize::from(in_clear);
                            let plain = *name == Name::Of(record.id);
                            gathered.cacheable += usize::from(plain);
                            self.take(&mut gathered, dir, record, sum, name);
                            continue;
                        }
                        What::Newer => gathered.newer += 1,
                        What::Sealed(sealed) if sealed.space == space => {
                            let retired = late
                                .epochs
                                .get_or_insert_with(|| self.retired().epochs_with_a_way_in(space));
                            match retired.contains(&sealed.epoch) {
                                true => late.records += 1,
                                false => {
                                    self.seen.sealed.insert(space);
                                    gathered.locked.insert(sealed.id);
                                }
                            }
                        }
                        What::Sealed(_) | What::Record(_) => gathered.findings.push(Finding {
                            file: self.places.shown(&dir.join(name.file())),
                            what: "This record belongs to another part of the book and is not \
                                   shown here."
                                .to_owned(),
                        }),
                    }
                    self.seen.pass(space, name);
                }
            }
        }
        if late.records > 0 {
            gathered.findings.push(Finding {
                file: self.places.shown(dir),
                what: format!(
                    "{} sealed here with a passphrase that was taken away; another machine did not know of that \
                     yet. `amends passphrase remove` takes that passphrase once more and writes them in clear.",
                    match late.records {
                        1 => "1 record is".to_owned(),
                        n => format!("{n} records are"),
                    }
                ),
            });
        }
        gathered
    }

    /// Takes one record in. Of two that differ under one id the one with the smaller checksum is
    /// shown, so that every machine shows the same.
    fn take(
        &mut self,
        gathered: &mut Gathered,
        dir: &Path,
        record: Arc<Record>,
        sum: Sum,
        name: &Name,
    ) {
        let Some(known) = self.seen.versions.get(record.space, record.id) else {
            self.seen.take(&record, sum, name);
            gathered.records.push(record);
            return;
        };
        if known.sum == sum {
            return self.seen.pass(record.space, name);
        }
        // One that was handed out by an earlier look stays until the book is opened again.
        let mut read = gathered.records.iter();
        let place = read.position(|other| other.id == record.id);
        let wins = place.filter(|_| sum < known.sum);
        let known = known.name(record.id);
        let (kept, other) = match wins {
            Some(_) => (name, &known),
            None => (&known, name),
        };
        let other_shown = self.places.shown(&dir.join(other.file()));
        gathered.findings.push(Finding {
            file: self.places.shown(&dir.join(kept.file())),
            what: format!(
                "This file and {other_shown} hold different texts under one id. This one is shown; \
                 both are kept."
            ),
        });
        gathered.findings.push(Finding {
            file: other_shown,
            what:
                "This file holds another text under the id of a record that is shown. It is kept \
                   and not shown."
                    .to_owned(),
        });
        let Some(place) = wins else {
            return self.seen.pass(record.space, name);
        };
        self.seen.take(&record, sum, name);
        if let Some(slot) = gathered.records.get_mut(place) {
            *slot = record;
        }
    }

    /// Leaves purged versions out, and unlinks them where a sync brought them back.
    fn drop_purged(&mut self, space: SpaceId, gathered: &mut Gathered) {
        let mut fresh = false;
        for record in &gathered.records {
            if let Body::Purge(versions) = &record.body {
                fresh = true;
                self.seen
                    .purged
                    .extend(versions.iter().map(|id| (space, *id)));
            }
        }
        let purged = &self.seen.purged;
        let is_gone = |record: &Record| {
            purged.contains(&(space, record.id)) && !matches!(record.body, Body::Purge(_))
        };
        let mut back: HashSet<RecordId> = HashSet::new();
        // Where nothing was ever deleted no record is looked at for it.
        if !purged.is_empty() {
            let gone = gathered.records.iter().filter(|record| is_gone(record));
            back.extend(gone.map(|record| record.id));
            let damaged = gathered.damaged.iter().copied();
            back.extend(damaged.filter(|id| purged.contains(&(space, *id))));
        }
        if !back.is_empty() {
            gathered.records.retain(|record| !is_gone(record));
        }
        if fresh {
            // What was read before this purge came.
            let before = purged.iter().filter(|(of, _)| *of == space);
            let on_disk = before.filter(|(_, id)| self.seen.versions.get(space, *id).is_some());
            back.extend(on_disk.map(|(_, id)| *id));
        }
        if !back.is_empty() {
            self.erase_again(space, &back);
        }
    }
}
