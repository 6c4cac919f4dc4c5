//! Ended from outside: the draft is kept, and the terminal is as it was.

use rustix::process::Signal;

use super::term::PATIENCE;
use super::world::*;

#[test]
fn a_signal_to_end_keeps_the_draft_and_gives_the_terminal_back() {
    let signals = [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT];
    for (book, signal) in each(BOOKS, signals) {
        let world = book();
        let mut term = world.writing();
        term.keys("not saved by anyone").wait("by anyone");
        assert!(term.modes().is_on("1049") && term.modes().is_on("2004"));
        term.signal(signal);
        assert_eq!(term.ended(), 0, "{signal:?}");
        term.is_as_before();
        assert_eq!(world.draft_texts(), ["not saved by anyone"], "{signal:?}");
        world.keeps_to_itself("not saved by anyone");
    }
}

#[test]
fn a_signal_is_heard_in_the_middle_of_a_paste_and_of_a_sequence() {
    let unfinished = ["\x1b[200~pasted and never ended", "\x1b[1;", "\x1b]11;rgb:"];
    for (book, unfinished) in each(BOOKS, unfinished) {
        let world = book();
        let mut term = world.writing();
        term.keys("typed before")
            .wait("typed before")
            .keys(unfinished);
        term.signal(Signal::TERM);
        assert_eq!(term.ended(), 0, "{unfinished:?}");
        term.is_as_before();
        assert_eq!(world.draft_texts().len(), 1);
        assert!(world.draft_texts()[0].starts_with("typed before"));
        world.keeps_to_itself("typed before");
    }
}

#[test]
fn when_the_window_is_closed_the_draft_is_kept_and_the_program_goes() {
    for (book, unfinished) in each(BOOKS, ["", "\x1b[200~never ended"]) {
        let world = book();
        let mut term = world.writing();
        term.keys("the window goes")
            .wait("window goes")
            .keys(unfinished);
        let mut child = term.hang_up();
        let end = std::time::Instant::now() + PATIENCE;
        while child.try_wait().unwrap().is_none() {
            assert!(
                std::time::Instant::now() < end,
                "it turns on without a terminal"
            );
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert!(world.draft_texts()[0].starts_with("the window goes"));
        world.keeps_to_itself("the window goes");
    }
}

#[test]
fn a_fault_of_ours_gives_the_terminal_back_keeps_the_draft_and_names_no_private_word() {
    for book in BOOKS {
        let world = book().set("AMENDS_TEST_PANIC", "MARKER of private text");
        let mut term = world.writing();
        term.keys("typed before the fault")
            .wait("before the fault")
            .keys("\x1b[20~");
        assert_eq!(term.ended(), 1);
        term.is_as_before();
        let screen = term.screen_and_scrollback();
        assert!(
            screen.contains("fault of its own") && screen.contains("driver.rs"),
            "{screen}"
        );
        assert!(
            !screen.contains("MARKER") && !screen.contains("before the fault"),
            "{screen}"
        );
        assert!(!String::from_utf8_lossy(&term.raw()).contains("MARKER"));
        assert_eq!(world.draft_texts(), ["typed before the fault"]);
        world.is_sound();
        world.keeps_to_itself("typed before the fault");
    }
}

#[test]
fn without_a_terminal_it_says_so_and_writes_nothing() {
    let world = World::new();
    let output = world.try_cli(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("needs a terminal") && said.contains("--help"),
        "{said}"
    );
    assert!(world.files("data").is_empty() && world.files("home").is_empty());
    // A terminal at one end is not enough.
    for redirected in ["</dev/null", ">out"] {
        let world = World::new();
        let mut term = world.in_shell(&format!("$AMENDS {redirected}; echo code $?"));
        term.wait("code 1").wait("needs a terminal");
        assert!(world.files("data").is_empty());
    }
}
