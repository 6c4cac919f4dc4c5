//! Where passphrases and recovery codes come from: a descriptor that was named, or else the person at the
//! terminal. They are never taken from arguments or from the environment, which others can read.

use zeroize::Zeroizing;

use super::args::Global;
use super::descriptor::Descriptor;
use super::failure::Failure;
use super::out::say;
use super::tty::{Tty, Typed};
use crate::domain::{Passphrase, Person, RecoveryCode};
use crate::store::{Store, StoreError};
use crate::text::clean::clean_line;

/// How often someone may try in one go.
const TRIES: usize = 3;

pub enum Source {
    Descriptor(Descriptor),
    Terminal(Tty),
}

impl Source {
    /// # Errors
    /// There is neither.
    pub fn of(global: &Global) -> Result<Source, Failure> {
        if let Some(descriptor) = &global.passphrase_fd {
            return Ok(Source::Descriptor(descriptor.clone()));
        }
        Tty::open().map(Source::Terminal).ok_or_else(|| {
            Failure::failed(
                "There is no terminal to ask for the passphrase on. Give it as the first line on a \
                 file descriptor, with --passphrase-fd N. Nothing was changed.",
            )
        })
    }

    /// What is said to someone who can read it while answering.
    pub fn say(&mut self, text: &str) {
        match self {
            Source::Descriptor(_) => {}
            Source::Terminal(tty) => tty.say(text),
        }
    }

    /// Tries what is given with `attempt`, on a terminal more than once.
    pub fn attempt<T>(
        &mut self,
        what: Asked,
        person: &Person,
        mut attempt: impl FnMut(&str) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        let refused = |error: StoreError| match what {
            // It only opens, and nobody thinks that something was changed by that.
            Asked::Passphrase => Failure::from(error).of_reading(),
            Asked::OldPassphrase | Asked::Code => error.into(),
        };
        match self {
            Source::Descriptor(descriptor) => {
                attempt(&descriptor.line(what.name())?).map_err(refused)
            }
            Source::Terminal(tty) => {
                let mut left = TRIES;
                loop {
                    let typed = tty.ask(&what.question(person), Typed::Unseen)?;
                    left -= 1;
                    match attempt(&typed) {
                        Err(error) if left > 0 && may_try_again(&error) => {
                            tty.say(&refused(error).sentence().unwrap_or_default());
                        }
                        Err(error) => return Err(refused(error)),
                        Ok(done) => return Ok(done),
                    }
                }
            }
        }
    }

    /// A new passphrase, given twice.
    pub fn chosen(&mut self) -> Result<Passphrase, Failure> {
        match self {
            Source::Descriptor(descriptor) => {
                let first = descriptor.line("the new passphrase")?;
                let second = descriptor.line("the repeated passphrase")?;
                choose(&first, &second)
                    .map_err(|why| Failure::failed(format!("{why} Nothing was changed.")))
            }
            Source::Terminal(tty) => {
                let mut left = TRIES;
                loop {
                    let first = tty.ask("New passphrase:", Typed::Unseen)?;
                    let second = match fit(&first) {
                        Ok(_) => tty.ask("Once more:", Typed::Unseen)?,
                        Err(_) => Zeroizing::default(),
                    };
                    left -= 1;
                    match choose(&first, &second) {
                        Ok(chosen) => return Ok(chosen),
                        Err(why) if left > 0 => tty.say(&why),
                        Err(why) => {
                            return Err(Failure::failed(format!("{why} Nothing was changed.")));
                        }
                    }
                }
            }
        }
    }

    /// Asks for a yes where someone can give it. No is the default.
    pub fn yes(&mut self, question: &str) -> Result<bool, Failure> {
        match self {
            Source::Descriptor(_) => Ok(false),
            Source::Terminal(tty) => {
                let answer = tty.ask(&format!("{question} [y/N]"), Typed::Shown)?;
                Ok(super::out::is_yes(&answer))
            }
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Passphrase,
    /// The one of now, before there is another.
    OldPassphrase,
    Code,
}

impl Asked {
    fn name(self) -> &'static str {
        match self {
            Asked::Passphrase => "the passphrase",
            Asked::OldPassphrase => "the passphrase of now",
            Asked::Code => "the recovery code",
        }
    }

    fn question(self, person: &Person) -> String {
        match self {
            Asked::Passphrase => format!("Passphrase of {}:", person.name),
            Asked::OldPassphrase => format!("Passphrase of {} until now:", person.name),
            Asked::Code => format!("Recovery code of {}:", person.name),
        }
    }
}

/// Whether another try may be a better one.
fn may_try_again(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::WrongPassphrase | StoreError::WrongCode | StoreError::UseNewPassphrase
    )
}

/// A passphrase that can be typed again, here and on the screen.
fn fit(text: &str) -> Result<Passphrase, String> {
    let cleaned = clean_line(text);
    if cleaned.removed > 0 || cleaned.text != text {
        return Err(
            "There are hidden characters in it, of an arrow key for instance, and they could not be \
             typed again."
                .to_owned(),
        );
    }
    Passphrase::chosen(text).map_err(|weak| weak.to_string())
}

fn choose(first: &str, second: &str) -> Result<Passphrase, String> {
    let chosen = fit(first)?;
    if chosen != Passphrase::typed(second) {
        return Err("The two are not the same.".to_owned());
    }
    Ok(chosen)
}

/// The recovery code in what was typed.
pub fn code(typed: &str) -> Result<RecoveryCode, StoreError> {
    RecoveryCode::read(typed).ok_or(StoreError::WrongCode)
}

/// The passphrase on the descriptor that was named, if one was.
pub fn given(global: &Global) -> Result<Option<Passphrase>, Failure> {
    let Some(descriptor) = &global.passphrase_fd else {
        return Ok(None);
    };
    let line = descriptor.line(Asked::Passphrase.name())?;
    Ok(Some(Passphrase::typed(&line)))
}

/// Opens what the person wrote, where it is locked. A descriptor that was named gives its line in any
/// case: on standard input the rest of it is the text, and a passphrase must never become part of that.
pub fn unlock(global: &Global, store: &mut Store, person: &Person) -> Result<(), Failure> {
    let given = given(global)?;
    if !store.is_locked(person.id) {
        return Ok(());
    }
    let mut progress = Progress::default();
    match given {
        Some(passphrase) => store
            .unlock(person.id, &passphrase, &mut |done, of| {
                progress.tell(done, of)
            })
            .map_err(|error| Failure::from(error).of_reading())?,
        None => Source::of(global)?.attempt(Asked::Passphrase, person, |typed| {
            store.unlock(person.id, &Passphrase::typed(typed), &mut |done, of| {
                progress.tell(done, of)
            })
        })?,
    }
    Ok(())
}

/// Says once how much there is to do, where it takes a while.
#[derive(Default)]
pub struct Progress {
    told: bool,
}

/// So many files are written anew in a moment.
const MANY: usize = 500;

impl Progress {
    pub fn tell(&mut self, done: usize, of: usize) {
        if !self.told && done < of && of >= MANY {
            self.told = true;
            say(&format!(
                "{of} files are written anew. If this is cut off, it goes on at the next start."
            ));
        }
    }
}
