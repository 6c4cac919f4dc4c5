//! What a person does with a book on the command line.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::book::{State, Text};
use super::cut::{Cut, Prints};
use super::{History, PASSPHRASES, is_id};
use crate::canary::life::WORD;

const ANSWERED: &str = "one-moment-or-pattern.open-questions";

impl History {
    /// New words, of one of the lengths that make a difference on disk.
    fn words(&mut self) -> String {
        let more = self
            .chance
            .pick(&[0, 0, 0, 20, 20, 20, 100, 100, 400, 1800]);
        let begin = self.short_words();
        let more = "and what else there is to say of it, ".repeat(more);
        format!("{begin} {more}once more {WORD}")
    }

    /// Words that fit into one line. No two are the same, and none are in the others.
    pub fn short_words(&mut self) -> String {
        self.written += 1;
        format!("{WORD} {:04}.", self.written)
    }

    /// Takes down what became of words that were to be saved.
    fn wrote(&mut self, words: String, id: Option<String>, is_saved: bool) -> &mut Text {
        let state = match is_saved {
            true => State::Saved,
            false => State::Perhaps,
        };
        let text = Text {
            words,
            id,
            is_page: true,
            state,
        };
        self.book.texts.push(text);
        self.book.texts.last_mut().unwrap()
    }

    /// Writes by a command that prints the id of what it saved.
    fn writes(
        &mut self,
        name: &'static str,
        arguments: &[&str],
        words: String,
        input: &str,
    ) -> &mut Text {
        let done = self.run(name, arguments, input);
        done.is_no_fault();
        let id = Some(done.out.trim().to_owned()).filter(|id| is_id(id));
        // The id is printed when it is saved, whatever comes after.
        let is_saved = done.is_fine() || id.is_some();
        self.wrote(words, id, is_saved)
    }

    pub fn write(&mut self) {
        let words = self.words();
        self.writes("write", &["write", "-"], words.clone(), &words);
    }

    pub fn edit(&mut self) {
        let Some(id) = self.some_id(|text| text.is_page) else {
            return self.write();
        };
        let words = self.words();
        let done = self.run("edit", &["edit", &id, "-"], &words);
        done.is_no_fault();
        // What was refused and kept is a page of its own from then on.
        let is_of_it = !done.said.contains("half written");
        self.wrote(words, is_of_it.then_some(id), done.is_fine());
    }

    pub fn mark(&mut self) {
        let words = self.short_words();
        let mark = ["mark", "--trust", "2", "--note", &words];
        self.writes("mark", &mark, words.clone(), "").is_page = false;
    }

    pub fn answer(&mut self) {
        let words = self.words();
        self.writes("answer", &["answer", ANSWERED, "-"], words.clone(), &words);
    }

    fn some_id(&mut self, wanted: impl Fn(&Text) -> bool) -> Option<String> {
        let ids = self.book.ids(wanted);
        let at = self.chance.below(ids.len().max(1) as u64);
        ids.get(usize::try_from(at).unwrap()).cloned()
    }

    pub fn delete(&mut self) {
        let Some(id) = self.some_id(|_| true) else {
            return self.write();
        };
        let done = self.run("delete", &["delete", &id, "--yes"], "");
        // Another window has it open.
        if self.windows.is_empty() {
            done.is_no_fault();
        }
        let mut gone = Vec::new();
        for text in &mut self.book.texts {
            if text.id.as_ref() == Some(&id) && text.state != State::Gone {
                text.state = match (done.is_fine(), text.state) {
                    // What an edit that was cut off left may still be put in its place: nobody had seen it yet,
                    // and it is a version like one from another machine.
                    (_, State::Perhaps) => State::Perhaps,
                    (true, _) => {
                        gone.push(text.words.clone());
                        State::Gone
                    }
                    (false, _) => State::Going,
                };
            }
        }
        if done.is_fine() {
            gone.iter().for_each(|words| self.is_in_no_file(words));
        }
    }

    /// Deleted words are on disk no more, also where all is in clear.
    fn is_in_no_file(&self, words: &str) {
        for file in self.life.world.files("data") {
            let bytes = fs::read(&file).unwrap_or_default();
            let found = memchr::memmem::find(&bytes, words.as_bytes());
            assert!(found.is_none(), "{words} is still in {file:?}");
        }
    }

    pub fn read(&mut self) {
        let id = self.some_id(|_| true).unwrap_or_else(|| "0".repeat(32));
        let reads: [&[&str]; 6] = [
            &["list"],
            &["search", WORD],
            &["show", &id, "--versions"],
            &["steps"],
            &["doctor"],
            &["books"],
        ];
        let at = self.chance.below(reads.len() as u64);
        let (cut, lines) = (self.some_cut("read"), self.passphrase());
        let arguments = reads[usize::try_from(at).unwrap()];
        let done = self.give("read", &lines, arguments, "", cut, Prints::Private);
        if arguments[0] != "show" {
            done.is_no_fault();
        }
    }

    /// Someone who has no passphrase, or one that opens it no more.
    pub fn a_stranger(&mut self) {
        if !self.book.is_sealed() {
            return self.read();
        }
        let others = PASSPHRASES.map(Some).into_iter().chain([None]);
        let others: Vec<_> = others.filter(|o| !self.book.opens.contains(o)).collect();
        for other in others {
            let lines: Vec<&str> = other.into_iter().collect();
            let words = self.short_words();
            for arguments in [["list"].as_slice(), &["write", "-"]] {
                let done = self.give(
                    "stranger",
                    &lines,
                    arguments,
                    &words,
                    Cut::Not,
                    Prints::Nothing,
                );
                assert_eq!(done.code, Some(1), "{other:?} opened it: {done:?}");
            }
            self.wrote(words, None, false).state = State::Gone;
        }
    }

    /// An export in clear that was wanted, in a place that is not searched: there whole or not at all.
    pub fn export(&mut self) {
        let file = self.aside.path().join("out.json");
        let arguments = ["export", "--format", "json", "--in-clear", "-o"];
        let arguments = [&arguments[..], &[file.to_str().unwrap()]].concat();
        let done = self.run("export", &arguments, "");
        done.is_no_fault();
        if done.is_fine() || file.exists() {
            let text = fs::read_to_string(&file).unwrap();
            if !done.said.contains("not complete") {
                self.book.clone().meet(&text, &self.life.drafts());
            }
            fs::remove_file(&file).unwrap();
        }
        let left = fs::read_dir(self.aside.path()).unwrap();
        let names = left.map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = names
            .filter(|name| !name.to_string_lossy().starts_with("backup"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// Where a copy may be that is as sealed as the book.
    fn place(&self, name: &str) -> std::path::PathBuf {
        match self.book.is_sealed() && !self.book.is_partly_clear {
            true => self.life.world.path(name),
            false => self.aside.path().join(name),
        }
    }

    pub fn back_up(&mut self) {
        self.written += 1;
        let file = self.place(&format!("backup-{}", self.written));
        let done = self.run("backup", &["backup", file.to_str().unwrap()], "");
        done.is_no_fault();
        if done.is_fine() {
            if let Some((older, _)) = self.backup.replace((file, self.book.clone())) {
                fs::remove_file(older).unwrap();
            }
        } else if file.exists() {
            // Where it has a name it is whole.
            self.restore_aside(&file, Cut::Not);
            self.no_other();
            fs::remove_file(&file).unwrap();
        }
    }

    /// Reads a backup beside the book.
    pub fn restore(&mut self) {
        let Some((file, mut book)) = self.backup.clone() else {
            return self.back_up();
        };
        let cut = self.some_cut("restore");
        let there = self.restore_aside(&file, cut);
        if let Some(other) = there {
            let other = other.to_str().unwrap();
            let opens: Vec<_> = book.opens.iter().copied().collect();
            let exported = opens.iter().find_map(|opens| {
                let lines: Vec<&str> = opens.iter().copied().collect();
                let export = ["--data-dir", other, "export", "--format", "json"];
                let export = [&export[..], &["--in-clear"]].concat();
                let done = self.give("export", &lines, &export, "", Cut::Not, Prints::Private);
                done.is_fine().then_some(done.out)
            });
            let exported = exported.expect("what came back does not open");
            // What was kept is among the drafts, which are looked at where the book goes back.
            book.texts.retain(|text| text.state == State::Saved);
            book.meet(&exported, "");
        }
        self.no_other();
    }

    /// Takes the book away that was brought back beside this one. It is as sealed as what it came from.
    fn no_other(&mut self) {
        self.looks_around();
        for place in [self.life.world.path(".").as_path(), self.aside.path()] {
            drop(fs::remove_dir_all(place.join("other")));
        }
    }

    /// Brings a backup back into another folder. Gives it where a book is there.
    fn restore_aside(&mut self, file: &Path, cut: Cut) -> Option<std::path::PathBuf> {
        let other = match file.starts_with(self.aside.path()) {
            true => self.aside.path().join("other"),
            false => self.life.world.path("other"),
        };
        let restore = ["--data-dir", other.to_str().unwrap(), "restore"];
        let restore = [&restore[..], &[file.to_str().unwrap()]].concat();
        let done = self.give("restore", &[], &restore, "", cut, Prints::Nothing);
        done.is_no_fault();
        let is_there = self.name_in(&other).is_some();
        assert!(is_there || !done.is_fine());
        is_there.then_some(other)
    }

    /// What the book in a data folder is called, where there is one. One whose deletion was cut off may have
    /// lost its name before its place in the list.
    fn name_in(&mut self, data: &Path) -> Option<String> {
        let books = ["--data-dir", data.to_str().unwrap(), "books", "--json"];
        let done = self.give("books", &[], &books, "", Cut::Not, Prints::Nothing);
        assert!(done.is_fine(), "{done:?}");
        let listed: Value = serde_json::from_str(&done.out).unwrap();
        listed["books"][0]["name"].as_str().map(str::to_owned)
    }

    /// A way to cut off what takes the folders of the book away, or makes them.
    fn without_folders(&mut self, name: &'static str) -> Cut {
        match self.some_cut(name) {
            Cut::InTheWay(_) | Cut::ReadOnly(_) => Cut::Not,
            cut => cut,
        }
    }

    /// Deletes the book and goes back to a backup of it.
    pub fn go_back(&mut self) {
        let Some((file, book)) = self.backup.clone() else {
            return self.back_up();
        };
        self.close_windows();
        let data = self.life.world.path("data");
        for cut in [self.without_folders("books delete"), Cut::Not] {
            let Some(name) = self.name_in(&data) else {
                break;
            };
            let delete = ["books", "delete", &name, "--yes"];
            let done = self.give("books delete", &[], &delete, "", cut, Prints::Nothing);
            done.is_no_fault();
        }
        assert_eq!(self.name_in(&data), None, "it is not gone");
        let restore = ["restore", file.to_str().unwrap()];
        for cut in [self.without_folders("restore"), Cut::Not] {
            if self.name_in(&data).is_some() {
                break;
            }
            let done = self.give("restore", &[], &restore, "", cut, Prints::Nothing);
            done.is_no_fault();
        }
        // What was in clear in it is in clear again.
        self.book = book;
    }
}
