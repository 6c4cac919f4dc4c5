//! The default pack, as it is inside the binary.

use std::path::Path;

use amends::content::{Pack, Voice, load};
use amends::content::{Sort, Task};
use amends::domain::{Role, Setting, StepId};
use amends::exercise::flag::Finder;
use amends::exercise::{Kind, Problem, Spec, compose, sort};

fn step(pack: &Pack, id: &str) -> amends::content::Step {
    let id = StepId::try_from(id.to_owned()).unwrap();
    pack.step(&id).unwrap().1.clone()
}

fn voice(role: Role) -> Voice {
    let setting = Setting::Alone;
    Voice { role, setting }
}

fn spec(pack: &Pack, step_id: &str, name: &str, role: Role) -> Spec {
    let step = step(pack, step_id);
    let exercise = step.exercises.iter().find(|e| e.name() == name).unwrap();
    assert!(exercise.is_for(voice(role)), "{name} for {role:?}");
    exercise.spec(pack, voice(role)).unwrap()
}

#[test]
fn the_default_pack_has_nothing_to_complain_about() {
    let loaded = load::load(Path::new("content"));
    assert_eq!(super::said(&loaded), "");
    assert_eq!(
        loaded.pack,
        Some(load::embedded()),
        "the folder and the binary differ"
    );
}

#[test]
fn the_first_stage_has_its_four_steps() {
    let pack = load::embedded();
    let steps: Vec<&str> = pack.stages[0].steps.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(pack.stages[0].id, "root-cause");
    assert_eq!(
        steps,
        [
            "one-moment-or-pattern",
            "owning-it",
            "my-part",
            "feelings-and-needs"
        ]
    );
}

#[test]
fn the_second_stage_has_its_four_steps() {
    let pack = load::embedded();
    let steps: Vec<&str> = pack.stages[1].steps.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(pack.stages[1].id, "communication");
    assert_eq!(
        steps,
        ["honest-words", "a-safe-place", "listening", "an-apology"]
    );
}

#[test]
fn everyone_finds_words_and_something_to_do_in_every_step() {
    let pack = load::embedded();
    for (stage, step) in pack.steps() {
        for voice in Voice::all() {
            let place = format!("{} {voice:?}", step.id);
            for text in [&stage.about, &step.about, &step.reading, &step.deeper] {
                assert!(!text.get(voice).is_empty(), "{place}");
            }
            assert!(!step.presenter.is_empty(), "{place}");
            assert!(step.exercises_for(voice).next().is_some(), "{place}");
            for exercise in step.exercises_for(voice) {
                let place = format!("{} {voice:?}", exercise.item);
                assert!(!exercise.title.get(voice).is_empty(), "{place}");
                assert!(!exercise.ask.get(voice).is_empty(), "{place}");
                assert!(exercise.ask.get(voice).chars().count() <= 140, "{place}");
                assert!(!exercise.why.get(voice).is_empty(), "{place}");
                if let Some(spec) = exercise.spec(&pack, voice) {
                    assert_eq!(spec.check(&spec.example()), [], "{place}");
                    let today = "2031-02-03".parse().unwrap();
                    let example = spec.example_on(today);
                    assert_eq!(spec.check_on(&example, today), [], "{place}");
                    // What is remembered lies in the past; all else is of that day.
                    let text = example.json().to_string();
                    let remembers = spec.kind() == Kind::Timeline;
                    assert!(remembers || !text.contains("202"), "{place}: {text}");
                }
                let labels = exercise.prompt(&pack, voice).labels;
                assert!(labels.values().all(|label| !label.is_empty()), "{place}");
            }
        }
    }
}

#[test]
fn what_looks_hard_has_an_example() {
    let pack = load::embedded();
    for (_, step) in pack.steps() {
        for exercise in &step.exercises {
            let hard = match exercise.kind() {
                Kind::Write
                | Kind::Timeline
                | Kind::Compose
                | Kind::Sort
                | Kind::Paraphrase
                | Kind::Hour
                | Kind::Rank
                | Kind::Activity
                | Kind::Setback
                | Kind::Cards
                | Kind::Echo
                | Kind::Promise
                | Kind::Letter => true,
                Kind::Choose | Kind::Scale | Kind::Mark => false,
            };
            assert!(!hard || !exercise.example.is_empty(), "{}", exercise.item);
        }
    }
}

#[test]
fn whoever_broke_trust_cannot_file_it_under_anything_but_a_choice() {
    let pack = load::embedded();
    let Spec::Sort(spec) = spec(&pack, "my-part", "choices", Role::Broke) else {
        panic!("a sort");
    };
    for card in ["betrayal", "hiding", "lying"] {
        for bucket in ["condition", "not-mine"] {
            let why = spec.refusal(Some(card), bucket);
            assert!(why.is_some_and(|why| why.len() > 20), "{card} {bucket}");
        }
        assert_eq!(spec.refusal(Some(card), "choice"), None);
        let without = sort::Answer {
            cards: spec
                .example()
                .cards
                .into_iter()
                .filter(|placed| placed.card.as_deref() != Some(card))
                .collect(),
        };
        let problems = spec.check(&without);
        let misses = |problem: &Problem| problem.part.as_deref() == Some(card);
        assert!(problems.iter().any(misses), "{card} has to be placed");
    }
}

#[test]
fn whoever_was_hurt_has_nothing_to_own_and_is_asked_for_nothing_here() {
    let pack = load::embedded();
    let hurt = voice(Role::Hurt);
    let my_part = step(&pack, "my-part");
    assert!(my_part.exercises_for(hurt).all(|e| e.optional));
    let Spec::Sort(spec) = spec(&pack, "my-part", "not-mine", Role::Hurt) else {
        panic!("a sort");
    };
    for card in [
        "done-to-me",
        "told-lies",
        "their-reasons",
        "blamed",
        "prevent",
    ] {
        assert!(spec.refusal(Some(card), "choice").is_some(), "{card}");
    }
    assert!(spec.cards.iter().all(|card| !card.must));
    let names: Vec<String> = step(&pack, "owning-it")
        .exercises_for(hurt)
        .map(|e| e.name().to_owned())
        .collect();
    assert_eq!(
        names,
        ["uncensored", "want-you-to-know", "how-much-to-hear"]
    );
}

#[test]
fn whoever_has_not_decided_is_not_told_who_did_it() {
    let pack = load::embedded();
    for (_, step) in pack.steps() {
        for exercise in step.exercises_for(voice(Role::Undecided)) {
            if let Task::Sort(Sort { cards, .. }) = &exercise.task {
                assert!(cards.iter().all(|card| !card.must), "{}", exercise.item);
            }
            assert!(exercise.is_for(voice(Role::Both)));
        }
    }
    let Spec::Compose(spec) = spec(&pack, "owning-it", "on-my-side", Role::Undecided) else {
        panic!("a compose");
    };
    assert_eq!(spec.slots.len(), 4);
}

#[test]
fn excuses_are_pointed_out_where_one_owns_what_one_did() {
    let pack = load::embedded();
    let Spec::Compose(spec) = spec(&pack, "owning-it", "what-i-did", Role::Broke) else {
        panic!("a compose");
    };
    let slots: Vec<&str> = spec.slots.iter().map(|slot| slot.id.as_str()).collect();
    assert_eq!(slots, ["did", "hid", "cost", "choice"]);
    let finder = Finder::new(&spec.flags);
    let flagged = |text: &str| -> Vec<&str> {
        let hits = finder.find(text);
        hits.iter()
            .map(|h| spec.flags[h.flag].id.as_str())
            .collect()
    };
    for (text, flags) in [
        ("I lied, but I was tired", &["but"][..]),
        ("I didn\u{2019}t mean to", &["not-meant"]),
        ("I am sorry if you felt left out", &["if-you-felt"]),
        ("Mistakes were made.", &["mistakes-were-made"]),
        ("It just happened.", &["it-happened"]),
        ("You made me do it", &["you-made-me"]),
        ("It was only once", &["only"]),
        ("I took out a loan and hid the letters at work.", &[]),
    ] {
        assert_eq!(flagged(text), flags, "{text}");
    }
}

#[test]
fn an_apology_has_five_parts_asks_for_nothing_and_hears_what_takes_it_back() {
    let pack = load::embedded();
    for (name, role) in [("apology", Role::Broke), ("if-i-owe-one", Role::Undecided)] {
        let Spec::Compose(spec) = spec(&pack, "an-apology", name, role) else {
            panic!("a compose");
        };
        let slots: Vec<&str> = spec.slots.iter().map(|slot| slot.id.as_str()).collect();
        let parts = ["regret", "how", "responsibility", "differently", "repair"];
        assert_eq!(slots, parts);
        let finder = Finder::new(&spec.flags);
        for text in [
            "I am sorry if you were hurt",
            "I lied, but you did not ask",
            "Things were said",
            "It was only once",
            "Please forgive me",
        ] {
            assert!(!finder.find(text).is_empty(), "{text}");
        }
    }
    let texts = step(&pack, "an-apology").exercises;
    for exercise in texts.iter().filter(|e| e.is_for(voice(Role::Hurt))) {
        let asked = exercise.ask.get(voice(Role::Hurt));
        assert!(!asked.to_lowercase().contains("forgiv"), "{asked}");
    }
}

#[test]
fn everyone_has_words_of_the_other_side_to_say_back_and_can_bring_their_own() {
    let pack = load::embedded();
    for role in Role::ALL {
        let Spec::Paraphrase(spec) = spec(&pack, "listening", "say-it-back", role) else {
            panic!("a paraphrase");
        };
        assert!(spec.own && spec.statements.len() >= 4, "{role:?}");
        assert_eq!(spec.questions.len(), 3);
    }
}

#[test]
fn the_examples_of_the_couple_would_raise_no_flag_themselves() {
    let pack = load::embedded();
    for (_, step) in pack.steps() {
        for exercise in &step.exercises {
            for voice in Voice::all().filter(|v| exercise.is_for(*v)) {
                let spec = exercise.spec(&pack, voice);
                if let Some(Spec::Compose(compose::Spec { flags, .. })) = spec {
                    let text = exercise.example.get(voice);
                    let hits = Finder::new(&flags).find(text);
                    let hits: Vec<&str> = hits.into_iter().map(|h| &text[h.range]).collect();
                    assert_eq!(hits, [""; 0], "{}", exercise.item);
                }
            }
        }
    }
}

#[test]
fn the_lists_are_as_large_as_they_should_be() {
    let pack = load::embedded();
    let size = |id: &str| -> usize { pack.lists[id].groups.iter().map(|(_, w)| w.len()).sum() };
    assert!(
        (40..=50).contains(&size("feelings")),
        "{}",
        size("feelings")
    );
    assert!((6..=8).contains(&pack.lists["feelings"].groups.len()));
    assert!((28..=34).contains(&size("needs")), "{}", size("needs"));
    assert!(
        (12..=24).contains(&pack.flags.len()),
        "{}",
        pack.flags.len()
    );
}

/// Words that a pack for everyone does without, each in its own form only.
const UNWANTED: [&str; 22] = [
    "spouse",
    "husband",
    "wife",
    "he",
    "she",
    "him",
    "her",
    "his",
    "hers",
    "boyfriend",
    "girlfriend",
    "cheater",
    "victim",
    "toxic",
    "narcissist's",
    "healing",
    "closure",
    "journey",
    "amazing",
    "boy",
    "girl",
    "marriage",
];

#[test]
fn the_words_assume_no_gender_no_marriage_and_promise_nothing() {
    let mut files = vec![];
    for dir in ["content", "content/stages", "content/library"] {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "toml") {
                files.push(path);
            }
        }
    }
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        // What a rule or a flag looks for is what people write, and not what they read.
        let mut listed = false;
        for (place, line) in text.lines().enumerate() {
            listed |= line.starts_with("phrases = [") || line.starts_with("unless = [");
            let is_listed = listed;
            listed &= !line.ends_with(']');
            if is_listed {
                continue;
            }
            let place = format!("{}:{}", path.display(), place + 1);
            assert!(!line.contains('!'), "an exclamation mark at {place}");
            let lower = line.to_lowercase();
            for word in lower.split(|c: char| !c.is_alphanumeric() && c != '\'') {
                assert!(!UNWANTED.contains(&word), "\"{word}\" at {place}");
            }
        }
    }
}

#[test]
fn the_help_page_has_what_people_look_for_and_every_helpline_its_day() {
    let help = load::embedded().help;
    let ids: Vec<&str> = help.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "in-danger",
            "afraid",
            "dying",
            "hurting-someone",
            "too-much",
            "counsellor"
        ]
    );
    assert!(help.helplines.len() >= 10);
    assert!(help.helplines.iter().all(|line| !line.reach.is_empty()));
}

#[test]
fn the_welcome_says_once_that_this_is_not_therapy() {
    let welcome = load::embedded().welcome;
    assert_eq!(welcome.what.matches("not therapy").count(), 1);
    assert!(welcome.not_protected.len() >= 7);
    for role in Role::ALL {
        assert!(!welcome.roles[role.name()].is_empty());
    }
}

#[test]
fn the_exercise_that_the_readme_shows_is_there_for_everyone() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let named = readme.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("amends answer ")?.split_once(' ')?;
        Some(name.to_owned())
    });
    let named: Vec<String> = named.collect();
    assert!(!named.is_empty());
    for name in named {
        let (step, exercise) = name.split_once('.').unwrap();
        for role in Role::ALL {
            spec(&load::embedded(), step, exercise, role);
        }
    }
}
