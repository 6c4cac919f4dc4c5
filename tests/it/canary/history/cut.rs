//! The ways in which a run of the program is cut off: killed at some moment, a disk without room, files that
//! may not grow, a folder that takes nothing.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::History;
use super::watch::Watch;

/// How a run is cut off.
#[derive(Clone, Debug, PartialEq)]
pub enum Cut {
    Not,
    /// Killed after so many thousandths of the time that it takes.
    After(u32),
    /// Killed as soon as it has changed this many things on disk, or some microseconds later.
    AtChange(usize, u64),
    /// So many pages of the disk are free.
    Full(u64),
    /// No file may be larger than so many blocks. It ends by the system's own signal for that, or is told.
    SmallFiles(u64, Then),
    /// There is something else where this folder was.
    InTheWay(PathBuf),
    /// This folder may only be read. (Root may write all the same.)
    ReadOnly(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    Dies,
    IsTold,
}

/// Whether others can hear what a command prints, or only what it says beside that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prints {
    Nothing,
    Private,
}

/// What a run came to.
#[derive(Debug)]
pub struct Done {
    pub code: Option<i32>,
    pub out: String,
    pub said: String,
    /// Whether something came in between.
    pub cut: bool,
}

impl Done {
    pub fn is_fine(&self) -> bool {
        self.code == Some(0)
    }

    /// It went well, or something came in between.
    #[track_caller]
    pub fn is_no_fault(&self) {
        assert!(self.is_fine() || self.cut, "{self:?}");
    }
}

/// How long a command takes and how much it changes when nothing comes in between.
#[derive(Clone, Copy)]
pub struct Usual {
    takes: Duration,
    changes: usize,
}

/// What is thought of a command that was not seen yet.
const FIRST: Usual = Usual {
    takes: Duration::from_millis(60),
    changes: 12,
};

impl History {
    /// Runs a command, and perhaps cuts it off.
    pub fn run(&mut self, name: &'static str, arguments: &[&str], input: &str) -> Done {
        let cut = self.some_cut(name);
        let lines = self.passphrase();
        self.give(name, &lines, arguments, input, cut, Prints::Nothing)
    }

    /// What is given to whatever asks for a passphrase.
    pub fn passphrase(&self) -> Vec<&'static str> {
        self.opens.into_iter().collect()
    }

    /// A way to cut it off, or none.
    pub fn some_cut(&mut self, name: &'static str) -> Cut {
        let usual = self.usual(name);
        let chance = &mut self.chance;
        let cut = match chance.below(20) {
            0..=4 => Cut::Not,
            5..=8 => Cut::After(u32::try_from(chance.below(1100)).unwrap()),
            9..=15 => {
                let at = 1 + chance.below(usual.changes as u64 + 2);
                let later = chance.pick(&[0, 0, 50, 200, 1000]);
                Cut::AtChange(usize::try_from(at).unwrap(), later)
            }
            16 => Cut::SmallFiles(chance.pick(&[0, 1, 2, 8, 64]), Then::Dies),
            17 => Cut::SmallFiles(chance.pick(&[0, 1, 2, 8, 64]), Then::IsTold),
            18 => Cut::Full(chance.below(24)),
            _ => {
                let some = chance.below(self.folders.len() as u64);
                let folder = self.folders[usize::try_from(some).unwrap()].clone();
                match chance.one_in(4) {
                    true => Cut::ReadOnly(folder),
                    false => Cut::InTheWay(folder),
                }
            }
        };
        // What a window has on its way would be refused, too, and is not what this is about.
        let is_of_the_disk = matches!(cut, Cut::Full(_) | Cut::InTheWay(_) | Cut::ReadOnly(_));
        match is_of_the_disk && !self.windows.is_empty() {
            true => Cut::Not,
            false => cut,
        }
    }

    fn usual(&self, name: &'static str) -> Usual {
        self.usual.get(name).copied().unwrap_or(FIRST)
    }

    /// Runs a command with these lines where it looks for passphrases.
    pub fn give(
        &mut self,
        name: &'static str,
        lines: &[&str],
        arguments: &[&str],
        input: &str,
        cut: Cut,
        prints: Prints,
    ) -> Done {
        let before = match lines {
            [] => [].as_slice(),
            _ => &["--passphrase-fd", "0"],
        };
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let command = self.command(&[before, arguments].concat(), &cut);
        let trouble = self.trouble(&cut);
        let input = format!("{lines}{input}");
        let (done, usual) = self.through(command, &input, &cut, self.usual(name).takes);
        drop(trouble);
        self.log(format!(
            "{name}, {cut:?}: {:?} {}",
            done.code,
            done.said.trim()
        ));
        if cut == Cut::Not && done.is_fine() {
            self.usual.insert(name, usual);
        }
        let heard = match prints {
            Prints::Nothing => format!("{}\n{}", done.out, done.said),
            Prints::Private => done.said.clone(),
        };
        self.life.hear(&format!("what {name} said"), heard);
        done
    }

    fn command(&self, arguments: &[&str], cut: &Cut) -> Command {
        let command = self.life.world.command(arguments);
        let Cut::SmallFiles(blocks, then) = cut else {
            return command;
        };
        let environment = command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?)));
        let trap = match then {
            Then::Dies => "",
            Then::IsTold => "trap '' XFSZ; ",
        };
        let line = format!("{trap}ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("bash");
        shell.env_clear().envs(environment);
        shell.current_dir(self.life.world.path("."));
        shell.args(["--norc", "-c", &line, env!("CARGO_BIN_EXE_amends")]);
        shell.args(arguments);
        shell
    }

    /// Puts the disk in the state that it is to be in meanwhile.
    fn trouble(&self, cut: &Cut) -> Option<Trouble> {
        match cut {
            Cut::Full(pages) => self.disk.as_ref().map(|disk| {
                disk.fill_but(*pages);
                Trouble::Filler(disk.filler())
            }),
            Cut::InTheWay(folder) => {
                let aside = self.life.world.path("aside");
                let was_there = fs::rename(folder, &aside).is_ok();
                let is_there = fs::write(folder, "in the way").is_ok();
                assert!(is_there || !was_there, "{folder:?} cannot be put back");
                Some(Trouble::InTheWay {
                    folder: folder.clone(),
                    aside: was_there.then_some(aside),
                })
            }
            Cut::ReadOnly(folder) => {
                let set = fs::set_permissions(folder, Permissions::from_mode(0o500));
                set.is_ok().then(|| Trouble::ReadOnly(folder.clone()))
            }
            Cut::Not | Cut::After(_) | Cut::AtChange(..) | Cut::SmallFiles(..) => None,
        }
    }

    /// Lives through one run.
    fn through(
        &mut self,
        mut command: Command,
        input: &str,
        cut: &Cut,
        takes: Duration,
    ) -> (Done, Usual) {
        let mut watch = Watch::over(&[&self.life.world.path("."), self.aside.path()]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let began = Instant::now();
        let mut child = command.spawn().unwrap();
        let mut to = child.stdin.take().unwrap();
        let (mut from, mut beside) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (mut out, mut said) = (Vec::new(), Vec::new());
        let (status, changes) = std::thread::scope(|scope| {
            // It may end without having read all, and that is no fault of the test.
            scope.spawn(move || drop(to.write_all(input.as_bytes())));
            scope.spawn(|| from.read_to_end(&mut out).unwrap());
            scope.spawn(|| beside.read_to_end(&mut said).unwrap());
            let changes = cut_off(&mut child, &mut watch, (began, takes), cut);
            (child.wait().unwrap(), changes)
        });
        let was_killed = status.signal().is_some();
        self.kills += usize::from(was_killed);
        let done = Done {
            code: status.code(),
            out: String::from_utf8(out).unwrap(),
            said: String::from_utf8(said).unwrap(),
            cut: was_killed || !matches!(cut, Cut::Not | Cut::After(_) | Cut::AtChange(..)),
        };
        let usual = Usual {
            takes: began.elapsed(),
            changes,
        };
        (done, usual)
    }
}

/// Waits until it ends or its moment has come, and kills it then. Gives how much it changed.
fn cut_off(
    child: &mut Child,
    watch: &mut Watch,
    (began, takes): (Instant, Duration),
    cut: &Cut,
) -> usize {
    loop {
        let changes = watch.wait();
        let is_time = match cut {
            Cut::After(part) => began.elapsed() >= takes * *part / 1000,
            Cut::AtChange(at, later) => {
                if changes >= *at {
                    std::thread::sleep(Duration::from_micros(*later));
                }
                changes >= *at
            }
            Cut::Not | Cut::Full(_) | Cut::SmallFiles(..) | Cut::InTheWay(_) | Cut::ReadOnly(_) => {
                false
            }
        };
        if is_time {
            child.kill().unwrap();
            return changes;
        }
        if child.try_wait().unwrap().is_some() {
            return watch.wait();
        }
    }
}

/// What is wrong with the disk for a while. It is set right when this is dropped.
enum Trouble {
    Filler(PathBuf),
    InTheWay {
        folder: PathBuf,
        aside: Option<PathBuf>,
    },
    ReadOnly(PathBuf),
}

impl Drop for Trouble {
    fn drop(&mut self) {
        match self {
            Trouble::Filler(filler) => fs::remove_file(filler).unwrap(),
            Trouble::InTheWay { folder, aside } => {
                drop(fs::remove_file(&*folder));
                if let Some(aside) = aside {
                    fs::rename(aside, folder).unwrap();
                }
            }
            Trouble::ReadOnly(folder) => {
                fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
            }
        }
    }
}
