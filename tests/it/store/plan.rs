//! What is to go wrong with the disk in memory.

/// What goes wrong, from the operation with this number on.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub at: usize,
    pub fault: Fault,
    pub for_good: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The operation fails with this error of the system.
    Errno(rustix::io::Errno),
    /// A write takes half of the bytes; other operations are as ever.
    ShortWrite,
}

/// Ways in which a disk may lie, for the negative controls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lies {
    pub files_never_sync: bool,
    pub folders_never_sync: bool,
}
