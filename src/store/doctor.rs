//! Looking over a whole book without changing anything.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::book::Described;
use super::draft_file::DraftFile;
use super::error::{Finding, StoreError};
use super::fs::FileKind;
use super::key_files::KeyFiles;
use super::keyring::Keyring;
use super::line::What;
use super::name::{Name, is_unfinished};
use super::people;
use super::scan::{self, Outcome};
use super::shelf::Shelf;
use super::sum::Sum;
use crate::domain::record::FORMAT;
use crate::domain::{Body, BookId, Person, RecordId, SpaceId};
use crate::text::reason::reason;

/// What there is to say about a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoctorReport {
    /// Records whose checksum is right, those of locked spaces included.
    pub records: usize,
    /// What is damaged. The files are left where they are.
    pub findings: Vec<Finding>,
    /// What is no damage and worth knowing, in sentences.
    pub notes: Vec<String>,
}

#[derive(Default)]
struct Count {
    locked: usize,
    /// Sealed under keys that were put out of use.
    late: usize,
    /// In clear where there is a passphrase.
    clear: usize,
    /// Whether files that are not finished yet lie where there is a passphrase.
    cut_off: bool,
    newer: usize,
    copies: usize,
    leftovers: usize,
    not_ours: usize,
    purged_but_there: usize,
    missing: usize,
    kinds: BTreeMap<String, usize>,
}

impl Shelf {
    /// Checks every file of a book. Changes nothing at all, and takes no lock.
    ///
    /// # Errors
    /// The book is not there.
    pub fn doctor(&self, id: BookId) -> Result<DoctorReport, StoreError> {
        if !self.is_book(id) {
            return Err(StoreError::BookGone);
        }
        let mut report = DoctorReport::default();
        let mut count = Count::default();
        report.findings.extend(self.local_findings());
        match self.describe(id) {
            Described::Unreadable(finding) => report.findings.push(finding),
            Described::Whole(book) if book.min_reader > FORMAT => return Err(StoreError::TooNew),
            Described::Whole(book) if book.min_writer > FORMAT => report.notes.push(
                "This book was written by a newer version of amends; this one only reads it."
                    .to_owned(),
            ),
            Described::Whole(_) => {}
        }
        let people = people::read(&*self.fs, &self.places, id);
        report.findings.extend(people.findings);
        let people = people.list;
        let keys = KeyFiles::read(&*self.fs, &self.places, id);
        for space in people::spaces(&*self.fs, &self.places, id) {
            self.check_space(id, space, &keys, &mut report, &mut count);
        }
        self.check_drafts(id, (&people, &keys), &mut report, &mut count);
        report.findings.extend(keys.findings);
        report.notes.extend(count.notes());
        report.notes.extend(self.unfinished().iter().map(|path| {
            format!(
                "{} is left over from a book that was being made or restored. It opens as no book; \
                 the next restore clears it away once it is an hour old.",
                self.places.shown(path)
            )
        }));
        report
            .notes
            .extend(super::reach::notes(&*self.fs, &self.places, id));
        report.findings.sort();
        Ok(report)
    }

    fn check_space(
        &self,
        book: BookId,
        space: SpaceId,
        keys: &KeyFiles,
        report: &mut DoctorReport,
        count: &mut Count,
    ) {
        let dir = self.places.space(book, space);
        let shown = |name: &Name| self.places.shown(&dir.join(name.file()));
        let found = match scan::candidates(&*self.fs, &dir) {
            Ok(found) => found,
            Err(error) => {
                report.findings.push(Finding {
                    file: self.places.shown(&dir),
                    what: format!("This folder could not be read: {}.", reason(&error)),
                });
                return;
            }
        };
        count.leftovers += found.leftovers.len();
        let is_sealed = keys.seal_space(space);
        count.cut_off |= is_sealed && found.unfinished;
        let led_to = keys.epochs_with_a_way_in(space);
        let retired = KeyFiles::retired(&*self.fs, &self.places, book);
        let late = retired.epochs_with_a_way_in(space);
        let mut keyless = 0;
        for name in &found.strange {
            report.findings.push(Finding {
                file: self.places.shown(&dir.join(name)),
                what: "This is not a file. It was not followed or opened.".to_owned(),
            });
        }
        let mut versions: HashMap<RecordId, (Sum, &Name)> = HashMap::new();
        let (mut replaced, mut purged) = (HashSet::new(), HashSet::new());
        let mut locked = HashSet::new();
        let names = found.names();
        for (place, outcome) in scan::read_all(&*self.fs, &dir, &names, &Keyring::default()) {
            let Some(name) = names.get(place) else {
                continue;
            };
            let reading = match outcome {
                Outcome::Gone => continue,
                Outcome::Unreadable(what) => {
                    if name.must_hold_a_record() {
                        report.findings.push(Finding {
                            file: shown(name),
                            what,
                        });
                    } else if !name.is_unfinished() {
                        count.not_ours += 1;
                    }
                    continue;
                }
                Outcome::Read(reading) => reading,
            };
            let (id, of) = match reading.what {
                What::Newer => {
                    count.newer += 1;
                    continue;
                }
                What::Sealed(sealed) => {
                    count.locked += 1;
                    match (led_to.contains(&sealed.epoch), late.contains(&sealed.epoch)) {
                        (true, _) => {}
                        (false, true) => count.late += 1,
                        (false, false) => keyless += 1,
                    }
                    locked.insert(sealed.id);
                    (sealed.id, sealed.space)
                }
                What::Record(record) => {
                    count.clear += usize::from(is_sealed);
                    replaced.extend(record.replaces.iter().copied());
                    match &record.body {
                        Body::Purge(ids) => purged.extend(ids),
                        Body::Unknown { kind } => {
                            *count.kinds.entry(kind.clone()).or_default() += 1
                        }
                        Body::Profile(_)
                        | Body::Entry(_)
                        | Body::Answer(_)
                        | Body::SetAside(_)
                        | Body::Mark(_) => {}
                    }
                    (record.id, record.space)
                }
            };
            if of != space {
                report.findings.push(Finding {
                    file: shown(name),
                    what: "This record belongs to another part of the book.".to_owned(),
                });
                continue;
            }
            match versions.get(&id) {
                None => {
                    versions.insert(id, (reading.sum, name));
                }
                Some((sum, _)) if *sum == reading.sum => count.copies += 1,
                // Sealed twice the same text looks like two; only the key can tell.
                Some(_) if locked.contains(&id) => count.copies += 1,
                Some((_, other)) => {
                    for (one, two) in [(name, *other), (*other, name)] {
                        report.findings.push(Finding {
                            file: shown(one),
                            what: format!(
                                "This file and {} hold different texts under one id.",
                                shown(two)
                            ),
                        });
                    }
                }
            }
        }
        // What a folder of keys holds that could not be read is not known.
        if keyless > 0 && !keys.unread {
            report.findings.push(Finding {
                file: self.places.shown(&dir),
                what: format!(
                    "The keys of {keyless} of the sealed files here are damaged or missing, so nothing \
                     opens them. A backup of the book, or another machine that it is synced to, may have \
                     them: they lie in the folders `keys` and `wraps`."
                ),
            });
        }
        report.records += versions.len();
        count.purged_but_there += purged.iter().filter(|id| versions.contains_key(id)).count();
        count.missing += replaced
            .iter()
            .filter(|id| !versions.contains_key(id) && !purged.contains(id))
            .count();
    }

    fn check_drafts(
        &self,
        book: BookId,
        (people, keys): (&[Person], &KeyFiles),
        report: &mut DoctorReport,
        count: &mut Count,
    ) {
        let is_sealed = |id| {
            people
                .iter()
                .any(|person| person.id == id && keys.seal(person))
        };
        let dir = self.places.drafts(book);
        for listed in self.fs.list(&dir).unwrap_or_default() {
            let path = dir.join(&listed.name);
            if listed.kind != FileKind::File || is_unfinished(&listed.name) {
                continue;
            }
            match DraftFile::read(&*self.fs, &path, &Keyring::default()) {
                Ok(DraftFile::Open { draft, .. }) => {
                    count.clear += usize::from(is_sealed(draft.person));
                }
                Ok(DraftFile::Sealed(_)) => {}
                Err(what) => {
                    let file = self.places.shown(&path);
                    report.findings.push(Finding { file, what });
                }
            }
        }
    }
}

impl Count {
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |n: usize, one: &str, many: &str| match n {
            0 => {}
            1 => notes.push(format!("1 {one}")),
            n => notes.push(format!("{n} {many}")),
        };
        note(
            self.locked,
            "record is locked. Its checksum is right.",
            "records are locked. Their checksums are right.",
        );
        note(
            self.late,
            "record is sealed with a passphrase that was taken away. `amends passphrase remove` takes that \
             passphrase once more and writes it in clear.",
            "records are sealed with a passphrase that was taken away. `amends passphrase remove` takes that \
             passphrase once more and writes them in clear.",
        );
        note(
            self.clear,
            "text is not sealed yet, though there is a passphrase. The next time that the workbook is \
             unlocked, or something is written, it is.",
            "texts are not sealed yet, though there is a passphrase. The next time that the workbook is \
             unlocked, or something is written, they are.",
        );
        note(
            usize::from(self.cut_off),
            "save or change of keys was cut off, or goes on just now. What it left may be in clear, and is \
             cleared away at the next unlocking.",
            "",
        );
        note(
            self.newer,
            "file is in the format of a newer version. It is kept as it is.",
            "files are in the format of a newer version. They are kept as they are.",
        );
        note(
            self.kinds.values().sum(),
            "record is of a kind that a newer version wrote. It is kept as it is.",
            "records are of kinds that a newer version wrote. They are kept as they are.",
        );
        note(
            self.copies,
            "file is a copy of a record that is there already.",
            "files are copies of records that are there already.",
        );
        note(
            self.leftovers,
            "file is left over from a save that was cut off. The next opening takes care of it.",
            "files are left over from saves that were cut off. The next opening takes care of them.",
        );
        note(
            self.not_ours,
            "file here is not a record.",
            "files here are not records.",
        );
        note(
            self.purged_but_there,
            "deleted record was brought back by a sync. The next opening deletes it again.",
            "deleted records were brought back by a sync. The next opening deletes them again.",
        );
        note(
            self.missing,
            "earlier version that a record names is not here. It may not have been synced yet.",
            "earlier versions that records name are not here. They may not have been synced yet.",
        );
        notes
    }
}
