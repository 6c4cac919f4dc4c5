//! The path: a stage, a step, and what is read there.

use super::{least, usual};

#[test]
fn stage() {
    insta::assert_snapshot!(usual("stage"), @r"
    |  Root cause                                                        not locked
    |
    |
    |    what happened, and whose it is
    |
    |    ▸ ━━◆  One moment or a pattern                                      next
    |           Put what happened in order, by the day on which it happened.
    |
    |      ──○  Owning it                                              25 minutes
    |           Say what you did in whole sentences, with nothing after them.
    |
    |      ──○  What is mine, and what is not                          15 minutes
    |           Tell apart what you chose and what was around you.
    |
    |      ──○  Feelings and needs                                     15 minutes
    |           Look at what you feel, so that it does not steer you.
    |
    |
    |
    |
    |
    |
    |
    |  Enter open   Esc back   ^P all   F9 it slipped   ^L hide   ? keys
    bold: ▸ ━━◆  One moment or a pattern
    ");
    insta::assert_snapshot!(least("stage"), @r"
    |  Root cause                not locked
    |
    |
    |  what happened, and whose it is
    |
    |  ▸ ━━◆  One moment or a pattern  next
    |         Put what happened in order,
    |         by the day on which it
    |         happened.
    |
    |                                more ↓
    |  Enter open   ^L hide   ? keys
    ");
}

#[test]
fn step() {
    insta::assert_snapshot!(usual("step"), @r#"
    |  Root cause ──○━━◆──○──○                                           not locked
    |
    |    Owning it
    |
    |    Most people who were hurt know the main facts, or will know them. What
    |    many of them have never heard is the one who did it saying so, and then
    |    stopping.
    |
    |    What you did was made of decisions, a few large ones and many small.
    |    Each could have gone another way. That is hard to read. It is also the
    |    only account of it in which you can act otherwise from now on.
    |
    |    There are four short parts: what you did, how you hid it, what it cost
    |    the other person, and a sentence that says whose choice it was. Use
    |    plain verbs. "I took out a loan and hid the letters" says more than
    |    "there were problems with money".
    |
    |                                                                PgDn  more ↓
    |    ▸ ◆ What I did                                                10 minutes
    |      ○ What I have not said yet                     8 minutes · if you like
    |
    |      Too fresh for today? That is an answer: t sets it aside.
    |
    |  Enter begin   t too fresh   Esc back   ^P all   ^L hide   ? keys
    bold: ━━◆ / Owning it / ▸ ◆ What I did
    "#);
    insta::assert_snapshot!(least("step"), @r"
    |  Root cause ──○━━◆──○──○   not locked
    |
    |  Owning it
    |
    |  Most people who were hurt know the
    |  main facts, or will know them. What
    |  many of them have never heard is the
    |  one who did it saying so, and then
    |  stopping.
    |
    |                          PgDn  more ↓
    |  Enter begin   ^L hide   ? keys
    ");
}

#[test]
fn step_more_to_read() {
    insta::assert_snapshot!(usual("step, more to read"), @r#"
    |  Root cause ──○━━◆──○──○                                           not locked
    |
    |    Owning it
    |
    |    Most people who were hurt know the main facts, or will know them. What
    |    many of them have never heard is the one who did it saying so, and then
    |    stopping.
    |
    |    What you did was made of decisions, a few large ones and many small.
    |    Each could have gone another way. That is hard to read. It is also the
    |    only account of it in which you can act otherwise from now on.
    |
    |    There are four short parts: what you did, how you hid it, what it cost
    |    the other person, and a sentence that says whose choice it was. Use
    |    plain verbs. "I took out a loan and hid the letters" says more than
    |    "there were problems with money".
    |
    |                                                                PgDn  more ↓
    |    ▸ ◆ What I did                                                10 minutes
    |      ○ What I have not said yet                     8 minutes · if you like
    |
    |      Too fresh for today? That is an answer: t sets it aside.
    |
    |  Enter begin   t too fresh   Esc back   ^P all   ^L hide   ? keys
    bold: ━━◆ / Owning it / ▸ ◆ What I did
    "#);
    insta::assert_snapshot!(least("step, more to read"), @r"
    |  Root cause ──○━━◆──○──○   not locked
    |
    |  Owning it
    |
    |  Most people who were hurt know the
    |  main facts, or will know them. What
    |  many of them have never heard is the
    |  one who did it saying so, and then
    |  stopping.
    |
    |                          PgDn  more ↓
    |  Enter begin   ^L hide   ? keys
    ");
}

#[test]
fn an_example() {
    insta::assert_snapshot!(usual("an example"), @r"
    |  Owning it · What I did                                            not locked
    |
    |    Fill in four short parts, one to three sentences each, and stop after
    |    the fact.
    |    A fact with nothing after it is easier to believe.
    |
    |    An example, from two people who are made up:
    |      I did: I took out a loan of nine thousand in my name and paid off a
    |      card with it that you did not know about.
    |
    |      I hid it by: I had the letters sent to work. When you asked about the
    |      card, I said that the bank was replacing it.
    |
    |      It cost you: You planned a year on money that was not there. You have
    |      told me that you look at the account every night now before you can
    |      sleep.
    |
    |                                                                      more ↓
    |    ────────────────────────────────────────────────────────────────────────
    |    What you did, as you would tell someone who was not there.
    |
    |
    |
    |  Tab next part   F5 example   ^P all   Esc back   ^L hide   F1 help
    ");
    insta::assert_snapshot!(least("an example"), @"
    |  Owning it · What I did    not locked
    |                                more ↑
    |    answer ready, and I told you the
    |    other one.
    |
    |  I did
    |
    |  ───────────────────────────── more ↓
    |  What you did, as you would tell
    |  someone who was not there.
    |
    |  Tab next part   ^L hide   F1 help
    ");
}

#[test]
fn help() {
    insta::assert_snapshot!(usual("help"), @r"
    |  help                                                              not locked
    |
    |    End  whom to call
    |
    |    Nothing about this page is recorded: not that you opened it, and not how
    |    long you stayed. It is the same for everyone. What you were writing is
    |    kept.
    |
    |    In danger now
    |    If someone is hurt, or is about to be, call the emergency number: 112 in
    |    the European Union, 999 or 112 in the United Kingdom and Ireland, 911 in
    |    the United States and Canada, 000 in Australia, 111 in New Zealand. From
    |    a mobile phone, 112 works in many other places too.
    |
    |    If you can, go to where other people are: a neighbour, a shop, a
    |    station. Things can be left behind.
    |
    |    If it is not safe to speak, call all the same and leave the line open.
    |
    |    Afraid of the other person
    |    Perhaps you watch their mood before you speak. Perhaps you are followed,
    |    checked on, threatened, kept from money or from people, or hurt. Then
    |                                                                PgDn  more ↓
    |  Esc back   ^P all   F9 it slipped   ^L hide   ? keys
    bold: In danger now / Afraid of the other person
    ");
    insta::assert_snapshot!(least("help"), @r"
    |  help                      not locked
    |
    |  End  whom to call
    |
    |  Nothing about this page is recorded:
    |  not that you opened it, and not how
    |  long you stayed. It is the same for
    |  everyone. What you were writing is
    |  kept.
    |
    |                          PgDn  more ↓
    |  ^P all   Esc back   ^L hide   ? keys
    ");
}

#[test]
fn trend_too_early() {
    insta::assert_snapshot!(usual("trend, too early"), @r"
    |  the trend                                                         not locked
    |
    |    Days go up and down, and a week or two says little. Once there are three
    |    weeks with a mark in them, they stand here side by side. Any day will
    |    do, and as few as you like.
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
    |
    |
    |  Esc back   ^P all   F9 it slipped   w journal   ^L hide   ? keys
    ");
    insta::assert_snapshot!(least("trend, too early"), @r"
    |  the trend                 not locked
    |
    |  Days go up and down, and a week or
    |  two says little. Once there are
    |  three weeks with a mark in them,
    |  they stand here side by side. Any
    |  day will do, and as few as you like.
    |
    |
    |
    |
    |  ^P all   Esc back   ^L hide   ? keys
    ");
}

#[test]
fn trend() {
    insta::assert_snapshot!(usual("trend"), @r"
    |  the trend                                                         not locked
    |
    |    safety      ▃▂▄▃▅ ▅▅▅
    |    trust       ▁▂▂▂▃ ▃▃▄
    |    connection  ▃▅▄▂▅ ▂▅▅
    |
    |    The middle number of each week, with its lowest and its highest. A week
    |    without a mark is blank. What it means is yours to say.
    |
    |    week of       safety        trust         connection
    |    16 November   6             4             5
    |    9 November    5    4 to 9   3    2 to 4   6    4 to 10
    |    2 November    5             3             1
    |    26 October
    |    19 October    5.5  4 to 7   3             5.5  5 to 6
    |    12 October    3             2             2
    |    5 October     4    3 to 5   1.5  1 to 2   4
    |    28 September  1             1             5
    |    21 September  3    2 to 4   0.5  0 to 1   3
    |
    |
    |
    |
    |  Esc back   ^P all   F9 it slipped   w journal   ^L hide   ? keys
    bold: ▃▂▄▃▅ ▅▅▅ / ▁▂▂▂▃ ▃▃▄ / ▃▅▄▂▅ ▂▅▅
    ");
    insta::assert_snapshot!(least("trend"), @r"
    |  the trend                 not locked
    |
    |  safety      ▃▂▄▃▅ ▅▅▅
    |  trust       ▁▂▂▂▃ ▃▃▄
    |  connection  ▃▅▄▂▅ ▂▅▅
    |
    |  The middle, and lowest-highest:
    |  week of safety   trust    connection
    |  16 Nov  6        4        5
    |  9 Nov   5 4-9    3 2-4    6 4-10
    |                          PgDn  more ↓
    |  ^P all   Esc back   ^L hide   ? keys
    ");
}

#[test]
fn where_nothing_comes_next_home_says_so_and_begins_at_the_day() {
    insta::assert_snapshot!(usual("home, all written"), @r"
    |  amends · Sam                                                      not locked
    |
    |
    |      You have written in every step. Nothing has to come next: marks,
    |      promises and the journal go on for as long as they help, and any step
    |      can be opened again.
    |
    |
    |      ━━●━━●━━●━━●   Root cause       what happened, and whose it is
    |      ━━●━━●━━●━━●   Communication    saying it, and hearing it
    |      ━━●━━●━━●━━●   Accountability   what is done about it, and kept to
    |      ━━●━━●━━●      Shared values    what matters, and time for it
    |      ━━●━━●━━●━━●   Patience         living with it, however long it takes
    |
    |    ▸ today       no mark yet                                              m
    |      look again  Some words of your own.                            Tuesday
    |      look again  Some words of your own.                            Tuesday
    |      journal     empty: n begins a first entry                            w
    |      look back   Honest words · Speaking first, seven weeks ago
    |
    |      safety ▂▄▃▅ ▅▅▅   trust ▂▂▂▃ ▃▃▄   connection ▅▄▂▅ ▂▅▅     8 weeks   t
    |
    |
    |  Enter mark   n new entry   F9 it slipped   ^P all   ^L hide   F1 help
    bold: ━━●━━●━━●━━● / ━━●━━●━━●━━● / ━━●━━●━━●━━● / ━━●━━●━━● / ━━●━━●━━●━━● / ▸ today / ▂▄▃▅ ▅▅▅ / ▂▂▂▃ ▃▃▄ / ▅▄▂▅ ▂▅▅
    ");
    insta::assert_snapshot!(least("home, all written"), @r"
    |  amends · Sam              not locked
    |                                more ↑
    |
    |    ━━●━━●━━●━━●   Root cause
    |    ━━●━━●━━●━━●   Communication
    |    ━━●━━●━━●━━●   Accountability
    |    ━━●━━●━━●      Shared values
    |    ━━●━━●━━●━━●   Patience
    |
    |  ▸ today       no mark yet          m
    |                                more ↓
    |  Enter mark   ^L hide   F1 help
    ");
    insta::assert_snapshot!(usual("home, the rest set aside"), @r"
    |  amends · Sam                                                      not locked
    |
    |
    |      What is left was set aside, and it can rest. Nothing has to come next.
    |
    |
    |      ━━●──◌━━●━━●   Root cause       what happened, and whose it is
    |      ━━●━━●━━●━━●   Communication    saying it, and hearing it
    |      ━━●━━●━━●━━●   Accountability   what is done about it, and kept to
    |      ━━●━━●━━●      Shared values    what matters, and time for it
    |      ━━●━━●━━●━━●   Patience         living with it, however long it takes
    |
    |    ▸ today       no mark yet                                              m
    |      look again  Some words of your own.                            Tuesday
    |      look again  Some words of your own.                            Tuesday
    |      set aside   Owning it, today
    |      journal     empty: n begins a first entry                            w
    |      look back   Feelings and needs · What I feel, seven weeks ago
    |
    |      safety ▂▄▃▅ ▅▅▅   trust ▂▂▂▃ ▃▃▄   connection ▅▄▂▅ ▂▅▅     8 weeks   t
    |
    |
    |
    |  Enter mark   n new entry   F9 it slipped   ^P all   ^L hide   F1 help
    bold: ━━● / ━━●━━● / ━━●━━●━━●━━● / ━━●━━●━━●━━● / ━━●━━●━━● / ━━●━━●━━●━━● / ▸ today / ▂▄▃▅ ▅▅▅ / ▂▂▂▃ ▃▃▄ / ▅▄▂▅ ▂▅▅
    ");
}
