//! The door: arguments in, an exit code out.

use std::panic;
use std::process::ExitCode;

fn main() -> ExitCode {
    amends::process::shut();
    amends::process::tune_allocator();
    // A fault of ours has said its place by then, and is a failure like others.
    let done = panic::catch_unwind(|| amends::cli::run(std::env::args_os()));
    ExitCode::from(done.unwrap_or(1))
}
