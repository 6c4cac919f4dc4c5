//! Filters, and what they leave.

use super::{least, usual};

#[test]
fn filter() {
    insta::assert_snapshot!(usual("filter"), @r"
    |  journal · 2 things                                                not locked
    |
    |    what
    |      ○ entries
    |    ▸ ● answers
    |      ○ marks
    |      ○ everything
    |
    |    from when
    |      ● any time
    |      ○ this month
    |      ○ the last three months
    |      ○ this year
    |      … a day, from the calendar
    |
    |    with the tag
    |      ● any, or none
    |      ○ night  1
    |      ○ sleep  1
    |
    |
    |    answers
    |
    |  Enter show them   x no filter   f filter   Esc back   ^L hide   ? keys
    bold: ▸ ● answers / answers
    ");
    insta::assert_snapshot!(least("filter"), @r"
    |  journal · 2 things        not locked
    |
    |  what
    |    ○ entries
    |  ▸ ● answers
    |    ○ marks
    |    ○ everything
    |  from when
    |    ● any time
    |  answers                 PgDn  more ↓
    |
    |  Enter show them   ^L hide   ? keys
    ");
}

#[test]
fn journal_narrowed() {
    insta::assert_snapshot!(usual("journal, narrowed"), @r"
    |  journal · 10 things                                               not locked
    |
    |    everything, this month               What I did
    |    x  takes the filter off              Saturday 21 November 2026, 20:00
    |
    |    November                             A few lines, in your own words.
    |    ▸ 21 Sat  answer  What I did
    |      20 Fri  We talked                  I did
    |      18 Wed  A quiet day                  I took out a loan and told you,
    |      17 Tue  mark  safety 6 · trust …     twice, that it was a bonus.
    |      14 Sat  mark  safety 9 · trust …
    |      12 Thu  mark  safety 5 · trust …   How I hid it
    |      10 Tue  answer  Two questions        I had the letters sent to work.
    |      10 Tue  mark  safety 4 · trust …
    |      10 Tue  Woke early again.          It cost you
    |      03 Tue  mark  safety 5 · trust …     You say that you lost the feeling
    |                                           of knowing who you live with.
    |
    |                                         It was my choice
    |                                           No one made me.
    |
    |
    |
    |  Enter read   e change   / search   Esc back   ^L hide   ? keys
    bold: What I did / ▸ / What I did
    ");
    insta::assert_snapshot!(least("journal, narrowed"), @r"
    |  journal · 10 things       not locked
    |
    |  everything, this month
    |  x  takes the filter off
    |
    |  November
    |  ▸ 21 Sat  answer  What I did
    |    20 Fri  We talked
    |    18 Wed  A quiet day
    |    17 Tue  mark  safety 6 · trust 4 …
    |
    |  Enter read   ^L hide   ? keys
    ");
}

#[test]
fn search_narrowed() {
    insta::assert_snapshot!(usual("search, narrowed"), @r"
    |  search                                                            not locked
    |
    |    loan                                 What I did
    |    one place · everything, this month   Saturday 21 November 2026, 20:00
    |    take the filter off
    |                                         A few lines, in your own words.
    |    ▸ 21 Nov 2026  answer What I did
    |        I took out a loan and told yo…   I did
    |                                           I took out a loan and told you,
    |                                           twice, that it was a bonus.
    |
    |                                         How I hid it
    |                                           I had the letters sent to work.
    |
    |                                         It cost you
    |                                           You say that you lost the feeling
    |                                           of knowing who you live with.
    |
    |                                         It was my choice
    |                                           No one made me.
    |
    |
    |
    |  Enter read   ^P all   Esc back   F9 it slipped   ^L hide   F1 help
    bold: What I did / ▸ / What I did / loan
    ");
    insta::assert_snapshot!(least("search, narrowed"), @r"
    |  search                    not locked
    |
    |  loan
    |  one place · everything, this month
    |  take the filter off
    |
    |  ▸ 21 Nov 2026  answer What I did
    |      I took out a loan and told you,…
    |
    |
    |
    |  Enter read   ^L hide   F1 help
    ");
}
