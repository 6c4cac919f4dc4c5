//! Packs that are too large, too deep or too many: refused soon, and in little memory.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use amends::content::load;
use rustix::time::{ClockId, clock_gettime};

use super::whole::files;

const MIB: usize = 1024 * 1024;
/// The largest file that is read.
const FILE: usize = 256 * 1024;

fn whole() -> tempfile::TempDir {
    let dir = super::folder(&[]);
    for (name, text) in files() {
        super::put(dir.path(), name, text.as_bytes());
    }
    dir
}

/// The work that this thread has done so far. What else the machine has to do does not count.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap()
}

/// Loads `dir` and says what was found; fails where that is a second's work.
fn refused(dir: &Path) -> String {
    let begun = worked();
    let loaded = load::load(dir);
    let took = worked() - begun;
    assert!(took < Duration::from_secs(1), "{took:?}");
    let said = super::said(&loaded);
    assert!(loaded.pack.is_none(), "{said}");
    assert!(said.len() < MIB, "{} bytes of findings", said.len());
    said
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let dir = whole();
    super::put(dir.path(), "library/2.toml", &vec![b'#'; FILE + 1]);
    assert!(refused(dir.path()).contains("at most 256 KiB"));
    let dir = whole();
    super::put(dir.path(), "library/2.toml", &vec![b'#'; FILE]);
    assert_eq!(super::said(&super::load_of(&dir)), "");
}

#[test]
fn too_many_files_are_not_read() {
    let dir = whole();
    for n in 0..80 {
        super::put(dir.path(), &format!("library/{n}.toml"), b"");
    }
    assert!(refused(dir.path()).contains("at most 64 files"));
    for n in 0..600 {
        super::put(dir.path(), &format!("stages/{n}.toml"), b"");
    }
    assert!(refused(dir.path()).contains("more than 512 things"));
}

#[test]
fn too_much_in_all_is_not_read() {
    let dir = whole();
    for n in 0..20 {
        super::put(dir.path(), &format!("library/{n}.toml"), &vec![b'#'; FILE]);
    }
    assert!(refused(dir.path()).contains("at most 4 MiB"));
}

#[test]
fn too_many_values_are_not_read() {
    let dir = whole();
    let many = format!("list = [{}]", "1,".repeat(60_000));
    super::put(dir.path(), "library/2.toml", many.as_bytes());
    assert!(refused(dir.path()).contains("at most 50000 values"));
}

#[test]
fn values_that_lie_too_deep_are_not_read() {
    for (depth, says) in [
        (14, "at most 12 deep"),
        (60, "at most 12 deep"),
        (5000, "not TOML: "),
    ] {
        for deep in [
            format!("x = {}{}", "[".repeat(depth), "]".repeat(depth)),
            format!("{}x = 1", "a.".repeat(depth)),
            format!("x = {}1{}", "{ a = ".repeat(depth), " }".repeat(depth)),
        ] {
            let dir = whole();
            super::put(dir.path(), "library/2.toml", deep.as_bytes());
            let said = refused(dir.path());
            assert!(said.contains(says), "{depth}: {said}");
            assert!(depth < 100 || said.contains("recur"), "{said}");
        }
    }
}

/// Files as large as may be, each made to cost as much as possible.
fn costly() -> Vec<(&'static str, String)> {
    let full = |piece: &str| piece.repeat(FILE / piece.len());
    vec![
        ("equal signs", full("=\n")),
        ("the same key", full("a=1\n")),
        ("open brackets", full("[")),
        ("open tables", full("a={")),
        ("quotes", full("\"")),
        ("dots", full("a.")),
        ("tables", full("[[list]]\n")),
        ("flags", full("[[flag]]\nid='a'\n")),
        (
            "unknown keys",
            (0..30_000).map(|n| format!("k{n}=1\n")).collect(),
        ),
        (
            "one long line",
            format!("x = \"{}\"", "\u{202e}".repeat(FILE / 4)),
        ),
        ("one long key", format!("{} = 1", "k".repeat(FILE / 2))),
        ("errors on one line", full("x = 1 ")),
        ("comments", full("#\n")),
        (
            "many words",
            format!(
                "[[list]]\nid='l'\ntitle='t'\n[[list.group]]\ntitle='g'\n[list.group.words]\n{}",
                (0..20_000)
                    .map(|n| format!("k{n}=''\n"))
                    .collect::<String>()
            ),
        ),
    ]
}

#[test]
fn the_most_costly_files_are_refused_within_a_second() {
    for (what, text) in costly() {
        let dir = whole();
        for n in 0..2 {
            super::put(dir.path(), &format!("library/{n}.toml"), text.as_bytes());
        }
        if what != "comments" {
            println!("{what}");
            refused(dir.path());
        }
    }
}

#[test]
fn the_most_costly_files_are_refused_in_little_memory() {
    let mut most = (0, "");
    for (what, text) in costly() {
        let dir = whole();
        for n in 0..15 {
            super::put(dir.path(), &format!("library/{n}.toml"), text.as_bytes());
        }
        let out = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "content::limits::reads_one_pack",
                "--ignored",
                "--nocapture",
            ])
            .env("AMENDS_TEST_PACK", dir.path())
            .output()
            .unwrap();
        let out = String::from_utf8_lossy(&out.stdout).into_owned();
        let peak = out
            .split("peak ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        let peak: usize = peak
            .unwrap_or_else(|| panic!("{what}: {out}"))
            .parse()
            .unwrap();
        most = most.max((peak, what));
        assert!(peak < 64 * 1024, "{what}: {peak} KiB");
    }
    println!("at most {} KiB, for {}", most.0, most.1);
}

/// Run by the test above in a process of its own, so that the memory measured is that of one pack.
#[test]
#[ignore = "measures the process that it runs in"]
fn reads_one_pack() {
    let Some(dir) = std::env::var_os("AMENDS_TEST_PACK") else {
        return;
    };
    let loaded = load::load(Path::new(&dir));
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!(
        "peak {} found {}",
        peak.unwrap().trim(),
        loaded.findings.len()
    );
}

#[test]
fn a_flood_of_findings_is_cut_and_says_so() {
    let dir = whole();
    let many: String = (0..1000).map(|n| format!("k{n} = 1\n")).collect();
    super::put(dir.path(), "help.toml", many.as_bytes());
    let found = load::check(dir.path());
    assert_eq!(found.len(), 301);
    assert!(found[300].message.contains("there is more"));
}
