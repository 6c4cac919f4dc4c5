//! The lock, and the pages of a passphrase.

use super::{least, usual};

/// At both sizes, and the usual one without colour.
fn looks(names: &[&str]) {
    for name in names {
        let file = name.replace(", ", "_").replace(' ', "_");
        insta::assert_snapshot!(format!("{file}_80x24"), usual(name));
        insta::assert_snapshot!(format!("{file}_40x12"), least(name));
    }
}

#[test]
fn the_welcome_offers_a_passphrase() {
    looks(&["welcome, a passphrase", "welcome, six words"]);
}

#[test]
fn the_lock() {
    looks(&[
        "lock",
        "lock, typed",
        "lock, shown",
        "lock, wrong",
        "lock, opening",
        "lock, finishing",
        "lock, neutral",
        "lock, a code",
    ]);
}

#[test]
fn pages_that_are_sealed_are_said_to_be_for_one_alone() {
    looks(&["home, sealed", "settings, sealed"]);
}

#[test]
fn a_passphrase_is_set_changed_and_taken_away() {
    looks(&[
        "passphrase, set",
        "passphrase, another",
        "passphrase, known",
        "passphrase, none",
        "passphrase, its code",
        "passphrase, not the same",
        "passphrase, sealing",
        "passphrase, done",
        "passphrase, a code",
    ]);
}
