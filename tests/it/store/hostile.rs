//! Archives that are no backup: each is refused in words, and nothing of it is put in place.

use std::io::{Read, Write};
use std::sync::Arc;

use amends::store::{Disk, NotABackup, RestoreError, Shelf};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::backup::{backed_up, empty_shelf, full, of_books};
use super::form::summed;
use super::make::Kept;

/// An entry of an archive: its path, its kind, what it holds, and the size that it claims to have.
#[derive(Clone)]
struct Entry {
    path: Vec<u8>,
    kind: tar::EntryType,
    bytes: Vec<u8>,
    size: u64,
    link: &'static str,
}

impl Entry {
    fn file(path: impl Into<Vec<u8>>, bytes: &[u8]) -> Entry {
        Entry {
            path: path.into(),
            kind: tar::EntryType::Regular,
            bytes: bytes.to_vec(),
            size: bytes.len() as u64,
            link: "",
        }
    }
}

/// The entries of a real backup.
fn real() -> (String, Vec<Entry>) {
    let (_, made) = full(Kept::Clear);
    let (archive, _) = backed_up(&made);
    let mut entries = Vec::new();
    let mut reader = tar::Archive::new(GzDecoder::new(&archive[..]));
    for entry in reader.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path_bytes().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        entries.push(Entry::file(path, &bytes));
    }
    (format!("amends-{}", made.book), entries)
}

/// A tar archive of these entries, with whatever lies are in them.
fn tarred(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        let mut header = tar::Header::new_ustar();
        let (prefix, name) = if entry.path.len() > 100 {
            let cut = entry.path.iter().rposition(|byte| *byte == b'/').unwrap();
            (&entry.path[..cut], &entry.path[cut + 1..])
        } else {
            (&[][..], &entry.path[..])
        };
        let ustar = header.as_ustar_mut().unwrap();
        ustar.name[..name.len()].copy_from_slice(name);
        ustar.prefix[..prefix.len()].copy_from_slice(prefix);
        ustar.linkname[..entry.link.len()].copy_from_slice(entry.link.as_bytes());
        header.set_entry_type(entry.kind);
        header.set_size(entry.size);
        header.set_mode(0o600);
        header.set_cksum();
        out.extend_from_slice(header.as_bytes());
        out.extend_from_slice(&entry.bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The reason why an archive is refused. Nothing of it is left.
#[track_caller]
fn refused(what: &str, archive: &[u8]) -> NotABackup {
    let (disk, shelf) = empty_shelf();
    let why = reason(what, &shelf, archive);
    assert_eq!(disk.files(), [], "{what}");
    why
}

/// The same on a real disk, where a path could lead out of the folder.
#[track_caller]
fn refused_on_disk(what: &str, archive: &[u8]) -> NotABackup {
    let dir = tempfile::tempdir().unwrap();
    let shelf = Shelf::at(Arc::new(Disk), dir.path().join("deep/data"));
    let why = reason(what, &shelf, archive);
    let mut folders = vec![dir.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            assert!(path.is_dir(), "{what}: {}", path.display());
            folders.push(path);
        }
    }
    why
}

#[track_caller]
fn reason(what: &str, shelf: &Shelf, archive: &[u8]) -> NotABackup {
    let error = match shelf.restore(&mut &archive[..]) {
        Ok(_) => panic!("{what} was taken for a backup"),
        Err(error) => error,
    };
    assert_eq!(shelf.books().unwrap(), [], "{what}");
    let sentence = error.to_string();
    assert!(
        sentence.ends_with("Nothing was restored.") && !sentence.contains('\u{1b}'),
        "{what}: {sentence:?}"
    );
    match error {
        RestoreError::NotABackup(why) => why,
        other => panic!("{what}: {other}"),
    }
}

/// The same backup with a closing file that fits what is in it now.
fn closed(top: &str, mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.pop();
    let files = &entries[1..];
    let bytes: u64 = files.iter().map(|file| file.size).sum();
    let end = format!("{{\"files\":{},\"bytes\":{bytes}", files.len());
    entries.push(Entry::file(format!("{top}/end.json"), &summed(&end)));
    entries
}

/// A backup with one more entry before the end, which the end knows of.
fn with(top: &str, entries: &[Entry], more: Entry) -> Vec<u8> {
    let mut all = entries.to_vec();
    all.insert(all.len() - 1, more);
    zipped(&tarred(&closed(top, all)))
}

#[test]
fn the_way_that_these_archives_are_made_is_right() {
    let (top, entries) = real();
    let (_, shelf) = empty_shelf();
    let more = Entry::file(format!("{top}/keys/one.json"), b"a key");
    shelf.restore(&mut &with(&top, &entries, more)[..]).unwrap();
}

#[test]
fn a_path_that_leads_anywhere_but_into_the_book_is_refused() {
    let (top, entries) = real();
    let space = "0".repeat(32);
    for path in [
        "/etc/passwd".to_owned(),
        "../outside".to_owned(),
        "book.json".to_owned(),
        top.clone(),
        format!("{top}/"),
        format!("{top}/."),
        format!("/{top}/people/x"),
        format!("./{top}/people/x"),
        format!("{top}/../people/x"),
        format!("{top}/people/../../x"),
        format!("{top}/people/.."),
        format!("{top}/people/."),
        format!("{top}/people//x"),
        format!("{top}/people/deep/x"),
        format!("{top}/people/.git"),
        format!("{top}/.git/config"),
        format!("{top}/local/settings.json"),
        format!("{top}/other.json"),
        format!("{top}/spaces/x"),
        format!("{top}/spaces/not-an-id/x"),
        format!("{top}/spaces/{}/x", "A".repeat(32)),
        format!("{top}/spaces/{space}"),
        format!("{top}/spaces/{space}/"),
        format!("{top}/spaces/{space}/../x"),
        format!("{top}/drafts/../../local/x"),
        format!("amends-{space}/people/x"),
        format!("{top}/people/\u{1b}]0;x\u{7}/x"),
    ] {
        let archive = with(&top, &entries, Entry::file(path.clone(), b"x"));
        let why = refused_on_disk(&path, &archive);
        assert!(matches!(why, NotABackup::Strange(_)), "{path}: {why}");
    }
}

#[test]
fn whatever_is_not_a_plain_file_is_refused() {
    let (top, entries) = real();
    use tar::EntryType::{
        Block, Char, Continuous, Directory, Fifo, GNULongLink, GNUSparse, Link, Symlink,
        XGlobalHeader, XHeader,
    };
    for kind in [
        Symlink,
        Link,
        Directory,
        Fifo,
        Char,
        Block,
        Continuous,
        GNUSparse,
        GNULongLink,
        XHeader,
        XGlobalHeader,
    ] {
        let entry = Entry {
            kind,
            link: "/etc/passwd",
            ..Entry::file(format!("{top}/people/x"), b"")
        };
        let why = refused_on_disk(&format!("{kind:?}"), &with(&top, &entries, entry));
        assert!(matches!(why, NotABackup::Strange(_)), "{kind:?}: {why}");
    }
}

#[test]
fn two_files_in_one_place_are_refused() {
    let (top, entries) = real();
    for again in &entries[..entries.len() - 1] {
        let shown = String::from_utf8_lossy(&again.path).into_owned();
        let why = refused(&shown, &with(&top, &entries, again.clone()));
        assert!(matches!(why, NotABackup::Strange(_)), "{shown}: {why}");
    }
}

#[test]
fn what_claims_to_be_huge_is_refused_before_any_room_is_taken() {
    let (top, entries) = real();
    let space = format!("{top}/spaces/{}", "0".repeat(32));
    for (path, size) in [
        (format!("{top}/people/x"), (1 << 20) + 1),
        // What may be sealed may be longer by a third, and a little more for padding.
        (format!("{space}/x"), (16 << 20) / 3 * 4 + (1 << 20) + 1),
        (
            format!("{top}/drafts/x"),
            (64 << 20) / 3 * 4 + (1 << 20) + 1,
        ),
        (format!("{space}/x"), 0o77_777_777_777),
    ] {
        let huge = Entry {
            size,
            ..Entry::file(path.clone(), b"x")
        };
        let mut all = entries.clone();
        all.insert(1, huge);
        let why = refused(&path, &zipped(&tarred(&all)));
        assert_eq!(why, NotABackup::TooLarge, "{path} {size}");
    }
    let long = Entry {
        kind: tar::EntryType::GNULongName,
        ..Entry::file("././@LongLink", &vec![b'x'; 1 << 20])
    };
    assert_eq!(
        refused("a long name", &with(&top, &entries, long)),
        NotABackup::TooLarge
    );
}

#[test]
fn an_archive_that_is_cut_anywhere_is_refused() {
    let (_, made) = full(Kept::Clear);
    let (archive, _) = backed_up(&made);
    for cut in 0..archive.len() {
        let why = refused(&format!("cut at {cut}"), &archive[..cut]);
        assert!(
            matches!(why, NotABackup::Damaged | NotABackup::Other),
            "{cut}: {why}"
        );
    }
    // Cut before it was packed, between two files, where only the end can tell.
    let (_, entries) = real();
    for most in 0..entries.len() {
        let why = refused(
            &format!("{most} entries"),
            &zipped(&tarred(&entries[..most])),
        );
        assert!(
            matches!(why, NotABackup::Damaged | NotABackup::Other),
            "{most}: {why}"
        );
    }
    let (_, mut entries) = real();
    entries.remove(3);
    let why = refused("a file is missing", &zipped(&tarred(&entries)));
    assert_eq!(why, NotABackup::Damaged);
}

#[test]
fn a_flipped_bit_changes_no_word() {
    let (disk, made) = full(Kept::Clear);
    let whole = of_books(&disk.image());
    let (archive, _) = backed_up(&made);
    let mut noticed = 0;
    for at in 0..archive.len() {
        let mut flipped = archive.clone();
        flipped[at] ^= 1 << (at % 8);
        let (disk, shelf) = empty_shelf();
        // Some bits say nothing, such as when it was packed, or from which of two equal places a run
        // of noughts is copied.
        if shelf.restore(&mut &flipped[..]).is_ok() {
            assert!(of_books(&disk.image()) == whole, "the bit at {at}");
        } else {
            assert_eq!(disk.files(), [], "{at}");
            noticed += 1;
        }
    }
    assert!(noticed > archive.len() * 9 / 10, "only {noticed}");
}

#[test]
fn what_follows_the_end_is_refused() {
    let (top, entries) = real();
    let mut all = entries.clone();
    all.push(Entry::file(format!("{top}/people/late.json"), b"x"));
    refused("a file after the end", &zipped(&tarred(&all)));
    let mut tar = tarred(&entries);
    tar.extend_from_slice(b"something else");
    refused("bytes after the end", &zipped(&tar));
    let mut packed = zipped(&tarred(&entries));
    packed.extend_from_slice(&zipped(b"another"));
    refused("another archive after it", &packed);
    let mut tar = tarred(&entries);
    tar.resize(tar.len() + (2 << 20), 0);
    refused("padding without end", &zipped(&tar));
}

#[test]
fn what_is_something_else_altogether_is_said_so() {
    let (top, entries) = real();
    let plain = tarred(&entries);
    let mut other = entries.clone();
    other.remove(0);
    let foreign = [Entry::file("readme.txt", b"hello")];
    for (what, archive) in [
        ("nothing", Vec::new()),
        ("text", b"Dear diary".to_vec()),
        ("a zip", b"PK\x03\x04 and so on".to_vec()),
        ("a tar that is not packed", plain),
        ("a packed text", zipped(b"Dear diary")),
        ("packed noughts", zipped(&[0; 4096])),
        ("a foreign archive", zipped(&tarred(&foreign))),
        ("no header", zipped(&tarred(&other))),
        (
            "only an end",
            zipped(&tarred(&closed(&top, entries.clone())[entries.len() - 1..])),
        ),
    ] {
        assert_eq!(refused(what, &archive), NotABackup::Other, "{what}");
    }
}

#[test]
fn a_header_that_is_wrong_is_refused_and_a_newer_one_is_said_so() {
    let (top, entries) = real();
    let header = |line: &str, close: bool| {
        let mut all = entries.clone();
        let bytes = if close {
            summed(line)
        } else {
            line.as_bytes().to_vec()
        };
        all[0] = Entry::file(format!("{top}/backup.json"), &bytes);
        zipped(&tarred(&all))
    };
    let line = String::from_utf8(entries[0].bytes.clone()).unwrap();
    let (line, _) = line.rsplit_once(",\"sum\"").unwrap();
    let newer = line.replace("\"backup\":1", "\"backup\":2");
    assert_eq!(refused("newer", &header(&newer, true)), NotABackup::Newer);
    let newest = "{\"backup\":9,\"book\":{\"of\":\"another shape\"}";
    assert_eq!(refused("newest", &header(newest, true)), NotABackup::Newer);
    let other = line.replace(&top["amends-".len()..], &"7".repeat(32));
    assert!(matches!(
        refused("another book", &header(&other, true)),
        NotABackup::Strange(_)
    ));
    for wrong in ["{", "", "[]", "{\"backup\":1}"] {
        assert_eq!(
            refused(wrong, &header(wrong, false)),
            NotABackup::Damaged,
            "{wrong}"
        );
    }
    assert_eq!(
        refused("no sum", &header(&line.replace("Maya", "Mayo"), false)),
        NotABackup::Damaged
    );
}

#[test]
fn a_book_of_a_newer_format_is_left_in_its_backup() {
    let (top, mut entries) = real();
    let book = format!("{top}/book.json").into_bytes();
    let place = entries.iter().position(|entry| entry.path == book).unwrap();
    let newer = |reader, writer| {
        summed(&format!(
            "{{\"format\":9,\"min_reader\":{reader},\"min_writer\":{writer}"
        ))
    };
    entries[place] = Entry::file(book.clone(), &newer(9, 9));
    let archive = zipped(&tarred(&closed(&top, entries.clone())));
    assert_eq!(refused("a newer book", &archive), NotABackup::Newer);
    entries[place] = Entry::file(book, &newer(1, 9));
    let archive = zipped(&tarred(&closed(&top, entries)));
    let (_, shelf) = empty_shelf();
    let restored = shelf.restore(&mut &archive[..]).unwrap();
    assert!(restored.notes[0].contains("reading only"), "{restored:?}");
}

#[test]
fn an_archive_without_anyone_in_it_is_no_book() {
    let (top, entries) = real();
    let only = |keep: &[&str]| {
        let kept = entries.iter().filter(|entry| {
            let path = String::from_utf8_lossy(&entry.path);
            keep.iter().any(|part| path.contains(part))
        });
        zipped(&tarred(&closed(&top, kept.cloned().collect())))
    };
    for keep in [
        &["backup.json", "end.json"][..],
        &["backup.json", "book.json", "end.json"],
        &["backup.json", "drafts/", "end.json"],
    ] {
        assert_eq!(
            refused(&format!("{keep:?}"), &only(keep)),
            NotABackup::Empty
        );
    }
}

#[test]
fn a_name_made_in_bad_faith_becomes_a_plain_one() {
    let (top, mut entries) = real();
    let line = String::from_utf8(entries[0].bytes.clone()).unwrap();
    let (line, _) = line.rsplit_once(",\"sum\"").unwrap();
    for (name, becomes) in [
        ("a\\u001b[31mb\\u202e", "a[31mb"),
        ("  ", "book"),
        (&*"x".repeat(5000), "book"),
    ] {
        let line = line.replace("Maya", name);
        entries[0] = Entry::file(format!("{top}/backup.json"), &summed(&line));
        let (_, shelf) = empty_shelf();
        let archive = zipped(&tarred(&entries));
        let restored = shelf.restore(&mut &archive[..]).unwrap();
        let shown = &restored.book.name;
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
        if becomes == "book" {
            assert_eq!(shown, becomes);
        }
        let told = restored.notes.iter().any(|note| note.contains("hidden"));
        assert_eq!(told, name.contains("\\u"), "{:?}", restored.notes);
    }
}
