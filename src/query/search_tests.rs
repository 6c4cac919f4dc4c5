//! Searching: what is found, in which order, and what is not.

use super::*;
use crate::domain::Intent;
use crate::query::testing::Book;

fn found(book: &Book, query: &str) -> Vec<String> {
    let hits = Index::of(&book.state).search(query, 10, book.now.date_naive());
    hits.into_iter().map(|hit| hit.excerpt).collect()
}

#[test]
fn every_word_has_to_occur_at_the_start_of_a_word_anywhere() {
    let mut book = Book::new();
    book.entry("Tuesday", "He told me on the phone.", &["calls"]);
    book.entry("", "Nothing happened today.", &[]);
    assert_eq!(found(&book, "phone told"), ["He told me on the phone."]);
    assert_eq!(found(&book, "TUES call"), ["Tuesday"]);
    assert_eq!(found(&book, "phone nothing"), [] as [&str; 0]);
    assert_eq!(found(&book, "one"), [] as [&str; 0]);
    assert_eq!(found(&book, "  "), [] as [&str; 0]);
}

#[test]
fn accents_and_apostrophes_make_no_difference() {
    let mut book = Book::new();
    book.entry("", "I don\u{2019}t trust the café any more.", &[]);
    assert_eq!(found(&book, "don't CAFE").len(), 1);
}

#[test]
fn titles_and_tags_come_before_text_and_text_before_the_question() {
    let mut book = Book::new();
    book.answer("one.first", "an answer");
    book.entry("", "what happened then", &[]);
    book.entry("", "other words", &["happened"]);
    book.entry("Happened", "more words", &[]);
    assert_eq!(
        found(&book, "happened"),
        [
            "Happened",
            "other words",
            "what happened then",
            "What happened?"
        ]
    );
}

#[test]
fn of_equals_the_newest_comes_first() {
    let mut book = Book::new();
    for text in ["rain one", "rain two", "rain three"] {
        book.entry("", text, &[]);
    }
    assert_eq!(found(&book, "rain"), ["rain three", "rain two", "rain one"]);
}

#[test]
fn earlier_versions_and_what_is_deleted_are_not_found() {
    let mut book = Book::new();
    let mut index = Index::of(&book.state);
    let thread = book.entry("", "secret words", &[]);
    let other = book.entry("", "other words", &[]);
    for thread in [thread, other] {
        index.update(&book.state, thread);
    }
    assert_eq!(index.search("secret", 9, book.now.date_naive()).len(), 1);
    book.revise(Some(thread), "", "plain words", &[]);
    index.update(&book.state, thread);
    assert_eq!(index.search("secret", 9, book.now.date_naive()).len(), 0);
    assert_eq!(index.search("words", 9, book.now.date_naive()).len(), 2);
    book.take(Intent::Delete { thread });
    index.update(&book.state, thread);
    let left: Vec<ThreadId> = index
        .search("words", 9, book.now.date_naive())
        .iter()
        .map(|hit| hit.thread)
        .collect();
    assert_eq!(left, [other]);
    index.update(&book.state, other);
    assert_eq!(index.search("words", 9, book.now.date_naive()).len(), 1);
}

proptest::proptest! {
    /// One letter with an accent makes a page be searched folded, and must make no other difference.
    #[test]
    fn a_page_searched_as_it_was_written_scores_as_it_would_folded(
        title in "[a-cA-C ]{0,6}",
        tag in "[a-cA-C]{1,3}",
        text in "[a-cA-C0',.\n\t ]{0,40}",
        query in "[a-cA-C0']{1,2}( [a-c]{1,2})?",
    ) {
        // A page without a word is refused, so there is nothing to find.
        proptest::prop_assume!(!(title.trim().is_empty() && text.trim().is_empty()));
        let scores = |text: &str| -> Vec<u32> {
            let mut book = Book::new();
            book.entry(&title, text, &[&tag]);
            let hits = Index::of(&book.state).search(&query, 9, book.now.date_naive());
            hits.into_iter().map(|hit| hit.score).collect()
        };
        proptest::prop_assert_eq!(scores(&text), scores(&format!("{text} \u{e9}")));
    }
}

#[test]
fn a_filter_narrows_what_is_found() {
    let mut book = Book::new();
    book.entry("", "rain at night", &["Nights"]);
    book.entry("", "rain at noon", &[]);
    book.answer("one.first", "rain all day");
    let index = Index::of(&book.state);
    let found = |filter: Filter| {
        let hits = index.search_in(("rain", 10), &filter, book.now.date_naive());
        hits.into_iter().map(|hit| hit.excerpt).collect::<Vec<_>>()
    };
    assert_eq!(found(Filter::default()).len(), 3);
    let tag = Some("#nights".to_owned());
    assert_eq!(
        found(Filter {
            tag,
            ..Filter::default()
        }),
        ["rain at night"]
    );
    let kind = Some(crate::query::reading::Kind::Answer);
    assert_eq!(
        found(Filter {
            kind,
            ..Filter::default()
        }),
        ["rain all day"]
    );
}
