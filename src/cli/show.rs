//! `amends show`: one thing whole, with its earlier versions where they are asked for.

use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::Desk;
use super::failure::Failure;
use super::{ids, lines, out, when};
use crate::domain::when::When;
use crate::domain::{Record, Refusal, ThreadId};
use crate::export::json::{body, version};
use crate::query::list::exercise;
use crate::query::reading::{Kind, Reading};

/// Show one entry, answer or mark whole
#[derive(clap::Args)]
pub struct Show {
    /// The id, or the first characters of it
    id: String,
    /// Its earlier versions too, the newest first
    #[arg(long)]
    versions: bool,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, show: &Show) -> Result<(), Failure> {
    let desk = Desk::to_read(global)?;
    let thread = ids::find(&desk.state, &show.id)?;
    if show.json.json {
        return out::json(&value(&desk, thread).ok_or(Refusal::Gone)?);
    }
    let head = desk.state.head(thread).ok_or(Refusal::Gone)?;
    let heads = desk.state.heads_beside(head);
    if heads.len() > 1 {
        out::say(
            "Two versions were written apart. `amends edit` makes one of them, `amends mark` of a mark.",
        );
    }
    let shown = if show.versions {
        desk.state.versions_beside(head)
    } else {
        heads
    };
    let many = shown.len() > 1;
    let today = when::now().date_naive();
    let pages: Vec<String> = shown
        .into_iter()
        .rev()
        .filter_map(|record| Some(page(record, &Reading::among(record, head, today)?, many)))
        .collect();
    out::print(&pages.join("\n"))
}

/// A record as it is read.
fn page(record: &Record, reading: &Reading<'_>, many: bool) -> String {
    let mut page = String::new();
    if many {
        let spoken = When::exactly(record.at).spoken();
        page.push_str(&format!("== Written {spoken}\n\n"));
    }
    for line in [reading.title, reading.asked] {
        if !line.trim().is_empty() {
            page.push_str(&format!("{line}\n"));
        }
    }
    let spoken = reading.spoken();
    page.push_str(&match reading.kind {
        // The line over the version has said it.
        Kind::Answer if many => String::new(),
        Kind::Entry | Kind::Mark => format!("{spoken}\n"),
        Kind::Answer => format!("Answered {spoken}\n"),
    });
    if !reading.tags.is_empty() {
        let tags: Vec<String> = reading.tags.iter().map(|tag| format!("#{tag}")).collect();
        page.push_str(&format!("{}\n", tags.join("  ")));
    }
    for part in &reading.parts {
        page.push('\n');
        if !part.label.is_empty() {
            page.push_str(&format!("{}\n", part.label));
        }
        let text = part.text.trim_end();
        if !text.is_empty() {
            page.push_str(&format!("{text}\n"));
        }
    }
    page
}

fn value(desk: &Desk, thread: ThreadId) -> Option<Value> {
    let head = desk.state.head(thread)?;
    let heads = desk.state.heads_beside(head);
    let reading = Reading::of(head, when::now().date_naive())?;
    // What is closed is closed to scripts too. The JSON export holds it whole.
    let cover = reading.closed.map(|until| json!({"closed_until": until}));
    let versions: Vec<Value> = desk
        .state
        .versions_beside(head)
        .into_iter()
        .rev()
        .filter_map(|record| {
            let mut value = version(record)?;
            if let Some(cover) = &cover {
                value["body"] = cover.clone();
            }
            value["current"] = Value::Bool(heads.iter().any(|head| head.id == record.id));
            Some(value)
        })
        .collect();
    Some(json!({
        "id": thread,
        "kind": reading.kind.name(),
        "exercise": exercise(head).map(crate::exercise::Kind::name),
        "at": reading.at.to_rfc3339(),
        "by": head.by,
        "space": lines::space(head.space, &desk.person),
        "title": reading.title,
        "item": head.item,
        "body": match cover {
            Some(cover) => cover,
            None => body(&head.body)?,
        },
        "versions": versions,
    }))
}
