//! What is saved is saved, what is half written is a draft, and both are found again.

use super::world::*;

const DOWN: &str = "\x1b[B";

#[test]
fn from_the_welcome_to_a_saved_answer_that_the_next_start_and_the_command_line_find() {
    let world = World::new();
    let mut term = world.open();
    term.wait("1 of 5")
        .keys(ENTER)
        .wait("2 of 5")
        .keys(ENTER)
        .wait("3 of 5");
    term.keys("Maya").wait("Maya").keys(ENTER).wait("4 of 5");
    term.keys(DOWN)
        .wait("▸ I am the one who was hurt")
        .keys(ENTER)
        .wait("5 of 5")
        .keys(ENTER);
    term.wait("▸ One moment or a pattern").keys(ENTER);
    term.wait_focus("What I learned")
        .keys(DOWN)
        .wait_focus("What the line says")
        .keys(DOWN);
    term.wait_focus("What I do not know").keys(ENTER);
    term.wait("F5 example")
        .keys("It was never only one evening.")
        .wait("changed");
    term.keys(SAVE).wait("Saved.").wait_gone("changed");
    term.keys(ESC).wait("amends · Maya").keys("q");
    assert_eq!(term.ended(), 0);
    term.is_as_before();
    let steps = world.json(&["steps", "--json"]);
    let answered: Vec<bool> = steps["stages"][0]["steps"][0]["exercises"]
        .as_array()
        .unwrap()
        .iter()
        .map(|exercise| exercise["answered"].as_bool().unwrap())
        .collect();
    assert_eq!(answered, [false, false, true]);
    let items = world.json(&["list", "--json"]);
    assert_eq!(items["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        items["items"][0]["excerpt"],
        "It was never only one evening."
    );
    assert!(world.drafts().is_empty(), "what is saved needs no draft");
    let mut term = world.open();
    term.wait("amends · Maya")
        .keys("/")
        .wait("all that you wrote")
        .keys("never only");
    term.wait("one place")
        .wait("It was never only one evening.");
}

#[test]
fn a_draft_is_offered_at_the_next_start_with_every_word_in_it() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("The kitchen light was still on.")
        .wait("still on.")
        .keys(QUIT);
    assert_eq!(term.ended(), 0);
    term.is_as_before();
    assert!(world.entries().is_empty());
    let mut term = world.open();
    term.wait("Go on with");
    // Whoever looks over the shoulder at home reads none of them.
    assert!(!term.screen().contains("kitchen"));
    term.keys(ENTER)
        .wait("draft kept")
        .wait("The kitchen light was still on.");
    // The caret stands where it stood.
    term.keys(" And the door.")
        .wait("still on. And the door.")
        .keys(SAVE)
        .wait("Saved.");
    term.keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(
        world.entries(),
        ["The kitchen light was still on. And the door."]
    );
    assert!(world.drafts().is_empty());
}

#[test]
fn leaving_by_any_key_keeps_the_words() {
    for (keys, way) in [
        (QUIT, "Ctrl+Q"),
        ("\x03", "Ctrl+C"),
        (HIDE, "Ctrl+L"),
        (F12, "F12"),
    ] {
        let world = World::with_book();
        let mut term = world.writing();
        // No wait between the words and the key: one burst, as from quick hands.
        term.keys(&format!("before {way}{keys}"));
        assert_eq!(term.ended(), 0);
        term.is_as_before();
        assert_eq!(world.draft_texts(), [format!("before {way}")]);
    }
}

#[test]
fn what_is_saved_while_the_program_leaves_is_saved_once_and_leaves_no_draft() {
    for leave in [HIDE, QUIT] {
        let world = World::with_book();
        let mut term = world.writing();
        term.keys("saved on the way out").wait("way out");
        term.keys(&format!("{SAVE}{leave}"));
        if leave == QUIT {
            // Other keys wait for the disk, so this one may have been passed over.
            term.wait_for("the entry", || !world.entries().is_empty());
            term.signal(rustix::process::Signal::TERM);
        }
        assert_eq!(term.ended(), 0);
        term.is_as_before();
        assert_eq!(world.entries(), ["saved on the way out"]);
        assert!(
            world.drafts().is_empty(),
            "a draft of what is saved already"
        );
    }
}

#[test]
fn the_own_editor_gives_its_text_back_and_leaves_nothing_behind() {
    let world = World::with_book();
    let script = world.path("editor");
    let lines = "stty -a > \"$HOME/stty\"\nprintf 'a line\\nfrom outside' > \"$1\"\n";
    std::fs::write(&script, lines).unwrap();
    let world = world.set("EDITOR", &format!("sh {}", script.display()));
    let mut term = world.writing();
    term.keys("from inside").wait("from inside").keys(F4);
    term.wait("from outside").wait_gone("from inside");
    assert!(term.modes().is_on("1049"), "the screen is ours again");
    let stty = std::fs::read_to_string(world.path("home/stty")).unwrap();
    assert!(
        stty.contains(" icanon") && stty.contains(" echo "),
        "the editor's terminal: {stty}"
    );
    term.keys(SAVE).wait("Saved.").keys(QUIT);
    assert_eq!(term.ended(), 0);
    term.is_as_before();
    assert_eq!(world.entries(), ["a line\nfrom outside"]);
    // Nothing but the empty folder for such files.
    assert_eq!(world.files("run"), [world.path("run/amends")]);
    assert!(world.files("tmp").is_empty(), "{:?}", world.files("tmp"));
}

#[test]
fn an_editor_that_fails_or_is_interrupted_costs_no_word() {
    for (script, says) in [
        ("exit 3\n", "saving"),
        ("kill -INT 0\nsleep 0.1\nexit 3\n", "saving"),
    ] {
        let world = World::with_book();
        let path = world.path("editor");
        std::fs::write(&path, script).unwrap();
        let world = world.set("EDITOR", &format!("sh {}", path.display()));
        let mut term = world.writing();
        term.keys("kept all the same")
            .wait("kept all the same")
            .keys(F4);
        term.wait(says).wait("kept all the same");
        term.keys(" and on").wait("the same and on");
    }
}
