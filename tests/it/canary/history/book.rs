//! What has been said to a person about their book, and has to be true of it from then on.

use std::collections::BTreeSet;

/// What opens a book: a passphrase, or nothing where it is in clear.
pub type Opens = Option<&'static str>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was said to be saved.
    Saved,
    /// It was said to be kept as a draft.
    Kept,
    /// Nothing was said, since it was cut off: it may be there whole or not at all.
    Perhaps,
    /// Its deletion was cut off: it may still be there, and go later, since that was wanted.
    Going,
    /// It was deleted, or refused.
    Gone,
}

#[derive(Clone, Debug)]
pub struct Text {
    pub words: String,
    /// The id that the command line knows it by, where that was said.
    pub id: Option<String>,
    /// Whether it is a page of words, and not a line of a mark.
    pub is_page: bool,
    pub state: State,
}

#[derive(Clone, Debug)]
pub struct Code {
    pub text: String,
    /// Whether it has to open the book. A change that was cut off may have taken it away.
    pub sure: bool,
}

/// It can be put away and come back, as a backup does with the book itself.
#[derive(Clone, Debug)]
pub struct Book {
    /// What may open it: more than one where a change was cut off.
    pub opens: BTreeSet<Opens>,
    pub codes: Vec<Code>,
    pub texts: Vec<Text>,
    /// Whether something may be in clear until the next time that it is written with its keys.
    pub is_partly_clear: bool,
}

impl Book {
    pub fn in_clear() -> Book {
        Book {
            opens: [None].into(),
            codes: Vec::new(),
            texts: Vec::new(),
            is_partly_clear: true,
        }
    }

    /// Whether it is sealed for certain.
    pub fn is_sealed(&self) -> bool {
        !self.opens.contains(&None)
    }

    /// Ids of things that are there.
    pub fn ids(&self, wanted: impl Fn(&Text) -> bool) -> Vec<String> {
        let there = |text: &&Text| text.state == State::Saved && wanted(text);
        let ids = self.texts.iter().filter(there);
        let ids: BTreeSet<String> = ids.filter_map(|text| text.id.clone()).collect();
        ids.into_iter().collect()
    }

    /// Compares it with what was found in it, and takes what came of all that was cut off for certain.
    pub fn meet(&mut self, saved: &str, drafts: &str) {
        for text in &mut self.texts {
            let (is_saved, is_draft) = (saved.contains(&text.words), drafts.contains(&text.words));
            text.state = match text.state {
                State::Saved => {
                    assert!(is_saved, "it was saved, and is not there: {text:?}");
                    State::Saved
                }
                State::Kept => {
                    assert!(
                        is_saved || is_draft,
                        "it was kept, and is not there: {text:?}"
                    );
                    State::Kept
                }
                State::Gone => {
                    assert!(
                        !is_saved && !is_draft,
                        "it was gone, and is there: {text:?}"
                    );
                    State::Gone
                }
                State::Perhaps if is_saved => State::Saved,
                State::Perhaps if is_draft => State::Kept,
                State::Perhaps => State::Perhaps,
                // A deletion that was refused leaves a draft, too.
                State::Going if is_saved || is_draft => State::Going,
                State::Going => State::Gone,
            };
        }
    }
}
