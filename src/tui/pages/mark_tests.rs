use crate::domain::mark::Mark;
use crate::domain::{Body, DraftKey, Role};
use crate::tui::app::Look;
use crate::tui::canvas::Target;
use crate::tui::command::{Command, Place};
use crate::tui::msg::Told;
use crate::tui::testing::{LOOK, MONO, Table, mark, profile};

fn open() -> Table {
    let mut table = Table::home();
    table.press("m");
    table
}

/// The mark that was saved last.
fn saved(table: &Table) -> Option<Mark> {
    table.records.iter().rev().find_map(|record| {
        let Body::Mark(mark) = &record.body else {
            return None;
        };
        Some(mark.clone())
    })
}

fn numbers(table: &Table) -> String {
    saved(table).map_or("none".to_owned(), |mark| mark.numbers())
}

fn with(records: Vec<crate::domain::Record>, look: Look) -> Table {
    let mut all = vec![profile(Role::Broke)];
    all.extend(records);
    Table::of(look, all, Vec::new(), None)
}

#[test]
fn a_day_is_marked_with_a_few_keys() {
    let mut table = open();
    table.keys("6 enter 3 enter enter");
    table.type_text("Slept until six.");
    table.press("enter");
    assert_eq!(table.place(), Place::Home);
    assert_eq!(table.notice(), "Saved. The page is closed.");
    assert_eq!(numbers(&table), "safety 6 · trust 3");
    let mark = saved(&table).unwrap();
    assert_eq!(mark.day.to_string(), "2026-11-22");
    assert_eq!(mark.note, "Slept until six.");
    assert!(table.drafts.is_empty());
    table.must_show("today safety 6 · trust 3 m");
}

#[test]
fn each_key_sets_moves_or_takes_away_the_number_with_the_focus() {
    for (keys, expected) in [
        ("7", "safety 7"),
        ("1 0", "safety 10"),
        ("0", "safety 0"),
        ("2 0", "safety 0"),
        ("right", "safety 5"),
        ("left", "safety 5"),
        ("9 right right", "safety 10"),
        ("0 left", "safety 0"),
        ("7 left down 2", "safety 6 · trust 2"),
        ("7 down 2 backspace", "safety 7"),
        ("7 down 2 up ctrl+r", "trust 2"),
        ("tab tab 4 shift+tab 3", "trust 3 · connection 4"),
    ] {
        let mut table = open();
        table.keys(keys);
        table.press("ctrl+s");
        assert_eq!(numbers(&table), expected, "{keys}");
    }
}

#[test]
fn a_point_of_the_ladder_can_be_clicked() {
    let mut table = open();
    table.click_at(Target::Choice(1, 10));
    table.click_at(Target::Choice(2, 0));
    table.press("ctrl+s");
    assert_eq!(numbers(&table), "trust 10 · connection 0");
}

#[test]
fn the_mark_of_the_day_is_there_to_change_and_what_is_not_touched_stays() {
    let earlier = mark(1, "2026-11-22", [Some(6), Some(3), None], "slept");
    let mut table = with(vec![earlier.clone()], LOOK);
    table.press("m");
    table.must_show("slept");
    table.keys("down 4");
    // Meanwhile another machine says something of the same day.
    let mut other = mark(2, "2026-11-22", [Some(6), Some(3), Some(8)], "talked");
    other.replaces = vec![earlier.id];
    let (records, findings) = (vec![other.clone()], Vec::new());
    table.told(Told::Appeared { records, findings });
    table.must_show("talked");
    table.press("ctrl+s");
    assert_eq!(numbers(&table), "safety 6 · trust 4 · connection 8");
    assert_eq!(saved(&table).unwrap().note, "talked");
    assert_eq!(table.records.last().unwrap().replaces, [other.id]);
    assert_eq!(table.records.last().unwrap().thread, earlier.thread);
}

#[test]
fn what_is_half_marked_is_kept_and_home_offers_it() {
    let mut table = open();
    table.keys("6 up tab tab tab");
    table.type_text("It rai");
    table.press("esc");
    assert_eq!(table.drafts.len(), 1);
    assert_eq!(saved(&table), None);
    let mut table = table.again();
    table.must_show("Go on with “the mark of today”");
    table.press("enter");
    table.must_show("It rai");
    table.press("ctrl+s");
    assert_eq!(numbers(&table), "safety 6");
    assert_eq!(saved(&table).unwrap().note, "It rai");
    assert!(table.drafts.is_empty());
}

#[test]
fn another_day_is_a_key_away_and_tomorrow_is_not() {
    let mut table = open();
    assert!(!table.can(Command::PageDown));
    table.keys("4 pageup");
    assert_eq!(
        table.notice(),
        "What you had for Sunday 22 November is kept as a draft."
    );
    table.must_show("Saturday 21 November");
    table.keys("2 ctrl+s");
    assert_eq!(saved(&table).unwrap().day.to_string(), "2026-11-21");
    assert_eq!(table.place(), Place::Home);
    assert!(
        table
            .drafts
            .contains_key(&DraftKey::Mark("2026-11-22".parse().unwrap()))
    );
}

#[test]
fn a_mark_of_which_nothing_is_left_is_deleted_and_not_saved() {
    let mut table = with(vec![mark(1, "2026-11-22", [Some(6), None, None], "")], LOOK);
    table.keys("m backspace ctrl+s");
    assert_eq!(
        table.notice(),
        "Nothing is left of this mark. d takes it away for good."
    );
    table.keys("d tab enter");
    assert_eq!(table.notice(), "Deleted.");
    table.must_show("no mark yet");
    assert!(table.drafts.is_empty());
}

#[test]
fn an_old_mark_is_found_by_its_line_and_changed_from_there() {
    let mut table = with(
        vec![mark(
            1,
            "2026-11-02",
            [Some(6), None, None],
            "zebra crossing",
        )],
        LOOK,
    );
    table.press("/");
    table.type_text("zebra");
    table.keys("enter e");
    assert_eq!(table.place(), Place::Mark);
    table.must_show("Monday 2 November");
}

#[test]
fn the_page_at_three_sizes() {
    let mut table = open();
    table.keys("6 down 1 0 down");
    insta::assert_snapshot!(table.screen(), @r"
        today · Sunday 22 November                              changed · not locked

          How was it? 0 is not at all, 10 is entirely. Whatever you leave blank
          stays blank, and so may a whole day.
          0 to 9, or ← and →; Backspace leaves it blank.

            safety      How safe did it feel?
            ·───·───·───·───·───·───●───·───·───·───·  6

            trust       How much trust?
            ·───·───·───·───·───·───·───·───·───·───●  10

          ▸ connection  How near did you feel?
            ·───·───·───·───·───·───·───·───·───·───·  blank

            a line, if you like

            PgUp  the day before





        Enter next   ^S save   Tab next part   ^P all   ^L hide   F1 help
    ");
    table.resize(40, 12);
    insta::assert_snapshot!(table.screen(), @r"
        today · Sunda…  changed · not locked

        0 not at all, 10 entirely, or blank
          safety      How safe did it feel?
          ·─·─·─·─·─·─●─·─·─·─·  6
          trust       How much trust?
          ·─·─·─·─·─·─·─·─·─·─●  10
        ▸ connection  How near did you feel?
          ·─·─·─·─·─·─·─·─·─·─·  blank
          a line, if you like

        Enter next   ^L hide   F1 help
    ");
    let mut table = with(
        Vec::new(),
        Look {
            ascii: true,
            ..MONO
        },
    );
    table.keys("m 6 down 1 0 tab");
    insta::assert_snapshot!(table.screen(), @r"
        today · Sunday 22 November                              changed · not locked

          How was it? 0 is not at all, 10 is entirely. Whatever you leave blank
          stays blank, and so may a whole day.
          0 to 9, or Left and Right; Backspace leaves it blank.

            safety      How safe did it feel?
            .---.---.---.---.---.---*---.---.---.---.  6

            trust       How much trust?
            .---.---.---.---.---.---.---.---.---.---*  10

          > connection  How near did you feel?
            .---.---.---.---.---.---.---.---.---.---.  blank

            [a line, if you like]

            PgUp  the day before





        Enter next   ^S save   Tab next part   ^P all   ^L hide   F1 help
    ");
}
