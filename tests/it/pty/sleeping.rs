//! Put to sleep and woken again: the shell gets its terminal, and the page comes back as it was.

use rustix::process::{Pid, Signal, kill_process};

use super::term::Term;
use super::world::*;

fn state(pid: u32) -> char {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    after.trim().chars().next().unwrap_or('?')
}

/// The program as a job of a shell that knows jobs.
fn in_shell(world: &World) -> Term {
    let lines = "set -m; $AMENDS; echo [back in the shell]; stty -a | grep -o ' icanon'; \
                 read -r word; fg > /dev/null; echo [code $?]";
    let mut term = world.in_shell(lines);
    world.unlock(&mut term);
    term.wait("n new entry");
    term
}

#[test]
fn a_signal_to_sleep_gives_the_terminal_back_and_waking_brings_the_page() {
    for book in BOOKS {
        let world = book();
        let mut term = world.writing();
        term.keys("half a sentence").wait("half a sentence");
        for signal in [Signal::TSTP, Signal::TSTP] {
            term.signal(signal);
            let pid = term.pid();
            term.wait_for("a stop", || state(pid) == 'T');
            term.wait_gone("half a sentence");
            term.is_as_before();
            assert_eq!(world.draft_texts(), ["half a sentence"]);
            term.signal(Signal::CONT);
            // What is sealed was locked for its sleep.
            world.unlock(&mut term);
            term.wait("half a sentence");
            assert!(term.modes().is_on("1049") && term.modes().is_on("2004"));
        }
        term.keys(" and more").wait("sentence and more");
        world.keeps_to_itself("half a sentence");
    }
}

#[test]
fn ctrl_z_goes_to_the_shell_and_back() {
    for book in BOOKS {
        let world = book();
        let mut term = in_shell(&world);
        term.keys(SLEEP).wait("[back in the shell]").wait(" icanon");
        assert!(term.modes().all_off());
        term.keys("on\n");
        world.unlock(&mut term);
        term.wait("n new entry").keys("n").wait(EMPTY_PAGE);
        // In text it takes back what was typed, which people expect there more.
        term.keys("again")
            .wait("again")
            .keys(SLEEP)
            .wait_gone("again");
        term.keys("two").wait("two").keys(QUIT).wait("[code 0]");
        assert!(term.modes().all_off());
        assert_eq!(world.draft_texts(), ["two"]);
    }
}

#[test]
fn without_a_shell_behind_it_ctrl_z_does_not_freeze_the_window() {
    let world = World::with_book();
    let mut term = world.open();
    term.wait("journal").keys(SLEEP).wait("There is no shell");
    assert_ne!(state(term.pid()), 'T');
    term.keys("q");
    assert_eq!(term.ended(), 0);
}

#[test]
fn stopped_without_a_warning_it_still_comes_back_whole() {
    let world = World::with_book();
    let mut term = in_shell(&world);
    term.keys("n")
        .wait(EMPTY_PAGE)
        .keys("a word")
        .wait("a word");
    let pid = world.find_process(term.pid());
    let id = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    kill_process(id, Signal::STOP).unwrap();
    term.wait_for("a stop", || state(pid) == 'T');
    // The shell takes its terminal as it knows it, and then hands it over again.
    term.wait("[back in the shell]").keys("on\n");
    // Until then the keys would be the shell's.
    term.wait_for("the program", || state(pid) != 'T');
    term.keys(" or two");
    term.wait("a word or two");
    term.keys(QUIT).wait("[code 0]");
    assert!(term.modes().all_off());
    assert_eq!(world.draft_texts(), ["a word or two"]);
}
