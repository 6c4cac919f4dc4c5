//! What a list is narrowed to, and how that is said in words.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::list::Filter;
use super::reading::Kind;

/// What a person has narrowed a list to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Nothing chosen is entries in a list, and everything in a search.
    pub what: Option<What>,
    pub span: Option<Span>,
    pub tag: Option<String>,
}

/// Which kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Only(Kind),
    All,
}

/// From when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    ThisMonth,
    ThreeMonths,
    ThisYear,
    Day(NaiveDate),
}

impl What {
    pub fn says(self) -> &'static str {
        match self {
            What::Only(kind) => kind.plural(),
            What::All => "everything",
        }
    }
}

impl Span {
    /// The spans that need no day.
    pub const PLAIN: [Span; 3] = [Span::ThisMonth, Span::ThreeMonths, Span::ThisYear];

    pub fn says(self) -> String {
        match self {
            Span::ThisMonth => "this month".to_owned(),
            Span::ThreeMonths => "the last three months".to_owned(),
            Span::ThisYear => "this year".to_owned(),
            Span::Day(day) => day.format("%a %-d %B %Y").to_string(),
        }
    }

    /// The first day of it, and the day after the last where it has one.
    fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        use chrono::Datelike;
        match self {
            Span::ThisMonth => (today.with_day(1), None),
            Span::ThreeMonths => (today.checked_sub_months(Months::new(3)), None),
            Span::ThisYear => (today.with_ordinal(1), None),
            Span::Day(day) => (Some(day), day.checked_add_days(Days::new(1))),
        }
    }
}

impl Narrow {
    /// Everything of one day.
    pub fn to_day(day: NaiveDate) -> Narrow {
        Narrow {
            what: Some(What::All),
            span: Some(Span::Day(day)),
            tag: None,
        }
    }

    pub fn is_set(&self) -> bool {
        *self != Narrow::default()
    }

    /// The filter for a list, or for a search.
    pub fn filter(&self, today: NaiveDate, search: bool) -> Filter {
        let (from, until) = self.span.map_or((None, None), |span| span.days(today));
        let start = |day: NaiveDate| -> NaiveDateTime { day.and_time(NaiveTime::MIN) };
        Filter {
            exercise: None,
            kind: match self.what {
                Some(What::Only(kind)) => Some(kind),
                Some(What::All) => None,
                None if search => None,
                None => Some(Kind::Entry),
            },
            from: from.map(start),
            until: until.map(start),
            tag: self.tag.clone(),
            most: None,
        }
    }

    /// It in words, such as "answers, this month" or "entries tagged night, this year".
    pub fn says(&self, search: bool) -> String {
        let otherwise = if search {
            What::All
        } else {
            What::Only(Kind::Entry)
        };
        let mut says = self.what.unwrap_or(otherwise).says().to_owned();
        if let Some(tag) = &self.tag {
            says.push_str(&format!(" tagged {tag}"));
        }
        if let Some(span) = self.span {
            says.push_str(&format!(", {}", span.says()));
        }
        says
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::list::list;
    use crate::query::testing::Book;
    use chrono::TimeDelta;

    fn found(book: &Book, narrow: &Narrow) -> Vec<String> {
        let filter = narrow.filter(book.now.date_naive(), false);
        let items = list(&book.state, &filter, book.now.date_naive());
        items.into_iter().map(|item| item.excerpt).collect()
    }

    #[test]
    fn spans_begin_with_their_first_day_and_a_day_ends_with_it() {
        let mut book = Book::new(); // Saturday 22 August 2026
        let now = book.now;
        for (days, text) in [
            (240, "last year"),
            (92, "in May"),
            (91, "in late May"),
            (22, "in July"),
            (21, "the first"),
            (1, "yesterday"),
            (0, "today"),
        ] {
            book.now = now - TimeDelta::days(days);
            book.entry("", text, &[]);
        }
        book.now = now;
        let to = |span| Narrow {
            span: Some(span),
            ..Narrow::default()
        };
        assert_eq!(
            found(&book, &to(Span::ThisMonth)),
            ["today", "yesterday", "the first"]
        );
        assert_eq!(
            found(&book, &to(Span::ThreeMonths))
                .last()
                .map(String::as_str),
            Some("in May")
        );
        assert_eq!(found(&book, &to(Span::ThisYear)).len(), 6);
        let yesterday = now.date_naive() - Days::new(1);
        assert_eq!(found(&book, &to(Span::Day(yesterday))), ["yesterday"]);
    }

    #[test]
    fn nothing_chosen_is_entries_in_a_list_and_everything_in_a_search() {
        let today = "2026-08-22".parse().unwrap();
        let narrow = Narrow::default();
        assert!(!narrow.is_set());
        assert_eq!(narrow.filter(today, false).kind, Some(Kind::Entry));
        assert_eq!(narrow.filter(today, true), Filter::default());
        let only = Narrow {
            what: Some(What::Only(Kind::Mark)),
            ..Narrow::default()
        };
        assert_eq!(only.filter(today, true).kind, Some(Kind::Mark));
        assert!(only.is_set());
    }

    #[test]
    fn it_is_said_as_a_person_would_say_it() {
        let narrow = Narrow {
            what: None,
            span: Some(Span::ThreeMonths),
            tag: Some("night".to_owned()),
        };
        assert_eq!(
            narrow.says(false),
            "entries tagged night, the last three months"
        );
        assert_eq!(
            narrow.says(true),
            "everything tagged night, the last three months"
        );
        let day = Narrow::to_day("2026-11-19".parse().unwrap());
        assert_eq!(day.says(false), "everything, Thu 19 November 2026");
    }
}
