//! `amends passphrase`: what a person writes is sealed, under another passphrase, or in clear again.

use clap::Subcommand;
use serde_json::json;
use zeroize::Zeroizing;

use super::args::{Global, Json};
use super::backup::findings;
use super::desk::{Chance, Desk, may_change};
use super::failure::Failure;
use super::out;
use super::secret::{Asked, Progress, Source, code};
use crate::content;
use crate::domain::protection::{COPIES, FORGOTTEN, PROTECTS, RECOVERY};
use crate::domain::{KeyChange, Passphrase, Person, Protection};
use crate::store::{Access, KeysChanged, Store, StoreError};

/// Seal what you write with a passphrase, change it, or take it away
///
/// Passphrases are asked for on the terminal. With --passphrase-fd N they are read from that file
/// descriptor, a line each: for set the new one twice; for change and renew the old one, then the new one
/// twice; for remove and code the old one; for recover the code, then the new one twice.
#[derive(clap::Args)]
pub struct Passphrases {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Set the first passphrase: everything that you wrote is sealed
    Set {
        #[command(flatten)]
        code: Code,
        #[command(flatten)]
        json: Json,
    },
    /// Set another one; a recovery code stays as it is
    Change {
        #[command(flatten)]
        json: Json,
    },
    /// Do without: everything is written in clear again
    Remove {
        #[command(flatten)]
        json: Json,
    },
    /// Set a new one with the recovery code, when the passphrase is forgotten
    Recover {
        #[command(flatten)]
        json: Json,
    },
    /// Make a recovery code, in the place of an earlier one
    Code {
        /// Take the recovery code away, and have none
        #[arg(long)]
        none: bool,
        #[command(flatten)]
        json: Json,
    },
    /// Someone knows it: a new passphrase, new keys, and everything sealed anew under them
    Renew {
        #[command(flatten)]
        code: Code,
        #[command(flatten)]
        json: Json,
    },
}

/// Whether there is to be a recovery code.
#[derive(clap::Args)]
struct Code {
    /// Make a recovery code, and print it once: it opens your pages if the passphrase is forgotten
    #[arg(long)]
    recovery: bool,
}

pub fn run(global: &Global, passphrases: &Passphrases) -> Result<(), Failure> {
    may_change(global)?;
    let mut door = Door::open(global)?;
    let had_code = door.store.has_recovery_code(door.person.id);
    let (changed, says, json) = match &passphrases.what {
        What::Set { code, json } => (door.set(code)?, SET, json),
        What::Change { json } => (door.change()?, CHANGED, json),
        What::Remove { json } => (door.remove()?, REMOVED, json),
        What::Recover { json } => (door.recover()?, RECOVERED, json),
        What::Code { none: false, json } => {
            let changed = door.code(Wanted::Yes)?;
            (changed, if had_code { CODE } else { FIRST_CODE }, json)
        }
        What::Code { none: true, json } => {
            let changed = door.code(Wanted::No)?;
            (changed, if had_code { NO_CODE } else { NEVER_A_CODE }, json)
        }
        What::Renew { code, json } => {
            let changed = door.renew(code)?;
            (
                changed,
                if had_code { RENEWED } else { RENEWED_ALONE },
                json,
            )
        }
    };
    match (says, changed.findings.is_empty()) {
        (SET, false) => out::say("The passphrase is set, but not everything is sealed."),
        (says, _) => out::say(says),
    }
    for finding in &changed.findings {
        out::say(&finding.to_string());
    }
    if says == SET {
        out::say(COPIES);
        let notes = door.store.load(door.person.id).notes;
        notes.iter().for_each(|note| out::say(note));
    }
    give(&changed, json)?;
    // Without a lock there is nothing to forget.
    if changed.protection == Protection::Sealed && !door.store.has_recovery_code(door.person.id) {
        out::say(FORGOTTEN);
    }
    match door.lacks_code {
        // It was said among the findings.
        true => Err(Failure::Told(1)),
        false => Ok(()),
    }
}

const SET: &str = "What you wrote is sealed now, and the passphrase opens it.";
const CHANGED: &str = "The new passphrase opens it from now on. Copies that were made earlier, backups for \
                       instance, still open with the old one. If someone knows the old one, `amends \
                       passphrase renew` seals everything anew.";
const REMOVED: &str =
    "There is no passphrase any more: anyone using this account can read what you wrote.";
const RECOVERED: &str =
    "The new passphrase opens it from now on. The recovery code still does, too.";
const CODE: &str = "An earlier recovery code opens nothing any more. Copies that were made earlier still open \
                    with it.";
const FIRST_CODE: &str = "There is a recovery code now. The passphrase stays as it is.";
const NEVER_A_CODE: &str = "There was no recovery code, and there is none now.";
const NO_CODE: &str =
    "There is no recovery code any more. Copies that were made earlier still open with it.";
const RENEWED: &str = "Everything is sealed anew. The old passphrase and the old recovery code open nothing of \
                       it any more. Copies that were made earlier, backups for instance, still open with \
                       them.";
const RENEWED_ALONE: &str = "Everything is sealed anew. The old passphrase opens nothing of it any more. Copies that \
                             were made earlier, backups for instance, still open with it.";

/// A book before its lock, and the one who stands there.
struct Door {
    store: Store,
    person: Person,
    source: Source,
    /// Whether a recovery code was wanted and could not be made.
    lacks_code: bool,
}

impl Door {
    fn open(global: &Global) -> Result<Door, Failure> {
        let (_, store, person) = Desk::door(global, Access::Write)?;
        if let Some(why) = store.read_only_because() {
            return Err(Failure::failed(format!("{why} Nothing was changed.")));
        }
        Ok(Door {
            store,
            person,
            source: Source::of(global)?,
            lacks_code: false,
        })
    }

    /// A refusal before anyone has typed a word.
    fn is(&self, protection: Protection) -> Result<(), Failure> {
        match (protection, self.store.protection(self.person.id)) {
            (Protection::Clear, Protection::Sealed) => Err(StoreError::LockedAlready.into()),
            (Protection::Sealed, Protection::Clear) if self.store.lacks_keys(self.person.id) => {
                Err(StoreError::NoKeys.into())
            }
            (Protection::Sealed, Protection::Clear) => Err(StoreError::NotLocked.into()),
            (Protection::Clear, Protection::Clear) | (Protection::Sealed, Protection::Sealed) => {
                Ok(())
            }
        }
    }

    fn set(&mut self, code: &Code) -> Result<KeysChanged, Failure> {
        self.is(Protection::Clear)?;
        self.explain()?;
        let new = self.source.chosen()?;
        let recovery = self.wants_code(code)?;
        self.change_keys(&KeyChange::Set { new, recovery })
    }

    fn change(&mut self) -> Result<KeysChanged, Failure> {
        let old = self.old()?;
        let new = self.source.chosen()?;
        self.change_keys(&KeyChange::Change { old, new })
    }

    fn remove(&mut self) -> Result<KeysChanged, Failure> {
        if self.store.has_late(self.person.id) {
            let old = self
                .source
                .attempt(Asked::OldPassphrase, &self.person, |typed| {
                    Ok(Passphrase::typed(typed))
                })?;
            return self.change_keys(&KeyChange::Remove { old });
        }
        self.is(Protection::Sealed)?;
        self.source
            .say("From then on anyone using this account can read what you wrote.");
        let old = self.old()?;
        self.change_keys(&KeyChange::Remove { old })
    }

    fn recover(&mut self) -> Result<KeysChanged, Failure> {
        self.is(Protection::Sealed)?;
        let code = self.source.attempt(Asked::Code, &self.person, code)?;
        let new = self.source.chosen()?;
        self.change_keys(&KeyChange::Recover { code, new })
    }

    fn code(&mut self, wanted: Wanted) -> Result<KeysChanged, Failure> {
        if wanted == Wanted::Yes {
            self.source.say(RECOVERY);
        }
        let old = self.old()?;
        let wanted = wanted == Wanted::Yes;
        self.change_keys(&KeyChange::Code { old, wanted })
    }

    fn renew(&mut self, code: &Code) -> Result<KeysChanged, Failure> {
        let old = self.old()?;
        let new = self.source.chosen()?;
        let recovery = self.wants_code(code)?;
        self.change_keys(&KeyChange::Renew { old, new, recovery })
    }

    /// The passphrase of now. Someone at a terminal learns at once whether it fits.
    fn old(&mut self) -> Result<Passphrase, Failure> {
        self.is(Protection::Sealed)?;
        let (store, person) = (&mut self.store, &self.person);
        let tries = match self.source {
            Source::Descriptor(_) => Tries::Later,
            Source::Terminal(_) => Tries::Now,
        };
        self.source.attempt(Asked::OldPassphrase, person, |typed| {
            let old = Passphrase::typed(typed);
            match tries {
                Tries::Now if store.is_locked(person.id) => {
                    let mut progress = Progress::default();
                    store.unlock(person.id, &old, &mut |done, of| progress.tell(done, of))?;
                }
                Tries::Now | Tries::Later => {}
            }
            Ok(old)
        })
    }

    fn change_keys(&mut self, change: &KeyChange) -> Result<KeysChanged, Failure> {
        let mut progress = Progress::default();
        let mut tell = |done, of| progress.tell(done, of);
        let changed = self.store.change_keys(self.person.id, change, &mut tell)?;
        let wanted = match change {
            KeyChange::Set { recovery, .. } | KeyChange::Renew { recovery, .. } => *recovery,
            KeyChange::Code { wanted, .. } => *wanted,
            KeyChange::Change { .. } | KeyChange::Remove { .. } | KeyChange::Recover { .. } => {
                false
            }
        };
        self.lacks_code = wanted && changed.recovery.is_none();
        Ok(changed)
    }

    /// What a passphrase does, what it does not, and six words to take.
    fn explain(&mut self) -> Result<(), Failure> {
        let mut text = String::new();
        for paragraph in [PROTECTS, COPIES, FORGOTTEN] {
            text.push_str(&format!("{paragraph}\n\n"));
        }
        text.push_str("With or without it:\n");
        for line in content::embedded().welcome.not_protected {
            text.push_str(&format!("- {line}\n"));
        }
        self.source.say(&text);
        let words = Passphrase::words(Chance::take()?.next());
        self.source.say(&Zeroizing::new(format!(
            "Six words that were drawn by chance just now, if you want them:\n\n    {}\n\nWrite them down \
             before you go on, or take a passphrase of your own. What this window shows stays in it until \
             you clear or close it.\n",
            *words
        )));
        Ok(())
    }

    fn wants_code(&mut self, code: &Code) -> Result<bool, Failure> {
        if code.recovery {
            return Ok(true);
        }
        self.source.say(RECOVERY);
        self.source.yes("Make one?")
    }
}

/// Whether there is to be a recovery code from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Yes,
    No,
}

/// When a passphrase is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tries {
    Now,
    /// With the change itself.
    Later,
}

/// Gives the recovery code, where there is one: it is data, and there is no second time.
fn give(changed: &KeysChanged, json: &Json) -> Result<(), Failure> {
    let code = changed.recovery.as_ref().map(|code| code.text());
    let given = match (&code, json.json) {
        (code, true) => out::json(&json!({
            "protection": match changed.protection {
                Protection::Clear => "clear",
                Protection::Sealed => "sealed",
            },
            "recovery": code.as_ref().map(|code| code.as_str()),
            "findings": findings(&changed.findings),
        })),
        (Some(code), false) => out::print(&Zeroizing::new(format!("{}\n", **code))),
        (None, false) => Ok(()),
    };
    match (&code, given) {
        (Some(_), Err(_)) => Err(Failure::failed(
            "The keys are changed, and the recovery code could not be printed, so nobody has it. `amends \
             passphrase code` makes another.",
        )),
        (Some(_), Ok(())) => {
            out::say(
                "This is the recovery code. It is shown this once: write it on paper, and clear the window \
                 when you have. `amends passphrase recover` takes it.",
            );
            Ok(())
        }
        (None, given) => given,
    }
}
