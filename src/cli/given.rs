//! The text that a person gives: as arguments, through standard input, or in their editor. Whatever
//! becomes of it, it is not lost.

use std::io::{self, IsTerminal, Read};

use rustix::fs::FileType;
use sha2::{Digest, Sha256};

use super::desk::{Chance, Desk};
use super::editor::{self, Sheet, Unedited};
use super::failure::Failure;
use super::out::say;
use super::when::now;
use super::write::say_removed;
use crate::domain::{Draft, DraftBody, DraftKey, ItemId, Protection, ThreadId};
use crate::text::clean::clean;
use crate::text::reason::reason;

/// More than a record can hold, with room for what cleaning takes away.
const MOST: u64 = 24 << 20;

/// A text, and where it came from.
pub struct Given {
    pub text: String,
    from: Source,
    /// The exercise that it is an answer to.
    item: Option<ItemId>,
}

enum Source {
    Arguments,
    Input,
    Editor(Sheet),
}

/// Whether these words ask for standard input: a single `-`, or none at all without a terminal.
fn is_input(words: &[String]) -> bool {
    match words {
        [] => !io::stdin().is_terminal(),
        [word] => word == "-",
        _ => false,
    }
}

/// Says that a text which was sent in was left alone, where one may have been. It is not read: it may be
/// what a loop of a shell goes through. `taken` is whether a passphrase came from there.
pub fn say_unread(taken: bool) {
    let stdin = io::stdin();
    let kind = rustix::fs::fstat(&stdin).map(|about| FileType::from_raw_mode(about.st_mode));
    let waits = rustix::io::ioctl_fionread(&stdin).is_ok_and(|bytes| bytes > 0);
    let may_be_text = match kind {
        Ok(FileType::Fifo | FileType::Socket) => waits || !taken,
        Ok(FileType::RegularFile) => waits,
        Ok(_) | Err(_) => false,
    };
    if may_be_text {
        say(
            "The text stays as it is: none was read from standard input. With - in the place of the text it \
             is taken from there.",
        );
    }
}

impl Given {
    /// Takes the text from `words`, from standard input, or from an editor that starts with `start`.
    pub fn take(desk: &mut Desk, words: &[String], start: &str) -> Result<Given, Failure> {
        if is_input(words) {
            return Ok(Given {
                text: trimmed(read_input()?),
                from: Source::Input,
                item: None,
            });
        }
        if words.is_empty() {
            editor::may_have(desk.protection(), desk.in_clear)?;
            let (text, sheet) = match editor::edit(start, desk.protection()) {
                Ok(edited) => edited,
                Err(Unedited::Failure(failure)) => return Err(failure),
                Err(Unedited::Broken { why, text, sheet }) => {
                    say(&format!("{why} Nothing was saved."));
                    keep(desk, text.as_deref().map(|text| (text, None)), sheet);
                    return Err(Failure::Told(1));
                }
            };
            // What it began with may be an example; no one has said that until it is changed.
            if text.trim() == start.trim() {
                return Err(Failure::failed(
                    "Nothing was changed in the editor, so nothing was saved.",
                ));
            }
            return Ok(Given {
                text: trimmed(text),
                from: Source::Editor(sheet),
                item: None,
            });
        }
        Ok(Given {
            text: trimmed(words.join(" ")),
            from: Source::Arguments,
            item: None,
        })
    }

    /// The same, as an answer to this exercise.
    pub fn to(self, item: &ItemId) -> Given {
        Given {
            item: Some(item.clone()),
            ..self
        }
    }

    /// Ends with `result`. Where it is a failure the text is given back.
    pub fn end<T>(self, desk: &mut Desk, result: Result<T, Failure>) -> Result<T, Failure> {
        if self.text.is_empty() || !matches!(result, Err(Failure::Failed(_) | Failure::Usage(_))) {
            return result;
        }
        result.map_err(|failure| {
            let code = failure.report();
            match self.from {
                Source::Editor(sheet) => keep(desk, Some((&self.text, self.item.as_ref())), sheet),
                Source::Arguments | Source::Input if desk.must_not_repeat() => {
                    match draft(desk, &self.text, self.item.as_ref()) {
                        Ok(kept) => say(kept),
                        Err(_) => say(
                            "Your text could not be kept either. It is not repeated here, since it would \
                             be in clear.",
                        ),
                    }
                }
                Source::Arguments | Source::Input => {
                    say_removed(clean(&self.text).removed);
                    say(&format!("Here is your text again:\n\n{}", self.text));
                }
            }
            Failure::Told(code)
        })
    }
}

const KEPT: &str = "Your text is kept as a journal entry that is half written, sealed like all the rest. \
                    `amends` offers to go on with it.";

const KEPT_ANEW: &str = "Your text is kept as a journal entry that is half written, sealed like all the rest, in \
                         the place of your last try. `amends` offers to go on with it.";

/// Keeps what was written in an editor: in its file, or sealed as a draft where it must not stay in clear.
fn keep(desk: &mut Desk, text: Option<(&str, Option<&ItemId>)>, sheet: Sheet) {
    let sealed = match (desk.protection(), text) {
        (Protection::Sealed, Some((text, item))) => draft(desk, text, item).ok(),
        (Protection::Sealed, None) | (Protection::Clear, _) => None,
    };
    match sealed {
        Some(kept) => say(kept),
        None => say(&format!("What you wrote is in {}.", sheet.keep())),
    }
}

/// Keeps a text as an entry that is half written, and says how. Of an exercise it takes the place of the last
/// try: a script that is being put right would leave one more with each run.
fn draft(desk: &mut Desk, text: &str, item: Option<&ItemId>) -> Result<&'static str, Failure> {
    let at = now();
    let cleaned = clean(text);
    say_removed(cleaned.removed);
    let (thread, kept) = match item {
        Some(item) => place_of(desk, item),
        None => (ThreadId::from_random(Chance::take()?.next()), KEPT),
    };
    desk.store.save_draft(&Draft {
        key: DraftKey::Entry(thread),
        person: desk.person.id,
        base: Vec::new(),
        at,
        caret: cleaned.text.len(),
        body: DraftBody::Entry {
            title: String::new(),
            tags: String::new(),
            text: cleaned.text,
            at,
        },
    })?;
    Ok(kept)
}

/// Where a try at an exercise is kept, and what there is to say of it: in the place of the last one, unless
/// someone has gone on with that or made an entry of it.
fn place_of(desk: &Desk, item: &ItemId) -> (ThreadId, &'static str) {
    let mut number = 0_u64;
    loop {
        let digest = Sha256::digest(format!("try {} {item} {number}", desk.person.space));
        let mut bits = [0; 16];
        bits.copy_from_slice(&digest[..16]);
        let thread = ThreadId::from_random(bits);
        number += 1;
        if desk.state.thread(thread).is_some() {
            continue;
        }
        match desk.store.draft(desk.person.id, &DraftKey::Entry(thread)) {
            None => return (thread, KEPT),
            Some(draft) if is_as_kept(&draft) => return (thread, KEPT_ANEW),
            Some(_) => {}
        }
    }
}

/// Whether a draft is as it was kept here: whoever goes on with one does so at a later time.
fn is_as_kept(draft: &Draft) -> bool {
    match &draft.body {
        DraftBody::Entry { at, .. } => *at == draft.at,
        DraftBody::Doing(_) | DraftBody::Mark(_) => false,
    }
}

fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text
}

fn read_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        Failure::failed(format!(
            "The text could not be read: {}. Nothing was saved.",
            reason(&error)
        ))
    })?;
    if bytes.len() as u64 > MOST {
        return Err(Failure::failed(
            "This is longer than 16 MiB, the most that can be saved at once. Nothing was saved, and what came \
             is not given back here: it is still only where it came from. Divide it and save the parts.",
        ));
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::failed(
            "This text is not in UTF-8, and guessing could change your words. Nothing was saved. \
             Convert it first, for instance with iconv.",
        )
    })
}
