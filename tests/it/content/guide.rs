//! The guide for authors: its examples are packs that load.

use amends::exercise::Kind;

#[test]
fn each_kind_has_an_example_and_each_example_has_no_findings() {
    let guide = std::fs::read_to_string("content/README.md").unwrap();
    let examples: Vec<&str> = guide
        .split("```toml exercise\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert_eq!(examples.len(), Kind::ALL.len());
    for (kind, example) in Kind::ALL.iter().copied().zip(examples) {
        let loaded = super::load_of(&super::with_exercise(example));
        assert_eq!(super::said(&loaded), "", "{}", kind.name());
        let pack = loaded.pack.unwrap();
        assert_eq!(pack.stages[0].steps[0].exercises[0].kind(), kind);
    }
}

#[test]
fn the_limits_that_it_names_are_the_real_ones() {
    let guide = std::fs::read_to_string("content/README.md")
        .unwrap()
        .replace('\n', " ");
    for limit in ["256 KiB", "64 files", "4 MiB", "50,000 values"] {
        assert!(guide.contains(limit), "{limit}");
    }
}
