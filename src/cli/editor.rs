//! The person's own editor, on a file in a folder that no one else can open.
//!
//! What is sealed goes there only where that was asked for. It then lies in clear in the system's folder
//! for the time of a login, which is memory, and what an editor leaves there is taken away.

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::failure::Failure;
use super::signals::Deaf;
use crate::domain::Protection;
use crate::text::quote::quoted_path;
use crate::text::reason::reason;

/// The folder of all sheets, in the system's folder for the time of a login.
const FOLDER: &str = "amends";
/// What the folder of a sheet with sealed text begins with. One that is left over is taken away at the
/// next start.
const SEALED: &str = "sealed-";
/// What other folders begin with. Someone's only copy of a text may be in them, so they have a day.
const PLAIN: &str = "text-";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The file that was edited. It goes when this is dropped.
pub struct Sheet {
    folder: TempDir,
    file: PathBuf,
    /// Locked, also by the editor itself, so that nothing is swept away while it is open.
    _lock: Option<File>,
}

impl Sheet {
    /// Leaves the file where it is and gives its place.
    pub fn keep(self) -> String {
        let folder = self.folder.keep();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        // It would be swept away as left over, and someone was just told to fetch it.
        let plain = name.replacen(SEALED, PLAIN, 1);
        let moved = folder.with_file_name(plain);
        let folder = match fs::rename(&folder, &moved) {
            Ok(()) => moved,
            Err(_) => folder,
        };
        let file = self.file.file_name().unwrap_or_default();
        format!(
            "{}. It stays there for a day at most, and not beyond the end of this session of the system: \
             copy it soon",
            quoted_path(&folder.join(file))
        )
    }
}

/// Why nothing came of it.
pub enum Unedited {
    /// There is nothing to keep.
    Failure(Failure),
    /// There is a text, and this went wrong. It is still in its file.
    Broken {
        why: String,
        text: Option<String>,
        sheet: Sheet,
    },
}

/// Refuses to give sealed text to an editor that nobody asked for.
pub fn may_have(protection: Protection, in_clear: bool) -> Result<(), Failure> {
    match protection {
        Protection::Sealed if !in_clear => Err(Failure::failed(
            "What you write is sealed, and an editor would have it in clear, in files of its own that this \
             program can neither seal nor wipe. Give the text through standard input (-), write it in the \
             workbook, or say --in-clear to use your editor all the same. Nothing was saved.",
        )),
        Protection::Sealed | Protection::Clear => Ok(()),
    }
}

/// Opens the editor on `start` and gives what was written.
pub fn edit(start: &str, protection: Protection) -> Result<(String, Sheet), Unedited> {
    let failed = |sentence: String| Unedited::Failure(Failure::failed(sentence));
    let editor = chosen().map_err(Unedited::Failure)?;
    let sheet = sheet(start, protection).map_err(|error| {
        failed(format!(
            "No private file could be made for the editor: {}. Nothing was saved. The text can also \
             be given as arguments, or with - through standard input.",
            reason(&error)
        ))
    })?;
    let ended = run(&editor, &sheet.file);
    let text = fs::read_to_string(&sheet.file);
    match (ended, text) {
        (Ok(ended), Ok(text)) if ended.success() => Ok((text, sheet)),
        // What a shell ends with where it finds no such command, or may not start it.
        (Ok(ended), Ok(text))
            if matches!(ended.code(), Some(126 | 127)) && text.trim() == start.trim() =>
        {
            Err(failed(
                "The editor could not be started, so nothing was saved. Its command is the one in VISUAL or \
                 EDITOR."
                    .to_owned(),
            ))
        }
        (Ok(_), Ok(text)) if text.trim() == start.trim() => {
            if protection == Protection::Clear && holds_more(&sheet) {
                let why = "The editor ended without saving, and left something behind.".to_owned();
                return Err(Unedited::Broken {
                    why,
                    text: None,
                    sheet,
                });
            }
            Err(failed(
                "The editor was left without saving, so nothing was saved.".to_owned(),
            ))
        }
        (Ok(_), Ok(text)) => Err(Unedited::Broken {
            why: "The editor ended with an error.".to_owned(),
            text: Some(text),
            sheet,
        }),
        (Ok(_), Err(error)) if error.kind() == io::ErrorKind::NotFound && is_empty(&sheet) => {
            Err(failed(
                "The editor took its file away and left nothing, so nothing was saved.".to_owned(),
            ))
        }
        (Ok(_), Err(error)) => Err(Unedited::Broken {
            why: format!("What the editor left cannot be read: {}.", reason(&error)),
            text: None,
            sheet,
        }),
        (Err(error), _) => Err(failed(format!(
            "The editor could not be started: {}. Nothing was saved.",
            reason(&error)
        ))),
    }
}

/// Whether an editor left nothing at all.
fn is_empty(sheet: &Sheet) -> bool {
    let files = fs::read_dir(sheet.folder.path());
    files.is_ok_and(|mut files| files.next().is_none())
}

/// Whether an editor that was cut off left a file of its own, which may have the words in it.
fn holds_more(sheet: &Sheet) -> bool {
    let files = fs::read_dir(sheet.folder.path()).into_iter().flatten();
    files.count() > 1
}

/// The command in VISUAL or EDITOR.
fn chosen() -> Result<String, Failure> {
    ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|command| !command.trim().is_empty())
        .ok_or_else(|| {
            Failure::failed(
                "There is no text, and no editor to write it in. Give the text as arguments, give - \
                 to read it from standard input, or name an editor in VISUAL or EDITOR.",
            )
        })
}

/// The folder that the system keeps in memory for the time of a login.
fn runtime() -> Option<PathBuf> {
    let dir = PathBuf::from(env::var_os("XDG_RUNTIME_DIR")?);
    (dir.is_absolute() && dir.is_dir()).then_some(dir)
}

/// Opens the folder of the sheets, which nobody else may be able to look into.
fn open_folder(folder: &Path) -> io::Result<File> {
    let about = fs::symlink_metadata(folder)?;
    if !about.is_dir() || about.permissions().mode() & 0o077 != 0 {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    File::open(folder)
}

/// A file with `start` in it, in a new folder of our own: in memory where the system offers that.
fn sheet(start: &str, protection: Protection) -> io::Result<Sheet> {
    let mut builder = tempfile::Builder::new();
    builder.permissions(Permissions::from_mode(0o700));
    let (folder, lock) = match (runtime(), protection) {
        (Some(runtime), _) => {
            let all = runtime.join(FOLDER);
            match DirBuilder::new().mode(0o700).create(&all) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Ok(()) | Err(_) => {}
            }
            let lock = open_folder(&all)?;
            lock.lock_shared()?;
            // The editor inherits it: a sheet is in use as long as either of the two is there.
            rustix::io::fcntl_setfd(&lock, rustix::io::FdFlags::empty())?;
            builder.prefix(match protection {
                Protection::Sealed => SEALED,
                Protection::Clear => PLAIN,
            });
            (builder.tempdir_in(all)?, Some(lock))
        }
        (None, Protection::Clear) => (builder.prefix("amends-").tempdir()?, None),
        (None, Protection::Sealed) => {
            return Err(io::Error::other(
                "this system has no folder in memory for it, and sealed text is not put on the disk",
            ));
        }
    };
    let file = folder.path().join("text.md");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(&file)?.write_all(start.as_bytes())?;
    Ok(Sheet {
        folder,
        file,
        _lock: lock,
    })
}

/// Takes away what was left of editors when the program was cut off, where no editor is open any more.
/// Where that cannot be done nothing is lost, and the next start tries again.
pub fn sweep() {
    let Some(all) = runtime().map(|runtime| runtime.join(FOLDER)) else {
        return;
    };
    let Ok(lock) = open_folder(&all) else { return };
    if lock.try_lock().is_err() {
        return;
    }
    for sheet in fs::read_dir(&all).into_iter().flatten().flatten() {
        let name = sheet.file_name();
        let age = sheet.metadata().and_then(|about| about.modified());
        let age = age.ok().and_then(|changed| changed.elapsed().ok());
        let is_sealed = name.to_string_lossy().starts_with(SEALED);
        if is_sealed || age.is_some_and(|age| age > DAY) {
            let _ = fs::remove_dir_all(sheet.path());
        }
    }
}

/// Runs the editor as a shell would, so that `VISUAL="code --wait"` works.
fn run(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\""));
    command.arg(editor).arg(file);
    // With `id=$(amends write)` the editor must not draw into the variable.
    if !io::stdout().is_terminal()
        && let Ok(terminal) = OpenOptions::new().write(true).open("/dev/tty")
    {
        command.stdout(Stdio::from(terminal));
    }
    // Ctrl+C is for the editor, and whatever ends it: ending here would leave the text behind.
    let _deaf = Deaf::new()?;
    command.status()
}
