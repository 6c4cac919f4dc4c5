//! The binary in a terminal of its own, with someone who answers.

use std::io::{Read, Write};
use std::sync::mpsc::{self, RecvTimeoutError};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::home::Home;
use crate::pty::term::PATIENCE;

/// Runs the binary in a terminal of its own, types each answer after its question shows, and gives the exit
/// code and all that was shown.
pub fn in_terminal(
    home: &Home,
    arguments: &[&str],
    env: &[(&str, &str)],
    answers: &[(&str, &str)],
) -> (u32, String) {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amends"));
    command.args(arguments);
    shown(home, command, env, answers)
}

/// The same with a line of a shell, in which `$AMENDS` is the binary.
pub fn in_shell(home: &Home, line: &str, answers: &[(&str, &str)]) -> (u32, String) {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", line]);
    shown(
        home,
        command,
        &[("AMENDS", env!("CARGO_BIN_EXE_amends"))],
        answers,
    )
}

fn shown(
    home: &Home,
    mut command: CommandBuilder,
    env: &[(&str, &str)],
    answers: &[(&str, &str)],
) -> (u32, String) {
    let size = PtySize {
        rows: 24,
        cols: 80,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).unwrap();
    command.cwd(home.dir.path());
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("HOME", home.dir.path());
    command.env("XDG_RUNTIME_DIR", home.path("run"));
    command.env("AMENDS_DATA_DIR", home.data());
    for (name, value) in [
        ("TERM", "xterm"),
        ("TZ", "UTC"),
        ("AMENDS_TEST_KDF", "quick"),
    ]
    .iter()
    .chain(env)
    {
        command.env(name, value);
    }
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    // What asks more than there are answers would wait for ever.
    let mut killer = child.clone_killer();
    let (ended, waiting) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            drop(killer.kill());
        }
    });
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let mut shown = String::new();
    let mut answers = answers.iter().peekable();
    let mut seen = 0;
    let mut chunk = [0; 4096];
    // Reading ends when the last process closes its side, with an error on Linux.
    while let Ok(read) = reader.read(&mut chunk) {
        if read == 0 {
            break;
        }
        shown.push_str(&String::from_utf8_lossy(&chunk[..read]));
        while let Some((question, answer)) = answers.peek()
            && let Some(at) = shown[seen..].find(question)
        {
            seen += at + question.len();
            writer.write_all(answer.as_bytes()).unwrap();
            writer.flush().unwrap();
            answers.next();
        }
    }
    drop(ended);
    assert_eq!(answers.next(), None, "never asked; it said:\n{shown}");
    (child.wait().unwrap().exit_code(), shown)
}
