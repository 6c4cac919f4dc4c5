//! What a passphrase does, in words: the same on the screen, on the command line and in the README. What no
//! passphrase does stands in the welcome of the pack.

/// What it does, and what it does not.
pub const PROTECTS: &str = "With a passphrase, what you write is sealed on this disk, and nobody who has \
                            the files can read it without the passphrase. Your name stays in clear. It \
                            does not help against someone who can make you give it to them, or \
                            against cameras and programs that record keys.";

/// What it comes too late for.
pub const COPIES: &str = "Copies from before, in backups, in snapshots and in the history of a sync \
                          service, stay as they are: in clear.";

/// What there is to know before anyone sets one.
pub const FORGOTTEN: &str = "If you forget the passphrase and have no recovery code, your pages are gone \
                             for good, and nobody can bring them back.";

/// What a recovery code is, for whoever chooses whether to have one.
pub const RECOVERY: &str = "A recovery code for paper opens everything if you forget the passphrase, and so \
                            it does for whoever finds it. It is shown once.";
