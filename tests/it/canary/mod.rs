//! Words that must be nowhere: someone writes, in one way or another, on a sealed book, and afterwards
//! nobody without the passphrase finds a word of it, however things went.
//!
//! Each scenario lives through something with the real binary in a world of its own. Then every byte of that
//! world is searched, all that the program said, and what it left on the terminal: for what was written,
//! for the passphrases that were typed, and for the recovery code. `search` says how.

mod history;
mod keys;
mod leaving;
mod life;
mod pages;
mod search;
mod trouble;
mod workbook;
mod writing;

use life::Life;

/// A scenario: what it is called, and how to live through it.
type Scenario = (&'static str, fn(Life) -> Life);

macro_rules! scenarios {
    ($($name:ident: $start:ident, $live:path;)*) => {
        /// All of them.
        const TABLE: &[Scenario] = &[$((stringify!($name), $live)),*];
        $(
            #[test]
            fn $name() {
                leaves_nothing($live(Life::$start()));
            }
        )*
    };
}

scenarios! {
    an_entry_given_as_an_argument: sealed, writing::an_argument;
    an_entry_from_standard_input: sealed, writing::standard_input;
    an_answer_of_each_kind: sealed, writing::an_answer_of_each_kind;
    a_mark_of_the_day: sealed, writing::a_mark;
    an_edit_that_leaves_versions: sealed, writing::an_edit;
    a_delete: sealed, writing::a_delete;
    a_search: sealed, writing::a_search;
    commands_without_the_passphrase: sealed, writing::nobodys_commands;
    a_wrong_passphrase_on_the_command_line: sealed, writing::a_wrong_passphrase;
    a_backup_and_its_restore: sealed, writing::a_backup_and_its_restore;
    doctor_before_the_lock: sealed, writing::doctor_before_the_lock;
    a_check_of_content: sealed, writing::a_check_of_content;
    a_book_that_is_deleted: sealed, writing::a_deleted_book;
    a_book_in_clear_that_is_deleted: clear, writing::a_deleted_book;
    a_running_process: sealed, writing::a_running_process;

    an_entry_in_the_workbook: sealed, workbook::an_entry;
    an_edit_in_the_workbook: sealed, workbook::an_edit_and_its_versions;
    a_delete_in_the_workbook: sealed, workbook::a_delete;
    a_search_in_the_workbook: sealed, workbook::a_search;
    a_draft_and_a_kill: sealed, workbook::a_draft_and_a_kill;
    a_signal_to_end: sealed, workbook::a_signal_to_end;
    a_window_that_is_closed: sealed, workbook::a_window_that_is_closed;
    a_fault_of_ours: sealed, workbook::a_fault;
    hiding_that_leaves: sealed, workbook::hiding_that_leaves;
    hiding_that_stays_and_a_kill: sealed, workbook::hiding_that_stays;
    a_closed_lid_and_a_kill: sealed, workbook::a_closed_lid;
    a_sleep_and_a_kill: sealed, workbook::a_sleep_and_a_kill;
    a_wrong_passphrase_at_the_lock: sealed, workbook::a_wrong_passphrase_at_the_lock;
    two_windows: sealed, workbook::two_windows;
    a_very_long_paste: sealed, workbook::a_very_long_paste;
    keys_changed_in_the_workbook: clear, workbook::keys_changed_in_the_workbook;

    a_first_start_with_a_passphrase: new, pages::a_first_start_with_a_passphrase;
    an_exercise_and_a_kill: sealed, pages::an_exercise_and_a_kill;
    a_delete_in_clear: clear, pages::a_delete_in_clear;
    a_cache: sealed, pages::a_cache;
    a_question_that_is_interrupted: sealed, pages::a_question_that_is_interrupted;

    an_export_answered_with_no: sealed, leaving::an_export_answered_with_no;
    an_export_without_a_terminal: sealed, leaving::an_export_without_a_terminal;
    an_export_that_is_killed: sealed, leaving::an_export_that_is_killed;
    an_editor_that_is_wanted: sealed, leaving::an_editor_that_is_wanted;
    an_editor_that_fails: sealed, leaving::an_editor_that_fails;
    an_editor_that_is_killed: sealed, leaving::an_editor_that_is_killed;
    a_program_that_is_killed_behind_an_editor: sealed, leaving::a_program_that_is_killed_behind_an_editor;
    an_editor_that_nobody_asked_for: sealed, leaving::an_editor_that_nobody_asked_for;

    a_full_disk: sealed, trouble::a_full_disk;
    a_full_disk_while_it_locks: sealed, trouble::a_full_disk_while_it_locks;
    files_that_may_not_grow: sealed, trouble::files_that_may_not_grow;
    a_folder_that_takes_nothing: sealed, trouble::a_folder_that_takes_nothing;
    a_book_that_is_only_read: sealed, trouble::a_book_that_is_only_read;
    a_death_with_a_core: sealed, trouble::a_death_with_a_core;

    a_passphrase_set_on_a_book_that_was_lived_in: clear, keys::set_on_a_book_that_was_lived_in;
    a_passphrase_set_and_killed_on_the_way: clear, keys::set_that_is_killed;
    a_passphrase_changed: sealed, keys::a_change;
    new_keys_and_a_kill_on_the_way: sealed, keys::renew_that_is_killed;
    a_recovery: clear, keys::a_recovery;
    a_passphrase_taken_away_and_set_again: sealed, keys::taken_away_and_set_again;
}

/// What a life is for.
#[track_caller]
fn leaves_nothing(life: Life) {
    let traces = life.traces();
    assert!(traces.is_empty(), "{} traces: {traces:#?}", traces.len());
}

#[test]
fn there_are_at_least_twenty_five_of_them_each_of_its_own() {
    let names: std::collections::BTreeSet<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    assert!(
        names.len() == TABLE.len() && names.len() >= 25,
        "{}",
        names.len()
    );
}
