//! The journal's entries in their order, kept while things are written: to put all of them in order again
//! after each save would take longer the longer someone has been writing.

use chrono::{DateTime, FixedOffset};

use super::list::at;
use super::reading::Kind;
use crate::domain::{Record, State, ThreadId};

/// Where each entry of a journal stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// From the oldest to the newest, since most of what comes is newer than all there is.
    rows: Vec<Row>,
}

/// The time that an entry is about. Of two at the same time the one with the smaller id comes first.
type Row = (DateTime<FixedOffset>, ThreadId);

impl Order {
    pub fn of(state: &State) -> Order {
        let heads = state.newest_heads();
        let rows = heads.filter_map(|(thread, head)| row(thread, head));
        let mut rows: Vec<Row> = rows.collect();
        rows.sort_unstable();
        Order { rows }
    }

    /// Looks at one thread again, after it was written, changed or deleted.
    pub fn update(&mut self, state: &State, thread: ThreadId) {
        if let Some(place) = self.rows.iter().rposition(|row| row.1 == thread) {
            self.rows.remove(place);
        }
        if let Some(row) = state.head(thread).and_then(|head| row(thread, head)) {
            let place = self.rows.partition_point(|other| *other < row);
            self.rows.insert(place, row);
        }
    }

    /// The entries, each with the time that it is about.
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = Row> {
        self.rows.iter().rev().copied()
    }
}

fn row(thread: ThreadId, head: &Record) -> Option<Row> {
    (Kind::of(&head.body) == Some(Kind::Entry)).then(|| (at(head), thread))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::Intent;
    use crate::query::list::{Filter, heads};
    use crate::query::testing::Book;

    /// That it is what the list would be, newly made.
    #[track_caller]
    fn is_in_order(order: &Order, book: &Book) {
        let only = Filter {
            kind: Some(Kind::Entry),
            ..Filter::default()
        };
        let listed = heads(&book.state, &only);
        let listed: Vec<Row> = listed
            .iter()
            .map(|(thread, head)| (at(head), *thread))
            .collect();
        assert_eq!(order.newest_first().collect::<Vec<_>>(), listed);
        assert_eq!(*order, Order::of(&book.state));
    }

    #[test]
    fn what_is_written_changed_and_deleted_keeps_its_order() {
        let mut book = Book::new();
        let mut order = Order::of(&book.state);
        let mut threads = Vec::new();
        for number in 0..12 {
            // Some are about the same moment, and some about an earlier one.
            book.now += TimeDelta::minutes([90, -1, -240][number % 3]);
            let thread = book.entry(&format!("entry {number}"), "text", &[]);
            threads.push(thread);
            order.update(&book.state, thread);
            is_in_order(&order, &book);
        }
        let answer = book.answer("one.first", "an answer");
        order.update(&book.state, answer);
        is_in_order(&order, &book);
        for (number, thread) in threads.iter().enumerate() {
            book.now += TimeDelta::minutes(7);
            if number % 2 == 0 {
                book.revise(Some(*thread), "again", "text", &[]);
            } else {
                book.take(Intent::Delete { thread: *thread });
            }
            order.update(&book.state, *thread);
            is_in_order(&order, &book);
        }
        assert_eq!(order.newest_first().len(), 6);
    }
}
