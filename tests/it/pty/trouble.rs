//! A disk that refuses: it is said, in words, and the text stays.

use super::world::*;

/// A sentence that goes over several lines, in one.
fn unwrapped(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_draft_that_cannot_be_written_is_said_and_the_text_stays() {
    let world = World::with_book();
    let mut term = world.writing();
    let drafts = world.path("data/local/drafts");
    // Nobody can write into a folder that is a file, not even root.
    drop(std::fs::remove_dir_all(&drafts));
    std::fs::write(&drafts, "in the way").unwrap();
    term.keys("nowhere to put it")
        .wait("NOT kept")
        .wait("nowhere to put it");
    // Leaving would lose it, so that is said first, and the page stays.
    term.keys(QUIT)
        .wait("leave once more")
        .keys("!")
        .wait("nowhere to put it!");
    term.keys(QUIT).wait("leave once more").keys(QUIT);
    assert_eq!(term.ended(), 1);
    term.is_as_before();
    let said = term.screen();
    // The cause alone: the page that the advice was for is gone.
    let cause = "could not be kept, and is lost: the disk answered: ";
    assert!(unwrapped(&said).contains(cause), "{said}");
    assert!(!unwrapped(&said).contains("still here"), "{said}");
    assert!(!said.contains("nowhere to put it"), "{said}");
}

#[test]
fn the_draft_of_a_disk_that_came_back_is_kept_on_the_way_out() {
    let world = World::with_book();
    let mut term = world.writing();
    let drafts = world.path("data/local/drafts");
    drop(std::fs::remove_dir_all(&drafts));
    std::fs::write(&drafts, "in the way").unwrap();
    term.keys("it found its place").wait("NOT kept");
    std::fs::remove_file(&drafts).unwrap();
    term.keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.draft_texts(), ["it found its place"]);
}

#[test]
fn hiding_does_not_wait_for_a_disk_that_refuses() {
    let world = World::with_book();
    let mut term = world.writing();
    let drafts = world.path("data/local/drafts");
    drop(std::fs::remove_dir_all(&drafts));
    std::fs::write(&drafts, "in the way").unwrap();
    term.keys("seen by nobody")
        .wait("seen by nobody")
        .keys(HIDE);
    assert_eq!(term.ended(), 1);
    term.is_as_before();
    let said = term.screen_and_scrollback();
    assert!(
        said.contains("is lost") && !said.contains("seen by nobody"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_saved_is_not_called_saved_and_is_saved_once_the_disk_is_back() {
    let world = World::with_book();
    let mut term = world.writing();
    term.keys("wait for the disk").wait("draft kept");
    let (store, person, _folder) = world.copy();
    let book = world.shelf().folder(store.id());
    drop(store);
    let space = book.join("spaces").join(person.space.to_string());
    let aside = world.path("aside");
    drop(std::fs::rename(&space, &aside));
    std::fs::write(&space, "in the way").unwrap();
    term.keys(SAVE).wait("Not saved").wait("wait for the disk");
    term.until("what was kept", |screen| {
        unwrapped(&screen.contents()).contains("Your text is still here.")
    });
    assert!(!term.screen().contains("Saved."));
    std::fs::remove_file(&space).unwrap();
    if aside.exists() {
        std::fs::rename(&aside, &space).unwrap();
    }
    term.keys(SAVE).wait("Saved.").keys(QUIT);
    assert_eq!(term.ended(), 0);
    assert_eq!(world.entries(), ["wait for the disk"]);
}

#[test]
fn a_book_of_a_newer_version_is_read_and_not_written() {
    let world = World::with_book();
    world.write("from the older version");
    world.needs_newer_version();
    let mut term = world.open();
    term.wait("read only")
        .wait("newer version")
        .keys("w")
        .wait("from the older version");
    term.keys("n");
    term.until("the page", |screen| screen.contents().contains(EMPTY_PAGE));
    term.keys("this has no place")
        .wait("has no place")
        .keys(SAVE)
        .wait("Not saved");
    term.wait("this has no place").keys(HIDE);
    let before = world.entries();
    term.ended();
    assert_eq!(before, ["from the older version"]);
    assert_eq!(world.entries(), before);
}
