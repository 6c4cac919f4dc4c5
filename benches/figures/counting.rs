//! The real disk, with what is written and synced counted.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use amends::store::fs::{FileKind, LockFile};
use amends::store::{Disk, Fs, FsDir, FsFile};

#[derive(Default)]
pub struct Counts {
    pub bytes: AtomicU64,
    pub files: AtomicU64,
    pub syncs: AtomicU64,
    pub reads: AtomicU64,
}

#[derive(Clone, Default)]
pub struct Counting {
    pub counts: Arc<Counts>,
    /// Syncs are counted and not waited for.
    quick: bool,
}

impl Counting {
    pub fn without_syncs() -> Counting {
        Counting {
            quick: true,
            ..Counting::default()
        }
    }

    /// Bytes and files written, syncs, files and folders read, since this was last asked.
    pub fn take(&self) -> [u64; 4] {
        let counts = &self.counts;
        [&counts.bytes, &counts.files, &counts.syncs, &counts.reads]
            .map(|count| count.swap(0, Relaxed))
    }
}

struct File {
    file: Box<dyn FsFile>,
    counting: Counting,
}

impl FsFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.counting
            .counts
            .bytes
            .fetch_add(written as u64, Relaxed);
        Ok(written)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.counting.counts.syncs.fetch_add(1, Relaxed);
        if self.counting.quick {
            Ok(())
        } else {
            self.file.sync()
        }
    }
}

impl Fs for Counting {
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        self.counts.files.fetch_add(1, Relaxed);
        Ok(Box::new(File {
            file: Disk.create_new(path)?,
            counting: self.clone(),
        }))
    }

    fn read(&self, path: &Path, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
        self.counts.reads.fetch_add(1, Relaxed);
        Disk.read(path, limit, into)
    }

    fn open_dir(&self, dir: &Path) -> io::Result<Box<dyn FsDir>> {
        self.counts.reads.fetch_add(1, Relaxed);
        Disk.open_dir(dir)
    }

    fn visit(&self, dir: &Path, each: &mut dyn FnMut(&OsStr, FileKind)) -> io::Result<()> {
        self.counts.reads.fetch_add(1, Relaxed);
        Disk.visit(dir, each)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        Disk.kind(path)
    }

    fn age(&self, path: &Path) -> io::Result<Duration> {
        Disk.age(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Disk.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        Disk.remove_dir(path)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        Disk.create_dir(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.counts.syncs.fetch_add(1, Relaxed);
        if self.quick {
            Ok(())
        } else {
            Disk.sync_dir(dir)
        }
    }

    fn sync_tree(&self, dir: &Path) -> io::Result<()> {
        self.counts.syncs.fetch_add(1, Relaxed);
        if self.quick {
            Ok(())
        } else {
            Disk.sync_tree(dir)
        }
    }

    fn lock_file(&self, path: &Path, create: bool) -> io::Result<Box<dyn LockFile>> {
        Disk.lock_file(path, create)
    }
}
