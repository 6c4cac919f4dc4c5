//! A disk in memory that can fail at any operation, and that knows what a crash would leave of it.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use super::image::{Change, Image, Names, Node, kind};
pub use super::plan::{Fault, Lies, Plan};
use amends::store::fs::{FileKind, Fs, FsDir, FsFile, Hold, LockFile};

/// The folder that is there before anything else.
pub const DATA: &str = "/home/data";

#[derive(Debug)]
struct Inner {
    image: Image,
    operations: usize,
    plan: Option<Plan>,
    lies: Lies,
    /// Locking anything in this folder fails so.
    refused: Option<(PathBuf, rustix::io::Errno)>,
    /// This file goes as soon as its folder was listed.
    vanishing: Option<PathBuf>,
    /// The image before each operation that changes something, where they are recorded.
    history: Option<Vec<Image>>,
}

#[derive(Clone, Debug)]
pub struct Memory(Arc<Mutex<Inner>>);

impl Memory {
    pub fn new() -> Memory {
        Memory::of(Image::new())
    }

    /// A disk with this on it, and no one else about.
    pub fn of(mut image: Image) -> Memory {
        image.locks.clear();
        Memory(Arc::new(Mutex::new(Inner {
            image,
            operations: 0,
            plan: None,
            lies: Lies::default(),
            refused: None,
            vanishing: None,
            history: None,
        })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    pub fn image(&self) -> Image {
        self.inner().image.clone()
    }

    /// From now on there is this on the disk. Whoever has locked something has it locked still.
    pub fn becomes(&self, image: Image) {
        let mut inner = self.inner();
        let locks = std::mem::take(&mut inner.image.locks);
        inner.image = Image { locks, ..image };
    }

    /// From now on operations are counted from zero, and fail as planned.
    pub fn plan(&self, plan: Option<Plan>) {
        let mut inner = self.inner();
        inner.operations = 0;
        inner.plan = plan;
    }

    pub fn lie(&self, lies: Lies) {
        self.inner().lies = lies;
    }

    pub fn operations(&self) -> usize {
        self.inner().operations
    }

    /// Begins to keep the image before each operation.
    pub fn record(&self) {
        self.inner().history = Some(Vec::new());
    }

    pub fn history(&self) -> Vec<Image> {
        self.inner().history.clone().unwrap_or_default()
    }

    /// Puts a file there as another program would, synced.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut inner = self.inner();
        let image = &mut inner.image;
        let node = Node::File {
            bytes: bytes.to_vec(),
            durable: bytes.to_vec(),
            age: Duration::ZERO,
        };
        match image.find(path) {
            Ok(at) => image.nodes[at] = node,
            Err(_) => {
                image.add(path, node).unwrap();
            }
        }
    }

    /// From now on locking anything in this folder fails.
    pub fn refuse(&self, folder: &Path, errno: rustix::io::Errno) {
        self.inner().refused = Some((folder.to_owned(), errno));
    }

    /// Removes a folder and all that is in it, as another program would.
    pub fn forget_tree(&self, folder: &Path) {
        let mut inner = self.inner();
        let (names, _, name) = inner.image.parent(folder).unwrap();
        names.remove(&name);
    }

    /// Another program removes this file as soon as its folder was listed.
    pub fn vanish(&self, path: &Path) {
        self.inner().vanishing = Some(path.to_owned());
    }

    /// Says when a file was changed last.
    pub fn set_age(&self, path: &Path, hours: u64) {
        let mut inner = self.inner();
        let at = inner.image.find(path).unwrap();
        if let Node::File { age, .. } = &mut inner.image.nodes[at] {
            *age = Duration::from_secs(hours * 3600);
        }
    }

    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        self.image().files()
    }

    /// Counts an operation, and fails it where that is planned. What is left is whether to be short.
    fn step(&self) -> io::Result<(MutexGuard<'_, Inner>, bool)> {
        let mut inner = self.inner();
        let now = inner.operations;
        inner.operations += 1;
        if let Some(history) = &mut inner.history.take() {
            let mut history = std::mem::take(history);
            history.push(inner.image.clone());
            inner.history = Some(history);
        }
        let due = inner
            .plan
            .filter(|plan| now == plan.at || plan.for_good && now > plan.at);
        match due.map(|plan| plan.fault) {
            Some(Fault::Errno(errno)) => Err(errno.into()),
            Some(Fault::ShortWrite) => Ok((inner, true)),
            None => Ok((inner, false)),
        }
    }
}

impl Fs for Memory {
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        let (mut inner, _) = self.step()?;
        let node = inner.image.add(
            path,
            Node::File {
                bytes: Vec::new(),
                durable: Vec::new(),
                age: Duration::ZERO,
            },
        )?;
        Ok(Box::new(MemoryFile {
            disk: self.clone(),
            node,
        }))
    }

    fn read(&self, path: &Path, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
        let (inner, _) = self.step()?;
        into.clear();
        match &inner.image.nodes[inner.image.find(path)?] {
            Node::File { bytes, .. } if bytes.len() > limit => {
                Err(io::ErrorKind::FileTooLarge.into())
            }
            Node::File { bytes, .. } => {
                into.extend_from_slice(bytes);
                Ok(())
            }
            Node::Folder { .. } => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn open_dir(&self, dir: &Path) -> io::Result<Box<dyn FsDir>> {
        drop(self.step()?);
        Ok(Box::new(MemoryDir {
            disk: self.clone(),
            path: dir.to_owned(),
        }))
    }

    fn visit(&self, dir: &Path, each: &mut dyn FnMut(&OsStr, FileKind)) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        match &inner.image.nodes[inner.image.find(dir)?] {
            Node::Folder { names, .. } => names
                .iter()
                .for_each(|(name, node)| each(name, kind(&inner.image.nodes[*node]))),
            Node::File { .. } => return Err(io::ErrorKind::NotADirectory.into()),
        };
        let here = |path: &mut PathBuf| path.parent() == Some(dir);
        if let Some(path) = inner.vanishing.take_if(here) {
            let (names, _, name) = inner.image.parent(&path)?;
            names.remove(&name);
        }
        Ok(())
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let (inner, _) = self.step()?;
        Ok(kind(&inner.image.nodes[inner.image.find(path)?]))
    }

    fn age(&self, path: &Path) -> io::Result<Duration> {
        let (inner, _) = self.step()?;
        match &inner.image.nodes[inner.image.find(path)?] {
            Node::File { age, .. } => Ok(*age),
            Node::Folder { .. } => Ok(Duration::ZERO),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        assert_eq!(
            from.parent(),
            to.parent(),
            "the model renames within a folder"
        );
        let (names, pending, name) = inner.image.parent(from)?;
        let node = names.remove(&name).ok_or(io::ErrorKind::NotFound)?;
        let target = to.file_name().unwrap().to_owned();
        names.insert(target.clone(), node);
        pending.push(Change::Rename(name, target));
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        let (names, pending, name) = inner.image.parent(path)?;
        names.remove(&name).ok_or(io::ErrorKind::NotFound)?;
        pending.push(Change::Remove(name));
        Ok(())
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        let at = inner.image.find(path)?;
        if matches!(&inner.image.nodes[at], Node::Folder { names, .. } if !names.is_empty()) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        let (names, pending, name) = inner.image.parent(path)?;
        names.remove(&name);
        pending.push(Change::Remove(name));
        Ok(())
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        let folder = Node::Folder {
            names: Names::new(),
            durable: Names::new(),
            pending: Vec::new(),
        };
        inner.image.add(path, folder).map(|_| ())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        let at = inner.image.find(dir)?;
        if inner.lies.folders_never_sync {
            return Ok(());
        }
        match &mut inner.image.nodes[at] {
            Node::Folder {
                names,
                durable,
                pending,
            } => {
                durable.clone_from(names);
                pending.clear();
                Ok(())
            }
            Node::File { .. } => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn sync_tree(&self, dir: &Path) -> io::Result<()> {
        let (mut inner, _) = self.step()?;
        let lies = inner.lies;
        let mut left = vec![inner.image.find(dir)?];
        while let Some(at) = left.pop() {
            match &mut inner.image.nodes[at] {
                Node::File { bytes, durable, .. } if !lies.files_never_sync => {
                    durable.clone_from(bytes);
                }
                Node::File { .. } => {}
                Node::Folder {
                    names,
                    durable,
                    pending,
                } => {
                    left.extend(names.values());
                    if !lies.folders_never_sync {
                        durable.clone_from(names);
                        pending.clear();
                    }
                }
            }
        }
        Ok(())
    }

    fn lock_file(&self, path: &Path, create: bool) -> io::Result<Box<dyn LockFile>> {
        let (mut inner, _) = self.step()?;
        match &inner.refused {
            Some((folder, errno)) if path.starts_with(folder) => return Err((*errno).into()),
            Some(_) | None => {}
        }
        if inner.image.find(path).is_err() {
            if !create {
                return Err(io::ErrorKind::NotFound.into());
            }
            let empty = Node::File {
                bytes: Vec::new(),
                durable: Vec::new(),
                age: Duration::ZERO,
            };
            inner.image.add(path, empty)?;
        }
        Ok(Box::new(MemoryLock {
            disk: self.clone(),
            path: path.to_owned(),
            held: None,
        }))
    }
}

struct MemoryDir {
    disk: Memory,
    path: PathBuf,
}

impl FsDir for MemoryDir {
    fn read(&self, name: &OsStr, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
        self.disk.read(&self.path.join(name), limit, into)
    }
}

struct MemoryFile {
    disk: Memory,
    node: usize,
}

impl FsFile for MemoryFile {
    fn write(&mut self, new: &[u8]) -> io::Result<usize> {
        let (mut inner, short) = self.disk.step()?;
        let taken = if short {
            new.len().div_ceil(2)
        } else {
            new.len()
        };
        if let Node::File { bytes, .. } = &mut inner.image.nodes[self.node] {
            bytes.extend_from_slice(&new[..taken]);
        }
        Ok(taken)
    }

    fn sync(&mut self) -> io::Result<()> {
        let (mut inner, _) = self.disk.step()?;
        if !inner.lies.files_never_sync
            && let Node::File { bytes, durable, .. } = &mut inner.image.nodes[self.node]
        {
            durable.clone_from(bytes);
        }
        Ok(())
    }
}

struct MemoryLock {
    disk: Memory,
    path: PathBuf,
    held: Option<Hold>,
}

impl MemoryLock {
    fn release(&mut self, inner: &mut Inner) {
        let (shared, alone) = inner.image.locks.entry(self.path.clone()).or_default();
        match self.held.take() {
            Some(Hold::Shared) => *shared -= 1,
            Some(Hold::Alone) => *alone = false,
            None => {}
        }
    }
}

impl LockFile for MemoryLock {
    fn try_lock(&mut self, hold: Hold) -> io::Result<bool> {
        let disk = self.disk.clone();
        let (mut inner, _) = disk.step()?;
        self.release(&mut inner);
        let (shared, alone) = inner.image.locks.entry(self.path.clone()).or_default();
        match hold {
            Hold::Shared if !*alone => *shared += 1,
            Hold::Alone if !*alone && *shared == 0 => *alone = true,
            Hold::Shared | Hold::Alone => return Ok(false),
        }
        self.held = Some(hold);
        Ok(true)
    }
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        let disk = self.disk.clone();
        self.release(&mut disk.inner());
    }
}
