//! `amends search`: full text, best first.

use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::Desk;
use super::failure::Failure;
use super::lines::{self, Line};
use super::{out, when};
use crate::query::reading::Reading;
use crate::query::search::Index;

/// Search in all that was written, best first
#[derive(clap::Args)]
pub struct Search {
    /// Words, or the starts of them; each has to occur
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// So many at the most
    #[arg(short = 'n', value_name = "N", default_value_t = 50)]
    most: usize,
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, search: &Search) -> Result<(), Failure> {
    let desk = Desk::to_read(global)?;
    let today = when::now().date_naive();
    let hits = Index::of(&desk.state).search(&search.words.join(" "), search.most, today);
    let lines: Vec<Line<'_>> = hits
        .iter()
        .filter_map(|hit| {
            let reading = Reading::of(desk.state.head(hit.thread)?, today)?;
            Some(Line {
                thread: hit.thread,
                kind: reading.kind,
                at: reading.at,
                title: reading.title,
                excerpt: &hit.excerpt,
                tags: reading.tags,
            })
        })
        .collect();
    if search.json.json {
        let hits: Vec<Value> = lines
            .iter()
            .map(|line| {
                json!({
                    "id": line.thread,
                    "kind": line.kind.name(),
                    "at": line.at.to_rfc3339(),
                    "title": line.title,
                    "excerpt": line.excerpt,
                })
            })
            .collect();
        return out::json(&json!({"hits": hits}));
    }
    if lines.is_empty() {
        out::say("Nothing was found.");
    }
    out::print(&lines::written(&lines))
}
