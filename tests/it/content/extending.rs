//! A pack laid over the default one.

use amends::content::{Pack, Voice, load};
use amends::domain::{Role, Setting, StepId};

const OVER: &str = r#"id = "over"
title = "Over"
version = "2"
language = "en"
licence = "mine"
extends = "amends"
"#;

fn over(stage: &str) -> Pack {
    let dir = super::folder(&[("pack.toml", OVER), ("stages/1.toml", stage)]);
    let loaded = super::load_of(&dir);
    assert_eq!(super::said(&loaded), "");
    loaded.pack.unwrap()
}

fn titles(pack: &Pack) -> Vec<&str> {
    pack.stages[0]
        .steps
        .iter()
        .map(|s| s.title.as_str())
        .collect()
}

#[test]
fn what_is_not_mentioned_stays() {
    let (base, pack) = (load::embedded(), over("id = \"root-cause\""));
    assert_eq!(pack.stages, base.stages);
    assert_eq!(pack.help, base.help);
    assert_eq!(
        (pack.edition(), pack.licence.as_str()),
        ("over 2".to_owned(), "mine")
    );
}

#[test]
fn a_known_id_is_reworded_and_keeps_everything_else() {
    let pack = over(
        r#"
id = "root-cause"
[[step]]
id = "owning-it"
title = "Saying it"
about.hurt = "Reworded."
[[step.exercise]]
id = "what-i-did"
[[step.exercise.slot]]
id = "hid"
label = "I kept it from you by"
"#,
    );
    let base = load::embedded();
    let step = pack
        .step(&StepId::try_from("owning-it".to_owned()).unwrap())
        .unwrap()
        .1;
    let before = base.step(&step.id).unwrap().1;
    let hurt = Voice {
        role: Role::Hurt,
        setting: Setting::Alone,
    };
    let broke = Voice {
        role: Role::Broke,
        ..hurt
    };
    assert_eq!(
        (step.title.as_str(), step.about.get(hurt)),
        ("Saying it", "Reworded.")
    );
    assert_eq!(step.about.get(broke), before.about.get(broke));
    assert_eq!(step.reading, before.reading);
    let labels = step.exercises[0].prompt(&pack, broke).labels;
    assert_eq!(labels["hid"], "I kept it from you by");
    assert_eq!(
        labels["did"],
        before.exercises[0].prompt(&base, broke).labels["did"]
    );
}

#[test]
fn a_text_for_all_replaces_the_variants_of_the_pack_below() {
    let stage = "id = \"root-cause\"\n[[step]]\nid = \"owning-it\"\nabout = \"One for all.\"";
    let pack = over(stage);
    let about = &pack.stages[0].steps[1].about;
    assert!(Voice::all().all(|voice| about.get(voice) == "One for all."));
}

#[test]
fn a_new_step_comes_last_or_after_the_one_that_it_names() {
    let step = |id: &str, after: &str| {
        let reading = super::reading();
        format!(
            "[[step]]\nid = \"{id}\"\n{after}title = \"{id}\"\nabout = \"x\"\nminutes = 1\nreading = \"{reading}\"\n"
        )
    };
    let stage = format!(
        "id = \"root-cause\"\n{}{}",
        step("last", ""),
        step("early", "after = \"owning-it\"\n")
    );
    let pack = over(&stage);
    let titles = titles(&pack);
    assert_eq!((titles[2], titles[5]), ("early", "last"));
}

#[test]
fn a_new_stage_comes_last_and_an_order_of_its_own_may_leave_stages_out() {
    let stage = super::STAGE.replace("READING", &super::reading());
    let files = [("pack.toml", OVER), ("stages/1.toml", stage.as_str())];
    let pack = super::load_of(&super::folder(&files)).pack.unwrap();
    assert_eq!(pack.stages.last().unwrap().id, "one");
    let own = format!("{OVER}stages = [\"one\"]\n");
    let files = [
        ("pack.toml", own.as_str()),
        ("stages/1.toml", stage.as_str()),
    ];
    let loaded = super::load_of(&super::folder(&files));
    assert_eq!(super::said(&loaded), "");
    assert_eq!(loaded.pack.unwrap().stages.len(), 1);
}

#[test]
fn a_pack_without_help_or_welcome_has_those_of_the_default() {
    let dir = super::with_exercise("");
    let loaded = super::load_of(&dir);
    assert_eq!(super::said(&loaded), "");
    let (pack, base) = (loaded.pack.unwrap(), load::embedded());
    assert_eq!((pack.help, pack.welcome), (base.help, base.welcome));
}

/// Faults of a pack that is laid over the default one: what stands in its stage, and what is said.
const FAULTS: [(&str, &str); 5] = [
    (
        "[[step]]\nid = \"owning-it\"\n[[step]]\nid = \"owning-it\" #!\ntitle = \"x\"\nabout = \"x\"\nminutes = 1\nreading = \"READING\"",
        "the step `owning-it` is here twice",
    ),
    (
        "[[step]]\nid = \"new\"\nafter = \"owning\" #!\ntitle = \"x\"\nabout = \"x\"\nminutes = 1\nreading = \"READING\"",
        "there is no `owning` here to come after",
    ),
    (
        "[[step]]\nid = \"owning-it\"\nafter = \"my-part\" #!",
        "a step has no key `after`",
    ),
    (
        "[[step]]\nid = \"owning-it\"\n[[step.exercise]]\nid = \"uncensored\"\nkind = \"scale\" #!",
        "this exercise is of the kind `write` in the pack below",
    ),
    (
        "[[step]]\nid = \"feelings-and-needs\"\n[[step.exercise]]\nid = \"needs\"\nlist = \"neds\" #!",
        "there is no list `neds` in the library",
    ),
];

#[test]
fn faults_of_the_upper_pack_are_told_in_its_own_files() {
    for (stage, says) in FAULTS {
        let stage = stage.replace("READING", &super::reading());
        let stage = format!("id = \"root-cause\"\n{stage}\n");
        let dir = super::folder(&[("pack.toml", OVER), ("stages/1.toml", &stage)]);
        let loaded = super::load_of(&dir);
        let first = loaded.findings.iter().find(|f| f.message.contains(says));
        let Some(first) = first else {
            panic!("{says}:\n{}", super::said(&loaded));
        };
        let marked = stage.lines().position(|line| line.contains("#!")).unwrap() + 1;
        assert_eq!(loaded.findings.len(), 1, "{}", super::said(&loaded));
        assert_eq!(first.line, marked, "{first}");
        assert!(first.file.ends_with("stages/1.toml") && first.file.starts_with(dir.path()));
        assert!(loaded.pack.is_none());
    }
}
