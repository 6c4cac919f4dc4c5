//! The lock, and the pages of a passphrase.

use super::book;
use crate::tui::app::Look;
use crate::tui::guard::Purpose;
use crate::tui::msg::Told;
use crate::tui::prefs::Hiding;
use crate::tui::testing::{Disk, PASSPHRASE, Table};
use crate::tui::view::Route;

/// The page of the welcome that offers a passphrase.
pub fn welcome(look: Look) -> Table {
    let mut table = super::welcome(look);
    table.keys("enter enter");
    table.type_text("Sam");
    table.keys("enter enter");
    table
}

pub fn lock(look: Look) -> Table {
    Table::locked(look, book())
}

pub fn typed(look: Look) -> Table {
    let mut table = lock(look);
    table.type_text(PASSPHRASE);
    table
}

pub fn wrong(look: Look) -> Table {
    let mut table = lock(look);
    table.type_text("quiet river");
    table.press("enter");
    table
}

pub fn opening(look: Look) -> Table {
    let mut table = typed(look);
    table.keys = Disk::Waits;
    table.press("enter");
    table
}

pub fn finishing(look: Look) -> Table {
    let mut table = opening(look);
    table.told(Told::Sealing {
        done: 300,
        of: 2_000,
    });
    table
}

/// Home of a book that is sealed.
pub fn home(look: Look) -> Table {
    Table::sealed(look, book())
}

/// The same, where hiding stays and shows nothing.
pub fn staying(look: Look) -> Table {
    let mut table = home(look);
    table.app.prefs.hiding = Hiding::Stay;
    table
}

/// Hidden, and a key was pressed.
pub fn neutral(look: Look) -> Table {
    let mut table = staying(look);
    table.press("ctrl+l");
    table.wait(5);
    table.press("space");
    table
}

/// The page for one change of keys.
pub fn page(look: Look, purpose: Purpose) -> Table {
    let mut table = match purpose {
        Purpose::Set => super::home(look),
        Purpose::Change | Purpose::Renew | Purpose::Remove | Purpose::Code | Purpose::Recover => {
            home(look)
        }
    };
    table.go(Route::Settings);
    table.go(Route::Passphrase(purpose));
    table
}

/// A passphrase typed twice, with or without a code, and sent off.
pub fn set(table: &mut Table, passphrase: &str, code: bool) {
    table.type_text(passphrase);
    table.press("enter");
    table.type_text(passphrase);
    table.keys("enter down");
    table.keys(if code {
        "enter down"
    } else {
        "up enter down down"
    });
    table.press("enter");
}

pub fn not_the_same(look: Look) -> Table {
    let mut table = page(look, Purpose::Change);
    table.type_text(PASSPHRASE);
    table.press("enter");
    table.type_text("another river stone");
    table.press("enter");
    table.type_text("another river store");
    table.keys("enter enter");
    table
}

pub fn sealing(look: Look) -> Table {
    let mut table = page(look, Purpose::Set);
    table.keys = Disk::Waits;
    set(&mut table, PASSPHRASE, false);
    table.told(Told::Sealing {
        done: 300,
        of: 2_000,
    });
    table
}

pub fn done(look: Look) -> Table {
    let mut table = page(look, Purpose::Set);
    set(&mut table, PASSPHRASE, false);
    table
}

pub fn code(look: Look) -> Table {
    let mut table = page(look, Purpose::Set);
    table.stubborn = vec![
        "books/1f/spaces/2a/notes.txt: This file is not one of the program\u{2019}s.".to_owned(),
    ];
    set(&mut table, PASSPHRASE, true);
    table
}
