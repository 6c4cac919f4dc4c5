//! How a workbook reads.

use super::*;
use chrono::TimeDelta;

use crate::domain::{Aspect, Intent, Marking, Person, PersonId};
use crate::exercise::{Spec, setback};
use crate::query::testing::{Book, pack, space};

fn exported(book: &Book, only: Option<&[crate::domain::ThreadId]>) -> String {
    let person = Person {
        id: PersonId::from_random([1; 16]),
        name: "Sam".to_owned(),
        space: space(),
    };
    markdown(&Source {
        pack: &pack(),
        state: &book.state,
        book: "Mine",
        person: &person,
        made: book.now,
        only,
    })
}

fn written() -> (Book, crate::domain::ThreadId) {
    let mut book = Book::new();
    book.answer("two.first", "It was a *hard* day.\nI said so.");
    book.answer("gone.away", "An exercise of another pack.");
    let entry = book.entry("A walk", "# First\n\nSecond", &["out", "rain"]);
    book.entry("", "No title here.", &[]);
    book.revise(Some(entry), "A walk", "# Changed", &["out"]);
    (book, entry)
}

#[test]
fn a_workbook_reads_by_stage_and_step_and_then_as_a_journal() {
    let (book, _) = written();
    insta::assert_snapshot!(exported(&book, None), @r"
    # Mine

    The workbook of Sam, of 22 August 2026.

    Taken out of amends on Saturday 22 August 2026, 21:19. This is an ordinary file: whoever can open it can read it.

    Of what was changed several times in one day, only the last wording of that day is here.

    ## Contents

    - Patience
      - Step two
    - Other exercises
      - The title of gone.away
    - Journal
      - August 2026

    ## Patience

    ### Step two

    #### The title of two.first

    > What happened?

    It was a \*hard\* day.  
    I said so.

    *Saturday 22 August 2026, 21:14*

    ## Other exercises

    ### The title of gone.away

    > What happened?

    An exercise of another pack.

    *Saturday 22 August 2026, 21:15*

    ## Journal

    ### August 2026

    #### Saturday 22 August, 21:17

    No title here.

    #### Saturday 22 August, 21:18: A walk

    \# Changed

    *Tags: out*
    ");
}

#[test]
fn items_that_are_named_go_out_alone() {
    let (book, entry) = written();
    insta::assert_snapshot!(exported(&book, Some(&[entry])), @r"
    # Mine

    The workbook of Sam, of 22 August 2026.

    Taken out of amends on Saturday 22 August 2026, 21:19. This is an ordinary file: whoever can open it can read it.

    Of what was changed several times in one day, only the last wording of that day is here.

    ## Journal

    ### August 2026

    #### Saturday 22 August, 21:18: A walk

    \# Changed

    *Tags: out*
    ");
}

#[test]
fn two_versions_written_apart_both_go_out() {
    let (mut book, entry) = written();
    let head = book.state.head(entry).unwrap();
    let mut apart = (**head).clone();
    apart.id = crate::domain::RecordId::from_random([9; 16]);
    book.state.take_in([apart]);
    let text = exported(&book, Some(&[entry]));
    assert_eq!(text.matches("\\# Changed").count(), 2, "{text}");
}

#[test]
fn an_answer_stands_over_what_it_was_on_earlier_days() {
    let mut book = Book::new();
    book.answer("two.first", "It was your fault.");
    book.now += TimeDelta::days(40);
    book.answer("two.first", "It was my choise.");
    book.answer("two.first", "It was my choice.");
    book.now += TimeDelta::days(40);
    book.answer("two.first", "I chose it, and I hid it.");
    let entry = book.entry("Rain", "It rains.", &[]);
    book.now += TimeDelta::days(1);
    book.revise(Some(entry), "Rain", "It rained all day.", &[]);
    insta::assert_snapshot!(exported(&book, None));
}

#[test]
fn marks_stand_week_by_week_once_there_are_three_and_day_by_day() {
    let mut book = Book::new();
    for (days, safety, note) in [(0, 3, ""), (2, 6, "We *talked*."), (8, 5, ""), (22, 7, "")] {
        let day = book.now.date_naive() + TimeDelta::days(days - 22);
        let mut marking = Marking::of(day);
        marking.say(Aspect::Safety, Some(safety));
        if !note.is_empty() {
            marking.note = Some(note.to_owned());
        }
        book.take(Intent::Mark(marking));
    }
    book.set_aside("one", true);
    insta::assert_snapshot!(exported(&book, None));
}

#[test]
fn a_week_in_which_it_slipped_names_the_day_beside_its_numbers() {
    let mut book = Book::new();
    for days in [0, 8, 22] {
        let mut marking = Marking::of(book.now.date_naive() + TimeDelta::days(days - 22));
        marking.say(Aspect::Safety, Some(5));
        book.take(Intent::Mark(marking));
    }
    assert!(!exported(&book, None).contains("it slipped"));
    let what = setback::What {
        id: "trigger".to_owned(),
        label: "A trigger".to_owned(),
        hint: String::new(),
        plan: "Drink some water.".to_owned(),
        own_plan: None,
    };
    let spec = Spec::Setback(setback::Spec {
        ground: "Feet on the floor.".to_owned(),
        name_it: "What was it?".to_owned(),
        note: "A line".to_owned(),
        whats: vec![what],
    });
    let day = book.now.format("%A").to_string();
    book.answer_of("two.first", spec.clone(), spec.example());
    let text = exported(&book, None);
    let rows: Vec<&str> = text.lines().filter(|line| line.contains(" 5 ")).collect();
    assert!(text.contains("| it slipped |"), "{text}");
    assert!(rows.last().is_some_and(|row| row.contains(&day)), "{text}");
}

#[test]
fn what_someone_wrote_can_be_no_heading_list_table_or_link_of_the_document() {
    let evil = "# H\n- x\n| a | b |\n|---|---|\n[l](http://x)\n<b>\n---\n1. n\n> q\n```\ncode";
    let mut book = Book::new();
    book.entry(evil, evil, &["# t | x"]);
    book.answer("two.first", evil);
    book.answer("other.kind", evil);
    let mut marking = Marking::of(book.now.date_naive());
    marking.note = Some(evil.to_owned());
    book.take(Intent::Mark(marking));
    let text = exported(&book, None);
    let mut levels = Vec::new();
    for event in pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()) {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Start(Tag::Heading { level, .. }) => levels.push(level as usize),
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Table(_))
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::Code(_) => panic!("{event:?} in {text}"),
            _ => {}
        }
    }
    // The title, the contents, the path, the journal and the marks, and nothing else.
    assert_eq!(levels, [1, 2, 2, 3, 4, 2, 3, 2, 3, 4, 2, 3], "{text}");
}

#[test]
fn an_empty_book_has_a_title_and_no_contents() {
    insta::assert_snapshot!(exported(&Book::new(), None));
}
