//! Full-text search over what a person may read: every word has to occur, the best come first.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use chrono::{DateTime, FixedOffset, NaiveDate};
use foldhash::fast::RandomState as Quick;
use memchr::memmem::Finder;

use super::excerpt::{around, start, starts_word};
use super::list::Filter;
use super::reading::Reading;
use crate::domain::{Body, Entry, Record, State, ThreadId};
use crate::text::fold::fold;

/// The texts of the newest heads of all entries and answers.
#[derive(Default)]
pub struct Index {
    pages: Vec<Page>,
    places: HashMap<ThreadId, usize, Quick>,
}

/// One entry or answer, as the search sees it.
struct Page {
    thread: ThreadId,
    at: DateTime<FixedOffset>,
    record: Arc<Record>,
    words: Words,
}

/// What of a page is searched.
enum Words {
    /// Title, tags, text and question, folded, with a newline between: folding leaves none inside.
    Folded {
        text: Box<str>,
        /// Where title, tags and text end.
        ends: [u32; 3],
    },
    /// An entry with nothing but ASCII in it, as most are. Folding would only make its letters small,
    /// so it is searched as it was written: a second copy of all texts would double what is held.
    AsWritten,
}

/// A word that is searched for.
struct Word<'a> {
    folded: Finder<'a>,
    /// In text as it was written; None where it cannot be in ASCII.
    as_written: Option<AhoCorasick>,
}

impl<'a> Word<'a> {
    fn of(word: &'a str) -> Word<'a> {
        let ascii = || {
            let mut builder = AhoCorasick::builder();
            builder.ascii_case_insensitive(true);
            builder.build([word]).ok()
        };
        Word {
            folded: Finder::new(word.as_bytes()),
            as_written: word.is_ascii().then(ascii).flatten(),
        }
    }
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub thread: ThreadId,
    /// The higher, the better; only good for comparing.
    pub score: u32,
    pub excerpt: String,
    /// The bytes of the excerpt that match.
    pub ranges: Vec<Range<usize>>,
}

/// What it is worth to stand in the title, the tags, the text, or the words of the question.
const WORTH: [u32; 4] = [40, 30, 20, 10];
/// What it is worth to be the whole word.
const WHOLE: u32 = 5;
/// More occurrences than these say nothing new.
const COUNTED: u32 = 4;

impl Index {
    pub fn of(state: &State) -> Index {
        Index::from_heads(Index::heads(state))
    }

    /// What an index is made of. It shares the records, so that the index can be made elsewhere while
    /// the state goes on.
    pub fn heads(state: &State) -> Vec<(ThreadId, Arc<Record>)> {
        let heads = state.newest_heads();
        heads
            .map(|(thread, head)| (thread, Arc::clone(head)))
            .collect()
    }

    pub fn from_heads(heads: Vec<(ThreadId, Arc<Record>)>) -> Index {
        let mut index = Index {
            pages: Vec::with_capacity(heads.len()),
            places: HashMap::with_capacity_and_hasher(heads.len(), Quick::default()),
        };
        for (thread, head) in heads {
            index.put(thread, Page::of(thread, &head));
        }
        index
    }

    /// Looks at one thread again, after it was written, changed or deleted.
    pub fn update(&mut self, state: &State, thread: ThreadId) {
        let page = state.head(thread).and_then(|head| Page::of(thread, head));
        self.put(thread, page);
    }

    fn put(&mut self, thread: ThreadId, page: Option<Page>) {
        match (page, self.places.get(&thread).copied()) {
            (Some(page), Some(place)) => self.pages[place] = page,
            (Some(page), None) => {
                self.places.insert(thread, self.pages.len());
                self.pages.push(page);
            }
            (None, Some(place)) => {
                self.places.remove(&thread);
                self.pages.swap_remove(place);
                if let Some(moved) = self.pages.get(place) {
                    self.places.insert(moved.thread, place);
                }
            }
            (None, None) => {}
        }
    }

    /// The pages in which every word of `query` starts a word, the best first, of equals the newest.
    ///
    /// Of what is closed on the day `today` only that is found.
    pub fn search(&self, query: &str, limit: usize, today: NaiveDate) -> Vec<Hit> {
        self.search_in((query, limit), &Filter::default(), today)
    }

    /// As [`Index::search`], among those that `filter` lets through.
    pub fn search_in(
        &self,
        (query, limit): (&str, usize),
        filter: &Filter,
        today: NaiveDate,
    ) -> Vec<Hit> {
        let folded = fold(query);
        let words: Vec<String> = folded
            .split(' ')
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Vec::new();
        }
        let finders: Vec<Word<'_>> = words.iter().map(|word| Word::of(word)).collect();
        let sieve = filter.sieve();
        let mut found: Vec<(u32, &Page)> = self
            .pages
            .iter()
            .filter_map(|page| Some((page.score_on(&finders, today)?, page)))
            .filter(|(_, page)| sieve.lets(&page.record))
            .collect();
        let order = |a: &(u32, &Page), b: &(u32, &Page)| {
            (b.0, b.1.at, b.1.thread).cmp(&(a.0, a.1.at, a.1.thread))
        };
        // Of many only the best are put in order.
        if limit > 0 && limit < found.len() {
            found.select_nth_unstable_by(limit - 1, order);
        }
        found.truncate(limit);
        found.sort_unstable_by(order);
        found
            .into_iter()
            .map(|(score, page)| page.hit(score, &words, today))
            .collect()
    }
}

/// The texts that are searched. The numbers of a mark are not: the words beside them would be found
/// on every day.
fn texts<'r>(record: &'r Record, reading: &'r Reading<'_>) -> Vec<&'r str> {
    match &record.body {
        Body::Mark(mark) => vec![&mark.note],
        Body::Entry(_)
        | Body::Answer(_)
        | Body::Profile(_)
        | Body::SetAside(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => reading.parts.iter().map(|p| p.text.as_str()).collect(),
    }
}

/// Where one word was found in one page.
#[derive(Default)]
struct Found {
    best: u32,
    count: u32,
}

impl Found {
    /// Counts a place, if a word starts there. Whether it is known well enough now.
    fn enough_with(&mut self, text: &str, place: Range<usize>, field: usize) -> bool {
        if starts_word(text, place.start) {
            let whole = starts_word(text, place.end);
            let worth = WORTH[field] + if whole { WHOLE } else { 0 };
            self.best = self.best.max(worth);
            self.count += 1;
        }
        self.count == COUNTED
    }

    fn worth(&self) -> Option<u32> {
        (self.count > 0).then_some(self.best + self.count)
    }
}

fn is_ascii(entry: &Entry) -> bool {
    let mut texts = entry.tags.iter().chain([&entry.title, &entry.text]);
    texts.all(|text| text.is_ascii())
}

/// No record is longer than 16 MiB, and none folds to a hundred times as much.
fn length(folded: &str) -> u32 {
    u32::try_from(folded.len()).unwrap_or(u32::MAX)
}

impl Page {
    fn of(thread: ThreadId, record: &Arc<Record>) -> Option<Page> {
        if let Body::Entry(entry) = &record.body
            && is_ascii(entry)
        {
            return Some(Page {
                thread,
                at: entry.at,
                record: Arc::clone(record),
                words: Words::AsWritten,
            });
        }
        Some(Page::of_reading(thread, record, &Reading::whole(record)?))
    }

    fn of_reading(thread: ThreadId, record: &Arc<Record>, reading: &Reading<'_>) -> Page {
        let mut folded = fold(reading.title);
        let mut ends = [length(&folded); 3];
        for tag in reading.tags {
            folded.push('\n');
            folded.push_str(&fold(tag));
        }
        ends[1] = length(&folded);
        for text in texts(record, reading) {
            folded.push('\n');
            folded.push_str(&fold(text));
        }
        ends[2] = length(&folded);
        let labels = reading.parts.iter().map(|part| part.label.as_str());
        for asked in std::iter::once(reading.asked)
            .chain(labels)
            .filter(|a| !a.is_empty())
        {
            folded.push('\n');
            folded.push_str(&fold(asked));
        }
        Page {
            thread,
            at: reading.at,
            record: Arc::clone(record),
            words: Words::Folded {
                text: folded.into_boxed_str(),
                ends,
            },
        }
    }

    /// As [`Page::score`], over no more than may be read on the day `today`.
    fn score_on(&self, words: &[Word<'_>], today: NaiveDate) -> Option<u32> {
        let closed = match &self.record.body {
            Body::Answer(answer) => answer.closed_on(today).is_some(),
            Body::Entry(_)
            | Body::Mark(_)
            | Body::Profile(_)
            | Body::SetAside(_)
            | Body::Purge(_)
            | Body::Unknown { .. } => false,
        };
        if !closed {
            return self.score(words);
        }
        let cover = Reading::of(&self.record, today)?;
        Page::of_reading(self.thread, &self.record, &cover).score(words)
    }

    /// How well the words fit, where all of them occur.
    fn score(&self, words: &[Word<'_>]) -> Option<u32> {
        let mut score = 0;
        for word in words {
            let mut found = Found::default();
            match &self.words {
                Words::Folded { text, ends } => {
                    for at in word.folded.find_iter(text.as_bytes()) {
                        let field = ends.iter().filter(|end| at >= **end as usize).count();
                        let end = at + word.folded.needle().len();
                        if found.enough_with(text, at..end, field) {
                            break;
                        }
                    }
                }
                Words::AsWritten => {
                    let Body::Entry(entry) = &self.record.body else {
                        return None;
                    };
                    let finder = word.as_written.as_ref()?;
                    let tags = entry.tags.iter().map(|tag| (1, tag));
                    let fields = [(0, &entry.title)].into_iter().chain(tags);
                    for (field, text) in fields.chain([(2, &entry.text)]) {
                        let mut places = finder.find_iter(text);
                        if places.any(|place| found.enough_with(text, place.range(), field)) {
                            break;
                        }
                    }
                }
            }
            score += found.worth()?;
        }
        Some(score)
    }

    fn hit(&self, score: u32, words: &[String], today: NaiveDate) -> Hit {
        let excerpt = Reading::of(&self.record, today).map(|reading| {
            let labels: Vec<&str> = reading.parts.iter().map(|p| p.label.as_str()).collect();
            let text = reading.text();
            around(&text, words)
                .or_else(|| around(reading.title, words))
                .or_else(|| around(reading.asked, words))
                .or_else(|| around(&labels.join(" "), words))
                .unwrap_or_else(|| super::excerpt::Excerpt {
                    text: start(&text),
                    ranges: Vec::new(),
                })
        });
        let excerpt = excerpt.unwrap_or_default();
        Hit {
            thread: self.thread,
            score,
            excerpt: excerpt.text,
            ranges: excerpt.ranges,
        }
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
