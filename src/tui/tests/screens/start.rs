//! The door, the welcome and home.

use super::{least, usual};

#[test]
fn closed() {
    insta::assert_snapshot!(usual("closed"), @r#"
    |  amends
    |
    |
    |    The book stays closed
    |
    |    The folder cannot be read: permission denied.
    |
    |    Nothing in it was changed. "amends doctor" names what is damaged or
    |    missing.
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
    |  ^P all   ^L hide   ? keys
    bold: The book stays closed
    "#);
    insta::assert_snapshot!(least("closed"), @r#"
    |  amends
    |
    |
    |  The book stays closed
    |
    |  The folder cannot be read:
    |  permission denied.
    |
    |  Nothing in it was changed. "amends
    |  doctor" names what is damaged or
    |                                more ↓
    |  ^P all   ^L hide   ? keys
    "#);
}

#[test]
fn welcome() {
    insta::assert_snapshot!(usual("welcome"), @r"
    |  welcome · 1 of 5
    |
    |
    |    amends is a workbook for the time after trust was broken: by a lie, by
    |    something kept hidden, by a promise that did not hold, or by many small
    |    ones. It is for partners, friends, relatives and people who work
    |    together.
    |
    |    You read a page, and then you do one thing with it. It is for one
    |    person; a book for two at one keyboard is still to come. It has no
    |    opinion on whether you should stay, go or forgive. Any step can wait,
    |    and you can stop whenever you like.
    |
    |    This is not therapy, and it does not replace it. What you write stays on
    |    this machine. Nothing is sent anywhere.
    |
    |
    |
    |
    |
    |
    |
    |
    |  Enter go on   ^P all   ^L hide   ? keys
    ");
    insta::assert_snapshot!(least("welcome"), @r"
    |  welcome · 1 of 5
    |
    |  amends is a workbook for the time
    |  after trust was broken: by a lie, by
    |  something kept hidden, by a promise
    |  that did not hold, or by many small
    |  ones. It is for partners, friends,
    |  relatives and people who work
    |  together.
    |
    |                          PgDn  more ↓
    |  Enter go on   ^L hide   ? keys
    ");
}

#[test]
fn not_protected() {
    insta::assert_snapshot!(usual("not protected"), @r"
    |  welcome · 2 of 5
    |
    |
    |    What is protected, and what is not
    |
    |    What you write stays on this machine, in plain files. It is not locked
    |    until you set a passphrase: anyone using this account can read it.
    |
    |    – If someone can get at this machine and you are afraid of them, write
    |      on another one, or do not write.
    |    – Cameras, programs that record keys or screens, and whoever runs this
    |      machine can see what you type.
    |    – Backups and synced folders keep copies, also of what you delete here.
    |    – The shell keeps the commands that you type, and a recorded terminal
    |      keeps the screen.
    |    – An export is an ordinary file. Whoever finds it can read it.
    |    – That this program is here, the names in it, how many files there are
    |      and when they changed can be seen.
    |    – A passphrase does not help against someone who can make you give it to
    |      them.
    |    – A court can demand what is written here, as it can any diary; so can
    |      an employer, on their machine.
    |
    |  Enter go on   Esc back   ^P all   ^L hide   ? keys
    bold: What is protected, and what is not
    ");
    insta::assert_snapshot!(least("not protected"), @r"
    |  welcome · 2 of 5
    |
    |  What is protected, and what is not
    |
    |  What you write stays on this
    |  machine, in plain files. It is not
    |  locked until you set a passphrase:
    |  anyone using this account can read
    |  it.
    |
    |                          PgDn  more ↓
    |  Enter go on   ^L hide   ? keys
    ");
}

#[test]
fn role() {
    insta::assert_snapshot!(usual("role"), @r"
    |  welcome · 4 of 5
    |
    |
    |    What happened, seen from where you stand? This is your own word for it.
    |    Nobody else can choose it for you. You can change it at any time, and
    |    you can leave it open.
    |
    |      I do not know, or would rather not say
    |    ▸ I am the one who was hurt
    |      I am the one who broke trust
    |      Some of each
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
    |  Enter go on   Esc back   ^P all   ^L hide   ? keys
    bold: ▸ I am the one who was hurt
    ");
    insta::assert_snapshot!(least("role"), @r"
    |  welcome · 4 of 5
    |
    |  What happened, seen from where you
    |  stand? This is your own word for it.
    |  Nobody else can choose it for you.
    |  You can change it at any time, and
    |  you can leave it open.
    |
    |    I do not know, or would rather no…
    |  ▸ I am the one who was hurt
    |                          PgDn  more ↓
    |  Enter go on   ^L hide   ? keys
    ");
}

#[test]
fn home_new() {
    insta::assert_snapshot!(usual("home, new"), @r"
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
    |      journal     empty: n begins a first entry                            w
    |
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
    insta::assert_snapshot!(least("home, new"), @r"
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
fn home() {
    insta::assert_snapshot!(usual("home"), @r"
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
    |
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
    insta::assert_snapshot!(least("home"), @r"
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
fn home_marked() {
    insta::assert_snapshot!(usual("home, marked"), @r"
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
    |      today       safety 6 · trust 3                                       m
    |      journal     5 entries                                                w
    |
    |      safety ▂▄▃▅ ▅▅▅   trust ▂▂▂▃ ▃▃▃   connection ▅▄▂▅ ▂▅▅     8 weeks   t
    |
    |
    |
    |
    |
    |    Saved. The page is closed.
    |  Enter begin   n new entry   F9 it slipped   ^P all   ^L hide   F1 help
    bold: ▸ One moment or a pattern / ━━◆ / ▂▄▃▅ ▅▅▅ / ▂▂▂▃ ▃▃▃ / ▅▄▂▅ ▂▅▅ / Saved. The page is closed.
    ");
    insta::assert_snapshot!(least("home, marked"), @r"
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
    |  Saved. The page is closed.
    |  Enter begin   ^L hide   F1 help
    ");
}
