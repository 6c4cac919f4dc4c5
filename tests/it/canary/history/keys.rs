//! What a person does with the keys of a book.

use super::book::{Code, Opens};
use super::cut::{Done, Prints};
use super::{History, PASSPHRASES};

impl History {
    pub fn keys(&mut self) {
        // With a window open each of them is refused, which is worth a try now and then.
        if !self.chance.one_in(5) {
            self.close_windows();
        }
        let Some(old) = self.opens else {
            return self.set();
        };
        let others: Vec<&str> = PASSPHRASES.into_iter().filter(|new| *new != old).collect();
        let new = self.chance.pick(&others);
        match self.chance.below(8) {
            0 | 1 => {
                let done = self.change("change", &[old, new, new], &["change"]);
                self.opens_with(&done, Some(new));
            }
            2 | 3 => {
                let done = self.change("remove", &[old], &["remove"]);
                self.opens_with(&done, None);
                if done.is_fine() {
                    self.book.codes.clear();
                }
            }
            4 | 5 => self.renew(old, new),
            6 => self.recover(new),
            _ => self.code(old),
        }
    }

    fn set(&mut self) {
        let new = self.chance.pick(&PASSPHRASES);
        let set: &[&str] = match self.chance.one_in(3) {
            true => &["set", "--recovery"],
            false => &["set"],
        };
        let done = self.change("set", &[new, new], set);
        self.opens_with(&done, Some(new));
        self.knows_code(&done);
    }

    fn renew(&mut self, old: &'static str, new: &'static str) {
        let renew: &[&str] = match self.chance.one_in(3) {
            true => &["renew", "--recovery"],
            false => &["renew"],
        };
        let done = self.change("renew", &[old, new, new], renew);
        self.opens_with(&done, Some(new));
        self.no_code_is_sure(&done);
        self.knows_code(&done);
    }

    fn code(&mut self, old: &'static str) {
        let code: &[&str] = match self.chance.one_in(3) {
            true => &["code", "--none"],
            false => &["code"],
        };
        let done = self.change("code", &[old], code);
        self.no_code_is_sure(&done);
        self.knows_code(&done);
    }

    /// It is forgotten, and the code is on paper.
    fn recover(&mut self, new: &'static str) {
        let Some(code) = self.book.codes.last().cloned() else {
            return;
        };
        let lines = [code.text.as_str(), new, new];
        let cut = self.some_cut("recover");
        let recover = ["passphrase", "recover"];
        let done = self.give("recover", &lines, &recover, "", cut, Prints::Nothing);
        if code.sure && self.windows.is_empty() {
            done.is_no_fault();
        }
        self.opens_with(&done, Some(new));
    }

    fn change(&mut self, name: &'static str, lines: &[&str], what: &[&str]) -> Done {
        let cut = self.some_cut(name);
        let arguments = [&["passphrase"], what].concat();
        // A code is printed for who asked for it.
        let done = self.give(name, lines, &arguments, "", cut, Prints::Private);
        if self.windows.is_empty() {
            done.is_no_fault();
        }
        done
    }

    /// What opens the book after a change, or may open it after one that was cut off.
    fn opens_with(&mut self, done: &Done, new: Opens) {
        if done.is_fine() {
            self.book.opens.clear();
        }
        self.book.opens.insert(new);
    }

    fn no_code_is_sure(&mut self, done: &Done) {
        match done.is_fine() {
            true => self.book.codes.clear(),
            false => self
                .book
                .codes
                .iter_mut()
                .for_each(|code| code.sure = false),
        }
    }

    /// Takes down a code that was printed: it opens the book whatever comes after.
    fn knows_code(&mut self, done: &Done) {
        let mut lines = done.out.lines();
        if let Some(text) = lines.find(|line| line.len() == 39) {
            self.life.secret(text);
            self.life.secret(&text.replace('-', ""));
            let text = text.to_owned();
            self.book.codes.push(Code { text, sure: true });
        }
    }
}
