//! Loading a pack: from the binary, or from a folder with everything that is wrong with it.

use std::path::Path;

use super::files;
use super::finding::{Finding, Report};
use super::merge::lay;
use super::model::Pack;
use super::node::{Entry, Node, Value};
use super::pack::{self, BASE};

/// What became of a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The pack, unless an error forbids its use.
    pub pack: Option<Pack>,
    /// By file and place.
    pub findings: Vec<Finding>,
}

/// The default pack, which is inside the binary.
pub fn embedded() -> Pack {
    let mut report = Report::of_known_good();
    let root = files::prepared(&mut report);
    pack::read(&report, &root)
}

/// The pack in `dir`: whole, or laid over the default pack where it says `extends = "amends"`.
pub fn load(dir: &Path) -> Loaded {
    let mut report = Report::default();
    let read = files::folder(dir, &mut report).map(|root| {
        let root = complete(root, &mut report);
        pack::read(&report, &root)
    });
    let pack = read.filter(|_| !report.has_errors());
    Loaded {
        pack,
        findings: report.into_findings(),
    }
}

/// Everything that is wrong with the pack in `dir`, by file and place.
pub fn check(dir: &Path) -> Vec<Finding> {
    load(dir).findings
}

/// `root` with what it takes from the default pack.
fn complete(root: Node, report: &mut Report) -> Node {
    let extends = root.get("pack").and_then(|pack| pack.get("extends"));
    if extends.and_then(Node::text) == Some(BASE) {
        let base = files::embedded(report);
        return lay(base, root, report);
    }
    let missing: Vec<&str> = ["welcome", "help"]
        .into_iter()
        .filter(|key| root.get(key).is_none())
        .collect();
    if missing.is_empty() {
        return root;
    }
    other_language(&root, &missing, report);
    // Nobody is left without a help page because an author forgot to write one.
    let base = files::embedded(report);
    let at = root.at;
    let mut entries: Vec<Entry> = base.entries().to_vec();
    entries.retain(|entry| missing.contains(&&*entry.key));
    if let Value::Table(own) = root.value {
        entries.extend(own);
    }
    Node::table(at, entries)
}

fn other_language(root: &Node, missing: &[&str], report: &Report) {
    let language = root.get("pack").and_then(|pack| pack.get("language"));
    if let Some(node) = language
        && let Some(language) = node.text()
        && !language.starts_with("en")
    {
        report.warn(
            node.at,
            format!(
                "{}.toml is missing, so its words are English",
                missing.join(".toml and ")
            ),
            "write it in the language of the pack",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_pack_is_the_same_with_and_without_the_checks_and_has_no_fault() {
        let mut report = Report::default();
        let root = files::embedded(&mut report);
        let parsed = pack::read(&report, &root);
        assert!(parsed == embedded());
        assert_eq!(report.into_findings(), []);
    }
}
