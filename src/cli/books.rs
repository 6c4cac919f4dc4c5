//! `amends books`: this machine's books, their names, and the end of one.

use clap::Subcommand;
use serde_json::{Value, json};

use super::args::{Global, Json};
use super::desk::{may_change, shelf};
use super::failure::Failure;
use super::out;
use super::write::say_removed;
use crate::text::clean::clean_line;

/// List this machine's books, rename one, or delete one for good
#[derive(clap::Args)]
pub struct Books {
    #[command(flatten)]
    json: Json,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Give a book another name on this machine
    Rename {
        /// The book
        name: String,
        /// Its new name
        new_name: String,
    },
    /// Delete a book with everything in it, for good
    Delete {
        /// The book
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

impl Books {
    /// Whether it lists them and changes none.
    pub fn only_lists(&self) -> bool {
        self.what.is_none()
    }
}

pub fn run(global: &Global, books: &Books) -> Result<(), Failure> {
    match &books.what {
        None => list(global, &books.json),
        Some(What::Rename { name, new_name }) => {
            may_change(global)?;
            let shelf = shelf(global)?;
            let book = shelf.find(Some(name))?;
            shelf.rename(book.id, new_name)?;
            let book = shelf.book(book.id)?;
            say_removed(clean_line(new_name).removed);
            out::say(&format!(
                "The book is now called \u{201c}{}\u{201d}.",
                book.name
            ));
            Ok(())
        }
        Some(What::Delete { name, yes }) => delete(global, name, *yes),
    }
}

fn list(global: &Global, json: &Json) -> Result<(), Failure> {
    let books = shelf(global)?.books()?;
    if json.json {
        let books: Vec<Value> = books
            .iter()
            .map(|book| {
                let people: Vec<Value> = book
                    .people
                    .iter()
                    .map(|person| json!({"id": person.id, "name": person.name}))
                    .collect();
                json!({"name": book.name, "people": people})
            })
            .collect();
        return out::json(&json!({"books": books}));
    }
    if books.is_empty() {
        out::say("There is no book yet. `amends new` makes one.");
    }
    let mut lines = String::new();
    for book in &books {
        let people: Vec<&str> = book.people.iter().map(|p| p.name.as_str()).collect();
        lines.push_str(&format!("{}  ({})\n", book.name, people.join(", ")));
    }
    out::print(&lines)
}

fn delete(global: &Global, name: &str, yes: bool) -> Result<(), Failure> {
    may_change(global)?;
    let shelf = shelf(global)?;
    let book = shelf.find(Some(name))?;
    if !yes {
        let question = format!(
            "This deletes the book \u{201c}{0}\u{201d} with everything in it, for good. Backups and \
             synced copies are out of reach. Type the name of the book to delete it:",
            book.name
        );
        match out::ask(&question) {
            None => {
                return Err(Failure::usage(
                    "There is no terminal to ask on. Say --yes to delete without being asked.",
                ));
            }
            Some(answer) if answer == book.name => {}
            Some(_) => return Err(Failure::failed("The book was not deleted.")),
        }
    }
    shelf.delete(book.id)?;
    out::say(&format!(
        "The book \u{201c}{}\u{201d} is deleted.",
        book.name
    ));
    Ok(())
}
