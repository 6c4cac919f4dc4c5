//! Each kind of exercise.

use super::{least, usual};

#[test]
fn write() {
    insta::assert_snapshot!(usual("write"), @r"
    |  Owning it · Ten minutes, any words                                not locked
    |
    |    Write for ten minutes about what was done to you: no spelling, no
    |    fairness, for nobody else.
    |    Words that are meant for nobody can say what is so. You can stop at any
    |    moment.
    |
    |    [Begin anywhere.]
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
    |    about 10 minutes left                                   F6 stops at once
    |
    |  F6 stop   F5 example   ^P all   Esc back   ^L hide   F1 help
    ");
    insta::assert_snapshot!(least("write"), @r"
    |  Owning it · Ten minutes…  not locked
    |
    |  Write for ten minutes about what was
    |  done to you: no spelling, no
    |  fairness, for nobody else.
    |
    |  Begin anywhere.
    |
    |
    |  about 10 minutes left
    |
    |  F6 stop   ^P all   ^L hide   F1 help
    ");
}

#[test]
fn write_stopped() {
    insta::assert_snapshot!(usual("write, stopped"), @r"
    |  Owning it · Ten minutes, any words                      changed · not locked
    |
    |    Write for ten minutes about what was done to you: no spelling, no
    |    fairness, for nobody else.
    |    Words that are meant for nobody can say what is so. You can stop at any
    |    moment.
    |
    |    You stopped. The page is covered, and every word is kept.
    |
    |    Look up. Name five things that you can see. Put both feet on the floor
    |    and breathe out slowly. There is nothing that you have to do now.
    |
    |    ▸ Leave it as it is     it stays a draft that only you see
    |      Go back to the page   and write on
    |      Save it               as an answer, as far as it goes
    |      Throw it away         for good
    |
    |
    |
    |
    |
    |
    |
    |  Enter choose   ^S save   F5 example   ^P all   ^L hide   F1 help
    bold: You stopped. The page is covered, and every word is kept. / ▸ Leave it as it is
    ");
    insta::assert_snapshot!(least("write, stopped"), @r"
    |  Owning it · T…  changed · not locked
    |                          PgUp  more ↑
    |  You stopped. The page is covered, a…
    |
    |  Look up. Name five things that you
    |  can see. Put both feet on the floor
    |  and breathe out slowly. There is
    |  nothing that you have to do now.
    |
    |  ▸ Leave it as it is     it stays a …
    |                          PgDn  more ↓
    |  Enter choose   ^L hide   F1 help
    ");
}

#[test]
fn timeline() {
    insta::assert_snapshot!(usual("timeline"), @r"
    |  One moment or a pattern · What happened, and when       changed · not locked
    |
    |    Place each act, lie, silence and broken promise on the day it happened,
    |    in a few plain words.
    |    What has a place on a line need not be everywhere at once.
    |
    |    ● January 2025  something done
    |    │ Took out the loan
    |    │
    |    ● 14 May 2025  something done
    |    │ Said the bank was replacing the card
    |    │
    |      ● something done  ○ a lie  ○ something left unsaid  ○ a broken promise
    |      [for example: said that I was at work; I was not]
    |      happened
    |        [2024, March 2024 or 12 March 2024]
    |      came out
    |        [if known]
    |
    |      + one more event
    |
    |
    |
    |  ^S save   Tab next part   ^N add   F5 example   ^L hide   F1 help
    bold: ● / ● / ● something done
    ");
    insta::assert_snapshot!(least("timeline"), @r"
    |  One moment or…  changed · not locked
    |                                more ↑
    |  │
    |  ● 14 May 2025  something done
    |  │ Said the bank was replacing the c…
    |  │
    |    ● something done  ○ a lie
    |    ○ something left unsaid
    |    ○ a broken promise
    |    for example: said that I was at …
    |                                more ↓
    |  ^S save   ^N add   ^L hide   F1 help
    ");
}

#[test]
fn compose_a_flag() {
    insta::assert_snapshot!(usual("compose, a flag"), @r"
    |  Owning it · What I did                                  changed · not locked
    |
    |    Fill in four short parts, one to three sentences each, and stop after
    |    the fact.
    |    A fact with nothing after it is easier to believe.
    |
    |    I did
    |      I said I was working late on Thursdays. I was with someone else, but
    |
    |    I hid it by
    |
    |
    |    It cost you
    |
    |
    |    It was my choice
    |
    |                                                                      more ↓
    |    ────────────────────────────────────────────────────────────────────────
    |    “but”: What follows this word is usually all that is heard. Try a full
    |    stop here. The reason can wait for its own page.
    |                                                               F3 keep it so
    |
    |  ^S save   Tab next part   F5 example   F3 keep it so   ^L hide   F1 help
    bold: I did
    underlined: but
    ");
    insta::assert_snapshot!(least("compose, a flag"), @"
    |  Owning it · W…  changed · not locked
    |                                more ↑
    |
    |  I did
    |    I said I was working late on
    |    Thursdays. I was with someone
    |    else, but
    |  ───────────────────────────── more ↓
    |  “but”: What follows this word is
    |  usually all that is heard. Try a …
    |
    |  ^S save   ^P all   ^L hide   F1 help
    ");
}

#[test]
fn sort() {
    insta::assert_snapshot!(usual("sort"), @r"
    |  What is mine, and what is not · Choices and conditions  changed · not locked
    |
    |    Put each card where it belongs. The ones that do not fit can stay where
    |    they are.
    |    Later pages use both piles: choices to make differently, and conditions
    |    to plan for.
    |
    |      What I did that broke trust                            A choice I made
    |      Keeping it to myself, for however long                 A choice I made
    |    ▸ What I said, or let stand, that was not true                         –
    |      Going on after the first time                                        –
    |      Asking someone else to keep quiet about it                           –
    |      Not asking for help when I needed it                                 –
    |      Saying nothing about what was missing for me                         –
    |      A hard time at work, or with money                                   –
    |      Drink, gambling, or another habit                                    –
    |                                                                PgDn  more ↓
    |    ────────────────────────────────────────────────────────────────────────
    |    6 cards or more are enough; the others may stay.
    |    1  A choice I made            I did it, or decided not to.
    |    2  A condition around us      It was there, whoever caused it.
    |    Circumstances do not say untrue things. You did, or you let them stand,
    |    so it lies with your choices.
    |  Enter next card   ^S save   Tab next part   F5 example   ^L hide   F1 help
    bold: A choice I made / A choice I made / ▸ What I said, or let stand, that was not true / Circumstances do not say untrue things. You did, or you let them stand, / so it lies with your choices.
    ");
    insta::assert_snapshot!(least("sort"), @r"
    |  What is mine,…  changed · not locked
    |                          PgUp  more ↑
    |    myself, for
    |    however long
    |  ▸ What I said, or let stand,       –
    |    that was not true
    |  ─────────────────────── PgDn  more ↓
    |  1  A choice I made  I did it, or de…
    |  Circumstances do not say untrue
    |  things. You did, or you let them
    |  stand, so it lies with your choices.
    |  Enter next card   ^L hide   F1 help
    ");
}

#[test]
fn choose() {
    insta::assert_snapshot!(usual("choose"), @r"
    |  Feelings and needs · What I feel                        changed · not locked
    |
    |    Choose three feelings or more, and say how strong each is today.
    |    A feeling with a name takes up a little less room.
    |
    |    Anger
    |      ● angry 3               ○ furious               ○ bitter
    |    ▸ ● resentful 4           ○ on edge               ○ disgusted
    |
    |    Fear
    |      ○ afraid                ○ anxious               ○ panicky
    |      ○ watchful              ○ insecure              ○ overwhelmed
    |
    |    Grief
    |      ○ sad                   ○ grieving              ○ heartbroken
    |      ○ disappointed          ○ lonely                ○ homesick for how …
    |
    |    Hurt
    |      ○ hurt                  ○ betrayed              ○ humiliated
    |                                                                PgDn  more ↓
    |    ────────────────────────────────────────────────────────────────────────
    |    2 of at least 3    1  2  3  4  5            1 a little … 5 very strongly
    |
    |  Enter let go   ^S save   Tab next part   ^P all   ^L hide   F1 help
    bold: ● angry 3 / ▸ ● resentful 4 / 4
    ");
    insta::assert_snapshot!(least("choose"), @r"
    |  Feelings and …  changed · not locked
    |                          PgUp  more ↑
    |  say how strong each is today.
    |
    |  Anger
    |    ● angry 3
    |    ○ furious
    |    ○ bitter
    |  ▸ ● resentful 4         PgDn  more ↓
    |  2 of at least 3    1  2  3  4  5
    |
    |  Enter let go   ^L hide   F1 help
    ");
}

#[test]
fn scale() {
    insta::assert_snapshot!(usual("scale"), @r"
    |  One moment or a pattern · What the line says to me      changed · not locked
    |
    |    Look at your line once more, and give three numbers for how it seems to
    |    you today.
    |    The numbers will be there to look back on. They may be other numbers in
    |    a month.
    |
    |    0 to 9, or ← and →; Backspace leaves it blank.
    |
    |      How clear is it to you what happened?
    |      ·───·───·───·───·───·───·───●───·───·───·  7
    |      0 not at all · 10 quite clear
    |
    |    ▸ Does it look like one moment, or like a pattern?
    |      ·───·───·───●───·───·───·───·───·───·───·  3
    |      0 one moment · 10 a pattern
    |
    |      How much is missing from the line?
    |      ·───·───·───·───·───·───·───·───·───·───·  not yet
    |      0 nothing · 10 most of it
    |
    |    What makes you say so? A line, if you like.
    |                                                                PgDn  more ↓
    |  Enter next   ^S save   Tab next part   ^P all   ^L hide   F1 help
    bold: ● / 7 / ▸ Does it look like one moment, or like a pattern? / ● / 3
    ");
    insta::assert_snapshot!(least("scale"), @r"
    |  One moment or…  changed · not locked
    |                          PgUp  more ↑
    |    happened?
    |    ·─·─·─·─·─·─·─●─·─·─·  7
    |    0 not at all · 10 quite clear
    |
    |  ▸ Does it look like one moment, or
    |    like a pattern?
    |    ·─·─·─●─·─·─·─·─·─·─·  3
    |    0 one moment · 10 a pattern
    |                          PgDn  more ↓
    |  Enter next   ^L hide   F1 help
    ");
}
