//! The files of a pack: which there are, and the limits within which a folder is read.
//!
//! Nothing outside the folder is read: its entries are looked up by name, and links are not followed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::finding::{At, Report, nearest};
use super::node::{Entry, Node, Value, parse};
use super::plain::PlainFile;
use crate::text::reason::reason;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// The values in it, as the build script wrote them.
static PREPARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));

/// Where the default pack's files seem to be, in findings about them.
pub(super) const BUILT_IN: &str = "<amends>";

/// The largest file that is read, in bytes.
pub const FILE_BYTES: u64 = 256 * 1024;
/// How many files a pack may have.
pub const FILES: usize = 64;
/// How much all files of a pack may hold together, in bytes.
pub const PACK_BYTES: usize = 4 * 1024 * 1024;
/// How many entries of a folder are looked at.
const ENTRIES: usize = 512;

/// What a file is for. It follows from where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Pack,
    Welcome,
    Help,
    Gates,
    Stage,
    Library,
}

/// The files at the top, by name.
const TOP: [(&str, Part); 4] = [
    ("pack.toml", Part::Pack),
    ("welcome.toml", Part::Welcome),
    ("help.toml", Part::Help),
    ("gate.toml", Part::Gates),
];
/// The folders, by name.
const FOLDERS: [(&str, Part); 2] = [("stages", Part::Stage), ("library", Part::Library)];

/// A file that was read: what it is for, and its source.
type Known = (Part, usize);

/// The default pack, as one table, with the place of every value.
pub(super) fn embedded(report: &mut Report) -> Node {
    let mut read = Vec::new();
    let mut take = |report: &mut Report, path: &Path, part: Part| {
        if let Some(text) = DEFAULT.get_file(path).and_then(|file| file.contents_utf8()) {
            let source = report.add(Path::new(BUILT_IN).join(path), text.to_owned());
            read.push((part, source));
        }
    };
    for (name, part) in TOP {
        take(report, Path::new(name), part);
    }
    for (name, part) in FOLDERS {
        let files = DEFAULT.get_dir(name).map(Dir::files).into_iter().flatten();
        let mut paths: Vec<&Path> = files.map(|file| file.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| is_toml(path)) {
            take(report, path, part);
        }
    }
    parsed(report, &read)
}

/// The same without the places, and without the parser, which takes longer than all else at a start. What is
/// checked of a pack was checked of this one by the tests.
pub(super) fn prepared(report: &mut Report) -> Node {
    let Ok(files) = postcard::from_bytes::<Vec<PlainFile<'static>>>(PREPARED) else {
        return embedded(report);
    };
    let at = At {
        source: report.add(PathBuf::from(BUILT_IN), String::new()),
        ..At::default()
    };
    let read = files.into_iter().filter_map(|(path, values)| {
        let part = part_of(Path::new(path))?;
        Some((part, Node::of_plain(at, values)))
    });
    together(report, read)
}

/// What the file with this path in a pack is for.
fn part_of(path: &Path) -> Option<Part> {
    let known = |known: &[(&str, Part)], name: &Path| {
        let mut known = known.iter();
        known.find_map(|(other, part)| (Path::new(other) == name).then_some(*part))
    };
    known(&TOP, path).or_else(|| known(&FOLDERS, path.parent()?))
}

/// The pack in `dir`, as one table; nothing where `dir` cannot be a pack.
pub(super) fn folder(dir: &Path, report: &mut Report) -> Option<Node> {
    match fs::metadata(dir) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => {
            report.file(dir, "this is not a folder", None);
            return None;
        }
        Err(error) => {
            report.file(dir, format!("cannot be read: {}", reason(&error)), None);
            return None;
        }
    }
    let mut reader = Folder {
        read: Vec::new(),
        bytes: 0,
    };
    for name in reader.names(dir, report) {
        let path = dir.join(&name);
        if let Some((_, part)) = TOP.iter().find(|(top, _)| *top == name) {
            reader.file(&path, *part, report);
        } else if let Some((_, part)) = FOLDERS.iter().find(|(folder, _)| *folder == name) {
            reader.subfolder(&path, *part, report);
        } else if is_toml(&path) {
            let names = TOP.iter().map(|(top, _)| *top);
            let hint = match nearest(&name, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "stages belong in stages/, lists and flags in library/".to_owned(),
            };
            report.warn_file(&path, "this file is not part of a pack", hint);
        }
    }
    if !reader.read.iter().any(|(part, _)| *part == Part::Pack) {
        report.file(
            &dir.join("pack.toml"),
            "there is no pack.toml that can be read",
            Some("`amends content new DIR` starts a pack that passes this check".to_owned()),
        );
        return None;
    }
    Some(parsed(report, &reader.read))
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml")
}

struct Folder {
    read: Vec<Known>,
    bytes: usize,
}

impl Folder {
    /// The names in `dir`, sorted, so that findings do not depend on the file system.
    fn names(&self, dir: &Path, report: &Report) -> Vec<String> {
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) => {
                report.file(dir, format!("cannot be read: {}", reason(&error)), None);
                return Vec::new();
            }
        };
        let mut names: Vec<String> = entries
            .take(ENTRIES + 1)
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        if names.len() > ENTRIES {
            report.file(
                dir,
                format!("there are more than {ENTRIES} things in this folder"),
                Some("a pack has a folder of its own".to_owned()),
            );
            names.clear();
        }
        names.sort();
        names
    }

    fn subfolder(&mut self, dir: &Path, part: Part, report: &mut Report) {
        match fs::symlink_metadata(dir) {
            Ok(about) if about.is_dir() => {}
            Ok(about) => {
                let message = match about.is_symlink() {
                    true => "this is a link; packs follow none",
                    false => "this is not a folder",
                };
                report.file(dir, message, None);
                return;
            }
            Err(error) => {
                report.file(dir, format!("cannot be read: {}", reason(&error)), None);
                return;
            }
        }
        for name in self.names(dir, report) {
            let path = dir.join(&name);
            if is_toml(&path) {
                self.file(&path, part, report);
            } else {
                let hint = "only files that end in .toml are read here, and no folders";
                report.warn_file(&path, "this is not part of a pack", hint);
            }
        }
    }

    fn file(&mut self, path: &Path, part: Part, report: &mut Report) {
        match self.text(path) {
            Ok(text) => {
                self.bytes += text.len();
                let source = report.add(path.to_owned(), text);
                self.read.push((part, source));
            }
            Err(why) => report.file(path, why, None),
        }
    }

    /// The text of a file, or why it is not read.
    fn text(&self, path: &Path) -> Result<String, String> {
        let failed = |error: std::io::Error| format!("cannot be read: {}", reason(&error));
        let about = fs::symlink_metadata(path).map_err(failed)?;
        if about.is_symlink() {
            return Err("this is a link; packs follow none".to_owned());
        }
        // Opening a pipe would wait for its other end.
        if !about.is_file() {
            return Err("this is not a file".to_owned());
        }
        if self.read.len() >= FILES {
            return Err(format!("a pack has at most {FILES} files"));
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(failed)?;
        // The size may change between looking and reading, so the reading itself is bounded.
        file.take(FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        if bytes.len() as u64 > FILE_BYTES {
            let limit = FILE_BYTES / 1024;
            return Err(format!("a file of a pack is at most {limit} KiB long"));
        }
        if self.bytes + bytes.len() > PACK_BYTES {
            let limit = PACK_BYTES / 1024 / 1024;
            return Err(format!("all files of a pack are at most {limit} MiB long"));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            format!("this is not UTF-8 text (byte {at})")
        })?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }
}

fn parsed(report: &Report, read: &[Known]) -> Node {
    let mut left = super::node::VALUES;
    let read = read
        .iter()
        .map(|(part, source)| (*part, parse(report, *source, &mut left)));
    together(report, read)
}

/// The files as one table: `pack`, `welcome` and `help`, and the lists `stage`, `list`, `flag` and
/// `gate`.
fn together(report: &Report, read: impl Iterator<Item = (Part, Node)>) -> Node {
    let mut whole: Vec<Entry> = Vec::new();
    let mut stages = Vec::new();
    let mut library = [("list", vec![]), ("flag", vec![])];
    let mut gates = [("gate", vec![])];
    for (part, node) in read {
        let mut single = |key: &'static str, node: Node| {
            whole.push(Entry {
                key: key.into(),
                key_at: node.at,
                node,
            });
        };
        match part {
            Part::Pack => single("pack", node),
            Part::Welcome => single("welcome", node),
            Part::Help => single("help", node),
            Part::Gates => lists(report, node, &mut gates, ("gate.toml", "there is [[gate]]")),
            Part::Stage => stages.push(node),
            Part::Library => lists(report, node, &mut library, LISTS),
        }
    }
    let start = whole.first().map(|entry| entry.key_at).unwrap_or_default();
    // A list without anything in it would replace the one of the pack below.
    let all = [("stage", stages)].into_iter().chain(library).chain(gates);
    for (key, nodes) in all.filter(|(_, nodes)| !nodes.is_empty()) {
        whole.push(Entry {
            key: key.into(),
            key_at: start,
            node: Node {
                at: start,
                value: Value::Array(nodes),
            },
        });
    }
    Node::table(start, whole)
}

/// What the files of the library have, for whoever wrote something else.
const LISTS: (&str, &str) = ("a file of the library", "there are [[list]] and [[flag]]");

/// Takes the lists out of a file that has nothing else.
fn lists(report: &Report, file: Node, known: &mut [(&str, Vec<Node>)], (what, hint): (&str, &str)) {
    let Value::Table(entries) = file.value else {
        return;
    };
    for entry in entries {
        let place = known.iter_mut().find(|(key, _)| *key == entry.key);
        match (place, entry.node.value) {
            (Some((_, nodes)), Value::Array(items)) => nodes.extend(items),
            (Some((key, _)), _) => {
                let message = format!("`{key}` is written as [[{key}]]");
                report.error(entry.key_at, message);
            }
            (None, _) => report.error_hint(
                entry.key_at,
                format!("{what} has no key `{}`", entry.key),
                hint,
            ),
        }
    }
}
