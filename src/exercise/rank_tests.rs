//! Putting values in order: the top is exact, nothing that was written is lost, and scripts are held to
//! the same rules.

use super::*;

fn spec() -> Spec {
    let item = |id: &str| Item {
        id: id.into(),
        text: format!("the {id}"),
        group: String::new(),
    };
    Spec {
        items: ["honesty", "calm", "play", "order"].map(item).to_vec(),
        own: true,
        top: 2,
        behaviour: "What could be seen".into(),
        hint: String::new(),
    }
}

/// With these items chosen, in this order.
fn chosen(places: &[usize]) -> Doing {
    let mut doing = Doing::begin(&spec());
    for place in places {
        let step = Move::Choose(choose::Move::Toggle(*place));
        doing.apply(&spec(), step).unwrap();
    }
    doing
}

fn moved(doing: &mut Doing, from: usize, to: usize) {
    doing.apply(&spec(), Move::Shift { from, to }).unwrap();
}

fn shows(doing: &mut Doing, place: usize, text: &str) {
    doing
        .apply(&spec(), Move::Show(place, text.into()))
        .unwrap();
}

fn top(answer: &Answer) -> Vec<(&str, &str)> {
    let ranked = answer.top.iter();
    ranked.map(|r| (&*r.id, &*r.behaviour)).collect()
}

#[test]
fn the_order_is_reached_once_enough_is_chosen() {
    let mut doing = chosen(&[0]);
    let refused = doing.apply(&spec(), Move::Go(Stand::Ordering)).unwrap_err();
    assert_eq!(refused.says, "Choose 2 or more; 1 so far.");
    assert_eq!(doing.stand, Stand::Choosing);
    let mut doing = chosen(&[0, 3]);
    doing.apply(&spec(), Move::Go(Stand::Ordering)).unwrap();
    assert_eq!(doing.stand, Stand::Ordering);
}

#[test]
fn exactly_so_many_are_put_in_order_and_the_others_matter_too() {
    let mut doing = chosen(&[0, 1, 2]);
    moved(&mut doing, 2, 0);
    shows(&mut doing, 0, "I play cards.");
    shows(&mut doing, 1, "I say so.");
    let answer = doing.answer().unwrap();
    assert_eq!(
        top(&answer),
        [("play", "I play cards."), ("honesty", "I say so.")]
    );
    assert_eq!(answer.also, ["calm"]);
    assert_eq!(spec().check(&answer), []);
    let parts = answer.parts(&spec().labels());
    let said: Vec<_> = parts.iter().map(|p| (&*p.label, &*p.text)).collect();
    assert_eq!(
        said,
        [
            ("1  the play", "I play cards."),
            ("2  the honesty", "I say so."),
            ("also", "the calm")
        ]
    );
}

#[test]
fn what_was_written_goes_with_its_value() {
    let mut doing = chosen(&[0, 1, 2]);
    shows(&mut doing, 0, "I say so.");
    shows(&mut doing, 1, "No phone after nine.");
    moved(&mut doing, 0, 1);
    assert_eq!(
        top(&doing.answer().unwrap()),
        [("calm", "No phone after nine."), ("honesty", "I say so.")]
    );
    moved(&mut doing, 0, 2);
    shows(&mut doing, 1, "Cards.");
    let answer = doing.answer().unwrap();
    assert_eq!(top(&answer), [("honesty", "I say so."), ("play", "Cards.")]);
    assert_eq!(answer.kept["calm"], "No phone after nine.", "below the top");
    assert_eq!(spec().check(&answer), []);
    let mut again = Doing::revise(&spec(), &answer);
    moved(&mut again, 2, 0);
    assert_eq!(
        top(&again.answer().unwrap()),
        [("calm", "No phone after nine."), ("honesty", "I say so.")]
    );
}

#[test]
fn what_was_written_for_a_value_that_is_let_go_is_kept_under_its_name() {
    let mut doing = chosen(&[0, 1, 2]);
    doing
        .apply(&spec(), Move::Choose(choose::Move::Add("my garden".into())))
        .unwrap();
    moved(&mut doing, 3, 0);
    shows(&mut doing, 0, "I dig.");
    shows(&mut doing, 1, "I say so.");
    doing
        .apply(&spec(), Move::Choose(choose::Move::Remove(0)))
        .unwrap();
    shows(&mut doing, 1, "Quiet.");
    let answer = doing.answer().unwrap();
    assert_eq!(top(&answer), [("honesty", "I say so."), ("calm", "Quiet.")]);
    assert_eq!(spec().check(&answer), []);
    let parts = answer.parts(&spec().labels());
    let last = parts.last().unwrap();
    assert_eq!((&*last.label, &*last.text), ("my garden", "I dig."));
    let mut again = Doing::revise(&spec(), &answer);
    again
        .apply(&spec(), Move::Choose(choose::Move::Add("my garden".into())))
        .unwrap();
    moved(&mut again, 3, 0);
    assert_eq!(again.answer().unwrap().top[0].behaviour, "I dig.");
}

#[test]
fn words_of_ones_own_have_ids_of_their_own_and_come_back() {
    let mut doing = chosen(&[1]);
    doing
        .apply(&spec(), Move::Choose(choose::Move::Add("my garden".into())))
        .unwrap();
    shows(&mut doing, 0, "a");
    shows(&mut doing, 1, "b");
    let answer = doing.answer().unwrap();
    assert_eq!(top(&answer), [("calm", "a"), ("own-1", "b")]);
    assert_eq!(answer.own["own-1"], "my garden");
    assert_eq!(answer.parts(&spec().labels())[1].label, "2  my garden");
    let again = Doing::revise(&spec(), &answer);
    assert_eq!(again.choosing, doing.choosing);
    assert_eq!(again.answer().unwrap(), answer);
}

#[test]
fn the_shape_of_the_contract_is_read_and_the_example_is_accepted() {
    let json = r#"{"top":[{"id":"honesty","behaviour":"a"},{"id":"own-1","behaviour":"b"}],
        "also":["calm"],"own":{"own-1":"mine"}}"#;
    let answer: Answer = serde_json::from_str(json).unwrap();
    assert_eq!(spec().check(&answer), []);
    assert_eq!(spec().check(&spec().example()), []);
    let other = json.replace("\"also\"", "\"and\"");
    assert!(serde_json::from_str::<Answer>(&other).is_err());
}

#[test]
fn a_script_is_held_to_the_same_rules() {
    let says = |change: &dyn Fn(&mut Answer)| {
        let mut answer = spec().example();
        change(&mut answer);
        let problems = spec().check(&answer);
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems.into_iter().next().unwrap().says
    };
    let ranked = |id: &str| Ranked {
        id: id.into(),
        behaviour: "x".into(),
    };
    let third = says(&|a| a.top.push(ranked("play")));
    assert_eq!(third, "2 are put in order; there are 3.");
    let blank = says(&|a| a.top[1].behaviour = " ".into());
    assert_eq!(blank, "Nothing stands beside \u{201c}the calm\u{201d} yet.");
    let twice = says(&|a| a.also.push("calm".into()));
    assert_eq!(twice, "\u{201c}calm\u{201d} is there twice.");
    let unknown = says(&|a| a.also.push("gold".into()));
    assert_eq!(unknown, "\u{201c}gold\u{201d} is not on this list.");
    let kept = says(&|a| {
        a.kept.insert("calm".into(), "x".into());
    });
    assert_eq!(kept, "\u{201c}calm\u{201d} is there twice.");
    let unused = says(&|a| {
        a.own.insert("own-1".into(), "mine".into());
    });
    assert!(unused.ends_with("nowhere chosen."), "{unused}");
    let listed = says(&|a| {
        a.own.insert("calm".into(), "mine".into());
    });
    assert!(listed.contains("is a word of the list"), "{listed}");
    let closed = Spec {
        own: false,
        ..spec()
    };
    let mut answer = spec().example();
    answer.own.insert("own-1".into(), "mine".into());
    answer.also.push("own-1".into());
    assert_eq!(closed.check(&answer).len(), 1);
}

#[test]
fn a_draft_of_an_older_pack_goes_on_with_what_there_still_is() {
    let mut doing = chosen(&[0, 1, 2]);
    doing.apply(&spec(), Move::Go(Stand::Showing)).unwrap();
    let mut newer = spec();
    newer.items.remove(0);
    newer.items[0].text = "quiet".into();
    let fitted = doing.clone().fitted(&newer);
    assert_eq!(fitted.stand, Stand::Showing);
    assert_eq!(fitted.top()[0].text, "quiet");
    newer.items.remove(0);
    let fitted = doing.fitted(&newer);
    assert_eq!(fitted.stand, Stand::Choosing, "there are too few now");
}
