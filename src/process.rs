//! What is done before anything else: the process keeps to itself what it holds in memory.

use std::alloc::System;
use std::io::{self, Write};
use std::panic;

use rustix::process::{Resource, Rlimit, setrlimit};
use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is given back. A block that grows is copied and the old one wiped, so that no
/// earlier copy of a text stays behind either.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// From this size on, in bytes, a block is a mapping of its own, which goes back to the system once it is freed.
/// It is what the C library begins with; left alone, it learns from the first large buffer that is freed to
/// keep such memory, and a large book then costs a seventh more of it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const MAPPED: i32 = 128 << 10;

/// How far the heap of a thread reaches from its beginning, in bytes, which costs nothing until it is used. Left
/// alone it grows by a page, each with a call to the system, and threads that read thousands of records spend a
/// third of their time in these calls.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const REACH: i32 = 16 << 20;

/// Has the heap of each thread reach far, and the memory of large buffers go back to the system.
pub fn tune_allocator() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it takes two numbers and touches nothing but the allocator's own settings, under its own lock.
    // Where it refuses, it changes nothing.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, MAPPED);
        libc::mallopt(libc::M_TOP_PAD, REACH);
    }
}

/// Shuts the process off as far as the system lets us: no core file, nobody of the same account looking
/// into its memory, and no private text in the message of a fault.
pub fn shut() {
    // Each of these can only fail on a system that does not know it, and then it is as on that system.
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // Whatever is started from here, an editor say, inherits this, and should: it has the text too.
    let _ = setrlimit(Resource::Core, none);
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    panic::set_hook(Box::new(|info| {
        // The message may hold what someone wrote, so only the place is said.
        let place = info
            .location()
            .map_or("an unknown place".to_owned(), ToString::to_string);
        let _ = writeln!(
            io::stderr(),
            "amends met a fault of its own, at {place}. What was saved before is as it was."
        );
    }));
}
