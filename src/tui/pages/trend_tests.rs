use crate::domain::{Record, Role};
use crate::tui::app::Look;
use crate::tui::command::Place;
use crate::tui::testing::{LOOK, MONO, Table, profile, weeks};

fn with(records: Vec<Record>, look: Look) -> Table {
    let mut all = vec![profile(Role::Broke)];
    all.extend(records);
    Table::of(look, all, Vec::new(), None)
}

/// What home says from today on; the path above it changes with the pack.
fn days(table: &Table) -> String {
    let screen = table.screen();
    let from = screen.lines().skip_while(|line| !line.contains("today "));
    let rows: Vec<&str> = from.take_while(|line| !line.contains(" begin ")).collect();
    rows.join("\n").trim_end().to_owned()
}

#[test]
fn home_says_how_today_is_and_how_the_weeks_went_once_there_are_three() {
    let mut table = with(weeks().split_off(10), LOOK);
    table.must_show("no mark yet");
    table.must_not_show("weeks");
    table = with(weeks(), LOOK);
    insta::assert_snapshot!(days(&table), @r#"
        today       no mark yet                                              m
        journal     empty: n begins a first entry                            w

        safety ▂▄▃▅ ▅▅▅   trust ▂▂▂▃ ▃▃▄   connection ▅▄▂▅ ▂▅▅     8 weeks   t
    "#);
    table.resize(40, 30);
    insta::assert_snapshot!(days(&table), @r#"
        today       no mark yet          m
        journal     empty: n begins a fir…

        safety      ▂▄▃▅ ▅▅▅   8 weeks   t
        trust       ▂▂▂▃ ▃▃▄
        connection  ▅▄▂▅ ▂▅▅
    "#);
    table = with(
        weeks(),
        Look {
            ascii: true,
            ..MONO
        },
    );
    insta::assert_snapshot!(days(&table), @r#"
        today       no mark yet                                              m
        journal     empty: n begins a first entry                            w

        safety .=-+ +++   trust ...- --=   connection +=.+ .++     8 weeks   t
    "#);
}

#[test]
fn the_trend_waits_for_three_weeks() {
    let mut table = with(weeks().split_off(10), LOOK);
    table.press("t");
    insta::assert_snapshot!(table.screen(), @r"
    the trend                                                         not locked

      Days go up and down, and a week or two says little. Once there are three
      weeks with a mark in them, they stand here side by side. Any day will
      do, and as few as you like.


















    Esc back   ^P all   F9 it slipped   w journal   ^L hide   ? keys
    ");
}

#[test]
fn the_trend_at_three_sizes() {
    let mut table = with(weeks(), LOOK);
    table.press("t");
    insta::assert_snapshot!(table.screen(), @r"
    the trend                                                         not locked

      safety      ▃▂▄▃▅ ▅▅▅
      trust       ▁▂▂▂▃ ▃▃▄
      connection  ▃▅▄▂▅ ▂▅▅

      The middle number of each week, with its lowest and its highest. A week
      without a mark is blank. What it means is yours to say.

      week of       safety        trust         connection
      16 November   6             4             5
      9 November    5    4 to 9   3    2 to 4   6    4 to 10
      2 November    5             3             1
      26 October
      19 October    5.5  4 to 7   3             5.5  5 to 6
      12 October    3             2             2
      5 October     4    3 to 5   1.5  1 to 2   4
      28 September  1             1             5
      21 September  3    2 to 4   0.5  0 to 1   3




    Esc back   ^P all   F9 it slipped   w journal   ^L hide   ? keys
    ");
    table.resize(40, 12);
    insta::assert_snapshot!(table.screen(), @r"
        the trend                 not locked

        safety      ▃▂▄▃▅ ▅▅▅
        trust       ▁▂▂▂▃ ▃▃▄
        connection  ▃▅▄▂▅ ▂▅▅

        The middle, and lowest-highest:
        week of safety   trust    connection
        16 Nov  6        4        5
        9 Nov   5 4-9    3 2-4    6 4-10
                                PgDn  more ↓
        ^P all   Esc back   ^L hide   ? keys
    ");
    table.press("pagedown");
    insta::assert_snapshot!(table.screen(), @r"
        the trend                 not locked
                                PgUp  more ↑
        16 Nov  6        4        5
        9 Nov   5 4-9    3 2-4    6 4-10
        2 Nov   5        3        1
        26 Oct
        19 Oct  5.5 4-7  3        5.5 5-6
        12 Oct  3        2        2
        5 Oct   4 3-5    1.5 1-2  4
        28 Sep  1        1        5
                                PgDn  more ↓
        ^P all   Esc back   ^L hide   ? keys
    ");
    let mut table = with(
        weeks(),
        Look {
            ascii: true,
            ..MONO
        },
    );
    table.press("t");
    insta::assert_snapshot!(table.screen(), @r"
    the trend                                                         not locked

      safety      -.=-+ +++
      trust       _...- --=
      connection  -+=.+ .++

      The middle number of each week, with its lowest and its highest. A week
      without a mark is blank. What it means is yours to say.

      week of       safety        trust         connection
      16 November   6             4             5
      9 November    5    4 to 9   3    2 to 4   6    4 to 10
      2 November    5             3             1
      26 October
      19 October    5.5  4 to 7   3             5.5  5 to 6
      12 October    3             2             2
      5 October     4    3 to 5   1.5  1 to 2   4
      28 September  1             1             5
      21 September  3    2 to 4   0.5  0 to 1   3




    Esc back   ^P all   F9 it slipped   w journal   ^L hide   ? keys
    ");
}

#[test]
fn the_trend_is_reached_from_home_by_arrow_and_click() {
    let mut table = with(weeks(), LOOK);
    table.click_on("connection");
    assert_eq!(table.place(), Place::Trend);
    table.keys("esc up");
    assert_eq!(table.place(), Place::Home);
}

#[test]
fn a_week_in_which_it_slipped_is_marked_as_soon_as_that_was_named() {
    let mut table = with(weeks(), LOOK);
    table.press("t");
    assert_eq!(
        table.screen().matches("it slipped").count(),
        1,
        "as a key alone"
    );
    table.keys("f9 enter enter ctrl+s");
    table.keys("ctrl+home t");
    insta::assert_snapshot!(table.screen(), @r"
    the trend                                                         not locked

      safety      ▃▂▄▃▅ ▅▅▅
      trust       ▁▂▂▂▃ ▃▃▄
      connection  ▃▅▄▂▅ ▂▅▅
      it slipped          ~

      The middle number of each week, with its lowest and its highest. A week
      without a mark is blank. What it means is yours to say.

      week of       safety        trust         connection    it slipped
      16 November   6             4             5             Sun
      9 November    5    4 to 9   3    2 to 4   6    4 to 10
      2 November    5             3             1
      26 October
      19 October    5.5  4 to 7   3             5.5  5 to 6
      12 October    3             2             2
      5 October     4    3 to 5   1.5  1 to 2   4
      28 September  1             1             5
      21 September  3    2 to 4   0.5  0 to 1   3



    Esc back   ^P all   F9 it slipped   w journal   ^L hide   ? keys
    ");
    table.resize(40, 24);
    insta::assert_snapshot!(table.screen(), @r"
    the trend                 not locked

    safety      ▃▂▄▃▅ ▅▅▅
    trust       ▁▂▂▂▃ ▃▃▄
    connection  ▃▅▄▂▅ ▂▅▅
    it slipped          ~

    The middle, and lowest-highest:
    week of safety   trust    connection
    16 Nov  6        4        5        ~
    9 Nov   5 4-9    3 2-4    6 4-10
    2 Nov   5        3        1
    26 Oct
    19 Oct  5.5 4-7  3        5.5 5-6
    12 Oct  3        2        2
    5 Oct   4 3-5    1.5 1-2  4
    28 Sep  1        1        5
    21 Sep  3 2-4    0.5 0-1  3





    ^P all   Esc back   ^L hide   ? keys
    ");
}
