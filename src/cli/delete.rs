//! `amends delete`: one entry, answer or mark with all its versions, for good.

use serde_json::json;

use super::args::{Global, Json};
use super::desk::Desk;
use super::failure::Failure;
use super::{ids, out, when};
use crate::domain::{Intent, Refusal, ThreadId};
use crate::query::reading::{Kind, Reading};
use crate::store::DraftKey;

/// Delete an entry, an answer or a mark for good, with all its versions
#[derive(clap::Args)]
pub struct Delete {
    /// The id, or the first characters of it
    id: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, delete: &Delete) -> Result<(), Failure> {
    let mut desk = Desk::to_write(global)?;
    let thread = ids::find(&desk.state, &delete.id)?;
    if !delete.yes {
        let question = question(&desk, thread).ok_or(Refusal::Gone)?;
        match out::ask(&question) {
            None => {
                return Err(Failure::usage(
                    "There is no terminal to ask on. Say --yes to delete without being asked.",
                ));
            }
            Some(answer) if out::is_yes(&answer) => {}
            Some(_) => return Err(Failure::failed("Nothing was deleted.")),
        }
    }
    let head = desk.state.head(thread).cloned();
    desk.take(Intent::Delete { thread })?;
    // Several answers that are meant to stand side by side are no news.
    let alone = head.as_ref().filter(|head| !head.is_one_of_several());
    let item = alone.and_then(|head| head.item.as_ref());
    let other = item.and_then(|item| desk.state.answer(item));
    let other = other.map(|record| record.thread);
    let draft = head.map_or(DraftKey::Entry(thread), |head| DraftKey::of(&head));
    desk.store.drop_draft(desk.person.id, &draft)?;
    out::say(
        "Deleted, with all its versions. Backups and synced copies elsewhere are out of reach.",
    );
    if let Some(other) = other {
        out::say(&format!(
            "Another answer to the same exercise, written apart, is still there: {other}."
        ));
    }
    for note in &desk.notes {
        out::say(note);
    }
    if delete.json.json {
        return out::json(&json!({"deleted": thread}));
    }
    Ok(())
}

fn question(desk: &Desk, thread: ThreadId) -> Option<String> {
    let reading = Reading::of(desk.state.head(thread)?, when::now().date_naive())?;
    let what = match (reading.kind, reading.title) {
        (Kind::Entry, "") => "the entry".to_owned(),
        (Kind::Entry, title) => format!("the entry \u{201c}{title}\u{201d}"),
        (Kind::Answer, title) => format!("the answer to \u{201c}{title}\u{201d}"),
        (Kind::Mark, _) => "the mark".to_owned(),
    };
    let versions = match desk.state.thread(thread)?.versions().len() {
        0 | 1 => String::new(),
        n => format!(", with its {n} versions"),
    };
    let spoken = reading.spoken();
    Some(format!(
        "Delete {what} of {spoken}{versions}, for good? [y/N]"
    ))
}
