//! An entry while it is written, and what becomes of it.

use super::{least, usual};

#[test]
fn journal_empty() {
    insta::assert_snapshot!(usual("journal, empty"), @r"
    |  journal · 0 entries                                               not locked
    |
    |
    |    Nothing here yet. n begins an entry. A line is enough, and so is a page.
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
    |
    |  / search   f filter   Esc back   ^P all   ^L hide   ? keys
    ");
    insta::assert_snapshot!(least("journal, empty"), @r"
    |  journal · 0 entries       not locked
    |
    |
    |  Nothing here yet. n begins an entry.
    |  A line is enough, and so is a page.
    |
    |
    |
    |
    |
    |
    |  / search   ^P all   ^L hide   ? keys
    ");
}

#[test]
fn search_nothing() {
    insta::assert_snapshot!(usual("search, nothing"), @r"
    |  search                                                            not locked
    |
    |    zebra
    |    nothing has all of these words
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
    |
    |  ^P all   Esc back   F9 it slipped   ^L hide   F1 help
    ");
    insta::assert_snapshot!(least("search, nothing"), @r"
    |  search                    not locked
    |
    |  zebra
    |  nothing has all of these words
    |
    |
    |
    |
    |
    |
    |
    |  ^P all   ^L hide   F1 help
    ");
}

#[test]
fn entry_empty() {
    insta::assert_snapshot!(usual("entry, empty"), @r"
    |  journal · Sunday 22 November, 21:14                               not locked
    |
    |    [Whatever is there.]
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
    |    ────────────────────────────────────────────────────────────────────────
    |    [a title, if you like]
    |    [tags, with commas between them]
    |
    |  Tab next part   ^P all   Esc back   F9 it slipped   ^L hide   F1 help
    ");
    insta::assert_snapshot!(least("entry, empty"), @r"
    |  journal · Sunday 22 Nov…  not locked
    |
    |  Whatever is there.
    |
    |
    |
    |
    |  ────────────────────────────────────
    |  a title, if you like
    |  tags, with commas between them
    |
    |  Tab next part   ^L hide   F1 help
    ");
}

#[test]
fn entry() {
    insta::assert_snapshot!(usual("entry"), @r"
    |  journal · Sunday 22 November, 21:14                     changed · not locked
    |
    |    The kitchen was warm and nobody said anything.
    |
    |    Then it rained.
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
    |    ────────────────────────────────────────────────────────────────────────
    |    [a title, if you like]
    |    [tags, with commas between them]
    |
    |  ^S save   Tab next part   ^P all   Esc back   ^L hide   F1 help
    ");
    insta::assert_snapshot!(least("entry"), @r"
    |  journal · Sun…  changed · not locked
    |
    |  The kitchen was warm and nobody
    |  said anything.
    |
    |  Then it rained.
    |
    |  ────────────────────────────────────
    |  a title, if you like
    |  tags, with commas between them
    |
    |  ^S save   ^P all   ^L hide   F1 help
    ");
}

#[test]
fn saving() {
    insta::assert_snapshot!(usual("saving"), @r"
    |  journal · Sunday 22 November, 21:14                      saving · not locked
    |
    |    The kitchen was warm and nobody said anything.
    |
    |    Then it rained.
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
    |    ────────────────────────────────────────────────────────────────────────
    |    [a title, if you like]
    |    [tags, with commas between them]
    |
    |  ^S save   Tab next part   ^P all   Esc back   ^L hide   F1 help
    ");
    insta::assert_snapshot!(least("saving"), @r"
    |  journal · Sund…  saving · not locked
    |
    |  The kitchen was warm and nobody
    |  said anything.
    |
    |  Then it rained.
    |
    |  ────────────────────────────────────
    |  a title, if you like
    |  tags, with commas between them
    |
    |  ^S save   ^P all   ^L hide   F1 help
    ");
}

#[test]
fn not_saved() {
    insta::assert_snapshot!(usual("not saved"), @r"
    |  journal · Sunday 22 November, 21:14                     changed · not locked
    |
    |    The kitchen was warm and nobody said anything.
    |
    |    Then it rained.
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
    |    ────────────────────────────────────────────────────────────────────────
    |    [a title, if you like]
    |    [tags, with commas between them]
    |    Not saved: there is no room left on the disk.
    |  ^S save   Tab next part   ^P all   Esc back   ^L hide   F1 help
    bold: Not saved: there is no room left on the disk.
    ");
    insta::assert_snapshot!(least("not saved"), @r"
    |  journal · Sun…  changed · not locked
    |
    |  The kitchen was warm and nobody
    |  said anything.
    |
    |  Then it rained.
    |
    |  ────────────────────────────────────
    |  a title, if you like
    |  Not saved: there is no room left on
    |  the disk.
    |  ^S save   ^P all   ^L hide   F1 help
    ");
}
