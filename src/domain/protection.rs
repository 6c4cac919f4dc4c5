//! What is protected and what is not, in words: the same on the screen, on the command line and in the
//! README, which a test holds. What no passphrase does stands in the welcome of the pack.

use super::secret::Protection;

/// What becomes of pages that nothing opens any more.
macro_rules! gone {
    () => {
        "your pages are gone for good, and nobody can bring them back."
    };
}

/// What a recovery code does, for its owner and for others.
macro_rules! opens {
    () => {
        "opens everything if you forget the passphrase, and so it does for whoever finds it."
    };
}

/// How it is before there is a passphrase.
pub const IN_CLEAR: &str = "What you write stays on this machine, in plain files. It is not locked until you \
                            set a passphrase: anyone using this account can read it.";

/// What a passphrase does, and what it does not.
pub const PROTECTS: &str = "With a passphrase, what you write is sealed on this disk, and nobody who has \
                            the files can read it without the passphrase. Your name stays in clear. It \
                            does not help against someone who can make you give it to them, or \
                            against cameras and programs that record keys.";

/// What it comes too late for.
pub const COPIES: &str = "Copies from before, in backups, in snapshots and in the history of a sync \
                          service, stay as they are: in clear.";

/// What there is to know before anyone sets one.
pub const FORGOTTEN: &str = concat!(
    "If you forget the passphrase and have no recovery code, ",
    gone!()
);

/// What a recovery code is.
pub const RECOVERY: &str = concat!("A recovery code for paper ", opens!(), " It is shown once.");

/// The two choices of whoever sets a passphrase.
pub const WITHOUT_CODE: &str = concat!(
    "Without a recovery code. If you forget the passphrase, ",
    gone!()
);
pub const WITH_CODE: &str = concat!("With a recovery code for paper. It ", opens!());

/// What there is to say of sealed records whose key is not here, beside pages that are open: sealed ones, or such
/// as are in clear.
pub fn stay_closed(records: usize, beside: Protection) -> Option<String> {
    let they = match records {
        0 => return None,
        1 => "1 record is sealed with a key that is not here, and stays closed.".to_owned(),
        n => format!("{n} records are sealed with keys that are not here, and stay closed."),
    };
    let help = match beside {
        Protection::Sealed => {
            "If you set another passphrase on another machine, change this one to that: then it opens both."
        }
        Protection::Clear => "`amends doctor` says what is missing.",
    };
    Some(format!("{they} {help}"))
}
