//! The changes in a folder as they happen, so that a program can be stopped in the middle of them.

use std::collections::BTreeMap;
use std::fs;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

/// Whatever a program does to what is on disk.
const CHANGES: WatchFlags = WatchFlags::CREATE
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::CLOSE_WRITE)
    .union(WatchFlags::MOVED_TO)
    .union(WatchFlags::DELETE);

pub struct Watch {
    told: OwnedFd,
    folders: BTreeMap<i32, PathBuf>,
    seen: usize,
}

impl Watch {
    /// Looks at all that is under these folders.
    pub fn over(folders: &[&Path]) -> Watch {
        let told = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
        let mut watch = Watch {
            told,
            folders: BTreeMap::new(),
            seen: 0,
        };
        folders.iter().for_each(|folder| watch.add(folder));
        watch
    }

    fn add(&mut self, folder: &Path) {
        // It may be gone again, which nobody has to see.
        let Ok(number) = inotify::add_watch(&self.told, folder, CHANGES) else {
            return;
        };
        self.folders.insert(number, folder.to_owned());
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.add(&entry.path());
            }
        }
    }

    /// Waits for the next changes, and not for long. Gives how many there were from the beginning.
    pub fn wait(&mut self) -> usize {
        let moment = Timespec::try_from(Duration::from_millis(2)).unwrap();
        let mut there = [PollFd::new(&self.told, PollFlags::IN)];
        let _ = poll(&mut there, Some(&moment));
        let mut new = Vec::new();
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = Reader::new(self.told.as_fd(), &mut buffer);
        while let Ok(event) = reader.next() {
            self.seen += 1;
            let is_new = event
                .events()
                .contains(ReadFlags::ISDIR | ReadFlags::CREATE);
            if let (true, Some(name)) = (is_new, event.file_name()) {
                new.push((event.wd(), name.to_string_lossy().into_owned()));
            }
        }
        for (number, name) in new {
            if let Some(folder) = self.folders.get(&number) {
                self.add(&folder.join(name));
            }
        }
        self.seen
    }
}
