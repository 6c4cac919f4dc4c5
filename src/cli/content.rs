//! `amends content`: packs, for those who write them.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::{may_change, packs_dir};
use super::failure::Failure;
use super::{out, shell};
use crate::content::{Finding, Severity, check, embedded, new_pack, packs};
use crate::text::quote::quoted_path;
use crate::text::reason::reason;

/// List, check or start content packs
#[derive(clap::Args)]
pub struct Content {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List the pack that is built in, and those in the packs folder
    List {
        #[command(flatten)]
        json: Json,
    },
    /// Say all that is wrong with a pack, with file, line and column
    Check {
        /// The pack; without it, the one given with --content
        dir: Option<PathBuf>,
        #[command(flatten)]
        json: Json,
    },
    /// Start a pack that passes its own check
    New {
        /// A folder that is not there yet, or is empty
        dir: PathBuf,
    },
    /// Print the packs folder
    Where,
}

impl Content {
    /// Whether it only looks at packs.
    pub fn only_reads(&self) -> bool {
        match self.what {
            What::List { .. } | What::Check { .. } | What::Where => true,
            What::New { .. } => false,
        }
    }
}

pub fn run(global: &Global, content: &Content) -> Result<(), Failure> {
    match &content.what {
        What::List { json } => list(global, json),
        What::Check { dir, json } => {
            let dir = dir.as_deref().or(global.content.as_deref());
            let dir = dir.ok_or_else(|| {
                Failure::usage("Say which pack to check: amends content check DIR.")
            })?;
            report(dir, json)
        }
        What::New { dir } => start(global, dir),
        What::Where => out::print(&format!("{}\n", packs_dir(global)?.display())),
    }
}

fn list(global: &Global, json: &Json) -> Result<(), Failure> {
    let mut dirs = vec![packs_dir(global)?];
    dirs.extend(global.content.clone());
    let found = packs(&dirs);
    let built_in = embedded();
    if json.json {
        let mut all = vec![json!({
            "id": built_in.id, "title": built_in.title, "version": built_in.version,
            "dir": null, "errors": 0, "warnings": 0,
        })];
        all.extend(found.iter().map(|pack| {
            let (id, title, version) = match &pack.about {
                Some((id, title, version)) => (Some(id), Some(title), Some(version)),
                None => (None, None, None),
            };
            json!({
                "id": id, "title": title, "version": version,
                "dir": pack.dir.to_string_lossy(),
                "errors": pack.errors, "warnings": pack.warnings,
            })
        }));
        return out::json(&json!({"packs": all}));
    }
    let mut text = format!(
        "{} {}  {}  (built in)\n",
        built_in.id, built_in.version, built_in.title
    );
    for pack in &found {
        let dir = quoted_path(&pack.dir);
        text.push_str(&match &pack.about {
            Some((id, title, version)) => format!("{id} {version}  {title}  ({dir})\n"),
            None => format!("cannot be used: `amends content check` says why  ({dir})\n"),
        });
    }
    out::print(&text)
}

fn report(dir: &Path, json: &Json) -> Result<(), Failure> {
    let findings = check(dir);
    let errors = findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .count();
    let warnings = findings.len() - errors;
    if json.json {
        let findings: Vec<Value> = findings.iter().map(value).collect();
        out::json(&json!({"findings": findings}))?;
    } else {
        let text: Vec<String> = findings.iter().map(|f| format!("{f}\n\n")).collect();
        out::print(&text.concat())?;
    }
    match (errors, warnings) {
        (0, 0) => out::say("Nothing is wrong with this pack."),
        (errors, warnings) => out::say(&format!("Errors: {errors}. Warnings: {warnings}.")),
    }
    match errors {
        0 => Ok(()),
        _ => Err(Failure::Told(1)),
    }
}

fn value(finding: &Finding) -> Value {
    // What is about a whole file has no place in it.
    let place = |number: usize| (finding.line > 0).then_some(number);
    json!({
        "file": finding.file.to_string_lossy(),
        "line": place(finding.line),
        "column": place(finding.column),
        "severity": finding.severity.name(),
        "message": finding.message,
        "hint": finding.hint,
    })
}

fn start(global: &Global, dir: &Path) -> Result<(), Failure> {
    may_change(global)?;
    new_pack(dir).map_err(|error| {
        Failure::failed(format!(
            "No pack was started in {}: {}.",
            quoted_path(dir),
            reason(&error)
        ))
    })?;
    out::say(&format!(
        "A pack to start from is in {}. `{}` checks it, and `{}` uses it.",
        quoted_path(dir),
        shell::command(
            global,
            &format!("content check {}", shell::operand(&quoted_path(dir)))
        ),
        shell::command(global, &shell::option("--content", &shell::path(dir)))
    ));
    Ok(())
}
