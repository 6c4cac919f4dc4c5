//! Which packs there are.

use std::fs;
use std::path::{Path, PathBuf};

use super::finding::Severity;
use super::load::load;

/// A folder with a pack in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub dir: PathBuf,
    /// Id, title and version; absent where errors forbid the use of the pack.
    pub about: Option<(String, String, String)>,
    pub errors: usize,
    pub warnings: usize,
}

/// How many folders within one folder are looked at.
const FOLDERS: usize = 256;

/// The packs in `dirs`: each may be a pack itself, or hold packs in folders, which come by name.
pub fn packs(dirs: &[PathBuf]) -> Vec<Listed> {
    dirs.iter()
        .flat_map(|dir| match is_pack(dir) {
            true => vec![dir.clone()],
            false => within(dir),
        })
        .map(|dir| listed(&dir))
        .collect()
}

fn is_pack(dir: &Path) -> bool {
    dir.join("pack.toml").is_file()
}

fn within(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut dirs: Vec<PathBuf> = entries
        .take(FOLDERS)
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_pack(path))
        .collect();
    dirs.sort();
    dirs
}

fn listed(dir: &Path) -> Listed {
    let loaded = load(dir);
    let count = |severity| {
        let found = loaded.findings.iter().filter(|f| f.severity == severity);
        found.count()
    };
    Listed {
        dir: dir.to_owned(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        about: loaded.pack.map(|pack| (pack.id, pack.title, pack.version)),
    }
}
