//! Two versions of one thing side by side: part by part, each with the label that it had, and the words
//! that differ. It shows and never judges: there is no more and no less, no better and no worse in it.

use std::ops::Range;

use super::differ::{Differ, differ};
use super::reading::Reading;
use crate::exercise::Part;

/// More pairs of parts than these are not looked through; they are then paired by their places.
const MOST: usize = 250_000;

/// Two versions of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What it is called.
    pub title: Pair,
    /// What was asked.
    pub asked: Pair,
    pub parts: Vec<Pair>,
    pub tags: Pair,
}

/// A part as it was then, and as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub then: Option<Side>,
    pub now: Option<Side>,
    pub how: How,
}

/// A part in one of two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub label: String,
    pub text: String,
    /// The bytes of the text that the other version does not have. Empty also where so little is
    /// the same that pointing at words would say nothing.
    pub changed: Vec<Range<usize>>,
}

/// How a part stands to the other version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Same,
    /// Some of the words are other words.
    Changed,
    /// So few words are the same that it is another text.
    Anew,
    OnlyThen,
    OnlyNow,
    /// In neither version.
    Nowhere,
}

impl Pair {
    fn of(then: Option<&Part>, now: Option<&Part>) -> Pair {
        let mut pair = Pair {
            then: then.map(Side::of),
            now: now.map(Side::of),
            how: How::Nowhere,
        };
        pair.how = match (&mut pair.then, &mut pair.now) {
            (None, None) => How::Nowhere,
            (Some(_), None) => How::OnlyThen,
            (None, Some(_)) => How::OnlyNow,
            (Some(then), Some(now)) => match differ(&then.text, &now.text) {
                Differ::Nothing => How::Same,
                Differ::All => How::Anew,
                Differ::Words { first, second } => {
                    (then.changed, now.changed) = (first, second);
                    How::Changed
                }
            },
        };
        pair
    }

    fn line(then: &str, now: &str) -> Pair {
        let part = |text: &str| Part {
            label: String::new(),
            text: text.to_owned(),
        };
        let side = |text: &str| (!text.trim().is_empty()).then(|| part(text));
        Pair::of(side(then).as_ref(), side(now).as_ref())
    }
}

impl Side {
    fn of(part: &Part) -> Side {
        Side {
            label: part.label.clone(),
            text: part.text.trim_end().to_owned(),
            changed: Vec::new(),
        }
    }
}

impl Comparison {
    pub fn of(then: &Reading<'_>, now: &Reading<'_>) -> Comparison {
        let tags = |reading: &Reading<'_>| reading.tags.join(", ");
        Comparison {
            title: Pair::line(then.title, now.title),
            asked: Pair::line(then.asked, now.asked),
            parts: paired(&then.parts, &now.parts),
            tags: Pair::line(&tags(then), &tags(now)),
        }
    }

    /// Whether every word is the same.
    pub fn is_same(&self) -> bool {
        let around = [&self.title, &self.asked, &self.tags];
        let mut pairs = around.into_iter().chain(&self.parts);
        pairs.all(|pair| matches!(pair.how, How::Same | How::Nowhere))
    }
}

/// How well two parts belong together: by their labels, by their texts, or not at all.
fn worth(then: &Part, now: &Part) -> u32 {
    let text = !then.text.trim().is_empty() && then.text == now.text;
    match (then.label == now.label, text) {
        (true, true) => 4,
        (true, false) | (false, true) => 2,
        (false, false) => 0,
    }
}

/// The parts in pairs, in the order that both have.
fn paired(then: &[Part], now: &[Part]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut left, mut right) = (0, 0);
    for (i, j) in together(then, now) {
        between(&then[left..i], &now[right..j], &mut pairs);
        pairs.push(Pair::of(Some(&then[i]), Some(&now[j])));
        (left, right) = (i + 1, j + 1);
    }
    between(&then[left..], &now[right..], &mut pairs);
    pairs
}

/// Parts with nothing in common. Where there are as many of them on both sides, each was most likely
/// put in the place of the other: the label was reworded, and the text with it.
fn between(then: &[Part], now: &[Part], pairs: &mut Vec<Pair>) {
    if then.len() == now.len() {
        pairs.extend(
            then.iter()
                .zip(now)
                .map(|(t, n)| Pair::of(Some(t), Some(n))),
        );
        return;
    }
    pairs.extend(then.iter().map(|part| Pair::of(Some(part), None)));
    pairs.extend(now.iter().map(|part| Pair::of(None, Some(part))));
}

/// The places of parts that belong together, of which both versions have the same order.
fn together(then: &[Part], now: &[Part]) -> Vec<(usize, usize)> {
    if then.len().saturating_mul(now.len()) > MOST {
        let places = 0..then.len().min(now.len());
        return places.map(|place| (place, place)).collect();
    }
    let wide = now.len() + 1;
    // The best that can be had from these places on.
    let mut best = vec![0u32; (then.len() + 1) * wide];
    for i in (0..then.len()).rev() {
        for j in (0..now.len()).rev() {
            let skip = best[(i + 1) * wide + j].max(best[i * wide + j + 1]);
            let worth = worth(&then[i], &now[j]);
            let take = if worth > 0 {
                worth + best[(i + 1) * wide + j + 1]
            } else {
                0
            };
            best[i * wide + j] = skip.max(take);
        }
    }
    let mut places = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < then.len() && j < now.len() {
        let here = best[i * wide + j];
        let worth = worth(&then[i], &now[j]);
        if worth > 0 && here == worth + best[(i + 1) * wide + j + 1] {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * wide + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::reading::Kind;
    use proptest::prelude::*;

    fn part(label: &str, text: &str) -> Part {
        Part {
            label: label.to_owned(),
            text: text.to_owned(),
        }
    }

    fn says(pairs: &[Pair]) -> Vec<String> {
        let side = |side: &Option<Side>| match side {
            Some(side) => format!("{}={}", side.label, side.text),
            None => "-".to_owned(),
        };
        let says =
            |pair: &Pair| format!("{} | {} {:?}", side(&pair.then), side(&pair.now), pair.how);
        pairs.iter().map(says).collect()
    }

    #[test]
    fn parts_are_paired_by_their_labels_and_keep_them() {
        let then = [part("I did", "I lied."), part("It cost", "A year.")];
        let now = [
            part("I did", "I lied to you."),
            part("I hid it", "In the car."),
            part("It cost", "A year."),
        ];
        assert_eq!(
            says(&paired(&then, &now)),
            [
                "I did=I lied. | I did=I lied to you. Changed",
                "- | I hid it=In the car. OnlyNow",
                "It cost=A year. | It cost=A year. Same",
            ]
        );
    }

    #[test]
    fn a_label_that_was_reworded_stays_with_its_text_and_each_side_keeps_its_own() {
        let then = [part("It cost you", "A year."), part("My choice", "Yes.")];
        let now = [
            part("What it cost", "A year."),
            part("Chosen", "No one made me."),
        ];
        assert_eq!(
            says(&paired(&then, &now)),
            [
                "It cost you=A year. | What it cost=A year. Same",
                "My choice=Yes. | Chosen=No one made me. Anew",
            ]
        );
    }

    #[test]
    fn what_is_only_in_one_version_is_said_to_be() {
        let then = [part("mine", "a"), part("ours", "b"), part("not mine", "c")];
        let now = [part("mine", "a")];
        assert_eq!(
            says(&paired(&then, &now)),
            [
                "mine=a | mine=a Same",
                "ours=b | - OnlyThen",
                "not mine=c | - OnlyThen"
            ]
        );
        assert_eq!(says(&paired(&[], &now)), ["- | mine=a OnlyNow"]);
        assert_eq!(says(&paired(&[], &[])), [] as [&str; 0]);
    }

    #[test]
    fn a_question_a_title_and_tags_that_were_other_ones_are_told_apart() {
        let reading = |title, asked, tags| Reading {
            kind: Kind::Entry,
            at: chrono::DateTime::parse_from_rfc3339("2026-11-20T21:40:00+01:00").unwrap(),
            title,
            asked,
            tags,
            closed: None,
            parts: vec![part("", "The same.\n")],
        };
        let tags = ["night".to_owned()];
        let then = reading("Rain", "What was it?", &[]);
        let now = reading("Rain", "What was it like?", &tags);
        let comparison = Comparison::of(&then, &now);
        assert_eq!(comparison.title.how, How::Same);
        assert_eq!(comparison.asked.how, How::Changed);
        assert_eq!(comparison.tags.how, How::OnlyNow);
        assert!(!comparison.is_same());
        assert!(Comparison::of(&then, &then).is_same());
    }

    proptest! {
        #[test]
        fn no_part_is_left_out_and_the_order_stays(
            then in prop::collection::vec(("[abc]", "[xyz]{0,2}"), 0..8),
            now in prop::collection::vec(("[abc]", "[xyz]{0,2}"), 0..8),
        ) {
            let parts = |all: &[(String, String)]| all.iter().map(|(l, t)| part(l, t)).collect::<Vec<_>>();
            let (then, now) = (parts(&then), parts(&now));
            let pairs = paired(&then, &now);
            let left: Vec<&Side> = pairs.iter().filter_map(|pair| pair.then.as_ref()).collect();
            let right: Vec<&Side> = pairs.iter().filter_map(|pair| pair.now.as_ref()).collect();
            let same = |sides: &[&Side], parts: &[Part]| {
                sides.len() == parts.len()
                    && sides.iter().zip(parts).all(|(s, p)| s.label == p.label && s.text == p.text)
            };
            prop_assert!(same(&left, &then) && same(&right, &now));
            prop_assert!(pairs.iter().all(|pair| pair.how != How::Nowhere));
        }
    }
}
