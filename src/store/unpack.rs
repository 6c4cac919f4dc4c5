//! Reading a backup: one file after the other, each held against the form before it is handed on. An
//! archive may come from anywhere, so nothing of what it claims is believed.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::archive::{
    BACKUP, END, End, Folder, HEADER, Header, HeaderVersion, LONGEST_PATH, Member, Most, place,
};
use super::book::SMALL;
use super::sum;
use crate::domain::BookId;
use crate::text::clean::clean_line;

/// More than this after the last file is no padding.
const PADDING: u64 = 1 << 20;

/// Why an archive is not taken for a backup.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotABackup {
    #[error("This is not a backup that amends made, or it is damaged from the first bytes on.")]
    Other,
    #[error(
        "This backup was made by a newer version of amends, and this version cannot read it. Update \
         amends and try again."
    )]
    Newer,
    #[error("This backup is cut short or damaged. Try another copy of it.")]
    Damaged,
    #[error("This is not a backup as amends makes them: {0}.")]
    Strange(String),
    #[error(
        "This says to hold more than a backup can: a million files, or 4 GiB, or more in one file \
         than a book can have."
    )]
    TooLarge,
    #[error("There is no book in this backup.")]
    Empty,
}

type Input<'a> = GzDecoder<BufReader<&'a mut dyn Read>>;

/// Reads the header, hands it to `begin`, then every file to `take`. When it returns well the archive
/// was whole to its last byte.
///
/// # Errors
/// What is wrong with the archive, or the error of `begin` or `take`.
pub(super) fn unpack<T, E: From<NotABackup>>(
    from: &mut dyn Read,
    most: &Most,
    begin: impl FnOnce(Header) -> Result<T, E>,
    mut take: impl FnMut(&mut T, Folder, OsString, &[u8]) -> Result<(), E>,
) -> Result<T, E> {
    let input = GzDecoder::new(BufReader::new(from));
    let mut archive = tar::Archive::new(input);
    let (mut found, mut taken, mut ended) = (End { files: 0, bytes: 0 }, None, false);
    let mut begin = Some(begin);
    let mut book = None;
    let mut long_path = None;
    for entry in archive.entries().map_err(|_| NotABackup::Other)?.raw(true) {
        let mut entry = entry.map_err(|_| broken(begin.is_some()))?;
        if entry.header().entry_type().is_gnu_longname() && long_path.is_none() {
            let mut path = bytes(&mut entry, LONGEST_PATH)?;
            // It ends with a nought, as the form has it.
            path.pop();
            long_path = Some(path);
            continue;
        }
        let header_path = entry.path_bytes().into_owned();
        let path = long_path.take().unwrap_or(header_path);
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(strange(&path, "is not a plain file").into());
        }
        let (of, member) = place(&path).ok_or_else(|| {
            if begin.is_some() {
                NotABackup::Other
            } else {
                strange(&path, "has no place in a book")
            }
        })?;
        if book.is_some_and(|book| book != of) {
            return Err(strange(&path, "belongs to another book").into());
        }
        if ended {
            return Err(strange(&path, "comes after the end").into());
        }
        let limit = match &member {
            Member::Header | Member::End => SMALL,
            Member::File(folder, _) => folder.limit(),
        };
        let content = bytes(&mut entry, limit as u64)?;
        match (member, begin.take()) {
            (Member::Header, Some(begin)) => {
                let header = header(&content, of)?;
                book = Some(of);
                taken = Some(begin(header)?);
            }
            (Member::File(folder, name), None) => {
                found.files += 1;
                found.bytes += content.len() as u64;
                if !most.takes(&found) {
                    return Err(NotABackup::TooLarge.into());
                }
                if let Some(taken) = &mut taken {
                    take(taken, folder, name, &content)?;
                }
            }
            (Member::End, None) => {
                ended = end(&content).is_some_and(|end| end == found);
                if !ended {
                    return Err(NotABackup::Damaged.into());
                }
            }
            (Member::Header, None) => return Err(strange(&path, "is there twice").into()),
            (Member::File(..) | Member::End, Some(_)) => return Err(NotABackup::Other.into()),
        }
    }
    rest(archive.into_inner(), begin.is_some())?;
    match taken {
        Some(taken) if ended => Ok(taken),
        Some(_) => Err(NotABackup::Damaged.into()),
        None => Err(NotABackup::Other.into()),
    }
}

/// The content of an entry, where it is not longer than `limit`. Room is only taken for bytes that
/// are there.
fn bytes(entry: &mut tar::Entry<'_, impl Read>, limit: u64) -> Result<Vec<u8>, NotABackup> {
    let size = entry.size();
    if size > limit {
        return Err(NotABackup::TooLarge);
    }
    let mut bytes = Vec::new();
    match entry.read_to_end(&mut bytes) {
        Ok(read) if read as u64 == size => Ok(bytes),
        Ok(_) | Err(_) => Err(NotABackup::Damaged),
    }
}

fn header(content: &[u8], book: BookId) -> Result<Header, NotABackup> {
    sum::check(content).map_err(|_| NotABackup::Damaged)?;
    match serde_json::from_slice::<HeaderVersion>(content) {
        Ok(version) if version.backup > BACKUP => return Err(NotABackup::Newer),
        Ok(_) | Err(_) => {}
    }
    let header: Header = serde_json::from_slice(content).map_err(|_| NotABackup::Damaged)?;
    if header.book == book {
        Ok(header)
    } else {
        Err(NotABackup::Strange(format!(
            "its {HEADER} is of another book"
        )))
    }
}

fn end(content: &[u8]) -> Option<End> {
    sum::check(content).ok()?;
    serde_json::from_slice(content).ok()
}

/// Reads to the very end, which also proves the checksum of the whole. Nothing but padding may follow
/// the last file, and nothing at all the archive.
fn rest(mut input: Input<'_>, nothing_yet: bool) -> Result<(), NotABackup> {
    let mut padding = Vec::new();
    let read = (&mut input).take(PADDING + 1).read_to_end(&mut padding);
    if read.is_err() {
        return Err(broken(nothing_yet));
    }
    let beyond = || NotABackup::Strange(format!("something follows after {END}"));
    if padding.len() as u64 > PADDING || padding.iter().any(|byte| *byte != 0) {
        return Err(beyond());
    }
    match input.into_inner().fill_buf() {
        Ok([]) => Ok(()),
        Ok(_) => Err(beyond()),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
        Err(_) => Err(NotABackup::Damaged),
    }
}

fn broken(nothing_yet: bool) -> NotABackup {
    if nothing_yet {
        NotABackup::Other
    } else {
        NotABackup::Damaged
    }
}

/// What is strange about the entry of this path, without what could mislead in its name.
fn strange(path: &[u8], what: &str) -> NotABackup {
    let shown: String = String::from_utf8_lossy(path).chars().take(120).collect();
    let shown = clean_line(&shown).text;
    NotABackup::Strange(format!("\u{201c}{shown}\u{201d} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::archive::{MOST, top};
    use chrono::DateTime;

    /// Gives a real beginning and then empty files without end, as a small archive can.
    struct Endless {
        book: BookId,
        given: u64,
        rest: Vec<u8>,
    }

    fn entry(book: BookId, name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        let mut archive = tar::Builder::new(Vec::new());
        let path = format!("{}/{name}", top(book));
        archive.append_data(&mut header, path, bytes).unwrap();
        let mut entry = archive.into_inner().unwrap();
        entry.truncate(entry.len() - 1024);
        entry
    }

    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.rest.is_empty() {
                self.rest = entry(self.book, &format!("keys/{}", self.given), b"");
                self.given += 1;
            }
            let taken = into.len().min(self.rest.len());
            into[..taken].copy_from_slice(&self.rest[..taken]);
            self.rest.drain(..taken);
            Ok(taken)
        }
    }

    #[test]
    fn files_without_end_are_too_many_at_some_point() {
        let book = BookId::from_random([7; 16]);
        let header = crate::store::book::line_of(&Header {
            backup: BACKUP,
            book,
            name: "Maya".to_owned(),
            made: DateTime::parse_from_rfc3339("2026-08-22T21:14:00+02:00").unwrap(),
        });
        let endless = Endless {
            book,
            given: 0,
            rest: entry(book, HEADER, &header.unwrap()),
        };
        let mut packed = flate2::read::GzEncoder::new(endless, flate2::Compression::fast());
        let most = Most {
            files: 1000,
            ..MOST
        };
        let mut files = 0;
        let refused = unpack(
            &mut packed,
            &most,
            |_| Ok::<_, NotABackup>(()),
            |(), _, _, _| {
                files += 1;
                Ok(())
            },
        );
        assert_eq!(refused, Err(NotABackup::TooLarge));
        assert_eq!(files, most.files);
    }
}
