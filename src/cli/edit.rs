//! `amends edit`: a new version of an entry or an answer. The earlier ones stay.

use super::answer;
use super::args::{Global, Json};
use super::descriptor::Descriptor;
use super::desk::Desk;
use super::failure::Failure;
use super::given::{self, Given};
use super::write::{print_id, save};
use super::{ids, out, when};
use crate::domain::when::When;
use crate::domain::{Body, Entry, ItemId, ThreadId};

/// Change an entry or an answer; its earlier versions stay
#[derive(clap::Args)]
pub struct Edit {
    /// The id, or the first characters of it
    id: String,
    /// The new text; - reads it from standard input; without it your editor opens
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    /// When it was: yesterday, 3 days ago, 2026-08-22 21:14
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// The tags that it has from now on; --tag "" takes all away
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// A title; --title "" takes it away
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, edit: &Edit) -> Result<(), Failure> {
    let now = when::now();
    let at = edit.at.as_deref().map(|at| when::at(at, now)).transpose()?;
    let mut desk = Desk::to_write(global)?;
    let thread = ids::find(&desk.state, &edit.id)?;
    let Some(head) = desk.state.head(thread).cloned() else {
        return Err(crate::domain::Refusal::Gone.into());
    };
    let about = at.is_some() || !edit.tags.is_empty() || edit.title.is_some();
    let id = match (&head.body, &head.item) {
        (Body::Entry(entry), _) => {
            when::say_at(at);
            let entry = Entry {
                at: at.unwrap_or(entry.at),
                title: edit.title.clone().unwrap_or_else(|| entry.title.clone()),
                tags: match edit.tags.as_slice() {
                    [] => entry.tags.clone(),
                    tags => tags.to_vec(),
                },
                text: entry.text.clone(),
            };
            // Only the tags, say: that needs no text.
            if edit.text.is_empty() && about {
                say_apart(&desk, thread);
                let passphrase = global.passphrase_fd.as_ref();
                given::say_unread(passphrase.is_some_and(Descriptor::is_standard_input));
                save(&mut desk, Some(thread), entry)?
            } else {
                rewrite(&mut desk, thread, entry, &edit.text)?
            }
        }
        (Body::Answer(answer), Some(_)) if answer.closed_on(now.date_naive()).is_some() => {
            return Err(Failure::failed(
                "It is closed until its day, and until then it is not changed. The workbook can open \
                 it early. Nothing was changed.",
            ));
        }
        (Body::Answer(_), Some(item)) if !about => {
            answer_again(global, &mut desk, item, thread, edit)?
        }
        (Body::Answer(_), _) => {
            return Err(Failure::usage(
                "An answer has no title, tags or time of its own. Nothing was changed.",
            ));
        }
        (Body::Mark(mark), _) => {
            return Err(Failure::usage(format!(
                "A mark is changed with `amends mark --at {}`. Nothing was changed.",
                mark.day
            )));
        }
        (Body::Profile(_) | Body::SetAside(_) | Body::Purge(_) | Body::Unknown { .. }, _) => {
            return Err(crate::domain::Refusal::Gone.into());
        }
    };
    print_id(id, &edit.json)
}

fn rewrite(
    desk: &mut Desk,
    thread: ThreadId,
    entry: Entry,
    words: &[String],
) -> Result<ThreadId, Failure> {
    let start = start(desk, thread);
    let given = Given::take(desk, words, &start)?;
    let entry = Entry {
        text: given.text.clone(),
        ..entry
    };
    say_apart(desk, thread);
    let saved = save(desk, Some(thread), entry);
    given.end(desk, saved)
}

/// What the editor begins with. Where two machines wrote apart, it is both, for the person to choose.
fn start(desk: &Desk, thread: ThreadId) -> String {
    let mut start = String::new();
    for head in desk.state.heads(thread).into_iter().rev() {
        if let Body::Entry(entry) = &head.body {
            if !start.is_empty() {
                let spoken = When::exactly(head.at).spoken();
                start.push_str(&format!("\n\n(The other version, of {spoken}:)\n\n"));
            }
            start.push_str(&entry.text);
        }
    }
    start
}

fn say_apart(desk: &Desk, thread: ThreadId) {
    if desk.state.heads(thread).len() > 1 {
        out::say(
            "Two versions had been written apart. This one takes the place of both, and both can \
             still be read with `amends show --versions`.",
        );
    }
}

fn answer_again(
    global: &Global,
    desk: &mut Desk,
    item: &ItemId,
    thread: ThreadId,
    edit: &Edit,
) -> Result<ThreadId, Failure> {
    let pack = super::desk::pack(global)?;
    answer::take(desk, &pack, item.as_str(), &edit.text, Some(thread))
}
