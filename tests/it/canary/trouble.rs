//! A disk that refuses, and a program that dies of it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use rustix::process::Signal;

use super::life::{Life, TEXT, WORD, type_text};
use crate::pty::world::*;

/// A small disk of its own, which goes when this is dropped.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Moves the data folder to a disk of so many KiB. None where the system gives nobody a disk.
    pub fn under(life: &Life, size: u32) -> Option<SmallDisk> {
        let data = life.world.path("data");
        let aside = life.world.path("aside");
        fs::rename(&data, &aside).unwrap();
        fs::create_dir(&data).unwrap();
        let size = format!("size={size}k,mode=0700");
        let mount = ["-t", "tmpfs", "-o", &size, "none"];
        let mounted = Command::new("mount").args(mount).arg(&data).output();
        let disk = mounted
            .is_ok_and(|mounted| mounted.status.success())
            .then(|| SmallDisk(data.clone()));
        let copy = Command::new("cp")
            .arg("-a")
            .arg(aside.join("."))
            .arg(&data)
            .status();
        assert!(copy.unwrap().success());
        fs::remove_dir_all(&aside).unwrap();
        disk
    }

    /// What fills it.
    pub fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }

    /// Fills it to its last byte.
    fn fill(&self) {
        self.fill_but(0);
    }

    /// Fills it but for so many pages of 4 KiB.
    pub fn fill_but(&self, pages: u64) {
        let mut filler = fs::File::create(self.filler()).unwrap();
        let page = [0; 4096];
        let mut full = 0;
        while filler.write_all(&page).is_ok() {
            full += page.len() as u64;
        }
        filler
            .set_len(full.saturating_sub(pages * page.len() as u64))
            .unwrap();
    }

    fn empty(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Also where what another test starts at this moment still has a file of ours open.
        let unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
        assert!(unmounted.is_ok_and(|unmounted| unmounted.success()));
    }
}

pub fn a_full_disk(life: Life) -> Life {
    life.write(TEXT);
    let Some(disk) = SmallDisk::under(&life, 96) else {
        return life;
    };
    let mut term = life.writing();
    term.wait("draft kept");
    disk.fill();
    let says = life
        .run(&["write", "-"], &format!("{TEXT}\n").repeat(200))
        .fails();
    assert!(says.contains("full"), "{says}");
    life.run(
        &["answer", "one-moment-or-pattern.open-questions", "-"],
        TEXT,
    )
    .fails();
    term.keys(" and on")
        .wait("and on")
        .keys(SAVE)
        .wait("Not saved");
    term.keys(HIDE);
    assert_eq!(term.ended(), 1, "the last words are lost, and that is told");
    life.left(&term);
    disk.empty();
    life.is_kept();
    life.keep_until_searched(disk);
    life
}

pub fn a_full_disk_while_it_locks(life: Life) -> Life {
    life.settings(&serde_json::json!({"hide": "stay"}));
    let Some(disk) = SmallDisk::under(&life, 96) else {
        return life;
    };
    let mut term = life.open();
    disk.fill();
    type_text(&mut term);
    term.keys(HIDE);
    term.until("nothing", |screen| screen.contents().trim().is_empty());
    life.sees(&term);
    // Words that are nowhere else are told to be so.
    term.signal(Signal::TERM);
    assert_eq!(term.ended(), 1);
    life.left(&term);
    life.keep_until_searched(disk);
    life
}

/// A limit on files ends a program in the middle of writing one, and would leave a core file.
pub fn files_that_may_not_grow(life: Life) -> Life {
    life.write(TEXT);
    let text = format!("{TEXT}\n").repeat(2000);
    let line = |blocks: u32| {
        format!(
            "ulimit -c unlimited; ulimit -f {blocks}; $AMENDS --passphrase-fd 0 write -; exit 1"
        )
    };
    for blocks in [0, 1, 8, 64, 128] {
        let passphrase = life.passphrase().unwrap();
        life.shell(&line(blocks), &format!("{passphrase}\n{text}"));
    }
    life.is_kept();
    life
}

pub fn a_folder_that_takes_nothing(life: Life) -> Life {
    life.write(TEXT);
    let space = life.space();
    let (aside, drafts) = (
        life.world.path("aside"),
        life.world.path("data/local/drafts"),
    );
    let mut term = life.writing();
    // Nobody can write into a folder that is a file, not even root.
    fs::rename(&space, &aside).unwrap();
    fs::write(&space, "in the way").unwrap();
    drop(fs::remove_dir_all(&drafts));
    fs::write(&drafts, "in the way").unwrap();
    term.keys(SAVE).wait("Not saved");
    let says = life.run(&["write", "-"], TEXT).fails();
    assert!(!says.contains(WORD), "{says}");
    life.run(&["write", TEXT], "").fails();
    term.keys(HIDE);
    assert_eq!(term.ended(), 1);
    life.left(&term);
    fs::remove_file(&space).unwrap();
    fs::rename(&aside, &space).unwrap();
    fs::remove_file(&drafts).unwrap();
    life.is_kept();
    life
}

pub fn a_book_that_is_only_read(life: Life) -> Life {
    life.write(TEXT);
    life.run(&["--read-only", "write", "-"], TEXT).fails();
    let life_with = life;
    let term = life_with.world.in_shell("$AMENDS --read-only");
    let mut term = life_with.unlocked(term);
    type_text(&mut term);
    term.keys(SAVE).wait("Not saved").keys(HIDE);
    term.ended();
    life_with.left(&term);
    life_with.is_kept();
    life_with
}

/// The core files in the world.
fn cores(life: &Life) -> Vec<PathBuf> {
    let there = fs::read_dir(life.world.path(".")).unwrap();
    let paths = there.map(|entry| entry.unwrap().path());
    let is_core = |path: &PathBuf| path.to_string_lossy().contains("core");
    paths.filter(is_core).collect()
}

/// Signals by which a program dies and leaves all that it had in memory.
pub fn a_death_with_a_core(life: Life) -> Life {
    for signal in [Signal::ABORT, Signal::TRAP, Signal::SEGV] {
        let term = life.world.in_shell("ulimit -c unlimited; exec $AMENDS");
        let mut term = life.unlocked(term);
        type_text(&mut term);
        term.wait("draft kept").signal(signal);
        // The first is looked at by the handler that tells a full stack, and counts the second time.
        term.wait_for("its end", || {
            term.signal(signal);
            let stat = fs::read_to_string(format!("/proc/{}/stat", term.pid())).unwrap();
            stat.contains(") Z ")
        });
        term.ended();
        assert_eq!(cores(&life), [""; 0].map(PathBuf::from));
        fs::remove_dir_all(life.world.path("data/local/drafts")).unwrap();
    }
    // Where cores are written at all, another program leaves one, so that this can fail.
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern");
    if pattern.is_ok_and(|pattern| pattern.trim() == "core") {
        // Where the system itself forbids them there is none either.
        let dies = "ulimit -c unlimited || exit 9; sleep 30 & kill -SEGV $!; wait";
        if life.shell(dies, "").code != Some(9) {
            let core = cores(&life).pop().expect("no core file");
            fs::remove_file(core).unwrap();
        }
    }
    life
}
