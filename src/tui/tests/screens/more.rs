//! More kinds of exercise, and the mark of a day.

use super::{least, usual};

#[test]
fn say_back_choosing() {
    insta::assert_snapshot!(usual("say back, choosing"), @r"
    |  Listening · Say it back                                           not locked
    |
    |    Take one sentence, write it back in your own words without answering it,
    |    and look at both.
    |    Whoever hears their own sentence come back knows that it arrived.
    |
    |    ▸ ○ It is not the money. I asked you straight out, and you looked at me
    |        and made something up. Now, when you say good morning, I check it.
    |
    |      ○ When you are late I do not think that you are up to something. I
    |        think nothing at all. I sit there and listen for the door.
    |
    |      ○ Yesterday I had a good afternoon. Then I was furious that I had one,
    |        as if it let you off.
    |
    |      ○ People ask how you are holding up. I smile at work until six, and
    |        nobody there knows why I should not.
    |
    |      ○ You say that you are sorry, and then you look at me as though it
    |        were my turn.
    |
    |        [words that you remember; Enter takes them]
    |
    |  Enter say it back   Tab next part   F5 example   ^P all   ^L hide   F1 help
    bold: ▸ / It is not the money. I asked you straight out, and you looked at me / and made something up. Now, when you say good morning, I check it.
    ");
    insta::assert_snapshot!(least("say back, choosing"), @r"
    |  Listening · Say it back   not locked
    |                          PgUp  more ↑
    |  your own words without answering it,
    |  and look at both.
    |
    |  ▸ ○ It is not the money. I asked you
    |      straight out, and you looked at
    |      me and made something up. Now,
    |      when you say good morning, I
    |      check it.
    |                          PgDn  more ↓
    |  Tab next part   ^L hide   F1 help
    ");
}

#[test]
fn say_back() {
    insta::assert_snapshot!(usual("say back"), @r"
    |  Listening · Say it back                                 changed · not locked
    |
    |    Take one sentence, write it back in your own words without answering it,
    |    and look at both.
    |    Whoever hears their own sentence come back knows that it arrived.
    |
    |    What was said
    |      It is not the money. I asked you straight out, and you looked at me
    |      and made something up. Now, when you say good morning, I check it.
    |
    |    In my words
    |      You asked me and I made something up.
    |
    |
    |
    |
    |
    |
    |
    |
    |
    |    Tab lays both side by side                         Shift+Tab other words
    |
    |  ^S save   Tab next part   F5 example   ^P all   ^L hide   F1 help
    bold: In my words
    ");
    insta::assert_snapshot!(least("say back"), @r"
    |  Listening · S…  changed · not locked
    |                                more ↑
    |    straight out, and you looked at me
    |    and made something up. Now, when
    |    you say good morning, I check it.
    |
    |  In my words
    |    You asked me and I made something
    |    up.
    |  Tab lays both side by side
    |
    |  ^S save   ^P all   ^L hide   F1 help
    ");
}

#[test]
fn say_back_side_by_side() {
    insta::assert_snapshot!(usual("say back, side by side"), @r"
    |  Listening · Say it back                                 changed · not locked
    |
    |    Take one sentence, write it back in your own words without answering it,
    |    and look at both.
    |    Whoever hears their own sentence come back knows that it arrived.
    |
    |    What was said                        In my words
    |    It is not the money. I asked you     You asked me and I made something
    |    straight out, and you looked at me   up.
    |    and made something up. Now, when
    |    you say good morning, I check it.
    |
    |      Did I say what they meant?      ● yes  ○ nearly  ○ no
    |    ▸ Did I name the feeling?         ○ yes  ● nearly  ○ no
    |      Did I leave out my own answer?  ○ yes  ○ nearly  ○ no
    |      1, 2 and 3 answer, or ← and →
    |
    |      Try again     on an empty page; this try is kept
    |      Other words   choose again what to say back
    |      Save          every try, once the questions are answered
    |
    |
    |
    |  Enter next   ^S save   Tab next part   F5 example   ^L hide   F1 help
    bold: ● yes / ▸ Did I name the feeling? / ● nearly
    ");
    insta::assert_snapshot!(least("say back, side by side"), @r"
    |  Listening · S…  changed · not locked
    |                          PgUp  more ↑
    |  In my words
    |    You asked me and I made something
    |    up.
    |
    |    Did I say what they meant?
    |    ● yes  ○ nearly  ○ no
    |  ▸ Did I name the feeling?
    |    ○ yes  ● nearly  ○ no
    |                          PgDn  more ↓
    |  Enter next   ^L hide   F1 help
    ");
}

#[test]
fn choose_sentences() {
    insta::assert_snapshot!(usual("choose, sentences"), @r"
    |  A safe place to talk · Ground rules                     changed · not locked
    |
    |    Choose three or more that you would hold to when you talk about it, with
    |    whomever it is.
    |    Rules are made in a quiet hour, for the other ones.
    |
    |    Time
    |      ● Only at a time that both said yes to
    |    ▸ ○ Half an hour, and then enough for the day
    |      ○ Not late, and not in bed
    |      ○ Not after drinking
    |      ○ Nothing is decided, signed or sent that evening
    |
    |    Speaking
    |      ○ One speaks, one listens, then we change
    |      ○ One thing at a time
    |      ○ Each speaks for themselves
    |      ○ Names for what was done, none for people
    |      ○ No shouting and no threats
    |                                                                PgDn  more ↓
    |    ────────────────────────────────────────────────────────────────────────
    |    1 of at least 3
    |
    |  Enter choose   ^S save   Tab next part   F5 example   ^L hide   F1 help
    bold: ● Only at a time that both said yes to / ▸ ○ Half an hour, and then enough for the day
    ");
    insta::assert_snapshot!(least("choose, sentences"), @r"
    |  A safe place …  changed · not locked
    |                          PgUp  more ↑
    |  whomever it is.
    |
    |  Time
    |    ● Only at a time that both said
    |      yes to
    |  ▸ ○ Half an hour, and then enough
    |      for the day
    |  1 of at least 3         PgDn  more ↓
    |
    |  Enter choose   ^L hide   F1 help
    ");
}

#[test]
fn mark_blank() {
    insta::assert_snapshot!(usual("mark, blank"), @r"
    |  today · Sunday 22 November                                        not locked
    |
    |    How was it? 0 is not at all, 10 is entirely. Whatever you leave blank
    |    stays blank, and so may a whole day.
    |    0 to 9, or ← and →; Backspace leaves it blank.
    |
    |    ▸ safety      How safe did it feel?
    |      ·───·───·───·───·───·───·───·───·───·───·  blank
    |
    |      trust       How much trust?
    |      ·───·───·───·───·───·───·───·───·───·───·  blank
    |
    |      connection  How near did you feel?
    |      ·───·───·───·───·───·───·───·───·───·───·  blank
    |
    |      [a line, if you like]
    |
    |      PgUp  the day before
    |
    |
    |
    |
    |
    |  Enter next   Tab next part   ^P all   Esc back   ^L hide   F1 help
    bold: ▸ safety
    ");
    insta::assert_snapshot!(least("mark, blank"), @r"
    |  today · Sunday 22 Novem…  not locked
    |
    |  0 not at all, 10 entirely, or blank
    |  ▸ safety      How safe did it feel?
    |    ·─·─·─·─·─·─·─·─·─·─·  blank
    |    trust       How much trust?
    |    ·─·─·─·─·─·─·─·─·─·─·  blank
    |    connection  How near did you feel?
    |    ·─·─·─·─·─·─·─·─·─·─·  blank
    |    a line, if you like
    |
    |  Enter next   ^L hide   F1 help
    ");
}

#[test]
fn mark() {
    insta::assert_snapshot!(usual("mark"), @r"
    |  today · Sunday 22 November                              changed · not locked
    |
    |    How was it? 0 is not at all, 10 is entirely. Whatever you leave blank
    |    stays blank, and so may a whole day.
    |    0 to 9, or ← and →; Backspace leaves it blank.
    |
    |      safety      How safe did it feel?
    |      ·───·───·───·───·───·───●───·───·───·───·  6
    |
    |      trust       How much trust?
    |      ·───·───·───●───·───·───·───·───·───·───·  3
    |
    |      connection  How near did you feel?
    |      ·───·───·───·───·───·───·───·───·───·───·  blank
    |
    |      Slept until six.
    |
    |      PgUp  the day before
    |
    |
    |
    |
    |
    |  Enter save   Tab next part   ^P all   Esc back   ^L hide   F1 help
    bold: ● / 6 / ● / 3
    ");
    insta::assert_snapshot!(least("mark"), @r"
    |  today · Sunda…  changed · not locked
    |
    |  0 not at all, 10 entirely, or blank
    |    safety      How safe did it feel?
    |    ·─·─·─·─·─·─●─·─·─·─·  6
    |    trust       How much trust?
    |    ·─·─·─●─·─·─·─·─·─·─·  3
    |    connection  How near did you feel?
    |    ·─·─·─·─·─·─·─·─·─·─·  blank
    |    Slept until six.
    |
    |  Enter save   ^L hide   F1 help
    ");
}
