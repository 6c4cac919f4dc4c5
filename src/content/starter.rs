//! A first pack for an author: small, commented, and free of findings.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

const FILES: [(&str, &str); 3] = [
    ("pack.toml", include_str!("starter/pack.toml")),
    (
        "stages/1-root-cause.toml",
        include_str!("starter/stage.toml"),
    ),
    ("library/strengths.toml", include_str!("starter/list.toml")),
];

/// Writes a pack to start from into `dir`, which is made if it is not there.
///
/// # Errors
/// `dir` holds something already (nothing is overwritten), or cannot be written to.
pub fn new_pack(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    if fs::read_dir(dir)?.next().is_some() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "this folder is not empty; a new pack begins in a folder of its own",
        ));
    }
    for (name, text) in FILES {
        let path = dir.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Between the look above and now a file may have come; it stays as it is.
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(())
}
