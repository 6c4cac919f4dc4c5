//! Looking back: then and now, the calendar, what home offers.

use super::{framed, least, usual};
use crate::tui::testing::MONO;
use crate::tui::tests::scenes;

/// The screen where there is room for two texts side by side.
fn wide(name: &str) -> String {
    let mut table = scenes::of(name, MONO);
    table.resize(112, 24);
    framed(&table.buffer())
}

#[test]
fn home_looking_back() {
    insta::assert_snapshot!(usual("home, looking back"), @r"
    |  amends · Sam                                                      not locked
    |
    |
    |    ▸ One moment or a pattern                        Root cause · 20 minutes
    |      Put what happened in order, by the day on which it happened.
    |
    |
    |      ━━◆──○──○──○   Root cause       what happened, and whose it is
    |      ──○──○──○──○   Communication    saying it, and hearing it
    |      ──○──○──○──○   Accountability   what is done about it, and kept to
    |      ──○──○──○      Shared values    what matters, and time for it
    |      ──○──○──○──○   Patience         living with it, however long it takes
    |
    |      today       no mark yet                                              m
    |      journal     5 entries                                                w
    |      look back   Feelings and needs · Two questions, seven weeks ago
    |
    |
    |
    |
    |
    |
    |
    |  Enter begin   n new entry   F9 it slipped   ^P all   ^L hide   F1 help
    bold: ▸ One moment or a pattern / ━━◆
    ");
    insta::assert_snapshot!(least("home, looking back"), @r"
    |  amends · Sam              not locked
    |
    |  ▸ One moment or a pattern
    |    Put what happened in order, by the
    |    day on which it happened.
    |
    |    ━━◆──○──○──○   Root cause
    |    ──○──○──○──○   Communication
    |    ──○──○──○──○   Accountability
    |    ──○──○──○      Shared values
    |                                more ↓
    |  Enter begin   ^L hide   F1 help
    ");
}

#[test]
fn reading_an_old_answer() {
    insta::assert_snapshot!(usual("reading an old answer"), @r"
    |  your answer                                                       not locked
    |
    |    Two questions
    |    Sunday 4 October 2026, 21:00
    |
    |    A few lines, in your own words.
    |
    |    To begin to trust again I need
    |      That you say where you are before I ask. That I may ask without a
    |      sigh.
    |
    |    What I fear most
    |      That I stop asking because I am tired.
    |
    |    If you like: a writes it anew, on an empty page. This one stays, and
    |    then and now can be read side by side.
    |
    |
    |
    |
    |
    |
    |
    |  e change   a write anew   Esc back   ^P all   ^L hide   ? keys
    bold: Two questions
    ");
    insta::assert_snapshot!(least("reading an old answer"), @r"
    |  your answer               not locked
    |
    |  Two questions
    |  Sunday 4 October 2026, 21:00
    |
    |  A few lines, in your own words.
    |
    |  To begin to trust again I need
    |    That you say where you are before
    |    I ask. That I may ask without a
    |                          PgDn  more ↓
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn then_and_now() {
    insta::assert_snapshot!(usual("then and now"), @r"
    |  then and now                                                      not locked
    |
    |    What I did
    |    then  18 October 2026, 20:00, five weeks ago
    |    now   21 November 2026, 20:00, yesterday
    |          ← older
    |
    |    A few lines, in your own words.
    |
    |    I did  · changed
    |    then  I took out a loan and told you it was a bonus.
    |    now   I took out a loan and told you, twice, that it was a bonus.
    |
    |    How I hid it  · the same; then it was called “I hid it by”
    |          I had the letters sent to work.
    |
    |    It cost you  · written anew
    |    then  A year of our savings, and sleep.
    |    now   You say that you lost the feeling of knowing who you live with.
    |
    |    It was my choice  · not there then
    |    now   No one made me.
    |
    |  e change   c just one   v versions   Esc back   ^L hide   ? keys
    bold: What I did / then / now / ← older
    underlined: , twice, that
    ");
    insta::assert_snapshot!(wide("then and now"), @r"
    |  then and now                                                                 not locked · Sunday 22 November
    |
    |    What I did
    |    then  Sunday 18 October 2026, 20:00                   now  Saturday 21 November 2026, 20:00
    |          five weeks ago   ← older                             yesterday
    |    ────────────────────────────────────────────────────────────────────────────────────────────────────────
    |
    |    A few lines, in your own words.
    |
    |    I did                                                 I did  · changed
    |    I took out a loan and told you it was a bonus.        I took out a loan and told you, twice, that it was
    |                                                          a bonus.
    |
    |    I hid it by                                           How I hid it  · the same
    |    I had the letters sent to work.
    |
    |    It cost you                                           It cost you  · written anew
    |    A year of our savings, and sleep.                     You say that you lost the feeling of knowing who
    |                                                          you live with.
    |
    |    not there then                                        It was my choice
    |                                                          No one made me.
    |
    |  e change   c just one   v versions   Esc back   ^L hide   ? keys
    ");
    insta::assert_snapshot!(least("then and now"), @r"
    |  then and now              not locked
    |
    |  What I did
    |  then  18 Oct 2026, five weeks ago
    |  now   21 Nov 2026, yesterday
    |        ← older
    |
    |  I did  · changed
    |  then  I took out a loan and told you
    |        it was a bonus.
    |                          PgDn  more ↓
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn then_and_now_an_entry() {
    insta::assert_snapshot!(usual("then and now, an entry"), @r"
    |  then and now                                                      not locked
    |
    |    A quiet day
    |    then  18 November 2026, 22:10, four days ago
    |    now   19 November 2026, 08:00, three days ago
    |
    |    changed
    |    then  Nothing happened.
    |    now   Nothing happened, and that was good.
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
    |  e change   c just one   Esc back   ^P all   ^L hide   ? keys
    bold: A quiet day / then / now
    underlined: , and that was good
    ");
    insta::assert_snapshot!(least("then and now, an entry"), @r"
    |  then and now              not locked
    |
    |  A quiet day
    |  then  18 Nov 2026, four days ago
    |  now   19 Nov 2026, three days ago
    |
    |  changed
    |  then  Nothing happened.
    |  now   Nothing happened, and that was
    |        good.
    |
    |  e change   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn calendar() {
    insta::assert_snapshot!(usual("calendar"), @r"
    |  November 2026                                                     not locked
    |
    |      PgUp  October     PgDn  December
    |
    |      Mon      Tue      Wed      Thu      Fri      Sat      Sun
    |                                                             1
    |       2        3 △      4        5        6        7        8
    |       9       10 ■◇△   11       12 △     13       14 △     15
    |      16       17 △     18 ■     19       20 ■     21 ◇   ▸[22]
    |      23       24       25       26       27       28       29
    |      30
    |
    |      ■ entries   ◇ answers   △ marks
    |
    |    Sunday 22 November, today
    |    Nothing was written on this day.
    |
    |
    |
    |
    |
    |
    |
    |  / search   Esc back   ^P all   F9 it slipped   ^L hide   ? keys
    bold: △ / ■◇△ / △ / △ / △ / ■ / ■ / ◇ / ▸[22] / ■ / ◇ / △ / Sunday 22 November, today
    ");
    insta::assert_snapshot!(least("calendar"), @r"
    |  November 2026             not locked
    |
    |   Mo   Tu   We   Th   Fr   Sa   Su
    |                                  1
    |    2    3△   4    5    6    7    8
    |    9   10■+ 11   12△  13   14△  15
    |   16   17△  18■  19   20■  21◇ ▸22
    |   23   24   25   26   27   28   29
    |   30
    |  Sunday 22 November, today
    |                                more ↓
    |  / search   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn calendar_a_day() {
    insta::assert_snapshot!(usual("calendar, a day"), @r"
    |  November 2026                                                     not locked
    |
    |      PgUp  October     PgDn  December
    |
    |      Mon      Tue      Wed      Thu      Fri      Sat      Sun
    |                                                             1
    |       2        3 △      4        5        6        7        8
    |       9     ▸ 10 ■◇△   11       12 △     13       14 △     15
    |      16       17 △     18 ■     19       20 ■     21 ◇    [22]
    |      23       24       25       26       27       28       29
    |      30
    |
    |      ■ entries   ◇ answers   △ marks
    |
    |    Tuesday 10 November, twelve days ago   f in the journal
    |      ■ 08:10  Woke early again.
    |    ▸ △        safety 4 · trust 3 · connection 4
    |      ◇ 21:00  Two questions
    |
    |
    |
    |
    |
    |  Enter read   / search   f in the journal   Esc back   ^L hide   ? keys
    bold: △ / 10 ■◇△ / △ / △ / △ / ■ / ■ / ◇ / [22] / ■ / ◇ / △ / Tuesday 10 November, twelve days ago / ▸ / safety 4 · trust 3 · connection 4
    ");
    insta::assert_snapshot!(wide("calendar, a day"), @r"
    |  November 2026                                                                not locked · Sunday 22 November
    |
    |      PgUp  October     PgDn  December                                 Tuesday 10 November 2026
    |
    |      Mon      Tue      Wed      Thu      Fri      Sat      Sun        safety 4 · trust 3 · connection 4
    |                                                             1
    |       2        3 △      4        5        6        7        8
    |       9     ▸ 10 ■◇△   11       12 △     13       14 △     15
    |      16       17 △     18 ■     19       20 ■     21 ◇    [22]
    |      23       24       25       26       27       28       29
    |      30
    |
    |      ■ entries   ◇ answers   △ marks
    |
    |    Tuesday 10 November, twelve days ago   f in the journal
    |      ■ 08:10  Woke early again.
    |    ▸ △        safety 4 · trust 3 · connection 4
    |      ◇ 21:00  Two questions
    |
    |
    |
    |
    |
    |  Enter read   / search   f in the journal   Esc back   ^L hide   ? keys
    ");
    insta::assert_snapshot!(least("calendar, a day"), @r"
    |  November 2026             not locked
    |                                more ↑
    |    2    3△   4    5    6    7    8
    |    9  ▸10■+ 11   12△  13   14△  15
    |   16   17△  18■  19   20■  21◇  22
    |   23   24   25   26   27   28   29
    |   30
    |  Tuesday 10 November, twelve days ago
    |    ■ entry  Woke early again.
    |  ▸ △ mark  safety 4 · trust 3 · conn…
    |                                more ↓
    |  Enter read   ^L hide   ? keys
    ");
}
