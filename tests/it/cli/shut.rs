//! What the process holds in memory stays there, goes when it is not needed any more, and is in no
//! message of a fault.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::home::Home;
use crate::pty::term::PATIENCE;

/// The number that systems give to nobody.
const NOBODY: u32 = 65534;

pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// A process that waits for input, and is not root's: root may look into all.
fn waiting(mut command: Command) -> Child {
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[track_caller]
pub fn soon(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether the system gives the insides of a process to root alone, as it does where nobody else may trace
/// it or read its memory.
fn is_closed(child: &Child) -> bool {
    ["mem", "environ", "maps"].iter().all(|file| {
        let file = format!("/proc/{}/{file}", child.id());
        fs::metadata(file).is_ok_and(|file| file.uid() == 0)
    })
}

fn is_named(child: &Child, name: &str) -> bool {
    let comm = fs::read_to_string(format!("/proc/{}/comm", child.id()));
    comm.is_ok_and(|comm| comm.trim() == name)
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_looks_into_the_process_and_no_core_file_is_written() {
    let home = Home::empty();
    // Where anyone may find it.
    let program = home.path("amends");
    // Copied by another program: what another test starts at this moment would still have a copy of ours open
    // for writing, and the system runs no such file.
    let copy = Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_amends"))
        .arg(&program)
        .status();
    assert!(copy.unwrap().success());
    fs::set_permissions(home.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(&program);
    command.args(["--data-dir", "/nonexistent", "restore", "-"]);
    let mut child = waiting(command);
    soon("the process to close", || is_closed(&child));
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file"));
    let words: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"]);
    child.kill().unwrap();
    child.wait().unwrap();
    // Another program is open to its owner, so this test can fail.
    let mut other = waiting(Command::new("cat"));
    soon("the other program", || is_named(&other, "cat"));
    assert!(!is_closed(&other));
    other.kill().unwrap();
    other.wait().unwrap();
}

/// A text that is in no memory before it is made: each byte stands there turned over.
pub const TURNED: [u8; 24] = {
    let mut turned = *b"marker of private words.";
    let mut at = 0;
    while at < turned.len() {
        turned[at] = !turned[at];
        at += 1;
    }
    turned
};

/// How often the text is in the memory of a process.
pub fn in_memory(process: &str) -> usize {
    let maps = fs::read_to_string(Path::new("/proc").join(process).join("maps")).unwrap();
    let mut memory = File::open(Path::new("/proc").join(process).join("mem")).unwrap();
    let mut found = 0;
    let mut chunk = vec![0; 1 << 16];
    // What was read before stands there, and is no find.
    let own = match process {
        "self" => chunk.as_ptr_range(),
        _ => std::ptr::null()..std::ptr::null(),
    };
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        let mut at = from;
        while at < to {
            let size = chunk.len().min((to - at) as usize);
            let read = memory.seek(SeekFrom::Start(at));
            if read
                .and_then(|_| memory.read_exact(&mut chunk[..size]))
                .is_err()
            {
                break;
            }
            let seen = &chunk[..size];
            found += memchr::memchr_iter(!TURNED[0], seen)
                .filter(|start| !own.contains(&((at + *start as u64) as *const u8)))
                .filter(|start| {
                    let there = seen[*start..].iter().zip(TURNED);
                    there.clone().count() == TURNED.len() && there.clone().all(|(a, b)| *a == !b)
                })
                .count();
            // What lies across the end is found the next time.
            at += (size
                - if at + (size as u64) < to {
                    TURNED.len()
                } else {
                    0
                }) as u64;
        }
    }
    found
}

#[cfg(target_os = "linux")]
#[test]
fn a_text_is_gone_from_memory_when_it_is_dropped_however_it_grew() {
    let before = in_memory("self");
    let mut text: Vec<u8> = Vec::new();
    let mut others = Vec::new();
    for _ in 0..40 {
        text.extend(TURNED.iter().map(|byte| !byte));
        // Something in the way, so that it cannot grow where it is.
        others.push(vec![1_u8; text.len()]);
    }
    text.truncate(TURNED.len() * 10);
    text.shrink_to_fit();
    assert_eq!(in_memory("self"), before + 10, "and no copy of it is left");
    drop(text);
    assert_eq!((before, in_memory("self")), (0, 0));
    drop(others);
}

#[test]
fn a_fault_says_its_place_and_no_private_word() {
    let home = Home::with_book();
    for backtrace in ["0", "1", "full"] {
        let output = home
            .command(&["list"])
            .env("AMENDS_TEST_FAULT", "MARKER of private text")
            .env("RUST_BACKTRACE", backtrace)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), output.stdout.len()),
            (Some(1), 0),
            "{said}"
        );
        assert!(said.contains("fault of its own, at src/cli/"), "{said}");
        assert!(
            !said.contains("MARKER") && said.lines().count() == 1,
            "{said}"
        );
    }
}
