//! `amends list`: what was written, newest first.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::Desk;
use super::failure::Failure;
use super::lines::{self, Line};
use super::{out, when};
use crate::exercise;
use crate::query::list::{Filter, Item, list};
use crate::query::reading::Kind;

/// List entries, answers and marks, newest first
#[derive(clap::Args)]
pub struct List {
    /// Only entries, answers or marks, or only the answers to one kind of exercise
    #[arg(long, value_name = "KIND", value_parser = wanted())]
    kind: Option<Wanted>,
    /// From this day or time on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to this day or time, and with it
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Only what has this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// So many at the most
    #[arg(short = 'n', value_name = "N")]
    most: Option<usize>,
    #[command(flatten)]
    json: Json,
}

/// What `--kind` asks for: entries, answers or marks, or the answers to one kind of exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Kind(Kind),
    Exercise(exercise::Kind),
}

impl Wanted {
    /// Every name that can be given, with what it means.
    fn all() -> Vec<(&'static str, Wanted)> {
        let kinds = Kind::ALL.map(|kind| (kind.name(), Wanted::Kind(kind)));
        // The exercise that is a mark is among the marks.
        let exercises = exercise::Kind::ALL
            .iter()
            .map(|kind| (kind.name(), Wanted::Exercise(*kind)))
            .filter(|(name, _)| Kind::named(name).is_none());
        kinds.into_iter().chain(exercises).collect()
    }
}

/// Reads the name of a kind, and lets shells complete it.
fn wanted() -> impl TypedValueParser<Value = Wanted> {
    let names = Wanted::all().into_iter().map(|(name, _)| name);
    PossibleValuesParser::new(names).try_map(|name| {
        let mut all = Wanted::all().into_iter();
        let found = all.find(|(known, _)| *known == name);
        found
            .map(|(_, wanted)| wanted)
            .ok_or("there is no such kind")
    })
}

pub fn run(global: &Global, args: &List) -> Result<(), Failure> {
    let (from, to) = when::span(args.from.as_deref(), args.to.as_deref(), when::now())?;
    let desk = Desk::to_read(global)?;
    let filter = Filter {
        kind: match args.kind {
            Some(Wanted::Kind(kind)) => Some(kind),
            Some(Wanted::Exercise(_)) | None => None,
        },
        exercise: match args.kind {
            Some(Wanted::Exercise(kind)) => Some(kind),
            Some(Wanted::Kind(_)) | None => None,
        },
        from: from.map(|when| when.from()),
        until: to.map(|when| when.until()),
        tag: args.tag.clone(),
        most: args.most,
    };
    let items = list(&desk.state, &filter, when::now().date_naive());
    if args.json.json {
        let items: Vec<Value> = items.iter().map(|item| value(item, &desk)).collect();
        return out::json(&json!({"items": items}));
    }
    if items.is_empty() {
        out::say("Nothing to list.");
    }
    let lines: Vec<Line<'_>> = items
        .iter()
        .map(|item| Line {
            thread: item.thread,
            kind: item.kind,
            at: item.at,
            title: &item.title,
            excerpt: &item.excerpt,
            tags: &item.tags,
        })
        .collect();
    out::print(&lines::written(&lines))
}

fn value(item: &Item, desk: &Desk) -> Value {
    json!({
        "id": item.thread,
        "kind": item.kind.name(),
        "exercise": item.exercise.map(exercise::Kind::name),
        "at": item.at.to_rfc3339(),
        "title": item.title,
        "excerpt": item.excerpt,
        "tags": item.tags,
        "space": lines::space(item.space, &desk.person),
    })
}
