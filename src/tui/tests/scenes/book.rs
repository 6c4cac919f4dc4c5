//! The book that most scenes are of.

use crate::domain::{Body, Entry, Record, Role};
use crate::tui::testing::{at, entry, profile, record, version};

/// A journal of a few weeks, with an entry in versions, one in two heads, and one in two scripts.
pub fn book() -> Vec<Record> {
    let long = "We talked for an hour and nobody left the room. I noticed that I was waiting for the \
                sentence that would spoil it, and it did not come. Afterwards we did the dishes in \
                the kitchen.\n\nI am writing this down because I will not believe it next week.";
    let versions = entry(
        2,
        "2026-11-18T22:10:00+01:00",
        "A quiet day",
        "Nothing happened.",
    );
    let apart = entry(
        5,
        "2026-10-30T20:00:00+01:00",
        "A promise kept",
        "I texted when I left work.",
    );
    let tagged = record(
        6,
        "2026-10-12T23:30:00+02:00",
        Body::Entry(Entry {
            at: at("2026-10-12T23:30:00+02:00"),
            title: String::new(),
            text: "Could not sleep. Sat in the kitchen until three.".to_owned(),
            tags: vec!["sleep".to_owned(), "night".to_owned()],
        }),
    );
    vec![
        profile(Role::Broke),
        entry(1, "2026-11-20T21:40:00+01:00", "We talked", long),
        version(
            3,
            "2026-11-19T08:00:00+01:00",
            &versions,
            &[&versions],
            "Nothing happened, and that was good.",
        ),
        versions,
        version(
            7,
            "2026-10-31T08:00:00+01:00",
            &apart,
            &[&apart],
            "I texted when I left, as I said I would.",
        ),
        version(
            8,
            "2026-10-31T09:00:00+01:00",
            &apart,
            &[&apart],
            "Texted at six. Small, and kept.",
        ),
        apart,
        tagged,
        entry(
            9,
            "2025-12-31T18:00:00+01:00",
            "東京から",
            "年末 \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} e\u{301}",
        ),
    ]
}
