use super::*;

fn spec() -> Spec {
    let statement = |id: &str, text: &str| Statement {
        id: id.into(),
        text: text.into(),
    };
    let question = |id: &str| Question {
        id: id.into(),
        text: format!("{id}?"),
    };
    Spec {
        statements: vec![
            statement("tea", "I made us tea."),
            statement("key", "I hear the key."),
        ],
        own: true,
        theirs: "They said".into(),
        mine: "I say".into(),
        questions: vec![question("meaning"), question("feeling")],
        replies: ["yes".into(), "nearly".into(), "no".into()],
    }
}

fn done(spec: &Spec, steps: &[Move]) -> Doing {
    let mut doing = Doing::begin(spec);
    for step in steps {
        doing.apply(spec, step.clone()).unwrap();
    }
    doing
}

fn say(text: &str) -> Move {
    Move::Say(text.into())
}

#[test]
fn one_try_that_was_looked_at_is_an_answer() {
    let spec = spec();
    let mut doing = Doing::begin(&spec);
    assert_eq!(
        spec.check(&doing.answer().unwrap())[0].part.as_deref(),
        Some("said")
    );
    doing.apply(&spec, Move::Take(1)).unwrap();
    assert!(
        doing.apply(&spec, Move::Compare).is_err(),
        "nothing is said yet"
    );
    doing.apply(&spec, say("You listen for me.")).unwrap();
    doing.apply(&spec, Move::Compare).unwrap();
    let problems = spec.check(&doing.answer().unwrap());
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].part.as_deref(), Some("meaning"));
    doing.apply(&spec, Move::Look(1, Reply::Nearly)).unwrap();
    doing.apply(&spec, Move::Look(0, Reply::No)).unwrap();
    doing.apply(&spec, Move::Look(0, Reply::Yes)).unwrap();
    let answer = doing.answer().unwrap();
    assert_eq!(spec.check(&answer), []);
    assert_eq!(
        answer.tries[0].looked.len(),
        2,
        "a reply that is changed is one reply"
    );
    assert_eq!(answer.tries[0].looked[0].question, "meaning");
    assert_eq!(spec.check(&spec.example()), []);
}

#[test]
fn a_no_is_an_answer_like_any_other() {
    let spec = spec();
    let mut answer = spec.example();
    for looked in &mut answer.tries[0].looked {
        looked.reply = Reply::No;
    }
    assert_eq!(spec.check(&answer), []);
}

#[test]
fn trying_again_keeps_the_earlier_try_with_what_was_seen_in_it() {
    let spec = spec();
    let steps = [
        Move::Take(0),
        say("It is about tea."),
        Move::Compare,
        Move::Look(0, Reply::No),
        Move::Look(1, Reply::No),
        Move::Again,
    ];
    let mut doing = done(&spec, &steps);
    assert_eq!((doing.stand, doing.now.said.as_str()), (Stand::Saying, ""));
    assert_eq!(
        doing.before().map(|t| t.said.as_str()),
        Some("It is about tea.")
    );
    assert_eq!(
        spec.check(&doing.answer().unwrap()),
        [],
        "an empty page is no try"
    );
    doing
        .apply(&spec, say("You were kind to me then."))
        .unwrap();
    let answer = doing.answer().unwrap();
    assert_eq!(answer.tries.len(), 2);
    assert_eq!(spec.check(&answer), [], "what is half done is kept too");
    let parts = answer.parts(&spec.labels());
    let read: Vec<(&str, &str)> = parts.iter().map(|p| (&*p.label, &*p.text)).collect();
    assert_eq!(
        read,
        [
            ("They said", "I made us tea."),
            ("I say", "It is about tea."),
            ("meaning?", "no"),
            ("feeling?", "no"),
            ("I say", "You were kind to me then."),
        ]
    );
}

#[test]
fn whoever_tries_again_and_writes_nothing_looks_once_more_at_the_try_before() {
    let spec = spec();
    let steps = [
        Move::Take(0),
        say("It is about tea."),
        Move::Compare,
        Move::Again,
    ];
    let mut doing = done(&spec, &steps);
    doing.apply(&spec, Move::Compare).unwrap();
    assert_eq!(doing.stand, Stand::Comparing);
    assert_eq!(doing.now.said, "It is about tea.");
    assert!(doing.earlier.is_empty());
}

#[test]
fn other_words_can_be_taken_and_nothing_that_was_written_is_lost() {
    let spec = spec();
    let steps = [Move::Take(0), say("half a"), Move::Other];
    let mut doing = done(&spec, &steps);
    doing.apply(&spec, Move::Take(0)).unwrap();
    assert_eq!(doing.now.said, "half a", "the same words are gone on with");
    doing.apply(&spec, Move::Other).unwrap();
    assert!(
        doing.apply(&spec, Move::Take(2)).is_err(),
        "nothing is remembered yet"
    );
    assert_eq!(doing.stand, Stand::Choosing);
    doing
        .apply(&spec, Move::Remember(" You never asked. ".into()))
        .unwrap();
    doing.apply(&spec, Move::Take(2)).unwrap();
    doing.apply(&spec, say("I did not ask.")).unwrap();
    let answer = doing.answer().unwrap();
    assert_eq!(answer.tries[0].said, "half a");
    assert_eq!(answer.tries[1].statement, None);
    assert_eq!(answer.tries[1].heard, "You never asked.");
}

#[test]
fn other_words_of_ones_own_are_looked_at_anew() {
    let spec = spec();
    let steps = [
        Move::Take(0),
        say("tea"),
        Move::Compare,
        Move::Look(0, Reply::Yes),
        Move::WriteOn,
    ];
    let mut doing = done(&spec, &steps);
    doing.apply(&spec, say("tea")).unwrap();
    assert_eq!(doing.now.reply("meaning"), Some(Reply::Yes));
    doing.apply(&spec, say("tea, and rest")).unwrap();
    assert_eq!(doing.now.reply("meaning"), None);
    assert_eq!(doing.earlier.len(), 1, "and the earlier ones are kept");
    doing.apply(&spec, say("tea, and rest for me")).unwrap();
    assert_eq!(doing.earlier.len(), 1, "once");
}

#[test]
fn what_the_exercise_does_not_have_is_refused() {
    let spec = spec();
    let with = |change: &dyn Fn(&mut Try)| {
        let mut answer = spec.example();
        change(&mut answer.tries[0]);
        spec.check(&answer).len()
    };
    assert_eq!(with(&|t| t.statement = Some("coffee".into())), 1);
    assert_eq!(with(&|t| t.statement = None), 0);
    assert_eq!(with(&|t| t.heard = " ".into()), 1);
    assert_eq!(with(&|t| t.said = String::new()), 1);
    assert_eq!(with(&|t| t.looked.push(t.looked[0].clone())), 1);
    assert_eq!(with(&|t| t.looked[0].question = "tone".into()), 1);
}

#[test]
fn an_answer_comes_back_as_it_was_left() {
    let spec = spec();
    let mut answer = spec.example();
    answer.tries.push(Try {
        statement: None,
        heard: "I am tired.".into(),
        said: "You want to rest.".into(),
        looked: Vec::new(),
    });
    let doing = Doing::revise(&spec, &answer);
    assert_eq!(doing.answer().unwrap(), answer);
    assert_eq!(
        (doing.stand, doing.remembered.as_str()),
        (Stand::Comparing, "I am tired.")
    );
    // A statement that is gone from the pack is kept by its words.
    answer.tries[0].statement = Some("gone".into());
    let doing = Doing::revise(&spec, &answer);
    assert_eq!(doing.earlier[0].statement, None);
    assert_eq!(spec.check(&doing.answer().unwrap()), []);
    let json = serde_json::to_string(&doing).unwrap();
    assert_eq!(serde_json::from_str::<Doing>(&json).unwrap(), doing);
}
