//! Several answers to one exercise.

use super::*;

fn one_of_several(thread: u8, text: &str) -> Intent {
    let Intent::Answer {
        item,
        spec,
        prompt,
        answer,
        ..
    } = asked(text, "What was said?")
    else {
        unreachable!("an answer is asked for")
    };
    Intent::Answer {
        item,
        thread: Some(ThreadId::from_random([thread; 16])),
        spec,
        prompt,
        answer,
    }
}

#[test]
fn several_answers_stand_side_by_side_and_each_has_its_own_versions() {
    let mut table = Table::new();
    table.take(one_of_several(1, "the first talk"));
    table.take(one_of_several(2, "the second talk"));
    table.take(one_of_several(1, "the first talk, put better"));
    assert_eq!(table.state.answers(&item()).count(), 2);
    let first = table.state.head(ThreadId::from_random([1; 16])).unwrap();
    assert!(first.is_one_of_several());
    assert_eq!(table.state.versions_beside(first).len(), 2);
    assert_eq!(table.state.heads_beside(first).len(), 1);
    let version = first.id;
    assert!(
        table.take(Intent::Keep { version }).is_empty(),
        "keeping one does not take the place of the others"
    );
    assert_eq!(table.state.answers(&item()).count(), 2);
}

#[test]
fn an_answer_is_not_written_over_something_else() {
    let mut table = Table::new();
    let entry = table.take(written(None, "an entry"))[0].thread;
    let Intent::Answer {
        item,
        spec,
        prompt,
        answer,
        ..
    } = one_of_several(1, "words")
    else {
        unreachable!("an answer is asked for")
    };
    let over = Intent::Answer {
        item,
        thread: Some(entry),
        spec,
        prompt,
        answer,
    };
    assert_eq!(table.decide(over), Err(Refusal::NotAnAnswer));
}
