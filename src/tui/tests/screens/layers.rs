//! Settings, and what lies over a page.

use super::{least, usual};

#[test]
fn settings() {
    insta::assert_snapshot!(usual("settings"), @r"
    |  settings                                                          not locked
    |
    |    name, in clear on disk; Enter saves it
    |      Sam
    |
    |    what happened, seen from you; only you choose it
    |      ○ I am the one who was hurt
    |    ▸ ● I am the one who broke trust
    |      ○ Some of each
    |      ○ I do not know, or would rather not say
    |
    |    passphrase
    |      Set a passphrase      what you write is sealed on this disk
    |
    |    theme
    |      ● auto  light or dark, as the terminal is
    |      ○ dark  for a dark background
    |      ○ light  for a light background
    |      ○ high-contrast  stronger differences, nothing dimmed
    |      ○ mono  no colour: weight and underline only
    |
    |    mouse
    |                                                                PgDn  more ↓
    |  Enter choose   Tab next part   Esc back   ^P all   ^L hide   F1 help
    bold: ▸ ● I am the one who broke trust
    ");
    insta::assert_snapshot!(least("settings"), @r"
    |  settings                  not locked
    |
    |  name, in clear on disk; Enter saves
    |  it
    |    Sam
    |
    |  what happened, seen from you; only
    |  you choose it
    |    ○ I am the one who was hurt
    |  ▸ ● I am the one who broke trust
    |                          PgDn  more ↓
    |  Enter choose   ^L hide   F1 help
    ");
}

#[test]
fn settings_a_key() {
    insta::assert_snapshot!(usual("settings, a key"), @r"
    |  settings                                                          not locked
    |                                                                      more ↑
    |      ○ dark  for a dark background
    |      ○ light  for a light background
    |      ○ high-contrast  stronger differences, nothing dimmed
    |      ○ mono  no colour: weight and underline only
    |
    |    mouse
    |      ● mouse  off leaves the terminal's own selection alone
    |
    |    home
    |      ● look back  home names one thing from earlier, when there is one
    |
    |    keys: Enter, then the new key
    |      ^L, F12               Hide: text kept, screen cleared, out of sight
    |      F1                    Help page: when it is too much, and whom to call
    |      ?, Alt+?              The keys of this page
    |    ▸ ^P, :                 All that can be done here, by name
    |                                                                      more ↓
    |    ────────────────────────────────────────────────────────────────────────
    |    Press the new key for “All that can be done here, by name”.
    |    Esc leaves it as it is; Backspace gives the first keys back.
    |
    |  ^L hide   F1 help
    bold: ^L, F12 / F1 / ?, Alt+? / ▸ ^P, : / All that can be done here, by name / Press the new key for “All that can be done here, by name”.
    ");
    insta::assert_snapshot!(least("settings, a key"), @r"
    |  settings                  not locked
    |                                more ↑
    |  keys: Enter, then the new key
    |    ^L, F12               Hide: text …
    |    F1                    Help page: …
    |    ?, Alt+?              The keys of…
    |  ▸ ^P, :                 All t more ↓
    |  Press the new key for “All that can
    |  be done here, by name”.
    |  Esc leaves it; Backspace resets it.
    |
    |  ^L hide   F1 help
    ");
}

#[test]
fn keys() {
    insta::assert_snapshot!(usual("keys"), @r"
    |  amends · Sam                                                      not locked
    |
    |    Home
    |
    |    doing
    |      F9, s                 It slipped: the ground, a name, the plan for it
    |
    |    what is saved
    |      r                     Look back: read something from earlier again
    |      n                     A new journal entry
    |      /, ^F                 Search all that you wrote
    |
    |    moving
    |      Enter, Space          Go on; choose; open
    |      ↑, k                  Up
    |      ↓, j                  Down
    |      ←, h                  Left; less; older
    |      →, l                  Right; more; newer
    |      PgUp                  A screen up
    |      PgDn                  A screen down
    |      Ctrl+Home, g          Home: the path
    |      w                     The journal
    |                                                                      more ↓
    |  PgDn further   Esc close   ^L hide   F1 help
    bold: Home / F9, s / r / n / /, ^F / Enter, Space / ↑, k / ↓, j / ←, h / →, l / PgUp / PgDn / Ctrl+Home, g / w
    ");
    insta::assert_snapshot!(least("keys"), @r"
    |  amends · Sam              not locked
    |
    |  Home
    |
    |  doing
    |    F9, s           It slipped: the g…
    |
    |  what is saved
    |    r               Look back: read s…
    |    n               A new journal ent…
    |                                more ↓
    |  PgDn further   ^L hide   F1 help
    ");
}

#[test]
fn keys_while_writing() {
    insta::assert_snapshot!(usual("keys while writing"), @r"
    |  Owning it · What I did                                            not locked
    |
    |    A text in parts
    |
    |    doing
    |      F9                    It slipped: the ground, a name, the plan for it
    |      F5                    Show or fold an example answer
    |
    |    writing
    |      ^C                    Copy what is selected
    |      ^S                    Save
    |      F2                    Go to the next phrase that is pointed out
    |      F3                    Keep this phrase as it is
    |      ^F                    Find words in this text
    |      F4                    Write this in your own editor ($EDITOR)
    |
    |    moving
    |      Tab                   Next part
    |      Shift+Tab             Previous part
    |      ↑                     Up
    |      ↓                     Down
    |      ←                     Left; less; older
    |                                                                      more ↓
    |  PgDn further   Esc close   ^L hide   F1 help
    bold: A text in parts / F9 / F5 / ^C / ^S / F2 / F3 / ^F / F4 / Tab / Shift+Tab / ↑ / ↓ / ←
    ");
    insta::assert_snapshot!(least("keys while writing"), @r"
    |  Owning it · What I did    not locked
    |                                more ↑
    |  A text in parts
    |
    |  doing
    |    F9              It slipped: the g…
    |    F5              Show or fold an e…
    |
    |  writing
    |    ^C              Copy what is sele…
    |                                more ↓
    |  PgDn further   ^L hide   F1 help
    ");
}

#[test]
fn palette() {
    insta::assert_snapshot!(usual("palette"), @r"
    |  amends · Sam                                                      not locked
    |
    |    [what would you like to do]
    |    ────────────────────────────────────────────────────────────────────────
    |    ▸ The journal                                                          w
    |      The mark of the day: safety, trust, connection                       m
    |      The trend: the marks week by week                                    t
    |      It slipped: the ground, a name, the plan for it                     F9
    |      The calendar: what was written when                                  c
    |      What comes up: promises, days to look again                          p
    |      Look back: read something from earlier again                         r
    |      Settings: name, role, theme, keys                                    ,
    |      A new journal entry                                                  n
    |      Search all that you wrote                                            /
    |      Hide: text kept, screen cleared, out of sight                       ^L
    |      Help page: when it is too much, and whom to call                    F1
    |      The keys of this page                                                ?
    |      Leave; what is half written is kept                                  q
    |      Put the program to sleep and go to the shell                        ^Z
    |
    |
    |
    |
    |  Enter do it   Esc close   ^L hide   F1 help
    bold: ▸ The journal
    ");
    insta::assert_snapshot!(least("palette"), @r"
    |  amends · Sam              not locked
    |
    |  what would you like to do
    |                                more ↓
    |  ▸ The journal                      w
    |    The mark of the day: safety, trus…
    |    The trend: the marks week by week
    |    It slipped: the ground, a name, t…
    |    The calendar: what was written wh…
    |    What comes up: promises, days to …
    |    Look back: read something from ea…
    |  Enter do it   ^L hide   F1 help
    ");
}

#[test]
fn palette_typed() {
    insta::assert_snapshot!(usual("palette, typed"), @r"
    |  amends · Sam                                                      not locked
    |
    |    sett
    |    ────────────────────────────────────────────────────────────────────────
    |    ▸ Settings: name, role, theme, keys                                    ,
    |      The mark of the day: safety, trust, connection                       m
    |      Search all that you wrote                                            /
    |      Put the program to sleep and go to the shell                        ^Z
    |      It slipped: the ground, a name, the plan for it                     F9
    |      Hide: text kept, screen cleared, out of sight                       ^L
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
    |  Enter do it   Esc close   ^L hide   F1 help
    bold: ▸ Settings: name, role, theme, keys
    ");
    insta::assert_snapshot!(least("palette, typed"), @r"
    |  amends · Sam              not locked
    |
    |  sett
    |  ────────────────────────────────────
    |  ▸ Settings: name, role, theme, keys
    |    The mark of the day: safety, trus…
    |    Search all that you wrote        /
    |    Put the program to sleep and go t…
    |    It slipped: the ground, a name, t…
    |    Hide: text kept, screen cleared, …
    |
    |  Enter do it   ^L hide   F1 help
    ");
}

#[test]
fn ask() {
    insta::assert_snapshot!(usual("ask"), @r"
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
    |    ──────────────────────────────────────────────────────────────────────────
    |    Delete this for good?
    |    It is taken off this disk. Copies in backups, in snapshots and in the
    |    history of a sync service are out of this program's reach.
    |
    |    ▸ Keep it
    |      Delete it for good
    |  Enter choose   Tab the other   Esc keep it   ^L hide   F1 help
    bold: We talked / ▸ / We talked / Delete this for good? / ▸ Keep it
    ");
    insta::assert_snapshot!(least("ask"), @r"
    |  journal · 5 entries       not locked
    |
    |  ────────────────────────────────────
    |  Delete this for good?
    |  It is taken off this disk. Copies in
    |  backups, in snapshots and in the
    |  history of a sync service are out of
    |  this program's reach.
    |
    |  ▸ Keep it
    |    Delete it for good
    |  Enter choose   ^L hide   F1 help
    ");
}
