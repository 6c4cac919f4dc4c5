//! What a card of the default pack does not take: a threat opens the help page, of whomever it speaks, and an
//! ordinary sentence is left alone.

use amends::content::{Voice, load};
use amends::domain::{Role, Setting, StepId};
use amends::exercise::{Answer, Problem, cards};

/// What is said of a card of this exercise with these words in this field.
fn said(exercise: (&str, &str, Role), field: &str, words: &str) -> Vec<Problem> {
    let pack = load::embedded();
    let (step, name, role) = exercise;
    let id = StepId::try_from(step.to_owned()).unwrap();
    let exercises = &pack.step(&id).unwrap().1.exercises;
    let setting = Setting::Alone;
    let found = exercises.iter().find(|e| e.name() == name).unwrap();
    let spec = found.spec(&pack, Voice { role, setting }).unwrap();
    let Answer::Cards(mut answer) = spec.example() else {
        panic!("{name} has no cards");
    };
    let card: &mut cards::Card = &mut answer.cards[0];
    card.insert(field.to_owned(), words.to_owned());
    spec.check(&Answer::Cards(answer))
}

const BOUNDARIES: (&str, &str, Role) = ("boundaries", "my-boundaries", Role::Hurt);

fn opens_help(exercise: (&str, &str, Role), words: &str) -> bool {
    let problems = said(exercise, "do", words);
    problems.iter().any(|problem| problem.help)
}

#[test]
fn a_threat_is_heard_whoever_it_is_against() {
    for words in [
        "If he does it again I will hurt him.",
        "I'll hurt her, and she knows it.",
        "I hit him.",
        "I will beat her.",
        "I kill him.",
        "He'll regret it.",
        "Then she will be sorry.",
        "I make him pay for it.",
        "I tell his boss what he did.",
        "I will tell her boss.",
        "I'll tell your boss.",
        "I ruin him.",
        "I will destroy her.",
        "I expose him.",
        "I burn his clothes.",
        "I break his nose.",
        "I'll break her things.",
        "I get him fired.",
        "I have her deported.",
        "I will have him deported.",
        "I leak the photos.",
        "I post her pictures.",
        "I send the videos to his mother.",
        "I share his photos.",
        "I hurt the children.",
        "I will hit the kids.",
        "I beat our children.",
        "I hurt your kids.",
        "He will never see his kids again.",
        "I take her children.",
    ] {
        assert!(opens_help(BOUNDARIES, words), "{words}");
    }
    for step in [
        ("a-plan-together", "when-it-comes-back", Role::Hurt),
        ("a-plan-together", "moments-ahead", Role::Both),
    ] {
        for words in ["I hit him.", "I want to hurt her.", "I make her pay."] {
            assert!(opens_help(step, words), "{step:?}: {words}");
        }
    }
}

#[test]
fn an_order_comes_back_whoever_it_is_for() {
    for words in [
        "He must tell me.",
        "She has to stop.",
        "He is to be home at ten.",
    ] {
        let problems = said(BOUNDARIES, "do", words);
        assert_eq!(problems.len(), 1, "{words}: {problems:?}");
        assert!(!problems[0].help, "{words}");
    }
}

#[test]
fn an_ordinary_sentence_is_kept() {
    for words in [
        "I hit the brakes and get out.",
        "I beat the eggs and think of something else.",
        "I tell her that I am leaving for the night.",
        "I tell his sister that I am well.",
        "I share the photos of our holiday with my mother.",
        "I send the letters to my lawyer.",
        "I post the parcel and go home.",
        "I burn the toast and laugh about it.",
        "I leave, whether he likes it or not.",
        "I take the children to my mother for the night.",
        "I go to bed when the children do.",
        "I sleep in the other room until she has slept.",
        "I hurt, and I say so.",
    ] {
        assert_eq!(said(BOUNDARIES, "do", words), [], "{words}");
    }
    // What one needs may be that someone keeps a word.
    for words in [
        "That he does not break his word.",
        "To break her silence about it.",
    ] {
        assert_eq!(said(BOUNDARIES, "need", words), [], "{words}");
    }
}
