//! `amends new`: a book without the welcome screens.

use clap::ValueEnum;
use serde_json::json;

use super::args::{Global, Json};
use super::desk::{Chance, Desk, may_change, shelf};
use super::failure::Failure;
use super::out;
use super::write::say_removed;
use crate::domain::{Intent, Person, Profile, Refusal, Role, Setting};
use crate::store::NewBook;
use crate::text::clean::clean_line;
use crate::text::quote::quoted;

/// Make a book
#[derive(clap::Args)]
pub struct New {
    /// Whether one person works alone or two take turns
    #[arg(long, value_enum, default_value_t = SettingName::Alone)]
    setting: SettingName,
    /// Who writes: a name, and if wanted a role: hurt, broke, both or undecided
    #[arg(long = "person", value_name = "NAME[:ROLE]", required = true)]
    people: Vec<String>,
    /// What the book is called on this machine; the person's name, if nothing is said
    #[arg(long, value_name = "BOOK")]
    name: Option<String>,
    #[command(flatten)]
    json: Json,
}

/// The setting, as the command line writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SettingName {
    Alone,
    Couple,
}

pub fn run(global: &Global, new: &New) -> Result<(), Failure> {
    may_change(global)?;
    if new.setting == SettingName::Couple {
        return Err(Refusal::CoupleNotBuilt.into());
    }
    let [person] = new.people.as_slice() else {
        return Err(Failure::usage(
            "A book for someone alone has one person. Give --person once.",
        ));
    };
    let (name, role) = name_and_role(person)?;
    let names = std::iter::once(&name).chain(&new.name);
    let removed = names.map(|name| clean_line(name).removed).sum();
    let shelf = shelf(global)?;
    let mut chance = Chance::take()?;
    let book = shelf.create(
        &NewBook {
            name: new.name.clone(),
            people: vec![name],
        },
        &mut || chance.next(),
    )?;
    let person = first_words(global, &book.name, role).inspect_err(|_| {
        // A book that was not made whole is none; what is in it is a name.
        let _ = shelf.delete(book.id);
    })?;
    say_removed(removed);
    if new.json.json {
        return out::json(&json!({
            "book": book.name,
            "people": [{"id": person.id, "name": person.name, "role": role}],
        }));
    }
    out::print(&format!("{}\n", book.name))?;
    out::say(
        "The book is ready. It is not locked: anyone using this account can read it. `amends passphrase \
         set` locks it.",
    );
    Ok(())
}

/// Writes the role that was chosen into the new book.
fn first_words(global: &Global, book: &str, role: Role) -> Result<Person, Failure> {
    let mut desk = Desk::to_write(&Global {
        book: Some(book.to_owned()),
        who: None,
        passphrase_fd: None,
        ..global.clone()
    })?;
    desk.take(Intent::SetProfile(Profile {
        role,
        setting: Setting::Alone,
    }))?;
    Ok(desk.person)
}

/// `Sam` or `Sam:hurt`.
fn name_and_role(text: &str) -> Result<(String, Role), Failure> {
    match text.rsplit_once(':') {
        None => Ok((text.to_owned(), Role::default())),
        Some((name, role)) => match Role::named(role.trim()) {
            Some(role) => Ok((name.to_owned(), role)),
            None => Err(Failure::usage(format!(
                "\u{201c}{}\u{201d} is not a role. It can be {}, or be left out.",
                quoted(role),
                Role::ALL.map(Role::name).join(", ")
            ))),
        },
    }
}
