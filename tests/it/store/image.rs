//! What is on the disk in memory, and what of it would outlive a crash.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use amends::store::fs::FileKind;

/// One change of the names in a folder that is not on disk yet.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Add(OsString, usize),
    Remove(OsString),
    Rename(OsString, OsString),
}

pub(super) type Names = BTreeMap<OsString, usize>;

#[derive(Clone, Debug)]
pub(super) enum Node {
    File {
        bytes: Vec<u8>,
        durable: Vec<u8>,
        age: Duration,
    },
    Folder {
        names: Names,
        durable: Names,
        pending: Vec<Change>,
    },
}

/// All that is on the disk, and what of it would outlive a crash.
#[derive(Clone, Debug)]
pub struct Image {
    pub(super) nodes: Vec<Node>,
    pub(super) locks: BTreeMap<PathBuf, (usize, bool)>,
}

impl Image {
    pub(super) fn new() -> Image {
        let folder = || Node::Folder {
            names: Names::new(),
            durable: Names::new(),
            pending: Vec::new(),
        };
        let mut image = Image {
            nodes: vec![folder(), folder()],
            locks: BTreeMap::new(),
        };
        if let Node::Folder { names, durable, .. } = &mut image.nodes[0] {
            names.insert("home".into(), 1);
            durable.insert("home".into(), 1);
        }
        image
    }

    pub(super) fn find(&self, path: &Path) -> io::Result<usize> {
        let mut at = 0;
        for part in path.iter().skip(1) {
            let Node::Folder { names, .. } = &self.nodes[at] else {
                return Err(io::ErrorKind::NotADirectory.into());
            };
            at = *names.get(part).ok_or(io::ErrorKind::NotFound)?;
        }
        Ok(at)
    }

    pub(super) fn parent(
        &mut self,
        path: &Path,
    ) -> io::Result<(&mut Names, &mut Vec<Change>, OsString)> {
        let at = self.find(path.parent().unwrap())?;
        match &mut self.nodes[at] {
            Node::Folder { names, pending, .. } => {
                Ok((names, pending, path.file_name().unwrap().to_owned()))
            }
            Node::File { .. } => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(super) fn add(&mut self, path: &Path, node: Node) -> io::Result<usize> {
        let number = self.nodes.len();
        let (names, pending, name) = self.parent(path)?;
        if names.contains_key(&name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        names.insert(name.clone(), number);
        pending.push(Change::Add(name, number));
        self.nodes.push(node);
        Ok(number)
    }

    /// Every state, up to `most`, that a crash now may leave behind: of the names in each folder any of
    /// the changes since its last sync may be there or not, and an unsynced file may hold what it held,
    /// half of what was written, zeros, or all.
    pub fn after_crash(&self, most: usize) -> Vec<Image> {
        let choices: Vec<usize> = self
            .nodes
            .iter()
            .map(|node| match node {
                Node::File { bytes, durable, .. } if bytes == durable => 1,
                Node::File { .. } => 4,
                Node::Folder { pending, .. } => 1 << pending.len().min(6),
            })
            .collect();
        let all = choices
            .iter()
            .fold(1usize, |n, choice| n.saturating_mul(*choice));
        let step = (all / most).max(1) | 1;
        (0..all.min(most))
            .map(|n| self.choose(n.wrapping_mul(step) % all, &choices))
            .collect()
    }

    fn choose(&self, mut number: usize, choices: &[usize]) -> Image {
        let nodes = self.nodes.iter().zip(choices).map(|(node, choices)| {
            let choice = number % choices;
            number /= choices;
            match node {
                Node::File {
                    bytes,
                    durable,
                    age,
                } => {
                    let left = match choice {
                        0 => durable.clone(),
                        1 => bytes[..bytes.len() / 2].to_vec(),
                        2 => vec![0; bytes.len()],
                        _ => bytes.clone(),
                    };
                    Node::File {
                        bytes: left.clone(),
                        durable: left,
                        age: *age,
                    }
                }
                Node::Folder {
                    durable, pending, ..
                } => {
                    let mut names = durable.clone();
                    for (place, change) in pending.iter().enumerate() {
                        if choice >> place.min(5) & 1 == 1 {
                            change.apply(&mut names, pending);
                        }
                    }
                    Node::Folder {
                        names: names.clone(),
                        durable: names,
                        pending: Vec::new(),
                    }
                }
            }
        });
        let nodes = nodes.collect();
        Image {
            nodes,
            locks: BTreeMap::new(),
        }
    }

    /// Every file that can be reached.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![(PathBuf::from("/"), 0)];
        while let Some((path, at)) = folders.pop() {
            if let Node::Folder { names, .. } = &self.nodes[at] {
                for (name, node) in names {
                    match &self.nodes[*node] {
                        Node::File { bytes, .. } => found.push((path.join(name), bytes.clone())),
                        Node::Folder { .. } => folders.push((path.join(name), *node)),
                    }
                }
            }
        }
        found.sort();
        found
    }
}

impl Change {
    fn apply(&self, names: &mut Names, pending: &[Change]) {
        match self {
            Change::Add(name, node) => {
                names.insert(name.clone(), *node);
            }
            Change::Remove(name) => {
                names.remove(name);
            }
            Change::Rename(from, to) => {
                let added = pending.iter().find_map(|change| match change {
                    Change::Add(name, node) if name == from => Some(*node),
                    Change::Add(..) | Change::Remove(_) | Change::Rename(..) => None,
                });
                if let Some(node) = names.remove(from).or(added) {
                    names.insert(to.clone(), node);
                }
            }
        }
    }
}

pub(super) fn kind(node: &Node) -> FileKind {
    match node {
        Node::File { .. } => FileKind::File,
        Node::Folder { .. } => FileKind::Folder,
    }
}

/// Whether the file's name ends so.
pub fn ends(path: &Path, end: &str) -> bool {
    path.file_name()
        .and_then(OsStr::to_str)
        .is_some_and(|name| name.ends_with(end))
}
