//! `amends doctor`: looks a book over, and changes nothing at all.

use serde_json::{Value, json};

use super::args::{Global, Json};
use super::backup::counted;
use super::desk::shelf;
use super::failure::Failure;
use super::out;

/// Check every record of a book; changes nothing
#[derive(clap::Args)]
pub struct Doctor {
    #[command(flatten)]
    json: Json,
}

pub fn run(global: &Global, doctor: &Doctor) -> Result<(), Failure> {
    let shelf = shelf(global)?;
    let book = shelf.find(global.book.as_deref())?;
    let report = shelf.doctor(book.id)?;
    if doctor.json.json {
        let findings: Vec<Value> = report
            .findings
            .iter()
            .map(|finding| json!({"file": finding.file, "what": finding.what}))
            .collect();
        out::json(&json!({
            "records": report.records, "findings": findings, "notes": report.notes,
        }))?;
    } else {
        let mut text = format!(
            "{} of \u{201c}{}\u{201d} read.\n",
            counted(report.records),
            book.name
        );
        for finding in &report.findings {
            text.push_str(&format!("{}: {}\n", finding.file, finding.what));
        }
        for note in &report.notes {
            text.push_str(&format!("Note: {note}\n"));
        }
        if report.findings.is_empty() {
            text.push_str("Nothing is damaged.\n");
        }
        out::print(&text)?;
    }
    match report.findings.len() {
        0 => Ok(()),
        n => {
            out::say(&format!(
                "Damaged or missing: {n}, as named above. Nothing was changed, and all else is as it should be."
            ));
            Err(Failure::Told(1))
        }
    }
}
