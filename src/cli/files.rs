//! Files that a person asks for: an export, a backup. Each is there whole or not at all, and only this
//! account can read it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::failure::Failure;
use super::out;
use crate::text::quote::quoted_path;
use crate::text::reason::reason;

/// Makes a new file of what `write` writes. One that is there already is only replaced with `force`.
pub fn save<T>(
    file: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if !force {
        is_free(file)?;
    }
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let failed = |error| failed(file, error);
    let mut making = Making::begin(folder).map_err(failed)?;
    let mut buffer = BufWriter::new(making.file());
    let written = write(&mut buffer)?;
    buffer.flush().map_err(failed)?;
    drop(buffer);
    making.file().sync_all().map_err(failed)?;
    making.name(folder, file, force).map_err(failed)?;
    // The file is whole and has its name, whatever is said from here on.
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all())
        && !is_not_ours_to_sync(&error)
    {
        out::say(&format!(
            "{} is there. The disk did not confirm its name ({}), so look again after a crash or a power cut.",
            quoted_path(file),
            reason(&error)
        ));
    }
    Ok(written)
}

/// Whether a new file can have this name.
///
/// # Errors
/// Something has it.
pub fn is_free(file: &Path) -> Result<(), Failure> {
    match file.symlink_metadata() {
        Ok(_) => Err(failed(file, io::ErrorKind::AlreadyExists.into())),
        Err(_) => Ok(()),
    }
}

/// Whether a folder cannot be waited for at all: some disks know no such thing, and a folder that may be written but
/// not read cannot be opened for it.
fn is_not_ours_to_sync(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied
    )
}

/// A file that is not whole yet.
enum Making {
    /// Without a name. Whatever ends the program, nothing of it is left.
    Nameless(File),
    Named(NamedTempFile),
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".amends-")
        .tempfile_in(folder)
}

impl Making {
    fn begin(folder: &Path) -> io::Result<Making> {
        match nameless(folder) {
            Some(file) => Ok(Making::Nameless(file)),
            None => Ok(Making::Named(temporary(folder)?)),
        }
    }

    fn file(&mut self) -> &mut File {
        match self {
            Making::Nameless(file) => file,
            Making::Named(file) => file.as_file_mut(),
        }
    }

    /// Gives it its name.
    fn name(self, folder: &Path, target: &Path, force: bool) -> io::Result<()> {
        match self {
            Making::Nameless(file) if force => {
                // A name can only be taken from another file by a file that has one.
                let free = temporary(folder)?.into_temp_path();
                fs::remove_file(&free)?;
                link(&file, &free)?;
                Ok(free.persist(target)?)
            }
            Making::Nameless(file) => link(&file, target),
            Making::Named(file) if force => {
                file.persist(target)?;
                Ok(())
            }
            Making::Named(file) => {
                file.persist_noclobber(target)?;
                Ok(())
            }
        }
    }
}

/// The name that the system itself has for an open file.
fn own_name(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd;
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// A file without a name, where the system and this disk have that, and where it can get one later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = File::from(open(folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
    own_name(&file).symlink_metadata().is_ok().then_some(file)
}

#[cfg(target_os = "linux")]
fn link(file: &File, target: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    Ok(linkat(
        CWD,
        own_name(file),
        CWD,
        target,
        AtFlags::SYMLINK_FOLLOW,
    )?)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path) -> Option<File> {
    None
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Why there is no file.
pub fn failed(file: &Path, error: io::Error) -> Failure {
    Failure::failed(match error.kind() {
        io::ErrorKind::AlreadyExists => format!(
            "{} is there already and was left as it is. Choose another name, or say --force to \
             replace it.",
            quoted_path(file)
        ),
        _ => format!(
            "{} could not be written: {}. Nothing was left behind, and the book is as it was.",
            quoted_path(file),
            reason(&error)
        ),
    })
}
