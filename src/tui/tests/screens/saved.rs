//! What is saved: the journal, reading, writing an entry.

use super::{least, usual};

#[test]
fn reading_an_entry() {
    insta::assert_snapshot!(usual("reading an entry"), @r"
    |  journal                                                           not locked
    |
    |    We talked
    |    Friday 20 November 2026, 21:40
    |
    |    We talked for an hour and nobody left the room. I noticed that I was
    |    waiting for the sentence that would spoil it, and it did not come.
    |    Afterwards we did the dishes in the kitchen.
    |
    |    I am writing this down because I will not believe it next week.
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |  e change   Esc back   ^P all   F9 it slipped   ^L hide   ? keys
    bold: We talked
    ");
    insta::assert_snapshot!(least("reading an entry"), @r"
    |  journal                   not locked
    |
    |  We talked
    |  Friday 20 November 2026, 21:40
    |
    |  We talked for an hour and nobody
    |  left the room. I noticed that I was
    |  waiting for the sentence that would
    |  spoil it, and it did not come.
    |  Afterwards we did the dishes in the
    |                          PgDn  more ↓
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn reading_versions() {
    insta::assert_snapshot!(usual("reading versions"), @r"
    |  journal                                                           not locked
    |
    |    A quiet day
    |    Wednesday 18 November 2026, 22:10
    |
    |    Nothing happened.
    |
    |    version 1 of 2, written 18 November 2026, 22:10
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |  e change   c then and now   p go on with this   Esc back   ^L hide   ? keys
    bold: A quiet day
    ");
    insta::assert_snapshot!(least("reading versions"), @r"
    |  journal                   not locked
    |
    |  A quiet day
    |  Wednesday 18 November 2026, 22:10
    |
    |  Nothing happened.
    |
    |  version 1 of 2, written 18 November…
    |
    |
    |
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn two_versions_apart() {
    insta::assert_snapshot!(usual("two versions apart"), @r"
    |  journal                                                           not locked
    |
    |    Monday 12 October 2026, 23:30
    |
    |    Could not sleep. Sat in the kitchen until three.
    |
    |    tags: sleep, night
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |  e change   Esc back   ^P all   F9 it slipped   ^L hide   ? keys
    ");
    insta::assert_snapshot!(least("two versions apart"), @r"
    |  journal                   not locked
    |
    |  Monday 12 October 2026, 23:30
    |
    |  Could not sleep. Sat in the kitchen
    |  until three.
    |
    |  tags: sleep, night
    |
    |
    |
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn reading_an_answer() {
    insta::assert_snapshot!(usual("reading an answer"), @r"
    |  your answer                                                       not locked
    |
    |    What I did
    |    Sunday 22 November 2026, 21:14
    |
    |    Fill in four short parts, one to three sentences each, and stop after
    |    the fact.
    |
    |    I did
    |      I lied about the loan.
    |
    |    I hid it by
    |      I had the letters sent to work.
    |
    |    It cost you
    |      It cost you a year.
    |
    |    It was my choice
    |      No one made me.
    |
    |
    |
    |
    |  e change   a write anew   Esc back   ^P all   ^L hide   ? keys
    bold: What I did
    ");
    insta::assert_snapshot!(least("reading an answer"), @r"
    |  your answer               not locked
    |
    |  What I did
    |  Sunday 22 November 2026, 21:14
    |
    |  Fill in four short parts, one to
    |  three sentences each, and stop after
    |  the fact.
    |
    |  I did
    |                          PgDn  more ↓
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn journal() {
    insta::assert_snapshot!(usual("journal"), @r"
    |  journal · 5 entries                                               not locked
    |
    |    f filter  c calendar  r look back    We talked
    |                                         Friday 20 November 2026, 21:40
    |    November
    |    ▸ 20 Fri  We talked                  We talked for an hour and nobody left
    |      18 Wed  A quiet day                the room. I noticed that I was
    |    October                              waiting for the sentence that would
    |      30 Fri  A promise kept             spoil it, and it did not come.
    |      12 Mon  Could not sleep. Sat in…   Afterwards we did the dishes in the
    |    December 2025                        kitchen.
    |      31 Wed  東京から
    |                                         I am writing this down because I will
    |                                         not believe it next week.
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |  Enter read   e change   / search   Esc back   ^L hide   ? keys
    bold: We talked / ▸ / We talked
    ");
    insta::assert_snapshot!(least("journal"), @r"
    |  journal · 5 entries       not locked
    |
    |  November
    |  ▸ 20 Fri  We talked
    |    18 Wed  A quiet day
    |  October
    |    30 Fri  A promise kept
    |    12 Mon  Could not sleep. Sat in t…
    |  December 2025
    |    31 Wed  東京から
    |
    |  Enter read   ^L hide   ? keys
    ");
}

#[test]
fn search() {
    insta::assert_snapshot!(usual("search"), @r"
    |  search                                                            not locked
    |
    |    kitchen                              We talked
    |    2 places                             Friday 20 November 2026, 21:40
    |
    |    ▸ 20 Nov 2026  We talked             We talked for an hour and nobody left
    |        …we did the dishes in the kit…   the room. I noticed that I was
    |      12 Oct 2026                        waiting for the sentence that would
    |        Could not sleep. Sat in the k…   spoil it, and it did not come.
    |                                         Afterwards we did the dishes in the
    |                                         kitchen.
    |
    |                                         I am writing this down because I will
    |                                         not believe it next week.
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |  Enter read   ^P all   Esc back   F9 it slipped   ^L hide   F1 help
    bold: We talked / ▸ / We talked / kit… / k…
    ");
    insta::assert_snapshot!(least("search"), @r"
    |  search                    not locked
    |
    |  kitchen
    |  2 places
    |
    |  ▸ 20 Nov 2026  We talked
    |      …we did the dishes in the kitch…
    |    12 Oct 2026
    |      Could not sleep. Sat in the kit…
    |
    |
    |  Enter read   ^L hide   F1 help
    ");
}
