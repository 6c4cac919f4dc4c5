//! Packs: the default one, and those that others write.

mod broken;
mod default;
mod extending;
mod guide;
mod hostile;
mod limits;
mod starting;
mod threats;
mod whole;

use std::fs;
use std::path::Path;

use amends::content::load::{self, Loaded};
use tempfile::TempDir;

/// A small pack that stands alone and has nothing wrong with it.
pub const PACK: &str = r#"id = "small"
title = "Small"
version = "1"
language = "en"
licence = "none"
stages = ["one"]
"#;

/// Its only stage, without exercises.
pub const STAGE: &str = r#"id = "one"
title = "One"
about = "the only one"
[[step]]
id = "first"
title = "First"
about = "the first"
minutes = 5
reading = """READING"""
"#;

pub const LIBRARY: &str = r#"[[list]]
id = "feelings"
title = "Feelings"
[[list.group]]
title = "All"
[list.group.words]
sad = "sad"
glad = "glad"
[[flag]]
id = "but"
phrases = ["but"]
why = "why"
better = "better"
"#;

/// A reading of 130 words.
pub fn reading() -> String {
    "word ".repeat(130).trim().to_owned()
}

/// Writes files below a new folder.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        put(dir.path(), name, text.as_bytes());
    }
    dir
}

pub fn put(dir: &Path, name: &str, bytes: &[u8]) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The small pack, with `exercise` after its only step.
pub fn with_exercise(exercise: &str) -> TempDir {
    let stage = STAGE.replace("READING", &reading()) + exercise;
    folder(&[
        ("pack.toml", PACK),
        ("stages/1.toml", &stage),
        ("library/all.toml", LIBRARY),
    ])
}

pub fn load_of(dir: &TempDir) -> Loaded {
    load::load(dir.path())
}

/// Everything that was found, to read when a test fails.
pub fn said(loaded: &Loaded) -> String {
    let said: Vec<String> = loaded.findings.iter().map(ToString::to_string).collect();
    said.join("\n")
}
